"""Who sees what, and how many queries a list takes."""

import pytest
from django.urls import reverse

from asn_portal.audit.models import RecordView
from careers.enums import CandidacyState, StageKind
from careers.services.stage_result import commitment
from tests.careers.views.selection.conftest import body
from tests.factories.employees import EmployeeFactory
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionStageFactory

pytestmark = pytest.mark.django_db


def test_a_candidate_sees_own_results_with_the_commitment_and_nobody_elses_name(world, client_for, running):
    text = body(client_for("employee").get(reverse("careers:vacancy-detail", args=[running.pk])))

    own = running.candidacies.get(employee=world.users["employee"].employee)
    result = own.results.get(stage__kind=StageKind.INTERVIEW)
    assert "70.00" in text
    assert commitment(result) in text
    assert "place 2, rank range 2" in text
    rival = running.candidacies.exclude(pk=own.pk).get()
    assert "Saingan Rahasia" not in text
    assert rival.pseudonym not in text


def test_an_officer_who_competes_is_shut_out(world, client_for, running):
    officer = world.users["hr_officer"]
    CandidacyFactory(selection=running, employee=EmployeeFactory(unit=world.village, user=officer))
    stage, rival = running.stages.last(), running.candidacies.get(employee__name="Saingan Rahasia")
    client = client_for("hr_officer")

    for name, arguments in (
        ("selection-detail", [running.pk]),
        ("selection-candidates", [running.pk]),
        ("selection-stage", [running.pk, stage.pk]),
        ("selection-ranking", [running.pk]),
        ("selection-propose", [running.pk]),
    ):
        assert client.get(reverse(f"careers:{name}", args=arguments)).status_code == 403
    assert client.get(reverse("careers:candidacy-detail", args=[rival.pk])).status_code == 404


def test_discipline_is_for_those_who_keep_it(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    candidacy = CandidacyFactory(
        selection=selection,
        state=CandidacyState.PROPOSED,
        eligibility=[
            {"kind": "discipline", "text": "Bersih", "outcome": "not_met", "found": "sanction", "values": {}},
            {"kind": "rank", "text": "Pangkat", "outcome": "met", "found": "rank", "values": {"rank": "III/c"}},
        ],
    )

    assert "A sanction is in force" in body(client_for("hr_officer").get(candidacy.get_absolute_url()))
    text = body(client_for("head_of_agency").get(candidacy.get_absolute_url()))
    assert "A sanction is in force" not in text
    assert "Pangkat" in text


def test_opening_a_file_is_noted(world, client_for, running):
    rival = running.candidacies.get(employee__name="Saingan Rahasia")

    client_for("auditor").get(rival.get_absolute_url())

    view = RecordView.objects.get(what="candidacy")
    assert (view.viewer, view.subject_id) == (world.users["auditor"], str(rival.employee_id))


@pytest.mark.parametrize("rows", [1, 3])
def test_list_query_count_does_not_grow(world, client_for, rows, django_assert_max_num_queries):
    for _number in range(rows):
        CandidacyFactory(selection=SelectionFactory(announced=True, position__unit=world.village))
    client = client_for("hr_officer")

    with django_assert_max_num_queries(12):
        client.get(reverse("careers:selection-list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_candidate_list_query_count_does_not_grow(world, client_for, rows, django_assert_max_num_queries):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection)
    for _number in range(rows):
        CandidacyFactory(selection=selection)
    client = client_for("hr_officer")

    with django_assert_max_num_queries(12):
        client.get(reverse("careers:selection-candidates", args=[selection.pk]))
