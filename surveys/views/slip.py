"""Slips in the office: batches, printing, making void."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from asn_portal.access.guards import require
from asn_portal.errors import DomainError
from surveys.forms.slip import SlipPrintForm, SlipVoidForm
from surveys.models import SatisfactionSurvey
from surveys.services.slip import KEPT_DAYS, print_slips, void_slips


@require_safe
def slip_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The batches of a survey: how many were printed, used, are left."""
    survey = _survey(request, pk)
    return _page(request, survey, SlipPrintForm(survey=survey))


@require_http_methods(["POST"])
def slip_print(request: HttpRequest, pk: int) -> HttpResponse:
    survey = _survey(request, pk)
    require(request.user, "surveys.manage_survey", survey)
    form = SlipPrintForm(request.POST, survey=survey)
    if form.is_valid():
        try:
            job = print_slips(survey=survey, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(job)
    return _page(request, survey, form)


@require_http_methods(["GET", "HEAD", "POST"])
def slip_void(request: HttpRequest, pk: int, batch_id: int) -> HttpResponse:
    """GET says what will happen, POST does it."""
    survey = _survey(request, pk)
    require(request.user, "surveys.manage_survey", survey)
    batch = get_object_or_404(survey.slip_batches.with_unused().select_related("service"), pk=batch_id)
    batches_url = reverse("surveys:slip-list", args=[survey.pk])
    form = SlipVoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            voided = void_slips(batch=batch, by=request.user, **form.cleaned_data)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("%(count)d slips are void.") % {"count": voided.voided})
        return redirect(batches_url)
    context = {
        "survey": survey,
        "batch": batch,
        "form": form,
        "cancel_url": batches_url,
        "page_title": _("Make slips void?"),
        "submit_label": _("Make them void"),
        "submit_tone": "bad",
    }
    return render(request, "surveys/slip_void.html", context)


def _page(request: HttpRequest, survey: SatisfactionSurvey, form: SlipPrintForm) -> HttpResponse:
    batches = list(survey.slip_batches.with_unused().select_related("service", "printed_by"))
    for batch in batches:
        batch.used = batch.printed - batch.voided - batch.unused
    context: dict[str, Any] = {
        "survey": survey,
        "batches": batches,
        "form": form,
        "kept_days": KEPT_DAYS,
        "can_manage": request.user.has_perm("surveys.manage_survey", survey),
        "can_print": survey.state != "closed",
    }
    return render(request, "surveys/slip_list.html", context)


def _survey(request: HttpRequest, pk: int) -> SatisfactionSurvey:
    survey = get_object_or_404(SatisfactionSurvey.objects.visible_to(request.user).select_related("unit"), pk=pk)
    require(request.user, "surveys.view_survey", survey)
    return survey
