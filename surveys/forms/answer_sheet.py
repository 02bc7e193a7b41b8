"""The nine questions and what a respondent may tell about themselves.

Not a Django form: this is the portal's most used public page, and a form object with fourteen fields costs more time
than
the whole insert.
"""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from surveys.domain.questionnaire import Question, Questionnaire
from surveys.enums import AgeBand, Occupation, RespondentEducation, RespondentSex
from surveys.services.response import Answers

LONGEST_COMMENT = 2000
# Control characters and the marks that turn the direction of text; line breaks and tabs stay.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
PROFILE_CHOICES: dict[str, Any] = {
    "sex": RespondentSex,
    "age_band": AgeBand,
    "education": RespondentEducation,
    "occupation": Occupation,
}


def plain_text(text: str) -> str:
    """Text as people mean it: without control characters, with plain line breaks, without blanks around it."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class AskedQuestion:
    """One question as the page shows it."""

    name: str
    number: int
    title: str
    text: str
    options: tuple[Option, ...]
    error: str = ""

    @property
    def chosen_label(self) -> str:
        return next((option.label for option in self.options if option.is_chosen), "")


@dataclass(frozen=True)
class AskedDetail:
    """One optional question about the respondent."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen_label(self) -> str:
        return next((option.label for option in self.options if option.is_chosen), "")


class AnswerSheet:
    """Reads a POST (or nothing) for a questionnaire. `services` are pairs (id, name); `allow_blank` is for paper
    forms."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        *,
        language: str,
        data: Mapping[str, str] | None = None,
        services: Sequence[tuple[int, str]] = (),
        allow_blank: bool = False,
    ) -> None:
        self.questionnaire = questionnaire
        self.language = language
        self.data = data if data is not None else {}
        self.is_bound = data is not None
        self.services = services
        self.allow_blank = allow_blank
        self.errors: dict[str, str] = {}
        self.elements: dict[str, int | None] = {}
        self.key: uuid.UUID | None = None
        if self.is_bound:
            self._read()

    @property
    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    @property
    def comment(self) -> str:
        return plain_text(self.data.get("comment", ""))

    @property
    def answers(self) -> Answers:
        service = self.data.get("service", "")
        return Answers(
            elements=self.elements,
            profile={
                name: value
                for name, choices in PROFILE_CHOICES.items()
                if (value := self.data.get(name, "")) in choices.values
            },
            service_id=next((pk for pk, _name in self.services if str(pk) == service), None),
            comment=self.comment,
        )

    def questions(self) -> list[AskedQuestion]:
        return [self._asked(number, question) for number, question in enumerate(self.questionnaire.questions, start=1)]

    def details(self) -> list[AskedDetail]:
        """The optional questions, only those with something to choose."""
        labels = {
            "sex": _("Sex"),
            "age_band": _("Age"),
            "education": _("Education"),
            "occupation": _("Occupation"),
        }
        asked = [self._detail(name, labels[name], choices.choices) for name, choices in PROFILE_CHOICES.items()]
        if self.services:
            asked.insert(0, self._detail("service", _("Service you received"), self.services))
        return asked

    def error_links(self) -> list[tuple[str, str]]:
        """(anchor, sentence) for the summary on top of the form."""
        titles = {
            question.element.value: question.name.in_language(self.language)
            for question in self.questionnaire.questions
        }
        return [
            (name, f"{titles[name]}: {sentence}" if name in titles else sentence)
            for name, sentence in self.errors.items()
        ]

    def hidden(self) -> list[tuple[str, str]]:
        """Everything that was typed, to be carried through the page that shows the answers once more."""
        names = [*(each.value for each in self.questionnaire.elements), *PROFILE_CHOICES, "service", "key"]
        return [(name, self.data.get(name, "")) for name in names if self.data.get(name)] + [("comment", self.comment)]

    def _read(self) -> None:
        for element in self.questionnaire.elements:
            answer = self.data.get(element, "")
            if answer in {"1", "2", "3", "4"}:
                self.elements[element] = int(answer)
            elif answer:
                self.errors[element] = _("Choose one of the four answers.")
            elif self.allow_blank:
                self.elements[element] = None
            else:
                self.errors[element] = _("Choose an answer.")
        if len(self.comment) > LONGEST_COMMENT:
            self.errors["comment"] = _("Your comment is longer than %(limit)d characters. Please shorten it.") % {
                "limit": LONGEST_COMMENT
            }
        try:
            self.key = uuid.UUID(self.data.get("key", ""))
        except ValueError:
            # A hand-made form without a number: it gets one, so that at least this sending counts once.
            self.key = uuid.uuid4()

    def _asked(self, number: int, question: Question) -> AskedQuestion:
        name = question.element.value
        chosen = self.data.get(name, "")
        return AskedQuestion(
            name=name,
            number=number,
            title=question.name.in_language(self.language),
            text=question.text.in_language(self.language),
            options=tuple(
                Option(str(value), wording.in_language(self.language), str(value) == chosen)
                for value, wording in enumerate(question.options, start=1)
            ),
            error=self.errors.get(name, ""),
        )

    def _detail(self, name: str, label: str, choices: Sequence[tuple[Any, Any]]) -> AskedDetail:
        chosen = self.data.get(name, "")
        return AskedDetail(
            name, label, tuple(Option(str(value), str(text), str(value) == chosen) for value, text in choices)
        )


def read_day(text: str) -> datetime.date | None:
    """A date of an `<input type="date">`, or None."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
