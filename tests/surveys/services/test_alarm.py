"""Alarms are raised once, told once, and change no figure."""

import uuid

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from surveys.enums import AlarmKind, AlarmState, Series, TimeBand
from surveys.models import SurveyAlarm
from surveys.reports.alarm import alarm_sentence, unusual_answers
from surveys.services import guard
from surveys.services.alarm import raise_alarms, review_alarm
from tests.factories.surveys import AlarmFactory, HolidayFactory, SurveyFactory, add_responses


@pytest.fixture(autouse=True)
def _every_day_is_a_working_day(monkeypatch):
    """Also on the Sunday on which the tests run."""
    monkeypatch.setattr("surveys.services.alarm.SATURDAY", 7)


@pytest.fixture
def survey(world):
    return SurveyFactory(unit=world.village, opened=True)


@pytest.mark.django_db
def test_the_same_answers_again_and_again_raise_one_alarm(survey, world, django_assert_max_num_queries):
    officer = world.users["service_officer"]
    add_responses(survey, *["444444444"] * 25, time_band=TimeBand.MORNING)

    with django_assert_max_num_queries(30):
        new = [raise_alarms(), raise_alarms()]

    alarm = SurveyAlarm.objects.get()
    assert (new, alarm.kind, alarm.series, alarm.state) == ([1, 0], AlarmKind.PATTERN, Series.OPEN, AlarmState.OPEN)
    told = Notification.objects.filter(kind="surveys.alarm_raised")
    assert [each.user for each in told] == [officer]
    assert str(survey.unit.name) in told[0].title


@pytest.mark.django_db
def test_what_came_in_within_ten_minutes_raises_a_burst(survey):
    add_responses(survey, "343434343", time_band=TimeBand.MORNING)
    for _each in range(40):
        guard.admit(
            address="10.0.0.1", survey=survey, key=uuid.uuid4(), series="open", elements={"cost": str(uuid.uuid4())}
        )

    raise_alarms()

    alarm = SurveyAlarm.objects.get()
    assert (alarm.kind, alarm.details["peak"]) == (AlarmKind.BURST, 40)


@pytest.mark.django_db
def test_every_answer_of_a_holiday_lies_outside_office_hours(survey):
    HolidayFactory(government=survey.unit.government, date=today())
    add_responses(survey, *[f"{1 + n % 4}{1 + n // 4 % 4}3434343" for n in range(21)], time_band=TimeBand.MORNING)

    raise_alarms()

    assert SurveyAlarm.objects.get().kind == AlarmKind.OUT_OF_HOURS


@pytest.mark.django_db
def test_an_open_alarm_gets_newer_counts_and_a_reviewed_one_stays(survey, world):
    add_responses(survey, *["444444444"] * 25, time_band=TimeBand.MORNING)
    raise_alarms()
    add_responses(survey, *["444444444"] * 5, time_band=TimeBand.MORNING)
    raise_alarms()
    alarm = SurveyAlarm.objects.get()
    grown = alarm.details["count"]

    review_alarm(alarm=alarm, state=AlarmState.HARMLESS, note="Rombongan", by=world.users["service_officer"])
    add_responses(survey, *["444444444"] * 5, time_band=TimeBand.MORNING)
    raise_alarms()

    alarm.refresh_from_db()
    assert (grown, alarm.details["count"], alarm.state) == (30, 30, AlarmState.HARMLESS)


@pytest.mark.django_db
def test_a_closed_or_quiet_survey_raises_nothing(world):
    SurveyFactory(unit=world.village, opened=True)
    closed = SurveyFactory(unit=world.other_village, state="closed")
    add_responses(closed, *["444444444"] * 30, time_band=TimeBand.MORNING)

    assert raise_alarms() == 0


@pytest.mark.django_db
def test_suspicious_answers_are_named_and_no_figure_changes(survey, world):
    add_responses(survey, *["444444444"] * 25, time_band=TimeBand.MORNING)
    raise_alarms()
    before = survey.responses.count()

    alarm = review_alarm(
        alarm=SurveyAlarm.objects.get(),
        state=AlarmState.SUSPICIOUS,
        note="Satu gawai",
        by=world.users["service_officer"],
    )

    assert (alarm.reviewed_by, survey.responses.count()) == (world.users["service_officer"], before)
    assert Event.objects.get(kind="surveys.alarm_reviewed").data["verdict"] == "suspicious"
    (sentence,) = unusual_answers(survey)
    assert "25" in sentence


@pytest.mark.django_db
def test_a_verdict_needs_a_note(world):
    alarm = AlarmFactory()

    for state, note in ((AlarmState.HARMLESS, " "), (AlarmState.OPEN, "x")):
        with pytest.raises(DomainError):
            review_alarm(alarm=alarm, state=state, note=note, by=world.users["service_officer"])

    alarm.refresh_from_db()
    assert (alarm.state, unusual_answers(alarm.survey)) == (AlarmState.OPEN, [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        (AlarmKind.BURST, {"answers": 70, "peak": 60}, ["60", "70"]),
        (AlarmKind.BURST, {"answers": 70, "band": "08-12", "count": 50, "usual": 6.0}, ["50", "08.00", "6"]),
        (AlarmKind.BURST, {"answers": 70, "count": 70, "usual": 6.0}, ["70", "6"]),
        (AlarmKind.PATTERN, {"answers": 70, "count": 13, "in_a_row": True}, ["13"]),
        (AlarmKind.PATTERN, {"answers": 70, "count": 40, "usual_share": 0.021}, ["40", "70", "2%"]),
        (AlarmKind.OUT_OF_HOURS, {"answers": 40, "count": 30, "share": 0.75, "usual_share": 0.1}, ["30", "40", "10%"]),
    ],
)
def test_each_alarm_has_its_sentence(kind, details, words):
    sentence = alarm_sentence(AlarmFactory(kind=kind, details=details))

    assert all(word in sentence for word in words), sentence
