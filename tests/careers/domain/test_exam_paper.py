"""Papers by a seed, the clock, marks of essays, scores."""

import datetime
from collections import Counter
from decimal import Decimal

import pytest

from careers.domain.exam_paper import (
    BlueprintPart,
    NotEnoughItems,
    PoolItem,
    Shortage,
    draw_paper,
    draw_papers,
    fingerprint,
    shortages,
)
from careers.domain.exam_score import (
    EssayOutcome,
    differences,
    essay_points,
    is_too_late,
    percent_score,
    seconds_left,
)

POOL = [
    *(PoolItem(number, "Anggaran", "easy", "single", 4) for number in range(10)),
    *(PoolItem(number, "Anggaran", "hard", "single", 4) for number in range(10, 14)),
    *(PoolItem(number, "Adminduk", "easy", "essay") for number in range(20, 22)),
]
PARTS = [
    BlueprintPart("Anggaran", 4, Decimal(1)),
    BlueprintPart("Anggaran", 3, Decimal(2), "hard"),
    BlueprintPart("Adminduk", 1, Decimal(10), kind="essay"),
]


def test_a_paper_holds_what_the_blueprint_says():
    paper = draw_paper(PARTS, POOL, "seed")

    items = {item.key: item for item in POOL}
    assert Counter((items[each.key].subject, each.points) for each in paper) == {
        ("Anggaran", Decimal(1)): 4,
        ("Anggaran", Decimal(2)): 3,
        ("Adminduk", Decimal(10)): 1,
    }
    assert len({each.key for each in paper}) == 8
    assert all(sorted(each.order) == list(range(items[each.key].options)) for each in paper)


def test_the_same_seed_gives_the_same_paper_and_another_another():
    assert draw_paper(PARTS, POOL, "1:1") == draw_paper(PARTS, POOL, "1:1")
    assert draw_paper(PARTS, POOL, "1:1") != draw_paper(PARTS, POOL, "1:2")


def test_a_paper_is_the_same_on_every_machine():
    """Should this fail, papers that were made before can't be made again."""
    assert fingerprint(draw_paper(PARTS, POOL, "abc"))[:16] == "205e30d15380b099"


def test_papers_of_a_sitting_differ():
    papers = draw_papers(PARTS, POOL, {number: f"s:{number}" for number in range(200)})

    assert len({fingerprint(paper) for paper in papers.values()}) == 200


def test_papers_repeat_only_where_nothing_else_is_possible():
    pool = [PoolItem(1, "A", "easy", "true_false")]

    papers = draw_papers([BlueprintPart("A", 1, Decimal(1))], pool, {1: "a", 2: "b"})

    assert papers[1] == papers[2]


def test_shortages_let_narrow_parts_choose_first():
    parts = [BlueprintPart("Anggaran", 11, Decimal(1)), BlueprintPart("Anggaran", 4, Decimal(1), "hard")]

    assert shortages(parts, POOL) == [Shortage(0, 11, 10)]
    with pytest.raises(NotEnoughItems):
        draw_paper(parts, POOL, "seed")


NOON = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("after", "left", "late"),
    [(-60, 60, False), (-0.4, 0, False), (0, 0, False), (5, 0, False), (5.1, 0, True), (60, 0, True)],
)
def test_clock(after, left, late):
    now = NOON + datetime.timedelta(seconds=after)

    assert (seconds_left(NOON, now), is_too_late(NOON, now)) == (left, late)


@pytest.mark.parametrize(
    ("marks", "points", "third"),
    [
        ([], None, False),
        ([8], None, False),
        ([8, 6], "7", False),
        ([8, 5], None, True),
        ([8, 5, 6], "6", True),
        ([8, 5, 9], "8", True),
        ([7, Decimal("7.25")], "7.13", False),
    ],
)
def test_essay_points(marks, points, third):
    outcome = essay_points([Decimal(mark) for mark in marks], Decimal(10), Decimal(20))

    assert outcome == EssayOutcome(None if points is None else Decimal(points), third)


def test_essay_points_refuses_a_mark_above_the_points():
    with pytest.raises(ValueError):
        essay_points([Decimal(11)], Decimal(10), Decimal(20))


@pytest.mark.parametrize(
    ("lines", "score"),
    [
        ([], None),
        ([("1", 1), ("0", 1)], "50"),
        ([("1", 2), ("0.5", 1)], "83.33"),
        ([("0.6666", 1)], "66.66"),
        ([("1", 1), ("1", 1), ("0", 1)], "66.67"),
    ],
)
def test_percent_score(lines, score):
    found = percent_score((Decimal(share), Decimal(points)) for share, points in lines)

    assert found == (None if score is None else Decimal(score))


def test_differences_of_two_readings():
    first = {"1": 0, "2": [0, 1], "3": "dua  kata", "4": None, "5": 2}
    second = {"1": 0, "2": [0], "3": "dua kata", "4": "", "5": None}

    assert differences(first, second, ["1", "2", "3", "4", "5"]) == ["2", "5"]
