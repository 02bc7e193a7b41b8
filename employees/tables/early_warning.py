"""Early warnings."""

from __future__ import annotations

import datetime

import django_tables2 as tables
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.forms import group_nip
from asn_portal.listing.tables import BadgeColumn, PortalTable
from employees.dates import today
from employees.enums import WARNING_STATE_TONES, WARNING_TONES, WarningKind, WarningState
from employees.models import EarlyWarning
from employees.tables.employee import WORDS
from employees.texts.early_warning import has_unknown, headline, obstacles


class EarlyWarningTable(PortalTable):
    name = tables.Column(
        accessor="employee__full_name",
        verbose_name=gettext_lazy("Name"),
        order_by=("employee__name",),
        linkify=lambda record: record.get_absolute_url(),
        attrs={"td": {"class": "cell-title"}},
    )
    nip = tables.Column(accessor="employee__nip", verbose_name=gettext_lazy("NIP"), orderable=False)
    kind = BadgeColumn(tones={kind.value: WARNING_TONES[kind] for kind in WarningKind}, orderable=False)
    what = tables.Column(accessor="pk", verbose_name=gettext_lazy("What comes"), orderable=False, attrs=WORDS)
    due_on = tables.DateColumn(order_by=("due_on", "pk"))
    warn_from = tables.DateColumn(orderable=False)
    is_eligible = tables.Column(verbose_name=gettext_lazy("Requirements"), orderable=False)
    reasons = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("What stands in the way"), orderable=False, attrs=WORDS
    )
    unit = tables.Column(
        accessor="employee__unit__name", verbose_name=gettext_lazy("Unit"), orderable=False, attrs=WORDS
    )
    position = tables.Column(
        accessor="employee__position__title", verbose_name=gettext_lazy("Position"), orderable=False, attrs=WORDS
    )
    rank = tables.Column(accessor="employee__rank", verbose_name=gettext_lazy("Rank"), orderable=False)
    state = BadgeColumn(tones={state.value: WARNING_STATE_TONES[state] for state in WarningState}, orderable=False)
    handled_by = tables.Column(accessor="handled_by__name", verbose_name=gettext_lazy("Handled by"), orderable=False)
    handled_note = tables.Column(orderable=False, attrs=WORDS)

    class Meta(PortalTable.Meta):
        model = EarlyWarning
        fields = (
            "name",
            "nip",
            "kind",
            "what",
            "due_on",
            "is_eligible",
            "reasons",
            "unit",
            "position",
            "rank",
            "warn_from",
            "state",
            "handled_by",
            "handled_note",
        )

    def render_nip(self, value: str) -> str:
        return format_html('<span class="nip">{}</span>', group_nip(value))

    def value_nip(self, value: str) -> str:
        return value

    def render_what(self, record: EarlyWarning) -> str:
        return headline(record.kind, record.details)

    def render_due_on(self, value: datetime.date, record: EarlyWarning) -> str:
        day = formats.date_format(value, "SHORT_DATE_FORMAT")
        if record.state != WarningState.OPEN or value >= today():
            return day
        return format_html('<span>{}<br><strong class="overdue">{}</strong></span>', day, _("Overdue"))

    def value_due_on(self, value: datetime.date) -> datetime.date:
        return value

    def render_is_eligible(self, value: bool, record: EarlyWarning) -> str:
        if not value:
            return _("Not met")
        return _("To be checked") if has_unknown(record.details) else _("Met")

    def render_reasons(self, record: EarlyWarning) -> str:
        found = obstacles(record.kind, record.details, may_see_discipline=self._may_see_discipline(record))
        return " ".join(obstacle.text for obstacle in found) or "–"

    def render_handled_note(self, value: str, record: EarlyWarning) -> str:
        # It is meant for the office, not for the person whose warning it is.
        return value if self._oversees(record) else "–"

    def _may_see_discipline(self, record: EarlyWarning) -> bool:
        scope = scope_of(self.request.user)
        is_own = scope.employee_id == record.employee_id
        return is_own or scope.covers(Permission.DISCIPLINE_VIEW, record.employee.unit.path)

    def _oversees(self, record: EarlyWarning) -> bool:
        return scope_of(self.request.user).covers(Permission.WARNING_VIEW, record.employee.unit.path)
