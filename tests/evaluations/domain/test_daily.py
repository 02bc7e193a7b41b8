"""Worked examples EX-5.12 to EX-5.14."""

import itertools
from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.domain.daily import DailyFault, Line, check_lines, percent_of
from evaluations.enums import DailyFaultCode as Code


def at(start, end, minutes=None):
    return Line(minutes=minutes, start=time.fromisoformat(start), end=time.fromisoformat(end))


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ([], [DailyFault(Code.NO_LINES)]),
        ([Line(minutes=1)], []),
        ([at("08:00", "10:30"), at("10:00", "12:00")], [DailyFault(Code.OVERLAP, 1, 0)]),
        ([at("10:00", "12:00"), at("08:00", "10:30")], [DailyFault(Code.OVERLAP, 0, 1)]),
        ([at("08:00", "10:00"), at("10:00", "12:00")], []),
        ([at("08:00", "10:00:30"), at("10:00:10", "12:00")], []),
        ([at("10:00:10", "10:00:50")], [DailyFault(Code.END_BEFORE_START, 0)]),
        ([at("08:00", "12:00"), at("09:00", "10:00"), at("11:00", "11:30")],
         [DailyFault(Code.OVERLAP, 1, 0), DailyFault(Code.OVERLAP, 2, 0)]),
        ([at("08:00", "09:00"), Line(minutes=600), at("08:30", "08:45")], [DailyFault(Code.OVERLAP, 2, 0)]),
        ([at("10:00", "09:00")], [DailyFault(Code.END_BEFORE_START, 0)]),
        ([at("10:00", "10:00")], [DailyFault(Code.END_BEFORE_START, 0)]),
        ([Line(minutes=5, start=time(8))], [DailyFault(Code.END_MISSING, 0)]),
        ([Line(minutes=5, end=time(8))], [DailyFault(Code.END_MISSING, 0)]),
        ([Line()], [DailyFault(Code.NO_MINUTES, 0)]),
        ([Line(minutes=0)], [DailyFault(Code.NO_MINUTES, 0)]),
        ([Line(minutes=5), Line(minutes=-5)], [DailyFault(Code.NO_MINUTES, 1)]),
        ([at("08:00", "09:00", 60)], []),
        ([at("08:00", "09:00", 61)], [DailyFault(Code.MORE_THAN_SPAN, 0)]),
        ([at("08:00", "09:00", 45)], []),
        ([Line(minutes=1440)], []),
        ([Line(minutes=1440), Line(minutes=1)], [DailyFault(Code.MORE_THAN_A_DAY)]),
    ],
)  # fmt: skip
def test_faults_of_a_day(lines, faults):
    assert check_lines(lines) == faults


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (450, 450, "100.0"),
        (0, 450, "0.0"),
        (449, 450, "99.8"),
        (451, 450, "100.2"),
        (900, 450, "200.0"),
        (9000, 9000, "100.0"),
        (9, 1800, "0.5"),
        (100, 0, "0.0"),
    ],
)
def test_percent_of_the_target(part, whole, percent):
    assert percent_of(part, whole) == Decimal(percent)


@pytest.mark.parametrize(("part", "whole"), [(-1, 1), (1, -1)])
def test_negative_numbers_are_refused(part, whole):
    with pytest.raises(ValueError, match="negative"):
        percent_of(part, whole)


def test_minutes_follow_from_the_times_unless_given():
    assert [at("08:00", "10:30").counted_minutes, at("08:00", "10:30", 100).counted_minutes] == [150, 100]


@given(st.lists(st.integers(0, 1438), min_size=2, max_size=12, unique=True))
def test_lines_one_after_another_never_overlap(minutes):
    ends = sorted(minutes)
    lines = [
        Line(start=time(begin // 60, begin % 60), end=time(end // 60, end % 60))
        for begin, end in itertools.pairwise(ends)
    ]

    assert check_lines(lines) == []
    assert sum(line.counted_minutes for line in lines) == ends[-1] - ends[0]


def test_times_are_whole_minutes():
    assert at("08:00:59", "10:00:30.5") == at("08:00", "10:00")
