"""A person's rating: one's own, the team's, the whole list; writing, delivering, answering, the paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView
from asn_portal.audit.models import Event
from asn_portal.audit.services import record_event, record_view
from asn_portal.drafts.services import save_draft
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.listing.views import PortalListView
from asn_portal.ratelimit import rate_limited
from employees.dates import today, today_in
from employees.supervision import employee_of, supervisor_of
from evaluations.enums import AssessmentState, CoreValue
from evaluations.filters.assessment import AssessmentFilter
from evaluations.forms.assessment import AssessmentForm, ObjectionForm, SeenForm
from evaluations.models import Assessment, AssessmentPeriod, FeedbackRound, Objection
from evaluations.organisation_facts import nearest_rating, rating_for, ratings_of
from evaluations.rating_rules import decides, is_rated, rates
from evaluations.reports.assessment import distribution_of, matrix_of, own_years, plan_results, report_months
from evaluations.reports.rating_sheet import assessment_of_code, rating_sheet_pdf
from evaluations.services.assessment import (
    RELATED,
    AssessmentError,
    accept,
    deliver,
    given_work_result,
    missing_for_delivery,
    plan_of,
    take_back,
    write_assessment,
)
from evaluations.services.objection import file_objection
from evaluations.tables.assessment import AssessmentTable
from evaluations.views.base import refusals_told
from evaluations.views.rating_tabs import RatingTabMixin


def visible_assessment(request: HttpRequest, pk: int) -> Assessment:
    """The rating, or 404. Others' ratings that were opened are noted."""
    rows = Assessment.objects.visible_to(request.user).select_related(*RELATED, "delivered_by").with_heading()
    assessment: Assessment = get_object_or_404(rows, pk=pk)
    if scope_of(request.user).employee_id != assessment.employee_id:
        record_view(
            viewer=request.user, subject=assessment.employee, unit_path=assessment.unit.path, what="performance_rating"
        )
    return assessment


class MyRatingsView(PermissionRequiredMixin, TemplateView):
    """One's own ratings, newest first, year beside year."""

    permission_required = "evaluations.view_own_ratings"
    template_name = "evaluations/my_ratings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, employee = self.request.user, employee_of(self.request.user)
        rows = list(Assessment.objects.of_user(user).with_people().order_by("-assessment_period__period", "pk"))
        return super().get_context_data(
            waiting=[row for row in rows if row.state == AssessmentState.DELIVERED],
            years=own_years(employee, rows) if employee else [],
            rounds=list(FeedbackRound.objects.filter(employee=employee, closes_on__lt=today())) if employee else [],
            asked=list(FeedbackRound.objects.asking(user).open_on(today()).select_related("employee")),
            supervisor=supervisor_of(employee) if employee else None,
            **kwargs,
        )


class TeamRatingsView(PermissionRequiredMixin, TemplateView):
    """Those whom the reader rates, period by period; where the ratings lead beside the guidance."""

    permission_required = "evaluations.rate_team"
    template_name = "evaluations/team_ratings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, me = self.request.user, employee_of(self.request.user)
        rows = Assessment.objects.written_by(user).with_people().order_by("unit__path", "employee__name", "pk")
        open_rows = list(rows.filter(assessment_period__closed_at=None))
        periods = sorted(
            {row.assessment_period for row in open_rows}, key=lambda period: period.period.lower, reverse=True
        )
        return super().get_context_data(
            groups=[self._group(period, open_rows, me) for period in periods],
            closed=list(
                AssessmentPeriod.objects.filter(
                    pk__in=rows.exclude(assessment_period__closed_at=None).values("assessment_period")
                )[:8]
            ),
            today=today(),
            **kwargs,
        )

    def _group(self, period: AssessmentPeriod, rows: list[Any], me: Any) -> dict[str, Any]:
        own = [row for row in rows if row.assessment_period_id == period.pk]
        ratings = ratings_of(period)
        beside = {}
        for row in own:
            row.organisation = nearest_rating(ratings, row.unit.path)
            if row.organisation is not None:
                beside[row.organisation.pk] = row.organisation
        return {
            "period": period,
            "rows": own,
            "done": sum(1 for row in own if row.state != AssessmentState.DRAFT),
            "is_late": period.deliver_by < today(),
            "unrated_units": sorted({row.unit.name for row in own if row.organisation is None}),
            "distributions": [distribution_of(period, each, drafts_of=me) for each in beside.values()],
        }


class AssessmentListView(PermissionRequiredMixin, RatingTabMixin, PortalListView):
    """Delivered and final ratings, for who leads, keeps or audits."""

    tab = "ratings"
    permission_required = "evaluations.list_ratings"
    model = Assessment
    table_class = AssessmentTable
    filterset_class = AssessmentFilter
    template_name = "evaluations/rating_list.html"
    page_title = gettext_lazy("Ratings")
    export_name = "ratings"
    fixed_columns = ("employee",)
    default_columns = ("employee", "unit", "assessment_period", "assessor", "predicate", "state")
    empty_title = gettext_lazy("No ratings yet")
    empty_text = gettext_lazy("A rating stands here from the day on which it is delivered to the person.")
    empty_icon = "check-circle"

    def get_queryset(self) -> QuerySet[Any]:
        return Assessment.objects.visible_to(self.request.user).delivered().with_people()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s rating", "%(number)s ratings", count) % {"number": formats.number_format(count)}


class _OwnRatingMixin:
    """A page of one's own rating. While the assessor has taken it back, it says so instead of knowing nothing of it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        own = Assessment.objects.filter(
            employee=employee_of(request.user), state=AssessmentState.DRAFT, pk=kwargs["pk"]
        ).first()
        # Nobody learns of a rating that was never delivered.
        if own is None or not Event.objects.about(own).filter(kind="evaluations.rating_taken_back").exists():
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
        if request.method == "POST":
            self.keep_words(request)
        messages.warning(
            request,
            _(
                "Your assessor has taken the rating back and is changing it. You are told when it is delivered anew; "
                "what you wrote for an objection is kept."
            ),
        )
        return redirect("evaluations:my-ratings")

    def keep_words(self, request: HttpRequest) -> None:
        """Of a form that came too late."""


class AssessmentDetailView(_OwnRatingMixin, TemplateView):
    """The rating as the person reads it, and what the reader may do about it."""

    template_name = "evaluations/assessment_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, assessment = self.request.user, visible_assessment(self.request, self.kwargs["pk"])
        state, period = assessment.state, assessment.assessment_period
        is_own, may_write = is_rated.test(user, assessment), rates.test(user, assessment)
        objection = (
            Objection.objects.with_people().filter(assessment=assessment).first()
            if state in {AssessmentState.OBJECTED, AssessmentState.FINAL}
            else None
        )
        is_draft = state == AssessmentState.DRAFT
        may_answer = is_own and state == AssessmentState.DELIVERED
        return super().get_context_data(
            assessment=assessment,
            period=period,
            organisation=rating_for(assessment),
            given=given_work_result(assessment),
            matrix=matrix_of(assessment.work_result, assessment.behaviour),
            results=_rated_results(assessment),
            behaviours=_rated_behaviours(assessment),
            objection=objection,
            is_own=is_own,
            missing=missing_for_delivery(assessment) if is_draft and may_write else [],
            may_write=is_draft and may_write and period.is_open,
            may_take_back=may_write
            and state == AssessmentState.DELIVERED
            and period.is_open
            and today_in(assessment.unit) <= assessment.object_until,
            may_ask=period.is_open and user.has_perm("evaluations.open_feedback", assessment.employee),
            may_answer=may_answer,
            may_object=may_answer and today_in(assessment.unit) <= assessment.object_until,
            may_decide=objection is not None and objection.decided_at is None and decides.test(user, objection),
            **kwargs,
        )


def _rated_results(assessment: Assessment) -> list[Any]:
    """The planned results, each with what was said of it as `rated`."""
    rows = {row.result_id: row for row in assessment.results.all()}
    results = plan_results(plan_of(assessment))
    for result in results:
        result.rated = rows.get(result.pk)
    return results


def _rated_behaviours(assessment: Assessment) -> list[tuple[str, Any]]:
    rows = {row.value: row for row in assessment.behaviours.all()}
    return [(str(value.label), rows.get(value.value)) for value in CoreValue]


class AssessmentPage:
    """For pages on which the assessor writes."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def assessment(self) -> Assessment:
        assessment = visible_assessment(self.request, self.kwargs["pk"])
        require(self.request.user, "evaluations.write_rating", assessment)
        return assessment


class AssessmentWriteView(AssessmentPage, DraftFormMixin, FormView):
    """A draft: saved as often as one likes, seen by nobody else until it is delivered."""

    template_name = "evaluations/assessment_form.html"
    form_class = AssessmentForm
    draft_key = "evaluations.assessment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and self.assessment.state != AssessmentState.DRAFT:
            return redirect(self.assessment)
        self.assessment  # noqa: B018  asks for the permission before anything else
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def results(self) -> list[Any]:
        return plan_results(plan_of(self.assessment))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "assessment": self.assessment,
            "results": self.results,
            "given": given_work_result(self.assessment),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assessment = self.assessment
        organisation = rating_for(assessment)
        return super().get_context_data(
            assessment=assessment,
            period=assessment.assessment_period,
            plan=plan_of(assessment),
            organisation=organisation,
            months=report_months(assessment.employee_id, assessment.assessment_period),
            matrix=matrix_of(assessment.work_result, assessment.behaviour),
            cancel_url=assessment.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: AssessmentForm) -> HttpResponse:
        try:
            write_assessment(
                assessment=self.assessment,
                values=form.values,
                edit=form.cleaned_data["edit"] or 0,
                by=self.request.user,
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
            # Sent once more, the form says: mine counts.
            form.data = form.data.copy()
            newest = Assessment.objects.values_list("edit", flat=True).get(pk=self.assessment.pk)
            form.data[form.add_prefix("edit")] = str(newest)
            return self.form_invalid(form)
        messages.success(
            self.request, _("Saved. It is seen once you deliver it; whoever becomes the assessor goes on with it.")
        )
        return redirect(self.assessment)


class _SeenMixin:
    """The form says which change of the rating was read, on the page that leads here: this one doesn't show it."""

    request: HttpRequest
    # Read anew, not remembered with what was typed.
    draft_exclude = ("seen",)

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "seen": self.request.GET.get("seen", "")}  # type: ignore[misc]


class AssessmentDeliverView(_SeenMixin, ActView):
    form_class = SeenForm
    permission = "evaluations.write_rating"
    page_title = gettext_lazy("Deliver the rating")
    submit_label = gettext_lazy("Sign and deliver")
    done = gettext_lazy("Delivered. The person is told and can sign or object.")

    def get_subject(self) -> Assessment:
        return visible_assessment(self.request, self.kwargs["pk"])

    def get_intro(self) -> str:
        assessment = self.subject
        return _("%(name)s: %(rating)s") % {
            "name": assessment.employee.full_name,
            "rating": assessment.get_predicate_display() or _("no rating yet"),
        }

    def get_consequences(self) -> list[Any]:
        lines = [
            _("This is your signature, with your name and this moment."),
            _("The person reads everything that you wrote, and those above you do."),
            _("You can take it back until the person has answered, as long as the days to answer last."),
        ]
        if self.subject.assessment_period.last_day > today():
            lines.append(
                _("The period runs until %(day)s: you rate before its end.")
                % {"day": formats.date_format(self.subject.assessment_period.last_day)}
            )
        return missing_for_delivery(self.subject) + lines if self.subject.state == AssessmentState.DRAFT else lines

    def act(self, form: Any) -> None:
        deliver(assessment=self.subject, by=self.request.user, seen=form.cleaned_data["seen"])


@require_POST
def assessment_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = visible_assessment(request, pk)
    require(request.user, "evaluations.write_rating", assessment)
    with refusals_told(request):
        take_back(assessment=assessment, by=request.user)
        messages.success(request, _("Taken back. Change it and deliver it again."))
    return redirect(assessment)


class AssessmentAcceptView(_OwnRatingMixin, _SeenMixin, ActView):
    form_class = SeenForm
    permission = "evaluations.answer_rating"
    page_title = gettext_lazy("Sign the rating")
    submit_label = gettext_lazy("Sign")
    done = gettext_lazy("Signed. The rating is final.")
    consequences = (
        gettext_lazy("This is your signature, with your name and this moment."),
        gettext_lazy("The rating becomes final; the rating of a year goes into your record."),
        gettext_lazy("It can't be undone. Object instead if you don't agree."),
    )

    def get_subject(self) -> Assessment:
        return visible_assessment(self.request, self.kwargs["pk"])

    def get_intro(self) -> str:
        return _("%(period)s: %(rating)s") % {
            "period": self.subject.assessment_period,
            "rating": self.subject.get_predicate_display(),
        }

    def act(self, form: Any) -> None:
        accept(assessment=self.subject, by=self.request.user, seen=form.cleaned_data["seen"])


class AssessmentObjectView(_OwnRatingMixin, _SeenMixin, DraftFormMixin, ActView):
    permission = "evaluations.answer_rating"
    form_class = ObjectionForm
    draft_key = "evaluations.objection"
    # What is written is kept; which change of the rating was read is that of the page opened last.
    draft_exclude = ("seen",)
    page_title = gettext_lazy("Object to the rating")
    submit_label = gettext_lazy("Send the objection")
    done = gettext_lazy("Sent. The superior of who rated you decides, and you are told.")
    consequences = (
        gettext_lazy("The superior of who rated you decides and says why; where there is none, the personnel office."),
        gettext_lazy("Who rated you reads your reason."),
        gettext_lazy("The rating is kept or changed, and then final."),
    )

    def keep_words(self, request: HttpRequest) -> None:
        save_draft(by=request.user, key=self.get_draft_key(), data=request.POST, exclude=self.draft_exclude)

    def get_subject(self) -> Assessment:
        return visible_assessment(self.request, self.kwargs["pk"])

    def act(self, form: ObjectionForm) -> None:
        file_objection(assessment=self.subject, by=self.request.user, **form.cleaned_data)


@require_GET
def assessment_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The rating sheet, once delivered."""
    rows = Assessment.objects.visible_to(request.user).delivered().select_related(*RELATED, "delivered_by")
    assessment = get_object_or_404(rows, pk=pk)
    record_event("evaluations.rating_sheet_downloaded", by=request.user, obj=assessment, unit_path=assessment.unit.path)
    name = f"evaluasi-kinerja-{assessment.employee.nip}-{assessment.assessment_period.first_day:%Y-%m}.pdf"
    return HttpResponse(
        rating_sheet_pdf(assessment),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )


# Guessing a code takes 16¹² attempts for each rating; the limit keeps the page from being harvested.
@login_not_required
@never_cache
@rate_limited("evaluations.sheet", per_minute=30, methods=("GET", "HEAD"))
def sheet_verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the sheet with this code says, in as few words as prove it."""
    assessment = assessment_of_code(code)
    return render(
        request,
        "evaluations/sheet_verify.html",
        {"assessment": assessment, "code": code},
        status=200 if assessment is not None else 404,
    )
