"""The paper of an exported list: nothing runs off its edge."""

import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from asn_portal.listing.paper import PAPERS, WIDEST, paper_for
from asn_portal.pdf import render_pdf
from tests.factories.employees import UserFactory

NIP = "19850115 201001 1 003".replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("headings", "row", "paper"),
    [
        (["Nama", "NIP"], ["Siti Rahmawati", NIP], PAPERS[0]),
        (["Nama", "NIP", "Unit", "Jabatan", "Status", "Kotak"], ["Siti", NIP, "A", "B", "C", "9"], PAPERS[1]),
        (["Pertanggungjawaban"] * 8, ["x"] * 8, PAPERS[2]),
        (["Pertanggungjawaban"] * 11, ["x"] * 11, PAPERS[3]),
        (["Pertanggungjawaban"] * 30, ["x"] * 30, WIDEST),
    ],
)
def test_the_smallest_paper_that_holds_every_word(headings, row, paper):
    assert paper_for(headings, [row]) == paper


def farthest(headings, rows, paper):
    """Where the farthest line of text begins, as a share of the page's width."""
    context = {"headings": headings, "rows": rows, "paper": paper, "page_title": "Daftar", "letterhead": None}
    rest = {"count_text": "1", "filters": [], "made_at": timezone.localtime(), "made_by": UserFactory()}
    content = render_pdf("pdf/listing/list.html", {**context, **rest}, language="id")
    page = PdfReader(io.BytesIO(content)).pages[0]
    starts = []

    def see(operator, operands, *_matrices):
        if operator == b"Tm":
            starts.append(float(operands[4]))

    page.extract_text(visitor_operand_before=see)
    # WeasyPrint writes in pixels.
    return max(starts) * 0.75 / float(page.mediabox.width)


@pytest.mark.django_db
def test_no_word_stands_beyond_the_edge():
    headings = ["Diputuskan", "NIP", "Kecamatan Medan Belawan"] * 8
    row = ["Menunggu keputusan", NIP, "Pengadministrasi Perkantoran"] * 8

    assert farthest(headings[:14], [row[:14]], PAPERS[0]) > 1
    for columns in (4, 7, 10, 14, 24):
        part = headings[:columns], [row[:columns]]
        assert farthest(*part, paper_for(*part)) < 1
