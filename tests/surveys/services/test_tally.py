"""Kept sums: made, renewed, compared."""

import datetime
import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from employees.dates import today
from surveys.enums import IndexSeries, Series
from surveys.models import SatisfactionSurvey, ServiceVisits, SurveyResponse, SurveyTally
from surveys.querysets.tally import figures_of_parts
from surveys.services.response import Answers, enter_paper_response
from surveys.services.tally import compare_tallies, keep_finished_days, renew_interims
from surveys.services.visits import record_visits
from tests.factories.surveys import FIVE_FORMS, ServiceFactory, SurveyFactory, add_responses, form_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(world):
    return SurveyFactory(unit=world.village, opened=True)


@pytest.fixture
def late(monkeypatch):
    """Noon, so that yesterday is surely over."""
    noon = timezone.localtime().replace(hour=12)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


@pytest.fixture(autouse=True)
def _of_few(monkeypatch):
    """The sums are right however few they are of."""
    monkeypatch.setattr("surveys.querysets.tally.SMALLEST_SHOWN", 1)


def everything(survey):
    """The figures of all answers, also of those that a running survey doesn't show yet."""
    return figures_of_parts(survey, survey.tallies.parts(survey))


def add_on(survey, day, *forms, **fields):
    return SurveyResponse.objects.bulk_create(
        SurveyResponse(survey=survey, answered_on=day, **form_answers(form), **fields) for form in forms
    )


def days_ago(days):
    return today() - datetime.timedelta(days=days)


def test_figures_are_the_same_from_kept_days_and_from_answers(survey, late):
    service = ServiceFactory(unit=survey.unit)
    add_on(survey, days_ago(3), *FIVE_FORMS, sex="F")
    add_on(survey, days_ago(1), "444444444", "3333-3333", service=service, education="SD")
    add_on(survey, today(), "222222222")
    before = everything(survey)

    made = keep_finished_days()

    assert made == 2
    assert everything(survey) == before
    assert (before.valid, before.invalid) == (7, 1)
    assert keep_finished_days() == 0


@pytest.mark.parametrize("answers", [3, 300])
def test_figures_cost_the_same_for_any_number_of_answers(survey, late, django_assert_num_queries, answers):
    add_on(survey, days_ago(2), *["333333333"] * answers)
    add_on(survey, today(), *["333333333"] * answers)
    keep_finished_days()

    with django_assert_num_queries(4):  # kept days, today, services, people served
        figures = everything(survey)

    assert figures.valid == 2 * answers


def test_today_is_not_kept(survey, late):
    add_on(survey, today(), *FIVE_FORMS)

    assert keep_finished_days() == 0


def test_a_late_paper_form_renews_its_day(survey, late, world):
    add_on(survey, days_ago(2), "333333333")
    add_on(survey, days_ago(1), "333333333")
    keep_finished_days()

    enter_paper_response(
        survey=survey,
        key=uuid.uuid4(),
        answers=Answers(elements=form_answers("444444444")),
        answered_on=days_ago(2),
        by=world.users["service_officer"],
    )

    assert everything(survey).valid == 3
    assert compare_tallies() == []


def test_a_late_paper_form_does_not_hide_days_before_it(survey, late, world):
    """Nothing is kept yet: the form's day must not become the last kept one."""
    add_on(survey, days_ago(2), "333333333")

    enter_paper_response(
        survey=survey,
        key=uuid.uuid4(),
        answers=Answers(elements=form_answers("444444444")),
        answered_on=days_ago(1),
        by=world.users["service_officer"],
    )

    assert everything(survey).valid == 2
    assert SurveyTally.objects.count() == 0


def test_a_month_that_is_over_becomes_one_row(world, late, monkeypatch):
    """And a late form for one of its days renews the whole month."""
    month = today().replace(day=1)
    before = month - datetime.timedelta(days=1)
    survey = SurveyFactory(unit=world.village, opened=True, period=(before.replace(day=1), month.replace(year=2040)))
    add_on(survey, before.replace(day=3), *FIVE_FORMS)
    add_on(survey, before.replace(day=9), "444444444", "3-3333333")
    add_on(survey, month, "222222222")
    alike = everything(survey)

    keep_finished_days()
    rows = list(SurveyTally.objects.filter(day__lt=month).values_list("day", flat=True))
    figures = everything(survey)
    enter_paper_response(
        survey=survey,
        key=uuid.uuid4(),
        answers=Answers(elements=form_answers("444444444")),
        answered_on=before.replace(day=20),
        by=world.users["service_officer"],
    )

    assert rows == [before]
    assert figures == alike
    assert SurveyTally.objects.filter(day__lt=month).values("series").distinct().count() == 2
    assert everything(survey).valid == alike.valid + 1
    assert compare_tallies() == []


def test_a_falsified_tally_is_found_and_mended(survey, late, world):
    operator = world.users["operator"]
    add_on(survey, days_ago(1), *FIVE_FORMS)
    keep_finished_days()
    tally = SurveyTally.objects.get()
    tally.data["sums"]["cost"] += 1
    tally.save()

    wrong = compare_tallies()

    assert wrong == [survey.pk]
    assert everything(survey).index == Decimal("85.56")
    assert Event.objects.get(kind="surveys.tally_repaired").actor is None
    told = set(Notification.objects.filter(kind="surveys.tally_repaired").values_list("user", flat=True))
    assert told == {operator.pk}
    assert compare_tallies() == []


def test_a_removed_tally_is_found(survey, late):
    add_on(survey, days_ago(2), *FIVE_FORMS)
    add_on(survey, days_ago(1), *FIVE_FORMS)
    keep_finished_days()
    SurveyTally.objects.filter(day=days_ago(2)).delete()

    assert compare_tallies() == [survey.pk]
    assert everything(survey).valid == 10


def test_only_verified_answers_enter_the_index(world):
    survey = SurveyFactory(unit=world.village, opened=True, index_series=IndexSeries.VERIFIED)
    add_responses(survey, "444444444", "444444444", series=Series.TICKET)
    add_responses(survey, "333333333", series=Series.OFFICE)
    add_responses(survey, *["111111111"] * 6, series=Series.OPEN)

    figures = everything(survey)

    assert (figures.index, figures.valid) == (Decimal("91.67"), 3)
    assert (figures.other.n, figures.other.index) == (6, Decimal("25.00"))


def test_elements_that_were_not_asked_do_not_count(world):
    asked = ["requirements", "cost"]
    survey = SurveyFactory(unit=world.village, opened=True, elements=asked)
    SurveyResponse.objects.create(survey=survey, answered_on=today(), requirements=4, cost=3)
    SurveyResponse.objects.create(survey=survey, answered_on=today(), requirements=4, product=4)

    figures = everything(survey)

    assert [(each.element, each.n) for each in figures.elements] == [("requirements", 1), ("cost", 1)]
    assert (figures.index, figures.valid, figures.invalid) == (Decimal("87.50"), 1, 1)


def test_people_served_are_the_population_once_every_month_is_recorded(world):
    month = today().replace(day=1)
    survey = SurveyFactory(
        unit=world.village, opened=True, period=(month, month + datetime.timedelta(days=9)), expected_users=500
    )
    add_responses(survey, *FIVE_FORMS)

    assert everything(SatisfactionSurvey.objects.get()).interval.population == 500
    ServiceVisits.objects.create(unit=world.village, month=month, visits=5)

    assert everything(survey).interval.population == 5
    assert everything(survey).interval.low == everything(survey).index


def test_record_visits(world):
    officer, unit = world.users["service_officer"], world.village
    service = ServiceFactory(unit=unit)
    jan, feb = datetime.date(2026, 1, 1), datetime.date(2026, 2, 1)
    record_visits(unit=unit, counts={(service.pk, jan): 30, (None, feb): 7}, by=officer)

    changed = record_visits(unit=unit, counts={(service.pk, jan): 31, (None, feb): None, (None, jan): None}, by=officer)

    assert changed == 2
    assert list(ServiceVisits.objects.values_list("service", "month", "visits")) == [(service.pk, jan, 31)]
    assert Event.objects.filter(kind="surveys.visits_recorded").count() == 2


def test_a_running_survey_is_shown_in_steps(survey, monkeypatch):
    monkeypatch.setattr("surveys.querysets.tally.SMALLEST_SHOWN", 5)
    add_on(survey, days_ago(2), *FIVE_FORMS, sex="F")
    add_on(survey, days_ago(1), *["111111111"] * 4)
    add_on(survey, today(), "1-1111111")

    before = renew_interims()
    add_on(survey, today(), "111111111")
    after = renew_interims()

    figures = SatisfactionSurvey.objects.get().figures()
    assert (before, after) == (0, 1)
    assert (figures.index, figures.valid, figures.groups) == (Decimal("85.56"), 5, {})


def test_a_late_form_of_a_shown_day_waits_for_the_next_step(survey, monkeypatch):
    monkeypatch.setattr("surveys.querysets.tally.SMALLEST_SHOWN", 5)
    add_on(survey, days_ago(2), *FIVE_FORMS)
    add_on(survey, today(), *["111111111"] * 5)
    renew_interims()
    add_on(survey, days_ago(2), "111111111")

    assert renew_interims() == 0
    assert SatisfactionSurvey.objects.get().figures().valid == 5
    add_on(survey, days_ago(2), *["111111111"] * 4)
    assert renew_interims() == 1
    assert SatisfactionSurvey.objects.get().figures().valid == 10
