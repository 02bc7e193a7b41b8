"""The staff list as of a date."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from employees.dates import today
from employees.enums import LegalStatus
from employees.models import PositionHistory, RankHistory, UnitName
from tests.factories.employees import LONG_AGO, EmployeeFactory, PositionFactory

MOVED = datetime.date(2024, 1, 1)


@pytest.fixture
def mover(world):
    """In the village until 2024; since then in the other."""
    employee = EmployeeFactory(unit=world.other_village, name="Rina", rank_since=MOVED, histories=False)
    before = PositionFactory(unit=world.village, title="Analis")
    PositionHistory.objects.create(employee=employee, position=before, period=(LONG_AGO, MOVED))
    PositionHistory.objects.create(employee=employee, position=employee.position, period=(MOVED, None))
    RankHistory.objects.create(employee=employee, rank="III/b", period=(LONG_AGO, MOVED))
    RankHistory.objects.create(employee=employee, rank="III/c", period=(MOVED, None))
    return employee


def test_list_speaks_of_the_date(world, client_for, mover):
    response = client_for("hr_officer").get(reverse("employees:employee-list"), {"on": "2023-06-01", "q": "Rina"})
    page = response.content.decode()

    [row] = response.context["table"].rows
    assert (row.get_cell("rank"), row.get_cell("unit"), row.get_cell("position")) == (
        "III/b",
        world.village.name,
        "Analis",
    )
    assert any("1 Juni 2023" in chip["label"] for chip in response.context["chips"])
    assert mover.get_absolute_url() in page


def test_list_filters_by_what_was(world, client_for, mover):
    client, url = client_for("hr_officer"), reverse("employees:employee-list")

    def found(**query):
        return {row.record.pk for row in client.get(url, {"q": "Rina", **query}).context["table"].rows}

    assert found(unit=world.village.pk, on="2023-06-01") == {mover.pk}
    assert found(unit=world.village.pk) == set()
    assert found(unit=world.other_village.pk, on="2023-06-01") == set()
    RankHistory.objects.filter(employee=mover, rank="III/b").update(rank="II/d")
    assert (found(rank_group="II", on="2023-06-01"), found(rank_group="II")) == ({mover.pk}, set())


def test_list_shows_the_name_that_the_unit_bore(world, client_for, mover):
    UnitName.objects.create(unit=world.village, name="Kelurahan Lama", period=(None, MOVED))

    response = client_for("hr_officer").get(reverse("employees:employee-list"), {"on": "2023-06-01", "q": "Rina"})

    assert response.context["table"].rows[0].get_cell("unit") == "Kelurahan Lama"


def test_head_sees_who_was_there_without_a_way_into_the_record(world, client_for, mover):
    page = client_for("supervisor").get(reverse("employees:employee-list"), {"on": "2023-06-01"}).content.decode()

    assert "Rina" in page
    assert f'href="{mover.get_absolute_url()}"' not in page
    assert "Rina" not in client_for("supervisor").get(reverse("employees:employee-list")).content.decode()


def test_export_speaks_of_the_date(world, client_for, mover):
    response = client_for("hr_officer").get(
        reverse("employees:employee-list"), {"on": "2023-06-01", "q": "Rina", "export": "csv"}
    )

    assert "III/b" in response.content.decode()
    assert "Analis" in response.content.decode()


@pytest.mark.parametrize("on", ["x", "1800-01-01", "2500-01-01", "2023-02-30"])
def test_a_date_that_is_none_is_told(on, client_for):
    response = client_for("hr_officer").get(reverse("employees:employee-list"), {"on": on})

    assert response.context["filter"].form.errors.keys() == {"on"}
    assert list(response.context["table"].rows) == []


@pytest.mark.parametrize("status", [LegalStatus.RETIRED, LegalStatus.ACTIVE])
def test_a_chosen_status_counts_also_when_it_is_not_in_service(status, world, client_for):
    employee = EmployeeFactory(unit=world.village, name="Rina", status=status)

    response = client_for("hr_officer").get(
        reverse("employees:employee-list"), {"on": str(today()), "q": "Rina", "status": status}
    )

    assert [row.record for row in response.context["table"].rows] == [employee]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_as_of_a_date_asks_few_questions_whatever_the_rows(rows, world, client_for, django_assert_max_num_queries):
    for number in range(rows):
        EmployeeFactory(unit=world.village, name=f"Orang {number}")
    client = client_for("hr_officer")
    query = {"q": "Orang", "on": str(today()), "unit": world.district.pk, "rank_group": "III", "age": "40-44"}

    with django_assert_max_num_queries(12):
        found = client.get(reverse("employees:employee-list"), query).context["table"].rows

    assert len(found) == rows


def test_a_day_to_come_says_what_is_not_applied(world, client_for):
    tomorrow = (today() + datetime.timedelta(days=1)).isoformat()
    client = client_for("hr_officer")
    for name in ("employee-list", "staff-figures", "seniority-list"):
        address = reverse(f"employees:{name}")
        assert "data-future" in client.get(address, {"on": tomorrow}).content.decode()
        assert "data-future" not in client.get(address, {"on": today().isoformat()}).content.decode()
