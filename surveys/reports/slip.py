"""The sheet of slips: ten on a page, to be cut apart and handed out with the queue ticket."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django.utils import formats

from asn_portal.pdf import official_name, render_pdf
from surveys.domain.slips import Slip
from surveys.models import PublicService, SatisfactionSurvey

PER_PAGE = 10


@dataclass(frozen=True)
class PrintedSlip:
    groups: str
    short_address: str
    qr: str


def slips_pdf(
    survey: SatisfactionSurvey,
    service: PublicService | None,
    slips: Sequence[Slip],
    on_page: Callable[[int], Any] = lambda _count: None,
) -> bytes:
    """`on_page(n)` is told how many slips are drawn. Two queries."""
    pages: list[list[PrintedSlip]] = []
    for first in range(0, len(slips), PER_PAGE):
        page = [
            PrintedSlip(slip.groups, slip.address.partition("://")[2], qr_png(slip.address))
            for slip in slips[first : first + PER_PAGE]
        ]
        pages.append(page)
        on_page(len(page))
    context = {
        "unit": survey.unit,
        "government": official_name(survey.unit.government.name),
        "service": service,
        "until": formats.date_format(survey.ends_on, "j F Y"),
        "pages": pages,
    }
    return render_pdf("pdf/surveys/slips.html", context, language="id")


def qr_png(address: str) -> str:
    """A small picture as a data: address; two thousand drawings of lines would take WeasyPrint minutes."""
    stream = io.BytesIO()
    segno.make(address, error="m", micro=False).save(stream, kind="png", scale=4, border=2)
    return f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}"
