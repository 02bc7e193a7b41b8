"""Level 3: whether a training shows at the desk. The same behaviours before (recalled) and now, by participant and
supervisor, each from 1 "never" to 5 "always"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

SMALLEST_SHOWN = 5
SCALE = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Behaviour:
    """One behaviour that is rated; `id` and `en` are its sentence in Indonesian and English."""

    code: str
    id: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence: Indonesian for "id", English for every other language."""
        return self.id if language.startswith("id") else self.en


ITEMS = (
    Behaviour("uses", "Memakai yang dipelajari dalam pekerjaan", "Uses what was learnt at work"),
    Behaviour("quality", "Hasil kerja teliti dan lengkap", "Delivers careful and complete work"),
    Behaviour("serves", "Melayani warga dan rekan dengan ramah dan cepat", "Serves citizens and colleagues well"),
    Behaviour("solves", "Menyelesaikan masalah tanpa menunggu perintah", "Solves problems without being told to"),
    Behaviour("shares", "Berbagi pengetahuan dengan rekan", "Shares knowledge with colleagues"),
)
CODES = tuple(item.code for item in ITEMS)


@dataclass(frozen=True)
class Change:
    """Of `people` who were rated both before and after. Means are None while fewer than five: then nothing is shown."""

    people: int
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None

    @property
    def is_shown(self) -> bool:
        return self.change is not None


def person_mean(values: Mapping[str, int]) -> Decimal | None:
    """Mean over the items that were rated; None without any."""
    if any(isinstance(value, bool) or value not in SCALE for value in values.values()):
        raise ValueError("Ratings are whole numbers from 1 to 5.")
    return Decimal(sum(values.values())) / len(values) if values else None


def behaviour_change(
    pairs: Iterable[tuple[Decimal | None, Decimal | None]], *, smallest: int = SMALLEST_SHOWN
) -> Change:
    """mean(after) − mean(before) over the people with both (domain 4.4); no figures for fewer than `smallest`."""
    whole = [(before, after) for before, after in pairs if before is not None and after is not None]
    if len(whole) < smallest:
        return Change(len(whole), None, None, None)
    before = sum((pair[0] for pair in whole), Decimal(0)) / len(whole)
    after = sum((pair[1] for pair in whole), Decimal(0)) / len(whole)
    return Change(len(whole), before, after, after - before)


@dataclass(frozen=True)
class ApplicationRate:
    """Of `people` who were asked, how many showed at least one applied result with an example; None under five."""

    people: int
    applied: int | None
    share: Decimal | None


def application_rate(people: int, applied: int, *, smallest: int = SMALLEST_SHOWN) -> ApplicationRate:
    """`share` is from 0 to 1, not rounded; None for fewer than `smallest` people. Raises ValueError if more applied
    than were asked."""
    if not 0 <= applied <= people:
        raise ValueError("No more can have applied than were asked.")
    if people < smallest:
        return ApplicationRate(people, None, None)
    return ApplicationRate(people, applied, Decimal(applied) / people)
