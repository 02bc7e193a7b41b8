"""The forecast of lost competencies."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careers.reports.losses import loss_report
from employees.dates import today
from employees.models import ContractHistory
from tests.factories.employees import EmployeeFactory
from tests.factories.talent_data import give_levels
from training.models import Competency
from training.services.current_level import recount_employees

pytestmark = pytest.mark.django_db


def holder(unit, born=datetime.date(1985, 1, 15), levels=(3,), **fields):
    person = EmployeeFactory(unit=unit, birth_date=born, **fields)
    give_levels(person, levels, day=today())
    recount_employees([person.pk])
    return person


def retiring(years):
    """Born so that operational staff (58) retire within the year after so many."""
    return (today() - datetime.timedelta(days=365)).replace(year=today().year - 58 + years, day=1)


@pytest.fixture
def competency(db):
    return Competency.objects.filter(government=None, is_active=True).exclude(kind="technical").order_by("pk")[0]


def line_of(report, competency):
    return next(line for line in report.lines if line.competency == competency)


def test_retirements_and_contracts_are_counted_by_year(world, competency):
    holder(world.village)
    holder(world.village, born=retiring(0))
    contract = holder(world.other_village, pppk=True)
    ContractHistory.objects.create(
        employee=contract, period=(datetime.date(2024, 1, 1), today() + datetime.timedelta(days=400))
    )

    report = loss_report(world.district, today())

    line = line_of(report, competency)
    assert (line.loss.holders, line.loss.leave, line.loss.remaining) == (3, 2, 1)
    assert line.loss.leaving[1] == 1
    assert line.loss.becomes_rare
    assert {each.unit: (each.leaving, each.lost) for each in report.units} == {
        world.village: (1, 0),
        world.other_village: (1, 1),
    }


def test_below_the_required_level_is_no_holder(world, competency):
    holder(world.village, levels=(1,), position__position_type="PENGAWAS")

    assert loss_report(world.district, today()).lines == ()


def test_who_is_out_of_service_is_no_holder(world, competency):
    holder(world.village, status="99")

    assert loss_report(world.district, today()).lines == ()


def test_the_page_leads_to_the_people(world, competency, client_for):
    leaver = holder(world.village, born=retiring(0))
    stays = holder(world.village)
    client = client_for("head_of_agency")

    page = client.get(reverse("careers:losses"))
    people = client.get(line_of(page.context["report"], competency).url)

    assert page.context["report"].chart.table_rows[0][1] == 2
    assert [each.employee for each in people.context["people"]] == [leaver]
    assert stays.full_name not in people.content.decode()


def test_nothing_lost_is_no_alarm_and_rows_name_their_years(world, competency, client_for):
    for _number in range(6):
        holder(world.village)
    page = client_for("hr_officer").get(reverse("careers:losses"), {"unit": world.district.pk})
    content = page.content.decode()

    assert (page.context["report"].lost, page.context["report"].rare) == (0, 0)
    assert "stat tone-bad" not in content
    assert "stat tone-attention" not in content
    assert f'data-label="{page.context["report"].years[0]}"' in content


def test_other_units_do_not_count(world, competency, client_for):
    holder(world.government, born=retiring(0))

    assert client_for("hr_officer").get(reverse("careers:losses")).context["report"].lines == ()


def test_an_empty_forecast_says_so(client_for):
    client = client_for("auditor")
    client.cookies["django_language"] = "en"

    assert "Nothing to foresee" in client.get(reverse("careers:losses")).content.decode()


def test_queries_do_not_grow(world, competency, client_for):
    client = client_for("hr_officer")

    def queries(people):
        for _number in range(people):
            holder(world.village, born=retiring(0))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("careers:losses"))
        return len(captured)

    queries(1)
    first = queries(1)
    assert queries(3) == first
    assert first <= 20
