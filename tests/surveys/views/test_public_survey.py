"""The survey as a citizen meets it: no account, no cookie, no script."""

import datetime
import re
import uuid
from decimal import Decimal

import pytest
from django.conf import settings

from asn_portal.errors import DomainError
from employees.dates import today
from employees.enums import StructureChangeKind, StructureChangeState
from employees.models import OrganizationalUnit
from surveys.enums import SurveyElement
from surveys.models import PublicService, SurveyComment, SurveyResponse
from surveys.querysets.tally import figures_of_parts
from surveys.services.comment import publish_comment
from surveys.services.survey import close_survey, open_survey
from surveys.views.public_survey import survey_pages
from tests.conftest import StrictClient
from tests.factories.employees import StructureChangeFactory
from tests.factories.surveys import (
    FIVE_FORMS,
    CommentFactory,
    ServiceFactory,
    SurveyFactory,
    add_responses,
    add_shown_responses,
    publish,
)

pytestmark = pytest.mark.django_db
FORM, THANKS = "/p/belawan-i/survey/", "/p/belawan-i/survey/thanks/"


@pytest.fixture(autouse=True)
def _fresh_pages():
    survey_pages.clear()


@pytest.fixture
def survey(world):
    return SurveyFactory(unit=world.village, opened=True, expected_users=200)


def sheet(form="333333333", **fields):
    answers = {str(element): digit for element, digit in zip(SurveyElement, form, strict=True)}
    return {**answers, "key": str(uuid.uuid4()), **fields}


def test_the_form_sets_no_cookie_and_costs_one_query(client, survey, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        first = client.get(FORM)
    with django_assert_max_num_queries(1):
        second = client.get(FORM)

    assert (first.status_code, dict(first.cookies)) == (200, {})
    keys = [re.search(rb'name="key" value="([0-9a-f-]{36})"', page.content).group(1) for page in (first, second)]
    assert keys[0] != keys[1]
    assert len(first.content) < 60_000


def test_official_questions_in_both_languages(client, survey):
    indonesian, english = client.get(FORM).content.decode(), client.get(f"{FORM}?lang=en").content.decode()

    assert "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?" in indonesian
    assert '<html lang="id"' in indonesian
    assert "How easy do you understand the service procedure" in english
    assert '<html lang="en"' in english
    assert english.count('type="radio"') == indonesian.count('type="radio"') == 36
    assert f'formaction="{FORM}change/?lang=id"' in english


def test_five_citizens_are_counted_at_once_and_shown_later(client, survey, django_assert_max_num_queries):
    for form in FIVE_FORMS:
        with django_assert_max_num_queries(8):
            response = client.post(FORM, sheet(form))
        assert (response.status_code, response.headers["Location"], dict(response.cookies)) == (303, THANKS, {})

    page = client.get("/p/belawan-i/results/").content.decode()

    assert figures_of_parts(survey, survey.tallies.parts(survey)).index == Decimal("85.56")
    assert "85,56" not in page
    assert "5 dari 132" in page
    page = client.get(f"/p/belawan-i/results/?survey={publish(survey).pk}").content.decode()
    for text in ("85,56", "84,70", "85,47", "5 ", "132"):
        assert text in page


def test_the_same_form_sent_twice_counts_once(client, survey):
    data = sheet("444444444", comment="Sekali")

    statuses = [client.post(FORM, data).status_code for _each in range(3)]

    assert (statuses, SurveyResponse.objects.count(), SurveyComment.objects.count()) == ([303] * 3, 1, 1)


def test_check_and_change_keep_every_answer(client, survey):
    service = ServiceFactory(unit=survey.unit, name="Surat domisili")
    data = sheet("4321" * 2 + "4", sex="F", service=service.pk, comment="Kursi <b>kurang</b>")

    check = client.post(f"{FORM}check/", data).content.decode()
    change = client.post(f"{FORM}change/", data).content.decode()

    assert SurveyResponse.objects.count() == 0
    assert "Sangat sesuai" in check
    assert "Surat domisili" in check
    assert "Kursi &lt;b&gt;kurang&lt;/b&gt;" in check
    assert "<b>kurang</b>" not in check
    for name, value in data.items():
        assert f'name="{name}" value="{str(value).replace("<", "&lt;").replace(">", "&gt;")}"' in check
    assert len(re.findall(r"<input type=\"radio\"[^>]* checked", change)) == 9
    assert change.count("selected") == 2

    client.post(FORM, data)
    stored = SurveyResponse.objects.get()
    assert (stored.requirements, stored.sex, stored.service) == (4, "F", service)


def test_faults_are_named_and_answers_kept(client, survey):
    data = sheet("333333333", cost="5", comment="x" * 2001)
    del data["facilities"]

    page = client.post(FORM, data).content.decode()

    assert SurveyResponse.objects.count() == 0
    for anchor in ("#question-cost", "#question-facilities", "#question-comment"):
        assert f'href="{anchor}"' in page
    assert len(re.findall(r"<input type=\"radio\"[^>]* checked", page)) == 7
    assert "x" * 2001 in page
    assert data["key"] in page


@pytest.mark.parametrize(
    "comment",
    ["\x00\x07 Baik\u202e", "<script>alert(1)</script>", "' OR 1=1; DROP TABLE x; --", "{{ 7*7 }}{% debug %}"],
)
def test_hostile_comments_stay_text(client, survey, world, comment):
    client.post(FORM, sheet(comment=comment))

    stored = SurveyComment.objects.get()
    publish_comment(comment=stored, by=world.users["service_officer"])
    assert stored.text == comment.replace("\x00", "").replace("\x07", "").replace("\u202e", "").strip()
    if "{" not in comment:
        assert "<script>alert" not in client.get("/p/belawan-i/results/").content.decode()


@pytest.mark.parametrize("fields", [{"sex": "X"}, {"service": "99999999"}, {"service": "1e5"}, {"key": "no uuid"}])
def test_strange_details_are_left_out(client, survey, fields):
    PublicService.objects.create(unit=survey.unit, name="KTP")

    response = client.post(FORM, sheet(**fields))

    stored = SurveyResponse.objects.get()
    assert (response.status_code, stored.sex, stored.service) == (303, "", None)


def test_a_service_of_another_office_is_left_out(client, survey, world):
    foreign = ServiceFactory(unit=world.other_village)

    client.post(FORM, sheet(service=foreign.pk))

    assert SurveyResponse.objects.get().service is None


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://testserver"}, 303),
        ({"Origin": "https://evil.example"}, 403),
    ],
)
def test_other_pages_can_not_let_their_visitors_vote(survey, headers, status):
    strict = StrictClient(enforce_csrf_checks=True)

    response = strict.post(FORM, sheet(), headers=headers)

    assert (response.status_code, SurveyResponse.objects.count()) == (status, int(status == 303))


def test_a_closed_survey_takes_nothing(client, survey):
    client.get(FORM)
    close_survey(survey=survey, by=None)

    response = client.post(FORM, sheet())

    assert (response.status_code, SurveyResponse.objects.count()) == (200, 0)
    assert client.get(FORM).status_code == 200


def test_answers_are_limited_per_minute(client, survey, monkeypatch):
    monkeypatch.setattr("surveys.views.public_survey.ANSWERS_PER_MINUTE", 1)

    statuses = [client.post(FORM, sheet()).status_code for _each in range(2)]

    assert (statuses, SurveyResponse.objects.count()) == ([303, 429], 1)
    assert client.get(FORM).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/p/nowhere/",
        "/p/nowhere/survey/",
        "/p/nowhere/results/",
        "/p/medan-belawan/",
        "/p/medan-belawan/survey/",
        "/p/medan-belawan/complaint/",
        "/p/belawan-i/results/?survey=999",
        "/p/belawan-i/results/?survey=abc",
        "/p/belawan-i/results/?survey=99999999999999999999999",
        "/p/bagan-deli/results.csv",
        "/p/offices/?to=elsewhere",
    ],
)
def test_what_is_not_public_does_not_exist(client, survey, path):
    assert client.get(path).status_code == 404


def test_drafts_and_unread_comments_are_not_public(client, survey, world):
    draft = SurveyFactory(unit=world.other_village)
    CommentFactory(survey=survey, text="Belum dibaca")
    add_responses(survey, "333333333")

    assert "Belum dibaca" not in client.get("/p/belawan-i/results/").content.decode()
    assert client.get(f"/p/bagan-deli/results/?survey={draft.pk}").status_code == 404
    assert client.get(f"/p/belawan-i/results/?survey={draft.pk}").status_code == 404


def test_small_groups_are_hidden(client, survey):
    add_responses(survey, *["333333333"] * 3, sex="F")
    add_responses(survey, *["333333333"] * 40, sex="M")

    composition = publish(survey).figures().composition
    page = client.get("/p/belawan-i/results/").content.decode()

    assert composition["sex"] == {"M": None, "F": None}
    assert '<td class="num">3</td>' not in re.sub(r"\s+", "", page).replace("tdclass", "td class")


def test_no_data_is_not_zero(client, survey):
    page = client.get("/p/belawan-i/results/").content.decode()

    assert survey.figures().index is None
    assert "index-value" not in page


@pytest.mark.parametrize("answers", [1, 30])
def test_results_page_costs_the_same_for_any_number_of_answers(client, survey, django_assert_max_num_queries, answers):
    add_shown_responses(survey, *["333333333"] * answers)

    with django_assert_max_num_queries(17):
        client.get("/p/belawan-i/results/")


def test_public_pages_in_a_visitors_language_cookie(client, survey):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert '<html lang="en"' in client.get(FORM).content.decode()
    assert '<html lang="id"' in client.get(f"{FORM}?lang=id").content.decode()


def test_search_for_an_office(client, survey):
    page = client.get("/p/offices/?to=complaint&q=belawan%00").content.decode()

    assert "/p/belawan-i/complaint/" in page
    assert "bagan-deli" not in page


# --- A unit that was closed -------------------------------------------------------------------------------------------


@pytest.fixture
def merged(world, survey):
    """`merged(days)`: the village went over into the other one so many days ago."""

    def close(days):
        closed_on = today() - datetime.timedelta(days=days)
        StructureChangeFactory(
            unit=world.village,
            kind=StructureChangeKind.MERGE,
            state=StructureChangeState.IN_FORCE,
            effective_date=closed_on,
            plan={"into": world.other_village.pk},
            result={"into": world.other_village.pk},
        )
        OrganizationalUnit.objects.filter(pk=world.village.pk).update(closed_on=closed_on)

    return close


@pytest.mark.parametrize("address", ["", "survey/", "complaint/"])
def test_the_address_of_a_closed_unit_leads_on(client, world, merged, address):
    merged(0)

    page = client.get(f"/p/belawan-i/{address}?lang=en").content.decode()

    assert "This service has moved" in page
    assert f'href="/p/bagan-deli/{address}?lang=en"' in page
    assert "<form" not in page


def test_answers_begun_before_the_closing_count_on_its_day_and_not_later(client, merged):
    merged(0)
    assert client.post(f"{FORM}check/", sheet()).status_code == 200
    assert client.post(FORM, sheet()).status_code == 303

    merged(1)
    page = client.post(FORM, sheet()).content.decode()

    assert SurveyResponse.objects.count() == 1
    assert 'href="/p/bagan-deli/survey/"' in page


def test_a_closed_unit_without_a_successor_leads_to_its_government(client, world, survey):
    OrganizationalUnit.objects.filter(pk=world.village.pk).update(closed_on=today())

    page = client.get(f"{FORM}?lang=en").content.decode()

    assert "This office was closed" in page
    assert 'href="/p/kota-medan/?lang=en"' in page


def test_a_closed_unit_asks_nothing_new(world):
    draft = SurveyFactory(unit=world.village)
    OrganizationalUnit.objects.filter(pk=world.village.pk).update(closed_on=today())

    with pytest.raises(DomainError):
        open_survey(survey=draft, by=world.users["service_officer"])


def test_results_of_a_government_name_a_closed_office_only_with_results(client, world):
    OrganizationalUnit.objects.filter(pk=world.village.pk).update(closed_on=today())
    address = 'href="/p/belawan-i/results/"'

    assert address not in client.get("/p/kota-medan/results/").content.decode()

    survey = SurveyFactory(unit=world.village, opened=True)
    add_responses(survey, *FIVE_FORMS)
    close_survey(survey=survey, by=world.users["service_officer"])
    assert address in client.get("/p/kota-medan/results/").content.decode()
