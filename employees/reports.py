"""Gathers what the pages of a record show into plain objects."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from asn_portal.audit.changes import FieldChange, changes_of
from asn_portal.audit.models import RecordView
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import Employee, OrganizationalUnit, PositionHistory, RankHistory
from employees.texts import last_day

SHOWN_LOOKS = 200
SHOWN_CHANGES = 200


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a person's history. `is_void` entries were corrected; `replaced` holds what this one corrects."""

    start: datetime.date
    last_day: datetime.date | None
    title: str
    detail: str
    decree: str
    decree_date: datetime.date | None
    kind: str
    pk: int
    is_void: bool
    is_current: bool
    is_acting: bool


@dataclass(frozen=True)
class ChangeLine:
    change: FieldChange
    by: str


@dataclass
class UnitNode:
    """A unit in the tree page."""

    unit: OrganizationalUnit
    staff: int = 0
    total: int = 0
    head: str = ""
    head_url: str = ""
    head_badge: str = ""
    children: list[UnitNode] = field(default_factory=list)


def timeline_of(employee: Employee) -> list[TimelineEntry]:
    """Ranks, positions and assignments, newest first; corrected entries stand right below what replaced them."""
    date = today()
    entries = []
    for rank in RankHistory.objects.filter(employee=employee):
        entries.append(_entry(rank, date, kind="rank", title=str(rank.rank_info), detail=_("Rank"), is_acting=False))
    for held in PositionHistory.objects.filter(employee=employee).select_related("position__unit"):
        kind = AssignmentKind(held.kind)
        title = held.position.title if kind == AssignmentKind.DEFINITIVE else f"{_prefix(kind)} {held.position.title}"
        entries.append(
            _entry(
                held,
                date,
                kind="position",
                title=title,
                detail=held.position.unit.name,
                is_acting=kind != AssignmentKind.DEFINITIVE,
            )
        )
    return sorted(entries, key=lambda entry: (entry.start, not entry.is_void, entry.pk), reverse=True)


def _entry(row: Any, date: datetime.date, **words: Any) -> TimelineEntry:
    period = row.period
    return TimelineEntry(
        start=period.lower,
        last_day=last_day(period),
        decree=row.decree_number,
        decree_date=row.decree_date,
        pk=row.pk,
        is_void=row.is_void,
        is_current=not row.is_void and date in period,
        **words,
    )


def _prefix(kind: AssignmentKind) -> str:
    return {
        AssignmentKind.ACTING: "Plt.",
        AssignmentKind.DAILY_ACTING: "Plh.",
        AssignmentKind.CARETAKER: "Pj.",
        AssignmentKind.ADDITIONAL_DUTY: _("Additional duty:"),
    }[kind]


def looks_at(employee: Employee) -> list[RecordView]:
    """Who opened the record, newest first."""
    return list(RecordView.objects.of(employee).select_related("viewer")[:SHOWN_LOOKS])


def field_changes(employee: Employee) -> list[ChangeLine]:
    """Field changes of the main data, newest first."""
    changes = list(changes_of("employees.employee", str(employee.pk)))[-SHOWN_CHANGES:]
    names = dict(
        User.objects.filter(pk__in={change.user_id for change in changes if change.user_id}).values_list("pk", "name")
    )
    return [ChangeLine(change, names.get(change.user_id, "") if change.user_id else "") for change in reversed(changes)]


def unit_tree(units: Any) -> list[UnitNode]:
    """The units as trees, with staff in service and the head of each, in three queries."""
    nodes: dict[str, UnitNode] = {}
    roots = []
    found = list(units.order_by("path"))
    staff = dict(
        Employee.objects.active()
        .filter(unit__in=[unit.pk for unit in found])
        .values_list("unit_id")
        .annotate(number=Count("pk"))
        .order_by()
    )
    for unit in found:
        node = nodes[unit.path] = UnitNode(unit, staff=staff.get(unit.pk, 0))
        above = nodes.get(unit.parent_path)
        (above.children if above else roots).append(node)
    for held in heading_rows(found):
        node = nodes[held.position.unit.path]
        # An acting official stands before the definitive holder, whose absence is why there is one.
        if not node.head or held.kind != AssignmentKind.DEFINITIVE:
            node.head = held.employee.full_name
            node.head_url = held.employee.get_absolute_url()
            node.head_badge = "" if held.kind == AssignmentKind.DEFINITIVE else _prefix(AssignmentKind(held.kind))
    for node in reversed(nodes.values()):
        node.total += node.staff
        above = nodes.get(node.unit.parent_path)
        if above:
            above.total += node.total
    return roots


def heading_rows(units: list[OrganizationalUnit]) -> list[PositionHistory]:
    """Who heads these units today."""
    return list(
        PositionHistory.objects.on(today())
        .heading()
        .filter(position__unit__in=[unit.pk for unit in units])
        .select_related("employee", "position__unit")
        .order_by("pk")
    )
