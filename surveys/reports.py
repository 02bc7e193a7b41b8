"""Gathers what results pages, the sheet of figures and the poster show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from asn_portal.charts import Band, Chart, bar_chart, line_chart
from asn_portal.pdf import official_name, render_pdf
from asn_portal.qr import qr_svg
from employees.models import OrganizationalUnit
from surveys.domain.figures import EXACT, Figures, from_json
from surveys.domain.satisfaction import GRADE_MINIMUMS, Grade
from surveys.enums import SurveyState
from surveys.models import SatisfactionSurvey, SurveyComment
from surveys.querysets import PROFILE_FIELDS

GRADE_TONES = {Grade.A: "good", Grade.B: "info", Grade.C: "attention", Grade.D: "bad"}
_BAR_TONES = {Grade.A: "good", Grade.B: "primary", Grade.C: "attention", Grade.D: "bad"}
SHOWN_COMMENTS = 20


@dataclass(frozen=True)
class ElementRow:
    name: str
    mean: Decimal
    index: Decimal
    grade: str
    grade_label: str
    tone: str
    is_lowest: bool


@dataclass(frozen=True)
class VariantRow:
    label: str
    index: Decimal
    grade: str
    is_exact: bool


@dataclass(frozen=True)
class CompositionRow:
    label: str
    count: int | None


@dataclass(frozen=True)
class CompositionTable:
    label: str
    rows: tuple[CompositionRow, ...]
    has_hidden: bool


@dataclass(frozen=True)
class PastResult:
    """One earlier period, for the trend and the links."""

    survey: SatisfactionSurvey
    index: Decimal | None
    grade: str
    valid: int


@dataclass(frozen=True)
class SurveyReport:
    """Everything that a results page shows of one survey."""

    survey: SatisfactionSurvey
    figures: Figures
    grade_label: str
    tone: str
    elements: tuple[ElementRow, ...]
    variants: tuple[VariantRow, ...]
    composition: tuple[CompositionTable, ...]
    element_chart: Chart | None
    trend_chart: Chart | None
    past: tuple[PastResult, ...]
    comments: Sequence[SurveyComment]

    @property
    def answers(self) -> int:
        return self.figures.valid + self.figures.invalid

    @property
    def target_percent(self) -> int | None:
        """Valid answers against the number needed, at most 100."""
        target = self.survey.target
        return min(100, self.figures.valid * 100 // target) if target else None


def grade_label(grade: str) -> str:
    """*Kinerja unit pelayanan* of a grade."""
    return {
        Grade.A: _("Very good"),
        Grade.B: _("Good"),
        Grade.C: _("Less good"),
        Grade.D: _("Not good"),
    }[Grade(grade)]


def survey_report(survey: SatisfactionSurvey) -> SurveyReport:
    """Figures, charts and approved comments. Three queries, whatever the number of answers."""
    figures = survey.figures()
    past = past_results(survey, figures)
    return SurveyReport(
        survey=survey,
        figures=figures,
        grade_label=grade_label(figures.grade) if figures.grade else "",
        tone=GRADE_TONES[Grade(figures.grade)] if figures.grade else "neutral",
        elements=_element_rows(survey, figures),
        variants=tuple(_variant_row(each.weight, each.index, each.grade) for each in figures.variants),
        composition=_composition(figures),
        element_chart=_element_chart(survey, figures),
        trend_chart=_trend_chart(past),
        past=past,
        comments=list(survey.comments.approved()[:SHOWN_COMMENTS]),
    )


def past_results(survey: SatisfactionSurvey, figures: Figures) -> tuple[PastResult, ...]:
    """Published results of the unit up to this survey, oldest first, and this one. One query."""
    found = []
    others = SatisfactionSurvey.objects.filter(unit_id=survey.unit_id, state=SurveyState.CLOSED).select_related(
        "result"
    )
    for other in sorted(others, key=lambda each: each.starts_on):
        if other.pk == survey.pk or other.starts_on > survey.starts_on or not hasattr(other, "result"):
            continue
        theirs = from_json(other.result.data["figures"])
        found.append(PastResult(other, theirs.index, theirs.grade or "", theirs.valid))
    return (*found, PastResult(survey, figures.index, figures.grade or "", figures.valid))


def figure_rows(survey: SatisfactionSurvey, figures: Figures) -> list[list[Any]]:
    """The public sheet of figures: one row per element, then the index with each weight, then the counts."""
    names = _names(survey)
    rows: list[list[Any]] = [[_("Part"), _("Name"), _("Mean (1–4)"), _("Index (25–100)"), _("Grade")]]
    rows += [[_("Element"), names[each.element], each.mean, each.index, str(each.grade)] for each in figures.elements]
    rows += [
        [_("Satisfaction index"), _variant_label(each.weight), "", each.index, str(each.grade)]
        for each in figures.variants
    ]
    rows += [
        [_("Responses"), _("Complete"), "", figures.valid, ""],
        [_("Responses"), _("Incomplete, not counted"), "", figures.invalid, ""],
    ]
    return rows


def poster_pdf(survey: SatisfactionSurvey, *, language: str | None = None) -> bytes:
    """The A4 poster with the QR code of the unit's survey. Two queries."""
    unit = survey.unit
    address = survey_address(unit)
    context = {
        "unit": unit,
        "government": official_name(unit.government.name),
        "address": address,
        "short_address": address.partition("://")[2],
        "qr": qr_svg(address, label=_("QR code of the survey"), error="q"),
        "period": survey.period_text,
    }
    return render_pdf("pdf/surveys/poster.html", context, language=language or get_language())


def survey_address(unit: OrganizationalUnit) -> str:
    """The survey's full address, as the poster prints it."""
    return settings.SITE_URL + reverse("public:survey", args=[unit.slug])


def number(value: Decimal) -> str:
    return str(formats.number_format(value, decimal_pos=2))


def _names(survey: SatisfactionSurvey) -> dict[str, str]:
    language = get_language() or "id"
    return {each.element.value: each.name.in_language(language) for each in survey.questionnaire.questions}


def _element_rows(survey: SatisfactionSurvey, figures: Figures) -> tuple[ElementRow, ...]:
    names = _names(survey)
    lowest = {each.element for each in figures.lowest}
    return tuple(
        ElementRow(
            name=names[each.element],
            mean=each.mean,
            index=each.index,
            grade=str(each.grade),
            grade_label=grade_label(each.grade),
            tone=GRADE_TONES[Grade(each.grade)],
            is_lowest=each.element in lowest,
        )
        for each in figures.elements
    )


def _variant_row(weight: str, index: Decimal, grade: str) -> VariantRow:
    return VariantRow(_variant_label(weight), index, str(grade), weight == EXACT)


def _variant_label(weight: str) -> str:
    if weight == EXACT:
        return _("exact weight 1/9")
    return _("weight rounded to %(weight)s") % {"weight": formats.number_format(weight)}


def _composition(figures: Figures) -> tuple[CompositionTable, ...]:
    labels = {
        "sex": _("Sex"),
        "age_band": _("Age"),
        "education": _("Education"),
        "occupation": _("Occupation"),
    }
    tables = []
    for field, choices in PROFILE_FIELDS.items():
        counts = figures.composition.get(field)
        if not counts:
            continue
        named = {**{value: str(label) for value, label in choices.choices}, "": _("Not told")}
        rows = tuple(CompositionRow(named[value], counts.get(value, 0)) for value in named)
        tables.append(CompositionTable(labels[field], rows, any(row.count is None for row in rows)))
    return tuple(tables)


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


def _element_chart(survey: SatisfactionSurvey, figures: Figures) -> Chart | None:
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
        tones={names[each.element]: _BAR_TONES[Grade(each.grade)] for each in figures.elements},
        bands=_bands(),
        note=_("Bands: D up to %(d)s, C up to %(c)s, B up to %(b)s, A above") % _band_ends(),
        source=_("Satisfaction survey (SKM), %(source)s") % {"source": survey.questionnaire.source},
        n=figures.valid,
        period=survey.period_text,
    )


def _trend_chart(past: Sequence[PastResult]) -> Chart | None:
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
        [(formats.date_format(each.survey.ends_on, "M Y"), _("Satisfaction index"), each.index) for each in points],
        title=title,
        x=_("Period"),
        y=_("Index (25–100)"),
        domain=(60, 100) if all((each.index or 0) >= 60 for each in points) else (25, 100),
        value_format=",.2f",
        source=_("Satisfaction surveys (SKM) of this unit"),
        n=sum(each.valid for each in points),
    )
