"""What is wrong with a draft, and what a new version changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from surveys.domain.questions.question import FILE_KINDS, ID_PATTERN, Condition, Question, Questions
from surveys.enums import QuestionKind

# More makes people give up in the middle (the nine official questions stand before them).
MOST_QUESTIONS: Final = 20
MOST_OPTIONS: Final = 20
MOST_DECIMALS: Final = 4
LONGEST_TEXT: Final = 2000
_VALUE: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")


class FaultCode(StrEnum):
    NO_QUESTIONS = "no_questions"
    TOO_MANY = "too_many"
    BAD_ID = "bad_id"
    SAME_ID = "same_id"
    NO_TEXT = "no_text"
    NO_ENGLISH = "no_english"
    FEW_OPTIONS = "few_options"
    MANY_OPTIONS = "many_options"
    SAME_OPTION = "same_option"
    BAD_VALUE = "bad_value"
    OPTION_WITHOUT_TEXT = "option_without_text"
    OPTION_WITHOUT_ENGLISH = "option_without_english"
    BRANCH_ON_UNKNOWN = "branch_on_unknown"
    BRANCH_ON_LATER = "branch_on_later"
    BRANCH_ON_KIND = "branch_on_kind"
    BRANCH_WITHOUT_VALUE = "branch_without_value"
    BRANCH_ON_UNKNOWN_VALUE = "branch_on_unknown_value"
    REVERSED = "reversed"
    BAD_DECIMALS = "bad_decimals"
    BAD_LONGEST = "bad_longest"
    NO_FILE_KIND = "no_file_kind"


@dataclass(frozen=True)
class Fault:
    """`number` counts the questions from 1; 0 is the questionnaire itself."""

    code: FaultCode
    number: int = 0
    question: str = ""


def faults(questions: Questions) -> list[Fault]:
    """Why these questions can't be published; empty when they can."""
    found = []
    if not questions.items:
        found.append(Fault(FaultCode.NO_QUESTIONS))
    if len(questions) > MOST_QUESTIONS:
        found.append(Fault(FaultCode.TOO_MANY))
    earlier: dict[str, Question] = {}
    every_id = {question.id for question in questions}
    for number, question in enumerate(questions, start=1):
        codes = [*_own_faults(question, questions.is_indonesian_only)]
        if question.id in earlier:
            codes.append(FaultCode.SAME_ID)
        if question.show_if is not None:
            codes.extend(_branch_faults(question.show_if, earlier, every_id))
        found += [Fault(code, number, question.id) for code in codes]
        earlier[question.id] = question
    return found


def _own_faults(question: Question, is_indonesian_only: bool) -> Iterator[FaultCode]:
    if not ID_PATTERN.fullmatch(question.id):
        yield FaultCode.BAD_ID
    if not question.text.id.strip():
        yield FaultCode.NO_TEXT
    needs_english = not is_indonesian_only
    if needs_english and (not question.text.en.strip() or (question.help.id.strip() and not question.help.en.strip())):
        yield FaultCode.NO_ENGLISH
    if question.is_chosen:
        yield from _option_faults(question, needs_english)
    elif question.kind == QuestionKind.NUMBER:
        if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
            yield FaultCode.REVERSED
        if not 0 <= question.decimals <= MOST_DECIMALS:
            yield FaultCode.BAD_DECIMALS
    elif question.kind == QuestionKind.TEXT:
        if not 1 <= question.longest <= LONGEST_TEXT:
            yield FaultCode.BAD_LONGEST
    elif question.kind == QuestionKind.DATE:
        if question.earliest is not None and question.latest is not None and question.earliest > question.latest:
            yield FaultCode.REVERSED
    elif not question.accepted or not set(question.accepted) <= set(FILE_KINDS):
        yield FaultCode.NO_FILE_KIND


def _option_faults(question: Question, needs_english: bool) -> Iterator[FaultCode]:
    if len(question.options) < 2:
        yield FaultCode.FEW_OPTIONS
    if len(question.options) > MOST_OPTIONS:
        yield FaultCode.MANY_OPTIONS
    if len(set(question.values)) < len(question.options):
        yield FaultCode.SAME_OPTION
    # Others depend on a scale's steps by their number.
    steps = tuple(str(number) for number in range(1, len(question.options) + 1))
    if not all(_VALUE.fullmatch(value) for value in question.values) or (
        question.kind == QuestionKind.SCALE and question.values != steps
    ):
        yield FaultCode.BAD_VALUE
    if not all(option.label.id.strip() for option in question.options):
        yield FaultCode.OPTION_WITHOUT_TEXT
    elif needs_english and not all(option.label.en.strip() for option in question.options):
        yield FaultCode.OPTION_WITHOUT_ENGLISH


def _branch_faults(condition: Condition, earlier: dict[str, Question], every_id: set[str]) -> Iterator[FaultCode]:
    parent = earlier.get(condition.question)
    if parent is None:
        yield FaultCode.BRANCH_ON_LATER if condition.question in every_id else FaultCode.BRANCH_ON_UNKNOWN
    elif not parent.is_chosen:
        yield FaultCode.BRANCH_ON_KIND
    elif not condition.values:
        yield FaultCode.BRANCH_WITHOUT_VALUE
    elif not set(condition.values) <= set(parent.values):
        yield FaultCode.BRANCH_ON_UNKNOWN_VALUE


# --- Differences ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """`before` None: added; `after` None: removed. `changed` names the fields; "place" is the place in the order."""

    before: Question | None
    after: Question | None
    changed: tuple[str, ...] = ()


def differences(before: Questions, after: Questions) -> list[Difference]:
    """What a reader of the old version finds changed in the new one, in the new order; removed ones at the end."""
    old = {question.id: question for question in before}
    new = {question.id: question for question in after}
    order = [question.id for question in before if question.id in new]
    matcher = SequenceMatcher(a=order, b=[question.id for question in after if question.id in old], autojunk=False)
    in_place = {order[block.a + step] for block in matcher.get_matching_blocks() for step in range(block.size)}
    found: list[Difference] = []
    for question in after:
        former = old.get(question.id)
        if former is None:
            found.append(Difference(None, question))
            continue
        changed = [each.name for each in fields(Question) if getattr(former, each.name) != getattr(question, each.name)]
        if question.id not in in_place:
            changed.append("place")
        if changed:
            found.append(Difference(former, question, tuple(changed)))
    found += [Difference(question, None) for question in before if question.id not in new]
    return found
