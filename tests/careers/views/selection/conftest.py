"""What the tests of this folder share."""

import pytest

from careers.domain.scoring_plan import plan_hash
from careers.enums import StageKind
from careers.selection_plan import plan_of
from tests.factories.employees import EmployeeFactory
from tests.factories.selections import (
    CandidacyFactory,
    SelectionFactory,
    SelectionRequirementFactory,
    SelectionStageFactory,
    StageResultFactory,
)


@pytest.fixture
def client_for(client_for, settings):
    """Of people who read English."""

    def sign_in(role):
        client = client_for(role)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return client

    return sign_in


@pytest.fixture
def running(world):
    """Two candidates through a published check and interview; the first is "employee"."""
    selection = SelectionFactory(closed=True, position__unit=world.village)
    check = SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0, published=True)
    interview = SelectionStageFactory(selection=selection, published=True)
    SelectionRequirementFactory(selection=selection)
    rival = EmployeeFactory(unit=world.village, name="Saingan Rahasia")
    for employee, score in ((world.users["employee"].employee, 70), (rival, 80)):
        candidacy = CandidacyFactory(selection=selection, employee=employee)
        StageResultFactory(stage=check, candidacy=candidacy, score=None, passed=True)
        StageResultFactory(stage=interview, candidacy=candidacy, score=score)
    selection.plan = plan_of(selection)
    selection.plan_hash = plan_hash(selection.plan)
    selection.save()
    return selection


def body(response):
    assert response.status_code == 200
    return response.content.decode()
