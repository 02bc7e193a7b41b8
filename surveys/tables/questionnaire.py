"""The list of questionnaires."""

from __future__ import annotations

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import NumberColumn, PortalTable
from surveys.models import Questionnaire


class QuestionnaireTable(PortalTable):
    name = tables.Column(verbose_name=_("Name"), linkify=True, attrs={"td": {"class": "cell-title"}})
    purpose = tables.Column(verbose_name=_("Purpose"))
    published = tables.Column(verbose_name=_("Published version"), accessor="newest_published")
    draft = tables.Column(verbose_name=_("Draft"), accessor="draft_number")
    asked_by = NumberColumn(verbose_name=_("Asked by surveys"))
    state = tables.Column(verbose_name=_("State"), accessor="is_archived")

    class Meta(PortalTable.Meta):
        model = Questionnaire
        fields = ("name", "purpose", "published", "draft", "asked_by", "state")
        order_by = "name"

    def render_draft(self, value: int) -> str:
        return gettext("Version %(number)d") % {"number": value}

    def render_published(self, value: int) -> str:
        return gettext("Version %(number)d") % {"number": value}

    def render_state(self, record: Questionnaire) -> str:
        tone = "neutral" if record.is_archived else "good"
        return render_to_string("listing/_badge.html", {"tone": tone, "label": self.value_state(record)})

    def value_state(self, record: Questionnaire) -> str:
        return gettext("No longer offered") if record.is_archived else gettext("Offered")
