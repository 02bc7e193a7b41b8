"""The lists of topics and of ready texts."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.listing.tables import NumberColumn, PortalTable
from surveys.enums import GenericCompetency
from surveys.models import ReplyTemplate, Topic


class TopicTable(PortalTable):
    name = tables.Column(verbose_name=_("Topic"), attrs={"td": {"class": "cell-title"}})
    keywords = tables.Column(verbose_name=_("Words that point to it"), orderable=False)
    competencies = tables.Column(verbose_name=_("Competencies"), empty_values=(), orderable=False)
    uses = NumberColumn(verbose_name=_("Texts"))
    is_active = tables.Column(verbose_name=_("In use"))

    # Set by the view: whether names lead to the form.
    may_change = False

    class Meta(PortalTable.Meta):
        model = Topic
        fields = ("name", "keywords", "competencies", "uses", "is_active")
        order_by = "name"

    def render_name(self, record: Topic, value: str) -> Any:
        if not self.may_change:
            return value
        return format_html('<a href="{}">{}</a>', reverse("surveys:topic-update", args=[record.pk]), value)

    def render_competencies(self, record: Topic) -> str:
        labels = dict(GenericCompetency.choices)
        return ", ".join(str(labels.get(each.competency, each.competency)) for each in record.competencies.all()) or "–"

    def value_competencies(self, record: Topic) -> str:
        return ", ".join(each.competency for each in record.competencies.all())

    def render_is_active(self, value: bool) -> str:
        return gettext("Yes") if value else gettext("No")


class ReplyTemplateTable(PortalTable):
    name = tables.Column(verbose_name=_("Name"), attrs={"td": {"class": "cell-title"}})
    use = tables.Column(verbose_name=_("Used for"))
    unit = tables.Column(verbose_name=_("Unit"), order_by="unit__name")
    text_id = tables.Column(verbose_name=_("Text"), orderable=False)
    is_active = tables.Column(verbose_name=_("In use"))

    class Meta(PortalTable.Meta):
        model = ReplyTemplate
        fields = ("name", "use", "unit", "text_id", "is_active")
        order_by = "name"

    def render_name(self, record: ReplyTemplate, value: str) -> Any:
        if not self.request.user.has_perm("surveys.change_template", record):
            return value
        return format_html('<a href="{}">{}</a>', reverse("surveys:template-update", args=[record.pk]), value)

    def render_text_id(self, value: str) -> str:
        return value if len(value) <= 90 else f"{value[:89]}…"

    def value_text_id(self, value: str) -> str:
        return value

    def render_is_active(self, value: bool) -> str:
        return gettext("Yes") if value else gettext("No")
