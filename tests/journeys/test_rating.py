"""A rating: written and delivered by the superior, read and signed by the person."""

from __future__ import annotations

from employees.models import RatingHistory
from evaluations.enums import AssessmentState
from evaluations.models import Assessment
from tests.factories.ratings import AssessmentFactory, OrganisationFactory, PeriodFactory
from tests.journeys.browser import PHONE


def test_rating_is_delivered_at_a_desk_and_signed_on_a_phone(person_for, world):
    employee, head = world.users["employee"].employee, world.users["supervisor"].employee
    period = PeriodFactory(government=world.village.government)
    OrganisationFactory(assessment_period=period, unit=world.village)
    rating = AssessmentFactory(assessment_period=period, employee=employee, assessor=head, summary="")
    supervisor = person_for("supervisor")
    person = person_for("employee", viewport=PHONE, has_touch=True, is_mobile=True)

    supervisor.go("/evaluations/ratings/team/")
    supervisor.check()
    supervisor.go(f"/evaluations/ratings/{rating.pk}/write/")
    supervisor.page.locator("main [name=summary]").fill("Tertib dan ramah kepada warga.")
    supervisor.check()
    supervisor.press("Save and look at it")
    supervisor.page.wait_for_url(f"**/evaluations/ratings/{rating.pk}/")
    supervisor.press("Deliver")
    supervisor.page.wait_for_url(f"**/evaluations/ratings/{rating.pk}/deliver/**")
    supervisor.check()
    supervisor.press("Sign and deliver")
    supervisor.page.wait_for_url(f"**/evaluations/ratings/{rating.pk}/")
    supervisor.check()

    person.go("/evaluations/ratings/mine/")
    person.check()
    person.go(f"/evaluations/ratings/{rating.pk}/")
    person.press("Sign")
    person.page.wait_for_url(f"**/evaluations/ratings/{rating.pk}/sign/**")
    person.check()
    person.press("Sign")
    person.page.wait_for_url(f"**/evaluations/ratings/{rating.pk}/")
    person.check()

    assert Assessment.objects.get(pk=rating.pk).state == AssessmentState.FINAL
    assert RatingHistory.objects.get(employee=employee).predicate == "BAIK"
