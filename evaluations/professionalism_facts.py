"""What the professionalism index follows from, read from the records in bulk."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from employees.domain.service_life.months import add_months
from employees.enums import LeadershipTraining, PositionType, TrainingKind
from employees.models import DisciplineHistory, EducationHistory, RatingHistory, TrainingHistory
from evaluations.domain.professionalism import TECHNICAL_HOURS, IndexFacts, severest
from evaluations.enums import PerformanceRating, PositionGroup
from training.enums import RegistrationState, TrainingForm
from training.models import Certificate, LearningActivity, Registration

TECHNICAL_MONTHS = 12
SEMINAR_MONTHS = 24
DISCIPLINE_MONTHS = 60
# A rating of a year longer ago says nothing about today.
RATING_YEARS = 2

TECHNICAL_FORMS = frozenset(
    {
        TrainingForm.TECHNICAL,
        TrainingForm.SOCIOCULTURAL,
        TrainingForm.COURSE,
        TrainingForm.UPGRADING,
        TrainingForm.TECHNICAL_GUIDANCE,
        TrainingForm.E_LEARNING,
        TrainingForm.DISTANCE,
    }
)
TECHNICAL_KINDS = frozenset({TrainingKind.TECHNICAL, TrainingKind.COURSE})
ROLE_FORMS = frozenset({TrainingForm.STRUCTURAL, TrainingForm.FUNCTIONAL, TrainingForm.MANAGERIAL})
ROLE_KINDS = frozenset({TrainingKind.STRUCTURAL, TrainingKind.FUNCTIONAL, TrainingKind.PRE_SERVICE})
# What a managerial position asks for; a higher one serves as well.
LEADERSHIP = {
    PositionType.PENGAWAS: LeadershipTraining.PKP,
    PositionType.ADMINISTRATOR: LeadershipTraining.PKA,
    PositionType.JPT_PRATAMA: LeadershipTraining.PKN_II,
    PositionType.JPT_MADYA: LeadershipTraining.PKN_I,
    PositionType.JPT_UTAMA: LeadershipTraining.PKN_I,
}
HIGHEST_FIRST = list(LeadershipTraining)


@dataclass(frozen=True)
class Learnt:
    """One training of a person. `leadership` is its level, where it is one."""

    title: str
    ended_on: datetime.date
    hours: Decimal | None = None
    is_technical: bool = False
    is_functional: bool = False
    is_role: bool = False
    leadership: str = ""

    @property
    def is_seminar(self) -> bool:
        """Seminars, workshops and every other form that is neither for the role nor technical."""
        return not self.is_technical and not self.is_role


@dataclass(frozen=True)
class GatheredFacts:
    """The facts of one person and the entries from which they follow. `sanctions` are (level, first day)."""

    facts: IndexFacts
    education: EducationHistory | None = None
    role_training: Learnt | None = None
    technical: tuple[Learnt, ...] = ()
    seminar: Learnt | None = None
    rating_year: int | None = None
    sanctions: tuple[tuple[str, datetime.date], ...] = ()
    wanted_leadership: LeadershipTraining | None = None
    technical_hours: Decimal = field(default=Decimal(0))


def gather_facts(employees: Iterable[Any], on: datetime.date) -> dict[int, GatheredFacts]:
    """Of people with `position` at hand, by key. Six queries, however many people."""
    people = list(employees)
    keys = [person.pk for person in people]
    learnt = _learnt(keys)
    ratings = _ratings(keys, on)
    sanctions = _sanctions(keys, on)
    diplomas = _diplomas(keys)
    return {
        person.pk: _gathered(
            person,
            on,
            learnt[person.pk],
            ratings.get(person.pk),
            sanctions[person.pk],
            diplomas.get((person.pk, person.education)),
        )
        for person in people
    }


def group_of(position: Any) -> PositionGroup | None:
    if position is None:
        return None
    kind = PositionType(position.position_type)
    if kind.is_managerial:
        return PositionGroup.MANAGERIAL
    return PositionGroup.FUNCTIONAL if kind is PositionType.FUNGSIONAL else PositionGroup.OPERATIONAL


def _gathered(
    person: Any,
    on: datetime.date,
    learnt: list[Learnt],
    rating: tuple[int, str] | None,
    sanctions: list[tuple[str, datetime.date]],
    diploma: EducationHistory | None,
) -> GatheredFacts:
    group = group_of(person.position)
    wanted = LEADERSHIP.get(PositionType(person.position.position_type)) if person.position else None
    past = [each for each in learnt if each.ended_on <= on]
    role = _role_training(group, wanted, past)
    technical = [each for each in past if each.is_technical and each.ended_on > add_months(on, -TECHNICAL_MONTHS)]
    seminars = [each for each in past if each.is_seminar and each.ended_on > add_months(on, -SEMINAR_MONTHS)]
    hours = sum((each.hours or Decimal(0) for each in technical), Decimal(0))
    # A record without any training was perhaps never filled in: then nobody knows.
    is_known = bool(past) and group is not None
    return GatheredFacts(
        facts=IndexFacts(
            education=person.education or None,
            group=group,
            role_training=role is not None if is_known else None,
            technical_training=hours >= TECHNICAL_HOURS if is_known else None,
            seminar=bool(seminars) if is_known else None,
            rating=PerformanceRating(rating[1]) if rating else None,
            sanction=severest(level for level, _day in sanctions),
        ),
        education=diploma,
        role_training=role,
        technical=tuple(technical),
        seminar=seminars[-1] if seminars else None,
        rating_year=rating[0] if rating else None,
        sanctions=tuple(sanctions),
        wanted_leadership=wanted,
        technical_hours=hours,
    )


def _role_training(
    group: PositionGroup | None, wanted: LeadershipTraining | None, learnt: list[Learnt]
) -> Learnt | None:
    """The newest that serves the position, whenever it was."""
    if group is PositionGroup.FUNCTIONAL:
        serving = [each for each in learnt if each.is_functional]
    elif wanted is not None:
        enough = HIGHEST_FIRST[: HIGHEST_FIRST.index(wanted) + 1]
        serving = [each for each in learnt if each.leadership in enough]
    else:
        serving = []
    return serving[-1] if serving else None


def _learnt(keys: list[int]) -> dict[int, list[Learnt]]:
    """Every training on record, oldest first: of the record, of sessions here, and recognised activities."""
    found: dict[int, list[Learnt]] = defaultdict(list)
    history = TrainingHistory.objects.valid().filter(employee__in=keys)
    for key, name, kind, level, hours, first, last in history.values_list(
        "employee", "name", "kind", "leadership", "hours", "date", "last_day"
    ):
        found[key].append(
            Learnt(
                name,
                last or first,
                hours,
                is_technical=kind in TECHNICAL_KINDS,
                is_functional=kind == TrainingKind.FUNCTIONAL,
                is_role=kind in ROLE_KINDS,
                leadership=level,
            )
        )
    certificates = Certificate.objects.filter(registration=OuterRef("pk"))
    done = Registration.objects.filter(employee__in=keys, state=RegistrationState.COMPLETED)
    done = done.exclude(Exists(certificates) & ~Exists(certificates.standing()))
    for key, title, form, code, hours, ended in done.values_list(
        "employee",
        "session__title",
        "session__programme__form",
        "session__programme__code",
        "session__learning_hours",
        "session__ends_at",
    ):
        found[key].append(_of_form(title, form, hours, ended.date(), code))
    verified = LearningActivity.objects.verified().filter(employee__in=keys)
    for key, title, form, hours, ended in verified.values_list(
        "employee", "title", "form", "learning_hours", "ends_on"
    ):
        found[key].append(_of_form(title, form, hours, ended))
    for entries in found.values():
        entries.sort(key=lambda each: (each.ended_on, each.title))
    return found


def _of_form(title: str, form: str, hours: Decimal | None, ended: datetime.date, code: str = "") -> Learnt:
    level = code.upper().replace(" ", "_").replace("-", "_")
    is_leadership = form in {TrainingForm.STRUCTURAL, TrainingForm.MANAGERIAL} and level in LeadershipTraining.values
    return Learnt(
        title,
        ended,
        hours,
        is_technical=form in TECHNICAL_FORMS,
        is_functional=form == TrainingForm.FUNCTIONAL,
        is_role=form in ROLE_FORMS,
        leadership=level if is_leadership else "",
    )


def _ratings(keys: list[int], on: datetime.date) -> dict[int, tuple[int, str]]:
    """The newest rating of a whole year on record: (year, predicate). What becomes final here goes into the record."""
    rows = RatingHistory.objects.valid().filter(employee__in=keys, year__gte=on.year - RATING_YEARS, year__lte=on.year)
    ordered = rows.order_by("year").values_list("employee", "year", "predicate")
    return {key: (year, predicate) for key, year, predicate in ordered}


def _sanctions(keys: list[int], on: datetime.date) -> dict[int, list[tuple[str, datetime.date]]]:
    """Those that began in the last five years, or ran into them, and were not taken back."""
    since = add_months(on, -DISCIPLINE_MONTHS)
    rows = DisciplineHistory.objects.valid().filter(
        employee__in=keys, period__startswith__lte=on, period__overlap=(since, None)
    )
    found: dict[int, list[tuple[str, datetime.date]]] = defaultdict(list)
    for key, level, period, cancelled in rows.order_by("period").values_list(
        "employee", "level", "period", "cancelled_on"
    ):
        if cancelled is None or cancelled > on:
            found[key].append((level, period.lower))
    return found


def _diplomas(keys: list[int]) -> dict[tuple[int, str], EducationHistory]:
    """(employee, level) → the newest diploma of that level."""
    rows = EducationHistory.objects.valid().filter(employee__in=keys).order_by("date", "pk")
    return {(row.employee_id, row.level): row for row in rows}
