"""Ratings, objections, standards, needs and plans: what is stored, what follows, who is told."""

import datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.models import Employee, Position
from tests.factories.employees import EmployeeFactory, make_officer
from tests.factories.training import ProgrammeFactory, SessionFactory, make_completed
from training.domain.draw import DEFAULT_LAYERS, GAP, MONTHS_WITHOUT, NOT_DRAWN
from training.enums import NeedSource, NeedState, RatingSource, TrainingRuleKey
from training.models import (
    Competency,
    CompetencyRating,
    CurrentLevel,
    DevelopmentNeed,
    ProgrammeCompetency,
    RatingObjection,
    TrainingRule,
    UnitGap,
)
from training.services.current_level import disagreeing_rows, recount_employees, recount_everybody
from training.services.individual_plan import agree_plan, return_plan, submit_plan
from training.services.need import (
    add_mandatory_need,
    drop_need,
    plan_of,
    propose_need,
    realise_needs,
    refuse_need,
    verify_need,
)
from training.services.objection import decide_objection, deciders, object_to, withdraw_objection
from training.services.rating import add_rating, void_rating
from training.services.standard import set_standard
from training.services.training_rule import set_rule, take_back_rule
from training.services.year_plan import (
    add_item,
    approve_year_plan,
    change_item,
    create_year_plan,
    gather_needs,
    remove_item,
    return_year_plan,
    submit_year_plan,
    valid_signatures,
    verify_year_plan,
)
from training.training_rules import RULES, check_value, default_of, layers_of, value_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def communication():
    return Competency.objects.get(government=None, code="communication")


@pytest.fixture
def clerk(world):
    """A supervisory official: level 2 by default. The only one whose levels are kept."""
    clerk = world.users["employee"].employee
    Position.objects.filter(pk=clerk.position_id).update(position_type="PENGAWAS")
    clerk.refresh_from_db()
    recount_employees([clerk.pk])
    return clerk


def level_of(employee, competency):
    return CurrentLevel.objects.filter(employee=employee, competency=competency).first()


def rate(clerk, competency, level=1, source=RatingSource.SUPERVISOR, by=None, **fields):
    return add_rating(employee=clerk, competency=competency, level=level, source=source, by=by, **fields)


# --- Rules ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", list(RULES))
def test_every_default_passes_its_own_check(key):
    assert check_value(key, default_of(key)) == default_of(key)


def test_rule_holds_from_its_day(world):
    government = world.district.government
    by = world.users["training_coordinator"]
    later = today() + datetime.timedelta(days=10)
    rule = set_rule(
        government=government,
        key=TrainingRuleKey.RATING_VALIDITY,
        value={"years": 2},
        valid_from=later,
        basis="Perwal 1/2026",
        by=by,
    )

    assert value_of(TrainingRuleKey.RATING_VALIDITY, government, today()) == {"years": 3}
    assert value_of(TrainingRuleKey.RATING_VALIDITY, government.pk, later) == {"years": 2}
    assert Event.objects.filter(kind="training.rule_set").exists()

    take_back_rule(rule=rule, by=by)

    assert value_of(TrainingRuleKey.RATING_VALIDITY, government, later) == {"years": 3}


@pytest.mark.parametrize("value", [{"years": 0}, {"years": 11}, {"years": "1.5"}, {}])
def test_rule_outside_of_its_limits_is_refused(value):
    with pytest.raises(DomainError):
        check_value(TrainingRuleKey.RATING_VALIDITY, value)


# --- Ratings and levels -----------------------------------------------------------------------------------------------


def test_new_position_is_unknown_in_nine_competencies_and_not_zero(clerk):
    levels = CurrentLevel.objects.filter(employee=clerk)

    assert levels.count() == 9
    assert {(row.required, row.achieved, row.gap) for row in levels} == {(2, None, None)}


def test_rating_counts_at_once_in_level_and_unit(clerk, communication):
    rating = rate(clerk, communication, 1)

    level = level_of(clerk, communication)
    assert (level.required, level.achieved, level.gap, level.rating) == (2, 1, -1, rating)
    cell = UnitGap.objects.get(unit=clerk.unit, competency=communication)
    assert (cell.rated, cell.below, cell.missing) == (1, 1, 1)
    assert Event.objects.filter(kind="training.rated", object_id=str(clerk.pk)).exists()
    assert Notification.objects.filter(user=clerk.user, kind="training.rated").count() == 1


def test_void_rating_counts_no_more_and_says_why(clerk, communication):
    rating = rate(clerk, communication, 1)

    void_rating(rating=rating, reason="Salah orang.", by=None)

    assert level_of(clerk, communication).achieved is None
    rating.refresh_from_db()
    assert (rating.is_void, rating.void_reason) == (True, "Salah orang.")
    with pytest.raises(DomainError):
        void_rating(rating=rating, reason="Lagi.", by=None)


def test_second_rating_of_a_day_voids_the_first(clerk, communication):
    rate(clerk, communication, 1)
    rate(clerk, communication, 3)

    assert level_of(clerk, communication).achieved == 3
    assert list(CompetencyRating.objects.order_by("pk").values_list("level", "is_void")) == [(1, True), (3, False)]


def test_paper_source_needs_evidence(clerk, communication):
    with pytest.raises(DomainError):
        rate(clerk, communication, 4, RatingSource.EXAM)

    assert not CompetencyRating.objects.exists()


def test_rating_of_the_future_and_of_another_government_is_refused(clerk, communication, world):
    elsewhere = Competency.objects.create(
        government=EmployeeFactory(unit__parent=None).unit.government, code="lain", name="Lain", definition="-"
    )

    for competency, fields in ((communication, {"rated_on": today() + datetime.timedelta(days=1)}), (elsewhere, {})):
        with pytest.raises(DomainError):
            rate(clerk, competency, 2, **fields)


def test_database_refuses_a_level_of_zero(clerk, communication):
    with pytest.raises(IntegrityError), transaction.atomic():
        CompetencyRating.objects.create(
            employee=clerk, competency=communication, level=0, source="self", rated_on=today()
        )


def test_standard_changes_the_gap_of_everybody_in_the_position(clerk, communication):
    rate(clerk, communication, 2)

    set_standard(position=clerk.position, fields={}, levels={communication.pk: (4, "absolute")}, by=None)

    assert level_of(clerk, communication).gap == -2
    set_standard(position=clerk.position, fields={}, levels={communication.pk: (None, "")}, by=None)
    assert level_of(clerk, communication).gap == 0


def test_second_editor_of_a_standard_is_told(clerk):
    set_standard(position=clerk.position, fields={"summary": "A"}, levels={}, by=None, edit=0)

    with pytest.raises(DomainError):
        set_standard(position=clerk.position, fields={"summary": "B"}, levels={}, by=None, edit=0)


def test_expired_rating_is_found_by_the_nightly_comparison(clerk, communication):
    rating = rate(clerk, communication, 2)
    CompetencyRating.objects.filter(pk=rating.pk).update(
        rated_on=today() - datetime.timedelta(days=9), valid_until=today() - datetime.timedelta(days=1)
    )

    assert (clerk.pk, communication.pk) in disagreeing_rows()
    recount_everybody()
    assert level_of(clerk, communication).achieved is None
    assert (recount_everybody(), disagreeing_rows()) == ({}, [])


def test_command_names_and_repairs_wrong_levels(clerk, communication, capsys):
    CurrentLevel.objects.filter(employee=clerk, competency=communication).update(required=5)

    with pytest.raises(SystemExit):
        call_command("check_levels")
    call_command("check_levels", "--repair")
    call_command("check_levels")

    assert level_of(clerk, communication).required == 2


def test_leaver_leaves_the_sums(clerk):
    Employee.objects.filter(pk=clerk.pk).update(status="99")
    clerk.refresh_from_db()
    assert not clerk.is_active

    recount_employees([clerk.pk])

    assert not CurrentLevel.objects.filter(employee=clerk).exists()


# --- Objections -------------------------------------------------------------------------------------------------------


def test_objection_marks_the_rating_and_is_told_to_the_office(clerk, communication, world):
    coordinator = world.users["training_coordinator"]
    rating = rate(clerk, communication, 1, confidence="high")

    objection = object_to(rating=rating, text="Saya sudah dilatih.", claimed_level=2, by=clerk.user)

    assert level_of(clerk, communication).confidence == "medium"
    assert level_of(clerk, communication).achieved == 1
    assert Notification.objects.filter(user=coordinator, kind="training.objection").exists()
    withdraw_objection(objection=objection, by=clerk.user)
    assert level_of(clerk, communication).confidence == "high"


def test_upheld_objection_replaces_the_rating(clerk, communication, world):
    objection = object_to(rating=rate(clerk, communication, 1), text="Keliru.", by=clerk.user)

    decide_objection(
        objection=objection, is_upheld=True, new_level=3, answer="Benar.", by=world.users["training_coordinator"]
    )

    assert level_of(clerk, communication).achieved == 3
    objection.refresh_from_db()
    assert objection.state == "upheld"
    assert Notification.objects.filter(user=clerk.user, kind="training.objection_decided").exists()


def test_objection_is_decided_once_and_with_an_answer(clerk, communication):
    objection = object_to(rating=rate(clerk, communication, 1), text="Keliru.", by=clerk.user)

    with pytest.raises(DomainError):
        decide_objection(objection=objection, is_upheld=False, answer=" ", by=None)
    decide_objection(objection=objection, is_upheld=False, answer="Tetap.", by=None)
    with pytest.raises(DomainError):
        decide_objection(objection=objection, is_upheld=True, answer="Lain.", by=None)


@pytest.mark.parametrize(
    ("is_alone", "asked"), [(True, {"head_of_agency", "hr_officer"}), (False, {"coordinator"})], ids=["one", "two"]
)
def test_rater_is_not_asked_and_the_heads_are_where_nobody_else_is(clerk, communication, world, is_alone, asked):
    rater = world.users["training_coordinator"]
    people = {name: world.users[name] for name in ("head_of_agency", "hr_officer")}
    if not is_alone:
        people["coordinator"] = make_officer(Role.TRAINING_COORDINATOR, world.district, username="second")
    rating = rate(clerk, communication, 1, source=RatingSource.EXAM, evidence="Nilai 40", by=rater)

    objection = object_to(rating=rating, text="Keliru.", by=clerk.user)

    told = set(Notification.objects.filter(kind="training.objection").values_list("user", flat=True))
    assert told == {people[name].pk for name in asked}
    waiting = {name for name, user in people.items() if RatingObjection.objects.asked_of(user).exists()}
    assert waiting == asked
    assert not RatingObjection.objects.asked_of(rater).exists()
    assert {user.pk for user in deciders(objection)} == told


def test_neither_the_person_nor_the_rater_decides(clerk, communication, world):
    rater = world.users["training_coordinator"]
    objection = object_to(rating=rate(clerk, communication, 1, by=rater), text="Keliru.", by=clerk.user)

    for by in (rater, clerk.user):
        assert not by.has_perm("training.decide_objection", objection)
        with pytest.raises(DomainError):
            decide_objection(objection=objection, is_upheld=True, answer="Ya.", by=by)

    objection.refresh_from_db()
    assert objection.state == "open"


# --- Needs ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def plan(clerk):
    return plan_of(employee=clerk, year=2026, by=clerk.user)


def test_need_reads_gap_target_and_priority(clerk, communication, plan):
    rate(clerk, communication, 1)

    need = propose_need(plan=plan, by=clerk.user, source=NeedSource.GAP, competency=communication)

    assert (need.gap, need.target_level, need.priority) == (-1, 2, "medium")
    assert need.basis["level"]["achieved"] == 1
    with pytest.raises(DomainError):
        propose_need(plan=plan, by=clerk.user, competency=communication)


def test_plan_goes_to_the_supervisor_and_back(clerk, plan, world):
    head = world.users["supervisor"]
    with pytest.raises(DomainError):
        submit_plan(plan=plan, by=clerk.user)
    need = propose_need(plan=plan, by=clerk.user, subject="Arsip")

    submit_plan(plan=plan, by=clerk.user)
    assert Notification.objects.filter(user=head, kind="training.plan_submitted").exists()
    return_plan(plan=plan, by=head, comment="Tambah satu.")
    submit_plan(plan=plan, by=clerk.user)
    agree_plan(plan=plan, by=head)

    need.refresh_from_db()
    plan.refresh_from_db()
    assert (plan.state, need.state) == ("agreed", NeedState.AGREED)
    with pytest.raises(DomainError):
        agree_plan(plan=plan, by=head)


def test_mandatory_need_stays(clerk, plan):
    need = add_mandatory_need(employee=clerk, year=2026, reason="Butuh Perbaikan", basis={"rating": "X"}, by=None)
    again = add_mandatory_need(employee=clerk, year=2026, reason="Kurang", basis={"rating": "Y"}, by=None)

    assert (again.pk, again.reason, again.is_mandatory, again.priority) == (need.pk, "Kurang", True, "high")
    assert again.plan == plan
    with pytest.raises(DomainError):
        drop_need(need=need, by=clerk.user)
    with pytest.raises(DomainError):
        refuse_need(need=need, code="no_budget", reason="Tidak ada.", by=None)


def test_refusal_needs_code_and_reason(clerk, plan):
    need = propose_need(plan=plan, by=clerk.user, subject="Arsip")

    for code, reason in (("", "Alasan"), ("no_budget", " "), ("unknown", "Alasan")):
        with pytest.raises(DomainError):
            refuse_need(need=need, code=code, reason=reason, by=None)
    refuse_need(need=need, code="no_budget", reason="Tahun depan.", by=None)
    assert Notification.objects.filter(user=clerk.user, kind="training.need_refused").exists()


def agreed_need(clerk, plan, **fields):
    need = propose_need(plan=plan, by=clerk.user, **fields)
    DevelopmentNeed.objects.filter(pk=need.pk).update(state=NeedState.AGREED)
    need.refresh_from_db()
    return need


def test_completed_programme_realises_the_needs_that_it_meets(clerk, communication, world):
    programme = ProgrammeFactory(unit=world.district)
    session = SessionFactory(programme=programme, finished=True)
    plan = plan_of(employee=clerk, year=session.last_day.year, by=clerk.user)
    ProgrammeCompetency.objects.create(programme=programme, competency=communication, up_to_level=3)
    met = agreed_need(clerk, plan, competency=communication, target_level=3)
    other = agreed_need(clerk, plan, subject="Arsip")
    registration = make_completed(session, employee=clerk)

    count = realise_needs(registration)

    met.refresh_from_db()
    other.refresh_from_db()
    assert (count, met.state, met.registration, other.state) == (1, "realised", registration, "agreed")
    assert realise_needs(registration) == 0


# --- Yearly plans -----------------------------------------------------------------------------------------------------


@pytest.fixture
def year_plan(world, clerk, plan, communication):
    programme = ProgrammeFactory(unit=world.district)
    need = agreed_need(clerk, plan, competency=communication, programme=programme)
    verify_need(need=need, by=None, changes={"cost": Decimal(500)})
    year_plan = create_year_plan(unit=world.district, year=2026, by=None, budget=Decimal(1000))
    assert gather_needs(plan=year_plan, by=None) == 1
    return year_plan


def test_verified_needs_become_lines_with_people_and_cost(year_plan, clerk):
    item = year_plan.items.get()

    assert (item.people, item.cost_each, item.needs.get().state) == (1, 500, NeedState.PLANNED)
    assert gather_needs(plan=year_plan, by=None) == 0
    remove_item(item=item, by=None)
    assert DevelopmentNeed.objects.get(employee=clerk).state == NeedState.VERIFIED


def test_chain_of_three_different_people_signs(year_plan, world):
    head, office = world.users["supervisor"], world.users["training_coordinator"]

    submit_year_plan(plan=year_plan, by=head)
    with pytest.raises(DomainError):
        verify_year_plan(plan=year_plan, by=head)
    verify_year_plan(plan=year_plan, by=office)
    approve_year_plan(plan=year_plan, by=world.users["head_of_agency"])

    year_plan.refresh_from_db()
    assert (year_plan.state, len(valid_signatures(year_plan))) == ("approved", 3)
    with pytest.raises(DomainError):
        change_item(item=year_plan.items.get(), changes={"people": 5}, by=office)


def test_changed_plan_is_signed_again(year_plan, world):
    head, office = world.users["supervisor"], world.users["training_coordinator"]
    submit_year_plan(plan=year_plan, by=head)
    year_plan.items.update(people=9)

    with pytest.raises(DomainError):
        verify_year_plan(plan=year_plan, by=office)
    return_year_plan(plan=year_plan, by=office, reason="Jumlah berubah.")
    assert valid_signatures(year_plan) == []
    add_item(plan=year_plan, by=head, title="Bimtek", form="8", people=2)
    submit_year_plan(plan=year_plan, by=head)
    assert [signature.state for signature in valid_signatures(year_plan)] == ["submitted"]


def test_empty_plan_is_not_signed(world):
    plan = create_year_plan(unit=world.district, year=2031, by=None)

    with pytest.raises(DomainError):
        submit_year_plan(plan=plan, by=world.users["supervisor"])
    with pytest.raises(DomainError):
        create_year_plan(unit=world.district, year=2031, by=None)


def test_rule_of_levels_starts_a_recount(world):
    from asn_portal.jobs.models import Job

    set_rule(
        government=world.district.government,
        key=TrainingRuleKey.DEFAULT_LEVELS,
        value=default_of(TrainingRuleKey.DEFAULT_LEVELS),
        valid_from=today(),
        basis="Perwal",
        by=None,
    )

    assert Job.objects.filter(kind="training.levels_recount").count() == 1
    assert TrainingRule.objects.count() == 1


def test_draws_propose_the_layers_that_the_office_set():
    assert layers_of(default_of(TrainingRuleKey.LAYERS)) == DEFAULT_LAYERS
    assert layers_of({"gap_first": 2, "gap_second": 2, "months_without": 36}) == [
        [NOT_DRAWN, 0],
        [GAP, 2],
        [MONTHS_WITHOUT, 36],
    ]
    with pytest.raises(DomainError):
        check_value(TrainingRuleKey.LAYERS, {"gap_first": 1, "gap_second": 2, "months_without": 24})


@pytest.mark.parametrize(
    "days",
    [{"rated_on": datetime.date.min}, {"valid_until": datetime.date.max}, {"valid_until": datetime.date(2100, 1, 1)}],
)
def test_rating_lies_within_the_calendar(clerk, communication, days):
    with pytest.raises(DomainError):
        rate(clerk, communication, **days)

    assert not clerk.competency_ratings.exists()
