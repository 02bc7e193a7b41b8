import datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.models import TrainingHistory
from tests.factories.training import SessionFactory, make_completed
from training.learning_hours import hours_by_employee
from training.models import LearningActivity, TrainingSession
from training.reports.hours import ledger_of
from training.services.activity import (
    ActivityRefused,
    refuse_activity,
    report_activity,
    verify_activity,
    withdraw_activity,
)
from training.services.hours import remind_of_hours

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def person(world):
    return world.users["employee"].employee


def activity(person, **fields):
    day = today() - datetime.timedelta(days=1)
    values = {"form": "9", "title": "Seminar", "starts_on": day, "ends_on": today(), "days": 2}
    return LearningActivity(employee=person, **values | fields)


def reported(person, **fields):
    row = activity(person, **fields)
    return report_activity(activity=row, evidence=ContentFile(PDF, name="bukti.pdf"), by=person.user)


def test_a_day_has_twelve_hours_over_all_activities(person):
    course = {"form": "12", "days": None, "starts_on": today()}
    reported(person, **course, title="Pagi", hours=Decimal("7.5"))

    with translation.override("id"), pytest.raises(ActivityRefused, match="12,5 JP"):
        reported(person, **course, title="Siang", hours=Decimal(5))
    withdraw_activity(activity=LearningActivity.objects.get(), by=person.user)
    reported(person, **course, title="Siang", hours=Decimal(5))

    assert LearningActivity.objects.count() == 2


# EX-3.9
def test_hours_follow_the_rule_of_the_form(person):
    assert reported(person).learning_hours == Decimal(8)


@pytest.mark.parametrize(
    "fields",
    [
        {"days": None},
        {"ends_on": today() + datetime.timedelta(days=1)},
        {"days": 30},
        {"starts_on": datetime.date(1, 1, 1)},
        {"form": "24", "days": None, "sessions": 3},
        {"form": "12", "days": None, "hours": Decimal("9999.99")},
        {"starts_on": today() - datetime.timedelta(days=366)},
    ],
)
def test_impossible_reports_are_refused(person, fields):
    with pytest.raises(ActivityRefused):
        reported(person, **fields)


def test_an_assignment_counts_once_however_many_meetings_it_had(person):
    assert reported(person, form="18", days=None, sessions=2).learning_hours == Decimal(20)


def test_evidence_is_needed(person):
    with pytest.raises(ActivityRefused):
        report_activity(activity=activity(person), evidence=None, by=person.user)


def test_verified_hours_enter_the_ledger(person, world):
    row = reported(person)
    office = world.users["training_coordinator"]
    with pytest.raises(ActivityRefused):
        verify_activity(activity=row, hours=Decimal(9), by=office)
    verify_activity(activity=row, hours=Decimal(8), by=office)

    ledger = ledger_of(person, today().year)

    assert [(entry.source, entry.hours) for entry in ledger.entries] == [("activity", Decimal(8))]
    assert ledger.hours.recognised == Decimal(8)
    with pytest.raises(ActivityRefused):
        refuse_activity(activity=row, reason="Terlambat", by=office)


def test_nobody_verifies_their_own(person):
    with pytest.raises(ActivityRefused):
        verify_activity(activity=reported(person), hours=Decimal(1), by=person.user)


def test_withdrawn_and_refused_do_not_count(person, world):
    withdraw_activity(activity=reported(person), by=person.user)
    refuse_activity(
        activity=reported(person, title="Lain"), reason="Tanpa bukti", by=world.users["training_coordinator"]
    )

    assert ledger_of(person, today().year).entries == ()


def test_a_session_that_stands_in_the_record_too_counts_once(person, programme):
    session = SessionFactory(programme=programme, finished=True, title="Pelayanan Prima")
    make_completed(session, employee=person)
    session = TrainingSession.objects.select_related("unit").get(pk=session.pk)
    TrainingHistory.objects.create(
        employee=person,
        kind=TrainingHistory._meta.get_field("kind").choices[0][0],
        name="pelayanan prima",
        date=session.last_day,
        last_day=session.last_day,
        hours=Decimal(12),
    )

    ledger = ledger_of(person, session.last_day.year)

    assert ledger.hours.recognised == session.learning_hours
    assert [entry.note for entry in ledger.entries] == ["", "double"]


def test_list_and_ledger_agree(person, world):
    verify_activity(activity=reported(person), hours=Decimal(8), by=world.users["training_coordinator"])

    known = hours_by_employee(person.government_id, person.government.path, today().year)

    assert known == {person.pk: Decimal(8)}


def test_reminder_comes_once_a_quarter(person):
    year = today().year

    assert remind_of_hours(datetime.date(year, 2, 1)) == 0
    remind_of_hours(datetime.date(year, 5, 1))
    remind_of_hours(datetime.date(year, 6, 1))
    remind_of_hours(datetime.date(year, 8, 1))

    assert Notification.objects.filter(kind="training.hours", user=person.user).count() == 2
