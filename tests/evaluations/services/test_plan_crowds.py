"""Two people act on one plan at once: real threads, the real Postgres."""

import datetime
import threading

import pytest
from django.db import connection

from asn_portal.errors import DomainError
from employees.dates import today
from evaluations.enums import PlanState
from evaluations.models import WorkPlan
from evaluations.services.plan import agree_plan, change_plan, create_plan, take_back_plan
from tests.factories.employees import UnitFactory, make_employee_user
from tests.factories.plans import WorkPlanFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pair():
    unit = UnitFactory(parent=UnitFactory())
    return make_employee_user(unit, head=True), make_employee_user(unit).employee


def at_once(*calls):
    """Run all at the same moment; the errors they raised."""
    gate, errors = threading.Barrier(len(calls)), []

    def run(call):
        try:
            gate.wait(timeout=30)
            call()
        except DomainError as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return errors


def test_agreeing_and_taking_back_leave_one_of_both(pair):
    head, person = pair
    plan = WorkPlanFactory(employee=person, proposed=True)

    errors = at_once(
        lambda: agree_plan(plan=plan, by=head, seen=plan.edit), lambda: take_back_plan(plan=plan, by=person.user)
    )

    plan.refresh_from_db()
    assert len(errors) == 1
    assert plan.state in {PlanState.AGREED, PlanState.DRAFT}


def test_two_clicks_begin_one_plan(pair):
    _head, person = pair
    days = {"first": datetime.date(today().year, 1, 1), "last": datetime.date(today().year, 12, 31)}

    errors = at_once(*[lambda: create_plan(employee=person, by=person.user, **days)] * 4)

    assert len(errors) == 3
    assert WorkPlan.objects.filter(employee=person).count() == 1


def test_two_clicks_begin_one_version(pair):
    _head, person = pair
    plan = WorkPlanFactory(employee=person, agreed=True)

    errors = at_once(*[lambda: change_plan(plan=plan, reason="Tugas baru", by=person.user)] * 3)

    assert len(errors) == 2
    assert WorkPlan.objects.filter(replaces=plan).count() == 1
