from __future__ import annotations

import platform
from importlib.metadata import version

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

import asn_portal
from asn_portal.access.guards import permission_required
from asn_portal.audit.context import request_id
from asn_portal.audit.services import record_event
from asn_portal.jobs.models import Job
from asn_portal.jobs.ticks import all_ticks, last_run
from asn_portal.notifications import outbox
from asn_portal.notifications.enums import MailState
from asn_portal.notifications.models import OutboxMail
from asn_portal.operation import maintenance
from asn_portal.operation.health import Status, check_all, overall
from asn_portal.operation.metrics import exposition, may_read_metrics
from asn_portal.operation.registry import privileged_accounts

SHOWN = 50
SOFTWARE = ("Django", "celery", "weasyprint", "vl-convert-python", "django-allauth")


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process lives. Asks nothing of anybody (the middleware usually answers before this view)."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when this process can serve ("degraded": it can, but somebody should look), 503 when a part is missing.

    Open to everybody, so it names the parts and nothing about them; the reasons are in the log and on /operation/.
    """
    checks = check_all()
    status = overall(checks)
    body = {"status": status, "checks": {check.name: check.status for check in checks}}
    response = JsonResponse(body, status=503 if status == Status.FAILED else 200)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not may_read_metrics(request):
        raise PermissionDenied
    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


@require_GET
@permission_required("system.operate")
def overview(request: HttpRequest) -> HttpResponse:
    """What the operator needs to know, most urgent first. Titles and states only, no content of anybody's work."""
    checks = check_all()
    privileged = privileged_accounts()
    protected = set(
        Authenticator.objects.filter(
            user__in=privileged, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        ).values_list("user_id", flat=True)
    )
    context = {
        "checks": checks,
        "status": overall(checks),
        "maintenance": maintenance.current(),
        "active_jobs": Job.objects.active().select_related("owner").order_by("created_at")[:SHOWN],
        "failed_jobs": Job.objects.failed().exclude(expires_at=None).select_related("owner")[:SHOWN],
        "failed_mails": OutboxMail.objects.filter(state=MailState.FAILED)[:SHOWN],
        "mails": outbox.backlog(),
        "ticks": [(each, last_run(each.name)) for each in all_ticks()],
        "without_second_factor": [user for user in privileged if user.pk not in protected],
        "versions": [
            ("ASN Portal", asn_portal.__version__),
            ("Python", platform.python_version()),
            *((name, version(name)) for name in SOFTWARE),
        ],
    }
    return render(request, "operation/overview.html", context)


@require_POST
@permission_required("system.operate")
def mail_retry(request: HttpRequest) -> HttpResponse:
    """All mails that were given up are sent once more, from the first attempt."""
    count = outbox.retry_failed()
    record_event("operation.mails_retried", by=request.user, unit_path="", count=count)
    messages.success(
        request, ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", count) % {"count": count}
    )
    return redirect("operation:overview")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: the cookie is blocked, or the page is older than the sign-in."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours. It must not fail itself: no database, no session, no navigation."""
    if (told := getattr(request, "_messages", None)) is not None:
        # What was to be told of this request did not happen; messages of earlier ones stay.
        told._queued_messages.clear()
        told.added_new = False
    return HttpResponse(render_to_string("500.html", {"request_id": request_id()}), status=500)
