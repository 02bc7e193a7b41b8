"""Lists of selections and of their candidates."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.listing.tables import EMPTY_CELL, BadgeColumn, NumberColumn, PortalTable, badge
from careers.enums import SELECTION_TONES, CandidacyState, SelectionState
from careers.facts.person import readable_checks
from careers.models import Candidacy, Selection
from careers.words.requirement import verdict


class SelectionTable(PortalTable):
    title = tables.Column(
        linkify=lambda record: record.get_absolute_url(), attrs={"td": {"class": "cell-title"}}, orderable=True
    )
    position = tables.Column(order_by="position__title")
    unit = tables.Column(order_by="unit__path")
    submitted_count = NumberColumn(verbose_name=_("Applications"), orderable=False)
    state = BadgeColumn(tones=SELECTION_TONES)

    class Meta(PortalTable.Meta):
        model = Selection
        fields = ("title", "state", "submitted_count", "closes_on", "position", "unit", "code", "kind", "opens_on")
        order_by = "-closes_on"


class EndStateColumn(BadgeColumn):
    """The state, and for who is only admitted how it ended: failed in a published stage, or somebody else appointed."""

    def _end(self, record: Candidacy) -> tuple[str, str]:
        state = CandidacyState(record.state)
        if state == CandidacyState.ADMITTED and getattr(record, "has_failed", False):
            return "bad", str(_("Not passed"))
        if state == CandidacyState.ADMITTED and record.selection.state == SelectionState.APPOINTED:
            state = CandidacyState.UNCHOSEN
        return state.tone, str(state.label)

    def render(self, value: Any, record: Any, bound_column: Any) -> str:
        return badge(*self._end(record))

    def value(self, value: Any, record: Any, bound_column: Any) -> str:
        return self._end(record)[1]


class EligibilityColumn(tables.Column):
    """The requirements at submission, as far as the reader may know what was found."""

    def _verdict(self, record: Candidacy, table: Any) -> tuple[str, str]:
        path = record.employee.unit.path
        sees_discipline = scope_of(table.request.user).covers(Permission.DISCIPLINE_VIEW, path)
        return verdict(readable_checks(record.eligibility, sees_discipline=sees_discipline))

    def render(self, record: Any, table: Any) -> str:
        tone, words = self._verdict(record, table)
        return badge(tone, words) if words else EMPTY_CELL

    def value(self, record: Any, table: Any) -> str:
        return self._verdict(record, table)[1]


class CandidacyTable(PortalTable):
    employee = tables.Column(
        order_by="employee__name",
        linkify=lambda record: reverse("careers:candidacy-detail", args=[record.pk]),
        attrs={"td": {"class": "cell-title"}},
    )
    registration = tables.Column(verbose_name=_("Registration number"), order_by="number")
    pseudonym = tables.Column()
    unit = tables.Column(accessor="employee__unit", order_by="employee__unit__path", verbose_name=_("Unit"))
    position = tables.Column(accessor="employee__position", orderable=False, verbose_name=_("Position"))
    eligibility = EligibilityColumn(orderable=False, verbose_name=_("Requirements"), empty_values=())
    submitted_at = tables.DateTimeColumn()
    state = EndStateColumn()

    class Meta(PortalTable.Meta):
        model = Candidacy
        fields = ("employee", "state", "eligibility", "registration", "pseudonym", "unit", "position", "submitted_at")
        # Checked from the top: results reach the published chain in this order, which must not be that of names.
        order_by = "pseudonym"
