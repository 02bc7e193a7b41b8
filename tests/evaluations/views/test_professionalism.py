"""The professionalism index on its pages: gathered from the records, and nothing about discipline shines through."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from asn_portal.access.roles import Role
from employees.dates import today
from employees.enums import (
    EducationLevel,
    LeadershipTraining,
    PositionType,
    Predicate,
    SanctionKind,
    SanctionLevel,
    TrainingKind,
)
from employees.models import DisciplineHistory, Employee, RatingHistory, TrainingHistory
from evaluations.domain.professionalism import professionalism_index
from evaluations.enums import IndexCategory, IndexComponent, PerformanceRating
from evaluations.professionalism_facts import gather_facts
from evaluations.reports.professionalism import person_index, unit_chart, unit_index
from tests.factories.employees import EmployeeFactory, PositionFactory, make_officer

pytestmark = pytest.mark.django_db


def learn(person, kind, *, days_ago=30, hours=None, leadership=""):
    return TrainingHistory.objects.create(
        employee=person,
        kind=kind,
        name=f"Pelatihan {kind}",
        date=today() - datetime.timedelta(days=days_ago),
        hours=hours,
        leadership=leadership,
    )


def punish(person, level=SanctionLevel.LIGHT, *, days_ago=100, cancelled=None):
    begin = today() - datetime.timedelta(days=days_ago)
    return DisciplineHistory.objects.create(
        employee=person,
        level=level,
        kind=SanctionKind.ORAL_WARNING,
        period=(begin, begin + datetime.timedelta(days=180)),
        cancelled_on=cancelled,
    )


def in_position(unit, kind, **fields):
    return EmployeeFactory(unit=unit, position=PositionFactory(unit=unit, position_type=kind), **fields)


def facts_of(person):
    person = Employee.objects.select_related("unit", "position").get(pk=person.pk)
    return gather_facts([person], today())[person.pk].facts


def rated(person, predicate, years_ago=1):
    return RatingHistory.objects.create(employee=person, year=today().year - years_ago, predicate=predicate)


def test_worked_example_from_the_records(world):
    """EX-3.11 as entries of a record."""
    person = in_position(world.village, PositionType.FUNGSIONAL, education=EducationLevel.BACHELOR)
    learn(person, TrainingKind.FUNCTIONAL, days_ago=2000)
    learn(person, TrainingKind.TECHNICAL, hours=12)
    learn(person, TrainingKind.COURSE, hours=8)
    rated(person, Predicate.GOOD)

    index = professionalism_index(facts_of(person))

    assert (index.total, index.category) == (Decimal(75), IndexCategory.MEDIUM)


def test_empty_record_is_unknown_and_not_zero(world):
    facts = facts_of(EmployeeFactory(unit=world.village))

    assert (facts.education, facts.rating, facts.technical_training, facts.seminar) == (None, None, None, None)
    assert facts.sanction == ""


@pytest.mark.parametrize(
    ("kind", "days_ago", "hours", "technical", "seminar"),
    [
        (TrainingKind.TECHNICAL, 30, 20, True, False),
        (TrainingKind.TECHNICAL, 30, Decimal("19.5"), False, False),
        (TrainingKind.TECHNICAL, 400, 40, False, False),
        (TrainingKind.SEMINAR, 400, 8, False, True),
        (TrainingKind.WORKSHOP, 800, 8, False, False),
        (TrainingKind.PRE_SERVICE, 30, 80, False, False),
    ],
)
def test_what_counts_as_what_and_for_how_long(world, kind, days_ago, hours, technical, seminar):
    person = EmployeeFactory(unit=world.village)
    learn(person, kind, days_ago=days_ago, hours=hours)

    facts = facts_of(person)

    assert (facts.technical_training, facts.seminar) == (technical, seminar)


@pytest.mark.parametrize(
    ("position", "training", "counts"),
    [
        (PositionType.PENGAWAS, LeadershipTraining.PKP, True),
        (PositionType.PENGAWAS, LeadershipTraining.PKA, True),
        (PositionType.ADMINISTRATOR, LeadershipTraining.PKP, False),
        (PositionType.JPT_PRATAMA, LeadershipTraining.PKN_II, True),
    ],
)
def test_leadership_training_of_the_level_or_above(world, position, training, counts):
    person = in_position(world.village, position)
    learn(person, TrainingKind.STRUCTURAL, days_ago=3000, leadership=training)

    assert facts_of(person).role_training is counts


def test_newest_rating_counts_and_old_ones_do_not(world):
    person, other = EmployeeFactory.create_batch(2, unit=world.village)
    rated(person, Predicate.GOOD, years_ago=2)
    rated(person, Predicate.POOR, years_ago=1)
    rated(other, Predicate.VERY_GOOD, years_ago=3)

    assert facts_of(person).rating == PerformanceRating.KURANG
    assert facts_of(other).rating is None


def test_sanctions_of_five_years_that_stand(world):
    person, forgiven, old = EmployeeFactory.create_batch(3, unit=world.village)
    punish(person)
    punish(person, SanctionLevel.SEVERE, days_ago=900)
    punish(forgiven, cancelled=today())
    punish(old, days_ago=6 * 366)

    assert [facts_of(each).sanction for each in (person, forgiven, old)] == ["B", "", ""]


def test_facts_cost_the_same_for_one_and_many(world):
    people = EmployeeFactory.create_batch(4, unit=world.village)
    counts = []
    for chosen in (people[:1], people):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            gather_facts(chosen, today())
        counts.append(len(queries))

    assert counts == [6, 6]


def test_own_page_names_every_component(client_for, world):
    person = world.users["employee"].employee
    learn(person, TrainingKind.SEMINAR)
    punish(person)

    page = client_for("employee").get(reverse("evaluations:professionalism"))

    lines = page.context["report"].lines
    assert [line.component.key for line in lines] == list(IndexComponent)
    assert "SIASN" in page.text
    assert lines[-1].points == "3"
    assert all(line.sources or line.advice for line in lines)


@pytest.mark.parametrize("who", ["supervisor", "head_of_agency"])
def test_who_leads_learns_nothing_about_discipline(client_for, world, who):
    person = world.users["employee"].employee
    url = reverse("evaluations:professionalism-person", args=[person.pk])
    client = client_for(who)

    clean = client.get(url)
    punish(person, SanctionLevel.SEVERE)
    punished = client.get(url)

    assert clean.context["report"].hides_discipline
    assert clean.context["report"].lines == punished.context["report"].lines
    assert clean.context["report"].total == punished.context["report"].total
    assert clean.context["report"].category == punished.context["report"].category


@pytest.mark.parametrize("who", ["hr_officer", "auditor"])
def test_who_keeps_the_records_sees_it(client_for, world, who):
    person = world.users["employee"].employee
    punish(person, SanctionLevel.SEVERE)

    report = client_for(who).get(reverse("evaluations:professionalism-person", args=[person.pk])).context["report"]

    assert not report.hides_discipline
    assert report.lines[-1].points == "1"


def test_a_look_at_somebodys_index_is_noted(client_for, world):
    from asn_portal.audit.models import RecordView

    person = world.users["employee"].employee
    client_for("supervisor").get(reverse("evaluations:professionalism-person", args=[person.pk]))
    client_for("employee").get(reverse("evaluations:professionalism"))

    assert RecordView.objects.filter(what="professionalism").count() == 1


def test_unit_hides_what_would_be_about_few(world):
    staff = EmployeeFactory.create_batch(6, unit=world.village)
    EmployeeFactory.create_batch(2, unit=world.other_village)
    user = world.users["hr_officer"]

    whole, small = (unit_index(unit, user, today()) for unit in (world.village, world.other_village))

    assert (whole.people, small.people) == (len(staff) + 2, 3)
    assert whole.summary is not None
    assert (small.summary, small.categories, unit_chart(small)) == (None, (), None)


def test_units_below_are_told_apart_only_where_nobody_can_be_computed(world):
    """One small unit beside a large one: the sum would give the small one away."""
    EmployeeFactory.create_batch(6, unit=world.village)

    report = unit_index(world.district, world.users["hr_officer"], today())

    assert report.summary is not None
    assert [line.summary for line in report.units] == [None, None]


def test_figures_of_a_unit_do_not_tell_of_sanctions_either(world):
    staff = EmployeeFactory.create_batch(6, unit=world.village)
    user = make_officer(Role.HEAD_OF_AGENCY, world.district)
    before = unit_index(world.village, user, today())
    for person in staff:
        punish(person, SanctionLevel.SEVERE)

    assert unit_index(world.village, user, today()) == before
    assert unit_index(world.village, world.users["hr_officer"], today()).summary != before.summary


def test_unit_page_lists_people_by_name_without_points(client_for, world):
    for name in ("Zainal", "Ahmad"):
        EmployeeFactory(unit=world.village, name=name)

    page = client_for("supervisor").get(reverse("evaluations:professionalism-unit", args=[world.village.pk]))

    names = [person.name for person in page.context["people"]]
    assert names == sorted(names)
    assert person_index(page.context["people"][0], world.users["hr_officer"], today()).total not in page.text


def test_colleagues_and_strangers_find_nothing(client_for, world):
    url = reverse("evaluations:professionalism-person", args=[world.users["employee"].employee.pk])

    assert [client_for(who).get(url).status_code for who in ("colleague", "stranger", "nobody")] == [404, 404, 404]
