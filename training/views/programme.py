"""Programmes: the office's list of what is taught."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import CreateView, DetailView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from training.filters import ProgrammeFilter
from training.forms import ProgrammeForm
from training.models import TrainingProgramme
from training.rules import manages_unit
from training.services.programme import change_programme, create_programme
from training.tables import ProgrammeTable


class ProgrammeListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_programmes"
    model = TrainingProgramme
    table_class = ProgrammeTable
    filterset_class = ProgrammeFilter
    template_name = "training/programme_list.html"
    page_title = gettext_lazy("Training programmes")
    export_name = "training-programmes"
    fixed_columns = ("title",)
    default_columns = ("title", "code", "form", "learning_hours", "session_count", "unit")
    empty_title = gettext_lazy("No programmes yet")
    empty_text = gettext_lazy(
        "A programme says what is taught and for how many hours. Its sessions say when and where."
    )
    empty_icon = "training"

    def get_queryset(self) -> QuerySet[Any]:
        return TrainingProgramme.objects.visible_to(self.request.user).with_session_count().select_related("unit")

    def get_empty(self) -> dict[str, Any]:
        empty = super().get_empty()
        if scope_of(self.request.user).has(Permission.TRAINING_MANAGE):
            empty |= {"action_url": reverse("training:programme-create"), "action_label": _("Add a programme")}
        return empty

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s programme", "%(number)s programmes", count) % {
            "number": formats.number_format(count)
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_manage = scope_of(self.request.user).has(Permission.TRAINING_MANAGE)
        return super().get_context_data(may_manage=may_manage, **kwargs)


class ProgrammeDetailView(DetailView):
    template_name = "training/programme_detail.html"
    context_object_name = "programme"

    def get_queryset(self) -> QuerySet[Any]:
        return TrainingProgramme.objects.visible_to(self.request.user).select_related("unit")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sessions = self.object.sessions.with_seats().select_related("unit").order_by("-starts_at")[:50]
        return super().get_context_data(
            sessions=sessions, may_manage=manages_unit.test(self.request.user, self.object), **kwargs
        )


class ProgrammeCreateView(PermissionRequiredMixin, DraftFormMixin, CreateView):
    permission_required = "training.manage"
    template_name = "training/programme_form.html"
    form_class = ProgrammeForm
    draft_key = "training.programme"
    extra_context = {
        "page_title": gettext_lazy("Add a programme"),
        "submit_label": gettext_lazy("Add the programme"),
        "cancel_url": reverse_lazy("training:programme-list"),
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: ProgrammeForm) -> HttpResponse:
        try:
            programme = create_programme(by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The programme was added. Plan its first session next."))
        return redirect(programme)


class ProgrammeUpdateView(DraftFormMixin, VersionedFormMixin, UpdateView):
    template_name = "training/programme_form.html"
    form_class = ProgrammeForm

    @cached_property
    def programme(self) -> TrainingProgramme:
        visible = TrainingProgramme.objects.visible_to(self.request.user).select_related("unit")
        programme = get_object_or_404(visible, pk=self.kwargs["pk"])
        require(self.request.user, "training.manage_programme", programme)
        return programme  # type: ignore[no-any-return]

    def get_object(self, queryset: Any = None) -> TrainingProgramme:
        return self.programme

    def get_draft_key(self) -> str:
        return f"training.programme:{self.kwargs['pk']}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Change “%(title)s”") % {"title": TrainingProgramme.objects.get(pk=self.programme.pk).title}
        return super().get_context_data(page_title=title, cancel_url=self.programme.get_absolute_url(), **kwargs)

    def form_valid(self, form: ProgrammeForm) -> HttpResponse:
        changes = {name: value for name, value in form.cleaned_data.items() if name != "unit"}
        try:
            change_programme(programme=self.programme, changes=changes, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The programme was changed."))
        return redirect(self.programme)
