import pytest

from asn_portal.keys import read_key, read_keys, read_token


@pytest.mark.parametrize(("text", "key"), [("1", 1), (7, 7), ("9223372036854775807", 2**63 - 1), ("007", 7)])
def test_keys_are_read(text, key):
    assert read_key(text) == key


@pytest.mark.parametrize("text", ["", "-1", "1.0", "٣", "²", "9223372036854775808", "9" * 5000, "1\x00", None, "a"])
def test_what_no_row_can_have_is_none(text):
    assert read_key(text) is None


def test_keys_of_a_form():
    assert read_keys(["1", "2", "2", "x", "9" * 40]) == {1, 2}


@pytest.mark.parametrize(("text", "token"), [("a1-B_2", "a1-B_2"), ("a\x00b", ""), ("a" * 65, ""), ("", ""), ("é", "")])
def test_tokens(text, token):
    assert read_token(text) == token
