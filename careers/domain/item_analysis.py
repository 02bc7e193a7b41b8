"""How well the items of an exam told candidates apart, and how exact its scores are.

Everything is worked out over a matrix: a row per candidate, a column per item, each cell the share earned (0 to 1), or
None where the item was not on that candidate's paper. Figures are floats: they describe, they decide nothing.

Sources: R. L. Ebel & D. A. Frisbie, "Essentials of Educational Measurement", 5th ed. (1991), chapters 5 and 13;
G. F. Kuder & M. W. Richardson, Psychometrika 2 (1937), formula 20; L. J. Cronbach, Psychometrika 16 (1951).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Below so many candidates a correlation says nothing.
FEWEST = 10

Matrix = Sequence[Sequence[float | None]]


@dataclass(frozen=True)
class ItemFigures:
    """`facility`: mean share earned, 0 to 1. `discrimination`: correlation of the item with the rest of the paper
    (corrected item-total), None where it can't be worked out. `blank`: how many of `n` gave no answer."""

    n: int
    facility: float | None
    discrimination: float | None


@dataclass(frozen=True)
class ExamFigures:
    """`alpha` is Cronbach's, which for items of right and wrong is KR-20; None where it can't be worked out.
    `error` is the standard error of measurement on the scale of `mean` and `deviation`."""

    n: int
    items: int
    mean: float | None
    deviation: float | None
    alpha: float | None
    error: float | None


def item_figures(matrix: Matrix) -> list[ItemFigures]:
    """For each column. The rest score is the mean share of the person's other items, so that papers may differ."""
    width = len(matrix[0]) if matrix else 0
    rows = [(sum(cell for cell in row if cell is not None), sum(cell is not None for cell in row)) for row in matrix]
    found = []
    for column in range(width):
        own, rest = [], []
        for row, (total, count) in zip(matrix, rows, strict=True):
            cell = row[column]
            if cell is not None:
                own.append(cell)
                rest.append((total - cell) / (count - 1) if count > 1 else 0.0)
        found.append(
            ItemFigures(
                n=len(own),
                facility=sum(own) / len(own) if own else None,
                discrimination=correlation(own, rest) if len(own) >= 3 else None,
            )
        )
    return found


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Pearson's; None where one side doesn't vary or there are fewer than two pairs."""
    n = len(first)
    if n < 2:
        return None
    mean_first, mean_second = math.fsum(first) / n, math.fsum(second) / n
    products = math.fsum((a - mean_first) * (b - mean_second) for a, b in zip(first, second, strict=True))
    squares = math.fsum((a - mean_first) ** 2 for a in first) * math.fsum((b - mean_second) ** 2 for b in second)
    # Differences of equal shares leave crumbs of rounding.
    return products / math.sqrt(squares) if squares > 1e-18 else None


def variance(values: Sequence[float]) -> float:
    """Over n, as in the formulas of Kuder, Richardson and Cronbach."""
    mean = math.fsum(values) / len(values)
    return math.fsum((value - mean) ** 2 for value in values) / len(values)


def cronbach_alpha(matrix: Sequence[Sequence[float]]) -> float | None:
    """k ÷ (k − 1) × (1 − Σ item variances ÷ variance of totals), of a matrix without gaps.

    None with fewer than two items or candidates, or when all totals are equal. May be negative.
    """
    if len(matrix) < 2 or len(matrix[0]) < 2:
        return None
    k = len(matrix[0])
    totals = variance([math.fsum(row) for row in matrix])
    if totals < 1e-12:
        return None
    items = math.fsum(variance([row[column] for row in matrix]) for column in range(k))
    return k / (k - 1) * (1 - items / totals)


def kr20(matrix: Sequence[Sequence[int]]) -> float | None:
    """Kuder and Richardson's formula 20, for answers that are right (1) or wrong (0)."""
    return cronbach_alpha(matrix)


def split_alpha(matrix: Matrix) -> float | None:
    """Reliability where papers hold different items: alpha needs one set of items, so it is worked out from the mean
    covariance of pairs that candidates share (standardised over pairs with at least FEWEST candidates).

    k is the mean number of items on a paper; the result equals Cronbach's alpha where all papers hold the same items.
    """
    if len(matrix) < FEWEST:
        return None
    width = len(matrix[0])
    if all(cell is not None for row in matrix for cell in row):
        return cronbach_alpha([[cell for cell in row if cell is not None] for row in matrix])
    columns = [
        {number: cell for number, row in enumerate(matrix) if (cell := row[column]) is not None}
        for column in range(width)
    ]
    variances = [variance(list(column.values())) for column in columns if len(column) >= FEWEST]
    covariances = []
    for one in range(width):
        for other in range(one + 1, width):
            shared = columns[one].keys() & columns[other].keys()
            if len(shared) >= FEWEST:
                covariances.append(_covariance([columns[one][n] for n in shared], [columns[other][n] for n in shared]))
    if not covariances or not variances:
        return None
    k = sum(cell is not None for row in matrix for cell in row) / len(matrix)
    mean_variance = math.fsum(variances) / len(variances)
    mean_covariance = math.fsum(covariances) / len(covariances)
    whole = mean_variance + (k - 1) * mean_covariance
    return k * mean_covariance / whole if whole > 1e-12 else None


def _covariance(first: Sequence[float], second: Sequence[float]) -> float:
    n = len(first)
    mean_first, mean_second = math.fsum(first) / n, math.fsum(second) / n
    return math.fsum((a - mean_first) * (b - mean_second) for a, b in zip(first, second, strict=True)) / n


def standard_error(deviation: float, reliability: float) -> float:
    """Of measurement: s × √(1 − r). A reliability below 0 counts as 0."""
    return deviation * math.sqrt(1 - min(max(reliability, 0.0), 1.0))


def exam_figures(matrix: Matrix, scores: Sequence[float]) -> ExamFigures:
    """Of a whole sitting; `scores` (0 to 100) are those of the rows, so the error is on that scale."""
    width = len(matrix[0]) if matrix else 0
    if len(scores) < 2:
        return ExamFigures(len(scores), width, scores[0] if scores else None, None, None, None)
    n = len(scores)
    deviation = math.sqrt(variance(scores) * n / (n - 1))
    alpha = split_alpha(matrix)
    return ExamFigures(
        n=n,
        items=width,
        mean=math.fsum(scores) / n,
        deviation=deviation,
        alpha=alpha,
        error=standard_error(deviation, alpha) if alpha is not None else None,
    )
