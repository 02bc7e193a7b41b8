"""Who may do what with exams. Items are kept by those who keep careers of the unit; a duty in a sitting opens what it
needs; the exam itself is the candidate's alone. Nobody who is examined sees or touches what the exam is made of."""

from __future__ import annotations

from typing import Any

import rules
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

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
def is_examined(user, obj):
    """The user is a candidate of the sitting (or of its selection), or of another one, without results yet, that draws
    from the same bank. `obj` is a sitting, a bank, or a blueprint or item of one."""
    if obj is None or scope_of(user).employee_id is None:
        return False
    sitting = obj if hasattr(obj, "blueprint") else None
    bank = getattr(sitting.blueprint if sitting else obj, "bank", obj)
    examining = apps.get_model("careers", "Sitting").objects.examining(user)
    return examining.ahead().filter(blueprint__bank=bank).exists() or (
        sitting is not None and examining.filter(pk=sitting.pk).exists()
    )


def refuse_examined(user: Any, obj: Any) -> None:
    """PermissionDenied with a sentence for who `is_examined`."""
    if is_examined.test(user, obj):
        raise PermissionDenied(
            _(
                "You are a candidate of this exam, or of one with the same questions. Another officer prepares, "
                "watches and marks it."
            )
        )


@rules.predicate
def has_some_exam(user):
    return scope_of(user).has(Permission.CAREER_VIEW) or is_employee.test(user)


@rules.predicate
def is_own_exam(user, candidate):
    return candidate is not None and scope_of(user).employee_id == candidate.employee_id


keeps_bank = covers(Permission.CAREER_MANAGE, lambda bank: bank.unit.path) & ~is_examined
keeps_sitting = covers(Permission.CAREER_MANAGE, lambda sitting: sitting.unit.path) & ~is_examined
reads_sitting = covers(Permission.CAREER_VIEW, lambda sitting: sitting.unit.path) & ~is_examined
watches = keeps_sitting | (has_duty(DutyKind.PROCTOR) & ~is_examined)

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
rules.add_perm("careers.keep_item", keeps_item & ~is_examined)
rules.add_perm("careers.review_item", (keeps_item | reviews_for_government) & ~is_examined)
rules.add_perm(
    "careers.keep_blueprint",
    covers(Permission.CAREER_MANAGE, lambda blueprint: blueprint.bank.unit.path) & ~is_examined,
)
rules.add_perm("careers.view_sittings", has_some_exam)
rules.add_perm("careers.keep_sitting", keeps_sitting)
rules.add_perm("careers.read_exam_figures", reads_sitting)
rules.add_perm("careers.watch_sitting", watches)
rules.add_perm("careers.key_paper", keeps_sitting | (has_duty(DutyKind.KEYER) & ~is_examined))
rules.add_perm("careers.mark_essays", has_duty(DutyKind.MARKER) & ~is_examined)
rules.add_perm("careers.sit_exam", is_own_exam)
