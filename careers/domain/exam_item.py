"""Items of a bank: what is wrong with one, which answers are well formed, and what an answer earns.

Weights are percent of an item's points, from -100 to 100; earned shares are Decimals from 0 to 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from careers.enums.exam import ItemKind

MOST_OPTIONS = 10
MOST_TEXT = 20_000
HUNDRED = Decimal(100)
FOUR_PLACES = Decimal("0.0001")
# "1.250,5" and "1,250.5" alike would be a guess, so only one separator is read, as the decimal one.
NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,9})?")


@dataclass(frozen=True)
class Option:
    """A choice, or an accepted answer. `tolerance` is of numbers only: how far off still counts."""

    text: str
    weight: Decimal = Decimal(0)
    tolerance: Decimal = Decimal(0)


@dataclass(frozen=True)
class ItemContent:
    kind: ItemKind
    text: str
    options: tuple[Option, ...] = ()


class ItemFault(StrEnum):
    NO_TEXT = "no_text"
    FEW_OPTIONS = "few_options"
    MANY_OPTIONS = "many_options"
    EMPTY_OPTION = "empty_option"
    SAME_OPTIONS = "same_options"
    NO_RIGHT = "no_right"
    SEVERAL_RIGHT = "several_right"
    WEIGHT_RANGE = "weight_range"
    WEIGHT_SUM = "weight_sum"
    NOT_A_NUMBER = "not_a_number"
    NO_ANSWER = "no_answer"


def faults(content: ItemContent) -> list[ItemFault]:
    """What keeps an item from being put to people, in the order of its parts."""
    found = []
    if not content.text.strip():
        found.append(ItemFault.NO_TEXT)
    if content.kind == ItemKind.ESSAY:
        return found
    if any(not -HUNDRED <= option.weight <= HUNDRED for option in content.options):
        found.append(ItemFault.WEIGHT_RANGE)
    if any(not option.text.strip() for option in content.options):
        found.append(ItemFault.EMPTY_OPTION)
    texts = [" ".join(option.text.split()).casefold() for option in content.options]
    if len(set(texts)) < len(texts):
        found.append(ItemFault.SAME_OPTIONS)
    if content.kind in {ItemKind.NUMBER, ItemKind.SHORT_TEXT}:
        return found + _answer_faults(content)
    return found + _choice_faults(content)


def _answer_faults(content: ItemContent) -> list[ItemFault]:
    found = []
    if all(option.weight != HUNDRED for option in content.options):
        found.append(ItemFault.NO_ANSWER)
    if content.kind == ItemKind.NUMBER and any(
        read_number(option.text) is None or option.tolerance < 0 for option in content.options
    ):
        found.append(ItemFault.NOT_A_NUMBER)
    return found


def _choice_faults(content: ItemContent) -> list[ItemFault]:
    weights = [option.weight for option in content.options]
    found = []
    if len(weights) < 2:
        found.append(ItemFault.FEW_OPTIONS)
    if len(weights) > MOST_OPTIONS:
        found.append(ItemFault.MANY_OPTIONS)
    if content.kind == ItemKind.MULTIPLE:
        right = sum((weight for weight in weights if weight > 0), Decimal(0))
        if right == 0:
            found.append(ItemFault.NO_RIGHT)
        # Thirds are written 33.333 (three of them 99.999), sevenths 14.28571.
        elif abs(right - HUNDRED) > Decimal("0.05"):
            found.append(ItemFault.WEIGHT_SUM)
    elif weights.count(HUNDRED) == 0:
        found.append(ItemFault.NO_RIGHT)
    elif weights.count(HUNDRED) > 1:
        found.append(ItemFault.SEVERAL_RIGHT)
    return found


def read_number(text: str) -> Decimal | None:
    """A number as people type it, comma or dot before the decimals; None for anything else."""
    plain = text.strip().replace(" ", "").replace("\u2212", "-")
    if not NUMBER.fullmatch(plain):
        return None
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:  # pragma: no cover  the pattern lets nothing else through
        return None


def clean_answer(kind: str, options: int, answer: Any) -> Any:
    """The answer as it is stored: places of options (whole numbers from 0), a text, or None for none given.

    `options` says how many there are. Raises ValueError for what no form of ours would send.
    """
    if answer is None or answer == "" or answer == []:
        return None
    if kind in {ItemKind.SINGLE, ItemKind.TRUE_FALSE}:
        return _place(answer[0] if isinstance(answer, list) and len(answer) == 1 else answer, options)
    if kind == ItemKind.MULTIPLE:
        places = answer if isinstance(answer, list) else [answer]
        return sorted({_place(each, options) for each in places})
    if not isinstance(answer, str) or len(answer) > MOST_TEXT:
        raise ValueError("An answer in words is a text of at most 20,000 characters.")
    if "\x00" in answer or any("\ud800" <= sign <= "\udfff" for sign in answer):
        raise ValueError("A text holds no null characters and no halves of characters.")
    return answer.strip() or None


def _place(value: Any, options: int) -> int:
    if isinstance(value, bool):
        raise ValueError("The place of an option is a whole number.")
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 4:
        value = int(value)
    if not isinstance(value, int) or not 0 <= value < options:
        raise ValueError("There is no such option.")
    return value


def earned(kind: str, options: Sequence[Option], answer: Any) -> Decimal | None:
    """The share of the points, 0 to 1 in four decimals; None for an essay, which people mark.

    Nothing answered earns nothing; wrong ticks of several take away, but never below 0.
    """
    if kind == ItemKind.ESSAY:
        return None
    if answer is None:
        return Decimal(0)
    if kind in {ItemKind.SINGLE, ItemKind.TRUE_FALSE}:
        weight: Decimal = options[answer].weight
    elif kind == ItemKind.MULTIPLE:
        weight = sum((options[place].weight for place in answer), Decimal(0))
        if weight > Decimal("99.9"):
            weight = HUNDRED
    elif kind == ItemKind.NUMBER:
        weight = _weight_of_number(options, read_number(str(answer)))
    else:
        weight = _weight_of_text(options, str(answer))
    return (min(max(weight, Decimal(0)), HUNDRED) / HUNDRED).quantize(FOUR_PLACES)


def _weight_of_number(options: Sequence[Option], given: Decimal | None) -> Decimal:
    if given is None:
        return Decimal(0)
    fitting = (
        option.weight
        for option in options
        if (value := read_number(option.text)) is not None and abs(given - value) <= option.tolerance
    )
    return max(fitting, default=Decimal(0))


def _weight_of_text(options: Sequence[Option], given: str) -> Decimal:
    plain = " ".join(given.split()).casefold()
    fitting = (option.weight for option in options if " ".join(option.text.split()).casefold() == plain)
    return max(fitting, default=Decimal(0))


def parse_options(stored: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    """From the JSON of `dump_options`."""
    return tuple(
        Option(str(each["text"]), Decimal(str(each.get("weight", 0))), Decimal(str(each.get("tolerance", 0))))
        for each in stored
    )


def dump_options(options: Sequence[Option]) -> list[dict[str, str]]:
    return [
        {
            "text": option.text,
            "weight": f"{option.weight.normalize():f}",
            **({"tolerance": f"{option.tolerance.normalize():f}"} if option.tolerance else {}),
        }
        for option in options
    ]
