"""The short address on a slip."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from asn_portal.ratelimit import client_ip
from employees.dates import today
from surveys.domain.tracking import parse_code
from surveys.models import SatisfactionSurvey
from surveys.public_pages import public, render_public
from surveys.services import guard
from surveys.services.response import code_hash
from surveys.views.public_survey import fresh_form


@public
@require_safe
def slip_form(request: HttpRequest, code: str) -> HttpResponse:
    """The form of the office that gave the slip, with the code filled in. A code that opens nothing leads to the
    choice of offices: everybody may answer without one."""
    address, parsed = client_ip(request), parse_code(code)
    refused = guard.wrong_codes_of(address) >= guard.MOST_WRONG_CODES
    survey = None if refused or not parsed else SatisfactionSurvey.objects.open_with_code(code_hash(parsed))
    if survey is None or survey.unit.is_closed(today()):
        if survey is None and parsed and not refused:
            guard.note_wrong_code(address)
        return _no_store(render_public(request, "surveys/public_slip_unknown.html", {"is_refused": refused}))
    return _no_store(fresh_form(request, survey, parsed))


def _no_store(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
