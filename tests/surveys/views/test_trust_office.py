"""Slips and unusual answers in the office."""

import pytest

from asn_portal.jobs.models import Job
from surveys.enums import AlarmKind, AlarmState
from surveys.models import SurveyAlarm
from tests.factories.surveys import AlarmFactory, SlipBatchFactory, SurveyFactory, add_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(world):
    return SurveyFactory(unit=world.village, opened=True)


def test_the_list_of_batches_says_what_is_left(client_for, survey, world):
    batch = SlipBatchFactory(survey=survey, printed=10, voided=2, printed_by=world.users["service_officer"])
    add_codes(batch, "ABCDEFGH", "BCDEFGHJ", "CDEFGHJK")

    page = client_for("service_officer").get(f"/surveys/{survey.pk}/slips/").content.decode()

    numbers = [part.split("<")[0] for part in page.split('class="num" data-label=')[1:]]
    assert [number.split(">")[1].strip() for number in numbers] == ["10", "5", "3", "2"]
    assert f"/surveys/{survey.pk}/slips/{batch.pk}/void/" in page


def test_batches_cost_the_same_queries(client_for, survey, django_assert_max_num_queries):
    client = client_for("service_officer")
    SlipBatchFactory(survey=survey)
    client.get(f"/surveys/{survey.pk}/slips/")
    with django_assert_max_num_queries(12):
        client.get(f"/surveys/{survey.pk}/slips/")
    SlipBatchFactory.create_batch(2, survey=survey)
    with django_assert_max_num_queries(12):
        client.get(f"/surveys/{survey.pk}/slips/")


def test_printing_starts_a_job_once(client_for, survey):
    client = client_for("service_officer")

    responses = [client.post(f"/surveys/{survey.pk}/slips/print/", {"count": "20"}) for _each in range(2)]

    job = Job.objects.get(kind="surveys.print_slips")
    assert [each.headers["Location"] for each in responses] == [job.get_absolute_url()] * 2
    assert job.params["count"] == 20


@pytest.mark.parametrize("count", ["", "9", "2001", "x"])
def test_a_number_that_can_not_be_printed(client_for, survey, count):
    page = client_for("service_officer").post(f"/surveys/{survey.pk}/slips/print/", {"count": count})

    assert page.status_code == 200
    assert "invalid" in page.content.decode()
    assert not Job.objects.exists()


def test_a_reader_sees_counts_only(client_for, survey):
    SlipBatchFactory(survey=survey)

    page = client_for("auditor").get(f"/surveys/{survey.pk}/slips/").content.decode()

    assert "/slips/print/" not in page
    assert "/void/" not in page


def test_voiding_asks_first_and_wants_a_reason(client_for, survey):
    batch = SlipBatchFactory(survey=survey)
    add_codes(batch, "ABCDEFGH", "BCDEFGHJ")
    client, address = client_for("service_officer"), f"/surveys/{survey.pk}/slips/{batch.pk}/void/"

    asked = client.get(address).content.decode()
    without = client.post(address, {"reason": ""})
    batch.refresh_from_db()
    assert ("2" in asked, without.status_code, batch.voided_at) == (True, 200, None)

    client.post(address, {"reason": "Hilang"})
    batch.refresh_from_db()
    assert (batch.voided, batch.void_reason) == (2, "Hilang")


def test_alarms_cost_the_same_queries_for_one_and_three(client_for, survey, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_for("service_officer")
    AlarmFactory(survey=survey)
    client.get("/surveys/alarms/")
    with CaptureQueriesContext(connection) as one:
        client.get("/surveys/alarms/")
    AlarmFactory(survey=survey, kind=AlarmKind.PATTERN, details={"answers": 40, "count": 20, "usual_share": 0.1})
    AlarmFactory(survey=survey, kind=AlarmKind.OUT_OF_HOURS, details={"answers": 40, "count": 30, "usual_share": 0.1})
    with CaptureQueriesContext(connection) as three:
        page = client.get("/surveys/alarms/").content.decode()

    assert len(three) == len(one)
    assert page.count("/surveys/alarms/") > 3


def test_the_officer_judges_and_the_public_reads_it(client_for, client, survey):
    alarm = AlarmFactory(survey=survey)
    officer = client_for("service_officer")
    home = officer.get("/").content.decode()

    response = officer.post(f"/surveys/alarms/{alarm.pk}/", {"state": "suspicious", "note": "Satu gawai"})

    alarm.refresh_from_db()
    assert "/surveys/alarms/?state=open" in home
    assert (response.headers["Location"], alarm.state) == ("/surveys/alarms/", AlarmState.SUSPICIOUS)
    public = client.get("/p/belawan-i/results/").content.decode()
    assert "60 " in public
    assert "Satu gawai" not in public
    assert "60 " in officer.get(f"/surveys/{survey.pk}/").content.decode()


@pytest.mark.parametrize("data", [{"state": "suspicious", "note": ""}, {"state": "open", "note": "x"}, {}])
def test_half_a_verdict_is_none(client_for, survey, data):
    alarm = AlarmFactory(survey=survey)

    response = client_for("service_officer").post(f"/surveys/alarms/{alarm.pk}/", data)

    assert response.status_code == 200
    assert SurveyAlarm.objects.get().state == AlarmState.OPEN


def test_a_reader_may_not_judge(client_for, survey):
    alarm = AlarmFactory(survey=survey)
    auditor = client_for("auditor")

    assert auditor.get(f"/surveys/alarms/{alarm.pk}/").status_code == 200
    assert auditor.post(f"/surveys/alarms/{alarm.pk}/", {"state": "harmless", "note": "x"}).status_code == 403
