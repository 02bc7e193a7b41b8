"""The end of a scoring: mean, minutes, publication."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from asn_portal.errors import DomainError
from careers.enums import ScoringState
from careers.models import ConflictDeclaration, PanelMinutes, PanelScore, ProofEvent, StageResult
from careers.services.panel_minutes import sign_minutes
from careers.services.panel_score import finish_scoring, open_discussion
from careers.services.stage_publication import publish_stage
from tests.careers.services.panel_score.conftest import give, give_all
from tests.factories.panels import make_scoring

pytestmark = pytest.mark.django_db


def test_the_mean_becomes_the_result_with_its_error():
    rubric, members, candidacies = make_scoring(size=3)
    for member, level in zip(members, (3, 4, 5), strict=True):
        give(rubric, member, candidacies[0], level, level)
        give(rubric, member, candidacies[1], 4, 4)

    finish_scoring(rubric=rubric, by=members[0].user)

    results = {result.candidacy_id: result for result in StageResult.objects.all()}
    assert results[candidacies[0].pk].score == Decimal("80.00")
    # s = 20, s/√3
    assert results[candidacies[0].pk].detail == {"n": 3, "se": "11.55", "source": "panel"}
    assert results[candidacies[1].pk].detail == {"n": 3, "se": "0.00", "source": "panel"}
    rubric.refresh_from_db()
    assert rubric.state == ScoringState.FINISHED
    with pytest.raises(DomainError, match="scoring of this stage is open"):
        give(rubric, members[0], candidacies[0])


def test_conflicts_lower_the_number_not_the_mean():
    rubric, members, candidacies = make_scoring(size=3)
    ConflictDeclaration.objects.filter(member=members[2], candidacy=candidacies[0]).update(
        has_conflict=True, reason="Saudara"
    )
    give_all(rubric, members[:2], candidacies)
    give(rubric, members[2], candidacies[1], 4, 4)

    finish_scoring(rubric=rubric, by=members[0].user)

    assert StageResult.objects.get(candidacy=candidacies[0]).detail["n"] == 2


def test_what_is_missing_or_open_keeps_it_from_ending():
    rubric, members, candidacies = make_scoring(size=3)
    give_all(rubric, members, candidacies[:1])
    with pytest.raises(DomainError, match=f"still missing for: {candidacies[1]}"):
        finish_scoring(rubric=rubric, by=members[0].user)
    give_all(rubric, members, candidacies[1:])
    open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda", by=members[0].user)

    with pytest.raises(DomainError, match="Close the discussion"):
        finish_scoring(rubric=rubric, by=members[0].user)

    assert StageResult.objects.count() == 0


def test_a_candidate_whom_nobody_may_judge_is_named():
    rubric, members, candidacies = make_scoring(size=3)
    ConflictDeclaration.objects.filter(candidacy=candidacies[0]).update(has_conflict=True, reason="Atasan")
    give_all(rubric, members, candidacies[1:])

    with pytest.raises(DomainError, match=f"Nobody on the panel may judge: {candidacies[0]}"):
        finish_scoring(rubric=rubric, by=members[0].user)


def test_minutes_say_everything_and_are_signed_once():
    rubric, members, candidacies = make_scoring(size=3)
    ConflictDeclaration.objects.filter(member=members[2], candidacy=candidacies[0]).update(
        has_conflict=True, reason="Saudara"
    )
    give_all(rubric, members[:2], candidacies)
    give(rubric, members[2], candidacies[1], 4, 4)
    finish_scoring(rubric=rubric, by=members[0].user)
    minutes = PanelMinutes.objects.get()

    said = minutes.snapshot
    assert [member["code"] for member in said["members"]] == ["P1", "P2", "P3"]
    assert said["conflicts"] == [
        {"member": "P3", "candidate": str(candidacies[0]), "reason": "Saudara", "late": None, "dropped": None}
    ]
    assert said["candidates"][0] == {
        "candidate": str(candidacies[0]),
        "scores": {"P1": "80.00", "P2": "80.00"},
        "mean": "80.00",
        "se": "0.00",
    }
    sign_minutes(minutes=minutes, member=members[1], by=members[1].user)
    with pytest.raises(DomainError, match="signed these minutes already"):
        sign_minutes(minutes=minutes, member=members[1], by=members[1].user)
    with pytest.raises(DomainError, match="Only members"):
        sign_minutes(minutes=minutes, member=members[1], by=members[0].user)
    assert ProofEvent.objects.filter(kind="minutes_signed").count() == 1


def test_nothing_is_published_before_chair_and_majority_have_signed():
    rubric, members, candidacies = make_scoring(size=5)
    stage = rubric.stage
    with pytest.raises(DomainError, match="hasn't finished the scoring"):
        publish_stage(stage=stage, by=members[0].user)
    give_all(rubric, members, candidacies)
    minutes = finish_scoring(rubric=rubric, by=members[0].user).minutes
    for number in (1, 2, 3):
        with pytest.raises(DomainError, match="signed by the chair and by more than half"):
            publish_stage(stage=stage, by=members[0].user)
        sign_minutes(minutes=minutes, member=members[number], by=members[number].user)
    sign_minutes(minutes=minutes, member=members[0], by=members[0].user)

    assert publish_stage(stage=stage, by=members[0].user).is_published


def test_the_database_fixes_scores_of_a_finished_stage():
    rubric, members, candidacies = make_scoring(size=3, candidates=1)
    give_all(rubric, members, candidacies)
    PanelScore.objects.update(note="Boleh")
    finish_scoring(rubric=rubric, by=members[0].user)

    for verb in (lambda: PanelScore.objects.update(score=Decimal(100)), lambda: PanelScore.objects.all().delete()):
        with pytest.raises(DatabaseError, match="are fixed"), transaction.atomic():
            verb()
