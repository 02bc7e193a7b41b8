"""Reports in the office: the list, one report, and a verb for each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.errors import DomainError
from asn_portal.forms import PortalForm
from asn_portal.keys import read_key
from asn_portal.listing.actions import BulkAction
from asn_portal.listing.views import PortalListView
from surveys.enums import RejectReason
from surveys.filters import ComplaintFilter
from surveys.forms.complaint import MessageForm
from surveys.forms.complaint_step import TagForm
from surveys.models import Complaint, ReplyTemplate
from surveys.services import complaint as services
from surveys.services.reply_template import filled_text
from surveys.services.topic import tag_text
from surveys.tables import ComplaintTable
from surveys.views.complaint_case import STEPS, case_context, page_extras, step_form


def _handles(scope: Any) -> bool:
    return bool(scope.has(Permission.COMPLAINT_HANDLE))


class ComplaintListView(PermissionRequiredMixin, PortalListView):
    permission_required = "surveys.view_complaints"
    model = Complaint
    table_class = ComplaintTable
    filterset_class = ComplaintFilter
    template_name = "surveys/complaint_list.html"
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
    bulk_actions = (
        BulkAction(gettext_lazy("Give"), "surveys:complaint-bulk-give", visible=_handles),
        BulkAction(gettext_lazy("Forward"), "surveys:complaint-bulk-forward", visible=_handles),
        BulkAction(gettext_lazy("Tag"), "surveys:complaint-bulk-tag", visible=_handles),
        BulkAction(
            gettext_lazy("Reject as duplicates"), "surveys:complaint-bulk-duplicate", visible=_handles, tone="bad"
        ),
    )

    def get_queryset(self) -> Any:
        complaints = Complaint.objects.visible_to(self.request.user).with_due().with_weight()
        return complaints.select_related("unit", "contact", "assignee")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_handle=bool(self.request.user.has_perm("surveys.handle_complaints")), **kwargs
        )


@require_GET
def complaint_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _complaint(request, pk), chosen=request.GET.get("step", ""))


@require_POST
def complaint_verify(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "verify",
        lambda data: services.verify_complaint(is_supervisory=data.pop("is_supervisory"), **data),
        _("Verified. The reporter sees it."),
    )


@require_POST
def complaint_reject(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "reject",
        lambda data: services.reject_complaint(reason=RejectReason(data.pop("reason")), **data),
        _("Rejected. The reporter reads your explanation."),
    )


@require_POST
def complaint_forward(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "forward",
        lambda data: services.forward_complaint(**data),
        _("Forwarded. Its officers are told, and the reporter sees it."),
    )


@require_POST
def complaint_start(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "start",
        lambda data: services.start_complaint(**data),
        _("The reporter sees that somebody works on it."),
    )


@require_POST
def complaint_reply(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "reply",
        lambda data: services.reply_to_complaint(**data),
        _("Sent. The reporter reads it with the code."),
    )


@require_POST
def complaint_postpone(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "postpone",
        lambda data: services.postpone_complaint(**data),
        _("Asked. The reporter is reminded; without an answer the report closes after ten working days."),
    )


@require_POST
def complaint_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "close",
        lambda data: services.close_complaint(**data),
        _("Answered and closed. The reporter can reopen it within 30 days."),
    )


@require_POST
def complaint_unfixed(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "unfixed",
        lambda data: services.close_unfixed_complaint(why=data.pop("text"), **data),
        _("Closed as not fixed. The reporter reads why and what remains, and can reopen it within 30 days."),
    )


@require_POST
def complaint_note(request: HttpRequest, pk: int) -> HttpResponse:
    def note(data: dict[str, Any]) -> None:
        data.pop("seen")
        services.add_note(**data)

    return _act(request, pk, "note", note, _("Noted for the office only."))


@require_POST
def complaint_take(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap, no form."""
    complaint = _complaint(request, pk)
    require(request.user, "surveys.handle_complaint", complaint)
    try:
        services.take_complaint(complaint=complaint, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is yours."))
    return _back(request, complaint)


@require_POST
def complaint_give(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        "give",
        lambda data: services.give_complaint(**data),
        _("Done. The colleague finds it in the inbox."),
    )


@require_POST
def complaint_link(request: HttpRequest, pk: int) -> HttpResponse:
    def link(data: dict[str, Any]) -> None:
        data.pop("seen")
        services.link_complaint(other=data.pop("code"), **data)

    return _act(request, pk, "link", link, _("Linked. The reporter of the later one reads it."))


@require_POST
def complaint_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    complaint = _complaint(request, pk)
    require(request.user, "surveys.handle_complaint", complaint)
    services.unlink_complaint(complaint=complaint, by=request.user)
    messages.success(request, _("No longer linked."))
    return _back(request, complaint)


@require_POST
def complaint_tag(request: HttpRequest, pk: int) -> HttpResponse:
    complaint = _complaint(request, pk)
    require(request.user, "surveys.handle_complaint", complaint)
    form = TagForm(request.POST, government_path=complaint.unit.government_path)
    if form.is_valid():
        tag_text(text=complaint, topics=form.cleaned_data["topics"], by=request.user)
        messages.success(request, _("Topics kept."))
    else:
        messages.error(request, _("A topic was switched off meanwhile. Choose again."))
    return _back(request, complaint)


@require_POST
def complaint_text(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """A ready text is put behind what stands in the form of a step; nothing is stored."""
    complaint = _complaint(request, pk)
    require(request.user, "surveys.handle_complaint", complaint)
    if step not in STEPS:
        raise Http404
    initial: dict[str, Any] = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    initial["seen"] = read_key(request.POST.get("seen", "")) or complaint.version
    template = (
        ReplyTemplate.objects.offered_to(complaint.unit).filter(pk=read_key(request.POST.get("template", ""))).first()
    )
    if template is None:
        messages.warning(request, _("Choose a text first."))
    else:
        written = request.POST.get("text", "").strip()
        ready = filled_text(template=template, complaint=complaint)
        initial["text"] = f"{written}\n\n{ready}" if written else ready
    form = step_form(STEPS[step], complaint, request.user, initial=initial)
    return _page(request, complaint, chosen=step, form=form)


@require_POST
def complaint_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reporter's contact once; the reason is recorded."""
    complaint = _complaint(request, pk)
    require(request.user, "surveys.handle_complaint", complaint)
    form = MessageForm(request.POST, auto_id="contact_%s")
    if not form.is_valid():
        return _page(request, complaint, contact_form=form)
    try:
        contact = services.read_contact(complaint=complaint, reason=form.cleaned_data["text"], by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(complaint)
    return _page(request, complaint, contact=contact)


def _complaint(request: HttpRequest, pk: int) -> Complaint:
    complaints = Complaint.objects.visible_to(request.user).with_due().with_weight()
    return get_object_or_404(complaints.select_related("unit", "contact", "assignee"), pk=pk)


def _act(
    request: HttpRequest, pk: int, name: str, service: Callable[[dict[str, Any]], object], done: str
) -> HttpResponse:
    """One verb of the desk: check, bind, call, on to the next report or back to this one.

    Where somebody was faster the page shows how the report stands now, with what was written kept.
    """
    complaint = _complaint(request, pk)
    require(request.user, "surveys.handle_complaint", complaint)
    step = STEPS[name]
    form = step_form(step, complaint, request.user, request.POST)
    if not form.is_valid():
        return _page(request, complaint, chosen=name, form=form)
    try:
        service({**form.cleaned_data, "complaint": complaint, "by": request.user})
    except DomainError as error:
        return _refused(request, pk, name, str(error))
    messages.success(request, done)
    return _back(request, complaint, moves_on=step.moves_on)


def _refused(request: HttpRequest, pk: int, name: str, sentence: str) -> HttpResponse:
    """The sentence, and the form once more with what was written, on the report as it is now."""
    complaint = Complaint.objects.visible_to(request.user).filter(pk=pk).first()
    messages.error(request, sentence)
    if complaint is None:
        return redirect("surveys:complaint-list")
    complaint = _complaint(request, pk)
    written = {key: value for key, value in request.POST.items() if key not in {"seen", "csrfmiddlewaretoken"}}
    form = step_form(STEPS[name], complaint, request.user, initial={**written, "seen": complaint.version})
    texts = [request.POST.get(key, "").strip() for key in ("text", "remains")]
    return _page(request, complaint, chosen=name, form=form, lost_text="\n\n".join(text for text in texts if text))


def _back(request: HttpRequest, complaint: Complaint, *, moves_on: bool = False) -> HttpResponse:
    """To the desk where the officer came from, at the next report or at this one; else to the report."""
    seen = Complaint.objects.visible_to(request.user).filter(pk=complaint.pk).exists()
    if "queue" in request.POST:
        query = QueryDict(request.POST["queue"][:2000], mutable=True)
        query["case"] = str(read_key(request.POST.get("then", "")) or "") if moves_on or not seen else str(complaint.pk)
        return redirect(f"{reverse('surveys:complaint-desk')}?{query.urlencode()}")
    return redirect(complaint) if seen else redirect("surveys:complaint-list")


def _page(
    request: HttpRequest,
    complaint: Complaint,
    *,
    chosen: str = "",
    form: PortalForm | None = None,
    contact: Any = None,
    contact_form: PortalForm | None = None,
    lost_text: str = "",
) -> HttpResponse:
    require(request.user, "surveys.view_complaint", complaint)
    context = case_context(request, complaint, chosen=chosen, bound=form, contact=contact, lost_text=lost_text)
    if context["step"] is not None and context["step"].name == chosen:
        # The form stands open with the text in it already.
        context["lost_text"] = ""
    context.update(page_extras(request, complaint))
    context["contact_form"] = contact_form or MessageForm(auto_id="contact_%s")
    context["faulty_form"] = next((each for each in (form, contact_form) if each is not None and each.errors), None)
    if "queue" in request.POST:
        context["queue"], context["then"] = request.POST["queue"][:2000], request.POST.get("then", "")[:20]
        context["desk_url"] = (
            f"{reverse('surveys:complaint-desk')}?{context['queue']}&{urlencode({'case': complaint.pk})}"
        )
    return render(request, "surveys/complaint_detail.html", context)
