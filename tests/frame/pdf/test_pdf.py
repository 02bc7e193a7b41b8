from __future__ import annotations

import datetime
import io
from urllib.parse import unquote

import pytest
from django.template import engines
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from asn_portal.charts import bar_chart
from asn_portal.pdf import Letterhead, _static_content, html_to_pdf, render_pdf
from asn_portal.qr import qr_data_uri

WHEN = datetime.datetime(2026, 11, 1, 8, 30, tzinfo=datetime.UTC)
TEMPLATE = """
{% extends "pdf/base.html" %}
{% block title %}Laporan evaluasi{% endblock %}
{% block heading %}<h1>Laporan Evaluasi</h1>{% endblock %}
{% block content %}
  <figure>{{ chart.svg_print }}</figure>
  <img src="{{ qr }}" alt="QR code">
  <table><thead><tr><th scope="col">Nama pegawai</th></tr></thead>
  <tbody>{% for n in numbers %}<tr><td>Pegawai {{ n }}</td></tr>{% endfor %}</tbody></table>
{% endblock %}
"""


@pytest.fixture
def template(tmp_path, monkeypatch):
    """The name of a template that the office might write."""
    (tmp_path / "report.html").write_text(TEMPLATE)
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "dirs", [*engine.dirs, tmp_path])
    for loader in engine.template_loaders:
        loader.reset()
    return "report.html"


@pytest.fixture
def context():
    return {
        "letterhead": Letterhead(government="Pemerintah Kota Medan", unit="Kecamatan Medan Belawan", phone="(061) 1"),
        "chart": bar_chart([("Satu", 1)], title="Satu batang", category="c", value="v"),
        "qr": qr_data_uri("https://portal.example/v/1"),
        "numbers": range(90),
    }


def structure(reader: PdfReader) -> list[tuple[str, str]]:
    """Kinds and alternative texts of the tagged elements."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif hasattr(node, "get"):
            if node.get("/S"):
                found.append((node["/S"], node.get("/Alt")))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("name", ["Kota Medan", "Pemerintah Kota Medan", "PEMERINTAH KOTA MEDAN"])
def test_letterhead_says_government_once(template, context, name):
    letterhead = Letterhead(government=name, unit="Kecamatan Medan Belawan")

    text = PdfReader(io.BytesIO(render_pdf(template, {**context, "letterhead": letterhead}))).pages[0].extract_text()

    assert text.upper().count("PEMERINTAH KOTA MEDAN") == 1
    assert text.upper().count("PEMERINTAH") == 1


def test_pdf_is_accessible_and_complete(template, context):
    reader = PdfReader(io.BytesIO(render_pdf(template, context, language="id", created=WHEN)))

    root = reader.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  a PDF object
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()
    assert (reader.metadata.title, reader.metadata.creation_date) == ("Laporan evaluasi", WHEN)
    tags = structure(reader)
    assert {"/H1", "/Table", "/TH", "/TD"} <= {kind for kind, _alt in tags}
    assert [alt for kind, alt in tags if kind == "/Figure" and alt is None] == []
    assert ("/Figure", "Satu batang") in tags


def test_pages_are_numbered_and_repeat_the_table_head(template, context):
    reader = PdfReader(io.BytesIO(render_pdf(template, context, language="id", created=WHEN)))

    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) >= 3
    for number, text in enumerate(texts, start=1):
        assert f"{number} dari {len(texts)}" in " ".join(text.split())
    assert all("Nama pegawai" in text for text in texts[1:])
    assert "KECAMATAN MEDAN BELAWAN" in texts[0].upper()


def test_language_is_that_of_the_reader(template, context):
    english = PdfReader(io.BytesIO(render_pdf(template, context, language="en", created=WHEN)))

    assert english.trailer["/Root"]["/Lang"] == "en"
    assert "Page 1 of" in " ".join(english.pages[0].extract_text().split())


def test_same_context_and_time_give_the_same_bytes(template, context):
    first = render_pdf(template, context, language="id", created=WHEN)

    assert render_pdf(template, context, language="id", created=WHEN) == first
    assert render_pdf(template, {**context, "numbers": range(3)}, language="id", created=WHEN) != first


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "/accounts/x.png", "//evil.example/x.png"]
)
def test_nothing_is_fetched_from_anywhere_else(address, monkeypatch):
    import socket

    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("it called somebody"))

    content = html_to_pdf(f'<html lang="id"><title>x</title><img src="{address}" alt="refused">', created=WHEN)

    assert "refused" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_missing_stylesheet_stops_the_work(settings):
    html = f'<html lang="id"><title>x</title><link rel="stylesheet" href="{settings.STATIC_URL}css/absent.css"><p>x'

    with pytest.raises(FatalURLFetchingError):
        html_to_pdf(html, created=WHEN)


@pytest.mark.parametrize("name", ["../manage.py", "%2e%2e/manage.py", "..%2fmanage.py", "/etc/hostname"])
def test_files_beside_the_static_ones_are_out_of_reach(name):
    assert _static_content(unquote(name)) is None


@pytest.mark.parametrize(
    ("government", "place"),
    [
        ("Kota Medan", "Medan"),
        ("Pemerintah Kabupaten Deli Serdang", "Deli Serdang"),
        ("Pemerintah Provinsi Sumatera Utara", ""),
        ("Dinas Contoh", ""),
    ],
)
def test_place_of_signing_is_named_where_the_name_tells_it(government, place):
    assert Letterhead(government=government).place == place
