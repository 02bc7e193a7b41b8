"""Ranking, names, choice, and how it ended."""

import pytest
from django.urls import reverse
from django.utils import timezone

from careers.enums import CandidacyState, SelectionState, StageKind
from careers.models import Candidacy
from careers.selection_plan import plan_of
from tests.careers.views.selection.conftest import body
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionStageFactory, StageResultFactory

pytestmark = pytest.mark.django_db


def test_the_office_reads_who_was_chosen_and_how_it_ended_for_the_others(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    interview = SelectionStageFactory(selection=selection, published=True)
    chosen = CandidacyFactory(selection=selection, state=CandidacyState.CHOSEN)
    failed, other = (CandidacyFactory(selection=selection) for _number in range(2))
    for candidacy in (chosen, other):
        StageResultFactory(stage=interview, candidacy=candidacy, passed=True)
    StageResultFactory(stage=interview, candidacy=failed, score=10, passed=False)
    selection.plan = plan_of(selection)
    selection.state, selection.decision_reason = SelectionState.APPOINTED, "Terbaik"
    selection.proposed_at = selection.decided_at = timezone.now()
    selection.save()
    officer = client_for("hr_officer")

    ranking = body(officer.get(reverse("careers:selection-ranking", args=[selection.pk])))
    assert "among the names to propose" not in ranking
    assert chosen.registration in ranking
    assert chosen.employee.full_name in body(officer.get(selection.get_absolute_url()))
    people = body(officer.get(reverse("careers:selection-candidates", args=[selection.pk])))
    words = {each: people.split(each.pseudonym)[0].rsplit("cell-title", 1)[1] for each in (chosen, failed, other)}
    assert "Chosen" in words[chosen]
    assert "Not passed" in words[failed]
    assert "Not chosen" in words[other]


def test_forms_of_acts_that_are_done_lead_back_with_a_sentence(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village, proposed_at=timezone.now())
    stage = SelectionStageFactory(selection=selection, published=True)
    officer = client_for("hr_officer")

    for name, args, said in (
        ("selection-propose", [selection.pk], "with the head of agency already"),
        ("amendment-create", [selection.pk], "before names are proposed"),
        ("stage-publish", [selection.pk, stage.pk], "published already"),
    ):
        assert said in body(officer.get(reverse(f"careers:{name}", args=args), follow=True))
    closed = client_for("employee").get(reverse("careers:application-write", args=[selection.pk]), follow=True)
    assert "Registration for this selection is not open" in body(closed)


def test_who_was_not_chosen_reads_so(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0, published=True)
    CandidacyFactory(selection=selection, employee=world.users["employee"].employee)
    selection.state, selection.decision_reason = "appointed", "Terbaik"
    selection.save()

    assert "Not chosen" in body(client_for("employee").get(reverse("careers:vacancy-detail", args=[selection.pk])))


def test_the_head_learns_only_the_proposed_names(world, client_for, running):
    rival = running.candidacies.get(employee__name="Saingan Rahasia")
    head, ranking = client_for("head_of_agency"), reverse("careers:selection-ranking", args=[running.pk])
    assert "Saingan Rahasia" not in body(head.get(ranking))
    assert head.get(rival.get_absolute_url()).status_code == 404

    Candidacy.objects.filter(pk=rival.pk).update(state=CandidacyState.PROPOSED)

    text = body(head.get(ranking))
    assert "Saingan Rahasia" in text
    assert world.users["employee"].employee.name not in text
    assert head.get(rival.get_absolute_url()).status_code == 200


def test_the_ranking_names_each_score_on_a_phone(world, client_for, running):
    text = body(client_for("hr_officer").get(reverse("careers:selection-ranking", args=[running.pk])))

    assert f'data-label="{running.stages.last().title}"' in text
