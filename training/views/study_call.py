"""Calls for further education: list, page, draft, criteria, reviewers, and the verbs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.forms import PortalForm
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.models import Employee
from employees.supervision import employee_of
from training.domain.further_education import is_eligible
from training.enums import ApplicationState, CallState
from training.filters.study import StudyCallFilter
from training.forms import CancelForm
from training.forms.study import CriteriaForm, PersonForm, StudyCallForm
from training.models import StudyApplication, StudyAssignment, StudyCall, StudyReviewer
from training.rules import manages_unit, oversees_unit
from training.services.study_call import (
    add_reviewer,
    cancel_call,
    close_call,
    conclude_call,
    open_call,
    opening_obstacles,
    remove_reviewer,
    save_call,
    set_criteria,
)
from training.study_facts import own_eligibility, ranked_applications
from training.study_rules import study_rules_on
from training.study_words import conditions_in_words, judged
from training.tables.study import StudyCallTable
from training.views.base import refusals_told

CALLS_CRUMB = (reverse_lazy("training:study-call-list"), gettext_lazy("Further education"))


def visible_call(request: HttpRequest, pk: int) -> StudyCall:
    return get_object_or_404(StudyCall.objects.visible_to(request.user).select_related("unit"), pk=pk)  # type: ignore[no-any-return]


class StudyCallListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_study_calls"
    model = StudyCall
    table_class = StudyCallTable
    filterset_class = StudyCallFilter
    template_name = "training/study_call_list.html"
    list_key = "training.study-calls"
    page_title = gettext_lazy("Further education")
    export_name = "further-education"
    fixed_columns = ("title",)
    default_columns = ("title", "degree", "funding", "places", "closes_on", "state", "own_state")
    empty_title = gettext_lazy("No call for further education yet")
    empty_text = gettext_lazy("Scholarships and study assignments appear here when the training office announces them.")
    empty_icon = "bookmark"

    def get_queryset(self) -> QuerySet[Any]:
        calls = StudyCall.objects.visible_to(self.request.user).select_related("unit")
        return calls.with_own_state(scope_of(self.request.user).employee_id)  # type: ignore[no-any-return]

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s call", "%(number)s calls", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope = scope_of(self.request.user)
        return super().get_context_data(
            may_manage=scope.has(Permission.TRAINING_MANAGE),
            sees_studies=scope.has(Permission.TRAINING_VIEW),
            reviews=StudyCall.objects.reviewed_by(self.request.user).exists(),
            own_studies=self._own_studies(),
            **kwargs,
        )

    def _own_studies(self) -> list[Any]:
        return list(StudyAssignment.objects.of_user(self.request.user).order_by("-starts_on")[:3])


class StudyCallDetailView(DetailView):
    template_name = "training/study_call_detail.html"
    context_object_name = "call"

    def get_object(self, queryset: Any = None) -> StudyCall:
        return visible_call(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call, user, day = self.object, self.request.user, today()
        employee = employee_of(user)
        may_manage = manages_unit.test(user, call)
        verdicts = own_eligibility(employee, call, on=day) if employee and call.state == CallState.OPEN else ()
        own = StudyApplication.objects.of_user(user).filter(call=call).exclude(state=ApplicationState.WITHDRAWN).first()
        is_reviewer = employee is not None and call.reviewers.filter(employee=employee).exists()
        return super().get_context_data(
            conditions=conditions_in_words(study_rules_on(call.unit.government, day), call),
            criteria=list(call.criteria.all()),
            verdicts=judged(verdicts),
            is_eligible=is_eligible(verdicts),
            own=own,
            has_begun=call.opens_on <= day,
            may_apply=employee is not None
            and own is None
            and not is_reviewer
            and call.state == CallState.OPEN
            and call.opens_on <= day <= call.closes_on,
            may_manage=may_manage,
            may_see_applications=oversees_unit.test(user, call),
            is_reviewer=is_reviewer,
            reviewers=list(call.reviewers.select_related("employee__unit")) if may_manage else [],
            obstacles=opening_obstacles(call) if may_manage and call.state == CallState.DRAFT else [],
            **kwargs,
        )


class _CallFormView(DraftFormMixin):
    template_name = "layouts/act.html"
    form_class = StudyCallForm
    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: StudyCallForm) -> HttpResponse:
        try:
            call = save_call(call=form.call(), by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]
        messages.success(self.request, _("Saved. Nobody sees it until you announce it."))
        return redirect(call)


class StudyCallCreateView(PermissionRequiredMixin, _CallFormView, CreateView):
    permission_required = "training.manage"
    draft_key = "training.study_call:new"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = reverse("training:study-call-list")
        return super().get_context_data(
            page_title=_("New call for further education"),
            crumbs=[CALLS_CRUMB],
            cancel_url=url,
            submit_label=_("Save as a draft"),
            intro=_("Next you say what reviewers score, and who they are."),
            **kwargs,
        )


class StudyCallUpdateView(_CallFormView, VersionedFormMixin, UpdateView):
    draft_key = "training.study_call"

    def get_object(self, queryset: Any = None) -> StudyCall:
        call = visible_call(self.request, self.kwargs["pk"])
        require(self.request.user, "training.manage_study_call", call)
        return call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = reverse("training:study-call-detail", args=[self.kwargs["pk"]])
        return super().get_context_data(
            page_title=_("Change the call"),
            crumbs=[CALLS_CRUMB, (url, str(self.object))],
            cancel_url=url,
            **kwargs,
        )


class _CallActView(ActView):
    permission = "training.manage_study_call"
    crumbs_above = (CALLS_CRUMB,)

    def get_subject(self) -> StudyCall:
        return visible_call(self.request, self.kwargs["pk"])


class StudyCriteriaView(_CallActView):
    template_name = "training/study_criteria.html"
    form_class = CriteriaForm
    page_title = gettext_lazy("What reviewers score")
    submit_label = gettext_lazy("Save the criteria")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "criteria": self.subject.criteria.all()}

    def act(self, form: CriteriaForm) -> None:
        set_criteria(call=self.subject, criteria=form.criteria(), by=self.request.user)
        if form.difference:
            messages.warning(
                self.request,
                _("Saved. The weights add up to %(sum)s; they must be 100 before the call opens.")
                % {"sum": 100 + form.difference},
            )
        else:
            messages.success(self.request, _("The criteria are saved."))


class StudyReviewerAddView(_CallActView):
    form_class = PersonForm
    page_title = gettext_lazy("Name a reviewer")
    submit_label = pgettext_lazy("reviewers", "Name them")
    done = gettext_lazy("Named and told.")
    consequences = (
        gettext_lazy("The person is told and scores the applications without seeing whose they are."),
        gettext_lazy("Until the call is decided they see no names, even with an office of their own."),
        gettext_lazy("Nobody scores their own application or that of somebody who reports to them."),
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        people = Employee.objects.active().filter(government=self.subject.unit.government)
        return {**super().get_form_kwargs(), "people": people}

    def act(self, form: PersonForm) -> None:
        add_reviewer(call=self.subject, employee=form.employee, by=self.request.user)  # type: ignore[arg-type]


@require_POST
def study_reviewer_remove(request: HttpRequest, pk: int, reviewer_pk: int) -> HttpResponse:
    call = visible_call(request, pk)
    require(request.user, "training.manage_study_call", call)
    with refusals_told(request):
        remove_reviewer(reviewer=get_object_or_404(StudyReviewer, pk=reviewer_pk, call=call), by=request.user)
        messages.success(request, _("The reviewer was taken off."))
    return redirect(call)


class StudyCallOpenView(_CallActView):
    page_title = gettext_lazy("Announce the call")
    submit_label = gettext_lazy("Announce it")
    done = gettext_lazy("Announced. Everybody of your government sees it.")
    consequences = (
        gettext_lazy("Everybody of the government sees it and applies from its first to its last day."),
        gettext_lazy("Text, dates, places and criteria stay as they are from then on."),
    )

    def act(self, form: PortalForm) -> None:
        open_call(call=self.subject, by=self.request.user)


class StudyCallCloseView(_CallActView):
    page_title = gettext_lazy("Close the call before its last day")
    submit_label = gettext_lazy("Close it")
    done = gettext_lazy("Closed. The scoring begins.")
    consequences = (
        gettext_lazy("Nobody applies any more. Drafts that were not handed in stay where they are."),
        gettext_lazy("The reviewers are told. This cannot be undone."),
    )

    def act(self, form: PortalForm) -> None:
        close_call(call=self.subject, by=self.request.user)


class StudyCallConcludeView(_CallActView):
    page_title = gettext_lazy("Conclude the call")
    submit_label = gettext_lazy("Conclude it")
    done = gettext_lazy("The call is decided.")
    consequences = (gettext_lazy("Every application is decided; reviewers may now learn whose they were."),)

    def act(self, form: PortalForm) -> None:
        conclude_call(call=self.subject, by=self.request.user)


class StudyCallCancelView(_CallActView):
    form_class = CancelForm
    page_title = gettext_lazy("Cancel the call")
    submit_label = gettext_lazy("Cancel the call")
    submit_tone = "bad"
    done = gettext_lazy("Cancelled. Everybody who applied is told.")
    consequences = (
        gettext_lazy("Everybody who applied is told, with your reason."),
        gettext_lazy("This cannot be undone."),
    )

    def act(self, form: CancelForm) -> None:
        cancel_call(call=self.subject, reason=form.cleaned_data["reason"], by=self.request.user)


class StudyApplicationsView(TemplateView):
    """The office's side of a call: what was handed in, and the order by the scores."""

    template_name = "training/study_applications.html"

    @cached_property
    def call(self) -> StudyCall:
        call = visible_call(self.request, self.kwargs["pk"])
        require(self.request.user, "training.view_study_applications", call)
        return call

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call = self.call
        visible = StudyApplication.objects.visible_to(self.request.user).filter(call=call).with_people()
        rows = list(visible.order_by("submitted_at", "pk"))
        is_blind = call.reviewers.filter(employee=scope_of(self.request.user).employee_id).exists() and (
            call.state in {CallState.OPEN, CallState.REVIEW}
        )
        scored = [] if is_blind else ranked_applications(call)
        in_ranking = {each.application.pk for each in scored}
        return super().get_context_data(
            call=call,
            scored=scored,
            criteria=list(call.criteria.all()),
            others=[row for row in rows if row.pk not in in_ranking],
            is_blind=is_blind,
            accepted=sum(each.application.state == ApplicationState.ACCEPTED for each in scored),
            may_manage=manages_unit.test(self.request.user, call),
            **kwargs,
        )
