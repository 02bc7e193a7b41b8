"""Whose word on a promise is still awaited."""

import datetime

import pytest

from tests.factories.training import RegistrationFactory, SessionFactory
from training.enums import PromiseMoment, PromiseOutcome, Rater
from training.enums import RegistrationState as State
from training.home import after_training
from training.models import ApplicationPromise, PromiseCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(programme, world):
    session = SessionFactory(programme=programme, over=True)
    registration = RegistrationFactory(
        session=session, employee=world.users["employee"].employee, state=State.COMPLETED
    )
    return ApplicationPromise.objects.create(registration=registration, number=1, text="Papan layanan diperbarui.")


@pytest.mark.parametrize(
    ("days", "said", "is_awaited"),
    [
        (29, (), False),
        (30, (), True),
        (30, (30,), False),
        (90, (30,), True),
        (90, (30, 90), False),
        (181, (), False),
    ],
)
def test_awaited_after_each_moment_until_half_a_year(promise, days, said, is_awaited):
    for moment in said:
        PromiseCheck.objects.create(
            promise=promise,
            moment=PromiseMoment(moment),
            rater=Rater.SELF,
            outcome=PromiseOutcome.APPLIED,
            example="Papan di loket 2.",
            by=promise.registration.employee.user,
        )
    on = promise.registration.session.last_day + datetime.timedelta(days=days)

    assert ApplicationPromise.objects.unsaid_by(Rater.SELF, on).exists() is is_awaited


def test_the_first_page_asks_the_person_and_the_supervisor(promise, world, monkeypatch):
    on = promise.registration.session.last_day + datetime.timedelta(days=40)
    monkeypatch.setattr("training.home.timezone.localdate", lambda: on)

    asked = [
        [str(item.title) for item in after_training(user) if "Papan layanan" in str(item.title)]
        for user in (world.users["employee"], world.users["supervisor"], world.users["colleague"])
    ]

    assert [len(titles) for titles in asked] == [1, 1, 0]
