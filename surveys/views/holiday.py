"""The holiday calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.scope import scope_of
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.models import OrganizationalUnit
from surveys.filters import HolidayFilter
from surveys.forms.survey import HolidayForm
from surveys.models import Holiday
from surveys.services.holiday import add_holiday, remove_holiday
from surveys.tables import HolidayTable


class HolidayListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_holidays"
    model = Holiday
    table_class = HolidayTable
    filterset_class = HolidayFilter
    page_title = gettext_lazy("Holidays")
    export_name = "holidays"
    empty_title = gettext_lazy("No holidays yet")
    empty_text = gettext_lazy(
        "Deadlines in working days skip the days that stand here. Add those of the joint decree (SKB 3 Menteri)."
    )
    empty_icon = "calendar"

    def get_queryset(self) -> Any:
        return Holiday.objects.visible_to(self.request.user).select_related("government")

    def get_table_kwargs(self) -> dict[str, Any]:
        kept = () if self.may_add() else ("remove",)
        return {**super().get_table_kwargs(), "exclude": kept}

    def get_empty(self) -> dict[str, Any]:
        first_step = {
            "action_url": reverse("surveys:holiday-create"),
            "action_label": _("Add a holiday"),
        }
        return super().get_empty() | (first_step if self.may_add() else {})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_add=self.may_add(), **kwargs)

    def may_add(self) -> bool:
        return bool(self.request.user.has_perm("surveys.add_holiday"))


class HolidayCreateView(PermissionRequiredMixin, FormView):
    permission_required = "surveys.add_holiday"
    form_class = HolidayForm
    template_name = "surveys/holiday_form.html"

    def form_valid(self, form: HolidayForm) -> HttpResponse:
        government = OrganizationalUnit.objects.filter(path=scope_of(self.request.user).government_path).first()
        if government is None:
            raise PermissionDenied
        try:
            add_holiday(government=government, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("date", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Added. Due days were computed anew."))
        return redirect("surveys:holiday-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Add a holiday"), cancel_url=reverse("surveys:holiday-list"), **kwargs
        )


@require_POST
def holiday_delete(request: HttpRequest, pk: int) -> HttpResponse:
    holiday = get_object_or_404(Holiday.objects.visible_to(request.user).select_related("government"), pk=pk)
    require(request.user, "surveys.remove_holiday", holiday)
    remove_holiday(holiday=holiday, by=request.user)
    messages.success(request, _("Removed. Due days were computed anew."))
    return redirect("surveys:holiday-list")
