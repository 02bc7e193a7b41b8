"""Halfway, at the end, and the rating by the superior."""

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

from asn_portal.access.guards import require
from asn_portal.acts import ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from careers.enums import MentorshipState
from careers.forms import EvaluationForm, MidwayForm, RateAfterForm
from careers.models import Mentorship, MidwayCheck
from careers.services.mentoring_review import (
    answer_midway,
    close_worry,
    ensure_midway,
    evaluate_mentorship,
    rate_after,
    rated_goals,
)
from careers.views.mentorship_page import MentorshipFormView, visible_mentorship


class MidwayView(DraftFormMixin, MentorshipFormView):
    permission = "careers.answer_midway"
    form_class = MidwayForm
    page_title = gettext_lazy("Midway check")
    submit_label = pgettext_lazy("act", "Answer")
    intro = gettext_lazy("Half of the time is over. Three questions, so that the second half helps you both.")
    done = gettext_lazy("Thank you. You see the other one's answers once both have answered.")
    # What is kept encrypted does not lie in a draft.
    draft_exclude = ("wish", "worry")

    def ensure(self) -> None:
        ensure_midway(self.mentorship)

    def act(self, form: MidwayForm) -> None:
        answer_midway(mentorship=self.mentorship, by=self.request.user, **form.cleaned_data)


@require_POST
def worry_handled(request: HttpRequest, pk: int, check_pk: int) -> HttpResponse:
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.handle_worry", mentorship)
    check = get_object_or_404(MidwayCheck, pk=check_pk, mentorship=mentorship)
    try:
        close_worry(check=check, by=request.user)
        messages.success(request, _("Noted that you have talked about it."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(mentorship)


class EvaluateView(DraftFormMixin, MentorshipFormView):
    """The first one completes the mentorship."""

    permission = "careers.evaluate_mentorship"
    form_class = EvaluationForm
    draft_exclude = ("comment",)

    @property
    def is_first(self) -> bool:
        return self.mentorship.state != MentorshipState.COMPLETED

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_first": self.is_first}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.is_first:
            words = {
                "page_title": _("Complete the mentorship"),
                "consequences": [
                    _("The mentorship is completed; no more meetings can be noted."),
                    _("The other one is asked for their view, and the superior to rate the competencies anew."),
                ],
            }
        else:
            words = {"page_title": _("Say how the mentorship went"), "consequences": []}
        return super().get_context_data(submit_label=_("Send"), **{**words, **kwargs})

    def act(self, form: EvaluationForm) -> None:
        evaluate_mentorship(mentorship=self.mentorship, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Thank you both."))


class RateAfterView(DraftFormMixin, ServiceFormView):
    """The superior of the mentee, who takes no part in the pair and reads nothing else of it."""

    form_class = RateAfterForm
    done = gettext_lazy("Rated. The levels count from now, and stand with the goals as level after.")

    @cached_property
    def mentorship(self) -> Mentorship:
        rows = Mentorship.objects.awaiting_rating_of(self.request.user).with_people()
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "careers.rate_mentorship", self.mentorship)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        return reverse("home:index")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "goals": rated_goals(self.mentorship)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentorship = self.mentorship
        return super().get_context_data(
            page_title=_("Rate what %(name)s learnt") % {"name": mentorship.mentee},
            intro=_(
                "A mentorship is completed. Your rating is the level after, and counts like every rating of yours."
            ),
            facts=[
                (_("Mentee"), mentorship.mentee),
                (_("Mentor"), mentorship.mentor),
                *((_("Goal"), goal.text) for goal in rated_goals(mentorship)),
            ],
            submit_label=_("Rate"),
            cancel_url=self.back(),
            **kwargs,
        )

    def act(self, form: RateAfterForm) -> None:
        rate_after(
            mentorship=self.mentorship,
            levels=form.levels(),
            evidence=form.cleaned_data["evidence"],
            by=self.request.user,
        )
