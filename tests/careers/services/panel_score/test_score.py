"""Scores: given, kept, changed by a discussion."""

import threading
import time
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from asn_portal.errors import DomainError
from careers.models import ConflictDeclaration, PanelScore, PanelScoreChange, ProofEvent
from careers.panel_board import ScoringBoard
from careers.services import panel, panel_score
from careers.services.panel_score import close_discussion, give_score, open_discussion, score_commitment
from tests.careers.services.panel_score.conftest import give, give_all
from tests.factories.employees import UserFactory
from tests.factories.panels import PanelMemberFactory, make_panel, make_scoring
from tests.factories.selections import CandidacyFactory

pytestmark = pytest.mark.django_db


def test_a_score_is_committed_to_without_being_told():
    rubric, members, candidacies = make_scoring()

    score = give(rubric, members[0], candidacies[0], 4, 3)

    # 60 % × 80 + 40 % × 60
    assert score.score == Decimal("72.00")
    assert ProofEvent.objects.get(kind="panel_score").payload == {
        "stage": rubric.stage.order,
        "member": "P1",
        "commitment": score_commitment(score),
    }


def test_ones_own_score_may_change_until_all_have_scored():
    rubric, members, candidacies = make_scoring(size=3)
    give(rubric, members[0], candidacies[0], 2, 2)
    changed = give(rubric, members[0], candidacies[0], 5, 5)
    give(rubric, members[1], candidacies[0])
    give(rubric, members[2], candidacies[0])

    with pytest.raises(DomainError, match="none changes any more"):
        give(rubric, members[0], candidacies[0], 1, 1)

    changed.refresh_from_db()
    assert changed.score == Decimal("100.00")
    assert PanelScoreChange.objects.count() == 0


def test_who_may_not_score():
    rubric, members, candidacies = make_scoring(size=5)
    ConflictDeclaration.objects.filter(member=members[1], candidacy=candidacies[0]).update(
        has_conflict=True, reason="Saudara"
    )
    undeclared = PanelMemberFactory(selection=rubric.stage.selection)
    stranger = make_panel(CandidacyFactory().selection)[0]
    type(members[2]).objects.filter(pk=members[2].pk).update(left_at="2026-11-02T00:00:00Z", left_reason="Sakit")

    for member in (members[1], undeclared, stranger, members[2]):
        with pytest.raises(DomainError, match="do not judge"):
            give(rubric, member, candidacies[0])
    give(rubric, members[1], candidacies[1])

    assert PanelScore.objects.count() == 1


@pytest.mark.parametrize("levels", [{}, {1: 4}, {1: 4, 2: 6}])
def test_every_criterion_needs_a_level(levels):
    rubric, members, candidacies = make_scoring()

    with pytest.raises(DomainError, match="level for every criterion"):
        give_score(
            rubric=rubric, member=members[0], candidacy=candidacies[0], levels=levels, note="", by=members[0].user
        )


def test_a_discussion_lets_scores_change_with_a_reason():
    rubric, members, candidacies = make_scoring(size=3)
    give_all(rubric, members, candidacies[:1])
    with pytest.raises(DomainError, match="Say why the candidate"):
        open_discussion(rubric=rubric, candidacy=candidacies[0], reason=" ", by=members[0].user)
    discussion = open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda jauh", by=members[0].user)

    with pytest.raises(DomainError, match="stands in the minutes"):
        give(rubric, members[1], candidacies[0], 2, 2)
    give(rubric, members[1], candidacies[0], 2, 2, reason="Salah dengar")
    close_discussion(discussion=discussion, by=members[0].user)

    change = PanelScoreChange.objects.get()
    assert (change.old_score, change.new_score, change.reason) == (Decimal(80), Decimal(40), "Salah dengar")
    with pytest.raises(DomainError, match="none changes any more"):
        give(rubric, members[1], candidacies[0], 5, 5, reason="Lagi")
    with pytest.raises(DomainError, match="closed already"):
        close_discussion(discussion=discussion, by=members[0].user)


def test_nothing_is_discussed_before_all_have_scored():
    rubric, members, candidacies = make_scoring()
    give(rubric, members[0], candidacies[0])

    with pytest.raises(DomainError, match="when all scores are given"):
        open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda", by=members[0].user)


def test_the_chain_names_nobody():
    rubric, members, candidacies = make_scoring(size=3)
    give_all(rubric, members, candidacies)
    open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Tentang Siti", by=members[0].user)
    written = " ".join(str(event.payload) for event in ProofEvent.objects.all())

    names = [candidacy.employee.name for candidacy in candidacies] + [member.user.name for member in members]
    assert [name for name in [*names, "Siti"] if name in written] == []


def test_severities_are_told_by_member():
    rubric, members, candidacies = make_scoring(candidates=3, size=3)
    for candidacy in candidacies:
        give(rubric, members[0], candidacy, 3, 3)
        give(rubric, members[1], candidacy, 4, 4)
        give(rubric, members[2], candidacy, 5, 5)

    found = {member.code: severity.effect for member, severity in ScoringBoard(rubric).severities()}

    assert found == {"P1": Decimal("-20.00"), "P2": Decimal("0.00"), "P3": Decimal("20.00")}


def test_a_score_stands_once_and_in_range():
    rubric, members, candidacies = make_scoring()
    give(rubric, members[0], candidacies[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        PanelScore.objects.create(
            rubric=rubric, member=members[0], candidacy=candidacies[0], levels={}, score=Decimal(10)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelScore.objects.update(score=Decimal("100.01"))


@pytest.mark.django_db(transaction=True)
def test_the_last_score_and_a_change_come_one_after_the_other():
    """Either the change came before the last score, or it was refused: never after the scores were shown."""
    rubric, members, candidacies = make_scoring(candidates=1, size=2)
    give(rubric, members[0], candidacies[0], 2, 2)
    gate, errors = threading.Barrier(2), []

    def run(call):
        try:
            gate.wait(timeout=30)
            call()
        except DomainError as error:
            errors.append(str(error))
        finally:
            connection.close()

    calls = (
        lambda: give(rubric, members[0], candidacies[0], 5, 5),
        lambda: give(rubric, members[1], candidacies[0], 4, 4),
    )
    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    kinds = list(ProofEvent.objects.filter(kind__startswith="panel_score").values_list("kind", flat=True))
    assert kinds in (
        ["panel_score", "panel_score_changed", "panel_score"],
        ["panel_score", "panel_score"],
    )
    assert len(errors) == (0 if len(kinds) == 3 else 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["remove", "add"])
def test_scoring_and_a_change_of_the_panel_do_not_wait_for_each_other(act, monkeypatch):
    """Both write into the chain of the selection; each began with another lock."""
    rubric, members, candidacies = make_scoring(candidates=1, size=4)
    reached, errors = threading.Event(), []
    slow = panel_score if act == "remove" else panel
    write = slow._proof

    def slowly(*args, **kwargs):
        reached.set()
        time.sleep(0.5)
        return write(*args, **kwargs)

    monkeypatch.setattr(slow, "_proof", slowly)

    def score():
        give(rubric, members[0], candidacies[0])

    def change():
        if act == "remove":
            panel.remove_member(member=members[3], reason="Pindah", by=members[0].user)
        else:
            panel.add_member(
                selection=rubric.stage.selection,
                user=UserFactory(),
                institution="USU",
                is_internal=False,
                is_chair=False,
                by=members[0].user,
            )

    def run(call, waits):
        try:
            if waits:
                reached.wait(timeout=30)
            call()
        except DatabaseError as error:
            errors.append(error)
        except DomainError:
            # The panel rests once its members changed.
            pass
        finally:
            connection.close()

    first, second = (score, change) if slow is panel_score else (change, score)
    threads = [threading.Thread(target=run, args=row) for row in ((first, False), (second, True))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert errors == []
