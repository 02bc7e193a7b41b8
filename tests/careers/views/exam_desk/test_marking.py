"""Essays and their markers; figures and dropped items."""

import pytest
from django.urls import reverse

from careers.enums import DutyKind, SittingState
from careers.models import EssayMark, PaperItem, Sitting
from careers.services.exam_marking import mark_essay
from careers.services.exam_result import drop_item
from careers.services.exam_sitting import close_sitting
from careers.services.exam_taking import hand_in, save_answer, start_exam
from tests.factories.employees import EmployeeFactory, UserFactory
from tests.factories.exam import give, make_sitting

pytestmark = pytest.mark.django_db


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


def test_essays_are_not_read_while_people_write(world, marked, client_for):
    row = marked.candidates.get().paper.items.get(item__kind="essay")
    url = reverse("careers:exam-mark", args=[row.pk])

    Sitting.objects.filter(pk=marked.pk).update(state=SittingState.OPEN)
    assert client_for("supervisor").get(url).status_code == 404
    Sitting.objects.filter(pk=marked.pk).update(state=SittingState.CLOSED)
    assert client_for("supervisor").get(url).status_code == 200
