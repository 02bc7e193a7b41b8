"""Too few applicants, and the registration that an amendment extends."""

import datetime

import pytest
from django.utils.formats import date_format

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.domain.scoring_plan import plan_hash
from careers.enums import CandidacyState, RejectReason, StageKind
from careers.models import Selection
from careers.selection_pages import changes_of
from careers.selection_plan import plan_of
from careers.services.candidacy import refuse_candidate
from careers.services.plan_amendment import StageChange, propose_amendment, sign_amendment
from careers.services.selection_check import few_applicants
from employees.dates import today
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory, make_officer
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionStageFactory, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(db):
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def officer(unit):
    return make_officer(Role.HR_OFFICER, unit)


@pytest.fixture
def head(unit):
    return make_officer(Role.HEAD_OF_AGENCY, unit)


@pytest.fixture
def over(unit):
    """Registration has ended; check and interview are to come."""
    selection = SelectionFactory(closed=True, position__unit=unit)
    for kind, weight in ((StageKind.ADMINISTRATIVE, 0), (StageKind.INTERVIEW, 100)):
        SelectionStageFactory(selection=selection, kind=kind, weight=weight, starts_on=days(1), ends_on=days(9))
    selection.plan = plan_of(selection)
    selection.plan_hash = plan_hash(selection.plan)
    selection.save()
    return selection


def apply(selection, state, count):
    for _number in range(count):
        person = EmployeeFactory(unit=selection.unit, user=UserFactory(language="en"))
        CandidacyFactory(selection=selection, employee=person, state=state)


def extend(selection, until, by, *, begins=None):
    stages = {
        stage.order: StageChange(stage.weight, stage.pass_mark, begins or stage.starts_on, days(60))
        for stage in selection.stages.all()
    }
    return propose_amendment(
        selection=selection,
        stages=stages,
        proposed=selection.proposed,
        closes_on=until,
        reason="Baru dua pelamar.",
        by=by,
    )


def test_an_amendment_takes_no_day_that_lies_years_away(over, officer):
    with pytest.raises(DomainError, match="lies too far away"):
        extend(over, days(20), officer, begins=datetime.date(9999, 1, 1))

    assert not over.amendments.exists()


def test_fewer_than_four_applicants_are_told_of(over):
    apply(over, CandidacyState.SUBMITTED, 3)
    apply(over, CandidacyState.WITHDRAWN, 1)
    assert few_applicants(over, today()) == "3 people have applied; the rule wants at least 4."

    apply(over, CandidacyState.SUBMITTED, 1)
    assert few_applicants(over, today()) == ""


def test_fewer_than_three_admitted_are_told_of_once_all_are_checked(over, officer):
    apply(over, CandidacyState.ADMITTED, 2)
    apply(over, CandidacyState.SUBMITTED, 2)
    assert few_applicants(over, today()) == ""

    for candidacy in over.candidacies.filter(state=CandidacyState.SUBMITTED):
        refuse_candidate(candidacy=candidacy, code=RejectReason.RANK, text="Pangkat III/a.", by=officer)
    assert few_applicants(over, today()) == "2 people are admitted; the rule wants at least 3."


def test_nothing_is_said_while_registration_runs_or_after_the_check_is_published(over):
    assert few_applicants(over, over.closes_on) == ""
    assert few_applicants(over, today()) != ""

    over.stages.filter(kind=StageKind.ADMINISTRATIVE).update(published_at=days_ago(1))
    assert few_applicants(over, today()) == ""


def days_ago(number):
    return datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=number)


def test_an_extension_holds_once_two_have_signed_and_takes_applications_again(over, officer, head):
    apply(over, CandidacyState.SUBMITTED, 2)
    amendment = extend(over, days(20), officer, begins=days(21))
    assert not Selection.objects.get(pk=over.pk).takes_applications(today())

    sign_amendment(amendment=amendment, by=head)

    extended = Selection.objects.get(pk=over.pk)
    assert extended.closes_on == days(20)
    assert extended.takes_applications(today())
    assert extended.plan["registration"]["until"] == days(20).isoformat()
    assert extended.plan_hash == plan_hash(extended.plan)
    assert changes_of(amendment)[0] == (
        "Last day of registration",
        date_format(days(-10)),
        date_format(days(20)),
    )
    assert Notification.objects.filter(title__startswith="The scoring plan was amended").count() == 2


def test_registration_is_extended_only_and_before_the_stages(over, officer):
    for until in (days(-20), days(-1)):
        with pytest.raises(DomainError, match="can only be extended"):
            extend(over, until, officer)
    with pytest.raises(DomainError, match="begins before registration has ended"):
        extend(over, days(20), officer)


def test_a_published_check_ends_the_registration_for_good(over, officer, head):
    amendment = extend(over, days(20), officer, begins=days(21))
    over.stages.filter(kind=StageKind.ADMINISTRATIVE).update(published_at=days_ago(1))

    with pytest.raises(DomainError, match="Withdraw this amendment"):
        sign_amendment(amendment=amendment, by=head)

    assert Selection.objects.get(pk=over.pk).closes_on == days(-10)
