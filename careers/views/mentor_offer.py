"""Offers of mentors: listed, made, changed, asked for; a group's own page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, FormView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.acts import ServiceFormView
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from careers.enums import OPEN_STATES, MatchWay, OfferState
from careers.filters.mentoring import OfferFilter
from careers.forms import AgreementFields, OfferForm, PlanMeetingForm
from careers.models import MentorOffer, Mentorship
from careers.rules.mentoring import makes_the_offer, manages_offer
from careers.services.mentor_offer import change_offer, close_offer, make_offer, offer_fault
from careers.services.mentoring import place_fault, propose_mentorship
from careers.services.mentoring_meeting import plan_group_meeting
from careers.tables.mentoring import OfferTable
from employees.dates import today
from employees.supervision import employee_of

LIST = reverse_lazy("careers:offer-list")


class OfferListView(PermissionRequiredMixin, PortalListView):
    permission_required = "careers.view_offers"
    model = MentorOffer
    table_class = OfferTable
    filterset_class = OfferFilter
    template_name = "careers/offer_list.html"
    page_title = gettext_lazy("Mentor offers")
    export_name = "mentor-offers"
    fixed_columns = ("topic",)
    empty_title = gettext_lazy("Nobody offers to be a mentor yet")
    empty_text = gettext_lazy("Experienced colleagues say here what they can pass on, when and to how many.")
    empty_action_label = gettext_lazy("Offer to be a mentor")
    empty_action_url = reverse_lazy("careers:offer-create")
    empty_icon = "mentor"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().with_people().with_taken()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            is_staff_member=employee_of(self.request.user) is not None, tab="offers", **kwargs
        )


def visible_offer(request: HttpRequest, pk: int) -> MentorOffer:
    offers = MentorOffer.objects.visible_to(request.user).with_people().with_taken()
    return get_object_or_404(offers, pk=pk)  # type: ignore[no-any-return]


class OfferDetailView(TemplateView):
    template_name = "careers/offer_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offer, user = visible_offer(self.request, self.kwargs["pk"]), self.request.user
        require(user, "careers.view_offers")
        employee = employee_of(user)
        members = offer.mentorships.filter(state__in=OPEN_STATES).select_related("mentee__unit")
        own = [each for each in members if employee is not None and each.mentee_id == employee.pk]
        is_mine = makes_the_offer.test(user, offer)
        # Who learns here is for the mentor, the group itself and who manages mentoring.
        sees_members = is_mine or manages_offer.test(user, offer) or (offer.is_group and bool(own))
        is_open = offer.state == OfferState.OPEN and offer.until >= today()
        free = max(offer.places - offer.taken, 0)
        return super().get_context_data(
            offer=offer,
            free=free,
            is_open=is_open,
            is_mine=is_mine,
            own=own[0] if own else None,
            members=list(members) if sees_members else [],
            sees_members=sees_members,
            may_ask=is_open and free > 0 and employee is not None and not is_mine and not own,
            may_change=is_mine and offer.state == OfferState.OPEN,
            may_close=offer.state == OfferState.OPEN and (is_mine or manages_offer.test(user, offer)),
            may_plan=is_mine and offer.is_group and any(each.state in {"agreed", "running"} for each in members),
            **kwargs,
        )


class _OfferFormView(DraftFormMixin):
    """Making and changing share form and page."""

    request: HttpRequest
    template_name = "layouts/act.html"
    form_class = OfferForm
    draft_key = "careers.offer"
    model = MentorOffer

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "government": kwargs["instance"].mentor.government_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(crumbs=[(str(LIST), _("Mentor offers"))], **kwargs)

    def store(self, offer: MentorOffer) -> MentorOffer:
        raise NotImplementedError  # pragma: no cover  each subclass names its service

    def form_valid(self, form: OfferForm) -> HttpResponse:
        try:
            offer = self.store(form.instance)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]
        messages.success(self.request, _("Stored. Colleagues find it among the offers."))
        return redirect(offer)


class OfferCreateView(PermissionRequiredMixin, _OfferFormView, CreateView):
    permission_required = "careers.make_offer"

    def get_form_kwargs(self) -> dict[str, Any]:
        self.object = MentorOffer(mentor=employee_of(self.request.user))
        return super().get_form_kwargs()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        employee = employee_of(self.request.user)
        return super().get_context_data(
            page_title=_("Offer to be a mentor"),
            intro=offer_fault(employee) if employee else "",
            submit_label=_("Publish the offer"),
            cancel_url=str(LIST),
            **kwargs,
        )

    def store(self, offer: MentorOffer) -> MentorOffer:
        return make_offer(offer=offer, by=self.request.user)


class OfferUpdateView(VersionedFormMixin, _OfferFormView, UpdateView):
    def get_object(self, queryset: Any = None) -> MentorOffer:
        offer = visible_offer(self.request, self.kwargs["pk"])
        require(self.request.user, "careers.change_offer", offer)
        return offer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Change the offer"), cancel_url=self.object.get_absolute_url(), **kwargs
        )

    def store(self, offer: MentorOffer) -> MentorOffer:
        return change_offer(offer=offer, by=self.request.user)


@require_POST
def offer_close(request: HttpRequest, pk: int) -> HttpResponse:
    offer = visible_offer(request, pk)
    require(request.user, "careers.close_offer", offer)
    try:
        close_offer(offer=offer, by=request.user)
        messages.success(request, _("Closed. Mentorships that came of it go on."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(LIST)


class OfferAskView(DraftFormMixin, ServiceFormView):
    """The mentee asks for a place; the mentor answers."""

    form_class = AgreementFields
    done = gettext_lazy("Asked. You are told when the mentor has answered.")

    @cached_property
    def offer(self) -> MentorOffer:
        return visible_offer(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "careers.ask_mentor")
        # 404 before the form, not after it was filled in.
        _known = self.offer
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        return str(self.offer.get_absolute_url())

    def ensure(self) -> None:
        if fault := place_fault(self.offer):
            raise DomainError(fault)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "government": self.offer.government_id}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "competency": self.offer.competency_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Ask %(name)s to be your mentor") % {"name": self.offer.mentor},
            crumbs=[(str(LIST), _("Mentor offers")), (self.back(), str(self.offer))],
            facts=[
                (_("When"), self.offer.times),
                (_("Free places"), max(self.offer.places - self.offer.taken, 0)),
            ],
            submit_label=_("Ask the mentor"),
            cancel_url=self.back(),
            **kwargs,
        )

    def act(self, form: AgreementFields) -> Mentorship:
        employee = employee_of(self.request.user)
        assert employee is not None  # noqa: S101  the permission asked for it
        return propose_mentorship(
            mentor=self.offer.mentor,
            mentee=employee,
            offer=self.offer,
            way=MatchWay.SELF,
            by=self.request.user,
            **form.agreement(),
        )


class GroupMeetingView(DraftFormMixin, FormView):
    """Plan one meeting for the whole group."""

    template_name = "layouts/act.html"
    form_class = PlanMeetingForm

    @cached_property
    def offer(self) -> MentorOffer:
        return visible_offer(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "careers.change_offer", self.offer)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Plan a meeting of the group"),
            crumbs=[(str(LIST), _("Mentor offers")), (self.offer.get_absolute_url(), str(self.offer))],
            consequences=[_("Everybody of the group is told and can take it into the calendar.")],
            submit_label=_("Plan the meeting"),
            cancel_url=reverse("careers:offer-detail", args=[self.offer.pk]),
            **kwargs,
        )

    def form_valid(self, form: PlanMeetingForm) -> HttpResponse:
        try:
            meetings = plan_group_meeting(offer=self.offer, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        count = len(meetings)
        messages.success(
            self.request,
            ngettext("Planned with %(count)s person.", "Planned with %(count)s people.", count) % {"count": count},
        )
        return redirect(self.offer)
