"""What adds to the histories, and what keeps the current values in step."""

from __future__ import annotations

import datetime
import threading

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.enums import AssignmentKind, HistoryKind, LegalStatus
from employees.histories import HISTORIES
from employees.models import Employee, PositionHistory, RankHistory, StatusHistory
from employees.services.employee import correct_employee, create_employee
from employees.services.history import (
    add_definitive_position,
    add_entry,
    add_rank,
    apply_due_histories,
    appoint_acting,
    correct_history,
    disagreeing_employees,
    double_heads,
    withdraw_entry,
)
from employees.supervision import head_of
from tests.factories.employees import LONG_AGO, EmployeeFactory, PositionFactory, UnitFactory, UserFactory

DAY = datetime.timedelta(days=1)
D = datetime.date
APRIL = D(2026, 4, 1)


@pytest.fixture
def officer(db):
    return UserFactory()


@pytest.fixture
def siti(db):
    return EmployeeFactory(name="Siti Rahmawati")


def events(kind):
    return list(Event.objects.filter(kind=f"employees.{kind}"))


def test_new_rank_ends_the_old_one_the_day_before(siti, officer):
    add_rank(employee=siti, rank="III/d", effective_date=APRIL, by=officer, decree_number="SK 1")

    siti.refresh_from_db()
    assert (siti.rank, siti.rank_order, siti.rank_since, siti.version) == ("III/d", 12, APRIL, 2)
    assert [(row.rank, row.ended_on) for row in RankHistory.objects.filter(employee=siti).order_by("pk")] == [
        ("III/c", APRIL - DAY),
        ("III/d", None),
    ]
    [event] = events("rank_added")
    assert (event.actor, event.unit_path, event.data) == (
        officer,
        siti.unit.path,
        {"rank": "III/d", "effective_date": "2026-04-01"},
    )


@pytest.mark.parametrize(
    ("rank", "date"),
    [("IX", APRIL), ("III/d", LONG_AGO), ("III/d", datetime.date(1986, 1, 1))],
    ids=["of contract staff", "on the day of another", "of a baby"],
)
def test_impossible_rank_changes_nothing(rank, date, siti, officer):
    with pytest.raises(DomainError):
        add_rank(employee=siti, rank=rank, effective_date=date, by=officer)

    siti.refresh_from_db()
    assert (siti.rank, siti.version, siti.rankhistory_set.count(), events("rank_added")) == ("III/c", 1, 1, [])


def test_older_rank_is_fitted_in_before_the_present_one(siti, officer):
    add_rank(employee=siti, rank="III/b", effective_date=datetime.date(2016, 4, 1), by=officer)
    add_rank(employee=siti, rank="III/a", effective_date=datetime.date(2012, 4, 1), by=officer)

    siti.refresh_from_db()
    assert siti.rank == "III/c"
    assert [(row.rank, row.ended_on) for row in RankHistory.objects.filter(employee=siti).order_by("period")] == [
        ("III/a", datetime.date(2016, 3, 31)),
        ("III/b", LONG_AGO - DAY),
        ("III/c", None),
    ]
    assert disagreeing_employees() == []


def test_rank_in_the_future_takes_effect_on_its_day(siti, officer):
    begins = today() + 10 * DAY
    add_rank(employee=siti, rank="III/d", effective_date=begins, by=officer)
    connection.check_constraints()  # as at the end of its transaction, on its day

    assert apply_due_histories() == 0
    assert apply_due_histories(begins + DAY) == 1, "also when the portal was off on the day itself"
    assert apply_due_histories(begins + DAY) == 0
    siti.refresh_from_db()
    assert siti.rank == "III/d"


def test_transfer_moves_unit_and_position(siti, officer):
    position = PositionFactory(unit=UnitFactory(parent=siti.unit))

    add_definitive_position(
        employee=siti, position=position, effective_date=APRIL, by=officer, reason="Kebutuhan organisasi"
    )

    siti.refresh_from_db()
    assert (siti.position, siti.unit) == (position, position.unit)
    [event] = events("position_added")
    assert (event.reason, event.unit_path) == ("Kebutuhan organisasi", position.unit.path)


def test_nobody_is_transferred_to_another_government(siti, officer):
    with pytest.raises(DomainError):
        add_definitive_position(employee=siti, position=PositionFactory(), effective_date=APRIL, by=officer)

    assert siti.positionhistory_set.count() == 1


def test_second_head_is_refused_and_an_acting_one_welcome(siti, officer):
    head = EmployeeFactory(unit=siti.unit, head=True)
    with pytest.raises(DomainError, match=head.name):
        add_definitive_position(employee=siti, position=head.position, effective_date=APRIL, by=officer)

    appoint_acting(
        employee=siti,
        position=head.position,
        kind=AssignmentKind.DAILY_ACTING,
        period=(today(), today() + 5 * DAY),
        by=officer,
    )

    assert head_of(siti.unit) == siti
    assert head_of(siti.unit, today() + 5 * DAY) == head
    with pytest.raises(DomainError):
        appoint_acting(
            employee=siti,
            position=head.position,
            kind=AssignmentKind.DAILY_ACTING,
            period=(today(), None),
            by=officer,
        )


def test_correction_is_a_new_row_that_names_the_old(siti, officer):
    row = siti.rankhistory_set.get()

    corrected = correct_history(row=row, changes={"rank": "III/d"}, reason="salah ketik", by=officer)

    row.refresh_from_db()
    siti.refresh_from_db()
    assert (row.is_void, corrected.corrects, siti.rank) == (True, row, "III/d")
    assert events("history_corrected")[0].reason == "salah ketik"
    with pytest.raises(DomainError):
        correct_history(row=row, changes={"rank": "III/b"}, reason="lagi", by=officer)


def test_correction_that_overlaps_changes_nothing(siti, officer):
    add_rank(employee=siti, rank="III/d", effective_date=APRIL, by=officer)
    first = siti.rankhistory_set.get(rank="III/c")

    with pytest.raises(DomainError):
        correct_history(
            row=first, changes={"period": (first.period.lower, APRIL + 30 * DAY)}, reason="salah", by=officer
        )

    first.refresh_from_db()
    assert (first.is_void, siti.rankhistory_set.count()) == (False, 2)


def test_employee_is_created_with_histories(officer):
    position = PositionFactory()
    main = {
        "nip": "199003082015012001",
        "name": "Dewi",
        "employment_type": "PNS",
        "birth_date": datetime.date(1990, 3, 8),
        "sex": "F",
        "nik": "1271054803900001",
    }

    dewi = create_employee(
        main=main, position=position, position_since=APRIL, rank="III/a", rank_since=APRIL, by=officer
    )

    dewi.refresh_from_db()
    assert (dewi.rank, dewi.position, dewi.nik, dewi.government) == (
        "III/a",
        position,
        "1271054803900001",
        position.unit,
    )
    assert len(events("employee_created")) == 1
    with pytest.raises(DomainError):
        create_employee(main={**main, "nik": ""}, position=position, position_since=APRIL, by=officer)
    assert Employee.objects.count() == 1


def test_correction_of_main_data_needs_the_version_on_record(siti, officer):
    correct_employee(employee=siti, changes={"phone": "+6281"}, reason="baru", by=officer, version=1)

    with pytest.raises(DomainError):
        correct_employee(employee=siti, changes={"phone": "+6282"}, reason="basi", by=officer, version=1)

    siti.refresh_from_db()
    assert (siti.phone, siti.version, len(events("employee_corrected"))) == ("+6281", 2, 1)


def test_disagreement_is_found(siti, officer, capsys, monkeypatch):
    begins = today() + 10 * DAY
    add_rank(employee=siti, rank="III/d", effective_date=begins, by=officer)
    assert disagreeing_employees() == []
    call_command("check_histories")

    monkeypatch.setattr("employees.services.history.current.today", lambda: begins)

    assert disagreeing_employees() == [siti]
    with pytest.raises(SystemExit):
        call_command("check_histories")
    assert siti.nip in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        lambda siti: Employee.objects.filter(pk=siti.pk).update(rank="IV/a"),
        lambda siti: Employee.objects.filter(pk=siti.pk).update(position=PositionFactory(unit=siti.unit)),
        lambda siti: Employee.objects.filter(pk=siti.pk).update(unit=UnitFactory(parent=siti.unit)),
        lambda siti: RankHistory.objects.filter(employee=siti).update(rank="IV/a"),
        lambda siti: PositionHistory.objects.filter(employee=siti).update(position=PositionFactory(unit=siti.unit)),
        lambda siti: StatusHistory.objects.create(employee=siti, status="99", period=(LONG_AGO, None)),
    ],
    ids=["rank", "position", "unit", "entry of a rank", "entry of a position", "entry of a status"],
)
def test_database_refuses_current_values_that_no_history_holds(change, siti):
    def change_and_commit():
        with transaction.atomic():
            change(siti)
            connection.check_constraints()

    with pytest.raises(IntegrityError, match="is not that of the histories"):
        change_and_commit()


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_one_person_wait_for_each_other():
    siti, officer = EmployeeFactory(), UserFactory()
    barrier, outcomes = threading.Barrier(2), []

    def promote(rank):
        try:
            barrier.wait(timeout=10)
            add_rank(employee=siti, rank=rank, effective_date=APRIL, by=officer)
            outcomes.append("added")
        except DomainError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=promote, args=(rank,)) for rank in ("III/d", "IV/a")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(outcomes) == ["added", "refused"]
    assert RankHistory.objects.filter(employee=siti).count() == 2
    assert PositionHistory.objects.filter(employee=siti).count() == 1
    assert disagreeing_employees() == []


@pytest.mark.django_db(transaction=True)
def test_of_transfers_at_once_one_heads_the_unit():
    officer, unit = UserFactory(), UnitFactory()
    position = PositionFactory(unit=unit, head=True)
    people = [EmployeeFactory(unit=unit) for _ in range(2)]
    barrier, outcomes = threading.Barrier(2), []

    def transfer(person):
        barrier.wait(timeout=10)
        try:
            add_definitive_position(employee=person, position=position, effective_date=APRIL, by=officer)
            outcomes.append("placed")
        except DomainError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=transfer, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(outcomes) == ["placed", "refused"]
    assert double_heads() == []


def test_nobody_becomes_head_before_the_present_one(siti, officer):
    budi = EmployeeFactory(name="Budi Santoso", unit=siti.unit, head=True)
    PositionHistory.objects.filter(employee=budi).update(period=(APRIL, None))

    with pytest.raises(DomainError, match=r"Budi Santoso .* 1 April 2026"):
        add_definitive_position(employee=siti, position=budi.position, effective_date=APRIL - 90 * DAY, by=officer)
    assert double_heads() == []

    PositionHistory.objects.create(
        employee=siti, position=budi.position, period=(APRIL, APRIL + DAY), kind=AssignmentKind.ACTING
    )
    assert double_heads() == [], "an acting head is no second one"


def test_ended_entries_leave_no_trace_on_any_later_day(siti, officer):
    ended = today() - DAY
    siti.status = "02"
    siti.save()
    StatusHistory.objects.create(employee=siti, status="02", period=(APRIL, ended))
    RankHistory.objects.filter(employee=siti).update(period=(LONG_AGO, ended))
    assert disagreeing_employees() == [siti]

    assert apply_due_histories() == 1

    siti.refresh_from_db()
    assert (siti.status, siti.rank, siti.rank_order, siti.rank_since) == ("01", "", 0, None)
    assert [disagreeing_employees(today() + day * DAY) for day in range(3)] == [[], [], []]
    Employee.objects.filter(pk=siti.pk).update(rank_order=3)
    assert disagreeing_employees() == [siti]


def test_who_left_stays_away_when_the_status_has_an_end(siti):
    siti.status = "99"
    siti.save()
    StatusHistory.objects.create(employee=siti, status="99", period=(APRIL, today() - DAY))

    assert apply_due_histories() == 0
    assert disagreeing_employees() == []


def test_withdrawing_an_entry_leaves_one_that_had_ended_before_as_it_is(siti, officer):
    leave = {"status": LegalStatus.UNPAID_LEAVE, "period": (D(2023, 6, 1), None)}
    row = add_entry(employee=siti, kind=HistoryKind.STATUS, values=leave, by=officer)
    ended = correct_history(row=row, changes={"period": (D(2023, 6, 1), D(2024, 6, 1))}, reason="x", by=officer)
    inactive = {"status": LegalStatus.INACTIVE, "period": (today(), None)}
    wrong = add_entry(employee=siti, kind=HistoryKind.STATUS, values=inactive, by=officer)

    withdraw_entry(row=wrong, reason="x", by=officer)

    ended.refresh_from_db()
    siti.refresh_from_db()
    assert (ended.period.upper, siti.status) == (D(2024, 6, 1), LegalStatus.ACTIVE)


def test_the_same_entry_is_not_added_twice(siti, officer):
    values = {"level": "50", "date": D(2008, 7, 1), "institution": "USU"}
    add_entry(employee=siti, kind=HistoryKind.EDUCATION, values=values, by=officer)

    for written in (values, {**values, "institution": "usu"}):
        with pytest.raises(DomainError):
            add_entry(employee=siti, kind=HistoryKind.EDUCATION, values=written, by=officer)

    assert siti.educationhistory_set.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_date": D(1850, 1, 1)},
        {"birth_date": today() - 365 * DAY},
        {"cpns_since": D(1990, 6, 1)},
        {"pns_decree_date": today() + 30 * DAY},
    ],
    ids=["older than anybody", "a child", "appointed as a child", "a decree of the future"],
)
def test_impossible_days_of_the_main_data_are_refused(siti, officer, changes):
    siti.birth_date = D(1986, 1, 1)
    siti.save()

    with pytest.raises(DomainError):
        correct_employee(employee=siti, changes=changes, reason="x", by=officer, version=None)


def test_no_rank_before_the_service_began(siti, officer):
    siti.birth_date, siti.cpns_since = D(1980, 1, 1), D(2001, 12, 1)
    siti.save()

    with pytest.raises(DomainError):
        add_rank(employee=siti, rank="III/d", effective_date=D(2000, 4, 1), by=officer)

    assert siti.rankhistory_set.count() == 1


BEFORE_SERVICE = (
    (HistoryKind.UNPAID_LEAVE, {"period": (D(2000, 1, 1), D(2001, 12, 31))}),
    (HistoryKind.SALARY_STEP, {"period": (D(2001, 11, 30), None)}),
    (HistoryKind.CONTRACT, {"period": (D(2000, 1, 1), D(2003, 1, 1))}),
    (HistoryKind.STATUS, {"period": (D(2000, 1, 1), None), "status": LegalStatus.ACTIVE}),
)


@pytest.mark.parametrize(("kind", "values"), BEFORE_SERVICE, ids=[kind for kind, _values in BEFORE_SERVICE])
def test_nothing_of_the_service_begins_before_it(siti, officer, kind, values):
    siti.birth_date, siti.cpns_since = D(1980, 1, 1), D(2001, 12, 1)
    siti.save()

    with pytest.raises(DomainError, match="sebelum masa kerja dimulai pada 1 Desember 2001"):
        add_entry(employee=siti, kind=kind, values=values, by=officer)

    assert not HISTORIES[kind].model.objects.filter(employee=siti).exists()


def test_entries_begin_with_the_service(siti, officer):
    siti.birth_date, siti.cpns_since = D(1980, 1, 1), D(2001, 12, 1)
    siti.save()

    step = add_entry(employee=siti, kind=HistoryKind.SALARY_STEP, values={"period": (D(2001, 12, 1), None)}, by=officer)

    assert step.period.lower == D(2001, 12, 1)


def test_of_contract_staff_the_number_tells_when_the_service_began(officer):
    rahmat = EmployeeFactory(pppk=True)
    late, early = (D(2022, 1, 1), D(2022, 12, 31)), (D(2021, 12, 31), D(2022, 1, 1))

    add_entry(employee=rahmat, kind=HistoryKind.CONTRACT, values={"period": late}, by=officer)
    with pytest.raises(DomainError, match="sebelum masa kerja dimulai"):
        add_entry(employee=rahmat, kind=HistoryKind.CONTRACT, values={"period": early}, by=officer)

    assert rahmat.contracthistory_set.get().period.lower == D(2022, 1, 1)


def test_an_entry_is_not_moved_before_the_service_but_one_of_old_can_be_mended(siti, officer):
    siti.birth_date = D(1980, 1, 1)
    siti.save()
    rank = siti.rankhistory_set.get()
    siti.cpns_since = D(2021, 12, 1)
    siti.save()

    with pytest.raises(DomainError, match="sebelum masa kerja dimulai"):
        correct_history(row=rank, changes={"period": (D(2021, 11, 1), None)}, reason="x", by=officer)
    mended = correct_history(row=rank, changes={"decree_number": "SK 9"}, reason="x", by=officer)

    assert (mended.period.lower, mended.decree_number) == (LONG_AGO, "SK 9")
