"""The staff list and the record."""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event, RecordView
from asn_portal.documents.models import Document
from asn_portal.listing.models import ColumnChoice
from employees.dates import today
from employees.models import Employee
from employees.registration import search_staff
from employees.services.history import correct_history
from employees.tables import EmployeeTable
from tests.factories.employees import EmployeeFactory, PositionFactory, RoleGrantFactory, make_officer

VIEWERS = ["hr_officer", "training_coordinator", "head_of_agency", "auditor", "supervisor", "employee"]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def siti(world):
    employee = world.users["employee"].employee
    employee.nik, employee.phone = "1271051501850003", "+6281234567890"
    employee.save()
    return employee


def detail(employee):
    return reverse("employees:employee-detail", args=[employee.pk])


# --- list -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_few_questions_whatever_the_rows(rows, world, client_for, django_assert_max_num_queries):
    for number in range(rows):
        EmployeeFactory(unit=world.village, name=f"Orang {number}")
    client = client_for("hr_officer")

    with django_assert_max_num_queries(12):
        page = client.get(reverse("employees:employee-list"), {"q": "Orang"}).content.decode()

    assert page.count("Orang ") >= rows


def test_list_of_all_columns_asks_nothing_more_for_a_row(world, client_for):
    columns = list(EmployeeTable.base_columns)
    ColumnChoice.objects.create(user=world.users["hr_officer"], list_key="employees.employee", columns=columns)
    client, url = client_for("hr_officer"), reverse("employees:employee-list")
    asked = []
    for _ in range(3):
        EmployeeFactory(unit=world.village)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url)
        assert [column.name for column in page.context["table"].columns] == columns
        asked.append(len(queries))

    assert len(set(asked)) == 1


def test_whoever_sees_a_government_sees_all_its_units_and_no_other(world):
    officer = make_officer(Role.HR_OFFICER, world.government)
    mine = [EmployeeFactory(unit=unit) for unit in (world.government, world.district, world.village)]
    other = EmployeeFactory(unit=world.other_government)

    seen = set(Employee.objects.visible_to(officer))

    assert set(mine) <= seen
    assert other not in seen
    assert seen == set(Employee.objects.filter(unit__path__startswith=world.government.path))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "siti rahma"}, {"Siti Rahmawati"}),
        ({"q": "Sitti Rahmawatii"}, {"Siti Rahmawati"}),
        ({"q": "zzzz"}, set()),
        ({"sex": "F"}, set()),
        ({"rank_group": "III", "q": "budi"}, {"Budi Siregar"}),
        ({"rank_group": "PPPK"}, set()),
    ],
    ids=["words", "typing errors", "nobody", "sex", "rank group", "no contract staff"],
)
def test_list_finds(query, found, world, client_for):
    response = client_for("hr_officer").get(reverse("employees:employee-list"), query)

    assert {row.record.name for row in response.context["table"].rows} == found


def test_list_finds_by_nip_with_spaces(world, client_for, siti):
    nip = f"{siti.nip[:8]} {siti.nip[8:14]} {siti.nip[14]} {siti.nip[15:]}"

    response = client_for("hr_officer").get(reverse("employees:employee-list"), {"q": nip})

    assert [row.record for row in response.context["table"].rows] == [siti]


def test_list_filters_by_unit_with_everything_below(world, client_for):
    response = client_for("hr_officer").get(reverse("employees:employee-list"), {"unit": world.district.pk})
    of_village = client_for("hr_officer").get(reverse("employees:employee-list"), {"unit": world.other_village.pk})

    assert len(response.context["table"].rows) == 3
    assert [row.record.name for row in of_village.context["table"].rows] == ["Budi Siregar"]


def test_supervisor_sees_the_staff_of_the_unit_only(world, client_for):
    response = client_for("supervisor").get(reverse("employees:employee-list"))

    assert {row.record.name for row in response.context["table"].rows} == {"Lurah Belawan", "Siti Rahmawati"}


def test_export_holds_the_nip_as_text(world, client_for, siti):
    response = client_for("hr_officer").get(reverse("employees:employee-list"), {"export": "csv", "q": "siti"})

    assert siti.nip in response.content.decode()


# --- record -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VIEWERS)
def test_record_opens_for_those_who_may(name, client_for, siti):
    assert client_for(name).get(detail(siti)).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("colleague", 404),
        ("operator", 404),
        ("service_officer", 404),
        ("stranger", 404),
        ("nobody", 404),
        ("anonymous", 302),
    ],
)
def test_record_is_closed_to_others(name, status, client_for, siti):
    assert client_for(name).get(detail(siti)).status_code == status
    assert not RecordView.objects.exists()


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("hr_officer", True),
        ("auditor", True),
        ("employee", True),
        ("supervisor", False),
        ("training_coordinator", False),
        ("head_of_agency", False),
    ],
)
def test_phone_and_masked_nik_are_for_hr_auditor_and_the_person(name, sees, client_for, siti):
    page = client_for(name).get(detail(siti)).content.decode()

    assert ("+6281234567890" in page, "1271********0003" in page) == (sees, sees)
    assert "1271051501850003" not in page


def test_look_is_noted_and_the_person_can_read_it(client_for, siti):
    client_for("hr_officer").get(detail(siti))
    client_for("employee").get(detail(siti))

    [look] = RecordView.objects.of(siti)
    assert (look.viewer.username, look.what) == ("hr_officer", "profile")
    page = client_for("employee").get(reverse("employees:employee-looks", args=[siti.pk])).content.decode()
    assert look.viewer.name in page


def test_full_nik_needs_a_reason_that_is_noted(client_for, siti):
    url = reverse("employees:employee-numbers", args=[siti.pk])
    client = client_for("hr_officer")

    assert "1271051501850003" not in client.post(url, {"reason": "x"}).content.decode()
    response = client.post(url, {"reason": "Pengusulan kartu ASN"})

    assert "1271051501850003" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert list(RecordView.objects.of(siti).values_list("what", "reason")) == [("numbers", "Pengusulan kartu ASN")]
    assert [
        client_for(name).post(url, {"reason": "Pengusulan kartu ASN"}).status_code
        for name in ("auditor", "supervisor", "employee")
    ] == [403] * 3
    assert client_for("stranger").post(url, {"reason": "Pengusulan kartu ASN"}).status_code == 404
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("tab", ["changes", "looks"])
def test_tabs_are_for_hr_auditor_and_the_person(tab, client_for, siti):
    url = reverse(f"employees:employee-{tab}", args=[siti.pk])

    assert {name: client_for(name).get(url).status_code for name in (*VIEWERS, "colleague")} == {
        "hr_officer": 200,
        "auditor": 200,
        "employee": 200,
        "training_coordinator": 403,
        "head_of_agency": 403,
        "supervisor": 403,
        "colleague": 404,
    }


def test_my_record(client_for, siti):
    response = client_for("employee").get(reverse("employees:employee-me"))

    assert (response.status_code, response.context["employee"]) == (200, siti)
    assert client_for("operator").get(reverse("employees:employee-me")).status_code == 403


def test_corrected_entry_stays_readable_struck_through(client_for, siti, world):
    row = siti.rankhistory_set.get()
    correct_history(row=row, changes={"rank": "III/d"}, reason="salah ketik", by=world.users["hr_officer"])

    page = client_for("hr_officer").get(detail(siti)).content.decode()

    assert "<s>Penata (III/c)</s>" in page
    assert "Penata Tingkat I (III/d)" in page


# --- changes ----------------------------------------------------------------------------------------------------------


def form_data(client, url, **changes):
    """What the browser would send back, with `changes`."""
    form = client.get(url).context["form"]
    data = {}
    for field in form:
        value = field.value()
        if value is not None and value is not False:
            data[field.html_name] = value.isoformat() if hasattr(value, "isoformat") else value
    return {**data, **changes}


def test_correction_is_saved_with_its_reason(client_for, siti):
    client, url = client_for("hr_officer"), reverse("employees:employee-correct", args=[siti.pk])

    response = client.post(url, form_data(client, url, name="Siti Rahmawati Nasution", reason="akta kelahiran"))

    assert response.url == detail(siti)
    siti.refresh_from_db()
    assert (siti.name, siti.nik) == ("Siti Rahmawati Nasution", "1271051501850003")
    assert Event.objects.get(kind="employees.employee_corrected").reason == "akta kelahiran"
    changes = client.get(reverse("employees:employee-changes", args=[siti.pk])).content.decode()
    assert "akta kelahiran" in changes


def test_correction_of_a_record_changed_meanwhile_asks_first(client_for, siti):
    client, url = client_for("hr_officer"), reverse("employees:employee-correct", args=[siti.pk])
    page = client.get(url)
    data = form_data(client, url, name="Siti A", reason="alasan", record_version=page.context["record_version"])
    Employee.objects.filter(pk=siti.pk).update(name="Siti B")

    response = client.post(url, data)

    assert response.status_code == 200
    siti.refresh_from_db()
    assert siti.name == "Siti B"


def test_wrong_nip_is_told_in_words(client_for, siti):
    client, url = client_for("hr_officer"), reverse("employees:employee-correct", args=[siti.pk])

    response = client.post(url, form_data(client, url, nip="198513152010011003", reason="alasan"))

    assert "nip" in response.context["form"].errors


@pytest.mark.parametrize("page", ["employee-correct", "employee-transfer", "acting-create"])
def test_only_hr_changes_a_record(page, client_for, siti):
    url = reverse(f"employees:{page}", args=[siti.pk])

    statuses = {
        name: client_for(name).get(url).status_code
        for name in ("hr_officer", "auditor", "supervisor", "employee", "colleague", "stranger")
    }

    assert statuses == {
        "hr_officer": 200,
        "auditor": 403,
        "supervisor": 403,
        "employee": 403,
        "colleague": 404,
        "stranger": 404,
    }


def test_transfer_through_the_page(client_for, siti, world):
    target = PositionFactory(unit=world.other_village, title="Arsiparis")
    client, url = client_for("hr_officer"), reverse("employees:employee-transfer", args=[siti.pk])
    page = client.get(url, {"unit": world.other_village.pk})
    assert "Arsiparis" in page.content.decode()

    response = client.post(
        f"{url}?unit={world.other_village.pk}",
        {"position": target.pk, "effective_date": today().isoformat(), "decree_number": "SK 1/2026"},
    )

    assert response.url == detail(siti)
    siti.refresh_from_db()
    assert (siti.unit, siti.position) == (world.other_village, target)


def test_transfer_to_a_position_of_another_government_is_refused(client_for, siti, world):
    target = PositionFactory(unit=world.other_government)
    url = reverse("employees:employee-transfer", args=[siti.pk])

    response = client_for("hr_officer").post(
        f"{url}?unit={world.other_government.pk}", {"position": target.pk, "effective_date": today().isoformat()}
    )

    assert response.status_code == 200
    assert "position" in response.context["form"].errors


def test_acting_official_through_the_page(client_for, siti, world):
    head = PositionFactory(unit=world.other_village, head=True, title="Lurah Bagan Deli")

    response = client_for("hr_officer").post(
        f"{reverse('employees:acting-create', args=[siti.pk])}?unit={world.other_village.pk}",
        {
            "position": head.pk,
            "kind": "PLT",
            "start": today().isoformat(),
            "last_day": (today() + 30 * DAY).isoformat(),
        },
    )

    assert response.url == detail(siti)
    row = siti.positionhistory_set.get(kind="PLT")
    assert row.period.upper == today() + 31 * DAY
    assert "Plt. Lurah Bagan Deli" in client_for("hr_officer").get(detail(siti)).content.decode()


def test_new_employee_through_the_page(client_for, world):
    position = PositionFactory(unit=world.village, title="Arsiparis")
    client = client_for("hr_officer")
    url = f"{reverse('employees:employee-create')}?unit={world.village.pk}"
    assert client.get(reverse("employees:employee-create")).status_code == 200

    response = client.post(
        url,
        {
            "nip": "19900308 201501 2 001",
            "name": "Dewi Lestari",
            "employment_type": "PNS",
            "sex": "F",
            "birth_date": "1990-03-08",
            "position": position.pk,
            "position_since": "2015-01-01",
            "rank": "III/a",
            "rank_since": "2015-01-01",
        },
    )

    dewi = Employee.objects.get(nip="199003082015012001")
    assert response.url == detail(dewi)
    assert (dewi.rank, dewi.position, dewi.unit, dewi.government) == (
        "III/a",
        position,
        world.village,
        world.government,
    )
    assert [client_for(name).get(url).status_code for name in ("auditor", "employee", "operator")] == [403] * 3


def portrait(width, height):
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(stream, "JPEG")
    return SimpleUploadedFile("foto.jpg", stream.getvalue(), "image/jpeg")


def test_photograph_is_made_small_and_replaces_the_one_before(client_for, siti):
    client, url = client_for("hr_officer"), reverse("employees:employee-correct", args=[siti.pk])

    client.post(url, form_data(client, url, photo=portrait(1200, 3200), reason="foto baru"))
    siti.refresh_from_db()
    first = siti.photo
    client.post(url, form_data(client, url, photo=portrait(300, 400), reason="foto lebih baru"))

    siti.refresh_from_db()
    with siti.photo.file.open() as stream, Image.open(stream) as image:
        assert image.size == (300, 400)
    assert not Document.objects.filter(pk=first.pk).exists()
    assert siti.photo.get_inline_url() in client_for("supervisor").get(detail(siti)).content.decode()
    assert client_for("stranger").get(siti.photo.get_absolute_url()).status_code == 404


def test_program_called_photograph_is_refused(client_for, siti):
    client, url = client_for("hr_officer"), reverse("employees:employee-correct", args=[siti.pk])
    program = SimpleUploadedFile("foto.jpg", b"MZ\x90\x00", "image/jpeg")

    response = client.post(url, form_data(client, url, photo=program, reason="foto baru"))

    assert "photo" in response.context["form"].errors
    siti.refresh_from_db()
    assert siti.photo is None


@pytest.mark.parametrize(("name", "found"), [("hr_officer", 1), ("supervisor", 0), ("auditor", 0)])
def test_whole_nik_finds_its_person_for_those_who_may_read_it(name, found, client_for, siti):
    response = client_for(name).get(reverse("employees:employee-list"), {"q": "1271 0515 0185 0003"})

    assert len(response.context["table"].rows) == found


def test_whole_nik_finds_nobody_whose_numbers_one_may_not_read(world, siti):
    # HR of the other village reads numbers there, and this village's staff without them.
    user = make_officer(Role.AUDITOR, world.village)
    RoleGrantFactory(user=user, role=Role.HR_OFFICER, unit=world.other_village)
    elsewhere = EmployeeFactory(unit=world.other_village)
    elsewhere.nik = "1271051501850011"
    elsewhere.save()

    def found(number):
        return list(Employee.objects.visible_to(user).search(number, by=user))

    assert siti in Employee.objects.visible_to(user)
    assert (found(siti.nik), found(elsewhere.nik)) == ([], [elsewhere])
    assert [hit.url for hit in search_staff(user, siti.nik, 5)] == []
    assert not Employee.objects.search(siti.nik, by=world.users["stranger"]).exists()
    assert not Employee.objects.search(siti.nik).exists()


def test_other_numbers_are_kept_encrypted_and_masked(client_for, siti):
    client, url = client_for("hr_officer"), reverse("employees:employee-correct", args=[siti.pk])

    wrong = client.post(url, form_data(client, url, npwp="12.345", reason="kartu NPWP"))
    client.post(url, form_data(client, url, npwp="09.254.294.3-407.000", bpjs="0001234567890", reason="kartu"))

    assert "npwp" in wrong.context["form"].errors
    siti.refresh_from_db()
    assert (siti.npwp, siti.masked_npwp, siti.masked_bpjs) == ("092542943407000", "0925*******7000", "0001*****7890")
    assert "092542943407000" not in siti.npwp_encrypted
    page = client.get(detail(siti)).content.decode()
    assert "0925*******7000" in page
    assert "092542943407000" not in page
