"""Follow-up, people served, comments and the report, as the office uses them."""

import datetime

import pytest

from asn_portal.home.registry import actions_for
from asn_portal.jobs.enums import JobState
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import run_now
from employees.dates import today
from surveys.models import FollowUpAction, ServiceVisits
from tests.factories.employees import EmployeeFactory
from tests.factories.surveys import (
    FIVE_FORMS,
    CommentFactory,
    FollowUpFactory,
    ServiceFactory,
    SurveyFactory,
    add_responses,
    publish,
)

pytestmark = pytest.mark.django_db

PERIOD = (datetime.date(2026, 1, 1), datetime.date(2026, 7, 1))
YEAR = today().year


@pytest.fixture
def officer(client, world):
    client.force_login(world.users["service_officer"])
    return client


@pytest.fixture
def closed(world):
    survey = SurveyFactory(unit=world.village, opened=True, period=PERIOD)
    add_responses(survey, *FIVE_FORMS)
    return publish(survey)


def test_plan_an_action_by_a_part_of_the_name(officer, closed):
    owner = EmployeeFactory(unit=closed.unit, name="Sri Handayani")
    data = {"element": "facilities", "action": "Kursi baru", "owner": "handa", "due_on": "2040-01-01"}

    response = officer.post(f"/surveys/{closed.pk}/follow-up/create/", data)

    assert response.headers["Location"] == f"/surveys/{closed.pk}/#follow-up"
    assert FollowUpAction.objects.get().owner == owner


def test_plan_an_action_for_one_of_several_or_a_stranger(officer, closed, world):
    first = EmployeeFactory(unit=closed.unit, name="Siti Rahmawati")
    EmployeeFactory(unit=closed.unit, name="Siti Aminah")
    EmployeeFactory(unit=world.other_village, name="Budi")
    data = {"element": "facilities", "action": "Kursi baru", "due_on": "2040-01-01"}

    several = officer.post(f"/surveys/{closed.pk}/follow-up/create/", {**data, "owner": "siti"}).content.decode()
    stranger = officer.post(f"/surveys/{closed.pk}/follow-up/create/", {**data, "owner": "budi"})

    assert first.nip in several
    assert (stranger.status_code, FollowUpAction.objects.count()) == (200, 0)


def test_check_off_an_action(officer, closed):
    action = FollowUpFactory(survey=closed)

    officer.post(f"/surveys/follow-up/{action.pk}/finish/", {"result": "Sepuluh kursi"})

    action.refresh_from_db()
    assert (action.done_on, action.result) == (today(), "Sepuluh kursi")


def test_survey_page_names_lowest_elements_without_an_action(officer, closed):
    FollowUpFactory(survey=closed, element="facilities")

    page = officer.get(f"/surveys/{closed.pk}/").content.decode()

    assert "?element=completion_time" in page
    assert "?element=procedures" in page
    assert "?element=facilities" not in page


def test_overdue_actions_stand_on_the_home_page_of_owner_and_head(world, closed):
    late = today() - datetime.timedelta(days=1)
    FollowUpFactory(survey=closed, owner=world.users["employee"].employee, due_on=late, action="Kursi baru")

    for name in ("employee", "supervisor", "service_officer"):
        titles = [str(item.title) for item in actions_for(world.users[name])]
        assert any("Kursi baru" in title for title in titles), name
    assert not any("Kursi baru" in str(item.title) for item in actions_for(world.users["colleague"]))


def test_people_served_are_entered_in_a_grid(officer, world):
    service = ServiceFactory(unit=world.village)
    address = f"/surveys/visits/?unit={world.village.pk}&year={YEAR}"

    response = officer.post(address, {f"v-{service.pk}-01": "1.250", "v-all-01": ""})

    assert response.headers["Location"] == address
    assert ServiceVisits.objects.get().visits == 1250
    assert 'value="1250"' in officer.get(address).content.decode()


def test_a_wrong_number_keeps_what_was_typed(officer, world):
    address = f"/surveys/visits/?unit={world.village.pk}&year={YEAR}"

    response = officer.post(address, {"v-all-01": "banyak", "v-all-02": "12"})

    assert (response.status_code, ServiceVisits.objects.count()) == (422, 0)
    assert 'value="banyak"' in response.content.decode()
    assert 'value="12"' in response.content.decode()


@pytest.mark.parametrize("query", ["?unit=999999", "?unit=abc", "?year=1999", "?year=abc", "?year=9999"])
def test_people_served_elsewhere_or_never(officer, query):
    assert officer.get(f"/surveys/visits/{query}").status_code == 404


@pytest.mark.parametrize("services", [1, 3])
def test_grid_costs_the_same_for_any_number_of_services(officer, world, django_assert_max_num_queries, services):
    ServiceFactory.create_batch(services, unit=world.village)

    with django_assert_max_num_queries(16):
        officer.get(f"/surveys/visits/?unit={world.village.pk}")


def test_answer_a_comment_and_go_on_to_the_next(officer, world):
    survey = SurveyFactory(unit=world.village, opened=True)
    first, second = CommentFactory.create_batch(2, survey=survey)

    response = officer.post(
        f"/surveys/comments/{first.pk}/answer/", {"answer": "Terima kasih", "publish": "1", "go_on": "1"}
    )

    first.refresh_from_db()
    assert (first.answer, first.state) == ("Terima kasih", "approved")
    assert response.headers["Location"] == f"/surveys/comments/{second.pk}/"
    page = client_page(officer, survey)
    assert "Terima kasih" in page


def client_page(client, survey):
    return client.get(f"/p/{survey.unit.slug}/results/").content.decode()


def test_comment_page_leads_to_its_neighbours(officer, world):
    survey = SurveyFactory(unit=world.village, opened=True)
    days = [today() - datetime.timedelta(days=days) for days in (0, 1, 2)]
    newest, middle, oldest = (CommentFactory(survey=survey, written_on=day) for day in days)

    page = officer.get(f"/surveys/comments/{middle.pk}/").content.decode()

    assert f"/surveys/comments/{newest.pk}/" in page
    assert f"/surveys/comments/{oldest.pk}/" in page


@pytest.mark.parametrize("comments", [1, 30])
def test_comment_pages_cost_the_same_for_any_number(officer, world, django_assert_max_num_queries, comments):
    survey = SurveyFactory(unit=world.village, opened=True)
    comment, *_others = CommentFactory.create_batch(comments, survey=survey)
    officer.get("/surveys/comments/")

    with django_assert_max_num_queries(12):
        officer.get("/surveys/comments/")
    with django_assert_max_num_queries(14):
        officer.get(f"/surveys/comments/{comment.pk}/")


def test_filter_of_answered_comments(officer, world):
    survey = SurveyFactory(unit=world.village, opened=True)
    CommentFactory(survey=survey, text="Kursi ditambah lagi", answer="Ya")
    CommentFactory(survey=survey, text="Kipas angin mati")

    waiting = officer.get("/surveys/comments/?is_answered=false").content.decode()
    answered = officer.get("/surveys/comments/?is_answered=true").content.decode()

    assert ("Kipas angin mati" in waiting, "Kursi ditambah lagi" in waiting) == (True, False)
    assert ("Kipas angin mati" in answered, "Kursi ditambah lagi" in answered) == (False, True)


def test_report_is_made_in_the_background(officer, closed):
    officer.post(f"/surveys/{closed.pk}/report/")

    job = run_now(Job.objects.get())

    assert (job.state, job.result.name) == (JobState.DONE, "skm-belawan-i-2026-01.pdf")
