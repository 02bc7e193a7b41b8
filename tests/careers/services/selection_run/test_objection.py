"""Objections: the window, and what an answer changes."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from careers.enums import CandidacyState, ObjectionState
from careers.models import SelectionStage, StageResult
from careers.selection_ranking import ranking_of
from careers.services.candidacy import refuse_candidate
from careers.services.stage_objection import answer_objection, file_objection, sign_answer
from careers.services.stage_publication import publish_stage
from employees.dates import today
from tests.careers.services.selection_run.conftest import person, score, stages_of, through_all, through_the_check
from tests.factories.employees import make_officer
from tests.factories.selections import CandidacyFactory

pytestmark = pytest.mark.django_db


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

    for changed in (None, Decimal(65)):
        with pytest.raises(DomainError, match="Enter the new one"):
            answer_objection(objection=objection, upheld=True, answer="Dihitung ulang.", score=changed, by=officer)
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


def test_nobody_objects_to_having_passed(running, unit, officer):
    (candidacy,) = through_the_check(running, officer, [person(unit)])
    check = stages_of(running)[0]
    SelectionStage.objects.filter(pk=check.pk).update(published_at=timezone.now())

    with pytest.raises(DomainError, match="would change nothing"):
        file_objection(stage=check, candidacy=candidacy, text="Saya lulus.", by=officer)
