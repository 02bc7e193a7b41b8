"""Scores of reviewers, ranking, decision and its letter."""

from decimal import Decimal

import pytest
from django.utils import translation

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from employees.models import Employee, OrganizationalUnit, Position
from tests.factories.employees import EmployeeFactory, make_employee_user
from tests.factories.study import (
    ApplicationFactory,
    CallFactory,
    ReviewerFactory,
)
from tests.training.services.study.conftest import apply
from training.enums import ApplicationState, CallState, Degree
from training.models import StudyApplication, StudyScore
from training.reports.study_letter import study_letter, study_letter_pdf
from training.services import study_application as applications
from training.services import study_call as calls
from training.services import study_score as scores
from training.services.study_call import StudyRefused
from training.study_facts import ranked_applications

pytestmark = pytest.mark.django_db


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
