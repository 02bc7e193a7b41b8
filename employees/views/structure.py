"""Changes of the structure: planned, looked at before they are confirmed, listed, cancelled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.documents.models import Document
from asn_portal.drafts import services as drafts
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.enums import StructureChangeKind, StructureChangeState
from employees.filters.structure import StructureChangeFilter
from employees.forms.structure import STRUCTURE_FORMS, StructureForm
from employees.models import OrganizationalUnit, StructureChange
from employees.reports.succession import moved_people, plan_lines
from employees.services.structure import SCAN_KIND, apply_change, cancel_change, plan_change, preview_of
from employees.services.structure.plan import draft_change
from employees.tables.structure import StructureChangeTable

SHOWN_PEOPLE = 200


class StructureChangeListView(PermissionRequiredMixin, PortalListView):
    permission_required = "employees.list_structure_changes"
    model = StructureChange
    table_class = StructureChangeTable
    filterset_class = StructureChangeFilter
    page_title = gettext_lazy("Changes of the structure")
    export_name = "perubahan-struktur"
    fixed_columns = ("unit",)
    empty_title = gettext_lazy("No change of the structure yet")
    empty_text = gettext_lazy("Open a unit and choose what happens to it: renamed, merged, split or closed on a date.")
    empty_icon = "tree"

    def get_queryset(self) -> QuerySet[StructureChange]:
        return StructureChange.objects.visible_to(self.request.user).select_related("unit", "created_by")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s change", "%(number)s changes", count) % {"number": formats.number_format(count)}


def kinds_for(user: Any, unit: OrganizationalUnit) -> list[StructureChangeKind]:
    """What the user may plan for a unit. What makes it end is for whoever keeps the unit above it."""
    if unit.is_closed(today()) or not user.has_perm("employees.edit_unit", unit):
        return []
    if unit.is_government or not user.has_perm("employees.end_unit", unit):
        return [StructureChangeKind.RENAME]
    return list(StructureChangeKind)


class StructurePlanView(DraftFormMixin, FormView):
    """The form. Sent and found right, it is answered by the preview, while what was typed stays as a draft."""

    template_name = "employees/structurechange_create.html"
    preview_template = "employees/structurechange_preview.html"
    draft_key = "employees.structure_change"

    @cached_property
    def unit(self) -> OrganizationalUnit:
        found: OrganizationalUnit = get_object_or_404(
            OrganizationalUnit.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )
        return found

    @cached_property
    def kind(self) -> StructureChangeKind:
        try:
            return StructureChangeKind(self.kwargs["kind"].upper())
        except ValueError as error:
            raise Http404 from error

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rule = "edit_unit" if self.kind == StructureChangeKind.RENAME else "end_unit"
        require(request.user, f"employees.{rule}", self.unit)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[StructureForm]:
        return STRUCTURE_FORMS[self.kind]

    def get_form_kwargs(self) -> dict[str, Any]:
        units = OrganizationalUnit.objects.on_which(self.request.user, Permission.UNIT_EDIT)
        units = units.within(self.unit.government_path).filter(depth__gt=1).open_on(today()).order_by("path")
        return {**super().get_form_kwargs(), "unit": self.unit, "units": units}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            unit=self.unit,
            kind=self.kind,
            submit_label=_("See what will happen"),
            cancel_url=self.unit.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: StructureForm) -> HttpResponse:
        try:
            change = draft_change(unit=self.unit, kind=self.kind, by=self.request.user, **form.values())
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        preview = preview_of(change)
        context = self.get_context_data(
            form=form,
            change=change,
            preview=preview,
            lines=plan_lines(change),
            is_now=change.effective_date <= today(),
            may_confirm=not preview.obstacles or change.effective_date > today(),
            shown_people=SHOWN_PEOPLE,
        )
        return self.response_class(
            request=self.request, template=[self.preview_template], context=context, using=self.template_engine
        )


class StructureConfirmView(StructurePlanView):
    """Puts on record what the preview showed. It reads the draft, so a page that was left open confirms nothing old."""

    http_method_names = ["post"]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        kwargs["data"] = drafts.draft_data(self.draft) if self.draft is not None else {}
        return kwargs

    def form_valid(self, form: StructureForm) -> HttpResponse:
        try:
            change = plan_change(
                unit=self.unit,
                kind=self.kind,
                scan=form.cleaned_data["scan"],
                by=self.request.user,
                **form.values(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        done = change.state == StructureChangeState.IN_FORCE
        messages.success(
            self.request,
            _("In force.")
            if done
            else _("Planned. It takes effect by itself on %(date)s.")
            % {"date": formats.date_format(change.effective_date)},
        )
        return redirect(change)

    def _keep(self, response: HttpResponseBase) -> None:
        """The draft is what was sent before; this request holds nothing that was typed."""


class StructureChangeDetailView(DetailView):
    context_object_name = "change"
    template_name = "employees/structurechange_detail.html"

    def get_queryset(self) -> QuerySet[StructureChange]:
        return StructureChange.objects.visible_to(self.request.user).select_related("unit", "created_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change, user = self.object, self.request.user
        waits = change.state in {StructureChangeState.PLANNED, StructureChangeState.BLOCKED}
        may_act = waits and user.has_perm("employees.plan_structure_change", change)
        return super().get_context_data(
            lines=plan_lines(change),
            preview=preview_of(change) if waits else None,
            moved=len(change.result.get("moved", ())),
            moved_people=moved_people(change, user),
            scans=list(
                Document.objects.filter(kind=SCAN_KIND, owner_kind="employees.structurechange", owner_id=str(change.pk))
            ),
            may_cancel=may_act,
            may_apply=may_act and change.state == StructureChangeState.BLOCKED,
            shown_people=SHOWN_PEOPLE,
            **kwargs,
        )


def _change_of(request: HttpRequest, pk: int) -> StructureChange:
    rows = StructureChange.objects.visible_to(request.user).select_related("unit")
    change: StructureChange = get_object_or_404(rows, pk=pk)
    require(request.user, "employees.plan_structure_change", change)
    return change


@require_POST
def structure_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    change = _change_of(request, pk)
    try:
        cancel_change(change=change, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Cancelled. Nothing happens on that day."))
    return redirect(change)


@require_POST
def structure_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more what was blocked on its day."""
    change = _change_of(request, pk)
    try:
        apply_change(change=change, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("In force."))
    return redirect(change)
