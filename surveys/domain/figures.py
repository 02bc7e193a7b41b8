"""The figures of one survey as they are published, and their form as JSON for the snapshot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from surveys.domain.composition import SMALLEST_SHOWN, publishable
from surveys.domain.interval import Interval, index_interval, shown_grade
from surveys.domain.satisfaction import SatisfactionIndex, index_of_totals
from surveys.domain.tallies import Cell, Tally, merge

# Stored with every published result; raised when a figure below would come out differently.
# 1: index, elements, variants, composition. 2: interval, blank rule, chosen weight, services, groups, other series.
# 3: nothing of fewer than five forms, nor of an element that fewer than five answer; incomplete forms count from five.
FORMULA_VERSION = "skm-2017/3"
EXACT = "exact"
EXCLUDE, PER_ELEMENT = "exclude", "element"
# The regulation prints 0.11, published sheets also use 0.111; shown beside the exact 1/9 so that readers can compare.
ROUNDED_WEIGHTS = {9: ("0.11", "0.111")}
LOWEST_COUNT = 3
# The other series in the table through which everything passes that may not be shown.
_OTHER = "other"


@dataclass(frozen=True)
class ElementFigure:
    """`mean` (NRR, 1–4) has four decimals, `index` (25–100) two; `n` forms answer it, None in old snapshots."""

    element: str
    mean: Decimal
    index: Decimal
    grade: str
    n: int | None = None


@dataclass(frozen=True)
class Variant:
    """The same answers with another weight: "exact" or the rounded number as printed."""

    weight: str
    index: Decimal
    grade: str


@dataclass(frozen=True)
class GroupFigure:
    """Complete forms of a part of the respondents and their index. Both None where the part is too small to be shown,
    or would betray one that is; no index where n is zero."""

    n: int | None
    index: Decimal | None

    @property
    def is_hidden(self) -> bool:
        return self.n is None


@dataclass(frozen=True)
class ServiceFigure:
    """`key` is the service's number, None for those who named no service; `name` as it was then."""

    key: int | None
    name: str
    figure: GroupFigure


@dataclass(frozen=True)
class Figures:
    """Without a form that counts, and with so few that figures would speak about single people, `index` is None and
    there are neither elements nor variants.

    `valid` forms count (see `blank_rule`), `invalid` don't. `groups` are the respondents of complete forms by field
    and value, `composition` their bare numbers; None stands for what may not be shown. `other` are the answers that
    don't enter the index, None when every answer does.
    """

    index: Decimal | None
    grade: str | None
    elements: tuple[ElementFigure, ...]
    variants: tuple[Variant, ...]
    valid: int
    invalid: int
    composition: Mapping[str, Mapping[str, int | None]]
    weight: str = EXACT
    blank_rule: str = EXCLUDE
    interval: Interval | None = None
    groups: Mapping[str, Mapping[str, GroupFigure]] | None = None
    services: tuple[ServiceFigure, ...] = ()
    other: GroupFigure | None = None

    @property
    def is_too_small(self) -> bool:
        """There are forms that count, but fewer than may be shown."""
        return self.index is None and self.valid > 0

    @property
    def lowest(self) -> tuple[ElementFigure, ...]:
        """The three lowest elements, for which the unit owes a plan; ties in the questionnaire's order."""
        return tuple(sorted(self.elements, key=lambda each: each.mean)[:LOWEST_COUNT])

    @property
    def shown_grade(self) -> str:
        """ "A/B" when the interval straddles a border."""
        return shown_grade(self.grade, self.interval)


NO_FIGURES = Figures(None, None, (), (), 0, 0, {})


def compute_figures(
    tallies: Mapping[int | None, Tally],
    *,
    elements: Sequence[str],
    services: Mapping[int, str] | None = None,
    other: Tally | None = None,
    weight: str = EXACT,
    blank_rule: str = EXCLUDE,
    population: int | None = None,
    smallest: int = 1,
) -> Figures:
    """From the tallies by service (None: not told) of the answers that enter the index. There are no figures of fewer
    than `smallest` forms, nor where fewer answer one of the elements; whoever shows them asks for SMALLEST_SHOWN.

    `weight` "0.11" or "0.111" holds for nine elements, which it was printed for; any other number of elements weighs
    exactly. `population` is the N of the interval.
    """
    tally = merge(tallies.values())
    used = weight if weight in ROUNDED_WEIGHTS.get(len(elements), ()) else EXACT
    shown_other = None if other is None else _groups({_OTHER: other.cell}, len(elements))[_OTHER]
    # A handful of incomplete forms would follow by subtraction from the groups, which are complete forms.
    counts_partial = blank_rule == PER_ELEMENT and tally.partial >= smallest
    used_rule = blank_rule if counts_partial else EXCLUDE
    counted = tally.valid + (tally.partial if counts_partial else 0)
    invalid = tally.answers - counted
    if 0 < counted < smallest:
        return Figures(None, None, (), (), counted, invalid, {}, used, blank_rule, None, {}, (), shown_other)
    if min(_denominators(tally, elements, used_rule), default=0) < smallest <= counted:
        # One element withheld would follow from the index and the others.
        return Figures(None, None, (), (), counted, invalid, {}, used, blank_rule, None, {}, (), shown_other)
    main = _index(tally, elements, used, used_rule, counted, invalid)
    if main.index is None or main.grade is None:
        return Figures(None, None, (), (), 0, tally.answers, {}, used, blank_rule, None, {}, (), shown_other)
    groups = {name: _groups(cells, len(elements)) for name, cells in tally.groups.items()}
    return Figures(
        index=main.index,
        grade=main.grade,
        elements=tuple(
            ElementFigure(element, mean.quantize(Decimal("0.0001"), ROUND_HALF_UP), index, grade, n)
            for element, mean, index, grade, n in zip(
                elements,
                main.element_means,
                main.element_indices,
                main.element_grades,
                _denominators(tally, elements, used_rule),
                strict=True,
            )
        ),
        variants=tuple(
            _variant(each, _index(tally, elements, each, used_rule, counted, invalid))
            for each in (EXACT, *ROUNDED_WEIGHTS.get(len(elements), ()))
        ),
        valid=counted,
        invalid=invalid,
        composition={name: {value: figure.n for value, figure in figures.items()} for name, figures in groups.items()},
        weight=used,
        blank_rule=blank_rule,
        interval=index_interval(
            index=main.index,
            n=tally.valid,
            total=tally.total,
            squares=tally.squares,
            elements=len(elements),
            population=population,
            weight=None if used == EXACT else Decimal(used),
        ),
        groups=groups,
        services=_services(tallies, services or {}, len(elements)),
        other=shown_other,
    )


def to_json(figures: Figures) -> dict[str, Any]:
    return {
        "index": _text(figures.index),
        "grade": figures.grade,
        "shown_grade": figures.shown_grade,
        "elements": [
            {
                "element": each.element,
                "mean": str(each.mean),
                "index": str(each.index),
                "grade": str(each.grade),
                "n": each.n,
            }
            for each in figures.elements
        ],
        "variants": [
            {"weight": each.weight, "index": str(each.index), "grade": str(each.grade)} for each in figures.variants
        ],
        "valid": figures.valid,
        "invalid": figures.invalid,
        "composition": {field: dict(counts) for field, counts in figures.composition.items()},
        "weight": figures.weight,
        "blank_rule": figures.blank_rule,
        "interval": None
        if figures.interval is None
        else {
            "low": str(figures.interval.low),
            "high": str(figures.interval.high),
            "population": figures.interval.population,
        },
        "groups": {
            field: {value: _group_json(figure) for value, figure in cells.items()}
            for field, cells in (figures.groups or {}).items()
        },
        "services": [{"service": each.key, "name": each.name, **_group_json(each.figure)} for each in figures.services],
        "other": None if figures.other is None else _group_json(figures.other),
    }


def from_json(data: Mapping[str, Any]) -> Figures:
    """Of any formula version: what an older one didn't compute is missing, what it did stays as it was published,
    unless so few answered that it should never have been."""
    if 0 < data["valid"] < SMALLEST_SHOWN:
        data = {**data, "index": None, "grade": None, "elements": (), "variants": (), "interval": None}
        data |= {"composition": {}, "groups": {}, "services": ()}
    interval = data.get("interval")
    other = data.get("other")
    return Figures(
        index=_number(data["index"]),
        grade=data["grade"],
        elements=tuple(
            ElementFigure(each["element"], Decimal(each["mean"]), Decimal(each["index"]), each["grade"], each.get("n"))
            for each in data["elements"]
        ),
        variants=tuple(Variant(each["weight"], Decimal(each["index"]), each["grade"]) for each in data["variants"]),
        valid=data["valid"],
        invalid=data["invalid"],
        composition=data["composition"],
        weight=data.get("weight", EXACT),
        blank_rule=data.get("blank_rule", EXCLUDE),
        interval=interval and Interval(Decimal(interval["low"]), Decimal(interval["high"]), interval.get("population")),
        groups={
            field: {value: _group_from(each) for value, each in cells.items()}
            for field, cells in data.get("groups", {}).items()
        },
        services=tuple(
            ServiceFigure(each["service"], each["name"], _group_from(each)) for each in data.get("services", ())
        ),
        other=other and _group_from(other),
    )


def fingerprint(data: Mapping[str, Any]) -> str:
    """SHA-256 of a snapshot in its canonical spelling."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _index(
    tally: Tally, elements: Sequence[str], weight: str, blank_rule: str, counted: int, invalid: int
) -> SatisfactionIndex:
    per_element = blank_rule == PER_ELEMENT
    sums = tally.filled_sums if per_element else tally.sums
    return index_of_totals(
        [sums.get(element, 0) for element in elements],
        valid=counted,
        invalid=invalid,
        weight=None if weight == EXACT else weight,
        counts=[tally.filled.get(element, 0) for element in elements] if per_element else None,
    )


def _denominators(tally: Tally, elements: Sequence[str], blank_rule: str) -> list[int]:
    if blank_rule == PER_ELEMENT:
        return [tally.filled.get(element, 0) for element in elements]
    return [tally.valid] * len(elements)


def _variant(weight: str, result: SatisfactionIndex) -> Variant:
    if result.index is None or result.grade is None:
        raise ValueError("A variant needs at least one valid response.")
    return Variant(weight, result.index, result.grade)


def _services(
    tallies: Mapping[int | None, Tally], names: Mapping[int, str], elements: int
) -> tuple[ServiceFigure, ...]:
    """By name, those who named none last. Nothing when nobody named one: the part would be the whole."""
    figures = _groups({key: tally.cell for key, tally in tallies.items()}, elements)
    if not any(key is not None for key in figures):
        return ()
    rows = [ServiceFigure(key, "" if key is None else names.get(key, ""), figure) for key, figure in figures.items()]
    return tuple(sorted(rows, key=lambda row: (row.key is None, row.name, row.key or 0)))


def _groups(cells: Mapping[Any, Cell], elements: int) -> dict[Any, GroupFigure]:
    """The one door to publication for parts of the respondents."""
    return {key: _group(cell, elements) for key, cell in publishable(cells).items()}


def _group(cell: Cell | None, elements: int) -> GroupFigure:
    if cell is None:
        return GroupFigure(None, None)
    if cell.n == 0:
        return GroupFigure(0, None)
    result = index_of_totals([cell.total], valid=cell.n * elements)
    return GroupFigure(cell.n, result.index)


def _group_json(figure: GroupFigure) -> dict[str, Any]:
    return {"n": figure.n, "index": _text(figure.index)}


def _group_from(data: Mapping[str, Any]) -> GroupFigure:
    return GroupFigure(data["n"], _number(data["index"]))


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
