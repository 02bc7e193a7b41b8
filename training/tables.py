"""Columns of the lists."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.template.defaultfilters import floatformat
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from training.enums import (
    REGISTRATION_TONES,
    STANDING_TONES,
    RegistrationPhase,
    RegistrationState,
    SessionStanding,
    SessionState,
)
from training.models import Registration, TrainingProgramme, TrainingSession

# The cell that names the row; on a phone it heads the card.
TITLE = {"td": {"class": "cell-title"}}


def seats_text(session: Any) -> str:
    """`12 of 30 free`, or `full, 4 wait`; of a past session `28 of 30`. Needs `with_seats()`."""
    if session.state in {SessionState.FINISHED, SessionState.CANCELLED}:
        return _("%(held)s of %(seats)s") % {"held": session.held_seats, "seats": session.seats}
    if session.free_seats:
        return _("%(free)s of %(seats)s free") % {"free": session.free_seats, "seats": session.seats}
    if session.waiting_count:
        return ngettext("full, %(count)s waits", "full, %(count)s wait", session.waiting_count) % {
            "count": session.waiting_count
        }
    return _("full (%(seats)s)") % {"seats": session.seats}


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
    """The reader's own registration; the value is an annotation without a display method."""

    def _label(self, value: Any, record: Any, bound_column: Any) -> str:
        return str(RegistrationState(value).label)


class CatalogueTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    starts_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Begins"))
    seats = SeatsColumn()
    registration_closes_at = WindowColumn()
    learning_hours = HoursColumn()
    own_state = OwnStateColumn(tones=REGISTRATION_TONES, verbose_name=gettext_lazy("You"), orderable=False)

    class Meta(PortalTable.Meta):
        model = TrainingSession
        fields = (
            "title",
            "starts_at",
            "place",
            "learning_hours",
            "seats",
            "registration_closes_at",
            "unit",
            "own_state",
        )
        order_by = "starts_at"


class OfficeSessionTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    programme = tables.Column(order_by="programme__title")
    starts_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Begins"))
    seats = SeatsColumn()
    state = StandingColumn()

    class Meta(PortalTable.Meta):
        model = TrainingSession
        fields = ("title", "programme", "starts_at", "place", "seats", "state", "unit")
        order_by = "-starts_at"


class ProgrammeTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    learning_hours = HoursColumn()
    session_count = NumberColumn(verbose_name=gettext_lazy("Sessions"), orderable=False)

    class Meta(PortalTable.Meta):
        model = TrainingProgramme
        fields = ("title", "code", "form", "learning_hours", "session_count", "unit", "is_active")
        order_by = "title"


class ApprovalTable(PortalTable):
    employee = tables.Column(order_by="employee__name", attrs=TITLE, linkify=lambda record: record.get_absolute_url())
    position = tables.Column(accessor="employee__position", orderable=False, verbose_name=gettext_lazy("Position"))
    session = tables.Column(order_by="session__title", linkify=lambda record: record.session.get_absolute_url())
    starts_at = tables.DateTimeColumn(accessor="session__starts_at", verbose_name=gettext_lazy("Begins"))
    place = tables.Column(accessor="session__place", orderable=False, verbose_name=gettext_lazy("Place"))
    registered_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Registered"))
    act = tables.TemplateColumn(
        template_name="training/_approval_buttons.html",
        verbose_name=gettext_lazy("Decision"),
        orderable=False,
        exclude_from_export=True,
        attrs={"td": {"class": "cell-actions"}},
    )

    class Meta(PortalTable.Meta):
        model = Registration
        fields = ("employee", "position", "session", "starts_at", "place", "registered_at", "act")
        order_by = "registered_at"
