import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.combination import Judgement, combine, holds_until
from training.enums import Confidence, RatingSource

TODAY = datetime.date(2026, 11, 21)


def judged(level, source=RatingSource.SUPERVISOR, days=10, **fields):
    return Judgement(level, source, TODAY - datetime.timedelta(days=days), **fields)


def test_stronger_source_counts_though_it_is_older():
    standing = combine([judged(2, days=1), judged(4, RatingSource.ASSESSMENT, days=500)], TODAY)

    assert (standing.level, standing.judgement.source, standing.reason) == (4, "assessment", "counts")


def test_newest_of_sources_of_the_same_rank_counts():
    standing = combine([judged(3, RatingSource.ASSESSMENT, 20), judged(2, RatingSource.EXAM, 10)], TODAY)

    assert standing.level == 2


def test_later_entry_of_the_same_day_counts():
    standing = combine([judged(3, order=7), judged(2, order=8)], TODAY)

    assert standing.level == 2


def test_order_of_an_office_turns_the_sources_round():
    ratings = [judged(2), judged(4, RatingSource.ASSESSMENT)]

    standing = combine(ratings, TODAY, order={"supervisor": 1, "assessment": 2})

    assert standing.level == 2


def test_nothing_rated_is_unknown_and_not_zero():
    standing = combine([], TODAY)

    assert (standing.level, standing.reason) == (None, "unrated")


def test_expired_is_unknown_and_gives_way_to_a_weaker_source():
    old = judged(4, RatingSource.ASSESSMENT, days=4 * 366)

    assert (combine([old], TODAY).level, combine([old], TODAY).reason) == (None, "expired")
    assert combine([old, judged(2, RatingSource.SELF)], TODAY).level == 2


def test_rating_of_the_future_does_not_exist_yet():
    assert combine([judged(4, days=-1)], TODAY).level is None


@pytest.mark.parametrize(
    ("day", "until"),
    [("2023-11-22", "2026-11-21"), ("2023-11-21", "2026-11-20"), ("2024-02-29", "2027-02-28")],
)
def test_rating_holds_three_calendar_years_to_the_day_before(day, until):
    rating = Judgement(3, RatingSource.EXAM, datetime.date.fromisoformat(day))

    assert holds_until(rating) == datetime.date.fromisoformat(until)


def test_own_end_stands_before_the_rule():
    assert holds_until(judged(3, valid_until=TODAY)) == TODAY
    assert combine([judged(3, valid_until=TODAY)], TODAY).level == 3
    assert combine([judged(3, valid_until=TODAY)], TODAY + datetime.timedelta(days=1)).level is None


def test_open_objection_lowers_the_confidence_and_not_the_level():
    standing = combine([judged(3, confidence=Confidence.HIGH, is_disputed=True)], TODAY)

    assert (standing.level, standing.confidence) == (3, Confidence.MEDIUM)


@pytest.mark.parametrize(("own", "confidence"), [(4, Confidence.HIGH), (5, Confidence.MEDIUM)])
def test_contradiction_of_two_levels_lowers_the_confidence(own, confidence):
    ratings = [judged(3, RatingSource.EXAM, confidence=Confidence.HIGH), judged(own, RatingSource.SELF)]

    assert combine(ratings, TODAY).confidence == confidence


def test_level_outside_of_the_scale_is_refused():
    with pytest.raises(ValueError):
        combine([judged(0)], TODAY)


JUDGEMENTS = st.builds(
    Judgement,
    level=st.integers(1, 5),
    source=st.sampled_from(list(RatingSource)),
    rated_on=st.dates(datetime.date(2020, 1, 1), datetime.date(2026, 12, 31)),
    order=st.integers(1, 10_000),
)


@given(st.lists(JUDGEMENTS, max_size=8, unique_by=lambda one: one.order), st.randoms())
def test_what_counts_is_a_valid_rating_and_does_not_depend_on_their_order(ratings, rng):
    standing = combine(ratings, TODAY)
    rng.shuffle(ratings)

    assert combine(ratings, TODAY) == standing
    if standing.level is None:
        assert all(one.rated_on > TODAY or holds_until(one) < TODAY for one in ratings)
    else:
        assert standing.judgement in ratings
        assert standing.judgement.rated_on <= TODAY <= holds_until(standing.judgement)
