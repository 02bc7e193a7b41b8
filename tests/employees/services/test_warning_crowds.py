"""Runs at the same time and workers that die: real connections against the real Postgres."""

import datetime
import threading
from collections import Counter

import pytest
from django.db import connection, transaction
from django.utils import timezone

from asn_portal.notifications.models import Notification, OutboxMail
from employees.dates import today
from employees.models import EarlyWarning
from employees.services import early_warning
from employees.services.early_warning import find_warnings, handle_warning
from employees.services.warning_notice import OFFICE, PERSON, tell_offices, tell_people
from tests.factories.employees import EarlyWarningFactory, EmployeeFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("everybody")]

ON = today()
# The next one, at the hour of the message.
MONDAY = timezone.make_aware(
    datetime.datetime.combine(ON + datetime.timedelta(days=-ON.weekday() % 7), datetime.time(6))
)
WORKERS = 4


def all_at_once(call, workers=WORKERS):
    """Run `call` in threads that start together; returns what each returned, raises what any raised."""
    gate, results, errors = threading.Barrier(workers), [], []

    def run():
        try:
            gate.wait(timeout=30)
            results.append(call())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if errors:
        raise errors[0]
    return results


@pytest.fixture
def staff(world):
    return [EmployeeFactory(unit=world.village, user=UserFactory()) for _ in range(12)]


def keys():
    return Counter(EarlyWarning.objects.values_list("employee", "kind", "due_on", "subject"))


def test_runs_at_the_same_time_find_each_warning_once(world, staff, monkeypatch):
    monkeypatch.setattr(early_warning, "CHUNK", 3)
    find_warnings(government=world.government, on=ON)
    expected = keys()
    EarlyWarning.objects.all().delete()

    counts = all_at_once(lambda: find_warnings(government=world.government, on=ON))

    assert keys() == expected
    assert sum(count["new"] for count in counts) == len(expected)


def test_a_killed_run_is_finished_by_the_next(world, staff, monkeypatch):
    monkeypatch.setattr(early_warning, "CHUNK", 4)
    find_warnings(government=world.government, on=ON)
    expected = keys()
    EarlyWarning.objects.all().delete()
    renew, chunks = early_warning._renew, []

    def dying(*args):
        counts = renew(*args)
        chunks.append(counts)
        if len(chunks) == 2:
            raise SystemExit
        return counts

    monkeypatch.setattr(early_warning, "_renew", dying)
    with pytest.raises(SystemExit):
        find_warnings(government=world.government, on=ON)
    # The first chunk stands, the second was rolled back.
    assert 0 < EarlyWarning.objects.count() < len(expected)

    monkeypatch.setattr(early_warning, "_renew", renew)
    find_warnings(government=world.government, on=ON)
    assert keys() == expected


def test_handling_while_a_run_goes_on_is_not_undone(world, staff):
    find_warnings(government=world.government, on=ON)
    officer = world.users["hr_officer"]
    warnings = list(EarlyWarning.objects.filter(employee__in=staff))

    def handle():
        for warning in warnings:
            handle_warning(warning=warning, note="x", by=officer)

    def find():
        for _ in range(5):
            find_warnings(government=world.government, on=ON)

    thread = threading.Thread(target=lambda: (find(), connection.close()))
    thread.start()
    handle()
    thread.join(timeout=60)

    assert {warning.state for warning in EarlyWarning.objects.filter(employee__in=staff)} == {"HANDLED"}


def test_workers_at_the_same_time_tell_each_person_once(staff):
    for employee in staff:
        EarlyWarningFactory(employee=employee, due_on=ON, warn_from=ON)

    told = all_at_once(lambda: tell_people(on=ON))

    assert sum(told) == len(staff)
    assert Notification.objects.filter(kind=PERSON).count() == OutboxMail.objects.count() == len(staff)


def test_workers_at_the_same_time_tell_each_office_once(world, staff):
    for employee in staff:
        EarlyWarningFactory(employee=employee, due_on=ON, warn_from=ON)

    told = all_at_once(lambda: tell_offices(now=timezone.localtime(MONDAY)))

    assert sum(told) == 1
    users = [notice.user.username for notice in Notification.objects.filter(kind=OFFICE)]
    assert sorted(users) == ["head_of_agency", "hr_officer"]


def test_what_another_worker_has_claimed_is_skipped(staff):
    first, second = (EarlyWarningFactory(employee=staff[n], due_on=ON, warn_from=ON) for n in (0, 1))
    claimed, done = threading.Event(), threading.Event()

    def dying_worker():
        """Claims one, and its connection breaks before the end."""
        try:
            with transaction.atomic():
                EarlyWarning.objects.select_for_update().get(pk=first.pk)
                claimed.set()
                done.wait(timeout=30)
                raise SystemExit
        except SystemExit:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=dying_worker)
    thread.start()
    claimed.wait(timeout=30)
    assert tell_people(on=ON) == 1
    done.set()
    thread.join(timeout=30)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.person_told_at, second.person_told_at is None) == (None, False)
    assert tell_people(on=ON) == 1
