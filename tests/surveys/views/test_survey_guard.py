"""Codes, traps and floods, as a citizen meets them: nothing typed is lost, a code is never needed."""

import html
import re
import time
import uuid

import pytest

from surveys.domain.proof import solve
from surveys.enums import Series, SurveyElement
from surveys.models import SlipCode, SurveyComment, SurveyResponse
from surveys.services import guard
from surveys.views.public_survey import survey_pages
from tests.factories.surveys import SlipBatchFactory, SurveyFactory, add_codes

pytestmark = pytest.mark.django_db
FORM, THANKS = "/p/belawan-i/survey/", "/p/belawan-i/survey/thanks/"
CODE = "ABCDEFGH"


@pytest.fixture(autouse=True)
def _fresh_pages():
    survey_pages.clear()


@pytest.fixture
def survey(world):
    survey = SurveyFactory(unit=world.village, opened=True)
    add_codes(SlipBatchFactory(survey=survey), CODE)
    return survey


def sheet(form="333333333", opened_ago=60, **fields):
    answers = {str(element): digit for element, digit in zip(SurveyElement, form, strict=True)}
    key = str(uuid.uuid4())
    return {**answers, "key": key, "opened": guard.opened_mark(key, time.time() - opened_ago), **fields}


def field(page, name):
    return html.unescape(re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page, re.S).group(1))


@pytest.mark.parametrize("typed", ["ABCD-EFGH", "abcdefgh", " abcd efgh ", "ABCD–EFGH"])
def test_a_code_in_any_spelling_enters_the_index(client, survey, typed):
    response = client.post(FORM, sheet(code=typed))

    assert (response.status_code, response.headers["Location"]) == (303, THANKS)
    assert SurveyResponse.objects.get().series == Series.TICKET
    assert not SlipCode.objects.exists()


@pytest.mark.parametrize("code", ["BCDE-FGHJ", "O0-I1", "<b>x</b>"])
def test_an_unknown_code_loses_nothing_and_can_be_left_out(client, survey, code):
    data = sheet(code=code, comment="Kursi kurang")

    page = client.post(FORM, data).content.decode()

    assert SurveyResponse.objects.count() == 0
    assert 'href="#question-code"' in page
    assert len(re.findall(r"<input type=\"radio\"[^>]* checked", page)) == 9
    assert "Kursi kurang" in page
    assert field(page, "code") == code
    assert field(page, "key") == data["key"]
    assert 'name="without_code"' in page
    assert "<b>x</b>" not in page

    response = client.post(FORM, {**data, "without_code": "1"})

    assert (response.status_code, SurveyResponse.objects.get().series) == (303, Series.OPEN)
    assert SlipCode.objects.count() == 1


def test_a_retry_with_a_used_code_is_thanked(client, survey):
    data = sheet(code=CODE)

    statuses = [client.post(FORM, data).status_code for _each in range(2)]

    assert (statuses, SurveyResponse.objects.count()) == ([303, 303], 1)


def test_the_check_page_carries_the_code(client, survey):
    data = sheet(code="abcd efgh")

    check = client.post(f"{FORM}check/", data).content.decode()

    assert "ABCD-EFGH" in check
    assert (field(check, "code"), field(check, "opened")) == (CODE, data["opened"])


def test_too_many_wrong_codes_close_the_door_for_codes_only(client, survey, monkeypatch):
    monkeypatch.setattr(guard, "MOST_WRONG_CODES", 3)
    for _each in range(3):
        client.post(FORM, sheet(code="BCDEFGHJ"))

    refused = client.post(FORM, sheet(code=CODE)).content.decode()
    without = client.post(FORM, sheet(code=CODE, without_code="1"))

    assert "satu jam" in refused or "in an hour" in refused
    assert (without.status_code, SurveyResponse.objects.get().series) == (303, Series.OPEN)
    assert client.get(f"/k/{CODE}/").status_code == 200
    assert 'name="key"' not in client.get(f"/k/{CODE}/").content.decode()


def test_a_slip_leads_to_the_form_with_its_code(client, survey, django_assert_max_num_queries):
    client.get(FORM)
    with django_assert_max_num_queries(2):
        response = client.get("/k/abcd-efgh/")
    page = response.content.decode()

    assert (field(page, "code"), response.headers["Cache-Control"]) == ("ABCD-EFGH", "no-store")
    assert f'data-send="{FORM}"' in page
    assert field(client.get(FORM).content.decode(), "code") == ""


@pytest.mark.parametrize("code", ["BCDE-FGHJ", "<script>", "A" * 300, "%00"])
def test_a_code_that_opens_nothing_leads_to_the_offices(client, survey, code):
    page = client.get(f"/k/{code}/").content.decode()

    assert "/p/offices/?to=survey" in page
    assert 'name="key"' not in page


def test_a_slip_of_a_closed_unit_opens_nothing(client, survey):
    survey.unit.closed_on = survey.starts_on
    survey.unit.save()

    assert 'name="key"' not in client.get(f"/k/{CODE}/").content.decode()


def test_codes_stay_out_of_the_log(client, survey, settings):
    from django.test import RequestFactory

    from asn_portal.operation.logs import RequestLogMiddleware

    written = RequestLogMiddleware.format_request(RequestFactory().get(f"/k/{CODE}/?lang=id"))

    assert written == "GET /k/…"


def test_a_program_is_thanked_and_counted(client, survey):
    response = client.post(FORM, sheet(website="http://example.org"))

    assert (response.status_code, response.headers["Location"]) == (303, THANKS)
    assert SurveyResponse.objects.count() == 0
    assert guard.trapped_lately(survey) == 1


def test_too_fast_answers_are_shown_once_more(client, survey, settings):
    settings.SURVEY_MINIMUM_SECONDS = 6
    data = sheet(opened_ago=1, comment="Baik")

    page = client.post(FORM, data).content.decode()

    assert SurveyResponse.objects.count() == 0
    assert 'class="answer-list"' in page
    assert (field(page, "opened"), field(page, "key"), field(page, "comment")) == (data["opened"], data["key"], "Baik")

    later = {**data, "opened": guard.opened_mark(data["key"], time.time() - 10)}
    assert client.post(FORM, later).status_code == 303


@pytest.mark.parametrize("mark", ["", "forged.0000", "of another form"])
def test_a_moment_that_is_not_ours_begins_now(client, survey, settings, mark):
    settings.SURVEY_MINIMUM_SECONDS = 6
    data = sheet(opened=guard.opened_mark(str(uuid.uuid4()), 0) if mark == "of another form" else mark)

    page = client.post(FORM, data).content.decode()

    assert SurveyResponse.objects.count() == 0
    assert guard.seconds_since(field(page, "opened"), data["key"]) < 5


def test_the_form_of_a_minute_ago_is_not_too_fast(client, survey, settings):
    settings.SURVEY_MINIMUM_SECONDS = 6
    page = client.get(FORM).content.decode()
    key, mark = field(page, "key"), field(page, "opened")

    assert 0 <= guard.seconds_since(mark, key) < 5
    assert client.post(FORM, sheet()).status_code == 303


def test_a_flood_asks_for_work_and_codes_never_need_it(client, survey, settings):
    settings.SURVEY_ATTACK_ANSWERS = 1
    client.post(FORM, sheet())
    data = sheet(comment="Antre lama")

    page = client.post(FORM, data).content.decode()
    challenge = re.search(r'data-proof="([^"]+)"', page).group(1)
    with_code = client.post(FORM, sheet(code=CODE))
    solved = client.post(FORM, {**data, "proof": f"{challenge}:{solve(challenge)}"})

    assert field(page, "comment") == "Antre lama"
    assert 'id="code"' in page
    assert (with_code.status_code, solved.status_code) == (303, 303)
    assert SurveyResponse.objects.count() == 3
    assert SurveyComment.objects.get().text == "Antre lama"
    # A retry after a lost answer needs no second proof.
    assert client.post(FORM, data).status_code == 303
    assert SurveyResponse.objects.count() == 3


def test_a_wrong_proof_asks_again(client, survey, settings):
    settings.SURVEY_ATTACK_ANSWERS = 0

    page = client.post(FORM, sheet(proof="a.b.c:1")).content.decode()

    assert "data-proof=" in page
    assert SurveyResponse.objects.count() == 0
