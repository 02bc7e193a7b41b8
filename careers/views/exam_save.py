"""The one address that a working candidate's page calls: save an answer, or say that it is still there.

It is called by a thousand people every few seconds, so it asks for no session and no account: the page holds a signed
token that names the candidate and the device and is bound to the browser's session cookie. Somebody else's browser, or
one that was signed out, can do nothing with it.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from asn_portal.operation.bare import bare
from careers.models import SittingCandidate
from careers.services.exam_taking import ExamRefused, Saved, UnknownAnswer, note_seen, save_answer

SALT = "careers.exam"
MOST_BODY = 100_000


def page_token(request: HttpRequest, candidate: SittingCandidate) -> str:
    """For the page of a candidate that works on this device."""
    key = request.session.session_key or ""
    return signing.dumps([candidate.pk, candidate.device, _mark(key)], salt=SALT)


def token_of(request: HttpRequest, text: str) -> tuple[int, int] | None:
    """(candidate, device) of a token that belongs to this browser; None for any other."""
    try:
        candidate, device, mark = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not cookie or mark != _mark(cookie):
        return None
    return candidate, device


@bare
@login_not_required
@csrf_exempt
@require_POST
def exam_save(request: HttpRequest) -> JsonResponse:
    """JSON or a form with `token`, and `item`, `sequence`, `value` to save an answer, `device` with the number of the
    page on which it was given; without `item` only a sign."""
    data = _data(request)
    found = token_of(request, str(data.get("token", "")))
    if found is None:
        sentence = _("This page has expired. Reload it; what you typed is kept on this device.")
        return JsonResponse({"error": "token", "message": sentence}, status=403)
    candidate_id, device = found
    try:
        if data.get("item") is None:
            return JsonResponse({"seconds": note_seen(candidate_id=candidate_id, device=device)})
        saved = save_answer(
            candidate_id=candidate_id,
            device=device,
            paper_item_id=int(data["item"]),
            sequence=int(data.get("sequence", 0)),
            value=data.get("value"),
            given_on=int(data["device"]) if data.get("device") is not None else None,
        )
    except ExamRefused as refusal:
        return JsonResponse({"error": refusal.code, "message": str(refusal)}, status=409)
    # OverflowError: JSON knows numbers such as 1e400, which are infinite here.
    except (UnknownAnswer, TypeError, ValueError, OverflowError):
        sentence = _("This answer doesn't belong to your paper. Reload the page.")
        return JsonResponse({"error": "answer", "message": sentence}, status=400)
    return JsonResponse(_answer(saved))


def _answer(saved: Saved) -> dict[str, Any]:
    return {
        "saved": saved.stored,
        "same": saved.is_same,
        "sequence": saved.sequence,
        "value": saved.value,
        "at": saved.at.isoformat(),
        "seconds": saved.seconds_left,
    }


def _data(request: HttpRequest) -> dict[str, Any]:
    if request.content_type == "application/json":
        try:
            body = request.body
            data = json.loads(body) if len(body) <= MOST_BODY else {}
        except (ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) else {}
    values = request.POST.getlist("value")
    data = {name: request.POST.get(name) for name in ("token", "item", "sequence", "device")}
    return {**data, "value": values if len(values) > 1 else (values[0] if values else None)}


def _mark(session_key: str) -> str:
    return salted_hmac(SALT, session_key, algorithm="sha256").hexdigest()[:24]
