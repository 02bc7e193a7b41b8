"""Who may do what with exams. Items are kept by those who keep careers of the unit; a duty in a sitting opens what it
needs; the exam itself is the candidate's alone."""

from __future__ import annotations

import rules
from django.conf import settings

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee
from asn_portal.access.scope import scope_of
from careers.enums.exam import DutyKind, ItemState


def has_duty(kind):
    @rules.predicate(name=f"duty:{kind}")
    def holds(user, sitting):
        employee_id = scope_of(user).employee_id
        if sitting is None or employee_id is None:
            return False
        return sitting.duties.filter(employee=employee_id, kind=kind).exists()

    return holds


@rules.predicate
def has_some_exam(user):
    return scope_of(user).has(Permission.CAREER_VIEW) or is_employee.test(user)


@rules.predicate
def is_own_exam(user, candidate):
    return candidate is not None and scope_of(user).employee_id == candidate.employee_id


keeps_bank = covers(Permission.CAREER_MANAGE, lambda bank: bank.unit.path)
keeps_sitting = covers(Permission.CAREER_MANAGE, lambda sitting: sitting.unit.path)
reads_sitting = covers(Permission.CAREER_VIEW, lambda sitting: sitting.unit.path)
watches = keeps_sitting | has_duty(DutyKind.PROCTOR)

keeps_item = covers(Permission.CAREER_MANAGE, lambda item: item.bank.unit.path)


@rules.predicate
def reviews_for_government(user, item):
    """Whoever keeps careers anywhere in the government reads what waits for a review."""
    if item is None or item.state != ItemState.IN_REVIEW:
        return False
    paths = scope_of(user).paths(Permission.CAREER_MANAGE)
    return any(item.bank.unit.path.startswith(path[: settings.ACCESS_UNIT_STEP]) for path in paths)


rules.add_perm("careers.keep_exams", has_permission(Permission.CAREER_MANAGE))
rules.add_perm("careers.keep_bank", keeps_bank)
rules.add_perm("careers.keep_item", keeps_item)
rules.add_perm("careers.review_item", keeps_item | reviews_for_government)
rules.add_perm("careers.keep_blueprint", covers(Permission.CAREER_MANAGE, lambda blueprint: blueprint.bank.unit.path))
rules.add_perm("careers.view_sittings", has_some_exam)
rules.add_perm("careers.keep_sitting", keeps_sitting)
rules.add_perm("careers.read_exam_figures", reads_sitting)
rules.add_perm("careers.watch_sitting", watches)
rules.add_perm("careers.key_paper", keeps_sitting | has_duty(DutyKind.KEYER))
rules.add_perm("careers.mark_essays", has_duty(DutyKind.MARKER))
rules.add_perm("careers.sit_exam", is_own_exam)
