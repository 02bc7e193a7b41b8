"""What the record says of a person who wants to study, and how a call stands."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from asn_portal.documents.models import Document
from employees.domain.service_life.retirement import birthday_at, retirement_age
from employees.enums import EmploymentType, LegalStatus, PositionType
from employees.models import DisciplineHistory, Employee, RatingHistory, UnpaidLeaveHistory
from employees.reports.letterhead import letterhead_of
from employees.service_rules import rules_on
from employees.supervision import direct_reports, heads_of_chain
from training.domain.blind_scoring import Candidate, Ranked, ranking
from training.domain.further_education import Sanction, StudyFacts, Verdict, eligibility
from training.enums import ApplicationState
from training.models import StudyApplication, StudyAssignment, StudyCall, StudyReviewer, StudyScore
from training.study_rules import study_rules_on

# Followed by the number of the asked document.
DOCUMENT_KIND = "training.study_application"
MOST_DOCUMENTS = 12
# Neither at work nor paid.
AWAY = {LegalStatus.SUSPENDED, LegalStatus.WAITING_PAY, LegalStatus.MISSING, LegalStatus.INACTIVE}
LETTERHEAD = ("government", "unit", "address", "phone", "email")


def own_eligibility(
    employee: Employee, call: StudyCall, *, on: datetime.date, accreditation: str = ""
) -> tuple[Verdict, ...]:
    """The verdicts for one person and one call. Needs the employee's position; seven queries."""
    rules = study_rules_on(call.unit.government, on)
    return eligibility(study_facts(employee, call, on=on, accreditation=accreditation), on=on, rules=rules)


def study_facts(employee: Employee, call: StudyCall, *, on: datetime.date, accreditation: str = "") -> StudyFacts:
    spans = ("period__startswith", "period__endswith")
    return StudyFacts(
        is_pns=employee.employment_type == EmploymentType.PNS,
        pns_since=employee.pns_since,
        birthday_of_retirement=_retires_on(employee, on),
        ratings=dict(RatingHistory.objects.valid().filter(employee=employee).values_list("year", "predicate")),
        unpaid_leave=tuple(UnpaidLeaveHistory.objects.valid().filter(employee=employee).values_list(*spans)),
        sanctions=tuple(
            Sanction(level, start, until, cancelled is not None and cancelled <= on)
            for level, start, until, cancelled in DisciplineHistory.objects.valid()
            .filter(employee=employee)
            .values_list("level", *spans, "cancelled_on")
        ),
        is_suspended=employee.status in AWAY,
        is_studying=StudyAssignment.objects.running().filter(employee=employee).exists(),
        degree=call.degree,
        is_released=call.is_released,
        starts_on=call.studies_from,
        months=call.months,
        accreditation=accreditation or None,
    )


def _retires_on(employee: Employee, on: datetime.date) -> datetime.date | None:
    """The birthday at the retirement age of the present position; of a functional position without level unknown."""
    ages = rules_on(employee.government_id, on).retirement_ages
    position = employee.position
    kind = position.position_type if position else PositionType.PELAKSANA
    level = position.functional_level if position else ""
    if kind == PositionType.FUNGSIONAL and not level:
        return None
    return birthday_at(employee.birth_date, retirement_age(kind, level or None, ages=ages))


@dataclass(frozen=True)
class Scored:
    """An application in the order of the scores. `missing`: reviewers who have not submitted yet."""

    application: StudyApplication
    ranked: Ranked
    submitted: int
    expected: int
    # The name of each with the mean of its points.
    criteria: list[tuple[str, Decimal | None]]

    @property
    def is_complete(self) -> bool:
        return self.submitted >= self.expected


def barred_employees(call: StudyCall, employees: list[int]) -> dict[int, set[int]]:
    """By reviewer: whose applications they may not score, their own and those of the people who report to them."""
    barred = {}
    for reviewer in StudyReviewer.objects.filter(call=call).select_related("employee__unit"):
        reports = direct_reports(reviewer.employee).filter(pk__in=employees).values_list("pk", flat=True)
        barred[reviewer.pk] = {reviewer.employee_id, *reports}
    return barred


def ranked_applications(call: StudyCall) -> list[Scored]:
    """Complete and decided applications by score. As long as one of its reviewers has not submitted, an undecided one
    has neither points nor a rank: whoever reads the names could lead those who still score."""
    rows = list(StudyApplication.objects.for_scoring().filter(call=call).with_people())
    criteria = list(call.criteria.all())
    weights = {each.pk: each.weight for each in criteria}
    barred = barred_employees(call, [row.employee_id for row in rows])
    points: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    scores = StudyScore.objects.filter(application__in=rows).exclude(submitted_at=None)
    for application, reviewer, criterion, value in scores.values_list("application", "reviewer", "criterion", "points"):
        points[application][reviewer][criterion] = value
    full = {pk: {key: each for key, each in by.items() if set(each) == set(weights)} for pk, by in points.items()}
    by_key = {row.pk: row for row in rows}
    expected = {row.pk: sum(row.employee_id not in people for people in barred.values()) for row in rows}
    told = {
        row.pk: full[row.pk]
        for row in rows
        if row.pk in full and (row.state != ApplicationState.COMPLETE or len(full[row.pk]) >= expected[row.pk])
    }
    found = ranking(weights, [Candidate(row.pk, row.submitted_at, told.get(row.pk, {})) for row in rows])
    return [
        Scored(
            by_key[each.key],
            each,
            len(full.get(each.key, {})),
            expected[each.key],
            [(criterion.name, each.by_criterion.get(criterion.pk)) for criterion in criteria],
        )
        for each in found
    ]


def documents_of(application: StudyApplication) -> list[dict[str, Any]]:
    """Each asked document with the file that was attached, if any."""
    files = Document.objects.filter(owner_kind=application._meta.label_lower, owner_id=str(application.pk))
    by_kind = {file.kind: file for file in files.order_by("created_at")}
    return [
        {"number": number, "name": name, "is_needed": needed, "document": by_kind.get(f"{DOCUMENT_KIND}.{number}")}
        for number, name, needed in application.call.asked
    ]


def letter_facts(application: StudyApplication) -> dict[str, Any]:
    """What the letter of the decision takes from the record, as it is now. Needs the people and the call's unit."""
    unit, person = application.call.unit, application.employee
    letterhead = letterhead_of(unit)
    return {
        "letterhead": {name: getattr(letterhead, name) for name in LETTERHEAD},
        "person": {**_signature(person), "unit": person.unit.name},
        "signer": _signer(unit.path),
    }


def _signer(path: str) -> dict[str, str]:
    """The head of the organising unit, else of the nearest unit above; empty while every post is vacant."""
    heads = heads_of_chain(path)
    if not heads:
        return {"name": "", "nip": "", "rank": "", "position": ""}
    return _signature(Employee.objects.with_place().get(pk=heads[max(heads, key=len)]))


def _signature(person: Employee) -> dict[str, str]:
    return {
        "name": person.full_name,
        "nip": person.nip,
        "rank": str(person.rank_info or ""),
        "position": person.position.title if person.position else "",
    }
