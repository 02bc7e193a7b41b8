"""A rating is written, delivered and taken back."""

import datetime

import pytest
from django.utils import timezone

from employees.dates import today
from evaluations.enums import AssessmentState
from evaluations.models import Assessment
from evaluations.services.assessment import (
    AssessmentError,
    AssessmentValues,
    BehaviourValues,
    accept,
    deliver,
    missing_for_delivery,
    take_back,
    write_assessment,
)
from evaluations.services.objection import file_objection
from tests.factories.employees import (
    UserFactory,
    make_employee_user,
)
from tests.factories.ratings import AssessmentFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_what_is_missing_is_said_in_sentences(office):
    OrganisationFactory(assessment_period=office.period, unit=office.district)
    rating = office.rating(work_result="", predicate="", summary="", dialogue_on=None, behaviours=False)

    missing = missing_for_delivery(rating)

    assert len(missing) == 4
    assert any("no agreed plan" in sentence for sentence in missing)


def test_level_above_needs_an_example_and_nothing_is_stored_without(office):
    rating = office.rating()
    values = AssessmentValues(summary="Baru", behaviours={"loyal": BehaviourValues("ABOVE", " ")})

    with pytest.raises(AssessmentError, match="needs an example"):
        write_assessment(assessment=rating, values=values, edit=1, by=office.lurah)

    rating.refresh_from_db()
    assert (rating.summary, rating.edit, rating.behaviours.count()) == ("Melayani dengan tertib.", 1, 7)


def test_a_newer_version_is_never_overwritten(office):
    rating = office.rating()
    write_assessment(assessment=rating, values=AssessmentValues(summary="Pertama"), edit=1, by=office.lurah)

    with pytest.raises(AssessmentError, match="was changed while you had it open"):
        write_assessment(assessment=rating, values=AssessmentValues(summary="Kedua"), edit=1, by=office.lurah)

    rating.refresh_from_db()
    assert rating.summary == "Pertama"


def test_taken_back_before_the_answer_only(office):
    rating = office.rating(delivered=True)

    back = take_back(assessment=rating, by=office.lurah)
    assert (back.state, back.delivered_at, back.object_until) == (AssessmentState.DRAFT, None, None)
    with pytest.raises(AssessmentError, match="nothing to sign"):
        accept(assessment=rating, by=office.clerk)


def test_not_taken_back_once_the_days_to_answer_are_over(office):
    rating = office.rating(delivered=True, object_until=today() - datetime.timedelta(days=1))

    with pytest.raises(AssessmentError, match="counts as accepted"):
        take_back(assessment=rating, by=office.lurah)

    rating.refresh_from_db()
    assert rating.state == AssessmentState.DELIVERED
    last_day = office.rating(employee=make_employee_user(office.village).employee, delivered=True, object_until=today())
    assert take_back(assessment=last_day, by=office.lurah).state == AssessmentState.DRAFT


@pytest.mark.parametrize(("day", "says"), [((1, 1, 1), "before the period began"), ((2099, 1, 1), "not come yet")])
def test_the_conversation_was_within_reach(office, day, says):
    rating = office.rating()

    with pytest.raises(AssessmentError, match=says):
        write_assessment(
            assessment=rating,
            values=AssessmentValues(dialogue_on=datetime.date(*day)),
            edit=rating.edit,
            by=office.lurah,
        )


def test_nobody_delivers_signs_or_objects_to_what_they_have_not_read(office):
    OrganisationFactory(assessment_period=office.period, unit=office.district)
    rating = office.rating()
    read = rating.edit
    Assessment.objects.filter(pk=rating.pk).update(edit=read + 1)

    with pytest.raises(AssessmentError, match="read it first"):
        deliver(assessment=rating, by=office.lurah, seen=read)
    deliver(assessment=rating, by=office.lurah, seen=read + 1)
    with pytest.raises(AssessmentError, match="read it first"):
        accept(assessment=rating, by=office.clerk, seen=read)
    with pytest.raises(AssessmentError, match="read it first"):
        file_objection(assessment=rating, reason="Salah.", by=office.clerk, seen=read)
    assert accept(assessment=rating, by=office.clerk, seen=read + 1).state == AssessmentState.FINAL


def test_an_assessor_without_account_is_told_nothing_and_nothing_breaks(office):
    lurah = office.lurah.employee
    lurah.user = None
    lurah.save()
    rating = AssessmentFactory(
        assessment_period=office.period,
        employee=office.clerk.employee,
        assessor=lurah,
        delivered=True,
        delivered_by=UserFactory(),
    )

    accept(assessment=rating, by=office.clerk)

    assert Assessment.objects.get(pk=rating.pk).final_at <= timezone.now()
