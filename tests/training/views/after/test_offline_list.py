"""Attendance lists that were kept without a network."""

import uuid

import pytest

from tests.factories.training import (
    AttendanceFactory,
    RegistrationFactory,
)
from training.enums import RegistrationState as State
from training.models import (
    Attendance,
    OfflineBatch,
)

pytestmark = pytest.mark.django_db


def test_offline_list_is_sent_once_and_conflicts_are_shown(client_for, over):
    person = RegistrationFactory(session=over, state=State.APPROVED)
    meeting = over.meetings.first()
    client, url = client_for("training_coordinator"), f"/training/sessions/{over.pk}/attendance/send/"
    AttendanceFactory(registration=person, meeting=meeting)

    shown = client.post(url, {"key": str(uuid.uuid4()), "kept": [meeting.pk], "seen": "{}"}, follow=True)
    reloaded = client.get(shown.redirect_chain[-1][0])

    assert f"choice-{person.pk}:{meeting.pk}" in shown.text
    assert f"choice-{person.pk}:{meeting.pk}" in reloaded.text
    assert shown.redirect_chain[-1][0] in client.get(f"/training/sessions/{over.pk}/attendance/").text
    client.post(f"/training/sessions/{over.pk}/attendance/settle/", {f"choice-{person.pk}:{meeting.pk}": "absent"})
    assert not Attendance.objects.get().is_present


def test_offline_list_is_acknowledged_by_its_own_key(client_for, over):
    RegistrationFactory(session=over, state=State.APPROVED)
    client, url = client_for("training_coordinator"), f"/training/sessions/{over.pk}/attendance/send/"
    data = {"key": str(uuid.uuid4()), "kept": [over.meetings.first().pk], "seen": "{}"}

    answers = [client.post(url, data, headers={"Accept": "application/json"}) for _ in range(2)]

    expected = {"received": data["key"], "page": f"/training/sessions/{over.pk}/attendance/conflicts/"}
    assert [answer.json() for answer in answers] == [expected, expected]
    assert client.get(url).headers["Location"] == f"/training/sessions/{over.pk}/attendance/offline/"


def test_refused_offline_list_is_no_acknowledgement(client_for, over):
    answer = client_for("training_coordinator").post(
        f"/training/sessions/{over.pk}/attendance/send/",
        {"key": str(uuid.uuid4()), "kept": [over.meetings.first().pk, 2**40], "seen": "{}"},
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 422
    assert answer.json()["error"]


def test_offline_list_with_ticks_outside_its_meetings_is_refused(client_for, over):
    person, meeting = RegistrationFactory(session=over, state=State.APPROVED), over.meetings.first()

    answer = client_for("training_coordinator").post(
        f"/training/sessions/{over.pk}/attendance/send/",
        {"key": str(uuid.uuid4()), "present": [f"{person.pk}:{meeting.pk}"], "seen": "{}"},
        headers={"Accept": "application/json"},
    )

    assert (answer.status_code, Attendance.objects.count(), OfflineBatch.objects.count()) == (422, 0, 0)
    assert "“Daftar terisi”" in answer.json()["error"]


def test_offline_list_is_not_sent_by_somebody_else(client_for, over, world):
    client, meeting = client_for("training_coordinator"), over.meetings.first()
    RegistrationFactory(session=over, state=State.APPROVED)
    owners = [world.users["hr_officer"].pk, world.users["training_coordinator"].pk]

    answers = [
        client.post(
            f"/training/sessions/{over.pk}/attendance/send/",
            {"key": str(uuid.uuid4()), "owner": owner, "kept": [meeting.pk], "seen": "{}"},
            headers={"Accept": "application/json"},
        ).status_code
        for owner in owners
    ]

    assert answers == [422, 200]


def test_who_may_not_manage_the_session_hears_whose_list_it_is(client_for, over, world):
    answer = client_for("employee").post(
        f"/training/sessions/{over.pk}/attendance/send/",
        {"key": str(uuid.uuid4()), "owner": world.users["training_coordinator"].pk, "seen": "{}"},
        headers={"Accept": "application/json"},
    )

    assert (answer.status_code, "akun" in answer.json()["error"]) == (422, True)


@pytest.mark.parametrize("seen", ["x", "[]", '{"a": 1}', "null"])
def test_offline_list_survives_nonsense(client_for, over, seen):
    response = client_for("training_coordinator").post(
        f"/training/sessions/{over.pk}/attendance/send/", {"key": str(uuid.uuid4()), "kept": ["x"], "seen": seen}
    )

    assert response.status_code == 302
