"""Papers that are printed and typed in."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from asn_portal.audit.models import RecordView
from careers.enums import DutyKind, SittingState
from careers.models import Sitting
from careers.services.exam_taking import put_on_paper, save_answer, start_exam
from tests.factories.employees import UserFactory
from tests.factories.exam import give, make_sitting

pytestmark = pytest.mark.django_db


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
