"""Ready texts for the steps of a report."""

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
from asn_portal.listing.views import PortalListView
from surveys.filters import ReplyTemplateFilter
from surveys.forms.reply_template import ReplyTemplateForm
from surveys.models import ReplyTemplate
from surveys.services.reply_template import save_template
from surveys.tables import ReplyTemplateTable


class ReplyTemplateListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_templates"
    model = ReplyTemplate
    table_class = ReplyTemplateTable
    filterset_class = ReplyTemplateFilter
    template_name = "surveys/reply_template_list.html"
    page_title = gettext_lazy("Reply templates")
    export_name = "reply-templates"
    empty_title = gettext_lazy("No ready texts yet")
    empty_text = gettext_lazy("Texts that you write again and again. They are offered in every step of a report.")
    empty_action_label = gettext_lazy("Write a text")
    empty_action_url = reverse_lazy("surveys:template-create")

    def get_queryset(self) -> Any:
        return ReplyTemplate.objects.visible_to(self.request.user).select_related("unit")


class _TemplateFormView(FormView):
    form_class = ReplyTemplateForm
    template_name = "surveys/reply_template_form.html"
    template: ReplyTemplate | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "instance": self.template}

    def form_valid(self, form: ReplyTemplateForm) -> HttpResponse:
        require(self.request.user, "surveys.change_template", form.instance)
        save_template(template=form.instance, by=self.request.user)
        messages.success(self.request, _("Saved. It is offered from now on."))
        return redirect("surveys:template-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Change a ready text") if self.template else _("Write a ready text")
        return super().get_context_data(page_title=title, cancel_url=reverse("surveys:template-list"), **kwargs)


class ReplyTemplateCreateView(PermissionRequiredMixin, _TemplateFormView):
    permission_required = "surveys.view_templates"


class ReplyTemplateUpdateView(_TemplateFormView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        templates = ReplyTemplate.objects.visible_to(request.user).select_related("unit")
        self.template = get_object_or_404(templates, pk=kwargs["pk"])
        require(request.user, "surveys.change_template", self.template)
        return super().dispatch(request, *args, **kwargs)
