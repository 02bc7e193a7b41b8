"""Who may do what about ratings. Objects are periods, units, ratings, objections or rounds, as the name says."""

from __future__ import annotations

from typing import Any

import rules
from django.db.models import Q

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee, is_head
from asn_portal.access.scope import scope_of
from employees.models import Employee
from employees.supervision import is_supervisor_of, supervisor_ids
from evaluations.models import Objection
from evaluations.services.objection import decider_of


@rules.predicate
def is_rated(user: Any, assessment: Any) -> bool:
    """The rating is the user's own."""
    return assessment is not None and scope_of(user).employee_id == assessment.employee_id


@rules.predicate
def rates(user: Any, assessment: Any) -> bool:
    """The assessor; where nobody stands above the person, the office. Nobody rates themselves."""
    if assessment is None:
        return False
    scope = scope_of(user)
    if scope.employee_id == assessment.employee_id:
        return False
    if assessment.assessor_id is None:
        return scope.covers(Permission.EVALUATION_MANAGE, assessment.unit.path)
    return bool(scope.employee_id == assessment.assessor_id)


@rules.predicate
def rates_unit(user: Any, unit: Any) -> bool:
    """Heads a unit above this one, or keeps the ratings of it; never of the unit that one heads."""
    if unit is None:
        return False
    scope = scope_of(user)
    if unit.path in scope.headed_paths:
        return False
    above = any(unit.path.startswith(path) for path in scope.headed_paths)
    return above or scope.covers(Permission.EVALUATION_MANAGE, unit.path)


@rules.predicate
def decides(user: Any, objection: Any) -> bool:
    """The superior of who rated; where there is none, the office. Neither the person nor who rated."""
    if objection is None:
        return False
    scope, assessment = scope_of(user), objection.assessment
    if scope.employee_id is not None and scope.employee_id in (assessment.employee_id, assessment.assessor_id):
        return False
    if user.pk == assessment.delivered_by_id:
        return False
    decider = decider_of(assessment)
    if decider is None:
        return scope.covers(Permission.EVALUATION_MANAGE, assessment.unit.path)
    return bool(scope.employee_id == decider.pk)


@rules.predicate
def is_subject(user: Any, feedback_round: Any) -> bool:
    return feedback_round is not None and scope_of(user).employee_id == feedback_round.employee_id


@rules.predicate
def supervises_subject(user: Any, feedback_round: Any) -> bool:
    return feedback_round is not None and is_supervisor_of(user, feedback_round.employee)


@rules.predicate
def supervises(user: Any, employee: Any) -> bool:
    return employee is not None and is_supervisor_of(user, employee)


@rules.predicate
def is_not_self(user: Any, employee: Any) -> bool:
    return employee is not None and scope_of(user).employee_id != employee.pk


def objections_open_to(user: Any) -> Any:
    """Objections that wait for this user's decision, oldest first: those of which `decides` is true. Four queries,
    whatever the number."""
    scope = scope_of(user)
    waiting = Objection.objects.visible_to(user).open()
    rated = list(waiting.order_by().values_list("pk", "assessment__employee", "assessment__assessor"))
    assessors = Employee.objects.filter(pk__in={assessor for *_rest, assessor in rated if assessor})
    superiors = supervisor_ids(list(assessors.select_related("unit")))
    own, offices = [], []
    for pk, employee, assessor in rated:
        superior = superiors.get(assessor)
        # As `decider_of`: nobody decides about the own rating.
        if superior is None or superior == employee:
            offices.append(pk)
        elif superior == scope.employee_id:
            own.append(pk)
    covered = scope.path_filter(Permission.EVALUATION_MANAGE, "assessment__unit__path")
    found = Objection.objects.filter(Q(pk__in=own) | (Q(pk__in=offices) & covered))
    found = found.exclude(assessment__delivered_by=user.pk)
    if scope.employee_id is not None:
        is_party = Q(assessment__employee=scope.employee_id) | Q(assessment__assessor=scope.employee_id)
        found = found.exclude(is_party)
    return found.with_people().order_by("filed_at", "pk")


reads = has_permission(Permission.EVALUATION_VIEW) | is_head
manages = has_permission(Permission.EVALUATION_MANAGE)

rules.add_perm("evaluations.view_own_ratings", is_employee)
rules.add_perm("evaluations.rate_team", is_head | manages)
rules.add_perm("evaluations.list_ratings", reads)
rules.add_perm("evaluations.list_periods", reads)
rules.add_perm("evaluations.list_objections", reads)
rules.add_perm("evaluations.open_period", manages)
rules.add_perm("evaluations.manage_period", covers(Permission.EVALUATION_MANAGE, lambda obj: obj.government.path))
rules.add_perm("evaluations.rate_unit", rates_unit)
rules.add_perm("evaluations.write_rating", rates)
rules.add_perm("evaluations.answer_rating", is_rated)
rules.add_perm("evaluations.decide_objection", decides)
rules.add_perm("evaluations.list_credit_points", has_permission(Permission.EVALUATION_VIEW))
rules.add_perm("evaluations.take_credit_points", manages)
rules.add_perm(
    "evaluations.take_credit_point", covers(Permission.EVALUATION_MANAGE, lambda obj: obj.unit.path) & ~is_rated
)
rules.add_perm(
    "evaluations.open_feedback",
    is_not_self & (supervises | covers(Permission.EVALUATION_MANAGE, lambda employee: employee.unit.path)),
)
rules.add_perm("evaluations.read_feedback", is_subject | supervises_subject)
