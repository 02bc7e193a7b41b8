"""A session is planned and changed."""

import datetime
import re

import pytest
from django.utils import timezone, translation

from tests.factories.training import DAY, ProgrammeFactory, RegistrationFactory
from training.enums import SessionState, TrainingForm
from training.models import TrainingSession

pytestmark = pytest.mark.django_db


def form_data(**changes):
    now = timezone.localtime().replace(second=0, microsecond=0)
    data = {
        "title": "Pelayanan Prima angkatan 2",
        "starts_at": now + 14 * DAY,
        "ends_at": now + 15 * DAY,
        "place": "Aula",
        "seats": 25,
        "learning_hours": "12",
        "registration_opens_at": now - DAY,
        "registration_closes_at": now + 7 * DAY,
        **changes,
    }
    return {
        name: value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime.datetime) else value
        for name, value in data.items()
    }


def one_day():
    begins = (timezone.localtime() + 14 * DAY).replace(hour=8, minute=0)
    return {"starts_at": begins, "ends_at": begins.replace(hour=16)}


def test_create_makes_a_draft(client_for, programme, world):
    response = client_for("training_coordinator").post(
        f"/training/programmes/{programme.pk}/sessions/new/", form_data()
    )

    created = TrainingSession.objects.get()
    assert response.url == created.get_absolute_url()
    assert (created.state, created.seats, created.unit, created.coordinator) == (
        SessionState.DRAFT,
        25,
        world.district,
        world.users["training_coordinator"],
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_at": timezone.now()}, "ends_at"),
        ({"registration_closes_at": timezone.now() - 2 * DAY}, "registration_closes_at"),
        ({"registration_closes_at": timezone.now() + 15 * DAY}, "registration_closes_at"),
        ({"seats": "0"}, "seats"),
        ({"seats": "banyak"}, "seats"),
        ({"seats": "10001"}, "seats"),
        ({"ends_at": "9999-12-31T23:59"}, "ends_at"),
        ({"ends_at": "9999-12-31T23:59", "learning_hours": ""}, "ends_at"),
        ({"ends_at": timezone.now() + 381 * DAY}, "ends_at"),
        ({"registration_opens_at": "0001-01-01T00:00"}, "registration_opens_at"),
        ({"registration_opens_at": "1999-12-31T23:59"}, "registration_opens_at"),
        ({**one_day(), "learning_hours": "12.01"}, "learning_hours"),
    ],
)
def test_create_names_the_field_at_fault(client_for, programme, changes, field):
    response = client_for("training_coordinator").post(
        f"/training/programmes/{programme.pk}/sessions/new/", form_data(**changes)
    )

    assert list(response.context["form"].errors) == [field]
    assert TrainingSession.objects.count() == 0


def test_end_that_nobody_means_is_told_at_once_and_plans_nothing(client_for, session, world):
    meetings = session.meetings.count()
    data = form_data(ends_at="9999-12-31T23:59")

    with translation.override("id"):
        response = client_for("training_coordinator").post(f"/training/sessions/{session.pk}/edit/", data)

    assert response.context["form"].errors == {"ends_at": ["Pilih tanggal sebelum tahun 2100."]}
    assert 'value="9999-12-31T23:59"' in response.text
    assert session.meetings.count() == meetings


def test_hours_of_the_rule_fit_the_days(client_for, world):
    """What the rule proposes passes: 20 JP for a placement of one day; 40 JP of a programme don't fit into one."""
    data = form_data(**one_day(), learning_hours="")
    client = client_for("training_coordinator")
    placement = ProgrammeFactory(unit=world.district, form=TrainingForm.INTERNSHIP)
    course = ProgrammeFactory(unit=world.district, form=TrainingForm.TECHNICAL, learning_hours=40)

    fitting = client.post(f"/training/programmes/{placement.pk}/sessions/new/", data)
    too_many = client.post(f"/training/programmes/{course.pk}/sessions/new/", data)

    assert fitting.status_code == 302
    assert TrainingSession.objects.get().learning_hours == 20
    assert list(too_many.context["form"].errors) == ["learning_hours"]


@pytest.mark.parametrize(
    ("role", "status"), [("hr_officer", 403), ("employee", 404), ("stranger", 404), ("anonymous", 302)]
)
def test_create_is_for_the_coordinator(client_for, programme, role, status):
    response = client_for(role).post(f"/training/programmes/{programme.pk}/sessions/new/", form_data())

    assert (response.status_code, TrainingSession.objects.count()) == (status, 0)


def test_change_keeps_times_in_the_organisers_zone(client_for, session, world):
    world.district.time_zone = "Asia/Jayapura"
    world.district.save()
    client = client_for("training_coordinator")
    url = f"/training/sessions/{session.pk}/edit/"
    page = client.get(url).text
    data = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))

    client.post(url, {**data, "place": "Balai Kota"})

    changed = TrainingSession.objects.get(pk=session.pk)
    assert changed.place == "Balai Kota"
    assert abs(changed.starts_at - session.starts_at) < datetime.timedelta(minutes=1)


def test_change_below_the_held_seats_is_told_at_the_form(client_for, session, registration):
    RegistrationFactory(session=session)
    url = f"/training/sessions/{session.pk}/edit/"

    response = client_for("training_coordinator").post(url, form_data(seats=1))

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert TrainingSession.objects.get(pk=session.pk).seats == 2


def test_fields_of_a_series_name_the_pattern_that_they_belong_to(client_for, programme):
    form = client_for("training_coordinator").get(f"/training/programmes/{programme.pk}/series/new/").context["form"]

    fields = {name: field.widget.attrs.get("data-for-pattern") for name, field in form.fields.items()}
    assert {name: patterns for name, patterns in fields.items() if patterns} == {
        "nth": "nth",
        "weekday": "nth week",
        "month_day": "day",
    }
    assert all(form.fields[name].help_text for name in ("nth", "weekday", "month_day"))
    assert form.fields["venue"].label != form.fields["place"].label


@pytest.mark.parametrize(
    ("start", "fields", "sentence"),
    [
        ("9999-12-01", {"pattern": "week", "weekday": "0"}, "Pilih tanggal sebelum tahun 2100."),
        ("9998-12-01", {"pattern": "day", "month_day": "1"}, "Pilih tanggal sebelum tahun 2100."),
        ("0001-01-01", {"pattern": "day", "month_day": "1"}, "Pilih tanggal mulai tahun 2000."),
        ("2099-12-01", {"pattern": "week", "weekday": "0"}, "Sesi yang terakhir jatuh pada tahun 2100."),
    ],
)
def test_series_beyond_the_calendar_is_refused_and_keeps_what_was_typed(client_for, programme, start, fields, sentence):
    typed = {"title": "Seri", "start": start, "interval": "1", "count": "12", "begins": "08:30", "ends": "15:30"}
    rest = {"place": "Aula", "seats": "30", "opens_before": "28", "closes_before": "3"}

    page = client_for("training_coordinator").post(
        f"/training/programmes/{programme.pk}/series/new/", typed | rest | fields
    )

    said = [error for errors in page.context["form"].errors.values() for error in errors]
    assert [each[: len(sentence)] for each in said] == [sentence]
    assert f'value="{start}"' in page.text


def test_series_that_no_session_can_be_is_refused_before_its_days_are_shown(client_for, programme):
    typed = {"title": "Seri", "start": "2030-01-07", "interval": "1", "count": "2", "begins": "08:30", "ends": "15:30"}
    rest = {"place": "Aula", "pattern": "week", "weekday": "0", "opens_before": "28", "closes_before": "3"}

    page = client_for("training_coordinator").post(
        f"/training/programmes/{programme.pk}/series/new/", typed | rest | {"seats": "10001", "learning_hours": "13"}
    )

    errors = page.context["form"].errors
    assert errors["learning_hours"] == [
        "Satu hari memuat paling banyak 12 JP. Isi JP lebih sedikit, atau rencanakan lebih banyak hari."
    ]
    assert set(errors) == {"seats", "learning_hours"}
    assert page.context["planned"] is None


def test_days_of_an_activity_are_told_by_its_dates(client_for):
    typed = {"form": "9", "title": "Seminar", "starts_on": "2026-02-02", "ends_on": "2026-02-03", "days": 10**9}

    errors = client_for("employee").post("/training/activities/new/", typed).context["form"].errors

    assert errors["days"] == ["Dari hari pertama sampai terakhir ada 2 hari. Isi paling banyak sekian."]

    typed["days"] = "0"
    errors = client_for("employee").post("/training/activities/new/", typed).context["form"].errors
    assert errors["days"] == ["Isi 1 atau lebih."]


def test_naming_nobody_is_refused_and_no_field_reads_optional(client_for, session, world):
    client, url = client_for("supervisor"), f"/training/sessions/{session.pk}/nominate/"

    page, refused = client.get(url), client.post(url, {})
    named = client.post(url, {"people": [world.users["employee"].employee.pk]})

    assert "optional-mark" not in page.text
    assert (refused.status_code, list(refused.context_data["form"].errors)) == (200, ["__all__"])
    assert named.status_code == 302
