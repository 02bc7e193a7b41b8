"""Amendments of an announced plan."""

from decimal import Decimal

import pytest

from asn_portal.errors import DomainError
from careers.domain.scoring_plan import plan_hash
from careers.models import PlanAmendment, Selection, StageResult
from careers.selection_ranking import ranking_of
from careers.services.plan_amendment import StageChange, propose_amendment, sign_amendment, withdraw_amendment
from tests.careers.services.selection_run.conftest import person, score, stages_of, through_all, through_the_check

pytestmark = pytest.mark.django_db


def amend(selection, by, weights, reason="Asesor sakit."):
    stages = {
        stage.order: StageChange(weight, stage.pass_mark, stage.starts_on, stage.ends_on)
        for stage, weight in zip(stages_of(selection), weights, strict=True)
    }
    return propose_amendment(selection=selection, stages=stages, proposed=selection.proposed, reason=reason, by=by)


def test_an_amendment_needs_two_people_and_shows_both_rankings(running, officer, head, unit, proofs):
    one, other = through_all(running, officer, [person(unit), person(unit)], [("90", "70"), ("70", "80")])
    old_hash = Selection.objects.get(pk=running.pk).plan_hash
    assert [row.candidacy for row in ranking_of(running).rows] == [one, other]

    amendment = amend(running, officer, [Decimal(0), Decimal(20), Decimal(80)])
    with pytest.raises(DomainError, match="somebody else"):
        sign_amendment(amendment=amendment, by=officer)
    assert Selection.objects.get(pk=running.pk).plan_hash == old_hash
    sign_amendment(amendment=amendment, by=head)

    selection = Selection.objects.get(pk=running.pk)
    assert selection.plan_hash == plan_hash(selection.plan) != old_hash
    assert [stage.weight for stage in stages_of(selection)] == [0, 20, 80]
    ranking = ranking_of(selection, before=amendment.old_plan)
    assert [(row.candidacy, row.standing.place, row.other.place) for row in ranking.rows] == [
        (other, 1, 2),
        (one, 2, 1),
    ]
    assert [kind for kind, _data in proofs][-2:] == ["amendment_proposed", "amendment_signed"]


def test_an_amendment_needs_reason_weights_of_100_and_a_change(running, officer):
    with pytest.raises(DomainError, match="Say why"):
        amend(running, officer, [Decimal(0), Decimal(20), Decimal(80)], reason=" ")
    with pytest.raises(DomainError, match="add up to 90"):
        amend(running, officer, [Decimal(0), Decimal(20), Decimal(70)])
    with pytest.raises(DomainError, match="Nothing is changed"):
        amend(running, officer, [Decimal(0), Decimal(40), Decimal(60)])

    assert not PlanAmendment.objects.exists()


def test_one_amendment_waits_at_a_time_and_can_be_withdrawn(running, officer, head):
    amendment = amend(running, officer, [Decimal(0), Decimal(20), Decimal(80)])
    with pytest.raises(DomainError, match="Another amendment waits"):
        amend(running, officer, [Decimal(0), Decimal(30), Decimal(70)])

    withdraw_amendment(amendment=amendment, by=officer)

    with pytest.raises(DomainError, match="signed or withdrawn"):
        sign_amendment(amendment=amendment, by=head)


def test_a_published_stage_keeps_its_pass_mark(running, officer, unit):
    through_the_check(running, officer, [person(unit)])
    (check, *others) = stages_of(running)
    changes = {check.order: StageChange(Decimal(0), Decimal(50), check.starts_on, check.ends_on)}
    changes |= {each.order: StageChange(each.weight, None, each.starts_on, each.ends_on) for each in others}

    with pytest.raises(DomainError, match="only its weight"):
        propose_amendment(selection=running, stages=changes, proposed=2, reason="x", by=officer)


def test_a_changed_pass_mark_judges_stored_results_anew(running, officer, head, unit):
    (candidacy,) = through_the_check(running, officer, [person(unit)])
    interview = stages_of(running)[2]
    score(interview, candidacy, "65", officer)
    changes = {
        each.order: StageChange(
            each.weight, Decimal(70) if each == interview else each.pass_mark, each.starts_on, each.ends_on
        )
        for each in stages_of(running)
    }

    amendment = propose_amendment(selection=running, stages=changes, proposed=2, reason="Perwal.", by=officer)
    sign_amendment(amendment=amendment, by=head)

    assert StageResult.objects.get(stage=interview).passed is False
