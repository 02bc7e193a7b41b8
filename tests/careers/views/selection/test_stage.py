"""Stages: results, objections, pages of acts that are over."""

import pytest
from django.urls import reverse
from django.utils import timezone

from careers.models import PanelScore, Selection
from tests.careers.views.selection.conftest import body
from tests.factories.panels import PanelMemberFactory, RubricFactory
from tests.factories.selections import (
    CandidacyFactory,
    SelectionFactory,
    SelectionStageFactory,
    StageObjectionFactory,
    StageResultFactory,
)
from tests.shown import post_shown

pytestmark = pytest.mark.django_db


def test_pages_of_acts_that_are_over_lead_back_with_a_sentence(world, client_for, running):
    officer = client_for("hr_officer")
    for name, said in (
        ("selection-announce", "is announced: its plan is frozen"),
        ("selection-decide", "nothing to choose now"),
        ("selection-appoint", "nobody to appoint now"),
    ):
        client = client_for("head_of_agency") if name == "selection-decide" else officer
        assert said in body(client.get(reverse(f"careers:{name}", args=[running.pk]), follow=True)).replace(
            "&#x27;", "'"
        )
    Selection.objects.filter(pk=running.pk).update(state="cancelled", cancel_reason="Dihapus")
    assert "has ended" in body(officer.get(reverse("careers:selection-cancel", args=[running.pk]), follow=True))


def test_a_second_objection_is_answered_with_a_sentence(world, client_for, running):
    own = running.candidacies.get(employee=world.users["employee"].employee)
    stage = running.stages.last()
    StageObjectionFactory(stage=stage, candidacy=own)

    page = client_for("employee").get(reverse("careers:objection-create", args=[running.pk, stage.pk]), follow=True)

    assert "You have already objected to this stage." in body(page)


def test_who_objects_to_a_panel_reads_that_the_panel_answers(world, client_for, running):
    stage = running.stages.last()
    ask = reverse("careers:objection-create", args=[running.pk, stage.pk])
    assert "The office reads it" in body(client_for("employee").get(ask))

    rubric = RubricFactory(stage=stage, state="finished", finished_at=timezone.now(), opened_at=timezone.now())
    member = PanelMemberFactory(selection=running)
    own = running.candidacies.get(employee=world.users["employee"].employee)
    PanelScore.objects.create(rubric=rubric, member=member, candidacy=own, levels={"1": 3, "2": 3}, score=60)

    page = body(client_for("employee").get(ask))
    assert "its members score you once more" in page
    assert "The office reads it" not in page


def test_results_are_entered_together_or_not_at_all(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village)
    stage = SelectionStageFactory(selection=selection)
    one, other = CandidacyFactory(selection=selection), CandidacyFactory(selection=selection)
    officer, address = client_for("hr_officer"), reverse("careers:stage-results", args=[selection.pk, stage.pk])

    text = body(officer.post(address, {f"result_{one.pk}": "80.5", f"result_{other.pk}": "120"}))
    assert "80.5" in text
    assert not stage.results.exists()
    officer.post(address, {f"result_{one.pk}": "80.5", f"result_{other.pk}": ""})

    assert [(result.candidacy, str(result.score)) for result in stage.results.all()] == [(one, "80.50")]
    assert "No result yet" in body(officer.get(stage.get_absolute_url()))


def test_a_panels_stage_offers_no_results_by_hand_and_the_overview_names_the_missing_panel(world, client_for):
    selection = SelectionFactory(closed=True, position__unit=world.village, kind="jpt_pratama")
    stage = SelectionStageFactory(selection=selection)
    CandidacyFactory(selection=selection)
    officer, address = client_for("hr_officer"), reverse("careers:stage-results", args=[selection.pk, stage.pk])

    assert address not in body(officer.get(stage.get_absolute_url()))
    assert "come from the panel" in body(officer.get(address, follow=True))
    assert "No panel is appointed yet" in body(officer.get(selection.get_absolute_url()))


def test_answering_an_objection(world, client_for):
    objection = StageObjectionFactory(stage__selection__position__unit=world.village)
    StageResultFactory(stage=objection.stage, candidacy=objection.candidacy, score=60)
    officer, address = client_for("hr_officer"), reverse("careers:objection-answer", args=[objection.pk])

    text = body(officer.post(address, {"upheld": "no", "answer": "Sudah benar.", "score": "70"}))
    assert "changes no result" in text
    post_shown(officer, address, {"upheld": "yes", "answer": "Anda benar.", "score": "70"})
    objection.refresh_from_db()
    assert (objection.state, objection.draft["score"]) == ("open", "70.00")
    sign = reverse("careers:objection-sign", args=[objection.pk])
    head = client_for("head_of_agency")
    page = body(head.get(sign))
    assert "60.00 → 70.00" in page
    assert objection.candidacy.employee.full_name not in page
    assert sign not in body(officer.get(objection.get_absolute_url()))
    post_shown(head, sign)

    objection.refresh_from_db()
    assert (objection.state, objection.before["score"], objection.after["score"]) == ("upheld", "60.00", "70.00")
    assert "60.00" in body(officer.get(objection.get_absolute_url()))
