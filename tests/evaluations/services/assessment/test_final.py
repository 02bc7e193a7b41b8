"""What a final rating does: signature, record, needs."""

import datetime
import threading
from contextlib import nullcontext

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import (
    OrganizationalUnit,
    RatingHistory,
)
from evaluations.enums import Acceptance, AssessmentState
from evaluations.models import Assessment, AssessmentPeriod
from evaluations.services.assessment import (
    AssessmentError,
    accept,
    finish_unanswered,
    settle_missing,
    take_back,
)
from evaluations.services.assessment_period import close_period
from evaluations.services.objection import decide_objection, file_objection
from tests.evaluations.services.assessment.conftest import Office, objection_of
from tests.factories.employees import (
    UnitFactory,
    make_employee_user,
)
from tests.factories.ratings import PeriodFactory
from training.models import DevelopmentNeed

pytestmark = pytest.mark.django_db


def test_accepting_is_the_persons_signature_and_goes_into_the_record_once(office):
    rating = office.rating(delivered=True)

    accept(assessment=rating, by=office.clerk)
    accept(assessment=rating, by=office.clerk)

    rating.refresh_from_db()
    assert (rating.state, rating.acceptance) == (AssessmentState.FINAL, Acceptance.SIGNED)
    assert rating.signed_at is not None
    entries = RatingHistory.objects.filter(employee=rating.employee)
    assert [(entry.year, entry.predicate, entry.is_void) for entry in entries] == [(2025, "BAIK", False)]
    assert not DevelopmentNeed.objects.exists()


def test_only_the_rated_person_answers(office):
    rating = office.rating(delivered=True)

    for act in (
        lambda: accept(assessment=rating, by=office.lurah),
        lambda: file_objection(assessment=rating, reason="x", by=office.lurah),
    ):
        with pytest.raises(AssessmentError, match="Only the rated person"):
            act()


def test_an_entry_that_says_something_else_is_corrected(office):
    RatingHistory.objects.create(employee=office.clerk.employee, year=2025, predicate="KURANG")
    rating = office.rating(delivered=True)

    accept(assessment=rating, by=office.clerk)

    valid = RatingHistory.objects.valid().get(employee=office.clerk.employee)
    assert (valid.predicate, valid.corrects.predicate) == ("BAIK", "KURANG")


def test_below_good_makes_one_mandatory_need(office):
    rating = office.rating(delivered=True, work_result="BELOW", predicate="BUTUH_PERBAIKAN")

    accept(assessment=rating, by=office.clerk)

    need = DevelopmentNeed.objects.get(employee=office.clerk.employee)
    assert (need.is_mandatory, need.year, need.basis["predicate"]) == (True, today().year, "BUTUH_PERBAIKAN")


def test_a_quarter_changes_neither_record_nor_needs(office):
    office.period = PeriodFactory(government=office.city, quarter=True)
    rating = office.rating(delivered=True, work_result="BELOW", predicate="BUTUH_PERBAIKAN")

    accept(assessment=rating, by=office.clerk)

    assert not RatingHistory.objects.exists()
    assert not DevelopmentNeed.objects.exists()


def test_of_two_units_the_longer_stay_counts_when_both_are_final(office):
    other = UnitFactory(parent=office.district)
    long = office.rating(delivered=True, months=8)
    short = office.rating(
        delivered=True, unit=other, months=4, work_result="ABOVE", behaviour="ABOVE", predicate="SANGAT_BAIK"
    )

    accept(assessment=long, by=office.clerk)
    assert not RatingHistory.objects.exists()
    accept(assessment=short, by=office.clerk)

    assert RatingHistory.objects.get().predicate == "BAIK"


def test_silence_is_acceptance_after_the_last_day(office):
    late = office.rating(delivered=True, object_until=today() - datetime.timedelta(days=1))
    colleague = make_employee_user(office.village)
    in_time = office.rating(employee=colleague.employee, delivered=True, object_until=today())

    assert finish_unanswered() == 1
    assert finish_unanswered() == 0

    late.refresh_from_db()
    in_time.refresh_from_db()
    assert (late.state, late.acceptance, late.signed_at) == (AssessmentState.FINAL, Acceptance.SILENT, None)
    assert in_time.state == AssessmentState.DELIVERED
    assert RatingHistory.objects.count() == 1


def test_one_rating_that_cannot_be_settled_keeps_nothing_from_the_others(office, monkeypatch):
    late = today() - datetime.timedelta(days=1)
    ratings = [
        office.rating(employee=make_employee_user(office.village).employee, delivered=True, object_until=late)
        for _number in range(3)
    ]

    def refuse(assessment, **_fields):
        if assessment.pk == ratings[0].pk:
            raise DomainError("Tidak bisa.")

    monkeypatch.setattr("evaluations.services.assessment.apply_final", refuse)

    assert finish_unanswered() == 2

    ratings[0].refresh_from_db()
    assert ratings[0].state == AssessmentState.DELIVERED


@pytest.mark.parametrize(("zone", "is_over"), [("Asia/Jakarta", False), ("Asia/Jayapura", True)])
def test_days_to_answer_end_where_the_person_works(office, monkeypatch, zone, is_over):
    OrganizationalUnit.objects.filter(pk=office.village.pk).update(time_zone=zone)
    rating = office.rating(delivered=True, object_until=datetime.date(2026, 3, 10))

    # 23:30 in Jakarta, 01:30 in Jayapura.
    now = datetime.datetime(2026, 3, 10, 16, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    with pytest.raises(AssessmentError, match="possible until") if is_over else nullcontext():
        file_objection(assessment=rating, reason="Salah.", by=office.clerk)


def test_a_final_rating_stands_whoever_writes(office):
    rating = office.rating(final=True)

    with pytest.raises((IntegrityError, InternalError, Exception), match="Cannot update"), transaction.atomic():
        Assessment.objects.filter(pk=rating.pk).update(predicate="SANGAT_BAIK", work_result="ABOVE", behaviour="ABOVE")


def test_a_draft_elsewhere_keeps_nothing_from_the_record_once_the_period_is_closed(office):
    final = office.rating(delivered=True, months=9)
    office.rating(unit=office.district, months=3)
    accept(assessment=final, by=office.clerk)
    assert not RatingHistory.objects.exists()

    close_period(period=office.period, by=office.camat)

    assert RatingHistory.objects.get().predicate == final.predicate


def test_effects_that_were_lost_are_made_up_for_once(office):
    """Nine months final, three never delivered, and the period closed without the one seeing the other."""
    final = office.rating(
        final=True, months=9, **dict.fromkeys(("work_result", "behaviour"), "BELOW"), predicate="SANGAT_KURANG"
    )
    office.rating(unit=office.district, months=3)
    assert settle_missing() == 0

    AssessmentPeriod.objects.filter(pk=office.period.pk).update(closed_at=timezone.now())

    assert (settle_missing(), settle_missing()) == (1, 0)
    entry = RatingHistory.objects.get()
    assert (entry.employee, entry.year, entry.predicate) == (final.employee, office.period.year, "SANGAT_KURANG")
    assert DevelopmentNeed.objects.get(is_mandatory=True).employee == final.employee

    # What the office withdraws stays withdrawn.
    RatingHistory.objects.update(is_void=True)
    assert settle_missing() == 0
    assert not RatingHistory.objects.valid().exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["sign", "silent", "objection"])
def test_nothing_becomes_final_while_the_period_is_being_closed(step):
    office = Office()
    rating = office.rating(delivered=True, months=9)
    office.rating(unit=office.district, months=3)
    if step == "silent":
        Assessment.objects.filter(pk=rating.pk).update(object_until=today() - datetime.timedelta(days=1))
    if step == "objection":
        Assessment.objects.filter(pk=rating.pk).update(state=AssessmentState.OBJECTED)
        objection = objection_of(rating)
    acts = {
        "sign": lambda: accept(assessment=rating, by=office.clerk),
        "silent": finish_unanswered,
        "objection": lambda: decide_objection(
            objection=objection, work_result="AS", behaviour="AS", decision="Tetap.", by=office.camat
        ),
    }

    def act():
        try:
            acts[step]()
        finally:
            connection.close()

    with transaction.atomic():
        close_period(period=office.period, by=office.camat)
        thread = threading.Thread(target=act)
        thread.start()
        thread.join(1)
        waits = thread.is_alive()
    thread.join(30)

    assert waits
    assert RatingHistory.objects.get().predicate == rating.predicate


@pytest.mark.django_db(transaction=True)
def test_signed_while_taken_back_one_of_the_two_wins():
    office = Office()
    rating = office.rating(delivered=True)
    outcomes, start = {}, threading.Barrier(2)

    def run(name, act, user):
        try:
            start.wait(10)
            act(assessment=Assessment.objects.get(pk=rating.pk), by=user)
            outcomes[name] = "done"
        except DomainError:
            outcomes[name] = "refused"
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=("sign", accept, office.clerk)),
        threading.Thread(target=run, args=("back", take_back, office.lurah)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    rating.refresh_from_db()
    assert sorted(outcomes.values()) == ["done", "refused"]
    assert (rating.state == AssessmentState.FINAL) == (outcomes["sign"] == "done")
    assert (RatingHistory.objects.count() == 1) == (outcomes["sign"] == "done")
