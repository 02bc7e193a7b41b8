"""GIFT files: what is read, and how each fault is named with its line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.exam_item import ItemFault, Option
from careers.domain.gift import GiftCode, read_gift
from careers.enums import ItemKind


def one(text):
    found = read_gift(text)
    assert found.faults == ()
    (item,) = found.items
    return item


def test_multiple_choice_with_title_and_feedback():
    item = one("::A-01:: Ibu kota Sumatera Utara adalah {\n=Medan #Benar\n~Binjai #Bukan\n~%50%Padang\n}")

    assert (item.title, item.line, item.content.kind) == ("A-01", 1, ItemKind.SINGLE)
    assert item.content.text == "Ibu kota Sumatera Utara adalah"
    assert item.content.options == (
        Option("Medan", Decimal(100)),
        Option("Binjai", Decimal(0)),
        Option("Padang", Decimal(50)),
    )


def test_several_answers_with_weights():
    item = one("Komponen standar: {~%50%Biaya ~%50%Waktu ~%-50%Saham}")

    assert item.content.kind == ItemKind.MULTIPLE
    assert [option.weight for option in item.content.options] == [50, 50, -50]


@pytest.mark.parametrize(
    ("written", "right"),
    [("{T}", "Benar"), ("{TRUE}", "Benar"), ("{F#Bukan#Ya}", "Salah"), ("{false}", "Salah")],
)
def test_true_or_false(written, right):
    item = one(f"KTP-el berlaku seumur hidup. {written}")

    assert item.content.kind == ItemKind.TRUE_FALSE
    assert [option.text for option in item.content.options if option.weight == 100] == [right]


@pytest.mark.parametrize(
    ("written", "options"),
    [
        ("{#56}", (Option("56", Decimal(100)),)),
        ("{#3.14:0.01}", (Option("3.14", Decimal(100), Decimal("0.01")),)),
        ("{#1..5}", (Option("3", Decimal(100), Decimal(2)),)),
        ("{#=12:0 =%50%12:2 ~}", (Option("12", Decimal(100)), Option("12", Decimal(50), Decimal(2)))),
    ],
)
def test_numbers(written, options):
    found = read_gift(f"Berapa? {written}")

    # The same number twice, exact and about, is one answer too many for us to tell apart.
    if len({option.text for option in options}) < len(options):
        assert [fault.code for fault in found.faults] == [ItemFault.SAME_OPTIONS]
    else:
        assert found.items[0].content.options == options
        assert found.items[0].content.kind == ItemKind.NUMBER


def test_short_answer_and_essay():
    found = read_gift("Singkatan APBD? {=Anggaran =%50%Belanja}\n\nJelaskan alur pengaduan. {}")

    assert [item.content.kind for item in found.items] == [ItemKind.SHORT_TEXT, ItemKind.ESSAY]
    assert found.items[1].line == 3


def test_escapes_comments_and_category():
    item = one("// bank\n$CATEGORY: $course$/top/Anggaran\n\n// komentar\nRumus \\{a\\=b\\}: {=a\\~b ~c\\#d}")

    assert item.category == "Anggaran"
    assert item.content.text == "Rumus {a=b}:"
    assert [option.text for option in item.content.options] == ["a~b", "c#d"]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("Satu? {=a ~b}\n\nDua?\n{=a\n~b\n\nTiga? {T}", 4, GiftCode.NOT_CLOSED),
        ("Dua? =a ~b}", 1, GiftCode.NOT_OPENED),
        ("Dua? {=a ~b} Tiga? {T}", 1, GiftCode.SECOND_ANSWER),
        ("Tanpa jawaban", 1, GiftCode.NO_ANSWER_PART),
        ("::Judul Soal? {T}", 1, GiftCode.TITLE_NOT_CLOSED),
        ("Ibu kota {=Medan ~Binjai} Sumatera Utara.", 1, GiftCode.MISSING_WORD),
        ("Pasangkan. {=a -> 1 =b -> 2 =c -> 3}", 1, GiftCode.MATCHING),
        ("[html]<b>Soal</b>? {T}", 1, GiftCode.HTML),
        ("Soal? {~%x%a ~b}", 1, GiftCode.BAD_WEIGHT),
        ("Soal? {#dua}", 1, GiftCode.BAD_NUMBER),
        ("Soal? {#5..1}", 1, GiftCode.BAD_RANGE),
        ("Soal? {a =b}", 1, GiftCode.TEXT_BEFORE_ANSWER),
        ("Soal? {=a}", 1, None),
        ("\n\n\nSoal? {~a ~b}", 4, ItemFault.NO_RIGHT),
        ("Soal? {~%50%a ~%30%b}", 1, ItemFault.WEIGHT_SUM),
        ("Soal? {=a ~a}", 1, ItemFault.SAME_OPTIONS),
        ("Soal? {=a =b ~c}", 1, ItemFault.SEVERAL_RIGHT),
        ("{=a ~b}", 1, ItemFault.NO_TEXT),
    ],
)
def test_faults_name_their_line(text, line, code):
    found = read_gift(text)

    assert [(fault.line, fault.code) for fault in found.faults] == ([(line, code)] if code else [])


def test_one_fault_does_not_hold_up_the_others():
    found = read_gift("Satu? {T}\n\nDua {\n\nTiga? {#3}")

    assert [item.line for item in found.items] == [1, 5]
    assert [fault.line for fault in found.faults] == [3]


def test_reading_ends_after_the_most_questions():
    found = read_gift("Satu? {T}\n\n" * 5 + "Dua {", most=3)

    assert (len(found.items), found.faults) == (4, ())


@given(st.text(alphabet="ab ~=#{}%:\\\n/$0123456789.->T", max_size=120))
def test_nothing_breaks_the_reader(text):
    found = read_gift(text)

    lines = text.splitlines()
    assert all(1 <= each.line <= len(lines) + 1 for each in (*found.items, *found.faults))
