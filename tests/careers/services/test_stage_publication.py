"""Objections that the office answers."""

import pytest

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from careers.enums import CandidacyState, StageKind
from careers.models import ProofEvent
from careers.services.candidacy import refuse_candidate
from careers.services.stage_objection import answer_objection, file_objection, sign_answer
from careers.services.stage_publication import publish_stage
from tests.factories.employees import UserFactory, make_officer
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionStageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("outcome", "kept"), [("not_met", True), ("by_hand", True), ("met", False)])
def test_who_is_admitted_against_a_rule_has_the_answer_as_the_reason(outcome, kept):
    selection = SelectionFactory(closed=True)
    stage = SelectionStageFactory(selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0)
    officer, head = (make_officer(role, selection.unit) for role in (Role.HR_OFFICER, Role.HEAD_OF_AGENCY))
    check = {"kind": "other", "text": "Surat rekomendasi", "outcome": outcome, "found": "other_by_hand", "values": {}}
    candidacy = CandidacyFactory(selection=selection, state=CandidacyState.SUBMITTED, eligibility=[check])
    refuse_candidate(candidacy=candidacy, code="document", text="Surat belum ada.", by=officer)
    publish_stage(stage=stage, by=officer)
    objection = file_objection(stage=stage, candidacy=candidacy, text="Surat saya ada.", by=UserFactory())
    answer_objection(objection=objection, upheld=True, answer=" Suratnya sah. ", by=officer)

    sign_answer(objection=objection, by=head)

    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.admit_reason) == (CandidacyState.ADMITTED, "Suratnya sah." if kept else "")
    assert Event.objects.filter(kind="careers.admitted_all_the_same").exists() == kept
    assert ProofEvent.objects.filter(kind="admitted_all_the_same").exists() == kept
