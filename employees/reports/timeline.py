"""A person's histories as one timeline."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.accounts.models import User
from employees.dates import today
from employees.enums import AssignmentKind, HistoryKind
from employees.histories import HISTORIES, History, Span
from employees.models import Employee
from employees.shown_status import readable_statuses
from employees.texts.record import assignment_prefix, unit_name_on


@dataclass(frozen=True)
class Voiding:
    """How an entry was corrected or withdrawn; `by` is empty for the portal itself."""

    at: datetime.datetime
    by: str
    reason: str


@dataclass(frozen=True)
class TimelineEntry:
    """One line. `is_void` entries were corrected or withdrawn. `voiding` tells of that, and in an entry that corrects
    another one of the correction; `corrects` is then that other entry's key."""

    kind: HistoryKind
    pk: int
    start: datetime.date
    last_day: datetime.date | None
    is_year_only: bool
    title: str
    detail: str
    note: str
    decree: str
    decree_date: datetime.date | None
    scan: Any
    is_void: bool
    is_corrected: bool
    is_current: bool
    is_acting: bool = False
    voiding: Voiding | None = None
    corrects: int | None = None

    @property
    def label(self) -> Any:
        return self.kind.label


def timeline_of(employee: Employee, *, user: Any, kinds: frozenset[HistoryKind] | None = None) -> list[TimelineEntry]:
    """All that `user` may read of the person's histories, newest first; corrected entries stand below what replaced
    them. One query per history, one more where something was corrected or withdrawn."""
    date = today()
    found = {
        history.kind: list(rows_of(history, employee, user))
        for history in readable_histories(employee, user)
        if kinds is None or history.kind in kinds
    }
    voidings = _voidings(found)
    entries = [_entry(HISTORIES[kind], row, date, voidings) for kind, rows in found.items() for row in rows]
    return sorted(entries, key=lambda entry: (entry.start, not entry.is_void, entry.pk), reverse=True)


def readable_histories(employee: Employee, user: Any) -> list[History]:
    """Which histories of a person somebody may read."""
    allowed = {rule: user.has_perm(rule, employee) for rule in {history.rule for history in HISTORIES.values()}}
    return [history for history in HISTORIES.values() if allowed[history.rule]]


def rows_of(history: History, employee: Employee, user: Any) -> Any:
    """The entries of one history with what their texts need."""
    rows = history.model.objects.filter(employee=employee).select_related("scan", "corrected_by")
    if history.kind is HistoryKind.STATUS:
        return readable_statuses(rows, user, employee)
    return (
        # Units are called as they were when the entry began.
        rows.select_related("position__unit").prefetch_related("position__unit__names")
        if history.kind is HistoryKind.POSITION
        else rows
    )


def _voidings(found: dict[HistoryKind, list[Any]]) -> dict[tuple[HistoryKind, int], Voiding]:
    """When, by whom and why each entry became void: the first write that the database kept of it as void."""
    writes: dict[tuple[HistoryKind, int], Any] = {}
    for kind, rows in found.items():
        if not (void := [row.pk for row in rows if row.is_void]):
            continue
        kept = HISTORIES[kind].model.pgh_event_model.objects.filter(pgh_obj_id__in=void, is_void=True)
        for write in kept.order_by("pgh_created_at", "pgh_id"):
            writes.setdefault((kind, write.pgh_obj_id), write)
    names = _names((write.pgh_context or {}).get("user") for write in writes.values())
    return {
        key: Voiding(
            at=write.pgh_created_at,
            by=names.get((write.pgh_context or {}).get("user"), ""),
            reason=(write.pgh_context or {}).get("reason", ""),
        )
        for key, write in writes.items()
    }


def _names(users: Iterable[int | None]) -> dict[int | None, str]:
    known = {user for user in users if user}
    return dict(User.objects.filter(pk__in=known).values_list("pk", "name")) if known else {}


def _entry(
    history: History, row: Any, date: datetime.date, voidings: dict[tuple[HistoryKind, int], Voiding]
) -> TimelineEntry:
    title, detail = describe(history.kind, row)
    last_day = row.ended_on
    holds = history.span in {Span.UNTIL_NEXT, Span.PERIOD} and history.kind is not HistoryKind.CREDIT_POINT
    return TimelineEntry(
        kind=history.kind,
        pk=row.pk,
        start=row.effective_date,
        last_day=last_day,
        is_year_only=getattr(row, "is_year_only", history.span is Span.YEAR),
        title=title,
        detail=detail,
        note=row.note,
        decree=row.decree_number,
        decree_date=row.decree_date,
        scan=row.scan,
        is_void=row.is_void,
        is_corrected=row.is_void and hasattr(row, "corrected_by"),
        is_current=holds and not row.is_void and date in row.period,
        is_acting=history.kind is HistoryKind.POSITION and row.kind != AssignmentKind.DEFINITIVE,
        voiding=voidings.get((history.kind, row.pk if row.is_void else row.corrects_id)),
        corrects=row.corrects_id,
    )


def describe(kind: HistoryKind, row: Any) -> tuple[str, str]:
    """An entry in words: what it is, and the particulars."""
    title, *details = _DESCRIPTIONS[kind](row)
    return str(title), " · ".join(str(detail) for detail in details if detail)


def _position(row: Any) -> tuple[Any, ...]:
    kind = AssignmentKind(row.kind)
    title = row.position.title
    return (
        title if kind == AssignmentKind.DEFINITIVE else f"{assignment_prefix(kind)} {title}",
        unit_name_on(row.position.unit, row.effective_date),
        row.installed_on and _("installed on %(date)s") % {"date": formats.date_format(row.installed_on)},
    )


def _rank(row: Any) -> tuple[Any, ...]:
    return (row.rank_info, row.get_promotion_kind_display(), _service(row))


def _service(row: Any) -> str:
    """Masa kerja golongan."""
    if row.service_years is None:
        return ""
    return _("%(years)s years %(months)s months of service") % {
        "years": row.service_years,
        "months": row.service_months or 0,
    }


def _salary_step(row: Any) -> tuple[Any, ...]:
    amount = "" if row.base_salary is None else f"Rp {formats.number_format(row.base_salary, 0)}"
    return (_("Salary step"), amount, _service(row))


def _training(row: Any) -> tuple[Any, ...]:
    hours = "" if row.hours is None else _("%(hours)s JP") % {"hours": formats.number_format(row.hours)}
    return (row.name, row.get_leadership_display() or row.get_kind_display(), row.organiser, hours)


def _credential(row: Any) -> tuple[Any, ...]:
    return (row, row.get_kind_display() if row.name else "", row.issuer)


def _credit_points(row: Any) -> tuple[Any, ...]:
    flags = [
        label
        for is_set, label in (
            (row.is_first, _("first credit points")),
            (row.is_integration, _("integration")),
            (row.is_conversion, _("conversion of a rating")),
        )
        if is_set
    ]
    points = _("%(points)s credit points") % {"points": formats.number_format(row.points.normalize())}
    return (points, row.title, ", ".join(flags))


def _discipline(row: Any) -> tuple[Any, ...]:
    cancelled = row.cancelled_on and _("cancelled on %(date)s") % {"date": formats.date_format(row.cancelled_on)}
    return (row.get_kind_display(), row.get_level_display(), row.offence, row.legal_basis, cancelled)


_DESCRIPTIONS: dict[HistoryKind, Callable[[Any], tuple[Any, ...]]] = {
    HistoryKind.RANK: _rank,
    HistoryKind.POSITION: _position,
    HistoryKind.STATUS: lambda row: (row.get_status_display(),),
    HistoryKind.CONTRACT: lambda row: (_("Contract"), row.decree_number),
    HistoryKind.SALARY_STEP: _salary_step,
    HistoryKind.UNPAID_LEAVE: lambda row: (_("Unpaid leave"),),
    HistoryKind.EDUCATION: lambda row: (f"{row.get_level_display()} {row.major}".strip(), row.institution),
    HistoryKind.TRAINING: _training,
    HistoryKind.CREDENTIAL: _credential,
    HistoryKind.RATING: lambda row: (row.get_predicate_display(), row.assessor),
    HistoryKind.CREDIT_POINT: _credit_points,
    HistoryKind.AWARD: lambda row: (row, row.get_kind_display() if row.name else ""),
    HistoryKind.DISCIPLINE: _discipline,
}
