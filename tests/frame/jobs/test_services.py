from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.documents.models import Document
from asn_portal.jobs import services
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.progress import JobLost, Progress
from asn_portal.jobs.registry import UnknownJobKind
from asn_portal.jobs.runner import claim
from asn_portal.jobs.services import JobRefused, cancel_job, rerun_job, run_now, start_job
from asn_portal.jobs.tasks import remove_expired_results, send_waiting_jobs, take_up_silent_jobs
from tests.factories.employees import UserFactory
from tests.frame.jobs import work  # noqa: F401  registers the kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """Ids of the jobs that were sent to the workers."""
    ids: list[int] = []
    monkeypatch.setattr(services, "enqueue", ids.append)
    monkeypatch.setattr("asn_portal.jobs.tasks.enqueue", ids.append)
    return ids


@pytest.fixture
def owner(db):
    return UserFactory(language="en")


def numbers() -> list[int]:
    return sorted(Event.objects.filter(kind="tests.counted").values_list("data__number", flat=True))


def test_job_is_sent_when_the_transaction_commits(owner, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = start_job("tests.count", by=owner, params={"steps": 3}, title="Three steps")
        assert sent == []

    assert sent == [job.pk]
    assert (job.state, job.title, job.owner, job.attempt) == ("queued", "Three steps", owner, 0)


def test_unknown_kind_is_refused(owner):
    with pytest.raises(UnknownJobKind):
        start_job("tests.unknown", by=owner)

    assert not Job.objects.exists()


def test_job_runs_to_its_end(owner):
    job = run_now(start_job("tests.count", by=owner, params={"steps": 3}))

    assert (job.state, job.done, job.total, job.message, job.percent) == ("done", 3, 3, "3 steps", 100)
    assert job.expires_at - job.finished_at == datetime.timedelta(days=7)
    assert numbers() == [0, 1, 2]
    assert set(Event.objects.filter(kind="tests.counted").values_list("actor", flat=True)) == {owner.pk}


def test_ended_job_does_not_run_again(owner):
    job = run_now(start_job("tests.count", by=owner, params={"steps": 2}))

    run_now(job)

    assert numbers() == [0, 1]


def test_same_unique_key_is_one_job(owner):
    first = start_job("tests.count", by=owner, params={"steps": 1}, unique_key="import:7")
    second = start_job("tests.count", by=owner, params={"steps": 1}, unique_key="import:7")
    run_now(first)
    third = start_job("tests.count", by=owner, params={"steps": 1}, unique_key="import:7")

    assert first == second
    assert third != first


def test_database_refuses_two_active_jobs_of_a_key(owner):
    start_job("tests.count", by=owner, params={"steps": 1}, unique_key="import:7")

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="tests.count", title="x", unique_key="import:7")


def test_domain_error_ends_the_job_with_its_sentence(owner):
    job = run_now(start_job("tests.refuse", by=owner))

    assert (job.state, job.error, job.error_detail) == ("failed", "The file has no header row.", "")


def test_fault_ends_the_job_without_personal_data(owner):
    job = run_now(start_job("tests.break", by=owner))

    assert job.state == JobState.FAILED
    assert job.error == f"The work stopped because of a fault in the portal. The operator can see it as job {job.pk}."
    assert job.error_detail.endswith("KeyError")
    assert "198501152010011003" not in job.error_detail.replace('"NIP 198501152010011003"', "")


def test_problems_are_counted_once_even_if_the_work_is_repeated(owner):
    job = run_now(start_job("tests.complain", by=owner, params={"rows": 3}))
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None, checkpoint={"done": 1})
    run_now(job)

    assert [(problem.row, problem.column, problem.level) for problem in job.problems.all()] == [
        (1, "NIP", "warning"),
        (2, "NIP", "warning"),
        (3, "NIP", "warning"),
    ]


def test_result_is_stored_for_its_owner_and_removed_in_time(owner, django_capture_on_commit_callbacks):
    job = run_now(start_job("tests.file", by=owner))
    document = job.result
    assert (document.name, document.kind, document.owner_id) == ("table.csv", "jobs.result", str(job.pk))
    Job.objects.filter(pk=job.pk).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))

    with django_capture_on_commit_callbacks(execute=True):
        remove_expired_results()

    job.refresh_from_db()
    assert (job.result, job.expires_at, job.state) == (None, None, "done")
    assert not Document.objects.exists()
    assert not document.file.storage.exists(document.file.name)


def test_waiting_job_is_cancelled_at_once(owner):
    job = start_job("tests.count", by=owner, params={"steps": 3})

    cancelled = cancel_job(job=job, by=owner)
    after = run_now(cancelled)

    assert after.state == JobState.CANCELLED
    assert numbers() == []
    assert Event.objects.filter(kind="jobs.cancelled", actor=owner).count() == 1


def test_ended_job_cannot_be_cancelled(owner):
    job = run_now(start_job("tests.count", by=owner, params={"steps": 1}))

    with pytest.raises(JobRefused):
        cancel_job(job=job, by=owner)


def test_work_that_must_not_stop_halfway_cannot_be_cancelled_while_it_runs(owner):
    job = start_job("tests.whole", by=owner)
    claim(job.pk)

    with pytest.raises(JobRefused):
        cancel_job(job=job, by=owner)


def test_failed_job_starts_again_with_the_same_parameters(owner, sent, django_capture_on_commit_callbacks):
    job = run_now(start_job("tests.refuse", by=owner))

    with django_capture_on_commit_callbacks(execute=True):
        again = rerun_job(job=job, by=owner)

    assert (again.state, again.error, sent) == ("queued", "", [job.pk])


def test_done_job_does_not_start_again(owner):
    job = run_now(start_job("tests.count", by=owner, params={"steps": 1}))

    with pytest.raises(JobRefused):
        rerun_job(job=job, by=owner)


def silent(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - datetime.timedelta(seconds=61))


def test_silent_job_goes_back_to_the_queue_while_its_kind_allows(owner, sent):
    job = start_job("tests.count", by=owner, params={"steps": 1})
    for _attempt in range(2):
        claim(job.pk)
        silent(job)
        take_up_silent_jobs()
        job.refresh_from_db()
        assert job.state == JobState.QUEUED
    send_waiting_jobs()
    assert sent == [job.pk]
    claim(job.pk)
    silent(job)
    take_up_silent_jobs()

    job.refresh_from_db()
    assert (job.state, job.attempt) == ("failed", 3)
    assert job.error.startswith("The work was interrupted because its server stopped.")


def test_silent_job_of_a_fragile_kind_fails_with_a_sentence(owner):
    job = start_job("tests.fragile", by=owner, params={"pause": 0})
    claim(job.pk)
    silent(job)

    take_up_silent_jobs()

    job.refresh_from_db()
    assert (job.state, job.attempt) == ("failed", 1)
    assert job.finished_at is not None


def test_living_job_is_left_alone(owner):
    job = start_job("tests.count", by=owner, params={"steps": 1})
    claim(job.pk)

    take_up_silent_jobs()

    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_lost_message_is_sent_again(owner, sent):
    job = start_job("tests.count", by=owner, params={"steps": 1})
    Job.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - datetime.timedelta(minutes=3))
    fresh = start_job("tests.count", by=owner, params={"steps": 1})
    Job.objects.filter(pk=fresh.pk).update(enqueued_at=timezone.now())

    send_waiting_jobs()

    assert sent == [job.pk]


def test_broker_away_leaves_the_job_for_the_next_tick(owner, monkeypatch):
    from asn_portal.celery import app

    job = start_job("tests.count", by=owner, params={"steps": 1})
    monkeypatch.setattr(app, "send_task", lambda *a, **k: (_ for _ in ()).throw(ConnectionError("no broker")))

    services.enqueue(job.pk)

    job.refresh_from_db()
    assert (job.state, job.enqueued_at) == ("queued", None)


def test_worker_taken_for_dead_cannot_write_any_more(owner):
    job = start_job("tests.count", by=owner, params={"steps": 9})
    old = Progress(claim(job.pk))
    silent(job)
    take_up_silent_jobs()
    new = Progress(claim(job.pk))

    def chunk() -> None:
        with transaction.atomic():
            Event.objects.create(kind="tests.stale")
            old.advance()
            old.save_state()

    with pytest.raises(JobLost):
        chunk()
    new.advance(5)
    new.save_state()

    job.refresh_from_db()
    assert (job.attempt, job.done) == (2, 5)
    assert not Event.objects.filter(kind="tests.stale").exists()
    with pytest.raises(JobLost):
        old.check()


def test_expected_time_follows_the_pace():
    now = timezone.now()
    job = Job(state="running", total=100, done=25, started_at=now - datetime.timedelta(seconds=30))

    assert job.elapsed(now) == datetime.timedelta(seconds=30)
    assert job.remaining(now) == datetime.timedelta(seconds=90)
    assert job.percent == 25
