"""Ranking, amendments of the plan, the proposed names, the decision, the appointment."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ServiceFormView
from asn_portal.errors import DomainError
from careers.domain.scoring_plan import canonical
from careers.enums import CandidacyState, SelectionState
from careers.forms.selection import AmendmentForm, AppointmentForm, DecisionForm
from careers.models import PlanAmendment, Selection
from careers.selection_pages import changes_of, chosen_of
from careers.selection_ranking import Ranking, ranking_of
from careers.services.plan_amendment import ensure_amendable, propose_amendment, sign_amendment, withdraw_amendment
from careers.services.selection_decision import (
    appoint_chosen,
    best_of,
    decide_selection,
    names_stamp,
    proposal_faults,
    propose_names,
    proposed_of,
    refuse_conflict,
)
from careers.views.selection import SelectionAct, SelectionPageMixin, _told


class SelectionRankingView(SelectionPageMixin, TemplateView):
    """By pseudonym; names only for who may know them."""

    template_name = "careers/selection_ranking.html"
    tab = "ranking"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection, user = self.selection, self.request.user
        first = selection.amendments.in_force().first()
        ranking = ranking_of(selection, before=first.old_plan if first else None)
        named = set(selection.candidacies.visible_to(user).values_list("pk", flat=True))
        scope = scope_of(user)
        return super().get_context_data(
            page_title=selection.title,
            ranking=ranking,
            named=named,
            best=set() if selection.proposed_at else {row.candidacy.pk for row in best_of(selection, ranking)},
            chosen=chosen_of(selection, user),
            faults=proposal_faults(selection) if selection.is_announced and not selection.proposed_at else [],
            may_propose=selection.is_announced
            and not selection.proposed_at
            and scope.covers(Permission.CAREER_MANAGE, selection.unit.path),
            may_decide=selection.is_announced
            and selection.proposed_at is not None
            and scope.covers(Permission.CAREER_SIGN, selection.unit.path),
            may_appoint=selection.state == SelectionState.DECIDED
            and scope.covers(Permission.CAREER_MANAGE, selection.unit.path),
            **kwargs,
        )


class SelectionPlanView(SelectionPageMixin, TemplateView):
    """The frozen plan, its hash, and how it was amended."""

    template_name = "careers/selection_plan.html"
    tab = "plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection, user = self.selection, self.request.user
        amendments = list(
            selection.amendments.visible_to(user).select_related("first_signer", "second_signer").order_by("-pk")
        )
        scope = scope_of(user)
        may_manage = scope.covers(Permission.CAREER_MANAGE, selection.unit.path)
        may_sign = may_manage or scope.covers(Permission.CAREER_SIGN, selection.unit.path)
        is_changeable = selection.is_announced and selection.proposed_at is None
        return super().get_context_data(
            page_title=selection.title,
            canonical=canonical(selection.plan) if selection.plan else "",
            amendments=[
                (
                    each,
                    changes_of(each),
                    may_sign and each.is_open and each.first_signer_id != user.pk,
                    may_manage and each.is_open,
                )
                for each in amendments
            ],
            may_amend=may_manage and is_changeable and not any(each.is_open for each in amendments),
            **kwargs,
        )


class AmendmentCreateView(SelectionAct):
    form_class = AmendmentForm
    page_title = gettext_lazy("Amend the scoring plan")
    submit_label = gettext_lazy("Sign and send for the second signature")
    done = gettext_lazy("You have signed. The amendment holds once somebody else has signed too.")
    consequences = (
        gettext_lazy("Nothing changes until a second person has signed."),
        gettext_lazy("Then the amendment, its reason and both rankings are public, and candidates are told."),
    )

    def ensure(self) -> None:
        ensure_amendable(self.selection)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "selection": self.selection}

    def act(self, form: Any) -> Any:
        propose_amendment(
            selection=self.selection,
            stages=form.changes,
            proposed=form.cleaned_data["proposed"],
            closes_on=form.cleaned_data.get("closes_on"),
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        return reverse("careers:selection-plan", args=[self.selection.pk])


class AmendmentSignView(SelectionAct):
    permission = "careers.sign_amendment"
    page_title = gettext_lazy("Sign the amendment")
    submit_label = gettext_lazy("Sign")
    done = gettext_lazy("Signed. The amended plan holds, and its hash is public.")
    consequences = (
        gettext_lazy("The amended plan holds at once."),
        gettext_lazy("The amendment, its reason and both rankings are public, and candidates are told."),
    )
    template_name = "careers/amendment_sign.html"

    @cached_property
    def amendment(self) -> PlanAmendment:
        amendments = self.selection.amendments.open().select_related("first_signer", "selection")
        return get_object_or_404(amendments, pk=self.kwargs["amendment_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(amendment=self.amendment, changes=changes_of(self.amendment), **kwargs)

    def act(self, form: Any) -> Any:
        sign_amendment(amendment=self.amendment, by=self.request.user)
        return reverse("careers:selection-plan", args=[self.selection.pk])


@require_POST
def amendment_withdraw(request: HttpRequest, pk: int, amendment_pk: int) -> HttpResponse:
    visible = Selection.objects.visible_to(request.user).select_related("unit", "position__unit")
    selection: Selection = get_object_or_404(visible, pk=pk)
    require(request.user, "careers.manage_selection", selection)
    amendment = get_object_or_404(selection.amendments.open().select_related("selection"), pk=amendment_pk)
    _told(request, selection, lambda: withdraw_amendment(amendment=amendment, by=request.user))
    return redirect("careers:selection-plan", selection.pk)


class SelectionProposeView(SelectionAct):
    page_title = gettext_lazy("Propose the best names")
    submit_label = gettext_lazy("Send to the head of agency")
    done = gettext_lazy("The names are with the head of agency.")
    template_name = "careers/selection_propose.html"
    consequences = (
        gettext_lazy("The head of agency is told, and sees these names, their scores and files."),
        gettext_lazy("The ranking goes into the proof of the selection; the plan can't be amended any more."),
    )

    def ensure(self) -> None:
        if not self.selection.is_announced or self.selection.proposed_at is not None:
            raise DomainError(proposal_faults(self.selection)[0])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ranking = ranking_of(self.selection)
        return super().get_context_data(
            best=best_of(self.selection, ranking), faults=proposal_faults(self.selection), **kwargs
        )

    def get_stamp(self) -> str:
        return names_stamp(best_of(self.selection, ranking_of(self.selection)))

    def act(self, form: Any) -> Any:
        propose_names(selection=self.selection, by=self.request.user, seen=self.seen)
        return reverse("careers:selection-ranking", args=[self.selection.pk])


class SelectionDecideView(SelectionPageMixin, ServiceFormView):
    permission = "careers.decide_selection"
    form_class = DecisionForm
    template_name = "careers/selection_decide.html"
    done = gettext_lazy("Your choice is noted. The office appoints the person by decree.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            refuse_conflict(self.selection, request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("careers:selection-ranking", self.selection.pk)
        require(request.user, self.permission, self.selection)
        if not self.selection.is_announced or self.selection.proposed_at is None:
            messages.info(
                request, _("There is nothing to choose now: the names aren't proposed yet, or one is chosen.")
            )
            return redirect("careers:selection-ranking", self.selection.pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def ranking(self) -> Ranking:
        return ranking_of(self.selection)

    def get_form_kwargs(self) -> dict[str, Any]:
        proposed = self.selection.candidacies.filter(state=CandidacyState.PROPOSED).with_people()
        place = {row.candidacy.pk: row.standing.place for row in self.ranking.rows}
        ranked = sorted(proposed, key=lambda each: (place.get(each.pk, len(place) + 1), each.pk))
        return {**super().get_form_kwargs(), "proposed": proposed, "ranked": ranked}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [line for line in self.ranking.lines if line[0].candidacy.state == CandidacyState.PROPOSED]
        return super().get_context_data(
            page_title=_("Choose one of the proposed names"),
            ranking=self.ranking,
            rows=rows,
            submit_label=_("Choose"),
            **kwargs,
        )

    def get_stamp(self) -> str:
        return names_stamp(proposed_of(ranking_of(self.selection)))

    def act(self, form: Any) -> None:
        decide_selection(selection=self.selection, by=self.request.user, seen=self.seen, **form.cleaned_data)


class SelectionAppointView(SelectionAct):
    form_class = AppointmentForm
    page_title = gettext_lazy("Appoint the chosen person")
    submit_label = pgettext_lazy("position", "Appoint")
    done = gettext_lazy("Appointed. The position stands in the person's history, and every candidate is told.")
    consequences = (
        gettext_lazy(
            "The position is written into the person's history from that day; the present one ends before it."
        ),
        gettext_lazy("The person is told, and the other candidates learn kindly that the selection has ended."),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.selection.candidacies.filter(state=CandidacyState.CHOSEN).with_people().first()
        facts = [(_("Position"), f"{self.selection.position}, {self.selection.unit}")]
        if chosen is not None:
            facts.insert(0, (_("Chosen"), f"{chosen.employee.full_name} ({chosen.registration})"))
        return super().get_context_data(facts=facts, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission, self.selection)
        if self.selection.state != SelectionState.DECIDED:
            messages.info(
                request, _("There is nobody to appoint now: nobody is chosen yet, or the person is appointed.")
            )
            return redirect(self.selection)
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: Any) -> None:
        appoint_chosen(selection=self.selection, by=self.request.user, **form.cleaned_data)
