"""Candidates and stages on the office's side: the administrative check, results, publication."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView, ServiceFormView
from asn_portal.audit.services import record_view
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from asn_portal.shown import ChangedError
from careers.enums import CandidacyState, ResultSource, StageKind
from careers.facts.person import readable_checks
from careers.filters.selection import CandidacyFilter
from careers.forms.candidacy import AdmissionForm, RefusalForm
from careers.forms.selection import ResultsForm
from careers.models import Candidacy, SelectionStage
from careers.selection_panel import source_fault
from careers.services.candidacy import (
    admit_candidate,
    check_stamp,
    documents_of,
    open_checks,
    refuse_candidate,
    unmet,
)
from careers.services.stage_paper import all_papers
from careers.services.stage_publication import missing_results, publication_faults, publish_stage
from careers.services.stage_result import put_result
from careers.tables.selection import CandidacyTable
from careers.views.selection import SelectionAct, SelectionPageMixin
from careers.words.requirement import checked


class CandidacyListView(SelectionPageMixin, PortalListView):
    permission = "careers.list_candidates"
    tab = "candidates"
    model = Candidacy
    table_class = CandidacyTable
    filterset_class = CandidacyFilter
    template_name = "careers/candidacy_list.html"
    export_name = "candidates"
    fixed_columns = ("employee",)
    empty_title = gettext_lazy("No applications yet")
    empty_text = gettext_lazy("Whoever applies stands here once the application is sent.")
    empty_icon = "people"

    def get_page_title(self) -> str:
        return self.selection.title

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.selection.candidacies.visible_to(self.request.user).with_people().with_failure()
        return rows

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s candidate", "%(number)s candidates", count) % {
            "number": formats.number_format(count)
        }


class StagePageMixin(SelectionPageMixin):
    """For pages about a stage, named by `stage_pk`."""

    permission = "careers.list_candidates"

    @cached_property
    def stage(self) -> SelectionStage:
        stage: SelectionStage = get_object_or_404(self.selection.stages, pk=self.kwargs["stage_pk"])
        stage.selection = self.selection
        return stage

    def back(self) -> str:
        return self.stage.get_absolute_url()


class StageDetailView(StagePageMixin, TemplateView):
    """Results of a stage, what stands against publishing, objections."""

    template_name = "careers/stage_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stage, user = self.stage, self.request.user
        self.tab = f"stage-{stage.pk}"
        results = {
            result.candidacy_id: result
            for result in stage.results.visible_to(user).select_related("candidacy__employee", "recorded_by")
        }
        missing = set(missing_results(stage).values_list("pk", flat=True)) if not stage.is_published else set()
        people = self.selection.candidacies.submitted().visible_to(user).with_people()
        rows = [
            (candidacy, results.get(candidacy.pk))
            for candidacy in people
            if candidacy.pk in results or candidacy.pk in missing
        ]
        may_manage = scope_of(user).covers(Permission.CAREER_MANAGE, self.selection.unit.path)
        return super().get_context_data(
            page_title=self.selection.title,
            stage=stage,
            rows=rows,
            is_check=stage.kind == StageKind.ADMINISTRATIVE,
            objections=stage.objections.visible_to(user).select_related("candidacy__employee", "candidacy__selection"),
            faults=publication_faults(self.selection, stage) if not stage.is_published else [],
            may_manage=may_manage,
            source_fault=source_fault(stage, ResultSource.HAND) if not stage.is_published else "",
            may_enter=may_manage and not stage.is_published and self.selection.is_announced,
            **kwargs,
        )


class StageResultsView(StagePageMixin, ServiceFormView):
    """Entering results that come neither from the exam nor from the panel."""

    permission = "careers.manage_selection"
    form_class = ResultsForm
    template_name = "careers/stage_results.html"
    done = gettext_lazy("Saved. Candidates see nothing until the stage is published.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission, self.selection)
        if self.stage.is_published or self.stage.kind == StageKind.ADMINISTRATIVE:
            return redirect(self.stage)
        if fault := source_fault(self.stage, ResultSource.HAND):
            messages.info(request, fault)
            return redirect(self.stage)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "stage": self.stage,
            "candidacies": self.selection.candidacies.still_in().select_related("selection"),
            "results": {result.candidacy_id: result for result in self.stage.results.all()},
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Results of “%(stage)s”") % {"stage": self.stage.title},
            stage=self.stage,
            cancel_url=self.back(),
            **kwargs,
        )

    def act(self, form: Any) -> None:
        stage, by = self.stage, self.request.user
        try:
            # All of them or none.
            with transaction.atomic():
                for candidacy, score, passed, seen in sorted(form.entered, key=lambda row: row[0].pseudonym):
                    put_result(
                        stage=stage, candidacy=candidacy, score=score, passed=passed, detail={}, by=by, seen=seen
                    )
        except ChangedError:
            rows = stage.results.select_related("recorded_by")
            form.show_anew({result.candidacy_id: result for result in rows})
            raise


class StagePublishView(StagePageMixin, SelectionAct):
    permission = "careers.manage_selection"
    submit_label = gettext_lazy("Publish the results")
    done = gettext_lazy("The stage is published.")
    consequences = (
        gettext_lazy("The results stand on the public page under pseudonyms, and can't be taken back."),
        gettext_lazy("Each candidate is told their own result."),
        gettext_lazy("Candidates can object from now until the window ends."),
    )

    def ensure(self) -> None:
        if faults := publication_faults(self.selection, self.stage):
            raise DomainError(" ".join(faults))

    def get_title(self) -> str:
        return _("Publish “%(stage)s”") % {"stage": self.stage.title}

    def act(self, form: Any) -> None:
        publish_stage(stage=self.stage, by=self.request.user)


class CandidacyPageMixin:
    """For pages about one application, named by `pk`. Opening another person's is noted."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = "careers.view_candidacy"

    @cached_property
    def candidacy(self) -> Candidacy:
        self.request.place = reverse("careers:selection-list")  # type: ignore[attr-defined]
        visible = Candidacy.objects.visible_to(self.request.user).with_people().select_related("checked_by")
        candidacy: Candidacy = get_object_or_404(visible, pk=self.kwargs["pk"])
        return candidacy

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission, self.candidacy)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


class CandidacyDetailView(CandidacyPageMixin, TemplateView):
    """The file of a candidate: what the records say of each requirement, documents, results."""

    template_name = "careers/candidacy_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        candidacy, user = self.candidacy, self.request.user
        person = candidacy.employee
        record_view(viewer=user, subject=person, unit_path=person.unit.path, what="candidacy")
        sees_discipline = scope_of(user).covers(Permission.DISCIPLINE_VIEW, person.unit.path)
        checks = readable_checks(candidacy.eligibility, sees_discipline=sees_discipline)
        stage = candidacy.selection.stages.filter(kind=StageKind.ADMINISTRATIVE).first()
        return super().get_context_data(
            page_title=person.full_name,
            candidacy=candidacy,
            checks=[checked(check) for check in checks],
            documents=[*documents_of(candidacy), *all_papers(candidacy)],
            results=candidacy.results.visible_to(user).select_related("stage").order_by("stage__order"),
            fails=bool(unmet(candidacy, user)),
            is_open=bool(open_checks(candidacy)),
            may_check=user.has_perm("careers.decide_on_candidate", candidacy)
            and stage is not None
            and not stage.is_published
            and candidacy.selection.is_announced
            and candidacy.state in {CandidacyState.SUBMITTED, CandidacyState.ADMITTED, CandidacyState.REJECTED},
            **kwargs,
        )


class CandidacyAdmitView(CandidacyPageMixin, ActView):
    """Asks what the records leave open, and for a reason where a requirement isn't met."""

    shows_what_changed = False
    permission = "careers.decide_on_candidate"
    page_title = gettext_lazy("Admit the candidate")
    submit_label = gettext_lazy("Admit")
    done = gettext_lazy("Admitted. The candidate is told when the stage is published.")
    template_name = "careers/candidacy_admit.html"

    @cached_property
    def failing(self) -> list[Any]:
        return [checked(check) for check in unmet(self.candidacy, self.request.user)]

    @cached_property
    def looked_at(self) -> list[tuple[int, dict[str, Any]]]:
        return open_checks(self.candidacy)

    def get_subject(self) -> Candidacy:
        return self.candidacy

    def get_form_class(self) -> Any:
        return AdmissionForm if self.failing or self.looked_at else super().get_form_class()

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.failing or self.looked_at:
            kwargs |= {"looked_at": self.looked_at, "fails": bool(self.failing)}
        return kwargs

    def get_stamp(self) -> str:
        return check_stamp(self.candidacy)

    def get_consequences(self) -> list[Any]:
        if not self.failing and not self.looked_at:
            return []
        looked = [_("What you find stands in the proof, and the candidate reads it when the stage is published.")]
        return [
            *(looked if self.looked_at else ()),
            _("The reason is kept with the application, and its fingerprint in the proof of the selection."),
            _("Until the stage is published it can be changed."),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(failing=self.failing, documents=documents_of(self.candidacy), **kwargs)

    def act(self, form: Any) -> None:
        admit_candidate(candidacy=self.candidacy, by=self.request.user, seen=self.seen, **getattr(form, "verdict", {}))


class CandidacyRefuseView(CandidacyPageMixin, ActView):
    shows_what_changed = False
    permission = "careers.decide_on_candidate"
    form_class = RefusalForm
    page_title = gettext_lazy("Don't admit the candidate")
    submit_label = gettext_lazy("Don't admit")
    submit_tone = "bad"
    done = gettext_lazy("Noted. The candidate is told when the stage is published.")
    consequences = (
        gettext_lazy("The candidate reads the reason when the administrative check is published, and can object."),
        gettext_lazy("Until then it can be changed."),
    )

    def get_subject(self) -> Candidacy:
        return self.candidacy

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.candidacy.reject_text}

    def get_form_kwargs(self) -> dict[str, Any]:
        failing = unmet(self.candidacy, self.request.user)
        checks = sorted(enumerate(self.candidacy.eligibility), key=lambda row: row[1] not in failing)
        return {
            **super().get_form_kwargs(),
            "requirements": [(place, check["kind"], check["text"]) for place, check in checks],
            "code": self.candidacy.reject_code,
        }

    def get_stamp(self) -> str:
        return check_stamp(self.candidacy)

    def act(self, form: Any) -> None:
        refuse_candidate(candidacy=self.candidacy, by=self.request.user, seen=self.seen, **form.cleaned_data)
