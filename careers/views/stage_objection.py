"""The office's pages about an objection to a stage: reading, answering, the second signature."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from asn_portal.access.guards import require
from asn_portal.acts import ActView
from careers.forms.candidacy import AnswerForm
from careers.models import StageObjection
from careers.services.answer_draft import answer_stamp
from careers.services.stage_objection import answer_objection, over_words, panel_hears, settled_words, sign_answer


class ObjectionPageMixin:
    request: HttpRequest
    kwargs: dict[str, Any]
    permission = "careers.list_candidates"

    @cached_property
    def objection(self) -> StageObjection:
        self.request.place = reverse("careers:selection-list")  # type: ignore[attr-defined]
        visible = StageObjection.objects.visible_to(self.request.user).select_related(
            "stage__selection__unit", "candidacy__employee", "candidacy__selection", "answered_by", "first_signer"
        )
        objection: StageObjection = get_object_or_404(visible, pk=self.kwargs["pk"])
        return objection

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission, self.objection)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


class ObjectionDetailView(ObjectionPageMixin, TemplateView):
    template_name = "careers/objection_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        objection = self.objection
        is_open = objection.state == "open" and not over_words(objection.stage.selection)
        by_panel = is_open and panel_hears(objection)
        return super().get_context_data(
            page_title=_("Objection to “%(stage)s”") % {"stage": objection.stage.title},
            objection=objection,
            result=objection.stage.results.filter(candidacy=objection.candidacy_id).first(),
            by_panel=by_panel,
            may_answer=is_open
            and not by_panel
            and self.request.user.has_perm("careers.decide_on_candidate", objection),
            may_sign=is_open
            and objection.draft is not None
            and objection.first_signer_id != self.request.user.pk
            and self.request.user.has_perm("careers.sign_answer", objection),
            panel_scores=objection.panel_scores.select_related("member__user").order_by("member__number")
            if objection.state != "open"
            else (),
            **kwargs,
        )


class ObjectionAnswerView(ObjectionPageMixin, ActView):
    permission = "careers.decide_on_candidate"
    form_class = AnswerForm
    page_title = gettext_lazy("Answer the objection")
    submit_label = gettext_lazy("Send the answer")
    template_name = "careers/objection_sign.html"
    consequences = (
        gettext_lazy(
            "A changed result, and the answer of whoever brought about the result, need the signature of a second "
            "person: another officer or the head of agency."
        ),
        gettext_lazy("The candidate is told the answer. It can't be changed afterwards."),
        gettext_lazy("A changed result is kept beside the old one, and noted in the proof of the selection."),
    )

    def get_subject(self) -> StageObjection:
        return self.objection

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "stage": self.objection.stage}

    def get_stamp(self) -> str:
        return answer_stamp(self.objection)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_answered(self.objection), **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission, self.objection)
        refusal = over_words(self.objection.stage.selection)
        if not refusal and (self.objection.state != "open" or panel_hears(self.objection)):
            refusal = _("The office has nothing to answer here: it is answered, or the panel answers.")
        if refusal:
            messages.info(request, refusal)
            return redirect(self.objection)
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: Any) -> None:
        objection = answer_objection(objection=self.objection, by=self.request.user, seen=self.seen, **form.verdict)
        if objection.draft is None:
            messages.success(self.request, _("The answer is sent."))
        else:
            messages.success(self.request, _("You have signed. The answer is sent once somebody else has signed too."))


class ObjectionSignView(ActView):
    """The second signature under an answer; by pseudonym, as the head signs too."""

    permission = "careers.sign_answer"
    page_title = gettext_lazy("Sign the answer to the objection")
    submit_label = gettext_lazy("Sign and send")
    done = gettext_lazy("Signed. The answer is sent.")
    consequences = (
        gettext_lazy("The candidate is told the answer. It can't be changed afterwards."),
        gettext_lazy("A changed result is kept beside the old one, and noted in the proof of the selection."),
    )
    template_name = "careers/objection_sign.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        over = StageObjection.objects.no_longer_to_sign(request.user).select_related(
            "stage__selection__unit", "candidacy"
        )
        if objection := over.filter(pk=self.kwargs["pk"]).first():
            require(request.user, self.permission, objection)
            messages.info(request, settled_words(objection))
            return redirect(objection.stage.selection)
        return super().dispatch(request, *args, **kwargs)

    def get_subject(self) -> StageObjection:
        rows = StageObjection.objects.to_sign(self.request.user).select_related(
            "stage__selection__unit", "candidacy__selection", "first_signer"
        )
        objection: StageObjection = get_object_or_404(rows, pk=self.kwargs["pk"])
        return objection

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if over := over_words(self.subject.stage.selection):
            messages.info(request, over)
            return redirect(self.back())
        if self.subject.first_signer_id == request.user.pk:
            messages.info(request, _("You have signed. The answer is sent once somebody else has signed too."))
            return redirect(self.subject)
        return super().get(request, *args, **kwargs)

    def get_crumb(self) -> str:
        return str(self.subject.stage.selection)

    def back(self) -> str:
        return str(self.subject.stage.selection.get_absolute_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_answered(self.subject), **kwargs)

    def get_stamp(self) -> str:
        return answer_stamp(self.subject)

    def act(self, form: Any) -> None:
        sign_answer(objection=self.subject, by=self.request.user, seen=self.seen)


def _answered(objection: StageObjection) -> dict[str, Any]:
    """The objection and the answer that waits, where there is one."""
    result = objection.stage.results.filter(candidacy=objection.candidacy_id).first()
    facts = []
    if result is not None and result.score is not None:
        facts.append((_("Score"), formats.number_format(result.score, 2)))
    if result is not None and result.passed is not None:
        facts.append((_("Verdict"), _("Passed") if result.passed else _("Not passed")))
    return {"objection": objection, "draft": objection.draft, "facts": facts, "result": result}
