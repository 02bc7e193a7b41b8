"""Midway check, closing, level after."""

import datetime

import pytest

from asn_portal.access.roles import Role
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import MentorshipState
from careers.models import AgreementGoal, Mentorship, MentorshipEvaluation, MidwayCheck
from careers.services.mentoring_review import answer_midway, close_worry, evaluate_mentorship, rate_after
from employees.dates import today
from tests.factories.careers import AgreementFactory, CompetencyFactory, MentorshipFactory
from tests.factories.employees import (
    EmployeeFactory,
    RoleGrantFactory,
    UnitFactory,
    UserFactory,
    make_employee_user,
    make_officer,
)
from training.models import CompetencyRating, CurrentLevel

pytestmark = pytest.mark.django_db
ANSWERS = {"meets": "yes", "on_track": "partly", "works_well": "no"}
SAYS = {"useful": 4, "reliable": 5, "would_again": True}


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def pair(unit):
    mentor, mentee = (EmployeeFactory(unit=unit, user=UserFactory()) for _ in range(2))
    return MentorshipFactory(mentor=mentor, mentee=mentee, halfway=True)


def told():
    return set(Notification.objects.values_list("kind", "user"))


def test_a_worry_is_told_to_hr_alone_and_looked_at_once(unit, pair, django_capture_on_commit_callbacks):
    officer = make_officer(Role.HR_OFFICER, unit)
    make_officer(Role.HR_OFFICER, UnitFactory(parent=UnitFactory()))

    with django_capture_on_commit_callbacks(execute=True):
        check = answer_midway(mentorship=pair, **ANSWERS, worry="Jarang bertemu", by=pair.mentee.user)

    assert told() == {("careers.worry", officer.pk)}
    assert list(MidwayCheck.objects.worries_of(officer)) == [check]
    assert check.worry == "Jarang bertemu"
    assert "Jarang" not in check.worry_encrypted
    close_worry(check=check, by=officer)
    assert list(MidwayCheck.objects.worries_of(officer)) == []
    with pytest.raises(DomainError, match="already looked"):
        close_worry(check=check, by=officer)


def test_an_officer_who_is_the_other_of_the_pair_learns_nothing(unit, pair, django_capture_on_commit_callbacks):
    RoleGrantFactory(user=pair.mentor.user, role=Role.HR_OFFICER, unit=unit)

    with django_capture_on_commit_callbacks(execute=True):
        answer_midway(mentorship=pair, **ANSWERS, worry="Jarang bertemu", by=pair.mentee.user)

    assert told() == set()
    assert list(MidwayCheck.objects.worries_of(pair.mentor.user)) == []


def test_without_a_worry_hr_is_not_told(unit, pair, django_capture_on_commit_callbacks):
    make_officer(Role.HR_OFFICER, unit)

    with django_capture_on_commit_callbacks(execute=True):
        answer_midway(mentorship=pair, **ANSWERS, wish="Lebih pagi", by=pair.mentee.user)

    assert told() == set()


def test_nobody_answers_before_half_of_the_time_is_over(pair):
    pair.starts_on, pair.ends_on = today(), today() + datetime.timedelta(days=2)
    pair.save()

    with pytest.raises(DomainError, match="opens on"):
        answer_midway(mentorship=pair, **ANSWERS, by=pair.mentee.user)

    assert not MidwayCheck.objects.exists()


def test_each_answers_once(pair):
    answer_midway(mentorship=pair, **ANSWERS, by=pair.mentee.user)
    with pytest.raises(DomainError, match="already answered"):
        answer_midway(mentorship=pair, **ANSWERS, by=pair.mentee.user)
    answer_midway(mentorship=pair, **ANSWERS, by=pair.mentor.user)

    assert MidwayCheck.objects.count() == 2


def test_the_first_evaluation_completes_and_both_views_count(pair):
    evaluate_mentorship(mentorship=pair, achievement=80, reason="Bisa", by=pair.mentor.user, **SAYS)
    pair.refresh_from_db()
    assert (pair.state, pair.achievement, pair.reason) == (MentorshipState.COMPLETED, 80, "Bisa")

    evaluate_mentorship(mentorship=pair, achievement=61, by=pair.mentee.user, **SAYS)

    pair.refresh_from_db()
    assert pair.achievement == 71
    with pytest.raises(DomainError, match="already gave"):
        evaluate_mentorship(mentorship=pair, achievement=10, by=pair.mentee.user, **SAYS)
    assert MentorshipEvaluation.objects.count() == 2


@pytest.mark.parametrize("achievement", [-1, 101])
def test_more_than_everything_is_refused_and_nothing_ends(pair, achievement):
    with pytest.raises(DomainError):
        evaluate_mentorship(mentorship=pair, achievement=achievement, by=pair.mentor.user, **SAYS)

    assert Mentorship.objects.get().state == MentorshipState.RUNNING


def test_a_mentorship_that_never_ran_is_not_evaluated(pair):
    Mentorship.objects.update(state=MentorshipState.STOPPED)

    with pytest.raises(DomainError, match="already “Stopped”"):
        evaluate_mentorship(mentorship=pair, achievement=50, by=pair.mentor.user, **SAYS)


def test_the_superior_rates_the_level_after(unit, pair, django_capture_on_commit_callbacks):
    head = make_employee_user(unit, head=True)
    competency = CompetencyFactory(government=unit.government)
    AgreementFactory(mentorship=pair, competency=competency)
    with django_capture_on_commit_callbacks(execute=True):
        evaluate_mentorship(mentorship=pair, achievement=80, by=pair.mentor.user, **SAYS)
    assert ("careers.rating", head.pk) in told()
    assert list(Mentorship.objects.awaiting_rating_of(head)) == [pair]
    levels = {competency: (3, "high")}

    with pytest.raises(DomainError, match="direct superior"):
        rate_after(mentorship=pair, levels=levels, evidence="Melihat", by=pair.mentor.user)
    rate_after(mentorship=pair, levels=levels, evidence="Melihat", by=head)

    rating = CompetencyRating.objects.get()
    assert (rating.employee, rating.level, rating.source) == (pair.mentee, 3, "supervisor")
    assert CurrentLevel.objects.get(employee=pair.mentee, competency=competency).achieved == 3
    assert AgreementGoal.objects.get().level_after == 3
    assert list(Mentorship.objects.awaiting_rating_of(head)) == []
    with pytest.raises(DomainError, match="rated already"):
        rate_after(mentorship=pair, levels=levels, evidence="Melihat", by=head)


def test_without_a_competency_nobody_is_asked_to_rate(unit, pair):
    head = make_employee_user(unit, head=True)
    AgreementFactory(mentorship=pair)

    evaluate_mentorship(mentorship=pair, achievement=80, by=pair.mentor.user, **SAYS)

    assert list(Mentorship.objects.awaiting_rating_of(head)) == []
