"""Citizens' satisfaction (SKM) in a quarter: the surveys of the unit and of those below, as they are published."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.charts import bar_chart
from employees.models import OrganizationalUnit
from evaluations.reports.heading import gather_heading, heading_of
from evaluations.reports.presentation import Cell, Column, Presentation, Sheet, Tile
from evaluations.words import REPORT_TITLES
from surveys.enums import SurveyState
from surveys.models import SatisfactionSurvey
from surveys.reports.words import element_names, shown_grade_label


def gather(unit: OrganizationalUnit, first: datetime.date, last: datetime.date) -> dict[str, Any]:
    """Published figures alone: what is too small to be shown is not in them."""
    surveys = (
        SatisfactionSurvey.objects.filter(
            unit__path__startswith=unit.path, period__overlap=DateRange(first, last + datetime.timedelta(days=1))
        )
        .exclude(state=SurveyState.DRAFT)
        .select_related("unit", "result", "interim")
        .order_by("unit__path", "period")
    )
    return {"heading": gather_heading(unit, first, last), "surveys": [_survey(survey) for survey in surveys]}


def _survey(survey: SatisfactionSurvey) -> dict[str, Any]:
    figures = survey.figures()
    names = element_names(survey)
    interval = figures.interval
    return {
        "unit": survey.unit.name,
        "starts": survey.starts_on.isoformat(),
        "ends": survey.ends_on.isoformat(),
        "is_final": hasattr(survey, "result"),
        # Of how many answers is told once there are enough for figures.
        "answers": figures.valid if figures.index is not None else None,
        "index": str(figures.index) if figures.index is not None else None,
        "low": str(interval.low) if interval else None,
        "high": str(interval.high) if interval else None,
        "grade": figures.shown_grade,
        "elements": [
            {"key": each.element, "name": names.get(each.element, each.element), "index": str(each.index), "n": each.n}
            for each in figures.elements
        ],
    }


def present(snapshot: dict[str, Any]) -> Presentation:
    data, heading = snapshot["data"], heading_of(snapshot["data"]["heading"])
    surveys = data["surveys"]
    shown = [each for each in surveys if each["index"] is not None]
    answers = sum(each["answers"] for each in shown)
    source = _("satisfaction surveys (SKM) in the portal")
    sheets = [_surveys_sheet(surveys, source, answers)]
    if len(shown) == 1:
        sheets.append(_elements_sheet(shown[0], source))
    finals = [each for each in shown if each["is_final"]]
    return Presentation(
        title=str(REPORT_TITLES["satisfaction"]),
        heading=heading,
        tiles=[
            Tile(_("Surveys"), len(surveys), _("that ran in the quarter"), is_public=True),
            Tile(_("Closed"), len(finals), _("with a published index"), is_public=True),
            Tile(_("Answers"), answers, _("behind the figures shown"), is_public=True),
        ],
        sheets=sheets,
        sentences=[
            ngettext(
                "%(number)s satisfaction survey ran in the quarter, with %(answers)s answers behind its figures.",
                "%(number)s satisfaction surveys ran in the quarter, with %(answers)s answers behind their figures.",
                len(surveys),
            )
            % {"number": formats.number_format(len(surveys)), "answers": formats.number_format(answers)},
            _sentence(shown),
        ],
        chart=bar_chart(
            [_bar(each) for each in shown],
            title=_sentence(shown),
            category=_("Unit"),
            value=_("Index, 25 to 100"),
            domain=(25, 100),
            value_format=",.2f",
            n=answers,
            source=source,
        )
        if shown
        else None,
        notes=[
            _("The whisker and the interval hold the index with 95 % confidence. A running survey's index is interim.")
        ],
    )


def _sentence(shown: list[dict[str, Any]]) -> str:
    if not shown:
        return _("None of them has enough answers for an index yet.")
    if len(shown) == 1:
        one = shown[0]
        return _("The index of %(unit)s is %(index)s (%(grade)s).") % {
            "unit": one["unit"],
            "index": _number(one["index"]),
            "grade": shown_grade_label(one["grade"]),
        }
    values = sorted(Decimal(each["index"]) for each in shown)
    return _("Their indices lie between %(low)s and %(high)s.") % {
        "low": formats.number_format(values[0]),
        "high": formats.number_format(values[-1]),
    }


def _bar(each: dict[str, Any]) -> tuple[Any, ...]:
    name = f"{each['unit']}, {formats.date_format(datetime.date.fromisoformat(each['starts']), 'M Y')}"
    index = Decimal(each["index"])
    return (name, index, Decimal(each["low"] or each["index"]), Decimal(each["high"] or each["index"]))


def _surveys_sheet(surveys: list[dict[str, Any]], source: str, n: int) -> Sheet:
    return Sheet(
        title=_("Surveys"),
        columns=[
            Column(_("Unit")),
            Column(_("From")),
            Column(_("Until")),
            Column(_("State")),
            Column(_("Answers"), True),
            Column(_("Index"), True),
            Column(_("Interval"), True),
            Column(_("Grade")),
        ],
        rows=[_survey_row(each) for each in surveys],
        source=source,
        n=n,
        note=_("In the order of the organisation chart. Fewer answers than may be shown stand as –."),
        is_public=True,
        empty=_("No survey of this unit ran in this quarter."),
    )


def _survey_row(each: dict[str, Any]) -> tuple[Cell, ...]:
    return (
        each["unit"],
        datetime.date.fromisoformat(each["starts"]),
        datetime.date.fromisoformat(each["ends"]),
        _("closed") if each["is_final"] else _("running, interim"),
        each["answers"],
        Decimal(each["index"]) if each["index"] else None,
        f"{_number(each['low'])}–{_number(each['high'])}" if each["low"] else None,
        each["grade"] or None,
    )


def _elements_sheet(each: dict[str, Any], source: str) -> Sheet:
    return Sheet(
        title=_("Elements"),
        columns=[Column(_("Element")), Column(_("Index"), True), Column(_("n"), True)],
        rows=[(element["name"], Decimal(element["index"]), element["n"]) for element in each["elements"]],
        source=source,
        n=each["answers"],
        note=_("In the order of the questionnaire."),
        is_public=True,
    )


def _number(text: str) -> str:
    return str(formats.number_format(Decimal(text)))
