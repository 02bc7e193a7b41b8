"""The job and the ticks around the early warnings."""

import pytest
from django.urls import reverse

from asn_portal.audit.models import Event
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import run_now
from asn_portal.jobs.ticks import all_ticks
from asn_portal.notifications.models import Notification
from employees import tasks
from employees.models import EarlyWarning
from employees.services.early_warning import FOUND, start_finding
from employees.services.warning_notice import PERSON

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(world):
    return start_finding(government=world.government, by=world.users["hr_officer"])


def test_job_works_the_warnings_out_and_leads_to_the_list(world, job):
    ended = run_now(job)

    assert (ended.state, ended.error) == (JobState.DONE, "")
    assert ended.done == ended.total == 3
    assert ended.result_url == reverse("employees:warning-list")
    assert EarlyWarning.objects.filter(employee__government=world.government).exists()
    assert Event.objects.get(kind=FOUND).actor == world.users["hr_officer"]


@pytest.mark.django_db(transaction=True)
def test_job_is_taken_up_again_after_a_kill(world):
    job = start_finding(government=world.government, by=world.users["hr_officer"])
    run_now(job)
    known = set(EarlyWarning.objects.values_list("pk", flat=True))

    # Its worker was killed before it noted the end.
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, finished_at=None)
    run_now(job)

    assert set(EarlyWarning.objects.values_list("pk", flat=True)) == known


def test_ticks_ask_for_the_night_and_tell_people(world, job):
    tasks.find_due_warnings()
    for nightly in Job.objects.filter(owner=None):
        run_now(nightly)
    tasks.find_due_warnings()
    # The first time only the office is told; these are told as later ones are.
    EarlyWarning.objects.update(is_silent=False)
    tasks.tell_early_warnings()
    told = Notification.objects.filter(kind=PERSON).count()
    tasks.tell_early_warnings()

    assert Job.objects.filter(owner=None).count() == 2
    assert told == EarlyWarning.objects.exclude(person_told_at=None).count() > 0
    assert Notification.objects.filter(kind=PERSON).count() == told
    names = {tick.name for tick in all_ticks()}
    assert {"employees.tasks.find_due_warnings", "employees.tasks.tell_early_warnings"} <= names
