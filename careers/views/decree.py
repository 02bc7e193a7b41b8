"""One's own decrees, and the page behind the QR code of a paper."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.ratelimit import rate_limited
from careers.enums import BatchState
from careers.models import BatchLine
from careers.reports.batch_decree import paper_of_code


class MyDecreesView(PermissionRequiredMixin, TemplateView):
    permission_required = "careers.own_decrees"
    template_name = "careers/my_decrees.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = BatchLine.objects.own_decrees(self.request.user)
        related = ("batch", "excerpt", "position_from", "position_to__unit")
        return super().get_context_data(
            page_title=_("My decrees"),
            lines=own.select_related(*related).order_by("-batch__effective_date", "-pk"),
            **kwargs,
        )


# Guessing a code takes 32¹⁶ attempts; the limit keeps the page from being harvested.
@login_not_required
@never_cache
@require_safe
@rate_limited("careers.decree", per_minute=30, methods=("GET", "HEAD"))
def decree_verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the paper with this code says, in as few words as prove it."""
    found = paper_of_code(code)
    batch, line = found or (None, None)
    context = {
        "batch": batch,
        "line": line,
        "code": code,
        "people": batch.lines.standing().count() if batch and line is None else 0,
        "is_cancelled": batch is not None and batch.state == BatchState.CANCELLED,
    }
    return render(request, "careers/decree_verify.html", context, status=200 if found else 404)
