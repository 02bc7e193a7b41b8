"""The order in which the demo of this app is made."""

from types import SimpleNamespace

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from employees.enums import LegalStatus
from employees.models import RatingHistory, StatusHistory
from evaluations import demo
from evaluations.demo import daily
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory
from training.demo import competency
from training.models import DevelopmentNeed


def test_reports_of_the_year_are_made_when_its_ratings_are_final(monkeypatch):
    made = []
    for name in ("VILLAGES", "RECENT_UNITS", "PAUSED"):
        monkeypatch.setattr(demo, name, {})
    for name in ("add_plans", "add_months", "add_reports_of_heads", "add_proposals", "take_statistics"):
        monkeypatch.setattr(demo, name, lambda *args: None)
    for name in ("add_ratings", "add_each_kind"):
        monkeypatch.setattr(demo, name, lambda *args, name=name: made.append(name))
    monkeypatch.setattr(demo, "many_inserts", lambda: pytest.MonkeyPatch.context())
    today = demo.month_start(demo.datetime.date(2026, 11, 23))
    world = SimpleNamespace(today=today, date_before=lambda days: today, progress=lambda *args: None)

    demo.load(world)

    assert made == ["add_ratings", "add_each_kind"]


@pytest.mark.django_db
def test_mandatory_needs_follow_the_ratings_on_record():
    government = UnitFactory()
    people = EmployeeFactory.create_batch(3, unit=UnitFactory(parent=government))
    for person, predicate in zip(people, ("BAIK", "BUTUH_PERBAIKAN"), strict=False):
        RatingHistory.objects.create(employee=person, year=2025, predicate=predicate)
    area = object.__new__(competency._Area)
    area.world = SimpleNamespace(today=demo.datetime.date(2026, 11, 23))
    area.government, area.by, area.superiors = government, UserFactory(), {}

    area.needs_of_ratings()

    assert list(DevelopmentNeed.objects.values_list("employee", "year", "is_mandatory", "reason")) == [
        (people[1].pk, 2026, True, "Predikat kinerja tahun 2025: Butuh perbaikan.")
    ]


@pytest.mark.django_db
def test_who_is_on_leave_wrote_until_the_leave_began():
    away, there = EmployeeFactory(status=LegalStatus.UNPAID_LEAVE), EmployeeFactory()
    began = demo.datetime.date(2026, 10, 14)
    StatusHistory.objects.create(employee=away, status=LegalStatus.UNPAID_LEAVE, period=DateRange(began, None))
    days = [demo.datetime.date(2026, 10, day) for day in (12, 13, 14, 15)]

    assert daily._days_until_they_left([away, there], days) == {away.pk: days[:2]}
