"""Sharing sessions: list, proposal, decision, sign-up, list of who came."""

from __future__ import annotations

from typing import Any

import rules
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.scope import scope_of
from asn_portal.acts import ActView
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.keys import read_keys
from asn_portal.listing.views import PortalListView
from employees.models import Employee
from employees.supervision import employee_of
from training.enums import SharingState
from training.filters.sharing import SharingFilter
from training.forms import CancelForm, ReasonForm
from training.forms.sharing import SharingForm, SharingMaterialForm
from training.ics import calendar_event
from training.models import SharingGuest, SharingSession
from training.rules import holds_the_session
from training.services.sharing import (
    MOST_MATERIALS,
    add_material,
    approve_sharing,
    cancel_sharing,
    join_sharing,
    leave_sharing,
    materials_of,
    propose_sharing,
    refuse_sharing,
    settle_sharing,
)
from training.tables.sharing import SharingTable
from training.views.base import in_zone, refusals_told


def visible_sharing(request: HttpRequest, pk: int) -> SharingSession:
    rows = SharingSession.objects.visible_to(request.user).with_people()
    return get_object_or_404(rows, pk=pk)  # type: ignore[no-any-return]


class SharingListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_sharing"
    model = SharingSession
    table_class = SharingTable
    filterset_class = SharingFilter
    template_name = "training/sharing_list.html"
    list_key = "training.sharing"
    page_title = gettext_lazy("Sharing sessions")
    export_name = "sharing-sessions"
    fixed_columns = ("title",)
    default_columns = ("title", "starts_at", "place", "proposer", "learning_hours", "guests", "state")
    empty_title = gettext_lazy("No sharing session yet")
    empty_text = gettext_lazy("What do you know that colleagues could use? Propose a session of your own.")
    empty_action_url = reverse_lazy("training:sharing-create")
    empty_action_label = gettext_lazy("Propose a session")
    empty_icon = "people"

    def get_queryset(self) -> QuerySet[Any]:
        return SharingSession.objects.visible_to(self.request.user).with_people().with_guest_count()  # type: ignore[no-any-return]

    def get_empty(self) -> dict[str, Any]:
        empty = super().get_empty()
        if scope_of(self.request.user).employee_id is None:
            empty["action_url"] = ""
        return empty

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s session", "%(number)s sessions", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_propose=scope_of(self.request.user).employee_id is not None, **kwargs)


class SharingDetailView(TemplateView):
    template_name = "training/sharing_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.sharing = visible_sharing(request, kwargs["pk"])
        return in_zone(self.sharing.unit.tz, super().get, request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sharing, user, now = self.sharing, self.request.user, timezone.now()
        employee_id = scope_of(user).employee_id
        guests = list(sharing.guests.select_related("employee__unit"))
        own = next((guest for guest in guests if guest.employee_id == employee_id), None)
        is_speaker = holds_the_session.test(user, sharing)
        runs = _may(user, "training.run_sharing", sharing)
        is_open = sharing.state == SharingState.APPROVED and sharing.starts_at > now
        for_them = sharing.is_for_all or scope_of(user).unit_path.startswith(sharing.unit.path)
        is_full = sharing.seats is not None and len(guests) >= sharing.seats
        materials = list(materials_of(sharing))
        return super().get_context_data(
            sharing=sharing,
            guests=guests if runs else [],
            guest_count=len(guests),
            own=own,
            is_speaker=is_speaker,
            may_join=is_open
            and employee_id is not None
            and own is None
            and not is_speaker
            and for_them
            and not is_full,
            is_full=is_open and is_full and own is None,
            may_leave=is_open and own is not None,
            may_decide=sharing.state == SharingState.PROPOSED and _may(user, "training.decide_sharing", sharing),
            may_change=sharing.state == SharingState.PROPOSED and is_speaker,
            may_cancel=sharing.state in {SharingState.PROPOSED, SharingState.APPROVED} and runs,
            may_settle=runs
            and sharing.starts_at <= now
            and sharing.state in {SharingState.APPROVED, SharingState.HELD},
            may_add=runs
            and sharing.state not in {SharingState.REFUSED, SharingState.CANCELLED}
            and len(materials) < MOST_MATERIALS,
            materials=materials,
            **kwargs,
        )


class _SharingFormView(DraftFormMixin):
    template_name = "layouts/act.html"
    form_class = SharingForm
    request: HttpRequest

    @cached_property
    def employee(self) -> Employee:
        require(self.request.user, "training.propose_sharing")
        return employee_of(self.request.user)  # type: ignore[return-value]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return in_zone(self.employee.unit.tz, super().dispatch, request, *args, **kwargs)  # type: ignore[misc]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "government": self.employee.government_id}

    def form_valid(self, form: SharingForm) -> HttpResponse:
        sharing = form.save(commit=False)
        if sharing.pk is None:
            sharing.unit, sharing.proposer = self.employee.unit, self.employee
        try:
            propose_sharing(sharing=sharing, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]
        messages.success(
            self.request, _("Proposed. The head of your unit or the training office decides; you are told.")
        )
        return redirect(sharing)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = reverse("training:sharing-list")
        return super().get_context_data(
            crumbs=[(url, _("Sharing sessions"))],
            cancel_url=url,
            intro=_("Your hours as the speaker are credited like those of the guests who came."),
            **kwargs,
        )


class SharingCreateView(_SharingFormView, CreateView):
    draft_key = "training.sharing:new"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Propose a sharing session"), submit_label=_("Propose it"), **kwargs
        )


class SharingUpdateView(_SharingFormView, VersionedFormMixin, UpdateView):
    draft_key = "training.sharing"

    def get_object(self, queryset: Any = None) -> SharingSession:
        sharing = visible_sharing(self.request, self.kwargs["pk"])
        require(self.request.user, "training.change_sharing", sharing)
        return sharing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title=_("Change the proposal"), **kwargs)


class _SharingActView(ActView):
    crumbs_above = ((reverse_lazy("training:sharing-list"), gettext_lazy("Sharing sessions")),)

    def get_subject(self) -> SharingSession:
        return visible_sharing(self.request, self.kwargs["pk"])


class SharingRefuseView(_SharingActView):
    permission = "training.decide_sharing"
    form_class = ReasonForm
    page_title = gettext_lazy("Refuse the proposal")
    submit_label = gettext_lazy("Refuse it")
    done = gettext_lazy("Refused. The person reads your reason.")

    def act(self, form: ReasonForm) -> None:
        refuse_sharing(sharing=self.subject, reason=form.cleaned_data["reason"], by=self.request.user)


class SharingCancelView(_SharingActView):
    permission = "training.run_sharing"
    form_class = CancelForm
    page_title = gettext_lazy("Cancel the session")
    submit_label = gettext_lazy("Cancel the session")
    submit_tone = "bad"
    done = gettext_lazy("Cancelled. Everybody who signed up is told.")
    consequences = (
        gettext_lazy("Everybody who signed up is told, with your reason."),
        gettext_lazy("This cannot be undone."),
    )

    def act(self, form: CancelForm) -> None:
        cancel_sharing(sharing=self.subject, reason=form.cleaned_data["reason"], by=self.request.user)


class SharingMaterialView(_SharingActView):
    permission = "training.run_sharing"
    form_class = SharingMaterialForm
    page_title = gettext_lazy("Add material")
    submit_label = gettext_lazy("Add it")
    done = gettext_lazy("Added. Everybody who sees the session can download it.")

    def act(self, form: SharingMaterialForm) -> None:
        add_material(sharing=self.subject, file=form.cleaned_data["file"], by=self.request.user)


class SharingAttendanceView(TemplateView):
    """Who came: the POST settles the list and credits the hours."""

    template_name = "training/sharing_attendance.html"
    http_method_names = ["get", "post"]

    @cached_property
    def sharing(self) -> SharingSession:
        sharing = visible_sharing(self.request, self.kwargs["pk"])
        require(self.request.user, "training.run_sharing", sharing)
        return sharing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guests = SharingGuest.objects.filter(sharing=self.sharing).select_related("employee__unit")
        return super().get_context_data(
            sharing=self.sharing,
            guests=list(guests.order_by("employee__name", "pk")),
            has_begun=self.sharing.starts_at <= timezone.now(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sharing = self.sharing
        with refusals_told(request):
            settle_sharing(sharing=sharing, present=read_keys(request.POST.getlist("present")), by=request.user)
            messages.success(request, _("Kept. The hours of those who came and of the speaker are credited."))
        return redirect(sharing)


@require_POST
def sharing_approve(request: HttpRequest, pk: int) -> HttpResponse:
    sharing = visible_sharing(request, pk)
    require(request.user, "training.decide_sharing", sharing)
    with refusals_told(request):
        approve_sharing(sharing=sharing, by=request.user)
        messages.success(request, _("Approved and announced. The speaker is told."))
    return redirect(sharing)


@require_POST
def sharing_join(request: HttpRequest, pk: int) -> HttpResponse:
    sharing = visible_sharing(request, pk)
    require(request.user, "training.propose_sharing")
    with refusals_told(request):
        join_sharing(sharing=sharing, employee=employee_of(request.user), by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("You have signed up. You are reminded a day before."))
    return redirect(sharing)


@require_POST
def sharing_leave(request: HttpRequest, pk: int) -> HttpResponse:
    sharing = visible_sharing(request, pk)
    require(request.user, "training.propose_sharing")
    with refusals_told(request):
        leave_sharing(sharing=sharing, employee=employee_of(request.user), by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("You are off the list."))
    return redirect(sharing)


def sharing_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    sharing = visible_sharing(request, pk)
    text = calendar_event(
        uid=f"sharing-{sharing.pk}@{request.get_host()}",
        title=sharing.title,
        starts_at=sharing.starts_at,
        ends_at=sharing.ends_at,
        place=sharing.place,
        description=sharing.description,
        url=request.build_absolute_uri(sharing.get_absolute_url()),
        stamp=timezone.now(),
        is_cancelled=sharing.state == SharingState.CANCELLED,
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sharing-{sharing.pk}.ics"'
    return response


def _may(user: Any, permission: str, obj: Any) -> bool:
    return bool(rules.permissions.permissions[permission].test(user, obj))
