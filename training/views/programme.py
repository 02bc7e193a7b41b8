"""Programmes: the office's list of what is taught."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, FormView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from training.enums import SessionState
from training.filters import ProgrammeFilter
from training.forms import ProgrammeCompetencyForm, ProgrammeForm
from training.forms.eligibility import EligibilityForm
from training.material_files import files_of
from training.models import TrainingProgramme
from training.rules import manages_unit
from training.services.eligibility import rules_in_words
from training.services.programme import (
    change_programme,
    create_programme,
    drop_competency,
    raise_competency,
    set_eligibility,
)
from training.tables import ProgrammeTable
from training.views.comment import comments_on


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
        materials = list(self.object.materials.all())
        files = files_of(materials)
        drafts = Count("sessions", filter=Q(sessions__state=SessionState.DRAFT))
        return super().get_context_data(
            sessions=sessions,
            may_manage=manages_unit.test(self.request.user, self.object),
            competencies=self.object.competencies.select_related("competency"),
            rules=rules_in_words(self.object),
            materials=[{"material": each, "file": files.get(each.pk)} for each in materials],
            **comments_on(self.request.user, programme=self.object) | {"comment_form": None},
            series=self.object.series.annotate(drafts=drafts).filter(drafts__gt=0).order_by("-created_at"),
            **kwargs,
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


class _OfProgrammeView(DraftFormMixin, FormView):
    """A form about a part of one programme that leads back to it."""

    template_name = "training/kept_form.html"
    page_title: Any = ""

    @cached_property
    def programme(self) -> TrainingProgramme:
        visible = TrainingProgramme.objects.visible_to(self.request.user).select_related("unit")
        programme = get_object_or_404(visible, pk=self.kwargs["pk"])
        require(self.request.user, "training.manage_programme", programme)
        return programme  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Asked before anything else, so that a stranger's POST ends here.
        _programme = self.programme
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "programme": self.programme}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = self.programme.get_absolute_url()
        return super().get_context_data(
            page_title=self.page_title, cancel_url=url, list_url=url, list_label=self.programme.title, **kwargs
        )

    def act(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The programme was changed."))
        return redirect(self.programme)


class EligibilityView(_OfProgrammeView):
    form_class = EligibilityForm
    page_title = gettext_lazy("Who may register")

    def act(self, form: EligibilityForm) -> None:
        set_eligibility(programme=self.programme, rules=form.rules, by=self.request.user)


class CompetencyRaiseView(_OfProgrammeView):
    form_class = ProgrammeCompetencyForm
    page_title = gettext_lazy("Add a competency that the programme raises")

    def act(self, form: ProgrammeCompetencyForm) -> None:
        raise_competency(programme=self.programme, by=self.request.user, **form.cleaned_data)


@require_POST
def competency_drop(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    programme = get_object_or_404(TrainingProgramme.objects.visible_to(request.user).select_related("unit"), pk=pk)
    require(request.user, "training.manage_programme", programme)
    row = get_object_or_404(programme.competencies.select_related("programme__unit"), pk=row_pk)
    drop_competency(row=row, by=request.user)
    messages.success(request, _("The programme was changed."))
    return redirect(programme)
