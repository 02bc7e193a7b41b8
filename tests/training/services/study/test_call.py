"""Calls for further education: weights, reviewers, days."""

import datetime

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from tests.factories.employees import EmployeeFactory
from tests.factories.study import (
    DAY,
    ApplicationFactory,
    CallFactory,
    ReviewerFactory,
)
from training.enums import CallState
from training.services import study_call as calls
from training.services.study_call import StudyRefused

pytestmark = pytest.mark.django_db


def test_call_opens_when_weights_add_up_and_somebody_reviews(world, by):
    call = CallFactory(unit=world.district, state=CallState.DRAFT, criteria=[("Rencana", 60)])

    with pytest.raises(DomainError, match=r"60.*100"):
        calls.open_call(call=call, by=by)
    calls.set_criteria(call=call, criteria=[("Rencana", 60), ("Manfaat", 40)], by=by)
    with pytest.raises(DomainError):
        calls.open_call(call=call, by=by)
    calls.add_reviewer(call=call, employee=world.users["colleague"].employee, by=by)
    calls.open_call(call=call, by=by)

    call.refresh_from_db()
    assert call.state == CallState.OPEN
    assert Event.objects.filter(kind="training.study_call_opened", object_id=str(call.pk)).count() == 1
    assert Notification.objects.filter(user=world.users["colleague"], kind="training.study_review").count() == 1
    with pytest.raises(DomainError):
        calls.set_criteria(call=call, criteria=[("Lain", 100)], by=by)


def test_who_reads_the_names_cannot_score(world, by):
    call = CallFactory(unit=world.district, state=CallState.DRAFT)
    administrator = EmployeeFactory(unit=world.district, user=by)

    with pytest.raises(DomainError):
        calls.add_reviewer(call=call, employee=administrator, by=by)

    assert not call.reviewers.exists()


def test_call_closes_on_its_own_after_the_last_day(call, world):
    ReviewerFactory(call=call, employee=world.users["colleague"].employee)

    assert calls.close_due_calls(call.closes_on) == 0
    assert calls.close_due_calls(call.closes_on + DAY) == 1
    assert calls.close_due_calls(call.closes_on + DAY) == 0

    call.refresh_from_db()
    assert call.state == CallState.REVIEW


def test_cancelled_call_needs_a_reason_and_tells(call, clerk, by):
    ApplicationFactory(call=call, employee=clerk)

    with pytest.raises(DomainError):
        calls.cancel_call(call=call, reason=" ", by=by)
    calls.cancel_call(call=call, reason="Anggaran dialihkan.", by=by)

    assert Notification.objects.filter(user=clerk.user, kind="training.study").count() == 1
    call.refresh_from_db()
    assert (call.state, call.cancel_reason) == (CallState.CANCELLED, "Anggaran dialihkan.")


@pytest.mark.parametrize("field", ["opens_on", "studies_from"])
def test_call_of_an_impossible_year_is_refused(world, by, field):
    call = CallFactory(unit=world.district, state=CallState.DRAFT)
    setattr(call, field, datetime.date(1 if field == "opens_on" else 9999, 1, 1))

    with pytest.raises(StudyRefused):
        calls.save_call(call=call, by=by)
