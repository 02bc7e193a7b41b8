"""The administrative check: admitted, refused, looked at by hand."""

import pytest

from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import CandidacyState
from careers.services.candidacy import admit_candidate, refuse_candidate
from careers.services.stage_publication import publish_stage
from careers.words.requirement import checked
from tests.careers.services.selection_run.conftest import person, stages_of
from tests.factories.selections import CandidacyFactory

pytestmark = pytest.mark.django_db


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
