"""Check-in and check-out by phone: the changing code, then one tap or the personal code. Public pages."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from asn_portal.access.scope import scope_of
from asn_portal.errors import DomainError
from asn_portal.ratelimit import is_over, rate_limited, too_many
from training.domain.presence_code import normalised
from training.models import Attendance
from training.services.presence import (
    Visit,
    pass_for,
    registration_of_code,
    registration_of_person,
    store_check,
    visit_of_code,
    visit_of_pass,
)

# A class of a hundred stands behind one address.
VISITS_PER_MINUTE = 400
CHECKS_PER_MINUTE = 200
# Wrong personal codes for one meeting.
MISSES_PER_MINUTE = 30
DONE_SECONDS = 600
_SALT = "training.presence.done"


@login_not_required
@never_cache
@require_safe
@rate_limited("presence-visit", per_minute=VISITS_PER_MINUTE, methods=("GET",))
def presence_entry(request: HttpRequest) -> HttpResponse:
    """Type the short code; `?pass=` comes back from signing in."""
    if typed := normalised(request.GET.get("code", "")):
        return redirect("presence:code", typed)
    if token := request.GET.get("pass", ""):
        visit = visit_of_pass(token)
        return _visit_page(request, visit, token) if visit else _entry_page(request, _expired())
    return _entry_page(request)


@login_not_required
@never_cache
@require_safe
@rate_limited("presence-visit", per_minute=VISITS_PER_MINUTE, methods=("GET",))
def presence_code(request: HttpRequest, code: str) -> HttpResponse:
    visit = visit_of_code(code)
    if visit is None:
        return _entry_page(request, _expired())
    return _visit_page(request, visit, pass_for(visit))


@login_not_required
@never_cache
@require_POST
@rate_limited("presence-check", per_minute=CHECKS_PER_MINUTE)
def presence_check(request: HttpRequest) -> HttpResponse:
    """One tap of a signed-in person, or the personal code."""
    token = request.POST.get("pass", "")
    visit = visit_of_pass(token)
    if visit is None:
        return _entry_page(request, _expired(), status=422)
    by = None
    if "personal" in request.POST:
        registration = registration_of_code(visit, request.POST["personal"])
        if registration is None:
            if is_over("presence-miss", str(visit.meeting.pk), MISSES_PER_MINUTE):
                return too_many(request)
            problem = _("Nobody in this class has this code. It stands on your badge and on your registration.")
            return _visit_page(request, visit, token, problem=problem, typed=request.POST["personal"], status=422)
    else:
        registration = registration_of_person(visit, scope_of(request.user).employee_id)
        by = request.user if request.user.is_authenticated else None
        if registration is None:
            return _visit_page(request, visit, token, problem=_("You have no seat in this training."), status=422)
    try:
        stored = store_check(visit=visit, registration=registration, by=by)
    except DomainError as error:
        return _visit_page(request, visit, token, problem=str(error), status=422)
    done = signing.dumps([stored.attendance.pk, stored.direction, stored.is_new], salt=_SALT)
    return redirect("presence:done", done)


@login_not_required
@never_cache
@require_safe
def presence_done(request: HttpRequest, token: str) -> HttpResponse:
    """What is on record, for ten minutes after it was stored."""
    try:
        key, direction, is_new = signing.loads(token, salt=_SALT, max_age=DONE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    rows = Attendance.objects.select_related("registration__employee", "meeting__session__unit")
    attendance = rows.filter(pk=key).first()
    if attendance is None:
        raise Http404
    session = attendance.meeting.session
    context = {
        "attendance": attendance,
        "session": session,
        "direction": direction,
        "is_new": is_new,
        "government_name": session.unit.name,
    }
    with timezone.override(session.unit.tz):
        return render(request, "training/presence_done.html", context)


def _visit_page(
    request: HttpRequest, visit: Visit, token: str, *, problem: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    """`token` is the pass of the code that was shown; it is handed on and never made anew, so that it ends in time."""
    session = visit.meeting.session
    own = registration_of_person(visit, scope_of(request.user).employee_id)
    back = f"{reverse('presence:entry')}?{urlencode({'pass': token})}"
    context = {
        "visit": visit,
        "session": session,
        "own": own,
        "token": token,
        "problem": problem,
        "typed": typed,
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': back})}",
        "government_name": session.unit.name,
    }
    with timezone.override(session.unit.tz):
        return render(request, "training/presence_visit.html", context, status=status)


def _entry_page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    return render(request, "training/presence_entry.html", {"problem": problem}, status=status)


def _expired() -> str:
    return _("This code is over or wrong: it changes every 30 seconds. Scan or type the one on the screen now.")
