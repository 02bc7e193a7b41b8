"""What asks a person to look. Every rule compares a day with the survey's own other days."""

import pytest

from surveys.domain.alarms import (
    BURST_LEAST,
    OUTSIDE_LEAST,
    PATTERN_CHANCE,
    PATTERN_LEAST,
    PEAK_LEAST,
    STRING_LEAST,
    DayOfAnswers,
    at_least,
    find_burst,
    find_out_of_hours,
    find_pattern,
    findings_of,
)
from surveys.enums import AlarmKind


def day(morning=0, afternoon=0, other=0, patterns=None, **noticed):
    bands = {"08-12": morning, "13-17": afternoon, "other": other}
    return DayOfAnswers(
        bands={band: count for band, count in bands.items() if count},
        patterns=patterns or {"333333333": morning + afternoon + other},
        outside=other,
        **noticed,
    )


USUAL = [day(6, 4) for _each in range(10)]


def test_a_usual_day_and_an_empty_one_ask_nothing():
    assert findings_of(day(8, 5), USUAL) == []
    assert findings_of(DayOfAnswers({}, {}), []) == []


def test_a_burst_is_five_times_what_is_usual_and_thirty_at_least():
    assert find_burst(day(BURST_LEAST - 1, 0), USUAL) is None
    found = find_burst(day(BURST_LEAST, 2), USUAL)
    assert found is not None
    assert found.details == {"answers": 32, "band": "08-12", "count": 30, "usual": 6.0}

    busy = [day(100, 80) for _each in range(10)]
    assert find_burst(day(400, 80), busy) is None
    assert find_burst(day(500, 80), busy).kind == AlarmKind.BURST


def test_a_burst_over_the_whole_day():
    others = [day(12, 10) for _each in range(6)]

    assert find_burst(day(55, 49), others) is None
    assert find_burst(day(59, 49, 2), others).details["count"] == 110


def test_the_first_days_are_judged_by_the_fixed_number_alone():
    assert find_burst(day(200, 0), USUAL[:4]) is None
    assert find_burst(day(200, 0, peak=PEAK_LEAST - 1), []) is None
    assert find_burst(day(200, 0, peak=PEAK_LEAST), []).details == {"answers": 200, "peak": PEAK_LEAST}


def test_all_threes_are_a_pattern_only_where_they_are_rare():
    stuffed = day(40, 0, patterns={"333333333": 20, "343434343": 20})
    common = [day(10, 0, patterns={"333333333": 5, "343434343": 5}) for _each in range(10)]
    rare = [day(10, 0, patterns={"333333333": 1, "434343434": 9}) for _each in range(10)]

    assert find_pattern(stuffed, common) is None
    found = find_pattern(stuffed, rare)
    assert (found.kind, found.details["count"]) == (AlarmKind.PATTERN, 20)


def test_a_pattern_needs_fifteen_equal_forms():
    rare = [day(10, 0, patterns={"434343434": 10}) for _each in range(30)]

    assert find_pattern(day(40, 0, patterns={"111111111": PATTERN_LEAST - 1}), rare) is None
    assert find_pattern(day(40, 0, patterns={"111111111": PATTERN_LEAST}), rare) is not None


def test_a_string_of_equal_forms():
    assert find_pattern(day(30, 0, longest=STRING_LEAST - 1), USUAL) is None
    assert find_pattern(day(30, 0, longest=STRING_LEAST), USUAL).details["in_a_row"] is True


def test_out_of_hours_is_more_than_half_and_above_the_habit():
    at_home = [day(2, 2, 6) for _each in range(10)]

    assert find_out_of_hours(day(10, 0, OUTSIDE_LEAST), USUAL).details["share"] == 0.667
    assert find_out_of_hours(day(0, 0, OUTSIDE_LEAST - 1), USUAL) is None
    assert find_out_of_hours(day(20, 0, 20), USUAL) is None
    assert find_out_of_hours(day(3, 0, 25), at_home) is None
    assert find_out_of_hours(day(2, 0, 25), at_home) is not None


@pytest.mark.parametrize(
    ("count", "of", "chance", "expected"),
    [(0, 10, 0.5, 1.0), (1, 1, 0.25, 0.25), (10, 10, 0.5, 0.5**10), (2, 3, 0.5, 0.5), (3, 3, 1, 1.0), (1, 3, 0, 0.0)],
)
def test_at_least(count, of, chance, expected):
    assert at_least(count, of, chance) == pytest.approx(expected)


def test_at_least_of_a_rare_thing_is_below_the_chance():
    assert at_least(20, 20, 0.5) < PATTERN_CHANCE < at_least(19, 19, 0.5)
