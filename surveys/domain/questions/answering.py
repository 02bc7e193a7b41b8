"""Which questions apply, and what somebody answered to them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from surveys.domain.questions.question import Question, Questions
from surveys.enums import QuestionKind

# Control characters and the marks that turn the direction of text; line breaks and tabs stay.
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
# Digits of the longest number that anybody means.
_LONGEST_NUMBER: Final = 20
# A file is answered by a token for what was uploaded.
_LONGEST_TOKEN: Final = 300

# As stored: text (choice, number "12.5", date "2026-11-22", text, file), a whole number (scale), or a list of texts
# (choice of several).
Answer = str | int | list[str]


class AnswerError(StrEnum):
    MISSING = "missing"
    UNKNOWN_OPTION = "unknown_option"
    NO_NUMBER = "no_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_PRECISE = "too_precise"
    TOO_LONG = "too_long"
    NO_DATE = "no_date"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"


def asked(questions: Iterable[Question], answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions that apply to somebody with these answers: never one whose condition is a question that wasn't
    asked itself."""
    found: dict[str, Question] = {}
    for question in questions:
        if _applies(question, found, answers):
            found[question.id] = question
    return tuple(found.values())


def read(
    questions: Questions, raw: Mapping[str, object], *, language: str = "id", allow_blank: bool = False
) -> tuple[dict[str, Answer], dict[str, AnswerError]]:
    """The answers in `raw` (identifier → text or list of texts) and what is wrong with them; never raises.

    An answer to a question that isn't asked is dropped. `language` tells 1.250,5 from 1,250.5; `allow_blank` is for
    paper.
    """
    answers: dict[str, Answer] = {}
    errors: dict[str, AnswerError] = {}
    found: dict[str, Question] = {}
    for question in questions:
        if not _applies(question, found, answers):
            continue
        found[question.id] = question
        given = _texts(raw.get(question.id))
        if not given:
            if question.is_required and not allow_blank:
                errors[question.id] = AnswerError.MISSING
            continue
        answer = _read_one(question, given, language)
        if isinstance(answer, AnswerError):
            errors[question.id] = answer
        else:
            answers[question.id] = answer
    return answers, errors


def plain_text(text: str) -> str:
    """Text as people mean it: without control characters, with plain line breaks, without blanks around it."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _applies(question: Question, found: Mapping[str, Question], answers: Mapping[str, Any]) -> bool:
    condition = question.show_if
    if condition is None:
        return True
    return condition.question in found and condition.is_met(answers.get(condition.question))


def _texts(value: object) -> list[str]:
    """What was typed or chosen, without the empty ones."""
    values = value if isinstance(value, list | tuple) else [value]
    return [text for each in values if isinstance(each, str) and (text := plain_text(each))]


def _read_one(question: Question, given: list[str], language: str) -> Answer | AnswerError:
    if question.is_chosen:
        return _read_choice(question, given)
    # A field that came twice counts as it came last, as in every form.
    text = given[-1]
    if question.kind == QuestionKind.NUMBER:
        return _read_number(question, text, language)
    if question.kind == QuestionKind.DATE:
        return _read_date(question, text)
    longest = question.longest if question.kind == QuestionKind.TEXT else _LONGEST_TOKEN
    return AnswerError.TOO_LONG if len(text) > longest else text


def _read_choice(question: Question, given: list[str]) -> Answer | AnswerError:
    if not set(given) <= set(question.values):
        return AnswerError.UNKNOWN_OPTION
    if question.kind == QuestionKind.SCALE:
        return question.values.index(given[-1]) + 1
    if question.is_multiple:
        return [value for value in question.values if value in given]
    return given[-1]


def _read_number(question: Question, text: str, language: str) -> Answer | AnswerError:
    number = _number(text, language)
    if number is None:
        return AnswerError.NO_NUMBER
    if question.minimum is not None and number < question.minimum:
        return AnswerError.TOO_SMALL
    if question.maximum is not None and number > question.maximum:
        return AnswerError.TOO_LARGE
    # Zeros at the end are no digits.
    spelled = f"{number:f}"
    whole, _point, digits = spelled.partition(".")
    digits = digits.rstrip("0")
    if len(digits) > question.decimals:
        return AnswerError.TOO_PRECISE
    return f"{whole}.{digits}" if digits else whole


def _number(text: str, language: str) -> Decimal | None:
    """As people write it in their language; a single mark that can't part thousands parts the decimals."""
    compact = re.sub(r"\s", "", text)
    if len(compact) > _LONGEST_NUMBER or not re.fullmatch(r"[+-]?[0-9][0-9.,]*", compact):
        return None
    thousands, decimal = (",", ".") if language == "en" else (".", ",")
    if re.fullmatch(rf"[+-]?[0-9]{{1,3}}(?:\{thousands}[0-9]{{3}})+(?:\{decimal}[0-9]+)?", compact):
        compact = compact.replace(thousands, "")
    parts = re.split(r"[.,]", compact)
    if len(parts) > 2 or not parts[-1]:
        return None
    return Decimal(".".join(parts)) + 0


def _read_date(question: Question, text: str) -> Answer | AnswerError:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return AnswerError.NO_DATE
    if question.earliest is not None and day < question.earliest:
        return AnswerError.TOO_EARLY
    if question.latest is not None and day > question.latest:
        return AnswerError.TOO_LATE
    return day.isoformat()
