"""Mentoring in figures, and knowledge that leaves with those who retire."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.keys import read_key
from asn_portal.listing.views import PortalListView
from careers.domain.knowledge import RARE_HOLDERS
from careers.filters.mentoring import FiguresFilter, RetiringFilter
from careers.reports.mentoring_figures import UnitFigures, figures_of, summed
from careers.retiring_knowledge import HORIZONS, Retiring, retiring, retiring_staff
from careers.tables.mentoring import FiguresTable, RetiringTable
from employees.dates import today
from employees.models import Employee, OrganizationalUnit

FIRST_YEAR = 2000
LAST_YEAR = 2199


class MentoringFiguresView(PermissionRequiredMixin, PortalListView):
    """Pairs, meetings, hours, goal achievement by unit; nothing that a pair talked about."""

    permission_required = "careers.manage_mentoring"
    model = OrganizationalUnit
    table_class = FiguresTable
    filterset_class = FiguresFilter
    template_name = "careers/mentoring_figures.html"
    list_key = "careers.mentoring_figures"
    page_title = gettext_lazy("Mentoring in figures")
    export_name = "mentoring-figures"
    fixed_columns = ("name",)
    empty_title = gettext_lazy("No mentorships in this year")
    empty_text = gettext_lazy("Pairs, meetings, hours and goal achievement of each unit stand here.")
    empty_icon = "chart"

    @cached_property
    def year(self) -> int:
        key = read_key(self.request.GET.get("year", ""))
        return key if key is not None and FIRST_YEAR <= key <= LAST_YEAR else today().year

    @cached_property
    def figures(self) -> dict[int, UnitFigures]:
        return figures_of(self.request.user, self.year)

    def get_queryset(self) -> QuerySet[Any]:
        return OrganizationalUnit.objects.filter(pk__in=list(self.figures))

    def build_table(self, data: Any) -> Any:
        table = super().build_table(data)
        table.figures = self.figures
        return table

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s unit", "%(number)s units", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(total=summed(self.figures), year=self.year, **kwargs)


class RetiringKnowledgeView(PermissionRequiredMixin, PortalListView):
    """Who retires within some months and holds what few others hold."""

    permission_required = "careers.manage_mentoring"
    model = Employee
    table_class = RetiringTable
    filterset_class = RetiringFilter
    template_name = "careers/retiring_list.html"
    list_key = "careers.retiring_knowledge"
    page_title = gettext_lazy("Knowledge that retires")
    export_name = "retiring-knowledge"
    fixed_columns = ("name",)
    empty_title = gettext_lazy("Nobody who retires in this time holds what few others hold")
    empty_text = gettext_lazy("Choose a longer time, or see that competencies are rated.")
    empty_icon = "check-circle"

    @cached_property
    def months(self) -> int:
        key = read_key(self.request.GET.get("months", ""))
        return key if key in HORIZONS else HORIZONS[0]

    @cached_property
    def facts(self) -> Retiring:
        return retiring(self.request.user, today())

    def get_queryset(self) -> QuerySet[Any]:
        return retiring_staff(self.request.user, self.facts, self.months, today())  # type: ignore[no-any-return]

    def build_table(self, data: Any) -> Any:
        table = super().build_table(data)
        table.facts = self.facts
        return table

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s person", "%(number)s people", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(months=self.months, most_holders=RARE_HOLDERS, **kwargs)
