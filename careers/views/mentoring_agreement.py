"""The agreement of a pair: its versions, a change, the answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from careers.forms import AgreementForm, EndForm, initial_of
from careers.models import MentoringAgreement
from careers.reports.mentorship import with_goals
from careers.services.mentoring_agreement import accept_change, decline_change, propose_change, take_back_change
from careers.views.mentorship_page import MentorshipFormView, MentorshipPageMixin, visible_mentorship


class AgreementListView(MentorshipPageMixin, TemplateView):
    """Every version, the newest first."""

    permission = "careers.change_agreement"
    template_name = "careers/agreement_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(with_goals(self.mentorship.agreements.newest_first()))
        return super().get_context_data(versions=versions, **kwargs)


class AgreementChangeView(DraftFormMixin, MentorshipFormView):
    """Filled from the version in force; refused when another one came meanwhile, with the text kept."""

    permission = "careers.change_agreement"
    form_class = AgreementForm
    page_title = gettext_lazy("Change the agreement")
    submit_label = gettext_lazy("Propose the change")
    consequences = (
        gettext_lazy("The other one reads the change and agrees or not. Until then the agreement stays as it is."),
    )
    done = gettext_lazy("Proposed. It holds once the other one agrees.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "government": self.mentorship.mentee.government_id}

    def get_initial(self) -> dict[str, Any]:
        versions = with_goals(self.mentorship.agreements.newest_first())
        present = versions.in_force().first()
        newest = versions.first()
        values = initial_of(present or newest) if newest else {"goal": self.mentorship.goal}
        return {**super().get_initial(), **values, "seen": newest.number if newest else 0}

    def act(self, form: AgreementForm) -> None:
        try:
            propose_change(
                mentorship=self.mentorship,
                seen=form.cleaned_data["seen"],
                change_reason=form.cleaned_data["change_reason"],
                by=self.request.user,
                **form.agreement(),
            )
        except DomainError:
            # The page is shown again with the newest version named: sent once more, it counts as seen.
            newest = self.mentorship.agreements.newest_first().first()
            form.data = form.data.copy()
            form.data["seen"] = newest.number if newest else 0
            raise


def visible_agreement(request: HttpRequest, pk: int, number: int) -> MentoringAgreement:
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.change_agreement", mentorship)
    # The first version is answered with the asking.
    agreement = get_object_or_404(MentoringAgreement, mentorship=mentorship, number=number, number__gt=1)
    agreement.mentorship = mentorship
    return agreement  # type: ignore[no-any-return]


def _answered(request: HttpRequest, agreement: MentoringAgreement, service: Any, done: str) -> HttpResponse:
    try:
        service(agreement=agreement, by=request.user)
        messages.success(request, done)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(agreement.mentorship)


@require_POST
def agreement_accept(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    agreement = visible_agreement(request, pk, number)
    return _answered(request, agreement, accept_change, _("Agreed. The new version holds from now."))


@require_POST
def agreement_take_back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    agreement = visible_agreement(request, pk, number)
    return _answered(request, agreement, take_back_change, _("Taken back. The agreement stays as it is."))


class AgreementDeclineView(MentorshipFormView):
    permission = "careers.change_agreement"
    form_class = EndForm
    page_title = gettext_lazy("Do not agree to the change")
    consequences = (gettext_lazy("The agreement stays as it is. The other one reads your sentence."),)
    done = gettext_lazy("The agreement stays as it is.")

    def act(self, form: EndForm) -> None:
        agreement = visible_agreement(self.request, self.mentorship.pk, self.kwargs["number"])
        decline_change(agreement=agreement, answer=form.cleaned_data["reason"], by=self.request.user)
