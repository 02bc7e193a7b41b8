import datetime
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from asn_portal.audit.models import Event
from asn_portal.documents.models import Document
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.domain.service_life.months import add_months
from employees.enums import HistoryKind, LegalStatus, Predicate
from employees.models import ChangeRequest, Employee, OrganizationalUnit, Position, RatingHistory
from employees.services.history import add_entry
from tests.factories.employees import EmployeeFactory, make_employee_user
from tests.factories.study import (
    DAY,
    ApplicationFactory,
    CallFactory,
    ChangeFactory,
    ReviewerFactory,
    StudyFactory,
)
from training.enums import ApplicationState, AssignmentState, CallState, Degree, RequestState
from training.models import SemesterReport, StudyApplication, StudyAssignment, StudyScore
from training.reports.study_letter import study_letter, study_letter_pdf
from training.services import study_application as applications
from training.services import study_assignment as studies
from training.services import study_call as calls
from training.services import study_score as scores
from training.services.study_call import StudyRefused
from training.study_facts import ranked_applications

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
VALUES = {
    "university": "USU",
    "programme": "Magister Administrasi Publik",
    "accreditation": "Unggul",
    "motivation": "Karena pelayanan.",
    "after_return": "Menyusun standar.",
}


def paper(name="ijazah.pdf"):
    return ContentFile(PDF, name=name)


@pytest.fixture
def clerk(world):
    """The employee, of whom everything is on record."""
    person = world.users["employee"].employee
    person.pns_since = datetime.date(2012, 1, 1)
    person.birth_date = datetime.date(1990, 1, 15)
    person.save()
    for year in (today().year - 1, today().year - 2):
        RatingHistory.objects.create(employee=person, year=year, predicate=Predicate.GOOD)
    return person


@pytest.fixture
def call(world):
    return CallFactory(unit=world.district)


@pytest.fixture
def by(world):
    return world.users["training_coordinator"]


def apply(call, clerk, **files):
    return applications.save_application(call=call, employee=clerk, values=VALUES, files=files, by=clerk.user)


# --- Calls -----------------------------------------------------------------------------------------------------------


def test_call_opens_when_weights_add_up_and_somebody_reviews(world, by):
    call = CallFactory(unit=world.district, state=CallState.DRAFT, criteria=[("Rencana", 60)])

    with pytest.raises(DomainError, match=r"60.*100"):
        calls.open_call(call=call, by=by)
    calls.set_criteria(call=call, criteria=[("Rencana", 60), ("Manfaat", 40)], by=by)
    with pytest.raises(DomainError):
        calls.open_call(call=call, by=by)
    calls.add_reviewer(call=call, employee=world.users["colleague"].employee, by=by)
    calls.open_call(call=call, by=by)

    call.refresh_from_db()
    assert call.state == CallState.OPEN
    assert Event.objects.filter(kind="training.study_call_opened", object_id=str(call.pk)).count() == 1
    assert Notification.objects.filter(user=world.users["colleague"], kind="training.study_review").count() == 1
    with pytest.raises(DomainError):
        calls.set_criteria(call=call, criteria=[("Lain", 100)], by=by)


def test_who_reads_the_names_cannot_score(world, by):
    call = CallFactory(unit=world.district, state=CallState.DRAFT)
    administrator = EmployeeFactory(unit=world.district, user=by)

    with pytest.raises(DomainError):
        calls.add_reviewer(call=call, employee=administrator, by=by)

    assert not call.reviewers.exists()


def test_call_closes_on_its_own_after_the_last_day(call, world):
    ReviewerFactory(call=call, employee=world.users["colleague"].employee)

    assert calls.close_due_calls(call.closes_on) == 0
    assert calls.close_due_calls(call.closes_on + DAY) == 1
    assert calls.close_due_calls(call.closes_on + DAY) == 0

    call.refresh_from_db()
    assert call.state == CallState.REVIEW


def test_cancelled_call_needs_a_reason_and_tells(call, clerk, by):
    ApplicationFactory(call=call, employee=clerk)

    with pytest.raises(DomainError):
        calls.cancel_call(call=call, reason=" ", by=by)
    calls.cancel_call(call=call, reason="Anggaran dialihkan.", by=by)

    assert Notification.objects.filter(user=clerk.user, kind="training.study").count() == 1
    call.refresh_from_db()
    assert (call.state, call.cancel_reason) == (CallState.CANCELLED, "Anggaran dialihkan.")


# --- Applications ----------------------------------------------------------------------------------------------------


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


# --- Scores and decisions --------------------------------------------------------------------------------------------


def score(application, reviewer, *points, is_final=True):
    keys = list(application.call.criteria.values_list("pk", flat=True))
    scores.save_scores(
        application=application,
        reviewer=reviewer,
        points={key: (value, "Jelas.") for key, value in zip(keys, points, strict=False)},
        is_final=is_final,
        by=reviewer.employee.user,
    )


@pytest.fixture
def reviewed(call, world):
    """Two complete applications and two reviewers, after the last day."""
    first = ReviewerFactory(call=call, employee=world.users["colleague"].employee)
    second = ReviewerFactory(call=call, employee=make_employee_user(world.other_village, name="Penilai Dua").employee)
    rows = [
        ApplicationFactory(call=call, employee=EmployeeFactory(unit=world.village), state=ApplicationState.COMPLETE)
        for _number in range(2)
    ]
    call.state = CallState.REVIEW
    call.save()
    return [*rows, first, second]


def test_drafts_of_scores_may_have_gaps_and_final_ones_not(reviewed):
    one, _two, first, _second = reviewed

    score(one, first, 80, is_final=False)
    with pytest.raises(DomainError):
        score(one, first, 80)
    score(one, first, 80, 70)
    with pytest.raises(DomainError):
        score(one, first, 10, 10)

    assert list(StudyScore.objects.order_by("criterion").values_list("points", flat=True)) == [80, 70]


def test_ranking_and_decision_within_the_places(reviewed, call, by):
    one, two, first, second = reviewed
    call.places = 1
    call.save()
    for reviewer, points in ((first, (80, 70)), (second, (60, 70))):
        score(one, reviewer, *points)
    score(two, first, 90, 90)

    rows = ranked_applications(call)
    assert [(row.application.pk, row.ranked.score, row.ranked.spread, row.submitted, row.expected) for row in rows] == [
        (one.pk, Decimal("70.00"), Decimal("12.00"), 2, 2),
        # Its points are nobody's to read before both reviewers have handed in.
        (two.pk, None, None, 1, 2),
    ]
    assert [mean for _name, mean in rows[1].criteria] == [None, None]
    with pytest.raises(DomainError, match=two.code):
        scores.accept_application(application=two, letter_number="1", by=by)
    score(two, second, 90, 90)
    scores.accept_application(application=two, letter_number="800/1", by=by)
    with pytest.raises(DomainError, match="1"):
        scores.accept_application(application=one, letter_number="800/2", by=by)
    scores.reject_application(application=one, reason="Tempat habis.", letter_number="800/2", by=by)
    calls.conclude_call(call=call, by=by)

    two.refresh_from_db()
    one.refresh_from_db()
    call.refresh_from_db()
    assert (two.state, two.final_score) == (ApplicationState.ACCEPTED, Decimal("90.00"))
    assert (one.state, one.final_score, one.reason) == (ApplicationState.REJECTED, Decimal("70.00"), "Tempat habis.")
    assert call.state == CallState.DECIDED


def test_lower_rank_comes_first_only_with_a_reason(reviewed, by):
    one, two, first, second = reviewed
    for reviewer in (first, second):
        score(one, reviewer, 60, 60)
        score(two, reviewer, 90, 90)

    with pytest.raises(StudyRefused, match=two.code):
        scores.accept_application(application=one, letter_number="800/1", reason=" ", by=by)
    accepted = scores.accept_application(application=one, letter_number="800/1", reason="Kuota daerah 3T.", by=by)
    scores.accept_application(application=two, letter_number="800/2", by=by)

    assert (accepted.state, accepted.reason) == (ApplicationState.ACCEPTED, "")
    with translation.override("en"), pytest.raises(StudyRefused, match="done already"):
        scores.accept_application(application=one, letter_number="800/3", by=by)
    reasons = Event.objects.filter(kind="training.study_accepted").order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["Kuota daerah 3T.", ""]


def test_nobody_applies_and_reviews(call, clerk, by):
    # A draft, not handed in yet.
    application = apply(call, clerk)
    with pytest.raises(StudyRefused, match=clerk.full_name):
        calls.add_reviewer(call=call, employee=clerk, by=by)
    ReviewerFactory(call=call, employee=clerk)

    with translation.override("en"), pytest.raises(StudyRefused, match="You review this call"):
        applications.submit_application(application=application, by=clerk.user)


def test_reviewer_who_has_scored_stays(call, world, by):
    ReviewerFactory(call=call)
    reviewer = ReviewerFactory(call=call, employee=world.users["colleague"].employee)
    score(ApplicationFactory(call=call, state=ApplicationState.COMPLETE), reviewer, 80, is_final=False)

    with pytest.raises(StudyRefused, match=reviewer.employee.full_name):
        calls.remove_reviewer(reviewer=reviewer, by=by)

    assert call.reviewers.count() == 2
    assert not Event.objects.filter(kind="training.study_reviewer_removed").exists()


def test_score_of_zero_is_recorded(reviewed, by):
    one, _two, first, second = reviewed
    for reviewer in (first, second):
        score(one, reviewer, 0, 0)

    scores.reject_application(application=one, reason="Belum sesuai.", letter_number="800/3", by=by)

    assert Event.objects.get(kind="training.study_rejected").data["score"] == "0.00"


def test_letter_keeps_what_it_said_when_it_was_decided(world, clerk, by):
    application = ApplicationFactory(call=CallFactory(unit=world.village), employee=clerk)
    scores.reject_application(application=application, reason="Belum lengkap.", letter_number="800/4", by=by)

    def letter():
        return study_letter(StudyApplication.objects.with_people().get(pk=application.pk))

    decided, head = letter(), world.users["supervisor"].employee
    assert (decided.name, decided.unit, decided.signer["name"]) == (clerk.full_name, clerk.unit.name, head.full_name)
    Employee.objects.filter(pk__in=[clerk.pk, head.pk]).update(name="Nama Baru")
    Position.objects.filter(pk=head.position_id).update(title="Jabatan Baru")
    OrganizationalUnit.objects.filter(pk=world.village.pk).update(name="Kelurahan Baru", address="Jalan Baru 1")

    assert letter() == decided
    # Decided before the facts were kept: as the record says now.
    StudyApplication.objects.filter(pk=application.pk).update(decided_facts={})
    now = letter()
    assert "Nama Baru" in now.name
    assert "Nama Baru" in now.signer["name"]
    assert (now.unit, now.letterhead.address, now.signer["position"]) == (
        "Kelurahan Baru",
        "Jalan Baru 1",
        "Jabatan Baru",
    )


def test_letter_is_the_same_whoever_asks(world, by):
    call = CallFactory(unit=world.village, degree=Degree.PROFESSION, conditions={"months": 12})
    application = ApplicationFactory(call=call)
    scores.reject_application(application=application, reason="Belum lengkap.", letter_number="800/5", by=by)
    application = StudyApplication.objects.with_people().get(pk=application.pk)

    papers = []
    for language in ("id", "en"):
        with translation.override(language):
            papers.append(study_letter_pdf(application))

    assert papers[0] == papers[1]


def test_nobody_scores_who_is_too_close(world, call, clerk):
    reviewer = ReviewerFactory(call=call, employee=world.users["supervisor"].employee)
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.COMPLETE)

    with pytest.raises(DomainError):
        score(application, reviewer, 80, 80)

    assert scores.missing_reviewers(application) == 0
    assert StudyScore.objects.count() == 0


# --- Studies ---------------------------------------------------------------------------------------------------------


def study_of(person, **fields):
    return StudyAssignment(
        employee=person,
        degree="S2",
        university="USU",
        programme="Magister",
        funding="regional",
        decree_number="800/9",
        decree_date=today(),
        starts_on=fields.pop("starts_on", today()),
        planned_end=fields.pop("planned_end", today() + 730 * DAY),
        **fields,
    )


def test_study_makes_its_reports_due(clerk, by):
    application = ApplicationFactory(call__unit=clerk.unit, employee=clerk, state=ApplicationState.ACCEPTED)

    study = studies.begin_study(assignment=study_of(clerk, application=application), by=by)

    assert list(study.reports.values_list("number", flat=True)) == [1, 2, 3, 4]
    with pytest.raises(DomainError):
        studies.begin_study(assignment=study_of(clerk), by=by)


@pytest.mark.parametrize("ends", ["return", "early"])
def test_who_is_released_to_study_stands_in_the_record_as_such(clerk, by, ends):
    study = studies.begin_study(assignment=study_of(clerk, starts_on=today() - 400 * DAY), by=by)
    clerk.refresh_from_db()
    assert clerk.status == LegalStatus.STUDY
    row = clerk.statushistory_set.valid().get(status=LegalStatus.STUDY)
    assert (row.period.lower, row.decree_number) == (study.starts_on, study.decree_number)

    if ends == "early":
        studies.end_early(assignment=study, reason="Sakit.", by=by)
    else:
        StudyAssignment.objects.filter(pk=study.pk).update(state=AssignmentState.GRADUATED, graduated_on=today() - DAY)
        studies.record_return(assignment=study, returned_on=today(), placement="Tetap", by=by)

    clerk.refresh_from_db()
    row.refresh_from_db()
    assert (clerk.status, row.period.upper) == (LegalStatus.ACTIVE, today())


def test_status_that_the_personnel_office_wrote_already_stays(clerk, by):
    add_entry(
        employee=clerk, kind=HistoryKind.STATUS, values={"status": "03", "period": (today() - 10 * DAY, None)}, by=by
    )

    studies.begin_study(assignment=study_of(clerk), by=by)
    beside = studies.begin_study(assignment=study_of(EmployeeFactory(unit=clerk.unit), is_released=False), by=by)

    assert clerk.statushistory_set.valid().filter(status="03").count() == 1
    assert not beside.employee.statushistory_set.filter(status="03").exists()


def test_study_before_the_portal_asks_only_for_coming_reports(clerk, by):
    study = studies.begin_study(
        assignment=study_of(clerk, starts_on=today() - 400 * DAY, planned_end=today() + 300 * DAY), by=by
    )

    assert all(report.due_on >= today() for report in study.reports.all())
    assert study.reports.count() == 2


def test_reminders_are_told_once_each(clerk):
    study = StudyFactory(employee=clerk)
    report = SemesterReport.objects.create(assignment=study, number=1, due_on=today() + 30 * DAY)

    for day in (today() - DAY, today(), today(), report.due_on, report.due_on + DAY, report.due_on + 20 * DAY):
        studies.remind_of_reports(day)

    assert Notification.objects.filter(user=clerk.user, kind="training.study_report").count() == 3


def test_report_is_written_read_and_then_stands(clerk, by):
    report = SemesterReport.objects.create(assignment=StudyFactory(employee=clerk), number=1, due_on=today())
    values = {"credits": 20, "text": "Lancar.", "by": clerk.user}

    studies.submit_report(report=report, gpa=Decimal("3.75"), file=paper("khs.pdf"), **values)
    studies.read_report(report=report, answer="Terima kasih.", by=by)
    with pytest.raises(DomainError):
        studies.submit_report(report=report, gpa=Decimal("4.00"), file=None, **values)

    report.refresh_from_db()
    assert (report.gpa, report.answer, report.read_by) == (Decimal("3.75"), "Terima kasih.", by)


def test_extensions_end_after_the_second(clerk, by):
    study = StudyFactory(employee=clerk, starts_on=datetime.date(2026, 1, 1), planned_end=datetime.date(2027, 12, 31))
    studies.ensure_reports(study, since=datetime.date(2026, 1, 1))
    asked = {"kind": "extension", "from_day": today(), "reason": "Penelitian.", "by": clerk.user}

    with pytest.raises(DomainError):
        studies.ask_change(assignment=study, months=7, **asked)
    for _number in range(2):
        change = studies.ask_change(assignment=study, months=6, **asked)
        with pytest.raises(DomainError):
            studies.ask_change(assignment=study, months=6, **asked)
        studies.decide_change(change=change, is_granted=True, answer="", by=by)
    with pytest.raises(DomainError):
        studies.ask_change(assignment=study, months=1, **asked)

    study.refresh_from_db()
    assert study.planned_end == datetime.date(2028, 12, 31)
    assert [report.due_on for report in study.reports.order_by("number")][-2:] == [
        datetime.date(2028, 6, 30),
        datetime.date(2028, 12, 31),
    ]
    assert study.changes.filter(state=RequestState.GRANTED).count() == 2


@pytest.mark.parametrize("kind", ["extension", "leave"])
def test_longer_study_from_before_the_portal_asks_for_no_old_reports(clerk, by, kind):
    starts_on = add_months(today(), -14)
    study = studies.begin_study(
        assignment=study_of(clerk, starts_on=starts_on, planned_end=add_months(starts_on, 24) - DAY), by=by
    )
    change = studies.ask_change(
        assignment=study, kind=kind, months=6, from_day=today(), reason="Penelitian.", by=clerk.user
    )

    studies.decide_change(change=change, is_granted=True, answer="", by=by)

    assert list(study.reports.values_list("number", "due_on")) == [
        (number, add_months(starts_on, 6 * number) - DAY) for number in (3, 4, 5)
    ]


def test_leave_begins_on_its_day_and_ends_after_its_months(clerk, by):
    study, first = StudyFactory(employee=clerk), today() + 10 * DAY
    asked = {"kind": "leave", "months": 2, "from_day": first, "reason": "Sakit.", "by": clerk.user}
    change = studies.ask_change(assignment=study, **asked)
    studies.decide_change(change=change, is_granted=True, answer="", by=by)
    back = add_months(first, 2)

    states = []
    for day in (first - DAY, first, first, back - DAY, back, back):
        moved = studies.move_leaves_on(day)
        study.refresh_from_db()
        states.append((moved, study.state))

    away, here = AssignmentState.ON_LEAVE, AssignmentState.STUDYING
    assert states == [(0, here), (1, away), (0, away), (0, away), (1, here), (0, here)]
    change.refresh_from_db()
    assert change.ended_on == back
    kinds = ["training.study_leave_begun", "training.study_resumed"]
    assert [Event.objects.filter(kind=kind, object_id=str(study.pk)).count() for kind in kinds] == [1, 1]
    told = Notification.objects.filter(user=clerk.user, kind="training.study")
    # Of the answer, the beginning and the end.
    assert told.count() == 3


def test_leave_that_follows_another_keeps_the_study_on_leave(clerk):
    study = StudyFactory(employee=clerk, state=AssignmentState.ON_LEAVE)
    granted = {"assignment": study, "kind": "leave", "state": RequestState.GRANTED, "months": 1}
    ChangeFactory(**granted, from_day=add_months(today(), -1), decided_at=timezone.now() - 40 * DAY)
    second = ChangeFactory(**granted, from_day=today(), decided_at=timezone.now() - 5 * DAY)

    assert studies.move_leaves_on() == 0

    study.refresh_from_db()
    assert study.state == AssignmentState.ON_LEAVE
    assert list(study.changes.filter(ended_on=None)) == [second]


def test_who_comes_back_early_stays(clerk, by):
    study = StudyFactory(employee=clerk)
    decided = {"kind": "leave", "state": RequestState.GRANTED, "months": 3, "from_day": today()}
    ChangeFactory(assignment=study, **decided, decided_at=timezone.now() - 5 * DAY)
    assert studies.move_leaves_on() == 1

    studies.resume_study(assignment=study, by=by)

    assert studies.move_leaves_on(today() + DAY) == 0
    study.refresh_from_db()
    assert study.state == AssignmentState.STUDYING
    # Came back before that day was kept: the leave had begun when it was granted.
    earlier = ChangeFactory(assignment=StudyFactory(), **decided, decided_at=timezone.now())
    assert studies.move_leaves_on() == 0
    earlier.refresh_from_db()
    assert (earlier.assignment.state, earlier.ended_on) == (AssignmentState.STUDYING, today())


def test_refused_request_needs_an_answer(clerk, by):
    study = StudyFactory(employee=clerk)
    change = studies.ask_change(
        assignment=study, kind="leave", months=3, from_day=today(), reason="Sakit.", by=clerk.user
    )

    with pytest.raises(DomainError):
        studies.decide_change(change=change, is_granted=False, answer="", by=by)
    studies.decide_change(change=change, is_granted=True, answer="", by=by)
    study.refresh_from_db()
    assert study.state == AssignmentState.ON_LEAVE
    studies.resume_study(assignment=study, by=by)

    study.refresh_from_db()
    assert study.state == AssignmentState.STUDYING


def test_graduation_proposes_the_diploma_and_return_starts_the_bond(clerk, by):
    study = StudyFactory(employee=clerk, starts_on=datetime.date(2024, 8, 1), planned_end=datetime.date(2026, 7, 31))

    studies.graduate(
        assignment=study,
        graduated_on=datetime.date(2026, 7, 31),
        diploma_number="IJ-1",
        front_title="",
        back_title="M.AP.",
        diploma=paper(),
        by=clerk.user,
    )
    studies.record_return(assignment=study, returned_on=datetime.date(2026, 8, 1), placement="Analis Kebijakan", by=by)

    request = ChangeRequest.objects.get(employee=clerk)
    assert (request.topic, request.changes["level"], request.changes["back_title"]) == ("education", "45", "M.AP.")
    study.refresh_from_db()
    assert study.state == AssignmentState.SERVING
    assert (study.bond.lower, study.bond_last_day) == (datetime.date(2026, 8, 1), datetime.date(2030, 7, 31))
    assert study.bond_days_left(datetime.date(2030, 7, 31)) == 1
    assert studies.fulfil_bonds(datetime.date(2030, 7, 31)) == 0
    assert studies.fulfil_bonds(datetime.date(2030, 8, 1)) == 1
    study.refresh_from_db()
    assert study.state == AssignmentState.FULFILLED


def test_own_means_beside_the_work_owe_nothing(clerk, by):
    study = StudyFactory(
        employee=clerk,
        is_released=False,
        funding="own",
        state=AssignmentState.GRADUATED,
        graduated_on=today() - DAY,
    )

    studies.record_return(assignment=study, returned_on=today(), placement="Tetap", by=by)

    study.refresh_from_db()
    assert (study.state, study.bond) == (AssignmentState.FULFILLED, None)


def test_study_that_ends_early_says_why(clerk, by):
    study = StudyFactory(employee=clerk)

    with pytest.raises(DomainError):
        studies.end_early(assignment=study, reason="", by=by)
    studies.end_early(assignment=study, reason="Mengundurkan diri; 20 juta dikembalikan.", by=by)

    study.refresh_from_db()
    assert (study.state, study.end_reason) == (
        AssignmentState.ENDED_EARLY,
        "Mengundurkan diri; 20 juta dikembalikan.",
    )


def test_released_study_cancelled_before_it_starts_leaves_the_record_as_it_was(clerk, by):
    before = list(clerk.statushistory_set.valid().values_list("status", "period"))
    study = studies.begin_study(assignment=study_of(clerk, starts_on=today() + 30 * DAY), by=by)
    assert clerk.statushistory_set.valid().filter(status=LegalStatus.STUDY).exists()

    studies.end_early(assignment=study, reason="Beasiswa batal.", by=by)

    clerk.refresh_from_db()
    assert list(clerk.statushistory_set.valid().values_list("status", "period")) == before
    assert clerk.status == LegalStatus.ACTIVE


@pytest.mark.parametrize("last", [datetime.date(9999, 12, 31), datetime.date(2300, 1, 1), today() + 16 * 366 * DAY])
def test_study_of_impossible_length_is_refused(clerk, by, last):
    with pytest.raises(StudyRefused):
        studies.begin_study(assignment=study_of(clerk, planned_end=last), by=by)

    assert not StudyAssignment.objects.exists()


@pytest.mark.parametrize(("days", "months"), [(-191, 1), (-188, 1), (541, 1), (10, 13)])
def test_leave_lies_inside_the_study_and_within_two_semesters(clerk, days, months):
    study = StudyFactory(employee=clerk)
    first = today() + days * DAY

    with pytest.raises(StudyRefused):
        studies.ask_change(
            assignment=study, kind="leave", months=months, from_day=first, reason="Sakit.", by=clerk.user
        )

    assert not study.changes.exists()


def test_all_leaves_together_have_at_most_two_semesters(clerk, by):
    study = StudyFactory(employee=clerk)
    ChangeFactory(assignment=study, kind="leave", state=RequestState.GRANTED, months=8)
    asked = {"kind": "leave", "from_day": today() + 300 * DAY, "reason": "Sakit.", "by": clerk.user}

    with pytest.raises(StudyRefused, match="12"):
        studies.ask_change(assignment=study, months=5, **asked)
    change = studies.ask_change(assignment=study, months=4, **asked)
    studies.decide_change(change=change, is_granted=True, answer="", by=by)

    assert change.assignment.changes.filter(state=RequestState.GRANTED).count() == 2


@pytest.mark.parametrize("field", ["opens_on", "studies_from"])
def test_call_of_an_impossible_year_is_refused(world, by, field):
    call = CallFactory(unit=world.district, state=CallState.DRAFT)
    setattr(call, field, datetime.date(1 if field == "opens_on" else 9999, 1, 1))

    with pytest.raises(StudyRefused):
        calls.save_call(call=call, by=by)
