"""Pages of those who prepare, watch, mark and read an exam."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from asn_portal.audit.models import RecordView
from careers.enums import AttendanceState, DutyKind, ItemState, SittingState
from careers.models import Blueprint, EssayMark, Item, ItemBank, PaperItem, Sitting, TimeAdjustment
from careers.services.exam_marking import mark_essay
from careers.services.exam_result import drop_item
from careers.services.exam_sitting import close_sitting
from careers.services.exam_taking import hand_in, put_on_paper, save_answer, start_exam
from tests.factories.employees import EmployeeFactory, UserFactory
from tests.factories.exam import BlueprintFactory, ItemBankFactory, ItemFactory, SittingFactory, give, make_sitting
from tests.shown import post_shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client_for):
    signed_in = client_for("hr_officer")
    signed_in.cookies["django_language"] = "en"
    return signed_in


def test_a_bank_an_item_and_its_review(world, officer):
    officer.post(reverse("careers:exam-bank-create"), {"unit": world.district.pk, "title": "Bank"})
    bank = ItemBank.objects.get()
    form = {"subject": "A", "level": "easy", "kind": "single", "text": "Soal?", "answers": "*a\nb"}

    wrong = officer.post(reverse("careers:exam-item-create", args=[bank.pk]), {**form, "answers": "a\nb"})
    assert "Say which answer is right." in wrong.content.decode()
    officer.post(reverse("careers:exam-item-create", args=[bank.pk]), form)
    item = Item.objects.get()
    officer.post(reverse("careers:exam-item-propose", args=[item.pk]))

    refused = officer.post(reverse("careers:exam-item-review", args=[item.pk]), {"verdict": "approved"})
    assert "Another person reviews" in refused.content.decode()
    assert "waits for a review" in officer.get(item.get_absolute_url()).content.decode().lower()
    item.refresh_from_db()
    assert item.state == ItemState.IN_REVIEW


def test_the_bank_of_the_only_keeper_is_reviewed_in_the_government(world, officer):
    """A keeper of another unit reads what waits for a review, and nothing else of the bank."""
    bank = ItemBankFactory(unit=world.government)
    waiting, draft = ItemFactory(bank=bank, state=ItemState.IN_REVIEW), ItemFactory(bank=bank, state=ItemState.DRAFT)
    url = reverse("careers:exam-item-review", args=[waiting.pk])

    assert officer.get(bank.get_absolute_url()).status_code == 404
    assert officer.get(draft.get_absolute_url()).status_code == 404
    assert waiting.get_absolute_url() in officer.get("/").content.decode()
    page = officer.get(waiting.get_absolute_url())
    assert url in page.content.decode()
    assert (page.context["may_change"], page.context["may_retire"]) == (False, False)
    assert officer.get(reverse("careers:exam-item-retire", args=[waiting.pk])).status_code == 403
    assert officer.get(reverse("careers:exam-item-change", args=[waiting.pk])).status_code == 403
    sent = post_shown(officer, url, {"verdict": "approved"}, follow=True)

    assert "Reviewed." in sent.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == ItemState.APPROVED


def test_a_bank_can_be_opened_for_a_unit_below(world, officer):
    form = officer.get(reverse("careers:exam-bank-create")).context["form"]

    assert {world.district, world.village} <= set(form.fields["unit"].queryset)


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


def test_a_blueprint_keeps_what_was_typed(world, officer):
    bank, other = ItemBankFactory.create_batch(2, unit=world.district)
    ItemFactory(bank=bank)
    ItemFactory(bank=bank, subject="Draf", state=ItemState.DRAFT)
    ItemFactory(bank=other, subject="Pelayanan")
    url = reverse("careers:exam-blueprint-create")
    form = {"bank": bank.pk, "title": "Kisi", "minutes": 60, "subject-1": "Anggaran", "points-1": "2"}

    offered = officer.get(url).context["form"].fields["subject-1"].choices
    assert [value for value, _label in offered] == ["", "Anggaran", "Pelayanan"]
    wrong = officer.post(url, form)
    assert "A part needs both." in wrong.content.decode()
    foreign = officer.post(url, {**form, "subject-1": "Pelayanan", "count-1": "3"})
    assert "This item bank has no approved item of this subject." in foreign.content.decode()
    officer.post(url, {**form, "count-1": "3"})

    line = Blueprint.objects.get().lines.get()
    assert (line.subject, line.count, line.points) == ("Anggaran", 3, 2)


def test_a_sitting_from_plan_to_board(world, officer, client_for):
    bank = ItemBankFactory(unit=world.district)
    ItemFactory.create_batch(6, bank=bank)
    blueprint = BlueprintFactory(bank=bank)
    officer.post(
        reverse("careers:exam-sitting-create"),
        {
            "blueprint": blueprint.pk,
            "title": "Ujian",
            "starts_at": f"{timezone.localdate()}T00:00",
            "closes_at": f"{timezone.localdate() + datetime.timedelta(days=2)}T09:00",
            "essay_limit": "20",
        },
    )
    sitting = Sitting.objects.get()
    nips = f"{world.users['employee'].employee.nip}  Siti\n"
    wrong = officer.post(reverse("careers:exam-candidates-add", args=[sitting.pk]), {"people": "123"})
    assert "Nobody with these NIPs" in wrong.content.decode()
    officer.post(reverse("careers:exam-candidates-add", args=[sitting.pk]), {"people": nips})
    officer.post(
        reverse("careers:exam-duty-give", args=[sitting.pk]),
        {"kind": "proctor", "people": world.users["supervisor"].employee.nip},
    )
    officer.post(reverse("careers:exam-papers-make", args=[sitting.pk]))
    officer.post(reverse("careers:exam-sitting-open", args=[sitting.pk]))

    sitting.refresh_from_db()
    board = client_for("supervisor").get(reverse("careers:exam-board", args=[sitting.pk]))
    assert sitting.state == SittingState.OPEN
    assert board.context["board"].count(AttendanceState.INVITED) == 1
    assert sitting.candidates.get().start_code[:4] in board.content.decode()


def test_the_proctor_adds_time_with_a_reason(world, client_for):
    sitting = make_sitting(world.village, people=[world.users["employee"].employee])
    give(sitting, world.users["supervisor"].employee, DutyKind.PROCTOR)
    url = reverse("careers:exam-time", args=[sitting.candidates.get().pk])
    proctor = client_for("supervisor")

    assert "reason" in proctor.post(url, {"minutes": "10"}).context["form"].errors
    proctor.post(url, {"minutes": "10", "reason": "Listrik padam"})

    assert TimeAdjustment.objects.get().minutes == 10


def test_the_printed_paper_is_a_file_without_answers(world, officer):
    parts = [("Anggaran", "easy", "single", 2, 1), ("Anggaran", "", "essay", 1, 10)]
    sitting = make_sitting(world.village, parts=parts, extra_items=[{"essay": True}])
    candidate = sitting.candidates.first()

    response = officer.get(reverse("careers:exam-paper", args=[candidate.pk]))

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert "APBD" in text
    # Lines to write on are drawn as wide as the page, not typed.
    assert "…………" not in text


def test_two_people_type_in_a_paper_and_settle(world, officer, client_for):
    sitting = make_sitting(world.village, items=4, people=[world.users["employee"].employee])
    give(sitting, world.users["supervisor"].employee, DutyKind.KEYER)
    candidate = put_on_paper(candidate=sitting.candidates.get(), reason="Listrik", by=UserFactory())
    url = reverse("careers:exam-keying", args=[candidate.pk])

    officer.post(url, {"q1": "0", "q2": "0", "q3": "0", "q4": "0"})
    client_for("supervisor").post(url, {"q1": "0", "q2": "1", "q3": "0", "q4": "0"})
    own = officer.get(reverse("careers:exam-keying-list", args=[sitting.pk])).context["rows"][0]
    assert (own["may_key"], own["may_settle"]) == (True, False)
    refused = officer.post(reverse("careers:exam-settle", args=[candidate.pk]), {"q2": "0"})
    assert "A third person settles the differences" in refused.content.decode()
    give(sitting, world.users["colleague"].employee, DutyKind.KEYER)
    third = client_for("colleague")
    assert third.get(reverse("careers:exam-keying-list", args=[sitting.pk])).context["rows"][0]["may_settle"]
    page = third.get(reverse("careers:exam-settle", args=[candidate.pk]))
    assert [place for place, _pair in page.context["readings"]] == [2]
    third.post(reverse("careers:exam-settle", args=[candidate.pk]), {"q2": "0"})

    candidate.refresh_from_db()
    assert candidate.score == 100
    assert officer.get(reverse("careers:exam-keying-list", args=[sitting.pk])).context["rows"][0]["is_settled"]


@pytest.fixture
def marked(world):
    parts = [("Anggaran", "easy", "single", 2, 1), ("Anggaran", "", "essay", 1, 10)]
    sitting = make_sitting(
        world.village, parts=parts, extra_items=[{"essay": True}], people=[world.users["employee"].employee]
    )
    candidate = sitting.candidates.get()
    candidate = start_exam(candidate=candidate, code=candidate.start_code, by=None)
    row = candidate.paper.items.get(item__kind="essay")
    save_answer(candidate_id=candidate.pk, device=1, paper_item_id=row.pk, sequence=1, value="Uraian saya")
    hand_in(candidate=candidate, by=None)
    give(sitting, world.users["supervisor"].employee, DutyKind.MARKER)
    return close_sitting(sitting=sitting, by=UserFactory())


def test_essays_are_marked_without_names(world, marked, client_for):
    marker = client_for("supervisor")
    page = marker.get(reverse("careers:exam-marking-list", args=[marked.pk]))
    (row,) = page.context["rows"]
    essay = marker.get(reverse("careers:exam-mark", args=[row.pk]))

    for text in (page.content.decode(), essay.content.decode()):
        assert "Uraian saya" in text
        assert "Siti Rahmawati" not in text
    marker.post(reverse("careers:exam-mark", args=[row.pk]), {"points": "8"})
    assert EssayMark.objects.get().points == 8
    assert marker.get(reverse("careers:exam-marking-list", args=[marked.pk])).context["rows"] == []


def test_marks_far_apart_lead_the_office_to_a_third_marker(world, marked, officer, client_for):
    essay = PaperItem.objects.essays().get(paper__candidate__sitting=marked)
    second = EmployeeFactory(unit=world.village, user=UserFactory())
    give(marked, second, DutyKind.MARKER)
    for marker, points in ((world.users["supervisor"].employee, 9), (second, 3)):
        mark_essay(paper_item=essay, marker=marker, points=points, by=marker.user)
    give_url = f"{reverse('careers:exam-duty-give', args=[marked.pk])}?kind=marker"
    sentence = "The two marks of 1 essay lie too far apart. Give a third person the duty “Marker of essays”."

    page = officer.get(marked.get_absolute_url()).content.decode()
    assert sentence in page
    assert give_url in page
    assert officer.get(give_url).context["form"]["kind"].value() == "marker"
    assert f"Name a third marker for “{marked}”" in officer.get("/").content.decode()
    assert sentence in officer.post(reverse("careers:exam-sitting-publish", args=[marked.pk])).content.decode()
    marker = client_for("supervisor")
    marker.cookies["django_language"] = "en"
    listed = marker.get(reverse("careers:exam-marking-list", args=[marked.pk])).content.decode()
    assert sentence in listed
    assert give_url not in listed

    give(marked, EmployeeFactory(unit=world.village), DutyKind.MARKER)

    page = officer.get(marked.get_absolute_url()).content.decode()
    assert sentence not in page
    assert "it waits for the mark of a third person" in page


def test_figures_and_dropping(marked, officer, client_for):
    page = officer.get(reverse("careers:exam-figures", args=[marked.pk]))
    line = next(line for line in page.context["lines"] if line.statistic.item.kind == "single")
    assert "each group needs 30" in page.content.decode()

    officer.post(
        reverse("careers:exam-item-drop", args=[marked.pk, line.statistic.item_id]), {"reason": "Dua jawaban benar"}
    )

    page = officer.get(reverse("careers:exam-figures", args=[marked.pk]))
    assert [row.reason for row, _changes in page.context["dropped"]] == ["Dua jawaban benar"]
    reader = client_for("head_of_agency").get(reverse("careers:exam-figures", args=[marked.pk]))
    assert (reader.context["keeps"], reader.context["may_drop"]) == (False, False)


def test_items_are_remarked_on_from_ten_candidates_on(marked, officer):
    url = reverse("careers:exam-figures", args=[marked.pk])
    for n, remarks in ((9, []), (10, ["Better candidates miss it more often: check the key.", "Very hard."])):
        marked.item_statistics.update(n=n, facility="0.1", discrimination="-0.2")
        assert officer.get(url).context["lines"][0].remarks == remarks


def test_figures_speak_the_language_and_say_what_is_missing(world, officer):
    crowd = [EmployeeFactory(unit=world.village, user=UserFactory()) for _number in range(2)]
    # As many items as a paper has: both get the same ones.
    sitting = make_sitting(world.village, items=4, people=crowd)
    for candidate, rights in zip(sitting.candidates.order_by("number"), (4, 2), strict=True):
        started = start_exam(candidate=candidate, code=candidate.start_code, by=None)
        for place, row in enumerate(started.paper.items.order_by("place")):
            # The first option is right, wherever the paper shows it.
            value = 0 if place < rights else 1
            save_answer(candidate_id=candidate.pk, device=1, paper_item_id=row.pk, sequence=1, value=value)
        hand_in(candidate=started, by=None)
    sitting = close_sitting(sitting=sitting, by=UserFactory())
    scores = list(sitting.candidates.order_by("number").values_list("score", flat=True))
    item = sitting.item_statistics.order_by("facility").first().item
    drop_item(sitting=sitting, item=item, reason="Kunci salah", by=UserFactory())
    officer.cookies["django_language"] = "id"
    url = reverse("careers:exam-figures", args=[sitting.pk])

    text = officer.get(url).content.decode()

    assert f"{scores[1]:.2f} → ".replace(".", ",") in text
    Sitting.objects.filter(pk=sitting.pk).update(analysis={"n": 1, "mean": "62.50", "alpha": None, "error": None})
    text = officer.get(url).content.decode()
    assert "62,50" in text
    assert text.count("belum dihitung: perlu") == 2


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["bank", "blueprint", "sitting", "items"])
def test_lists_take_few_queries(world, officer, django_assert_max_num_queries, name, rows):
    banks = ItemBankFactory.create_batch(rows, unit=world.village)
    url = reverse(f"careers:exam-{name}-list") if name != "items" else banks[0].get_absolute_url()
    for bank in banks:
        ItemFactory.create_batch(rows, bank=banks[0])
        SittingFactory(blueprint=BlueprintFactory(bank=bank))
    officer.get(url)

    with django_assert_max_num_queries(12):
        officer.get(url)


@pytest.mark.parametrize("people", [1, 4])
def test_the_board_takes_the_same_queries_for_any_crowd(world, officer, people, django_assert_max_num_queries):
    crowd = [EmployeeFactory(unit=world.village, user=UserFactory()) for _number in range(people)]
    sitting = make_sitting(world.village, people=crowd)
    url = reverse("careers:exam-board", args=[sitting.pk])
    officer.get(url)

    with django_assert_max_num_queries(9):
        officer.get(url)


def test_first_page_says_what_waits(world, client_for):
    sitting = make_sitting(world.village, people=[world.users["employee"].employee])
    give(sitting, world.users["supervisor"].employee, DutyKind.PROCTOR)
    ItemFactory(bank=ItemBankFactory(unit=world.village), state=ItemState.IN_REVIEW)

    for role, text in (
        ("employee", f"Sit the exam “{sitting}”"),
        ("supervisor", f"Watch the exam “{sitting}”"),
        ("hr_officer", "Review 1 exam item"),
    ):
        client = client_for(role)
        client.cookies["django_language"] = "en"
        assert text in client.get("/").content.decode()


def test_what_waits_for_a_review_leads_to_a_list_of_exactly_that(world, officer):
    own, other = ItemBankFactory(unit=world.village), ItemBankFactory(unit=world.government)
    waiting = [ItemFactory(bank=bank, state=ItemState.IN_REVIEW) for bank in (own, other)]
    ItemFactory(bank=own)
    ItemFactory(bank=own, state=ItemState.IN_REVIEW, created_by=world.users["hr_officer"])
    url = reverse("careers:exam-review-list")

    assert f'href="{url}"' in officer.get("/").content.decode()
    assert set(officer.get(url).context["table"].data.data) == set(waiting)
    waiting[0].delete()
    assert f'href="{waiting[1].get_absolute_url()}"' in officer.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("exam-sitting-open", SittingState.PLANNED),
        ("exam-sitting-open", SittingState.PUBLISHED),
        ("exam-sitting-close", SittingState.CLOSED),
        ("exam-sitting-publish", SittingState.OPEN),
        ("exam-sitting-change", SittingState.READY),
        ("exam-candidates-add", SittingState.READY),
        ("exam-room-add", SittingState.OPEN),
        ("exam-papers-make", SittingState.READY),
        ("exam-duty-give", SittingState.PUBLISHED),
        ("exam-sitting-cancel", SittingState.OPEN),
    ],
)
def test_a_step_of_a_sitting_whose_time_is_over_leads_back_and_says_why(world, officer, name, state):
    sitting = make_sitting(world.district, state=SittingState.PLANNED)
    Sitting.objects.filter(pk=sitting.pk).update(state=state)

    response = officer.get(reverse(f"careers:{name}", args=[sitting.pk]), follow=True)

    assert response.redirect_chain == [(sitting.get_absolute_url(), 302)]
    assert f"not possible while the sitting is “{SittingState(state).label}”" in response.content.decode()


def test_a_step_of_an_item_or_blueprint_that_is_none_leads_back_and_says_why(world, officer):
    bank = ItemBankFactory(unit=world.district)
    own = ItemFactory(bank=bank, state=ItemState.IN_REVIEW, created_by=world.users["hr_officer"])
    approved = ItemFactory(bank=bank)
    used = make_sitting(world.district).blueprint

    for name, thing, sentence in (
        ("exam-item-review", own, "Another person reviews what you wrote."),
        ("exam-item-review", approved, "The item is already “Approved”."),
        ("exam-item-change", approved, "This item is no draft any more."),
        ("exam-item-retire", own, "The item is already “In review”."),
        ("exam-blueprint-change", used, "A sitting uses this blueprint"),
    ):
        response = officer.get(reverse(f"careers:{name}", args=[thing.pk]), follow=True)
        assert response.redirect_chain == [(thing.get_absolute_url(), 302)]
        assert sentence in response.content.decode()


def test_the_form_of_a_paper_shows_what_the_device_had_saved(world, officer):
    parts = [("Anggaran", "easy", "single", 2, 1), ("Anggaran", "", "essay", 1, 10)]
    sitting = make_sitting(world.village, parts=parts, extra_items=[{"essay": True}])
    candidate = sitting.candidates.first()
    candidate = start_exam(candidate=candidate, code=candidate.start_code, by=None)
    one, two = candidate.paper.items.filter(item__kind="single")
    essay = candidate.paper.items.get(item__kind="essay")
    for row, value in ((two, two.order[1]), (essay, "Uraian awal")):
        save_answer(candidate_id=candidate.pk, device=1, paper_item_id=row.pk, sequence=1, value=value)
    put_on_paper(candidate=candidate, reason="Listrik", by=UserFactory())

    form = officer.get(reverse("careers:exam-keying", args=[candidate.pk])).context["form"]

    assert form.fields[f"q{one.place}"].help_text == ""
    assert "Saved on the device: B." in form.fields[f"q{two.place}"].help_text
    assert form.fields[f"q{essay.place}"].initial == "Uraian awal"


def test_a_differing_reading_is_typed_in_anew_from_what_one_typed(world, officer):
    sitting = make_sitting(world.village, items=4)
    candidate = put_on_paper(candidate=sitting.candidates.first(), reason="Listrik", by=UserFactory())
    url = reverse("careers:exam-keying", args=[candidate.pk])
    officer.post(url, {"q1": "2", "q2": "0", "q3": "0", "q4": "0"})

    assert officer.get(url).context["form"]["q1"].value() == 2


def test_papers_are_printed_from_the_day_on_and_every_look_is_noted(world, officer):
    later = timezone.now() + datetime.timedelta(days=7)
    sitting = make_sitting(
        world.village, state=SittingState.READY, starts_at=later, closes_at=later + datetime.timedelta(hours=1)
    )
    candidate = sitting.candidates.first()
    url = reverse("careers:exam-paper", args=[candidate.pk])

    refused = officer.get(url, follow=True)
    assert "Papers are printed on the day of the exam" in refused.content.decode()
    assert url not in refused.content.decode()
    assert not RecordView.objects.exists()
    Sitting.objects.filter(pk=sitting.pk).update(starts_at=timezone.now())
    assert officer.get(url).content.startswith(b"%PDF")
    look = RecordView.objects.get()
    assert (look.what, look.subject_id, look.reason) == ("exam_paper", str(candidate.employee_id), str(sitting))


def test_essays_are_not_read_while_people_write(world, marked, client_for):
    row = marked.candidates.get().paper.items.get(item__kind="essay")
    url = reverse("careers:exam-mark", args=[row.pk])

    Sitting.objects.filter(pk=marked.pk).update(state=SittingState.OPEN)
    assert client_for("supervisor").get(url).status_code == 404
    Sitting.objects.filter(pk=marked.pk).update(state=SittingState.CLOSED)
    assert client_for("supervisor").get(url).status_code == 200


def test_closing_says_who_becomes_absent(world, officer):
    sitting = make_sitting(world.village)

    page = officer.get(reverse("careers:exam-sitting-close", args=[sitting.pk]))

    assert "2 candidates have not started and become absent. The last start is" in page.content.decode()


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


@pytest.mark.parametrize(
    ("starts_at", "closes_at", "fields"),
    [
        ("0001-01-01T00:00", "9999-12-31T23:59", {"starts_at", "closes_at"}),
        ("0001-01-01T00:00+07:00", "0001-01-02T00:00+07:00", {"starts_at", "closes_at"}),
        ("9999-12-31T23:58", "9999-12-31T23:59", {"starts_at", "closes_at"}),
        ("{yesterday}T08:00", "{today}T23:59", {"starts_at"}),
        ("{today}T08:00", "{today}T07:00", {"closes_at"}),
    ],
)
def test_a_sitting_is_planned_from_today_to_two_years_ahead(world, officer, starts_at, closes_at, fields):
    blueprint = BlueprintFactory(bank__unit=world.district)
    today = timezone.localdate()
    days = {"today": today, "yesterday": today - datetime.timedelta(days=1)}
    form = {
        "blueprint": blueprint.pk,
        "title": "Ujian",
        "starts_at": starts_at.format(**days),
        "closes_at": closes_at.format(**days),
        "essay_limit": "20",
    }

    page = officer.post(reverse("careers:exam-sitting-create"), form)

    assert set(page.context["form"].errors) == fields
    assert officer.get(reverse("careers:exam-sitting-list")).status_code == 200
