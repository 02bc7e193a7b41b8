"""The forecast of lost competencies, and the people behind it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from careers.reports.losses import forecast_address, loss_report, people_who_leave_with
from careers.views.talent_base import TalentTabMixin, UnitAskedMixin
from employees.dates import today
from training.models import Competency

# More are no help on one page: a smaller unit is.
SHOWN_PEOPLE = 500


class LossView(PermissionRequiredMixin, TalentTabMixin, UnitAskedMixin, TemplateView):
    tab = "losses"
    permission_required = "careers.view_talent"
    template_name = "careers/losses.html"
    extra_context = {"page_title": gettext_lazy("Lost competencies")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = self.unit_form()
        unit = self.asked_unit(form) or self.own_unit()
        return super().get_context_data(
            form=form, unit=unit, report=loss_report(unit, today()) if unit else None, **kwargs
        )


class LossPeopleView(PermissionRequiredMixin, UnitAskedMixin, TemplateView):
    permission_required = "careers.view_talent"
    template_name = "careers/loss_people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        competency = get_object_or_404(Competency.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        unit = self.asked_unit(self.unit_form()) or self.own_unit()
        people = people_who_leave_with(competency, unit, today()) if unit else []
        return super().get_context_data(
            competency=competency,
            unit=unit,
            back_url=forecast_address(unit) if unit else "",
            people=people[:SHOWN_PEOPLE],
            hidden=max(len(people) - SHOWN_PEOPLE, 0),
            **kwargs,
        )
