"""Pages of those who plan and close a sitting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_POST
from django.views.generic import DetailView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView, ServiceFormView
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from careers.enums import AttendanceState, DutyKind, SelectionState, SittingState, StageKind
from careers.filters.exam import SittingFilter
from careers.forms.exam import ReasonForm
from careers.forms.exam_sitting import CandidatesForm, DutyForm, RoomForm, SittingForm
from careers.models import (
    Blueprint,
    ItemBank,
    PaperItem,
    SelectionStage,
    Sitting,
    SittingCandidate,
    SittingDuty,
    SittingRoom,
)
from careers.rules.exam import has_duty, keeps_sitting, reads_sitting, refuse_examined, watches
from careers.services.exam_paper import make_papers, shortage_sentences
from careers.services.exam_result import publish_results
from careers.services.exam_sitting import (
    add_candidates,
    add_room,
    cancel_sitting,
    change_sitting,
    close_sitting,
    give_duty,
    open_sitting,
    plan_sitting,
    remove_candidate,
    remove_room,
    stage_people,
    take_duty,
)
from careers.services.exam_state import ensure_state
from careers.tables.exam import SittingTable
from careers.words.exam import third_marker_sentence
from employees.models import Employee


def visible_sitting(request: HttpRequest, pk: int) -> Sitting:
    sittings = Sitting.objects.visible_to(request.user).select_related(
        "unit", "blueprint__bank__unit", "stage__selection__unit"
    )
    sitting = get_object_or_404(sittings, pk=pk)
    refuse_examined(request.user, sitting)
    return sitting  # type: ignore[no-any-return]


def essays_of(sitting: Sitting) -> dict[str, Any]:
    """What the pages say about essays that wait for a third mark: `third_marker`, for lack of one; else `thirds`."""
    if sitting.state != SittingState.CLOSED:
        return {"third_marker": "", "thirds": 0}
    essays = PaperItem.objects.filter(paper__candidate__sitting=sitting)
    lacking = essays.without_third_marker().count()
    return {
        "third_marker": third_marker_sentence(lacking) if lacking else "",
        "thirds": essays.awaiting_third().count() - lacking,
    }


class SittingListView(PermissionRequiredMixin, PortalListView):
    permission_required = "careers.view_sittings"
    model = Sitting
    table_class = SittingTable
    filterset_class = SittingFilter
    template_name = "careers/exam_sitting_list.html"
    page_title = gettext_lazy("Exam sittings")
    export_name = "exam-sittings"
    empty_title = gettext_lazy("No sitting here")
    empty_text = gettext_lazy(
        "Sittings that you plan, read or have a duty in are listed here. Exams that you sit yourself stand under “My "
        "exams”."
    )
    empty_icon = "clock"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("unit").with_counts()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_plan = scope_of(self.request.user).has(Permission.CAREER_MANAGE)
        return super().get_context_data(may_plan=may_plan, **kwargs)


class SittingDetailView(DetailView):
    template_name = "careers/exam_sitting_detail.html"
    context_object_name = "sitting"

    def get_object(self, queryset: Any = None) -> Sitting:
        return visible_sitting(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sitting, user = self.object, self.request.user
        keeps = keeps_sitting.test(user, sitting)
        reads = reads_sitting.test(user, sitting)
        candidates = list(
            sitting.candidates.select_related("employee__unit", "employee__position", "room").order_by("number")
        )
        is_planned = sitting.state == SittingState.PLANNED
        with timezone.override(sitting.unit.tz):
            return super().get_context_data(
                candidates=candidates,
                rooms=sitting.rooms.all(),
                duties=sitting.duties.select_related("employee"),
                keeps=keeps,
                reads=reads,
                shortages=shortage_sentences(sitting.blueprint) if keeps and is_planned else [],
                may_plan=keeps and is_planned,
                may_open=keeps and sitting.state == SittingState.READY,
                may_cancel=keeps and sitting.state in {SittingState.PLANNED, SittingState.READY},
                may_close=keeps and sitting.state == SittingState.OPEN,
                may_publish=keeps and sitting.state == SittingState.CLOSED,
                may_watch=sitting.state in {SittingState.READY, SittingState.OPEN} and watches.test(user, sitting),
                may_key=sitting.state in {SittingState.OPEN, SittingState.CLOSED}
                and (keeps or has_duty(DutyKind.KEYER).test(user, sitting)),
                may_mark=sitting.state == SittingState.CLOSED and has_duty(DutyKind.MARKER).test(user, sitting),
                **essays_of(sitting),
                shows_figures=reads and sitting.state in {SittingState.CLOSED, SittingState.PUBLISHED},
                shows_scores=reads and sitting.state in {SittingState.CLOSED, SittingState.PUBLISHED},
                **kwargs,
            )


class _SittingFormView(ServiceFormView):
    form_class = SittingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        stages = SelectionStage.objects.filter(
            scope_of(user).path_filter(Permission.CAREER_MANAGE, "selection__unit__path"),
            kind=StageKind.EXAM,
            published_at=None,
            selection__state=SelectionState.ANNOUNCED,
        )
        # Nobody plans an exam for a selection in which they compete, or with a bank that examines them.
        own = scope_of(user).employee_id
        stages = stages.exclude(selection__candidacies__employee=own) if own else stages
        blueprints = Blueprint.objects.filter(bank__in=ItemBank.objects.open_to(user))
        return {**super().get_form_kwargs(), "blueprints": blueprints, "stages": stages.select_related("selection")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = reverse("careers:exam-sitting-list")
        return super().get_context_data(crumbs=[(url, _("Exam sittings"))], **kwargs)

    @staticmethod
    def values(form: Any) -> dict[str, Any]:
        given = form.cleaned_data
        zone = given["blueprint"].bank.unit.tz
        for name in ("starts_at", "closes_at"):
            # Typed as the clocks of the unit show it, whatever the portal's own zone.
            given[name] = timezone.make_naive(given[name]).replace(tzinfo=zone)
        return given


class SittingCreateView(PermissionRequiredMixin, _SittingFormView):
    permission_required = "careers.keep_exams"
    done = gettext_lazy("Planned. Add rooms, duties and candidates.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Plan a sitting"),
            cancel_url=reverse("careers:exam-sitting-list"),
            submit_label=pgettext("act", "Plan"),
            **kwargs,
        )

    def act(self, form: Any) -> Any:
        given = self.values(form)
        return plan_sitting(unit=given["blueprint"].bank.unit, **given, by=self.request.user)


class SittingChangeView(_SittingFormView):
    done = gettext_lazy("Kept.")

    @cached_property
    def sitting(self) -> Sitting:
        sitting = visible_sitting(self.request, self.kwargs["pk"])
        require(self.request.user, "careers.keep_sitting", sitting)
        return sitting

    def ensure(self) -> None:
        ensure_state(self.sitting, SittingState.PLANNED)

    def back(self) -> str:
        return str(self.sitting.get_absolute_url())

    def get_initial(self) -> dict[str, Any]:
        names = ("title", "minutes", "pass_mark", "essay_limit", "shows_slip")
        sitting = self.sitting
        return {
            **{name: getattr(sitting, name) for name in names},
            **{
                name: timezone.make_naive(getattr(sitting, name), sitting.unit.tz)
                for name in ("starts_at", "closes_at")
            },
            "blueprint": sitting.blueprint_id,
            "stage": sitting.stage_id,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Change the sitting"), cancel_url=self.sitting.get_absolute_url(), **kwargs
        )

    def act(self, form: Any) -> Any:
        return change_sitting(sitting=self.sitting, **self.values(form), by=self.request.user)


class SittingActView(ActView):
    """An act of those who keep the sitting, while it is in one of `states`."""

    states: tuple[str, ...]
    permission = "careers.keep_sitting"

    def get_subject(self) -> Sitting:
        return visible_sitting(self.request, self.kwargs["pk"])

    def ensure(self) -> None:
        ensure_state(self.subject, *self.states)

    @property
    def colleagues(self) -> Any:
        government = self.subject.unit.path[: len(self.subject.unit.government_path)]
        return Employee.objects.active().filter(unit__path__startswith=government)


class RoomAddView(SittingActView):
    states = (SittingState.PLANNED,)
    form_class = RoomForm
    page_title = gettext_lazy("Add a room")
    submit_label = gettext_lazy("Add")
    done = gettext_lazy("Added.")

    def act(self, form: Any) -> None:
        add_room(sitting=self.subject, **form.cleaned_data, by=self.request.user)


class DutyGiveView(SittingActView):
    states = (*SittingState.values[:4],)
    form_class = DutyForm
    page_title = gettext_lazy("Give a duty")
    submit_label = gettext_lazy("Give the duty")
    consequences = (
        gettext_lazy("Proctors see the live board, change times and end an exam for one person."),
        gettext_lazy("Markers read essays without names; each essay needs two of them, sometimes a third."),
        gettext_lazy("Each paper is typed in by two people."),
        gettext_lazy("The people are told."),
    )
    done = gettext_lazy("Given. They are told.")

    def get_initial(self) -> dict[str, Any]:
        return {"kind": self.request.GET.get("kind", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "people": self.colleagues}

    def act(self, form: Any) -> None:
        for employee in form.cleaned_data["people"]:
            give_duty(
                sitting=self.subject,
                employee=employee,
                kind=DutyKind(form.cleaned_data["kind"]),
                by=self.request.user,
            )


class CandidatesAddView(SittingActView):
    states = (SittingState.PLANNED,)
    form_class = CandidatesForm
    page_title = gettext_lazy("Add candidates")
    submit_label = gettext_lazy("Add")
    consequences = (gettext_lazy("They are invited when the papers are made."),)

    def get_form_kwargs(self) -> dict[str, Any]:
        has_stage = self.subject.stage is not None
        return {**super().get_form_kwargs(), "people": self.colleagues, "has_stage": has_stage}

    def act(self, form: Any) -> None:
        people = list(form.cleaned_data.get("people") or [])
        if form.cleaned_data.get("everybody"):
            people += stage_people(sitting=self.subject)
            if not people:
                raise DomainError(_("Everybody who is admitted belongs to another sitting of this stage already."))
        added = add_candidates(sitting=self.subject, employees=people, by=self.request.user)
        sentence = ngettext("%(count)s candidate added.", "%(count)s candidates added.", added) % {"count": added}
        messages.success(self.request, sentence)


class PapersMakeView(SittingActView):
    states = (SittingState.PLANNED,)
    page_title = gettext_lazy("Make the papers")
    submit_label = gettext_lazy("Make the papers")
    consequences = (
        gettext_lazy("Each candidate gets a paper of their own from the approved items, and a seat."),
        gettext_lazy("Blueprint, rooms and candidates are fixed from then on."),
        gettext_lazy("Candidates are invited."),
    )
    done = gettext_lazy("Made. The candidates are invited.")

    def act(self, form: Any) -> None:
        make_papers(sitting=self.subject, by=self.request.user)


class SittingOpenView(SittingActView):
    states = (SittingState.READY,)
    page_title = gettext_lazy("Open the exam")
    submit_label = gettext_lazy("Open")
    consequences = (
        gettext_lazy("From the opening time on, candidates start with their code; the clock runs for each."),
    )
    done = gettext_lazy("Open.")

    def act(self, form: Any) -> str:
        open_sitting(sitting=self.subject, by=self.request.user)
        return reverse("careers:exam-board", args=[self.subject.pk])


class SittingCloseView(SittingActView):
    states = (SittingState.OPEN,)
    page_title = gettext_lazy("Close the exam")
    submit_label = gettext_lazy("Close")
    done = gettext_lazy("Closed and scored.")

    def get_consequences(self) -> list[Any]:
        sitting = self.subject
        found = [
            _("Nobody can start any more; who did not start is absent."),
            _("Answers are scored and the items analysed. Results stay inside until you publish them."),
            _("This can't be undone."),
        ]
        missing = sitting.candidates.filter(state=AttendanceState.INVITED).count()
        if missing:
            sentence = ngettext(
                "%(count)s candidate has not started and becomes absent. The last start is %(moment)s.",
                "%(count)s candidates have not started and become absent. The last start is %(moment)s.",
                missing,
            )
            moment = formats.date_format(sitting.closes_at.astimezone(sitting.unit.tz), "DATETIME_FORMAT")
            found.insert(0, sentence % {"count": missing, "moment": moment})
        return found

    def act(self, form: Any) -> None:
        close_sitting(sitting=self.subject, by=self.request.user)


class SittingPublishView(SittingActView):
    states = (SittingState.CLOSED,)
    page_title = gettext_lazy("Publish the results")
    submit_label = gettext_lazy("Publish the results")
    done = gettext_lazy("Published. The candidates are told.")

    def get_consequences(self) -> list[Any]:
        found = [
            _("Each candidate reads their own result and is told."),
            _("No item can be dropped any more. This can't be undone."),
        ]
        if self.subject.stage is not None:
            found.insert(
                0, _("The scores go to the stage “%(stage)s” of the selection.") % {"stage": self.subject.stage}
            )
        return found

    def act(self, form: Any) -> None:
        publish_results(sitting=self.subject, by=self.request.user)


class SittingCancelView(SittingActView):
    states = (SittingState.PLANNED, SittingState.READY)
    form_class = ReasonForm
    page_title = gettext_lazy("Cancel the sitting")
    submit_label = gettext_lazy("Cancel the sitting")
    submit_tone = "bad"
    consequences = (gettext_lazy("Invited candidates read your reason. This can't be undone."),)
    done = gettext_lazy("Cancelled.")

    def act(self, form: Any) -> None:
        cancel_sitting(sitting=self.subject, reason=form.cleaned_data["reason"], by=self.request.user)


@require_POST
def room_remove(request: HttpRequest, pk: int, room_pk: int) -> HttpResponse:
    sitting = _kept_sitting(request, pk)
    room = get_object_or_404(SittingRoom, pk=room_pk, sitting=sitting)
    return _told(request, sitting, lambda: remove_room(room=room, by=request.user), _("The room is taken off."))


@require_POST
def duty_take(request: HttpRequest, pk: int, duty_pk: int) -> HttpResponse:
    sitting = _kept_sitting(request, pk)
    duty = get_object_or_404(SittingDuty, pk=duty_pk, sitting=sitting)
    return _told(request, sitting, lambda: take_duty(duty=duty, by=request.user), _("The duty is taken away."))


@require_POST
def candidate_remove(request: HttpRequest, pk: int, candidate_pk: int) -> HttpResponse:
    sitting = _kept_sitting(request, pk)
    candidate = get_object_or_404(SittingCandidate, pk=candidate_pk, sitting=sitting)
    return _told(
        request,
        sitting,
        lambda: remove_candidate(candidate=candidate, by=request.user),
        _("The candidate is taken off."),
    )


def _kept_sitting(request: HttpRequest, pk: int) -> Sitting:
    sitting = visible_sitting(request, pk)
    require(request.user, "careers.keep_sitting", sitting)
    return sitting


def _told(request: HttpRequest, sitting: Sitting, act: Any, done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(sitting)
