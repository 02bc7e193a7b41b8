"""Checking in and out by code, QR and phone."""

import datetime

import pytest
from django.utils import formats

from tests.factories.training import (
    RegistrationFactory,
)
from tests.training.views.after.conftest import code
from training.domain.presence_code import personal_code
from training.enums import RegistrationState as State
from training.models import (
    Attendance,
    Meeting,
)

pytestmark = pytest.mark.django_db


def test_one_tap_checks_a_signed_in_person_in(client_for, meeting, world):
    RegistrationFactory(session=meeting.session, employee=world.users["employee"].employee, state=State.APPROVED)
    client = client_for("employee")

    page = client.get(f"/h/{code(meeting)}/")
    done = client.post("/h/check/", {"pass": page.context["token"]}, follow=True)

    row = Attendance.objects.get()
    assert (row.is_present, row.recorded_by) == (True, world.users["employee"])
    assert "Siti Rahmawati" in done.text


def test_phone_without_account_uses_the_personal_code(client, meeting):
    seat = RegistrationFactory(session=meeting.session, state=State.APPROVED)
    page = client.get(f"/h/?code={code(meeting)}", follow=True)
    token = page.context["token"]
    later = client.get("/h/", {"pass": token})
    assert later.context["token"] == token, "a pass is never made anew"

    wrong = client.post("/h/check/", {"pass": token, "personal": "AAAAAA"})
    right = client.post(
        "/h/check/", {"pass": token, "personal": personal_code(meeting.session.presence_secret, seat.pk)}
    )

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Attendance.objects.get().checked_in_at is not None


def test_wrong_code_says_what_to_do(client, meeting):
    page = client.get("/h/ZZZZZZ/")

    assert 'role="alert"' in page.text
    assert Attendance.objects.count() == 0


def test_screen_shows_code_and_qr_and_htmx_asks_for_the_code_alone(client_for, meeting):
    client = client_for("training_coordinator")
    url = f"/training/sessions/{meeting.session_id}/meetings/{meeting.pk}/code/"

    page, part = client.get(url), client.get(url, headers={"HX-Request": "true"})

    assert "<svg" in page.text
    assert page.context["code"].replace(" ", "") == code(meeting)
    assert "<html" not in part.text


@pytest.mark.parametrize(("direction", "hour", "is_in_time"), [("in", 8, True), ("in", 13, False), ("out", 8, False)])
def test_screen_says_when_checks_are_possible(client_for, meeting, monkeypatch, direction, hour, is_in_time):
    Meeting.objects.update(starts_at=datetime.time(9), ends_at=datetime.time(12))
    now = datetime.datetime.combine(meeting.day, datetime.time(hour), tzinfo=meeting.session.unit.tz)
    monkeypatch.setattr("training.views.meeting.timezone.now", lambda: now)
    page = client_for("training_coordinator").get(
        f"/training/sessions/{meeting.session_id}/meetings/{meeting.pk}/code/?direction={direction}"
    )

    assert page.context["is_in_time"] is is_in_time
    assert [page.context[name].hour for name in ("first", "last")] == ([7, 12] if direction == "in" else [9, 14])
    assert formats.time_format(page.context["last"].timetz()) in page.text


def test_leaving_says_so_in_the_browsers_title(client, meeting):
    titles = {
        direction: client.get(f"/h/{code(meeting, direction)}/").text.partition("</title>")[0]
        for direction in ("in", "out")
    }

    assert titles["in"] != titles["out"]
