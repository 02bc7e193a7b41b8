"""The median time that writing takes, by unit and month."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from employees.dates import today
from employees.models import OrganizationalUnit
from evaluations.reports.writing_time import LEAST_PEOPLE, LEAST_REPORTS, shown_months, writing_times

PER_PAGE = 25


class WritingTimeView(PermissionRequiredMixin, TemplateView):
    """For who heads a unit: that unit. For who reads evaluations: the units of the grant, in the order of the tree."""

    permission_required = "evaluations.view_writing_time"
    template_name = "evaluations/writing_time.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope, months = scope_of(self.request.user), shown_months(today())
        headed = Q(path__in=scope.headed_paths)
        units = OrganizationalUnit.objects.filter(headed | scope.path_filter(Permission.EVALUATION_VIEW, "path"))
        page = Paginator(units.order_by("path"), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            months=months,
            rows=writing_times(list(page), months),
            links=_links(page) if page.paginator.num_pages > 1 else None,
            least_reports=LEAST_REPORTS,
            least_people=LEAST_PEOPLE,
            **kwargs,
        )


def _links(page: Page) -> dict[str, str]:
    return {
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
        "summary": _("Page %(number)s of %(total)s") % {"number": page.number, "total": page.paginator.num_pages},
    }
