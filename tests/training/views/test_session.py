import datetime
import re

import pytest
from django.utils import formats, timezone, translation

from tests.factories.employees import EmployeeFactory
from tests.factories.training import DAY, AttendanceFactory, ProgrammeFactory, RegistrationFactory, SessionFactory
from training.enums import RegistrationState as State
from training.enums import SessionStanding, SessionState, TrainingForm
from training.models import TrainingSession

pytestmark = pytest.mark.django_db

OFFICE = ["hr_officer", "training_coordinator", "head_of_agency", "auditor"]
STAFF = ["employee", "colleague", "supervisor"]


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


# --- Catalogue -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", STAFF + OFFICE)
def test_catalogue_shows_published_sessions_of_the_government(client_for, session, programme, role):
    SessionFactory(programme=programme, draft=True, title="Masih rancangan")
    SessionFactory(programme=programme, finished=True, title="Sudah selesai")

    response = client_for(role).get("/training/")

    assert session.title in response.text
    assert "Sudah selesai" not in response.text
    # A draft is the office's secret.
    assert ("Masih rancangan" in response.text) is False


@pytest.mark.parametrize("role", ["stranger", "nobody"])
def test_catalogue_hides_other_governments(client_for, session, role):
    response = client_for(role).get("/training/")

    assert session.title not in response.text


def test_catalogue_shows_ones_own_state_and_the_seats(client_for, session, registration):
    response = client_for("employee").get("/training/")

    assert "1 dari 2 kosong" in response.text or "1 of 2 free" in response.text
    assert 'class="state tone-attention"' in response.text


def test_catalogue_filters_what_is_open(client_for, session, programme):
    SessionFactory(programme=programme, upcoming=True, title="Belum dibuka")

    response = client_for("employee").get("/training/?open=on&q=pelayanan")

    assert session.title in response.text
    assert "Belum dibuka" not in response.text


@pytest.mark.parametrize("path", ["/training/", "/training/sessions/"])
def test_lists_ask_the_same_number_of_queries_whatever_the_rows(
    client_for, session, programme, path, django_assert_max_num_queries
):
    client = client_for("training_coordinator")
    client.get(path)
    with django_assert_max_num_queries(12) as one:
        client.get(path)
    for _number in range(2):
        another = SessionFactory(programme=programme)
        RegistrationFactory(session=another)
    with django_assert_max_num_queries(12) as three:
        client.get(path)

    assert len(one) == len(three)


def test_catalogue_says_when_registration_opens(client_for, programme):
    upcoming = SessionFactory(programme=programme, upcoming=True)

    text = client_for("employee").get("/training/").text

    assert formats.date_format(timezone.localtime(upcoming.registration_opens_at)) in text


# --- Office list -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", OFFICE)
def test_office_list_shows_drafts(client_for, programme, role):
    SessionFactory(programme=programme, draft=True, title="Masih rancangan")

    assert "Masih rancangan" in client_for(role).get("/training/sessions/").text


@pytest.mark.parametrize(
    ("role", "status"), [("employee", 403), ("supervisor", 403), ("anonymous", 302), ("stranger", 200)]
)
def test_office_list_is_for_the_office(client_for, session, role, status):
    response = client_for(role).get("/training/sessions/")

    assert response.status_code == status
    assert session.title not in response.text


@pytest.mark.parametrize("path", ["/training/sessions/", None, "participants/", "attendance/"])
def test_one_state_is_shown_everywhere(client_for, programme, path):
    upcoming = SessionFactory(programme=programme, upcoming=True)
    url = path if path and path.startswith("/") else f"{upcoming.get_absolute_url()}{path or ''}"

    with translation.override("id"):
        page = client_for("training_coordinator").get(url).text
        states = {text.strip() for text in re.findall(r'<span class="state [^>]*>(.*?)</span>', page, flags=re.S)}
        title = page.split("<title>")[1].split("</title>")[0]
        assert states == {str(SessionStanding.UPCOMING.label)}
        assert str(SessionStanding.OPEN.label) not in title


@pytest.mark.parametrize("standing", SessionStanding)
def test_office_list_filters_by_the_state_that_it_shows(client_for, programme, standing):
    for traits in ({"draft": True}, {"upcoming": True}, {}, {"closed": True}, {"over": True}, {"finished": True}):
        SessionFactory(programme=programme, **traits)
    SessionFactory(programme=programme, state=SessionState.OPEN, registration_closes_at=timezone.now() - DAY / 24)
    SessionFactory(programme=programme, state=SessionState.CANCELLED, cancel_reason="Banjir rob")

    shown = client_for("training_coordinator").get(f"/training/sessions/?state={standing}").context["table"].data

    assert {session.standing for session in shown} == {standing}
    assert len(shown) == (2 if standing == SessionStanding.CLOSED else 1)


def test_office_list_leads_coordinators_to_a_new_session(client_for, programme):
    coordinator = client_for("training_coordinator")

    assert "/training/sessions/new/" in coordinator.get("/training/sessions/").text
    assert "/training/sessions/new/" not in client_for("hr_officer").get("/training/sessions/").text
    response = coordinator.post("/training/sessions/new/", {"programme": programme.pk})
    assert response.url == f"/training/programmes/{programme.pk}/sessions/new/"


def test_new_session_is_of_a_programme_of_ones_own(client_for, programme):
    elsewhere = ProgrammeFactory()

    response = client_for("training_coordinator").post("/training/sessions/new/", {"programme": elsewhere.pk})

    assert "programme" in response.context["form"].errors


# --- Detail ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", STAFF + OFFICE)
def test_detail_shows_when_where_and_seats(client_for, session, role):
    response = client_for(role).get(session.get_absolute_url())

    assert response.status_code == 200
    assert session.place in response.text
    assert "WIB" in response.text


@pytest.mark.parametrize(
    ("role", "status"), [("stranger", 404), ("nobody", 404), ("operator", 404), ("anonymous", 302)]
)
def test_detail_of_another_government_does_not_exist(client_for, session, role, status):
    assert client_for(role).get(session.get_absolute_url()).status_code == status


@pytest.mark.parametrize(("role", "status"), [("employee", 404), ("training_coordinator", 200)])
def test_detail_of_a_draft_is_for_the_office(client_for, programme, role, status):
    draft = SessionFactory(programme=programme, draft=True)

    assert client_for(role).get(draft.get_absolute_url()).status_code == status


def test_detail_offers_to_register_or_to_wait(client_for, session):
    url = f"/training/sessions/{session.pk}/register/"

    free = client_for("employee").get(session.get_absolute_url())
    RegistrationFactory.create_batch(2, session=session)
    full = client_for("employee").get(session.get_absolute_url())

    assert url in free.text
    assert "Lurah Belawan" in free.text
    assert url in full.text
    assert "Lurah Belawan" not in full.text


def test_detail_shows_the_managers_verbs_to_them_only(client_for, session):
    for role, shown in (("training_coordinator", True), ("employee", False), ("hr_officer", False)):
        response = client_for(role).get(session.get_absolute_url())
        assert (f"/training/sessions/{session.pk}/cancel/" in response.text) is shown


def test_detail_costs_few_queries(client_for, session, django_assert_max_num_queries):
    RegistrationFactory.create_batch(3, session=session, state=State.WAITING)
    client = client_for("employee")
    client.get(session.get_absolute_url())

    with django_assert_max_num_queries(16):
        client.get(session.get_absolute_url())


# --- Create, change --------------------------------------------------------------------------------------------------


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


# --- Verbs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["open", "close", "start", "register", "certificates/issue"])
def test_verbs_refuse_get(client_for, session, verb):
    assert client_for("training_coordinator").get(f"/training/sessions/{session.pk}/{verb}/").status_code == 405


@pytest.mark.parametrize("verb", ["open", "close", "start", "cancel", "finish", "certificates/issue"])
@pytest.mark.parametrize(
    ("role", "status"), [("employee", 403), ("hr_officer", 403), ("stranger", 404), ("anonymous", 302)]
)
def test_verbs_are_for_the_coordinator(client_for, session, verb, role, status):
    response = client_for(role).post(f"/training/sessions/{session.pk}/{verb}/", {"reason": "x"})

    assert response.status_code == status
    assert TrainingSession.objects.get(pk=session.pk).state == SessionState.OPEN


def test_open_and_close(client_for, programme):
    draft = SessionFactory(programme=programme, draft=True)
    client = client_for("training_coordinator")

    client.post(f"/training/sessions/{draft.pk}/open/")
    opened = TrainingSession.objects.get(pk=draft.pk).state
    client.post(f"/training/sessions/{draft.pk}/close/")

    assert (opened, TrainingSession.objects.get(pk=draft.pk).state) == (SessionState.OPEN, SessionState.CLOSED)


def test_start_too_early_is_told(client_for, session):
    response = client_for("training_coordinator").post(f"/training/sessions/{session.pk}/start/", follow=True)

    assert 'class="notice tone-bad"' in response.text
    assert TrainingSession.objects.get(pk=session.pk).state == SessionState.OPEN


def test_cancel_asks_first_and_needs_a_reason(client_for, session, registration):
    client = client_for("training_coordinator")
    url = f"/training/sessions/{session.pk}/cancel/"

    page = client.get(url)
    without = client.post(url, {"reason": " "})
    client.post(url, {"reason": "Banjir rob"})

    assert "consequences" in page.text
    assert "reason" in without.context["form"].errors
    cancelled = TrainingSession.objects.get(pk=session.pk)
    assert (cancelled.state, cancelled.cancel_reason) == (SessionState.CANCELLED, "Banjir rob")
    assert "Banjir rob" in client_for("employee").get(session.get_absolute_url()).text


def test_finish_previews_who_gets_a_certificate(client_for, programme, world):
    session = SessionFactory(programme=programme, over=True)
    present = RegistrationFactory(
        session=session, state=State.APPROVED, employee__name="Hadir Terus", employee__unit=world.village
    )
    absent = RegistrationFactory(
        session=session, state=State.APPROVED, employee__name="Tidak Hadir", employee__unit=world.village
    )
    for day in session.days:
        AttendanceFactory(registration=present, day=day)
        AttendanceFactory(registration=absent, day=day, is_present=False)

    response = client_for("training_coordinator").get(f"/training/sessions/{session.pk}/finish/")

    assert [row.name for row in response.context["earning"]] == ["Hadir Terus"]
    assert "Tidak Hadir" in response.text
    assert TrainingSession.objects.get(pk=session.pk).state == SessionState.RUNNING


@pytest.mark.parametrize("verb", ["cancel", "finish"])
@pytest.mark.parametrize("state", [SessionState.FINISHED, SessionState.CANCELLED])
def test_nothing_is_asked_of_a_session_that_is_over(client_for, programme, verb, state):
    session = SessionFactory(programme=programme, over=True)
    reason = "Banjir" if state == SessionState.CANCELLED else ""
    TrainingSession.objects.filter(pk=session.pk).update(state=state, cancel_reason=reason)

    response = client_for("training_coordinator").get(f"/training/sessions/{session.pk}/{verb}/", follow=True)

    assert response.redirect_chain == [(session.get_absolute_url(), 302)]
    assert "nothing of it can be changed" in response.text or "tidak ada lagi yang dapat diubah" in response.text


def test_finish_is_offered_when_it_can_be_done(client_for, programme):
    session = SessionFactory(programme=programme, over=True)
    client, url = client_for("training_coordinator"), f"/training/sessions/{session.pk}/finish/"

    without_list = client.get(session.get_absolute_url())
    AttendanceFactory(registration=RegistrationFactory(session=session, state=State.APPROVED))
    ready = client.get(session.get_absolute_url())
    TrainingSession.objects.filter(pk=session.pk).update(ends_at=timezone.now() + 2 * DAY)
    too_early = client.get(session.get_absolute_url())

    assert [url in page.text for page in (without_list, ready, too_early)] == [False, True, False]
    last_day = TrainingSession.objects.select_related("unit").get(pk=session.pk).last_day
    assert formats.date_format(last_day) in too_early.text
    assert client.get(url).url == session.get_absolute_url()


def test_parts_of_a_session_share_one_trail(client_for, session):
    trail = 'href="/training/sessions/"'
    for path in ("", "participants/", "attendance/"):
        page = client_for("training_coordinator").get(f"{session.get_absolute_url()}{path}").text
        assert trail in page.split("<main", 1)[1], path
    assert 'href="/training/"' in client_for("employee").get(session.get_absolute_url()).text.split("<main", 1)[1]


def test_calendar_file(client_for, session):
    response = client_for("employee").get(f"/training/sessions/{session.pk}/calendar.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"SUMMARY:{session.title}\r\n" in response.content.decode()


def test_register_through_the_page(client_for, session, world):
    client = client_for("employee")

    first = client.post(f"/training/sessions/{session.pk}/register/")
    second = client.post(f"/training/sessions/{session.pk}/register/")

    registration = session.registrations.get()
    assert first.url == second.url == registration.get_absolute_url()
    assert registration.employee == world.users["employee"].employee


@pytest.mark.parametrize(
    ("role", "status"), [("training_coordinator", 403), ("stranger", 404), ("nobody", 404), ("anonymous", 302)]
)
def test_register_is_for_employees_of_the_government(client_for, session, role, status):
    response = client_for(role).post(f"/training/sessions/{session.pk}/register/")

    assert (response.status_code, session.registrations.count()) == (status, 0)


def test_register_when_closed_is_told(client_for, programme):
    closed = SessionFactory(programme=programme, closed=True)

    response = client_for("employee").post(f"/training/sessions/{closed.pk}/register/", follow=True)

    assert 'class="notice tone-bad"' in response.text
    assert EmployeeFactory._meta.model.objects.filter(training_registrations__isnull=False).count() == 0


# --- Forms of a session ----------------------------------------------------------------------------------------------


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
