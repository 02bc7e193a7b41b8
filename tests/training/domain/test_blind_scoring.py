import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.blind_scoring import (
    Candidate,
    final_score,
    ranking,
    reviewer_score,
    weight_fault,
    without_identity,
)

WEIGHTS = {1: 50, 2: 30, 3: 20}
AT = datetime.datetime(2026, 8, 1, tzinfo=datetime.UTC)


def candidate(key, *points, at=AT):
    return Candidate(key, at, {number: dict(zip(WEIGHTS, each, strict=True)) for number, each in enumerate(points)})


def test_score_of_one_reviewer():
    assert reviewer_score(WEIGHTS, {1: 80, 2: 70, 3: 90}) == Decimal(79)


@pytest.mark.parametrize("points", [{1: 80}, {1: 80, 2: 70, 3: 101}, {1: 80, 2: 70, 3: 90, 4: 1}])
def test_score_needs_all_criteria_in_range(points):
    with pytest.raises(ValueError, match=r"criterion|between"):
        reviewer_score(WEIGHTS, points)


def test_final_score_is_rounded_once_half_up():
    points = {1: {1: 80, 2: 70, 3: 91}, 2: {1: 80, 2: 71, 3: 90}, 3: {1: 80, 2: 70, 3: 90}}

    # (79.2 + 79.3 + 79) / 3 = 79.1666…
    assert final_score(WEIGHTS, points) == Decimal("79.17")
    assert final_score(WEIGHTS, {}) is None


def test_ranking_shows_spread_and_breaks_ties_by_the_heaviest_criterion():
    # All 70; the second has more in the heaviest criterion.
    rows = ranking(
        WEIGHTS,
        [
            candidate(1, (70, 70, 70)),
            candidate(2, (76, 70, 55), (76, 70, 55)),
            candidate(3, (90, 80, 70), (60, 60, 60)),
        ],
    )

    assert [(row.key, row.rank, row.score, row.spread) for row in rows] == [
        (3, 1, Decimal("71.50"), Decimal("23.00")),
        (2, 2, Decimal("70.00"), Decimal("0.00")),
        (1, 3, Decimal("70.00"), Decimal("0.00")),
    ]


def test_last_tie_goes_to_who_submitted_first_and_unscored_stand_last():
    later = AT + datetime.timedelta(hours=1)

    rows = ranking(WEIGHTS, [candidate(1), candidate(2, (70, 70, 70), at=later), candidate(3, (70, 70, 70))])

    assert [(row.key, row.rank) for row in rows] == [(3, 1), (2, 2), (1, None)]


@pytest.mark.parametrize(("weights", "fault"), [((50, 50), None), ((50, 49), -1), ((60, 50), 10), ((), -100)])
def test_weights_add_up(weights, fault):
    assert weight_fault(weights) == fault


def test_identity_is_taken_out_of_texts():
    text = "Saya SITI Rahmawati (NIP 19850115 201001 2 003) dari Kelurahan Belawan I ingin belajar."

    assert (
        without_identity(
            text, name="Siti Rahmawati", nip="198501152010012003", places=["Kelurahan Belawan I", "Kelurahan Belawan"]
        )
        == "Saya ▮▮▮ ▮▮▮ (NIP ▮▮▮) dari ▮▮▮ ingin belajar."
    )


@given(st.lists(st.tuples(*(st.integers(0, 100) for _key in WEIGHTS)), min_size=1, max_size=8))
def test_ranking_is_a_total_order_of_scores(points):
    rows = ranking(WEIGHTS, [candidate(number, each) for number, each in enumerate(points)])

    assert sorted(row.key for row in rows) == list(range(len(points)))
    assert [row.rank for row in rows] == list(range(1, len(points) + 1))
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    assert all(0 <= row.score <= 100 and row.spread == 0 for row in rows)
