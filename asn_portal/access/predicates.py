"""Predicates from which the apps' rules are joined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of


def has_permission(permission: Permission) -> rules.Predicate:
    """The user holds `permission` on some unit."""

    @rules.predicate(name=f"has:{permission}")
    def holds(user: Any) -> bool:
        return scope_of(user).has(permission)

    return holds


def covers(permission: Permission, path_of: Callable[[Any], str]) -> rules.Predicate:
    """The user holds `permission` on a unit that contains the object; `path_of` reads the object's unit path."""

    @rules.predicate(name=f"covers:{permission}")
    def within(user: Any, obj: Any) -> bool:
        return obj is not None and scope_of(user).covers(permission, path_of(obj))

    return within


@rules.predicate
def is_signed_in(user: Any) -> bool:
    return bool(user.is_authenticated)


@rules.predicate
def is_employee(user: Any) -> bool:
    return scope_of(user).employee_id is not None


@rules.predicate
def is_head(user: Any) -> bool:
    return scope_of(user).is_head
