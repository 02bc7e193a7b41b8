"""Roles and accounts."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.accounts.models import User
from asn_portal.forms import group_nip
from asn_portal.listing.tables import PortalTable
from employees.dates import today
from employees.models import RoleGrant
from employees.texts.record import last_day


class RoleGrantTable(PortalTable):
    user = tables.Column(accessor="user__name", verbose_name=gettext_lazy("Account"), order_by="user__name")
    role = tables.Column()
    unit = tables.Column(
        accessor="unit__name", verbose_name=gettext_lazy("Unit"), empty_values=(), order_by="unit__path"
    )
    since = tables.DateColumn(accessor="period__lower", verbose_name=gettext_lazy("Since"), order_by="period")
    until = tables.Column(accessor="period", verbose_name=gettext_lazy("Until"), orderable=False)
    granted_by = tables.Column(accessor="granted_by__name", verbose_name=gettext_lazy("Granted by"), orderable=False)
    reason = tables.Column(orderable=False)
    state = tables.Column(accessor="pk", verbose_name=gettext_lazy("State"), orderable=False)
    end = tables.TemplateColumn(
        template_name="employees/_role_end_link.html",
        verbose_name=gettext_lazy("Actions"),
        orderable=False,
        exclude_from_export=True,
    )

    class Meta(PortalTable.Meta):
        model = RoleGrant
        fields = ("user", "role", "unit", "since", "until", "state", "granted_by", "reason", "end")

    def render_unit(self, record: RoleGrant) -> str:
        return record.unit.name if record.unit else _("The whole system")

    def render_until(self, record: RoleGrant) -> Any:
        return _("revoked") if record.revoked_at else last_day(record.period) or "–"

    def render_state(self, record: RoleGrant) -> str:
        if record.has_ended:
            return _("Ended")
        return _("Holds") if record.period.lower <= today() else _("Begins later")


class AccountTable(PortalTable):
    name = tables.Column(attrs={"td": {"class": "cell-title"}})
    username = tables.Column(verbose_name=gettext_lazy("Signs in as"))
    email = tables.Column(orderable=False)
    last_login = tables.DateTimeColumn(verbose_name=gettext_lazy("Last sign-in"))
    has_second_factor = tables.BooleanColumn(
        verbose_name=gettext_lazy("Second factor"), yesno=("", ""), orderable=False
    )
    roles = tables.Column(accessor="pk", verbose_name=gettext_lazy("Roles"), orderable=False)
    is_active = tables.Column(verbose_name=gettext_lazy("May sign in"), orderable=False)
    act = tables.TemplateColumn(
        template_name="employees/_account_act.html",
        verbose_name=gettext_lazy("Actions"),
        orderable=False,
        exclude_from_export=True,
    )

    class Meta(PortalTable.Meta):
        model = User
        fields = ("name", "username", "email", "last_login", "has_second_factor", "roles", "is_active", "act")

    def render_username(self, value: str) -> str:
        return format_html('<span class="nip">{}</span>', group_nip(value))

    def value_username(self, value: str) -> str:
        return value

    def render_has_second_factor(self, value: bool) -> str:
        return _("Set up") if value else _("Not set up")

    def render_is_active(self, value: bool) -> str:
        return _("Yes") if value else _("No")

    def render_roles(self, record: User) -> str:
        date = today()
        held = [
            grant.get_role_display()
            for grant in record.role_grants.all()
            if grant.period.lower <= date and (grant.period.upper is None or grant.period.upper > date)
        ]
        return ", ".join(dict.fromkeys(held)) or "–"
