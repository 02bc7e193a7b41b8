"""Sending a report, for everybody. Following it stands in `public_tracking`."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from asn_portal.ratelimit import rate_limited
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.enums import ComplaintKind
from surveys.forms.complaint import (
    ComplaintForm,
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
    keep_photo,
    submit_complaint,
    support_complaint,
)
from surveys.views.public_tracking import admit

REPORTS_PER_MINUTE = 10
# Older reports say little about today's trouble.
SIMILAR_DAYS = 180
SHOWN_SIMILAR = 3
_SIMILAR_SALT = "surveys.similar"


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
    admit(response, receipt.complaint)
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
        "alike": similar_reports(unit, form.report.subject),
    }
    return _page(request, unit, "surveys/public_complaint_check.html", context, again="complaint-check")


@public
@never_cache
@require_POST
@rate_limited("complaint", per_minute=REPORTS_PER_MINUTE)
def complaint_support(request: HttpRequest, slug: str) -> HttpResponseBase:
    """ "Me too" to a report that looks the same, in place of one of one's own; what was written stays at hand."""
    unit = _receiving_unit(slug)
    form = ComplaintForm(request.POST, request.FILES)
    form.is_valid()
    complaint = _signed_report(request, unit)
    if complaint is None:
        # Too long ago, or no longer to be shown: what was written is not lost.
        form.add_error(None, _("That report can't be joined any more. Please send your own."))
        return _form_page(request, unit, form)
    problem = ""
    try:
        support_complaint(complaint=complaint, key=form.submission_key)
    except DomainError as error:
        problem = str(error)
    photo = form.find_kept_photo()
    context = {
        "complaint": complaint,
        "count": complaint.supports.count() + 1,
        "problem": problem,
        "same": request.POST.get("same", ""),
        "fields": _entries(form),
        "kept_photo": sign_photo(photo) if photo else "",
    }
    return _page(request, unit, "surveys/public_complaint_support.html", context, again="complaint-support")


def similar_reports(unit: OrganizationalUnit, subject: str) -> list[dict[str, Any]]:
    """What others reported lately with nearly the same words: subject, state and day, and a signed key for "me too"."""
    since = timezone.now() - timedelta(days=SIMILAR_DAYS)
    found = Complaint.objects.shown_to_reporters(unit.government.path, since).alike(subject).select_related("unit")
    return [
        {
            "subject": complaint.subject,
            "state": complaint.get_state_display(),
            "tone": complaint.tone,
            "day": complaint.received_at,
            "unit": complaint.unit.name,
            "same": "" if complaint.has_ended else signing.dumps(complaint.pk, salt=_SIMILAR_SALT),
        }
        for complaint in found[:SHOWN_SIMILAR]
    ]


def _signed_report(request: HttpRequest, unit: OrganizationalUnit) -> Complaint | None:
    """The report of a "me too" that our own page offered within the last day, if it may still be shown."""
    try:
        pk = signing.loads(request.POST.get("same", ""), salt=_SIMILAR_SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return None
    since = timezone.now() - timedelta(days=2 * SIMILAR_DAYS)
    shown = Complaint.objects.shown_to_reporters(unit.government.path, since)
    return shown.select_related("unit").filter(pk=pk).first()


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
        support_url=reverse("public:complaint-support", args=[unit.slug]) + lang_query,
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
