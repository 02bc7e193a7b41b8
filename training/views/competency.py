"""The dictionary of competencies."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView, FormView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.acts import ServiceFormView
from asn_portal.documents.models import Document
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.models import OrganizationalUnit
from training.filters.competency import CompetencyFilter
from training.forms.competency import CompetencyForm, CompetencyImportForm
from training.models import Competency
from training.services.competency import change_competency, create_competency
from training.services.competency_import import SOURCE_KIND, apply_import, keep_upload, look_through
from training.tables.competency import CompetencyTable
from training.views.base import refusals_told
from training.views.comment import comments_on
from training.views.personal import own_government

LIST = reverse_lazy("training:competency-list")


class CompetencyListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_competencies"
    model = Competency
    table_class = CompetencyTable
    filterset_class = CompetencyFilter
    template_name = "training/competency_list.html"
    page_title = gettext_lazy("Competency dictionary")
    export_name = "competencies"
    fixed_columns = ("name",)
    default_columns = ("name", "kind", "position_count", "programme_count")
    empty_title = gettext_lazy("No competency matches")
    empty_text = gettext_lazy(
        "The nine generic competencies hold for everybody; technical ones are added by the office."
    )
    empty_icon = "training"

    def get_queryset(self) -> QuerySet[Any]:
        return Competency.objects.visible_to(self.request.user).with_use()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s competency", "%(number)s competencies", count) % {
            "number": formats.number_format(count)
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_edit=may_edit(self.request), **kwargs)


class CompetencyDetailView(DetailView):
    template_name = "training/competency_detail.html"
    context_object_name = "competency"

    def get_queryset(self) -> QuerySet[Any]:
        return Competency.objects.visible_to(self.request.user).select_related("government")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, government = self.request.user, own_government(self.request)
        programmes = self.object.programmes.filter(
            programme__unit__path__startswith=government.path, programme__is_active=True
        )
        return super().get_context_data(
            levels=self.object.levels.all(),
            programmes=programmes.select_related("programme").order_by("up_to_level", "programme__title"),
            **comments_on(user, competency=self.object, government=government),
            comment_url=reverse("training:competency-comment", args=[self.object.pk]),
            may_edit=not self.object.is_national
            and user.has_perm("training.edit_competencies", self.object.government),
            may_see_programmes=user.has_perm("training.view_programmes"),
            **kwargs,
        )


class CompetencyFormPage:
    """Only for who manages training of the whole government."""

    request: HttpRequest

    @cached_property
    def government(self) -> OrganizationalUnit:
        return own_government(self.request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "training.edit_competencies", self.government)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


class CompetencyCreateView(CompetencyFormPage, DraftFormMixin, FormView):
    template_name = "training/competency_form.html"
    form_class = CompetencyForm
    draft_key = "training.competency"
    extra_context = {
        "page_title": gettext_lazy("Add a technical competency"),
        "submit_label": gettext_lazy("Add the competency"),
        "cancel_url": LIST,
    }

    def form_valid(self, form: CompetencyForm) -> HttpResponse:
        fields = form.plain_fields()
        try:
            competency = create_competency(
                government=self.government, levels=form.levels(), by=self.request.user, **fields
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The competency was added. Positions can ask for it now."))
        return redirect(competency)


class CompetencyUpdateView(DraftFormMixin, VersionedFormMixin, UpdateView):
    template_name = "training/competency_form.html"
    form_class = CompetencyForm

    @cached_property
    def competency(self) -> Competency:
        visible = Competency.objects.visible_to(self.request.user).select_related("government")
        competency = get_object_or_404(visible, pk=self.kwargs["pk"])
        require(self.request.user, "training.edit_competencies", competency.government)
        return competency  # type: ignore[no-any-return]

    def get_object(self, queryset: Any = None) -> Competency:
        return self.competency

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Change “%(title)s”") % {"title": Competency.objects.get(pk=self.competency.pk).title},
            cancel_url=self.competency.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: CompetencyForm) -> HttpResponse:
        try:
            change_competency(
                competency=self.competency, changes=form.plain_fields(), levels=form.levels(), by=self.request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The competency was changed."))
        return redirect(self.competency)


class CompetencyImportView(CompetencyFormPage, ServiceFormView):
    """Step one: the file is kept and looked through; nothing is stored."""

    form_class = CompetencyImportForm
    template_name = "training/competency_import.html"
    extra_context = {
        "page_title": gettext_lazy("Import technical competencies"),
        "submit_label": gettext_lazy("Look through"),
        "cancel_url": LIST,
    }

    def act(self, form: CompetencyImportForm) -> str:
        file = form.cleaned_data["file"]
        # Said here, before it is kept: not a table at all.
        look_through(file, self.government)
        file.seek(0)
        document = keep_upload(file=file, government=self.government, by=self.request.user)
        return reverse("training:competency-import-check", args=[document.pk])


class CompetencyImportCheckView(CompetencyFormPage, TemplateView):
    """Step two: what would be stored, and every fault with its cell and cure. POST stores the rest."""

    template_name = "training/competency_import_check.html"

    @cached_property
    def document(self) -> Document:
        kept = Document.objects.filter(kind=SOURCE_KIND, created_by=self.request.user)
        return get_object_or_404(kept, pk=self.kwargs["document"])  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        with self.document.file.open("rb") as file:
            try:
                run = look_through(file, self.government)
            except DomainError as error:
                raise Http404 from error
        return super().get_context_data(
            page_title=_("Check before storing"),
            source=self.document,
            run=run,
            counts=run.counts,
            may_store=bool(run.counts["new"] or run.counts["changed"]),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with refusals_told(request), self.document.file.open("rb") as file:
            counts = apply_import(file=file, government=self.government, by=request.user).counts
            messages.success(
                request,
                _("%(new)s added, %(changed)s changed, %(same)s already so, %(faulty)s left out.") % counts,
            )
        return redirect("training:competency-list")


def may_edit(request: HttpRequest) -> bool:
    try:
        government = own_government(request)
    except Http404:
        return False
    return bool(request.user.has_perm("training.edit_competencies", government))
