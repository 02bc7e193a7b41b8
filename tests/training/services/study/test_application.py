"""Applications to a call."""

import pytest
from django.db import IntegrityError, transaction

from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.enums import Predicate
from employees.models import RatingHistory
from tests.factories.study import (
    DAY,
    ApplicationFactory,
    CallFactory,
)
from tests.training.services.study.conftest import VALUES, apply, paper
from training.enums import ApplicationState
from training.models import StudyApplication
from training.services import study_application as applications
from training.services import study_call as calls

pytestmark = pytest.mark.django_db


def test_application_keeps_its_gaps_until_it_is_handed_in(call, clerk):
    call.documents_asked = "Ijazah terakhir\n* Sertifikat TOEFL"
    call.save()
    application = apply(call, clerk)

    with pytest.raises(DomainError, match="Ijazah terakhir"):
        applications.submit_application(application=application, by=clerk.user)
    applications.save_application(call=call, employee=clerk, values=VALUES, files={1: paper()}, by=clerk.user)
    applications.save_application(call=call, employee=clerk, values=VALUES, files={1: paper("b.pdf")}, by=clerk.user)
    applications.submit_application(application=application, by=clerk.user)

    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert {row["condition"]: row["is_met"] for row in application.eligibility}["remaining"] is True
    # A new file takes the place of the old one.
    assert [document.name for document in Document.objects.filter(owner_id=str(application.pk))] == ["b.pdf"]
    with pytest.raises(DomainError):
        apply(call, clerk)


def test_failing_condition_keeps_it_back_and_is_named(call, clerk):
    RatingHistory.objects.filter(employee=clerk, year=today().year - 1).update(predicate=Predicate.POOR)
    application = apply(call, clerk)

    with pytest.raises(DomainError, match=str(today().year - 1)):
        applications.submit_application(application=application, by=clerk.user)

    application.refresh_from_db()
    assert (application.state, application.eligibility) == (ApplicationState.DRAFT, [])


def test_returned_application_comes_back_after_the_last_day(call, clerk, by):
    application = applications.submit_application(application=apply(call, clerk), by=clerk.user)
    calls.close_call(call=call, by=by)

    applications.return_application(application=application, reason="Ijazah tidak terbaca.", by=by)
    applications.submit_application(application=application, by=clerk.user)
    applications.complete_application(application=application, by=by)

    application.refresh_from_db()
    assert (application.state, application.reason) == (ApplicationState.COMPLETE, "")


def test_superiors_word_stands_beside_the_verdicts(call, clerk, world):
    application = applications.submit_application(application=apply(call, clerk), by=clerk.user)
    head = world.users["supervisor"]
    assert Notification.objects.filter(user=head, kind="training.study").count() == 1

    with pytest.raises(DomainError):
        applications.recommend_application(application=application, is_recommended=False, text="", by=head)
    applications.recommend_application(application=application, is_recommended=True, text="Layak.", by=head)

    application.refresh_from_db()
    assert applications.superiors_word(application)["text"] == "Layak."
    assert len(application.eligibility) == 10


def test_one_application_to_a_call_until_it_is_withdrawn(call, clerk):
    application = apply(call, clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationFactory(call=call, employee=clerk)

    applications.withdraw_application(application=application, by=clerk.user)
    another = apply(call, clerk)

    assert another.pk != application.pk
    assert another.code != application.code


def test_nobody_applies_out_of_time_or_from_elsewhere(world, clerk):
    early = CallFactory(unit=world.district, opens_on=today() + DAY)
    late = CallFactory(unit=world.district, closes_on=today() - DAY)
    foreign = CallFactory(unit=world.other_government)

    for call in (early, late, foreign):
        with pytest.raises(DomainError):
            apply(call, clerk)
    assert StudyApplication.objects.count() == 0
