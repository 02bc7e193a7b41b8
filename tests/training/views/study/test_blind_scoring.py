"""Reviewers score without names."""

import pytest
from django.urls import reverse

from asn_portal.documents.models import Document
from asn_portal.drafts.models import Draft
from tests.factories.employees import EmployeeFactory
from tests.factories.study import (
    ApplicationFactory,
    ReviewerFactory,
)
from tests.training.views.study.conftest import url
from training.enums import ApplicationState, CallState
from training.models import StudyScore

pytestmark = pytest.mark.django_db


@pytest.fixture
def blind(world, call, clerk):
    """The colleague reviews; the application tells who wrote it."""
    ReviewerFactory(call=call, employee=world.users["colleague"].employee)
    call.state = CallState.REVIEW
    call.save()
    clerk.name, clerk.front_title = "Siti Rahmawati", "Dra."
    clerk.save()
    return ApplicationFactory(
        call=call,
        employee=clerk,
        state=ApplicationState.COMPLETE,
        motivation=f"Saya Siti Rahmawati, NIP {clerk.formatted_nip}, dari {clerk.unit.name}.",
        after_return="RAHMAWATI kembali ke loket.",
    )


def test_reviewer_learns_nothing_of_the_person(client_for, blind, clerk):
    Document.objects.create(
        name="ijazah-siti-rahmawati.pdf",
        content_type="application/pdf",
        size=1,
        sha256="x",
        kind="training.study_application.1",
        owner_kind="training.studyapplication",
        owner_id=str(blind.pk),
    )
    client = client_for("colleague")
    pages = [client.get(url("study-review-list")).text, client.get(url("study-score", blind.code)).text]

    secrets = (
        "rahmawati",
        "siti ",
        clerk.nip,
        clerk.formatted_nip,
        clerk.unit.name,
        "ijazah",
        clerk.get_absolute_url(),
    )
    for page in pages:
        assert [secret for secret in secrets if secret.casefold() in page.casefold()] == []
    assert blind.code in pages[0]
    assert "▮▮▮" in pages[1]
    assert client.get(blind.get_absolute_url()).status_code == 404
    document = Document.objects.get(owner_id=str(blind.pk))
    assert client.get(reverse("documents:document-download", args=[document.pk])).status_code == 404


def test_office_that_reviews_sees_no_names_until_the_decision(client_for, call, blind, world):
    coordinator = world.users["training_coordinator"]
    person = EmployeeFactory(unit=world.district, user=coordinator)
    ReviewerFactory(call=call, employee=person)

    page = client_for("training_coordinator").get(url("study-applications", call.pk)).text
    assert "Rahmawati" not in page
    assert client_for("training_coordinator").get(blind.get_absolute_url()).status_code == 404

    call.state = CallState.DECIDED
    call.save()
    assert client_for("training_coordinator").get(blind.get_absolute_url()).status_code == 200


def test_points_are_ones_own_until_all_have_handed_in(client_for, call, blind, world):
    second = ReviewerFactory(call=call, employee=EmployeeFactory(unit=world.other_village))
    first, other = call.criteria.all()
    for criterion in (first, other):
        StudyScore.objects.create(
            application=blind,
            reviewer=second,
            criterion=criterion,
            points=33,
            note="Rahasia penilai",
            submitted_at=None,
        )
    client = client_for("colleague")

    client.post(url("study-score", blind.code), {f"points_{first.pk}": 80})
    half = client.post(url("study-score-submit", blind.code), {f"points_{first.pk}": 80})
    assert half.status_code == 200
    client.post(
        url("study-score-submit", blind.code),
        {f"points_{first.pk}": 80, f"points_{other.pk}": 70, f"note_{other.pk}": "Jelas."},
    )
    page = client.get(url("study-score", blind.code)).text
    assert "Jelas." in page
    assert "Rahasia penilai" not in page

    StudyScore.objects.filter(reviewer=second).update(submitted_at=blind.submitted_at)
    assert "Rahasia penilai" in client.get(url("study-score", blind.code)).text


def test_refused_rescoring_leaves_no_draft(client_for, call, blind):
    client, address = client_for("colleague"), url("study-score-submit", blind.code)
    points = {f"points_{criterion.pk}": 80 for criterion in call.criteria.all()}
    client.post(address, points)

    again = client.post(address, dict.fromkeys(points, 20), follow=True)

    assert (again.status_code, again.context["draft"]["is_restored"]) == (200, False)
    assert not Draft.objects.exists()
    assert set(StudyScore.objects.values_list("points", flat=True)) == {80}


def test_office_sees_no_points_beside_names_before_all_have_handed_in(client_for, call, blind, world):
    second = ReviewerFactory(call=call, employee=EmployeeFactory(unit=world.other_village))
    client = client_for("colleague")
    client.post(
        url("study-score-submit", blind.code), {f"points_{criterion.pk}": 83 for criterion in call.criteria.all()}
    )
    office = client_for("training_coordinator")

    half = office.get(url("study-applications", call.pk)).text
    for criterion in call.criteria.all():
        StudyScore.objects.create(
            application=blind, reviewer=second, criterion=criterion, points=83, submitted_at=blind.submitted_at
        )
    whole = office.get(url("study-applications", call.pk)).text

    assert "83" not in half.partition("<table")[2]
    assert "83" in whole.partition("<table")[2]


def test_nobody_scores_the_own_staff_through_the_address(client_for, call, clerk, world):
    ReviewerFactory(call=call, employee=world.users["supervisor"].employee)
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.COMPLETE)

    assert client_for("supervisor").get(url("study-score", application.code)).status_code == 404
    assert client_for("hr_officer").get(url("study-score", application.code)).status_code == 404


def test_points_name_their_criterion_on_a_phone(client_for, call, blind):
    page = client_for("training_coordinator").get(url("study-applications", call.pk)).text

    assert all(f'data-label="{criterion.name}"' in page for criterion in call.criteria.all())
