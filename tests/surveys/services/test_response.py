"""Answers: stored once, without a trace of the person."""

import datetime
import threading
import uuid

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.dates import today
from surveys.enums import SurveyState, TimeBand
from surveys.models import SurveyComment, SurveyResponse
from surveys.services.comment import hide_comment, publish_comment
from surveys.services.response import (
    Answers,
    check_paper_day,
    enter_paper_response,
    submit_response,
    time_band,
)
from surveys.services.survey import close_survey
from tests.factories.surveys import CommentFactory, SurveyFactory, form_answers

KEY = uuid.UUID("11111111-2222-4333-8444-555555555555")
THREES = Answers(form_answers("333333333"))


@pytest.fixture
def survey(world):
    return SurveyFactory(unit=world.village, opened=True)


@pytest.mark.django_db
def test_submit_response(survey):
    answers = Answers(form_answers("433434433"), {"sex": "F", "age_band": "20-29"}, comment="Kursi kurang.")

    assert submit_response(survey=survey, key=KEY, answers=answers, language="id") is True

    response = SurveyResponse.objects.get()
    assert (response.cost, response.sex, response.channel, response.answered_on) == (4, "F", "web", today())
    comment = SurveyComment.objects.get()
    assert (comment.text, comment.state, comment.survey) == ("Kursi kurang.", "waiting", survey)


@pytest.mark.django_db
def test_nothing_stored_leads_to_the_person(survey, django_assert_num_queries):
    submit_response(survey=survey, key=KEY, answers=Answers(form_answers("433434433"), comment="x"), language="id")

    response = SurveyResponse.objects.get()
    names = {field.name for field in SurveyResponse._meta.get_fields()}
    assert names.isdisjoint({"ip", "user", "created_at", "submitted_at", "comment", "session"})
    assert response.pk not in {KEY, SurveyComment.objects.get().pk}
    assert not Event.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.tables where table_name like 'surveys_surveyresponse%'"
        )
        assert cursor.fetchall() == [("surveys_surveyresponse",)]


@pytest.mark.django_db
def test_submit_response_twice_counts_once(survey):
    answers = Answers(form_answers("444444444"), comment="Sekali saja.")

    first = submit_response(survey=survey, key=KEY, answers=answers, language="id")
    second = submit_response(survey=survey, key=KEY, answers=answers, language="id")

    assert (first, second) == (True, False)
    assert (SurveyResponse.objects.count(), SurveyComment.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [SurveyState.DRAFT, SurveyState.CLOSED])
def test_submit_response_to_a_survey_that_is_not_open(world, state):
    survey = SurveyFactory(unit=world.village, state=state)

    with pytest.raises(DomainError), transaction.atomic():
        submit_response(survey=survey, key=KEY, answers=Answers(form_answers("1" * 9), comment="x"), language="id")

    assert (SurveyResponse.objects.count(), SurveyComment.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_submit_response_sent_before_the_survey_was_closed(survey):
    submit_response(survey=survey, key=KEY, answers=THREES, language="id")
    close_survey(survey=survey, by=None)

    assert submit_response(survey=survey, key=KEY, answers=THREES, language="id") is False


def in_threads(count, work):
    """Run `work(number)` in real threads with connections of their own; return results and errors."""
    found, barrier = [], threading.Barrier(count)

    def run(number):
        try:
            barrier.wait()
            found.append(work(number))
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_submit_response_at_the_same_moment_counts_once(survey):
    answers = Answers(form_answers("444444444"), comment="Sekali saja.")

    found = in_threads(8, lambda _n: submit_response(survey=survey, key=KEY, answers=answers, language="id"))

    assert sorted(found) == [False] * 7 + [True]
    assert (SurveyResponse.objects.count(), SurveyComment.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_no_answer_slips_in_behind_a_published_result(survey):
    def work(number):
        if number == 0:
            return close_survey(survey=survey, by=None)
        return submit_response(survey=survey, key=uuid.uuid4(), answers=THREES, language="id")

    in_threads(8, work)

    survey.refresh_from_db()
    assert survey.result.data["figures"]["valid"] == SurveyResponse.objects.count()


@pytest.mark.django_db
def test_enter_paper_response(survey, world):
    officer = world.users["service_officer"]
    day = today() - datetime.timedelta(days=3)

    stored = enter_paper_response(
        survey=survey, key=KEY, answers=Answers(form_answers("43-434433")), answered_on=day, by=officer
    )

    response = SurveyResponse.objects.get()
    assert (stored, response.channel, response.completion_time, response.answered_on) == (True, "paper", None, day)
    event = Event.objects.get()
    assert (event.kind, event.actor, event.object_id) == ("surveys.paper_entered", officer, str(survey.pk))


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-31, 1])
def test_enter_paper_response_outside_the_period(survey, world, days):
    day = today() + datetime.timedelta(days=days)

    with pytest.raises(DomainError), transaction.atomic():
        enter_paper_response(survey=survey, key=KEY, answers=THREES, answered_on=day, by=world.users["service_officer"])

    assert (SurveyResponse.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_paper_of_a_day_after_the_end_is_refused_at_the_first_look(survey):
    last = today() - datetime.timedelta(days=2)
    survey.period = DateRange(survey.period.lower, today() - datetime.timedelta(days=1))

    check_paper_day(survey, last)
    with pytest.raises(DomainError):
        check_paper_day(survey, today() - datetime.timedelta(days=1))


@pytest.mark.django_db
def test_moderation(world):
    officer, comment = world.users["service_officer"], CommentFactory()

    publish_comment(comment=comment, by=officer)
    publish_comment(comment=comment, by=officer)
    hide_comment(comment=comment, by=officer)

    comment.refresh_from_db()
    assert (comment.state, comment.moderated_by) == ("hidden", officer)
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["surveys.comment_approved", "surveys.comment_hidden"]


@pytest.mark.parametrize(
    ("time", "band"),
    [
        ((7, 59), TimeBand.OUTSIDE),
        ((8, 0), TimeBand.MORNING),
        ((11, 59), TimeBand.MORNING),
        ((12, 0), TimeBand.AFTERNOON),
        ((16, 59), TimeBand.AFTERNOON),
        ((17, 0), TimeBand.OUTSIDE),
    ],
)
def test_time_band(time, band):
    assert time_band(datetime.time(*time)) == band
