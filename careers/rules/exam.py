"""Who may do what with exams. Items are kept by those who keep careers of the unit; a duty in a sitting opens what it
needs; the exam itself is the candidate's alone."""

from __future__ import annotations

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee
from asn_portal.access.scope import scope_of
from careers.enums.exam import DutyKind


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

rules.add_perm("careers.keep_exams", has_permission(Permission.CAREER_MANAGE))
rules.add_perm("careers.keep_bank", keeps_bank)
rules.add_perm("careers.keep_item", covers(Permission.CAREER_MANAGE, lambda item: item.bank.unit.path))
rules.add_perm("careers.keep_blueprint", covers(Permission.CAREER_MANAGE, lambda blueprint: blueprint.bank.unit.path))
rules.add_perm("careers.view_sittings", has_some_exam)
rules.add_perm("careers.keep_sitting", keeps_sitting)
rules.add_perm("careers.read_exam_figures", reads_sitting)
rules.add_perm("careers.watch_sitting", watches)
rules.add_perm("careers.key_paper", keeps_sitting | has_duty(DutyKind.KEYER))
rules.add_perm("careers.mark_essays", has_duty(DutyKind.MARKER))
rules.add_perm("careers.sit_exam", is_own_exam)
