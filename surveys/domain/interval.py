"""How sure an index is: its 95 % interval, and the grade that may be named.

The index is 25 × weight × the mean of the respondents' totals, so its spread is the spread of those totals. Respondents
are taken as a random sample of the people served (Cochran, Sampling Techniques, 1977, 2.6): the standard error of a
mean with the finite-population correction 1 − n/N, times the quantile of Student's t with n − 1 degrees of freedom.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from statistics import NormalDist

from surveys.domain.satisfaction import ARITHMETIC, CONVERSION, HUNDREDTH, LOWEST_ANSWER, Grade, grade_of

CONFIDENCE = Decimal("0.95")
LEAST = Decimal(LOWEST_ANSWER * CONVERSION)
MOST = Decimal(100)
_NORMAL = NormalDist().inv_cdf(0.975)
# Quantiles for 97.5 %, 1 to 30 degrees of freedom: there the expansion below is off in the third decimal or before.
_STUDENT = tuple(
    Decimal(tens) / 10_000
    for tens in (
        *(127062, 43027, 31824, 27764, 25706, 24469, 23646, 23060, 22622, 22281),
        *(22010, 21788, 21604, 21448, 21314, 21199, 21098, 21009, 20930, 20860),
        *(20796, 20739, 20687, 20639, 20595, 20555, 20518, 20484, 20452, 20423),
    )
)


@dataclass(frozen=True)
class Interval:
    """Both ends with two decimals, within 25–100. `population` is the N of the correction, None without one."""

    low: Decimal
    high: Decimal
    population: int | None = None


def t_quantile(degrees: int) -> Decimal:
    """The 97.5 % quantile of Student's t, four decimals: a table up to 30 degrees of freedom, then the
    Cornish–Fisher expansion around the normal quantile (Abramowitz & Stegun 26.7.5)."""
    if degrees < 1:
        raise ValueError("There must be at least one degree of freedom.")
    if degrees <= len(_STUDENT):
        return _STUDENT[degrees - 1]
    z = _NORMAL
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    value = z + first / degrees + second / degrees**2 + third / degrees**3
    return Decimal(repr(value)).quantize(Decimal("0.0001"))


def index_interval(
    *,
    index: Decimal | None,
    n: int,
    total: int,
    squares: int,
    elements: int,
    population: int | None = None,
    weight: Decimal | None = None,
) -> Interval | None:
    """The interval of `index` from `n` respondents whose totals sum to `total` and their squares to `squares`.

    None for fewer than two respondents. A population smaller than the sample is no population: no correction.
    """
    if index is None or n < 2 or elements < 1:
        return None
    if squares * n < total * total:
        raise ValueError("The sum of squares is too small for this total.")
    known = population if population is not None and population >= n else None
    variance = (Fraction(squares) - Fraction(total * total, n)) / (n - 1) / n
    if known is not None:
        variance *= 1 - Fraction(n, known)
    scale = CONVERSION * (Fraction(1, elements) if weight is None else Fraction(weight))
    variance *= scale * scale
    with localcontext(ARITHMETIC):
        margin = (Decimal(variance.numerator) / variance.denominator).sqrt() * t_quantile(n - 1)
        low, high = max(LEAST, index - margin), min(MOST, index + margin)
        # A rounded weight can lie below the scale's own end.
        low, high = min(low, index), max(high, index)
        return Interval(low.quantize(HUNDREDTH, ROUND_HALF_UP), high.quantize(HUNDREDTH, ROUND_HALF_UP), known)


def shown_grade(grade: str | None, interval: Interval | None) -> str:
    """The grade, or all that the interval allows ("A/B"): a border within it leaves the grade open. "" without one."""
    if grade is None or interval is None:
        return grade or ""
    grades = list(Grade)
    best, worst = grades.index(grade_of(interval.high)), grades.index(grade_of(interval.low))
    return "/".join(grades[best : worst + 1])
