import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.knowledge_test import (
    Fault,
    TestQuestion,
    clean_answers,
    dump,
    faults,
    is_over,
    order_for,
    parse,
    passed,
    score,
)

QUESTIONS = (TestQuestion("Satu?", ("a", "b"), 1), TestQuestion("Dua?", ("a", "b", "c"), 0, points=3))


def test_score_counts_points_of_right_answers():
    assert score(QUESTIONS, {"0": 1, "1": 2}) == Decimal(1)
    assert score(QUESTIONS, {"1": 0}) == Decimal(3)
    assert score(QUESTIONS, {}) == Decimal(0)


def test_questions_survive_being_stored():
    assert parse(dump(QUESTIONS)) == QUESTIONS
    assert faults(QUESTIONS) == []


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (TestQuestion("", ("a", "b"), 0), "no_text"),
        (TestQuestion("?", ("a",), 0), "few_options"),
        (TestQuestion("?", ("a", " A"), 0), "same_options"),
        (TestQuestion("?", ("a", "b"), -1), "no_right"),
        (TestQuestion("?", ("a", "b"), 0, points=0), "points"),
    ],
)
def test_faults_name_the_question(question, code):
    assert faults([question]) == [Fault(1, code)]


def test_a_test_needs_questions():
    assert faults([]) == [Fault(0, "no_questions")]


def test_answers_that_are_none_are_dropped():
    given_answers = {"0": "1", "1": "9", "2": "0", "x": "1", "01": "0"}

    assert clean_answers(QUESTIONS, given_answers) == {"0": 1}


@given(st.text(), st.integers(0, 60))
def test_order_is_a_permutation_and_the_same_again(seed, count):
    found = order_for(seed, count)

    assert sorted(found) == list(range(count))
    assert found == order_for(seed, count)


def test_time_is_over_after_the_grace():
    due = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

    assert not is_over(due=due, now=due + datetime.timedelta(seconds=20))
    assert is_over(due=due, now=due + datetime.timedelta(seconds=21))


def test_pass_mark_is_compared_without_rounding():
    assert passed(Decimal(2), Decimal(3), 67) is False
    assert passed(Decimal(2), Decimal(3), 66) is True
    assert passed(Decimal(0), Decimal(3), None) is None
