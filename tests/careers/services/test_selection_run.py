"""From the application to the appointment; objections, amendments, crowds."""

import datetime
import threading
from decimal import Decimal

import pytest
from django.db import connections, transaction
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers import proof_log
from careers.domain.scoring_plan import plan_hash
from careers.enums import CandidacyState, ObjectionState, SelectionState, StageKind
from careers.models import Candidacy, PlanAmendment, Selection, SelectionStage, StageResult
from careers.selection_plan import plan_of
from careers.selection_ranking import ranking_of
from careers.services.candidacy import (
    admit_candidate,
    refuse_candidate,
    submit_application,
    withdraw_application,
    write_application,
)
from careers.services.plan_amendment import StageChange, propose_amendment, sign_amendment, withdraw_amendment
from careers.services.selection_decision import appoint_chosen, decide_selection, propose_names
from careers.services.stage_publication import answer_objection, file_objection, publish_stage, sign_answer
from careers.services.stage_result import put_result
from careers.words.requirement import checked
from employees.dates import today
from employees.models import PositionHistory
from employees.services.history import add_definitive_position
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory, make_officer
from tests.factories.selections import (
    CandidacyFactory,
    SelectionFactory,
    SelectionRequirementFactory,
    SelectionStageFactory,
    days,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def proofs(monkeypatch):
    """What record_proof was told: (kind, data)."""
    told = []

    def tell(_selection, kind, data, *, by):
        told.append((kind, data))

    # Beside the chain: a result that it doesn't hold isn't published.
    monkeypatch.setattr(proof_log, "_writers", [tell, *proof_log._writers])
    return told


@pytest.fixture
def unit(db):
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def officer(unit):
    return make_officer(Role.HR_OFFICER, unit)


@pytest.fixture
def head(unit):
    return make_officer(Role.HEAD_OF_AGENCY, unit)


def person(unit, **fields):
    return EmployeeFactory(unit=unit, user=UserFactory(language="en"), **fields)


def freeze(selection):
    selection.plan = plan_of(selection)
    selection.plan_hash = plan_hash(selection.plan)
    selection.save()
    return selection


@pytest.fixture
def running(unit):
    """Past registration: check, assessment 40 %, interview 60 % with pass mark 60."""
    selection = SelectionFactory(closed=True, position__unit=unit, proposed=2)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    SelectionStageFactory(selection=selection, kind=StageKind.ASSESSMENT, weight=40)
    SelectionStageFactory(selection=selection, kind=StageKind.INTERVIEW, weight=60, pass_mark=60)
    return freeze(selection)


def close_windows(selection):
    selection.stages.filter(published_at__isnull=False).update(published_at=timezone.now() - datetime.timedelta(days=9))


def stages_of(selection):
    return list(SelectionStage.objects.filter(selection=selection).order_by("order"))


def check_all(selection, officer):
    for candidacy in selection.candidacies.filter(state=CandidacyState.SUBMITTED):
        admit_candidate(candidacy=candidacy, by=officer)


def through_the_check(selection, officer, people):
    """Candidates who are admitted, with the check published and its window over."""
    found = [CandidacyFactory(selection=selection, employee=each, state=CandidacyState.SUBMITTED) for each in people]
    check_all(selection, officer)
    publish_stage(stage=stages_of(selection)[0], by=officer)
    close_windows(selection)
    for candidacy in found:
        candidacy.refresh_from_db()
    return found


def score(stage, candidacy, value, officer, se=None):
    detail = {"se": se} if se else {}
    return put_result(stage=stage, candidacy=candidacy, score=Decimal(value), passed=None, detail=detail, by=officer)


def through_all(selection, officer, people, rows):
    """Everything published; `rows` are (assessment, interview) of each person."""
    found = through_the_check(selection, officer, people)
    for number in (0, 1):
        stage = stages_of(selection)[number + 1]
        for candidacy, row in zip(found, rows, strict=True):
            score(stage, candidacy, row[number], officer)
        publish_stage(stage=stage, by=officer)
        close_windows(selection)
    return found


# --- Applying ---------------------------------------------------------------------------------------------------------


def test_an_application_gets_number_pseudonym_and_its_eligibility(unit, proofs):
    selection = SelectionFactory(announced=True, position__unit=unit)
    SelectionRequirementFactory(selection=selection)
    employee = person(unit)

    draft = write_application(
        selection=selection, employee=employee, statement=" Saya siap. ", files=[], by=employee.user
    )
    candidacy = submit_application(candidacy=draft, by=employee.user)

    assert (candidacy.state, candidacy.statement) == (CandidacyState.SUBMITTED, "Saya siap.")
    assert candidacy.registration == f"{selection.code}-{candidacy.number}"
    assert len(candidacy.pseudonym) == 8
    assert [(check["kind"], check["outcome"]) for check in candidacy.eligibility] == [("rank", "met")]
    assert proofs == [("application_submitted", {"pseudonym": candidacy.pseudonym})]
    assert (
        Notification.objects.get(user=employee.user).title == f"Your application was received: {candidacy.registration}"
    )


def test_what_the_records_lack_must_be_attached(unit):
    selection = SelectionFactory(announced=True, position__unit=unit)
    SelectionRequirementFactory(selection=selection, kind="rating", value={"least": "BAIK", "years": 2}, text="Baik")
    employee = person(unit)
    draft = write_application(selection=selection, employee=employee, statement="", files=[], by=employee.user)

    with pytest.raises(DomainError, match="No rating is on record"):
        submit_application(candidacy=draft, by=employee.user)

    draft.refresh_from_db()
    assert (draft.state, draft.number) == (CandidacyState.DRAFT, None)


@pytest.mark.parametrize("trait", ["draft", "closed"])
def test_nobody_applies_outside_the_registration(unit, trait):
    selection = SelectionFactory(position__unit=unit, closed=trait == "closed")
    employee = person(unit)

    with pytest.raises(DomainError, match="not open"):
        write_application(selection=selection, employee=employee, statement="", files=[], by=employee.user)


def test_staff_of_another_government_are_refused(unit):
    selection = SelectionFactory(announced=True, position__unit=unit)
    stranger = person(UnitFactory())

    with pytest.raises(DomainError, match="this government"):
        write_application(selection=selection, employee=stranger, statement="", files=[], by=stranger.user)


def test_who_took_it_back_may_send_again_with_the_same_number(unit):
    selection = SelectionFactory(announced=True, position__unit=unit)
    employee = person(unit)
    arguments = {"selection": selection, "employee": employee, "files": [], "by": employee.user}
    first = submit_application(candidacy=write_application(statement="Satu", **arguments), by=employee.user)

    withdraw_application(candidacy=first, by=employee.user)
    again = submit_application(candidacy=write_application(statement="Dua", **arguments), by=employee.user)

    assert (again.pk, again.number, again.statement) == (first.pk, first.number, "Dua")
    with pytest.raises(DomainError, match="already sent"):
        write_application(statement="Tiga", **arguments)


# --- Check, publication, objections -----------------------------------------------------------------------------------


def test_the_check_is_told_with_the_publication(running, officer, unit, proofs):
    good, bad = person(unit), person(unit)
    admitted = CandidacyFactory(selection=running, employee=good, state=CandidacyState.SUBMITTED)
    refused = CandidacyFactory(selection=running, employee=bad, state=CandidacyState.SUBMITTED)
    check = stages_of(running)[0]

    admit_candidate(candidacy=admitted, by=officer)
    with pytest.raises(DomainError, match="1 candidate has no result"):
        publish_stage(stage=check, by=officer)
    refuse_candidate(candidacy=refused, code="education", text="Ijazah D-III.", by=officer)
    assert not Notification.objects.filter(user__in=[good.user, bad.user]).exists()
    publish_stage(stage=check, by=officer)

    assert {
        each.user_id: "You passed." in each.body for each in Notification.objects.filter(kind="careers.candidacy")
    } == {
        good.user_id: True,
        bad.user_id: False,
    }
    kind, data = proofs[-1]
    assert kind == "stage_published"
    assert {row["pseudonym"]: row["passed"] for row in data["results"]} == {
        admitted.pseudonym: True,
        refused.pseudonym: False,
    }
    with pytest.raises(DomainError, match="published"):
        admit_candidate(candidacy=refused, by=officer)


def test_refusing_says_why(running, officer, unit):
    candidacy = CandidacyFactory(selection=running, employee=person(unit), state=CandidacyState.SUBMITTED)

    with pytest.raises(DomainError, match="say it in words"):
        refuse_candidate(candidacy=candidacy, code="education", text=" ", by=officer)


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


def test_the_window_is_open_through_its_last_day(running, officer, unit):
    employee = person(unit)
    candidacy = CandidacyFactory(selection=running, employee=employee, state=CandidacyState.SUBMITTED)
    refuse_candidate(candidacy=candidacy, code="education", text="Ijazah D-III.", by=officer)
    check = publish_stage(stage=stages_of(running)[0], by=officer)
    moment = timezone.now() - datetime.timedelta(days=running.objection_days + 1)
    SelectionStage.objects.filter(pk=check.pk).update(published_at=moment)

    with pytest.raises(DomainError, match="time to object"):
        file_objection(stage=check, candidacy=candidacy, text="Ijazah saya S-1.", by=employee.user)
    SelectionStage.objects.filter(pk=check.pk).update(published_at=moment + datetime.timedelta(days=1))
    objection = file_objection(stage=check, candidacy=candidacy, text="Ijazah saya S-1.", by=employee.user)

    assert objection.due_on == today() + datetime.timedelta(days=running.answer_days)
    with pytest.raises(DomainError, match="already objected"):
        file_objection(stage=check, candidacy=candidacy, text="Lagi.", by=employee.user)


def test_an_upheld_objection_admits(running, officer, unit, proofs):
    employee = person(unit)
    candidacy = CandidacyFactory(selection=running, employee=employee, state=CandidacyState.SUBMITTED)
    refuse_candidate(candidacy=candidacy, code="education", text="Ijazah D-III.", by=officer)
    check = publish_stage(stage=stages_of(running)[0], by=officer)
    objection = file_objection(stage=check, candidacy=candidacy, text="Ijazah saya S-1.", by=employee.user)

    # Who refused the candidate doesn't answer alone, neither way.
    for upheld in (True, False):
        waits = answer_objection(objection=objection, upheld=upheld, answer="Anda benar.", by=officer)
        assert waits.state == ObjectionState.OPEN
    other = make_officer(Role.HR_OFFICER, unit)
    answered = answer_objection(objection=objection, upheld=True, answer="Anda benar.", by=other)
    assert (answered.first_signer, answered.draft) == (None, None)

    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.ADMITTED
    assert (answered.before, answered.after) == (
        {"score": None, "passed": False},
        {"score": None, "passed": True},
    )
    assert [kind for kind, _data in proofs][-2:] == ["result", "objection_answered"]
    assert proofs[-1][1]["changed"] is True
    with pytest.raises(DomainError, match="answered already"):
        answer_objection(objection=objection, upheld=False, answer="Tidak.", by=officer)


def test_an_upheld_objection_changes_the_score_and_with_it_the_ranking(running, officer, head, unit, proofs):
    first, second = person(unit), person(unit)
    found = through_all(running, officer, [first, second], [("80", "70"), ("80", "65")])
    interview = stages_of(running)[2]
    SelectionStage.objects.filter(pk=interview.pk).update(published_at=timezone.now())
    objection = file_objection(stage=interview, candidacy=found[1], text="Salah jumlah.", by=second.user)

    for score in (None, Decimal(65)):
        with pytest.raises(DomainError, match="Enter the new one"):
            answer_objection(objection=objection, upheld=True, answer="Dihitung ulang.", score=score, by=officer)
    signed = answer_objection(objection=objection, upheld=True, answer="Dihitung ulang.", score=Decimal(90), by=officer)
    assert (signed.state, signed.answer) == (ObjectionState.OPEN, "")
    assert StageResult.objects.get(stage=interview, candidacy=found[1]).score == 65
    assert (proofs[-1][0], proofs[-1][1]["pseudonym"]) == ("objection_answer_signed", found[1].pseudonym)
    with pytest.raises(DomainError, match="somebody else"):
        sign_answer(objection=objection, by=officer)
    signed = sign_answer(objection=objection, by=head)

    assert (signed.first_signer, signed.answered_by, signed.after["score"]) == (officer, head, "90.00")
    with pytest.raises(DomainError, match="answered already"):
        sign_answer(objection=objection, by=head)
    assert [row.candidacy.pk for row in ranking_of(running).rows] == [found[1].pk, found[0].pk]
    assert StageResult.objects.get(stage=interview, candidacy=found[1]).passed is True


def test_a_dismissed_objection_changes_nothing(running, officer, unit):
    employee = person(unit)
    (candidacy,) = through_the_check(running, officer, [employee])
    assessment = stages_of(running)[1]
    score(assessment, candidacy, "80", officer)
    publish_stage(stage=assessment, by=officer)
    objection = file_objection(stage=assessment, candidacy=candidacy, text="Kurang.", by=employee.user)

    other = make_officer(Role.HR_OFFICER, unit)
    answered = answer_objection(objection=objection, upheld=False, answer="Sudah benar.", by=other)

    assert (answered.state, answered.before) == (ObjectionState.DISMISSED, None)
    assert StageResult.objects.get(stage=assessment).score == 80


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


# --- Ranking, amendment -----------------------------------------------------------------------------------------------


def test_the_ranking_waits_for_all_stages_that_count(running, officer, unit):
    through_the_check(running, officer, [person(unit)])

    assert ranking_of(running).is_ready is False


def test_standard_errors_of_results_make_ranges(running, officer, unit):
    found = through_the_check(running, officer, [person(unit), person(unit)])
    for number, rows in ((1, ("80", "79")), (2, ("80", "79"))):
        stage = stages_of(running)[number]
        for candidacy, value in zip(found, rows, strict=True):
            score(stage, candidacy, value, officer, se="2.5")
        publish_stage(stage=stage, by=officer)
        close_windows(running)

    rows = ranking_of(running).rows

    assert [row.range_text for row in rows] == ["1–2", "1–2"]
    # √((0.4 × 2.5)² + (0.6 × 2.5)²)
    assert rows[0].standing.error == Decimal("1.80")


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


# --- Decision ---------------------------------------------------------------------------------------------------------


def test_the_best_names_are_proposed_one_is_chosen_and_appointed(running, officer, head, unit, proofs):
    people = [person(unit) for _number in range(3)]
    found = through_all(running, officer, people, [("80", "70"), ("85", "80"), ("60", "60")])

    propose_names(selection=running, by=officer)
    for candidacy in found:
        candidacy.refresh_from_db()
    assert [candidacy.state for candidacy in found] == ["proposed", "proposed", "admitted"]
    with pytest.raises(DomainError, match="one of the proposed"):
        decide_selection(selection=running, candidacy=found[2], reason="x", no_conflict=True, by=head)
    with pytest.raises(DomainError, match="Say why"):
        decide_selection(selection=running, candidacy=found[0], reason=" ", no_conflict=True, by=head)
    with pytest.raises(DomainError, match="doesn't choose among them"):
        decide_selection(selection=running, candidacy=found[0], reason="x", no_conflict=False, by=head)
    decide_selection(
        selection=running, candidacy=found[0], reason="Paling mengenal wilayah.", no_conflict=True, by=head
    )
    selection = appoint_chosen(
        selection=running, effective_date=days(10), decree_number="800/1", decree_date=today(), by=officer
    )

    assert selection.state == SelectionState.APPOINTED
    for candidacy in found:
        candidacy.refresh_from_db()
    assert [candidacy.state for candidacy in found] == ["chosen", "unchosen", "admitted"]
    row = PositionHistory.objects.get(employee=people[0], position=selection.position)
    assert (row.period.lower, row.decree_number) == (days(10), "800/1")
    titles = {each.user_id: each.title for each in Notification.objects.filter(kind="careers.candidacy").order_by("pk")}
    assert titles[people[0].user_id].startswith("You are appointed")
    assert titles[people[2].user_id].startswith("The selection has ended")
    assert [kind for kind, _data in proofs][-3:] == ["names_proposed", "decided", "appointed"]
    text = str(proofs)
    assert not any(each.name in text or each.nip in text for each in people)


def test_a_refused_appointment_changes_nothing(running, officer, head, unit):
    employee = person(unit)
    (candidacy,) = through_all(running, officer, [employee], [("80", "70")])
    propose_names(selection=running, by=officer)
    decide_selection(selection=running, candidacy=candidacy, reason="Terbaik.", no_conflict=True, by=head)

    with pytest.raises(DomainError, match="number of the decree"):
        appoint_chosen(selection=running, effective_date=days(1), decree_number=" ", decree_date=None, by=officer)

    assert Selection.objects.get(pk=running.pk).state == SelectionState.DECIDED
    assert not PositionHistory.objects.filter(position=running.position).exists()


def test_a_place_that_is_taken_by_the_day_is_not_given_twice(running, officer, head, unit):
    (candidacy,) = through_all(running, officer, [person(unit)], [("80", "70")])
    propose_names(selection=running, by=officer)
    decide_selection(selection=running, candidacy=candidacy, reason="Terbaik.", no_conflict=True, by=head)
    holder = person(unit, name="Pemegang Lama")
    add_definitive_position(employee=holder, position=running.position, effective_date=days(-9), by=officer)
    values = {"effective_date": days(1), "decree_number": "800/1", "decree_date": None, "by": officer}

    with pytest.raises(DomainError, match=r"held on .* by: .*Pemegang Lama"):
        appoint_chosen(selection=running, **values)
    add_definitive_position(employee=holder, position=PositionFactory(unit=unit), effective_date=days(1), by=officer)

    assert appoint_chosen(selection=running, **values).state == SelectionState.APPOINTED


def test_who_fails_a_rule_is_admitted_with_a_reason_only(running, officer, unit, proofs):
    failing = {
        "kind": "rank",
        "text": "Pangkat III/c",
        "outcome": "not_met",
        "found": "rank",
        "values": {"rank": "III/a"},
    }
    candidacy = CandidacyFactory(
        selection=running, employee=person(unit), state=CandidacyState.SUBMITTED, eligibility=[failing]
    )

    with pytest.raises(DomainError, match="Not met: Pangkat III/c"):
        admit_candidate(candidacy=candidacy, by=officer)
    admit_candidate(candidacy=candidacy, by=officer, reason="Kenaikan pangkat sudah ditetapkan.")

    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.admit_reason) == ("admitted", "Kenaikan pangkat sudah ditetapkan.")
    kind, data = proofs[-1]
    assert (kind, data["pseudonym"]) == ("admitted_all_the_same", candidacy.pseudonym)
    assert "Kenaikan" not in str(proofs)
    refuse_candidate(candidacy=candidacy, code="rank", text="Belum III/c.", by=officer)
    candidacy.refresh_from_db()
    assert candidacy.admit_reason == ""


def test_what_the_records_leave_open_needs_a_finding(running, officer, unit, proofs):
    letter = {"kind": "other", "text": "Surat rekomendasi", "outcome": "by_hand", "found": "by_hand", "values": {}}
    candidacy = CandidacyFactory(
        selection=running, employee=person(unit), state=CandidacyState.SUBMITTED, eligibility=[letter]
    )

    with pytest.raises(DomainError, match="whether it is met: Surat rekomendasi"):
        admit_candidate(candidacy=candidacy, by=officer)
    with pytest.raises(DomainError, match="Say why the candidate is admitted"):
        admit_candidate(candidacy=candidacy, by=officer, findings={0: False})
    admit_candidate(candidacy=candidacy, by=officer, findings={0: True})

    candidacy.refresh_from_db()
    assert checked(candidacy.eligibility[0]).outcome == "met"
    told = {"stage": 1, "pseudonym": candidacy.pseudonym, "findings": [{"requirement": 1, "met": True}]}
    assert proofs[-1] == ("requirements_looked_at", told)
    refuse_candidate(candidacy=candidacy, code="document", text="Tidak ada.", by=officer)
    candidacy.refresh_from_db()
    assert checked(candidacy.eligibility[0]).outcome == "by_hand"


def test_names_wait_for_windows_objections_and_amendments(running, officer, unit):
    employee = person(unit)
    (candidacy,) = through_all(running, officer, [employee], [("80", "70")])
    interview = stages_of(running)[2]
    SelectionStage.objects.filter(pk=interview.pk).update(published_at=timezone.now())

    with pytest.raises(DomainError, match="can object"):
        propose_names(selection=running, by=officer)
    file_objection(stage=interview, candidacy=candidacy, text="Kurang.", by=employee.user)
    close_windows(running)
    with pytest.raises(DomainError, match="waits for an answer"):
        propose_names(selection=running, by=officer)


# --- Crowds -----------------------------------------------------------------------------------------------------------


def at_once(*calls):
    """Run each in a thread of its own, all begun together; what each raised or returned."""
    barrier, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            barrier.wait()
            outcomes[number] = call()
        except DomainError as error:
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_get_two_numbers(unit):
    selection = SelectionFactory(announced=True, position__unit=unit)
    drafts = [
        CandidacyFactory(selection=selection, employee=person(unit), state=CandidacyState.DRAFT) for _n in range(3)
    ]

    at_once(
        *(
            lambda draft=draft: submit_application(candidacy=draft, by=draft.employee.user)
            for draft in (*drafts, drafts[0])
        )
    )

    assert len({number for number in Candidacy.objects.values_list("number", flat=True) if number}) == 3


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
