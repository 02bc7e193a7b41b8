"""Selections on the staff's side: what is open, whether I may, applying, my results, objecting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.acts import ActView, ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from careers.domain.eligibility import Outcome
from careers.enums import CandidacyState, SelectionState, StageKind
from careers.facts.person import check_person
from careers.forms.candidacy import ApplicationForm, ObjectionForm, PaperForm
from careers.models import Candidacy, Selection, SelectionStage, StageObjection
from careers.selection_ranking import ranking_of
from careers.services.candidacy import (
    documents_of,
    remove_application_document,
    submit_application,
    withdraw_application,
    write_application,
)
from careers.services.stage_objection import file_objection, panel_hears
from careers.services.stage_paper import hand_in_paper, paper_fault, papers_of
from careers.services.stage_result import commitment
from careers.words.requirement import checked
from employees.dates import today
from employees.models import Employee
from employees.supervision import employee_of

# The office has checked, but the candidate is told when the stage is published.
UNTOLD = {CandidacyState.ADMITTED, CandidacyState.REJECTED}


class VacancyListView(PermissionRequiredMixin, TemplateView):
    permission_required = "careers.see_vacancies"
    template_name = "careers/vacancy_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, day = self.request.user, today()
        employee = employee_of(user)
        public = Selection.objects.visible_to(user).public().select_related("unit", "position")
        own = {
            candidacy.selection_id: candidacy
            for candidacy in Candidacy.objects.filter(employee=employee).prefetch_related("selection__stages")
        }
        rows = [(selection, _shown_state(own.get(selection.pk))) for selection in public.order_by("closes_on")[:100]]
        return super().get_context_data(
            page_title=_("Open selections"),
            open_rows=[row for row in rows if row[0].takes_applications(day)],
            other_rows=[row for row in reversed(rows) if not row[0].takes_applications(day)],
            **kwargs,
        )


class VacancyPageMixin:
    """For pages about a selection as its candidates see it, named by `pk`."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def selection(self) -> Selection:
        self.request.place = reverse("careers:vacancy-list")  # type: ignore[attr-defined]
        visible = Selection.objects.visible_to(self.request.user).public()
        return get_object_or_404(visible.select_related("unit", "position__unit"), pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    @cached_property
    def employee(self) -> Employee:
        return employee_of(self.request.user)  # type: ignore[return-value]

    @cached_property
    def candidacy(self) -> Candidacy | None:
        own = self.selection.candidacies.filter(employee=self.employee)
        found: Candidacy | None = own.select_related("selection__unit", "employee__unit").first()
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "careers.see_vacancies")
        self.selection  # noqa: B018  404 before anything else
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def back(self) -> str:
        return reverse("careers:vacancy-detail", args=[self.selection.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(selection=self.selection, **kwargs)  # type: ignore[misc]
        context.setdefault("crumbs", [(self.back(), str(self.selection))])
        context.setdefault("cancel_url", self.back())
        return context


class OwnCandidacyMixin(VacancyPageMixin):
    """For pages about one's own application; 404 without one."""

    @cached_property
    def own(self) -> Candidacy:
        return get_object_or_404(
            self.selection.candidacies.select_related("selection__unit", "employee__unit"), employee=self.employee
        )

    def get_crumb(self) -> str:
        return str(self.selection)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "careers.see_vacancies")
        self.own  # noqa: B018  404 before anything else
        return super().dispatch(request, *args, **kwargs)


class VacancyDetailView(VacancyPageMixin, TemplateView):
    """The announcement, my eligibility, my application and my results."""

    template_name = "careers/vacancy_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection, candidacy, day = self.selection, self.candidacy, today()
        stages = list(selection.stages.all())
        is_open = selection.takes_applications(day)
        state = candidacy.state if candidacy else None
        is_unsent = state in {None, CandidacyState.DRAFT, CandidacyState.WITHDRAWN}
        return super().get_context_data(
            page_title=selection.title,
            stages=stages,
            checks=[checked(check) for check in _own_checks(selection, candidacy, self.employee)],
            candidacy=candidacy,
            shown_state=_shown_state(candidacy),
            documents=documents_of(candidacy) if candidacy else (),
            results=_own_results(selection, candidacy, stages) if candidacy else (),
            papers=_own_papers(selection, candidacy, stages) if candidacy else (),
            standing=_own_standing(selection, candidacy),
            may_write=is_open and is_unsent,
            may_submit=is_open and state == CandidacyState.DRAFT,
            may_withdraw=selection.is_announced
            and state in {CandidacyState.SUBMITTED, CandidacyState.ADMITTED, CandidacyState.PROPOSED},
            is_open=is_open,
            public_url=reverse("public_selection:detail", args=[selection.code]),
            **kwargs,
        )


class ApplicationWriteView(VacancyPageMixin, DraftFormMixin, ServiceFormView):
    """Writing an application; what the records say stands beside."""

    form_class = ApplicationForm
    template_name = "careers/application_form.html"

    def ensure(self) -> None:
        if not self.selection.takes_applications(today()):
            raise DomainError(_("Registration for this selection is not open."))
        if self.candidacy and self.candidacy.state not in {CandidacyState.DRAFT, CandidacyState.WITHDRAWN}:
            raise DomainError(_("Your application was already sent. Take it back to change it."))

    def get_initial(self) -> dict[str, Any]:
        return {"statement": self.candidacy.statement if self.candidacy else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checks = [checked(check) for check in check_person(self.selection, self.employee)]
        return super().get_context_data(
            page_title=_("Apply: %(title)s") % {"title": self.selection.title},
            checks=checks,
            missing=[check for check in checks if check.is_missing],
            employee=self.employee,
            documents=documents_of(self.candidacy) if self.candidacy else (),
            candidacy=self.candidacy,
            **kwargs,
        )

    def act(self, form: Any) -> Any:
        file = form.cleaned_data["document"]
        candidacy = write_application(
            selection=self.selection,
            employee=self.employee,
            statement=form.cleaned_data["statement"],
            files=[file] if file else [],
            by=self.request.user,
        )
        if file:
            messages.success(self.request, _("The document is attached."))
            return reverse("careers:application-write", args=[candidacy.selection_id])
        return reverse("careers:application-submit", args=[candidacy.selection_id])


class ApplicationSubmitView(OwnCandidacyMixin, ActView):
    page_title = gettext_lazy("Check and send the application")
    submit_label = gettext_lazy("Send the application")
    done = gettext_lazy("Your application is sent. You were written its number.")
    template_name = "careers/application_submit.html"
    consequences = (
        gettext_lazy("The office reads your statement, your documents and the records named below."),
        gettext_lazy("You get a registration number and a pseudonym, under which results are published."),
        gettext_lazy("Until registration ends you can take it back, change it and send it again."),
    )

    def get_subject(self) -> Candidacy:
        return self.own

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.own.state != CandidacyState.DRAFT:
            return redirect(self.back())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checks = [checked(check) for check in check_person(self.selection, self.employee)]
        documents = documents_of(self.own)
        looked_at = [check for check in checks if check.outcome == Outcome.BY_HAND]
        return super().get_context_data(
            candidacy=self.own,
            checks=checks,
            documents=documents,
            unproved=looked_at if not documents else [],
            **kwargs,
        )

    def act(self, form: Any) -> None:
        submit_application(candidacy=self.own, by=self.request.user)


class ApplicationWithdrawView(OwnCandidacyMixin, ActView):
    page_title = gettext_lazy("Take the application back")
    submit_label = gettext_lazy("Take it back")
    submit_tone = "bad"
    done = gettext_lazy("Your application is taken back.")

    def get_subject(self) -> Candidacy:
        return self.own

    def get_consequences(self) -> list[Any]:
        told = [_("You take no further part in this selection.")]
        if self.own.objections.open().exists():
            told.append(_("Your objection that waits for an answer ends with it."))
        if self.own.selection.closes_on >= today():
            told.append(_("While registration is open you can change it and send it again."))
        return told

    def act(self, form: Any) -> None:
        withdraw_application(candidacy=self.own, by=self.request.user)


class ObjectionCreateView(OwnCandidacyMixin, DraftFormMixin, ActView):
    form_class = ObjectionForm
    submit_label = gettext_lazy("Send the objection")
    done = gettext_lazy("Your objection is sent. The answer comes to your inbox.")
    consequences = (
        gettext_lazy("The office reads it and answers in writing; you can object once to each stage."),
        gettext_lazy("It doesn't harm you: nobody who rates you in other stages learns of it."),
    )

    @cached_property
    def stage(self) -> SelectionStage:
        stage: SelectionStage = get_object_or_404(self.selection.stages, pk=self.kwargs["stage_pk"])
        stage.selection = self.selection
        return stage

    def ensure(self) -> None:
        if self.own.objections.filter(stage=self.stage).exists():
            raise DomainError(_("You have already objected to this stage."))
        if not self.stage.takes_objections(today()) or not self.selection.is_announced:
            raise DomainError(_("The time to object to this stage is over, or its result isn't published yet."))
        if any(not result.may_rise for result in self.own.results.filter(stage=self.stage)):
            raise DomainError(
                _("You have passed this stage, and it gives no score: an objection would change nothing.")
            )

    def get_subject(self) -> Candidacy:
        return self.own

    def get_consequences(self) -> list[Any]:
        if not panel_hears(StageObjection(stage=self.stage, candidacy=self.own)):
            return super().get_consequences()
        return [
            _(
                "The panel that gave the score reads it: its members score you once more, and the panel answers in "
                "writing. You can object once to each stage."
            ),
            _("It doesn't lower your result. The same members may score you in later stages."),
        ]

    def get_title(self) -> str:
        return _("Object to “%(stage)s”") % {"stage": self.stage.title}

    def act(self, form: Any) -> None:
        file_objection(stage=self.stage, candidacy=self.own, text=form.cleaned_data["text"], by=self.request.user)


class PaperView(OwnCandidacyMixin, ActView):
    form_class = PaperForm
    submit_label = gettext_lazy("Hand in")
    done = gettext_lazy("Your paper is handed in.")
    consequences = (
        gettext_lazy("The panel reads it under your pseudonym once scoring has begun."),
        gettext_lazy("Until then you can replace it. Its fingerprint stands in the proof of the selection."),
    )

    @cached_property
    def stage(self) -> SelectionStage:
        papers = self.selection.stages.filter(kind=StageKind.PAPER)
        stage: SelectionStage = get_object_or_404(papers, pk=self.kwargs["stage_pk"])
        stage.selection = self.selection
        return stage

    def ensure(self) -> None:
        if fault := paper_fault(self.stage, self.own):
            raise DomainError(fault)

    def get_subject(self) -> Candidacy:
        return self.own

    def get_title(self) -> str:
        return _("Paper for “%(stage)s”") % {"stage": self.stage.title}

    def act(self, form: Any) -> None:
        hand_in_paper(stage=self.stage, candidacy=self.own, file=form.cleaned_data["file"], by=self.request.user)


@require_POST
def application_document_remove(request: HttpRequest, pk: int, document: Any) -> HttpResponse:
    require(request.user, "careers.see_vacancies")
    own = Candidacy.objects.filter(employee=employee_of(request.user)).select_related("selection__unit")
    candidacy: Candidacy = get_object_or_404(own, selection=pk)
    found = get_object_or_404(documents_of(candidacy), pk=document)
    try:
        remove_application_document(candidacy=candidacy, document=found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("careers:application-write", pk)


def _shown_state(candidacy: Candidacy | None) -> tuple[str, str] | None:
    """(tone, words) of one's own application; the verdict of the office only once it is published."""
    if candidacy is None:
        return None
    state = CandidacyState(candidacy.state)
    if state in UNTOLD and not _check_is_published(candidacy):
        state = CandidacyState.SUBMITTED
    if state == CandidacyState.PROPOSED and candidacy.selection.decided_at is None:
        state = CandidacyState.ADMITTED
    took_part = {CandidacyState.ADMITTED, CandidacyState.PROPOSED}
    if state in took_part and candidacy.selection.state == SelectionState.APPOINTED:
        state = CandidacyState.UNCHOSEN
    return state.tone, str(state.label)


def _own_checks(selection: Selection, candidacy: Candidacy | None, employee: Employee) -> list[dict[str, Any]]:
    """Once the check is published: as it was at submission, with what the office found; before, as of today."""
    if candidacy is not None and candidacy.eligibility and candidacy.checked_at and _check_is_published(candidacy):
        return list(candidacy.eligibility)
    return check_person(selection, employee)


def _check_is_published(candidacy: Candidacy) -> bool:
    first = min(candidacy.selection.stages.all(), key=lambda stage: stage.order, default=None)
    return first is not None and first.is_published


def _own_results(
    selection: Selection, candidacy: Candidacy, stages: list[SelectionStage]
) -> list[tuple[SelectionStage, Any, str, Any, bool]]:
    """(stage, result, its commitment, objection, whether one may object) of the published stages."""
    results = {result.stage_id: result for result in candidacy.results.filter(stage__published_at__isnull=False)}
    objections = {objection.stage_id: objection for objection in candidacy.objections.all()}
    rows = []
    for stage in stages:
        stage.selection = selection
        result = results.get(stage.pk)
        if result is None:
            continue
        objection = objections.get(stage.pk)
        may_object = (
            objection is None
            and stage.takes_objections(today())
            and selection.is_announced
            and candidacy.state != CandidacyState.WITHDRAWN
            and result.may_rise
        )
        rows.append((stage, result, commitment(result), objection, may_object))
    return rows


def _own_papers(
    selection: Selection, candidacy: Candidacy, stages: list[SelectionStage]
) -> list[tuple[SelectionStage, Any, bool]]:
    """(stage, the paper or None, whether one is taken now) of the stages that have or take one."""
    rows = []
    for stage in stages:
        if stage.kind != StageKind.PAPER:
            continue
        stage.selection = selection
        paper, is_taken = papers_of(stage, candidacy).first(), not paper_fault(stage, candidacy)
        if paper or is_taken:
            rows.append((stage, paper, is_taken))
    return rows


def _own_standing(selection: Selection, candidacy: Candidacy | None) -> Any:
    """One's own line of the ranking, once all stages that count are published."""
    if candidacy is None:
        return None
    return next((row for row in ranking_of(selection).rows if row.candidacy.pk == candidacy.pk), None)
