import datetime

import pytest
from django.utils import timezone

from asn_portal.notifications.models import Notification
from tests.factories.training import SessionFactory, make_completed
from training.domain.behaviour import CODES
from training.enums import Obstacle, PromiseMoment, PromiseOutcome, Rater, RegistrationState, TaskState
from training.models import ApplicationPromise, BehaviourRating, ObstacleTask, Registration, TrainingSession
from training.services.behaviour import BehaviourRefused, rate_behaviour
from training.services.promise import (
    PromiseRefused,
    close_obstacle,
    confirm_promise,
    make_promises,
    remind_promises,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(programme, world):
    session = SessionFactory(programme=programme, finished=True)
    return make_completed(session, employee=world.users["employee"].employee)


def ended(registration, days):
    moment = timezone.now() - datetime.timedelta(days=days)
    TrainingSession.objects.filter(pk=registration.session_id).update(
        registration_opens_at=moment - datetime.timedelta(days=9),
        registration_closes_at=moment - datetime.timedelta(days=5),
        starts_at=moment - datetime.timedelta(days=1),
        ends_at=moment,
    )
    registration.refresh_from_db()


def confirm(registration, by, **fields):
    values = {
        "promise": registration.promises.first(),
        "moment": PromiseMoment.DAY_30,
        "rater": Rater.SELF,
        "outcome": PromiseOutcome.NOT_YET,
        "example": "",
        "obstacle": Obstacle.NO_TOOLS,
        "obstacle_text": "Komputer dipakai bergantian",
    }
    return confirm_promise(by=by, **values | fields)


def test_promises_are_replaced_until_confirmed(registration):
    make_promises(registration=registration, texts=["Satu", "Dua", ""], by=None)

    make_promises(registration=registration, texts=["Baru"], by=None)

    assert [row.text for row in ApplicationPromise.objects.all()] == ["Baru"]


@pytest.mark.parametrize("texts", [[], ["", " "]])
def test_promises_are_one_to_three(registration, texts):
    with pytest.raises(PromiseRefused):
        make_promises(registration=registration, texts=texts, by=None)


def test_promises_are_made_within_a_month(registration):
    ended(registration, 40)

    with pytest.raises(PromiseRefused):
        make_promises(registration=registration, texts=["Terlambat"], by=None)


def test_obstacle_becomes_a_task_of_the_head(registration, world):
    make_promises(registration=registration, texts=["Satu"], by=None)
    ended(registration, 31)

    confirm(registration, world.users["employee"])

    task = ObstacleTask.objects.get()
    assert (task.unit, task.state) == (registration.employee.unit, TaskState.OPEN)
    assert Notification.objects.get(kind="training.obstacle").user == world.users["supervisor"]
    close_obstacle(task=task, state=TaskState.DONE, note="Perangkat dipinjamkan", by=world.users["supervisor"])
    with pytest.raises(PromiseRefused):
        close_obstacle(task=task, state=TaskState.DONE, note="Lagi", by=world.users["supervisor"])


def test_each_side_confirms_once_and_not_too_early(registration, world):
    make_promises(registration=registration, texts=["Satu"], by=None)
    user = world.users["employee"]
    ended(registration, 29)
    with pytest.raises(PromiseRefused):
        confirm(registration, user)
    ended(registration, 30)
    confirm(registration, user)

    with pytest.raises(PromiseRefused):
        confirm(registration, user)
    confirm(registration, world.users["supervisor"], rater=Rater.SUPERVISOR)
    assert ObstacleTask.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [{"outcome": PromiseOutcome.APPLIED}, {"obstacle": ""}, {"outcome": PromiseOutcome.PARTLY, "example": " "}],
)
def test_example_or_obstacle_is_needed(registration, world, fields):
    make_promises(registration=registration, texts=["Satu"], by=None)
    ended(registration, 31)

    with pytest.raises(PromiseRefused):
        confirm(registration, world.users["employee"], **fields)


def test_both_sides_are_reminded_once(registration, world):
    make_promises(registration=registration, texts=["Satu"], by=None)
    ended(registration, 31)

    remind_promises()
    remind_promises()

    told = Notification.objects.filter(kind="training.promise").values_list("user", flat=True)
    assert sorted(told) == sorted([world.users["employee"].pk, world.users["supervisor"].pk])


def test_nobody_is_asked_about_promises_of_who_left(registration):
    make_promises(registration=registration, texts=["Satu"], by=None)
    ended(registration, 31)
    Registration.objects.update(state=RegistrationState.REMOVED, reason="Bukan sasaran")

    assert remind_promises() == 0

    assert not Notification.objects.filter(kind="training.promise").exists()


def test_behaviour_is_rated_once_by_each_side(registration, world):
    ended(registration, 31)
    values = dict.fromkeys(CODES, 3)
    rate_behaviour(registration=registration, rater=Rater.SELF, before=values, after=values, by=world.users["employee"])

    with pytest.raises(BehaviourRefused):
        rate_behaviour(
            registration=registration, rater=Rater.SELF, before=values, after=values, by=world.users["employee"]
        )
    with pytest.raises(BehaviourRefused):
        rate_behaviour(
            registration=registration, rater=Rater.SUPERVISOR, before={}, after=values, by=world.users["supervisor"]
        )
    assert BehaviourRating.objects.count() == 2 * len(CODES)
