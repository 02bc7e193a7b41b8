"""Adding to the histories of a record, correcting them, taking entries back."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.enums import HistoryKind
from employees.histories import HISTORIES
from employees.services.history import (
    add_definitive_position,
    add_entry,
    add_rank,
    correct_history,
    disagreeing_employees,
    withdraw_entry,
)
from tests.factories.employees import LONG_AGO, EmployeeFactory, PositionFactory, UserFactory

DAY = datetime.timedelta(days=1)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
# What an officer types for each history, and what the timeline then says.
ENTRIES = {
    "rank": ({"rank": "III/d", "start": "2026-04-01"}, "Penata Tingkat I (III/d)"),
    "status": ({"status": "03", "start": "2026-01-01"}, "Tugas belajar"),
    "contract": ({"start": "2025-01-01", "last_day": "2029-12-31", "decree_number": "PK 7"}, "PK 7"),
    "salary-step": ({"base_salary": "3.154.400", "service_years": "8", "start": "2025-03-01"}, "3.154.400"),
    "unpaid-leave": ({"start": "2022-01-01", "last_day": "2022-12-31"}, "31 Desember 2022"),
    "education": ({"level": "40", "major": "Ilmu Administrasi", "date": "2008-08-20"}, "Ilmu Administrasi"),
    "training": ({"kind": "COURSE", "name": "Pelayanan Prima", "date": "2024-05-06", "hours": "16"}, "Pelayanan Prima"),
    "credential": ({"kind": "STR", "date": "2024-01-10", "expires_on": "2029-01-09"}, "9 Januari 2029"),
    "rating": ({"year": "2025", "predicate": "BAIK"}, "Baik"),
    "credit-point": ({"points": "12,5", "start": "2025-01-01", "last_day": "2025-12-31"}, "12,5"),
    "award": ({"kind": "201", "date": "2020-08-17"}, "Satyalancana Karya Satya X"),
    "discipline": ({"kind": "2", "offence": "Terlambat", "start": "2024-02-01"}, "Terlambat"),
}


@pytest.fixture
def siti(world):
    return world.users["employee"].employee


def detail(employee):
    return reverse("employees:employee-detail", args=[employee.pk])


def create_url(employee, kind):
    return reverse("employees:history-create", args=[employee.pk, kind])


def form_data(client, url, **changes):
    """What the browser would send back, with `changes`."""
    data = {}
    for field in client.get(url).context["form"]:
        value = field.value()
        if value not in (None, False):
            data[field.html_name] = value.isoformat() if hasattr(value, "isoformat") else str(value).replace(".", ",")
    return {**data, **changes}


def test_every_history_but_positions_has_an_entry_here():
    assert {*ENTRIES, HistoryKind.POSITION} == set(HISTORIES)


@pytest.mark.parametrize("kind", ENTRIES)
def test_entry_is_added_corrected_and_withdrawn(kind, client_for, siti):
    data, told = ENTRIES[kind]
    client, model = client_for("hr_officer"), HISTORIES[HistoryKind(kind)].model

    response = client.post(create_url(siti, kind), data)

    assert response.url == detail(siti), response.context["form"].errors
    row = model.objects.filter(employee=siti).latest("pk")
    assert told in client.get(detail(siti), {"history": kind}).content.decode()

    url = reverse("employees:history-correct", args=[kind, row.pk])
    unchanged = client.post(url, form_data(client, url, reason="tidak ada"))
    corrected = client.post(url, form_data(client, url, note="Menurut SK asli", reason="salah ketik"))

    assert unchanged.status_code == 200
    assert corrected.url == detail(siti)
    newer = model.objects.get(corrects=row)
    assert (model.objects.get(pk=row.pk).is_void, newer.note, newer.is_void) == (True, "Menurut SK asli", False)

    url = reverse("employees:history-withdraw", args=[kind, newer.pk])
    assert client.post(url, {"reason": "salah orang"}).url == detail(siti)
    newer.refresh_from_db()
    assert newer.is_void
    assert [event.reason for event in Event.objects.filter(kind__startswith="employees.history_").order_by("pk")][
        -2:
    ] == ["salah ketik", "salah orang"]
    assert disagreeing_employees() == []


@pytest.mark.parametrize("page", ["history-create", "history-correct", "history-withdraw"])
def test_only_hr_works_on_histories(page, client_for, siti):
    kind, pk = "rank", siti.pk if page == "history-create" else siti.rankhistory_set.get().pk
    url = reverse(f"employees:{page}", kwargs={"kind": kind, "pk": pk})

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


def test_every_kind_of_history_is_closed_to_all_but_hr(world, client_for):
    """Those who see an entry are refused, to others it isn't there. Discipline is tried with every role."""
    clients = {name: client_for(name) for name in world.users}
    siti = world.users["employee"].employee
    refused = {"auditor", "supervisor", "employee", "training_coordinator", "head_of_agency"}
    for kind, (data, _told) in ENTRIES.items():
        clients["hr_officer"].post(create_url(siti, kind), data)
        row = HISTORIES[HistoryKind(kind)].model.objects.filter(employee=siti).latest("pk")
        is_secret = kind == "discipline"
        sees = {"auditor", "employee"} if is_secret else refused
        tried = clients if is_secret else ("hr_officer", "auditor", "supervisor", "stranger")
        wanted = {name: 403 if name in sees else 404 for name in tried} | {"hr_officer": 200}
        for page in ("history-correct", "history-withdraw") if is_secret else ("history-correct",):
            url = reverse(f"employees:{page}", args=[kind, row.pk])
            assert {name: clients[name].get(url).status_code for name in tried} == wanted, (kind, page)


@pytest.mark.parametrize("kind", ["position", "nonsense"])
def test_there_is_no_page_to_add_it_here(kind, client_for, siti):
    assert client_for("hr_officer").get(create_url(siti, kind)).status_code == 404


def test_discipline_is_hidden_from_those_who_lead(client_for, siti):
    client_for("hr_officer").post(create_url(siti, "discipline"), ENTRIES["discipline"][0])

    seen = {
        name: "Terlambat" in client_for(name).get(detail(siti)).content.decode()
        for name in ("hr_officer", "auditor", "employee", "supervisor", "head_of_agency", "training_coordinator")
    }

    assert seen == {
        "hr_officer": True,
        "auditor": True,
        "employee": True,
        "supervisor": False,
        "head_of_agency": False,
        "training_coordinator": False,
    }


def served_to(client_for, scan):
    """Who of all gets the file."""
    served = set()
    for name in ("hr_officer", "auditor", "employee", "supervisor", "head_of_agency", "colleague", "stranger"):
        response = client_for(name).get(scan.get_absolute_url())
        if response.status_code == 200 and b"".join(response.streaming_content) == PDF:
            served.add(name)
    return served


def test_scan_is_kept_and_only_readers_of_the_entry_may_have_it(client_for, siti):
    data = {**ENTRIES["discipline"][0], "scan": SimpleUploadedFile("sk.pdf", PDF, "application/pdf")}
    client_for("hr_officer").post(create_url(siti, "discipline"), data)
    scan = siti.disciplinehistory_set.get().scan

    assert served_to(client_for, scan) == {"hr_officer", "auditor", "employee"}


def test_scan_of_a_sanction_in_the_status_tells_no_more_than_the_page(client_for, siti):
    data = {**ENTRIES["status"][0], "status": "15", "scan": SimpleUploadedFile("sk.pdf", PDF, "application/pdf")}
    client_for("hr_officer").post(create_url(siti, "status"), data)
    scan = siti.statushistory_set.get(status="15").scan

    assert served_to(client_for, scan) == {"hr_officer", "auditor", "employee"}


def test_scan_that_is_not_what_its_name_says_is_refused_and_nothing_typed_is_lost(client_for, siti):
    data = {**ENTRIES["education"][0], "scan": SimpleUploadedFile("ijazah.pdf", b"MZ\x90 program", "application/pdf")}

    response = client_for("hr_officer").post(create_url(siti, "education"), data)

    assert "scan" in response.context["form"].errors
    assert "Ilmu Administrasi" in response.content.decode()
    assert not siti.educationhistory_set.exists()


def test_scan_survives_a_mistake_elsewhere(client_for, siti):
    client = client_for("hr_officer")
    data = {**ENTRIES["education"][0], "date": "2008-02-30", "scan": SimpleUploadedFile("ijazah.pdf", PDF)}

    refused = client.post(create_url(siti, "education"), data)
    page = client.get(create_url(siti, "education")).content.decode()
    client.post(create_url(siti, "education"), ENTRIES["education"][0])

    assert "date" in refused.context["form"].errors
    assert "ijazah.pdf" in page
    assert siti.educationhistory_set.get().scan.name == "ijazah.pdf"


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("contract", {"start": "2026-05-01", "last_day": "2025-05-01"}, "last_day"),
        ("contract", {"start": "2026-05-01"}, "last_day"),
        ("rating", {"year": "25", "predicate": "BAIK"}, "__all__"),
        ("education", {"level": "40", "date": "1986-01-01"}, "__all__"),
        ("discipline", {"kind": "99", "start": "2024-01-01"}, "level"),
        ("award", {"kind": "LAINNYA", "date": "2020-01-01"}, "__all__"),
        ("credential", {"kind": "STR", "date": "2024-01-10", "expires_on": "2023-01-10"}, "__all__"),
        ("status", {"status": "99", "start": "2009-01-01"}, "__all__"),
    ],
    ids=[
        "ends before it begins",
        "contract without end",
        "year in two digits",
        "learnt as a baby",
        "older sanction without level",
        "award without name",
        "expired before issue",
        "retired before appointment",
    ],
)
def test_impossible_entry_gets_a_sentence(kind, data, field, client_for, siti):
    response = client_for("hr_officer").post(create_url(siti, kind), data)

    assert response.status_code == 200
    [sentence] = response.context["form"].errors[field]
    assert sentence.endswith(".")
    assert not Event.objects.filter(kind="employees.history_added").exists()


def test_overlapping_contract_is_refused_in_words(client_for, siti):
    client = client_for("hr_officer")
    client.post(create_url(siti, "contract"), {"start": "2025-01-01", "last_day": "2029-12-31"})

    response = client.post(create_url(siti, "contract"), {"start": "2029-12-31", "last_day": "2031-12-31"})

    assert response.context["form"].errors["__all__"] == ["Pegawai sudah memiliki kontrak dalam periode ini."]
    assert siti.contracthistory_set.count() == 1


@pytest.mark.django_db
def test_education_on_record_follows_the_highest_valid_diploma():
    siti, officer = EmployeeFactory(education=""), UserFactory()

    def graduate(level, year):
        return add_entry(
            employee=siti,
            kind=HistoryKind.EDUCATION,
            values={"level": level, "date": datetime.date(year, 8, 1)},
            by=officer,
        )

    graduate("40", 2008)
    graduate("15", 2003)

    siti.refresh_from_db()
    assert siti.education == "40"


def test_status_in_the_future_takes_effect_on_its_day(siti):
    officer = UserFactory()
    begins = today() + 10 * DAY
    add_entry(employee=siti, kind=HistoryKind.STATUS, values={"status": "01", "period": (LONG_AGO, None)}, by=officer)

    add_entry(employee=siti, kind=HistoryKind.STATUS, values={"status": "20", "period": (begins, None)}, by=officer)

    siti.refresh_from_db()
    assert siti.status == "01"
    assert disagreeing_employees() == []
    assert disagreeing_employees(begins) == [siti]


@pytest.mark.parametrize("page", ["history-create", "history-correct"])
def test_positions_are_not_changed_on_the_general_page(page, client_for, siti):
    """It would offer the positions of every government."""
    pk = siti.pk if page == "history-create" else siti.positionhistory_set.get().pk
    url = reverse(f"employees:{page}", kwargs={"kind": "position", "pk": pk})
    foreign = PositionFactory()

    assert client_for("hr_officer").get(url).status_code == 404
    answer = client_for("hr_officer").post(
        url, {"position": foreign.pk, "kind": "D", "start": "2020-01-01", "reason": "coba"}
    )
    assert answer.status_code == 404
    siti.refresh_from_db()
    assert siti.position != foreign


def test_officer_does_not_keep_the_own_record(client_for, world):
    own = EmployeeFactory(unit=world.village, user=world.users["hr_officer"])

    answer = client_for("hr_officer").post(create_url(own, "rank"), {"rank": "IV/e", "start": today().isoformat()})

    assert answer.status_code == 403
    assert not own.rankhistory_set.filter(rank="IV/e").exists()


def test_corrected_start_takes_the_neighbour_along_and_withdrawal_brings_it_back(siti):
    officer = UserFactory()
    april, june = datetime.date(2026, 4, 1), datetime.date(2026, 6, 1)
    newer = add_rank(employee=siti, rank="III/d", effective_date=april, by=officer)

    corrected = correct_history(row=newer, changes={"period": (june, None)}, reason="salah bulan", by=officer)

    older = siti.rankhistory_set.get(rank="III/c")
    assert (older.period.upper, disagreeing_employees()) == (june, [])
    withdraw_entry(row=corrected, reason="salah orang", by=officer)
    older.refresh_from_db()
    siti.refresh_from_db()
    assert (older.period.upper, siti.rank) == (None, "III/c")


@pytest.mark.parametrize("change", ["another government", "headed by somebody else"])
def test_correction_leads_to_no_position_that_could_not_be_given(change, siti):
    row, officer = siti.positionhistory_set.get(), UserFactory()
    if change == "another government":
        target = PositionFactory()
    else:
        target = siti.unit.positions.get(is_head=True)

    with pytest.raises(DomainError):
        correct_history(row=row, changes={"position": target}, reason="coba", by=officer)

    row.refresh_from_db()
    assert not row.is_void


def test_nobody_returns_to_a_closed_position_by_withdrawal(siti):
    officer = UserFactory()
    old = siti.position
    newer = add_definitive_position(
        employee=siti, position=PositionFactory(unit=siti.unit), effective_date=today(), by=officer
    )
    old.closed_on = today()
    old.save()

    with pytest.raises(DomainError, match=old.title):
        withdraw_entry(row=newer, reason="coba", by=officer)


@pytest.mark.parametrize("year", ["0", "10000", "99999"])
def test_year_that_no_calendar_has_gets_a_sentence(year, client_for, siti):
    response = client_for("hr_officer").post(create_url(siti, "rating"), {"year": year, "predicate": "BAIK"})

    assert response.status_code == 200
    assert response.context["form"].errors
