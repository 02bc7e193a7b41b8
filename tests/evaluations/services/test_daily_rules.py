"""The window for writing and the minutes of a day follow the government's rule."""

import datetime

import pytest
from django.db.models import ProtectedError

from evaluations.domain.daily import Line, percent_of
from evaluations.enums import DailyState, EvaluationRuleKey
from evaluations.models import EvaluationRule
from evaluations.services.daily import DailyReportError, LineValues, write_report
from tests.factories.employees import UnitFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory
from tests.factories.plans import WorkPlanFactory

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime.date(2026, 11, 18)


@pytest.fixture
def writer():
    return make_employee_user(UnitFactory(parent=UnitFactory()))


def write(writer, date, **line):
    values = LineValues(activity="Melayani surat", line=Line(minutes=60), **line)
    return write_report(employee=writer.employee, date=date, lines=[values], by=writer)


def rule(writer, key, value, since=datetime.date(2026, 1, 1)):
    return EvaluationRule.objects.create(
        government=writer.employee.government, key=key, value=value, valid_from=since, basis="Perwali"
    )


def test_window_is_that_of_the_rule_on_the_day_of_the_report(writer, monkeypatch):
    monkeypatch.setattr("evaluations.services.daily.today_in", lambda unit: WEDNESDAY)
    rule(writer, EvaluationRuleKey.EDIT_DAYS, {"days": 5})
    # Days before this one keep their window.
    rule(writer, EvaluationRuleKey.EDIT_DAYS, {"days": 1}, since=datetime.date(2026, 11, 16))

    assert write(writer, datetime.date(2026, 11, 11)).state == DailyState.DRAFT
    for late in (datetime.date(2026, 11, 10), datetime.date(2026, 11, 16)):
        with pytest.raises(DailyReportError):
            write(writer, late)


def test_rule_of_another_government_changes_nothing(writer, monkeypatch):
    monkeypatch.setattr("evaluations.services.daily.today_in", lambda unit: WEDNESDAY)
    other = make_employee_user(UnitFactory(parent=UnitFactory()))
    rule(other, EvaluationRuleKey.EDIT_DAYS, {"days": 20})

    with pytest.raises(DailyReportError):
        write(writer, datetime.date(2026, 11, 2))


@pytest.mark.parametrize(
    ("minutes", "target", "percent"), [(450, 450, "100.0"), (420, 420, "100.0"), (420, 450, "93.3")]
)
def test_ex_5_14_percent_of_the_working_day(minutes, target, percent):
    assert str(percent_of(minutes, target)) == percent


def test_result_of_somebody_else_stores_nothing(writer):
    foreign = WorkPlanFactory(agreed=True).results.get()

    with pytest.raises(DailyReportError):
        write(writer, datetime.date.today(), result_id=foreign.pk)


def test_a_result_that_a_line_names_stays(writer):
    plan = WorkPlanFactory(employee=writer.employee, agreed=True)
    DailyReportFactory(employee=writer.employee).entries.update(result=plan.results.get())

    with pytest.raises(ProtectedError):
        plan.results.get().delete()
