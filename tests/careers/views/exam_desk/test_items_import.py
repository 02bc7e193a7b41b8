"""Items from a file: the preview, and what it stores."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from careers.models import Item
from tests.factories.exam import ItemBankFactory, ItemFactory

pytestmark = pytest.mark.django_db


def test_an_import_shows_first_and_stores_then(world, officer):
    bank = ItemBankFactory(unit=world.district)
    url = reverse("careers:exam-items-import", args=[bank.pk])
    file = SimpleUploadedFile("soal.txt", b"Satu? {=a ~b}\n\nDua {\n\nTiga? {T}")

    shown = officer.post(url, {"file": file, "subject": "Umum", "level": "easy"})

    assert not Item.objects.exists()
    assert len(shown.context["preview"].items) == 2
    assert "Line 3" in shown.content.decode()
    signed = shown.context["store"]["signed"].value()
    officer.post(url, {"signed": signed, "subject": "Umum", "level": "easy"})
    assert Item.objects.filter(bank=bank, subject="Umum").count() == 2


def test_an_import_asks_a_subject_only_for_lines_without_one(world, officer):
    bank = ItemBankFactory(unit=world.district)
    url = reverse("careers:exam-items-import", args=[bank.pk])
    text = "Nol? {T}\n\n$CATEGORY: $course$/Anggaran\n\nSatu? {=a ~b}"
    level = {"level": "easy"}
    lacking = "These lines name no subject: 1. Type one for them."

    shown = officer.post(url, {"file": SimpleUploadedFile("soal.txt", text.encode()), **level})
    assert lacking in shown.content.decode()
    signed = shown.context["store"]["signed"].value()
    refused = officer.post(url, {"signed": signed, **level}).content.decode()
    assert not Item.objects.exists()
    assert refused.count("data-error-summary") == 1
    assert "Nol?" in refused  # nobody chooses the file once more
    officer.post(url, {"signed": signed, "subject": "Umum", **level})
    assert set(Item.objects.values_list("text", "subject")) == {("Nol?", "Umum"), ("Satu?", "Anggaran")}

    whole = officer.post(url, {"text": "$CATEGORY: Anggaran\n\nDua? {T}", **level})
    officer.post(url, {"signed": whole.context["store"]["signed"].value(), **level})
    assert Item.objects.filter(text="Dua?", subject="Anggaran").exists()


def test_an_import_that_is_refused_keeps_the_preview(world, officer):
    bank = ItemBankFactory(unit=world.district)
    ItemFactory(bank=bank, code="A-1")
    url = reverse("careers:exam-items-import", args=[bank.pk])
    shown = officer.post(url, {"text": "::A-1:: Satu? {T}", "subject": "Umum", "level": "easy"})

    refused = officer.post(
        url, {"signed": shown.context["store"]["signed"].value(), "subject": "Umum", "level": "easy"}
    ).content.decode()

    assert "These codes are used already: A-1." in refused
    assert "Satu?" in refused


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\x00\x01\x9c{=a}", "Berkas ini bukan teks dan bukan lembar kerja."),
        (b"PK\x03\x04broken", "Berkas ini rusak."),
        (b"Tanpa jawaban", "Bagian dalam kurung tidak ada."),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(world, officer, content, sentence):
    officer.cookies["django_language"] = "id"
    url = reverse("careers:exam-items-import", args=[ItemBankFactory(unit=world.district).pk])

    refused = officer.post(url, {"file": SimpleUploadedFile("soal.txt", content), "level": "easy"})

    assert refused.context["preview"].items == ()
    assert sentence in refused.content.decode()
    assert "atau simpan yang lain" not in refused.content.decode()


def test_a_text_of_an_old_editor_is_read(world, officer):
    url = reverse("careers:exam-items-import", args=[ItemBankFactory(unit=world.district).pk])

    shown = officer.post(url, {"file": SimpleUploadedFile("soal.txt", "Satu? {T}".encode("utf-16")), "level": "easy"})

    assert [item.content.text for item in shown.context["preview"].items] == ["Satu?"]


def test_a_second_file_that_is_refused_keeps_the_first_preview(world, officer):
    url = reverse("careers:exam-items-import", args=[ItemBankFactory(unit=world.district).pk])
    shown = officer.post(url, {"text": "Satu? {T}", "level": "easy"})
    assert shown.context["store"].fields["subject"].required
    again = {"kept": shown.context["preview"].signed(), "subject": "Umum", "level": "hard"}

    for wrong in ({}, {"file": SimpleUploadedFile("soal.txt", b"\x00\x01")}):
        kept = officer.post(url, {**again, **wrong})
        assert [item.content.text for item in kept.context["preview"].items] == ["Satu?"]
        assert kept.context["store"]["subject"].value() == "Umum"
    assert "neither text nor a spreadsheet" in kept.content.decode()
    replaced = officer.post(url, {**again, "text": "Dua? {T}"})
    assert [item.content.text for item in replaced.context["preview"].items] == ["Dua?"]


def test_a_preview_sent_twice_is_stored_once(world, officer):
    bank = ItemBankFactory(unit=world.district)
    url = reverse("careers:exam-items-import", args=[bank.pk])
    shown = officer.post(url, {"text": "Satu? {=a ~b}", "subject": "Umum", "level": "easy"})
    form = {"signed": shown.context["preview"].signed(), "subject": "Umum", "level": "easy"}

    officer.post(url, form)
    again = officer.post(url, form, follow=True)

    assert Item.objects.filter(bank=bank).count() == 1
    assert "It was counted once." in again.content.decode()


def test_a_refused_preview_can_be_sent_again(world, officer):
    bank = ItemBankFactory(unit=world.district)
    url = reverse("careers:exam-items-import", args=[bank.pk])
    shown = officer.post(url, {"text": "Satu? {=a ~b}", "subject": "Umum", "level": "easy"})
    form = {"signed": shown.context["preview"].signed(), "subject": "Umum"}

    officer.post(url, {**form, "level": "nonsense"})
    officer.post(url, {**form, "level": "easy"})

    assert Item.objects.filter(bank=bank).count() == 1
