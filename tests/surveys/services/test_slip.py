"""Slips: single-use, and no way from an answer back to one."""

import io
import random
import threading
import uuid

import pytest
from django.db import connection

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.jobs.services import run_now
from surveys.enums import Series, SurveyState
from surveys.models import SlipBatch, SlipCode, SurveyResponse
from surveys.services.response import Answers, UnknownCode, code_hash, submit_response
from surveys.services.slip import MOST_SLIPS, make_slips, print_slips, store_slips, void_slips
from tests.factories.surveys import ServiceFactory, SlipBatchFactory, SurveyFactory, add_codes, form_answers

THREES = Answers(form_answers("333333333"))


@pytest.fixture
def officer(world):
    return world.users["service_officer"]


@pytest.fixture
def survey(world):
    return SurveyFactory(unit=world.village, opened=True)


def answer(survey, code, key=None, form="333333333"):
    return submit_response(
        survey=survey, key=key or uuid.uuid4(), answers=Answers(form_answers(form)), language="id", code=code
    )


@pytest.mark.django_db
def test_a_code_works_once_and_is_gone(survey):
    batch = SlipBatchFactory(survey=survey)
    add_codes(batch, "ABCDEFGH", "BCDEFGHJ")

    assert answer(survey, "ABCDEFGH") is True

    assert SurveyResponse.objects.get().series == Series.TICKET
    assert SlipCode.objects.count() == 1
    with pytest.raises(UnknownCode):
        answer(survey, "ABCDEFGH")
    with pytest.raises(UnknownCode):
        answer(survey, "CDEFGHJK")
    assert SurveyResponse.objects.count() == 1


@pytest.mark.django_db
def test_a_code_of_another_survey_opens_nothing(survey, world):
    batch = SlipBatchFactory(survey=SurveyFactory(unit=world.other_village, opened=True))
    add_codes(batch, "ABCDEFGH")

    with pytest.raises(UnknownCode):
        answer(survey, "ABCDEFGH")

    assert SlipCode.objects.count() == 1


@pytest.mark.django_db
def test_a_retry_after_a_lost_answer_costs_no_second_slip(survey):
    batch, key = SlipBatchFactory(survey=survey), uuid.uuid4()
    add_codes(batch, "ABCDEFGH", "BCDEFGHJ")

    stored = [answer(survey, "ABCDEFGH", key), answer(survey, "ABCDEFGH", key), answer(survey, "BCDEFGHJ", key)]

    assert (stored, SurveyResponse.objects.count(), SlipCode.objects.count()) == ([True, False, False], 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_answers_race_for_one_code(survey):
    add_codes(SlipBatchFactory(survey=survey), "ABCDEFGH")
    together, outcomes = threading.Barrier(2), []

    def send():
        try:
            together.wait(5)
            outcomes.append(answer(survey, "ABCDEFGH"))
        except UnknownCode:
            outcomes.append("unknown")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert sorted(map(str, outcomes)) == ["True", "unknown"]
    assert (SurveyResponse.objects.count(), SlipCode.objects.count()) == (1, 0)


def dump() -> dict[str, list[str]]:
    """Every table as `COPY` gives it, which is the order in which rows lie in the file, with the place of each row."""
    tables = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [row[0] for row in cursor.fetchall()]
        for name in names:
            file = io.StringIO()
            cursor.copy_expert(f'COPY (SELECT ctid, * FROM "{name}") TO STDOUT', file)
            tables[name] = file.getvalue().splitlines()
    return tables


@pytest.mark.django_db(transaction=True)
def test_a_full_dump_links_no_answer_to_a_slip(survey, officer):
    """Fifty slips in their printed order, which the office knows, and fifty answers in another: whatever order the
    dump holds, matching it with the slips hits as often as guessing."""
    slips = make_slips(50)
    store_slips(survey=survey, service=None, slips=slips, by=officer)
    rng = random.Random(7)
    order = rng.sample(range(50), 50)
    truth = {}
    for number, place in enumerate(order):
        # Each form is one of its own kind, so that a link could be proved.
        form = f"{1 + number % 4}{1 + number // 4 % 4}{1 + number // 16 % 4}333333"
        answer(survey, slips[place].code, form=form)
        truth[form] = place

    tables = dump()
    everything = "\n".join(line for lines in tables.values() for line in lines)

    assert tables["surveys_slipcode"] == []
    assert not any(slip.code in everything or slip.groups in everything for slip in slips)
    answers = [line.split("\t") for line in tables["surveys_surveyresponse"]]
    orders = (answers, sorted(answers, key=lambda row: _place(row[0])), sorted(answers, key=lambda row: row[1]))
    by_code = sorted(range(50), key=lambda place: slips[place].code)
    by_hash = sorted(range(50), key=lambda place: code_hash(slips[place].code))
    for rows in orders:
        found = [next(form for form in truth if "\t".join(form) in "\t".join(row)) for row in rows]
        for guess in (list(range(50)), list(reversed(range(50))), by_code, by_hash):
            hits = sum(truth[form] == place for form, place in zip(found, guess, strict=True))
            # Guessing hits one of fifty on average; six or more happen once in a thousand tries.
            assert hits < 6
    # Nothing else names an answer: its key stands in its own table alone.
    keys = [row[1] for row in answers]
    others = "\n".join(line for name, lines in tables.items() if name != "surveys_surveyresponse" for line in lines)
    assert not any(key in others for key in keys)


def _place(ctid):
    return tuple(int(part) for part in ctid.strip("()").split(","))


@pytest.mark.django_db
def test_codes_are_stored_in_an_order_that_tells_nothing(survey, officer):
    slips = make_slips(30)
    batch = store_slips(survey=survey, service=None, slips=slips, by=officer)

    stored = list(SlipCode.objects.order_by().values_list("code_hash", flat=True))

    assert stored == sorted(stored)
    assert (batch.printed, len(set(stored))) == (30, 30)
    assert len({slip.code for slip in slips}) == 30
    event = Event.objects.get(kind="surveys.slips_printed")
    assert (event.data["count"], event.actor) == (30, officer)
    assert not any(slip.code in str(event.data) for slip in slips)


@pytest.mark.django_db
def test_the_job_prints_slips_for_its_owner_alone(survey, officer, world, client_of):
    service = ServiceFactory(unit=survey.unit, name="Surat domisili")
    job = run_now(print_slips(survey=survey, service=service, count=12, by=officer))

    assert job.state == "done", job.error_detail
    assert (job.expires_at - job.finished_at).days == 3
    with job.result.file.open("rb") as file:
        content = file.read()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") in {0, 2}
    batch = SlipBatch.objects.with_unused().get()
    assert (batch.printed, batch.unused, batch.service) == (12, 12, service)
    statuses = {}
    for name in ("service_officer", "hr_officer", "operator", "auditor"):
        response = client_of(world.users[name]).get(job.result.get_absolute_url())
        statuses[name] = response.status_code
        if response.streaming:
            assert response.getvalue() == content
    assert statuses == {"service_officer": 200, "hr_officer": 404, "operator": 404, "auditor": 404}


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "state"), [(9, "open"), (MOST_SLIPS + 1, "open"), (100, SurveyState.CLOSED)])
def test_slips_that_can_not_be_printed(world, officer, count, state):
    survey = SurveyFactory(unit=world.village, state=state)

    with pytest.raises(DomainError):
        print_slips(survey=survey, service=None, count=count, by=officer)


@pytest.mark.django_db
def test_void_slips_open_nothing_and_answers_stay(survey, officer):
    batch, other = SlipBatchFactory(survey=survey), SlipBatchFactory(survey=survey)
    add_codes(batch, "ABCDEFGH", "BCDEFGHJ", "CDEFGHJK")
    add_codes(other, "DEFGHJKM")
    answer(survey, "ABCDEFGH")

    void_slips(batch=batch, reason=" Blok tertinggal di loket ", by=officer)

    batch.refresh_from_db()
    assert (batch.voided, batch.void_reason) == (2, "Blok tertinggal di loket")
    with pytest.raises(UnknownCode):
        answer(survey, "BCDEFGHJ")
    assert answer(survey, "DEFGHJKM") is True
    assert SurveyResponse.objects.count() == 2
    assert Event.objects.get(kind="surveys.slips_voided").data["count"] == 2
    with pytest.raises(DomainError):
        void_slips(batch=batch, reason="Sekali lagi", by=officer)


@pytest.mark.django_db
def test_voiding_needs_a_reason(survey, officer):
    batch = SlipBatchFactory(survey=survey)
    add_codes(batch, "ABCDEFGH")

    with pytest.raises(DomainError):
        void_slips(batch=batch, reason="  ", by=officer)

    assert SlipCode.objects.count() == 1
