"""One English word, two meanings: the Indonesian word of the place."""

from __future__ import annotations

import re

import polib
import pytest
from django.conf import settings
from django.template import engines
from django.utils.translation import override

from careers.enums import ItemKind, ItemState, ObjectionState, SittingState
from careers.forms.candidacy import AnswerForm
from careers.forms.exam import ItemForm
from careers.models import Item
from careers.views.panel import PanelAppointView
from careers.views.selection_decision import SelectionAppointView
from careers.views.succession import SuccessorCreateView, SuccessorRemoveView
from employees.enums import LegalStatus, SanctionLevel


@pytest.mark.parametrize(
    ("label", "word"),
    [
        (ObjectionState.DISMISSED.label, "Ditolak"),
        (dict(AnswerForm.base_fields["upheld"].choices)["no"], "Ditolak"),
        (ItemKind.NUMBER.label, "Angka"),
        (ItemState.RETIRED.label, "Tidak dipakai lagi"),
        (LegalStatus.RETIRED.label, "Pensiun"),
        (SittingState.OPEN.label, "Dibuka"),
        (ItemForm.base_fields["subject"].label, "Materi"),
        (Item._meta.get_field("subject").verbose_name, "materi"),
        (SuccessorCreateView.submit_label, "Tunjuk"),
        (SuccessorRemoveView.submit_label, "Keluarkan"),
        (PanelAppointView.submit_label, "Angkat"),
        (SelectionAppointView.submit_label, "Lantik"),
        (SanctionLevel.LIGHT.label, "Ringan"),
    ],
)
def test_label_has_the_word_of_its_place(label, word):
    with override("id"):
        assert str(label) == word


@pytest.mark.parametrize(
    ("template", "texts"),
    [
        ("careers/vacancy_detail.html", ["Lamar"]),
        ("careers/key_post_detail.html", ["Keluarkan", "Dijabat oleh"]),
        ("careers/exam_figures.html", ["Gugurkan"]),
        ("careers/exam_marking_list.html", ["Nilai"]),
        ("careers/exam_board.html", ["Naskah"]),
        ("careers/exam_keying_list.html", ["Naskah"]),
        ("careers/stage_detail.html", ["Hasil belum diumumkan"]),
        ("careers/candidacy_detail.html", ["Diperiksa"]),
        ("careers/_vacancies.html", ["Seleksi"]),
        ("careers/exam_result.html", ["Materi"]),
        ("pdf/careers/exam_slip.html", ["Materi"]),
        ("careers/objection_detail.html", ["Jawab", "Jawaban"]),
        ("employees/_structurechange_effects.html", ["Ke"]),
        ("evaluations/feedback_list.html", ["Tentang"]),
    ],
)
def test_page_has_the_word_of_its_place(template, texts):
    """The tags one by one, since a page shows some of them only in one state."""
    django = engines["django"]
    source = django.get_template(template).template.source
    with override("id"):
        words = {django.from_string(tag).render() for tag in re.findall(r"{% translate [^%]*%}", source)}

    assert set(texts) <= words


def test_results_are_announced_and_not_issued():
    """Of everything in `careers` only the offers of mentors are issued."""
    texts = polib.pofile(str(settings.BASE_DIR / "locale/id/LC_MESSAGES/django.po"))

    issued = {
        (entry.msgid, place)
        for entry in texts
        for place, _line in entry.occurrences
        if "careers/" in place and re.search("terbit", entry.msgstr, re.IGNORECASE)
    }

    assert issued == {("Publish the offer", "careers/views/mentor_offer.py")}
