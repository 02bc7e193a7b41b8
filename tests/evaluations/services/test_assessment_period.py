"""Who is rated where and by whom; anonymous voices."""

import contextlib
import datetime
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.enums import AssignmentKind, LegalStatus
from employees.models import PositionHistory, StatusHistory
from employees.services.history import appoint_acting, refresh_current
from evaluations.enums import AssessmentState
from evaluations.models import Assessment, FeedbackRound, FeedbackTicket, FeedbackVoice
from evaluations.reports.feedback import feedback_summary
from evaluations.services.assessment import AssessmentValues, write_assessment
from evaluations.services.assessment_period import (
    PeriodError,
    add_people,
    close_period,
    complete_open_periods,
    open_period,
    people_due,
)
from evaluations.services.feedback import FeedbackError, drop_old_tickets, give_voice, open_round
from tests.evaluations.services.assessment.conftest import Office
from tests.factories.employees import PositionFactory, make_employee_user
from tests.factories.ratings import AssessmentFactory, PeriodFactory, RoundFactory

pytestmark = pytest.mark.django_db

QUARTER = (datetime.date(2026, 7, 1), datetime.date(2026, 9, 30))


@pytest.fixture(autouse=True)
def _in_english(_indonesian):
    with translation.override("en"):
        yield


@pytest.fixture
def office(db):
    return Office()


def opened(office):
    return open_period(
        government=office.city,
        first=QUARTER[0],
        last=QUARTER[1],
        is_annual=False,
        deliver_by=datetime.date(2026, 10, 20),
        by=office.camat,
    )


@pytest.mark.parametrize("year", [1, 9999])
def test_days_that_nobody_means_are_no_day_of_delivery(office, year):
    with pytest.raises(PeriodError, match="Choose a date"):
        open_period(
            government=office.city,
            first=QUARTER[0],
            last=QUARTER[1],
            is_annual=False,
            deliver_by=datetime.date(year, 12, 31),
            by=office.camat,
        )


def test_everybody_gets_a_rating_by_their_superior(office):
    period = opened(office)

    rows = {row.employee_id: row for row in period.assessments.all()}
    assert rows[office.clerk.employee.pk].assessor == office.lurah.employee
    assert rows[office.lurah.employee.pk].assessor == office.camat.employee
    assert rows[office.camat.employee.pk].assessor is None
    assert {row.months for row in rows.values()} == {3}
    assert Event.objects.filter(kind="evaluations.period_opened").count() == 1


@pytest.mark.parametrize(
    ("leaves", "months"),
    [
        ([((2025, 2, 1), (2025, 9, 1))], 5),
        ([((2024, 10, 1), (2025, 5, 1))], 8),
        ([((2024, 10, 1), (2025, 5, 1)), ((2025, 11, 1), None)], 6),
        ([((2025, 4, 1), None)], 3),
        ([((2024, 4, 1), None)], None),
    ],
)
def test_months_out_of_service_are_not_rated(office, leaves, months):
    clerk, begin = office.clerk.employee, datetime.date(2010, 1, 1)
    StatusHistory.objects.filter(employee=clerk).delete()
    for start, until in leaves:
        gone, until = datetime.date(*start), until and datetime.date(*until)
        StatusHistory.objects.create(employee=clerk, status=LegalStatus.ACTIVE, period=(begin, gone))
        StatusHistory.objects.create(employee=clerk, status=LegalStatus.UNPAID_LEAVE, period=(gone, until))
        begin = until
    if begin:
        StatusHistory.objects.create(employee=clerk, status=LegalStatus.ACTIVE, period=(begin, None))
    refresh_current(clerk)

    due = {each.employee_id: each.months for each in people_due(office.period)}

    assert due.get(clerk.pk) == months


def test_who_moved_is_rated_in_both_units(office):
    clerk = office.clerk.employee
    PositionHistory.objects.filter(employee=clerk).delete()
    old = PositionFactory(unit=office.district)
    PositionHistory.objects.create(
        employee=clerk, position=old, period=(datetime.date(2020, 1, 1), datetime.date(2026, 9, 1))
    )
    PositionHistory.objects.create(employee=clerk, position=clerk.position, period=(datetime.date(2026, 9, 1), None))

    rows = opened(office).assessments.filter(employee=clerk)

    assert {(row.unit_id, row.months, row.assessor_id) for row in rows} == {
        (office.district.pk, 2, office.camat.employee.pk),
        (office.village.pk, 1, office.lurah.employee.pk),
    }


def test_who_becomes_due_later_is_added_once(office):
    close_period(period=office.period, by=office.camat)
    period = opened(office)
    before = period.assessments.count()
    make_employee_user(office.village)

    assert complete_open_periods() == 1
    assert complete_open_periods() == 0
    assert period.assessments.count() == before + 1


def test_a_period_is_opened_once_and_closed_once(office):
    period = opened(office)
    with pytest.raises(PeriodError, match="belong to an assessment period already"):
        opened(office)

    close_period(period=period, by=office.camat)
    with pytest.raises(PeriodError, match="closed already"):
        close_period(period=period, by=office.camat)


def test_a_delivered_rating_keeps_its_assessor(office):
    period = opened(office)
    row = period.assessments.get(employee=office.clerk.employee)
    Assessment.objects.filter(pk=row.pk).update(assessor=office.camat.employee)

    add_people(period)
    row.refresh_from_db()
    assert row.assessor == office.lurah.employee

    Assessment.objects.filter(pk=row.pk).update(
        state=AssessmentState.DELIVERED,
        work_result="AS",
        behaviour="AS",
        predicate="BAIK",
        delivered_at=timezone.now(),
        object_until=today(),
        assessor=office.camat.employee,
    )
    add_people(period)
    row.refresh_from_db()
    assert row.assessor == office.camat.employee


def test_a_draft_that_was_begun_stays_while_somebody_stands_in(office):
    period, deputy = opened(office), make_employee_user(office.village)
    begun = period.assessments.get(employee=office.clerk.employee)
    write_assessment(assessment=begun, values=AssessmentValues(summary="Belum selesai."), edit=1, by=office.lurah)
    untouched = AssessmentFactory(
        assessment_period=period, employee=make_employee_user(office.village).employee, assessor=office.lurah.employee
    )
    appoint_acting(
        employee=deputy.employee,
        position=office.lurah.employee.position,
        kind=AssignmentKind.DAILY_ACTING,
        period=(today(), None),
        by=None,
    )

    complete_open_periods()

    begun.refresh_from_db()
    untouched.refresh_from_db()
    assert (begun.assessor, untouched.assessor) == (office.lurah.employee, deputy.employee)
    assert not Assessment.objects.visible_to(User.objects.get(pk=deputy.pk)).filter(pk=begun.pk).exists()

    # Who heads nothing any more leaves it to the next.
    PositionHistory.objects.filter(employee=office.lurah.employee).delete()
    add_people(period)
    begun.refresh_from_db()
    assert begun.assessor == deputy.employee


def test_adding_costs_the_same_for_three(office):
    period = PeriodFactory(government=office.city, quarter=True)
    with CaptureQueriesContext(connection) as few:
        add_people(period)
    make_employee_user(office.village)
    make_employee_user(office.village)
    with CaptureQueriesContext(connection) as more:
        add_people(period)

    assert len(more) <= len(few)


def test_a_round_needs_five_people(office):
    with pytest.raises(FeedbackError, match="Only 1 people"):
        open_round(
            period=office.period,
            employee=office.lurah.employee,
            direction="upward",
            closes_on=today() + datetime.timedelta(days=7),
            by=office.camat,
        )
    assert not FeedbackRound.objects.exists()


def test_a_voice_uses_the_ticket_and_names_nobody(office):
    for _number in range(4):
        make_employee_user(office.village)
    feedback_round = open_round(
        period=office.period,
        employee=office.lurah.employee,
        direction="upward",
        closes_on=today() + datetime.timedelta(days=7),
        by=office.camat,
    )
    assert feedback_round.tickets.count() == 5
    events = Event.objects.count()

    give_voice(feedback_round=feedback_round, giver=office.clerk.employee, answers={"loyal": 3}, keep="Adil.")

    voice = FeedbackVoice.objects.get()
    assert not any(str(office.clerk.employee.pk) == str(value) for value in vars(voice).values())
    assert (feedback_round.tickets.count(), Event.objects.count()) == (4, events)
    with pytest.raises(FeedbackError, match="sent already"):
        give_voice(feedback_round=feedback_round, giver=office.clerk.employee, answers={"loyal": 3})
    with pytest.raises(FeedbackError, match="each from 1 to 4"):
        give_voice(feedback_round=feedback_round, giver=office.clerk.employee, answers={"loyal": 9})


@pytest.mark.parametrize(("voices", "days", "is_shown"), [(5, -1, True), (4, -1, False), (5, 0, False)])
def test_shown_after_the_last_day_and_from_five(office, voices, days, is_shown):
    feedback_round = RoundFactory(
        employee=office.lurah.employee,
        assessment_period=office.period,
        closes_on=today() + datetime.timedelta(days=days),
    )
    for _number in range(voices):
        FeedbackVoice.objects.create(
            feedback_round=feedback_round, given_on=today(), answers={"loyal": 3}, keep="Adil."
        )

    summary = feedback_summary(feedback_round)

    assert summary.is_shown is is_shown
    assert bool(summary.keep) is is_shown


@pytest.mark.parametrize(("hour", "is_over"), [(14, False), (16, True)])
def test_a_round_ends_with_its_last_day_where_the_person_works(office, monkeypatch, hour, is_over):
    # 15:00 in UTC is midnight in Jayapura and 22:00 in Jakarta.
    office.village.time_zone = "Asia/Jayapura"
    office.village.save()
    feedback_round = RoundFactory(
        employee=office.lurah.employee, assessment_period=office.period, closes_on=datetime.date(2026, 11, 10)
    )
    feedback_round.employee.unit.refresh_from_db()
    FeedbackTicket.objects.create(feedback_round=feedback_round, giver=office.clerk.employee)
    monkeypatch.setattr(timezone, "now", lambda: datetime.datetime(2026, 11, 10, hour, tzinfo=datetime.UTC))

    refused = pytest.raises(FeedbackError, match="over") if is_over else contextlib.nullcontext()
    with refused:
        give_voice(feedback_round=feedback_round, giver=office.clerk.employee, answers={"loyal": 3})
    assert FeedbackVoice.objects.count() == (not is_over)


def test_old_tickets_are_forgotten(office):
    feedback_round = RoundFactory(
        employee=office.lurah.employee,
        assessment_period=office.period,
        closes_on=today() - datetime.timedelta(days=1),
    )
    FeedbackTicket.objects.create(feedback_round=feedback_round, giver=office.clerk.employee)

    assert (drop_old_tickets(), drop_old_tickets()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_voices_with_one_ticket_are_one():
    office = Office()
    feedback_round = RoundFactory(employee=office.lurah.employee, assessment_period=office.period)
    FeedbackTicket.objects.create(feedback_round=feedback_round, giver=office.clerk.employee)
    start, outcomes = threading.Barrier(2), []

    def speak():
        try:
            start.wait(10)
            give_voice(feedback_round=feedback_round, giver=office.clerk.employee, answers={"loyal": 3})
            outcomes.append("done")
        except DomainError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=speak) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcomes) == ["done", "refused"]
    assert FeedbackVoice.objects.count() == 1
