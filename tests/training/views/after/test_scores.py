"""Scores from a sheet and from the grid."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from tests.factories.training import (
    RegistrationFactory,
    SessionFactory,
)
from tests.training.views.after.conftest import QUESTIONS
from training.domain.knowledge_test import dump
from training.enums import RegistrationState as State
from training.models import (
    ContentReview,
    KnowledgeTest,
    LearningActivity,
    TestAttempt,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def grid(programme, over):
    """The address, and two people of a class with a test of two points."""
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    seats = RegistrationFactory.create_batch(2, session=over, state=State.APPROVED)
    return f"/training/sessions/{over.pk}/scores/enter/", seats


def _reviews(programme, number):
    for _index in range(number):
        ContentReview.objects.create(
            programme=programme,
            session=SessionFactory(programme=programme, finished=True),
            trigger="not_deep",
            answers=6,
            count=3,
        )


def _activities(world, number):
    today = timezone.localdate()
    for _index in range(number):
        LearningActivity.objects.create(
            employee=world.users["employee"].employee, form="9", title="S", starts_on=today, ends_on=today, days=1
        )


def _tables(context):
    return {query["sql"][:300] for query in context.captured_queries}


def test_scores_are_previewed_before_they_are_stored(client_for, programme, over):
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    seat = RegistrationFactory(session=over, state=State.APPROVED)
    client = client_for("training_coordinator")
    sheet = SimpleUploadedFile(
        "nilai.csv",
        f"Nomor peserta,Nama,Before,After\n{seat.sequence},{seat.employee.name},0,2\n99,y,1,1\n".encode(),
    )
    preview = client.post(f"/training/sessions/{over.pk}/scores/import/", {"file": sheet})

    assert TestAttempt.objects.count() == 0
    assert [number for number, _sentence in preview.context["preview"].problems] == [3]
    client.post(f"/training/sessions/{over.pk}/scores/confirm/", {"rows": preview.context["preview"].token})
    assert sorted(TestAttempt.objects.values_list("score", flat=True)) == [0, 2]


def test_preview_of_one_session_is_not_confirmed_at_another(client_for, programme, over):
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    other = SessionFactory(programme=programme, over=True)
    seat = RegistrationFactory(session=other, state=State.APPROVED)
    client = client_for("training_coordinator")
    sheet = SimpleUploadedFile("nilai.csv", f"Nomor peserta,Before,After\n{seat.sequence},0,2\n".encode())
    rows = client.post(f"/training/sessions/{other.pk}/scores/import/", {"file": sheet}).context["preview"].token

    with translation.override("id"):
        page = client.post(f"/training/sessions/{over.pk}/scores/confirm/", {"rows": rows}, follow=True)

    assert "Pratinjau ini milik sesi lain" in page.text
    assert TestAttempt.objects.count() == 0
    client.post(f"/training/sessions/{other.pk}/scores/confirm/", {"rows": rows})
    assert TestAttempt.objects.count() == 2


def test_sheet_with_scores_from_after_a_session_to_come_is_refused(client_for, programme, session):
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    seat = RegistrationFactory(session=session, state=State.APPROVED)
    sheet = SimpleUploadedFile("nilai.csv", f"Nomor peserta,Before,After\n{seat.sequence},0,2\n".encode())

    page = client_for("training_coordinator").post(f"/training/sessions/{session.pk}/scores/import/", {"file": sheet})

    assert (page.status_code, page.context["preview"]) == (422, None)
    assert "Sesi dimulai pada" in page.text or "The session begins on" in page.text


@pytest.mark.parametrize("bad", ["NaN", "sNaN", "Infinity", "x", "3", "-1", "1e400", "\x00"])
def test_wrong_score_is_named_at_its_field_and_nothing_typed_is_lost(client_for, grid, bad):
    url, (one, other) = grid

    page = client_for("training_coordinator").post(url, {f"pre-{one.pk}": bad, f"post-{other.pk}": "1,5"})

    assert (page.status_code, TestAttempt.objects.count()) == (422, 0)
    assert list(page.context["form"].errors) == [f"pre-{one.pk}"]
    assert f'id="id_pre-{one.pk}_error"' in page.text
    assert 'value="1,5"' in page.text


def test_scores_are_entered_with_comma_or_dot(client_for, grid):
    url, (one, other) = grid

    response = client_for("training_coordinator").post(url, {f"pre-{one.pk}": "0,5", f"post-{other.pk}": " 1.5 "})

    assert response.status_code == 302
    assert sorted(TestAttempt.objects.values_list("registration", "moment", "score")) == [
        (one.pk, "pre", Decimal("0.5")),
        (other.pk, "post", Decimal("1.5")),
    ]


def test_score_beside_one_of_the_portal_is_refused_with_what_was_typed(client_for, grid):
    url, (one, other) = grid
    test, now = KnowledgeTest.objects.get(), timezone.now()
    TestAttempt.objects.create(
        test=test, registration=one, moment="pre", started_at=now, due_at=now, maximum=2, answers={"0": 1}
    )

    page = client_for("training_coordinator").post(url, {f"pre-{one.pk}": "1", f"post-{other.pk}": "2"})

    assert (page.status_code, TestAttempt.objects.count()) == (422, 1)
    assert f'name="pre-{one.pk}" value="1"' in page.text


def test_stored_score_is_corrected_in_the_grid(client_for, grid, over):
    url, (one, other) = grid
    client = client_for("training_coordinator")
    client.post(url, {f"pre-{one.pk}": "1,5", f"pre-{other.pk}": "1"})

    page = client.get(f"/training/sessions/{over.pk}/scores/")
    seen = [cell["seen"] for _row, cells in page.context["form"].lines for cell in cells if cell["seen"]]
    client.post(url, {f"pre-{one.pk}": "1", f"pre-{other.pk}": "1,00", "seen": seen})

    assert sorted(seen) == sorted([f"pre-{one.pk}:1.50", f"pre-{other.pk}:1.00"])
    assert all(f'name="seen" value="{each}"' in page.text for each in seen)
    assert set(TestAttempt.objects.values_list("score", flat=True)) == {1}


def test_score_stored_meanwhile_stands_beside_what_was_typed(client_for, grid):
    url, (one, other) = grid
    client = client_for("training_coordinator")
    client.post(url, {f"pre-{one.pk}": "2"})

    # The page was opened before; nothing is stored of it until both are compared.
    page = client.post(url, {f"pre-{one.pk}": "0", f"pre-{other.pk}": "1", "seen": ["x", "pre-x:1", f"pre-{one.pk}:x"]})
    cells = [cell for _row, cells in page.context["form"].lines for cell in cells if cell["theirs"]]

    assert (page.status_code, TestAttempt.objects.get().score) == (422, 2)
    assert [(cell["theirs"], cell["field"].value(), cell["seen"]) for cell in cells] == [
        ("2", "0", f"pre-{one.pk}:2.00")
    ]
    client.post(url, {f"pre-{one.pk}": "0", f"pre-{other.pk}": "1", "seen": [cells[0]["seen"]]})
    assert sorted(TestAttempt.objects.values_list("score", flat=True)) == [0, 1]


def test_sheet_shows_what_it_replaces_and_replaces_nothing_newer(client_for, grid, over):
    url, (one, _other) = grid
    client = client_for("training_coordinator")
    client.post(url, {f"pre-{one.pk}": "2"})
    sheet = SimpleUploadedFile("nilai.csv", f"Nomor peserta,Before,After\n{one.sequence},0,1\n".encode())

    preview = client.post(f"/training/sessions/{over.pk}/scores/import/", {"file": sheet}).context["preview"]
    client.post(url, {f"pre-{one.pk}": "1", "seen": [f"pre-{one.pk}:2"]})
    client.post(f"/training/sessions/{over.pk}/scores/confirm/", {"rows": preview.token})

    assert preview.rows[0].cells == [{"points": 0, "replaces": 2}, {"points": 1, "replaces": None}]
    assert list(TestAttempt.objects.values_list("score", flat=True)) == [1]


@pytest.mark.parametrize("url", ["reviews/", "activities/", "hours/", "without-training/", "obstacles/", "equality/"])
def test_lists_ask_the_same_number_of_queries_whatever_the_rows(
    client_for, url, programme, world, django_assert_max_num_queries
):
    client, address = client_for("training_coordinator"), f"/training/{url}"
    _reviews(programme, 1)
    _activities(world, 1)
    client.get(address)
    with django_assert_max_num_queries(30) as one:
        client.get(address)
    _reviews(programme, 2)
    _activities(world, 2)
    RegistrationFactory.create_batch(2, session=SessionFactory(programme=programme))
    with django_assert_max_num_queries(30) as three:
        client.get(address)

    assert len(one) == len(three), _tables(one) ^ _tables(three)
