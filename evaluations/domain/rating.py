"""Performance ratings: the 3×3 matrix, credit points, guidance on how ratings are distributed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar

from evaluations.enums import Expectation, OrganisationRating, PerformanceRating

Choice = TypeVar("Choice", bound=StrEnum)

CENT = Decimal("0.01")
MONTHS_OF_A_YEAR = 12

_R = PerformanceRating
_E = Expectation

# (work result, behaviour) → rating. PermenPANRB 6/2022, quadrant of the evaluation.
MATRIX: dict[tuple[Expectation, Expectation], PerformanceRating] = {
    (_E.ABOVE, _E.ABOVE): _R.SANGAT_BAIK,
    (_E.ABOVE, _E.AS): _R.BAIK,
    (_E.ABOVE, _E.BELOW): _R.KURANG,
    (_E.AS, _E.ABOVE): _R.BAIK,
    (_E.AS, _E.AS): _R.BAIK,
    (_E.AS, _E.BELOW): _R.KURANG,
    (_E.BELOW, _E.ABOVE): _R.BUTUH_PERBAIKAN,
    (_E.BELOW, _E.AS): _R.BUTUH_PERBAIKAN,
    (_E.BELOW, _E.BELOW): _R.SANGAT_KURANG,
}

FROM_BELOW = (_E.BELOW, _E.AS, _E.ABOVE)

# Share of a year's coefficient that a rating earns. PermenPANRB 1/2023.
CREDIT_SHARE: dict[PerformanceRating, Decimal] = {
    _R.SANGAT_BAIK: Decimal("1.50"),
    _R.BAIK: Decimal("1.00"),
    _R.BUTUH_PERBAIKAN: Decimal("0.75"),
    _R.KURANG: Decimal("0.50"),
    _R.SANGAT_KURANG: Decimal("0.25"),
}

# Credit points of a year rated Baik, by SIASN code of the functional level. PermenPANRB 1/2023.
ANNUAL_COEFFICIENT: dict[str, Decimal] = {
    "PM": Decimal("3.75"),
    "TR": Decimal("5"),
    "MH": Decimal("12.5"),
    "PY": Decimal("25"),
    "PT": Decimal("12.5"),
    "MU": Decimal("25"),
    "MA": Decimal("37.5"),
    "UT": Decimal("50"),
}


# Guidance on shares of a unit's people in percent, by the rating of the organisation (SE MenPANRB 3/2023). `top_most`:
# at most so many Sangat Baik; `own_*`: of the rating that bears the organisation's name; `next_least`: of the rating
# above it (of Sangat Kurang: of Kurang and Butuh Perbaikan together). That an organisation rated Baik needs somebody
# rated lower is no share and can't be set.
DISTRIBUTION: dict[str, dict[str, int]] = {
    "ISTIMEWA": {"top_most": 70},
    "BAIK": {"own_most": 70},
    "BUTUH_PERBAIKAN": {"own_least": 60, "top_most": 10},
    "KURANG": {"own_least": 60, "next_least": 10, "top_most": 10},
    "SANGAT_KURANG": {"own_least": 60, "next_least": 10, "top_most": 0},
}

# What the organisation's rating makes of its head's work results: the head's are those of the unit (PermenPANRB 6/2022;
# the translation from five words to three is ours, domain.md §5.1).
RESULT_OF_ORGANISATION: dict[OrganisationRating, Expectation] = {
    OrganisationRating.ISTIMEWA: _E.ABOVE,
    OrganisationRating.BAIK: _E.AS,
    OrganisationRating.BUTUH_PERBAIKAN: _E.BELOW,
    OrganisationRating.KURANG: _E.BELOW,
    OrganisationRating.SANGAT_KURANG: _E.BELOW,
}


def performance_rating(result: str, behaviour: str) -> PerformanceRating:
    """The rating that follows from work result and behaviour, each "ABOVE", "AS" or "BELOW" what was expected.

    PermenPANRB 6/2022. Raises ValueError on another word.
    """
    return MATRIX[_member(Expectation, result, "The work result"), _member(Expectation, behaviour, "The behaviour")]


def is_below(level: str, other: str) -> bool:
    """Whether one level of expectation is lower than another. Raises ValueError on another word."""
    return FROM_BELOW.index(Expectation(level)) < FROM_BELOW.index(Expectation(other))


def work_result_of(organisation_rating: str) -> Expectation:
    """How the work results of a unit's head compare, given the unit's rating. Raises ValueError on another word."""
    return RESULT_OF_ORGANISATION[_member(OrganisationRating, organisation_rating, "The organisation's rating")]


def credit_points(
    rating: str,
    level: str,
    months: int | str | Decimal = MONTHS_OF_A_YEAR,
    *,
    shares: Mapping[PerformanceRating, Decimal] = CREDIT_SHARE,
    coefficients: Mapping[str, Decimal] = ANNUAL_COEFFICIENT,
) -> Decimal:
    """*Angka kredit* that a rating earns in `months` (1–12) at a functional level (SIASN code, "PM" … "UT").

    Share of the rating × coefficient of the level × months / 12, rounded half-up to 2 decimals (PermenPANRB 1/2023,
    Peraturan BKN 3/2023). `shares` and `coefficients` are the law's unless an office set others. Raises ValueError on
    an unknown rating or level and on months that are not 1 to 12.
    """
    share = shares[_member(PerformanceRating, rating, "The rating")]
    coefficient = coefficients.get(str(level))
    if coefficient is None:
        raise ValueError(f"The functional level must be one of {', '.join(coefficients)}, not {level!r}.")
    points = share * coefficient * _months(months) / MONTHS_OF_A_YEAR
    return points.quantize(CENT, ROUND_HALF_UP)


class DistributionFault(StrEnum):
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class DistributionWarning:
    """`count` of `total` people hold one of `ratings`; the guidance wants at most or at least `percent` of them.

    A `percent` of 0 with TOO_FEW means "at least one person".
    """

    fault: DistributionFault
    ratings: tuple[PerformanceRating, ...]
    count: int
    total: int
    percent: int

    def __str__(self) -> str:
        names = " or ".join(rating.replace("_", " ").title() for rating in self.ratings)
        found = f"{self.count} of {self.total} are rated {names}"
        if self.fault is DistributionFault.TOO_MANY:
            return f"{found}; the guidance allows {f'at most {self.percent} %' if self.percent else 'none'}."
        return f"{found}; the guidance wants {f'at least {self.percent} %' if self.percent else 'at least one'}."


def check_distribution(
    organisation_rating: str, counts: Mapping[str, int], shares: Mapping[str, Mapping[str, int]] = DISTRIBUTION
) -> list[DistributionWarning]:
    """Where the ratings of a unit's people differ from the guidance for its organisation's rating; empty when they fit.

    `counts` maps ratings to people; missing ratings count 0. Shares are of all people counted; nobody rated gives no
    warning. SE MenPANRB 3/2023. Its "most" sets an upper bound only (70 %), no lower one. `shares` are the law's unless
    an office set others. Raises ValueError on unknown ratings and on counts that are not whole numbers from 0.
    """
    organisation = _member(OrganisationRating, organisation_rating, "The organisation's rating")
    people = dict.fromkeys(PerformanceRating, 0)
    for rating, count in counts.items():
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise ValueError(f"A count must be a whole number from 0, not {count!r}.")
        people[_member(PerformanceRating, rating, "A rating")] += count
    total = sum(people.values())
    if not total:
        return []

    def at_most(percent: int, *ratings: PerformanceRating) -> list[DistributionWarning]:
        count = sum(people[rating] for rating in ratings)
        if count * 100 <= percent * total:
            return []
        return [DistributionWarning(DistributionFault.TOO_MANY, ratings, count, total, percent)]

    def at_least(percent: int, *ratings: PerformanceRating) -> list[DistributionWarning]:
        count = sum(people[rating] for rating in ratings)
        if count * 100 >= percent * total and count:
            return []
        return [DistributionWarning(DistributionFault.TOO_FEW, ratings, count, total, percent)]

    set_shares = shares[organisation.value]
    if organisation is OrganisationRating.ISTIMEWA:
        return at_most(set_shares["top_most"], _R.SANGAT_BAIK)
    if organisation is OrganisationRating.BAIK:
        return at_most(set_shares["own_most"], _R.BAIK) + at_least(0, _R.BUTUH_PERBAIKAN, _R.KURANG)
    found = at_least(set_shares["own_least"], PerformanceRating(organisation.value))
    if organisation is OrganisationRating.KURANG:
        found += at_least(set_shares["next_least"], _R.BUTUH_PERBAIKAN)
    if organisation is OrganisationRating.SANGAT_KURANG:
        found += at_least(set_shares["next_least"], _R.KURANG, _R.BUTUH_PERBAIKAN)
    return found + at_most(set_shares["top_most"], _R.SANGAT_BAIK)


def _months(value: int | str | Decimal) -> Decimal:
    if isinstance(value, bool | float):
        raise ValueError(f"The months must be a whole number, not {value!r}.")
    try:
        months = Decimal(value)
    except (ArithmeticError, TypeError, ValueError):
        raise ValueError(f"The months must be a whole number, not {value!r}.") from None
    if not months.is_finite() or months != months.to_integral_value() or not 1 <= months <= MONTHS_OF_A_YEAR:
        raise ValueError(f"The months must be a whole number from 1 to 12, not {value!r}.")
    return months


def _member(choices: type[Choice], value: str, name: str) -> Choice:
    try:
        return choices(value)
    except ValueError:
        words = ", ".join(choices)
        raise ValueError(f"{name} must be one of {words}, not {value!r}.") from None
