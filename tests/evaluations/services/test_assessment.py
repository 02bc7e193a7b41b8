"""Writing, delivering, answering a rating; objections; what a final rating changes."""

import datetime
import threading
from contextlib import nullcontext
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.enums import AssignmentKind, LegalStatus
from employees.models import (
    CreditPointHistory,
    Employee,
    OrganizationalUnit,
    PositionHistory,
    RatingHistory,
    StatusHistory,
)
from employees.services.history import appoint_acting
from evaluations.enums import Acceptance, AssessmentState, EvaluationRuleKey
from evaluations.evaluation_rules import default_of
from evaluations.models import Assessment, AssessmentPeriod, FeedbackRound, Objection
from evaluations.rating_rules import decides, objections_open_to, supervises_subject
from evaluations.services.assessment import (
    AssessmentError,
    AssessmentValues,
    BehaviourValues,
    accept,
    deliver,
    finish_unanswered,
    given_work_result,
    missing_for_delivery,
    settle_missing,
    take_back,
    write_assessment,
)
from evaluations.services.assessment_period import close_period
from evaluations.services.credit_points import CreditError, proposal_of, take_credit_points
from evaluations.services.objection import decide_objection, decider_of, file_objection
from evaluations.services.organisation import OrganisationError, rate_organisation
from tests.factories.employees import (
    EmployeeFactory,
    PositionFactory,
    UnitFactory,
    UserFactory,
    make_employee_user,
    make_officer,
)
from tests.factories.ratings import AssessmentFactory, OrganisationFactory, PeriodFactory, RoundFactory
from training.models import DevelopmentNeed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(_indonesian):
    with translation.override("en"):
        yield


class Office:
    """A village in a district in a city, with its people."""

    def __init__(self):
        self.city = UnitFactory(name="Kota Medan")
        self.district = UnitFactory(parent=self.city, name="Kecamatan")
        self.village = UnitFactory(parent=self.district, name="Kelurahan")
        self.camat = make_employee_user(self.district, head=True)
        self.lurah = make_employee_user(self.village, head=True)
        self.clerk = make_employee_user(self.village)
        self.period = PeriodFactory(government=self.city)

    def rating(self, **fields):
        fields = {"employee": self.clerk.employee, "assessor": self.lurah.employee, **fields}
        return AssessmentFactory(assessment_period=self.period, **fields)


@pytest.fixture
def office(db):
    return Office()


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


def test_what_is_missing_is_said_in_sentences(office):
    OrganisationFactory(assessment_period=office.period, unit=office.district)
    rating = office.rating(work_result="", predicate="", summary="", dialogue_on=None, behaviours=False)

    missing = missing_for_delivery(rating)

    assert len(missing) == 4
    assert any("no agreed plan" in sentence for sentence in missing)


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


def test_a_final_rating_stands_whoever_writes(office):
    rating = office.rating(final=True)

    with pytest.raises((IntegrityError, InternalError, Exception), match="Cannot update"), transaction.atomic():
        Assessment.objects.filter(pk=rating.pk).update(predicate="SANGAT_BAIK", work_result="ABOVE", behaviour="ABOVE")


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


def functional(office, level="MU"):
    position = PositionFactory(unit=office.village, title="Analis", position_type="FUNGSIONAL", functional_level=level)
    employee = office.clerk.employee
    PositionHistory.objects.filter(employee=employee).delete()
    PositionHistory.objects.create(employee=employee, position=position, period=(datetime.date(2020, 1, 1), None))
    Employee.objects.filter(pk=employee.pk).update(position=position)
    return employee


def test_credit_points_of_a_year_are_taken_once(office):
    functional(office)
    rating = office.rating(final=True)

    take_credit_points(assessment=rating, by=office.camat)
    with pytest.raises(CreditError, match="on record already"):
        take_credit_points(assessment=rating, by=office.camat)

    entry = CreditPointHistory.objects.get()
    assert (entry.points, entry.is_conversion) == (Decimal("25.000"), True)
    assert (entry.period.lower, entry.period.upper) == (datetime.date(2025, 1, 1), datetime.date(2026, 1, 1))


def test_months_converted_before_are_left_out_of_the_year(office):
    employee = functional(office)
    CreditPointHistory.objects.create(
        employee=employee,
        points=Decimal("6.25"),
        period=(datetime.date(2025, 1, 1), datetime.date(2025, 4, 1)),
        is_conversion=True,
    )
    rating = office.rating(final=True)

    entry = take_credit_points(assessment=rating, by=office.camat)

    assert entry.points == Decimal("18.75")
    assert entry.period.lower == datetime.date(2025, 4, 1)


def test_each_level_of_the_year_earns_by_its_own_coefficient(office):
    employee = functional(office, level="PT")
    risen = datetime.date(2025, 10, 1)
    PositionHistory.objects.filter(employee=employee).update(period=(datetime.date(2020, 1, 1), risen))
    higher = PositionFactory(
        unit=office.village, title="Analis Muda", position_type="FUNGSIONAL", functional_level="MU"
    )
    PositionHistory.objects.create(employee=employee, position=higher, period=(risen, None))
    rating = office.rating(final=True)

    earlier, later = (take_credit_points(assessment=rating, by=office.camat) for _time in range(2))

    assert (earlier.title, earlier.points, earlier.period.upper) == ("Analis", Decimal("9.38"), risen)
    assert (later.title, later.points, later.period.lower) == ("Analis Muda", Decimal("6.25"), risen)


def test_unpaid_leave_earns_nothing(office):
    employee = functional(office)
    leave = datetime.date(2025, 2, 1), datetime.date(2025, 9, 1)
    StatusHistory.objects.create(employee=employee, status=LegalStatus.UNPAID_LEAVE, period=leave)
    rating = office.rating(final=True)

    entry = take_credit_points(assessment=rating, by=office.camat)

    # January and September to December.
    assert entry.points == Decimal("10.42")


@pytest.mark.parametrize(("day", "months"), [((2026, 7, 31), None), ((2026, 8, 1), 1), ((2026, 10, 1), 3)])
def test_months_that_are_not_over_earn_nothing_yet(office, monkeypatch, day, months):
    monkeypatch.setattr("evaluations.services.credit_points.today", lambda: datetime.date(*day))
    functional(office)
    office.period = PeriodFactory(government=office.city, quarter=True)
    rating = office.rating(final=True)

    proposal = proposal_of(Assessment.objects.with_credit().get(pk=rating.pk), default_of(EvaluationRuleKey.CREDIT))

    assert (proposal.months if proposal else None) == months


def test_without_a_functional_position_there_are_no_points(office):
    with pytest.raises(CreditError, match="functional positions"):
        take_credit_points(assessment=office.rating(final=True), by=office.camat)


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


def objection_of(rating):
    return Objection.objects.create(
        assessment=rating, reason="Hasil kerja saya lebih tinggi.", decide_by=today(), before={}
    )


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
