"""What matching rests on, read in bulk: needs from gaps, levels, load, and who may be a mentor."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from careers.career_rules import value_of
from careers.domain.knowledge import HOLDING_LEVEL
from careers.domain.matching import Mentee, Mentor
from careers.domain.mentoring import Fault, mentor_faults
from careers.enums import OPEN_STATES, CareerRuleKey, MentorshipState, OfferState
from careers.models import MentorOffer, Mentorship
from employees.domain.identity import parse_nip
from employees.enums import FunctionalLevel, SanctionLevel
from employees.models import DisciplineHistory, Employee
from training.enums import NeedState
from training.models import CurrentLevel, DevelopmentNeed

LEVEL_ORDER = {level.value: number for number, level in enumerate(FunctionalLevel)}
HARMFUL = (SanctionLevel.MODERATE, SanctionLevel.SEVERE)

# competency -> (level achieved, level asked for)
Gaps = dict[int, tuple[int, int]]


@dataclass(frozen=True)
class MentorRule:
    """Who may be a mentor, of how many at once, on one day."""

    years: int
    mentees: int


def mentor_rule(government: Any, on: datetime.date) -> MentorRule:
    value = value_of(CareerRuleKey.MENTOR, government, on)
    return MentorRule(years=value["years"], mentees=value["mentees"])


def years_of_service(number: str, day: datetime.date) -> int:
    """Whole years since the appointment that the NIP tells; that of PPPK names no month, so the year's end counts."""
    nip = parse_nip(number)
    months = (day.year - nip.appointed_year) * 12 + day.month - (nip.appointed_month or 12)
    return max(months // 12, 0)


def has_higher_level(mentor: Employee, mentee: Employee) -> bool:
    """A higher level of the same functional position. Needs both positions."""
    above, below = mentor.position, mentee.position
    if above is None or below is None or not above.functional_level or not below.functional_level:
        return False
    return LEVEL_ORDER[above.functional_level] > LEVEL_ORDER[below.functional_level]


def gaps_of(employees: Collection[int], year: int) -> dict[int, Gaps]:
    """What each lacks: levels below what the position asks for, and needs of the year's plans. Two queries."""
    found: dict[int, Gaps] = defaultdict(dict)
    below = CurrentLevel.objects.below().filter(employee__in=employees, competency__is_active=True)
    for employee, competency, achieved, required in below.values_list(
        "employee_id", "competency_id", "achieved", "required"
    ):
        found[employee][competency] = (achieved, required)
    needs = DevelopmentNeed.objects.standing().exclude(state=NeedState.REALISED)
    needs = needs.filter(employee__in=employees, competency__isnull=False, target_level__isnull=False, year__gte=year)
    planned = {
        (employee, competency): target
        for employee, competency, target in needs.order_by("year", "pk").values_list(
            "employee_id", "competency_id", "target_level"
        )
    }
    known = _levels(Q(employee__in=[employee for employee, _c in planned])) if planned else {}
    for (employee, competency), target in planned.items():
        achieved = known.get(employee, {}).get(competency, 0)
        if target > achieved:
            asked = found[employee].get(competency, (achieved, 0))[1]
            found[employee][competency] = (achieved, max(asked, target))
    return dict(found)


def _levels(condition: Q) -> dict[int, dict[int, int]]:
    """employee -> competency -> level achieved. One query."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = CurrentLevel.objects.filter(condition, achieved__isnull=False, competency__is_active=True)
    for employee, competency, level in rows.values_list("employee_id", "competency_id", "achieved"):
        found[employee][competency] = level
    return found


def under_discipline(employees: Any, on: datetime.date) -> set[int]:
    """Those with a moderate or severe sanction in force. One query."""
    rows = DisciplineHistory.objects.in_force(on).filter(employee__in=employees, level__in=HARMFUL)
    return set(rows.values_list("employee_id", flat=True))


def open_counts(employees: Any) -> Counter[int]:
    """How many each guides or is asked to guide. One query."""
    rows = Mentorship.objects.open().filter(mentor__in=employees).order_by().values_list("mentor_id")
    return Counter(dict(rows.annotate(number=Count("pk"))))


def barred_pairs(mentees: Any) -> dict[int, set[int]]:
    """Mentors whom each mentee has now, or who declined. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Mentorship.objects.filter(mentee__in=mentees, state__in=[*OPEN_STATES, MentorshipState.DECLINED])
    for mentee, mentor in rows.values_list("mentee_id", "mentor_id"):
        found[mentee].add(mentor)
    return found


def faults_of(mentor: Employee, mentee: Employee, on: datetime.date) -> list[Fault]:
    """Every rule that forbids this pair today. Needs the mentor's row locked, so that the count holds."""
    rule = mentor_rule(mentor.government_id, on)
    return mentor_faults(
        same_person=mentor.pk == mentee.pk,
        same_government=mentor.government_id == mentee.government_id,
        in_service=mentor.is_active and mentee.is_active,
        open_mentees=open_counts([mentor.pk])[mentor.pk],
        years_of_service=years_of_service(mentor.nip, on),
        under_discipline=bool(under_discipline([mentor.pk], on)),
        higher_level=has_higher_level(mentor, mentee),
        most_mentees=rule.mentees,
        least_years=rule.years,
    )


def mentors_of(
    government: Any, on: datetime.date, *, everybody: bool, competencies: Iterable[int] | None = None
) -> tuple[list[Mentor], dict[int, Employee]]:
    """Those of one government with a free place, long enough in service and not under discipline: who has an open
    offer, or `everybody` who can pass something on. `competencies` narrows levels to what is lacked. Five queries."""
    rule = mentor_rule(government, on)
    levels = Q(employee__government=government)
    if competencies is not None:
        levels &= Q(competency__in=list(competencies))
    known = _levels(levels)
    staff = Employee.objects.active().filter(government=government).with_place()
    offered = MentorOffer.objects.open_on(on).filter(government=government)
    if everybody:
        able = [pk for pk, reached in known.items() if max(reached.values()) >= HOLDING_LEVEL]
        staff = staff.filter(pk__in=able)
    else:
        staff = staff.filter(pk__in=offered.values("mentor"))
    people = {person.pk: person for person in staff.order_by("pk")}
    barred, busy = under_discipline(people, on), open_counts(people)
    found = []
    for pk, person in people.items():
        places = rule.mentees - busy[pk]
        if pk in barred or places < 1 or years_of_service(person.nip, on) < rule.years:
            continue
        found.append(Mentor(pk, person.unit.path, known.get(pk, {}), busy[pk], places))
    return found, people


def mentees_of(people: Mapping[int, Employee], on: datetime.date) -> list[Mentee]:
    """Those who lack something, with the mentors who are out of the question. Needs the units. Four queries."""
    gaps, barred = gaps_of(people, on.year), barred_pairs(people)
    return [
        Mentee(pk, people[pk].unit.path, gaps[pk], frozenset(barred.get(pk, ()))) for pk in sorted(gaps) if gaps[pk]
    ]


def without_mentor(path: str) -> dict[int, Employee]:
    """Staff in service at or below a unit whom nobody guides. One query."""
    guided = Mentorship.objects.open().values("mentee")
    staff = Employee.objects.active().filter(unit__path__startswith=path).exclude(pk__in=guided).with_place()
    return {person.pk: person for person in staff.order_by("pk")}


def offered_by(mentors: Any, on: datetime.date) -> dict[int, list[MentorOffer]]:
    """The open offers of these people. One query."""
    found: dict[int, list[MentorOffer]] = defaultdict(list)
    for offer in MentorOffer.objects.open_on(on).filter(mentor__in=mentors, state=OfferState.OPEN):
        found[offer.mentor_id].append(offer)
    return found
