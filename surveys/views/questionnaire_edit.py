"""Editing the draft of a questionnaire, alone or with a colleague who edits it too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView

from asn_portal.drafts import services as drafts
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.keys import read_key
from surveys.domain.questions import faults
from surveys.enums import QuestionKind
from surveys.forms.questionnaire import QuestionsForm, as_form_data, rearranged
from surveys.models import QuestionnaireVersion
from surveys.services.questionnaire import ChangedMeanwhile, change_draft, fault_sentence
from surveys.views.questionnaire import difference_rows, managed_questionnaire

EDIT_FIELD = "edit"


class QuestionnaireEditView(DraftFormMixin, FormView):
    form_class = QuestionsForm
    template_name = "surveys/questionnaire_edit.html"
    draft_key = "surveys.questionnaire"

    # What a colleague stored meanwhile, beside what was typed here.
    conflicts: list[dict[str, Any]] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.questionnaire = managed_questionnaire(request, kwargs["pk"])
        self.version: QuestionnaireVersion = get_object_or_404(self.questionnaire.versions.drafts())
        self.edit = self.version.edit
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.request.method != "POST":
            kwargs["data"] = as_form_data(self.version.questions)
        return kwargs

    def form_valid(self, form: QuestionsForm) -> HttpResponse:
        questions = form.questions
        try:
            version = change_draft(
                version=self.version, questions=questions, edit=self._edit_of(self.request.POST), by=self.request.user
            )
        except ChangedMeanwhile as error:
            form.add_error(None, str(error))
            self.version.refresh_from_db()
            self.edit = self.version.edit
            self.conflicts = difference_rows(self.version.questions, questions)
            return self.render_to_response(self.get_context_data(form=form, edit=self.edit, colleague=self.conflicts))
        found = faults(version.questions)
        if found:
            messages.warning(self.request, _("Saved. Before publishing: %s") % fault_sentence(found[0]))
        else:
            messages.success(self.request, _("Saved. Look at the preview, then publish."))
        return redirect(self.questionnaire)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        source = self.request.POST if self.request.method == "POST" else (self.restored_data or {})
        context.setdefault("edit", self._edit_of(source) or self.edit)
        context.update(
            page_title=_("Edit the draft of “%(name)s”") % {"name": self.questionnaire.name},
            questionnaire=self.questionnaire,
            version=self.version,
            kinds=QuestionKind.choices,
            arrange_url=reverse("surveys:questionnaire-arrange", args=[self.questionnaire.pk]),
            form_action=reverse("surveys:questionnaire-edit", args=[self.questionnaire.pk]),
            cancel_url=self.questionnaire.get_absolute_url(),
            submit_label=_("Save the draft"),
        )
        return context

    def _edit_of(self, data: Any) -> int:
        return read_key(data.get(EDIT_FIELD, "")) or 0


class QuestionnaireArrangeView(QuestionnaireEditView):
    """Adds, moves or removes a question or an answer in what was typed (`change`), and shows the form again."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        taken = {question.id for version in self.questionnaire.versions.all() for question in version.questions.items}
        self.arranged, self.moved = rearranged(request.POST, request.POST.get("change", ""), taken)
        # A reload or a lost connection finds it as it is shown now.
        with transaction.atomic():
            self._keep_arranged(self.arranged)
        form = QuestionsForm(data=self.arranged)
        return self.render_to_response(self.get_context_data(form=form, moved=self.moved, shows_faults=False))

    def _keep_arranged(self, data: QueryDict) -> None:
        try:
            drafts.save_draft(by=self.request.user, key=self.get_draft_key(), data=data, exclude=())
        except drafts.DraftTooLargeError:
            return
