"""Behind the QR code of a paper: whether it is ours, and whether its figures would be others today. No account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from asn_portal.keys import read_token
from asn_portal.ratelimit import rate_limited
from evaluations.enums import RunState
from evaluations.models import ReportRun
from evaluations.reports.kinds import kind_of
from evaluations.reports.recomputation import public_comparison
from evaluations.services.run import snapshot_hash
from evaluations.words import REPORT_TITLES

# The figures are read anew at most every ten minutes, however often somebody asks.
KEPT_SECONDS = 600


# Guessing a code takes 31¹⁶ attempts; the limit keeps the page from being harvested.
@login_not_required
@never_cache
@require_safe
@rate_limited("evaluations.report_code", per_minute=30, methods=("GET", "HEAD"))
def report_code(request: HttpRequest, code: str) -> HttpResponse:
    # "" for what no code can be, such as a NUL, which Postgres refuses.
    wanted = read_token(code.upper().replace("-", "").replace(" ", ""))
    runs = ReportRun.objects.filter(state=RunState.DONE, code=wanted)
    run = runs.select_related("unit", "schedule").first()
    if run is None:
        return render(request, "evaluations/report_code_unknown.html", {"code": code}, status=404)
    with timezone.override(run.unit.tz):
        return render(request, "evaluations/report_code.html", _context(run))


def _context(run: ReportRun) -> dict[str, Any]:
    is_secret = kind_of(run).is_secret
    return {
        "run": run,
        "title": REPORT_TITLES[run.kind],
        "government": run.unit.government,
        "is_intact": snapshot_hash(run.snapshot) == run.snapshot_sha256,
        "is_secret": is_secret,
        "comparison": None if is_secret else _kept_comparison(run),
    }


def _kept_comparison(run: ReportRun) -> Any:
    key = f"report-code:{run.pk}:{translation.get_language()}"
    found = cache.get(key)
    if found is None:
        found = public_comparison(run)
        cache.set(key, found, KEPT_SECONDS)
    return found
