"""Gathers what results pages, sheets of figures and posters show."""

from surveys.reports.poster import PaperSize, poster_pdf, result_poster_pdf, survey_address
from surveys.reports.results import SurveyReport, survey_report
from surveys.reports.words import GRADE_TONES, grade_label, interval_text, number

__all__ = [
    "GRADE_TONES",
    "PaperSize",
    "SurveyReport",
    "grade_label",
    "interval_text",
    "number",
    "poster_pdf",
    "result_poster_pdf",
    "survey_address",
    "survey_report",
]
