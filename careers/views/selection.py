"""Selections on the office's side: the list, the draft, its requirements and stages, the announcement."""

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
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView, ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from asn_portal.listing.views import PortalListView
from careers.enums import SELECTION_MOVES, RequirementKind, SelectionState, StageKind
from careers.filters.selection import SelectionFilter
from careers.forms.selection import ReasonForm, RequirementForm, SelectionCreateForm, SelectionForm, StageForm
from careers.models import Selection, SelectionRequirement, SelectionStage
from careers.position_need import with_need
from careers.selection_pages import chosen_of, office_tabs
from careers.selection_panel import panel_faults
from careers.services.selection import (
    SelectionChangedError,
    add_requirement,
    announce_selection,
    cancel_selection,
    create_selection,
    edit_selection,
    put_stage,
    remove_requirement,
    remove_stage,
    stage_stamp,
)
from careers.services.selection_check import earliest_end, faults_of, few_applicants, panel_remark
from careers.services.selection_decision import proposal_faults
from careers.tables.selection import SelectionTable
from employees.dates import today
from employees.enums import PositionType
from employees.models import Position

# Still before the decision.
PANEL_WAITS = {SelectionState.DRAFT, SelectionState.ANNOUNCED}
SEEN_FIELD = "seen"


def positions_for(user: Any) -> QuerySet[Position]:
    """Managerial positions of the units in which the user keeps selections."""
    reach = scope_of(user).path_filter(Permission.CAREER_MANAGE, "unit__path")
    managerial = [kind for kind in PositionType if kind.is_managerial]
    rows: QuerySet[Position] = Position.objects.open_on(today()).filter(reach, position_type__in=managerial)
    return with_need(rows.select_related("unit"))


class SelectionListView(PermissionRequiredMixin, PortalListView):
    permission_required = "careers.list_selections"
    model = Selection
    table_class = SelectionTable
    filterset_class = SelectionFilter
    template_name = "careers/selection_list.html"
    page_title = gettext_lazy("Selections")
    export_name = "selections"
    fixed_columns = ("title",)
    empty_title = gettext_lazy("No selections yet")
    empty_text = gettext_lazy("A selection fills a position in the open: requirements, stages, weights, results.")
    empty_action_label = gettext_lazy("Draft a selection")
    empty_action_url = reverse_lazy("careers:selection-create")
    empty_icon = "target"

    def get_queryset(self) -> QuerySet[Any]:
        read = Selection.objects.visible_to(self.request.user).filter(
            scope_of(self.request.user).path_filter(Permission.CAREER_VIEW, "unit__path")
        )
        rows: QuerySet[Any] = read.with_counts().select_related("unit", "position")
        return rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_create = scope_of(self.request.user).has(Permission.CAREER_MANAGE)
        return super().get_context_data(may_create=may_create, **kwargs)

    def get_empty(self) -> dict[str, Any]:
        empty = super().get_empty()
        if not scope_of(self.request.user).has(Permission.CAREER_MANAGE):
            empty["action_url"] = ""
        return empty

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s selection", "%(number)s selections", count) % {
            "number": formats.number_format(count)
        }


class SelectionPageMixin:
    """For pages about one selection, named by `pk`. `permission` is asked of it."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = "careers.view_selection"
    tab = ""

    @cached_property
    def selection(self) -> Selection:
        self.request.place = reverse("careers:selection-list")  # type: ignore[attr-defined]
        visible = Selection.objects.visible_to(self.request.user).select_related("unit", "position__unit")
        return get_object_or_404(visible, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission, self.selection)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.tab:
            kwargs["tabs"] = office_tabs(self.selection, self.request.user, self.tab)
        context: dict[str, Any] = super().get_context_data(selection=self.selection, **kwargs)  # type: ignore[misc]
        context.setdefault("crumbs", [(self.selection.get_absolute_url(), str(self.selection))])
        context.setdefault("cancel_url", self.selection.get_absolute_url())
        return context

    def back(self) -> str:
        return self.selection.get_absolute_url()

    @property
    def subject(self) -> Selection:
        return self.selection


class SelectionAct(SelectionPageMixin, ActView):
    """A page that asks before a verb on a selection."""

    permission = "careers.manage_selection"

    def get_subject(self) -> Selection:
        return self.selection


class SelectionDraftMixin(SelectionPageMixin):
    """Only while it is a draft; afterwards the address leads back to the selection."""

    permission = "careers.manage_selection"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission, self.selection)
        if not self.selection.is_draft:
            messages.info(request, _("The selection is announced: its plan is frozen. Propose an amendment instead."))
            return redirect(self.selection)
        return super().dispatch(request, *args, **kwargs)


class SelectionCreateView(PermissionRequiredMixin, DraftFormMixin, ServiceFormView):
    permission_required = "careers.create_selection"
    form_class = SelectionCreateForm
    done = gettext_lazy("The draft is there, with the requirements of the law and the usual stages. Check each.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "positions": positions_for(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Draft a selection"),
            submit_label=_("Begin the draft"),
            crumbs=[(self.back(), _("Selections"))],
            cancel_url=self.back(),
            **kwargs,
        )

    def back(self) -> str:
        return reverse("careers:selection-list")

    def act(self, form: Any) -> Any:
        return create_selection(by=self.request.user, **form.cleaned_data)


class SelectionDetailView(SelectionPageMixin, TemplateView):
    """The overview: plan, requirements, stages and, of a draft, what is still wrong."""

    template_name = "careers/selection_detail.html"
    tab = "overview"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection, user = self.selection, self.request.user
        stages = list(selection.stages.all())
        may_manage = scope_of(user).covers(Permission.CAREER_MANAGE, selection.unit.path)
        return super().get_context_data(
            page_title=selection.title,
            stages=stages,
            weight_total=sum(stage.weight for stage in stages),
            requirements=list(selection.requirements.all()),
            requirement_kinds=RequirementKind.choices,
            faults=faults_of(selection, today()) if selection.is_draft and may_manage else [],
            remark=panel_remark(selection) if selection.is_draft and may_manage else "",
            panel_faults=panel_faults(selection) if may_manage and selection.state in PANEL_WAITS else [],
            few=few_applicants(selection, today()) if may_manage else "",
            earliest_end=earliest_end(selection, today()) if selection.is_draft else None,
            may_manage=may_manage,
            may_write=may_manage and selection.is_draft,
            chosen=chosen_of(selection, user),
            may_propose=may_manage and selection.is_announced and not proposal_faults(selection),
            may_decide=selection.is_announced
            and selection.proposed_at is not None
            and scope_of(user).covers(Permission.CAREER_SIGN, selection.unit.path),
            may_appoint=may_manage and selection.state == SelectionState.DECIDED,
            public_url=reverse("public_selection:detail", args=[selection.code]) if selection.announced_at else "",
            **kwargs,
        )


class SelectionWriteView(SelectionDraftMixin, DraftFormMixin, ServiceFormView):
    form_class = SelectionForm
    template_name = "careers/selection_form.html"
    done = gettext_lazy("Saved.")
    # Set when somebody else's window was faster; the next sending counts.
    is_outdated = False

    def get_form_kwargs(self) -> dict[str, Any]:
        instance = Selection.objects.get(pk=self.selection.pk)
        return {**super().get_form_kwargs(), "positions": positions_for(self.request.user), "instance": instance}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title=_("Edit the selection"), seen=self._seen(), **kwargs)

    def act(self, form: Any) -> Any:
        try:
            return edit_selection(
                selection=self.selection,
                values=form.cleaned_data,
                by=self.request.user,
                seen=read_key(self.request.POST.get(SEEN_FIELD, "")),
            )
        except SelectionChangedError:
            self.is_outdated = True
            raise

    def _seen(self) -> int:
        """The `edit` that what stands in the form began with."""
        if self.is_outdated:
            return int(Selection.objects.values_list("edit", flat=True).get(pk=self.selection.pk))
        sent = self.request.POST if self.request.method == "POST" else self.restored_data or {}
        return read_key(sent.get(SEEN_FIELD, "")) or self.selection.edit


class RequirementCreateView(SelectionDraftMixin, ServiceFormView):
    """Of the kind in the address."""

    form_class = RequirementForm

    @cached_property
    def kind(self) -> RequirementKind:
        if self.kwargs["kind"] not in RequirementKind.values:
            raise Http404
        return RequirementKind(self.kwargs["kind"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kind": self.kind}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Add a requirement: %(kind)s") % {"kind": self.kind.label},
            submit_label=_("Add"),
            **kwargs,
        )

    def act(self, form: Any) -> None:
        add_requirement(
            selection=self.selection,
            kind=self.kind,
            value=form.value,
            text=form.cleaned_data["text"],
            by=self.request.user,
        )


class StageFormView(SelectionDraftMixin, ServiceFormView):
    """A new stage, or the one that `stage_pk` names."""

    form_class = StageForm

    @cached_property
    def stage(self) -> SelectionStage | None:
        if "stage_pk" not in self.kwargs:
            return None
        return get_object_or_404(self.selection.stages, pk=self.kwargs["stage_pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.stage}

    def get_initial(self) -> dict[str, Any]:
        if self.stage is not None:
            return {}
        return {"order": self.selection.stages.count() + 1, "kind": StageKind.INTERVIEW}

    def get_stamp(self) -> str:
        # The form writes into its instance.
        return stage_stamp(SelectionStage.objects.get(pk=self.stage.pk)) if self.stage else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Edit the stage “%(stage)s”") % {"stage": self.stage.title} if self.stage else _("Add a stage")
        return super().get_context_data(page_title=title, **kwargs)

    def act(self, form: Any) -> None:
        stage = self.selection.stages.get(pk=self.stage.pk) if self.stage else None
        put_stage(selection=self.selection, values=form.values, stage=stage, by=self.request.user, seen=self.seen)


@require_POST
def requirement_remove(request: HttpRequest, pk: int, requirement_pk: int) -> HttpResponse:
    selection = _managed(request, pk)
    requirement = get_object_or_404(
        SelectionRequirement.objects.select_related("selection"), pk=requirement_pk, selection=selection
    )
    return _told(request, selection, lambda: remove_requirement(requirement=requirement, by=request.user))


@require_POST
def stage_remove(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    selection = _managed(request, pk)
    stage = get_object_or_404(SelectionStage.objects.select_related("selection"), pk=stage_pk, selection=selection)
    return _told(request, selection, lambda: remove_stage(stage=stage, by=request.user))


class SelectionAnnounceView(SelectionDraftMixin, SelectionAct):
    page_title = gettext_lazy("Announce the selection")
    submit_label = gettext_lazy("Announce it")
    done = gettext_lazy("The selection is announced. Its plan is frozen and its hash public.")
    consequences = (
        gettext_lazy("The scoring plan is frozen; its hash is published. Later changes need two signatures."),
        gettext_lazy("Everybody can read the announcement, the requirements and the stages."),
        gettext_lazy("Staff see it under “Open selections”, with their own eligibility."),
    )
    template_name = "careers/selection_announce.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            faults=faults_of(self.selection, today()), remark=panel_remark(self.selection), **kwargs
        )

    def act(self, form: Any) -> None:
        announce_selection(selection=self.selection, by=self.request.user)


class SelectionCancelView(SelectionAct):
    form_class = ReasonForm
    page_title = gettext_lazy("Cancel the selection")
    submit_label = gettext_lazy("Cancel the selection")
    submit_tone = "bad"
    done = gettext_lazy("The selection is cancelled.")
    consequences = (
        gettext_lazy("Nobody is appointed by this selection. This can't be undone."),
        gettext_lazy("Candidates are told, with the reason; the reason is public."),
    )

    def ensure(self) -> None:
        if SelectionState.CANCELLED not in SELECTION_MOVES.get(SelectionState(self.selection.state), set()):
            raise DomainError(_("This selection has ended; it can't be cancelled any more."))

    def act(self, form: Any) -> None:
        cancel_selection(selection=self.selection, reason=form.cleaned_data["reason"], by=self.request.user)


def _managed(request: HttpRequest, pk: int) -> Selection:
    visible = Selection.objects.visible_to(request.user).select_related("unit", "position__unit")
    selection: Selection = get_object_or_404(visible, pk=pk)
    require(request.user, "careers.manage_selection", selection)
    return selection


def _told(request: HttpRequest, selection: Selection, service: Any) -> HttpResponse:
    try:
        service()
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(selection)
