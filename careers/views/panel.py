"""The office's pages about a panel: who sits on it, by which rubric it scores, how far it has come."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.acts import ActView
from asn_portal.errors import DomainError
from careers.domain.selection import check_panel
from careers.enums import BLIND_KINDS, SCORED_KINDS, ScoringState
from careers.forms.panel import AppointForm, MemberForm, RemoveForm, RubricForm
from careers.models import PanelMember, Rubric, Selection, SelectionPanel, SelectionStage
from careers.panel_board import ScoringBoard
from careers.rules.selection import keeps
from careers.selection_pages import office_tabs
from careers.selection_plan import planned_stage
from careers.services.panel import ENDED, add_member, appoint_panel, members_stamp, remove_member
from careers.services.panel_score import Criterion, open_scoring, rubric_stamp, set_rubric
from careers.services.rubric import ensure_rubric_changes
from careers.words.panel import panel_fault_words


def panel_selection(request: HttpRequest, pk: int) -> Selection:
    """A selection whose panel the user may read; a candidate in it may not."""
    rows = Selection.objects.visible_to(request.user).select_related("unit", "panel")
    selection: Selection = get_object_or_404(rows, pk=pk)
    return selection


class PanelDetailView(TemplateView):
    template_name = "careers/panel_detail.html"

    @cached_property
    def selection(self) -> Selection:
        return panel_selection(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "careers.view_panel", self.selection)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection = self.selection
        panel = SelectionPanel.objects.filter(selection=selection).first() or SelectionPanel(selection=selection)
        everybody = list(PanelMember.objects.filter(selection=selection).select_related("user").order_by("number"))
        members = [member for member in everybody if member.is_active]
        faults = check_panel(len(members), sum(member.is_internal for member in members))
        rubrics = {rubric.stage_id: rubric for rubric in Rubric.objects.filter(stage__selection=selection).with_stage()}
        boards = {stage_id: ScoringBoard(rubric) for stage_id, rubric in rubrics.items() if rubric.state != "prepared"}
        may_manage = keeps.test(self.request.user, selection) and selection.state not in ENDED
        stages = selection.stages.filter(kind__in=SCORED_KINDS)
        return super().get_context_data(
            selection=selection,
            tabs=office_tabs(selection, self.request.user, "panel"),
            panel=panel,
            members=members,
            left=[member for member in everybody if not member.is_active],
            faults=[panel_fault_words(fault) for fault in faults],
            has_chair=any(member.is_chair for member in members),
            stages=[(stage, rubrics.get(stage.pk), boards.get(stage.pk)) for stage in stages],
            may_manage=may_manage,
            may_open=may_manage and panel.is_appointed,
            **kwargs,
        )


class _PanelAct(ActView):
    """An act of the office on the panel of a selection."""

    permission = "careers.manage_panel"

    def get_subject(self) -> Selection:
        return panel_selection(self.request, self.kwargs["pk"])

    def back(self) -> str:
        return reverse("careers:panel-detail", args=[self.subject.pk])

    def get_crumb(self) -> str:
        return _("Panel of “%(title)s”") % {"title": self.subject}


def _of_a_change(selection: Selection) -> list[Any]:
    """What a change of its members means for a panel that is appointed."""
    if not SelectionPanel.objects.filter(selection=selection, appointed_at__isnull=False).exists():
        return []
    return [_("The panel rests: nobody scores until a new decree has appointed it, and the rules are checked again.")]


class MemberCreateView(_PanelAct):
    form_class = MemberForm
    page_title = gettext_lazy("Add a panel member")
    submit_label = gettext_lazy("Add")
    intro = gettext_lazy(
        "An odd number from five to nine, at most 45 % of them internal. Outside experts need an account. Whoever "
        "works for this government counts as internal, whatever is chosen here."
    )
    done = gettext_lazy("Added.")

    def get_consequences(self) -> list[Any]:
        return _of_a_change(self.subject)

    def act(self, form: Any) -> None:
        add_member(selection=self.subject, **form.cleaned_data, by=self.request.user)


class MemberRemoveView(_PanelAct):
    form_class = RemoveForm
    page_title = gettext_lazy("Remove a panel member")
    submit_label = gettext_lazy("Remove")
    submit_tone = "bad"
    done = gettext_lazy("Removed.")
    consequences = (
        gettext_lazy("The member sees nothing of this selection any more."),
        gettext_lazy("Once the panel is appointed, the name stays in the record with the scores given until now."),
    )

    def get_consequences(self) -> list[Any]:
        return [*self.consequences, *_of_a_change(self.subject)]

    @cached_property
    def member(self) -> PanelMember:
        rows = PanelMember.objects.active().select_related("user", "selection")
        member: PanelMember = get_object_or_404(rows, pk=self.kwargs["member"], selection=self.kwargs["pk"])
        return member

    def get_subject(self) -> Selection:
        return panel_selection(self.request, self.kwargs["pk"])

    def get_intro(self) -> str:
        return f"{self.member} · {self.member.institution}"

    def act(self, form: Any) -> None:
        remove_member(member=self.member, reason=form.cleaned_data["reason"], by=self.request.user)


class PanelAppointView(_PanelAct):
    form_class = AppointForm
    page_title = gettext_lazy("Appoint the panel")
    submit_label = pgettext_lazy("panel", "Appoint")
    done = gettext_lazy("Appointed. The members are told.")
    consequences = (
        gettext_lazy("The members are told and declare conflicts of interest."),
        gettext_lazy("Afterwards members change only by another decree."),
    )

    def get_stamp(self) -> str:
        return members_stamp(self.subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chair = _("Chair")
        members = self.subject.panel_members.active().select_related("user").order_by("number")
        facts = [
            (member.code, f"{member.user.name} ({chair})" if member.is_chair else member.user.name)
            for member in members
        ]
        return super().get_context_data(facts=facts, **kwargs)

    def act(self, form: Any) -> None:
        appoint_panel(selection=self.subject, **form.cleaned_data, by=self.request.user, seen=self.seen)


class RubricEditView(_PanelAct):
    form_class = RubricForm
    page_title = gettext_lazy("Rubric")
    submit_label = gettext_lazy("Save the rubric")
    intro = gettext_lazy("Every member scores by these criteria. Once scoring is open the rubric no longer changes.")
    frozen = (
        gettext_lazy("The rubric is part of the frozen plan: it holds once a second person has signed this amendment."),
        gettext_lazy("Then the amendment, its reason and the rubric are public, and candidates are told."),
    )

    def ensure(self) -> None:
        ensure_rubric_changes(self.stage)

    @cached_property
    def is_frozen(self) -> bool:
        return planned_stage(self.subject.plan, self.stage.order) is not None

    def get_consequences(self) -> list[Any]:
        return list(self.frozen) if self.is_frozen else []

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_frozen": self.is_frozen}

    @cached_property
    def stage(self) -> SelectionStage:
        stage: SelectionStage = get_object_or_404(SelectionStage, pk=self.kwargs["stage"], selection=self.kwargs["pk"])
        if stage.kind not in SCORED_KINDS:
            raise Http404
        stage.selection = self.subject
        return stage

    def get_title(self) -> str:
        return _("Rubric: %(stage)s") % {"stage": self.stage.title}

    def get_initial(self) -> dict[str, Any]:
        rubric = Rubric.objects.filter(stage=self.stage).prefetch_related("criteria").first()
        return RubricForm.initial_of(rubric, is_blind=self.stage.kind in BLIND_KINDS)

    def get_stamp(self) -> str:
        return rubric_stamp(self.stage)

    def act(self, form: Any) -> None:
        set_rubric(
            stage=self.stage,
            is_blind=form.cleaned_data["is_blind"],
            instructions=form.cleaned_data["instructions"],
            criteria=[Criterion(*row) for row in form.cleaned_data["criteria"]],
            reason=form.cleaned_data.get("reason", ""),
            by=self.request.user,
            seen=self.seen,
        )
        if self.is_frozen:
            messages.success(self.request, _("You have signed. The amendment holds once somebody else has signed too."))
        else:
            messages.success(self.request, _("Saved."))


class ScoringOpenView(_PanelAct):
    page_title = gettext_lazy("Open the scoring")
    submit_label = gettext_lazy("Open")
    done = gettext_lazy("Open. The members are told.")
    consequences = (
        gettext_lazy("The members are told and can score from now on."),
        gettext_lazy("The rubric no longer changes."),
    )

    def get_subject(self) -> Selection:
        return panel_selection(self.request, self.rubric.stage.selection_id)

    @cached_property
    def rubric(self) -> Rubric:
        rubric: Rubric = get_object_or_404(Rubric.objects.select_related("stage"), pk=self.kwargs["pk"])
        return rubric

    def ensure(self) -> None:
        if self.rubric.state != ScoringState.PREPARED:
            raise DomainError(_("Scoring of this stage was opened already."))

    def get_intro(self) -> str:
        return self.rubric.stage.title

    def act(self, form: Any) -> None:
        open_scoring(rubric=self.rubric, by=self.request.user)
