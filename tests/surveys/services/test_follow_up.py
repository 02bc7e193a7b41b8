"""The plan after a result, and answers to comments."""

import datetime

import pytest
from django.db import transaction

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.dates import today
from surveys.enums import CommentState
from surveys.models import FollowUpAction, SurveyComment
from surveys.services.comment import answer_comment, thank_comment
from surveys.services.follow_up import change_action, finish_action, plan_action
from tests.factories.employees import EmployeeFactory
from tests.factories.surveys import CommentFactory, FollowUpFactory, SurveyFactory, publish

pytestmark = pytest.mark.django_db

SOON = today() + datetime.timedelta(days=90)


@pytest.fixture
def officer(world):
    return world.users["service_officer"]


@pytest.fixture
def closed(world):
    return publish(SurveyFactory(unit=world.village, period=(datetime.date(2026, 1, 1), datetime.date(2026, 7, 1))))


def plan(survey, officer, **changes):
    values = {
        "survey": survey,
        "element": "facilities",
        "action": "Menambah kursi",
        "owner": EmployeeFactory(unit=survey.unit),
        "due_on": SOON,
    }
    return plan_action(**{**values, **changes}, by=officer)


def test_plan_action_keeps_the_position_of_its_owner(closed, officer):
    owner = EmployeeFactory(unit=closed.unit)

    planned = plan(closed, officer, owner=owner)

    assert (planned.owner_position, planned.done_on) == (owner.position.title, None)
    assert Event.objects.get().kind == "surveys.action_planned"


@pytest.mark.parametrize("fault", ["open survey", "stranger", "too early", "unknown element"])
def test_plan_action_refused(world, closed, officer, fault):
    changes = {
        "open survey": {"survey": SurveyFactory(unit=world.village, opened=True)},
        "stranger": {"owner": EmployeeFactory(unit=world.other_village)},
        "too early": {"due_on": datetime.date(2026, 1, 1)},
        "unknown element": {"element": "colour"},
    }[fault]

    with pytest.raises(DomainError), transaction.atomic():
        plan(changes.pop("survey", closed), officer, **changes)

    assert (FollowUpAction.objects.count(), Event.objects.count()) == (0, 0)


def test_finish_action(closed, officer):
    planned = plan(closed, officer)

    finish_action(planned=planned, result="Sepuluh kursi baru", by=officer)

    planned.refresh_from_db()
    assert (planned.done_on, planned.result, planned.done_by) == (today(), "Sepuluh kursi baru", officer)
    with pytest.raises(DomainError), transaction.atomic():
        finish_action(planned=planned, result="Lagi", by=officer)


def test_finish_action_without_a_word(closed, officer):
    planned = plan(closed, officer)

    with pytest.raises(DomainError), transaction.atomic():
        finish_action(planned=planned, result="  ", by=officer)


def test_change_action_of_an_older_version(closed, officer):
    planned = plan(closed, officer)
    values = {"element": "cost", "action": "Lain", "owner": planned.owner, "due_on": SOON, "by": officer}
    change_action(planned=planned, version=1, **values)

    with pytest.raises(DomainError), transaction.atomic():
        change_action(planned=planned, version=1, **values)


def test_promises_of_the_survey_before(world, closed):
    action = FollowUpFactory(survey=closed)
    FollowUpFactory(survey__unit=world.other_village)
    running = SurveyFactory(unit=world.village, opened=True, period=(datetime.date(2026, 8, 1), SOON))

    assert list(FollowUpAction.objects.promised_before(running)) == [action]
    assert list(FollowUpAction.objects.promised_before(closed)) == []


def test_answer_comment(officer):
    comment = CommentFactory()

    answer_comment(comment=comment, text=" Kursi sudah ditambah. ", by=officer)

    comment.refresh_from_db()
    assert (comment.answer, comment.answered_by, comment.answered_on) == ("Kursi sudah ditambah.", officer, today())
    assert comment.state == CommentState.WAITING
    assert not SurveyComment.objects.answered_in_public().exists()
    with pytest.raises(DomainError), transaction.atomic():
        answer_comment(comment=comment, text=" ", by=officer)


def test_thank_comment(officer):
    comment = CommentFactory(state=CommentState.APPROVED, moderated_by=officer)

    thank_comment(comment=comment, by=officer)

    assert SurveyComment.objects.answered_in_public().get().answer != ""
