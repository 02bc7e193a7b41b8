"""The component gallery: what designers and developers look at instead of searching the templates."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from asn_portal.access.guards import require
from asn_portal.gallery import samples
from asn_portal.qr import qr_svg


def _check(request: HttpRequest) -> None:
    """Operators; while developing, everybody who is signed in."""
    if not settings.DEBUG:
        require(request.user, "system.operate")


def gallery(request: HttpRequest) -> HttpResponse:
    _check(request)
    bound = samples.SampleForm(data={"name": "Siti Rahmawati"})
    context = {
        "tones": samples.TONES,
        "icons": samples.ICONS,
        "actions": samples.action_items(),
        "links": samples.links(),
        "chart": samples.SampleChart(),
        "day": samples.day(),
        "moment": samples.NOW,
        "qr": qr_svg(settings.SITE_URL, label=_("QR code of the portal")),
        "survey": samples.SurveyForm(),
        "faulty": bound,
        "sections": [
            ("states", _("States and messages")),
            ("buttons", _("Buttons")),
            ("surfaces", _("Surfaces")),
            ("figures", _("Facts and figures")),
            ("tables", _("Tables and lists")),
            ("forms", _("Forms")),
            ("public-parts", _("Public pages")),
            ("icons", _("Icons")),
        ],
    }
    return render(request, "gallery/index.html", context)


def list_sample(request: HttpRequest) -> HttpResponse:
    _check(request)
    table = samples.StaffTable(samples.STAFF * 4)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context: dict[str, Any] = {
        "page_title": "Pegawai",
        "table": table,
        "filter": {"form": samples.StaffFilterForm(request.GET or None)},
        "chips": [
            {"label": "Unit: Kelurahan Belawan I", "remove_url": "?rank=3"},
            {"label": "Golongan: III", "remove_url": "?unit=1"},
        ],
        "clear_url": "?",
        "result_count": "412 orang",
        "columns": [{"name": "nip", "label": "NIP", "shown": True}, {"name": "hours", "label": "JP", "shown": False}],
        "columns_url": "#",
        "exports": [
            {"label": "XLSX", "url": "#"},
            {"label": "CSV", "url": "#"},
            {"label": "PDF", "url": "#", "post": True},
        ],
        "saved_filters": [{"label": "Belawan tanpa pelatihan", "url": "?", "is_shared": True, "delete_url": "#"}],
        "save_filter_url": "#",
        "bulk_actions": [{"label": "Tugaskan ke pelatihan", "url": "#", "name": "assign"}],
        "bulk_total": "412",
        "paginator_links": samples.links(),
    }
    return render(request, "gallery/list_sample.html", context)


def form_sample(request: HttpRequest) -> HttpResponse:
    _check(request)
    form = samples.SampleForm(request.POST or ({"name": "Siti"} if "faults" in request.GET else None))
    context = {
        "form": form,
        "cancel_url": "../",
        "submit_label": _("Save"),
        "draft": {"saved_at": samples.NOW, "is_restored": True, "discard_url": "#"},
    }
    return render(request, "gallery/form_sample.html", context)


def detail_sample(request: HttpRequest) -> HttpResponse:
    _check(request)
    return render(request, "gallery/detail_sample.html", {"day": samples.day(), "actions": samples.action_items()[:1]})


def public_sample(request: HttpRequest) -> HttpResponse:
    _check(request)
    messages.success(request, _("Thank you. Your answers have been counted."))
    context = {
        "survey": samples.SurveyForm(),
        "government_name": "Pemerintah Kota Medan",
        "unit_name": "Kelurahan Belawan I",
        "doors": {"survey_url": "#", "feedback_url": "#", "results_url": "#", "track_url": "#"},
    }
    return render(request, "gallery/public_sample.html", context)


def print_sample(request: HttpRequest) -> HttpResponse:
    _check(request)
    context = {
        "page_title": "Daftar Hadir Workshop Pelayanan Prima",
        "letterhead": {
            "government": "Pemerintah Kota Medan",
            "unit": "Kecamatan Medan Belawan",
            "address": "Jalan Cimanuk No. 4, Medan 20414",
            "contact": "kecamatan@example.go.id",
        },
        "rows": samples.STAFF * 12,
        "cancel_url": "../",
    }
    return render(request, "gallery/print_sample.html", context)
