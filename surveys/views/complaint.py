"""The officer's desk for reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.audit.services import record_view
from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from asn_portal.forms import PortalForm
from asn_portal.listing.views import PortalListView
from employees.dates import today
from surveys.enums import COMPLAINT_MOVES, ComplaintState, EntryKind, RejectReason
from surveys.filters import ComplaintFilter
from surveys.forms.complaint import ForwardForm, MessageForm, RejectForm, VerifyForm
from surveys.models import Complaint
from surveys.services import complaint as services
from surveys.tables import ComplaintTable


class ComplaintListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_complaints"
    model = Complaint
    table_class = ComplaintTable
    filterset_class = ComplaintFilter
    page_title = gettext_lazy("Reports from citizens")
    export_name = "reports"
    # Kind and day of receipt can be chosen; with them the day that counts would not fit beside the rest.
    default_columns = ("code", "subject", "unit", "reporter", "state", "due")
    fixed_columns = ("code",)
    empty_title = gettext_lazy("No reports yet")
    empty_text = gettext_lazy(
        "Complaints, suggestions and questions of citizens to your units stand here, "
        "with the days by which they are due."
    )
    empty_icon = "message"

    def get_queryset(self) -> Any:
        return Complaint.objects.visible_to(self.request.user).with_due().select_related("unit", "contact")


@require_GET
def complaint_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _complaint(request, pk))


@require_POST
def complaint_verify(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        VerifyForm,
        lambda complaint, data: services.verify_complaint(
            complaint=complaint, is_supervisory=data["is_supervisory"], by=request.user
        ),
        _("Verified. The reporter sees it."),
    )


@require_POST
def complaint_reject(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        RejectForm,
        lambda complaint, data: services.reject_complaint(
            complaint=complaint, reason=RejectReason(data["reason"]), text=data["text"], by=request.user
        ),
        _("Rejected. The reporter reads your explanation."),
    )


@require_POST
def complaint_forward(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        ForwardForm,
        lambda complaint, data: services.forward_complaint(
            complaint=complaint, unit=data["unit"], text=data["text"], by=request.user
        ),
        _("Forwarded. Its officers are told, and the reporter sees it."),
    )


@require_POST
def complaint_start(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        PortalForm,
        lambda complaint, data: services.start_complaint(complaint=complaint, by=request.user),
        _("The reporter sees that somebody works on it."),
    )


@require_POST
def complaint_reply(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        MessageForm,
        lambda complaint, data: services.reply_to_complaint(complaint=complaint, text=data["text"], by=request.user),
        _("Sent. The reporter reads it with the code."),
    )


@require_POST
def complaint_postpone(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        MessageForm,
        lambda complaint, data: services.postpone_complaint(complaint=complaint, text=data["text"], by=request.user),
        _("Asked. Without an answer the report closes after ten working days."),
    )


@require_POST
def complaint_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        MessageForm,
        lambda complaint, data: services.close_complaint(complaint=complaint, text=data["text"], by=request.user),
        _("Answered and closed. The reporter can reopen it within 30 days."),
    )


@require_POST
def complaint_note(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        MessageForm,
        lambda complaint, data: services.add_note(complaint=complaint, text=data["text"], by=request.user),
        _("Noted for the office only."),
    )


@require_POST
def complaint_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reporter's contact once; the reason is recorded."""
    complaint = _complaint(request, pk)
    require(request.user, "surveys.handle_complaint", complaint)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, complaint, {"contact": form})
    try:
        contact = services.read_contact(complaint=complaint, reason=form.cleaned_data["text"], by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(complaint)
    return _page(request, complaint, contact=contact)


def _complaint(request: HttpRequest, pk: int) -> Complaint:
    complaints = Complaint.objects.visible_to(request.user).with_due().select_related("unit", "contact")
    return get_object_or_404(complaints, pk=pk)


def _act(
    request: HttpRequest,
    pk: int,
    form_class: type[PortalForm],
    service: Callable[[Complaint, dict[str, Any]], object],
    done: str,
) -> HttpResponse:
    """One verb of the desk: check, bind, call, back to the report (or to the list when it went elsewhere)."""
    complaint = _complaint(request, pk)
    require(request.user, "surveys.handle_complaint", complaint)
    extra = {"complaint": complaint} if form_class is ForwardForm else {}
    form = form_class(request.POST, **extra)
    if not form.is_valid():
        return _page(request, complaint, {request.resolver_match.url_name.removeprefix("complaint-"): form})
    try:
        service(complaint, form.cleaned_data)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    if Complaint.objects.visible_to(request.user).filter(pk=pk).exists():
        return redirect(complaint)
    return redirect("surveys:complaint-list")


def _page(
    request: HttpRequest, complaint: Complaint, bound: dict[str, PortalForm] | None = None, *, contact: Any = None
) -> HttpResponse:
    """The report with the forms of the steps that are possible now; `bound` holds the one with faults."""
    require(request.user, "surveys.view_complaint", complaint)
    record_view(viewer=request.user, subject=complaint, unit_path=complaint.unit.path, what="report")
    can_handle = bool(request.user.has_perm("surveys.handle_complaint", complaint))
    moves = COMPLAINT_MOVES[complaint.state] if can_handle else frozenset()
    forms: dict[str, PortalForm] = {
        "verify": VerifyForm(),
        "reject": RejectForm(auto_id="reject_%s"),
        "forward": ForwardForm(complaint=complaint, auto_id="forward_%s"),
        "reply": MessageForm(auto_id="reply_%s"),
        "postpone": MessageForm(auto_id="postpone_%s"),
        "close": MessageForm(auto_id="close_%s"),
        "note": MessageForm(auto_id="note_%s"),
        "contact": MessageForm(auto_id="contact_%s"),
        **(bound or {}),
    }
    date = today()
    entries = list(complaint.entries.select_related("by", "unit"))
    context = {
        "complaint": complaint,
        "entries": [entry for entry in entries if entry.kind != EntryKind.NOTE],
        "notes": [entry for entry in entries if entry.kind == EntryKind.NOTE],
        "photos": list(Document.objects.filter(kind=services.PHOTO_KIND, owner_id=str(complaint.pk))),
        "forms": forms,
        "faulty": next(iter(bound or {}), ""),
        "faulty_form": next(iter((bound or {}).values()), None),
        "is_overdue": complaint.is_overdue(date),
        "can_handle": can_handle,
        "can_verify": ComplaintState.VERIFIED in moves,
        "can_forward": ComplaintState.FORWARDED in moves,
        "can_start": ComplaintState.IN_PROGRESS in moves,
        "can_postpone": ComplaintState.POSTPONED in moves,
        "can_close": ComplaintState.DONE in moves,
        "can_reply": can_handle and not complaint.has_ended and complaint.state != ComplaintState.NEW,
        "has_contact": can_handle and complaint.visibility == "open" and hasattr(complaint, "contact"),
        "contact": contact,
    }
    return render(request, "surveys/complaint_detail.html", context)
