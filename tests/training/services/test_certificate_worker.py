"""A real worker, killed while it issues certificates."""

import os
import signal

import pytest

from asn_portal.jobs.tasks import send_waiting_jobs, take_up_silent_jobs
from tests.factories.employees import UserFactory
from tests.factories.training import SessionFactory, make_completed
from tests.frame.jobs.test_worker import a_minute_passes, fresh, queue, wait_for, worker  # noqa: F401
from training.models import Certificate
from training.services.session import issue_certificates

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 8


def test_killed_worker_leaves_no_number_twice_and_no_paper_missing(queue, tmp_path):  # noqa: F811
    session = SessionFactory(finished=True)
    for _number in range(PEOPLE):
        make_completed(session)
    with worker(queue, tmp_path) as process:
        job = issue_certificates(session=session, by=UserFactory())
        wait_for(lambda: fresh(job).done >= 2)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    before = Certificate.objects.count()
    a_minute_passes(job)

    take_up_silent_jobs()
    send_waiting_jobs()
    with worker(queue, tmp_path):
        wait_for(lambda: fresh(job).state == "done")

    rows = list(Certificate.objects.order_by("sequence"))
    assert 2 <= before < PEOPLE
    assert [row.sequence for row in rows] == list(range(1, PEOPLE + 1))
    assert len({row.number for row in rows}) == len({row.registration_id for row in rows}) == PEOPLE
    assert len({row.document_id for row in rows} - {None}) == PEOPLE
