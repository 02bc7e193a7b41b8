"""Topics: the list, the form, and tagging a comment."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.scope import scope_of
from asn_portal.listing.views import PortalListView
from employees.models import OrganizationalUnit
from surveys.filters import TopicFilter
from surveys.forms.complaint_step import TagForm
from surveys.forms.topic import TopicForm
from surveys.models import SurveyComment, Topic
from surveys.reports.topics import suggested
from surveys.services.topic import save_topic, tag_text
from surveys.tables import TopicTable


class TopicListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_topics"
    model = Topic
    table_class = TopicTable
    filterset_class = TopicFilter
    template_name = "surveys/topic_list.html"
    page_title = gettext_lazy("Topics")
    export_name = "topics"
    empty_title = gettext_lazy("No topics yet")
    empty_text = gettext_lazy("A topic says what citizens write about, and which competency of staff it asks for.")
    empty_action_label = gettext_lazy("Add a topic")
    empty_action_url = reverse_lazy("surveys:topic-create")

    def get_queryset(self) -> Any:
        return Topic.objects.visible_to(self.request.user).with_use().prefetch_related("competencies")

    def get_table(self, **kwargs: Any) -> Any:
        table = super().get_table(**kwargs)
        table.may_change = self.may_change()
        return table

    def get_empty(self) -> dict[str, Any]:
        return super().get_empty() | ({} if self.may_change() else {"action_url": ""})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_change=self.may_change(), **kwargs)

    def may_change(self) -> bool:
        return bool(self.request.user.has_perm("surveys.change_topic"))


class _TopicFormView(FormView):
    form_class = TopicForm
    template_name = "surveys/topic_form.html"
    topic: Topic | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.topic, "government": self.get_government()}

    def get_government(self) -> OrganizationalUnit:
        if self.topic is not None:
            return self.topic.government
        government = OrganizationalUnit.objects.filter(path=scope_of(self.request.user).government_path).first()
        if government is None:
            raise PermissionDenied
        return government

    def form_valid(self, form: TopicForm) -> HttpResponse:
        save_topic(topic=form.instance, competencies=form.cleaned_data["competencies"], by=self.request.user)
        messages.success(self.request, _("Saved."))
        return redirect("surveys:topic-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Change a topic") if self.topic else _("Add a topic")
        return super().get_context_data(page_title=title, cancel_url=reverse("surveys:topic-list"), **kwargs)


class TopicCreateView(PermissionRequiredMixin, _TopicFormView):
    permission_required = "surveys.change_topic"


class TopicUpdateView(_TopicFormView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        topics = Topic.objects.visible_to(request.user).select_related("government").prefetch_related("competencies")
        self.topic = get_object_or_404(topics, pk=kwargs["pk"])
        require(request.user, "surveys.change_topic", self.topic)
        return super().dispatch(request, *args, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def comment_tag(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The topics of one comment; `next` leads back to the list with its filters."""
    comments = SurveyComment.objects.visible_to(request.user).select_related("survey__unit")
    comment = get_object_or_404(comments, pk=pk)
    require(request.user, "surveys.moderate_comment", comment)
    government = comment.survey.unit.government_path
    back = _address(request)
    form = TagForm(request.POST or None, government_path=government)
    if request.method == "POST":
        if form.is_valid():
            tag_text(text=comment, topics=form.cleaned_data["topics"], by=request.user)
            messages.success(request, _("Topics kept."))
            return redirect(back)
        messages.error(request, _("A topic was switched off meanwhile. Choose again."))
    topics = list(Topic.objects.of_government(government).active())
    standing = set(comment.tags.values_list("topic", flat=True))
    pointed = {topic.pk for topic in suggested(comment.text, topics)}
    context = {
        "comment": comment,
        "topic_choices": [
            {"topic": topic, "is_on": topic.pk in standing, "is_suggested": topic.pk in pointed - standing}
            for topic in topics
        ],
        "tag_url": request.path,
        "back": back,
    }
    return render(request, "surveys/comment_tag.html", context)


def _address(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(target, None) and target.startswith("/"):
        return target
    return reverse("surveys:comment-list")
