import datetime

import pytest
from django.utils import timezone

from tests.factories.employees import EmployeeFactory
from tests.factories.training import RegistrationFactory, SessionFactory
from training.enums import RegistrationState as State
from training.models import Registration

pytestmark = pytest.mark.django_db


def test_waiting_list_stands_as_drawn_then_as_registered(programme):
    first, second = SessionFactory(programme=programme), SessionFactory(programme=programme)
    late = RegistrationFactory(session=second, state=State.WAITING, drawn_place=1)
    rows = [RegistrationFactory(session=first, state=State.WAITING, drawn_place=place) for place in (None, None, 2, 1)]

    found = list(Registration.objects.waiting())

    assert found == [rows[3], rows[2], rows[0], rows[1], late]


def test_decisions_stand_oldest_first(session, world):
    other = EmployeeFactory(unit=world.village)
    new, old = (
        RegistrationFactory(session=session, employee=each) for each in (other, world.users["employee"].employee)
    )
    Registration.objects.filter(pk=old.pk).update(registered_at=timezone.now() - datetime.timedelta(days=1))

    found = list(Registration.objects.awaiting_decision_of(world.users["supervisor"]))

    assert found == [old, new]
