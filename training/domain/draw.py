"""A draw that anybody can compute again.

Whoever registered for a drawn session falls into the first priority layer of the announced rule that fits; who fits
none stands in the last one. A lower layer goes before a higher one. Inside a layer the order is that of
SHA-256("<seed>:<number>"): each order is as likely as any other, and nobody knows it before the seed is known.

The list is published as text (`list_text`) with its SHA-256 before the seed exists. It names the session, its seats and
quotas too, so that nothing but the seed is open; `draw_check.py` computes the winners from both with Python's own
library alone and is part of the download.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from training.domain.quotas import REST, seats_given, shares_of

# Codes of the layers and the bound that each has, in the order in which they are asked. NOT_DRAWN has no bound.
NOT_DRAWN = "not_drawn"
GAP = "gap"
MONTHS_WITHOUT = "months_without"
CODES = (NOT_DRAWN, GAP, MONTHS_WITHOUT)
MOST_LAYERS = 9
DEFAULT_LAYERS: list[list[Any]] = [[NOT_DRAWN, 0], [GAP, 2], [GAP, 1], [MONTHS_WITHOUT, 24]]


class Entry(NamedTuple):
    """A line of the list. `unit` is the code of the innermost unit with a quota that the person belongs to, "" for
    none: as much as decides about seats, and no more about people who are not named."""

    number: int
    layer: int
    unit: str = REST


class Quota(NamedTuple):
    """Seats of a unit with everything below it. `unit` is its path; `name` is for readers and decides nothing."""

    unit: str
    seats: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides who wins besides the list and the seed. `session` is its number; `unit` of a quota its path."""

    session: int
    title: str
    first_day: datetime.date
    layers: Sequence[Sequence[Any]]
    seed_source: str
    seed_day: datetime.date
    seats: int
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """`gap` is the largest one in what the programme raises, as a positive number (0: none known); `months_without` the
    months since the last completed training, None for who never had one."""

    number: int
    gap: int = 0
    months_without: int | None = None
    was_not_drawn: bool = False


def check_layers(layers: object) -> list[list[Any]]:
    """The layers of a rule as [[code, bound], …]. Raises ValueError with a sentence for anything else."""
    if not isinstance(layers, list) or len(layers) > MOST_LAYERS:
        raise ValueError(f"A rule has a list of at most {MOST_LAYERS} layers.")
    checked: list[list[Any]] = []
    for layer in layers:
        if not (isinstance(layer, list | tuple) and len(layer) == 2):
            raise ValueError("Each layer has a code and a bound.")
        code, bound = layer
        if code not in CODES:
            raise ValueError(f"There is no layer {code!r}; use {', '.join(CODES)}.")
        if not isinstance(bound, int) or isinstance(bound, bool) or bound < (0 if code == NOT_DRAWN else 1):
            raise ValueError("The bound of a layer is a whole number from 1.")
        if [code, bound] in checked:
            raise ValueError("Each layer stands in the rule once.")
        checked.append([code, bound])
    return checked


def layer_of(candidate: Candidate, layers: Sequence[Sequence[Any]]) -> int:
    """1 for the first layer that fits; one more than there are layers for who fits none."""
    for place, (code, bound) in enumerate(layers, start=1):
        if _fits(candidate, str(code), int(bound)):
            return place
    return len(layers) + 1


def _fits(candidate: Candidate, code: str, bound: int) -> bool:
    if code == NOT_DRAWN:
        return candidate.was_not_drawn
    if code == GAP:
        return candidate.gap >= bound
    return candidate.months_without is None or candidate.months_without >= bound


def unit_code(unit_path: str, quotas: Iterable[str]) -> str:
    """What the list says of a person's unit. The path of a quota has the shares of everybody innermost in it."""
    return max(shares_of(unit_path, quotas), key=len)


def digits_of(seed: str) -> str:
    """What of a seed counts: 7.123,45 and 7123.45 are one value in two spellings. Raises ValueError without a digit."""
    digits = "".join(each for each in seed if each in "0123456789")
    if not digits:
        raise ValueError("A seed has at least one digit.")
    return digits


def list_text(candidates: Iterable[Entry], terms: Terms) -> str:
    """What is hashed, byte for byte: all that decides who wins, then one line per number, in ascending order."""
    lines = [
        f"# session {terms.session}",
        f"# title {_one_line(terms.title)}",
        f"# first day {terms.first_day}",
        f"# rule {_rule(terms.layers)}",
        f"# seed {_one_line(terms.seed_source)}",
        f"# seed day {terms.seed_day}",
        f"# seats {terms.seats}",
    ]
    lines += [f"# quota {quota.unit} {quota.seats} {_one_line(quota.name)}" for quota in sorted(terms.quotas)]
    lines.append("number,layer,unit")
    lines += [f"{entry.number},{entry.layer},{entry.unit}" for entry in sorted(_checked(candidates))]
    return _joined(lines)


def older_list_text(candidates: Iterable[Entry], *, layers: Sequence[Sequence[Any]], seed_source: str) -> str:
    """As it was hashed for draws that were published before their seats stood in the list."""
    lines = [f"# rule {_rule(layers)}", f"# seed {_one_line(seed_source)}", "number,layer"]
    return _joined([*lines, *(f"{entry.number},{entry.layer}" for entry in sorted(_checked(candidates)))])


def hash_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def draw(candidates: Iterable[Entry], seed: str) -> list[int]:
    """The numbers in the order drawn. Only the digits of the seed count; one without any raises ValueError."""
    digits = digits_of(seed)
    ordered = sorted(_checked(candidates), key=lambda entry: (entry.layer, lot(digits, entry.number)))
    return [entry.number for entry in ordered]


def lot(seed: str, number: int) -> str:
    """The place inside a layer: SHA-256 of "<seed>:<number>" in hexadecimal digits, the lowest goes first."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def winners(order: Sequence[int], candidates: Iterable[Entry], *, seats: int, quotas: Mapping[str, int]) -> list[int]:
    """Which numbers win a seat, in the order drawn: each for which every share that it stands in has one left."""
    units = {entry.number: entry.unit for entry in candidates}
    line = [(place, units[number]) for place, number in enumerate(order)]
    return [order[place] for place in seats_given(seats=seats, quotas=quotas, held=(), waiting=line)]


def result_text(order: Sequence[int], candidates: Iterable[Entry], *, won: Collection[int] | None) -> str:
    """The result as a table: place, number, layer, whether it won. `won` is None for an older list without seats."""
    layers = {entry.number: entry.layer for entry in candidates}
    lines = ["place,number,layer" if won is None else "place,number,layer,won"]
    for place, number in enumerate(order, start=1):
        verdict = "" if won is None else ",yes" if number in won else ",no"
        lines.append(f"{place},{number},{layers[number]}{verdict}")
    return _joined(lines)


def _rule(layers: Sequence[Sequence[Any]]) -> str:
    return ">".join(f"{code}:{bound}" for code, bound in layers)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _checked(candidates: Iterable[Entry]) -> list[Entry]:
    rows = list(candidates)
    if len({entry.number for entry in rows}) != len(rows):
        raise ValueError("A number stands in the list once.")
    return rows
