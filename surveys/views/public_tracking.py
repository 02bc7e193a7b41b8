"""Following a report with its code and PIN, for everybody."""

from __future__ import annotations

import uuid

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
from surveys.domain.tracking import format_code, parse_code, parse_pin
from surveys.enums import COMPLAINT_CLOSED, ComplaintState
from surveys.forms.complaint import (
    LONGEST_MESSAGE,
    MessageForm,
    OptionalMessageForm,
    TrackForm,
)
from surveys.models import Complaint
from surveys.public_pages import (
    WITH_FAULTS,
    language_links,
    language_of,
    page_context,
    public,
    render_public,
    unit_context,
)
from surveys.services.complaint import (
    PHOTO_KIND,
    add_citizen_message,
    can_be_reopened,
    confirm_complaint,
    find_complaint,
    reopen_complaint,
)
from surveys.views.complaint_clock import clock_words

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
        is_done=complaint.state in COMPLAINT_CLOSED,
        is_not_fixed=complaint.state == ComplaintState.NOT_FIXED,
        same_as=complaint.same_as,
        supports=complaint.supports.count(),
        clock=clock_words(complaint),
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
        admit(response, complaint)
        return response
    query = f"?lang={language_of(request)}" if request.GET.get("lang") else ""
    address = reverse("public:complaint-status", args=[complaint.formatted_code]) + query
    redirection = HttpResponseRedirect(address, status=303)
    admit(redirection, complaint)
    return redirection


def admit(response: HttpResponse, complaint: Complaint) -> None:
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
