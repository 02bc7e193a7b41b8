"""Seniority list, headcount, chart, figures: what they say, where they lead, what they ask."""

from __future__ import annotations

import datetime
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from asn_portal.access.scope import scope_of
from asn_portal.audit.models import Event
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import run_now
from employees.dates import today
from employees.enums import AssignmentKind, EmploymentType, LegalStatus, PositionType, Sex
from employees.models import Employee, OrganizationalUnit, PositionHistory, RankHistory, UnitName
from employees.reports.figures import staff_figures
from employees.reports.headcount import headcount
from employees.reports.org_chart import cut, org_chart
from tests.factories.employees import LONG_AGO, EmployeeFactory, PositionFactory, UnitFactory

THEN = datetime.date(2023, 6, 1)
MOVED = datetime.date(2024, 1, 1)
REPORTS = ["seniority-list", "headcount", "org-chart", "staff-figures"]


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


@pytest.fixture
def crowd(world):
    """Staff of every kind, some of whom lack what the figures ask for."""
    EmployeeFactory(unit=world.village, pppk=True, sex=Sex.FEMALE)
    EmployeeFactory(unit=world.village, rank="", rank_order=0, rank_since=None, education="45")
    EmployeeFactory(unit=world.village, birth_date=today().replace(year=today().year - 60, day=1), sex=Sex.FEMALE)
    EmployeeFactory(unit=world.village, position=None, education="40", employment_type=EmploymentType.CPNS)
    EmployeeFactory(unit=world.other_village, rank="IV/a", rank_order=13)
    EmployeeFactory(unit=world.village, status=LegalStatus.RETIRED)


def people(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return {each.pk for each in response.context["table"].data.data}


def content(response):
    assert response.status_code == 200
    return b"".join(response) if response.streaming else response.content


# --- seniority --------------------------------------------------------------------------------------------------------


def test_seniority_list_stands_in_order_with_places(world, client_for):
    first = EmployeeFactory(unit=world.village, rank="IV/a", rank_order=13)
    client, url = client_for("hr_officer"), reverse("employees:seniority-list")
    for number in range(30):
        EmployeeFactory(unit=world.village, name=f"Orang {number:02}")

    page = client.get(url).context["table"]
    second = client.get(url, {"page": 2}).context["table"]

    assert page.rows[0].record == first
    assert '<td role="cell" data-label="No." class="num">1</td>' in page.drawn_rows()
    assert 'data-label="No." class="num">26</td>' in second.drawn_rows()
    assert len(client.get(url, {"per": "50"}).context["table"].page.object_list) == 34


def test_seniority_list_keeps_contract_staff_apart(world, client_for):
    contract = EmployeeFactory(unit=world.village, pppk=True)
    client, url = client_for("hr_officer"), reverse("employees:seniority-list")

    assert contract.pk not in people(client, url)
    assert people(client, f"{url}?regime=PPPK") == {contract.pk}


def test_seniority_sheet_has_every_column_and_goes_on_counting(world, client_for, monkeypatch):
    monkeypatch.setattr("asn_portal.listing.exports.BATCH", 2)

    response = client_for("hr_officer").get(reverse("employees:seniority-list"), {"export": "xlsx"})

    rows = list(openpyxl.load_workbook(BytesIO(content(response))).active.values)
    assert [row[0] for row in rows[1:]] == [1, 2, 3]
    assert len(rows[0]) == 12


def test_seniority_pdf_is_made(world, client_for):
    response = client_for("hr_officer").get(
        reverse("employees:seniority-list"), {"export": "pdf", "unit": world.village.pk}
    )

    assert content(response).startswith(b"%PDF")


# --- headcount --------------------------------------------------------------------------------------------------------


def test_headcount_adds_vacancies_and_surplus_apart(world):
    EmployeeFactory(unit=world.village, position=PositionFactory(unit=world.village, needed=3))
    double = PositionFactory(unit=world.other_village, needed=1)
    EmployeeFactory.create_batch(2, unit=world.other_village, position=double)
    PositionFactory(unit=world.village, needed=4, closed_on=MOVED)

    figures = headcount(OrganizationalUnit.objects.get(pk=world.district.pk), today()).figures

    # The three of `world` fill their posts.
    assert (figures.needed, figures.filled, figures.vacant, figures.surplus) == (3 + 3 + 1, 6, 2, 1)
    then = headcount(OrganizationalUnit.objects.get(pk=world.village.pk), THEN).figures
    assert then.needed == 2 + 3 + 4


def test_headcount_counts_who_acts_once_and_who_retires(world):
    clerk = world.users["employee"].employee
    for position in (PositionFactory(unit=world.other_village, head=True), PositionFactory(unit=world.other_village)):
        PositionHistory.objects.create(
            employee=clerk, position=position, kind=AssignmentKind.ACTING, period=(LONG_AGO, None)
        )
    soon = today().replace(year=today().year - 58, day=1)
    EmployeeFactory(
        unit=world.village, birth_date=soon, position=PositionFactory(unit=world.village, position_type="PELAKSANA")
    )

    figures = headcount(OrganizationalUnit.objects.get(pk=world.district.pk), today()).figures

    assert (figures.acting, figures.retiring_soon, figures.retiring_later) == (1, 1, 1)


def test_every_figure_leads_to_its_people(world, client_for, crowd):
    clerk = world.users["employee"].employee
    PositionHistory.objects.create(
        employee=clerk,
        position=PositionFactory(unit=world.other_village, head=True),
        kind=AssignmentKind.ACTING,
        period=(LONG_AGO, None),
    )
    EmployeeFactory(unit=world.village, birth_date=today().replace(year=today().year - 57, month=1, day=1))
    client = client_for("hr_officer")
    checked = 0
    for unit in headcount(OrganizationalUnit.objects.get(pk=world.district.pk), today()).walk():
        for line in (unit, *unit.positions):
            for name, url in line.urls.items():
                assert len(people(client, url)) == getattr(line.figures, name), (line, name)
                checked += 1
    assert checked > 40


def test_headcount_sheet_has_a_row_per_position(world, client_for, crowd):
    response = client_for("supervisor").get(reverse("employees:headcount"), {"export": "xlsx"})

    rows = list(openpyxl.load_workbook(BytesIO(content(response))).active.values)
    assert {row[0] for row in rows[1:]} == {world.village.name}
    assert sum(row[4] for row in rows[1:]) == Employee.objects.active().filter(unit=world.village).count()
    event = Event.objects.get(kind="employees.report_exported")
    assert (event.data["format"], event.unit_path) == ("xlsx", world.village.path)


def test_long_report_becomes_a_job_for_its_owner(world, client_for, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("employees.views.headcount.LINES_AT_ONCE", 1)
    client, url = client_for("supervisor"), f"{reverse('employees:headcount')}?export=pdf"

    page = client.get(url)
    assert "<form" in page.content.decode()
    with django_capture_on_commit_callbacks():
        response = client.post(url)

    job = run_now(Job.objects.get())
    assert response.url == job.get_absolute_url()
    assert (job.state, job.owner) == (JobState.DONE, world.users["supervisor"])
    with job.result.file.open("rb") as file:
        assert file.read(4) == b"%PDF"
    assert Event.objects.filter(kind="employees.report_exported", actor=job.owner).exists()


def test_job_of_somebody_who_lost_the_right_fails(world, client_for, django_capture_on_commit_callbacks):
    client = client_for("supervisor")
    with django_capture_on_commit_callbacks():
        client.post(f"{reverse('employees:headcount')}?export=pdf")
    job = Job.objects.get()
    PositionHistory.objects.filter(employee=world.users["supervisor"].employee).update(
        kind=AssignmentKind.ADDITIONAL_DUTY
    )

    job = run_now(job)

    assert (job.state, job.result) == (JobState.FAILED, None)


# --- chart ------------------------------------------------------------------------------------------------------------


def test_chart_shows_units_and_names_of_the_date(world):
    UnitName.objects.create(unit=world.village, name="Kelurahan Lama", period=(None, MOVED))
    opened = UnitFactory(parent=world.district, name="Baru", opened_on=MOVED)
    closed = UnitFactory(parent=world.district, name="Dulu", closed_on=MOVED)
    below = UnitFactory(parent=closed, name="Seksi")
    scope = scope_of(world.users["hr_officer"])
    root = OrganizationalUnit.objects.get(pk=world.district.pk)

    then = {node.name for node in org_chart(root, THEN, scope).walk()}
    now = {node.name: node.level for node in org_chart(root, today(), scope).walk()}

    assert {"Kelurahan Lama", closed.name, below.name} <= then
    assert opened.name not in then
    assert closed.name not in now
    # What hung below a closed unit hangs below the one above it.
    assert now[below.name] == 1
    assert {world.village.name, opened.name} <= now.keys()


def test_chart_prefers_who_acts_and_links_only_within_the_reach(world, client_for):
    stranger = EmployeeFactory(unit=UnitFactory(parent=world.government), name="Penjabat")
    head = world.users["supervisor"].employee.position
    PositionHistory.objects.create(
        employee=stranger, position=head, kind=AssignmentKind.ACTING, period=(LONG_AGO, None)
    )

    page = client_for("supervisor").get(reverse("employees:org-chart")).content.decode()

    assert "Plt." in page
    assert "Penjabat" in page
    assert stranger.get_absolute_url() not in page


def test_chart_is_cut_at_the_chosen_depth(world):
    scope = scope_of(world.users["hr_officer"])
    root = OrganizationalUnit.objects.get(pk=world.government.pk)

    top = cut(org_chart(root, today(), scope), 1)

    assert [(node.name, node.hidden) for node in top.walk()] == [("Kota Medan", 0), (world.district.name, 2)]


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("date", [today(), THEN], ids=["today", "then"])
def test_every_number_is_that_of_the_list_behind_it(date, world, client_for, crowd, mover):
    unit = OrganizationalUnit.objects.get(pk=world.district.pk)
    client = client_for("hr_officer")

    figures = staff_figures(unit, date)

    assert figures.total == Employee.objects.as_of(date).placed_within([unit.path], date).count()
    for breakdown in figures.breakdowns:
        assert sum(group.total for group in breakdown.groups) == figures.total, breakdown.label
        for group in breakdown.groups:
            for number, sex in ((group.total, None), (group.men, Sex.MALE), (group.women, Sex.FEMALE)):
                url = breakdown.url(date, unit, group, sex if breakdown.parameter != "sex" else None)
                if number or sex is None:
                    expected = group.total if breakdown.parameter == "sex" else number
                    assert len(people(client, url)) == expected, url


def test_figures_sheet_holds_the_same_numbers(world, client_for, crowd):
    response = client_for("hr_officer").get(
        reverse("employees:staff-figures"), {"unit": world.district.pk, "export": "xlsx"}
    )

    rows = list(openpyxl.load_workbook(BytesIO(content(response))).active.values)[1:]
    figures = staff_figures(OrganizationalUnit.objects.get(pk=world.district.pk), today())
    expected = [
        (breakdown.label, group.label, group.men, group.women, group.total)
        for breakdown in figures.breakdowns
        for group in breakdown.groups
    ]
    assert rows == expected


# --- all of them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "most"), [("seniority-list", 12), ("headcount", 14), ("org-chart", 15), ("staff-figures", 14)]
)
def test_reports_ask_few_questions_whatever_the_rows(
    rows, name, most, world, client_for, django_assert_max_num_queries
):
    for number in range(rows):
        unit = UnitFactory(parent=world.district)
        EmployeeFactory(unit=unit, head=True)
        EmployeeFactory(unit=unit, name=f"Orang {number}")
    client = client_for("hr_officer")
    client.get("/")

    with django_assert_max_num_queries(most):
        assert client.get(reverse(f"employees:{name}")).status_code == 200


@pytest.mark.parametrize("name", REPORTS)
def test_reports_are_about_the_own_reach(name, world, client_for):
    response = client_for("supervisor").get(reverse(f"employees:{name}"), {"unit": world.other_village.pk})

    assert world.users["colleague"].employee.name not in response.content.decode()
    assert response.context.get("unit") is None


@pytest.mark.parametrize("name", ["headcount", "org-chart", "staff-figures"])
@pytest.mark.parametrize("query", [{"on": "x"}, {"unit": "9999999"}, {"unit": "x"}, {"levels": "77"}])
def test_nonsense_in_the_address_is_told(name, query, client_for):
    response = client_for("hr_officer").get(reverse(f"employees:{name}"), query)

    assert response.status_code == 200
    assert client_for("hr_officer").get(reverse(f"employees:{name}"), {**query, "export": "doc"}).status_code == 400


@pytest.mark.parametrize("name", ["headcount", "org-chart", "staff-figures"])
@pytest.mark.parametrize("role", ["hr_officer", "auditor", "head_of_agency", "supervisor"])
def test_pdfs_are_made_for_every_reader(name, role, world, client_for, crowd):
    response = client_for(role).get(reverse(f"employees:{name}"), {"export": "pdf", "paper": "a3"})

    assert content(response).startswith(b"%PDF")


@pytest.mark.parametrize("name", REPORTS)
def test_a_day_before_everybody_shows_an_empty_report(name, client_for):
    response = client_for("hr_officer").get(reverse(f"employees:{name}"), {"on": "1950-01-01"})

    assert response.status_code == 200


def test_position_types_of_the_figures_are_those_of_the_filter(world):
    figures = staff_figures(OrganizationalUnit.objects.get(pk=world.district.pk), today())

    assert [group.value for group in figures.breakdowns[-1].groups] == PositionType.values
