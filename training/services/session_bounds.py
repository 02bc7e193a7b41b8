"""What a session may be at most: for its form, and for whoever plans one without a form."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from training.domain.attendance import session_days
from training.domain.hours import MOST_PER_DAY, most_hours
from training.enums import TrainingRuleKey
from training.models import TrainingProgramme
from training.training_rules import value_of

# Day by day the portal plans a meeting and keeps a list.
LONGEST = datetime.timedelta(days=366)
MAXIMUM_SEATS = 10_000
MOST_HOURS = LONGEST.days * MOST_PER_DAY
EARLIEST_YEAR, LATEST_YEAR = 2000, 2099
MOMENTS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")


def session_faults(programme: TrainingProgramme, values: Mapping[str, Any]) -> dict[str, str]:
    """What nobody can mean, as a sentence by field. `values` are those of a session; missing ones are not judged."""
    zone = programme.unit.tz
    faults = {
        name: fault for name in MOMENTS if (moment := values.get(name)) and (fault := _moment_fault(moment, zone))
    }
    starts, ends, seats = (values.get(name) for name in ("starts_at", "ends_at", "seats"))
    if fault := seats_fault(seats):
        faults["seats"] = fault
    if not starts or not ends or "starts_at" in faults or "ends_at" in faults or ends <= starts:
        return faults
    if ends - starts > LONGEST:
        faults["ends_at"] = _(
            "A session lasts at most %(days)s days. Choose an earlier end, or plan the rest as a session of its own."
        ) % {"days": LONGEST.days}
    elif (hours := values.get("learning_hours")) is not None:
        first, last = starts.astimezone(zone).date(), ends.astimezone(zone).date()
        days = len(session_days(first, last))
        table = value_of(TrainingRuleKey.HOURS, programme.unit.government, first)
        most = most_hours(programme.form, days=days, international=bool(values.get("is_international")), table=table)
        if hours > most:
            text = (
                _("A day holds at most %(most)s JP. Enter fewer hours, or plan more days.")
                if days == 1
                else _("Sessions of this length have at most %(most)s JP. Enter fewer, or choose a later end.")
            )
            faults["learning_hours"] = text % {"most": formats.number_format(most.normalize())}
    return faults


def seats_fault(seats: int | None) -> str:
    """Why no session has so many seats; "" for every other number."""
    if seats is None or seats <= MAXIMUM_SEATS:
        return ""
    return _("A session has at most %(most)s seats. Enter fewer, or plan several sessions.") % {
        "most": formats.number_format(MAXIMUM_SEATS, force_grouping=True)
    }


def hours_fault(hours: Decimal) -> str:
    """Why no programme has so many hours, whatever its sessions; "" for every other number."""
    if hours <= MOST_HOURS:
        return ""
    return _("The longest session has at most %(most)s JP. Enter fewer.") % {
        "most": formats.number_format(MOST_HOURS, force_grouping=True)
    }


def day_fault(day: datetime.date) -> str:
    """Why no session can be planned on this day; "" for every other one."""
    return _fault(day, datetime.date(EARLIEST_YEAR, 1, 1), datetime.date(LATEST_YEAR + 1, 1, 1))


def _moment_fault(moment: datetime.datetime, zone: datetime.tzinfo) -> str:
    """Compares moments, not days: the first and the last of the calendar have no day in some zones."""
    first, beyond = (datetime.datetime(year, 1, 1, tzinfo=zone) for year in (EARLIEST_YEAR, LATEST_YEAR + 1))
    return _fault(moment, first, beyond)


def _fault(value: Any, first: datetime.date, beyond: datetime.date) -> str:
    if value < first:
        return _("Choose a date from %(year)s on.") % {"year": first.year}
    return _("Choose a date before %(year)s.") % {"year": beyond.year} if value >= beyond else ""
