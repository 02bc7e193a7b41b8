"""Studies: the office's list, one's own, reports, requests, graduation, return."""

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
from django.views.generic import DetailView, FormView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.models import Employee
from training.domain.further_education import planned_end
from training.enums import ApplicationState, AssignmentState, Degree, Funding, RequestState
from training.filters.study import StudyAssignmentFilter
from training.forms.study import PersonForm
from training.forms.study_assignment import (
    AnswerForm,
    ChangeDecisionForm,
    EndForm,
    GraduationForm,
    ReturnForm,
    SemesterReportForm,
    StudyAssignmentForm,
    StudyChangeForm,
)
from training.models import SemesterReport, StudyApplication, StudyAssignment, StudyChange
from training.rules import is_own_registration, manages_study
from training.services.study_assignment import (
    ask_change,
    begin_study,
    bond_words,
    decide_change,
    documents_of_reports,
    end_early,
    graduate,
    overdue_before,
    read_report,
    record_return,
    resume_study,
    submit_report,
)
from training.study_rules import study_rules_on
from training.tables.study import StudyAssignmentTable
from training.views.base import refusals_told
from training.views.study_call import CALLS_CRUMB

STUDIES_CRUMB = (reverse_lazy("training:study-assignment-list"), gettext_lazy("Study assignments"))


def visible_assignment(request: HttpRequest, pk: int) -> StudyAssignment:
    rows = StudyAssignment.objects.visible_to(request.user).with_people().select_related("application__call")
    return get_object_or_404(rows, pk=pk)  # type: ignore[no-any-return]


class StudyAssignmentListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_office"
    model = StudyAssignment
    table_class = StudyAssignmentTable
    filterset_class = StudyAssignmentFilter
    template_name = "training/study_assignment_list.html"
    list_key = "training.studies"
    page_title = gettext_lazy("Study assignments")
    export_name = "study-assignments"
    fixed_columns = ("employee",)
    default_columns = ("employee", "degree", "programme", "planned_end", "next_report", "bond", "state")
    empty_title = gettext_lazy("Nobody studies yet")
    empty_text = gettext_lazy("Studies stand here from their decree to the end of the service bond.")
    empty_icon = "bookmark"

    def get_queryset(self) -> QuerySet[Any]:
        return StudyAssignment.objects.overseen_by(self.request.user).with_people().with_next_report()  # type: ignore[no-any-return]

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s study", "%(number)s studies", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope = scope_of(self.request.user)
        may_record = scope.has(Permission.TRAINING_MANAGE) or scope.has(Permission.EMPLOYEE_EDIT)
        return super().get_context_data(may_record=may_record, **kwargs)


class StudyAssignmentDetailView(DetailView):
    template_name = "training/study_assignment_detail.html"
    context_object_name = "assignment"

    def get_object(self, queryset: Any = None) -> StudyAssignment:
        return visible_assignment(self.request, self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assignment, user = self.object, self.request.user
        is_own = is_own_registration.test(user, assignment)
        is_office = not is_own and manages_study.test(user, assignment)
        reads = is_own or scope_of(user).covers(Permission.TRAINING_VIEW, assignment.employee.unit.path)
        reports = list(assignment.reports.select_related("read_by")) if reads else []
        files = documents_of_reports(reports)
        return super().get_context_data(
            is_own=is_own,
            is_office=is_office,
            reads=reads,
            today=today(),
            reports=[(report, files.get(report.pk, [])) for report in reports],
            changes=list(assignment.changes.select_related("decided_by")) if reads else [],
            bond=bond_words(assignment, today()),
            is_asking=assignment.changes.filter(state=RequestState.ASKED).exists(),
            may_graduate=(is_own or is_office) and assignment.state == AssignmentState.STUDYING,
            **kwargs,
        )


class StudyPersonView(PermissionRequiredMixin, FormView):
    """Of whom? A study begun before the portal starts with its person."""

    permission_required = "training.record_studies"
    template_name = "layouts/act.html"
    form_class = PersonForm

    def get_form_kwargs(self) -> dict[str, Any]:
        scope = scope_of(self.request.user)
        reach = scope.path_filter(Permission.TRAINING_MANAGE, "unit__path")
        reach |= scope.path_filter(Permission.EMPLOYEE_EDIT, "unit__path")
        return {**super().get_form_kwargs(), "people": Employee.objects.filter(reach)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = reverse("training:study-assignment-list")
        return super().get_context_data(
            page_title=_("Enter a study that has begun"),
            crumbs=[STUDIES_CRUMB],
            cancel_url=url,
            submit_label=_("Continue"),
            **kwargs,
        )

    def form_valid(self, form: PersonForm) -> HttpResponse:
        return redirect("training:study-assignment-create", form.employee.pk)  # type: ignore[union-attr]


class _BeginView(DraftFormMixin, FormView):
    template_name = "layouts/act.html"
    form_class = StudyAssignmentForm
    request: HttpRequest

    def assignment(self) -> StudyAssignment:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.assignment()}

    def form_valid(self, form: StudyAssignmentForm) -> HttpResponse:
        try:
            assignment = begin_study(assignment=form.save(commit=False), by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("On record. The person is told; reports are asked for in time."))
        return redirect(assignment)


class StudyAssignmentCreateView(_BeginView):
    """Begun before the portal."""

    draft_key = "training.study_assignment:new"

    @cached_property
    def employee(self) -> Employee:
        visible = Employee.objects.visible_to(self.request.user).with_place()
        employee = get_object_or_404(visible, pk=self.kwargs["employee_pk"])
        require(self.request.user, "training.manage_study", StudyAssignment(employee=employee))
        return employee  # type: ignore[no-any-return]

    def assignment(self) -> StudyAssignment:
        return StudyAssignment(employee=self.employee, degree=Degree.S2, funding=Funding.REGIONAL)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.employee  # noqa: B018 -- read for what it refuses
        url = reverse("training:study-assignment-list")
        return super().get_context_data(
            page_title=_("Study of %(name)s") % {"name": self.employee.full_name},
            crumbs=[STUDIES_CRUMB],
            cancel_url=url,
            **kwargs,
        )


class StudyAssignmentBeginView(_BeginView):
    """By the decree that follows an accepted application."""

    draft_key = "training.study_assignment:begin"

    @cached_property
    def application(self) -> StudyApplication:
        rows = StudyApplication.objects.visible_to(self.request.user).with_people()
        application = get_object_or_404(rows, pk=self.kwargs["pk"], state=ApplicationState.ACCEPTED)
        require(self.request.user, "training.manage_application", application)
        return application  # type: ignore[no-any-return]

    def assignment(self) -> StudyAssignment:
        application, call = self.application, self.application.call
        rules = study_rules_on(application.employee.government_id, today())
        return StudyAssignment(
            employee=application.employee,
            application=application,
            degree=call.degree,
            university=application.university,
            programme=application.programme,
            funding=call.funding,
            is_released=call.is_released,
            starts_on=call.studies_from,
            planned_end=planned_end(call.studies_from, call.degree, call.months, rules=rules),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = self.application.get_absolute_url()
        return super().get_context_data(
            page_title=_("Decree of %(name)s") % {"name": self.application.employee.full_name},
            crumbs=[
                CALLS_CRUMB,
                (self.application.call.get_absolute_url(), self.application.call),
                (url, _("Application %(code)s") % {"code": self.application.code}),
            ],
            cancel_url=url,
            submit_label=_("Begin the study"),
            **kwargs,
        )


class SemesterReportView(DraftFormMixin, FormView):
    """The student writes, or mends what nobody has read yet."""

    template_name = "layouts/act.html"
    form_class = SemesterReportForm
    draft_key = "training.semester_report"

    @cached_property
    def report(self) -> SemesterReport:
        rows = SemesterReport.objects.visible_to(self.request.user).select_related("assignment__employee__unit")
        report = get_object_or_404(rows, pk=self.kwargs["pk"])
        require(self.request.user, "training.own_study", report.assignment)
        return report  # type: ignore[no-any-return]

    def get_form_kwargs(self) -> dict[str, Any]:
        # A form of a model writes into its instance.
        return {**super().get_form_kwargs(), "instance": SemesterReport.objects.get(pk=self.report.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = self.report.assignment.get_absolute_url()
        return super().get_context_data(
            page_title=_("Report of semester %(number)s") % {"number": self.report.number},
            crumbs=[CALLS_CRUMB, (url, _("Study"))],
            cancel_url=url,
            submit_label=_("Hand in the report"),
            **kwargs,
        )

    def form_valid(self, form: SemesterReportForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            submit_report(
                report=self.report,
                gpa=data["gpa"],
                credits=data["credits"],
                text=data["text"],
                file=data["file"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Handed in. You are told when the office has read it."))
        if (number := overdue_before(self.report)) is not None:
            text = _("The report of semester %(number)s is overdue and still missing.")
            messages.warning(self.request, text % {"number": number})
        return redirect(self.report.assignment)


class _OfStudyView(ActView):
    """An act on a study: of its person, or of the office."""

    def get_crumbs_above(self) -> list[tuple[Any, Any]]:
        return [CALLS_CRUMB if is_own_registration.test(self.request.user, self.subject) else STUDIES_CRUMB]


class SemesterReportReadView(_OfStudyView):
    permission = "training.manage_study"
    form_class = AnswerForm
    template_name = "training/study_report_read.html"
    submit_label = gettext_lazy("Mark as read")
    done = gettext_lazy("Read. The student is told.")

    @cached_property
    def report(self) -> SemesterReport:
        rows = SemesterReport.objects.visible_to(self.request.user).select_related("assignment__employee__unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def get_subject(self) -> StudyAssignment:
        return self.report.assignment  # type: ignore[no-any-return]

    def get_title(self) -> str:
        return _("Report of semester %(number)s") % {"number": self.report.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = documents_of_reports([self.report]).get(self.report.pk, [])
        return super().get_context_data(report=self.report, files=files, **kwargs)

    def act(self, form: AnswerForm) -> None:
        read_report(report=self.report, answer=form.cleaned_data["answer"], by=self.request.user)


class _StudyActView(_OfStudyView):
    permission = "training.manage_study"

    def get_subject(self) -> StudyAssignment:
        return visible_assignment(self.request, self.kwargs["pk"])


class StudyChangeAskView(DraftFormMixin, _StudyActView):
    permission = "training.own_study"
    form_class = StudyChangeForm
    draft_key = "training.study_change"
    page_title = gettext_lazy("Ask for an extension or a leave")
    submit_label = gettext_lazy("Ask for it")
    done = gettext_lazy("Asked. You are told of the answer.")
    consequences = (
        gettext_lazy("The office decides and answers you. Extensions: at most twice six months."),
        gettext_lazy("Leaves: at most twelve months in all; they prolong the study."),
    )

    def act(self, form: StudyChangeForm) -> None:
        ask_change(assignment=self.subject, by=self.request.user, **form.cleaned_data)


class StudyChangeDecideView(_OfStudyView):
    permission = "training.manage_study"
    form_class = ChangeDecisionForm
    template_name = "training/study_change_decide.html"
    submit_label = pgettext_lazy("act", "Answer")
    done = gettext_lazy("Answered. The student is told.")

    @cached_property
    def change(self) -> StudyChange:
        rows = StudyChange.objects.visible_to(self.request.user).select_related("assignment__employee__unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def get_subject(self) -> StudyAssignment:
        return self.change.assignment  # type: ignore[no-any-return]

    def get_title(self) -> str:
        return f"{self.change.get_kind_display()}: {self.change.assignment.employee.full_name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(change=self.change, **kwargs)

    def act(self, form: ChangeDecisionForm) -> None:
        decide_change(change=self.change, by=self.request.user, **form.cleaned_data)


class StudyGraduateView(DraftFormMixin, _StudyActView):
    permission = "training.graduate"
    form_class = GraduationForm
    draft_key = "training.study_graduation"
    page_title = gettext_lazy("Graduated")
    submit_label = gettext_lazy("Report the graduation")
    done = gettext_lazy("Congratulations. The diploma was passed on to the personnel office.")
    consequences = (
        gettext_lazy("The diploma is proposed as an entry of the record; the personnel office checks and applies it."),
        gettext_lazy("The office is told and records the return."),
    )

    def act(self, form: GraduationForm) -> None:
        graduate(assignment=self.subject, by=self.request.user, **form.cleaned_data)


class StudyReturnView(_StudyActView):
    form_class = ReturnForm
    page_title = gettext_lazy("Back at work")
    submit_label = gettext_lazy("Record the return")
    done = gettext_lazy("Recorded.")
    consequences = (gettext_lazy("From this day the service bond counts; its end is worked out by the rules."),)

    def act(self, form: ReturnForm) -> None:
        record_return(assignment=self.subject, by=self.request.user, **form.cleaned_data)


class StudyEndView(_StudyActView):
    form_class = EndForm
    page_title = gettext_lazy("Ended without a degree")
    submit_label = gettext_lazy("End the study")
    submit_tone = "bad"
    done = gettext_lazy("Recorded.")
    consequences = (gettext_lazy("No further reports are asked for. This cannot be undone."),)

    def act(self, form: EndForm) -> None:
        end_early(assignment=self.subject, reason=form.cleaned_data["reason"], by=self.request.user)


@require_POST
def study_resume(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = visible_assignment(request, pk)
    require(request.user, "training.manage_study", assignment)
    with refusals_told(request):
        resume_study(assignment=assignment, by=request.user)
        messages.success(request, _("The leave is over; the study goes on."))
    return redirect(assignment)
