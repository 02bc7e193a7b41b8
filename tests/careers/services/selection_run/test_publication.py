"""Publishing a stage: what waits, what is told, what stays undone."""

import pytest
from django.db import transaction

from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers import proof_log
from careers.enums import CandidacyState, StageKind
from careers.models import Selection, SelectionStage, StageResult
from careers.selection_ranking import ranking_of
from careers.services.candidacy import admit_candidate
from careers.services.stage_publication import publish_stage
from tests.careers.services.selection_run.conftest import (
    at_once,
    close_windows,
    person,
    score,
    stages_of,
    through_the_check,
)
from tests.factories.selections import CandidacyFactory

pytestmark = pytest.mark.django_db


def test_scores_go_public_only_where_it_was_announced(running, officer, unit, proofs):
    (candidacy,) = through_the_check(running, officer, [person(unit)])
    score(stages_of(running)[1], candidacy, "80", officer)
    publish_stage(stage=stages_of(running)[1], by=officer)
    assert "score" not in proofs[-1][1]["results"][0]

    Selection.objects.filter(pk=running.pk).update(scores_public=True)
    close_windows(running)
    score(stages_of(running)[2], candidacy, "70", officer)
    publish_stage(stage=stages_of(running)[2], by=officer)

    row = proofs[-1][1]["results"][0]
    result = StageResult.objects.get(stage=stages_of(running)[2])
    assert (row["score"], row["salt"]) == ("70.00", result.salt)


def test_a_stage_waits_for_the_one_before_and_its_window(running, officer, unit):
    candidacy = CandidacyFactory(selection=running, employee=person(unit), state=CandidacyState.SUBMITTED)
    admit_candidate(candidacy=candidacy, by=officer)
    check, assessment, _interview = stages_of(running)
    score(assessment, candidacy, "80", officer)

    with pytest.raises(DomainError, match="Publish “Administrative check” first"):
        publish_stage(stage=assessment, by=officer)
    publish_stage(stage=check, by=officer)
    with pytest.raises(DomainError, match="can object"):
        publish_stage(stage=assessment, by=officer)
    close_windows(running)

    publish_stage(stage=assessment, by=officer)


def test_who_failed_gets_no_result_in_the_next_stage_and_no_rank(running, officer, unit):
    SelectionStage.objects.filter(selection=running, kind=StageKind.ASSESSMENT).update(pass_mark=75)
    strong, weak = through_the_check(running, officer, [person(unit), person(unit)])
    _check, assessment, interview = stages_of(running)
    score(assessment, strong, "75", officer)
    score(assessment, weak, "74.99", officer)
    publish_stage(stage=assessment, by=officer)
    close_windows(running)

    with pytest.raises(DomainError, match="did not pass"):
        score(interview, weak, "90", officer)
    score(interview, strong, "60", officer)
    publish_stage(stage=interview, by=officer)

    assert [row.candidacy for row in ranking_of(running).rows] == [strong]


@pytest.mark.django_db(transaction=True)
def test_a_result_that_comes_while_publishing_is_published_or_refused(running, officer, unit):
    (candidacy,) = through_the_check(running, officer, [person(unit)])
    assessment = stages_of(running)[1]
    score(assessment, candidacy, "70", officer)

    published, stored = at_once(
        lambda: publish_stage(stage=assessment, by=officer),
        lambda: score(assessment, candidacy, "90", officer),
    )

    assert isinstance(published, SelectionStage)
    result = StageResult.objects.get(stage=assessment)
    assert result.score == (70 if isinstance(stored, DomainError) else 90)
    assert result.recorded_at <= published.published_at or isinstance(stored, DomainError)


def test_a_failed_publication_leaves_no_trace(running, officer, unit, monkeypatch):
    candidacy = CandidacyFactory(selection=running, employee=person(unit), state=CandidacyState.SUBMITTED)
    admit_candidate(candidacy=candidacy, by=officer)

    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(proof_log, "_writers", [fail])
    with pytest.raises(RuntimeError), transaction.atomic():
        publish_stage(stage=stages_of(running)[0], by=officer)

    assert stages_of(running)[0].published_at is None
    assert not Notification.objects.filter(kind="careers.candidacy").exists()
