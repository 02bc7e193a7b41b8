from decimal import Decimal

import pytest

from training.domain.behaviour import application_rate, behaviour_change, person_mean
from training.domain.evaluation_form import (
    CURRENT,
    VERSIONS,
    dimension_score,
    is_shown,
    review_reasons,
    score_band,
)


# EX-4.1 and EX-4.2
@pytest.mark.parametrize(
    ("answers", "mean", "band", "percent"),
    [([4, 5, 4, 3, 4], "4.00", "GOOD", "80.00"), ([5, 5, 4, None, 5], "4.75", "VERY_GOOD", "95.00")],
)
def test_score_of_a_dimension_ignores_blanks(answers, mean, band, percent):
    found = dimension_score(answers)

    assert (found.mean, found.band, found.percent) == (Decimal(mean), band, Decimal(percent))


def test_no_answers_have_no_score():
    assert dimension_score([None, None]) is None


@pytest.mark.parametrize("answer", [0, 6, True, "4"])
def test_answers_off_the_scale_are_refused(answer):
    with pytest.raises(ValueError):
        dimension_score([answer])


@pytest.mark.parametrize(
    ("mean", "band"),
    [
        ("4.21", "VERY_GOOD"),
        ("4.20", "GOOD"),
        ("3.41", "GOOD"),
        ("3.40", "FAIR"),
        ("2.61", "FAIR"),
        ("2.60", "POOR"),
        ("1.81", "POOR"),
        ("1.80", "VERY_POOR"),
    ],
)
def test_bands_at_their_borders(mean, band):
    assert score_band(Decimal(mean)) == band


@pytest.mark.parametrize(
    ("depths", "answers", "expected"),
    [
        ({"not_deep": 2}, 5, [("not_deep", 2)]),
        ({"not_deep": 4}, 4, []),
        ({"not_deep": 29}, 100, []),
        ({"not_deep": 30, "not_needed": 30}, 100, [("not_deep", 30), ("not_needed", 30)]),
    ],
)
def test_review_opens_from_five_answers_and_three_in_ten(depths, answers, expected):
    assert review_reasons(depths, answers=answers) == expected


def test_low_mean_opens_a_review():
    assert review_reasons({}, answers=5, mean=Decimal("2.60")) == [("low_score", 260)]
    assert review_reasons({}, answers=5, mean=Decimal("2.61")) == []


def test_mean_that_is_shown_as_fair_opens_no_review():
    assert review_reasons({}, answers=5, mean=Decimal("2.604999")) == [("low_score", 260)]
    assert (score_band(Decimal("2.605")), review_reasons({}, answers=5, mean=Decimal("2.605"))) == ("FAIR", [])


def test_shown_from_five_on():
    assert [is_shown(number) for number in (4, 5)] == [False, True]


def test_every_item_reads_in_both_languages_and_has_a_code_of_its_own():
    items = VERSIONS[CURRENT].items

    assert all(item.id and item.en for item in items)
    assert len({item.code for item in items}) == len(items)


def test_behaviour_change_is_hidden_below_five():
    pair = (Decimal(2), Decimal(4))

    assert behaviour_change([pair] * 4).change is None
    assert behaviour_change([pair] * 5).change == Decimal(2)
    assert behaviour_change([(None, Decimal(4)), *[pair] * 5]).people == 5


def test_person_mean_and_application_rate():
    assert person_mean({"uses": 3, "quality": 4}) == Decimal("3.5")
    assert person_mean({}) is None
    assert application_rate(4, 2).share is None
    assert application_rate(5, 2).share == Decimal("0.4")
