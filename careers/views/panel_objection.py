"""The members' pages about an objection to their score: scoring once more, the answer of the panel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.guards import require
from careers.enums import ObjectionState
from careers.forms.panel import PanelAnswerForm, ScoreAgainForm
from careers.models import ConflictDeclaration, StageObjection
from careers.services.panel_objection import (
    answer_by_panel,
    mean_with,
    new_scores,
    refusal_to_answer,
    refusal_to_score,
    score_again,
    scores_stamp,
)
from careers.services.stage_objection import over_words, settled_words
from careers.views.panel_scoring import _CandidateAct


class _ObjectionAct(_CandidateAct):
    """Of a candidate who objected to the panel's score."""

    @cached_property
    def objection(self) -> StageObjection:
        rows = StageObjection.objects.open().select_related("stage__selection", "candidacy")
        objection: StageObjection = get_object_or_404(rows, stage=self.rubric.stage_id, candidacy=self.row.candidacy.pk)
        return objection

    @property
    def settled(self) -> StageObjection | None:
        """The objection, where it is over and the member has no conflict with the candidate."""
        declared = ConflictDeclaration.objects.filter(
            member=self.seat, candidacy=self.kwargs["candidacy"], has_conflict=False
        )
        rows = StageObjection.objects.filter(stage=self.rubric.stage_id, candidacy__in=declared.values("candidacy"))
        last: StageObjection | None = rows.select_related("candidacy").order_by("-pk").first()
        return last if last is not None and last.state != ObjectionState.OPEN else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission, self.subject)
        if settled := self.settled:
            messages.info(request, settled_words(settled))
            return redirect(self.rubric)
        if self.seat.pk not in self.row.judges or self.objection.pk is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def refusal(self) -> str:
        """Why the act can't be done now; "" when it can."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if refusal := over_words(self.subject) or self.refusal():
            messages.info(request, refusal)
            return redirect(self.rubric)
        return super().get(request, *args, **kwargs)

    def get_intro(self) -> str:
        return self.objection.text


class ObjectionScoreView(_ObjectionAct):
    template_name = "careers/score_form.html"
    form_class = ScoreAgainForm
    submit_label = gettext_lazy("Give this score")
    done = gettext_lazy("Your new score is kept. The chair sends the panel's answer.")

    def get_title(self) -> str:
        return _("Objection: score %(label)s once more") % {"label": self.row.label}

    def refusal(self) -> str:
        return refusal_to_score(self.row, self.seat)

    def get_form_kwargs(self) -> dict[str, Any]:
        own = self.objection.panel_scores.filter(member=self.seat).first() or self.row.scores.get(self.seat.pk)
        return {**super().get_form_kwargs(), "rubric": self.rubric, "levels": own.levels if own else {}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            row=self.row, rubric=self.rubric, papers=self.papers, objection=self.objection, **kwargs
        )

    def act(self, form: Any) -> None:
        score_again(
            objection=self.objection,
            member=self.seat,
            levels=form.chosen,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )


class PanelAnswerView(_ObjectionAct):
    form_class = PanelAnswerForm
    submit_label = gettext_lazy("Send the answer")
    done = gettext_lazy("The answer is sent.")
    consequences = (
        gettext_lazy("More than half of the members must have scored the candidate once more."),
        gettext_lazy(
            "If the mean with the new scores is higher, the objection is upheld and the mean becomes the result; "
            "otherwise it is dismissed."
        ),
        gettext_lazy("The candidate is told the answer. It can't be changed afterwards."),
    )

    def refusal(self) -> str:
        return refusal_to_answer(self.row, self.seat, new_scores(self.objection, self.row))

    def get_stamp(self) -> str:
        return scores_stamp(self.objection, self.row)

    def get_title(self) -> str:
        return _("Answer the objection of %(label)s") % {"label": self.row.label}

    def get_consequences(self) -> list[Any]:
        again = new_scores(self.objection, self.row)
        given, everybody = len(again), len(self.row.scores)
        state = _("So far %(given)s of %(all)s have scored.") % {"given": given, "all": everybody}
        scores = [
            _("%(member)s: %(first)s → %(again)s. %(reason)s")
            % {
                "member": score.member.code,
                "first": formats.number_format(self.row.scores[score.member_id].score, 2),
                "again": formats.number_format(score.score, 2),
                "reason": score.reason,
            }
            for score in self.objection.panel_scores.filter(member__in=again).select_related("member")
        ]
        mean = _("The mean with the new scores is %(mean)s.") % {
            "mean": formats.number_format(mean_with(again, self.row).score, 2)
        }
        return [f"{self.consequences[0]} {state}", *scores, mean, *self.consequences[1:]]

    def act(self, form: Any) -> None:
        answer_by_panel(
            objection=self.objection,
            member=self.seat,
            answer=form.cleaned_data["answer"],
            by=self.request.user,
            seen=self.seen,
        )
