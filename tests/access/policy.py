"""The words in which the policy is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from asn_portal.accounts.models import User
from employees.models import Employee, OrganizationalUnit

# Everybody who may knock. Roles are granted on the district of the place "own".
GRANTED = ("hr_officer", "training_coordinator", "head_of_agency", "service_officer", "auditor", "operator")
FOLLOWING = ("supervisor", "employee", "colleague", "nobody", "partner")
SIGNED_IN = frozenset((*GRANTED, *FOLLOWING))
ANONYMOUS = "anonymous"
EVERYONE = SIGNED_IN | {ANONYMOUS}
# "partner" is of an institution that trains with the government by an agreement; "nobody" belongs nowhere.
# People with a staff record; "colleague" works in another unit of the same district.
STAFF = frozenset({"supervisor", "employee", "colleague"})


@dataclass(frozen=True)
class Place:
    """Where an object lives: the user's own unit, another district of the same government, another government."""

    name: str
    unit: OrganizationalUnit
    # A head and a clerk of the unit, both with accounts; in "own" they are the users "supervisor" and "employee".
    head: Employee
    clerk: Employee


@dataclass(frozen=True)
class Row:
    """One address.

    `own` may open it for an object of their own place, `other_unit` and `other_government` for objects elsewhere; all
    others are turned away: signed-in users with 403 or 404, anonymous ones with the way to sign in.
    `kwargs` builds the address from the objects that the app's `build` made for the place.
    """

    own: frozenset[str] = frozenset()
    kwargs: Callable[[Mapping[str, Any]], Mapping[str, Any]] = field(default=lambda objects: {})
    other_unit: frozenset[str] = frozenset()
    other_government: frozenset[str] = frozenset()
    method: str = "get"
    data: Callable[[Mapping[str, Any]], Mapping[str, Any]] = field(default=lambda objects: {})
    # A list or a page of one's own: the address names no object, so there is no "elsewhere" to try.
    has_object: bool = False
    # Without a right an anonymous user is shown the way to sign in; False where only a PIN would help.
    asks_to_sign_in: bool = True


def page(own: frozenset[str] | set[str] = SIGNED_IN, *, method: str = "get") -> Row:
    """An address without an object."""
    return Row(own=frozenset(own), method=method)


def thing(
    key: str,
    own: frozenset[str] | set[str],
    *,
    by: str = "pk",
    arg: str | None = None,
    other_unit: frozenset[str] | set[str] = frozenset(),
    other_government: frozenset[str] | set[str] = frozenset(),
    method: str = "get",
    data: Mapping[str, Any] | None = None,
    **words: str,
) -> Row:
    """An address of one object: `objects[key]`, whose attribute `by` fills the URL argument `arg` (default: `by`).

    `words` fill the other arguments.
    """
    return Row(
        own=frozenset(own),
        kwargs=lambda objects: {arg or by: getattr(objects[key], by), **words},
        other_unit=frozenset(other_unit),
        other_government=frozenset(other_government),
        method=method,
        data=lambda objects: dict(data or {}),
        has_object=True,
    )


@dataclass(frozen=True)
class Cast:
    """The users, by name in SIGNED_IN."""

    users: Mapping[str, User]
