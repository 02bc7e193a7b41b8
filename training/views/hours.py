"""Learning hours: one's ledger, activities, who is short, who had no training for long."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import CreateView, FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_view
from asn_portal.documents.models import Document
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from asn_portal.listing.bulk import BulkAction, BulkActionView, Preview
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.models import Employee, OrganizationalUnit
from employees.supervision import employee_of
from training.domain.equality import LONG_WITHOUT_MONTHS, months_before
from training.filters.hours import ActivityFilter, ShortfallFilter, WithoutTrainingFilter
from training.forms import ReasonForm
from training.forms.activity import ActivityForm, VerifyForm
from training.learning_hours import DUTY_BOUND, hours_by_employee, minimum_of
from training.models import LearningActivity, TrainingSession
from training.reports.hours import ledger_of
from training.rules import manages_employee_unit, owns_activity
from training.services.activity import (
    hours_by_rule,
    refuse_activity,
    report_activity,
    verify_activity,
    withdraw_activity,
)
from training.services.invitation import Suggestion, invite
from training.tables.hours import ActivityTable, ShortfallTable, WithoutTrainingTable
from training.training_gaps import last_training, without_training_since
from training.views.base import refusals_told

FIRST_YEAR = 2015


def read_year(request: HttpRequest) -> int:
    """`?year=`, this one without it."""
    key = read_key(request.GET.get("year", ""))
    return key if key is not None and FIRST_YEAR <= key <= today().year + 1 else today().year


def overseen_staff(user: Any) -> QuerySet[Any]:
    """Active staff below a head, or of the units on which the user may read training matters."""
    scope = scope_of(user)
    inside = scope.path_filter(Permission.TRAINING_VIEW, "unit__path") | scope.staff_below("unit__path", "pk")
    return Employee.objects.active().filter(inside).with_place()


@require_safe
def my_hours(request: HttpRequest) -> HttpResponse:
    require(request.user, "training.view_own")
    return _ledger_page(request, employee_of(request.user), is_own=True)


@require_safe
def person_hours(request: HttpRequest, pk: int) -> HttpResponse:
    employee = get_object_or_404(overseen_staff(request.user), pk=pk)
    record_view(viewer=request.user, subject=employee, unit_path=employee.unit.path, what="training")
    return _ledger_page(request, employee, is_own=False)


def _ledger_page(request: HttpRequest, employee: Any, *, is_own: bool) -> HttpResponse:
    year = read_year(request)
    waiting = LearningActivity.objects.filter(employee=employee).exclude(state__in=["verified", "withdrawn"])
    context = {
        "employee": employee,
        "ledger": ledger_of(employee, year),
        "is_own": is_own,
        "years": range(today().year, today().year - 5, -1),
        "waiting": list(waiting.order_by("-ends_on")[:20]),
    }
    return render(request, "training/hours_ledger.html", context)


class ActivityCreateView(PermissionRequiredMixin, DraftFormMixin, CreateView):
    permission_required = "training.report_activity"
    template_name = "training/outcome_form.html"
    form_class = ActivityForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "instance": LearningActivity(employee=employee_of(self.request.user)),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Report what you learnt"),
            crumbs=[(_("My learning hours"), reverse("training:my-hours"))],
            intro=_("The training office looks at the evidence and recognises the hours."),
            submit_label=_("Send to the training office"),
            cancel_url=reverse("training:my-hours"),
            **kwargs,
        )

    def form_valid(self, form: ActivityForm) -> HttpResponse:
        try:
            activity = report_activity(
                activity=form.instance, evidence=form.cleaned_data["evidence"], by=self.request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Reported. You are told when the training office has looked at it."))
        return redirect(activity)


class ActivityListView(PermissionRequiredMixin, PortalListView):
    """What people report; the waiting ones first."""

    permission_required = "training.view_office"
    model = LearningActivity
    table_class = ActivityTable
    filterset_class = ActivityFilter
    template_name = "training/hours_list.html"
    list_key = "training.activities"
    page_title = gettext_lazy("Learning activities")
    export_name = "learning-activities"
    fixed_columns = ("title",)
    empty_title = gettext_lazy("Nobody has reported an activity")
    empty_text = gettext_lazy("Staff report what they learnt outside sessions; you verify it with its evidence.")
    empty_icon = "inbox"

    def get_queryset(self) -> QuerySet[Any]:
        return LearningActivity.objects.overseen_by(self.request.user).select_related("employee__unit")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s activity", "%(number)s activities", count) % {
            "number": formats.number_format(count)
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tab="activities", may_see_office=True, **kwargs)


def visible_activity(request: HttpRequest, pk: int) -> LearningActivity:
    rows = LearningActivity.objects.visible_to(request.user).select_related("employee__unit", "verified_by")
    return get_object_or_404(rows, pk=pk)  # type: ignore[no-any-return]


class ActivityPageMixin:
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def activity(self) -> LearningActivity:
        return visible_activity(self.request, self.kwargs["pk"])


class ActivityDetailView(ActivityPageMixin, TemplateView):
    template_name = "training/activity_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity, user = self.activity, self.request.user
        is_waiting = activity.state == "reported"
        is_own = owns_activity.test(user, activity)
        return super().get_context_data(
            activity=activity,
            documents=list(Document.objects.of(activity)),
            is_own=is_own,
            may_decide=is_waiting and not is_own and manages_employee_unit.test(user, activity),
            may_withdraw=is_waiting and is_own,
            **kwargs,
        )


class ActivityVerifyView(ActivityPageMixin, FormView):
    template_name = "training/outcome_form.html"
    form_class = VerifyForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require(request.user, "training.verify_activity", self.activity)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        try:
            return {"hours": hours_by_rule(self.activity)}
        except DomainError:
            return {"hours": Decimal(0)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Recognise an activity"),
            crumbs=[
                (_("Learning activities"), reverse("training:activity-list")),
                (self.activity.title, self.activity.get_absolute_url()),
            ],
            intro=_("By the rule of that day; fewer are possible where the evidence shows fewer."),
            submit_label=_("Recognise"),
            cancel_url=self.activity.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: VerifyForm) -> HttpResponse:
        try:
            verify_activity(activity=self.activity, hours=form.cleaned_data["hours"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Recognised. The person is told."))
        return redirect("training:activity-list")


class ActivityRefuseView(ActivityPageMixin, FormView):
    template_name = "training/outcome_form.html"
    form_class = ReasonForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require(request.user, "training.verify_activity", self.activity)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Don't recognise an activity"),
            crumbs=[
                (_("Learning activities"), reverse("training:activity-list")),
                (self.activity.title, self.activity.get_absolute_url()),
            ],
            intro=_("The person reads your reason and may report it again with better evidence."),
            submit_label=_("Don't recognise it"),
            submit_tone="bad",
            cancel_url=self.activity.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            refuse_activity(activity=self.activity, reason=form.cleaned_data["reason"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Not recognised. The person is told why."))
        return redirect("training:activity-list")


@require_POST
def activity_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    activity = visible_activity(request, pk)
    require(request.user, "training.withdraw_activity", activity)
    with refusals_told(request):
        withdraw_activity(activity=activity, by=request.user)
        messages.success(request, _("Withdrawn."))
    return redirect("training:my-hours")


class ShortfallListView(PermissionRequiredMixin, PortalListView):
    """Who has not reached the yearly hours yet."""

    permission_required = "training.view_shortfalls"
    model = Employee
    table_class = ShortfallTable
    filterset_class = ShortfallFilter
    template_name = "training/hours_list.html"
    list_key = "training.shortfall"
    page_title = gettext_lazy("Learning hours still missing")
    export_name = "learning-hours-missing"
    fixed_columns = ("name",)
    empty_title = gettext_lazy("Everybody has reached the yearly hours")
    empty_text = gettext_lazy("PNS stand here until they have learnt the hours that the law asks for.")
    empty_icon = "check-circle"

    @cached_property
    def known(self) -> dict[int, Decimal]:
        """The hours of everybody of the government who has any this year."""
        path = scope_of(self.request.user).government_path
        government = OrganizationalUnit.objects.filter(path=path).first()
        return hours_by_employee(government.pk, path, today().year) if government else {}

    @cached_property
    def minimum(self) -> Decimal:
        path = scope_of(self.request.user).government_path
        return minimum_of(
            OrganizationalUnit.objects.filter(path=path).values_list("pk", flat=True).first(), today().year
        )

    def get_queryset(self) -> QuerySet[Any]:
        reached = [pk for pk, hours in self.known.items() if hours >= self.minimum]
        return overseen_staff(self.request.user).filter(employment_type__in=DUTY_BOUND).exclude(pk__in=reached)

    def build_table(self, data: Any) -> Any:
        table = super().build_table(data)
        table.known, table.minimum = self.known, self.minimum
        return table

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s person", "%(number)s people", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tab="shortfall", may_see_office=scope_of(self.request.user).has(Permission.TRAINING_VIEW), **kwargs
        )


class WithoutTrainingListView(PermissionRequiredMixin, PortalListView):
    """Nobody trained them for 24 months."""

    permission_required = "training.view_shortfalls"
    model = Employee
    table_class = WithoutTrainingTable
    filterset_class = WithoutTrainingFilter
    template_name = "training/hours_list.html"
    list_key = "training.without"
    page_title = gettext_lazy("24 months without training")
    export_name = "without-training"
    fixed_columns = ("name",)
    bulk_actions = (
        BulkAction(
            gettext_lazy("Invite to a training"),
            "training:without-training-invite",
            visible=lambda scope: scope.has(Permission.TRAINING_MANAGE),
        ),
    )
    empty_title = gettext_lazy("Everybody learnt something in the last 24 months")
    empty_icon = "check-circle"

    def get_queryset(self) -> QuerySet[Any]:
        since = months_before(today(), LONG_WITHOUT_MONTHS)
        staff = without_training_since(overseen_staff(self.request.user), since)
        return staff.annotate(last_training=last_training())

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s person", "%(number)s people", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tab="without", may_see_office=scope_of(self.request.user).has(Permission.TRAINING_VIEW), **kwargs
        )


class WithoutTrainingInviteView(PermissionRequiredMixin, BulkActionView):
    """To the next session of the office that is open for registration and not by nomination."""

    permission_required = "training.manage"
    list_view = WithoutTrainingListView
    title = gettext_lazy("Invite to a training")
    confirm_label = gettext_lazy("Invite them")
    consequence = gettext_lazy("Each is invited to the next open session of your office and told. They decide.")

    def check(self, obj: Employee) -> str | None:
        return None if self.session else _("No session of your office is open for registration.")

    @cached_property
    def session(self) -> TrainingSession | None:
        open_now = TrainingSession.objects.managed_by(self.request.user).open_at(timezone.now())
        return open_now.filter(by_nomination=False).order_by("starts_at").first()  # type: ignore[no-any-return]

    def perform(self, objs: list[Any]) -> Preview:
        outcome = Preview()
        chosen = [Suggestion(obj, _("24 months without training.")) for obj in objs]
        try:
            invite(session=self.session, chosen=chosen, by=self.request.user)
        except DomainError as error:
            for obj in objs:
                outcome.skip(obj, str(error))
        else:
            outcome.touched.extend(objs)
        return outcome
