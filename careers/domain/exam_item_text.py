"""Answers of an item as people write them in a form: a line for each, a * before a right one."""

from __future__ import annotations

import re
from decimal import Decimal

from careers.domain.exam_item import HUNDRED, Option
from careers.enums.exam import ItemKind

WEIGHTED = re.compile(r"%([+-]?\d{1,3}(?:[.,]\d{1,5})?)%\s*(.*)", re.S)
TRUE_WORDS = {"b", "benar", "true", "t", "ya"}
FALSE_WORDS = {"s", "salah", "false", "f", "tidak"}
FIVE_PLACES = Decimal("0.00001")


def read_answers(kind: ItemKind, text: str) -> tuple[Option, ...]:
    """What is missing or wrong in them is for `faults` to say; nothing is raised."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if kind == ItemKind.ESSAY:
        return ()
    if kind == ItemKind.TRUE_FALSE:
        return _true_false(lines)
    if kind == ItemKind.NUMBER:
        return tuple(_number(line) for line in lines)
    if kind == ItemKind.SHORT_TEXT:
        return tuple(_weighted(line, HUNDRED) for line in lines)
    right = sum(line.startswith("*") for line in lines)
    share = (HUNDRED / right).quantize(FIVE_PLACES) if right and kind == ItemKind.MULTIPLE else HUNDRED
    wrong = -share if kind == ItemKind.MULTIPLE else Decimal(0)
    return tuple(Option(line[1:].strip(), share) if line.startswith("*") else _weighted(line, wrong) for line in lines)


def write_answers(kind: ItemKind, options: tuple[Option, ...]) -> str:
    """The lines from which `read_answers` makes these options again."""
    if kind == ItemKind.TRUE_FALSE:
        return "B" if options and options[0].weight == HUNDRED else "S"
    if kind == ItemKind.NUMBER:
        return "\n".join(
            f"{_percent(option.weight, HUNDRED)}{option.text}"
            + (f":{_plain(option.tolerance)}" * bool(option.tolerance))
            for option in options
        )
    if kind == ItemKind.SHORT_TEXT:
        return "\n".join(f"{_percent(option.weight, HUNDRED)}{option.text}" for option in options)
    lines = [f"*{option.text}" if option.weight > 0 else option.text for option in options]
    if read_answers(kind, "\n".join(lines)) == options:
        return "\n".join(lines)
    return "\n".join(f"%{_plain(option.weight)}%{option.text}" for option in options)


def _true_false(lines: list[str]) -> tuple[Option, ...]:
    word = lines[0].lstrip("*").strip().casefold() if len(lines) == 1 else ""
    if word not in TRUE_WORDS | FALSE_WORDS:
        return (Option("Benar"), Option("Salah"))
    is_true = word in TRUE_WORDS
    return (Option("Benar", HUNDRED * is_true), Option("Salah", HUNDRED * (not is_true)))


def _number(line: str) -> Option:
    option = _weighted(line, HUNDRED)
    value, _colon, tolerance = option.text.replace("±", ":").partition(":")
    try:
        allowed = Decimal(tolerance.strip().replace(",", ".") or 0)
    except ArithmeticError:
        # Kept as it stands, so that `faults` finds it to be no number.
        return option
    return Option(value.strip(), option.weight, allowed if allowed.is_finite() else Decimal(-1))


def _weighted(line: str, otherwise: Decimal) -> Option:
    found = WEIGHTED.fullmatch(line)
    if found is None:
        return Option(line, otherwise)
    return Option(found[2].strip(), Decimal(found[1].replace(",", ".")))


def _percent(weight: Decimal, usual: Decimal) -> str:
    return "" if weight == usual else f"%{_plain(weight)}%"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
