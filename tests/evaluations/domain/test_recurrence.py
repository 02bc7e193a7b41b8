"""When a schedule is due."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.domain.recurrence import Recurrence, RecurrenceError, parse
from evaluations.domain.recurrence_pattern import (
    LAST_DAY,
    MONTHLY,
    OTHER,
    QUARTERLY,
    YEARLY,
    build_rule,
    split_rule,
)
from evaluations.words import RECURRENCE_FAULTS

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
SIX = datetime.time(6)
MOMENTS = st.datetimes(
    datetime.datetime(2021, 1, 1), datetime.datetime(2045, 12, 31), timezones=st.sampled_from([WIB, WITA, WIT])
)
DAYS = st.one_of(st.integers(1, 31), st.just(LAST_DAY))
RULES = st.one_of(
    st.builds(lambda day: build_rule(MONTHLY, day), DAYS),
    st.builds(lambda day: build_rule(QUARTERLY, day), DAYS),
    st.builds(lambda day, month: build_rule(YEARLY, day, month), st.integers(1, 28), st.integers(1, 12)),
    st.sampled_from(
        ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", "FREQ=DAILY;INTERVAL=9"]
    ),
)


def wib(*parts):
    return datetime.datetime(*parts, tzinfo=WIB)


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=1", wib(2026, 11, 22, 10), wib(2026, 12, 1, 6)),
        # Strictly after.
        ("FREQ=MONTHLY;BYMONTHDAY=1", wib(2026, 12, 1, 6), wib(2027, 1, 1, 6)),
        ("FREQ=MONTHLY;BYMONTHDAY=1", wib(2026, 12, 1, 5, 59), wib(2026, 12, 1, 6)),
        # What a form builds has its day or the last one of a shorter month.
        (build_rule(MONTHLY, 31), wib(2027, 1, 31, 7), wib(2027, 2, 28, 6)),
        (build_rule(MONTHLY, 30), wib(2028, 1, 31, 7), wib(2028, 2, 29, 6)),
        (build_rule(MONTHLY, 30), wib(2027, 3, 1, 7), wib(2027, 3, 30, 6)),
        (build_rule(QUARTERLY, 31), wib(2027, 1, 31, 7), wib(2027, 4, 30, 6)),
        # By a rule short months are passed over, the last day fits each.
        ("FREQ=MONTHLY;BYMONTHDAY=31", wib(2027, 1, 31, 7), wib(2027, 3, 31, 6)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", wib(2027, 1, 31, 7), wib(2027, 2, 28, 6)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", wib(2028, 1, 31, 7), wib(2028, 2, 29, 6)),
        ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5", wib(2026, 11, 22), wib(2027, 1, 5, 6)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", wib(2026, 11, 22), wib(2028, 2, 29, 6)),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1", wib(2026, 11, 22), wib(2026, 12, 7, 6)),
        ("FREQ=WEEKLY;BYDAY=FR", wib(2026, 11, 22), wib(2026, 11, 27, 6)),
        # Counted from the same day for every schedule.
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", wib(2026, 11, 22), wib(2027, 1, 1, 6)),
        # However far apart the days are.
        ("FREQ=MONTHLY;INTERVAL=82;BYMONTHDAY=23", wib(2026, 11, 23, 6), wib(2033, 9, 23, 6)),
        ("FREQ=YEARLY;INTERVAL=7", wib(2027, 1, 1, 6), wib(2034, 1, 1, 6)),
        ("FREQ=YEARLY;INTERVAL=100", wib(2120, 1, 1, 6), wib(2220, 1, 1, 6)),
        ("FREQ=YEARLY;BYDAY=-53TH", wib(2026, 1, 1, 6), wib(2032, 1, 1, 6)),
    ],
)
def test_next_due_time(text, after, expected):
    assert Recurrence(text, at=SIX, zone=WIB).next_after(after) == expected


def test_the_time_is_that_of_the_zone():
    moment = datetime.datetime(2026, 11, 30, 22, 30, tzinfo=datetime.UTC)

    due = [Recurrence("FREQ=MONTHLY;BYMONTHDAY=1", at=SIX, zone=zone).next_after(moment) for zone in (WIB, WITA, WIT)]

    # 22:30 UTC is half past five in WIB, half past six in WITA, half past seven in WIT.
    assert [each.astimezone(datetime.UTC).isoformat() for each in due] == [
        "2026-11-30T23:00:00+00:00",
        "2026-12-31T22:00:00+00:00",
        "2026-12-31T21:00:00+00:00",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "frequency"),
        ("often", "unknown_part"),
        ("FREQ=HOURLY", "frequency"),
        ("FREQ=MONTHLY;COUNT=3", "unknown_part"),
        ("FREQ=MONTHLY;UNTIL=20270101", "unknown_part"),
        ("DTSTART:20260101\nFREQ=DAILY", "unknown_part"),
        ("FREQ=MONTHLY;BYMONTHDAY=x", "unreadable"),
        ("FREQ=MONTHLY;BYDAY=XX", "unreadable"),
        ("FREQ=MONTHLY;INTERVAL=0", "unreadable"),
        ("FREQ=MONTHLY;INTERVAL=-1", "unreadable"),
        ("FREQ=DAILY;INTERVAL=1000000000000", "unreadable"),
        ("FREQ=DAILY;BYSETPOS=400", "unreadable"),
        # The days counted from may never meet: searched until the year 9999 before.
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TH", "daily_parts"),
        ("FREQ=MONTHLY;BYMONTH=13", "unreadable"),
        ("FREQ=MONTHLY;BYMONTHDAY=40", "unreadable"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "unreadable"),
        ("FREQ=MONTHLY;BYSETPOS=0", "unreadable"),
        ("FREQ=MONTHLY;BYMONTHDAY=٣", "unreadable"),
        ("FREQ=YEARLY;INTERVAL=101", "unreadable"),
        ("FREQ=YEARLY;BYDAY=60MO", "unreadable"),
        ("FREQ=YEARLY;BYDAY=-54MO", "unreadable"),
        ("FREQ=YEARLY;BYDAY=0MO", "unreadable"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=6MO", "unreadable"),
        ("FREQ=MONTHLY;BYDAY=53MO", "unreadable"),
        ("FREQ=MONTHLY;BYDAY=", "unreadable"),
        ("FREQ=WEEKLY;WKST=XX", "unreadable"),
        ("FREQ=DAILY;BYMONTH=2,4;BYMONTHDAY=31", "never"),
    ],
)
def test_faulty_rules(text, fault):
    with pytest.raises(RecurrenceError) as raised:
        parse(text)

    assert raised.value.args == (fault,)
    assert fault in RECURRENCE_FAULTS


@pytest.mark.parametrize("text", ["FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2;BYMONTHDAY=1"])
def test_a_rule_without_a_day_is_no_rule(text):
    with pytest.raises(RecurrenceError) as raised:
        Recurrence(text, at=SIX, zone=WIB).next_after(wib(2026, 11, 22))

    assert raised.value.args == ("never",)


def test_the_rarest_day_is_found():
    rule = Recurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", at=SIX, zone=WIB)

    # 2100 has no 29 February.
    assert rule.next_after(wib(2072, 3, 1)) == wib(2112, 2, 29, 6)


NUMBERS = st.one_of(st.integers(-5, 12).map(str), st.integers(-400, 400).map(str), st.sampled_from(["", "x", "1,15"]))
PARTS = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"])},
    optional={
        "INTERVAL": NUMBERS,
        "BYMONTHDAY": NUMBERS,
        "BYMONTH": NUMBERS,
        "BYDAY": st.builds(lambda number, day: f"{number}{day}", NUMBERS, st.sampled_from(["MO", "SU", "XX", "MO,TU"])),
        "BYSETPOS": st.sampled_from(["-1", "0", "1", "2", "400", "x"]),
        "WKST": st.sampled_from(["MO", "SU", "XX", ""]),
    },
)


# Walking through the millennia of a rule without any day takes the library seconds.
@settings(deadline=None, max_examples=150)
@given(parts=PARTS)
def test_whatever_is_typed_has_days_or_is_a_faulty_rule(parts):
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    fault = due = None

    try:
        due = Recurrence(text, at=SIX, zone=WIB).next_after(wib(2026, 11, 22))
    except RecurrenceError as error:
        fault = error.args[0]

    assert fault in RECURRENCE_FAULTS or due > wib(2026, 11, 22)


def test_a_rule_that_ends_is_due_once_more():
    rule = Recurrence("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", at=SIX, zone=WIB)

    assert rule.due_until(wib(2026, 11, 1, 6), wib(2026, 11, 22)) == [wib(2026, 11, 1, 6)]


def test_a_downtime_has_all_its_due_times_once():
    rule = Recurrence("FREQ=MONTHLY;BYMONTHDAY=1", at=SIX, zone=WIB)

    assert rule.due_until(wib(2026, 8, 1, 6), wib(2026, 11, 22)) == [wib(2026, month, 1, 6) for month in (8, 9, 10, 11)]
    assert rule.due_until(wib(2026, 12, 1, 6), wib(2026, 11, 22)) == []


@given(text=RULES, moment=MOMENTS, hour=st.integers(0, 23))
def test_next_is_later_at_the_time_of_day_and_nothing_lies_between(text, moment, hour):
    rule = Recurrence(text, at=datetime.time(hour), zone=moment.tzinfo)

    due = rule.next_after(moment)

    assert due > moment
    assert due.astimezone(moment.tzinfo).time() == datetime.time(hour)
    # Asked from any moment on the way, the answer is the same.
    assert rule.next_after(moment + (due - moment) / 2) == due
    assert rule.due_until(due, due) == [due]


@given(pattern=st.sampled_from([MONTHLY, QUARTERLY, YEARLY]), day=DAYS, month=st.integers(1, 12))
def test_what_a_form_builds_it_reads_again(pattern, day, month):
    assert split_rule(build_rule(pattern, day, month)) == (pattern, day, month if pattern == YEARLY else 1)


@pytest.mark.parametrize(
    "text",
    ["FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1", "FREQ=YEARLY"],
)
def test_other_rules_stand_as_they_are(text):
    assert split_rule(text)[0] == OTHER


def test_an_unknown_pattern_is_refused():
    with pytest.raises(ValueError, match="hourly"):
        build_rule("hourly", 1)
