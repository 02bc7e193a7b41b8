from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.translation import gettext

from asn_portal.chart_engine import DrawingError, Engine
from asn_portal.charts import ROLES, Band, Chart, bar_chart, format_number, heat_map, line_chart
from asn_portal.charts import drawing as charts

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("1")</script> & co'


@pytest.fixture(autouse=True)
def _indonesian():
    """Whatever language a page of another test was read in."""
    with translation.override("id"):
        yield


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  drawn by ourselves


def elements(svg: str) -> list[ElementTree.Element]:
    return list(parse(svg).iter())


def bars(**extra) -> Chart:
    return bar_chart(
        [("Persyaratan", Decimal("88.31"), 86, 90), (HOSTILE, 72.25, 70, 75)],
        **{
            "title": "Two bars",
            "category": "Element",
            "value": "Index",
            "value_format": ",.2f",
            "has_narrow": False,
            **extra,
        },
    )


def test_picture_has_a_name_and_nothing_that_the_page_forbids():
    svg = bars().svg

    root = parse(svg)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Two bars")
    allowed = ("svg", "g", "path", "line", "rect", "text", "title", "defs", "clipPath")
    assert {each.tag for each in root.iter()} <= {f"{SVG}{tag}" for tag in allowed}
    assert not re.search(r"style=|<style|<script|\bon\w+=|xlink|javascript:|https?://(?!www\.w3\.org/2000/svg)", svg)
    assert "&lt;script&gt;" in svg


def test_every_colour_is_a_role_with_a_class():
    svg = bars(bands=[Band(0, 50, "D – poor", "bad"), Band(50, 100, "A – good", "good")]).svg

    coloured = [
        (name, each.get(name), each.get("class", ""))
        for each in elements(svg)
        for name in ("fill", "stroke")
        if each.get(name) not in (None, "none")
    ]
    assert coloured
    assert [entry for entry in coloured if f"c-{entry[0]}-" not in entry[2]] == []
    assert "fa007b" not in svg


def test_every_role_has_its_colour_in_the_stylesheet():
    css = (Path(settings.BASE_DIR) / "static/css/charts.css").read_text()

    missing = [role for role in ROLES if f".c-fill-{role} " not in css]
    assert missing == []
    light = css.split("[data-bs-theme")[0]
    for name, value in re.findall(r"--chart-([\w-]+): (#\w+)", light):
        expected = charts.ALL_ROLES[name]
        assert value in {expected, f"#{expected[1]}{expected[3]}{expected[5]}"}, name


def test_chosen_and_automatic_dark_colours_agree():
    css = (Path(settings.BASE_DIR) / "static/css/charts.css").read_text()

    chosen, automatic = re.findall(r'\[data-bs-theme="(?:dark|auto)"\] \{(.*?)\}', css, re.S)

    assert re.findall(r"--.*?;", chosen) == re.findall(r"--.*?;", automatic)


def test_links_on_marks_are_kept_only_inside_the_portal():
    links = {"Persyaratan": "/surveys/u1/?a=1&b=2", HOSTILE: "javascript:alert(1)"}

    svg = bars(links=links).svg

    found = [(each.get("href"), each.get("aria-label")) for each in elements(svg) if each.tag == f"{SVG}a"]
    assert found == [("/surveys/u1/?a=1&b=2", "Persyaratan: 88,31")]
    assert parse(svg).get("role") == "group"


@pytest.mark.parametrize("href", ["//evil.example/x", "https://evil.example/", "/\\evil.example", "data:text/html,x"])
def test_foreign_addresses_are_dropped(href):
    assert f"{SVG}a" not in {each.tag for each in elements(bars(links={"Persyaratan": href}).svg)}


def test_table_twin_holds_the_same_figures():
    chart = bars()

    assert chart.table_headers == ["Element", "Index", gettext("Interval")]
    assert chart.table_rows == [["Persyaratan", "88,31", "86,00–90,00"], [HOSTILE, "72,25", "70,00–75,00"]]


def test_numbers_follow_the_language():
    assert format_number(Decimal("1250000.5"), ",.2f") == "1.250.000,50"
    with translation.override("en"):
        assert format_number(Decimal("1250000.5"), ",.2f") == "1,250,000.50"
    assert format_number(None) == "–"


def test_axis_speaks_the_language():
    texts = [each.text for each in elements(bar_chart([("a", 5000)], title="t", category="c", value="v").svg_print)]
    assert "5.000" in texts
    with translation.override("en"):
        chart = bar_chart([("a", 5000)], title="t", category="c", value="v")
        assert "5,000" in [each.text for each in elements(chart.svg_print)]


def test_page_has_one_picture_for_each_width_and_paper_has_one():
    chart = bars(has_narrow=True)

    assert re.findall(r'class="chart-svg ([\w-]+)"', chart.svg) == ["chart-wide", "chart-narrow"]
    assert chart.svg_print.count("<svg") == 1
    assert parse(chart.svg_print)[0].text == "Two bars"


def test_picture_is_drawn_once(monkeypatch):
    cache.clear()
    first = bars().svg
    monkeypatch.setattr(charts._engine, "draw", lambda *a, **k: pytest.fail("drawn again"))

    assert bars().svg == first


def test_missing_values_leave_a_gap():
    chart = bar_chart([("a", None), ("b", 2)], title="t", category="c", value="v", has_narrow=False)

    assert "–" in [each.text for each in elements(chart.svg)]
    assert chart.table_rows == [["a", "–"], ["b", "2"]]


def test_chart_without_rows_is_drawn():
    assert bar_chart([], title="t", category="c", value="v", has_narrow=False).svg.startswith("<svg")
    assert line_chart([], title="t", x="x", y="y", has_narrow=False).svg.startswith("<svg")


def test_lines_differ_by_more_than_colour():
    chart = line_chart(
        [("Jan", "A", 1), ("Feb", "A", 2), ("Jan", "B", 3), ("Feb", "B", 1)], title="t", x="Month", y="Index"
    )

    dashes = {each.get("stroke-dasharray") for each in elements(chart.svg_print) if each.get("stroke-width") == "2.5"}
    assert len(dashes) == 2
    assert chart.table_rows == [["Jan", "1", "3"], ["Feb", "2", "1"]]


def test_heat_map_writes_the_figure_into_the_cell():
    chart = heat_map(
        [("K1", "Unit A", 3), ("K2", "Unit A", None)],
        title="t",
        x="x",
        y="y",
        thresholds=(1, 2, 3, 4),
        has_narrow=False,
    )

    assert {"3", "–"} <= {each.text for each in elements(chart.svg)}
    with pytest.raises(ValueError, match="four thresholds"):
        heat_map([], title="t", x="x", y="y", thresholds=(1,))


def test_unknown_colour_is_an_error():
    with pytest.raises(ValueError, match="Unknown chart colour"):
        charts.render_svg({"mark": {"type": "bar", "color": "@pink"}}, label="x")


def test_specification_cannot_fetch_anything():
    spec = {"data": {"url": "http://127.0.0.1:9/x.json"}, "mark": "bar", "encoding": {"x": {"field": "a"}}}

    with pytest.raises(DrawingError, match="not allowed"):
        charts.render_svg(spec, label="x")


def test_engine_comes_back_after_its_death():
    engine = Engine()
    spec = {"data": {"values": [{"a": 1}]}, "mark": "point"}
    assert engine.draw(spec).startswith("<svg")
    engine._process.kill()
    engine._process.wait()

    assert engine.draw(spec).startswith("<svg")
    with pytest.raises(DrawingError):
        engine.draw({"mark": "nonsense"})
    engine._end()
