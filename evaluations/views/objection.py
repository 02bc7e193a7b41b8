"""Objections: the list, and deciding about one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.acts import ActView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.listing.views import PortalListView
from evaluations.filters.assessment import ObjectionFilter
from evaluations.forms.assessment import DecisionForm
from evaluations.models import Objection
from evaluations.services.assessment import given_work_result
from evaluations.services.objection import decide_objection
from evaluations.tables.assessment import ObjectionTable
from evaluations.views.rating_tabs import RatingTabMixin


class ObjectionListView(PermissionRequiredMixin, RatingTabMixin, PortalListView):
    tab = "objections"
    permission_required = "evaluations.list_objections"
    model = Objection
    table_class = ObjectionTable
    filterset_class = ObjectionFilter
    template_name = "evaluations/rating_list.html"
    page_title = gettext_lazy("Objections to ratings")
    export_name = "objections"
    fixed_columns = ("employee",)
    empty_title = gettext_lazy("Nobody objected")
    empty_text = gettext_lazy("Who doesn't agree with a rating objects with a reason; it is decided by the superior.")
    empty_icon = "check-circle"

    def get_queryset(self) -> QuerySet[Any]:
        return Objection.objects.visible_to(self.request.user).with_people()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s objection", "%(number)s objections", count) % {
            "number": formats.number_format(count)
        }


class ObjectionDecideView(DraftFormMixin, ActView):
    """By the superior of who rated. Unchanged axes keep the rating."""

    permission = "evaluations.decide_objection"
    form_class = DecisionForm
    draft_key = "evaluations.decision"
    page_title = gettext_lazy("Decide about the objection")
    submit_label = gettext_lazy("Decide")
    done = gettext_lazy("Decided. The person and who rated are told.")
    consequences = (
        gettext_lazy("With both axes as they are the rating is kept; with another one it is changed."),
        gettext_lazy("The rating becomes final; the rating of a year goes into the person's record."),
        gettext_lazy("The person and who rated read your reason. It can't be undone."),
    )

    def get_subject(self) -> Objection:
        rows = (
            Objection.objects.visible_to(self.request.user).with_people().select_related("assessment__employee__unit")
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> str:
        return str(self.subject.assessment.get_absolute_url())

    def get_form_kwargs(self) -> dict[str, Any]:
        assessment = self.subject.assessment
        return {**super().get_form_kwargs(), "assessment": assessment, "given": given_work_result(assessment)}

    def get_intro(self) -> str:
        return _("%(name)s writes: “%(reason)s”") % {
            "name": self.subject.assessment.employee.full_name,
            "reason": self.subject.reason,
        }

    def act(self, form: DecisionForm) -> None:
        decide_objection(objection=self.subject, by=self.request.user, **form.cleaned_data)
