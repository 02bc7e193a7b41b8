"""The test before and after a training: its questions, their order for one person, its score, its clock."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

MOST_QUESTIONS = 60
MOST_OPTIONS = 6
FEWEST_OPTIONS = 2
MOST_POINTS = 20
# A page that was sent in the last second arrives a little later.
GRACE = datetime.timedelta(seconds=20)


@dataclass(frozen=True)
class TestQuestion:
    """`right` is the place of the right option, from 0."""

    __test__ = False

    text: str
    options: tuple[str, ...]
    right: int
    points: int = 1


class FaultCode(StrEnum):
    """What keeps a question, or the whole test, from being asked."""

    NO_QUESTIONS = "no_questions"
    TOO_MANY = "too_many"
    NO_TEXT = "no_text"
    FEW_OPTIONS = "few_options"
    SAME_OPTIONS = "same_options"
    NO_RIGHT = "no_right"
    POINTS = "points"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a question; `question` from 1, 0 for the whole."""

    question: int
    code: FaultCode


def parse(raw: Sequence[Mapping[str, Any]]) -> tuple[TestQuestion, ...]:
    """Read what `dump` wrote. Raises ValueError for anything else."""
    try:
        return tuple(
            TestQuestion(
                text=str(row["text"]),
                options=tuple(str(option["text"]) for option in row["options"]),
                right=int(row["right"]),
                points=int(row.get("points", 1)),
            )
            for row in raw
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"These are no questions of a test: {error}.") from error


def dump(questions: Sequence[TestQuestion]) -> list[dict[str, Any]]:
    """The questions as they are stored; `parse` reads them again."""
    return [
        {
            "text": question.text,
            "options": [{"text": option} for option in question.options],
            "right": question.right,
            "points": question.points,
        }
        for question in questions
    ]


def faults(questions: Sequence[TestQuestion]) -> list[Fault]:
    """Everything that keeps the questions from being asked."""
    found = []
    if not questions:
        found.append(Fault(0, FaultCode.NO_QUESTIONS))
    if len(questions) > MOST_QUESTIONS:
        found.append(Fault(0, FaultCode.TOO_MANY))
    for number, question in enumerate(questions, start=1):
        if not question.text.strip():
            found.append(Fault(number, FaultCode.NO_TEXT))
        if len(question.options) < FEWEST_OPTIONS:
            found.append(Fault(number, FaultCode.FEW_OPTIONS))
        elif len({option.strip().casefold() for option in question.options}) < len(question.options):
            found.append(Fault(number, FaultCode.SAME_OPTIONS))
        if not 0 <= question.right < len(question.options):
            found.append(Fault(number, FaultCode.NO_RIGHT))
        if not 1 <= question.points <= MOST_POINTS:
            found.append(Fault(number, FaultCode.POINTS))
    return found


def order_for(seed: str, count: int) -> list[int]:
    """The numbers 0 to `count` − 1 in an order of the seed's own: the same whenever it is asked for again."""
    return sorted(range(count), key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())


def maximum(questions: Sequence[TestQuestion]) -> Decimal:
    """The points of all questions: what a score is out of."""
    return Decimal(sum(question.points for question in questions))


def score(questions: Sequence[TestQuestion], answers: Mapping[str, Any]) -> Decimal:
    """Points of the right answers; a question without an answer earns none. Answers are {question: option}, from 0."""
    return Decimal(
        sum(question.points for number, question in enumerate(questions) if answers.get(str(number)) == question.right)
    )


def clean_answers(questions: Sequence[TestQuestion], given: Mapping[str, Any]) -> dict[str, int]:
    """What of `given` are answers: known questions with one of their options."""
    kept = {}
    for number, question in enumerate(questions):
        text = str(given.get(str(number), ""))
        if text.isascii() and text.isdigit() and len(text) < 3 and int(text) < len(question.options):
            kept[str(number)] = int(text)
    return kept


def percent(points: Decimal, most: Decimal) -> Decimal:
    """0–100, not rounded."""
    if most <= 0 or not 0 <= points <= most:
        raise ValueError("Points lie between 0 and the maximum, which is above 0.")
    return points / most * 100


def is_over(*, due: datetime.datetime, now: datetime.datetime) -> bool:
    """Whether answers that arrive now come too late."""
    return now > due + GRACE


def passed(points: Decimal, most: Decimal, pass_mark: int | None) -> bool | None:
    """None where nobody fails. Compared without rounding."""
    return None if pass_mark is None else percent(points, most) >= pass_mark
