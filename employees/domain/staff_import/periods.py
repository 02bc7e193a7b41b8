"""Entries that follow one another: room is made for each, and closed when one goes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Link:
    """From `start` until (exclusive) `until`; None is open. `id` is None for what is not stored yet."""

    id: int | None
    start: date
    until: date | None


@dataclass
class Chain:
    """The valid entries of one person's history. Works as `services.history.fit_period` does, for many at once."""

    links: list[Link]
    _known: dict[int, date | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.links.sort(key=lambda link: link.start)
        self._known = {link.id: link.until for link in self.links if link.id is not None}

    @classmethod
    def of(cls, rows: Iterable[tuple[int, date, date | None]]) -> "Chain":
        return cls([Link(*row) for row in rows])

    def starts_at(self, start: date) -> Link | None:
        return next((link for link in self.links if link.start == start), None)

    def insert(self, start: date, until: date | None = None) -> Link:
        """What ran on `start` ends the day before; the new one runs until the next begins, or until its own end.

        Nothing else may begin on `start`.
        """
        before = next((link for link in reversed(self.links) if link.start < start), None)
        after = next((link for link in self.links if link.start > start), None)
        fitted = after.start if after else None
        if before is not None and (before.until is None or before.until > start):
            fitted = before.until
            before.until = start
        if until is not None and (fitted is None or until < fitted):
            fitted = until
        link = Link(None, start, fitted)
        self.links.append(link)
        self.links.sort(key=lambda each: each.start)
        return link

    def replace(self, id: int, start: date) -> Link:
        """A corrected entry takes the place of the one with `id`; at another date, room is made for it there."""
        old = next(link for link in self.links if link.id == id)
        self.links.remove(old)
        if old.start == start:
            link = Link(None, start, old.until)
            self.links.append(link)
            self.links.sort(key=lambda each: each.start)
            return link
        before = next((link for link in reversed(self.links) if link.until == old.start), None)
        if before is not None:
            before.until = old.until
        return self.insert(start)

    def moved(self) -> dict[int, tuple[date | None, date | None]]:
        """Stored entries whose end changed: {id: (old end, new end)}."""
        return {
            link.id: (self._known[link.id], link.until)
            for link in self.links
            if link.id is not None and self._known[link.id] != link.until
        }
