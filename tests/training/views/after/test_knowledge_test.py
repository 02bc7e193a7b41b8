"""Tests before and after a training."""

import pytest

from tests.factories.training import (
    RegistrationFactory,
)
from tests.training.views.after.conftest import QUESTIONS
from training.domain.knowledge_test import TestQuestion, dump
from training.enums import RegistrationState as State
from training.models import (
    KnowledgeTest,
    TestAttempt,
)

pytestmark = pytest.mark.django_db


def test_test_is_written_without_script(client_for, programme):
    client = client_for("training_coordinator")
    test = KnowledgeTest.objects.create(programme=programme)
    data = {
        "edit": "1",
        "minutes": "10",
        "pass_mark": "",
        "q0-text": "Satu?",
        "q0-o0": "a",
        "q0-o1": "b",
        "q0-right": "1",
        "q0-points": "2",
    }

    client.post(f"/training/tests/{test.pk}/", data)
    stale = client.post(f"/training/tests/{test.pk}/", data | {"q0-text": "Lain?"})

    test.refresh_from_db()
    assert test.questions == dump([TestQuestion("Satu?", ("a", "b"), 1, 2)])
    assert (stale.status_code, "Lain?" in stale.text) == (422, True)


def test_test_is_taken_and_scored_at_once(client_for, programme, over, world):
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    seat = RegistrationFactory(session=over, employee=world.users["employee"].employee, state=State.APPROVED)
    client, url = client_for("employee"), f"/training/registrations/{seat.pk}/test/post/"
    client.post(f"{url}start/")
    attempt = TestAttempt.objects.get()

    page = client.get(url)
    saved = client.post(f"/training/attempts/{attempt.pk}/save/", {"a0": "1"}, headers={"Accept": "application/json"})
    client.post(f"/training/attempts/{attempt.pk}/submit/", {"a1": "0"})

    assert sorted(question["name"] for question in page.context["questions"]) == ["a0", "a1"]
    assert saved.json()["is_over"] is False
    assert TestAttempt.objects.get().score == 2
    assert client.get(url).context["percent"] == 100
