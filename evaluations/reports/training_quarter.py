"""What training gave in a quarter: sessions that the unit held, and what its staff completed."""

from __future__ import annotations

import datetime
from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from employees.models import Employee, OrganizationalUnit
from evaluations.reports.heading import gather_heading, heading_of
from evaluations.reports.presentation import SMALLEST_SHOWN, Cell, Column, Presentation, Sheet, Tile
from evaluations.words import REPORT_TITLES
from surveys.domain.composition import suppress_small
from training.enums import PromiseMoment, RegistrationState, SessionState
from training.models import Registration, TrainingSession
from training.reports.evaluation import of_session
from training.reports.outcome import session_outcome
from training.reports.test_results import class_results

TWO_PLACES = Decimal("0.01")


def gather(unit: OrganizationalUnit, first: datetime.date, last: datetime.date) -> dict[str, Any]:
    """About twenty queries for each session that ended."""
    begin = datetime.datetime.combine(first, datetime.time.min, tzinfo=unit.tz)
    end = datetime.datetime.combine(last + datetime.timedelta(days=1), datetime.time.min, tzinfo=unit.tz)
    held = TrainingSession.objects.filter(
        unit__path__startswith=unit.path, state=SessionState.FINISHED, ends_at__gte=begin, ends_at__lt=end
    )
    completed = Registration.objects.filter(
        employee__unit__path__startswith=unit.path,
        state=RegistrationState.COMPLETED,
        session__ends_at__gte=begin,
        session__ends_at__lt=end,
    )
    rows = list(completed.values_list("session__programme__title", "employee", "session__learning_hours"))
    return {
        "heading": gather_heading(unit, first, last),
        "staff": Employee.objects.active().filter(unit__path__startswith=unit.path).count(),
        "people": len({person for _programme, person, _hours in rows}),
        "hours": str(sum((hours for _programme, _person, hours in rows), Decimal(0))),
        "programmes": dict(Counter(programme for programme, _person, _hours in rows)),
        "sessions": [
            _session(session) for session in held.select_related("unit", "programme").order_by("starts_at", "pk")
        ],
    }


def _session(session: TrainingSession) -> dict[str, Any]:
    """Means and shares of fewer than five people are None from the start: they never reach the snapshot."""
    figures, outcome, results = of_session(session), session_outcome(session), class_results(session)
    gain = results.whole.mean_of_gains if results.whole.people >= SMALLEST_SHOWN else None
    after = dict(zip(PromiseMoment, outcome.moments, strict=True))[list(PromiseMoment)[-1]].said_by_supervisor
    return {
        "key": str(session.pk),
        "title": session.title,
        "begins": session.starts_at.astimezone(session.unit.tz).date().isoformat(),
        "completed": outcome.completed,
        "answers": figures.answers if figures.is_shown else None,
        "score": str(figures.overall.mean.quantize(TWO_PLACES)) if figures.overall else None,
        "tested": results.whole.people,
        "gain": str(gain.value.quantize(TWO_PLACES)) if gain else None,
        "asked": after.people,
        "applied": after.applied,
    }


def present(snapshot: dict[str, Any]) -> Presentation:
    data, heading = snapshot["data"], heading_of(snapshot["data"]["heading"])
    # The database keeps the keys of JSON in an order of its own.
    sessions, programmes = data["sessions"], dict(sorted(data["programmes"].items()))
    completions = sum(programmes.values())
    is_public = data["staff"] >= SMALLEST_SHOWN
    hours = Decimal(data["hours"])
    shown = suppress_small(programmes, smallest=SMALLEST_SHOWN)
    return Presentation(
        title=str(REPORT_TITLES["training"]),
        heading=heading,
        tiles=[
            Tile(_("Sessions held"), len(sessions), _("that ended in the quarter"), is_public=True),
            Tile(
                _("Staff who completed something"),
                data["people"],
                _("of %(staff)s members of staff") % {"staff": formats.number_format(data["staff"])},
                is_public=is_public and data["people"] >= SMALLEST_SHOWN,
            ),
            Tile(_("Completed participations"), completions, is_public=is_public and completions >= SMALLEST_SHOWN),
            Tile(
                _("Learning hours"),
                hours,
                _("of the staff, in all"),
                "JP",
                is_public=is_public and completions >= SMALLEST_SHOWN,
            ),
        ],
        sheets=[_sessions_sheet(sessions), _programmes_sheet(shown, completions)],
        sentences=[
            _("%(sessions)s training sessions of the unit ended in the quarter.")
            % {"sessions": formats.number_format(len(sessions))},
            _("%(people)s of %(staff)s members of staff completed a training, %(hours)s learning hours in all.")
            % {
                "people": formats.number_format(data["people"]),
                "staff": formats.number_format(data["staff"]),
                "hours": formats.number_format(hours),
            },
        ],
        notes=[
            _(
                "Evaluation: mean of 1 to 5. Gain: mean of the normalised gains of those who took both tests. Applied: "
                "after 90 days, as the supervisors saw it. Nothing is shown of fewer than five people."
            )
        ],
    )


def _sessions_sheet(sessions: list[dict[str, Any]]) -> Sheet:
    labels = (_("Completed"), _("Evaluation"), _("n"), _("Gain"), _("n tests"), _("Applied"), _("n asked"))
    return Sheet(
        title=_("Sessions"),
        columns=[Column(_("Session")), Column(_("Began")), *(Column(label, True) for label in labels)],
        rows=[_session_row(each) for each in sessions],
        source=_("registrations, tests and evaluations in the portal"),
        n=sum(each["completed"] for each in sessions),
        note=_("By date."),
        empty=_("No session of this unit ended in this quarter."),
        # Older snapshots have only titles.
        keys=[each["key"] for each in sessions] if all("key" in each for each in sessions) else (),
    )


def _session_row(each: dict[str, Any]) -> tuple[Cell, ...]:
    return (
        each["title"],
        datetime.date.fromisoformat(each["begins"]),
        each["completed"],
        Decimal(each["score"]) if each["score"] else None,
        each["answers"],
        Decimal(each["gain"]) if each["gain"] else None,
        each["tested"] if each["gain"] else None,
        each["applied"],
        each["asked"] if each["applied"] is not None else None,
    )


def _programmes_sheet(programmes: dict[str, int | None], completions: int) -> Sheet:
    return Sheet(
        title=_("What the staff completed"),
        columns=[Column(_("Programme")), Column(_("Participations"), True)],
        rows=list(programmes.items()),
        source=_("registrations in the portal"),
        n=completions,
        note=_(
            "By name of the programme. Numbers below five are not shown (–), nor others from which they would follow."
        ),
        empty=_("Nobody of this unit completed a training in this quarter."),
    )
