"""Places, rank ranges, ties."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.ranking import Entry, TieScope, Weighted, rank

STAGES = [
    Weighted(1, "assessment", Decimal(40)),
    Weighted(2, "interview", Decimal(60)),
]
TIE_RULE = ("interview", "assessment", "track_record")


def entry(key, assessment, interview, **errors):
    given_errors = {int(name[1:]): Decimal(error) for name, error in errors.items()}
    return Entry(key, {1: Decimal(assessment), 2: Decimal(interview)}, given_errors)


def shown(standings):
    return [(each.key, str(each.score), each.place, each.best, each.worst) for each in standings]


def test_exact_scores_have_exact_ranks():
    standings = rank([entry("b", 70, 70), entry("a", 80, 80), entry("c", 60, 60)], STAGES, tie_rule=TIE_RULE)

    assert shown(standings) == [("a", "80.00", 1, 1, 1), ("b", "70.00", 2, 2, 2), ("c", "60.00", 3, 3, 3)]


def test_nobody_gives_an_empty_ranking():
    assert rank([], STAGES) == []


def test_equal_scores_share_a_range_and_the_interview_decides():
    # 0.4 × 90 + 0.6 × 70 = 78; 0.4 × 60 + 0.6 × 90 = 78.
    standings = rank([entry("a", 90, 70), entry("b", 60, 90)], STAGES, tie_rule=TIE_RULE)

    assert shown(standings) == [("b", "78.00", 1, 1, 2), ("a", "78.00", 2, 1, 2)]
    assert [each.by_tie_rule for each in standings] == [True, True]


def test_who_is_equal_in_everything_shares_the_place():
    standings = rank([entry("a", 70, 70), entry("b", 70, 70), entry("c", 60, 60)], STAGES, tie_rule=TIE_RULE)

    assert [(each.key, each.place) for each in standings] == [("a", 1), ("b", 1), ("c", 3)]


# SE of a final score: 0.6 × 2.5 = 1.5; of a difference √(1.5² + 1.5²) = 2.1213; × 1.96 = 4.1578.
@pytest.mark.parametrize(("lower", "ranges"), [("75.84", [(1, 1), (2, 2)]), ("75.85", [(1, 2), (1, 2)])])
def test_a_difference_below_1_96_standard_errors_shares_a_range(lower, ranges):
    standings = rank([entry("a", 80, 80, e2="2.5"), entry("b", lower, lower, e2="2.5")], STAGES, tie_rule=TIE_RULE)

    assert [(each.best, each.worst) for each in standings] == ranges
    assert [str(each.error) for each in standings] == ["1.50", "1.50"]


def test_errors_of_several_stages_add_up_with_their_weights():
    standings = rank([entry("a", 80, 80, e1="3", e2="2")], STAGES)

    # √((0.4 × 3)² + (0.6 × 2)²) = 1.697
    assert str(standings[0].error) == "1.70"


def test_ranges_need_not_be_the_same_for_neighbours():
    # Steps of 3 between neighbours are not told apart, 6 is.
    people = [entry(key, score, score, e2="2.5") for key, score in (("a", 80), ("b", 77), ("c", 74))]

    standings = {each.key: (each.best, each.worst) for each in rank(people, STAGES, tie_rule=TIE_RULE)}

    assert standings == {"a": (1, 2), "b": (1, 3), "c": (2, 3)}


def test_the_tie_rule_decides_within_what_is_not_told_apart():
    # a leads by 1 point; b has the better interview.
    a, b = entry("a", 90, 75, e2="2.5"), entry("b", 75, 83, e2="2.5")

    by_range = rank([a, b], STAGES, tie_rule=TIE_RULE)
    by_equality = rank([a, b], STAGES, tie_rule=TIE_RULE, tie_scope=TieScope.EQUAL)

    assert [each.key for each in by_range] == ["b", "a"]
    assert [each.key for each in by_equality] == ["a", "b"]
    assert [(each.best, each.worst) for each in by_equality] == [(1, 2), (1, 2)]


def test_the_third_rule_looks_at_the_track_record():
    stages = [Weighted(1, "paper", Decimal(50)), Weighted(2, "track_record", Decimal(50))]
    people = [
        Entry("a", {1: Decimal(90), 2: Decimal(70)}),
        Entry("b", {1: Decimal(70), 2: Decimal(90)}),
    ]

    assert [each.key for each in rank(people, stages, tie_rule=TIE_RULE)] == ["b", "a"]


scores = st.integers(min_value=0, max_value=100)


@given(st.lists(st.tuples(scores, scores, st.integers(min_value=0, max_value=8)), max_size=9))
def test_every_place_lies_among_ranks_that_exist(people):
    entries = [entry(number, one, other, e2=error) for number, (one, other, error) in enumerate(people)]

    standings = rank(entries, STAGES, tie_rule=TIE_RULE, tie_scope=TieScope.EQUAL)

    assert sorted(each.key for each in standings) == list(range(len(people)))
    for each in standings:
        assert 1 <= each.best <= each.place <= each.worst <= len(people)
