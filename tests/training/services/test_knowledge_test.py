import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone, translation

from employees.models import Employee
from tests.factories.training import RegistrationFactory, SessionFactory
from training.domain.knowledge_test import TestQuestion, dump
from training.enums import RegistrationState as State
from training.enums import TestMoment
from training.models import KnowledgeTest, Meeting, TestAttempt
from training.services.knowledge_test import (
    ScoresConflict,
    TestRefused,
    change_test,
    close_overdue_attempts,
    create_test,
    enter_scores,
    publish_test,
    save_answers,
    start_attempt,
    submit_attempt,
)
from training.services.score_import import read_scores, score_sheet
from training.test_window import taking_obstacle

pytestmark = pytest.mark.django_db
QUESTIONS = (TestQuestion("Satu?", ("a", "b"), 1), TestQuestion("Dua?", ("a", "b"), 0, points=3))


@pytest.fixture
def test_in_use(programme):
    return KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)


@pytest.fixture
def seat(programme):
    return RegistrationFactory(session=SessionFactory(programme=programme, over=True), state=State.APPROVED)


def test_draft_is_changed_taken_into_use_and_then_stays(programme):
    test = create_test(programme=programme, by=None)
    with pytest.raises(TestRefused):
        publish_test(test=test, by=None)
    change_test(test=test, minutes=10, pass_mark=60, questions=QUESTIONS, by=None)
    publish_test(test=test, by=None)

    with pytest.raises(TestRefused):
        change_test(test=test, minutes=5, pass_mark=None, questions=QUESTIONS, by=None)
    newer = create_test(programme=programme, by=None)
    assert (newer.version, newer.questions, newer.is_published) == (2, dump(QUESTIONS), False)


def test_attempt_is_scored_when_handed_in_and_not_again(test_in_use, seat):
    attempt = start_attempt(registration=seat, moment=TestMoment.POST, by=None)
    save_answers(attempt=attempt, answers={"0": "1"})

    done = submit_attempt(attempt=attempt, answers={"1": "1"})
    again = submit_attempt(attempt=attempt, answers={"1": "0"})

    assert (done.score, again.score, again.answers) == (1, 1, {"0": 1, "1": 1})
    assert start_attempt(registration=seat, moment=TestMoment.POST, by=None).pk == attempt.pk


def test_answers_after_the_time_do_not_count(test_in_use, seat):
    attempt = start_attempt(registration=seat, moment=TestMoment.POST, by=None)
    save_answers(attempt=attempt, answers={"0": "1"})
    TestAttempt.objects.update(due_at=timezone.now() - datetime.timedelta(minutes=1))

    late = submit_attempt(attempt=attempt, answers={"1": "0"})

    assert (late.score, late.answers) == (1, {"0": 1})


def test_what_was_left_lying_is_scored(test_in_use, seat):
    start_attempt(registration=seat, moment=TestMoment.POST, by=None)
    TestAttempt.objects.update(due_at=timezone.now() - datetime.timedelta(minutes=1))

    assert (close_overdue_attempts(), close_overdue_attempts()) == (1, 0)
    assert TestAttempt.objects.get().score == 0


def test_the_test_before_closes_with_the_training(test_in_use, seat):
    with pytest.raises(TestRefused):
        start_attempt(registration=seat, moment=TestMoment.PRE, by=None)


@pytest.fixture
def one_day(programme):
    """Approved for a day of training from 8 to 15, after registration closes, whatever the hour is now."""
    day = timezone.localdate() + datetime.timedelta(days=9)
    session = SessionFactory(programme=programme, with_meetings=False)
    zone = session.unit.tz
    session.starts_at = datetime.datetime.combine(day, datetime.time(8), tzinfo=zone)
    session.ends_at = datetime.datetime.combine(day, datetime.time(15), tzinfo=zone)
    session.save()
    for begin, end in ((8, 12), (13, 15)):
        Meeting.objects.create(session=session, day=day, starts_at=datetime.time(begin), ends_at=datetime.time(end))
    return RegistrationFactory(session=session, state=State.APPROVED)


def at(registration, hour, minute=0):
    return registration.session.starts_at.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(("hour", "minute", "is_open"), [(7, 0, True), (11, 59, True), (12, 0, False), (14, 0, False)])
def test_the_test_before_closes_with_the_first_meeting(one_day, hour, minute, is_open):
    obstacle = taking_obstacle(one_day, TestMoment.PRE, at(one_day, hour, minute))

    assert (obstacle == "") == is_open


def test_the_test_before_closes_once_the_one_after_has_begun(test_in_use, one_day):
    now = at(one_day, 9)
    before = taking_obstacle(one_day, TestMoment.PRE, now)
    TestAttempt.objects.create(
        test=test_in_use, registration=one_day, moment=TestMoment.POST, started_at=now, due_at=now, maximum=4
    )

    assert (before, bool(taking_obstacle(one_day, TestMoment.PRE, now))) == ("", True)


def opened(registration, hour, minute=0):
    now = at(registration, hour, minute)
    return [moment for moment in TestMoment if taking_obstacle(registration, moment, now) == ""]


@pytest.mark.parametrize(
    ("hour", "minute", "moments"),
    [(7, 59, [TestMoment.PRE]), (12, 59, []), (13, 0, [TestMoment.POST]), (15, 30, [TestMoment.POST])],
)
def test_the_test_after_opens_with_the_last_meeting(one_day, hour, minute, moments):
    assert opened(one_day, hour, minute) == moments


@pytest.mark.parametrize(("has_meeting", "middle"), [(True, (10, 0)), (False, (11, 30))])
def test_in_a_single_meeting_the_tests_follow_each_other(one_day, has_meeting, middle):
    one_day.session.meetings.filter(starts_at__gt=datetime.time(10)).delete()
    if not has_meeting:
        one_day.session.meetings.all().delete()

    assert [opened(one_day, 7, 59), opened(one_day, 8), opened(one_day, *middle)] == [
        [TestMoment.PRE],
        [TestMoment.PRE],
        [TestMoment.POST],
    ]


def test_without_meetings_the_test_after_opens_on_the_last_day(one_day):
    session = one_day.session
    session.meetings.all().delete()
    session.ends_at += datetime.timedelta(days=1)

    assert (opened(one_day, 12), opened(one_day, 23, 59)) == ([TestMoment.PRE], [])
    assert taking_obstacle(one_day, TestMoment.POST, at(one_day, 0) + datetime.timedelta(days=1)) == ""


def test_two_tests_never_run_at_once(test_in_use, one_day):
    now = at(one_day, 13)
    before = TestAttempt.objects.create(
        test=test_in_use,
        registration=one_day,
        moment=TestMoment.PRE,
        started_at=now - datetime.timedelta(minutes=5),
        due_at=now + datetime.timedelta(minutes=5),
        maximum=4,
    )
    while_running = opened(one_day, 13)
    before.submitted_at, before.score = now, 1
    before.save()

    assert (while_running, opened(one_day, 13)) == ([], [TestMoment.POST])


@pytest.mark.parametrize("points", ["NaN", "sNaN", "Infinity"])
def test_points_that_are_no_number_are_refused(test_in_use, seat, points):
    with pytest.raises(TestRefused):
        enter_scores(session=seat.session, scores={(seat.pk, TestMoment.PRE): Decimal(points)}, by=None)


def test_paper_scores_are_entered_within_the_maximum(test_in_use, seat):
    session = seat.session

    assert enter_scores(session=session, scores={(seat.pk, TestMoment.PRE): Decimal(3)}, by=None) == 1
    assert enter_scores(session=session, scores={(seat.pk, TestMoment.PRE): Decimal(3)}, by=None) == 0
    with pytest.raises(TestRefused):
        enter_scores(session=session, scores={(seat.pk, TestMoment.POST): Decimal(5)}, by=None)


def test_paper_scores_from_after_a_session_wait_for_it(test_in_use, programme):
    seat = RegistrationFactory(session=SessionFactory(programme=programme), state=State.APPROVED)
    session = seat.session

    with pytest.raises(TestRefused):
        enter_scores(session=session, scores={(seat.pk, TestMoment.POST): Decimal(3)}, by=None)

    before = {(seat.pk, TestMoment.PRE): Decimal(3), (seat.pk, TestMoment.POST): None}
    assert enter_scores(session=session, scores=before, by=None) == 1


def test_paper_scores_never_replace_the_portals(test_in_use, seat):
    attempt = start_attempt(registration=seat, moment=TestMoment.POST, by=None)
    submit_attempt(attempt=attempt, answers={"0": "1"})

    with pytest.raises(TestRefused):
        enter_scores(session=seat.session, scores={(seat.pk, TestMoment.POST): Decimal(4)}, by=None)


def test_test_handed_in_without_answers_keeps_its_score(test_in_use, seat):
    submit_attempt(attempt=start_attempt(registration=seat, moment=TestMoment.POST, by=None), answers={})

    with pytest.raises(TestRefused):
        enter_scores(session=seat.session, scores={(seat.pk, TestMoment.POST): Decimal(4)}, by=None)

    assert TestAttempt.objects.get().score == 0


def test_paper_score_is_corrected(test_in_use, seat):
    for points in (3, 2):
        enter_scores(session=seat.session, scores={(seat.pk, TestMoment.POST): Decimal(points)}, by=None)

    assert TestAttempt.objects.get().score == 2


def test_limit_is_written_out(programme, seat):
    questions = [TestQuestion("Satu?", ("a", "b"), 1, points=20)]
    KnowledgeTest.objects.create(programme=programme, questions=dump(questions), is_published=True)

    with translation.override("en"), pytest.raises(TestRefused, match=r"between 0 and 20\."):
        enter_scores(session=seat.session, scores={(seat.pk, TestMoment.POST): Decimal(21)}, by=None)


@pytest.mark.parametrize(
    ("number", "name", "rows", "problems"),
    [
        ("1", "Siti Rahmawati", [(1, 2)], []),
        ("1.0", "SITI RAHMAWATI, S.E.", [(1, 2)], []),
        ("1", "", [(1, 2)], []),
        ("1.5", "", [], ["Nobody in this class has this number."]),
        (
            "1",
            "Budi Siregar",
            [],
            ["Under this number the class list has another name: Siti Rahmawati. Correct one of them."],
        ),
    ],
)
def test_scores_of_a_sheet_go_to_whom_number_and_name_say(test_in_use, seat, number, name, rows, problems):
    Employee.objects.filter(pk=seat.employee_id).update(name="Siti Rahmawati")
    sheet = io.BytesIO(f'Participant number;Name;Before;After\n{number};"{name}";1;2\n'.encode())

    with translation.override("en"):
        preview = read_scores(seat.session, sheet)

    assert [(row.number, row.post) for row in preview.rows] == rows
    assert [sentence for _line, sentence in preview.problems] == problems


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_offered_sheet_is_read_in_both_languages(test_in_use, seat, language):
    with translation.override(language):
        sheet = io.BytesIO(score_sheet(seat.session))
        book = openpyxl.load_workbook(sheet)
        book.active["C2"], book.active["D2"] = 1, 2
        filled = io.BytesIO()
        book.save(filled)
        preview = read_scores(seat.session, filled)

    assert preview.problems == []
    assert [(row.pre, row.post) for row in preview.rows] == [(Decimal(1), Decimal(2))]


def test_who_has_no_score_in_the_sheet_is_left_alone(test_in_use, seat):
    assert read_scores(seat.session, io.BytesIO(score_sheet(seat.session))).rows == []


def test_older_page_does_not_replace_a_colleagues_score(test_in_use, seat):
    cell, other = (seat.pk, TestMoment.PRE), (seat.pk, TestMoment.POST)
    enter_scores(session=seat.session, scores={cell: Decimal(3)}, by=None)

    with pytest.raises(ScoresConflict) as refused:
        enter_scores(session=seat.session, scores={cell: Decimal(1), other: Decimal(2)}, by=None, seen={})
    # What the page showed and nobody touched there stays as others stored it.
    untouched = enter_scores(session=seat.session, scores={cell: Decimal(2)}, by=None, seen={cell: Decimal(2)})
    corrected = enter_scores(session=seat.session, scores={cell: Decimal(1)}, by=None, seen={cell: Decimal("3.00")})

    assert (refused.value.cells, untouched, corrected) == ({cell}, 0, 1)
    assert list(TestAttempt.objects.values_list("moment", "score")) == [(TestMoment.PRE, 1)]
