"""The report of a survey in the five chapters that its regulation asks for (PermenPANRB 14/2017), as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import get_language

from asn_portal.pdf import render_pdf
from employees.reports.letterhead import letterhead_of
from surveys.domain.figures import EXACT, Figures
from surveys.domain.sampling import allocate
from surveys.enums import IndexSeries
from surveys.models import SatisfactionSurvey
from surveys.reports.results import SurveyReport, survey_report
from surveys.reports.words import interval_text


@dataclass(frozen=True)
class WorkingRow:
    """One line of the appendix: how an element's share of the index comes about."""

    name: str
    n: int
    mean: Decimal
    weighted: Decimal
    index: Decimal


@dataclass(frozen=True)
class QuotaRow:
    """How many of the sample each service should give, and how many it gave."""

    service: str
    people: int
    wanted: int


def survey_report_pdf(survey: SatisfactionSurvey, *, language: str | None = None) -> bytes:
    """A closed survey gives the same file every time; a running one is stamped with the moment."""
    spoken = language or get_language() or "id"
    result = getattr(survey, "result", None)
    created = result.cut_off if result else timezone.now()
    # Names of elements, grades and groups, and the numbers of the charts, are written while the figures are gathered.
    with translation.override(spoken):
        context = _context(survey, spoken)
    return render_pdf("pdf/surveys/report.html", context, language=spoken, created=created)


def _context(survey: SatisfactionSurvey, language: str) -> dict[str, Any]:
    report = survey_report(survey)
    figures, result = report.figures, getattr(survey, "result", None)
    questions = [each for each in survey.questionnaire.questions if each.element in survey.elements]
    return {
        "survey": survey,
        "unit": survey.unit,
        "letterhead": letterhead_of(survey.unit),
        "report": report,
        "figures": figures,
        "interval": interval_text(figures),
        "is_verified": survey.index_series == IndexSeries.VERIFIED,
        "lowest": [each for each in report.elements if each.is_lowest],
        "highest": sorted(report.elements, key=lambda each: each.index, reverse=True)[:3],
        "working": working_rows(report),
        "quotas": quota_rows(survey),
        "questions": [
            (each.text.in_language(language), [option.in_language(language) for option in each.options])
            for each in questions
        ],
        "source": survey.questionnaire.source,
        "formula": result.formula_version if result else "",
        "sha256": result.sha256 if result else "",
        "year": survey.ends_on.year,
    }


def working_rows(report: SurveyReport) -> list[WorkingRow]:
    figures = report.figures
    return [
        WorkingRow(
            each.name,
            figures.valid if each.n is None else each.n,
            each.mean,
            each.mean * _weight(figures),
            each.index,
        )
        for each in report.elements
    ]


def quota_rows(survey: SatisfactionSurvey) -> list[QuotaRow]:
    """The sample divided over the services in proportion to the people each served; nothing while those are unknown."""
    if not survey.target:
        return []
    rows = survey.unit.visits.by_service(survey)
    if not any(people for _name, people in rows):
        return []
    wanted = allocate(survey.target, [people for _name, people in rows])
    return [QuotaRow(name, people, share) for (name, people), share in zip(rows, wanted, strict=True)]


def _weight(figures: Figures) -> Decimal:
    return Decimal(1) / len(figures.elements) if figures.weight == EXACT else Decimal(figures.weight)
