"""What others reported already, before somebody sends a report of their own."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.enums import ComplaintState, ComplaintVisibility
from surveys.models import Complaint, ComplaintSupport
from surveys.views.public_complaint import similar_reports
from tests.factories.surveys import ComplaintFactory

pytestmark = pytest.mark.django_db
S = ComplaintState
SUBJECT = "Lampu jalan padam"


def report(unit, subject=SUBJECT, state=S.VERIFIED, **fields):
    return ComplaintFactory(unit=unit, subject=subject, state=state, **fields)


def test_only_what_others_may_see_is_shown(world):
    shown = report(world.village, "Lampu jalan padam di gang dua")
    hidden_name = report(world.other_village, "lampu jalan PADAM", visibility=ComplaintVisibility.NAME_HIDDEN)
    closed = report(world.village, "Lampu jalan padam lagi", state=S.DONE)
    report(world.village, visibility=ComplaintVisibility.SECRET)
    report(world.village, state=S.NEW)
    report(world.village, state=S.REJECTED)
    report(world.other_government)
    report(world.village, "Akta kelahiran terlambat", text=SUBJECT)
    report(world.village, received_at=timezone.now() - datetime.timedelta(days=200))

    found = similar_reports(world.village, SUBJECT)

    assert {each["subject"] for each in found} == {shown.subject, hidden_name.subject, closed.subject}
    assert [bool(each["same"]) for each in found if each["subject"] == closed.subject] == [False]
    assert {name for each in found for name in each} == {"subject", "state", "tone", "day", "unit", "same"}


def entries(**more):
    fields = {"kind": "complaint", "visibility": "open", "subject": SUBJECT, "text": "Sudah seminggu."}
    return {**fields, "key": str(uuid.uuid4()), **more}


def test_me_too_in_place_of_a_report(world, client):
    existing = report(world.village)
    check = reverse("public:complaint-check", args=["belawan-i"])
    same = reverse("public:complaint-support", args=["belawan-i"])
    data = entries()
    text = client.post(check, data).content.decode()
    [similar] = similar_reports(world.village, SUBJECT)

    pages = [client.post(same, {**data, "same": similar["same"]}) for _each in range(2)]

    assert (existing.subject in text, [page.status_code for page in pages]) == (True, [200, 200])
    assert (Complaint.objects.count(), ComplaintSupport.objects.count()) == (1, 1)
    # Whoever thinks again sends their own all the same.
    client.post(reverse("public:complaint-create", args=["belawan-i"]), data)
    assert Complaint.objects.count() == 2


@pytest.mark.parametrize("same", ["", "1", "1:abc:def"])
def test_me_too_needs_a_key_of_our_own(world, client, same):
    report(world.village)

    response = client.post(reverse("public:complaint-support", args=["belawan-i"]), entries(same=same))

    assert (response.status_code, ComplaintSupport.objects.count()) == (200, 0)
    assert "Sudah seminggu." in response.content.decode()
