"""Posters: the one that asks, with the QR code of a unit's survey, and the one that tells its result."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from asn_portal.pdf import official_name, render_pdf
from asn_portal.qr import qr_svg
from employees.models import OrganizationalUnit
from surveys.domain.satisfaction import Grade
from surveys.models import SatisfactionSurvey
from surveys.reports.rows import element_rows, group_tables
from surveys.reports.words import GRADE_TONES, interval_text, shown_grade_label


class PaperSize(StrEnum):
    A5 = "a5"
    A4 = "a4"
    A3 = "a3"


def poster_pdf(survey: SatisfactionSurvey, *, language: str | None = None, size: PaperSize = PaperSize.A4) -> bytes:
    """The poster with the QR code of the unit's survey. Two queries."""
    unit = survey.unit
    address = survey_address(unit)
    context = {
        **_head(survey, size),
        "address": address,
        "short_address": address.partition("://")[2],
        "qr": qr_svg(address, label=_("QR code of the survey"), error="q"),
    }
    return render_pdf("pdf/surveys/poster.html", context, language=language or get_language())


def result_poster_pdf(
    survey: SatisfactionSurvey, *, language: str | None = None, size: PaperSize = PaperSize.A4
) -> bytes:
    """What PermenPANRB 14/2017 wants hung up: unit, period, index and grade, who answered, thanks. Two queries; the
    same file for the same published result."""
    figures = survey.figures()
    address = settings.SITE_URL + reverse("public:results", args=[survey.unit.slug])
    context = {
        **_head(survey, size),
        "figures": figures,
        "grade_label": shown_grade_label(figures.shown_grade),
        "tone": GRADE_TONES[Grade(figures.grade)] if figures.grade else "neutral",
        "interval": interval_text(figures),
        "elements": element_rows(survey, figures),
        "tables": [table for table in group_tables(figures) if table.key in {"sex", "education"}],
        "short_address": address.partition("://")[2],
        "formula": survey.result.formula_version,
    }
    return render_pdf(
        "pdf/surveys/result_poster.html",
        context,
        language=language or get_language(),
        created=survey.result.cut_off,
    )


def survey_address(unit: OrganizationalUnit) -> str:
    """The survey's full address, as the poster prints it."""
    return settings.SITE_URL + reverse("public:survey", args=[unit.slug])


def _head(survey: SatisfactionSurvey, size: PaperSize) -> dict[str, Any]:
    return {
        "unit": survey.unit,
        "government": official_name(survey.unit.government.name),
        "period": survey.period_text,
        "size_sheet": "" if size == PaperSize.A4 else f"pdf/poster-{size}.css",
    }
