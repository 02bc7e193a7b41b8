"""Writing, reviewing, versions, and bringing items in."""

import io
from decimal import Decimal

import pytest
from django.core import signing
from django.db import DatabaseError, transaction
from django.utils import translation

from asn_portal.errors import DomainError
from asn_portal.tabular.writing import write_xlsx
from careers.domain.exam_item import ItemContent, Option
from careers.enums import ItemKind, ItemState, ReviewVerdict
from careers.exam_import import HEADERS, from_signed, read_file, read_text, template
from careers.models import Item
from careers.services.exam_bank import (
    change_item,
    create_bank,
    import_items,
    new_version,
    propose_item,
    retire_item,
    review_item,
    write_item,
)
from tests.factories.employees import UnitFactory, UserFactory
from tests.factories.exam import ItemBankFactory, ItemFactory

pytestmark = pytest.mark.django_db
CONTENT = ItemContent(ItemKind.SINGLE, "Soal?", (Option("a", Decimal(100)), Option("b")))


@pytest.fixture
def bank():
    return ItemBankFactory(unit=UnitFactory(parent=UnitFactory()))


@pytest.fixture
def writer():
    return UserFactory()


def write(bank, writer, **values):
    return write_item(
        **{"bank": bank, "content": CONTENT, "code": "", "subject": "A", "level": "easy", **values}, by=writer
    )


def test_codes_count_on(bank, writer):
    assert [write(bank, writer).code for _item in range(2)] == [f"B{bank.pk}-0001", f"B{bank.pk}-0002"]


def test_a_faulty_item_is_refused_in_words(bank, writer):
    with pytest.raises(DomainError, match=r"at least two answers.*which answer is right"):
        write(bank, writer, content=ItemContent(ItemKind.SINGLE, "Soal?", (Option("a"),)))

    assert not Item.objects.exists()


def test_two_banks_of_one_title_are_refused(bank, writer):
    with pytest.raises(DomainError, match="already has an item bank"):
        create_bank(unit=bank.unit, title=bank.title, description="", by=writer)


def test_another_person_reviews(bank, writer):
    item = propose_item(item=write(bank, writer), by=writer)

    with pytest.raises(DomainError, match="Another person"):
        review_item(item=item, verdict=ReviewVerdict.APPROVED, comment="", by=writer)
    with pytest.raises(DomainError, match="what is to be corrected"):
        review_item(item=item, verdict=ReviewVerdict.RETURNED, comment=" ", by=UserFactory())

    assert review_item(item=item, verdict=ReviewVerdict.APPROVED, comment="", by=UserFactory()).state == "approved"


def test_a_returned_item_is_a_draft_again(bank, writer):
    item = propose_item(item=write(bank, writer), by=writer)

    item = review_item(item=item, verdict=ReviewVerdict.RETURNED, comment="Kuncinya keliru", by=UserFactory())

    assert item.state == ItemState.DRAFT
    assert item.reviews.get().comment == "Kuncinya keliru"


def test_an_approved_item_changes_only_as_a_new_version(bank, writer):
    item = ItemFactory(bank=bank)
    with pytest.raises(DomainError, match="new version"):
        change_item(item=item, content=CONTENT, subject="A", level="easy", by=writer)

    newer = new_version(item=item, by=writer)
    assert new_version(item=item, by=writer) == newer
    newer = change_item(item=newer, content=CONTENT, subject="A", level="hard", by=writer)
    review_item(item=propose_item(item=newer, by=writer), verdict=ReviewVerdict.APPROVED, comment="", by=UserFactory())

    item.refresh_from_db()
    newer.refresh_from_db()
    assert (item.state, newer.state, newer.version) == (ItemState.RETIRED, ItemState.APPROVED, 2)


def test_the_database_keeps_the_words_of_an_approved_item(bank):
    item = ItemFactory(bank=bank)

    with pytest.raises(DatabaseError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(text="Lain")
    with pytest.raises(DatabaseError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(options=[])
    assert Item.objects.filter(pk=item.pk).update(state=ItemState.RETIRED) == 1


def test_retiring_twice_is_refused(bank, writer):
    item = retire_item(item=ItemFactory(bank=bank), reason="Usang", by=writer)

    with pytest.raises(DomainError, match="already"):
        retire_item(item=item, reason="Usang", by=writer)


# --- Import ----------------------------------------------------------------------------------------------------------


def sheet(*rows):
    stream = io.BytesIO()
    write_xlsx(stream, HEADERS, rows)
    stream.seek(0)
    return stream


def test_the_template_reads_without_a_fault():
    preview = read_file(io.BytesIO(template()))

    assert preview.problems == ()
    assert [item.content.kind for item in preview.items] == [
        ItemKind.SINGLE,
        ItemKind.MULTIPLE,
        ItemKind.TRUE_FALSE,
        ItemKind.NUMBER,
        ItemKind.ESSAY,
    ]


def test_faults_of_a_sheet_name_their_row():
    preview = read_file(
        sheet(
            ("", "A", "mudah", "pilihan ganda", "Soal?", "a", "b", "", "", "", "C"),
            ("", "A", "gampang", "pilihan ganda", "Soal?", "a", "b", "", "", "", "A"),
            ("", "A", "mudah", "teka-teki", "Soal?", "a", "b", "", "", "", "A"),
            ("", "A", "mudah", "pilihan ganda", "Soal yang baik?", "a", "b", "", "", "", "A"),
        )
    )

    assert [item.content.text for item in preview.items] == ["Soal yang baik?"]
    assert [problem.split(":")[0] for problem in preview.problems] == ["Row 2", "Row 3", "Row 4"]


def test_what_is_no_sheet_and_no_question_says_so():
    assert read_file(io.BytesIO(b"PK\x03\x04 broken")).problems
    stream = io.BytesIO()
    write_xlsx(stream, ("Satu", "Dua"), [("a", "b")], sheet_name="Soal")
    with translation.override("id"):
        problems = read_file(io.BytesIO(stream.getvalue())).problems
    assert "judul kolom yang diharapkan" in problems[0]
    assert read_text("  ").problems == ("No question was found in this file.",)


def test_a_long_file_is_read_to_its_thousandth_question():
    text = read_file(io.BytesIO(b"Satu? {T}\n\n" * 1002))
    exact = read_file(io.BytesIO(b"Satu? {T}\n\n" * 1000))
    stream = io.BytesIO()
    write_xlsx(stream, ("Soal", "Jenis"), [("Jelaskan.", "esai")] * 1001, sheet_name="Soal")
    sheet = read_file(io.BytesIO(stream.getvalue()))

    for preview in (text, sheet):
        assert len(preview.items) == 1000
        assert "more than 1,000 questions" in preview.problems[0]
    assert (len(exact.items), exact.problems) == (1000, ())


def test_an_import_stores_what_the_preview_showed(bank, writer):
    preview = read_text("::A-1:: Satu? {=a ~b}\n\nDua? {T}")

    made = import_items(bank=bank, rows=from_signed(preview.signed()).rows, subject="Umum", level="hard", by=writer)

    assert [(item.code, item.subject, item.level, item.state) for item in made] == [
        ("A-1", "Umum", "hard", "draft"),
        (f"B{bank.pk}-0001", "Umum", "hard", "draft"),
    ]
    with pytest.raises(DomainError, match="A-1"):
        import_items(bank=bank, rows=from_signed(preview.signed()).rows, subject="Umum", level="hard", by=writer)
    assert Item.objects.count() == 2


def test_a_preview_that_was_changed_on_the_way_is_refused():
    signed = read_text("Dua? {T}").signed()

    with pytest.raises(signing.BadSignature):
        from_signed(signed[:-2] + "xx")
