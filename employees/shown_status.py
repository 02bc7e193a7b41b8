"""Who reads that somebody is under a disciplinary sanction. To everybody else the person is active."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from employees.enums import LegalStatus


def reads_sanctions(user: Any, employee: Any) -> bool:
    scope = scope_of(user)
    return bool(scope.employee_id == employee.pk or scope.covers(Permission.DISCIPLINE_VIEW, employee.unit.path))


def shown_status(user: Any, employee: Any) -> str:
    if employee.status == LegalStatus.SANCTIONED and not reads_sanctions(user, employee):
        return LegalStatus.ACTIVE
    return str(employee.status)


def reads_all_sanctions(user: Any) -> bool:
    """Whether nobody whose record the user may see today is shown as active instead. The own record always shows."""
    scope = scope_of(user)
    seen = (*scope.paths(Permission.EMPLOYEE_VIEW), *scope.headed_paths)
    return all(scope.covers(Permission.DISCIPLINE_VIEW, path) for path in seen)


def has_shown_status(user: Any, status: str) -> Q:
    """Those whom the user finds under a status, of the staff that the user may see today.

    Says the same as a comparison with `shown_status_of`, in words that an index understands.
    """
    if reads_all_sanctions(user) or status not in {LegalStatus.ACTIVE, LegalStatus.SANCTIONED}:
        return Q(status=status)
    sanctioned, readable = Q(status=LegalStatus.SANCTIONED), _readable(user)
    if status == LegalStatus.SANCTIONED:
        return sanctioned & readable
    return Q(status=LegalStatus.ACTIVE) | (sanctioned & ~readable)


def _readable(user: Any) -> Q:
    scope = scope_of(user)
    readable = scope.path_filter(Permission.DISCIPLINE_VIEW, "unit__path")
    return readable | Q(pk=scope.employee_id) if scope.employee_id is not None else readable


def shown_status_of(user: Any, column: str) -> Case:
    """As `shown_status`, for a query of employees whose status stands in a column."""
    return Case(
        When(Q(**{column: LegalStatus.SANCTIONED}) & ~_readable(user), then=Value(LegalStatus.ACTIVE)),
        default=F(column),
        output_field=CharField(),
    )


def offered_statuses(user: Any) -> list[tuple[str, Any]]:
    """What a filter offers."""
    hidden = set() if scope_of(user).has(Permission.DISCIPLINE_VIEW) else {LegalStatus.SANCTIONED.value}
    return [choice for choice in LegalStatus.choices if choice[0] not in hidden]


def readable_statuses(rows: Any, user: Any, employee: Any) -> Any:
    """The entries of a person's history of status without the sanctions that the user may not read."""
    return rows if reads_sanctions(user, employee) else rows.exclude(status=LegalStatus.SANCTIONED)
