"""Sums of answers that can be added up: of a day, a service, a series. The figures follow from them alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Groups = Mapping[str, Mapping[str, "Cell"]]


@dataclass(frozen=True)
class Cell:
    """Complete forms of a group of respondents, and the sum of all their answers."""

    n: int = 0
    total: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.n + other.n, self.total + other.total)


@dataclass(frozen=True)
class Tally:
    """What a set of forms adds up to. A form is complete when it answers every element that is asked.

    `sums` and `squares` (of the respondents' own totals, for the interval) are over complete forms; `filled` and
    `filled_sums` over every form that answers the element. `partial` counts forms with some elements, not all.
    `groups` holds complete forms by field and value ("" = not told).
    """

    answers: int = 0
    valid: int = 0
    partial: int = 0
    sums: Mapping[str, int] = field(default_factory=dict)
    filled: Mapping[str, int] = field(default_factory=dict)
    filled_sums: Mapping[str, int] = field(default_factory=dict)
    squares: int = 0
    groups: Groups = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All answers of the complete forms together."""
        return sum(self.sums.values())

    @property
    def cell(self) -> Cell:
        return Cell(self.valid, self.total)

    def __add__(self, other: Tally) -> Tally:
        return merge((self, other))

    def as_json(self) -> dict[str, Any]:
        """Without zeros: most days have few answers."""
        return {
            "answers": self.answers,
            "valid": self.valid,
            "partial": self.partial,
            "sums": dict(self.sums),
            "filled": dict(self.filled),
            "filled_sums": dict(self.filled_sums),
            "squares": self.squares,
            "groups": {
                name: {value: [cell.n, cell.total] for value, cell in cells.items() if cell.n}
                for name, cells in self.groups.items()
            },
        }


def from_json(data: Mapping[str, Any]) -> Tally:
    return Tally(
        answers=data["answers"],
        valid=data["valid"],
        partial=data["partial"],
        sums=data["sums"],
        filled=data["filled"],
        filled_sums=data["filled_sums"],
        squares=data["squares"],
        groups={
            name: {value: Cell(*numbers) for value, numbers in cells.items()} for name, cells in data["groups"].items()
        },
    )


def merge(tallies: Iterable[Tally]) -> Tally:
    """All of them together; an empty one for none."""
    return merge_json(tally.as_json() for tally in tallies)


def merge_json(rows: Iterable[Mapping[str, Any]]) -> Tally:
    """The same from their JSON, without building each: a results page adds up hundreds."""
    plain = dict.fromkeys(("answers", "valid", "partial", "squares"), 0)
    by_element: dict[str, dict[str, int]] = {name: {} for name in ("sums", "filled", "filled_sums")}
    groups: dict[str, dict[str, list[int]]] = {}
    for row in rows:
        for name in plain:
            plain[name] += row[name]
        for name, numbers in by_element.items():
            for element, number in row[name].items():
                numbers[element] = numbers.get(element, 0) + number
        for name, cells in row["groups"].items():
            into = groups.setdefault(name, {})
            for value, (n, total) in cells.items():
                if value in into:
                    into[value][0] += n
                    into[value][1] += total
                else:
                    into[value] = [n, total]
    return from_json({**plain, **by_element, "groups": groups})


def tally_of(forms: Iterable[tuple[Mapping[str, int | None], Mapping[str, str]]]) -> Tally:
    """The tally of single forms: answers by element, and what the respondent told about themselves."""
    return merge(_tally_of_one(answers, profile) for answers, profile in forms)


def _tally_of_one(answers: Mapping[str, int | None], profile: Mapping[str, str]) -> Tally:
    given = {element: answer for element, answer in answers.items() if answer is not None}
    is_complete = len(given) == len(answers)
    total = sum(given.values())
    return Tally(
        answers=1,
        valid=int(is_complete),
        partial=int(bool(given) and not is_complete),
        sums={element: given[element] if is_complete else 0 for element in answers},
        filled={element: int(element in given) for element in answers},
        filled_sums={element: given.get(element, 0) for element in answers},
        squares=total * total if is_complete else 0,
        groups={name: {value: Cell(1, total)} for name, value in profile.items()} if is_complete else {},
    )
