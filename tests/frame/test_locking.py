"""Who had to wait for a row sees it as it is now, with its present partners."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from asn_portal.locking import lock_row
from employees.models import OrganizationalUnit
from surveys.models import Complaint
from tests.factories.surveys import ComplaintFactory

pytestmark = pytest.mark.django_db(transaction=True)


def until_somebody_waits():
    deadline = time.monotonic() + 15
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            # Inside a transaction the view would not change any more.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("Nobody waits for the row.")


def in_thread(call):
    def run():
        try:
            with transaction.atomic():
                return call()
        finally:
            connection.close()

    return run


def test_the_partner_of_a_row_that_moved_while_we_waited(world):
    complaint = ComplaintFactory(unit=world.village)
    moved = threading.Event()

    def move():
        locked = lock_row(Complaint.objects, complaint.pk, "unit")
        moved.set()
        until_somebody_waits()
        locked.unit = OrganizationalUnit.objects.get(pk=world.other_village.pk)
        locked.save(update_fields=["unit"])

    def wait():
        moved.wait(20)
        return lock_row(Complaint.objects, complaint.pk, "unit").unit

    with ThreadPoolExecutor() as pool:
        mover, waiter = pool.submit(in_thread(move)), pool.submit(in_thread(wait))

        assert mover.result(20) is None
        assert waiter.result(20) == world.other_village


def test_a_row_that_is_not_there(db):
    with pytest.raises(Complaint.DoesNotExist), transaction.atomic():
        lock_row(Complaint.objects, 1)
