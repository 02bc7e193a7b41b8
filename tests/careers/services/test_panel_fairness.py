"""A panel that judges nobody of its own, is composed by a decree, and takes back nothing that it has shown."""

import datetime
import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers import proof_verifier
from careers.domain.scoring_plan import plan_hash
from careers.enums import CandidacyState, PanelState, SelectionKind, SelectionState, StageKind
from careers.models import (
    Candidacy,
    ConflictDeclaration,
    PanelMember,
    PanelMinutes,
    PanelScore,
    PanelScoreChange,
    ProofEvent,
    Selection,
    SelectionPanel,
    StageResult,
)
from careers.panel_board import ScoringBoard
from careers.proof_log import record_proof
from careers.reports.panel_minutes import said_to
from careers.reports.proof_bundle import bundle_files, last_checkpoint
from careers.selection_plan import plan_of
from careers.services.candidacy import submit_application, write_application
from careers.services.panel import add_member, appoint_panel, declare_late_conflict, remove_member
from careers.services.panel_score import close_discussion, finish_scoring, give_score, open_discussion, score_commitment
from careers.services.plan_amendment import StageChange, propose_amendment, sign_amendment
from careers.services.selection_decision import decide_selection
from careers.services.stage_publication import publish_stage
from careers.services.stage_result import put_result
from tests.factories.employees import RoleGrantFactory, UserFactory, make_employee_user, make_officer
from tests.factories.panels import PanelMemberFactory, SelectionPanelFactory, declare_none, make_scoring
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionStageFactory, StageObjectionFactory
from tests.shown import post_shown

pytestmark = pytest.mark.django_db


# --- Members and candidates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [{}, {"left_at": "2026-11-02T00:00:00Z", "left_reason": "Sakit"}])
def test_who_sits_or_sat_on_the_panel_does_not_apply(left):
    selection = SelectionFactory(announced=True)
    member = make_employee_user(selection.unit)
    PanelMemberFactory(selection=selection, user=member, **left)

    with pytest.raises(DomainError, match="on the panel of this selection, so you can't compete"):
        write_application(selection=selection, employee=member.employee, statement="", files=[], by=member)

    assert Candidacy.objects.count() == 0


def test_a_draft_of_a_member_is_not_sent():
    selection = SelectionFactory(announced=True)
    member = make_employee_user(selection.unit)
    draft = CandidacyFactory(selection=selection, employee=member.employee, state=CandidacyState.DRAFT)
    other = SelectionFactory(announced=True)
    seat = PanelMemberFactory(selection=other, user=member)
    # As one that came about before the database refused it.
    PanelMember.objects.filter(pk=seat.pk).update(selection=selection)

    with pytest.raises(DomainError, match="can't compete"):
        submit_application(candidacy=draft, by=member)


def test_a_member_who_competes_has_no_seat():
    selection = SelectionFactory(closed=True)
    user = make_employee_user(selection.unit)
    SelectionPanelFactory(selection=selection)
    CandidacyFactory(selection=selection, employee=user.employee, state=CandidacyState.WITHDRAWN)
    other = SelectionFactory(closed=True)
    seat = PanelMemberFactory(selection=other, user=user, is_chair=True)
    PanelMember.objects.filter(pk=seat.pk).update(selection=selection)

    assert list(PanelMember.objects.seated(user)) == []
    assert [user.has_perm(name, selection) for name in ("careers.judge", "careers.chair", "careers.view_scoring")] == [
        False,
        False,
        False,
    ]


def test_the_database_keeps_members_and_candidates_apart():
    selection = SelectionFactory(closed=True)
    member, candidate = make_employee_user(selection.unit), make_employee_user(selection.unit)
    PanelMemberFactory(selection=selection, user=member)
    CandidacyFactory(selection=selection, employee=candidate.employee)

    for fault in (
        lambda: CandidacyFactory(selection=selection, employee=member.employee),
        lambda: PanelMemberFactory(selection=selection, user=candidate),
    ):
        with pytest.raises(DatabaseError, match="panel"), transaction.atomic():
            fault()


# --- Changes after the decree -----------------------------------------------------------------------------------------


@pytest.fixture
def judged():
    """A panel of five for a high leadership post, two of them internal, that has begun to score."""
    rubric, members, candidacies = make_scoring(size=5)
    selection = rubric.stage.selection
    Selection.objects.filter(pk=selection.pk).update(kind=SelectionKind.JPT_PRATAMA)
    PanelMember.objects.filter(pk__in=[member.pk for member in members[:2]]).update(is_internal=True)
    return rubric, members, candidacies, make_officer(Role.HR_OFFICER, selection.unit)


def give(rubric, member, candidacy, level=3, **fields):
    levels = {1: level, 2: level}
    return give_score(
        rubric=rubric, member=member, candidacy=candidacy, levels=levels, note="", by=member.user, **fields
    )


def appoint(selection, officer, number="800/99/2026", reason=""):
    return appoint_panel(
        selection=selection,
        decree_number=number,
        decree_date=datetime.date(2026, 11, 20),
        deviation_reason=reason,
        by=officer,
    )


def add(selection, officer, *, internal=False, chair=False, user=None):
    return add_member(
        selection=selection,
        user=user or UserFactory(),
        institution="USU",
        is_internal=internal,
        is_chair=chair,
        by=officer,
    )


def test_a_changed_panel_rests_until_a_decree_appoints_it_by_the_rule(judged):
    rubric, members, candidacies, officer = judged
    selection = rubric.stage.selection

    add(selection, officer, internal=True)

    assert SelectionPanel.objects.get().state == PanelState.RESTING
    assert Notification.objects.filter(user=members[4].user, title__contains="menunggu").count() == 1
    assert list(PanelMember.objects.seated(members[1].user)) == []
    with pytest.raises(DomainError, match="Appoint it anew"):
        give(rubric, members[1], candidacies[0])
    # EX-6.10, EX-6.9
    with pytest.raises(DomainError, match="must be odd"):
        appoint(selection, officer, reason="Tetap")
    last = add(selection, officer, internal=True)
    with pytest.raises(DomainError, match="may be internal"):
        appoint(selection, officer, reason="Tetap")
    remove_member(member=last, reason="Salah orang", by=officer)
    add(selection, officer)
    with pytest.raises(DomainError, match="Enter the decree that appoints it as it is now"):
        appoint(selection, officer, number=" 800/12/2026 ")

    assert appoint(selection, officer).state == PanelState.APPOINTED
    give(rubric, members[1], candidacies[0])


def test_a_panel_without_its_chair_rests_and_ends_nothing(judged):
    rubric, members, candidacies, officer = judged
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy)

    remove_member(member=members[0], reason="Sakit", by=officer)

    with pytest.raises(DomainError, match="Appoint it anew"):
        finish_scoring(rubric=rubric, by=members[1].user)
    with pytest.raises(DomainError, match="Appoint it anew"):
        open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda", by=members[1].user)
    add(rubric.stage.selection, officer)
    with pytest.raises(DomainError, match="chair"):
        appoint(rubric.stage.selection, officer)
    # Who left while the panel rests stays in the record too.
    remove_member(member=members[1], reason="Pindah", by=officer)
    assert PanelMember.objects.filter(left_at__isnull=False).count() == 2


# --- Conflicts beside the panel ---------------------------------------------------------------------------------------


def conflict_of(user, candidacy):
    seat = PanelMemberFactory(selection=candidacy.selection, user=user)
    return ConflictDeclaration.objects.create(member=seat, candidacy=candidacy, has_conflict=True, reason="Keponakan")


def test_who_declared_a_conflict_with_a_proposed_name_does_not_decide(client):
    selection = SelectionFactory(closed=True, proposed_at=timezone.now())
    nephew = CandidacyFactory(selection=selection, state=CandidacyState.PROPOSED)
    other = CandidacyFactory(selection=selection, state=CandidacyState.PROPOSED)
    record_proof(selection, "names_proposed", {"proposed": [nephew.pseudonym, other.pseudonym]}, by=None)
    head, deputy = (make_officer(Role.HEAD_OF_AGENCY, selection.unit) for _number in range(2))
    conflict_of(head, nephew)
    page = reverse("careers:selection-decide", args=[selection.pk])
    typed = {"candidacy": other.pk, "reason": "Terbaik", "no_conflict": "on"}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    client.force_login(head)
    told = client.post(page, typed, follow=True).content.decode()
    client.force_login(deputy)
    unsaid = client.post(page, {**typed, "no_conflict": ""}).content.decode()

    assert "You declared a conflict of interest with one of the proposed people" in told
    assert "choose among them" in unsaid
    assert "Terbaik" in unsaid
    selection.refresh_from_db()
    assert selection.state == SelectionState.ANNOUNCED
    with pytest.raises(DomainError, match="You declared a conflict"):
        decide_selection(selection=selection, candidacy=other, reason="x", no_conflict=True, by=head)
    post_shown(client, page, typed)
    selection.refresh_from_db()
    assert (selection.state, selection.decided_by) == (SelectionState.DECIDED, deputy)


def test_an_officer_in_conflict_neither_checks_nor_answers(client):
    objection = StageObjectionFactory()
    nephew = objection.candidacy
    officer = make_officer(Role.HR_OFFICER, nephew.selection.unit)
    other = StageObjectionFactory(stage=objection.stage)
    conflict_of(officer, nephew)
    client.force_login(officer)

    codes = [
        client.post(reverse(f"careers:{name}", args=[row.pk])).status_code
        for name, row in (
            ("candidacy-admit", nephew),
            ("candidacy-refuse", nephew),
            ("objection-answer", objection),
            ("objection-answer", other),
        )
    ]

    assert codes == [403, 403, 403, 200]
    assert (
        reverse("careers:objection-answer", args=[objection.pk])
        not in client.get(objection.get_absolute_url()).content.decode()
    )


# --- What was shown stays ---------------------------------------------------------------------------------------------


def test_a_shown_score_does_not_change_when_a_member_joins(judged):
    rubric, members, candidacies, officer = judged
    for member in members:
        give(rubric, member, candidacies[0])
    joined = add(rubric.stage.selection, officer)
    add(rubric.stage.selection, officer)
    appoint(rubric.stage.selection, officer)
    declare_none(joined)

    with pytest.raises(DomainError, match="none changes any more"):
        give(rubric, members[1], candidacies[0], 5)
    with pytest.raises(DatabaseError, match="only in a discussion"), transaction.atomic():
        PanelScore.objects.filter(member=members[1]).update(score=100)
    with pytest.raises(DatabaseError, match="only in a discussion"), transaction.atomic():
        PanelScore.objects.filter(member=members[1]).update(shown_at=None)
    # Who joined scores first, and may still change what nobody has seen.
    give(rubric, joined, candidacies[0], 4)
    give(rubric, joined, candidacies[0], 5)

    assert [score.score for score in PanelScore.objects.order_by("pk")] == [60, 60, 60, 60, 60, 100]


def test_scores_are_shown_when_the_one_who_had_not_scored_leaves(judged):
    rubric, members, candidacies, officer = judged
    for member in members[1:]:
        give(rubric, member, candidacies[0])
    assert not PanelScore.objects.filter(shown_at__isnull=False).exists()

    remove_member(member=members[0], reason="Sakit", by=officer)

    assert PanelScore.objects.filter(shown_at__isnull=False).count() == 4


def test_a_change_in_a_discussion_has_a_reason_also_while_somebody_new_has_not_scored(judged):
    rubric, members, candidacies, officer = judged
    for member in members:
        give(rubric, member, candidacies[0])
    open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda", by=members[0].user)
    for _number in range(2):
        declare_none(add(rubric.stage.selection, officer))
    appoint(rubric.stage.selection, officer)

    with pytest.raises(DomainError, match="stands in the minutes"):
        give(rubric, members[1], candidacies[0], 5)
    give(rubric, members[1], candidacies[0], 5, reason="Salah dengar")

    assert PanelScoreChange.objects.get().new_score == 100


# --- Recorded and published -------------------------------------------------------------------------------------------


@pytest.fixture
def by_hand():
    """A stage whose results the office enters: (stage, two candidacies, officer)."""
    selection = SelectionFactory(closed=True, kind=SelectionKind.SUPERVISOR)
    stage = SelectionStageFactory(selection=selection, kind=StageKind.TRACK_RECORD, pass_mark=60)
    officer = make_officer(Role.HR_OFFICER, selection.unit)
    return stage, [CandidacyFactory(selection=selection) for _number in range(2)], officer


def test_a_result_changed_in_the_table_is_not_published(by_hand):
    stage, candidacies, officer = by_hand
    for candidacy in candidacies:
        put_result(stage=stage, candidacy=candidacy, score=Decimal(60), passed=None, detail={}, by=officer)
    StageResult.objects.filter(candidacy=candidacies[0]).update(score=99)

    with pytest.raises(DomainError, match=f"differ from those in the proof: {candidacies[0].pseudonym}"):
        publish_stage(stage=stage, by=officer)

    put_result(stage=stage, candidacy=candidacies[0], score=Decimal(60), passed=None, detail={}, by=officer)
    publish_stage(stage=stage, by=officer)


def test_an_amended_pass_mark_records_the_new_verdict(by_hand):
    stage, candidacies, officer = by_hand
    selection = stage.selection
    head = make_officer(Role.HEAD_OF_AGENCY, selection.unit)
    selection.plan = plan_of(selection)
    selection.plan_hash = plan_hash(selection.plan)
    selection.save()
    record_proof(selection, "announced", {"plan": selection.plan, "plan_hash": selection.plan_hash}, by=officer)
    for candidacy in candidacies:
        put_result(stage=stage, candidacy=candidacy, score=Decimal(60), passed=None, detail={"se": "2.5"}, by=officer)
    change = StageChange(stage.weight, Decimal(70), stage.starts_on, stage.ends_on)
    amendment = propose_amendment(
        selection=selection, stages={stage.order: change}, proposed=selection.proposed, reason="Perwal", by=officer
    )

    sign_amendment(amendment=amendment, by=head)
    publish_stage(stage=stage, by=officer)

    assert list(StageResult.objects.values_list("passed", flat=True)) == [False, False]
    kinds = [event.kind for event in ProofEvent.objects.of_chain(selection)]
    assert kinds[kinds.index("amendment_signed") :].count("result") == 2
    files = bundle_files(selection, last_checkpoint(selection), opens_scores=False)
    assert proof_verifier.check_bundle(files)["plan"]["stages"][0]["pass_mark"] == "70.00"


# --- Blind stages -----------------------------------------------------------------------------------------------------


def test_the_order_in_the_chain_tells_no_registration_number():
    selection = SelectionFactory(announced=True)
    people = [make_employee_user(selection.unit) for _number in range(8)]
    numbers = []
    for user in people:
        draft = CandidacyFactory(selection=selection, employee=user.employee, state=CandidacyState.DRAFT)
        numbers.append(submit_application(candidacy=draft, by=user).number)

    assert len(set(numbers)) == 8
    assert all(1000 <= number <= 9999 for number in numbers)
    assert numbers != sorted(numbers)


def test_what_a_member_does_in_a_named_stage_tells_no_pseudonym_in_the_chain(judged):
    rubric, members, candidacies, _officer = judged
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy)
    discussion = open_discussion(rubric=rubric, candidacy=candidacies[0], reason="Beda", by=members[0].user)
    give(rubric, members[0], candidacies[0], 5, reason="Salah dengar")
    close_discussion(discussion=discussion, by=members[0].user)
    told = ProofEvent.objects.filter(kind__startswith="panel_score") | ProofEvent.objects.filter(
        kind__startswith="discussion"
    )

    text = " ".join(str(event.payload) for event in told)
    assert told.count() == 13
    assert [candidacy.pseudonym for candidacy in candidacies if candidacy.pseudonym in text] == []
    # The commitment still says whom the score judges.
    score = PanelScore.objects.first()
    before = score_commitment(score)
    score.candidacy = candidacies[1] if score.candidacy == candidacies[0] else candidacies[0]
    assert score_commitment(score) != before


def test_results_of_a_named_stage_stand_in_the_order_of_pseudonyms():
    rubric, members, candidacies = make_scoring(size=5, candidates=4)
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy)

    finish_scoring(rubric=rubric, by=members[0].user)

    found = [event.payload["pseudonym"] for event in ProofEvent.objects.filter(kind="result").order_by("sequence")]
    assert found == sorted(candidacy.pseudonym for candidacy in candidacies)


def test_the_conflict_page_holds_no_key_of_blind_scoring(client):
    rubric, members, candidacies = make_scoring(size=5)
    ConflictDeclaration.objects.all().delete()
    client.force_login(members[1].user)

    page = client.get(reverse("careers:panel-conflicts", args=[rubric.stage.selection_id])).content.decode()

    assert all(f'name="conflict_{candidacy.employee_id}"' in page for candidacy in candidacies)
    fields = set(re.findall(r'name="(?:conflict|reason)_(\d+)"', page))
    assert fields == {str(candidacy.employee_id) for candidacy in candidacies}


def test_who_keeps_the_selection_does_not_sit_on_its_panel(judged):
    rubric, members, _candidacies, officer = judged
    selection = rubric.stage.selection

    with pytest.raises(DomainError, match="keeps this selection"):
        add(selection, officer, user=make_officer(Role.HR_OFFICER, selection.unit))
    # Who comes into the office later no longer judges, and isn't appointed again.
    RoleGrantFactory(user=members[0].user, role=Role.HR_OFFICER, unit=selection.unit)
    late = type(members[0].user).objects.get(pk=members[0].user.pk)
    assert [late.has_perm(name, selection) for name in ("careers.judge", "careers.chair")] == [False, False]
    add(selection, officer)
    add(selection, officer)
    with pytest.raises(DomainError, match="keeps this selection"):
        appoint(selection, officer)


# --- A conflict learnt of later ---------------------------------------------------------------------------------------


def test_a_conflict_learnt_of_later_takes_the_score_out_and_stands_in_the_minutes(judged):
    rubric, members, candidacies, _officer = judged
    for member in members[:4]:
        give(rubric, member, candidacies[0], 5 if member == members[1] else 3)
    for member in members:
        give(rubric, member, candidacies[1])
    with pytest.raises(DomainError, match="few words"):
        declare_late_conflict(member=members[1], candidacy=candidacies[0], reason=" ", by=members[1].user)

    declare_late_conflict(member=members[1], candidacy=candidacies[0], reason="Adik ipar", by=members[1].user)

    with pytest.raises(DomainError, match="do not judge"):
        give(rubric, members[1], candidacies[0], 4)
    with pytest.raises(DomainError, match="have not declared that there is no conflict"):
        declare_late_conflict(member=members[1], candidacy=candidacies[0], reason="x", by=members[1].user)
    # The last who had not scored finds out too: what is given is complete, and shown.
    declare_late_conflict(member=members[4], candidacy=candidacies[0], reason="Paman", by=members[4].user)
    assert PanelScore.objects.filter(candidacy=candidacies[0], shown_at=None).count() == 0
    finish_scoring(rubric=rubric, by=members[0].user)

    result = StageResult.objects.get(candidacy=candidacies[0])
    assert (result.score, result.detail["n"]) == (Decimal("60.00"), 3)
    said = PanelMinutes.objects.get().snapshot
    assert [(row["member"], row["reason"], row["dropped"], bool(row["late"])) for row in said["conflicts"]] == [
        ("P2", "Adik ipar", "100.00", True),
        ("P5", "Paman", None, True),
    ]
    assert said["candidates"][0]["scores"] == {"P1": "60.00", "P3": "60.00", "P4": "60.00"}
    event = ProofEvent.objects.filter(kind="conflict_declared_late").first()
    assert event.payload == {"member": "P2"}


def test_after_the_minutes_a_late_conflict_changes_nothing_in_them(judged):
    rubric, members, candidacies, _officer = judged
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy)
    rubric = finish_scoring(rubric=rubric, by=members[0].user)

    declare_late_conflict(member=members[1], candidacy=candidacies[0], reason="Adik ipar", by=members[1].user)

    row = ScoringBoard(rubric).row_of(candidacies[0].pk)
    assert (row.mean.n, dict(row.dropped)) == (5, {})
    assert members[1].pk in row.conflicts


def test_a_late_conflict_is_declared_on_its_page(client):
    rubric, members, candidacies = make_scoring(size=5)
    user, candidacy = members[1].user, candidacies[0]
    give(rubric, members[1], candidacy)
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = reverse("careers:panel-conflict-late", args=[rubric.stage.selection_id])
    board = client.get(members[1].get_absolute_url()).content.decode()

    unsaid = client.post(page, {"candidacy": candidacy.employee_id, "reason": ""}).content.decode()
    client.post(page, {"candidacy": candidacy.employee_id, "reason": "Adik ipar"})

    assert page in board
    assert candidacy.employee.name in unsaid
    assert ConflictDeclaration.objects.get(member=members[1], candidacy=candidacy).reason == "Adik ipar"
    assert client.get(reverse("careers:score-give", args=[rubric.pk, candidacy.pk])).status_code == 404


def test_the_minutes_hide_whom_a_member_may_not_judge(client):
    rubric, members, candidacies = make_scoring(size=5)
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy)
    minutes = finish_scoring(rubric=rubric, by=members[0].user).minutes
    declare_late_conflict(member=members[1], candidacy=candidacies[0], reason="Adik ipar", by=members[1].user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = reverse("careers:minutes-detail", args=[rubric.pk])

    client.force_login(members[1].user)
    own = client.get(page).content.decode()
    client.force_login(members[2].user)
    full = client.get(page).content.decode()

    assert candidacies[0].registration not in own
    assert "1 candidate is hidden" in own
    assert candidacies[0].registration in full
    said, hidden = said_to(minutes, members[1])
    assert ([row["candidate"] for row in said["candidates"]], hidden) == ([candidacies[1].registration], 1)
    assert said_to(minutes, None) == (minutes.snapshot, 0)


def test_the_minutes_on_paper_and_page_say_what_was_dropped(client):
    rubric, members, candidacies = make_scoring(size=5)
    for member in members:
        for candidacy in candidacies:
            give(rubric, member, candidacy)
    declare_late_conflict(member=members[1], candidacy=candidacies[0], reason="Adik ipar", by=members[1].user)
    finish_scoring(rubric=rubric, by=members[0].user)
    client.force_login(members[2].user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get(reverse("careers:minutes-detail", args=[rubric.pk])).content.decode()
    paper = client.get(reverse("careers:minutes-pdf", args=[rubric.pk]))

    assert "declared later; the score 60.00 given before doesn" in page
    assert paper.content.startswith(b"%PDF")
