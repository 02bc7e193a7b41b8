"""The chart on paper: a branch that goes on in another column begins with the unit above."""

from types import SimpleNamespace

import pytest

from employees.reports.chart_sheets import PAPERS, chart_sheets
from employees.reports.org_chart import ChartNode


def node(name, level, above="", children=()):
    made = ChartNode(SimpleNamespace(), name, level, SimpleNamespace(), "", above=above, head="Kepala")
    made.children = list(children)
    return made


def chart(units):
    below = [node(f"Kelurahan {number}", 2, "Kecamatan Medan") for number in range(units)]
    return node("Kota", 0, children=[node("Kecamatan Medan", 1, "Kota", below)])


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("units", [1, 9, 100])
def test_every_unit_stands_once_and_each_column_says_where_it_belongs(paper, units):
    sheets = chart_sheets(chart(units), paper)

    columns = [column for sheet in sheets for column in sheet]
    names = [row.node.name for column in columns for row in column if row.node]
    assert names == ["Kecamatan Medan", *(f"Kelurahan {number}" for number in range(units))]
    assert [column[0].continued for column in columns] == ["", *["Kecamatan Medan"] * (len(columns) - 1)]
    assert max(len(sheet) for sheet in sheets) <= PAPERS[paper].columns
    assert (len(sheets) > 1) == (units == 100)


def test_chart_of_one_unit_has_no_sheet():
    assert chart_sheets(node("Kelurahan", 0), "f4") == []
