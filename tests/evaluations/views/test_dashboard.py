"""A unit in figures: every figure is exactly the rows behind it, and all fit one sheet."""

import datetime
import io
import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange
from pypdf import PdfReader

from asn_portal.access.roles import Role
from employees.dates import today
from employees.enums import LegalStatus, Predicate, WarningKind
from employees.models import EarlyWarning, Employee, Position, StatusHistory
from evaluations.domain.calendar import month_end, previous_month, working_days
from evaluations.enums import Acceptance, AssessmentState, DailyState, PlanState
from evaluations.models import Assessment, AssessmentPeriod, DailyWorkReport, FollowUpAction, WorkPlan
from evaluations.reports.daily import missing_days, own_month
from evaluations.reports.dashboard import Reader, dashboard_charts, dashboard_of, rows_behind
from evaluations.reports.government_month import gather as gather_government_month
from evaluations.reports.team import team_board
from evaluations.reports.unit_month import gather_unit_month
from surveys.enums import ComplaintVisibility
from tests.factories.employees import EmployeeFactory, UserFactory, make_employee_user, make_officer
from tests.factories.evaluations import DailyReportFactory, RunFactory, ScheduleFactory
from tests.factories.surveys import ComplaintFactory
from training.models import Competency, CurrentLevel

pytestmark = pytest.mark.django_db
AXES = {
    Predicate.VERY_GOOD: ("ABOVE", "ABOVE"),
    Predicate.GOOD: ("AS", "AS"),
    Predicate.NEEDS_IMPROVEMENT: ("BELOW", "AS"),
}


def address(unit, name="dashboard", *args):
    return reverse(f"evaluations:{name}", args=[unit.pk, *args])


def reader(user, unit):
    return Reader(user=user, unit=unit, today=today(), now=timezone.now())


def figures(user, unit):
    return {figure.key: figure for figure in dashboard_of(reader(user, unit)).figures}


def at(day):
    return datetime.datetime.combine(day, datetime.time(3), tzinfo=datetime.UTC)


def rate(person, predicate, period):
    result, behaviour = AXES[predicate]
    return Assessment.objects.create(
        assessment_period=period,
        employee=person,
        unit=person.unit,
        work_result=result,
        behaviour=behaviour,
        predicate=predicate,
        state=AssessmentState.FINAL,
        delivered_at=timezone.now(),
        object_until=today(),
        final_at=timezone.now(),
        acceptance=Acceptance.SIGNED,
    )


@pytest.fixture
def year(world):
    last = today().year - 1
    return AssessmentPeriod.objects.create(
        government=world.government,
        is_annual=True,
        period=(datetime.date(last, 1, 1), datetime.date(last + 1, 1, 1)),
        deliver_by=today(),
        opened_by=UserFactory(),
    )


@pytest.fixture
def filled(world, year):
    """Something of everything in the village, and the same elsewhere, which must not count."""
    for unit in (world.village, world.other_government):
        staff = EmployeeFactory.create_batch(14, unit=unit)
        Position.objects.filter(pk=staff[0].position_id).update(needed=3)
        first = previous_month(today())
        days = working_days(first, month_end(first))
        for person in staff[:3]:
            DailyReportFactory(
                employee=person,
                date=days[0],
                state=DailyState.APPROVED,
                submitted_at=at(days[0]),
                decided_at=at(days[1]),
                decided_by=UserFactory(),
            )
        DailyReportFactory(employee=staff[3], date=days[0], state=DailyState.SUBMITTED, submitted_at=at(days[0]))
        for person in staff[:4]:
            WorkPlan.objects.create(
                employee=person,
                unit=unit,
                position=person.position,
                period=DateRange(datetime.date(today().year, 1, 1), datetime.date(today().year + 1, 1, 1)),
                state=PlanState.AGREED,
                agreed_at=timezone.now(),
            )
        for number, person in enumerate(staff):
            due = today() + datetime.timedelta(days=number - 4)
            EarlyWarning.objects.create(
                employee=person, kind=WarningKind.SALARY_STEP, due_on=due, warn_from=today() - datetime.timedelta(60)
            )
        ComplaintFactory(unit=unit)
        ComplaintFactory(unit=unit, received_at=timezone.now() - datetime.timedelta(days=60))
        ComplaintFactory(unit=unit, visibility=ComplaintVisibility.SECRET)
        run = RunFactory(schedule=ScheduleFactory(unit=unit))
        for days_left in (-3, 5):
            FollowUpAction.objects.create(
                unit=unit,
                run=run,
                title="Menambah loket",
                owner=staff[0],
                due_on=today() + datetime.timedelta(days=days_left),
                created_by=UserFactory(),
            )
        competency = Competency.objects.filter(government=None).first()
        for person, achieved in zip(staff, (1, 1, 2, 3, None), strict=False):
            CurrentLevel.objects.update_or_create(
                employee=person, competency=competency, defaults={"required": 3, "achieved": achieved}
            )
    staff = list(world.village.employees.exclude(user__isnull=False).order_by("pk"))
    for person in staff[:8]:
        rate(person, Predicate.GOOD, year)
    for person in staff[8:14]:
        rate(person, Predicate.VERY_GOOD, year)
    return world


def rows_of(client, figure):
    """How many rows the address of a figure leads to."""
    page = client.get(figure.url)
    assert page.status_code == 200, figure.url
    context = page.context
    if figure.key == "vacancies":
        return sum(line.figures.vacant for _unit, line in context["positions"])
    return context["count"] if "/dashboard/" in figure.url else len(context["table"].data)


@pytest.mark.parametrize("who", ["supervisor", "head_of_agency", "hr_officer", "auditor"])
def test_each_figure_is_the_number_of_its_rows(client_for, filled, who):
    found = figures(filled.users[who], filled.village)
    client = client_for(who)

    assert {key: rows_of(client, figure) for key, figure in found.items()} == {
        key: figure.count for key, figure in found.items()
    }
    assert all(figure.period and figure.source and figure.as_of for figure in found.values())
    assert (found["daily-sent"].count, found["daily-sent"].n) == (reports_of(filled.village), due_of(filled.village))


def reports_of(unit):
    """Counted one by one, as the database has them."""
    first = previous_month(today())
    days = working_days(first, month_end(first))
    rows = DailyWorkReport.objects.filter(unit=unit)
    return sum(row.date in days and row.state != DailyState.DRAFT for row in rows)


def due_of(unit):
    """Day by day, whoever was in service in the unit then."""
    first = previous_month(today())
    days = working_days(first, month_end(first))
    return sum(Employee.objects.as_of(day).placed_within([unit.path], day).count() for day in days)


def test_reports_are_expected_of_whom_is_in_service_in_every_count(client_of, world):
    """Dashboard, report of the unit, report of the government, board and the person's own days say the same."""
    first = previous_month(today())
    days = working_days(first, month_end(first))
    head, member = world.users["supervisor"], make_employee_user(world.village)
    # Away from the middle of the month until a week ago.
    back = today() - datetime.timedelta(days=7)
    StatusHistory.objects.create(employee=member.employee, status=LegalStatus.UNPAID_LEAVE, period=(days[10], back))

    sent = figures(head, world.village)["daily-sent"]
    month = gather_unit_month(world.village, first).totals
    branches = gather_government_month(world.government, first, month_end(first))["branches"]
    own = own_month(member.employee, first, today(), ())
    board = team_board(head.employee, [world.village.path], days[15], today())
    cells = {row.employee.pk: row.cell.is_missing for row in board.rows}

    others = world.village.employees.count() - 1
    assert sent.n == others * len(days) + 10 == due_of(world.village)
    # The head of a unit stands in the report of the one above.
    assert month.expected == sent.n - len(days)
    district = next(branch for branch in branches if branch["name"] == world.district.name)
    assert district["expected"] == due_of(world.district)
    assert [day.date for day in reversed(own.days) if day.is_missing] == days[:10]
    assert (cells.pop(member.employee.pk), set(cells.values())) == (False, {True})
    late = missing_days(member.employee, back + datetime.timedelta(days=1), ())
    assert all(day >= back for day in late)


def test_the_sums_of_the_units_stand_beside_the_reports(client_for, filled):
    for key, column in (("daily-sent", 4), ("daily-decided", 3)):
        page = client_for("head_of_agency").get(address(filled.village, "dashboard-rows", key), {"rows": "units"})

        assert [int(row[1].text) for row in page.context["rows"]] == [column]


def test_figures_of_a_head_of_agency(filled):
    found = figures(filled.users["head_of_agency"], filled.village)

    assert {key: figure.count for key, figure in found.items()} == {
        "staff": 16,
        "vacancies": 2,
        "warnings": 14,
        "gaps": 2,
        "hours": 16,
        "daily-sent": 4,
        "daily-decided": 3,
        "plans": 4,
        "ratings": 14,
        "ratings-baik": 8,
        "ratings-sangat-baik": 6,
        "follow-ups": 2,
        "follow-ups-overdue": 1,
        "complaints": 1,
    }
    assert (found["daily-decided"].n, found["daily-decided"].text) == (4, "75")
    assert (found["complaints"].n, found["plans"].n) == (2, 16)


def test_whoever_may_not_open_the_rows_is_not_shown_the_figure(filled):
    hr = figures(filled.users["hr_officer"], filled.village)
    head = figures(filled.users["supervisor"], filled.village)

    # HR keeps no reports of units and handles no complaints; a head has no list of warnings.
    assert not {"follow-ups", "complaints"} & set(hr)
    assert "warnings" not in head
    assert {"follow-ups", "complaints"} <= set(head)


@pytest.mark.parametrize(
    ("very_good", "needs", "shown"),
    [(6, 8, {"baik", "sangat-baik"}), (4, 6, set()), (1, 9, set())],
)
def test_groups_of_fewer_than_five_are_not_told(world, year, very_good, needs, shown):
    staff = EmployeeFactory.create_batch(very_good + needs, unit=world.village)
    for person in staff[:very_good]:
        rate(person, Predicate.VERY_GOOD, year)
    for person in staff[very_good:]:
        rate(person, Predicate.GOOD, year)
    user = world.users["hr_officer"]

    found = figures(user, world.village)

    assert {key.removeprefix("ratings-") for key in found if key.startswith("ratings-")} == shown
    assert found["ratings"].count == very_good + needs
    # Nor by typing the address.
    page = rows_behind(reader(user, world.village), "ratings", Predicate.VERY_GOOD)
    assert len(page.source) == (very_good if shown else very_good + needs)


def test_the_rest_of_a_share_is_listed_too(client_for, filled):
    client = client_for("supervisor")

    counts = [
        client.get(address(filled.village, "dashboard-rows", "plans"), {"rows": rows}).context["count"]
        for rows in ("", "others")
    ]
    late = client.get(address(filled.village, "dashboard-rows", "complaints"), {"rows": "late"}).context["count"]

    assert (counts, late) == ([4, 12], 1)


def test_an_unknown_figure_is_not_found(client_for, world):
    assert client_for("supervisor").get(address(world.village, "dashboard-rows", "minutes")).status_code == 404
    assert client_for("hr_officer").get(address(world.village, "dashboard-rows", "complaints")).status_code == 404


def test_units_elsewhere_are_not_found(client_for, world):
    for who, unit in (
        ("supervisor", world.other_village),
        ("supervisor", world.district),
        ("hr_officer", world.government),
        ("stranger", world.village),
        ("employee", world.village),
    ):
        assert client_for(who).get(address(unit)).status_code == 404


def test_acting_head_sees_the_figures(client_of, world):
    from tests.evaluations.querysets.test_visibility import make_acting

    acting = make_employee_user(world.other_village)
    make_acting(acting, world.users["supervisor"])

    assert client_of(acting).get(address(world.village)).status_code == 200


def test_navigation_leads_to_the_uppermost_unit(client_for, world):
    page = client_for("hr_officer").get(reverse("evaluations:dashboard-home"))

    assert page.url == address(world.district)
    assert client_for("employee").get(reverse("evaluations:dashboard-home")).status_code == 403


def test_empty_unit_says_so(client_for, client_of, world):
    page = client_for("head_of_agency").get(address(world.other_village))

    assert page.status_code == 200
    assert page.context["charts"] == []
    rows = client_for("head_of_agency").get(address(world.other_village, "dashboard-rows", "follow-ups"))
    assert rows.context["count"] == 0


def test_twelve_months_are_compared(filled):
    [chart, *_others] = dashboard_charts(reader(filled.users["hr_officer"], filled.village))

    headers, rows = chart.table
    assert len(rows) == 12
    assert [rows[-1][index] for index in (1, 3, 4)] == ["4", "3", "4"]
    assert len(headers) == 5


def test_expected_reports_follow_assignments_not_todays_staff(world):
    """Whoever came in the middle of the month is expected from then on."""
    from employees.models import PositionHistory

    first = previous_month(today())
    days = working_days(first, month_end(first))
    head = world.users["supervisor"]
    before = figures(head, world.village)["daily-sent"].n
    newcomer = EmployeeFactory(unit=world.village, histories=False)
    PositionHistory.objects.create(employee=newcomer, position=newcomer.position, period=(days[10], None))

    assert figures(head, world.village)["daily-sent"].n - before == len(days) - 10


@pytest.mark.parametrize("language", ["id", "en"])
def test_one_sheet_of_paper(client_for, filled, language):
    client = client_for("head_of_agency")
    client.cookies["django_language"] = language

    response = client.get(address(filled.village, "dashboard-pdf"))

    paper = PdfReader(io.BytesIO(response.content))
    assert response["Content-Type"] == "application/pdf"
    assert len(paper.pages) == 1
    width, height = (float(side) for side in paper.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    assert "Belawan I" in paper.pages[0].extract_text()


@pytest.mark.parametrize("people", [1, 3])
def test_queries_do_not_grow_with_people(client_for, world, people, django_assert_max_num_queries):
    EmployeeFactory.create_batch(people, unit=world.village)
    client = client_for("supervisor")
    client.get(address(world.village))

    with django_assert_max_num_queries(48):
        client.get(address(world.village))
    with django_assert_max_num_queries(12):
        client.get(address(world.village, "dashboard-rows", "plans"))


def test_every_figure_on_the_page_is_a_link(client_for, filled):
    page = client_for("head_of_agency").get(address(filled.village))

    links = set(re.findall(r'<p class="stat-label">\s*<a href="([^"]+)"', page.text))
    wanted = {figure.url.replace("&", "&amp;") for figure in page.context["dashboard"].figures}
    assert wanted == links
    assert all(urlsplit(link).path.startswith("/") for link in links)


def test_nobody_is_ranked(client_for, filled):
    """Reports stand by name and day, sums by unit in the order of the structure; no name stands beside a number."""
    client = client_for("head_of_agency")
    reports = client.get(address(filled.district, "dashboard-rows", "daily-sent")).context["rows"]
    units = client.get(address(filled.district, "dashboard-rows", "daily-sent"), {"rows": "units"}).context["rows"]

    names = [row[0].text for row in reports]
    assert names == sorted(names)
    assert not any(cell.is_number for row in reports for cell in row)
    assert [row[0].text for row in units][:1] == [filled.village.name]
    assert not {person.name for person in filled.village.employees.all()} & {cell.text for row in units for cell in row}


def test_other_governments_never(client_of, filled):
    stranger = make_officer(Role.HEAD_OF_AGENCY, filled.other_government)

    found = figures(stranger, filled.other_government)

    assert found["staff"].count == 14
    assert client_of(stranger).get(address(filled.village)).status_code == 404
