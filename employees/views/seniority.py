"""The seniority list of a unit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.scope import scope_of
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.enums import EmploymentType, Regime
from employees.fields import date_asked
from employees.filters.report import SeniorityFilter
from employees.models import Employee, UnitName
from employees.reports.letterhead import letterhead_of
from employees.tables.seniority import SeniorityTable

PAGE_SIZES = (25, 50, 100)


class SeniorityListView(PermissionRequiredMixin, PortalListView):
    """*Daftar urut kepangkatan*. The order is the law's, so no column sorts, and no search tears places apart."""

    permission_required = "employees.list_employees"
    model = Employee
    table_class = SeniorityTable
    filterset_class = SeniorityFilter
    template_name = "employees/seniority_list.html"
    list_key = "employees.seniority"
    page_title = gettext_lazy("Seniority list (DUK)")
    export_name = "daftar-urut-kepangkatan"
    export_template = "pdf/employees/seniority_list.html"
    default_columns: Sequence[str] = ("place", "name", "rank", "rank_since", "position", "service", "education")
    fixed_columns = ("place", "name")
    empty_title = gettext_lazy("Nobody to put in order")
    empty_text = gettext_lazy("On this day nobody of this employment was in service here.")
    empty_icon = "people"

    @property
    def paginate_by(self) -> int:
        asked = self.request.GET.get("per", "")
        return int(asked) if asked in map(str, PAGE_SIZES) else PAGE_SIZES[0]

    @cached_property
    def date(self) -> datetime.date:
        return date_asked(self.request.GET.get("on")) or today()

    @cached_property
    def regime(self) -> Regime:
        """Civil servants by default: contract staff have grades, not ranks, and a list of their own."""
        return Regime.PPPK if self.request.GET.get("regime") == Regime.PPPK else Regime.PNS

    def get_queryset(self) -> QuerySet[Employee]:
        user = self.request.user
        staff = Employee.objects.as_of(self.date).visible_on(user, self.date).with_education_on(self.date)
        staff = staff.filter(employment_type__in=[kind for kind in EmploymentType if kind.regime is self.regime])
        return staff.in_seniority_order(self.date, scope_of(user).government_path)

    @cached_property
    def unit_names(self) -> dict[int, str]:
        return dict(UnitName.objects.on(self.date).values_list("unit_id", "name"))

    def get_table_kwargs(self) -> dict[str, Any]:
        return {**super().get_table_kwargs(), "date": self.date, "unit_names": self.unit_names}

    def get_table(self, **kwargs: Any) -> Any:
        table = super().get_table(**kwargs)
        table.first = table.page.start_index()
        return table

    def build_table(self, data: Any) -> Any:
        """Batches of an export follow each other: the places go on."""
        table = super().build_table(data)
        if not isinstance(data, QuerySet):
            table.first = self._exported + 1
            self._exported += len(data)
        return table

    _exported = 0

    def left_out_of_export(self, table: Any) -> list[str]:
        """Files are official papers: they have every column."""
        return []

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s person", "%(number)s people", count) % {"number": formats.number_format(count)}

    def get_export_title(self) -> str:
        return _("Seniority list of contract staff") if self.regime is Regime.PPPK else _("Seniority list (DUK)")

    def get_export_context(self) -> dict[str, Any]:
        unit = self.filterset.form.cleaned_data.get("unit") if self.filterset.is_valid() else None
        context: dict[str, Any] = {"date": self.date}
        return {**context, "letterhead": letterhead_of(unit)} if unit else context

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(date=self.date, is_pppk=self.regime is Regime.PPPK, **kwargs)
        if self.paginate_by != PAGE_SIZES[0]:
            context["preserved_params"].append(("per", str(self.paginate_by)))
        if links := context["paginator_links"] or (
            {"pages": [], "summary": ""} if len(context["table"].data) > PAGE_SIZES[0] else {}
        ):
            context["paginator_links"] = {**links, "page_sizes": self._page_sizes()}
        return context

    def _page_sizes(self) -> list[dict[str, Any]]:
        found = []
        for size in PAGE_SIZES:
            query = self.request.GET.copy()
            query.pop("page", None)
            query["per"] = str(size)
            found.append(
                {
                    "label": str(size),
                    "url": f"{self.request.path}?{query.urlencode()}",
                    "is_current": size == self.paginate_by,
                }
            )
        return found
