"""Sending a report and following it, for everybody."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from asn_portal.documents.downloads import document_response
from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from asn_portal.ratelimit import is_over, rate_limited
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.tracking import format_code, parse_code, parse_pin
from surveys.enums import ComplaintKind, ComplaintState
from surveys.forms.complaint import (
    LONGEST_MESSAGE,
    ComplaintForm,
    MessageForm,
    OptionalMessageForm,
    TrackForm,
    sign_photo,
)
from surveys.models import Complaint
from surveys.public_pages import (
    WITH_FAULTS,
    language_links,
    language_of,
    moved_page,
    page_context,
    public,
    receivers_of,
    render_public,
    unit_context,
)
from surveys.services.complaint import (
    PHOTO_KIND,
    add_citizen_message,
    can_be_reopened,
    confirm_complaint,
    find_complaint,
    keep_photo,
    reopen_complaint,
    submit_complaint,
)

REPORTS_PER_MINUTE = 10
TRIES_PER_MINUTE = 10
# Against guessing the PIN of one code from many addresses.
TRIES_PER_CODE = 10
# A reporter who showed the PIN may follow the report for half an hour without typing it again.
ADMISSION_SECONDS = 30 * 60
_ADMISSION_SALT = "surveys.track"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("complaint", per_minute=REPORTS_PER_MINUTE)
def complaint_create(request: HttpRequest, slug: str) -> HttpResponseBase:
    """GET: the form. POST: the report is stored and its code and PIN shown; the same form sent twice is one report.

    The address of a closed unit tells who took its work over. A report that was being written meanwhile is not lost: it
    goes to that unit, or to the government where there is none, or several.
    """
    unit = _receiving_unit(slug)
    if request.method != "POST":
        if unit.slug != slug:
            return moved_page(request, OrganizationalUnit.objects.get(slug=slug), "public:complaint-create")
        return _form_page(request, unit, ComplaintForm(initial={"key": uuid.uuid4()}))
    form = ComplaintForm(request.POST, request.FILES)
    is_valid = form.is_valid()
    photo = None
    try:
        photo = _photo_so_far(form)
        if not is_valid:
            return _form_page(request, unit, form, photo)
        receipt = submit_complaint(
            unit=unit, key=form.submission_key, report=form.report, language=language_of(request), photo=photo
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _form_page(request, unit, form, photo)
    context = {
        "complaint": receipt.complaint,
        "pin": receipt.pin,
        "today": today(),
        # Sent once more, the same form gives the same receipt; so it can be read in the other language.
        "fields": _entries(form),
    }
    response = _page(request, unit, "surveys/public_complaint_receipt.html", context, again="complaint-create")
    _admit(response, receipt.complaint)
    return response


@public
@never_cache
@require_POST
@rate_limited("complaint-check", per_minute=2 * REPORTS_PER_MINUTE)
def complaint_check(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The report once more, before it is sent. A photo is kept meanwhile."""
    unit = _receiving_unit(slug)
    form = ComplaintForm(request.POST, request.FILES)
    is_valid = form.is_valid()
    try:
        photo = _photo_so_far(form)
    except DomainError as error:
        form.add_error("photo", str(error))
        return _form_page(request, unit, form)
    if not is_valid:
        return _form_page(request, unit, form, photo)
    context = {
        "form": form,
        "fields": _entries(form),
        "photo": photo,
        "kept_photo": sign_photo(photo) if photo else "",
        "kind_label": ComplaintKind(form.cleaned_data["kind"]).label,
        "report": form.report,
        "explanation": ComplaintForm.EXPLAINED[form.report.visibility],
        "visibility_label": form.report.visibility.label,
    }
    return _page(request, unit, "surveys/public_complaint_check.html", context, again="complaint-check")


@public
@never_cache
@require_POST
@rate_limited("complaint-check", per_minute=2 * REPORTS_PER_MINUTE)
def complaint_change(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Back from the check to the form, or the form in the other language, with everything kept."""
    unit = _receiving_unit(slug)
    sent = ComplaintForm(request.POST, request.FILES)
    sent.is_valid()
    form = ComplaintForm(initial={name: sent.data.get(name, "") for name in sent.fields})
    if request.POST.get("again") == WITH_FAULTS:
        form = sent
    try:
        photo = _photo_so_far(sent)
    except DomainError as error:
        sent.add_error("photo", str(error))
        return _form_page(request, unit, sent)
    return _form_page(request, unit, form, photo)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("track", per_minute=TRIES_PER_MINUTE)
def track(request: HttpRequest) -> HttpResponseBase:
    """Code and PIN. The answer to a wrong PIN and to a code that nobody has is the same."""
    if request.POST.get("again") == "entries":
        # The same page in the other language is no try.
        return _track_page(request, TrackForm(initial={name: request.POST.get(name, "") for name in ("code", "pin")}))
    form = TrackForm(request.POST or None, initial={"code": request.GET.get("code", "")[:40].replace("\x00", "")})
    if request.method == "POST" and form.is_valid():
        code, pin = parse_code(form.cleaned_data["code"]), parse_pin(form.cleaned_data["pin"])
        blocked = is_over("track-code", code, TRIES_PER_CODE) if code else False
        complaint = None if blocked else find_complaint(code=code, pin=pin)
        if complaint is not None:
            return _admitted(request, complaint, _kept_text(request))
        form.add_error(
            None,
            _("No report has this code and PIN. Check both on your receipt; after ten tries, wait a minute."),
        )
    return _track_page(request, form)


@public
@never_cache
@require_GET
def complaint_status(request: HttpRequest, code: str) -> HttpResponseBase:
    """Where the report stands, for those who showed the PIN; everybody else is asked for it."""
    complaint = _admission(request, code)
    if complaint is None:
        return _ask_for_pin(request, code)
    return _status_page(request, complaint, MessageForm(), OptionalMessageForm())


@public
@never_cache
@require_POST
@rate_limited("complaint-say", per_minute=REPORTS_PER_MINUTE)
def complaint_message(request: HttpRequest, code: str) -> HttpResponseBase:
    complaint = _admission(request, code)
    if complaint is None:
        return _ask_for_pin(request, code)
    form = MessageForm(request.POST)
    if request.POST.get("again") == "entries":
        form = MessageForm(initial={"text": request.POST.get("text", "")})
    elif "again" not in request.POST and form.is_valid():
        try:
            add_citizen_message(complaint=complaint, text=form.cleaned_data["text"])
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return _admitted(request, complaint)
    return _status_page(request, complaint, form, OptionalMessageForm())


@public
@never_cache
@require_POST
@rate_limited("complaint-say", per_minute=REPORTS_PER_MINUTE)
def complaint_confirm(request: HttpRequest, code: str) -> HttpResponseBase:
    """Satisfied: one tap."""
    complaint = _admission(request, code)
    if complaint is None:
        return _ask_for_pin(request, code)
    form = OptionalMessageForm()
    try:
        confirm_complaint(complaint=complaint)
    except DomainError as error:
        form.cleaned_data = {}
        return _status_page(request, complaint, MessageForm(), form, str(error))
    return _admitted(request, complaint)


@public
@never_cache
@require_POST
@rate_limited("complaint-say", per_minute=REPORTS_PER_MINUTE)
def complaint_reopen(request: HttpRequest, code: str) -> HttpResponseBase:
    """Not satisfied: one tap, with words if the reporter wants."""
    complaint = _admission(request, code)
    if complaint is None:
        return _ask_for_pin(request, code)
    if "again" in request.POST:
        return _status_page(
            request, complaint, MessageForm(), OptionalMessageForm(initial={"text": request.POST.get("text", "")})
        )
    form = OptionalMessageForm(request.POST)
    if not form.is_valid():
        return _status_page(request, complaint, MessageForm(), form)
    try:
        reopen_complaint(complaint=complaint, text=form.cleaned_data["text"])
    except DomainError as error:
        return _status_page(request, complaint, MessageForm(), OptionalMessageForm(), str(error))
    return _admitted(request, complaint)


@public
@never_cache
@require_GET
def complaint_photo(request: HttpRequest, code: str, document_id: uuid.UUID) -> HttpResponseBase:
    """The reporter's own photo."""
    complaint = _admission(request, code)
    if complaint is None:
        raise Http404
    photo = get_object_or_404(Document, pk=document_id, kind=PHOTO_KIND, owner_id=str(complaint.pk))
    return document_response(photo, inline=True)


def _receiving_unit(slug: str) -> OrganizationalUnit:
    """Service units take reports, and governments for those who don't know which office is the right one."""
    unit = get_object_or_404(OrganizationalUnit, slug=slug)
    if not (unit.is_government or unit.is_service_unit):
        raise Http404
    if not unit.is_closed(today()):
        return unit
    successors = receivers_of(unit)
    return successors[0] if len(successors) == 1 else unit.government


def _photo_so_far(form: ComplaintForm) -> Document | None:
    file = form.cleaned_data.get("photo")
    return keep_photo(file=file) if file else form.find_kept_photo()


def _entries(form: ComplaintForm) -> list[tuple[str, Any]]:
    """What was typed, for hidden fields of the next page."""
    left_out = {"photo", "kept_photo"}
    return [(name, value) for name, value in form.data.items() if name in form.fields and name not in left_out]


def _page(
    request: HttpRequest, unit: OrganizationalUnit, template: str, context: dict[str, Any], *, again: str
) -> HttpResponse:
    """`again` is the address that draws the same page anew from what its form holds, in the other language."""
    shared = page_context(request)
    shared.update(unit_context(unit, unit.government, shared["lang_query"]))
    lang_query = shared["lang_query"]
    shared.update(
        send_url=reverse("public:complaint-create", args=[unit.slug]) + lang_query,
        check_url=reverse("public:complaint-check", args=[unit.slug]) + lang_query,
        change_url=reverse("public:complaint-change", args=[unit.slug]) + lang_query,
    )
    shared["language_form"] = "report-form"
    shared["language_links"] = language_links(request, reverse(f"public:{again}", args=[unit.slug]))
    return render_public(request, template, {**shared, **context})


def _form_page(
    request: HttpRequest, unit: OrganizationalUnit, form: ComplaintForm, photo: Document | None = None
) -> HttpResponse:
    if photo is None and form.is_bound:
        photo = form.find_kept_photo()
    context = {
        "form": form,
        "photo": photo,
        "kept_photo": sign_photo(photo) if photo else "",
        "visibilities": [
            {"choice": choice, "explanation": ComplaintForm.EXPLAINED[choice.data["value"]]}
            for choice in form["visibility"]
        ],
    }
    if form.is_bound:
        context["language_again"] = WITH_FAULTS
    return _page(request, unit, "surveys/public_complaint_form.html", context, again="complaint-change")


def _status_page(
    request: HttpRequest,
    complaint: Complaint,
    message_form: MessageForm,
    reopen_form: OptionalMessageForm,
    problem: str = "",
) -> HttpResponse:
    date = today()
    context = page_context(request)
    context.update(unit_context(complaint.unit, complaint.unit.government, context["lang_query"]))
    context.update(
        complaint=complaint,
        today=date,
        is_overdue=complaint.is_overdue(date),
        entries=list(complaint.entries.public().select_related("unit")),
        photos=list(Document.objects.filter(kind=PHOTO_KIND, owner_id=str(complaint.pk))),
        message_form=message_form,
        reopen_form=reopen_form,
        can_reopen=can_be_reopened(complaint),
        can_write=not complaint.has_ended,
        is_waiting=complaint.state == ComplaintState.POSTPONED,
        is_done=complaint.state == ComplaintState.DONE,
        problem=problem,
        language_links=language_links(request, reverse("public:complaint-status", args=[complaint.formatted_code])),
    )
    # A half-written message goes along.
    for can_write, form, again in (
        (context["can_write"], message_form, "message"),
        (context["can_reopen"] and context["is_done"], reopen_form, "reopen"),
    ):
        if can_write:
            address = reverse(f"public:complaint-{again}", args=[complaint.formatted_code])
            context["language_form"] = f"{again}-form"
            context["language_again"] = WITH_FAULTS if form.is_bound else ""
            context["language_links"] = language_links(request, address)
    return render_public(request, "surveys/public_complaint_status.html", context)


def _ask_for_pin(request: HttpRequest, code: str) -> HttpResponse:
    form = TrackForm(initial={"code": format_code(parse_code(code)) if parse_code(code) else ""})
    return _track_page(request, form)


def _track_page(request: HttpRequest, form: TrackForm) -> HttpResponse:
    """`kept_text` is what somebody wrote who took longer than the half hour; it waits for the PIN."""
    context = {
        "form": form,
        "kept_text": _kept_text(request),
        "language_form": "track-form",
        "language_again": WITH_FAULTS if form.is_bound else "",
        "language_links": language_links(request, reverse("public:track")),
    }
    return render_public(request, "surveys/public_track.html", context)


def _kept_text(request: HttpRequest) -> str:
    text = request.POST.get("kept_text") or request.POST.get("text", "")
    return text.replace("\x00", "")[:LONGEST_MESSAGE]


def _admission(request: HttpRequest, code: str) -> Complaint | None:
    """The report whose PIN this browser showed within the last half hour."""
    wanted = parse_code(code)
    try:
        admitted = signing.loads(
            request.COOKIES.get(_cookie(wanted), ""), salt=_ADMISSION_SALT, max_age=ADMISSION_SECONDS
        )
    except signing.BadSignature:
        return None
    if not wanted or admitted != wanted:
        return None
    return Complaint.objects.select_related("unit").filter(code=wanted).first()


def _admitted(request: HttpRequest, complaint: Complaint, kept_text: str = "") -> HttpResponse:
    """To the report; or, where somebody's words wait to be sent, the report with these words at once."""
    if kept_text:
        kept = {"text": kept_text}
        response = _status_page(request, complaint, MessageForm(initial=kept), OptionalMessageForm(initial=kept))
        _admit(response, complaint)
        return response
    query = f"?lang={language_of(request)}" if request.GET.get("lang") else ""
    address = reverse("public:complaint-status", args=[complaint.formatted_code]) + query
    redirection = HttpResponseRedirect(address, status=303)
    _admit(redirection, complaint)
    return redirection


def _admit(response: HttpResponse, complaint: Complaint) -> None:
    response.set_cookie(
        _cookie(complaint.code),
        signing.dumps(complaint.code, salt=_ADMISSION_SALT),
        max_age=ADMISSION_SECONDS,
        path=reverse("public:track"),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def _cookie(code: str) -> str:
    return f"report-{code}"
