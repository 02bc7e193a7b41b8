"""Pages of what happens during and after a session."""

import datetime
import re
import uuid
from decimal import Decimal

import pghistory.models
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import formats, timezone, translation

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from tests.factories.employees import EmployeeFactory, RoleGrantFactory, UnitFactory, make_officer
from tests.factories.training import (
    AttendanceFactory,
    RegistrationFactory,
    SessionFactory,
    TrainerFactory,
    make_completed,
)
from training.domain.evaluation_form import VERSIONS
from training.domain.knowledge_test import TestQuestion, dump
from training.domain.presence_code import personal_code, presence_code, time_step
from training.enums import RegistrationState as State
from training.models import (
    Attendance,
    ClassMessage,
    ContentReview,
    EvaluationResponse,
    EvaluationTicket,
    KnowledgeTest,
    LearningActivity,
    Meeting,
    OfflineBatch,
    SessionTrainer,
    TestAttempt,
)
from training.reports.equality import equality
from training.tasks import follow_trainings_up

pytestmark = pytest.mark.django_db
QUESTIONS = (TestQuestion("Satu?", ("a", "b"), 1), TestQuestion("Dua?", ("a", "b"), 0))


@pytest.fixture
def over(programme):
    return SessionFactory(programme=programme, over=True)


@pytest.fixture
def meeting(over):
    today = timezone.now().astimezone(over.unit.tz).date()
    over.meetings.all().delete()
    return Meeting.objects.create(session=over, day=today, starts_at=datetime.time(0), ends_at=datetime.time.max)


def code(meeting, direction="in"):
    secret = meeting.session.presence_secret
    return presence_code(secret, meeting=meeting.pk, direction=direction, step=time_step(timezone.now()))


def test_one_tap_checks_a_signed_in_person_in(client_for, meeting, world):
    RegistrationFactory(session=meeting.session, employee=world.users["employee"].employee, state=State.APPROVED)
    client = client_for("employee")

    page = client.get(f"/h/{code(meeting)}/")
    done = client.post("/h/check/", {"pass": page.context["token"]}, follow=True)

    row = Attendance.objects.get()
    assert (row.is_present, row.recorded_by) == (True, world.users["employee"])
    assert "Siti Rahmawati" in done.text


def test_phone_without_account_uses_the_personal_code(client, meeting):
    seat = RegistrationFactory(session=meeting.session, state=State.APPROVED)
    page = client.get(f"/h/?code={code(meeting)}", follow=True)
    token = page.context["token"]
    later = client.get("/h/", {"pass": token})
    assert later.context["token"] == token, "a pass is never made anew"

    wrong = client.post("/h/check/", {"pass": token, "personal": "AAAAAA"})
    right = client.post(
        "/h/check/", {"pass": token, "personal": personal_code(meeting.session.presence_secret, seat.pk)}
    )

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert Attendance.objects.get().checked_in_at is not None


def test_wrong_code_says_what_to_do(client, meeting):
    page = client.get("/h/ZZZZZZ/")

    assert 'role="alert"' in page.text
    assert Attendance.objects.count() == 0


def test_screen_shows_code_and_qr_and_htmx_asks_for_the_code_alone(client_for, meeting):
    client = client_for("training_coordinator")
    url = f"/training/sessions/{meeting.session_id}/meetings/{meeting.pk}/code/"

    page, part = client.get(url), client.get(url, headers={"HX-Request": "true"})

    assert "<svg" in page.text
    assert page.context["code"].replace(" ", "") == code(meeting)
    assert "<html" not in part.text


@pytest.mark.parametrize(("direction", "hour", "is_in_time"), [("in", 8, True), ("in", 13, False), ("out", 8, False)])
def test_screen_says_when_checks_are_possible(client_for, meeting, monkeypatch, direction, hour, is_in_time):
    Meeting.objects.update(starts_at=datetime.time(9), ends_at=datetime.time(12))
    now = datetime.datetime.combine(meeting.day, datetime.time(hour), tzinfo=meeting.session.unit.tz)
    monkeypatch.setattr("training.views.meeting.timezone.now", lambda: now)
    page = client_for("training_coordinator").get(
        f"/training/sessions/{meeting.session_id}/meetings/{meeting.pk}/code/?direction={direction}"
    )

    assert page.context["is_in_time"] is is_in_time
    assert [page.context[name].hour for name in ("first", "last")] == ([7, 12] if direction == "in" else [9, 14])
    assert formats.time_format(page.context["last"].timetz()) in page.text


def test_leaving_says_so_in_the_browsers_title(client, meeting):
    titles = {
        direction: client.get(f"/h/{code(meeting, direction)}/").text.partition("</title>")[0]
        for direction in ("in", "out")
    }

    assert titles["in"] != titles["out"]


def test_offline_list_is_sent_once_and_conflicts_are_shown(client_for, over):
    person = RegistrationFactory(session=over, state=State.APPROVED)
    meeting = over.meetings.first()
    client, url = client_for("training_coordinator"), f"/training/sessions/{over.pk}/attendance/send/"
    AttendanceFactory(registration=person, meeting=meeting)

    shown = client.post(url, {"key": str(uuid.uuid4()), "kept": [meeting.pk], "seen": "{}"}, follow=True)
    reloaded = client.get(shown.redirect_chain[-1][0])

    assert f"choice-{person.pk}:{meeting.pk}" in shown.text
    assert f"choice-{person.pk}:{meeting.pk}" in reloaded.text
    assert shown.redirect_chain[-1][0] in client.get(f"/training/sessions/{over.pk}/attendance/").text
    client.post(f"/training/sessions/{over.pk}/attendance/settle/", {f"choice-{person.pk}:{meeting.pk}": "absent"})
    assert not Attendance.objects.get().is_present


def test_offline_list_is_acknowledged_by_its_own_key(client_for, over):
    RegistrationFactory(session=over, state=State.APPROVED)
    client, url = client_for("training_coordinator"), f"/training/sessions/{over.pk}/attendance/send/"
    data = {"key": str(uuid.uuid4()), "kept": [over.meetings.first().pk], "seen": "{}"}

    answers = [client.post(url, data, headers={"Accept": "application/json"}) for _ in range(2)]

    expected = {"received": data["key"], "page": f"/training/sessions/{over.pk}/attendance/conflicts/"}
    assert [answer.json() for answer in answers] == [expected, expected]
    assert client.get(url).headers["Location"] == f"/training/sessions/{over.pk}/attendance/offline/"


def test_refused_offline_list_is_no_acknowledgement(client_for, over):
    answer = client_for("training_coordinator").post(
        f"/training/sessions/{over.pk}/attendance/send/",
        {"key": str(uuid.uuid4()), "kept": [over.meetings.first().pk, 2**40], "seen": "{}"},
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 422
    assert answer.json()["error"]


def test_offline_list_with_ticks_outside_its_meetings_is_refused(client_for, over):
    person, meeting = RegistrationFactory(session=over, state=State.APPROVED), over.meetings.first()

    answer = client_for("training_coordinator").post(
        f"/training/sessions/{over.pk}/attendance/send/",
        {"key": str(uuid.uuid4()), "present": [f"{person.pk}:{meeting.pk}"], "seen": "{}"},
        headers={"Accept": "application/json"},
    )

    assert (answer.status_code, Attendance.objects.count(), OfflineBatch.objects.count()) == (422, 0, 0)
    assert "“Daftar terisi”" in answer.json()["error"]


def test_offline_list_is_not_sent_by_somebody_else(client_for, over, world):
    client, meeting = client_for("training_coordinator"), over.meetings.first()
    RegistrationFactory(session=over, state=State.APPROVED)
    owners = [world.users["hr_officer"].pk, world.users["training_coordinator"].pk]

    answers = [
        client.post(
            f"/training/sessions/{over.pk}/attendance/send/",
            {"key": str(uuid.uuid4()), "owner": owner, "kept": [meeting.pk], "seen": "{}"},
            headers={"Accept": "application/json"},
        ).status_code
        for owner in owners
    ]

    assert answers == [422, 200]


def test_who_may_not_manage_the_session_hears_whose_list_it_is(client_for, over, world):
    answer = client_for("employee").post(
        f"/training/sessions/{over.pk}/attendance/send/",
        {"key": str(uuid.uuid4()), "owner": world.users["training_coordinator"].pk, "seen": "{}"},
        headers={"Accept": "application/json"},
    )

    assert (answer.status_code, "akun" in answer.json()["error"]) == (422, True)


@pytest.mark.parametrize("seen", ["x", "[]", '{"a": 1}', "null"])
def test_offline_list_survives_nonsense(client_for, over, seen):
    response = client_for("training_coordinator").post(
        f"/training/sessions/{over.pk}/attendance/send/", {"key": str(uuid.uuid4()), "kept": ["x"], "seen": seen}
    )

    assert response.status_code == 302


def test_test_is_written_without_script(client_for, programme):
    client = client_for("training_coordinator")
    test = KnowledgeTest.objects.create(programme=programme)
    data = {
        "edit": "1",
        "minutes": "10",
        "pass_mark": "",
        "q0-text": "Satu?",
        "q0-o0": "a",
        "q0-o1": "b",
        "q0-right": "1",
        "q0-points": "2",
    }

    client.post(f"/training/tests/{test.pk}/", data)
    stale = client.post(f"/training/tests/{test.pk}/", data | {"q0-text": "Lain?"})

    test.refresh_from_db()
    assert test.questions == dump([TestQuestion("Satu?", ("a", "b"), 1, 2)])
    assert (stale.status_code, "Lain?" in stale.text) == (422, True)


def test_test_is_taken_and_scored_at_once(client_for, programme, over, world):
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    seat = RegistrationFactory(session=over, employee=world.users["employee"].employee, state=State.APPROVED)
    client, url = client_for("employee"), f"/training/registrations/{seat.pk}/test/post/"
    client.post(f"{url}start/")
    attempt = TestAttempt.objects.get()

    page = client.get(url)
    saved = client.post(f"/training/attempts/{attempt.pk}/save/", {"a0": "1"}, headers={"Accept": "application/json"})
    client.post(f"/training/attempts/{attempt.pk}/submit/", {"a1": "0"})

    assert sorted(question["name"] for question in page.context["questions"]) == ["a0", "a1"]
    assert saved.json()["is_over"] is False
    assert TestAttempt.objects.get().score == 2
    assert client.get(url).context["percent"] == 100


def test_participant_evaluates_once_and_leaves_no_trace(client_for, programme, world):
    session = SessionFactory(programme=programme, finished=True)
    seat = make_completed(session, employee=world.users["employee"].employee)
    EvaluationTicket.objects.create(registration=seat)
    client, url = client_for("employee"), f"/training/sessions/{session.pk}/evaluate/"

    without = client.post(url, {})
    client.post(url, {"clear": "5", "need": "fits", "most_useful": "Kasus"})
    again = client.get(url)

    assert without.status_code == 422
    assert EvaluationResponse.objects.get().answers == {"clear": 5}
    assert "form" not in (again.context or {}) or again.context.get("form") is None


def test_trainer_of_a_finished_session_is_not_released(client_for, programme):
    session = SessionFactory(programme=programme, finished=True)
    row = SessionTrainer.objects.create(session=session, trainer=TrainerFactory(government=session.unit))
    client, url = client_for("training_coordinator"), f"/training/sessions/{session.pk}/trainers/{row.pk}/release/"

    page = client.post(url, follow=True)

    assert SessionTrainer.objects.get() == row
    assert [message.level_tag for message in page.context["messages"]] == ["bad"]
    assert url not in page.text


def test_every_sentence_and_the_question_of_need_are_stored_from_the_page(client_for, programme, world):
    session = SessionFactory(programme=programme, finished=True)
    seat = make_completed(session, employee=world.users["employee"].employee)
    EvaluationTicket.objects.create(registration=seat)
    client, url = client_for("employee"), f"/training/sessions/{session.pk}/evaluate/"
    page = client.get(url).text
    offered = set(re.findall(r'<input type="radio" name="([^"]+)" value="4"', page))

    client.post(url, dict.fromkeys(offered, "4") | {"need": "not_deep"})

    response = EvaluationResponse.objects.get()
    assert offered == {item.code for item in VERSIONS["2026"].of_session}
    assert 'name="need" value="not_deep"' in page
    assert response.answers == dict.fromkeys(offered, 4)
    assert (response.answers["depth"], response.depth) == (4, "not_deep")


# The history's context holds until the commit: that of the request must be over before the tick.
@pytest.mark.django_db(transaction=True)
def test_no_history_and_no_event_names_who_answered_last(client_for, programme, world):
    session = SessionFactory(programme=programme, finished=True, coordinator=world.users["training_coordinator"])
    user = world.users["employee"]
    EvaluationTicket.objects.create(registration=make_completed(session, employee=user.employee))
    EvaluationResponse.objects.bulk_create(
        EvaluationResponse(
            session=session, answered_on=session.last_day, form_version="2026", answers={"clear": 4}, depth="not_deep"
        )
        for _number in range(4)
    )
    client = client_for("employee")
    before = _traces(user)

    client.post(f"/training/sessions/{session.pk}/evaluate/", {"clear": "4", "need": "not_deep"})
    after_answer = ContentReview.objects.count()
    follow_trainings_up()

    assert EvaluationResponse.objects.count() == 5
    assert (after_answer, ContentReview.objects.get().trigger) == (0, "not_deep")
    assert _traces(user) == before
    (history,) = pghistory.models.Events.objects.tracks(ContentReview.objects.get())
    assert "user" not in (history.pgh_context or {})


def _traces(user):
    """How many rows of each history, and how many events, were written in requests of `user`."""
    histories = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    kept = {model._meta.label: model._base_manager.filter(pgh_context__user=user.pk).count() for model in histories}
    return kept | {"events": Event.objects.filter(actor=user).count()}


def test_page_says_how_many_answers_wait(client_for, programme, world):
    session = SessionFactory(programme=programme, finished=True, coordinator=world.users["training_coordinator"])
    EvaluationTicket.objects.create(registration=make_completed(session))
    EvaluationResponse.objects.bulk_create(
        EvaluationResponse(session=session, answered_on=session.last_day, form_version="2026", answers={"clear": 4})
        for _number in range(7)
    )

    page = client_for("training_coordinator").get(f"/training/sessions/{session.pk}/outcome/")

    assert page.context["figures"].received == 7
    assert "7 " in page.text.split('class="hint measure"')[1].split("</p>")[0]


def test_message_reaches_each_alone(client_for, over, world, mailoutbox):
    RegistrationFactory(session=over, employee=world.users["employee"].employee, state=State.APPROVED)

    client, url = client_for("training_coordinator"), f"/training/sessions/{over.pk}/messages/"
    key = client.get(url).context["idempotency_key"]
    for _ in range(2):
        client.post(url, {"text": "Bawa laptop", "idempotency_key": key})

    assert ClassMessage.objects.get().recipients == 1
    assert "Bawa laptop" in client_for("employee").get(over.registrations.get().get_absolute_url()).text


def test_scores_are_previewed_before_they_are_stored(client_for, programme, over):
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    seat = RegistrationFactory(session=over, state=State.APPROVED)
    client = client_for("training_coordinator")
    sheet = SimpleUploadedFile(
        "nilai.csv",
        f"Nomor peserta,Nama,Before,After\n{seat.sequence},{seat.employee.name},0,2\n99,y,1,1\n".encode(),
    )
    preview = client.post(f"/training/sessions/{over.pk}/scores/import/", {"file": sheet})

    assert TestAttempt.objects.count() == 0
    assert [number for number, _sentence in preview.context["preview"].problems] == [3]
    client.post(f"/training/sessions/{over.pk}/scores/confirm/", {"rows": preview.context["preview"].token})
    assert sorted(TestAttempt.objects.values_list("score", flat=True)) == [0, 2]


def test_preview_of_one_session_is_not_confirmed_at_another(client_for, programme, over):
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    other = SessionFactory(programme=programme, over=True)
    seat = RegistrationFactory(session=other, state=State.APPROVED)
    client = client_for("training_coordinator")
    sheet = SimpleUploadedFile("nilai.csv", f"Nomor peserta,Before,After\n{seat.sequence},0,2\n".encode())
    rows = client.post(f"/training/sessions/{other.pk}/scores/import/", {"file": sheet}).context["preview"].token

    with translation.override("id"):
        page = client.post(f"/training/sessions/{over.pk}/scores/confirm/", {"rows": rows}, follow=True)

    assert "Pratinjau ini milik sesi lain" in page.text
    assert TestAttempt.objects.count() == 0
    client.post(f"/training/sessions/{other.pk}/scores/confirm/", {"rows": rows})
    assert TestAttempt.objects.count() == 2


def test_sheet_with_scores_from_after_a_session_to_come_is_refused(client_for, programme, session):
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    seat = RegistrationFactory(session=session, state=State.APPROVED)
    sheet = SimpleUploadedFile("nilai.csv", f"Nomor peserta,Before,After\n{seat.sequence},0,2\n".encode())

    page = client_for("training_coordinator").post(f"/training/sessions/{session.pk}/scores/import/", {"file": sheet})

    assert (page.status_code, page.context["preview"]) == (422, None)
    assert "Sesi dimulai pada" in page.text or "The session begins on" in page.text


@pytest.fixture
def grid(programme, over):
    """The address, and two people of a class with a test of two points."""
    KnowledgeTest.objects.create(programme=programme, questions=dump(QUESTIONS), is_published=True)
    seats = RegistrationFactory.create_batch(2, session=over, state=State.APPROVED)
    return f"/training/sessions/{over.pk}/scores/enter/", seats


@pytest.mark.parametrize("bad", ["NaN", "sNaN", "Infinity", "x", "3", "-1", "1e400", "\x00"])
def test_wrong_score_is_named_at_its_field_and_nothing_typed_is_lost(client_for, grid, bad):
    url, (one, other) = grid

    page = client_for("training_coordinator").post(url, {f"pre-{one.pk}": bad, f"post-{other.pk}": "1,5"})

    assert (page.status_code, TestAttempt.objects.count()) == (422, 0)
    assert list(page.context["form"].errors) == [f"pre-{one.pk}"]
    assert f'id="id_pre-{one.pk}_error"' in page.text
    assert 'value="1,5"' in page.text


def test_scores_are_entered_with_comma_or_dot(client_for, grid):
    url, (one, other) = grid

    response = client_for("training_coordinator").post(url, {f"pre-{one.pk}": "0,5", f"post-{other.pk}": " 1.5 "})

    assert response.status_code == 302
    assert sorted(TestAttempt.objects.values_list("registration", "moment", "score")) == [
        (one.pk, "pre", Decimal("0.5")),
        (other.pk, "post", Decimal("1.5")),
    ]


def test_score_beside_one_of_the_portal_is_refused_with_what_was_typed(client_for, grid):
    url, (one, other) = grid
    test, now = KnowledgeTest.objects.get(), timezone.now()
    TestAttempt.objects.create(
        test=test, registration=one, moment="pre", started_at=now, due_at=now, maximum=2, answers={"0": 1}
    )

    page = client_for("training_coordinator").post(url, {f"pre-{one.pk}": "1", f"post-{other.pk}": "2"})

    assert (page.status_code, TestAttempt.objects.count()) == (422, 1)
    assert f'name="pre-{one.pk}" value="1"' in page.text


def test_stored_score_is_corrected_in_the_grid(client_for, grid, over):
    url, (one, other) = grid
    client = client_for("training_coordinator")
    client.post(url, {f"pre-{one.pk}": "1,5", f"pre-{other.pk}": "1"})

    page = client.get(f"/training/sessions/{over.pk}/scores/")
    seen = [cell["seen"] for _row, cells in page.context["form"].lines for cell in cells if cell["seen"]]
    client.post(url, {f"pre-{one.pk}": "1", f"pre-{other.pk}": "1,00", "seen": seen})

    assert sorted(seen) == sorted([f"pre-{one.pk}:1.50", f"pre-{other.pk}:1.00"])
    assert all(f'name="seen" value="{each}"' in page.text for each in seen)
    assert set(TestAttempt.objects.values_list("score", flat=True)) == {1}


def test_score_stored_meanwhile_stands_beside_what_was_typed(client_for, grid):
    url, (one, other) = grid
    client = client_for("training_coordinator")
    client.post(url, {f"pre-{one.pk}": "2"})

    # The page was opened before; nothing is stored of it until both are compared.
    page = client.post(url, {f"pre-{one.pk}": "0", f"pre-{other.pk}": "1", "seen": ["x", "pre-x:1", f"pre-{one.pk}:x"]})
    cells = [cell for _row, cells in page.context["form"].lines for cell in cells if cell["theirs"]]

    assert (page.status_code, TestAttempt.objects.get().score) == (422, 2)
    assert [(cell["theirs"], cell["field"].value(), cell["seen"]) for cell in cells] == [
        ("2", "0", f"pre-{one.pk}:2.00")
    ]
    client.post(url, {f"pre-{one.pk}": "0", f"pre-{other.pk}": "1", "seen": [cells[0]["seen"]]})
    assert sorted(TestAttempt.objects.values_list("score", flat=True)) == [0, 1]


def test_sheet_shows_what_it_replaces_and_replaces_nothing_newer(client_for, grid, over):
    url, (one, _other) = grid
    client = client_for("training_coordinator")
    client.post(url, {f"pre-{one.pk}": "2"})
    sheet = SimpleUploadedFile("nilai.csv", f"Nomor peserta,Before,After\n{one.sequence},0,1\n".encode())

    preview = client.post(f"/training/sessions/{over.pk}/scores/import/", {"file": sheet}).context["preview"]
    client.post(url, {f"pre-{one.pk}": "1", "seen": [f"pre-{one.pk}:2"]})
    client.post(f"/training/sessions/{over.pk}/scores/confirm/", {"rows": preview.token})

    assert preview.rows[0].cells == [{"points": 0, "replaces": 2}, {"points": 1, "replaces": None}]
    assert list(TestAttempt.objects.values_list("score", flat=True)) == [1]


def _reviews(programme, number):
    for _index in range(number):
        ContentReview.objects.create(
            programme=programme,
            session=SessionFactory(programme=programme, finished=True),
            trigger="not_deep",
            answers=6,
            count=3,
        )


def _activities(world, number):
    today = timezone.localdate()
    for _index in range(number):
        LearningActivity.objects.create(
            employee=world.users["employee"].employee, form="9", title="S", starts_on=today, ends_on=today, days=1
        )


def _tables(context):
    return {query["sql"][:300] for query in context.captured_queries}


@pytest.mark.parametrize("url", ["reviews/", "activities/", "hours/", "without-training/", "obstacles/", "equality/"])
def test_lists_ask_the_same_number_of_queries_whatever_the_rows(
    client_for, url, programme, world, django_assert_max_num_queries
):
    client, address = client_for("training_coordinator"), f"/training/{url}"
    _reviews(programme, 1)
    _activities(world, 1)
    client.get(address)
    with django_assert_max_num_queries(30) as one:
        client.get(address)
    _reviews(programme, 2)
    _activities(world, 2)
    RegistrationFactory.create_batch(2, session=SessionFactory(programme=programme))
    with django_assert_max_num_queries(30) as three:
        client.get(address)

    assert len(one) == len(three), _tables(one) ^ _tables(three)


def test_units_with_the_same_name_are_different_groups(world):
    units = [UnitFactory(parent=world.district, name="Sekretariat", slug=slug) for slug in ("satu", "dua")]
    for unit in units:
        EmployeeFactory.create_batch(5, unit=unit)

    report = equality(world.users["training_coordinator"], year=2026, partition="unit")

    names = [row.name for row in report.rows]
    assert names == [
        "Kelurahan Belawan I",
        "Kelurahan Bagan Deli",
        "Sekretariat (satu)",
        "Sekretariat (dua)",
    ]


def test_units_of_different_governments_carry_the_name_of_theirs(world):
    EmployeeFactory(unit=UnitFactory(parent=world.government, name="Sekretariat Daerah"))
    EmployeeFactory(unit=UnitFactory(parent=world.other_government, name="Sekretariat Daerah"))
    reader = make_officer(Role.AUDITOR, world.government)
    RoleGrantFactory(user=reader, role=Role.AUDITOR, unit=world.other_government)

    report = equality(reader, year=2026, partition="unit")

    names = [row.name for row in report.rows if row.name.startswith("Sekretariat")]
    assert names == ["Sekretariat Daerah (Kota Medan)", "Sekretariat Daerah (Kota Pekanbaru)"]


def test_evaluation_form_reads_in_both_languages():
    item = VERSIONS["2026"].items[0]

    assert item.in_language("id") != item.in_language("en")
