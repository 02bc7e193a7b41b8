"""Anonymous feedback: opening a round about a person, speaking once, reading what all say together."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView
from asn_portal.audit.services import record_view
from asn_portal.errors import DomainError
from employees.dates import today, today_in
from employees.models import Employee
from employees.supervision import employee_of
from evaluations.forms.feedback import RoundForm, VoiceForm
from evaluations.models import AssessmentPeriod, FeedbackRound
from evaluations.rating_rules import is_subject
from evaluations.reports.feedback import feedback_summary
from evaluations.services.feedback import give_voice, open_round


def _day_of(user: Any) -> datetime.date:
    """The date where the user works."""
    employee = employee_of(user)
    return today_in(employee.unit) if employee else today()


class FeedbackListView(PermissionRequiredMixin, TemplateView):
    """Where I am asked, what was said about me and my team, and rounds of the units that I keep."""

    permission_required = "evaluations.view_own_ratings"
    template_name = "evaluations/feedback_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        day = _day_of(user)
        rounds = FeedbackRound.objects.visible_to(user).select_related("employee", "assessment_period")
        return super().get_context_data(
            asked=list(FeedbackRound.objects.asking(user).open_on(day).select_related("employee")),
            rounds=list(rounds.order_by("-closes_on", "-pk")[:100]),
            today=day,
            **kwargs,
        )


class RoundOpenView(ActView):
    """By the superior of the person, or by who keeps the ratings."""

    permission = "evaluations.open_feedback"
    form_class = RoundForm
    page_title = gettext_lazy("Ask for feedback")
    submit_label = gettext_lazy("Ask")
    done = gettext_lazy("Asked. Everybody who was asked got a notice.")
    consequences = (
        gettext_lazy("Everybody of the chosen side is asked once, anonymously: the portal keeps no sender."),
        gettext_lazy(
            "The person knows of the round. Results are shown to the person and the superior after its last day."
        ),
        gettext_lazy("Below five voices nothing is ever shown."),
    )

    def get_subject(self) -> Employee:
        scope = scope_of(self.request.user)
        inside = scope.path_filter(Permission.EVALUATION_VIEW, "unit__path")
        inside |= scope.staff_below("unit__path", "pk")
        people = Employee.objects.active().filter(inside).select_related("unit", "position", "government")
        return get_object_or_404(people, pk=self.kwargs["employee"])

    def get_form_kwargs(self) -> dict[str, Any]:
        periods = AssessmentPeriod.objects.open().filter(government=self.subject.government_id)
        return {**super().get_form_kwargs(), "periods": periods}

    def get_intro(self) -> str:
        return str(self.subject.full_name)

    def act(self, form: RoundForm) -> FeedbackRound:
        data = form.cleaned_data
        return open_round(
            period=data["period"],
            employee=self.subject,
            direction=data["direction"],
            closes_on=data["closes_on"],
            by=self.request.user,
        )


class RoundDetailView(TemplateView):
    """The summary for the person and the superior; for others who may know of the round, only that it exists."""

    template_name = "evaluations/feedback_round.html"

    @cached_property
    def feedback_round(self) -> FeedbackRound:
        rounds = FeedbackRound.objects.visible_to(self.request.user)
        related = ("employee__unit", "employee__position", "assessment_period")
        return get_object_or_404(rounds.select_related(*related), pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feedback_round, user = self.feedback_round, self.request.user
        is_own = is_subject.test(user, feedback_round)
        may_read = user.has_perm("evaluations.read_feedback", feedback_round)
        if may_read and not is_own:
            person = feedback_round.employee
            record_view(viewer=user, subject=person, unit_path=person.unit.path, what="feedback_round")
        return super().get_context_data(
            round=feedback_round,
            is_own=is_own,
            may_read=may_read,
            summary=feedback_summary(feedback_round) if may_read else None,
            is_over=today_in(feedback_round.employee.unit) > feedback_round.closes_on,
            **kwargs,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def feedback_voice(request: HttpRequest, pk: int) -> HttpResponse:
    """By who still has a ticket. Nothing of what is typed is kept before it is sent: a draft would bear a name."""
    giver = employee_of(request.user)
    if giver is None:
        require(request.user, "evaluations.view_own_ratings")
    rows = FeedbackRound.objects.asking(request.user).open_on(_day_of(request.user))
    feedback_round = get_object_or_404(rows.select_related("employee__unit", "assessment_period"), pk=pk)
    form = VoiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            give_voice(
                feedback_round=feedback_round,
                giver=giver,  # type: ignore[arg-type]
                answers=form.answers,
                keep=data["keep"],
                change=data["change"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. Your words are kept without your name."))
            return redirect("evaluations:feedback-list")
    context = {"round": feedback_round, "form": form}
    return render(request, "evaluations/feedback_voice.html", context, status=422 if form.is_bound else 200)
