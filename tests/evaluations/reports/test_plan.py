"""A plan on its page and paper, and the matrix of a head."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from employees.dates import today
from evaluations.enums import PlanState
from evaluations.models import ResultProgress, WorkPlan
from evaluations.reports.plan import plan_differences, plan_sheet, versions_of
from evaluations.reports.plan_paper import plan_pdf
from evaluations.reports.plan_team import plan_matrix, team_plans
from evaluations.services.plan import change_plan
from tests.factories.employees import EmployeeFactory, make_employee_user
from tests.factories.plans import ResultFactory, WorkPlanFactory


@pytest.fixture
def person(world):
    return world.users["employee"].employee


@pytest.fixture
def head(world):
    return world.users["supervisor"].employee


def tell(indicator, text, value, days_ago):
    ResultProgress.objects.create(
        indicator=indicator,
        on=today() - datetime.timedelta(days=days_ago),
        achieved=text,
        value=value,
        by=indicator.result.plan.employee.user,
    )


def test_the_newest_progress_counts_and_unknown_stays_unknown(person):
    plan = WorkPlanFactory(employee=person, agreed=True)
    ResultFactory(plan=plan)
    first, _second = plan.results.all()
    tell(first.indicators.get(), "9 surat", Decimal(9), 1)
    tell(first.indicators.get(), "4 surat", Decimal(4), 30)

    told, untold = (line.indicators[0] for line in plan_sheet(plan).results)

    assert told.newest.achieved == "9 surat"
    with translation.override("en"):
        assert told.in_numbers == "9 of 12 surat"
    assert (untold.newest, untold.in_numbers) == (None, "")


def test_progress_goes_on_with_the_next_version(person):
    plan = WorkPlanFactory(employee=person, agreed=True)
    tell(plan.results.get().indicators.get(), "9 surat", Decimal(9), 1)
    version = change_plan(plan=plan, reason="Tugas baru", by=person.user)
    newer = version.results.get().indicators.get()
    tell(newer, "11 surat", Decimal(11), 0)

    [line] = plan_sheet(version).results
    assert [each.achieved for each in line.indicators[0].progress] == ["11 surat", "9 surat"]
    [earlier] = plan_sheet(plan).results
    assert [each.achieved for each in earlier.indicators[0].progress] == ["9 surat"]

    # Another indicator, another count.
    newer.text = "Jumlah berkas"
    newer.save()
    [line] = plan_sheet(version).results
    assert [each.achieved for each in line.indicators[0].progress] == ["11 surat"]


def test_versions_are_told_apart_in_words(person):
    plan = WorkPlanFactory(employee=person, agreed=True)
    version = change_plan(plan=plan, reason="Tugas baru", by=person.user)
    assert plan_differences(plan, version) == []
    indicator = version.results.get().indicators.get()
    indicator.target = "20 surat"
    indicator.save()
    ResultFactory(plan=version, title="Posko siaga")

    changed, added = plan_differences(plan, version)

    assert ("12 surat" in changed.before, "20 surat" in changed.after) == (True, True)
    assert (added.kind, added.title) == ("added", "Posko siaga")
    assert [each.version for each in versions_of(plan)] == [2, 1]
    assert versions_of(version) == versions_of(plan)


def test_the_matrix_follows_links_through_versions(world, head, person):
    above = WorkPlanFactory(employee=head, agreed=True, results=False)
    first, second = ResultFactory(plan=above, title="IKM naik"), ResultFactory(plan=above, title="Arsip tertata")
    plan = WorkPlanFactory(employee=person, agreed=True, results=False)
    linked = ResultFactory(plan=plan, parent=first)
    free = ResultFactory(plan=plan)
    without = EmployeeFactory(unit=head.unit, name="Zainal")

    matrix = plan_matrix(above, head.user)

    rows = {row.person: row for row in matrix.rows}
    assert rows[person].cells == ((linked,), ())
    assert rows[person].others == (free,)
    assert (rows[without].plan, rows[without].cells) == (None, ((), ()))
    assert matrix.unserved == [second]

    version = change_plan(plan=above, reason="Tugas baru", by=head.user)
    assert [row.cells for row in plan_matrix(version, head.user).rows if row.person == person] == [((linked,), ())]


def test_the_matrix_hides_drafts_and_what_the_reader_may_not_see(world, head, person):
    above = WorkPlanFactory(employee=head, agreed=True)
    WorkPlanFactory(employee=person)

    assert [row.plan for row in plan_matrix(above, head.user).rows] == [None]


def test_the_matrix_costs_the_same_for_one_and_three_people(head, person):
    above = WorkPlanFactory(employee=head, agreed=True)
    WorkPlanFactory(employee=person, agreed=True)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            plan_matrix(above, head.user)
        return len(queries)

    cost()
    one = cost()
    for _each in range(2):
        WorkPlanFactory(employee=make_employee_user(head.unit).employee, agreed=True)

    assert cost() == one


def test_the_team_shows_who_waits_first_and_who_has_none(head, person):
    WorkPlanFactory(employee=person, agreed=True)
    waiting = EmployeeFactory(unit=head.unit, name="Yusuf")
    WorkPlanFactory(employee=waiting, proposed=True)
    drafting = EmployeeFactory(unit=head.unit, name="Abdul")
    WorkPlanFactory(employee=drafting)

    team = team_plans(head, today().year)

    assert [line.person for line in team.lines] == [waiting, drafting, person]
    assert (team.waiting, team.none, team.agreed) == (1, 1, 1)
    assert team_plans(head, today().year - 1).none == 3


@pytest.mark.parametrize("trait", ["proposed", "agreed"])
def test_the_paper_names_both_and_says_how_it_stands(head, person, trait):
    plan = WorkPlanFactory(employee=person, **{trait: True})
    if trait == "agreed":
        WorkPlan.objects.filter(pk=plan.pk).update(agreed_by=head.user)
        plan.refresh_from_db()

    paper = plan_pdf(plan)

    assert paper.startswith(b"%PDF")
    assert paper == plan_pdf(plan)


def test_the_paper_of_a_plan_of_somebody_without_superior(head):
    assert plan_pdf(WorkPlanFactory(employee=head, state=PlanState.DRAFT)).startswith(b"%PDF")
