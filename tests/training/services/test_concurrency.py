"""Crowds: real threads with database connections of their own, against the real Postgres."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from asn_portal.audit.models import Event
from employees.dates import today
from employees.models import Employee
from tests.factories.employees import EmployeeFactory, UnitFactory, make_employee_user
from tests.factories.training import ProgrammeFactory, RegistrationFactory, SessionFactory, make_completed
from training.domain.knowledge_test import TestQuestion, dump
from training.enums import RegistrationState as State
from training.enums import TestMoment
from training.models import (
    Certificate,
    CertificateSeries,
    KnowledgeTest,
    LearningActivity,
    Registration,
    TestAttempt,
    TrainingSession,
)
from training.services.activity import ActivityRefused, report_activity
from training.services.certificate import issue_certificate
from training.services.knowledge_test import TestRefused, enter_scores, start_attempt
from training.services.registration import (
    approve_registration,
    refuse_registration,
    register,
    withdraw_registration,
)
from training.services.seats import set_quotas
from training.services.session import change_session

pytestmark = pytest.mark.django_db(transaction=True)

# As many at once as a small server's connection limit allows; the rest of a crowd follows on their heels.
AT_ONCE = 40


def all_at_once(calls):
    """Run the calls in threads that start together; returns the errors."""
    gate = threading.Barrier(min(AT_ONCE, len(calls)))
    waiting = threading.local()
    errors = []

    def run(call):
        try:
            if not getattr(waiting, "passed", False):
                waiting.passed = True
                gate.wait(timeout=60)
            call()
        except Exception as error:
            errors.append(error)
        finally:
            # Each call opens a connection, as each request of a crowd does.
            connection.close()

    with ThreadPoolExecutor(max_workers=min(AT_ONCE, len(calls))) as pool:
        list(pool.map(run, calls))
    return errors


@pytest.fixture
def unit():
    unit = UnitFactory(parent=UnitFactory())
    make_employee_user(unit, head=True)
    return unit


def crowd(unit, number):
    position = EmployeeFactory(unit=unit).position
    return EmployeeFactory.create_batch(number, unit=unit, position=position, histories=False)


def in_order(session):
    return list(Registration.objects.filter(session=session).order_by("sequence").values_list("sequence", "state"))


def test_200_register_for_30_seats(unit):
    session = SessionFactory(programme__unit=unit, seats=30)
    people = crowd(unit, 200)

    errors = all_at_once([lambda p=person: register(session=session, employee=p, by=None) for person in people])

    assert errors == []
    expected = [(number, State.AWAITING_APPROVAL if number <= 30 else State.WAITING) for number in range(1, 201)]
    assert in_order(session) == expected
    # The order is the order of arrival, not of names.
    times = list(Registration.objects.order_by("sequence").values_list("registered_at", flat=True))
    assert times == sorted(times)


def test_double_clicks_register_once(unit):
    session = SessionFactory(programme__unit=unit, seats=5)
    people = crowd(unit, 4)
    calls = [
        lambda p=person: register(session=session, employee=p, by=None) for person in people for _click in range(8)
    ]

    errors = all_at_once(calls)

    assert errors == []
    assert in_order(session) == [(number, State.AWAITING_APPROVAL) for number in range(1, 5)]
    assert Event.objects.filter(kind="training.registered").count() == 4


def test_withdrawals_refusals_and_approvals_at_once_keep_every_seat_filled_in_order(unit):
    session = SessionFactory(programme__unit=unit, seats=10)
    rows = [register(session=session, employee=person, by=None) for person in crowd(unit, 30)]
    newcomers = crowd(unit, 10)
    calls = []
    for index, row in enumerate(rows[:9]):
        calls += [
            (lambda r=row: withdraw_registration(registration=r, by=None)),
            (lambda r=row: approve_registration(registration=r, by=None)),
        ][:: 1 if index % 2 else -1]
    calls.append(lambda: refuse_registration(registration=rows[9], code="bad_time", reason="Tugas lain", by=None))
    calls += [lambda p=person: register(session=session, employee=p, by=None) for person in newcomers]

    errors = all_at_once(calls)

    # An approval that came after the withdrawal was refused in words; nothing else failed.
    assert {type(error).__name__ for error in errors} <= {"RegistrationRefused"}
    states = dict(in_order(session))
    assert [states[number] for number in range(1, 11)] == [State.WITHDRAWN] * 9 + [State.REFUSED]
    # Ten seats were freed: the next ten in line have them, the rest wait in their order.
    assert [states[number] for number in range(11, 21)] == [State.AWAITING_APPROVAL] * 10
    assert [states[number] for number in range(21, 41)] == [State.WAITING] * 20


def test_more_seats_while_people_register(unit):
    session = SessionFactory(programme__unit=unit, seats=5)
    people = crowd(unit, 24)
    calls = [lambda p=person: register(session=session, employee=p, by=None) for person in people]
    calls.insert(8, lambda: change_session(session=session, changes={"seats": 12}, by=None))

    errors = all_at_once(calls)

    assert errors == []
    assert TrainingSession.objects.get(pk=session.pk).seats == 12
    expected = [(number, State.AWAITING_APPROVAL if number <= 12 else State.WAITING) for number in range(1, 25)]
    assert in_order(session) == expected


def test_certificate_numbers_have_no_gap_and_no_double(unit):
    programme = ProgrammeFactory(unit=unit)
    sessions = [SessionFactory(programme=programme, finished=True) for _number in range(2)]
    rows = [make_completed(sessions[n % 2], employee=person) for n, person in enumerate(crowd(unit, 20))]

    # Everybody twice: two workers with the same job.
    errors = all_at_once([lambda r=row: issue_certificate(registration=r, by=None) for row in rows * 2])

    assert errors == []
    assert sorted(Certificate.objects.values_list("sequence", flat=True)) == list(range(1, 21))
    assert Certificate.objects.values("number").distinct().count() == 20
    assert CertificateSeries.objects.get().last == 20
    assert Employee.objects.filter(training_registrations__certificates__isnull=False).distinct().count() == 20


def test_a_crowd_gets_exactly_the_quotas(unit):
    beside = UnitFactory(parent=unit.parent)
    make_employee_user(beside, head=True)
    sessions = [SessionFactory(programme__unit=unit.parent, seats=6) for _number in range(2)]
    for session in sessions:
        set_quotas(session=session, quotas={unit: 4, beside: 2}, by=None)
    people = [person for pair in zip(crowd(unit, 12), crowd(beside, 12), strict=True) for person in pair]
    calls = [
        lambda p=person, s=session: register(session=s, employee=p, by=None)
        for person in people
        for session in sessions
    ]

    errors = all_at_once(calls)

    assert errors == []
    for session in sessions:
        seated = Registration.objects.seated().filter(session=session)
        assert [seated.filter(employee__unit=each).count() for each in (unit, beside)] == [4, 2]


def test_scores_stored_at_once_and_a_test_begun_make_one_attempt_each(unit):
    session = SessionFactory(programme__unit=unit, over=True)
    KnowledgeTest.objects.create(
        programme=session.programme, questions=dump([TestQuestion("Satu?", ("a", "b"), 1)]), is_published=True
    )
    seats = RegistrationFactory.create_batch(3, session=session, state=State.APPROVED)
    scores = {(seat.pk, TestMoment.POST): Decimal(1) for seat in seats}
    calls = [lambda: enter_scores(session=session, scores=scores, by=None)] * 6
    calls += [lambda s=seat: start_attempt(registration=s, moment=TestMoment.POST, by=None) for seat in seats]

    errors = all_at_once(calls)

    # Whoever begins first keeps the portal's score; the sheet is told so.
    assert [error for error in errors if not isinstance(error, TestRefused)] == []
    assert TestAttempt.objects.count() == len(set(TestAttempt.objects.values_list("registration", flat=True)))


def test_an_activity_that_is_sent_from_many_pages_is_stored_once(unit):
    person, day = make_employee_user(unit).employee, today()

    def report():
        row = LearningActivity(employee=person, form="9", title="Seminar", starts_on=day, ends_on=day, days=1)
        report_activity(activity=row, evidence=ContentFile(b"%PDF-1.4\n%%EOF", name="bukti.pdf"), by=person.user)

    errors = all_at_once([report] * 6)

    assert [type(error) for error in errors] == [ActivityRefused] * 5
    assert LearningActivity.objects.count() == 1
