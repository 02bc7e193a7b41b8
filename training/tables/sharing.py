"""Lists of sharing sessions and of licences and certificates."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, PortalTable
from employees.dates import today
from employees.models import CredentialHistory
from training.enums import SHARING_TONES
from training.models import SharingSession
from training.tables.columns import TITLE, HoursColumn

SOON_DAYS = 90


class GuestsColumn(tables.Column):
    """`12 of 30`, or `12` where as many come as want. Needs `with_guest_count()`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            accessor="guest_count", verbose_name=gettext_lazy("Signed up"), attrs={"td": {"class": "num"}}, **kwargs
        )

    def render(self, value: int, record: Any) -> str:
        if record.seats is None:
            return str(formats.number_format(value))
        return _("%(held)s of %(seats)s") % {"held": value, "seats": record.seats}

    def value(self, value: int) -> int:
        return value


class SharingTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    starts_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Begins"))
    proposer = tables.Column(order_by="proposer__name")
    learning_hours = HoursColumn()
    guests = GuestsColumn(orderable=False)
    state = BadgeColumn(tones=SHARING_TONES)

    class Meta(PortalTable.Meta):
        model = SharingSession
        fields = ("title", "starts_at", "place", "proposer", "form", "learning_hours", "guests", "unit", "state")
        order_by = "-starts_at"


class ExpiryColumn(BadgeColumn):
    """How long a paper is valid: a word that doesn't need its colour."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            accessor="pk", verbose_name=gettext_lazy("Validity"), order_by=("expires_on",), empty_values=(), **kwargs
        )

    def _standing(self, record: Any) -> tuple[str, str]:
        if record.is_replaced:
            return "neutral", _("renewed")
        if record.expires_on is None:
            return "good", _("without end")
        left = (record.expires_on - today()).days
        if left < 0:
            return "bad", _("expired")
        if left <= SOON_DAYS:
            return "attention", _("%(days)s days left") % {"days": left}
        return "good", _("valid")

    def render(self, value: Any, record: Any, bound_column: Any) -> str:
        tone, label = self._standing(record)
        return render_to_string("listing/_badge.html", {"tone": tone, "label": label})

    def value(self, value: Any, record: Any, bound_column: Any) -> str:
        return self._standing(record)[1]


class CertificationTable(PortalTable):
    employee = tables.Column(
        order_by="employee__name", attrs=TITLE, linkify=lambda record: record.employee.get_absolute_url()
    )
    nip = tables.Column(accessor="employee__nip", verbose_name=gettext_lazy("NIP"), orderable=False)
    unit = tables.Column(accessor="employee__unit", verbose_name=gettext_lazy("Unit"), orderable=False)
    name = tables.Column(accessor="pk", verbose_name=gettext_lazy("Document"), order_by=("name",))
    decree_number = tables.Column(verbose_name=gettext_lazy("Number"))
    date = tables.DateColumn(verbose_name=gettext_lazy("Issued"))
    expires_on = tables.DateColumn(verbose_name=gettext_lazy("Valid until"))
    standing = ExpiryColumn()

    class Meta(PortalTable.Meta):
        model = CredentialHistory
        fields = (
            "employee",
            "nip",
            "unit",
            "kind",
            "name",
            "issuer",
            "decree_number",
            "date",
            "expires_on",
            "standing",
        )
        order_by = "expires_on"

    def render_name(self, record: Any) -> str:
        return str(record)

    def value_name(self, record: Any) -> str:
        return str(record)
