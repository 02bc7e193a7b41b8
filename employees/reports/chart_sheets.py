"""The organisation chart on paper: which box stands in which column of which sheet.

A style sheet can't repeat a name where a branch goes on in another column. So the heights are reckoned here, rather too
high than too low, and such a column begins with the name of the unit above.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from employees.reports.org_chart import ChartNode

# Millimetres, as static/pdf/pdf.css sets them (8 pt type).
LINE, BOX, NAME_LETTER, HEAD_LETTER, INDENT, FRAME = 3.55, 4.0, 1.62, 1.5, 5.0, 6.0
GAP = 5.0
# What stands above the columns of the first sheet (letterhead, title, top unit), and the note below those of the last.
OPENING, CLOSING = 69.0, 10.0
DEEPEST = 6
# An even length of columns is sought in so many steps.
STEPS = 20


@dataclass(frozen=True)
class Paper:
    """`width` and `height` inside the margins."""

    width: float
    height: float
    columns: int

    @property
    def column_width(self) -> float:
        return (self.width - GAP * (self.columns - 1)) / self.columns


PAPERS = {"f4": Paper(294.0, 177.0, 4), "a3": Paper(388.0, 263.0, 5)}


@dataclass(frozen=True)
class ChartRow:
    """A unit's box; or, where `node` is None, the name `continued` at the head of a column. `depth` is how far in."""

    node: ChartNode | None
    depth: int
    continued: str = ""


Column = tuple[ChartRow, ...]


def chart_sheets(top: ChartNode, paper: str) -> list[list[Column]]:
    """Sheets of columns with all that is below `top`."""
    size = PAPERS[paper]
    rest = [node for child in top.children for node in child.walk()]
    sheets: list[list[Column]] = []
    while rest:
        height = size.height - CLOSING - (0 if sheets else OPENING)
        columns, left = _filled(rest, size, height)
        if not left:
            columns = _even(rest, size, height) or columns
        sheets.append(columns)
        rest = left
    return sheets


def _even(nodes: list[ChartNode], paper: Paper, height: float) -> list[Column]:
    """On the last sheet the columns have about the same length."""
    tries = (_filled(nodes, paper, height * step / STEPS) for step in range(1, STEPS))
    return next((columns for columns, left in tries if not left), [])


def _filled(nodes: list[ChartNode], paper: Paper, height: float) -> tuple[list[Column], list[ChartNode]]:
    """As many columns as a sheet has, and what found no room."""
    columns: list[Column] = []
    rest = nodes
    while rest and len(columns) < paper.columns:
        column, rest = _column(rest, paper, height)
        columns.append(column)
    return columns, rest


def _column(nodes: list[ChartNode], paper: Paper, height: float) -> tuple[Column, list[ChartNode]]:
    first = nodes[0]
    rows, used = [], 0.0
    if first.level > 1:
        rows.append(ChartRow(None, _depth(first) - 1, first.above))
        used = LINE * 2
    for number, node in enumerate(nodes):
        needed = own = _height(node, paper)
        if node.children:
            # A unit doesn't stand at the foot of a column with all that is below it in the next.
            needed += _height(node.children[0], paper)
        if number and used + needed > height:
            return tuple(rows), nodes[number:]
        rows.append(ChartRow(node, _depth(node)))
        used += own
    return tuple(rows), []


def _depth(node: ChartNode) -> int:
    return min(node.level - 1, DEEPEST)


def _height(node: ChartNode, paper: Paper) -> float:
    room = paper.column_width - FRAME - INDENT * _depth(node)
    head = f"{node.badge} {node.head}"
    return BOX + LINE * (_lines(node.name, room, NAME_LETTER) + _lines(head, room, HEAD_LETTER) + 1)


def _lines(text: str, room: float, letter: float) -> int:
    return max(1, math.ceil(len(text) * letter / room))
