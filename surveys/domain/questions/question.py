"""What can be asked: the questions of a questionnaire as plain values, and their spelling as JSON."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from surveys.domain.questionnaire import Wording
from surveys.enums import QuestionKind

# Stands with every answer and in the names of form fields.
ID_PATTERN: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
# What a file question may take.
FILE_KINDS: Final = ("photo", "pdf")
CHOOSING: Final = frozenset({QuestionKind.SCALE, QuestionKind.CHOICE})
LONGEST_ANSWER: Final = 500
NOTHING: Final = Wording("", "")


@dataclass(frozen=True)
class Option:
    """`value` is stored and never shown; a scale's values are its steps, "1" the lowest."""

    value: str
    label: Wording


@dataclass(frozen=True)
class Condition:
    """Asked only where the earlier question `question` was answered with one of `values`."""

    question: str
    values: tuple[str, ...]

    def is_met(self, answer: object) -> bool:
        given = answer if isinstance(answer, list | tuple) else [answer]
        return any(str(each) in self.values for each in given if each is not None)


@dataclass(frozen=True)
class Question:
    """One question. Which of the later fields mean something follows from `kind`."""

    id: str
    kind: QuestionKind
    text: Wording = NOTHING
    help: Wording = NOTHING
    is_required: bool = False
    # Scale, choice.
    options: tuple[Option, ...] = ()
    # Choice.
    is_multiple: bool = False
    # Number.
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    # Text: characters.
    longest: int = LONGEST_ANSWER
    # Date.
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    # File.
    accepted: tuple[str, ...] = ("photo",)
    show_if: Condition | None = None

    @property
    def is_chosen(self) -> bool:
        """Answered by choosing; others may depend on it."""
        return self.kind in CHOOSING

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(option.value for option in self.options)


@dataclass(frozen=True)
class Questions:
    """The questions of one version, in the order in which they are asked."""

    items: tuple[Question, ...] = ()
    # Meant for people who read Indonesian; otherwise every text stands in both languages.
    is_indonesian_only: bool = False

    def __iter__(self) -> Iterator[Question]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def find(self, question_id: str) -> Question | None:
        return next((question for question in self.items if question.id == question_id), None)

    def answered_by_one_tap(self) -> Questions:
        """For a screen that many people touch: scales and single choices, without those that hang on a question left
        out."""
        kept: dict[str, Question] = {}
        for question in self.items:
            depends_on = question.show_if.question if question.show_if else None
            if question.is_chosen and not question.is_multiple and (depends_on is None or depends_on in kept):
                kept[question.id] = question
        return Questions(tuple(kept.values()), self.is_indonesian_only)


# --- JSON -----------------------------------------------------------------------------------------------------------


def dump(questions: Questions) -> dict[str, Any]:
    """As JSON stores it; `parse` gives the same questions back."""
    return {
        "is_indonesian_only": questions.is_indonesian_only,
        "questions": [_question_as_json(question) for question in questions],
    }


def parse(content: object) -> Questions:
    """The questions that `dump` wrote; {} is none. Raises ValueError for anything else."""
    if content == {}:
        return Questions()
    try:
        if not isinstance(content, Mapping):
            raise TypeError
        return Questions(
            tuple(_question_from_json(entry) for entry in content["questions"]), bool(content["is_indonesian_only"])
        )
    except (KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise ValueError("These are not questions as `dump` writes them.") from error


def fingerprint(questions: Questions) -> str:
    """SHA-256 of the canonical spelling: the same questions have the same one."""
    spelled = json.dumps(dump(questions), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def _question_as_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": str(question.kind),
        "text": _wording_as_json(question.text),
        "help": _wording_as_json(question.help),
        "is_required": question.is_required,
        "options": [{"value": each.value, "label": _wording_as_json(each.label)} for each in question.options],
        "is_multiple": question.is_multiple,
        "minimum": None if question.minimum is None else str(question.minimum),
        "maximum": None if question.maximum is None else str(question.maximum),
        "decimals": question.decimals,
        "longest": question.longest,
        "earliest": question.earliest and question.earliest.isoformat(),
        "latest": question.latest and question.latest.isoformat(),
        "accepted": list(question.accepted),
        "show_if": question.show_if
        and {"question": question.show_if.question, "values": list(question.show_if.values)},
    }


def _question_from_json(entry: Any) -> Question:
    condition = entry["show_if"]
    return Question(
        id=_text(entry["id"]),
        kind=QuestionKind(entry["kind"]),
        text=_wording_from_json(entry["text"]),
        help=_wording_from_json(entry["help"]),
        is_required=bool(entry["is_required"]),
        options=tuple(Option(_text(each["value"]), _wording_from_json(each["label"])) for each in entry["options"]),
        is_multiple=bool(entry["is_multiple"]),
        minimum=None if entry["minimum"] is None else Decimal(entry["minimum"]),
        maximum=None if entry["maximum"] is None else Decimal(entry["maximum"]),
        decimals=int(entry["decimals"]),
        longest=int(entry["longest"]),
        earliest=_date(entry["earliest"]),
        latest=_date(entry["latest"]),
        accepted=tuple(_text(each) for each in entry["accepted"]),
        show_if=condition
        and Condition(_text(condition["question"]), tuple(_text(value) for value in condition["values"])),
    )


def _wording_as_json(wording: Wording) -> dict[str, str]:
    return {"id": wording.id, "en": wording.en}


def _wording_from_json(entry: Any) -> Wording:
    return Wording(_text(entry["id"]), _text(entry["en"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _date(value: object) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(_text(value))
