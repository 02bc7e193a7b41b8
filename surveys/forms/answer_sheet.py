"""The nine questions and what a respondent may tell about themselves.

Not a Django form: this is the portal's most used public page, and a form object with fourteen fields costs more time
than the whole insert.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from surveys.domain.questionnaire import Question, Questionnaire
from surveys.domain.questions import Questions, plain_text
from surveys.domain.tracking import format_code, parse_code
from surveys.enums import AgeBand, Occupation, RespondentEducation, RespondentSex
from surveys.forms.question_sheet import PREFIX, QuestionSheet
from surveys.services.response import Answers

LONGEST_COMMENT = 2000
# How an officer types an element that is blank on paper.
BLANK = "-"
PROFILE_CHOICES: dict[str, Any] = {
    "sex": RespondentSex,
    "age_band": AgeBand,
    "education": RespondentEducation,
    "occupation": Occupation,
}
# `values` of an enumeration is put together anew at each look.
_PROFILE_VALUES = {name: frozenset(choices.values) for name, choices in PROFILE_CHOICES.items()}


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
    # The digit of a paper form, as typed.
    typed: str = ""
    is_required: bool = True

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
    forms. Of the questionnaire only `elements` are asked, then the `further` questions (`self.further`)."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        *,
        language: str,
        data: Mapping[str, str] | None = None,
        services: Sequence[tuple[int, str]] = (),
        allow_blank: bool = False,
        elements: Sequence[str] | None = None,
        further: Questions | None = None,
        files: Mapping[str, Any] | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.asked = [each for each in questionnaire.questions if elements is None or each.element.value in elements]
        self.language = language
        self.data = data if data is not None else {}
        self.is_bound = data is not None
        self.services = services
        self.allow_blank = allow_blank
        self.errors: dict[str, str] = {}
        self.elements: dict[str, int | None] = {}
        self.key: uuid.UUID | None = None
        self.further = QuestionSheet(
            further or Questions(),
            language=language,
            data=data,
            files=files,
            allow_blank=allow_blank,
            first_number=len(self.asked) + 1,
        )
        if self.is_bound:
            self._read()
            self._take_over_errors()

    @property
    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    @property
    def code(self) -> str:
        """The code of a slip; "" without one, or when the citizen chose to answer without it."""
        typed = self.data.get("code", "")
        return "" if not typed or self.data.get("without_code") else parse_code(typed)

    @property
    def typed_code(self) -> str:
        """What stands in the field for the code: as typed, or in two groups when it can be one."""
        typed = self.data.get("code", "")[:40].strip()
        code = parse_code(typed) if typed else ""
        return format_code(code) if code else typed

    @property
    def code_is_only_fault(self) -> bool:
        return self.errors.keys() == {"code"}

    @property
    def comment(self) -> str:
        return plain_text(self.data.get("comment", ""))

    @property
    def answers(self) -> Answers:
        service = self.data.get("service", "")
        return Answers(
            elements=self.elements,
            profile={
                name: value for name, known in _PROFILE_VALUES.items() if (value := self.data.get(name, "")) in known
            },
            service_id=next((pk for pk, _name in self.services if str(pk) == service), None),
            comment=self.comment,
            extra=self.further.answers,
            texts=self.further.texts,
            files=self.further.files,
        )

    def keep_files(self) -> None:
        """Store what was uploaded, so that it survives until the form is sent."""
        self.further.keep_files()
        self._take_over_errors()

    def refuse_files(self, sentence: str) -> None:
        self.further.refuse_files(sentence)
        self._take_over_errors()

    @property
    def question_count(self) -> int:
        return len(self.asked) + len(self.further.questions)

    def questions(self) -> list[AskedQuestion]:
        return [self._asked(number, question) for number, question in enumerate(self.asked, start=1)]

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
        titles = {question.element.value: question.name.in_language(self.language) for question in self.asked}
        titles |= {
            PREFIX + question.id: question.text.in_language(self.language) for question in self.further.questions
        }
        return [
            (name, f"{titles[name]}: {sentence}" if name in titles else sentence)
            for name, sentence in self.errors.items()
        ]

    def hidden(self) -> list[tuple[str, str]]:
        """Everything that was typed, to be carried through the page that shows the answers once more."""
        names = [*(each.element.value for each in self.asked), *PROFILE_CHOICES, "service"]
        kept = [(name, self.data.get(name, "")) for name in names if self.data.get(name)]
        return [*kept, *self.further.hidden(), ("key", str(self.key)), ("code", self.code), ("comment", self.comment)]

    def _read(self) -> None:
        for element in (question.element.value for question in self.asked):
            answer = self.data.get(element, "")
            if answer in {"1", "2", "3", "4"}:
                self.elements[element] = int(answer)
            elif self.allow_blank:
                if answer == BLANK:
                    self.elements[element] = None
                else:
                    self.errors[element] = _("Type 1, 2, 3 or 4, or - where the form is blank.")
            elif answer:
                self.errors[element] = _("Choose one of the four answers.")
            else:
                self.errors[element] = _("Choose an answer.")
        if len(self.comment) > LONGEST_COMMENT:
            self.errors["comment"] = _("Your comment is longer than %(limit)d characters. Please shorten it.") % {
                "limit": LONGEST_COMMENT
            }
        if self.typed_code and not self.code and not self.data.get("without_code"):
            self.errors["code"] = _("A code has eight letters and digits. Look at the slip again, or leave it out.")
        try:
            self.key = uuid.UUID(self.data.get("key", ""))
        except ValueError:
            # A hand-made form without a number: it gets one, so that at least this sending counts once.
            self.key = uuid.uuid4()

    def _take_over_errors(self) -> None:
        self.errors |= {PREFIX + name: sentence for name, sentence in self.further.errors.items()}

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
            typed=chosen[:1],
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
