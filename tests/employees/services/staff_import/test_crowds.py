"""Several clicks at the same moment, with database connections of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from asn_portal.audit.models import Event
from asn_portal.jobs.models import Job
from employees.services.staff_import.apply import confirm_import
from tests.employees.services.staff_import.lists import HEADER, check, person, sheet, upload

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
