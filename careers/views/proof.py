"""Proofs: for those in a selection before its end, and for everybody."""

from __future__ import annotations

from typing import Any

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from asn_portal.keys import read_token
from asn_portal.ratelimit import rate_limited
from careers.models import Candidacy, ProofCheckpoint, ProofEvent, ProofSubscription, Selection
from careers.querysets.proof import ENDED, chain_open_to
from careers.reports.proof_bundle import bundle_name, bundle_zip, last_checkpoint
from careers.reports.proof_slip import public_slip, slip_pdf
from careers.rules.panel import sits_on_panel
from careers.rules.selection import audits, keeps
from careers.selection_pages import office_tabs
from careers.services.proof import subscribe, unsubscribe
from careers.words.proof import kind_words
from surveys.public_pages import public, render_public

SHOWN = 30


def open_chain(request: HttpRequest, pk: int) -> Selection:
    """A selection whose chain the user may have now."""
    rows = Selection.objects.filter(chain_open_to(request.user)).select_related("unit").distinct()
    selection: Selection = get_object_or_404(rows, pk=pk)
    return selection


@require_safe
def proof_detail(request: HttpRequest, pk: int) -> HttpResponse:
    selection = open_chain(request, pk)
    events = ProofEvent.objects.of_chain(selection).order_by("-sequence")[:SHOWN]
    is_office = rules.permissions.permissions["careers.view_panel"].test(request.user, selection)
    context = {
        "selection": selection,
        "tabs": office_tabs(selection, request.user, "proof") if is_office else [],
        "size": ProofEvent.objects.of_chain(selection).count(),
        "events": [(event, kind_words(event.kind)) for event in events],
        "checkpoints": ProofCheckpoint.objects.filter(selection=selection).order_by("-size")[:SHOWN],
        "is_subscribed": ProofSubscription.objects.filter(selection=selection, user=request.user).exists(),
    }
    return render(request, "careers/proof_detail.html", context)


@require_safe
def proof_bundle(request: HttpRequest, pk: int) -> HttpResponse:
    selection = open_chain(request, pk)
    opens = (keeps | audits).test(request.user, selection) or sits_on_panel.test(request.user, selection)
    return _bundle(selection, opens_scores=opens)


@require_POST
def proof_subscribe(request: HttpRequest, pk: int) -> HttpResponse:
    selection = open_chain(request, pk)
    subscribe(selection=selection, by=request.user)
    messages.success(request, _("From now on each checkpoint is mailed to you."))
    return redirect("careers:proof-detail", pk)


@require_POST
def proof_unsubscribe(request: HttpRequest, pk: int) -> HttpResponse:
    selection = open_chain(request, pk)
    unsubscribe(selection=selection, by=request.user)
    messages.success(request, _("Checkpoints are no longer mailed to you."))
    return redirect("careers:proof-detail", pk)


@require_safe
def candidacy_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate's own paper."""
    rows = Candidacy.objects.filter(employee__user=request.user.pk, submitted_at__isnull=False)
    candidacy = get_object_or_404(rows.select_related("selection__unit", "employee"), pk=pk)
    response = HttpResponse(slip_pdf(candidacy), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{candidacy.registration.lower()}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


# --- For everybody ----------------------------------------------------------------------------------------------------


def public_selection(code: str) -> Selection:
    rows = Selection.objects.filter(announced_at__isnull=False).select_related("unit")
    # "" for what no code can be, such as a NUL, which Postgres refuses.
    selection: Selection = get_object_or_404(rows, code=read_token(code))
    return selection


@public
@require_safe
def how_to_check(request: HttpRequest) -> HttpResponse:
    return render_public(request, "careers/proof_how.html")


@public
@require_safe
@rate_limited("careers.proof", per_minute=60, methods=("GET", "HEAD"))
def public_proof(request: HttpRequest, code: str) -> HttpResponse:
    selection = public_selection(code)
    checkpoints = ProofCheckpoint.objects.filter(selection=selection).order_by("-size")
    context: dict[str, Any] = {
        "selection": selection,
        "government_name": selection.unit.government.name,
        "checkpoints": checkpoints[:100],
        "has_ended": selection.state in ENDED,
    }
    return render_public(request, "careers/proof_public.html", context)


@login_not_required
@require_safe
@rate_limited("careers.proof_bundle", per_minute=10, methods=("GET", "HEAD"))
def public_bundle(request: HttpRequest, code: str) -> HttpResponse:
    selection = public_selection(code)
    if selection.state not in ENDED:
        raise Http404
    return _bundle(selection, opens_scores=False)


@public
@require_safe
@rate_limited("careers.proof", per_minute=60, methods=("GET", "HEAD"))
def public_slip_page(request: HttpRequest, code: str, pseudonym: str) -> HttpResponse:
    selection = public_selection(code)
    slip = public_slip(selection, read_token(pseudonym.upper()))
    if slip is None:
        raise Http404
    context = {"selection": selection, "government_name": selection.unit.government.name, "slip": slip}
    return render_public(request, "careers/proof_slip.html", context)


def _bundle(selection: Selection, *, opens_scores: bool) -> HttpResponse:
    checkpoint = last_checkpoint(selection)
    if checkpoint is None:
        raise Http404
    response = HttpResponse(
        bundle_zip(selection, checkpoint, opens_scores=opens_scores), content_type="application/zip"
    )
    response["Content-Disposition"] = f'attachment; filename="{bundle_name(selection)}"'
    response["Cache-Control"] = "private, no-store"
    return response
