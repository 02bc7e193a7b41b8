"""Follow-up actions that a report carries: what is open, and what was checked off since its period began."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employees.models import OrganizationalUnit
from evaluations.enums import FollowUpState
from evaluations.models import FollowUpAction


@dataclass(frozen=True)
class CarriedAction:
    """As it stood at the cut-off. `due_on` is a day in ISO form."""

    title: str
    owner: str
    due_on: str
    state: str
    outcome: str
    is_overdue: bool

    @property
    def due(self) -> datetime.date:
        return datetime.date.fromisoformat(self.due_on)

    @property
    def state_label(self) -> str:
        return str(FollowUpState(self.state).label)

    @property
    def tone(self) -> str:
        if self.is_overdue:
            return "bad"
        return "good" if self.state == FollowUpState.DONE else "attention" if self.state == FollowUpState.OPEN else ""


def cutoff_day(unit: OrganizationalUnit) -> datetime.date:
    """The day on which figures are read now. What is open is known of this day only, so it is also the day by which
    something is overdue, whatever the period."""
    return timezone.now().astimezone(unit.tz).date()


def gather_actions(unit: OrganizationalUnit, first: datetime.date) -> list[dict[str, Any]]:
    """Plain JSON. One query."""
    today = cutoff_day(unit)
    begin = datetime.datetime.combine(first, datetime.time.min, tzinfo=unit.tz)
    rows = FollowUpAction.objects.filter(Q(state=FollowUpState.OPEN) | Q(closed_at__gte=begin), unit=unit)
    return [
        asdict(
            CarriedAction(
                title=row.title,
                owner=row.owner.full_name,
                due_on=row.due_on.isoformat(),
                state=row.state,
                outcome=row.outcome,
                is_overdue=row.state == FollowUpState.OPEN and row.due_on < today,
            )
        )
        for row in rows.select_related("owner").order_by("due_on", "pk")
    ]


def carried_actions(snapshot: dict[str, Any]) -> list[CarriedAction]:
    """Of a snapshot; reports from before there were follow-up actions have none."""
    return [CarriedAction(**row) for row in snapshot.get("follow_up", ())]


def promised(actions: Iterable[CarriedAction]) -> str:
    """How much is still open, as a sentence."""
    still_open = [action for action in actions if action.state == FollowUpState.OPEN]
    return promised_words(len(still_open), sum(action.is_overdue for action in still_open))


def promised_words(number: int, overdue: int) -> str:
    if not number:
        return _("No follow-up action is open.")
    return ngettext(
        "%(number)s follow-up action is open, %(overdue)s overdue.",
        "%(number)s follow-up actions are open, %(overdue)s of them overdue.",
        number,
    ) % {"number": formats.number_format(number), "overdue": formats.number_format(overdue)}
