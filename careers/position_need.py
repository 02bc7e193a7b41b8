"""Whether a position still needs somebody, or a selection for it runs already."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from careers.enums import SelectionState
from careers.models import Selection
from employees.dates import today
from employees.enums import ACTIVE_STATUSES
from employees.models import Employee, Position, PositionHistory

RUNNING = (SelectionState.ANNOUNCED, SelectionState.DECIDED)


def filled_words(position: Position, on: datetime.date, *, without: Employee | None = None) -> str:
    """Who holds the position on the day, when it then needs nobody more; "" otherwise. `without` isn't counted."""
    held = PositionHistory.objects.on(on).definitive().filter(position=position).values("employee")
    near = Employee.objects.filter(Q(position=position) | Q(pk__in=held)).exclude(pk=without.pk if without else None)
    holders = [each.full_name for each in near.as_of(on).filter(position_on=position.pk).order_by("name", "pk")]
    if len(holders) < position.needed:
        return ""
    return _("“%(position)s” needs %(needed)s and is held on %(day)s by: %(names)s.") % {
        "position": position.title,
        "needed": position.needed,
        "day": formats.date_format(on),
        "names": ", ".join(holders) or "–",
    }


def coming_day(position: Position, on: datetime.date) -> datetime.date:
    """The last day after `on` from which somebody is to hold the position; `on` where nobody is."""
    latest: datetime.date | None = _coming(position, on).aggregate(latest=Max("period__startswith"))["latest"]
    return latest or on


def _coming(position: Any, on: datetime.date) -> QuerySet[PositionHistory]:
    """Definitive places in the position that begin after the day."""
    return PositionHistory.objects.valid().definitive().filter(position=position, period__startswith__gt=on)


def running_words(selection: Selection) -> str:
    """That another selection for the same position runs; "" otherwise."""
    other = Selection.objects.filter(position=selection.position_id, state__in=RUNNING).exclude(pk=selection.pk).first()
    return _("Another selection for this position runs: %(title)s.") % {"title": other} if other else ""


def with_need(positions: QuerySet[Position]) -> QuerySet[Position]:
    """With what `position_label` says."""
    running = Selection.objects.filter(position=OuterRef("pk"), state__in=RUNNING)
    return positions.annotate(
        held=Count("employees", filter=Q(employees__status__in=ACTIVE_STATUSES)),
        is_wanted=Exists(running),
        is_promised=Exists(_coming(OuterRef("pk"), today())),
    )


def position_label(position: Any) -> str:
    words = [f"{position.title} – {position.unit.name}"]
    if position.held >= position.needed:
        words.append(_("filled"))
    elif position.is_promised:
        words.append(_("filled from a coming day"))
    if position.is_wanted:
        words.append(_("selection running"))
    return " · ".join(words)
