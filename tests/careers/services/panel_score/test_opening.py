"""What opens a scoring, and for whom."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import ScoringState, StageKind
from careers.models import PanelMember, Rubric, SelectionStage, StageResult
from careers.panel_board import ScoringBoard
from careers.selection_plan import plan_of
from careers.services.panel_score import finish_scoring, open_scoring
from careers.services.selection_decision import propose_names
from careers.services.stage_publication import publish_stage
from careers.services.stage_result import put_result
from tests.careers.services.panel_score.conftest import give_all
from tests.factories.employees import UserFactory
from tests.factories.panels import RubricFactory, make_panel, make_scoring
from tests.factories.selections import (
    CandidacyFactory,
    SelectionStageFactory,
    StageObjectionFactory,
    StageResultFactory,
)

pytestmark = pytest.mark.django_db


def test_opening_tells_the_members():
    rubric, members, _candidacies = make_scoring()

    assert rubric.state == ScoringState.OPEN
    assert Notification.objects.filter(url=rubric.get_absolute_url()).count() == len(members)
    with pytest.raises(DomainError, match="opened already"):
        open_scoring(rubric=rubric, by=members[0].user)


def test_without_panel_or_candidates_nothing_opens():
    rubric = RubricFactory()
    with pytest.raises(DomainError, match="Appoint the panel"):
        open_scoring(rubric=rubric, by=UserFactory())
    make_panel(rubric.stage.selection)

    with pytest.raises(DomainError, match="no candidates"):
        open_scoring(rubric=Rubric.objects.get(), by=UserFactory())


def test_who_failed_before_is_not_scored():
    rubric, _members, candidacies = make_scoring(opened=False)
    before = SelectionStageFactory(selection=rubric.stage.selection, order=0, published=True)
    StageResultFactory(stage=before, candidacy=candidacies[0], passed=False)

    assert [row.candidacy for row in ScoringBoard(rubric).rows] == [candidacies[1]]


@pytest.mark.parametrize(
    ("kind", "selection_kind", "panel", "said"),
    [
        (StageKind.EXAM, "administrator", False, "come from the exam"),
        (StageKind.INTERVIEW, "jpt_pratama", False, "come from the panel"),
        (StageKind.PAPER, "administrator", True, "come from the panel"),
        (StageKind.ASSESSMENT, "jpt_pratama", True, ""),
        (StageKind.INTERVIEW, "administrator", False, ""),
    ],
)
def test_results_by_hand_only_where_neither_panel_nor_exam_gives_them(kind, selection_kind, panel, said):
    stage = SelectionStageFactory(kind=kind, selection__kind=selection_kind)
    candidacy = CandidacyFactory(selection=stage.selection)
    if panel:
        make_panel(stage.selection)
    values = {"stage": stage, "candidacy": candidacy, "score": Decimal(80), "passed": None, "detail": {}}

    if not said:
        assert put_result(**values, by=UserFactory()).score == 80
        return
    with pytest.raises(DomainError, match=said):
        put_result(**values, by=UserFactory())
    assert not StageResult.objects.exists()


def test_a_rubric_shuts_out_results_by_hand_also_after_the_scoring():
    rubric, members, candidacies = make_scoring(size=5, kind=StageKind.TRACK_RECORD)
    give_all(rubric, members, candidacies)
    finish_scoring(rubric=rubric, by=members[0].user)

    with pytest.raises(DomainError, match="come from the panel"):
        put_result(
            stage=rubric.stage, candidacy=candidacies[0], score=Decimal(99), passed=None, detail={}, by=UserFactory()
        )


def test_a_leadership_post_waits_for_a_panel_by_the_rule():
    stage = SelectionStageFactory(kind=StageKind.TRACK_RECORD, selection__kind="jpt_pratama")
    selection = stage.selection
    StageResultFactory(stage=stage)
    selection.plan = plan_of(selection)
    selection.save()
    with pytest.raises(DomainError, match="No panel is appointed yet"):
        publish_stage(stage=stage, by=UserFactory())
    SelectionStage.objects.filter(pk=stage.pk).update(published_at=timezone.now() - datetime.timedelta(days=9))
    with pytest.raises(DomainError, match="No panel is appointed yet"):
        propose_names(selection=selection, by=UserFactory())
    members = make_panel(selection, size=7)
    PanelMember.objects.filter(pk__in=[member.pk for member in members[:4]]).update(is_internal=True)
    with pytest.raises(DomainError, match="At most 45% of the members may be internal"):
        propose_names(selection=selection, by=UserFactory())
    PanelMember.objects.filter(pk=members[3].pk).update(is_internal=False)

    assert propose_names(selection=selection, by=UserFactory())


def test_scoring_opens_when_the_stage_before_is_published_and_its_objections_are_answered():
    rubric, members, _candidacies = make_scoring(opened=False, order=2)
    selection = rubric.stage.selection
    before = SelectionStageFactory(selection=selection, order=1, kind=StageKind.ADMINISTRATIVE, weight=0)
    with pytest.raises(DomainError, match="Publish “Administrative check” first"):
        open_scoring(rubric=rubric, by=members[0].user)
    before.published_at = timezone.now() - datetime.timedelta(days=9)
    before.save()
    objection = StageObjectionFactory(stage=before)
    with pytest.raises(DomainError, match="waits for an answer"):
        open_scoring(rubric=rubric, by=members[0].user)
    objection.delete()

    assert open_scoring(rubric=rubric, by=members[0].user).is_open
