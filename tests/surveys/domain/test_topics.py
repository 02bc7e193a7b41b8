"""Topics that the words of a text point to."""

import pytest

from surveys.domain.topics import add_counts, parse_keywords, suggest_topics

KEYWORDS = {"queue": "antre, tunggu lama", "cost": "pungli, biaya", "toilet": "toilet", "none": "", "short": "di"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Semua baik.", []),
        ("ANTREAN panjang sekali", ["queue"]),
        ("Kami tunggu sangat lama", []),
        ("menunggu lama", []),
        ("Tunggu  lama di loket.", ["queue"]),
        ("biaya, biaya, lalu antre", ["cost", "queue"]),
        ("Tóilet kotor, antre", ["queue", "toilet"]),
        ("retoilet", []),
        ("di sini", []),
    ],
)
def test_suggest_topics(text, expected):
    assert suggest_topics(text, KEYWORDS) == expected


def test_parse_keywords():
    assert parse_keywords("  antre ,, pungli;tunggu   lama\nantre") == "antre, pungli, tunggu lama"


def test_add_counts():
    assert list(add_counts([("a", 1), ("b", 3), ("a", 1)]).items()) == [("b", 3), ("a", 2)]
