"""The members' pages: my selections, conflicts, scoring on a phone, minutes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.acts import ActView
from asn_portal.errors import DomainError
from careers.domain.panel import Visibility, visibility
from careers.forms.panel import ConflictForm, LateConflictForm, ScoreForm
from careers.forms.reason import ReasonForm
from careers.models import PanelDiscussion, PanelMember, PanelMinutes, Rubric, Selection, StageObjection
from careers.panel_board import BoardRow, ScoringBoard
from careers.panel_duties import objection_duties, scoring_duties
from careers.reports.panel_minutes import heard_since, minutes_pdf, said_to
from careers.rules.panel import seat_of
from careers.services.panel import ENDED, declare_conflicts, declare_late_conflict, declared_none, undeclared
from careers.services.panel_minutes import sign_minutes
from careers.services.panel_objection import new_scores, refusal_to_answer
from careers.services.panel_score import close_discussion, finish_scoring, give_score, open_discussion
from careers.services.stage_paper import papers_of


def seat_or_404(request: HttpRequest, selection_id: int) -> PanelMember:
    """The user's own seat; who has none is not told that the selection exists."""
    rows = PanelMember.objects.seated(request.user).select_related("user", "selection__unit", "selection__panel")
    seat: PanelMember = get_object_or_404(rows, selection=selection_id)
    return seat


def visible_rubric(request: HttpRequest, pk: int) -> Rubric:
    rubric: Rubric = get_object_or_404(Rubric.objects.visible_to(request.user).with_stage(), pk=pk)
    return rubric


class SeatListView(TemplateView):
    """My selections as a panel member."""

    template_name = "careers/panel_seats.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        require(self.request.user, "careers.list_seats")
        rows = PanelMember.objects.seated(self.request.user).select_related("selection__unit").order_by("-pk")
        seats = list(rows[:50])
        duties = objection_duties(seats)
        return super().get_context_data(
            seats=[
                (
                    seat,
                    undeclared(seat).count(),
                    scoring_duties(seat),
                    len({duty.objection.pk for duty in duties[seat.pk]}),
                )
                for seat in seats
            ],
            **kwargs,
        )


class PanelBoardView(TemplateView):
    """One selection as its panel sees it."""

    template_name = "careers/panel_board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seat = seat_or_404(self.request, self.kwargs["pk"])
        rubrics = Rubric.objects.filter(stage__selection=seat.selection).with_stage().order_by("stage__order")
        shown = [rubric for rubric in rubrics if rubric.state != "prepared"]
        waiting = {duty.objection.pk: duty.rubric.pk for duty in objection_duties([seat])[seat.pk]}
        objections = Counter(waiting.values())
        return super().get_context_data(
            seat=seat,
            selection=seat.selection,
            to_declare=undeclared(seat).count(),
            conflicts=seat.declarations.conflicts().count(),
            may_declare_late=seat.selection.state not in ENDED and declared_none(seat).exists(),
            members=PanelMember.objects.active()
            .filter(selection=seat.selection)
            .select_related("user")
            .order_by("number"),
            stages=[(rubric, *ScoringBoard(rubric).progress_of(seat), objections[rubric.pk]) for rubric in shown],
            **kwargs,
        )


class ConflictView(ActView):
    template_name = "careers/panel_conflicts.html"
    form_class = ConflictForm
    permission = "careers.judge"
    page_title = gettext_lazy("Declare conflicts of interest")
    submit_label = gettext_lazy("Declare")
    done = gettext_lazy("Declared. Thank you.")
    intro = gettext_lazy(
        "Is one of them a relative, your superior or subordinate, a partner in business, or somebody with whom you "
        "have a dispute? The names stand in alphabetical order and say nothing about pseudonyms or scores."
    )
    consequences = (
        gettext_lazy("You do not see or score a candidate with whom you declare a conflict."),
        gettext_lazy("The declaration stands in the minutes and can't be taken back."),
    )

    @cached_property
    def seat(self) -> PanelMember:
        return seat_or_404(self.request, self.kwargs["pk"])

    def get_subject(self) -> Selection:
        return self.seat.selection

    def back(self) -> str:
        return self.seat.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "candidacies": undeclared(self.seat)}

    def act(self, form: Any) -> None:
        declare_conflicts(
            member=self.seat,
            conflicts=form.cleaned_data["conflicts"],
            seen=form.cleaned_data["seen"],
            by=self.request.user,
        )


class LateConflictView(ActView):
    form_class = LateConflictForm
    permission = "careers.judge"
    page_title = gettext_lazy("Declare a conflict learnt of later")
    submit_label = gettext_lazy("Declare")
    done = gettext_lazy("Declared. Thank you.")
    consequences = (
        gettext_lazy("You do not see or score this candidate any more."),
        gettext_lazy("A score that you gave doesn't count, unless the minutes of its stage are written already."),
        gettext_lazy("The declaration and the score stand in the minutes and can't be taken back."),
    )

    @cached_property
    def seat(self) -> PanelMember:
        return seat_or_404(self.request, self.kwargs["pk"])

    def get_subject(self) -> Selection:
        return self.seat.selection

    def back(self) -> str:
        return self.seat.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, Any]:
        candidacies = [declaration.candidacy for declaration in declared_none(self.seat)]
        return {**super().get_form_kwargs(), "candidacies": candidacies}

    def act(self, form: Any) -> None:
        declare_late_conflict(member=self.seat, **form.cleaned_data, by=self.request.user)


class ScoringDetailView(TemplateView):
    """The candidates of a stage. A member sees others' scores of a candidate once all are given; the office sees how
    far each is, and the scores when the scoring is finished."""

    template_name = "careers/scoring_detail.html"

    @cached_property
    def rubric(self) -> Rubric:
        return visible_rubric(self.request, self.kwargs["pk"])

    @cached_property
    def seat(self) -> PanelMember | None:
        return seat_of(self.request.user, self.rubric.stage.selection)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "careers.view_scoring", self.rubric.stage.selection)
        if self.seat is not None and (self.rubric.state == "prepared" or undeclared(self.seat).exists()):
            return redirect(self.seat)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rubric, seat = self.rubric, self.seat
        board = ScoringBoard(rubric)
        rows = [_shown(row, seat, rubric) for row in board.rows if seat is None or seat.pk not in row.conflicts]
        waiting = StageObjection.objects.open().of_running().filter(stage=rubric.stage_id)
        objections = {each.candidacy_id: each for each in waiting.prefetch_related("panel_scores")}
        for line in rows:
            row = line["row"]
            objection = objections.get(row.candidacy.pk) if rubric.is_finished else None
            line["objects"] = objection is not None
            line["may_hear"] = objection and seat and row.can_be_heard_again and seat.pk in row.judges
            line["again"] = line["may_hear"] and next(
                (score for score in objection.panel_scores.all() if score.member_id == seat.pk), None
            )
            line["may_answer"] = line["may_hear"] and not refusal_to_answer(row, seat, new_scores(objection, row))
        is_chair = seat is not None and seat.is_chair
        sees_severity = rubric.is_finished and (seat is None or is_chair)
        return super().get_context_data(
            rubric=rubric,
            selection=rubric.stage.selection,
            seat=seat,
            board=board,
            rows=rows,
            hidden=len(board.rows) - len(rows),
            severities=board.severities() if sees_severity else None,
            may_discuss=is_chair and rubric.is_open,
            may_finish=is_chair and rubric.is_open,
            minutes=PanelMinutes.objects.filter(rubric=rubric).first(),
            **kwargs,
        )


def _shown(row: BoardRow, seat: PanelMember | None, rubric: Rubric) -> dict[str, Any]:
    """What this reader may see of a candidate."""
    own = row.scores.get(seat.pk) if seat else None
    may = _may(row, seat, rubric)
    shows = may.shows_others if seat else rubric.is_finished
    return {
        "row": row,
        "own": own,
        "may_score": may.may_score,
        "may_change": may.may_change,
        "mean": row.mean if shows else None,
        "scores": list(row.scores.values()) if shows else [],
        "shows": shows,
    }


def _may(row: BoardRow, seat: PanelMember | None, rubric: Rubric) -> Visibility:
    return visibility(
        in_conflict=seat is None or (seat.pk not in row.scorers and seat.pk not in row.scores),
        is_open=rubric.is_open,
        has_scored=seat is not None and seat.pk in row.scores,
        all_scored=row.is_complete,
        discussed=row.discussion is not None,
        was_shown=row.was_shown_to(seat.pk if seat else None),
    )


class _CandidateAct(ActView):
    """An act of a panel member on one candidate of a stage."""

    permission = "careers.judge"

    @cached_property
    def rubric(self) -> Rubric:
        return visible_rubric(self.request, self.kwargs["pk"])

    @cached_property
    def seat(self) -> PanelMember:
        return seat_or_404(self.request, self.rubric.stage.selection_id)

    @cached_property
    def row(self) -> BoardRow:
        """Of the candidate; a conflict hides them."""
        row = ScoringBoard(self.rubric).row_of(self.kwargs["candidacy"])
        if row is None or self.seat.pk in row.conflicts or undeclared(self.seat).exists():
            raise Http404
        return row

    @property
    def papers(self) -> Any:
        return papers_of(self.rubric.stage, self.row.candidacy)

    def get_subject(self) -> Selection:
        selection: Selection = self.rubric.stage.selection
        return selection

    def back(self) -> str:
        return self.rubric.get_absolute_url()

    def get_crumb(self) -> str:
        return str(self.rubric.stage.title)


class ScoreView(_CandidateAct):
    template_name = "careers/score_form.html"
    form_class = ScoreForm
    submit_label = gettext_lazy("Give this score")
    done = gettext_lazy("Your score is kept.")

    def get_title(self) -> str:
        return _("Score %(label)s") % {"label": self.row.label}

    def get_intro(self) -> str:
        return str(self.rubric.instructions)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may = _may(self.row, self.seat, self.rubric)
        if not (may.may_score or may.may_change):
            messages.info(request, _("The scores of this candidate no longer change."))
            return redirect(self.rubric)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        own = self.row.scores.get(self.seat.pk)
        asks_reason = own is not None and self.row.discussion is not None
        return {**super().get_form_kwargs(), "rubric": self.rubric, "score": own, "asks_reason": asks_reason}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, rubric=self.rubric, papers=self.papers, objection=None, **kwargs)

    def act(self, form: Any) -> None:
        give_score(
            rubric=self.rubric,
            member=self.seat,
            candidacy=self.row.candidacy,
            levels=form.chosen,
            note=form.cleaned_data["note"],
            reason=form.cleaned_data.get("reason", ""),
            by=self.request.user,
        )


class DiscussionOpenView(_CandidateAct):
    permission = "careers.chair"
    form_class = ReasonForm
    submit_label = gettext_lazy("Open the discussion")
    done = gettext_lazy("Open. The members are told.")
    consequences = (
        gettext_lazy("Members may change their score of this candidate, each with a reason."),
        gettext_lazy("The reason, every change and both scores stand in the minutes."),
    )

    def get_title(self) -> str:
        return _("Discuss %(label)s again") % {"label": self.row.label}

    def act(self, form: Any) -> None:
        open_discussion(
            rubric=self.rubric,
            candidacy=self.row.candidacy,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )


@require_POST
def discussion_close(request: HttpRequest, pk: int, candidacy: int) -> HttpResponse:
    rubric = visible_rubric(request, pk)
    require(request.user, "careers.chair", rubric.stage.selection)
    rows = PanelDiscussion.objects.select_related("rubric", "candidacy")
    discussion = get_object_or_404(rows, rubric=rubric, candidacy=candidacy, closed_at=None)
    try:
        close_discussion(discussion=discussion, by=request.user)
        messages.success(request, _("Closed. The scores are fixed again."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(rubric)


class ScoringFinishView(ActView):
    permission = "careers.chair"
    page_title = gettext_lazy("Finish the scoring")
    submit_label = gettext_lazy("Finish")
    done = gettext_lazy("Finished. The members are asked to sign the minutes.")
    consequences = (
        gettext_lazy("The mean of the members' scores becomes the result of each candidate."),
        gettext_lazy("The minutes are written, and the members are asked to sign them."),
        gettext_lazy("No score changes afterwards."),
    )

    @cached_property
    def rubric(self) -> Rubric:
        return visible_rubric(self.request, self.kwargs["pk"])

    def get_subject(self) -> Selection:
        selection: Selection = self.rubric.stage.selection
        return selection

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.rubric.is_open:
            messages.info(request, _("Scoring of this stage is not open."))
            return redirect(self.rubric)
        return super().get(request, *args, **kwargs)

    def back(self) -> str:
        return self.rubric.get_absolute_url()

    def get_crumb(self) -> str:
        return str(self.rubric.stage.title)

    def act(self, form: Any) -> str:
        rubric = finish_scoring(rubric=self.rubric, by=self.request.user)
        return reverse("careers:minutes-detail", args=[rubric.pk])


def visible_minutes(request: HttpRequest, rubric_pk: int) -> PanelMinutes:
    rows = (
        PanelMinutes.objects.visible_to(request.user)
        .select_related("rubric__stage__selection__unit")
        .prefetch_related("signatures__member__user")
    )
    minutes: PanelMinutes = get_object_or_404(rows, rubric=rubric_pk)
    require(request.user, "careers.view_minutes", minutes)
    return minutes


class MinutesDetailView(TemplateView):
    template_name = "careers/minutes_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        minutes = visible_minutes(self.request, self.kwargs["pk"])
        selection = minutes.rubric.stage.selection
        user = self.request.user
        seat = seat_of(user, selection)
        said, hidden = said_to(minutes, seat)
        signed = {signature.member.user_id for signature in minutes.signatures.all()}
        return super().get_context_data(
            minutes=minutes,
            selection=selection,
            seat=seat,
            said=said,
            hidden=hidden,
            heard=heard_since(minutes, seat),
            may_sign=user.has_perm("careers.sign_minutes", minutes) and user.pk not in signed,
            **kwargs,
        )


@require_POST
def minutes_sign(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = visible_minutes(request, pk)
    require(request.user, "careers.sign_minutes", minutes)
    seat = PanelMember.objects.get(selection=minutes.rubric.stage.selection_id, user=request.user.pk)
    try:
        sign_minutes(minutes=minutes, member=seat, by=request.user)
        messages.success(request, _("Signed."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(minutes)


@require_safe
def minutes_file(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = visible_minutes(request, pk)
    seat = seat_of(request.user, minutes.rubric.stage.selection)
    response = HttpResponse(minutes_pdf(minutes, seat), content_type="application/pdf")
    code = minutes.rubric.stage.selection.code.lower()
    response["Content-Disposition"] = f'inline; filename="berita-acara-{code}-{minutes.rubric.stage.order}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
