import datetime

import pytest

from training.ics import calendar_event, escape, fold

WIB = datetime.timezone(datetime.timedelta(hours=7))


def event(**changes):
    values = {
        "uid": "training-session-1@portal",
        "title": "Pelayanan Prima",
        "starts_at": datetime.datetime(2026, 12, 7, 8, tzinfo=WIB),
        "ends_at": datetime.datetime(2026, 12, 8, 16, tzinfo=WIB),
        "place": "Aula",
        "description": "",
        "url": "https://portal/training/sessions/1/",
        "stamp": datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC),
        **changes,
    }
    return calendar_event(**values)


def test_times_are_utc_and_lines_end_as_the_standard_says():
    lines = event().split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART:20261207T010000Z" in lines
    assert "DTEND:20261208T090000Z" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in event().replace("\r\n", "")


def test_cancelled():
    assert "STATUS:CANCELLED\r\n" in event(is_cancelled=True)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("a, b; c", "a\\, b\\; c"), ("a\\b", "a\\\\b"), ("a\r\nb\nc\rd", "a\\nb\\nc\\nd"), ("é", "é")],
)
def test_escape(text, escaped):
    assert escape(text) == escaped


def test_text_cannot_add_a_line_of_its_own():
    assert "\r\nATTENDEE:" not in event(title="x\r\nATTENDEE:mailto:a@b")


@pytest.mark.parametrize("line", ["SUMMARY:" + "a" * 200, "SUMMARY:" + "é" * 100, "SUMMARY:" + "日本" * 60, "SHORT:1"])
def test_fold_keeps_lines_short_and_characters_whole(line):
    folded = fold(line)

    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        event(starts_at=datetime.datetime(2026, 12, 7, 8))
