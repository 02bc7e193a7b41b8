"""Learning hours that apps above this one count. They add a source in their `registration.register`:
`register_hours("mentoring", HourSource(entries=…, people=…))`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from training.domain.ledger import Entry


@dataclass(frozen=True)
class HourSource:
    """`entries(employees, year)`: who earned what, in a fixed number of queries. `people(path, year)`: who at or below
    a unit earned anything."""

    entries: Callable[[Collection[int], int], Iterable[tuple[int, Entry]]]
    people: Callable[[str, int], Iterable[int]]


_sources: dict[str, HourSource] = {}


def register_hours(name: str, source: HourSource) -> None:
    """A source that is registered twice is asked once."""
    _sources[name] = source


def entries_of_others(employees: Collection[int], year: int) -> Iterator[tuple[int, Entry]]:
    for source in _sources.values():
        yield from source.entries(employees, year)


def people_of_others(path: str, year: int) -> Iterator[int]:
    for source in _sources.values():
        yield from source.people(path, year)
