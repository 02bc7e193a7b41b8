"""Mentorships: list, proposing, one pair, its beginning and end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.acts import ServiceFormView
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_key
from asn_portal.listing.views import PortalListView
from careers.enums import MatchWay
from careers.filters.mentoring import MentorshipFilter
from careers.forms import EndForm, MentorshipForm, NewMentorForm
from careers.models import Mentorship
from careers.reports.mentorship import page_of, summary_of
from careers.rules.mentoring import takes_part
from careers.services.mentoring import (
    accept_mentorship,
    change_mentor,
    decline_mentorship,
    period_left,
    propose_mentorship,
    stop_mentorship,
)
from careers.tables.mentoring import MentorshipTable
from careers.views.mentorship_page import MentorshipFormView, MentorshipPageMixin, visible_mentorship
from employees.models import Employee, OrganizationalUnit
from employees.supervision import employee_of
from training.models import Competency


class MentorshipListView(PermissionRequiredMixin, PortalListView):
    permission_required = "careers.view_mentoring"
    model = Mentorship
    table_class = MentorshipTable
    filterset_class = MentorshipFilter
    template_name = "careers/mentorship_list.html"
    page_title = gettext_lazy("Mentoring")
    export_name = "mentoring"
    fixed_columns = ("mentee",)
    empty_title = gettext_lazy("No mentorships yet")
    empty_text = gettext_lazy("An experienced colleague guides another toward a goal. Look who offers to be a mentor.")
    empty_action_label = gettext_lazy("Look at the offers")
    empty_action_url = reverse_lazy("careers:offer-list")
    empty_icon = "mentor"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().with_people().with_meeting_counts()

    def build_table(self, data: Any) -> Any:
        table = super().build_table(data)
        table.own = scope_of(self.request.user).employee_id
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_manage=scope_of(self.request.user).has(Permission.MENTORING_MANAGE), **kwargs
        )


class MentorshipCreateView(PermissionRequiredMixin, DraftFormMixin, ServiceFormView):
    """HR pairs two people, or an employee asks somebody by name. `?mentor=`, `?mentee=`, `?competency=` fill in."""

    permission_required = "careers.propose_mentorship"
    template_name = "careers/mentorship_form.html"
    form_class = MentorshipForm
    draft_key = "careers.mentorship"

    @property
    def pairs_others(self) -> bool:
        return scope_of(self.request.user).has(Permission.MENTORING_MANAGE)

    def get_form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        scope = scope_of(user)
        people = Employee.objects.active().filter(unit__path__startswith=scope.government_path or "-")
        own_area = scope.path_filter(Permission.MENTORING_MANAGE, "unit__path")
        government = OrganizationalUnit.objects.filter(path=scope.government_path or "-").first()
        return {
            **super().get_form_kwargs(),
            "people": people,
            "mentees": people.filter(own_area) if self.pairs_others else None,
            "self_employee": employee_of(user),
            "government": government,
        }

    def get_initial(self) -> dict[str, Any]:
        """People by NIP, as the form takes them."""
        people = Employee.objects.active().filter(unit__path__startswith=scope_of(self.request.user).government_path)
        found: dict[str, Any] = {}
        for name in ("mentor", "mentee"):
            person = people.filter(pk=read_key(self.request.GET.get(name, ""))).first()
            if person is not None:
                found[name] = person.nip
        competency = Competency.objects.visible_to(self.request.user).filter(
            pk=read_key(self.request.GET.get("competency", ""))
        )
        if (known := competency.first()) is not None:
            found["competency"] = known.pk
        return {**super().get_initial(), **found}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=reverse("careers:mentorship-list"), submit_label=_("Propose"), **kwargs
        )

    def act(self, form: MentorshipForm) -> Mentorship:
        mentee = form.cleaned_data["mentee"]
        mentorship = propose_mentorship(
            mentor=form.cleaned_data["mentor"],
            mentee=mentee,
            way=MatchWay.SELF if mentee.user_id == self.request.user.pk else MatchWay.ASSIGNED,
            by=self.request.user,
            **form.agreement(),
        )
        messages.success(self.request, _("Proposed. %(name)s is asked to answer.") % {"name": mentorship.mentor})
        return mentorship


class MentorshipDetailView(MentorshipPageMixin, TemplateView):
    """The pair sees all of it; HR sees figures only."""

    def get_template_names(self) -> list[str]:
        return [f"careers/mentorship_{'detail' if self.takes_part else 'figures'}.html"]

    @property
    def takes_part(self) -> bool:
        return bool(takes_part.test(self.request.user, self.mentorship))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gather = page_of if self.takes_part else summary_of
        return super().get_context_data(page=gather(self.mentorship, self.request.user), **kwargs)


@require_POST
def mentorship_accept(request: HttpRequest, pk: int) -> HttpResponse:
    mentorship = visible_mentorship(request, pk)
    require(request.user, "careers.answer_mentorship", mentorship)
    try:
        accept_mentorship(mentorship=mentorship, by=request.user)
        messages.success(request, _("Agreed. %(name)s is told.") % {"name": mentorship.mentee})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(mentorship)


class MentorshipDeclineView(MentorshipFormView):
    permission = "careers.answer_mentorship"
    form_class = EndForm
    page_title = gettext_lazy("Decline")
    consequences = (gettext_lazy("The mentee reads your reason and can ask somebody else."),)
    done = gettext_lazy("Declined. The mentee is told.")

    def act(self, form: EndForm) -> None:
        decline_mentorship(mentorship=self.mentorship, reason=form.cleaned_data["reason"], by=self.request.user)


class MentorshipStopView(MentorshipFormView):
    permission = "careers.end_mentorship"
    form_class = EndForm
    page_title = gettext_lazy("Stop the mentorship")
    consequences = (
        gettext_lazy("It ends now, without blame. Meetings noted so far are kept, planned ones are called off."),
        gettext_lazy("The other one is told that it ended, not why."),
    )
    done = gettext_lazy("Stopped.")

    def act(self, form: EndForm) -> None:
        stop_mentorship(mentorship=self.mentorship, reason=form.cleaned_data["reason"], by=self.request.user)


class MentorChangeView(MentorshipFormView):
    permission = "careers.change_mentor"
    form_class = NewMentorForm
    page_title = gettext_lazy("Change the mentor")
    submit_label = gettext_lazy("Ask the new mentor")

    @property
    def consequences(self) -> tuple[Any, ...]:  # type: ignore[override]
        last = formats.date_format(period_left(self.mentorship)[1])
        return (
            _("This mentorship ends now, without blame and without a reason. Its meetings and hours are kept."),
            _("The new mentor is asked to go on with the same goals until %(day)s.") % {"day": last},
            _("Both mentors are told."),
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        people = Employee.objects.active().filter(government=self.mentorship.mentee.government_id)
        return {**super().get_form_kwargs(), "people": people.exclude(pk=self.mentorship.mentee_id)}

    def act(self, form: NewMentorForm) -> Mentorship:
        new = change_mentor(mentorship=self.mentorship, mentor=form.cleaned_data["mentor"], by=self.request.user)
        messages.success(self.request, _("%(name)s is asked to go on with you.") % {"name": new.mentor})
        return new
