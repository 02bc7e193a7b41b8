"""For each model: what `visible_to` gives and what the rules allow fit together, for every role."""

import pytest
import rules
from django.contrib.auth.models import AnonymousUser

from asn_portal.access.roles import Role
from tests.factories.training import RegistrationFactory, SessionFactory, make_completed
from training.models import Certificate, Registration, TrainingProgramme, TrainingSession
from training.services.certificate import issue_certificate

pytestmark = pytest.mark.django_db

EVERYBODY = [*Role.values, "supervisor", "employee", "colleague", "stranger", "nobody"]
OFFICE = {"hr_officer", "training_coordinator", "head_of_agency", "auditor"}


def user_of(world, role):
    return world.users[role]


def allowed(permission, world, obj):
    return {role for role in EVERYBODY if rules.permissions.permissions[permission].test(user_of(world, role), obj)}


def seeing(model, world, obj):
    return {role for role in EVERYBODY if model.objects.visible_to(user_of(world, role)).filter(pk=obj.pk).exists()}


def test_programme(world, programme):
    assert seeing(TrainingProgramme, world, programme) == OFFICE
    assert allowed("training.manage_programme", world, programme) == {"training_coordinator"}


def test_published_session(world, session):
    everybody_of_the_government = OFFICE | {"supervisor", "employee", "colleague", "service_officer"}

    assert seeing(TrainingSession, world, session) == everybody_of_the_government
    assert allowed("training.manage_session", world, session) == {"training_coordinator"}
    assert allowed("training.view_participants", world, session) == OFFICE
    assert allowed("training.register", world, session) == {"supervisor", "employee", "colleague"}


def test_draft_session(world, programme):
    draft = SessionFactory(programme=programme, draft=True)

    assert seeing(TrainingSession, world, draft) == OFFICE


def test_session_of_the_government_above_the_office(world):
    """Coordinators of the district see what the government offers but manage only their own."""
    session = SessionFactory(programme__unit=world.government)

    assert "training_coordinator" in seeing(TrainingSession, world, session)
    assert allowed("training.manage_session", world, session) == set()


def test_registration(world, registration):
    assert seeing(Registration, world, registration) == OFFICE | {"employee", "supervisor"}
    assert allowed("training.decide_registration", world, registration) == {"supervisor"}
    assert allowed("training.withdraw_registration", world, registration) == {"employee"}
    assert allowed("training.remove_registration", world, registration) == {"training_coordinator"}
    for permission in ("decide_registration", "withdraw_registration", "remove_registration"):
        assert allowed(f"training.{permission}", world, registration) <= seeing(Registration, world, registration)


def test_registration_of_the_supervisor_is_not_decided_by_themselves(world, session):
    own = RegistrationFactory(session=session, employee=world.users["supervisor"].employee)

    assert allowed("training.decide_registration", world, own) == set()


def test_certificate(world, programme):
    session = SessionFactory(programme=programme, finished=True)
    certificate = issue_certificate(
        registration=make_completed(session, employee=world.users["employee"].employee), by=None
    )

    assert seeing(Certificate, world, certificate) == OFFICE | {"employee", "supervisor"}
    assert allowed("training.revoke_certificate", world, certificate) == {"training_coordinator"}


def test_anonymous_sees_nothing(world, session, registration):
    for model in (TrainingProgramme, TrainingSession, Registration, Certificate):
        assert not model.objects.visible_to(AnonymousUser()).exists()


def test_awaiting_decision_is_what_the_rule_allows(world, registration):
    for role in EVERYBODY:
        user = user_of(world, role)
        waiting = Registration.objects.awaiting_decision_of(user).filter(pk=registration.pk).exists()
        assert waiting is rules.permissions.permissions["training.decide_registration"].test(user, registration)
