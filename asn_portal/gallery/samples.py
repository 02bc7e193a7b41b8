"""Invented content for the gallery: every component in every variant, without a database."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django_tables2 as tables
from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from asn_portal.forms import PortalForm
from asn_portal.listing.tables import PortalTable

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
TONES = ["good", "attention", "bad", "info", "neutral"]
ICONS = re.findall(r'<symbol id="([a-z-]+)"', (settings.BASE_DIR / "static/img/icons.svg").read_text())

STAFF: list[dict[str, Any]] = [
    {
        "pk": 1,
        "name": "Siti Rahmawati, S.Sos.",
        "nip": "19850312 201001 2 005",
        "rank": "III/c",
        "position": "Analis SDM Aparatur Ahli Muda",
        "unit": "Kelurahan Belawan I",
        "tone": "good",
        "state": "Aktif",
        "hours": 24,
    },
    {
        "pk": 2,
        "name": "Muhammad Rizky Harahap, S.T., M.Si.",
        "nip": "19790824 200312 1 004",
        "rank": "IV/a",
        "position": "Kepala Subbagian Umum dan Kepegawaian",
        "unit": "Kecamatan Medan Belawan",
        "tone": "attention",
        "state": "Cuti",
        "hours": 8,
    },
    {
        "pk": 3,
        "name": "Dewi Lestari br. Sitompul",
        "nip": "19930105 202321 2 011",
        "rank": "IX",
        "position": "Penata Layanan Operasional",
        "unit": "Kelurahan Bagan Deli",
        "tone": "neutral",
        "state": "Pensiun",
        "hours": 0,
    },
]


class StaffTable(PortalTable):
    pick = tables.CheckBoxColumn(
        accessor="pk",
        attrs={
            "th": {"class": "select-cell"},
            "td": {"class": "select-cell"},
            "th__input": {"data-bulk-all": "", "aria-label": "Pilih semua baris"},
            "td__input": {
                "form": "bulk-form",
                "data-bulk-item": "",
                "aria-label": lambda record: f"Pilih {record['name']}",
            },
        },
    )
    name = tables.TemplateColumn(
        '<a href="{% url "gallery:detail" %}">{{ value }}</a>',
        verbose_name="Nama",
        attrs={"td": {"class": "cell-title"}},
    )
    nip = tables.Column(verbose_name="NIP", attrs={"td": {"class": "nip"}})
    rank = tables.Column(verbose_name="Gol.")
    position = tables.Column(verbose_name="Jabatan")
    unit = tables.Column(verbose_name="Unit")
    hours = tables.Column(verbose_name="JP", attrs={"th": {"class": "num"}, "td": {"class": "num"}})
    state = tables.Column(verbose_name="Status")

    def render_state(self, value: str, record: dict[str, Any]) -> SafeString:
        return format_html('<span class="state tone-{}">{}</span>', record["tone"], value)

    class Meta:
        order_by_field = "sort"


class StaffFilterForm(forms.Form):
    q = forms.CharField(label="Cari nama atau NIP", required=False, widget=forms.SearchInput())
    unit = forms.ChoiceField(label="Unit", required=False, choices=[("", "Semua"), ("1", "Kelurahan Belawan I")])
    rank = forms.ChoiceField(label="Golongan", required=False, choices=[("", "Semua"), ("3", "III")])
    state = forms.ChoiceField(label="Status", required=False, choices=[("", "Semua"), ("a", "Aktif")])
    since = forms.DateField(label="TMT sejak", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sex = forms.ChoiceField(label="Jenis kelamin", required=False, choices=[("", "Semua"), ("F", "Perempuan")])


class SampleForm(PortalForm):
    """Every kind of field; unbound, filled and with faults."""

    name = forms.CharField(label="Nama lengkap", help_text="Tanpa gelar, seperti di KTP.", max_length=100)
    nip = forms.CharField(label="NIP", help_text="18 angka; spasi boleh.")
    unit = forms.ChoiceField(label="Unit kerja", choices=[("", "Pilih unit"), ("1", "Kelurahan Belawan I")])
    starts = forms.DateField(label="Terhitung mulai tanggal")
    reason = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    kind = forms.ChoiceField(
        label="Jenis pegawai",
        widget=forms.RadioSelect,
        choices=[("PNS", "PNS"), ("PPPK", "PPPK"), ("PW", "PPPK Paruh Waktu")],
    )
    tell = forms.MultipleChoiceField(
        label="Beri tahu",
        widget=forms.CheckboxSelectMultiple,
        choices=[("boss", "Atasan langsung"), ("hr", "Bagian kepegawaian")],
        required=False,
    )
    decree = forms.FileField(label="Pindaian SK", help_text="PDF atau gambar, paling besar 10 MB.", required=False)
    sure = forms.BooleanField(label="Saya menyatakan isian ini benar")


class SurveyForm(forms.Form):
    speed = forms.ChoiceField(
        label="Bagaimana pendapat Anda tentang kecepatan waktu dalam memberikan pelayanan?",
        widget=forms.RadioSelect,
        choices=[("1", "Tidak cepat"), ("2", "Kurang cepat"), ("3", "Cepat"), ("4", "Sangat cepat")],
    )


class SampleChart:
    """Stands for asn_portal.charts.Chart without drawing one."""

    title = "Kelurahan Belawan I naik 3,2 poin dalam setahun"
    note = "IKM triwulanan dengan selang kepercayaan 95 %, n = 412"
    source = "SKM Triwulan I–IV 2026"
    table_headers = ("Triwulan", "IKM", "n")
    table_rows = (("I", "81,5", 98), ("II", "82,9", 104), ("III", "83,6", 101), ("IV", "84,7", 109))
    svg = mark_safe(
        '<svg viewBox="0 0 600 160" role="img" aria-label="IKM naik" fill="none" stroke="currentColor">'
        '<path d="M40 10v120h540" stroke-opacity=".4"/><path d="M80 104 240 84 400 72 560 46" stroke-width="3"/>'
        '<g fill="currentColor" stroke="none"><circle cx="80" cy="104" r="5"/><circle cx="240" cy="84" r="5"/>'
        '<circle cx="400" cy="72" r="5"/><circle cx="560" cy="46" r="5"/></g></svg>'
    )


def action_items() -> list[dict[str, Any]]:
    return [
        {
            "title": "Setujui pendaftaran pelatihan",
            "url": "#",
            "count": 4,
            "since_text": "2 hari",
            "state": "lewat waktu",
        },
        {"title": "Laporan harian menunggu", "url": "#", "count": 3, "since": NOW},
        {
            "title": "Lengkapi rencana aksi setelah Workshop Pelayanan Prima",
            "url": "#",
            "since": NOW - timedelta(days=40),
        },
    ]


def links() -> dict[str, Any]:
    return {
        "previous_url": "",
        "next_url": "?page=2",
        "summary": "1–25 dari 412",
        "pages": [
            {"label": "1", "url": "?page=1", "is_current": True},
            {"label": "2", "url": "?page=2", "is_current": False},
            {"label": "3", "url": "?page=3", "is_current": False},
            {"label": "…", "url": "", "is_current": False},
            {"label": "17", "url": "?page=17", "is_current": False},
        ],
        "page_sizes": [
            {"label": "25", "url": "?size=25", "is_current": True},
            {"label": "50", "url": "?size=50", "is_current": False},
        ],
    }


def day() -> date:
    return NOW.date()
