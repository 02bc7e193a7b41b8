import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from asn_portal.documents.models import Document
from tests.factories.study import DAY, SharingFactory
from training.enums import SharingState
from training.models import SharingGuest, SharingSession
from training.services.sharing import credited_hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(world):
    return world.users["employee"].employee


def url(name, *args):
    return reverse(f"training:sharing-{name}", args=args)


def form(**changes):
    begins = timezone.localtime().replace(second=0, microsecond=0) + 5 * DAY
    values = {
        "title": "Tips arsip",
        "description": "Cara kami.",
        "form": "23",
        "starts_at": begins.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (begins + DAY / 12).strftime("%Y-%m-%dT%H:%M"),
        "place": "Aula",
        "is_for_all": "on",
    }
    return {**values, **changes}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": 15}, "ends_at"),
        ({"days": 1 / 72}, "ends_at"),
        ({"seats": "10001"}, "seats"),
        ({"ago": 5}, "starts_at"),
    ],
)
def test_faults_of_a_proposal_stand_at_their_field(client_for, changes, field):
    begins = timezone.localtime().replace(second=0, microsecond=0) + (5 - 2 * changes.pop("ago", 0)) * DAY
    ends = begins + changes.pop("days", 1 / 12) * DAY
    days = {"starts_at": begins.strftime("%Y-%m-%dT%H:%M"), "ends_at": ends.strftime("%Y-%m-%dT%H:%M")}

    refused = client_for("employee").post(url("create"), form(**days | changes))

    assert list(refused.context["form"].errors) == [field]


def test_session_from_proposal_to_hours(client_for, world, clerk):
    wrong = client_for("employee").post(url("create"), form(ends_at="2020-01-01T08:00"))
    assert "ends_at" in wrong.context["form"].errors
    assert "Tips arsip" in wrong.text

    client_for("employee").post(url("create"), form())
    sharing = SharingSession.objects.get()
    assert "Tips arsip" not in client_for("colleague").get(url("list")).text
    client_for("supervisor").post(url("approve", sharing.pk))
    client_for("colleague").post(url("join", sharing.pk))
    assert "Tips arsip" in client_for("colleague").get(url("list")).text
    SharingSession.objects.filter(pk=sharing.pk).update(
        starts_at=timezone.now() - DAY / 6, ends_at=timezone.now() - DAY / 12
    )
    client_for("employee").post(url("attendance", sharing.pk), {"present": [sharing.guests.get().pk]})

    sharing.refresh_from_db()
    assert sharing.state == SharingState.HELD
    year = sharing.first_day.year
    assert credited_hours(world.users["colleague"].employee, year) == 2
    assert credited_hours(clerk, year) == 2


def test_refusal_is_read_by_the_proposer_only(client_for, clerk):
    sharing = SharingFactory(proposer=clerk, proposed=True)

    client_for("training_coordinator").post(url("refuse", sharing.pk), {"reason": "Sudah ada."})

    assert "Sudah ada." in client_for("employee").get(sharing.get_absolute_url()).text
    assert client_for("colleague").get(sharing.get_absolute_url()).status_code == 404


def test_session_of_a_unit_is_hidden_from_others(client_for, clerk):
    sharing = SharingFactory(proposer=clerk, is_for_all=False)

    assert client_for("colleague").get(sharing.get_absolute_url()).status_code == 404
    assert client_for("supervisor").get(sharing.get_absolute_url()).status_code == 200


def test_full_session_says_so(client_for, clerk, world):
    sharing = SharingFactory(proposer=clerk, seats=1)
    SharingGuest.objects.create(sharing=sharing, employee=world.users["supervisor"].employee)

    page = client_for("colleague").get(sharing.get_absolute_url()).text

    assert url("join", sharing.pk) not in page


def test_guests_stand_for_who_runs_it_only(client_for, clerk, world):
    sharing = SharingFactory(proposer=clerk)
    SharingGuest.objects.create(sharing=sharing, employee=world.users["supervisor"].employee)

    assert "Lurah Belawan" in client_for("employee").get(sharing.get_absolute_url()).text
    assert "Lurah Belawan" not in client_for("colleague").get(sharing.get_absolute_url()).text


def test_material_reaches_who_sees_the_session(client_for, clerk):
    sharing = SharingFactory(proposer=clerk)
    file = SimpleUploadedFile("bahan.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")

    client_for("employee").post(url("material-add", sharing.pk), {"file": file})

    address = reverse("documents:document-download", args=[Document.objects.get().pk])
    assert b"".join(client_for("colleague").get(address)).startswith(b"%PDF")
    assert client_for("stranger").get(address).status_code == 404


def test_calendar_file(client_for, clerk):
    sharing = SharingFactory(proposer=clerk)

    answer = client_for("colleague").get(url("calendar", sharing.pk))

    assert answer["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:{sharing.title}" in answer.text


def test_list_asks_the_same_number_of_queries(client_for, clerk, django_assert_max_num_queries):
    client = client_for("employee")
    counts = []
    for number in (1, 2):
        for _each in range(number):
            sharing = SharingFactory(proposer=clerk)
            SharingGuest.objects.create(sharing=sharing, employee=clerk)
        client.get(url("list"))
        with django_assert_max_num_queries(20) as found:
            client.get(url("list"))
        counts.append(len(found))

    assert counts[0] == counts[1]
