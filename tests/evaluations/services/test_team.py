"""Approving many reports, also by two hands at once."""

import threading

import pytest
from django.db import connection

from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from evaluations.enums import DailyState
from evaluations.models import DailyWorkReport
from evaluations.services.team import approve_many
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory


def people(unit, number):
    return [EmployeeFactory(unit=unit, user=UserFactory()) for _number in range(number)]


@pytest.mark.django_db
def test_many_are_approved_and_the_rest_is_told_apart(world):
    head = world.users["supervisor"]
    waiting = [DailyReportFactory(employee=person, submitted=True) for person in people(world.village, 2)]
    decided = DailyReportFactory(employee=people(world.village, 1)[0], approved=True)
    foreign = DailyReportFactory(employee=people(world.other_village, 1)[0], submitted=True)
    seen = {waiting[0].pk: waiting[0].stamp, waiting[1].pk: "older", decided.pk: "", foreign.pk: ""}

    outcome = approve_many(reports=seen, by=head)

    assert (outcome.approved, outcome.changed, outcome.skipped) == ([waiting[0].pk], 1, 2)
    states = DailyWorkReport.objects.in_bulk([waiting[0].pk, waiting[1].pk, foreign.pk])
    assert [states[each.pk].state for each in (*waiting, foreign)] == [
        DailyState.APPROVED,
        DailyState.SUBMITTED,
        DailyState.SUBMITTED,
    ]


@pytest.mark.django_db(transaction=True)
def test_two_hands_at_once_approve_once():
    """The head on two devices: one event, one message, and the second hand hears that nothing waited any more."""
    unit = UnitFactory(parent=UnitFactory())
    head = make_employee_user(unit, head=True)
    reports = [DailyReportFactory(employee=person, submitted=True) for person in people(unit, 3)]
    seen = {report.pk: report.stamp for report in reports}
    start = threading.Barrier(2)
    outcomes = []

    def approve():
        user = User.objects.get(pk=head.pk)
        try:
            start.wait(timeout=10)
            outcomes.append(approve_many(reports=seen, by=user))
        finally:
            connection.close()

    hands = [threading.Thread(target=approve) for _number in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(timeout=30)

    assert sorted(pk for outcome in outcomes for pk in outcome.approved) == sorted(seen)
    assert sum(outcome.skipped for outcome in outcomes) == 3
    assert Event.objects.filter(kind="evaluations.daily_approved").count() == 3
    assert Notification.objects.filter(kind="evaluations.daily_approved").count() == 3
