"""`visible_to` and the rules agree, for every role."""

import pytest

from surveys.models import Complaint, SatisfactionSurvey
from tests.factories.employees import make_employee_user
from tests.factories.surveys import ComplaintFactory, SurveyFactory

pytestmark = pytest.mark.django_db

ROLES = [
    "hr_officer",
    "training_coordinator",
    "head_of_agency",
    "service_officer",
    "auditor",
    "operator",
    "supervisor",
    "employee",
    "stranger",
    "nobody",
]


@pytest.mark.parametrize("role", ROLES)
def test_surveys(world, role):
    user = world.users[role]
    for unit in (world.village, world.government, world.other_government):
        survey = SurveyFactory(unit=unit)
        visible = SatisfactionSurvey.objects.visible_to(user).filter(pk=survey.pk).exists()
        assert visible == user.has_perm("surveys.view_survey", survey)
        managed = SatisfactionSurvey.objects.managed_by(user).filter(pk=survey.pk).exists()
        assert managed == user.has_perm("surveys.manage_survey", survey)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("visibility", ["open", "name_hidden", "secret"])
def test_complaints(world, role, visibility):
    user = world.users[role]
    for unit in (world.village, world.government, world.other_government):
        complaint = ComplaintFactory(unit=unit, visibility=visibility)
        visible = Complaint.objects.visible_to(user).filter(pk=complaint.pk).exists()
        assert visible == user.has_perm("surveys.view_complaint", complaint)
        handled = Complaint.objects.handled_by(user).filter(pk=complaint.pk).exists()
        assert handled == user.has_perm("surveys.handle_complaint", complaint)


def test_a_secret_report_is_for_its_handlers_only(world):
    ComplaintFactory(unit=world.village, visibility="secret")

    seeing = {name for name, user in world.users.items() if Complaint.objects.visible_to(user).exists()}

    assert seeing == {"service_officer"}


def test_an_open_report_is_for_handlers_heads_and_auditors(world):
    ComplaintFactory(unit=world.village)

    seeing = {name for name, user in world.users.items() if Complaint.objects.visible_to(user).exists()}

    assert seeing == {"service_officer", "auditor", "head_of_agency", "supervisor"}


def test_a_head_reads_the_reports_of_the_units_below_and_of_no_other(world):
    head = make_employee_user(world.district, head=True)
    below, above, secret = (
        ComplaintFactory(unit=world.village),
        ComplaintFactory(unit=world.government),
        ComplaintFactory(unit=world.village, visibility="secret"),
    )

    seen = set(Complaint.objects.visible_to(head))

    assert seen == {below}
    assert not head.has_perm("surveys.handle_complaint", below)
    assert not any(head.has_perm("surveys.view_complaint", complaint) for complaint in (above, secret))
