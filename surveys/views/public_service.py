"""The services that respondents can name, unit by unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from surveys.filters import ServiceFilter
from surveys.forms.public_service import ServiceCreateForm, ServiceForm
from surveys.models import PublicService
from surveys.services.public_service import add_service, change_service
from surveys.tables import ServiceTable


class ServiceListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_surveys"
    model = PublicService
    table_class = ServiceTable
    filterset_class = ServiceFilter
    page_title = gettext_lazy("Services")
    export_name = "services"
    fixed_columns = ("name",)
    empty_title = gettext_lazy("No services yet")
    empty_text = gettext_lazy("Respondents may say which service they received, so that results show each apart.")
    empty_action_label = gettext_lazy("Add a service")
    empty_action_url = reverse_lazy("surveys:service-create")
    empty_icon = "survey"

    def get_queryset(self) -> Any:
        return PublicService.objects.visible_to(self.request.user).select_related("unit")

    def get_empty(self) -> dict[str, Any]:
        empty = super().get_empty()
        if not self.request.user.has_perm("surveys.manage_surveys"):
            empty["action_url"] = ""
        return empty

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(can_manage=self.request.user.has_perm("surveys.manage_surveys"), **kwargs)


class ServiceCreateView(PermissionRequiredMixin, DraftFormMixin, FormView):
    permission_required = "surveys.manage_surveys"
    form_class = ServiceCreateForm
    template_name = "surveys/publicservice_form.html"
    draft_key = "surveys.service"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: ServiceCreateForm) -> HttpResponse:
        require(self.request.user, "surveys.manage_survey", PublicService(unit=form.cleaned_data["unit"]))
        try:
            service = add_service(by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("name", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Added. Respondents can choose it now."))
        return redirect(f"{reverse('surveys:service-list')}?unit={service.unit_id}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Add a service"), cancel_url=reverse("surveys:service-list"), **kwargs
        )


class ServiceUpdateView(DraftFormMixin, FormView):
    form_class = ServiceForm
    template_name = "surveys/publicservice_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        services = PublicService.objects.visible_to(request.user).select_related("unit")
        self.service: PublicService = get_object_or_404(services, pk=kwargs["pk"])
        require(request.user, "surveys.manage_survey", self.service)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.service.name, "is_active": self.service.is_active}

    def form_valid(self, form: ServiceForm) -> HttpResponse:
        try:
            change_service(service=self.service, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("name", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(f"{reverse('surveys:service-list')}?unit={self.service.unit_id}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Change the service"),
            service=self.service,
            cancel_url=f"{reverse('surveys:service-list')}?unit={self.service.unit_id}",
            **kwargs,
        )
