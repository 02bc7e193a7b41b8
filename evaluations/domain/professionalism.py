"""Professionalism index (*indeks profesionalitas ASN*, IP-ASN): an estimate from the records, with every component.

PermenPANRB 38/2018 and Peraturan BKN 8/2019: qualification 25, competence 40, performance 30, discipline 5 points.
The points of single levels follow common practice (domain.md §3.7); SIASN computes the official value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from evaluations.enums import IndexCategory, IndexComponent, PerformanceRating, PositionGroup

ZERO = Decimal(0)
CENT = Decimal("0.01")

# Lowest SIASN code of the level → points, highest first. The codes ascend with the level; 35 is D-IV, 15 upper
# secondary school.
QUALIFICATION: tuple[tuple[int, Decimal], ...] = (
    (50, Decimal(25)),
    (45, Decimal(20)),
    (35, Decimal(15)),
    (30, Decimal(10)),
    (15, Decimal(5)),
    (0, Decimal(1)),
)

# Training for the role, technical training, seminars and the like.
COMPETENCE: dict[PositionGroup, tuple[Decimal, Decimal, Decimal]] = {
    PositionGroup.MANAGERIAL: (Decimal(15), Decimal(15), Decimal(10)),
    PositionGroup.FUNCTIONAL: (Decimal(15), Decimal(15), Decimal(10)),
    PositionGroup.OPERATIONAL: (ZERO, Decimal("22.5"), Decimal("17.5")),
}
COMPETENCE_MAXIMUM = Decimal(40)

PERFORMANCE: dict[PerformanceRating, Decimal] = {
    PerformanceRating.SANGAT_BAIK: Decimal(30),
    PerformanceRating.BAIK: Decimal(25),
    PerformanceRating.BUTUH_PERBAIKAN: Decimal(15),
    PerformanceRating.KURANG: Decimal(5),
    PerformanceRating.SANGAT_KURANG: Decimal(1),
}

# By the severest sanction of five years: none, light, moderate, severe (SIASN codes).
DISCIPLINE: dict[str, Decimal] = {"": Decimal(5), "R": Decimal(3), "S": Decimal(2), "B": Decimal(1)}
SEVERITY = ("", "R", "S", "B")

# Whole points have the bounds 91, 81, 71, 61; for others "more than" the point before.
CATEGORIES: tuple[tuple[Decimal, IndexCategory], ...] = (
    (Decimal(90), IndexCategory.VERY_HIGH),
    (Decimal(80), IndexCategory.HIGH),
    (Decimal(70), IndexCategory.MEDIUM),
    (Decimal(60), IndexCategory.LOW),
)
TECHNICAL_HOURS = Decimal(20)


@dataclass(frozen=True)
class IndexFacts:
    """What the records say; None is "not known", which is not the same as "no".

    `education` is a SIASN code ("40"), `group` the kind of position, `sanction` the severest level of the last five
    years ("" for none).
    """

    education: str | None = None
    group: PositionGroup | None = None
    role_training: bool | None = None
    technical_training: bool | None = None
    seminar: bool | None = None
    rating: PerformanceRating | None = None
    sanction: str | None = None


@dataclass(frozen=True)
class Component:
    """Points of one component. `low` and `high` differ while it is not known."""

    key: IndexComponent
    low: Decimal
    high: Decimal
    maximum: Decimal

    @property
    def is_known(self) -> bool:
        return self.low == self.high

    @property
    def points(self) -> Decimal | None:
        return self.low if self.is_known else None

    @property
    def missing(self) -> Decimal:
        """Points that are still to be had for sure; of an unknown component none."""
        return self.maximum - self.high


@dataclass(frozen=True)
class ProfessionalismIndex:
    """The components in their order and what they add up to."""

    components: tuple[Component, ...]

    @property
    def low(self) -> Decimal:
        return sum((each.low for each in self.components), ZERO)

    @property
    def high(self) -> Decimal:
        return sum((each.high for each in self.components), ZERO)

    @property
    def is_known(self) -> bool:
        return self.low == self.high

    @property
    def total(self) -> Decimal | None:
        return self.low if self.is_known else None

    @property
    def category(self) -> IndexCategory | None:
        """None while both ends of the range lie in different categories."""
        low, high = category_of(self.low), category_of(self.high)
        return low if low is high else None


def professionalism_index(facts: IndexFacts) -> ProfessionalismIndex:
    """The estimate for one person. Raises ValueError on an unknown education, rating or sanction."""
    return ProfessionalismIndex(
        (
            _qualification(facts.education),
            *_competence(facts),
            _performance(facts.rating),
            _discipline(facts.sanction),
        )
    )


def without_discipline(index: ProfessionalismIndex) -> ProfessionalismIndex:
    """As somebody sees it who may not know of sanctions: discipline is unknown, so neither the total nor a category
    that depends on it tells of one."""
    return ProfessionalismIndex(
        tuple(_discipline(None) if each.key is IndexComponent.DISCIPLINE else each for each in index.components)
    )


def category_of(points: Decimal) -> IndexCategory:
    """PermenPANRB 38/2018; for points that are not whole the lower bound is exclusive (90.5 is very high)."""
    if not ZERO <= points <= 100:
        raise ValueError(f"The index lies between 0 and 100, not at {points}.")
    return next((category for bound, category in CATEGORIES if points > bound), IndexCategory.VERY_LOW)


def severest(levels: Iterable[str]) -> str:
    """The severest of SIASN's levels R, S, B; "" for none."""
    return max(levels, key=SEVERITY.index, default="")


@dataclass(frozen=True)
class IndexSummary:
    """Of many people. `counts` holds the categories, `undetermined` whoever lies between two; means over everybody,
    rounded half-up to two decimals, None without anybody."""

    people: int
    counts: dict[IndexCategory, int]
    undetermined: int
    low: Decimal | None
    high: Decimal | None


def summary_of(indices: Iterable[ProfessionalismIndex]) -> IndexSummary:
    """Distribution and mean. The mean of ranges is the range of the means."""
    counts = dict.fromkeys(IndexCategory, 0)
    people = undetermined = 0
    low = high = ZERO
    for index in indices:
        people += 1
        low, high = low + index.low, high + index.high
        if index.category is None:
            undetermined += 1
        else:
            counts[index.category] += 1
    return IndexSummary(
        people=people,
        counts=counts,
        undetermined=undetermined,
        low=(low / people).quantize(CENT, ROUND_HALF_UP) if people else None,
        high=(high / people).quantize(CENT, ROUND_HALF_UP) if people else None,
    )


@dataclass(frozen=True)
class ComponentMean:
    """One component over many people: the mean of its points (a range while it is unknown of somebody), of the points
    that their positions allow, and of how many people it is known."""

    key: IndexComponent
    low: Decimal
    high: Decimal
    maximum: Decimal
    known: int


def component_means(indices: Iterable[ProfessionalismIndex]) -> tuple[ComponentMean, ...]:
    """Means of the components in their order, two decimals half up; the means of the parts add up to the mean of the
    whole but for rounding. Empty for nobody."""
    columns = list(zip(*(index.components for index in indices), strict=True))

    def mean(points: Iterable[Decimal], people: int) -> Decimal:
        return (sum(points, ZERO) / people).quantize(CENT, ROUND_HALF_UP)

    return tuple(
        ComponentMean(
            key=column[0].key,
            low=mean((each.low for each in column), len(column)),
            high=mean((each.high for each in column), len(column)),
            maximum=mean((each.maximum for each in column), len(column)),
            known=sum(each.is_known for each in column),
        )
        for column in columns
    )


def _qualification(education: str | None) -> Component:
    scores = [points for _code, points in QUALIFICATION]
    if education is None:
        return Component(IndexComponent.QUALIFICATION, min(scores), max(scores), max(scores))
    if not education.isdecimal() or len(education) != 2:
        raise ValueError(f"The education is a code such as “40”, not {education!r}.")
    points = next(points for code, points in QUALIFICATION if int(education) >= code)
    return Component(IndexComponent.QUALIFICATION, points, points, max(scores))


def _competence(facts: IndexFacts) -> tuple[Component, ...]:
    answers = (facts.role_training, facts.technical_training, facts.seminar)
    keys = (IndexComponent.ROLE_TRAINING, IndexComponent.TECHNICAL_TRAINING, IndexComponent.SEMINAR)
    if facts.group is None:
        # Without the kind of position nobody knows how the forty points are divided.
        maxima = COMPETENCE[PositionGroup.FUNCTIONAL]
        return tuple(Component(key, ZERO, most, most) for key, most in zip(keys, maxima, strict=True))
    found = []
    for key, answer, most in zip(keys, answers, COMPETENCE[facts.group], strict=True):
        low = most if answer else ZERO
        high = ZERO if answer is False else most
        found.append(Component(key, low, high, most))
    return tuple(found)


def _performance(rating: PerformanceRating | None) -> Component:
    scores = PERFORMANCE.values()
    if rating is None:
        return Component(IndexComponent.PERFORMANCE, min(scores), max(scores), max(scores))
    points = PERFORMANCE[PerformanceRating(rating)]
    return Component(IndexComponent.PERFORMANCE, points, points, max(scores))


def _discipline(sanction: str | None) -> Component:
    scores = DISCIPLINE.values()
    if sanction is None:
        return Component(IndexComponent.DISCIPLINE, min(scores), max(scores), max(scores))
    if sanction not in DISCIPLINE:
        raise ValueError(f"The level of a sanction is R, S or B, not {sanction!r}.")
    points = DISCIPLINE[sanction]
    return Component(IndexComponent.DISCIPLINE, points, points, max(scores))
