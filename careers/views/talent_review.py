"""Opening a talent review, working it out again, closing it; deciding about objections."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.permissions import Permission
from asn_portal.acts import ActView, ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from careers.enums import TalentObjectionState
from careers.filters.talent import TalentObjectionFilter
from careers.forms.talent import ObjectionDecisionForm, ReviewForm
from careers.models import TalentObjection, TalentReview
from careers.services.talent_decision import box_stamp, decide_objection
from careers.services.talent_review import close_review, open_review, start_working_out
from careers.tables.talent import TalentObjectionTable
from careers.views.talent_base import TalentTabMixin
from employees.dates import today
from employees.models import OrganizationalUnit


class ReviewOpenView(PermissionRequiredMixin, DraftFormMixin, ServiceFormView):
    permission_required = "careers.open_talent_review"
    form_class = ReviewForm
    draft_key = "careers.talent_review"

    def get_form_kwargs(self) -> dict[str, Any]:
        units = OrganizationalUnit.objects.on_which(self.request.user, Permission.CAREER_MANAGE).order_by("path")
        return {**super().get_form_kwargs(), "units": units}

    def get_initial(self) -> dict[str, Any]:
        return {"year": today().year - 1, "levels_on": today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Open a talent review"),
            crumbs=[(self.back(), _("Talent"))],
            intro=_(
                "The boxes follow from the rating of the year and from the competency levels, by the career rules."
            ),
            consequences=[
                _("Everybody in service in the unit and below gets a box; of many people in the background."),
                _("Everybody with an account is told of the own box and may object for the days of the rule."),
                _("No promotion or transfer follows by itself."),
            ],
            submit_label=_("Open and work out"),
            cancel_url=self.back(),
            **kwargs,
        )

    def back(self) -> str:
        return reverse("careers:talent-map")

    def act(self, form: ReviewForm) -> Any:
        review = open_review(by=self.request.user, **form.cleaned_data)
        job = start_working_out(review=review, by=self.request.user)
        if job is None:
            messages.success(self.request, _("The boxes are worked out and people are told."))
        return job or review


class ReviewActView(ActView):
    permission = "careers.manage_talent_review"

    def get_subject(self) -> TalentReview:
        rows = TalentReview.objects.visible_to(self.request.user).select_related("unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[no-any-return]


class ReviewRecountView(ReviewActView):
    page_title = gettext_lazy("Work the boxes out again")
    submit_label = gettext_lazy("Work out again")
    consequences = (
        gettext_lazy(
            "Ratings and levels of today count, by the rules of today. What changes is kept with its history."
        ),
        gettext_lazy("Decided boxes stay as they were decided. People who joined since get a box."),
    )

    def act(self, form: Any) -> Any:
        job = start_working_out(review=self.subject, by=self.request.user)
        if job is None:
            messages.success(self.request, _("The boxes are worked out again."))
        return job


class ReviewCloseView(ReviewActView):
    page_title = gettext_lazy("Close the review")
    submit_label = gettext_lazy("Close")
    done = gettext_lazy("Closed. The boxes stand.")
    consequences = (
        gettext_lazy("Nothing in it changes any more; it stays readable. It can't be undone."),
        gettext_lazy("Boxes that nobody decided about stay as they were worked out."),
    )

    def act(self, form: Any) -> None:
        close_review(review=self.subject, by=self.request.user)


class TalentObjectionListView(PermissionRequiredMixin, TalentTabMixin, PortalListView):
    tab = "talent-objection-list"
    permission_required = "careers.view_talent"
    model = TalentObjection
    table_class = TalentObjectionTable
    filterset_class = TalentObjectionFilter
    template_name = "careers/talent_list.html"
    page_title = gettext_lazy("Objections to talent boxes")
    export_name = "talent-objections"
    fixed_columns = ("employee",)
    empty_title = gettext_lazy("Nobody objected")
    empty_text = gettext_lazy("Who finds their box wrong objects with a reason; the office answers.")
    empty_icon = "check-circle"

    def get_queryset(self) -> QuerySet[Any]:
        return TalentObjection.objects.visible_to(self.request.user).with_people()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s objection", "%(number)s objections", count) % {
            "number": formats.number_format(count)
        }


class TalentObjectionDecideView(DraftFormMixin, ActView):
    shows_what_changed = False
    permission = "careers.decide_talent_objection"
    form_class = ObjectionDecisionForm
    draft_key = "careers.talent_objection_decision"
    page_title = gettext_lazy("Decide about the objection")
    submit_label = gettext_lazy("Decide")
    done = gettext_lazy("Decided. The person is told.")
    consequences = (
        gettext_lazy("“Work out again” takes the data of today: mend the rating or the levels first."),
        gettext_lazy("What stood before is kept. An objection never lowers a box."),
        gettext_lazy("The person reads your reason. It can't be undone."),
    )

    def get_subject(self) -> TalentObjection:
        rows = TalentObjection.objects.visible_to(self.request.user).with_people()
        return get_object_or_404(rows, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def ensure(self) -> None:
        if self.subject.state != TalentObjectionState.OPEN:
            raise DomainError(_("This objection was decided already."))

    def get_draft_key(self) -> str:
        return f"{self.draft_key}:{self.kwargs['pk']}"

    def get_stamp(self) -> str:
        return box_stamp(self.subject.placement)

    def get_intro(self) -> str:
        return _("%(name)s writes: “%(reason)s”") % {
            "name": self.subject.placement.employee.full_name,
            "reason": self.subject.reason,
        }

    def act(self, form: ObjectionDecisionForm) -> None:
        data = form.cleaned_data
        decide_objection(
            objection=self.subject,
            is_upheld=data["verdict"] != "refused",
            box=data["box"] if data["verdict"] == "box" else None,
            decision=data["decision"],
            by=self.request.user,
            seen=self.seen,
        )
