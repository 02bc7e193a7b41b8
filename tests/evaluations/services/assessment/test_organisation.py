"""The organisation is rated before those who head it."""

import pytest

from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from employees.dates import today
from evaluations.enums import AssessmentState
from evaluations.services.assessment import (
    AssessmentError,
    AssessmentValues,
    deliver,
    given_work_result,
    missing_for_delivery,
    write_assessment,
)
from evaluations.services.organisation import OrganisationError, rate_organisation
from tests.factories.ratings import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_delivered_only_after_the_organisation_is_rated(office):
    rating = office.rating()

    with pytest.raises(AssessmentError, match="organisation has to be rated first"):
        deliver(assessment=rating, by=office.lurah)

    OrganisationFactory(assessment_period=office.period, unit=office.district)
    delivered = deliver(assessment=rating, by=office.lurah)

    assert delivered.state == AssessmentState.DELIVERED
    assert delivered.delivered_by == office.lurah
    assert delivered.object_until > today()
    assert Event.objects.filter(kind="evaluations.rating_delivered").count() == 1
    assert Notification.objects.filter(user=office.clerk, kind="evaluations.rating_delivered").count() == 1


def test_head_of_a_rated_unit_gets_its_work_result(office):
    OrganisationFactory(assessment_period=office.period, unit=office.village, rating="ISTIMEWA")
    rating = office.rating(employee=office.lurah.employee, assessor=office.camat.employee)

    assert given_work_result(rating) == "ABOVE"
    assert missing_for_delivery(rating) == [
        "The unit was rated since. Open the form and save it once, so that its rating is taken over."
    ]
    written = write_assessment(
        assessment=rating, values=AssessmentValues(work_result="BELOW", behaviour="ABOVE"), edit=1, by=office.camat
    )

    assert (written.work_result, written.predicate) == ("ABOVE", "SANGAT_BAIK")


def test_who_heads_no_rated_unit_is_judged_freely(office):
    OrganisationFactory(assessment_period=office.period, unit=office.district, rating="ISTIMEWA")

    assert given_work_result(office.rating()) == ""
    assert given_work_result(office.rating(employee=office.lurah.employee, assessor=office.camat.employee)) == ""


def test_organisation_rating_stands_once_its_head_is_rated(office):
    rate = {"period": office.period, "unit": office.village, "reason": "Capaian.", "by": office.camat}
    rate_organisation(rating="BAIK", **rate)
    rate_organisation(rating="ISTIMEWA", **rate)
    office.rating(employee=office.lurah.employee, assessor=office.camat.employee, delivered=True)

    with pytest.raises(OrganisationError, match="rests on this one"):
        rate_organisation(rating="KURANG", **rate)

    assert office.period.organisations.get().rating == "ISTIMEWA"


def test_no_organisation_is_rated_after_its_head(office):
    office.rating(employee=office.lurah.employee, assessor=office.camat.employee, delivered=True)

    with pytest.raises(OrganisationError, match="rests on this one"):
        rate_organisation(
            period=office.period, unit=office.village, rating="KURANG", reason="Capaian.", by=office.camat
        )

    assert not office.period.organisations.exists()
