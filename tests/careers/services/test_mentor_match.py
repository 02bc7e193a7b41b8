"""Best assignment: worked out, confirmed, left out; needs from gaps and plans."""

import datetime

import pytest

from asn_portal.errors import DomainError
from careers.domain.matching import Weights
from careers.enums import MatchWay, MentorshipState, PairState
from careers.facts.mentor import gaps_of, mentors_of
from careers.models import Mentorship, ProposedPair
from careers.services.mentor_match import confirm_pairs, leave_out_pairs, work_out_pairs
from employees.dates import today
from employees.enums import SanctionKind
from employees.models import DisciplineHistory
from tests.factories.careers import CompetencyFactory, MentorshipFactory, OfferFactory, set_level
from tests.factories.employees import EmployeeFactory, UnitFactory, UserFactory
from training.enums import NeedSource, NeedState
from training.models import DevelopmentNeed

pytestmark = pytest.mark.django_db
PERIOD = {"starts_on": today(), "ends_on": today() + datetime.timedelta(days=120)}


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def competency(unit):
    return CompetencyFactory(government=unit.government)


@pytest.fixture
def officer():
    return UserFactory()


def learner(unit, competency, achieved=2, required=4):
    person = EmployeeFactory(unit=unit, user=UserFactory())
    set_level(person, competency, achieved=achieved, required=required)
    return person


def guide(unit, competency, level=5, **fields):
    person = EmployeeFactory(unit=unit, user=UserFactory(), **fields)
    set_level(person, competency, achieved=level)
    OfferFactory(mentor=person)
    return person


def test_needs_come_from_gaps_and_from_plans(unit, competency):
    person = learner(unit, competency, achieved=2, required=3)
    unknown, met, refused = (CompetencyFactory(government=unit.government) for _ in range(3))
    set_level(person, met, achieved=4, required=4)
    for each, target, state in ((competency, 5, "agreed"), (unknown, 2, "agreed"), (met, 4, "agreed")):
        need(person, each, target, state)
    need(person, refused, 3, NeedState.REFUSED)

    assert gaps_of([person.pk], today().year) == {person.pk: {competency.pk: (2, 5), unknown.pk: (0, 2)}}


def need(person, competency, target, state):
    refusal = {"refusal_code": "other", "refusal_reason": "-"} if state == NeedState.REFUSED else {}
    DevelopmentNeed.objects.create(
        employee=person,
        competency=competency,
        source=NeedSource.GAP,
        target_level=target,
        year=today().year,
        state=state,
        **refusal,
    )


def test_mentors_are_willing_free_experienced_and_without_sanction(unit, competency):
    willing = guide(unit, competency)
    full, punished = guide(unit, competency), guide(unit, competency)
    guide(unit, competency, nip="199001012026121001")
    MentorshipFactory.create_batch(5, mentor=full)
    DisciplineHistory.objects.create(
        employee=punished, level="S", kind=SanctionKind.values[0], period=(today() - datetime.timedelta(days=9), None)
    )
    silent = EmployeeFactory(unit=unit)
    set_level(silent, competency, achieved=5)

    def keys(everybody):
        return [mentor.key for mentor in mentors_of(unit.government.pk, today(), everybody=everybody)[0]]

    assert keys(everybody=False) == [willing.pk]
    assert keys(everybody=True) == [willing.pk, silent.pk]


def test_pairs_are_worked_out_with_reasons_and_nobody_is_asked_yet(unit, competency, officer):
    mentee, mentor = learner(unit, competency), guide(unit, competency)

    run = work_out_pairs(unit=unit, everybody=False, weights=Weights(), by=officer)

    pair = ProposedPair.objects.get()
    assert (run.mentee_count, run.mentor_count, pair.mentee, pair.mentor) == (1, 1, mentee, mentor)
    assert (pair.covered, pair.fit, pair.steps) == ([[competency.pk, 2, 4, 5]], 1000, 0)
    assert not Mentorship.objects.exists()


def test_who_has_a_mentor_or_was_declined_is_not_paired_again(unit, competency, officer):
    guided, declined = learner(unit, competency), learner(unit, competency)
    mentor = guide(unit, competency)
    MentorshipFactory(mentee=guided, mentor=EmployeeFactory(unit=unit))
    MentorshipFactory(mentee=declined, mentor=mentor, state=MentorshipState.DECLINED)

    run = work_out_pairs(unit=unit, everybody=False, weights=Weights(), by=officer)

    assert (run.mentee_count, run.pairs.count()) == (1, 0)


def test_nobody_to_pair_is_said(unit, competency, officer):
    with pytest.raises(DomainError, match="known gap"):
        work_out_pairs(unit=unit, everybody=True, weights=Weights(), by=officer)
    learner(unit, competency)
    with pytest.raises(DomainError, match="no mentor with a free place"):
        work_out_pairs(unit=unit, everybody=False, weights=Weights(), by=officer)


def test_some_are_confirmed_some_left_out_and_the_gap_is_the_goal(unit, competency, officer):
    first, second = learner(unit, competency), learner(unit, competency)
    guide(unit, competency)
    run = work_out_pairs(unit=unit, everybody=False, weights=Weights(), by=officer)
    confirmed, left_out = run.pairs.get(mentee=first), run.pairs.get(mentee=second)

    assert confirm_pairs(run=run, chosen=[confirmed.pk], by=officer, **PERIOD) == (1, 0)
    assert leave_out_pairs(run=run, chosen=[left_out.pk], by=officer) == 1

    mentorship = Mentorship.objects.get()
    assert (mentorship.mentee, mentorship.way, mentorship.state) == (first, MatchWay.OPTIMAL, MentorshipState.PROPOSED)
    goal = mentorship.agreements.get().goals.get()
    assert (goal.competency, goal.target_level) == (competency, 4)
    with pytest.raises(DomainError, match="still to decide"):
        confirm_pairs(run=run, chosen=[confirmed.pk, left_out.pk], by=officer, **PERIOD)


def test_two_runs_give_nobody_two_mentors(unit, competency, officer):
    mentee = learner(unit, competency)
    guide(unit, competency)
    first = work_out_pairs(unit=unit, everybody=False, weights=Weights(), by=officer)
    second = work_out_pairs(unit=unit, everybody=False, weights=Weights(), by=officer)
    second.pairs.update(mentor=guide(unit, competency))

    counts = [confirm_pairs(run=run, chosen=[run.pairs.get().pk], by=officer, **PERIOD) for run in (second, first)]

    assert counts == [(1, 0), (0, 1)]
    assert Mentorship.objects.open().get().mentee == mentee
    pair = first.pairs.get()
    assert (pair.state, "has or asks a mentor already" in pair.refusal) == (PairState.REFUSED, True)


def test_a_pair_that_became_impossible_is_refused_alone(unit, competency, officer):
    people = [learner(unit, competency) for _ in range(2)]
    mentor = guide(unit, competency)
    run = work_out_pairs(unit=unit, everybody=False, weights=Weights(), by=officer)
    MentorshipFactory.create_batch(4, mentor=mentor)

    counts = confirm_pairs(run=run, chosen=list(run.pairs.values_list("pk", flat=True)), by=officer, **PERIOD)

    assert counts == (1, 1)
    assert sorted(run.pairs.values_list("state", flat=True)) == [PairState.CONFIRMED, PairState.REFUSED]
    assert "already guides 5 people" in run.pairs.get(state=PairState.REFUSED).refusal
    assert {pair.mentee_id for pair in run.pairs.all()} == {person.pk for person in people}
