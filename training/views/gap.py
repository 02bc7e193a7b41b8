"""Gaps: the map of units and competencies, and the people behind each cell."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.models import OrganizationalUnit
from training.filters.competency import GapFilter, MapFilter, own_dictionary, training_reach
from training.models import CurrentLevel
from training.reports.gap_map import legend, position_map, unit_map
from training.tables.competency import GapTable


class GapMapView(PermissionRequiredMixin, TemplateView):
    permission_required = "training.view_gaps"
    template_name = "training/gap_map.html"

    @cached_property
    def chosen(self) -> MapFilter:
        return MapFilter(
            self.request.GET, queryset=CurrentLevel.objects.visible_to(self.request.user), request=self.request
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.chosen.form
        data = form.cleaned_data if form.is_valid() else {}
        competencies = own_dictionary(self.request)
        if data.get("kind"):
            competencies = competencies.filter(kind=data["kind"])
        if data.get("competency"):
            competencies = competencies.filter(pk=data["competency"].pk)
        units = OrganizationalUnit.objects.below(training_reach(self.request.user)).open_on(today()).order_by("path")
        if data.get("unit"):
            units = units.within(data["unit"].path)
        if data.get("by") == "position":
            levels = CurrentLevel.objects.visible_to(self.request.user).filter(employee__unit__in=units.order_by())
            found = position_map(levels, competencies)
        else:
            found = unit_map(units, competencies)
        return super().get_context_data(
            page_title=gettext_lazy("Competency gaps"),
            map=found,
            filter=self.chosen,
            by_position=data.get("by") == "position",
            legend=legend(),
            all_people=f"people/?{urlencode({'unit': data['unit'].pk})}" if data.get("unit") else "people/",
            today=today(),
            **kwargs,
        )


class GapListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_gaps"
    model = CurrentLevel
    table_class = GapTable
    filterset_class = GapFilter
    list_key = "training.gaps"
    template_name = "training/gap_list.html"
    page_title = gettext_lazy("People and gaps")
    export_name = "competency-gaps"
    fixed_columns = ("employee",)
    default_columns = ("employee", "unit", "competency", "required", "achieved", "band", "confidence")
    empty_title = gettext_lazy("Nobody matches")
    empty_text = gettext_lazy(
        "Gaps follow from what positions ask for and from ratings; unknown levels stand here too."
    )
    empty_icon = "people"

    def get_queryset(self) -> QuerySet[Any]:
        visible = CurrentLevel.objects.visible_to(self.request.user).required()
        return visible.select_related("employee__unit", "employee__position", "competency")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s level", "%(number)s levels", count) % {"number": formats.number_format(count)}
