"""From draft to published result."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from surveys.domain.figures import FORMULA_VERSION, fingerprint
from surveys.enums import SURVEY_MOVES, SurveyState
from surveys.models import PublicService, SatisfactionSurvey, SurveyResponse, SurveyResult
from surveys.services.survey import change_survey, close_survey, create_survey, open_survey, set_services
from tests.factories.employees import UnitFactory
from tests.factories.surveys import FIVE_FORMS, SurveyFactory, add_responses

pytestmark = pytest.mark.django_db

JAN, MAR, APR = datetime.date(2026, 1, 1), datetime.date(2026, 3, 31), datetime.date(2026, 4, 1)


def events():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def officer(world):
    return world.users["service_officer"]


def make(world, officer, **changes):
    values = {
        "unit": world.village,
        "starts_on": JAN,
        "ends_on": MAR,
        "expected_users": 200,
        "services": ["KTP", " KTP ", "", "Domisili"],
    }
    return create_survey(**{**values, **changes}, by=officer)


def test_create_survey(world, officer):
    survey = make(world, officer)

    assert (survey.state, survey.starts_on, survey.ends_on, survey.target) == ("draft", JAN, MAR, 132)
    assert list(PublicService.objects.values_list("name", flat=True)) == ["Domisili", "KTP"]
    event = Event.objects.get()
    assert (event.kind, event.actor, event.unit_path) == ("surveys.survey_created", officer, world.village.path)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": datetime.date(2025, 12, 31)}, "before the first day"),
        ({"services": [f"Layanan {number}" for number in range(31)]}, "at most 30"),
        ({"expected_users": 400_000_000}, "less than or equal"),
    ],
)
def test_create_survey_refused(world, officer, changes, sentence):
    with pytest.raises(DomainError), transaction.atomic():
        make(world, officer, **changes)

    assert (SatisfactionSurvey.objects.count(), PublicService.objects.count(), events()) == (0, 0, [])


@pytest.mark.parametrize(
    ("first", "last"), [(datetime.date(9999, 1, 1), datetime.date.max), (datetime.date.min, datetime.date(1, 2, 1))]
)
def test_create_survey_beyond_the_calendar(world, officer, first, last):
    with pytest.raises(DomainError):
        make(world, officer, starts_on=first, ends_on=last)


def test_create_survey_of_an_office_without_citizens(world, officer):
    with pytest.raises(DomainError), transaction.atomic():
        make(world, officer, unit=world.district)

    assert events() == []


def test_create_survey_in_an_occupied_period(world, officer):
    make(world, officer)

    with pytest.raises(DomainError), transaction.atomic():
        make(world, officer, starts_on=MAR, ends_on=APR)
    make(world, officer, starts_on=APR, ends_on=APR)

    assert SatisfactionSurvey.objects.count() == 2


def test_change_survey(world, officer):
    survey = make(world, officer)

    change_survey(survey=survey, starts_on=JAN, ends_on=APR, expected_users=None, services=["Domisili"], by=officer)

    survey.refresh_from_db()
    assert (survey.ends_on, survey.target) == (APR, None)
    assert list(PublicService.objects.offered().values_list("name", flat=True)) == ["Domisili"]
    assert events()[-1] == "surveys.survey_changed"


def test_change_survey_after_closing(world, officer):
    survey = SurveyFactory(unit=world.village, opened=True)
    close_survey(survey=survey, by=officer)

    with pytest.raises(DomainError), transaction.atomic():
        change_survey(survey=survey, starts_on=JAN, ends_on=MAR, expected_users=1, services=[], by=officer)


def test_open_survey(world, officer):
    survey = SurveyFactory(unit=world.village)

    open_survey(survey=survey, by=officer)

    survey.refresh_from_db()
    assert survey.is_open
    assert survey.opened_at is not None
    assert events() == ["surveys.survey_opened"]


def test_open_survey_beside_another_open_one(world, officer):
    SurveyFactory(unit=world.village, opened=True, period=(JAN, MAR))
    survey = SurveyFactory(unit=world.village, period=(APR, datetime.date(2026, 5, 1)))

    with pytest.raises(DomainError), transaction.atomic():
        open_survey(survey=survey, by=officer)

    survey.refresh_from_db()
    assert (survey.state, events()) == ("draft", [])


def test_one_open_survey_per_unit_holds_in_the_database(world):
    SurveyFactory(unit=world.village, opened=True, period=(JAN, MAR))

    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyFactory(unit=world.village, opened=True, period=(APR, datetime.date(2026, 5, 1)))


def test_close_survey_publishes_a_snapshot(world, officer):
    survey = SurveyFactory(unit=world.village, opened=True, expected_users=200)
    add_responses(survey, *FIVE_FORMS, "4444444-4")

    close_survey(survey=survey, by=officer)

    result = SurveyResult.objects.get()
    figures = SatisfactionSurvey.objects.get().figures()
    assert (figures.index, figures.grade, figures.valid, figures.invalid) == (Decimal("85.56"), "B", 5, 1)
    assert (result.formula_version, result.published_by, result.sha256) == (
        FORMULA_VERSION,
        officer,
        fingerprint(result.data),
    )
    assert (result.data["target"], result.data["unit"]) == (132, "Kelurahan Belawan I")
    event = Event.objects.get()
    assert (event.kind, event.data["index"], event.data["sha256"]) == (
        "surveys.survey_closed",
        "85.56",
        result.sha256,
    )


def test_published_figures_can_not_be_changed(world, officer):
    survey = SurveyFactory(unit=world.village, opened=True)
    close_survey(survey=survey, by=officer)

    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        SurveyResult.objects.update(formula_version="other")
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        SurveyResult.objects.all()._raw_delete("default")


def test_answers_can_not_be_changed(world):
    survey = SurveyFactory(unit=world.village, opened=True)
    add_responses(survey, "333333333")

    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        SurveyResponse.objects.update(cost=4)


@pytest.mark.parametrize("digit", [0, 5, 9])
def test_an_answer_outside_one_to_four_is_impossible(world, digit):
    survey = SurveyFactory(unit=world.village, opened=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        add_responses(survey, f"33333333{digit}")


@pytest.mark.parametrize("state", SurveyState)
@pytest.mark.parametrize(("service", "target"), [(open_survey, SurveyState.OPEN), (close_survey, SurveyState.CLOSED)])
def test_moves_follow_the_table(world, officer, state, service, target):
    survey = SurveyFactory(unit=world.village, state=state)

    if target in SURVEY_MOVES[state]:
        service(survey=survey, by=officer)
        expected = target
    else:
        with pytest.raises(DomainError), transaction.atomic():
            service(survey=survey, by=officer)
        expected = state

    survey.refresh_from_db()
    assert survey.state == expected


def test_set_services_keeps_what_answers_name():
    unit = UnitFactory(service=True)
    set_services(unit=unit, names=["KTP", "KK"])
    first = PublicService.objects.get(name="KTP")

    set_services(unit=unit, names=["KK"])
    set_services(unit=unit, names=["KTP", "KK"])

    assert PublicService.objects.get(name="KTP") == first
    assert PublicService.objects.offered().count() == 2
