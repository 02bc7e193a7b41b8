from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.jobs.models import Job
from asn_portal.jobs.runner import claim
from asn_portal.jobs.services import run_now, start_job
from tests.factories.employees import UserFactory, make_officer
from tests.frame.jobs import work  # noqa: F401  registers the kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db):
    return UserFactory(language="en")


@pytest.fixture
def operator(db):
    return make_officer(Role.OPERATOR, None, username="operator")


@pytest.fixture
def english(client_of):
    """A client of a user who reads English."""

    def sign_in(user):
        client = client_of(user)
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def text(response) -> str:
    return " ".join(response.content.decode().split())


def running(owner, **values) -> Job:
    job = start_job("tests.count", by=owner, params={"steps": 200}, title="Import of staff.xlsx")
    claim(job.pk)
    Job.objects.filter(pk=job.pk).update(**values)
    job.refresh_from_db()
    return job


def test_running_job_shows_progress_and_expected_time(english, owner):
    job = running(
        owner, total=200, done=50, message="Row 50", started_at=timezone.now() - datetime.timedelta(seconds=60)
    )

    page = text(english(owner).get(job.get_absolute_url()))

    assert "50 of 200" in page
    assert 'value="25"' in page
    assert "another 3 min" in page
    assert f'hx-get="{job.get_absolute_url()}" hx-trigger="every 2s"' in page
    assert f'<noscript> <p> <a class="btn btn-secondary" href="{job.get_absolute_url()}">' in page


def test_status_part_alone_is_sent_to_htmx_and_the_end_reloads_the_page(english, owner):
    job = running(owner, total=200, done=50)
    client = english(owner)

    part = client.get(job.get_absolute_url(), headers={"HX-Request": "true"})
    Job.objects.filter(pk=job.pk).update(state="done", finished_at=timezone.now())
    end = client.get(job.get_absolute_url(), headers={"HX-Request": "true"})

    assert text(part).startswith("<section")
    assert "HX-Refresh" not in part
    assert end["HX-Refresh"] == "true"
    assert "hx-get" not in text(end)


def test_problems_stand_on_the_page_and_in_a_sheet(english, owner):
    job = run_now(start_job("tests.complain", by=owner, params={"rows": 2}))
    client = english(owner)

    page = text(client.get(job.get_absolute_url()))
    sheet = client.get(reverse("jobs:job-problems", args=[job.pk])).content.decode("utf-8-sig")

    assert "2 problems" in page
    assert "Write 18 digits" in page
    assert [line.rstrip("\r") for line in sheet.split("\n")][1:3] == [
        "1;NIP;Warning;Too short;Write 18 digits",
        "2;NIP;Warning;Too short;Write 18 digits",
    ]


def test_result_is_offered_to_the_owner_only(english, owner, operator):
    job = run_now(start_job("tests.file", by=owner))

    page = text(english(owner).get(job.get_absolute_url()))

    assert job.result.get_absolute_url() in page
    assert job.result.get_absolute_url() not in text(english(operator).get(job.get_absolute_url()))
    download = english(owner).get(job.result.get_absolute_url())
    assert b"".join(download.streaming_content) == b"a,b\n1,2\n"
    assert english(operator).get(job.result.get_absolute_url()).status_code == 404


def test_operator_sees_title_and_state_but_no_content(english, owner, operator):
    job = run_now(start_job("tests.refuse", by=owner, title="Import of staff.xlsx"))

    page = text(english(operator).get(job.get_absolute_url()))

    assert "Import of staff.xlsx" in page
    assert "Failed" in page
    assert "The file has no header row." not in page
    assert english(operator).get(reverse("jobs:job-problems", args=[job.pk])).status_code == 404


def test_strangers_do_not_learn_that_it_exists(english, owner):
    job = running(owner)
    stranger = english(UserFactory())

    assert stranger.get(job.get_absolute_url()).status_code == 404
    assert stranger.post(reverse("jobs:job-cancel", args=[job.pk])).status_code == 404
    assert stranger.post(reverse("jobs:job-rerun", args=[job.pk])).status_code == 404
    job.refresh_from_db()
    assert not job.cancel_requested


def test_list_shows_own_work_and_everybodys_to_operators_on_request(english, owner, operator):
    running(owner)

    assert "Import of staff.xlsx" in text(english(owner).get(reverse("jobs:job-list")))
    assert "Import of staff.xlsx" not in text(english(UserFactory()).get(reverse("jobs:job-list") + "?all=1"))
    assert "Import of staff.xlsx" not in text(english(operator).get(reverse("jobs:job-list")))
    assert "Import of staff.xlsx" in text(english(operator).get(reverse("jobs:job-list") + "?all=1"))


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_for_one_and_three(english, owner, count, django_assert_max_num_queries):
    for _number in range(count):
        run_now(start_job("tests.file", by=owner))
    client = english(owner)
    client.get(reverse("jobs:job-list"))

    with django_assert_max_num_queries(10):
        client.get(reverse("jobs:job-list"))


def test_cancel_asks_running_work_to_stop(english, owner):
    job = running(owner)

    response = english(owner).post(reverse("jobs:job-cancel", args=[job.pk]), follow=True)

    job.refresh_from_db()
    assert (job.state, job.cancel_requested) == ("running", True)
    assert "Stops at its next step." in text(response)


def test_operator_starts_failed_work_again_for_its_owner(english, owner, operator):
    job = run_now(start_job("tests.refuse", by=owner))

    response = english(operator).post(reverse("jobs:job-rerun", args=[job.pk]), {"next": "https://evil.example/"})

    job.refresh_from_db()
    assert (job.state, job.owner) == ("queued", owner)
    assert response["Location"] == job.get_absolute_url()


def test_verbs_refuse_get(english, owner):
    job = running(owner)

    assert english(owner).get(reverse("jobs:job-cancel", args=[job.pk])).status_code == 405
    assert english(owner).get(reverse("jobs:job-rerun", args=[job.pk])).status_code == 405
