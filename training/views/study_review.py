"""What reviewers see: codes, plans and their own points."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.scope import scope_of
from asn_portal.drafts.services import discard_draft
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_token
from training.domain.blind_scoring import without_identity
from training.enums import ApplicationState, CallState
from training.forms.study import ScoreForm
from training.models import StudyApplication, StudyCall, StudyReviewer, StudyScore
from training.services.study_score import missing_reviewers, save_scores
from training.study_facts import barred_employees

BLIND = ("university", "programme", "accreditation", "motivation", "after_return")


class StudyReviewListView(PermissionRequiredMixin, TemplateView):
    """The calls that one reviews, each with its applications by code."""

    permission_required = "training.apply_for_study"
    template_name = "training/study_review_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employee = scope_of(self.request.user).employee_id
        mine = StudyReviewer.objects.filter(employee=employee, call__state__in=[CallState.OPEN, CallState.REVIEW])
        calls = [self._call(row) for row in mine.select_related("call__unit").order_by("call__closes_on")]
        return super().get_context_data(calls=calls, **kwargs)

    def _call(self, reviewer: StudyReviewer) -> dict[str, Any]:
        call = reviewer.call
        handed = Count("scores", filter=Q(scores__reviewer=reviewer) & ~Q(scores__submitted_at=None))
        begun = Count("scores", filter=Q(scores__reviewer=reviewer, scores__submitted_at=None))
        rows = StudyApplication.objects.filter(call=call, state=ApplicationState.COMPLETE).order_by("code")
        found = list(rows.annotate(handed=handed, begun=begun))
        barred = barred_employees(call, [row.employee_id for row in found]).get(reviewer.pk, set())
        return {
            "call": call,
            "rows": [row for row in found if row.employee_id not in barred],
            "barred": sum(row.employee_id in barred for row in found),
        }


class StudyScoreView(DraftFormMixin, FormView):
    """One application by its code. `is_final`: the points are handed in."""

    template_name = "training/study_score.html"
    form_class = ScoreForm
    is_final = False

    def get_draft_key(self) -> str:
        return f"training.study_score:{self.kwargs['code']}"

    @cached_property
    def application(self) -> StudyApplication:
        """By code, of a call that the user reviews; else 404, so that a code tells nothing."""
        reviewed = StudyCall.objects.reviewed_by(self.request.user)
        rows = StudyApplication.objects.for_scoring().filter(call__in=reviewed).with_people()
        # "" for what no code can be, such as a NUL, which Postgres refuses.
        return get_object_or_404(rows, code=read_token(self.kwargs["code"]))  # type: ignore[no-any-return]

    @cached_property
    def reviewer(self) -> StudyReviewer:
        employee = scope_of(self.request.user).employee_id
        return StudyReviewer.objects.get(call=self.application.call, employee=employee)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        application = self.application
        barred = barred_employees(application.call, [application.employee_id])
        if application.employee_id in barred[self.reviewer.pk]:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def scores(self) -> dict[int, StudyScore]:
        rows = StudyScore.objects.filter(application=self.application, reviewer=self.reviewer)
        return {row.criterion_id: row for row in rows}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_handed_in:
            # Nothing is kept of what was typed: there is no form any more to type into.
            discard_draft(by=request.user, key=self.get_draft_key())
            messages.error(request, _("Your scores are handed in and stand."))
            return redirect("training:study-score", self.application.code)
        return super().post(request, *args, **kwargs)

    @cached_property
    def restored_data(self) -> QueryDict | None:
        return None if self.is_handed_in else super().restored_data

    @property
    def is_handed_in(self) -> bool:
        return any(score.submitted_at for score in self.scores.values())

    def get_form_kwargs(self) -> dict[str, Any]:
        criteria = self.application.call.criteria.all()
        return {**super().get_form_kwargs(), "criteria": criteria, "scores": self.scores}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.application
        person = application.employee
        places = [person.unit.name, person.position.title if person.position else ""]
        blind = {
            name: without_identity(getattr(application, name), name=person.name, nip=person.nip, places=places)
            for name in BLIND
        }
        # Others' points only when nobody can be led by them any more.
        is_open_to_all = self.is_handed_in and missing_reviewers(application) == 0
        others = StudyScore.objects.filter(application=application).exclude(reviewer=self.reviewer)
        return super().get_context_data(
            code=application.code,
            call=application.call,
            blind=blind,
            own=[self.scores[row.pk] for row in application.call.criteria.all() if row.pk in self.scores],
            is_handed_in=self.is_handed_in,
            others=list(others.select_related("criterion").order_by("reviewer", "criterion")) if is_open_to_all else [],
            form_action=reverse("training:study-score", args=[application.code]),
            submit_url=reverse("training:study-score-submit", args=[application.code]),
            cancel_url=reverse("training:study-review-list"),
            **kwargs,
        )

    def form_valid(self, form: ScoreForm) -> HttpResponse:
        try:
            save_scores(
                application=self.application,
                reviewer=self.reviewer,
                points=form.points(),
                is_final=self.is_final,
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Handed in. Your points stand.") if self.is_final else _("Kept. Only you see your points."),
        )
        return redirect("training:study-review-list")
