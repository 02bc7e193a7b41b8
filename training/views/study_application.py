"""Applications for further education: written by the person, checked by the office, scored without names."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import require
from asn_portal.acts import ActView
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.forms import PortalForm
from employees.dates import today
from employees.models import Employee
from employees.supervision import employee_of
from training.enums import ApplicationState, CallState
from training.forms import ReasonForm
from training.forms.study import AcceptForm, RecommendForm, RejectForm, StudyApplicationForm
from training.models import StudyApplication, StudyCall
from training.reports.study_letter import study_letter_pdf
from training.rules import is_own_registration, manages_application, supervises_the_employee
from training.services.study_application import (
    complete_application,
    recommend_application,
    return_application,
    save_application,
    submission_obstacles,
    submit_application,
    superiors_word,
    withdraw_application,
)
from training.services.study_call import lock_call
from training.services.study_score import accept_application, missing_reviewers, reject_application
from training.study_facts import documents_of, own_eligibility
from training.study_words import from_stored, judged
from training.views.study_call import CALLS_CRUMB, visible_call

WAITING = {ApplicationState.SUBMITTED, ApplicationState.RETURNED, ApplicationState.COMPLETE}


def visible_application(request: HttpRequest, pk: int) -> StudyApplication:
    return get_object_or_404(StudyApplication.objects.visible_to(request.user).with_people(), pk=pk)  # type: ignore[no-any-return]


class StudyApplyView(DraftFormMixin, VersionedFormMixin, FormView):
    """Write or go on writing one's own application; it is kept, complete or not."""

    template_name = "training/study_apply.html"
    form_class = StudyApplicationForm
    draft_key = "training.study_application"

    @cached_property
    def call(self) -> StudyCall:
        return visible_call(self.request, self.kwargs["pk"])

    @cached_property
    def employee(self) -> Employee:
        require(self.request.user, "training.apply_for_study")
        employee = employee_of(self.request.user)
        if employee is None or employee.unit.government_path != self.call.unit.government_path:
            raise Http404
        return employee

    @cached_property
    def application(self) -> StudyApplication:
        own = StudyApplication.objects.of_user(self.request.user).filter(call=self.call).with_people()
        found = own.exclude(state=ApplicationState.WITHDRAWN).first()
        return found or StudyApplication(call=self.call, employee=self.employee)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Before anything else: whoever has no record applies for nothing.
        self.employee  # noqa: B018 -- read for what it refuses
        if self.application.pk and not self.application.is_editable:
            return redirect(self.application)
        if self.application.pk is None and self.call.state != CallState.OPEN:
            messages.info(request, _("The call is closed; applications can no longer be handed in."))
            return redirect(self.call)
        if self.application.pk is None and self.call.reviewers.filter(employee=self.employee).exists():
            messages.info(request, _("You review this call, so you cannot apply to it."))
            return redirect(self.call)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        asked = (
            documents_of(self.application)
            if self.application.pk
            else [
                {"number": number, "name": name, "is_needed": needed, "document": None}
                for number, name, needed in self.call.asked
            ]
        )
        # A form of a model writes into its instance; the page goes on showing what is stored.
        stored = StudyApplication.objects.filter(pk=self.application.pk).first()
        return {**super().get_form_kwargs(), "asked": asked, "instance": stored}

    @property
    def object(self) -> StudyApplication:
        """What the mixin compares with: the application as another page may have stored it meanwhile."""
        return self.application

    def _current_form(self, form_class: type[BaseForm] | None, *, lock: bool) -> Any:
        if lock:
            # Whoever saves holds the call first; another page may have stored the first text meanwhile.
            lock_call(self.call)
            del self.application
        return super()._current_form(form_class, lock=lock)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            call=self.call,
            application=self.application if self.application.pk else None,
            verdicts=judged(
                own_eligibility(
                    self.employee, self.call, on=today(), accreditation=self.application.accreditation or ""
                )
            ),
            submit_label=_("Save and go on"),
            cancel_url=self.call.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: StudyApplicationForm) -> HttpResponse:
        try:
            application = save_application(
                call=self.call,
                employee=self.employee,
                values=form.cleaned_data,
                files=form.uploads(),
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. Read it once more, then hand it in."))
        return redirect(application)


class StudyApplicationDetailView(TemplateView):
    template_name = "training/study_application_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application, user = visible_application(self.request, self.kwargs["pk"]), self.request.user
        is_own = is_own_registration.test(user, application)
        is_office = not is_own and manages_application.test(user, application)
        state = application.state
        stored, is_open = from_stored(application.eligibility), is_own and application.is_editable
        current = (
            own_eligibility(application.employee, application.call, on=today(), accreditation=application.accreditation)
            if is_open or not stored
            else ()
        )
        is_decided = state in {ApplicationState.ACCEPTED, ApplicationState.REJECTED}
        is_reviewed = application.call.state == CallState.REVIEW
        return super().get_context_data(
            application=application,
            call=application.call,
            is_own=is_own,
            is_office=is_office,
            verdicts=judged(stored or current),
            is_stored=bool(stored),
            documents=documents_of(application),
            word=superiors_word(application),
            obstacles=submission_obstacles(application, current) if is_open else [],
            may_recommend=state in WAITING and supervises_the_employee.test(user, application),
            may_withdraw=is_own and state in {*WAITING, ApplicationState.DRAFT},
            may_return=is_office and state == ApplicationState.SUBMITTED,
            may_decide=is_office and is_reviewed and state == ApplicationState.COMPLETE,
            may_reject=is_office and state == ApplicationState.SUBMITTED,
            missing=missing_reviewers(application) if is_office and state == ApplicationState.COMPLETE else 0,
            has_letter=is_decided and bool(application.letter_number) and (is_own or is_office),
            may_begin=is_office and state == ApplicationState.ACCEPTED and not hasattr(application, "assignment"),
            assignment=getattr(application, "assignment", None),
            shows_score=is_office and is_decided,
            **kwargs,
        )


class _ApplicationActView(ActView):
    permission = "training.change_application"

    def get_subject(self) -> StudyApplication:
        return visible_application(self.request, self.kwargs["pk"])

    def get_crumbs_above(self) -> list[tuple[Any, Any]]:
        return [CALLS_CRUMB, (self.subject.call.get_absolute_url(), self.subject.call)]

    def get_crumb(self) -> str:
        return _("Application %(code)s") % {"code": self.subject.code}


class StudyApplicationSubmitView(_ApplicationActView):
    page_title = gettext_lazy("Hand in the application")
    submit_label = gettext_lazy("Hand it in")
    done = gettext_lazy("Handed in. You see here what becomes of it, and you are told.")
    consequences = (
        gettext_lazy("The office checks whether everything is there. Then it is scored without your name."),
        gettext_lazy("Your direct superior is asked for a word."),
        gettext_lazy("You can no longer change it; you can withdraw it until it is decided."),
    )

    def act(self, form: PortalForm) -> None:
        submit_application(application=self.subject, by=self.request.user)


class StudyApplicationWithdrawView(_ApplicationActView):
    page_title = gettext_lazy("Withdraw the application")
    submit_label = gettext_lazy("Withdraw it")
    submit_tone = "bad"
    done = gettext_lazy("Withdrawn.")
    consequences = (
        gettext_lazy("It takes no further part. While the call is open you can write a new one."),
        gettext_lazy("This cannot be undone."),
    )

    def act(self, form: PortalForm) -> None:
        withdraw_application(application=self.subject, by=self.request.user)


class StudyApplicationRecommendView(_ApplicationActView):
    permission = "training.recommend_application"
    form_class = RecommendForm
    page_title = gettext_lazy("Your word as the superior")
    submit_label = gettext_lazy("Say it")
    done = gettext_lazy("Kept. The person and the office read it.")

    def act(self, form: RecommendForm) -> None:
        recommend_application(application=self.subject, by=self.request.user, **form.cleaned_data)


class StudyApplicationReturnView(_ApplicationActView):
    permission = "training.manage_application"
    form_class = ReasonForm
    page_title = gettext_lazy("Return it as incomplete")
    submit_label = gettext_lazy("Return it")
    done = gettext_lazy("Returned. The person reads what is missing.")
    consequences = (gettext_lazy("The person mends it and hands it in again, also after the last day to apply."),)

    def act(self, form: ReasonForm) -> None:
        return_application(application=self.subject, reason=form.cleaned_data["reason"], by=self.request.user)


class StudyApplicationCompleteView(_ApplicationActView):
    permission = "training.manage_application"
    page_title = gettext_lazy("Everything is there")
    submit_label = gettext_lazy("Mark as complete")
    done = gettext_lazy("Complete. The reviewers read it from now on, without the name.")
    consequences = (gettext_lazy("The reviewers read it from now on: code, plans and university, no name."),)

    def act(self, form: PortalForm) -> None:
        complete_application(application=self.subject, by=self.request.user)


class _DecisionView(_ApplicationActView):
    permission = "training.manage_application"

    def back(self) -> str:
        return reverse("training:study-applications", args=[self.subject.call_id])

    def get_crumb(self) -> str:
        return _("Applications")


class StudyApplicationAcceptView(_DecisionView):
    form_class = AcceptForm
    page_title = gettext_lazy("Accept the application")
    submit_label = gettext_lazy("Accept it")
    done = gettext_lazy("Accepted. The person is told and finds the letter on the page of the application.")
    consequences = (
        gettext_lazy("The person is told at once; the letter bears your number."),
        gettext_lazy("A decision cannot be taken back."),
    )

    def act(self, form: AcceptForm) -> None:
        accept_application(application=self.subject, by=self.request.user, **form.cleaned_data)


class StudyApplicationRejectView(_DecisionView):
    form_class = RejectForm
    page_title = gettext_lazy("Reject the application")
    submit_label = gettext_lazy("Reject it")
    submit_tone = "bad"
    done = gettext_lazy("Rejected. The person is told, with your reason.")
    consequences = (
        gettext_lazy("The person is told at once, with your reason."),
        gettext_lazy("A decision cannot be taken back."),
    )

    def act(self, form: RejectForm) -> None:
        reject_application(application=self.subject, by=self.request.user, **form.cleaned_data)


def study_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision as a letter, for the person and the office."""
    application = visible_application(request, pk)
    is_concerned = is_own_registration.test(request.user, application) or manages_application.test(
        request.user, application
    )
    is_decided = application.state in {ApplicationState.ACCEPTED, ApplicationState.REJECTED}
    if not (is_concerned and is_decided and application.letter_number):
        raise Http404
    response = HttpResponse(study_letter_pdf(application), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="surat-tugas-belajar-{application.code}.pdf"'
    return response
