import pytest
from django.utils import translation

from asn_portal.audit.models import RecordView
from asn_portal.home.registry import actions_for, following_for
from asn_portal.search.registry import search_everything
from tests.factories.employees import make_employee_user
from tests.factories.training import RegistrationFactory, SessionFactory, make_completed
from training.enums import RegistrationState as State
from training.models import Registration

pytestmark = pytest.mark.django_db


def state(registration):
    return Registration.objects.get(pk=registration.pk).state


# --- Detail ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["employee", "supervisor", "training_coordinator", "hr_officer", "auditor"])
def test_detail_says_at_whose_desk_it_lies(client_for, registration, role):
    response = client_for(role).get(registration.get_absolute_url())

    assert "Siti Rahmawati" in response.text
    assert "Lurah Belawan" in response.text


@pytest.mark.parametrize(
    ("role", "status"),
    [("colleague", 404), ("stranger", 404), ("operator", 404), ("service_officer", 404), ("anonymous", 302)],
)
def test_detail_is_hidden_from_others(client_for, registration, role, status):
    assert client_for(role).get(registration.get_absolute_url()).status_code == status


def test_detail_offers_each_reader_their_own_verbs(client_for, registration):
    verbs = {"supervisor": {"approve", "refuse"}, "employee": {"withdraw"}, "hr_officer": set()}

    for role, expected in verbs.items():
        text = client_for(role).get(registration.get_absolute_url()).text
        shown = {
            verb for verb in ("approve", "refuse", "withdraw") if f"{registration.get_absolute_url()}{verb}/" in text
        }
        assert shown == expected


def test_detail_shows_the_place_in_line(client_for, session, world):
    RegistrationFactory.create_batch(2, session=session)
    RegistrationFactory(session=session, state=State.WAITING)
    own = RegistrationFactory(session=session, employee=world.users["employee"].employee, state=State.WAITING)

    response = client_for("employee").get(own.get_absolute_url())

    assert response.context["place"] == 2


def test_detail_opened_by_another_person_is_noted(client_for, registration, world):
    client_for("employee").get(registration.get_absolute_url())
    own_look = RecordView.objects.count()
    client_for("supervisor").get(registration.get_absolute_url())

    assert own_look == 0
    looks = RecordView.objects.of(registration.employee).values_list("viewer", "what")
    assert list(looks) == [(world.users["supervisor"].pk, "training")]


# --- Own page --------------------------------------------------------------------------------------------------------


def test_my_training_shows_states_and_hours(client_for, session, registration, programme, world):
    employee = world.users["employee"].employee
    make_completed(SessionFactory(programme=programme, finished=True, title="Sudah lulus"), employee=employee)
    RegistrationFactory(session=SessionFactory(programme=programme, title="Milik orang lain"))

    response = client_for("employee").get("/training/mine/")

    training = response.context["training"]
    assert [row.pk for row in training.pending] == [registration.pk]
    assert [row.session.title for row in training.past] == ["Sudah lulus"]
    assert (training.hours.recognised, training.hours.shortfall) == (12, 8)
    assert "Milik orang lain" not in response.text


@pytest.mark.parametrize(("role", "status"), [("training_coordinator", 403), ("nobody", 403), ("anonymous", 302)])
def test_my_training_is_for_employees(client_for, role, status):
    assert client_for(role).get("/training/mine/").status_code == status


def test_my_training_asks_the_same_number_of_queries_whatever_the_rows(
    client_for, registration, programme, world, django_assert_max_num_queries
):
    client = client_for("employee")
    client.get("/training/mine/")
    # Several lists on one page; the hours of mentoring are the thirteenth question.
    with django_assert_max_num_queries(13) as one:
        client.get("/training/mine/")
    for _number in range(2):
        RegistrationFactory(session=SessionFactory(programme=programme), employee=registration.employee)
    with django_assert_max_num_queries(13) as three:
        client.get("/training/mine/")

    assert len(one) == len(three)


def test_leaving_the_waiting_list_promises_no_seat_to_others(client_for, session, world, settings):
    settings.LANGUAGE_CODE = "en"
    own = RegistrationFactory(session=session, employee=world.users["employee"].employee, state=State.WAITING)

    with translation.override("en"):
        response = client_for("employee").post(f"{own.get_absolute_url()}withdraw/", {"reason": ""}, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "You have withdrawn. You no longer stand on the waiting list."
    ]


def test_who_named_somebody_ends_without_a_second_full_stop(client_for, registration, world):
    registration.nominated_by = world.users["training_coordinator"]
    registration.nominated_by.name = "Rina, A.Md."
    registration.nominated_by.save()
    registration.save()

    assert "A.Md.." not in client_for("employee").get(registration.get_absolute_url()).text


# --- Approvals -------------------------------------------------------------------------------------------------------


def test_approvals_list_what_waits_for_the_direct_supervisor(client_for, registration, session, world):
    RegistrationFactory(session=session, employee=world.users["colleague"].employee)

    response = client_for("supervisor").get("/training/approvals/")

    assert "Siti Rahmawati" in response.text
    # He works in the other village, whose head is somebody else.
    assert "Budi Siregar" not in response.text


@pytest.mark.parametrize(
    ("role", "status"), [("employee", 403), ("training_coordinator", 403), ("hr_officer", 403), ("anonymous", 302)]
)
def test_approvals_are_for_heads(client_for, role, status):
    assert client_for(role).get("/training/approvals/").status_code == status


def test_approvals_ask_the_same_number_of_queries_whatever_the_rows(
    client_for, registration, programme, world, django_assert_max_num_queries
):
    client = client_for("supervisor")
    client.get("/training/approvals/")
    with django_assert_max_num_queries(12) as one:
        client.get("/training/approvals/")
    for _number in range(2):
        person = make_employee_user(world.village).employee
        RegistrationFactory(session=SessionFactory(programme=programme), employee=person)
    with django_assert_max_num_queries(12) as three:
        client.get("/training/approvals/")

    assert len(one) == len(three)


def test_approve_one(client_for, registration, world):
    response = client_for("supervisor").post(f"{registration.get_absolute_url()}approve/")

    assert response.url == "/training/approvals/"
    approved = Registration.objects.get(pk=registration.pk)
    assert (approved.state, approved.decided_by) == (State.APPROVED, world.users["supervisor"])


def test_approve_many_with_a_preview(client_for, registration, programme, world):
    another = RegistrationFactory(
        session=SessionFactory(programme=programme), employee=make_employee_user(world.village).employee
    )
    client = client_for("supervisor")
    url = "/training/approvals/bulk-approve/?list=/training/approvals/"

    preview = client.post(url, {"selected": [registration.pk, another.pk]})
    before = [state(registration), state(another)]
    client.post(url, {"confirmed": "1", "pks": f"{registration.pk},{another.pk}"})

    assert preview.status_code == 200
    assert before == [State.AWAITING_APPROVAL] * 2
    assert [state(registration), state(another)] == [State.APPROVED] * 2


def test_approve_many_skips_what_is_not_theirs(client_for, session, world):
    foreign = RegistrationFactory(session=session, employee=world.users["colleague"].employee)

    client_for("supervisor").post(
        "/training/approvals/bulk-approve/?list=/training/approvals/", {"confirmed": "1", "pks": f"{foreign.pk}"}
    )

    assert state(foreign) == State.AWAITING_APPROVAL


@pytest.mark.parametrize("verb", ["approve", "refuse"])
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("employee", 403),
        ("training_coordinator", 403),
        ("hr_officer", 403),
        ("colleague", 404),
        ("stranger", 404),
        ("anonymous", 302),
    ],
)
def test_deciding_is_for_the_supervisor(client_for, registration, verb, role, status):
    response = client_for(role).post(f"{registration.get_absolute_url()}{verb}/", {"reason": "x"})

    assert (response.status_code, state(registration)) == (status, State.AWAITING_APPROVAL)


def test_refuse_needs_a_reason(client_for, registration):
    client = client_for("supervisor")
    url = f"{registration.get_absolute_url()}refuse/"

    page = client.get(url)
    without = client.post(url, {"reason": ""})
    before = state(registration)
    client.post(url, {"code": "bad_time", "reason": "Loket kosong"})

    assert "consequences" in page.text
    assert "reason" in without.context["form"].errors
    assert (before, state(registration)) == (State.AWAITING_APPROVAL, State.REFUSED)
    assert "Loket kosong" in client_for("employee").get(registration.get_absolute_url()).text


# --- Withdraw, remove ------------------------------------------------------------------------------------------------


def test_withdraw_asks_first(client_for, registration):
    client = client_for("employee")
    url = f"{registration.get_absolute_url()}withdraw/"

    page = client.get(url)
    before = state(registration)
    response = client.post(url, {"reason": ""})

    assert "consequences" in page.text
    assert (before, state(registration)) == (State.AWAITING_APPROVAL, State.WITHDRAWN)
    assert response.url == "/training/mine/"


@pytest.mark.parametrize(
    ("role", "status"),
    [("supervisor", 403), ("training_coordinator", 403), ("colleague", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_nobody_withdraws_for_another(client_for, registration, role, status):
    response = client_for(role).post(f"{registration.get_absolute_url()}withdraw/", {"reason": ""})

    assert (response.status_code, state(registration)) == (status, State.AWAITING_APPROVAL)


def test_remove_by_the_coordinator(client_for, registration, session):
    response = client_for("training_coordinator").post(
        f"{registration.get_absolute_url()}remove/", {"code": "not_relevant", "reason": "Bukan sasaran"}
    )

    assert response.url == f"/training/sessions/{session.pk}/participants/"
    assert state(registration) == State.REMOVED


@pytest.mark.parametrize(
    ("role", "status"),
    [("employee", 403), ("supervisor", 403), ("hr_officer", 403), ("stranger", 404), ("anonymous", 302)],
)
def test_remove_is_for_the_coordinator(client_for, registration, role, status):
    response = client_for(role).post(f"{registration.get_absolute_url()}remove/", {"code": "other", "reason": "x"})

    assert (response.status_code, state(registration)) == (status, State.AWAITING_APPROVAL)


# --- First page, search ----------------------------------------------------------------------------------------------


def test_first_page_tells_the_supervisor_what_waits(registration, world):
    items = [(item.url, item.count, item.since) for item in actions_for(world.users["supervisor"])]

    assert ("/training/approvals/", 1, registration.registered_at) in items
    assert not [item for item in actions_for(world.users["employee"]) if "training" in item.url]


def test_first_page_tells_the_coordinator_to_finish(programme, world):
    session = SessionFactory(programme=programme, over=True)

    urls = [item.url for item in actions_for(world.users["training_coordinator"])]

    assert f"/training/sessions/{session.pk}/attendance/" in urls


def test_first_page_follows_ones_registrations(registration, world):
    assert registration.get_absolute_url() in [item.url for item in following_for(world.users["employee"])]
    assert not [item for item in following_for(world.users["colleague"]) if "/training/" in item.url]


@pytest.mark.parametrize(("role", "found"), [("employee", True), ("training_coordinator", True), ("stranger", False)])
def test_search_finds_sessions_in_sight(session, world, role, found):
    groups = [group for group in search_everything(world.users[role], "prima angkatan") if group.key == "training"]

    assert [hit.title for group in groups for hit in group.hits] == ([session.title] if found else [])
