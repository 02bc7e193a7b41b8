"""A series of sessions: planned in one go, changed one by one or from one on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from surveys.models import Holiday
from training.domain.series import Rule, days_of
from training.enums import SessionState
from training.models import SessionSeries, TrainingProgramme, TrainingSession
from training.services.session import change_session, create_session, open_registration
from training.services.session_bounds import day_fault, session_faults

# Of a change to "this and the following" only these go to the others; dates are their own.
FOLLOWING_FIELDS = ("place", "venue", "partner", "online_url", "seats", "learning_hours", "is_international")


class SeriesRefused(DomainError):
    """The series is not possible like this."""


@dataclass(frozen=True)
class PlannedDay:
    """`holiday` names the day off that it falls on, "" on other days; `is_past` days are left out when stored."""

    day: datetime.date
    holiday: str
    is_past: bool


def planned_days(programme: TrainingProgramme, rule: Rule, start: datetime.date) -> list[PlannedDay]:
    """The days of a series with the holidays among them, for the preview. One query. SeriesRefused beyond what
    sessions are planned in."""
    if fault := day_fault(start):
        raise SeriesRefused(fault)
    try:
        days = days_of(rule, start)
    except ValueError as error:
        raise SeriesRefused(_("These months have no such day. Choose another day of the month.")) from error
    if day_fault(days[-1]):
        raise SeriesRefused(
            _("The last of these sessions would be in %(year)s. Enter fewer sessions, or choose an earlier first day.")
            % {"year": days[-1].year}
        )
    names = dict(
        Holiday.objects.of_government(programme.unit.government_path).filter(date__in=days).values_list("date", "name")
    )
    today = timezone.now().astimezone(programme.unit.tz).date()
    return [PlannedDay(day, names.get(day, ""), day <= today) for day in days]


def series_faults(
    programme: TrainingProgramme,
    *,
    day: datetime.date,
    begins: datetime.time,
    ends: datetime.time,
    seats: int,
    learning_hours: Decimal,
    **_others: Any,
) -> dict[str, str]:
    """What no session of one day can be, as a sentence by field; before the days are shown."""
    zone = programme.unit.tz
    return session_faults(
        programme,
        {
            "starts_at": datetime.datetime.combine(day, begins, tzinfo=zone),
            "ends_at": datetime.datetime.combine(day, ends, tzinfo=zone),
            "seats": seats,
            "learning_hours": learning_hours,
        },
    )


@transaction.atomic
def create_series(
    *,
    programme: TrainingProgramme,
    title: str,
    rule: Rule,
    days: Iterable[datetime.date],
    begins: datetime.time,
    ends: datetime.time,
    opens_before: int,
    closes_before: int,
    by: Any,
    **fields: Any,
) -> SessionSeries:
    """Drafts of one day each, numbered in their order. `opens_before` and `closes_before` are days before the session;
    `days` are those of the preview that the planner kept."""
    wanted = sorted(set(days))
    if not wanted:
        raise SeriesRefused(_("Keep at least one day of the series."))
    if begins >= ends:
        raise SeriesRefused(_("The session must end after it begins."))
    if closes_before >= opens_before:
        raise SeriesRefused(_("Registration must close after it opens."))
    zone = programme.unit.tz
    series = SessionSeries.objects.create(programme=programme, title=title, rule=str(rule), created_by=by)
    for number, day in enumerate(wanted, start=1):
        starts_at = datetime.datetime.combine(day, begins, tzinfo=zone)
        create_session(
            programme=programme,
            by=by,
            title=f"{title} ({number}/{len(wanted)})"[:200],
            starts_at=starts_at,
            ends_at=datetime.datetime.combine(day, ends, tzinfo=zone),
            registration_opens_at=starts_at - datetime.timedelta(days=opens_before),
            registration_closes_at=starts_at - datetime.timedelta(days=closes_before),
            series=series,
            **fields,
        )
    record_event(
        "training.series_created",
        by=by,
        obj=series,
        unit_path=programme.unit.path,
        rule=series.rule,
        sessions=len(wanted),
    )
    return series


@transaction.atomic
def change_following(*, session: TrainingSession, changes: dict[str, Any], by: Any) -> int:
    """Carry a change of place, seats or hours into the later sessions of the series that have not begun. Times of day
    move along by as much as those of this session. Returns how many changed."""
    moved = {
        name: changes[name] - getattr(session, name)
        for name in ("starts_at", "ends_at")
        if name in changes and changes[name].date() == getattr(session, name).date()
    }
    kept = {name: value for name, value in changes.items() if name in FOLLOWING_FIELDS}
    later = TrainingSession.objects.filter(
        series=session.series_id,
        starts_at__gt=session.starts_at,
        state__in=[SessionState.DRAFT, SessionState.OPEN, SessionState.CLOSED],
    ).order_by("pk")
    count = 0
    for other in later.select_related("unit", "programme"):
        own = kept | {name: getattr(other, name) + by_how_much for name, by_how_much in moved.items()}
        if any(getattr(other, name) != value for name, value in own.items()):
            change_session(session=other, changes=own, by=by)
            count += 1
    return count


@transaction.atomic
def open_series(*, series: SessionSeries, by: Any) -> int:
    """Open the registration of every draft of the series whose window has not passed. Returns how many."""
    drafts = TrainingSession.objects.filter(
        series=series, state=SessionState.DRAFT, registration_closes_at__gt=timezone.now()
    ).order_by("pk")
    for session in drafts:
        open_registration(session=session, by=by)
    return len(drafts)
