"""How figures are written: grades, weights, names of elements, numbers."""

from __future__ import annotations

from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.domain.figures import EXACT, Figures
from surveys.domain.satisfaction import Grade
from surveys.models import SatisfactionSurvey

GRADE_TONES = {Grade.A: "good", Grade.B: "info", Grade.C: "attention", Grade.D: "bad"}
BAR_TONES = {Grade.A: "good", Grade.B: "primary", Grade.C: "attention", Grade.D: "bad"}


def grade_label(grade: str) -> str:
    """*Kinerja unit pelayanan* of a grade."""
    return {
        Grade.A: _("Very good"),
        Grade.B: _("Good"),
        Grade.C: _("Less good"),
        Grade.D: _("Not good"),
    }[Grade(grade)]


def number(value: Decimal) -> str:
    return str(formats.number_format(value, decimal_pos=2))


def element_names(survey: SatisfactionSurvey) -> dict[str, str]:
    language = get_language() or "id"
    return {each.element.value: each.name.in_language(language) for each in survey.questionnaire.questions}


def weight_label(weight: str, elements: int = 9) -> str:
    if weight == EXACT:
        return _("exact weight 1/%(elements)d") % {"elements": elements}
    return _("weight rounded to %(weight)s") % {"weight": formats.number_format(weight)}


def shown_grade_label(shown: str) -> str:
    """ "A/B" → "Very good or Good"; "" without a grade."""
    return _(" or ").join(grade_label(grade) for grade in shown.split("/")) if shown else ""


def interval_text(figures: Figures) -> str:
    """ "82.1–87.3", "" without an interval."""
    if figures.interval is None:
        return ""
    return f"{number(figures.interval.low)}–{number(figures.interval.high)}"
