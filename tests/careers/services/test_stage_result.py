"""Results of a stage are stored until it is published."""

from decimal import Decimal

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from careers import proof_log
from careers.enums import CandidacyState
from careers.models import StageResult
from careers.services.stage_result import commitment, put_result
from tests.factories.employees import UserFactory
from tests.factories.selections import CandidacyFactory, SelectionStageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def proofs(monkeypatch):
    """What record_proof was told."""
    told = []
    monkeypatch.setattr(
        proof_log, "_writers", [lambda selection, kind, data, *, by: told.append((selection, kind, data, by))]
    )
    return told


def put(stage, candidacy, score="80", passed=None, by=None):
    return put_result(
        stage=stage,
        candidacy=candidacy,
        score=None if score is None else Decimal(score),
        passed=passed,
        detail={"se": "2.5"},
        by=by or UserFactory(),
    )


def test_a_result_is_stored_and_goes_into_the_proof_as_a_commitment(proofs):
    stage = SelectionStageFactory(pass_mark=Decimal(70))
    candidacy = CandidacyFactory(selection=stage.selection)
    officer = UserFactory()

    result = put(stage, candidacy, by=officer)

    assert (result.score, result.passed, result.detail) == (Decimal("80"), True, {"se": "2.5"})
    assert proofs == [
        (
            stage.selection,
            "result",
            {"stage": stage.order, "pseudonym": candidacy.pseudonym, "commitment": commitment(result)},
            officer,
        )
    ]
    event = Event.objects.get(kind="careers.result_put")
    assert event.data == {"stage": stage.title, "pseudonym": candidacy.pseudonym}


def test_a_second_result_replaces_the_first_with_a_new_salt():
    stage = SelectionStageFactory()
    candidacy = CandidacyFactory(selection=stage.selection)
    first = put(stage, candidacy)

    second = put(stage, candidacy, score="81.5")

    assert StageResult.objects.get() == second
    assert (second.pk, second.score) == (first.pk, Decimal("81.5"))
    assert second.salt != first.salt


def test_a_published_stage_refuses():
    stage = SelectionStageFactory(published=True)
    candidacy = CandidacyFactory(selection=stage.selection)

    with pytest.raises(DomainError, match="published"):
        put(stage, candidacy)

    assert not StageResult.objects.exists()


def test_a_stranger_to_the_selection_is_refused():
    with pytest.raises(DomainError, match="another selection"):
        put(SelectionStageFactory(), CandidacyFactory())


def test_who_was_not_admitted_is_refused():
    stage = SelectionStageFactory()
    candidacy = CandidacyFactory(selection=stage.selection, state=CandidacyState.WITHDRAWN)

    with pytest.raises(DomainError, match="withdrawn"):
        put(stage, candidacy)


@pytest.mark.parametrize("score", ["-0.01", "100.01"])
def test_a_score_out_of_range_is_refused(score):
    stage = SelectionStageFactory()

    with pytest.raises(DomainError):
        put(stage, CandidacyFactory(selection=stage.selection), score=score)
