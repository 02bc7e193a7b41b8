"""The figures of one survey as they are published, and their form as JSON for the snapshot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from surveys.domain.composition import suppress_small
from surveys.domain.satisfaction import SatisfactionIndex, index_of_totals

# Stored with every published result; raised when a figure below would come out differently.
FORMULA_VERSION = "skm-2017/1"
EXACT = "exact"
# The regulation prints 0.11, published sheets also use 0.111; shown beside the exact 1/9 so that readers can compare.
ROUNDED_WEIGHTS = {9: ("0.11", "0.111")}
LOWEST_COUNT = 3


@dataclass(frozen=True)
class ElementFigure:
    """`mean` (NRR, 1–4) has four decimals, `index` (25–100) two."""

    element: str
    mean: Decimal
    index: Decimal
    grade: str


@dataclass(frozen=True)
class Variant:
    """The same answers with another weight: "exact" or the rounded number as printed."""

    weight: str
    index: Decimal
    grade: str


@dataclass(frozen=True)
class Figures:
    """Without a valid response `index` is None and there are neither elements nor variants.

    `composition` counts the valid respondents by field and value; None stands for a count too small to be shown.
    """

    index: Decimal | None
    grade: str | None
    elements: tuple[ElementFigure, ...]
    variants: tuple[Variant, ...]
    valid: int
    invalid: int
    composition: Mapping[str, Mapping[str, int | None]]

    @property
    def lowest(self) -> tuple[ElementFigure, ...]:
        """The three lowest elements, for which the unit owes a plan; ties in the questionnaire's order."""
        return tuple(sorted(self.elements, key=lambda each: each.mean)[:LOWEST_COUNT])


def compute_figures(
    *, sums: Mapping[str, int], answers: int, valid: int, profile: Mapping[tuple[str, str], int]
) -> Figures:
    """From the sums per element over the valid responses and the counts by (field, value), as a database adds them
    up."""
    elements, totals = list(sums), list(sums.values())
    exact = index_of_totals(totals, valid=valid, invalid=answers - valid)
    if exact.index is None or exact.grade is None:
        return Figures(None, None, (), (), 0, exact.invalid, {})
    return Figures(
        index=exact.index,
        grade=exact.grade,
        elements=tuple(
            ElementFigure(element, mean.quantize(Decimal("0.0001"), ROUND_HALF_UP), index, grade)
            for element, mean, index, grade in zip(
                elements, exact.element_means, exact.element_indices, exact.element_grades, strict=True
            )
        ),
        variants=(_variant(EXACT, exact), *_rounded_variants(totals, valid)),
        valid=exact.valid,
        invalid=exact.invalid,
        composition=_composition(profile),
    )


def to_json(figures: Figures) -> dict[str, Any]:
    return {
        "index": None if figures.index is None else str(figures.index),
        "grade": figures.grade,
        "elements": [
            {"element": each.element, "mean": str(each.mean), "index": str(each.index), "grade": str(each.grade)}
            for each in figures.elements
        ],
        "variants": [
            {"weight": each.weight, "index": str(each.index), "grade": str(each.grade)} for each in figures.variants
        ],
        "valid": figures.valid,
        "invalid": figures.invalid,
        "composition": {field: dict(counts) for field, counts in figures.composition.items()},
    }


def from_json(data: Mapping[str, Any]) -> Figures:
    return Figures(
        index=None if data["index"] is None else Decimal(data["index"]),
        grade=data["grade"],
        elements=tuple(
            ElementFigure(each["element"], Decimal(each["mean"]), Decimal(each["index"]), each["grade"])
            for each in data["elements"]
        ),
        variants=tuple(Variant(each["weight"], Decimal(each["index"]), each["grade"]) for each in data["variants"]),
        valid=data["valid"],
        invalid=data["invalid"],
        composition=data["composition"],
    )


def fingerprint(data: Mapping[str, Any]) -> str:
    """SHA-256 of a snapshot in its canonical spelling."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _variant(weight: str, result: SatisfactionIndex) -> Variant:
    if result.index is None or result.grade is None:
        raise ValueError("A variant needs at least one valid response.")
    return Variant(weight, result.index, result.grade)


def _rounded_variants(totals: Sequence[int], valid: int) -> list[Variant]:
    weights = ROUNDED_WEIGHTS.get(len(totals), ())
    return [_variant(weight, index_of_totals(totals, valid=valid, weight=weight)) for weight in weights]


def _composition(profile: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int | None]]:
    fields: dict[str, dict[str, int]] = {}
    for (field, value), count in profile.items():
        fields.setdefault(field, {})[value] = count
    return {field: suppress_small(counts) for field, counts in fields.items()}
