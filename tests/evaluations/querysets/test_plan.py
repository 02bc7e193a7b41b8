"""Who sees which plan: the person, those above them, who reads evaluations; never colleagues."""

import pytest

from evaluations.models import PlannedResult, WorkPlan
from tests.factories.employees import EmployeeFactory
from tests.factories.plans import WorkPlanFactory

READERS = {"employee", "supervisor", "hr_officer", "head_of_agency", "auditor"}
ALL = (*READERS, "colleague", "training_coordinator", "service_officer", "operator", "stranger", "nobody")


@pytest.mark.parametrize("trait", ["proposed", "returned", "agreed"])
def test_a_plan_that_was_sent_is_seen_from_above(world, trait):
    plan = WorkPlanFactory(employee=world.users["employee"].employee, **{trait: True})

    seen = {name for name in ALL if plan in WorkPlan.objects.visible_to(world.users[name])}
    results = {name for name in ALL if PlannedResult.objects.visible_to(world.users[name]).exists()}

    assert seen == results == READERS


def test_a_draft_is_ones_own(world):
    WorkPlanFactory(employee=world.users["employee"].employee)

    assert {name for name in ALL if WorkPlan.objects.visible_to(world.users[name]).exists()} == {"employee"}


def test_the_direct_supervisor_decides_and_nobody_else(world):
    plan = WorkPlanFactory(employee=world.users["employee"].employee, proposed=True)
    WorkPlanFactory(employee=world.users["colleague"].employee, proposed=True)

    waiting = {name: list(WorkPlan.objects.awaiting_decision_of(world.users[name])) for name in ALL}

    assert {name: found for name, found in waiting.items() if found} == {"supervisor": [plan]}


def test_only_agreed_results_of_the_superior_can_be_served(world):
    plan = WorkPlanFactory(employee=world.users["employee"].employee)
    head = world.users["supervisor"].employee
    above = WorkPlanFactory(employee=head, proposed=True)
    WorkPlanFactory(employee=EmployeeFactory(unit=head.unit), agreed=True)
    assert not PlannedResult.objects.linkable_for(plan)

    WorkPlan.objects.filter(pk=above.pk).update(state="agreed", agreed_at=above.proposed_at)

    assert list(PlannedResult.objects.linkable_for(plan)) == [above.results.get()]
