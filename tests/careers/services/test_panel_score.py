"""Blind scoring, discussions, the result of a stage."""

import datetime
import hashlib
import threading
import time
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.domain.proof import canonical
from careers.enums import ScoringState, StageKind
from careers.models import (
    ConflictDeclaration,
    PanelMember,
    PanelMinutes,
    PanelScore,
    PanelScoreChange,
    PlanAmendment,
    ProofEvent,
    Rubric,
    Selection,
    SelectionStage,
    StageResult,
)
from careers.panel_board import ScoringBoard
from careers.proof_log import record_proof
from careers.selection_pages import changes_of
from careers.selection_plan import plan_of
from careers.services import panel, panel_score
from careers.services.panel_minutes import sign_minutes
from careers.services.panel_score import (
    Criterion,
    close_discussion,
    finish_scoring,
    give_score,
    open_discussion,
    open_scoring,
    score_commitment,
    set_rubric,
)
from careers.services.plan_amendment import sign_amendment
from careers.services.selection_decision import propose_names
from careers.services.stage_publication import publish_stage
from careers.services.stage_result import put_result
from employees.dates import today
from tests.factories.employees import UserFactory
from tests.factories.panels import ANCHORS, PanelMemberFactory, RubricFactory, make_panel, make_scoring
from tests.factories.selections import (
    CandidacyFactory,
    SelectionStageFactory,
    StageObjectionFactory,
    StageResultFactory,
)

pytestmark = pytest.mark.django_db


def give(rubric, member, candidacy, first=4, second=3, **fields):
    return give_score(
        rubric=rubric,
        member=member,
        candidacy=candidacy,
        levels={1: first, 2: second},
        note="",
        by=member.user,
        **fields,
    )


def give_all(rubric, members, candidacies, level=4):
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy, level, level)


# --- Rubric and opening -----------------------------------------------------------------------------------------------


def write(stage, *weights, anchors=ANCHORS):
    criteria = [Criterion(f"Kriteria {weight}", Decimal(weight), anchors) for weight in weights]
    return set_rubric(stage=stage, is_blind=True, instructions="", criteria=criteria, by=UserFactory())


def test_a_rubric_is_written_and_written_anew():
    stage = SelectionStageFactory(kind=StageKind.PAPER)

    write(stage, "50", "50")
    rubric = write(stage, "70", "20", "10")

    assert [(row.order, row.weight) for row in rubric.criteria.all()] == [(1, 70), (2, 20), (3, 10)]
    hashes = [event.payload["sha256"] for event in ProofEvent.objects.filter(kind="rubric_set")]
    assert len(set(hashes)) == 2


def test_after_the_announcement_a_rubric_is_an_amendment_with_two_signatures():
    stage = SelectionStageFactory(kind=StageKind.PAPER)
    write(stage, "100")
    selection = stage.selection
    selection.plan = plan_of(selection)
    selection.save()
    assert [row["weight"] for row in selection.plan["stages"][0]["rubric"]["criteria"]] == ["100.00"]

    with pytest.raises(DomainError, match="Say why"):
        write(stage, "50", "50")
    rewritten = [Criterion(f"Kriteria {weight}", Decimal(weight), ANCHORS) for weight in ("70", "30")]
    set_rubric(stage=stage, is_blind=True, instructions="", criteria=rewritten, reason="Usul panitia", by=UserFactory())
    assert stage.rubric.criteria.count() == 1
    amendment = PlanAmendment.objects.get()
    assert [what for what, _before, _after in changes_of(amendment)] == [f"{stage.title}: Rubric"]
    sign_amendment(amendment=amendment, by=UserFactory())

    assert [row.weight for row in Rubric.objects.get().criteria.all()] == [70, 30]
    assert Selection.objects.get().plan["stages"][0]["rubric"]["criteria"][1]["weight"] == "30.00"


def test_a_rubric_stays_once_its_stage_is_over():
    for over in ({"ends_on": today() - datetime.timedelta(days=1)}, {"published_at": timezone.now()}):
        with pytest.raises(DomainError, match="is over"):
            write(SelectionStageFactory(kind=StageKind.PAPER, **over), "100")


def test_scoring_does_not_open_by_a_rubric_that_is_not_the_published_one():
    rubric, members, _candidacies = make_scoring(opened=False)
    selection = rubric.stage.selection
    Selection.objects.filter(pk=selection.pk).update(plan=plan_of(selection))
    rubric.criteria.filter(order=1).update(title="Lain")

    with pytest.raises(DomainError, match="differs from the published plan"):
        open_scoring(rubric=rubric, by=members[0].user)


@pytest.mark.parametrize(
    ("kind", "weights", "anchors", "said"),
    [
        (StageKind.PAPER, ["50", "40"], ANCHORS, "add up to 100"),
        (StageKind.PAPER, [], ANCHORS, "add up to 100"),
        (StageKind.PAPER, ["100"], ANCHORS[:4], "five levels"),
        (StageKind.PAPER, ["100"], [*ANCHORS[:4], " "], "five levels"),
        (StageKind.EXAM, ["100"], ANCHORS, "doesn't score"),
    ],
)
def test_a_wrong_rubric_is_refused(kind, weights, anchors, said):
    with pytest.raises(DomainError, match=said):
        write(SelectionStageFactory(kind=kind), *weights, anchors=anchors)

    assert Rubric.objects.count() == 0


def test_an_open_rubric_is_fixed():
    rubric, _members, _candidacies = make_scoring()

    with pytest.raises(DomainError, match="no longer changes"):
        write(rubric.stage, "100")


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


# --- Scoring ----------------------------------------------------------------------------------------------------------


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


# --- The end ----------------------------------------------------------------------------------------------------------


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


def test_the_database_fixes_scores_of_a_finished_stage():
    rubric, members, candidacies = make_scoring(size=3, candidates=1)
    give_all(rubric, members, candidacies)
    PanelScore.objects.update(note="Boleh")
    finish_scoring(rubric=rubric, by=members[0].user)

    for verb in (lambda: PanelScore.objects.update(score=Decimal(100)), lambda: PanelScore.objects.all().delete()):
        with pytest.raises(DatabaseError, match="are fixed"), transaction.atomic():
            verb()


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
