import datetime

import pytest

from training.domain.presence_code import (
    Shown,
    personal_code,
    presence_code,
    read_personal_code,
    read_presence_code,
    seconds_left,
    time_step,
)

NOW = datetime.datetime(2026, 11, 22, 3, 0, 10, tzinfo=datetime.UTC)
SECRET = "rahasia"


def shown(seconds_ago=0, **fields):
    at = NOW - datetime.timedelta(seconds=seconds_ago)
    return presence_code(SECRET, **{"meeting": 7, "direction": "in", "step": time_step(at)} | fields)


def test_code_of_now_and_the_one_before_are_accepted():
    found = [read_presence_code(shown(ago), {7: SECRET}, at=NOW) for ago in (0, 30, 60)]

    assert found == [Shown(7, "in"), Shown(7, "in"), None]


def test_photo_of_yesterday_is_worth_nothing():
    assert read_presence_code(shown(24 * 3600), {7: SECRET}, at=NOW) is None


def test_code_names_meeting_and_direction():
    found = read_presence_code(shown(meeting=8, direction="out"), {7: SECRET, 8: SECRET}, at=NOW)

    assert found == Shown(8, "out")


def test_code_of_another_secret_is_unknown():
    assert read_presence_code(shown(), {7: "lain"}, at=NOW) is None


@pytest.mark.parametrize(
    "spelling", [str.lower, lambda code: f" {code[:3]}-{code[3:]} ", lambda code: code.replace("0", "o")]
)
def test_code_may_be_typed_carelessly(spelling):
    assert read_presence_code(spelling(shown()), {7: SECRET}, at=NOW) == Shown(7, "in")


@pytest.mark.parametrize("text", ["", "x" * 1000, "١٢٣٤٥٦", "\x00", "null"])
def test_nonsense_is_no_code(text):
    assert read_presence_code(text, {7: SECRET}, at=NOW) is None


def test_code_changes_every_thirty_seconds():
    assert shown(0) == shown(9)
    assert shown(0) != shown(11)
    assert seconds_left(NOW) == 20


def test_personal_codes_differ_and_are_found():
    codes = [personal_code(SECRET, number) for number in range(200)]

    assert len(set(codes)) == 200
    assert read_personal_code(codes[17].lower(), SECRET, range(200)) == 17
    assert read_personal_code("ZZZZZZ0", SECRET, range(200)) is None


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError):
        time_step(datetime.datetime(2026, 1, 1))
