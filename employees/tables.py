"""Tables of the lists."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.accounts.models import User
from asn_portal.forms import group_nip
from asn_portal.listing.tables import BadgeColumn, PortalTable
from employees.dates import today
from employees.enums import IMPORT_STATE_TONES, STATUS_TONES, ImportState
from employees.models import Employee, RoleGrant, StaffImport
from employees.texts import import_result, last_day

# A column of several words, which must not break after each of them.
WORDS = {"td": {"class": "cell-words"}}
# A title much longer than what stands below it.
WRAPPED_TITLE = {"th": {"class": "cell-wrapped"}}


class EmployeeTable(PortalTable):
    name = tables.Column(linkify=True, attrs={"td": {"class": "cell-title"}})
    nip = tables.Column()
    position = tables.Column(
        accessor="position__title", verbose_name=gettext_lazy("Position"), orderable=False, attrs=WORDS
    )
    unit = tables.Column(accessor="unit__name", verbose_name=gettext_lazy("Unit"), orderable=False, attrs=WORDS)
    rank = tables.Column(order_by=("rank_order", "rank_since"))
    rank_since = tables.DateColumn(orderable=False)
    employment_type = tables.Column(orderable=False)
    sex = tables.Column(orderable=False)
    education = tables.Column(orderable=False)
    status = BadgeColumn(tones=STATUS_TONES, orderable=False)

    class Meta(PortalTable.Meta):
        model = Employee
        fields = (
            "name",
            "nip",
            "position",
            "unit",
            "rank",
            "rank_since",
            "employment_type",
            "sex",
            "education",
            "status",
        )

    def render_name(self, record: Employee) -> str:
        return record.full_name

    def render_nip(self, value: str) -> str:
        return format_html('<span class="nip">{}</span>', group_nip(value))

    def value_nip(self, value: str) -> str:
        return value

    def render_rank(self, value: str, record: Employee) -> str:
        return record.rank

    def render_employment_type(self, record: Employee) -> str:
        return record.employment_type.replace("_PART_TIME", " – " + _("part time"))


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


class StaffImportTable(PortalTable):
    file_name = tables.Column(linkify=True, attrs={"td": {"class": "cell-title"}})
    state = BadgeColumn(tones={state.value: IMPORT_STATE_TONES[state] for state in ImportState})
    created_at = tables.DateTimeColumn()
    created_by = tables.Column(accessor="created_by__name", verbose_name=gettext_lazy("Uploaded by"), orderable=False)
    rows = tables.Column(accessor="counts", verbose_name=gettext_lazy("Rows"), orderable=False)
    result = tables.Column(accessor="counts", verbose_name=gettext_lazy("Result"), orderable=False, attrs=WORDS)
    undo_until = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("Can be undone until"), orderable=False, attrs=WRAPPED_TITLE
    )

    class Meta(PortalTable.Meta):
        model = StaffImport
        fields = ("file_name", "state", "created_at", "created_by", "rows", "result", "undo_until")

    def render_rows(self, value: dict[str, Any]) -> Any:
        return value.get("rows", "–")

    def render_result(self, value: dict[str, Any]) -> str:
        return import_result(value)

    def render_undo_until(self, record: StaffImport) -> Any:
        if not record.can_be_undone or record.undo_until is None:
            return "–"
        return formats.date_format(timezone.localtime(record.undo_until), "SHORT_DATETIME_FORMAT")
