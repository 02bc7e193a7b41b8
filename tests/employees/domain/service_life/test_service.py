from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.service_life import ServiceLength, ServiceLifeError, service_completed_on, service_length

START = date(2006, 1, 1)
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@st.composite
def leaves(draw):
    found = []
    for _ in range(draw(st.integers(0, 3))):
        begins = draw(DAYS)
        length = draw(st.none() | st.integers(1, 2000))
        found.append((begins, None if length is None else begins + timedelta(length)))
    return found


@pytest.mark.parametrize(
    ("on", "unpaid_leave", "length"),
    [
        (date(2006, 1, 1), [], "0y0m"),
        (date(2006, 1, 31), [], "0y0m"),
        (date(2006, 2, 1), [], "0y1m"),
        (date(2006, 12, 31), [], "0y11m"),
        (date(2007, 1, 1), [], "1y0m"),
        (date(2026, 8, 17), [], "20y7m"),
        (date(2026, 8, 17), [(date(2010, 1, 1), date(2011, 1, 1))], "19y7m"),
        (date(2026, 8, 17), [(date(2008, 1, 1), date(2009, 1, 1))], "19y7m"),  # a leap year is a year too
        (date(2026, 8, 17), [(date(2010, 3, 15), date(2011, 3, 15))], "19y7m"),
        (date(2026, 8, 17), [(date(2010, 3, 31), date(2010, 4, 30))], "20y6m"),
        # Overlapping and touching leaves count once.
        (
            date(2026, 8, 17),
            [(date(2010, 6, 1), date(2011, 1, 1)), (date(2010, 1, 1), date(2010, 7, 1))],
            "19y7m",
        ),
        (
            date(2026, 8, 17),
            [(date(2010, 1, 1), date(2010, 6, 1)), (date(2010, 6, 1), date(2011, 1, 1))],
            "19y7m",
        ),
        (date(2026, 8, 17), [(date(2010, 1, 1), date(2011, 1, 1)), (date(2020, 1, 1), date(2021, 3, 1))], "18y5m"),
        # On leave, before it, on its first day and on the day of return.
        (date(2010, 7, 1), [(date(2010, 1, 1), None)], "4y0m"),
        (date(2009, 12, 31), [(date(2010, 1, 1), None)], "3y11m"),
        (date(2010, 1, 1), [(date(2010, 1, 1), date(2011, 1, 1))], "4y0m"),
        (date(2010, 12, 31), [(date(2010, 1, 1), date(2011, 1, 1))], "4y0m"),
        (date(2011, 1, 1), [(date(2010, 1, 1), date(2011, 1, 1))], "4y0m"),
        (date(2011, 2, 1), [(date(2010, 1, 1), date(2011, 1, 1))], "4y1m"),
        # An open leave swallows what begins after it.
        (date(2026, 8, 17), [(date(2010, 1, 1), None), (date(2012, 1, 1), date(2013, 1, 1))], "4y0m"),
        # Only what lies inside service counts.
        (date(2026, 8, 17), [(date(2005, 1, 1), date(2006, 1, 1))], "20y7m"),
        (date(2026, 8, 17), [(date(2005, 1, 1), date(2007, 1, 1))], "19y7m"),
        (date(2026, 8, 17), [(date(2026, 9, 1), date(2027, 9, 1))], "20y7m"),
    ],
)
def test_service_length(on, unpaid_leave, length):
    assert str(service_length(START, on, unpaid_leave=unpaid_leave)) == length


@pytest.mark.parametrize(
    ("start", "on", "unpaid_leave"),
    [
        (date(2026, 8, 18), date(2026, 8, 17), []),
        ("2006-01-01", date(2026, 8, 17), []),
        (START, datetime(2026, 8, 17), []),
        (START, None, []),
        (START, date(2026, 8, 17), [(date(2010, 1, 1), date(2010, 1, 1))]),
        (START, date(2026, 8, 17), [(date(2010, 1, 2), date(2010, 1, 1))]),
        (START, date(2026, 8, 17), [(None, date(2010, 1, 1))]),
    ],
)
def test_service_length_refuses(start, on, unpaid_leave):
    with pytest.raises(ServiceLifeError):
        service_length(start, on, unpaid_leave=unpaid_leave)


def test_service_lengths_compare():
    assert ServiceLength(15, 2) > ServiceLength(14, 11)
    assert max(ServiceLength(2, 0), ServiceLength(1, 11)) == ServiceLength(2)
    assert ServiceLength.of_months(182) == ServiceLength(15, 2)
    assert (str(ServiceLength(15, 2)), ServiceLength(15, 2).total_months) == ("15y2m", 182)


@pytest.mark.parametrize(("years", "months"), [(1, 12), (-1, 0), (0, -1), (1.5, 0)])
def test_service_length_has_at_most_eleven_months(years, months):
    with pytest.raises(ServiceLifeError):
        ServiceLength(years, months)


@given(start=DAYS, on=DAYS, unpaid_leave=leaves())
def test_service_length_grows_with_time_and_shrinks_with_leave(start, on, unpaid_leave):
    start, on = sorted([start, on])

    length = service_length(start, on, unpaid_leave=unpaid_leave)

    assert length <= service_length(start, on + timedelta(1), unpaid_leave=unpaid_leave)
    assert length <= service_length(start, on)
    assert length == service_length(start, on, unpaid_leave=reversed(unpaid_leave))


@pytest.mark.parametrize(
    ("years", "unpaid_leave", "on"),
    [
        (0, [], date(2006, 1, 1)),
        (10, [], date(2016, 1, 1)),
        (10, [(date(2010, 1, 1), date(2011, 1, 1))], date(2017, 1, 1)),
        (4, [(date(2010, 1, 1), None)], date(2010, 1, 1)),
        (5, [(date(2010, 1, 1), None)], None),
        (10, [(date(2016, 1, 2), date(2017, 1, 1))], date(2016, 1, 1)),
        (10, [(date(2015, 12, 31), date(2016, 12, 31))], date(2017, 1, 1)),
    ],
)
def test_service_completed_on(years, unpaid_leave, on):
    assert service_completed_on(START, years, unpaid_leave=unpaid_leave) == on


def test_days_carried_over_a_leave_count_from_the_day_of_return():
    """Thirty days and eleven months before the leave; with the return in a short month, the year is complete."""
    unpaid_leave = [(date(2006, 12, 31), date(2008, 3, 1))]

    assert service_length(START, date(2008, 2, 29), unpaid_leave=unpaid_leave) == ServiceLength(0, 11)
    assert service_length(START, date(2008, 3, 1), unpaid_leave=unpaid_leave) == ServiceLength(1, 0)
    assert service_completed_on(START, 1, unpaid_leave=unpaid_leave) == date(2008, 3, 1)


@given(start=DAYS, years=st.integers(1, 40), unpaid_leave=leaves())
def test_service_is_completed_on_the_first_day_it_is_reached(start, years, unpaid_leave):
    on = service_completed_on(start, years, unpaid_leave=unpaid_leave)

    if on is None:
        assert service_length(start, date(2200, 1, 1), unpaid_leave=unpaid_leave).years < years
    else:
        assert service_length(start, on, unpaid_leave=unpaid_leave).years >= years
        assert service_length(start, on - timedelta(1), unpaid_leave=unpaid_leave).years < years
