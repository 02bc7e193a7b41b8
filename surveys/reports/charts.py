"""Charts of a results page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from asn_portal.charts import Band, Chart, bar_chart, line_chart
from surveys.domain.figures import Figures
from surveys.domain.satisfaction import GRADE_MINIMUMS, Grade
from surveys.models import SatisfactionSurvey
from surveys.reports.trend import PastResult
from surveys.reports.words import BAR_TONES, number


def _bands() -> list[Band]:
    a, b, c = (minimum for minimum, _grade in GRADE_MINIMUMS)
    step = Decimal("0.01")
    return [
        Band(25, c - step, "D", "bad"),
        Band(c, b - step, "C", "attention"),
        Band(b, a - step, "B", "neutral"),
        Band(a, 100, "A", "good"),
    ]


def _band_ends() -> dict[str, str]:
    return {band.label.lower(): number(band.high) for band in _bands() if band.label != "A"}


def element_chart(survey: SatisfactionSurvey, figures: Figures) -> Chart | None:
    if not figures.elements:
        return None
    language = get_language() or "id"
    names = {each.element.value: each.short.in_language(language) for each in survey.questionnaire.questions}
    low = min(figures.elements, key=lambda each: each.index)
    high = max(figures.elements, key=lambda each: each.index)
    if low.index == high.index:
        title = _("All elements are rated alike (%(index)s)") % {"index": number(low.index)}
    else:
        title = _("Highest: %(high)s (%(high_index)s); lowest: %(low)s (%(low_index)s)") % {
            "high": names[high.element],
            "high_index": number(high.index),
            "low": names[low.element],
            "low_index": number(low.index),
        }
    return bar_chart(
        [(names[each.element], each.index) for each in figures.elements],
        title=title,
        category=_("Element"),
        value=_("Index (25–100)"),
        domain=(25, 100),
        value_format=",.2f",
        tones={names[each.element]: BAR_TONES[Grade(each.grade)] for each in figures.elements},
        bands=_bands(),
        note=_("Bands: D up to %(d)s, C up to %(c)s, B up to %(b)s, A above") % _band_ends(),
        source=_("Satisfaction survey (SKM), %(source)s") % {"source": survey.questionnaire.source},
        n=figures.valid,
        period=survey.period_text,
    )


def trend_chart(past: Sequence[PastResult]) -> Chart | None:
    points = [each for each in past if each.index is not None]
    if len(points) < 2:
        return None
    last, before = points[-1], points[-2]
    difference = (last.index or 0) - (before.index or 0)
    if difference > 0:
        title = _("The index rose by %(points)s points") % {"points": number(Decimal(difference))}
    elif difference < 0:
        title = _("The index fell by %(points)s points") % {"points": number(-Decimal(difference))}
    else:
        title = _("The index is unchanged")
    return line_chart(
        [
            (
                formats.date_format(each.survey.ends_on, "M Y"),
                _("Satisfaction index"),
                each.index,
                # Results published before intervals were computed have none.
                each.interval.low if each.interval else each.index,
                each.interval.high if each.interval else each.index,
            )
            for each in points
        ],
        title=title,
        x=_("Period"),
        y=_("Index (25–100)"),
        domain=(60, 100) if all((each.index or 0) >= 60 for each in points) else (25, 100),
        value_format=",.2f",
        source=_("Satisfaction surveys (SKM) of this unit"),
        n=sum(each.valid for each in points),
    )
