"""An answer between its two signatures: bound to the chain, and to what its reader was shown."""

import pytest

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from asn_portal.shown import ChangedError
from careers.domain.proof import canonical
from careers.enums import ObjectionState
from careers.models import ProofEvent, StageObjection
from careers.proof_log import record_proof
from careers.services.answer_draft import answer_stamp
from careers.services.stage_objection import answer_objection, sign_answer
from tests.factories.employees import UnitFactory, make_officer
from tests.factories.selections import StageObjectionFactory, StageResultFactory

pytestmark = pytest.mark.django_db


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
def objection(unit):
    objection = StageObjectionFactory(stage__selection__position__unit=unit)
    StageResultFactory(stage=objection.stage, candidacy=objection.candidacy, score=60)
    return objection


def uphold(objection, by, *, score=70, answer="Anda benar.", seen=None):
    return answer_objection(objection=objection, upheld=True, answer=answer, score=score, by=by, seen=seen)


def fresh(objection):
    return StageObjection.objects.select_related("stage__selection", "candidacy").get(pk=objection.pk)


def signed_entries():
    return list(ProofEvent.objects.filter(kind="objection_answer_signed").values_list("payload", flat=True))


def test_the_first_signature_binds_the_answer_without_telling_it(objection, officer):
    one = uphold(objection, officer)
    salt = one.draft["salt"]
    two = uphold(objection, officer)

    entries = signed_entries()
    assert two.draft["salt"] != salt
    assert entries[0]["commitment"] != entries[1]["commitment"]
    assert b"Anda benar" not in canonical(entries)
    assert sorted(entries[1]) == ["commitment", "pseudonym", "stage"]


@pytest.mark.parametrize(
    "change", [{"score": "100.00"}, {"answer": "Lain."}, {"upheld": False}, {"passed": True}, {"salt": "00"}]
)
def test_a_draft_that_was_rewritten_is_not_signed(objection, officer, head, change):
    uphold(objection, officer)
    draft = fresh(objection).draft
    StageObjection.objects.filter(pk=objection.pk).update(draft={**draft, **change})

    with pytest.raises(DomainError, match="differs from the one in the proof"):
        sign_answer(objection=objection, by=head)

    assert fresh(objection).state == ObjectionState.OPEN
    uphold(objection, officer)
    assert sign_answer(objection=objection, by=head).after["score"] == "70.00"


def test_nobody_signs_twice_by_way_of_another_first_signer(objection, officer, head):
    uphold(objection, officer)
    StageObjection.objects.filter(pk=objection.pk).update(first_signer=head)

    with pytest.raises(DomainError, match="differs from the one in the proof"):
        sign_answer(objection=objection, by=officer)


def test_a_draft_that_nobody_signed_is_not_signed_a_second_time(objection, officer, head):
    draft = {"upheld": True, "answer": "Ya.", "score": "100.00", "passed": None}
    StageObjection.objects.filter(pk=objection.pk).update(draft=draft, first_signer=officer)

    with pytest.raises(DomainError, match="differs from the one in the proof"):
        sign_answer(objection=objection, by=head)


def test_an_answer_signed_before_chains_knew_commitments_still_holds(objection, officer, head):
    draft = {"upheld": True, "answer": "Ya.", "score": "75.00", "passed": None}
    StageObjection.objects.filter(pk=objection.pk).update(draft=draft, first_signer=officer)
    data = {"stage": objection.stage.order, "pseudonym": objection.candidacy.pseudonym}
    record_proof(objection.stage.selection, "objection_answer_signed", data, by=officer)

    assert sign_answer(objection=objection, by=head).after["score"] == "75.00"


def test_nobody_signs_what_they_did_not_read(objection, officer, head):
    uphold(objection, officer)
    read = answer_stamp(fresh(objection))
    uphold(objection, officer, score=100, answer="Naik.")

    with pytest.raises(ChangedError, match="changed since you opened this page"):
        sign_answer(objection=objection, by=head, seen=read)

    assert (fresh(objection).state, signed_entries()[1:]) == (ObjectionState.OPEN, signed_entries()[-1:])
    assert sign_answer(objection=objection, by=head, seen=answer_stamp(fresh(objection))).after["score"] == "100.00"


def test_an_answer_that_waits_is_not_swept_away_unread(objection, officer, unit):
    other = make_officer(Role.HR_OFFICER, unit)
    before = answer_stamp(fresh(objection))
    uphold(objection, officer, seen=before)

    with pytest.raises(ChangedError, match="changed since you opened this page"):
        answer_objection(objection=objection, upheld=False, answer="Tidak.", by=other, seen=before)
    # Two first answers at once: the later one finds the earlier.
    with pytest.raises(ChangedError, match="changed since you opened this page"):
        uphold(objection, other, score=90, seen=before)
    assert (fresh(objection).first_signer, fresh(objection).draft["score"]) == (officer, "70.00")

    read = answer_stamp(fresh(objection))
    dismissed = answer_objection(objection=objection, upheld=False, answer="Tidak.", by=other, seen=read)
    assert dismissed.state == ObjectionState.DISMISSED
