from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.ranks import RankError
from employees.domain.service_life import (
    ServiceLength,
    ServiceLifeError,
    grade_service_after_promotion,
    next_salary_increment,
    salary_increment_alert,
)
from employees.enums import PNS_RANKS

LENGTHS = st.builds(ServiceLength, st.integers(0, 40), st.integers(0, 11))


def test_salary_increment_ex_2_6():
    due = next_salary_increment(date(2025, 3, 1))

    assert due == date(2027, 3, 1)
    assert salary_increment_alert(due) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("last", "months", "due"),
    [
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_next_salary_increment(last, months, due):
    assert next_salary_increment(last, months) == due


@pytest.mark.parametrize(
    ("due", "months", "alert"),
    [(date(2026, 5, 31), 3, date(2026, 2, 28)), (date(2026, 5, 31), 0, date(2026, 5, 31))],
)
def test_salary_increment_alert(due, months, alert):
    assert salary_increment_alert(due, months) == alert


@pytest.mark.parametrize("months", [0, -24, 1.5, None])
def test_next_salary_increment_refuses(months):
    with pytest.raises(ServiceLifeError):
        next_salary_increment(date(2025, 3, 1), months)


def test_salary_increment_alert_refuses_negative_months():
    with pytest.raises(ServiceLifeError):
        salary_increment_alert(date(2025, 3, 1), -1)


@pytest.mark.parametrize("function", [next_salary_increment, salary_increment_alert])
def test_salary_increments_want_a_date(function):
    with pytest.raises(ServiceLifeError):
        function("2025-03-01")


@pytest.mark.parametrize(
    ("from_rank", "to_rank", "before", "after"),
    [
        ("I/d", "II/a", (8, 3), (2, 3)),
        ("I/d", "II/a", (6, 0), (0, 0)),
        ("I/d", "II/a", (5, 11), (0, 0)),
        ("II/d", "III/a", (12, 7), (7, 7)),
        ("II/d", "III/a", (5, 1), (0, 1)),
        ("II/d", "III/a", (4, 11), (0, 0)),
        ("I/d", "III/a", (15, 0), (4, 0)),
        ("III/d", "IV/a", (18, 2), (18, 2)),
        ("II/c", "II/d", (9, 0), (9, 0)),
        ("Pengatur Tingkat I", "III/a", (12, 7), (7, 7)),
    ],
)
def test_grade_service_after_promotion(from_rank, to_rank, before, after):
    length = grade_service_after_promotion(grade_service=ServiceLength(*before), from_rank=from_rank, to_rank=to_rank)

    assert length == ServiceLength(*after)


def test_grade_service_after_promotion_with_an_own_table():
    length = grade_service_after_promotion(
        grade_service=ServiceLength(9, 2), from_rank="II/d", to_rank="III/a", reductions={"III": 4}
    )

    assert length == ServiceLength(5, 2)


@pytest.mark.parametrize(
    ("from_rank", "to_rank", "error"),
    [
        ("III/a", "III/a", ServiceLifeError),
        ("III/a", "II/d", ServiceLifeError),
        ("IX", "X", ServiceLifeError),
        ("III/a", "X", ServiceLifeError),
        ("III/z", "IV/a", RankError),
    ],
)
def test_grade_service_after_promotion_refuses(from_rank, to_rank, error):
    with pytest.raises(error):
        grade_service_after_promotion(grade_service=ServiceLength(9), from_rank=from_rank, to_rank=to_rank)


@given(length=LENGTHS, steps=st.lists(st.sampled_from(range(17)), min_size=2, max_size=4, unique=True).map(sorted))
def test_promotions_one_by_one_lose_as_much_as_at_once(length, steps):
    codes = [PNS_RANKS[step].code for step in steps]

    stepwise = length
    for before, after in pairwise(codes):
        stepwise = grade_service_after_promotion(grade_service=stepwise, from_rank=before, to_rank=after)

    assert stepwise == grade_service_after_promotion(grade_service=length, from_rank=codes[0], to_rank=codes[-1])
    assert stepwise <= length
