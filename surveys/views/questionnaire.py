"""Questionnaires in the office: list, versions with their differences, preview, publishing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.scope import scope_of
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from asn_portal.listing.views import PortalListView
from employees.models import OrganizationalUnit
from surveys.domain.questions import Question, Questions, differences, faults
from surveys.filters import QuestionnaireFilter
from surveys.forms.question_sheet import QuestionSheet
from surveys.forms.questionnaire import QuestionnaireForm, RenameForm
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.public_pages import language_links, language_of, page_context
from surveys.services.questionnaire import (
    archive_questionnaire,
    create_questionnaire,
    discard_draft,
    fault_sentence,
    publish_version,
    rename_questionnaire,
    restore_questionnaire,
    start_draft,
)
from surveys.tables import QuestionnaireTable


class QuestionnaireListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_questionnaires"
    model = Questionnaire
    table_class = QuestionnaireTable
    filterset_class = QuestionnaireFilter
    page_title = gettext_lazy("Questionnaires")
    export_name = "questionnaires"
    fixed_columns = ("name",)
    empty_title = gettext_lazy("No questionnaires yet")
    empty_text = gettext_lazy(
        "With a questionnaire a survey asks more than the nine official questions: what you want to know yourselves."
    )
    empty_action_label = gettext_lazy("Write a questionnaire")
    empty_action_url = reverse_lazy("surveys:questionnaire-create")
    empty_icon = "survey"

    def get_queryset(self) -> Any:
        return Questionnaire.objects.visible_to(self.request.user).with_versions()

    def get_empty(self) -> dict[str, Any]:
        empty = super().get_empty()
        if not may_manage(self.request):
            empty["action_url"] = ""
        return empty

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(can_manage=may_manage(self.request), **kwargs)


class QuestionnaireCreateView(PermissionRequiredMixin, DraftFormMixin, FormView):
    permission_required = "surveys.manage_questionnaire"
    form_class = QuestionnaireForm
    template_name = "surveys/questionnaire_form.html"
    draft_key = "surveys.questionnaire-create"

    def form_valid(self, form: QuestionnaireForm) -> HttpResponse:
        government = OrganizationalUnit.objects.get(path=scope_of(self.request.user).government_path)
        try:
            draft = create_questionnaire(government=government, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("name", str(error))
            return self.form_invalid(form)
        return redirect("surveys:questionnaire-edit", pk=draft.questionnaire_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Write a questionnaire"),
            cancel_url=reverse("surveys:questionnaire-list"),
            submit_label=_("Go on to the questions"),
            **kwargs,
        )


class QuestionnaireUpdateView(DraftFormMixin, FormView):
    """Its name; the questions have versions."""

    form_class = RenameForm
    template_name = "surveys/questionnaire_form.html"
    draft_key = "surveys.questionnaire-name"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.questionnaire = managed_questionnaire(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.questionnaire.name}

    def form_valid(self, form: RenameForm) -> HttpResponse:
        try:
            rename_questionnaire(questionnaire=self.questionnaire, name=form.cleaned_data["name"], by=self.request.user)
        except DomainError as error:
            form.add_error("name", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.questionnaire)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Rename the questionnaire"),
            questionnaire=self.questionnaire,
            cancel_url=self.questionnaire.get_absolute_url(),
            **kwargs,
        )


@require_GET
def questionnaire_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One version (`?version=`, else the newest) with what it changed, beside the list of all versions."""
    questionnaire = get_object_or_404(_visible(request), pk=pk)
    require(request.user, "surveys.view_questionnaire", questionnaire)
    versions = list(questionnaire.versions.select_related("published_by").order_by("-number"))
    wanted = read_key(request.GET.get("version", ""))
    shown = next((version for version in versions if version.number == wanted), versions[0])
    former = next((version for version in versions if version.number < shown.number), None)
    context = {
        "questionnaire": questionnaire,
        "versions": versions,
        "version": shown,
        "former": former,
        "draft_exists": any(version.is_draft for version in versions),
        "questions": shown.questions,
        "rows": question_rows(shown.questions),
        "changes": difference_rows(former.questions, shown.questions) if former else [],
        "faults": [fault_sentence(each) for each in faults(shown.questions)] if shown.is_draft else [],
        "surveys": list(shown.surveys.visible_to(request.user).select_related("unit").order_by("-period")[:20]),
        "can_manage": may_manage(request, questionnaire),
    }
    return render(request, "surveys/questionnaire_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """GET says what will happen, and what is still at fault; POST does it."""
    questionnaire = managed_questionnaire(request, pk)
    draft = get_object_or_404(questionnaire.versions.drafts())
    if request.method == "POST":
        try:
            publish_version(version=draft, edit=read_key(request.POST.get("edit", "")) or 0, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("surveys:questionnaire-publish", pk=pk)
        messages.success(request, _("Published. Surveys that are being prepared can ask it now."))
        return redirect(questionnaire)
    context = {
        "questionnaire": questionnaire,
        "version": draft,
        "faults": [fault_sentence(each) for each in faults(draft.questions)],
        "cancel_url": questionnaire.get_absolute_url(),
    }
    return render(request, "surveys/questionnaire_publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire_discard(request: HttpRequest, pk: int) -> HttpResponse:
    questionnaire = managed_questionnaire(request, pk)
    draft = get_object_or_404(questionnaire.versions.drafts())
    is_only = questionnaire.versions.count() == 1
    if request.method == "POST":
        discard_draft(version=draft, by=request.user)
        messages.success(request, _("The draft is deleted."))
        return redirect("surveys:questionnaire-list") if is_only else redirect(questionnaire)
    context = {
        "questionnaire": questionnaire,
        "version": draft,
        "is_only": is_only,
        "cancel_url": questionnaire.get_absolute_url(),
    }
    return render(request, "surveys/questionnaire_discard.html", context)


@require_POST
def questionnaire_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A new draft from the version `pk`."""
    version = get_object_or_404(_versions(request).published(), pk=pk)
    require(request.user, "surveys.manage_questionnaire", version.questionnaire)
    try:
        start_draft(version=version, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(version.questionnaire)
    return redirect("surveys:questionnaire-edit", pk=version.questionnaire_id)


@require_POST
def questionnaire_archive(request: HttpRequest, pk: int) -> HttpResponse:
    questionnaire = managed_questionnaire(request, pk)
    archive_questionnaire(questionnaire=questionnaire, by=request.user)
    undo = reverse("surveys:questionnaire-restore", args=[pk])
    messages.success(request, _("New surveys don't offer it any more."), extra_tags=undo)
    return redirect(questionnaire)


@require_POST
def questionnaire_restore(request: HttpRequest, pk: int) -> HttpResponse:
    questionnaire = managed_questionnaire(request, pk)
    restore_questionnaire(questionnaire=questionnaire, by=request.user)
    undo = reverse("surveys:questionnaire-archive", args=[pk])
    messages.success(request, _("New surveys offer it again."), extra_tags=undo)
    return redirect(questionnaire)


@require_GET
def questionnaire_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The version `pk` as citizens meet it on their phones, in the language of `?lang=`; branches can be tried."""
    version = get_object_or_404(_versions(request), pk=pk)
    require(request.user, "surveys.view_questionnaire", version.questionnaire)
    language = language_of(request)
    back = version.questionnaire.get_absolute_url()
    with translation.override(language):
        context = {
            **page_context(request),
            "version": version,
            "sheet": QuestionSheet(version.questions, language=language),
            "back_url": f"{back}?version={version.number}",
            "language_links": language_links(request, request.path),
            "government_name": version.questionnaire.government.name,
        }
        return render(request, "surveys/questionnaire_preview.html", context)


def may_manage(request: HttpRequest, questionnaire: Questionnaire | None = None) -> bool:
    return bool(request.user.has_perm("surveys.manage_questionnaire", questionnaire))


def managed_questionnaire(request: HttpRequest, pk: int) -> Questionnaire:
    questionnaire = get_object_or_404(_visible(request), pk=pk)
    require(request.user, "surveys.manage_questionnaire", questionnaire)
    return questionnaire  # type: ignore[no-any-return]


def question_rows(questions: Questions) -> list[dict[str, Any]]:
    """The questions as the office reads them, in both languages."""
    return [
        {
            "number": number,
            "question": question,
            "kind": question.kind.label,
            "condition": _condition(questions, question),
        }
        for number, question in enumerate(questions, start=1)
    ]


def difference_rows(before: Questions, after: Questions) -> list[dict[str, Any]]:
    labels = {
        "text": _("question"),
        "help": _("help"),
        "is_required": _("must be answered or not"),
        "options": _("answers to choose from"),
        "is_multiple": _("several answers or one"),
        "minimum": _("lower limit"),
        "maximum": _("upper limit"),
        "decimals": _("digits behind the decimal mark"),
        "longest": _("longest answer"),
        "earliest": _("first day"),
        "latest": _("last day"),
        "accepted": _("files that it takes"),
        "show_if": _("when it is asked"),
        "kind": _("kind"),
        "place": _("place in the order"),
    }
    return [
        {
            "before": each.before,
            "after": each.after,
            "changed": ", ".join(labels[name] for name in each.changed),
            "is_reworded": "text" in each.changed,
        }
        for each in differences(before, after)
    ]


def _condition(questions: Questions, question: Question) -> str:
    condition = question.show_if
    parent = questions.find(condition.question) if condition else None
    if condition is None or parent is None:
        return ""
    chosen = [option.label.id for option in parent.options if option.value in condition.values]
    return _("Only if “%(question)s” was answered with: %(answers)s") % {
        "question": parent.text.id,
        "answers": ", ".join(chosen),
    }


def _visible(request: HttpRequest) -> Any:
    return Questionnaire.objects.visible_to(request.user).select_related("government")


def _versions(request: HttpRequest) -> Any:
    return QuestionnaireVersion.objects.visible_to(request.user).select_related("questionnaire__government")
