"""Faults of items, well-formed answers, and what they earn."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.exam_item import (
    ItemContent,
    ItemFault,
    Option,
    clean_answer,
    dump_options,
    earned,
    faults,
    parse_options,
    read_number,
)
from careers.domain.exam_item_text import read_answers, write_answers
from careers.enums import ItemKind

SINGLE = (Option("a", Decimal(100)), Option("b"), Option("c", Decimal(50)))
SEVERAL = (Option("a", Decimal(50)), Option("b", Decimal(50)), Option("c", Decimal(-50)))
THIRDS = (*(Option(letter, Decimal("33.333")) for letter in "abc"), Option("d", Decimal(-100)))
NUMBER = (Option("12", Decimal(100), Decimal("0.5")), Option("13", Decimal(50)))


@pytest.mark.parametrize(
    ("kind", "options", "answer", "share"),
    [
        (ItemKind.SINGLE, SINGLE, 0, "1"),
        (ItemKind.SINGLE, SINGLE, 1, "0"),
        (ItemKind.SINGLE, SINGLE, 2, "0.5"),
        (ItemKind.SINGLE, SINGLE, None, "0"),
        (ItemKind.MULTIPLE, SEVERAL, [0], "0.5"),
        (ItemKind.MULTIPLE, SEVERAL, [0, 1], "1"),
        (ItemKind.MULTIPLE, SEVERAL, [0, 2], "0"),
        (ItemKind.MULTIPLE, SEVERAL, [2], "0"),
        (ItemKind.MULTIPLE, THIRDS, [0, 1, 2], "1"),
        (ItemKind.NUMBER, NUMBER, "12,5", "1"),
        (ItemKind.NUMBER, NUMBER, "12.51", "0"),
        (ItemKind.NUMBER, NUMBER, "13", "0.5"),
        (ItemKind.NUMBER, NUMBER, "dua belas", "0"),
        (ItemKind.SHORT_TEXT, (Option("Anggaran  Daerah", Decimal(100)),), " anggaran daerah ", "1"),
        (ItemKind.SHORT_TEXT, (Option("APBD", Decimal(100)),), "APBN", "0"),
    ],
)
def test_earned(kind, options, answer, share):
    assert earned(kind, options, answer) == Decimal(share)


def test_an_essay_is_for_people():
    assert earned(ItemKind.ESSAY, (), "Jawaban") is None


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (ItemContent(ItemKind.SINGLE, "Soal", SINGLE), []),
        (ItemContent(ItemKind.SINGLE, " ", SINGLE), [ItemFault.NO_TEXT]),
        (ItemContent(ItemKind.SINGLE, "Soal", SINGLE[:1]), [ItemFault.FEW_OPTIONS]),
        (ItemContent(ItemKind.SINGLE, "Soal", (Option("a"), Option("b"))), [ItemFault.NO_RIGHT]),
        (
            ItemContent(ItemKind.MULTIPLE, "Soal", (Option("a", Decimal(50)), Option("b"))),
            [ItemFault.WEIGHT_SUM],
        ),
        (ItemContent(ItemKind.NUMBER, "Soal", (Option("x", Decimal(100)),)), [ItemFault.NOT_A_NUMBER]),
        (ItemContent(ItemKind.NUMBER, "Soal", ()), [ItemFault.NO_ANSWER]),
        (ItemContent(ItemKind.SINGLE, "Soal", (Option("a", Decimal(200)), Option("b", Decimal(100)))),
         [ItemFault.WEIGHT_RANGE]),
        (ItemContent(ItemKind.ESSAY, "Soal"), []),
    ],
)  # fmt: skip
def test_faults(content, found):
    assert faults(content) == found


@pytest.mark.parametrize(
    ("kind", "answer", "clean"),
    [
        (ItemKind.SINGLE, "2", 2),
        (ItemKind.SINGLE, "", None),
        (ItemKind.MULTIPLE, ["2", 0, 0], [0, 2]),
        (ItemKind.MULTIPLE, [], None),
        (ItemKind.MULTIPLE, "1", [1]),
        (ItemKind.SHORT_TEXT, "  APBD ", "APBD"),
        (ItemKind.ESSAY, "   ", None),
    ],
)
def test_clean_answer(kind, answer, clean):
    assert clean_answer(kind, 3, answer) == clean


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (ItemKind.SINGLE, 3),
        (ItemKind.SINGLE, -1),
        (ItemKind.SINGLE, True),
        (ItemKind.SINGLE, "a"),
        (ItemKind.SINGLE, [0, 1]),
        (ItemKind.MULTIPLE, [9]),
        (ItemKind.MULTIPLE, {"a": 1}),
        (ItemKind.ESSAY, 5),
        (ItemKind.ESSAY, "a\x00b"),
        (ItemKind.ESSAY, "x" * 20_001),
    ],
)
def test_clean_answer_refuses_what_no_page_sends(kind, answer):
    with pytest.raises(ValueError):
        clean_answer(kind, 3, answer)


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", "12"), ("12,5", "12.5"), ("-3.25", "-3.25"), ("−4", "-4"), ("1 250", "1250"), ("1.250,5", None), ("", None),
     ("1e5", None), ("Infinity", None)],
)  # fmt: skip
def test_read_number(text, number):
    assert read_number(text) == (None if number is None else Decimal(number))


@given(
    st.lists(
        st.builds(Option, st.text(max_size=20), st.decimals(-100, 100, places=3), st.decimals(0, 10, places=3)),
        max_size=5,
    )
)
def test_options_survive_storing(options):
    assert parse_options(dump_options(options)) == tuple(options)


@pytest.mark.parametrize(
    ("kind", "text", "options"),
    [
        (ItemKind.SINGLE, "*a\nb", (Option("a", Decimal(100)), Option("b"))),
        (
            ItemKind.MULTIPLE,
            "*a\n*b\nc",
            (Option("a", Decimal(50)), Option("b", Decimal(50)), Option("c", Decimal(-50))),
        ),
        (ItemKind.TRUE_FALSE, "B", (Option("Benar", Decimal(100)), Option("Salah", Decimal(0)))),
        (ItemKind.NUMBER, "12.5:0.5", (Option("12.5", Decimal(100), Decimal("0.5")),)),
        (ItemKind.SHORT_TEXT, "APBD\n%50%Anggaran", (Option("APBD", Decimal(100)), Option("Anggaran", Decimal(50)))),
        (ItemKind.SINGLE, "%100%a\n%50%b", (Option("a", Decimal(100)), Option("b", Decimal(50)))),
    ],
)
def test_answers_of_the_form_there_and_back(kind, text, options):
    assert read_answers(kind, text) == options
    assert write_answers(kind, options) == text
