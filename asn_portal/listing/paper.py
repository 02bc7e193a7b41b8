"""The paper on which a list has room: the smallest that holds the widest word of every column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# A no-break space keeps a NIP in one line.
BREAKS = re.compile(r"[ \n\t-]")
# With more columns, upright pages make long narrow rows even where the words fit.
UPRIGHT_COLUMNS = 5


@dataclass(frozen=True)
class Paper:
    """Classes of static/pdf/pdf.css for page and table. Millimetres: `width` between the margins, `letter` of a wide
    letter in the table's size, `padding` of a column."""

    page: str
    width: float
    table: str = ""
    letter: float = 1.8
    padding: float = 4.4

    def holds(self, letters: Sequence[int]) -> bool:
        return sum(count * self.letter + self.padding for count in letters) <= self.width


PAPERS = (
    Paper("paper-a4", 170),
    Paper("paper-a4-landscape", 261),
    Paper("paper-a4-landscape", 261, "is-dense", letter=1.5, padding=2.6),
    Paper("paper-a3-landscape", 388, "is-dense", letter=1.5, padding=2.6),
)
# However wide it is, nothing runs off the edge: words break anywhere.
WIDEST = Paper("paper-a3-landscape", 388, "is-dense is-breaking")


def paper_for(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Paper:
    letters = [longest_word(heading) for heading in headings]
    for row in rows:
        letters = [max(known, longest_word(cell)) for known, cell in zip(letters, row, strict=True)]
    first = 0 if len(headings) <= UPRIGHT_COLUMNS else 1
    return next((paper for paper in PAPERS[first:] if paper.holds(letters)), WIDEST)


def longest_word(text: str) -> int:
    return max(map(len, BREAKS.split(str(text))))
