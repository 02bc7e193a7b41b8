"""What a user may do, and where. Loaded once per request and kept on the user object."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import ROLE_PERMISSIONS, SECOND_FACTOR_ROLES, Role

# The path prefix of a grant on the whole system: every unit's path starts with it.
EVERYWHERE = ""
# Of units; what lies below them is meant as well.
Paths = Collection[str]


@dataclass(frozen=True)
class Scope:
    """A user's reach at one moment.

    `grants` maps a permission to the paths of the units it was granted on; it holds for every path that starts with one
    of them. `headed_paths` are the units that the user's own employee heads today, definitively or acting (Plt./Plh.);
    `stands_in_for` are the employees whose place the user takes in the outermost of these units while they are away:
    their work is the user's for a while, their own affairs are not.
    `government_name` names the government of `government_path`; `government_keys` are the keys of
    the governments of all these paths, by path.
    """

    user_id: int | None = None
    employee_id: int | None = None
    unit_path: str = ""
    roles: frozenset[Role] = frozenset()
    grants: Mapping[Permission, tuple[str, ...]] = field(default_factory=dict)
    headed_paths: tuple[str, ...] = ()
    stands_in_for: frozenset[int] = frozenset()
    government_name: str = ""
    government_keys: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_roles(cls, role_paths: Iterable[tuple[str, str]], **fields: object) -> Scope:
        """Build a scope from pairs (role, unit path); an operator's path is EVERYWHERE."""
        grants: dict[Permission, set[str]] = {}
        roles = set()
        for role_value, path in role_paths:
            role = Role(role_value)
            roles.add(role)
            for permission in ROLE_PERMISSIONS[role]:
                grants.setdefault(permission, set()).add(path)
        return cls(
            roles=frozenset(roles),
            grants={permission: outermost(paths) for permission, paths in grants.items()},
            **fields,  # type: ignore[arg-type]
        )

    @property
    def government_path(self) -> str:
        """Path of the government the user belongs to; "" for an account without a staff record or grant."""
        path = self.unit_path or next((path for paths in self.grants.values() for path in paths if path), "")
        return path[: settings.ACCESS_UNIT_STEP]

    @property
    def known_paths(self) -> set[str]:
        """Whose structure is no secret to the user: the own government's, and that of the granted units."""
        paths = {path for paths in self.grants.values() for path in paths}
        return paths | {self.government_path} if self.government_path else paths

    @property
    def is_head(self) -> bool:
        return bool(self.headed_paths)

    @property
    def needs_second_factor(self) -> bool:
        return not self.roles.isdisjoint(SECOND_FACTOR_ROLES)

    def has(self, permission: Permission) -> bool:
        return permission in self.grants

    def paths(self, permission: Permission) -> tuple[str, ...]:
        return self.grants.get(permission, ())

    def covers(self, permission: Permission, unit_path: str) -> bool:
        return unit_path.startswith(self.paths(permission)) if self.has(permission) else False

    def heads(self, employee_id: int, unit_path: str) -> bool:
        """Somebody who works in the unit with this path is the user's staff, directly or further below."""
        return self.is_head and unit_path.startswith(self.headed_paths) and employee_id not in self.stands_in_for

    def staff_below(self, unit_path: str, person: str) -> Q:
        """`heads` as a condition on rows with a unit-path column and one of an employee (`person`)."""
        below = paths_filter(self.headed_paths, unit_path)
        return below & ~Q(**{f"{person}__in": self.stands_in_for}) if self.stands_in_for else below

    def path_filter(self, permission: Permission, lookup: str) -> Q:
        """A condition on a unit-path column (`lookup`, e.g. "unit__path"); matches nothing without the permission."""
        return paths_filter(self.paths(permission), lookup)


def paths_filter(paths: Iterable[str], lookup: str) -> Q:
    """Rows whose unit path starts with one of `paths`; none for no path, all for EVERYWHERE."""
    condition = Q(pk__in=())
    for path in paths:
        if path == EVERYWHERE:
            return ~Q(pk__in=())
        condition |= Q(**{f"{lookup}__startswith": path})
    return condition


def enclosing_paths(path: str) -> list[str]:
    """Paths of the unit and of every unit above it, outermost first."""
    return [path[:end] for end in range(settings.ACCESS_UNIT_STEP, len(path) + 1, settings.ACCESS_UNIT_STEP)]


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Drop paths that lie below another one."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def scope_of(user: object) -> Scope:
    """The user's scope, loaded at the first question of a request. Anonymous users reach nothing."""
    if not getattr(user, "is_authenticated", False):
        return Scope()
    if not hasattr(user, "_scope"):
        user._scope = import_string(settings.ACCESS_SCOPE_LOADER)(user)  # type: ignore[attr-defined]
    return user._scope  # type: ignore[attr-defined,no-any-return]
