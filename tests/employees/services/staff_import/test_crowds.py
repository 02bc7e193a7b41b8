"""Several clicks at the same moment, with database connections of their own."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from asn_portal.audit.models import Event
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import run_now
from employees.enums import ImportState
from employees.models import Employee, PositionHistory, RankHistory
from employees.services.history import disagreeing_employees
from employees.services.staff_import.apply import confirm_import
from employees.services.staff_import.new_people import insert_people
from tests.employees.services.staff_import.lists import HEADER, TODAY, check, person, sheet, store, undo, upload

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 8


def test_of_many_confirmations_one_starts_the_work(officer, medan, monkeypatch):
    monkeypatch.setattr("asn_portal.jobs.services.enqueue", lambda _job: None)
    staff_import = check(upload(officer, "a.xlsx", sheet(HEADER, person())), officer)
    gate = threading.Barrier(CLICKS)

    def click(_number):
        try:
            gate.wait(20)
            return confirm_import(staff_import=staff_import, by=officer).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        jobs = set(pool.map(click, range(CLICKS)))

    assert len(jobs) == 1
    assert Job.objects.filter(kind="employees.import_apply").count() == 1
    assert Event.objects.filter(kind="employees.import_confirmed").count() == 1


def test_long_list_is_stored_side_by_side(officer, medan, monkeypatch):
    monkeypatch.setattr("employees.services.staff_import.apply.CHUNK", 50)
    monkeypatch.setattr("employees.services.staff_import.apply.LONG", 100)
    monkeypatch.setattr("asn_portal.jobs.services.enqueue", lambda _job: None)
    staff_import = check(upload(officer), officer)

    store(staff_import, officer)

    stored = staff_import.counts["INSERT"]
    assert staff_import.counts["inserted"] == stored
    assert Employee.objects.count() == RankHistory.objects.count() == PositionHistory.objects.count() == stored
    assert disagreeing_employees(TODAY) == []
    written = RankHistory._meta.apps.get_model("employees", "RankHistoryEvent").objects
    assert written.filter(pgh_context__import_id=staff_import.pk).count() == stored
    undo(staff_import, officer)
    assert not Employee.objects.exists()


def test_portion_that_breaks_ends_the_rest_and_the_next_worker_stores_each_row_once(officer, medan, monkeypatch):
    monkeypatch.setattr("employees.services.staff_import.apply.CHUNK", 50)
    monkeypatch.setattr("employees.services.staff_import.apply.LONG", 100)
    monkeypatch.setattr("asn_portal.jobs.services.enqueue", lambda _job: None)
    staff_import = check(upload(officer), officer)
    calls = itertools.count()

    def breaks(*arguments):
        if next(calls) == 2:
            raise RuntimeError("the connection is lost")
        return insert_people(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr("employees.services.staff_import.apply.insert_people", breaks)
        broken = run_now(confirm_import(staff_import=staff_import, by=officer))
    staff_import.refresh_from_db()
    stored_before = Employee.objects.count()

    assert (broken.state, staff_import.state) == ("failed", ImportState.APPLYING)
    assert stored_before == staff_import.rows.filter(outcome="APPLIED").count()
    assert stored_before % 50 == 0
    store(staff_import, officer)
    assert Employee.objects.count() == RankHistory.objects.count() == staff_import.counts["INSERT"]
