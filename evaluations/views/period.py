"""Assessment periods: the list, opening and closing, progress by unit, the rating of an organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from asn_portal.acts import ActView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.models import OrganizationalUnit
from evaluations.domain.assessment import Span, assessable
from evaluations.enums import AssessmentState, EvaluationRuleKey
from evaluations.evaluation_rules import value_of
from evaluations.filters.assessment import PeriodFilter
from evaluations.forms.assessment import OrganisationForm, PeriodForm
from evaluations.models import AssessmentPeriod, Objection
from evaluations.organisation_facts import nearest_rating, ratings_of
from evaluations.reports.assessment import distribution_of, unit_progress
from evaluations.services.assessment import working_days_from
from evaluations.services.assessment_period import close_period, open_period
from evaluations.services.organisation import OrganisationChangedError, edit_of, rate_organisation
from evaluations.tables.assessment import PeriodTable
from evaluations.views.rating_tabs import RatingTabMixin


def visible_period(request: HttpRequest, pk: int) -> AssessmentPeriod:
    """The period, or 404; for those who read ratings of somebody."""
    require(request.user, "evaluations.list_periods")
    rows = AssessmentPeriod.objects.visible_to(request.user).select_related("government", "opened_by")
    return get_object_or_404(rows, pk=pk)  # type: ignore[no-any-return]


def units_within(request: HttpRequest, period: AssessmentPeriod) -> QuerySet[OrganizationalUnit]:
    """Units of the period's government whose people's ratings the user reads."""
    scope = scope_of(request.user)
    paths = {*scope.paths(Permission.EVALUATION_VIEW), *scope.headed_paths}
    inside = OrganizationalUnit.objects.filter(paths_filter(paths, "path"))
    return inside.filter(path__startswith=period.government.path).order_by("path")


class PeriodListView(PermissionRequiredMixin, RatingTabMixin, PortalListView):
    tab = "periods"
    permission_required = "evaluations.list_periods"
    model = AssessmentPeriod
    table_class = PeriodTable
    filterset_class = PeriodFilter
    template_name = "evaluations/rating_list.html"
    page_title = gettext_lazy("Assessment periods")
    export_name = "assessment-periods"
    fixed_columns = ("period",)
    empty_title = gettext_lazy("No period was opened yet")
    empty_text = gettext_lazy("When one is opened, everybody who works in it gets a rating to be written.")
    empty_icon = "clock"

    def get_queryset(self) -> QuerySet[Any]:
        scope = scope_of(self.request.user)
        seen = scope.path_filter(Permission.EVALUATION_VIEW, "assessments__unit__path")
        seen |= paths_filter(scope.headed_paths, "assessments__unit__path")
        return AssessmentPeriod.objects.visible_to(self.request.user).annotate(
            people=Count("assessments", filter=seen),
            final_count=Count("assessments", filter=seen & Q(assessments__state=AssessmentState.FINAL)),
        )

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s period", "%(number)s periods", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_open=any(len(path) == STEP for path in _managed(self.request)), **kwargs)


STEP = OrganizationalUnit.steplen


def _managed(request: HttpRequest) -> tuple[str, ...]:
    return scope_of(request.user).paths(Permission.EVALUATION_MANAGE)


class PeriodOpenView(PermissionRequiredMixin, DraftFormMixin, FormView):
    """Of the whole government, by who keeps its ratings."""

    permission_required = "evaluations.open_period"
    template_name = "evaluations/period_form.html"
    form_class = PeriodForm
    draft_key = "evaluations.period"

    @cached_property
    def government(self) -> OrganizationalUnit:
        """404 for who keeps only a part: a period is the government's."""
        path = next((path for path in _managed(self.request) if len(path) == STEP), None)
        if path is None:
            raise Http404
        return get_object_or_404(OrganizationalUnit, path=path)

    @cached_property
    def spans(self) -> list[Span]:
        cycle = value_of(EvaluationRuleKey.CYCLE, self.government, today())["cycle"]
        opened = AssessmentPeriod.objects.filter(government=self.government)
        taken = [(row.is_annual, row.first_day, row.last_day) for row in opened]
        return [
            span
            for span in assessable(cycle, today())
            if not any(
                annual == span.is_annual and first <= span.last and last >= span.first for annual, first, last in taken
            )
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "spans": self.spans}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = value_of(EvaluationRuleKey.DELIVERY_DAYS, self.government, today())["days"]
        return super().get_context_data(
            government=self.government,
            days=days,
            cancel_url=reverse("evaluations:period-list"),
            submit_label=_("Open the period"),
            **kwargs,
        )

    def form_valid(self, form: PeriodForm) -> HttpResponse:
        span = form.chosen
        days = value_of(EvaluationRuleKey.DELIVERY_DAYS, self.government, today())["days"]
        deliver_by = form.cleaned_data["deliver_by"] or working_days_from(
            max(span.last, today()), days, self.government.path
        )
        try:
            period = open_period(
                government=self.government,
                first=span.first,
                last=span.last,
                is_annual=span.is_annual,
                deliver_by=deliver_by,
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        people = period.assessments.count()
        messages.success(
            self.request,
            ngettext(
                "The period is open: %(count)s rating is to be written.",
                "The period is open: %(count)s ratings are to be written.",
                people,
            )
            % {"count": formats.number_format(people)},
        )
        return redirect(period)


class PeriodDetailView(TemplateView):
    """How far each unit is. What drafts say stands nowhere here."""

    template_name = "evaluations/period_detail.html"

    @cached_property
    def period(self) -> AssessmentPeriod:
        return visible_period(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        period, user = self.period, self.request.user
        rows = unit_progress(period, units_within(self.request, period))
        totals = {
            name: sum(getattr(row, name) for row in rows)
            for name in ("people", "draft", "delivered", "objected", "final")
        }
        may_manage = user.has_perm("evaluations.manage_period", period)
        return super().get_context_data(
            period=period,
            rows=rows,
            totals=totals,
            unrated=sum(1 for row in rows if row.own_rating is None and row.above is None),
            is_late=period.is_open and period.deliver_by < today(),
            may_close=may_manage and period.is_open,
            open_objections=Objection.objects.visible_to(user)
            .open()
            .filter(assessment__assessment_period=period)
            .count(),
            **kwargs,
        )


class PeriodCloseView(ActView):
    permission = "evaluations.manage_period"
    page_title = gettext_lazy("Close the period")
    submit_label = gettext_lazy("Close the period")
    submit_tone = "bad"
    done = gettext_lazy("The period is closed.")

    def get_subject(self) -> AssessmentPeriod:
        return visible_period(self.request, self.kwargs["pk"])

    def get_consequences(self) -> list[Any]:
        drafts = self.subject.assessments.filter(state=AssessmentState.DRAFT).count()
        return [
            ngettext(
                "%(count)s person was not rated and stays without a rating in this period.",
                "%(count)s people were not rated and stay without a rating in this period.",
                drafts,
            )
            % {"count": formats.number_format(drafts)},
            _("Nothing can be rated in it any more. What was delivered can still be answered, and becomes final."),
            _("Nobody is told. It can't be undone."),
        ]

    def act(self, form: Any) -> None:
        close_period(period=self.subject, by=self.request.user)


class PeriodUnitPage:
    """For pages about one unit in one period."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def period(self) -> AssessmentPeriod:
        return visible_period(self.request, self.kwargs["pk"])

    @cached_property
    def unit(self) -> OrganizationalUnit:
        return get_object_or_404(units_within(self.request, self.period), pk=self.kwargs["unit"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The address names a unit as well.
        context = {**kwargs, "period": self.period, "unit": self.unit}
        return super().get_context_data(**context)  # type: ignore[misc,no-any-return]


class PeriodUnitView(PeriodUnitPage, TemplateView):
    """The organisation's rating, the distribution beside the guidance, the people."""

    template_name = "evaluations/period_unit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        period, unit, user = self.period, self.unit, self.request.user
        ratings = ratings_of(period)
        organisation = nearest_rating(ratings, unit.path)
        rated = period.assessments.visible_to(user).filter(unit=unit).with_people().order_by("employee__name", "pk")
        waiting = period.assessments.filter(unit=unit, state=AssessmentState.DRAFT).count()
        return super().get_context_data(
            organisation=organisation,
            is_own=organisation is not None and organisation.unit_id == unit.pk,
            distribution=distribution_of(period, organisation) if organisation is not None else None,
            rated=[row for row in rated if row.state != AssessmentState.DRAFT],
            waiting=waiting,
            may_rate=period.is_open and user.has_perm("evaluations.rate_unit", unit),
            **kwargs,
        )


class OrganisationRateView(PeriodUnitPage, DraftFormMixin, FormView):
    """By the head above, or by who keeps the ratings."""

    template_name = "layouts/act.html"
    form_class = OrganisationForm
    draft_key = "evaluations.organisation"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require(request.user, "evaluations.rate_unit", self.unit)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        row = self.period.organisations.filter(unit=self.unit).first()
        values = {"rating": row.rating, "reason": row.reason} if row else {}
        return {**values, "seen": edit_of(row)}

    def back(self) -> str:
        return reverse("evaluations:period-unit", args=[self.period.pk, self.unit.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Rate the organisation"),
            intro=f"{self.unit.name} – {self.period}",
            crumbs=[(self.back(), self.unit.name)],
            cancel_url=self.back(),
            consequences=[
                _("Ratings of its people can be delivered from now on; the guidance on their distribution follows it."),
                _("The work results of its head follow from it."),
                _("It can be changed until the rating of its head is delivered."),
            ],
            **kwargs,
        )

    def form_valid(self, form: OrganisationForm) -> HttpResponse:
        try:
            rate_organisation(period=self.period, unit=self.unit, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            if isinstance(error, OrganisationChangedError):
                # Sent once more, the form says: mine counts.
                form.data = form.data.copy()
                form.data[form.add_prefix("seen")] = str(error.edit)
            return self.form_invalid(form)
        messages.success(self.request, _("The organisation is rated."))
        return redirect(self.back())
