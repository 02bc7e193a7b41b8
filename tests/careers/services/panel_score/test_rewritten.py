"""Scores and conflicts are compared with the chain when a scoring ends."""

import hashlib

import pytest
from django.utils import timezone

from asn_portal.errors import DomainError
from careers.domain.proof import canonical
from careers.models import ConflictDeclaration, PanelMember, PanelScore, StageResult
from careers.proof_log import record_proof
from careers.services import panel_score
from careers.services.panel_score import close_discussion, finish_scoring, open_discussion
from tests.careers.services.panel_score.conftest import give, give_all
from tests.factories.panels import make_scoring

pytestmark = pytest.mark.django_db


def _score_in_discussion(rubric, members, candidacies):
    discussion = open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda", by=members[0].user)
    PanelScore.objects.filter(member=members[1], candidacy=candidacies[0]).update(score=100, levels={"1": 5, "2": 5})
    close_discussion(discussion=discussion, by=members[0].user)


def _score_before_the_discussion_again(rubric, members, candidacies):
    was = PanelScore.objects.filter(member=members[1], candidacy=candidacies[0])
    columns = was.values("score", "levels", "salt").get()
    discussion = open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda", by=members[0].user)
    give(rubric, members[1], candidacies[0], 1, 1, reason="Salah dengar")
    was.update(**columns)
    close_discussion(discussion=discussion, by=members[0].user)


def _score_left_out(_rubric, members, candidacies):
    PanelScore.objects.filter(member=members[1], candidacy=candidacies[0]).delete()
    PanelMember.objects.filter(pk=members[1].pk).update(left_at=timezone.now(), left_reason="x")


def _conflict(rubric, members, candidacies):
    told = {"member": members[1].code, "conflicts": 0, "candidates": 2}
    record_proof(rubric.stage.selection, "conflicts_declared", told, by=None)
    ConflictDeclaration.objects.filter(member=members[1], candidacy=candidacies[0]).update(
        has_conflict=True, reason="Saudara"
    )


@pytest.mark.parametrize(
    "change", [_score_in_discussion, _score_before_the_discussion_again, _score_left_out, _conflict]
)
def test_scores_changed_in_the_table_keep_it_from_ending(change):
    rubric, members, candidacies = make_scoring(size=3)
    give_all(rubric, members, candidacies)
    change(rubric, members, candidacies)

    with pytest.raises(DomainError, match=f"conflicts of these members differ from.*: {members[1].code}. Tell"):
        finish_scoring(rubric=rubric, by=members[0].user)


@pytest.mark.parametrize("is_oldest", [True, False])
def test_a_scoring_whose_changes_did_not_tell_what_they_replace_ends(monkeypatch, is_oldest):
    def as_before(kind, rubric, by, **data):
        data.pop("replaces", None)
        if is_oldest and kind.startswith("panel_score"):
            score = PanelScore.objects.select_related("candidacy").order_by("changed_at").last()
            data["pseudonym"] = score.candidacy.pseudonym
            content = {"levels": score.levels, "salt": score.salt, "score": f"{score.score:.2f}"}
            data["commitment"] = hashlib.sha256(canonical(content)).hexdigest()
        record_proof(rubric.stage.selection, kind, {"stage": rubric.stage.order, **data}, by=by)

    monkeypatch.setattr(panel_score, "_proof", as_before)
    rubric, members, candidacies = make_scoring(size=3)
    give_all(rubric, members, candidacies)
    discussion = open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda", by=members[0].user)
    give(rubric, members[1], candidacies[0], 2, 2, reason="Salah dengar")
    close_discussion(discussion=discussion, by=members[0].user)

    finish_scoring(rubric=rubric, by=members[0].user)

    assert StageResult.objects.count() == 2
