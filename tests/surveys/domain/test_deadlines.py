from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.deadlines import due_date, waiting_days, working_days_between

CHRISTMAS = (date(2026, 12, 24), date(2026, 12, 25))
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("received", "working_days", "holidays", "due"),
    [
        pytest.param(datetime(2026, 11, 19, 10), 3, (), date(2026, 11, 24), id="EX-8.8"),
        pytest.param(date(2026, 12, 18), 5, CHRISTMAS, date(2026, 12, 29), id="EX-8.9"),
        pytest.param(date(2026, 11, 16), 1, (), date(2026, 11, 17), id="Monday to Tuesday"),
        pytest.param(date(2026, 11, 20), 1, (), date(2026, 11, 23), id="Friday to Monday"),
        pytest.param(date(2026, 11, 21), 1, (), date(2026, 11, 23), id="Saturday to Monday"),
        pytest.param(date(2026, 11, 22), 1, (), date(2026, 11, 23), id="Sunday to Monday"),
        pytest.param(date(2026, 12, 24), 1, CHRISTMAS, date(2026, 12, 28), id="received on a holiday"),
        pytest.param(date(2026, 12, 31), 1, (), date(2027, 1, 1), id="over the year without holidays"),
        pytest.param(datetime(2026, 11, 19, 16, 0), 3, (), date(2026, 11, 24), id="at 16:00"),
        pytest.param(datetime(2026, 11, 19, 16, 0, 1), 3, (), date(2026, 11, 25), id="after 16:00"),
        pytest.param(datetime(2026, 11, 20, 23, 59), 1, (), date(2026, 11, 24), id="Friday night counts as Monday"),
        pytest.param(datetime(2026, 11, 21, 23, 59), 1, (), date(2026, 11, 23), id="Saturday night is a day off"),
        pytest.param(datetime(2026, 12, 23, 17), 1, CHRISTMAS, date(2026, 12, 29), id="evening before a holiday"),
        pytest.param(datetime(2026, 11, 19, 17, tzinfo=UTC), 1, (), date(2026, 11, 23), id="aware: its own clock"),
        pytest.param(date(2026, 11, 19), 0, (), date(2026, 11, 19), id="no days"),
        pytest.param(date(2026, 11, 21), 0, (), date(2026, 11, 23), id="no days, received on a day off"),
        pytest.param(date(2026, 11, 19), "3", (), date(2026, 11, 24), id="number as text"),
        pytest.param(date(2026, 11, 19), 3, [date(2026, 11, 21)] * 2, date(2026, 11, 24), id="holiday on a Saturday"),
        pytest.param(date(2026, 11, 19), 3, [datetime(2026, 11, 20, 8)], date(2026, 11, 25), id="holiday with a time"),
        pytest.param(date(2026, 11, 19), 3, iter([date(2026, 11, 20)]), date(2026, 11, 25), id="generator"),
    ],
)
def test_due_date(received, working_days, holidays, due):
    assert due_date(received, working_days, holidays) == due


def test_due_date_is_a_plain_date():
    assert type(due_date(datetime(2026, 11, 19, 10), 3)) is date


@pytest.mark.parametrize(
    ("received", "working_days", "holidays"),
    [
        (date(2026, 11, 19), -1, ()),
        (date(2026, 11, 19), True, ()),
        (date(2026, 11, 19), 1.0, ()),
        (date(2026, 11, 19), "1.5", ()),
        (date(2026, 11, 19), None, ()),
        (date(2026, 11, 19), 10**9, ()),
        (None, 1, ()),
        ("2026-11-19", 1, ()),
        (date(2026, 11, 19), 1, None),
        (date(2026, 11, 19), 1, "2026-11-20"),
        (date(2026, 11, 19), 1, ["2026-11-20"]),
        (date.max, 1, ()),
    ],
)
def test_due_date_refuses(received, working_days, holidays):
    with pytest.raises(ValueError):
        due_date(received, working_days, holidays)


@given(DAYS, st.integers(1, 60), st.lists(DAYS, max_size=10))
def test_due_date_is_the_nth_working_day_after_receipt(received, working_days, holidays):
    due = due_date(received, working_days, holidays)

    following = [received + timedelta(days=days) for days in range(1, (due - received).days + 1)]
    assert sum(day.weekday() < 5 and day not in holidays for day in following) == working_days
    assert due.weekday() < 5
    assert due not in holidays


@given(DAYS, DAYS, st.integers(0, 60), st.lists(DAYS, max_size=10))
def test_due_date_never_falls_earlier_for_a_later_receipt(one, other, working_days, holidays):
    early, late = sorted([one, other])

    assert due_date(early, working_days, holidays) <= due_date(late, working_days, holidays)


@given(DAYS, st.integers(0, 60), DAYS)
def test_due_date_never_falls_earlier_with_one_more_holiday(received, working_days, holiday):
    assert due_date(received, working_days) <= due_date(received, working_days, [holiday])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-11-19", "2026-11-19", 0),
        ("2026-11-19", "2026-11-24", 3),
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-24", "2026-11-19", 0),
        ("2026-12-18", "2026-12-29", 5),
    ],
)
def test_working_days_between(start, end, expected):
    holidays = [date(2026, 12, 24), date(2026, 12, 25)]

    assert working_days_between(date.fromisoformat(start), date.fromisoformat(end), holidays) == expected


@pytest.mark.parametrize("days", range(1, 15))
def test_working_days_between_undoes_due_date(days):
    day = date(2026, 12, 18)

    assert working_days_between(day, due_date(day, days), ()) == days


def test_waiting_days_adds_up_the_waits():
    waits = [(date(2026, 11, 19), date(2026, 11, 24)), (date(2026, 12, 1), date(2026, 12, 1))]

    assert waiting_days(waits) == 3
