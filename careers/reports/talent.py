"""The map of talent boxes, and how one person's box came about, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careers.domain.talent import BOXES, TalentRules, box_actions, performance_level, potential_level, rules_of
from careers.enums import (
    POOL_BOXES,
    MissingInput,
    PerformanceLevel,
    PotentialLevel,
    RecountCause,
    TalentMode,
)
from careers.models import FormerPlacement, TalentPlacement, TalentReview
from employees.enums import Predicate
from employees.models import OrganizationalUnit
from training.models import Competency

UNKNOWN = "unknown"
# From the most to the least wanted: an edge colour beside the number, never alone.
BOX_TONES = {9: "good", 8: "good", 7: "good", 6: "info", 5: "info", 4: "info", 3: "attention", 2: "attention", 1: "bad"}


@dataclass(frozen=True)
class MapCell:
    """One box: how many people, their share in per cent, what is recommended, and the way to them."""

    box: int
    people: int
    percent: int
    actions: tuple[str, ...]
    url: str

    @property
    def tone(self) -> str:
        return BOX_TONES[self.box]

    @property
    def is_pool(self) -> bool:
        return self.box in POOL_BOXES


@dataclass(frozen=True)
class MapRow:
    label: str
    cells: tuple[MapCell, ...]


@dataclass(frozen=True)
class TalentMap:
    """`rows` from above to below expectation, cells from low to high potential."""

    rows: tuple[MapRow, ...]
    columns: tuple[str, ...]
    people: int
    unknown: int
    unknown_url: str
    list_url: str
    decided: int

    @property
    def placed(self) -> int:
        return self.people - self.unknown


def talent_map(review: TalentReview, user: Any, unit: OrganizationalUnit | None) -> TalentMap:
    """Of the people whom the user reads, in `unit` and below or everywhere. Two queries."""
    rows = TalentPlacement.objects.read_by(user).filter(review=review)
    if unit is not None:
        rows = rows.filter(unit__path__startswith=unit.path)
    counts = rows.box_counts()
    people = sum(counts.values())
    asked = {"review": review.pk, **({"unit": unit.pk} if unit is not None else {})}

    def address(**more: object) -> str:
        return f"{reverse('careers:talent-list')}?{urlencode({**asked, **more})}"

    def cell(box: int) -> MapCell:
        number = counts.get(box, 0)
        return MapCell(
            box=box,
            people=number,
            percent=round(number * 100 / people) if people else 0,
            actions=tuple(str(action.label) for action in box_actions(box)),
            url=address(box=box),
        )

    return TalentMap(
        rows=tuple(
            MapRow(
                str(performance.label),
                tuple(cell(BOXES[performance, potential]) for potential in reversed(PotentialLevel)),
            )
            for performance in PerformanceLevel
        ),
        columns=tuple(str(potential.label) for potential in reversed(PotentialLevel)),
        people=people,
        unknown=counts.get(None, 0),
        unknown_url=address(box=UNKNOWN),
        list_url=address(),
        decided=rows.exclude(final_box=None).count(),
    )


@dataclass(frozen=True)
class LevelLine:
    """One competency that the position asks for; `achieved` is None while nobody rated it."""

    title: str
    required: int
    achieved: int | None

    @property
    def gap(self) -> int | None:
        return None if self.achieved is None else self.achieved - self.required


@dataclass(frozen=True)
class FormerLine:
    """What stood before."""

    former: FormerPlacement
    cause: str
    text: str
    reason: str


@dataclass(frozen=True)
class MatrixCell:
    box: int
    is_here: bool


@dataclass(frozen=True)
class Explanation:
    """How a box came about: sentences about both axes, the levels behind them, what is missing."""

    performance: str
    potential: str
    result: str
    missing: tuple[str, ...]
    levels: tuple[LevelLine, ...]
    actions: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    matrix: tuple[tuple[str, tuple[MatrixCell, ...]], ...]
    former: tuple[FormerLine, ...]


def explain(placement: TalentPlacement) -> Explanation:
    """In words, from what was kept when the box was worked out. Two queries."""
    from careers.career_rules import RULES
    from careers.enums import CareerRuleKey

    rules, inputs = rules_of(placement.review.rules), placement.inputs
    levels = _levels(inputs["levels"])
    box = placement.standing_box
    return Explanation(
        performance=_performance_words(inputs, rules),
        potential=_potential_words(inputs, rules, levels),
        result=_result_words(placement, rules),
        missing=missing_words(placement),
        levels=levels,
        actions=tuple(str(action.label) for action in box_actions(box)) if box else (),
        rules=tuple(RULES[CareerRuleKey.TALENT_LEVELS].rows(placement.review.rules)),
        matrix=_matrix(box),
        former=tuple(_former_line(row) for row in placement.former.select_related("replaced_by")),
    )


def missing_words(placement: TalentPlacement) -> tuple[str, ...]:
    """Why there is no box, in sentences."""
    return tuple(str(MissingInput(code).label) for code in placement.missing)


def _levels(rows: list[list[Any]]) -> tuple[LevelLine, ...]:
    competencies = Competency.objects.in_bulk([row[0] for row in rows])
    lines = [
        LevelLine(competencies[key].title if key in competencies else "–", required, achieved)
        for key, required, achieved in rows
    ]
    return tuple(sorted(lines, key=lambda line: line.title))


def _performance_words(inputs: dict[str, Any], rules: TalentRules) -> str:
    if not inputs["rating"]:
        return str(MissingInput.RATING.label)
    words = {
        "rating": Predicate(inputs["rating"]).label,
        "year": inputs["year"],
        "level": performance_level(inputs["rating"], rules).label,
    }
    if rules.mode is TalentMode.SKOR:
        words |= {"points": rules.scores[inputs["rating"]], "upper": rules.upper, "middle": rules.middle}
        return _(
            "The rating of %(year)s is “%(rating)s”, which makes %(points)s points. The upper level begins at "
            "%(upper)s, the middle one at %(middle)s: “%(level)s”."
        ) % words  # fmt: skip
    return _("The rating of %(year)s is “%(rating)s”, which counts as “%(level)s”.") % words


def _potential_words(inputs: dict[str, Any], rules: TalentRules, levels: tuple[LevelLine, ...]) -> str:
    known = [line for line in levels if line.achieved is not None]
    if not levels:
        return str(MissingInput.POSITION.label)
    if not known:
        return str(MissingInput.LEVELS.label)
    achieved, required = sum(line.achieved or 0 for line in known), sum(line.required for line in known)
    percent = min(achieved * 100 / required, 100)
    text = _(
        "%(known)s of %(asked)s competencies have a valid rating. In these the levels add up to %(achieved)s of "
        "%(required)s required: %(percent)s %%."
    ) % {
        "known": len(known),
        "asked": len(levels),
        "achieved": achieved,
        "required": required,
        "percent": formats.number_format(percent, decimal_pos=2),
    }
    if len(known) * 100 < len(levels) * rules.least_known:
        return f"{text} {MissingInput.TOO_FEW.label}"
    high, medium = (rules.upper, rules.middle) if rules.mode is TalentMode.SKOR else (rules.high, rules.medium)
    match = _exact_match(known)
    return f"{text} " + _("High begins at %(high)s, medium at %(medium)s: “%(level)s”.") % {
        "high": high,
        "medium": medium,
        "level": potential_level(match, rules).label,
    }


def _exact_match(known: list[LevelLine]) -> Any:
    from training.domain.match import job_person_match

    return job_person_match([line.required for line in known], [line.achieved or 0 for line in known]).capped


def _result_words(placement: TalentPlacement, rules: TalentRules) -> str:
    if placement.box is None:
        return _("One of the two axes is unknown, so there is no box. Unknown is not the lowest box.")
    text = _("Performance “%(performance)s” and potential “%(potential)s” make box %(box)s.") % {
        "performance": placement.get_performance_display(),
        "potential": placement.get_potential_display(),
        "box": placement.box,
    }
    if placement.score is not None:
        text += " " + _("Talent score: %(share)s %% performance and %(rest)s %% potential make %(score)s.") % {
            "share": rules.share,
            "rest": 100 - rules.share,
            "score": formats.number_format(placement.score, decimal_pos=2),
        }
    return text


def _matrix(box: int | None) -> tuple[tuple[str, tuple[MatrixCell, ...]], ...]:
    return tuple(
        (
            str(performance.label),
            tuple(
                MatrixCell(BOXES[performance, potential], BOXES[performance, potential] == box)
                for potential in reversed(PotentialLevel)
            ),
        )
        for performance in PerformanceLevel
    )


WORKED_OUT, DECIDED = gettext_lazy("worked out"), gettext_lazy("decided")


def _former_line(former: FormerPlacement) -> FormerLine:
    values = former.values
    box, kind = (values["final_box"], DECIDED) if values.get("final_box") else (values.get("box"), WORKED_OUT)
    text = _("Box %(number)s") % {"number": box} if box else _("Unknown")
    return FormerLine(former, str(RecountCause(former.cause).label), f"{text} ({kind})", values.get("final_reason", ""))
