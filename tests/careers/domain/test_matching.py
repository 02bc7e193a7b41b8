"""Who fits whom, alone and over all."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.matching import (
    Mentee,
    Mentor,
    Weights,
    best_assignment,
    match_of,
    ranked,
    steps_between,
)

BUDGET, LETTERS = 1, 2
HOME, SISTER, AFAR = "000100010001", "000100010002", "000100020001"


def mentee(key=1, path=HOME, gaps=None, barred=()):
    return Mentee(key, path, gaps or {BUDGET: (2, 4)}, frozenset(barred))


def mentor(key=100, path=HOME, level=4, open_mentees=0, places=1, levels=None):
    return Mentor(key, path, levels or {BUDGET: level}, open_mentees, places)


@pytest.mark.parametrize(
    ("first", "second", "steps"),
    [
        (HOME, HOME, 0),
        (HOME, "00010001", 1),
        (HOME, SISTER, 2),
        (HOME, AFAR, 4),
        ("0001", "0002", 2),
        ("", HOME, 3),
    ],
)
def test_steps_are_counted_up_and_down_the_tree(first, second, steps):
    assert steps_between(first, second) == steps_between(second, first) == steps


@pytest.mark.parametrize(
    ("level", "fit"), [(2, None), (3, 500), (4, 1000), (5, 1000)], ids=["not ahead", "half", "all", "beyond"]
)
def test_fit_is_the_share_of_the_gap_that_can_be_closed(level, fit):
    match = match_of(mentee(), mentor(level=level))

    assert (match and match.fit) == fit


def test_a_pair_says_why():
    match = match_of(
        mentee(gaps={BUDGET: (2, 4), LETTERS: (0, 3)}),
        mentor(path=SISTER, levels={BUDGET: 3, LETTERS: 5}, open_mentees=1),
    )

    assert (match.fit, match.nearness, match.freedom, match.steps, match.open_mentees) == (800, 333, 500, 2, 1)
    assert match.score == (60 * 800 + 25 * 333 + 15 * 500) // 100
    assert [(one.competency, one.gained) for one in match.covered] == [(LETTERS, 3), (BUDGET, 1)]


def test_oneself_and_barred_mentors_fit_nobody():
    assert match_of(mentee(key=100), mentor(key=100)) is None
    assert match_of(mentee(barred=[100]), mentor(key=100)) is None


def test_ranking_prefers_fit_then_nearness_then_freedom_and_skips_the_full():
    people = [
        mentor(1000, level=3),
        mentor(1001, path=AFAR),
        mentor(1002, open_mentees=2),
        mentor(1003),
        mentor(1004, places=0),
    ]

    assert [match.mentor for match in ranked(mentee(), people)] == [1003, 1002, 1001, 1000]


def test_as_many_as_possible_find_a_mentor():
    """The best mentor of the first is the only one of the second."""
    only_letters = mentee(2, gaps={LETTERS: (1, 3)})
    both = mentor(100, levels={BUDGET: 5, LETTERS: 5})
    budget = mentor(101, path=AFAR, level=3)

    pairs = best_assignment([mentee(1), only_letters], [both, budget])

    assert [(match.mentee, match.mentor) for match in pairs] == [(1, 101), (2, 100)]


def test_load_is_spread_over_equal_mentors():
    people = [mentor(100, places=5), mentor(101, places=5)]

    pairs = best_assignment([mentee(key) for key in range(1, 5)], people)

    assert sorted(match.mentor for match in pairs) == [100, 100, 101, 101]
    assert sorted(match.open_mentees for match in pairs) == [0, 0, 1, 1]


def test_capacity_is_never_exceeded_and_who_fits_nobody_has_no_pair():
    pairs = best_assignment([mentee(1), mentee(2), mentee(3, gaps={LETTERS: (1, 2)})], [mentor(places=1)])

    assert [(match.mentee, match.mentor) for match in pairs] == [(1, 100)]


@pytest.mark.parametrize(("mentees", "mentors"), [([], [mentor()]), ([mentee()], []), ([mentee()], [mentor(places=0)])])
def test_without_people_or_places_there_are_no_pairs(mentees, mentors):
    assert best_assignment(mentees, mentors) == []


def test_the_same_person_twice_is_refused():
    with pytest.raises(ValueError, match="once"):
        best_assignment([mentee(1), mentee(1)], [mentor()])


@pytest.mark.parametrize("weights", [{"fit": 0, "distance": 0, "load": 0}, {"fit": -1}])
def test_impossible_weights_are_refused(weights):
    with pytest.raises(ValueError, match="Weights"):
        Weights(**weights)


PATHS = st.sampled_from([HOME, SISTER, AFAR, "00010001"])
LEVELS = st.dictionaries(st.sampled_from([BUDGET, LETTERS]), st.integers(1, 5), min_size=1)
GAPS = st.dictionaries(
    st.sampled_from([BUDGET, LETTERS]),
    st.tuples(st.integers(0, 3), st.integers(4, 5)),
    min_size=1,
)


@given(
    st.lists(st.tuples(PATHS, GAPS), min_size=1, max_size=3),
    st.lists(st.tuples(PATHS, LEVELS, st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=3),
)
def test_no_other_assignment_is_better(mentees, mentors):
    """Against every assignment of few people, tried one by one."""
    learners = [Mentee(key, path, gaps) for key, (path, gaps) in enumerate(mentees)]
    guides = [Mentor(100 + key, *row) for key, row in enumerate(mentors)]

    found = best_assignment(learners, guides)

    assert worth(found, learners, guides) == best_worth(learners, guides)
    for guide in guides:
        assert sum(match.mentor == guide.key for match in found) <= guide.places


def worth(pairs, learners, guides):
    """(pairs, sum of the weighted parts), with the load of each place."""
    return len(pairs), sum(60 * one.fit + 25 * one.nearness + 15 * one.freedom for one in pairs)


def best_worth(learners, guides):
    places = [
        Mentor(guide.key, guide.path, guide.levels, guide.open_mentees + place, 1)
        for guide in guides
        for place in range(guide.places)
    ]
    best = (0, 0)
    for chosen in itertools.permutations([*places, *[None] * len(learners)], len(learners)):
        pairs = [match_of(learner, place) for learner, place in zip(learners, chosen, strict=True) if place]
        if all(pairs):
            best = max(best, worth(pairs, learners, guides))
    return best
