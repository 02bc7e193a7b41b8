"""Published results as open data: the same content as JSON and as rows of a table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from employees.models import OrganizationalUnit
from surveys.domain.figures import Figures, GroupFigure, from_json
from surveys.models import SatisfactionSurvey

LICENCE = {"id": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
SCHEMA = "open_data/survey-results.schema.json"
COLUMNS = (
    "survey",
    "unit",
    "unit_name",
    "starts_on",
    "ends_on",
    "formula",
    "part",
    "key",
    "name",
    "n",
    "mean",
    "index",
    "index_low",
    "index_high",
    "grade",
)


def etag_of(surveys: Iterable[SatisfactionSurvey], language: str = "") -> str:
    """Published results never change, so the list of their fingerprints says it all."""
    text = language + "".join(f"{survey.pk}:{survey.result.sha256}" for survey in surveys)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def results_document(place: OrganizationalUnit, surveys: Sequence[SatisfactionSurvey]) -> dict[str, Any]:
    """What results.json holds; described by the JSON Schema beside it."""
    return {
        "$schema": f"{settings.SITE_URL}{static(SCHEMA)}",
        "title": f"Indeks Kepuasan Masyarakat – {place.name}",
        "publisher": place.government.name,
        "licence": LICENCE,
        "source": settings.SITE_URL + reverse("public:results", args=[place.slug]),
        "results": [_result(survey, from_json(survey.result.data["figures"])) for survey in surveys],
    }


def result_rows(surveys: Sequence[SatisfactionSurvey]) -> list[list[Any]]:
    """One row per figure: index, variant, element, service, respondents, other series. Empty: not shown or not
    computed."""
    rows: list[list[Any]] = []
    for survey in surveys:
        figures = from_json(survey.result.data["figures"])
        head = _head(survey)
        common = [head["id"], head["unit"], head["unit_name"], head["starts_on"], head["ends_on"], head["formula"]]
        low, high = (figures.interval.low, figures.interval.high) if figures.interval else ("", "")
        rows.append(
            [
                *common,
                *("index", figures.weight, "", figures.valid, "", _cell(figures.index)),
                *(low, high, figures.shown_grade),
            ]
        )
        rows.append([*common, "not_counted", "", "", figures.invalid, "", "", "", "", ""])
        names = _element_names(survey)
        rows += [
            [*common, "variant", each.weight, "", figures.valid, "", each.index, "", "", str(each.grade)]
            for each in figures.variants
        ]
        rows += [
            [
                *common,
                "element",
                each.element,
                names[each.element]["id"],
                _cell(each.n if each.n is not None else figures.valid),
                each.mean,
                each.index,
                "",
                "",
                str(each.grade),
            ]
            for each in figures.elements
        ]
        rows += [
            [*common, "service", _cell(each.key), each.name, *_figure_cells(each.figure)] for each in figures.services
        ]
        rows += [
            [*common, field, value or "not_told", "", *_figure_cells(figure)]
            for field, cells in _groups(figures).items()
            for value, figure in cells.items()
        ]
        if figures.other is not None:
            rows.append([*common, "not_verified", "", "", *_figure_cells(figures.other)])
    return rows


def _result(survey: SatisfactionSurvey, figures: Figures) -> dict[str, Any]:
    names = _element_names(survey)
    return {
        **_head(survey),
        "sha256": survey.result.sha256,
        "published_at": survey.result.cut_off.isoformat(),
        "index": _text(figures.index),
        "grade": figures.grade,
        "shown_grade": figures.shown_grade or None,
        "interval": None
        if figures.interval is None
        else {
            "confidence": "0.95",
            "low": str(figures.interval.low),
            "high": str(figures.interval.high),
            "population": figures.interval.population,
        },
        "counted": figures.valid,
        "not_counted": figures.invalid,
        "weight": figures.weight,
        "blank_rule": figures.blank_rule,
        "variants": [
            {"weight": each.weight, "index": str(each.index), "grade": str(each.grade)} for each in figures.variants
        ],
        "elements": [
            {
                "element": each.element,
                "name": names[each.element],
                "n": figures.valid if each.n is None else each.n,
                "mean": str(each.mean),
                "index": str(each.index),
                "grade": str(each.grade),
            }
            for each in figures.elements
        ],
        "services": [{"service": each.key, "name": each.name, **_figure(each.figure)} for each in figures.services],
        "respondents": {
            field: {value or "not_told": _figure(figure) for value, figure in cells.items()}
            for field, cells in _groups(figures).items()
        },
        "not_verified": None if figures.other is None else _figure(figures.other),
    }


def _head(survey: SatisfactionSurvey) -> dict[str, Any]:
    return {
        "id": survey.pk,
        "unit": survey.unit.slug,
        "unit_name": survey.result.data["unit"],
        "starts_on": survey.result.data["starts_on"],
        "ends_on": survey.result.data["ends_on"],
        "questionnaire": survey.questionnaire_version,
        "formula": survey.result.formula_version,
    }


def _groups(figures: Figures) -> dict[str, dict[str, GroupFigure]]:
    """Old results have bare numbers of respondents."""
    return {
        field: {
            value: (figures.groups or {}).get(field, {}).get(value, GroupFigure(count, None))
            for value, count in counts.items()
        }
        for field, counts in figures.composition.items()
    }


def _figure(figure: GroupFigure) -> dict[str, Any]:
    return {"n": figure.n, "index": _text(figure.index)}


def _figure_cells(figure: GroupFigure) -> list[Any]:
    return [_cell(figure.n), "", _cell(figure.index), "", "", ""]


def _element_names(survey: SatisfactionSurvey) -> dict[str, dict[str, str]]:
    return {each.element.value: {"id": each.name.id, "en": each.name.en} for each in survey.questionnaire.questions}


def _cell(value: Any) -> Any:
    return "" if value is None else value


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
