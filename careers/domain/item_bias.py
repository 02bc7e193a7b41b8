"""Whether an item is harder for one group than for another whose members did equally well on the rest.

Mantel-Haenszel: candidates are put into layers by their total, and in each layer the two groups are compared. Items are
many, so the probabilities are held against the false discovery rate of Benjamini and Hochberg. What is found is a
question to people who know the subject, never a verdict.

Sources: N. Mantel & W. Haenszel, J. Natl. Cancer Inst. 22 (1959) 719-748; P. W. Holland & D. T. Thayer,
"Differential item performance and the Mantel-Haenszel procedure" (1988), with the ETS classes A, B and C; Y. Benjamini
& Y. Hochberg, J. R. Statist. Soc. B 57 (1995) 289-300.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Each group needs so many candidates for an item; with fewer the sentence is that nothing can be said.
FEWEST_OF_A_GROUP = 30
# The groups that are compared: women (focal) with men, people from OLDER_FROM on (focal) with younger ones.
BY_SEX, BY_AGE = "sex", "age"
COMPARISONS = (BY_SEX, BY_AGE)
OLDER_FROM = 45
LAYERS = 5


class BiasClass(StrEnum):
    """ETS: A negligible, B moderate, C large."""

    NEGLIGIBLE = "A"
    MODERATE = "B"
    LARGE = "C"


@dataclass(frozen=True)
class Layer:
    """A 2 × 2 table: reference group right and wrong, focal group right and wrong."""

    reference_right: int
    reference_wrong: int
    focal_right: int
    focal_wrong: int

    @property
    def total(self) -> int:
        return self.reference_right + self.reference_wrong + self.focal_right + self.focal_wrong


@dataclass(frozen=True)
class BiasTest:
    """`odds_ratio` above 1: easier for the reference group. `delta` = −2.35 ln of it. None where a group is missing."""

    odds_ratio: float | None
    delta: float | None
    chi_square: float | None
    p_value: float | None


@dataclass(frozen=True)
class BiasResult:
    test: BiasTest
    reference: int
    focal: int
    is_enough: bool
    is_found: bool
    grade: BiasClass | None


def mantel_haenszel(layers: Iterable[Layer]) -> BiasTest:
    """Common odds ratio, and the chi-square of one degree of freedom with the correction for continuity."""
    upper = lower = right = expected = spread = 0.0
    for layer in layers:
        total = layer.total
        if total < 2:
            continue
        reference = layer.reference_right + layer.reference_wrong
        focal = layer.focal_right + layer.focal_wrong
        all_right = layer.reference_right + layer.focal_right
        upper += layer.reference_right * layer.focal_wrong / total
        lower += layer.reference_wrong * layer.focal_right / total
        right += layer.reference_right
        expected += reference * all_right / total
        spread += reference * focal * all_right * (total - all_right) / (total * total * (total - 1))
    if spread <= 0:
        return BiasTest(None, None, None, None)
    chi_square = max(0.0, abs(right - expected) - 0.5) ** 2 / spread
    # Of one degree of freedom: P(χ² > x) = erfc(√(x ÷ 2)).
    p_value = math.erfc(math.sqrt(chi_square / 2))
    # In every layer all of one group had it right, or all of the other had it wrong: endless, one way or the other.
    if upper <= 0:
        return BiasTest(0.0, math.inf, chi_square, p_value)
    if lower <= 0:
        return BiasTest(math.inf, -math.inf, chi_square, p_value)
    odds_ratio = upper / lower
    return BiasTest(odds_ratio, -2.35 * math.log(odds_ratio), chi_square, p_value)


def benjamini_hochberg(p_values: Sequence[float], rate: float = 0.05) -> list[bool]:
    """Which of the findings stand when at most `rate` of them may be false."""
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    kept = 0
    for rank, index in enumerate(order, start=1):
        if p_values[index] <= rate * rank / len(order):
            kept = rank
    found = [False] * len(p_values)
    for index in order[:kept]:
        found[index] = True
    return found


def ets_class(test: BiasTest, *, is_significant: bool) -> BiasClass | None:
    """A: not significant, or |delta| below 1. C: at least 1.5. B: between."""
    if not is_significant:
        return BiasClass.NEGLIGIBLE
    if test.delta is None:
        return None
    if abs(test.delta) < 1:
        return BiasClass.NEGLIGIBLE
    return BiasClass.LARGE if abs(test.delta) >= 1.5 else BiasClass.MODERATE


def layers_of(right: Sequence[bool], totals: Sequence[float], is_focal: Sequence[bool]) -> list[Layer]:
    """Candidates in LAYERS layers of about the same size by their total; equal totals stay together."""
    cuts = _cuts(totals)
    tables: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for is_right, total, focal in zip(right, totals, is_focal, strict=True):
        layer = sum(total > cut for cut in cuts)
        tables[layer][(2 if focal else 0) + (0 if is_right else 1)] += 1
    return [Layer(*tables[layer]) for layer in sorted(tables)]


def _cuts(totals: Sequence[float]) -> list[float]:
    ordered = sorted(totals)
    return sorted({ordered[min(len(ordered) - 1, len(ordered) * part // LAYERS)] for part in range(1, LAYERS)})


def find_bias(
    items: Sequence[Sequence[tuple[bool, float, bool]]], *, rate: float = 0.05, fewest: int = FEWEST_OF_A_GROUP
) -> list[BiasResult]:
    """For each item the candidates that had it as (right, total without the item, of the focal group)."""
    tests, counts = [], []
    for rows in items:
        focal = sum(is_focal for _right, _total, is_focal in rows)
        counts.append((len(rows) - focal, focal))
        if min(counts[-1]) >= fewest:
            tests.append(mantel_haenszel(layers_of(*map(list, zip(*rows, strict=True)))))
        else:
            tests.append(BiasTest(None, None, None, None))
    tested = [number for number, test in enumerate(tests) if test.p_value is not None]
    stands = dict(
        zip(tested, benjamini_hochberg([tests[number].p_value or 0.0 for number in tested], rate), strict=True)
    )
    return [
        BiasResult(
            test=test,
            reference=reference,
            focal=focal,
            is_enough=min(reference, focal) >= fewest,
            is_found=stands.get(number, False),
            grade=ets_class(test, is_significant=stands[number]) if number in stands else None,
        )
        for number, (test, (reference, focal)) in enumerate(zip(tests, counts, strict=True))
    ]
