"""What an amendment may do to days and verdicts; and results that no entry of the proof records."""

from decimal import Decimal

import pytest

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.domain.scoring_plan import plan_hash
from careers.enums import SelectionKind, StageKind
from careers.models import PlanAmendment, StageResult
from careers.selection_plan import plan_of
from careers.services.plan_amendment import StageChange, propose_amendment, sign_amendment
from careers.services.stage_publication import publish_stage
from careers.services.stage_result import write_result
from tests.factories.employees import UserFactory, make_officer
from tests.factories.selections import (
    CandidacyFactory,
    SelectionFactory,
    SelectionStageFactory,
    StageResultFactory,
    days,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def selection():
    """Check and track record are to come."""
    selection = SelectionFactory(closed=True, kind=SelectionKind.SUPERVISOR)
    SelectionStageFactory(
        selection=selection, kind=StageKind.ADMINISTRATIVE, weight=0, starts_on=days(1), ends_on=days(9)
    )
    SelectionStageFactory(selection=selection, kind=StageKind.TRACK_RECORD, starts_on=days(3), ends_on=days(9))
    return announced(selection)


def announced(selection, **fields):
    selection.plan = {**plan_of(selection), **fields}
    selection.plan_hash = plan_hash(selection.plan)
    selection.save()
    return selection


@pytest.fixture
def officer(selection):
    return make_officer(Role.HR_OFFICER, selection.unit)


@pytest.fixture
def head(selection):
    return make_officer(Role.HEAD_OF_AGENCY, selection.unit)


def amend(selection, officer, *, begins=None, pass_mark=None, closes_on=None):
    """`begins` and `pass_mark` of the second stage."""
    first, second = selection.stages.all()
    stages = {
        first.order: StageChange(first.weight, first.pass_mark, first.starts_on, first.ends_on),
        second.order: StageChange(second.weight, pass_mark, begins or second.starts_on, second.ends_on),
    }
    return propose_amendment(
        selection=selection,
        stages=stages,
        proposed=selection.proposed,
        reason="Perwal",
        by=officer,
        closes_on=closes_on,
    )


def test_no_stage_is_put_before_the_one_in_front_of_it(selection, officer):
    with pytest.raises(DomainError, match="“Track record” begins before “Administrative check”"):
        amend(selection, officer, begins=days(0))
    assert not PlanAmendment.objects.exists()

    # What stood so since before stays amendable.
    selection.stages.filter(kind=StageKind.TRACK_RECORD).update(starts_on=days(0))
    announced(selection)
    amend(selection, officer, pass_mark=Decimal(60))


def test_registration_is_extended_also_in_a_plan_that_does_not_name_it(selection, officer):
    del selection.plan["registration"]
    selection.save()

    amendment = amend(selection, officer, closes_on=days(0))

    assert amendment.new_plan["registration"] == {
        "from": selection.opens_on.isoformat(),
        "until": days(0).isoformat(),
    }


def test_who_was_absent_passes_by_no_amended_mark(selection, officer, head):
    stage = selection.stages.get(kind=StageKind.TRACK_RECORD)
    absent, upheld, present = (CandidacyFactory(selection=selection) for _number in range(3))
    for candidacy, passed, detail in (
        (absent, False, {"absent": True}),
        # As an objection that was upheld leaves it.
        (upheld, True, {"absent": True}),
        (present, False, {}),
    ):
        write_result(stage=stage, candidacy=candidacy, score=Decimal(0), passed=passed, detail=detail, by=officer)

    sign_amendment(amendment=amend(selection, officer, pass_mark=Decimal(0)), by=head)

    verdicts = dict(StageResult.objects.values_list("candidacy", "passed"))
    assert verdicts == {absent.pk: False, upheld.pk: True, present.pk: True}


@pytest.mark.parametrize("is_scored", [False, True])
def test_candidates_are_told_of_two_rankings_where_there_are_results(selection, officer, head, is_scored):
    candidacy = CandidacyFactory(selection=selection)
    candidacy.employee.user = UserFactory()
    candidacy.employee.save()
    if is_scored:
        published = SelectionStageFactory(selection=selection, kind=StageKind.HEALTH, weight=0, published=True)
        announced(selection)
        StageResultFactory(stage=published, candidacy=candidacy)
        propose_and_sign = propose_amendment(
            selection=selection, stages={}, proposed=selection.proposed + 1, reason="Perwal", by=officer
        )
    else:
        propose_and_sign = amend(selection, officer, pass_mark=Decimal(60))

    sign_amendment(amendment=propose_and_sign, by=head)

    told = Notification.objects.get(user=candidacy.employee.user).body
    assert "Perwal" in told
    assert ("ranking" in told or "peringkat" in told) is is_scored


def test_a_result_that_no_entry_records_is_not_published(officer):
    stage = SelectionStageFactory(kind=StageKind.TRACK_RECORD)
    result = StageResultFactory(stage=stage)

    with pytest.raises(DomainError, match=f"differ from those in the proof: {result.candidacy.pseudonym}"):
        publish_stage(stage=stage, by=officer)

    stage.refresh_from_db()
    assert not stage.is_published
