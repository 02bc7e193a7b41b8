"""Objections: who decides, until when, and what they can change."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import (
    RatingHistory,
)
from employees.services.history import appoint_acting
from evaluations.enums import Acceptance, AssessmentState
from evaluations.models import Assessment, FeedbackRound, Objection
from evaluations.rating_rules import decides, objections_open_to, supervises_subject
from evaluations.services.assessment import (
    AssessmentError,
    accept,
)
from evaluations.services.objection import decide_objection, decider_of, file_objection
from tests.evaluations.services.assessment.conftest import objection_of
from tests.factories.employees import (
    EmployeeFactory,
    UnitFactory,
    make_employee_user,
    make_officer,
)
from tests.factories.ratings import AssessmentFactory, PeriodFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("level", ["", "TINGGI", "\x00"])
def test_an_objection_is_decided_by_a_known_level(office, level):
    objection = file_objection(assessment=office.rating(delivered=True), reason="Salah.", by=office.clerk)

    with pytest.raises(AssessmentError, match="levels that are offered"):
        decide_objection(objection=objection, work_result=level, behaviour="AS", decision="Tetap.", by=office.camat)


def test_objection_goes_to_the_superior_of_who_rated(office):
    rating = office.rating(delivered=True)

    objection = file_objection(assessment=rating, reason="Target saya tercapai.", by=office.clerk)

    assert decider_of(Assessment.objects.select_related("assessor__unit").get(pk=rating.pk)) == office.camat.employee
    assert objection.before == {"work_result": "AS", "behaviour": "AS", "predicate": "BAIK"}
    assert Notification.objects.filter(user=office.camat, kind="evaluations.rating_objected").count() == 1
    with pytest.raises(AssessmentError, match="nothing to sign"):
        accept(assessment=rating, by=office.clerk)


def test_nothing_about_an_absent_head_goes_to_who_stands_in(office):
    """Neither the objection to a rating by the head, nor what colleagues say of the head, nor the head's own rating."""
    deputy = make_employee_user(office.village)
    objection = objection_of(office.rating())
    of_head = office.rating(employee=office.lurah.employee, assessor=office.camat.employee, final=True)
    about_head = RoundFactory(employee=office.lurah.employee, assessment_period=office.period)
    appoint_acting(
        employee=deputy.employee,
        position=office.lurah.employee.position,
        kind=AssignmentKind.DAILY_ACTING,
        period=(today(), None),
        by=None,
    )

    assert decider_of(objection.assessment) == office.camat.employee
    for user, expected in ((deputy, False), (office.camat, True)):
        user = User.objects.get(pk=user.pk)
        assert decides.test(user, objection) is expected
        assert supervises_subject.test(user, about_head) is expected
        assert Assessment.objects.visible_to(user).filter(pk=of_head.pk).exists() is expected
        assert FeedbackRound.objects.visible_to(user).filter(pk=about_head.pk).exists() is expected


def test_objection_after_the_last_day_is_refused(office):
    rating = office.rating(delivered=True, object_until=today() - datetime.timedelta(days=1))

    with pytest.raises(AssessmentError, match="Objections were possible until"):
        file_objection(assessment=rating, reason="Terlambat.", by=office.clerk)

    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    ("axes", "acceptance", "predicate"),
    [
        (("AS", "AS"), Acceptance.OBJECTION_REFUSED, "BAIK"),
        (("ABOVE", "ABOVE"), Acceptance.OBJECTION_UPHELD, "SANGAT_BAIK"),
    ],
)
def test_decision_keeps_or_changes_with_words(office, axes, acceptance, predicate):
    rating = office.rating(delivered=True)
    objection = file_objection(assessment=rating, reason="Target saya tercapai.", by=office.clerk)
    with pytest.raises(AssessmentError, match="Give the reason"):
        decide_objection(objection=objection, work_result="AS", behaviour="AS", decision=" ", by=office.camat)

    decide_objection(
        objection=objection, work_result=axes[0], behaviour=axes[1], decision="Sudah dibahas.", by=office.camat
    )

    rating.refresh_from_db()
    assert (rating.state, rating.acceptance, rating.predicate) == (AssessmentState.FINAL, acceptance, predicate)
    assert RatingHistory.objects.get().predicate == predicate
    with pytest.raises(AssessmentError, match="decided already"):
        decide_objection(objection=objection, work_result="AS", behaviour="AS", decision="Lagi.", by=office.camat)


@pytest.mark.parametrize("axes", [("BELOW", "AS"), ("AS", "BELOW"), ("ABOVE", "BELOW")])
def test_objecting_never_lowers_a_rating(office, axes):
    rating = office.rating(delivered=True)
    objection = file_objection(assessment=rating, reason="Target saya tercapai.", by=office.clerk)

    with pytest.raises(AssessmentError, match="never lowers"):
        decide_objection(
            objection=objection, work_result=axes[0], behaviour=axes[1], decision="Sudah dibahas.", by=office.camat
        )

    rating.refresh_from_db()
    assert (rating.state, rating.predicate) == (AssessmentState.OBJECTED, "BAIK")


def test_objections_that_wait_are_those_that_the_user_decides(office):
    personnel = make_officer(Role.HR_OFFICER, office.city)
    everybody = [office.camat, office.lurah, office.clerk, personnel]
    objection_of(office.rating(objected=True))
    # Rated by the camat, above whom nobody stands: the office decides.
    objection_of(office.rating(employee=office.lurah.employee, assessor=office.camat.employee, objected=True))
    # Nobody rated above; and one that the office delivered itself.
    objection_of(office.rating(employee=office.camat.employee, assessor=None, objected=True))
    other = make_employee_user(office.village).employee
    objection_of(office.rating(employee=other, assessor=None, objected=True, delivered_by=personnel))
    # The superior of who rated is the rated person.
    mutual = make_employee_user(office.district).employee
    second = PeriodFactory(government=office.city, quarter=True)
    objection_of(
        AssessmentFactory(assessment_period=second, employee=office.camat.employee, assessor=mutual, objected=True)
    )
    decided = make_employee_user(office.village).employee
    row = objection_of(office.rating(employee=decided, objected=True))
    Objection.objects.filter(pk=row.pk).update(
        decided_at=timezone.now(), decided_by=office.camat, decision="Tetap.", is_upheld=False
    )

    for user in everybody:
        visible = Objection.objects.visible_to(user).open().with_people()
        expected = {objection.pk for objection in visible if decides.test(user, objection)}
        assert {objection.pk for objection in objections_open_to(user)} == expected
    assert len(objections_open_to(office.camat)) == 1
    assert len(objections_open_to(personnel)) == 3


def test_open_objections_cost_the_same_for_three_and_none_is_cut_off(office):
    def ask():
        user = User.objects.get(pk=office.camat.pk)
        with CaptureQueriesContext(connection) as queries:
            found = len(objections_open_to(user))
        return found, len(queries)

    objection_of(office.rating(objected=True))
    ask()
    one = ask()
    for _number in range(2):
        objection_of(office.rating(employee=make_employee_user(office.village).employee, objected=True))
    three = ask()
    # Older ones that somebody else decides.
    town = UnitFactory(parent=office.district)
    people = EmployeeFactory.create_batch(51, unit=town, histories=False)
    older = [
        objection_of(office.rating(employee=person, assessor=office.camat.employee, objected=True)).pk
        for person in people
    ]
    Objection.objects.filter(pk__in=older).update(filed_at=timezone.now() - datetime.timedelta(days=1))

    assert (one[0], three[0]) == (1, 3)
    assert three[1] == one[1]
    assert ask() == three
