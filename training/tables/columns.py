"""Columns that several lists share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.template.defaultfilters import floatformat
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.listing.tables import BadgeColumn, NumberColumn
from training.enums import (
    STANDING_TONES,
    RegistrationPhase,
    RegistrationState,
    SessionStanding,
    SessionState,
)

# The cell that names the row; on a phone it heads the card.
TITLE = {"td": {"class": "cell-title"}}


def seats_text(session: Any) -> str:
    """`12 of 30 free`, or `full, 4 wait`; of a past session `28 of 30`; before a draw `30, drawn; 41 in the draw`.

    Needs `with_seats()`.
    """
    if session.state in {SessionState.FINISHED, SessionState.CANCELLED}:
        return _("%(held)s of %(seats)s") % {"held": session.held_seats, "seats": session.seats}
    if session.awaits_draw and session.state != SessionState.DRAFT:
        return _("%(seats)s, drawn; %(count)s in the draw") % {"seats": session.seats, "count": session.waiting_count}
    if session.free_seats:
        return _("%(free)s of %(seats)s free") % {"free": session.free_seats, "seats": session.seats}
    if session.waiting_count:
        return ngettext("full, %(count)s waits", "full, %(count)s wait", session.waiting_count) % {
            "count": session.waiting_count
        }
    return _("full (%(seats)s)") % {"seats": session.seats}


class YearColumn(tables.Column):
    """A year as people write it: without a separator of thousands."""

    def render(self, value: int) -> str:
        return str(value)


class HoursColumn(NumberColumn):
    """Learning hours without needless zeros."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(verbose_name=gettext_lazy("JP"), **kwargs)

    def render(self, value: Decimal) -> str:
        return str(floatformat(value, -2))

    def value(self, value: Decimal) -> Decimal:
        return value


class SeatsColumn(tables.Column):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accessor="seats", verbose_name=gettext_lazy("Seats"), orderable=False, **kwargs)

    def render(self, record: Any) -> str:
        return seats_text(record)


class WindowColumn(tables.Column):
    """When registration opens, or until when it is open. Needs the session's unit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accessor="registration_closes_at", verbose_name=gettext_lazy("Registration"), **kwargs)

    def render(self, record: Any) -> str:
        phase, zone = record.phase(), record.unit.tz
        if phase is RegistrationPhase.UPCOMING:
            return _("opens on %(day)s") % {"day": formats.date_format(record.registration_opens_at.astimezone(zone))}
        if phase is RegistrationPhase.OPEN:
            return _("until %(day)s") % {"day": formats.date_format(record.registration_closes_at.astimezone(zone))}
        return _("closed")


class StandingColumn(BadgeColumn):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            accessor="standing",
            tones=STANDING_TONES,
            verbose_name=gettext_lazy("State"),
            order_by=("state", "registration_opens_at"),
            **kwargs,
        )

    def _label(self, value: Any, record: Any, bound_column: Any) -> str:
        return str(SessionStanding(value).label)


class OwnStateColumn(BadgeColumn):
    """The reader's own registration; the value is an annotation without a display method. Needs `with_seats()`."""

    def _label(self, value: Any, record: Any, bound_column: Any) -> str:
        if value == RegistrationState.WAITING and record.awaits_draw:
            return _("In the draw")
        return str(RegistrationState(value).label)
