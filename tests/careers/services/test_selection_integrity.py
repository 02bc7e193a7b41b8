"""What was rewritten past the portal is found before the next step."""

import copy
import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from careers import proof_verifier
from careers.domain.scoring_plan import plan_hash
from careers.enums import CandidacyState, StageKind
from careers.models import (
    Candidacy,
    PlanAmendment,
    ProofEvent,
    Rubric,
    Selection,
    SelectionStage,
    StageObjection,
    StageResult,
)
from careers.proof_log import record_proof
from careers.reports.proof_bundle import bundle_files, last_checkpoint
from careers.selection_integrity import announcement_entry, application_entry, rewritten
from careers.selection_plan import plan_of
from careers.services import stage_publication
from careers.services.candidacy import admit_candidate, refuse_candidate, submit_application, withdraw_application
from careers.services.plan_amendment import StageChange, propose_amendment, sign_amendment
from careers.services.selection_decision import appoint_chosen, decide_selection, propose_names
from careers.services.stage_objection import answer_objection, file_objection, sign_answer
from careers.services.stage_publication import publish_stage
from careers.services.stage_result import put_result
from employees.dates import today
from employees.services.unit import change_position
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, make_officer
from tests.factories.selections import (
    CandidacyFactory,
    SelectionFactory,
    SelectionRequirementFactory,
    SelectionStageFactory,
    days,
)

pytestmark = pytest.mark.django_db

SCORES = ((80, 90), (85, 70), (60, 60), (50, 50))


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def officer(unit):
    return make_officer(Role.HR_OFFICER, unit)


@pytest.fixture
def head(unit):
    return make_officer(Role.HEAD_OF_AGENCY, unit)


@pytest.fixture
def running(officer, unit):
    """(selection, candidacies): assessed and interviewed, best first; the interview isn't published. Two more were
    refused or withdrew."""
    selection = SelectionFactory(closed=True, position__unit=unit, proposed=2)
    SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    SelectionStageFactory(selection=selection, kind=StageKind.ASSESSMENT, weight=40)
    SelectionStageFactory(selection=selection, kind=StageKind.INTERVIEW, weight=60, pass_mark=40)
    SelectionRequirementFactory(selection=selection)
    plan = plan_of(selection)
    selection.plan, selection.plan_hash = plan, plan_hash(plan)
    selection.save()
    record_proof(selection, "announced", announcement_entry(selection), by=officer)
    people = [CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED) for _number in range(6)]
    for candidacy in people:
        record_proof(selection, "application_submitted", application_entry(candidacy), by=officer)
    for candidacy in people[:4]:
        admit_candidate(candidacy=candidacy, by=officer)
    refuse_candidate(candidacy=people[4], code="document", text="Ijazah tidak terbaca.", by=officer)
    withdraw_application(candidacy=people[5], by=officer)
    check, assessment, interview = selection.stages.all()
    publish(check, officer)
    for number, stage in enumerate((assessment, interview)):
        for candidacy, row in zip(people, SCORES, strict=False):
            score = Decimal(row[number])
            put_result(stage=stage, candidacy=candidacy, score=score, passed=None, detail={}, by=officer)
        if not number:
            publish(stage, officer)
    return Selection.objects.get(pk=selection.pk), people


@pytest.fixture
def scored(running, officer):
    """The same with all stages over."""
    selection, people = running
    publish(selection.stages.last(), officer)
    return Selection.objects.get(pk=selection.pk), people


@pytest.fixture
def proposed(scored, officer):
    selection, people = scored
    propose_names(selection=selection, by=officer)
    return Selection.objects.get(pk=selection.pk), people


def publish(stage, officer):
    stage = SelectionStage.objects.get(pk=stage.pk)
    publish_stage(stage=stage, by=officer, at=timezone.now() - datetime.timedelta(days=9))


def set_state(candidacy, state, **fields):
    Candidacy.objects.filter(pk=candidacy.pk).update(state=state, **fields)


def weights(selection, **fields):
    plan = copy.deepcopy(selection.plan)
    plan["stages"][1]["weight"], plan["stages"][2]["weight"] = "90.00", "10.00"
    Selection.objects.filter(pk=selection.pk).update(plan=plan, **fields and {"plan_hash": plan_hash(plan)})


def put(selection, **fields):
    Selection.objects.filter(pk=selection.pk).update(**fields)


def set_person(candidacy, employee):
    Candidacy.objects.filter(pk=candidacy.pk).update(employee=employee)


def publish_in_table(selection, order, moment):
    selection.stages.filter(order=order).update(published_at=moment)


PLAN_CHANGES = {
    "weights": lambda selection, _people: weights(selection),
    "weights and hash": lambda selection, _people: weights(selection, hash=True),
    "number of names": lambda selection, _people: Selection.objects.filter(pk=selection.pk).update(proposed=1),
    "tie rule": lambda selection, _people: Selection.objects.filter(pk=selection.pk).update(ties="equal"),
    "pass mark": lambda selection, _people: selection.stages.filter(order=3).update(pass_mark=None),
    "weight of a stage": lambda selection, _people: selection.stages.filter(order=2).update(weight=50),
    "day of a stage": lambda selection, _people: selection.stages.filter(order=3).update(ends_on=days(9)),
    "requirements": lambda selection, _people: selection.requirements.all().delete(),
    "a rubric": lambda selection, _people: Rubric.objects.create(stage=selection.stages.last()),
    "position": lambda selection, _people: put(selection, position=PositionFactory(unit=selection.unit)),
    "last day": lambda selection, _people: put(selection, closes_on=days(-1)),
    "days for objections": lambda selection, _people: put(selection, objection_days=0),
    "scores shown": lambda selection, _people: put(selection, scores_public=True),
}
PUBLICATION_CHANGES = {
    "at another moment": lambda selection, _people: publish_in_table(selection, 2, timezone.now()),
    "not published": lambda selection, _people: publish_in_table(selection, 2, None),
}
STATE_CHANGES = {
    "withdrawn": lambda _selection, people: set_state(people[0], "withdrawn"),
    "draft": lambda _selection, people: set_state(people[0], "draft"),
    "refused": lambda _selection, people: set_state(people[0], "rejected", reject_code="other", reject_text="x"),
    "proposed": lambda _selection, people: set_state(people[3], "proposed"),
    "admitted who was refused": lambda _selection, people: set_state(people[4], "admitted"),
    "admitted who withdrew": lambda _selection, people: set_state(people[5], "admitted"),
    "somebody who never applied": lambda selection, people: set_person(people[0], EmployeeFactory(unit=selection.unit)),
}


def test_who_changed_nothing_goes_on_to_the_end(proposed, officer, head):
    selection, people = proposed
    withdraw_application(candidacy=people[2], by=officer)
    assert rewritten(selection) == []

    decide_selection(selection=selection, candidacy=people[1], reason="Terbaik.", no_conflict=True, by=head)
    appoint_chosen(selection=selection, effective_date=days(10), decree_number="800/1", decree_date=today(), by=officer)

    selection = Selection.objects.get(pk=selection.pk)
    assert rewritten(selection) == []
    for opens_scores in (True, False):
        files = bundle_files(selection, last_checkpoint(selection), opens_scores=opens_scores)
        assert len(proof_verifier.check_bundle(files)["ranking"]) == (4 if opens_scores else 0)


@pytest.mark.parametrize("change", [*PLAN_CHANGES, *STATE_CHANGES])
def test_nothing_is_published_or_proposed_on_it(running, officer, change):
    selection, people = running
    assert rewritten(selection) == []
    {**PLAN_CHANGES, **STATE_CHANGES}[change](selection, people)
    selection.refresh_from_db()
    told = "The scoring plan differs" if change in PLAN_CHANGES else "These applications differ"

    assert [fault.partition(" from ")[0] for fault in rewritten(selection)] == [told]
    with pytest.raises(DomainError):
        publish_stage(stage=selection.stages.last(), by=officer)


@pytest.mark.parametrize("change", [*PLAN_CHANGES, *STATE_CHANGES])
def test_no_names_are_proposed_on_it(scored, officer, change):
    selection, people = scored
    {**PLAN_CHANGES, **STATE_CHANGES}[change](selection, people)

    with pytest.raises(DomainError, match="Tell the auditor"):
        propose_names(selection=selection, by=officer)


@pytest.mark.parametrize("change", PUBLICATION_CHANGES)
def test_a_publication_changed_in_the_table_is_found(running, officer, change):
    selection, people = running
    PUBLICATION_CHANGES[change](selection, people)
    title = selection.stages.get(order=2).title

    told = f"The publication of these stages differs from the proof: {title}. Tell the auditor."
    assert rewritten(selection) == [told]


def test_no_names_are_proposed_on_a_stage_published_in_the_table_only(running, officer):
    selection, _people = running
    publish_in_table(selection, 3, timezone.now() - datetime.timedelta(days=9))

    with pytest.raises(DomainError, match="publication of these stages differs from the proof: Interview"):
        propose_names(selection=selection, by=officer)


def test_older_entries_tell_neither_moment_nor_person(officer, unit):
    selection = SelectionFactory(closed=True, position__unit=unit)
    stage = SelectionStageFactory(selection=selection)
    plan = plan_of(selection)
    put(selection, plan=plan, plan_hash=plan_hash(plan))
    record_proof(selection, "announced", {"plan": plan, "plan_hash": plan_hash(plan)}, by=officer)
    people = CandidacyFactory.create_batch(2, selection=selection)
    for candidacy in people:
        record_proof(selection, "application_submitted", {"pseudonym": candidacy.pseudonym}, by=officer)
    record_proof(selection, "stage_published", {"stage": stage.order, "results": []}, by=officer)
    publish_in_table(selection, stage.order, timezone.now() - datetime.timedelta(days=9))

    assert rewritten(Selection.objects.get(pk=selection.pk)) == []

    # But the history of the application does.
    set_person(people[0], EmployeeFactory(unit=unit))

    assert people[0].pseudonym in rewritten(Selection.objects.get(pk=selection.pk))[0]


@pytest.mark.parametrize("is_deleted", [True, False])
def test_an_objection_swept_away_in_the_table_is_found(running, officer, is_deleted):
    selection, people = running
    interview = publish_stage(stage=selection.stages.last(), by=officer)
    objection = file_objection(stage=interview, candidacy=people[3], text="Salah jumlah.", by=officer)
    assert rewritten(selection) == []
    rows = StageObjection.objects.filter(pk=objection.pk)
    if is_deleted:
        rows.delete()
    else:
        rows.update(state="dismissed", answer="x", answered_at=timezone.now())

    assert rewritten(selection) == [
        f"The objections of these candidates have no answer in the proof: {people[3].pseudonym}. Tell the auditor."
    ]
    names = {"ranking": [], "proposed": [people[0].pseudonym, people[1].pseudonym]}
    record_proof(selection, "names_proposed", names, by=officer)
    with pytest.raises(proof_verifier.Wrong, match="waiting"):
        proof_verifier.check_names(
            [each.entry("X").body() for each in ProofEvent.objects.of_chain(selection)], places=[]
        )


@pytest.mark.parametrize("ends", ["answered", "withdrawn"])
def test_an_objection_that_ended_on_record_is_no_fault(running, officer, unit, ends):
    selection, people = running
    interview = publish_stage(stage=selection.stages.last(), by=officer)
    objection = file_objection(stage=interview, candidacy=people[3], text="Salah jumlah.", by=officer)
    if ends == "answered":
        other = make_officer(Role.HR_OFFICER, unit)
        answer_objection(objection=objection, upheld=False, answer="Jumlahnya benar.", by=other)
    else:
        withdraw_application(candidacy=people[3], by=officer)

    assert rewritten(selection) == []
    names = {"ranking": [], "proposed": [people[0].pseudonym, people[1].pseudonym]}
    record_proof(selection, "names_proposed", names, by=officer)
    proof_verifier.check_names([each.entry("X").body() for each in ProofEvent.objects.of_chain(selection)], places=[])


def test_a_verdict_of_the_check_is_compared_before_its_publication(officer, unit):
    selection = SelectionFactory(closed=True, position__unit=unit)
    check = SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    plan = plan_of(selection)
    put(selection, plan=plan, plan_hash=plan_hash(plan))
    selection.refresh_from_db()
    record_proof(selection, "announced", announcement_entry(selection), by=officer)
    people = [CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED) for _number in range(3)]
    for candidacy in people:
        record_proof(selection, "application_submitted", application_entry(candidacy), by=officer)
    admit_candidate(candidacy=people[0], by=officer)
    refuse_candidate(candidacy=people[1], code="document", text="Ijazah tidak terbaca.", by=officer)
    assert rewritten(selection) == []
    set_state(people[2], "rejected", reject_code="other", reject_text="x")

    with pytest.raises(DomainError, match=f"applications differ from the proof: {people[2].pseudonym}. Tell"):
        publish_stage(stage=check, by=officer)


def test_two_candidates_are_not_exchanged_before_the_appointment(proposed, officer, head):
    selection, people = proposed
    decide_selection(selection=selection, candidacy=people[0], reason="x", no_conflict=True, by=head)
    best, last = people[0].employee, people[3].employee
    set_person(people[0], EmployeeFactory(unit=selection.unit))
    set_person(people[3], best)
    set_person(people[0], last)

    names = ", ".join(sorted([people[0].pseudonym, people[3].pseudonym]))
    with pytest.raises(DomainError, match=f"differ from the proof: {names}. Tell the auditor"):
        appoint_chosen(
            selection=selection, effective_date=days(10), decree_number="800/1", decree_date=today(), by=officer
        )


def test_a_corrected_title_of_the_position_is_no_fault_and_older_announcements_name_no_key(officer, unit):
    selection = SelectionFactory(closed=True, position__unit=unit, position__title="Kepala Seksi")
    plan = plan_of(selection)
    put(selection, plan=plan, plan_hash=plan_hash(plan))
    record_proof(selection, "announced", {"plan": plan, "plan_hash": plan_hash(plan)}, by=officer)
    change_position(
        position=selection.position,
        title="Kepala Seksi Umum",
        needed=1,
        since=today(),
        reason="Salah ketik.",
        by=officer,
    )
    assert rewritten(Selection.objects.get(pk=selection.pk)) == []

    put(selection, position=PositionFactory(unit=unit))

    assert "position to fill" in rewritten(Selection.objects.get(pk=selection.pk))[0]


def test_nobody_applies_after_a_last_day_that_was_moved_in_the_table(officer, unit):
    selection = SelectionFactory(announced=True, position__unit=unit)
    plan = plan_of(selection)
    put(selection, plan=plan, plan_hash=plan_hash(plan))
    selection.refresh_from_db()
    record_proof(selection, "announced", announcement_entry(selection), by=officer)
    candidacy = CandidacyFactory(selection=selection, state=CandidacyState.DRAFT)
    put(selection, closes_on=days(40))
    with pytest.raises(DomainError, match="last day of registration"):
        submit_application(candidacy=candidacy, by=officer)
    put(selection, closes_on=days(30))

    submit_application(candidacy=candidacy, by=officer)

    candidacy.refresh_from_db()
    entry = ProofEvent.objects.get(kind="application_submitted")
    assert entry.payload == application_entry(candidacy)
    assert len(candidacy.person_salt) == 32


def test_only_who_was_proposed_is_chosen_and_only_the_chosen_appointed(proposed, officer, head):
    selection, people = proposed
    set_state(people[2], CandidacyState.PROPOSED)
    with pytest.raises(DomainError, match=f"differ from the proof: {people[2].pseudonym}. Tell the auditor"):
        decide_selection(selection=selection, candidacy=people[2], reason="x", no_conflict=True, by=head)
    set_state(people[2], CandidacyState.ADMITTED)
    decide_selection(selection=selection, candidacy=people[0], reason="x", no_conflict=True, by=head)
    set_state(people[0], CandidacyState.PROPOSED)
    set_state(people[1], CandidacyState.CHOSEN)

    with pytest.raises(DomainError, match="Tell the auditor"):
        appoint_chosen(
            selection=selection, effective_date=days(10), decree_number="800/1", decree_date=today(), by=officer
        )


@pytest.mark.parametrize("opens_scores", [True, False])
def test_the_verifier_finds_who_was_chosen_without_being_proposed(proposed, officer, opens_scores):
    selection, people = proposed
    record_proof(selection, "decided", {"pseudonym": people[2].pseudonym, "no_conflict": True}, by=officer)

    with pytest.raises(proof_verifier.Wrong, match="chosen"):
        proof_verifier.check_bundle(bundle_files(selection, last_checkpoint(selection), opens_scores=opens_scores))


def test_an_amendment_is_neither_built_on_a_rewritten_plan_nor_rewritten_itself(running, officer, head):
    selection, _people = running
    stages = {
        stage.order: StageChange(stage.weight, stage.pass_mark, stage.starts_on, stage.ends_on)
        for stage in selection.stages.all()
    }
    values = {"selection": selection, "stages": stages, "proposed": 3, "reason": "Perwal", "by": officer}
    was = selection.plan, selection.plan_hash
    weights(selection, hash=True)
    with pytest.raises(DomainError, match="The scoring plan differs"):
        propose_amendment(**values)
    Selection.objects.filter(pk=selection.pk).update(plan=was[0], plan_hash=was[1])
    amendment = propose_amendment(**values)
    honest = amendment.new_plan
    PlanAmendment.objects.update(new_plan={**honest, "proposed": 9})

    with pytest.raises(DomainError, match="The amendment differs"):
        sign_amendment(amendment=amendment, by=head)
    PlanAmendment.objects.update(new_plan=honest)
    sign_amendment(amendment=amendment, by=head)

    assert rewritten(Selection.objects.get(pk=selection.pk)) == []


@pytest.mark.parametrize(
    ("detail", "kept"),
    [
        ({"n": 3, "se": "4.00", "source": "panel"}, {"source": "hand"}),
        ({"sitting": 7, "se": "2.50"}, {"sitting": 7, "se": "2.50", "source": "hand"}),
        ({"sitting": 7, "se": "2.50", "absent": True}, {"source": "hand"}),
    ],
)
def test_a_score_of_the_office_has_no_standard_error_of_a_panel(monkeypatch, running, officer, head, detail, kept):
    selection, people = running
    stage = selection.stages.last()
    put_result(stage=stage, candidacy=people[1], score=Decimal(70), passed=None, detail=detail, by=officer)
    publish_stage(stage=stage, by=officer)
    objection = file_objection(stage=stage, candidacy=people[1], text="Salah jumlah.", by=officer)
    answer_objection(objection=objection, upheld=True, answer="Dihitung ulang.", score=Decimal(75), by=officer)
    sign_answer(objection=objection, by=head)

    assert StageResult.objects.get(stage=stage, candidacy=people[1]).detail == kept
    monkeypatch.setattr(stage_publication, "today", lambda: days(9))
    propose_names(selection=selection, by=officer)
    for opens_scores in (True, False):
        proof_verifier.check_bundle(bundle_files(selection, last_checkpoint(selection), opens_scores=opens_scores))
