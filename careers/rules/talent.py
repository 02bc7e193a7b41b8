"""Who may do what about talent. Objects are reviews, placements, objections, members, posts or successors, as the name
says. Restrictive on purpose (docs/adr/0015): heads of units see no map without a grant."""

from __future__ import annotations

from typing import Any

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee
from asn_portal.access.scope import scope_of
from careers.career_office import answerers_of


@rules.predicate
def is_placed(user: Any, placement: Any) -> bool:
    """The box is the user's own."""
    return placement is not None and scope_of(user).employee_id == placement.employee_id


@rules.predicate
def is_objector(user: Any, objection: Any) -> bool:
    return objection is not None and scope_of(user).employee_id == objection.placement.employee_id


@rules.predicate
def decided_the_box(user: Any, objection: Any) -> bool:
    """Who decided a box doesn't answer the objection to it."""
    return objection is not None and objection.placement.decided_by_id == user.pk


@rules.predicate
def is_left_to(user: Any, objection: Any) -> bool:
    """No officer is left to answer, for the only one decided the box: then whoever signs does."""
    return objection is not None and answerers_of(objection.placement).filter(pk=user.pk).exists()


reads = has_permission(Permission.CAREER_VIEW)
keeps = has_permission(Permission.CAREER_MANAGE)


def _placement_path(placement: Any) -> str:
    return str(placement.unit.path)


def _objection_path(objection: Any) -> str:
    return _placement_path(objection.placement)


def _member_path(member: Any) -> str:
    return str(member.employee.unit.path)


def _post_path(post: Any) -> str:
    return str(post.position.unit.path)


rules.add_perm("careers.view_talent", reads)
rules.add_perm("careers.view_own_talent", is_employee)
rules.add_perm("careers.open_talent_review", keeps)
rules.add_perm("careers.manage_talent_review", covers(Permission.CAREER_MANAGE, lambda review: str(review.unit.path)))
rules.add_perm("careers.read_placement", covers(Permission.CAREER_VIEW, _placement_path))
rules.add_perm("careers.object_to_placement", is_placed)
# Whoever keeps the records and whoever signs may decide, about others only.
rules.add_perm(
    "careers.decide_placement",
    (covers(Permission.CAREER_MANAGE, _placement_path) | covers(Permission.CAREER_SIGN, _placement_path)) & ~is_placed,
)
rules.add_perm(
    "careers.decide_talent_objection",
    (covers(Permission.CAREER_MANAGE, _objection_path) | (covers(Permission.CAREER_SIGN, _objection_path) & is_left_to))
    & ~is_objector
    & ~decided_the_box,
)
rules.add_perm("careers.add_to_pool", covers(Permission.CAREER_MANAGE, _placement_path) & ~is_placed)
rules.add_perm("careers.keep_pool_member", covers(Permission.CAREER_MANAGE, _member_path) & ~is_placed)
rules.add_perm("careers.mark_key_post", keeps)
rules.add_perm("careers.keep_key_post", covers(Permission.CAREER_MANAGE, _post_path))
rules.add_perm(
    "careers.keep_successor", covers(Permission.CAREER_MANAGE, lambda successor: _post_path(successor.key_post))
)
