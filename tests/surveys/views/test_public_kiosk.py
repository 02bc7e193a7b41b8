"""A tablet at the counter: one question per screen, and nothing of the person before."""

import re

import pytest
import redis

from surveys.domain.questionnaire import Wording
from surveys.domain.questions import Option, Question, Questions
from surveys.enums import Channel, QuestionKind, Series
from surveys.models import SlipCode, SurveyResponse
from surveys.services import kiosk
from tests.factories.surveys import SlipBatchFactory, SurveyFactory, VersionFactory, add_codes, counter_questions

pytestmark = pytest.mark.django_db
KIOSK = "/p/belawan-i/kiosk/"


@pytest.fixture
def survey(world):
    survey = SurveyFactory(unit=world.village, opened=True)
    add_codes(SlipBatchFactory(survey=survey), "ABCDEFGH")
    return survey


def run_of(response):
    return re.search(r"run=([\w-]+)", response.headers["Location"]).group(1)


def tap_through(client, value="3"):
    """All nine questions; the run stands at its last screen."""
    run = run_of(client.post(f"{KIOSK}start/"))
    for _each in range(9):
        page = client.get(f"{KIOSK}?run={run}").content.decode()
        name = re.search(r'name="(\w+)"\s+value="3"', page).group(1)
        assert client.post(f"{KIOSK}answer/", {"run": run, name: value}).status_code == 303
    return run


def test_ten_taps_store_an_answer(client, survey):
    run = tap_through(client)
    last = client.get(f"{KIOSK}?run={run}").content.decode()

    response = client.post(f"{KIOSK}send/", {"run": run, "sex": "F"})

    assert 'name="code"' in last
    assert response.headers["Location"] == f"{KIOSK}thanks/"
    stored = SurveyResponse.objects.get()
    assert (stored.channel, stored.series, stored.sex, stored.cost) == (Channel.KIOSK, Series.OPEN, "F", 3)


def test_a_code_at_the_kiosk_enters_the_index(client, survey):
    run = tap_through(client)
    client.post(f"{KIOSK}send/", {"run": run, "code": "abcd-efgh"})

    assert SurveyResponse.objects.get().series == Series.TICKET
    assert not SlipCode.objects.exists()


def test_a_wrong_code_keeps_the_answers_and_can_be_left_out(client, survey):
    run = tap_through(client)
    client.post(f"{KIOSK}send/", {"run": run, "code": "BCDE-FGHJ", "sex": "M"})
    page = client.get(f"{KIOSK}?run={run}").content.decode()

    assert SurveyResponse.objects.count() == 0
    assert 'name="without_code"' in page
    client.post(f"{KIOSK}send/", {"run": run, "code": "BCDE-FGHJ", "without_code": "1"})
    assert SurveyResponse.objects.get().series == Series.OPEN


def test_further_questions_that_one_tap_answers_are_asked_too(client, world):
    photo = Question("photo", QuestionKind.FILE, Wording("Foto?", "A photo?"), is_required=True)
    version = VersionFactory(
        questionnaire__government=world.government, questions=counter_questions(photo), published=True
    )
    SurveyFactory(unit=world.village, opened=True, extra_questions=version)
    run = tap_through(client)

    page = client.get(f"{KIOSK}?run={run}").content.decode()
    name, values = "q-way", re.findall(r'name="q-way"\s+value="(\w+)"', page)
    client.post(f"{KIOSK}answer/", {"run": run, name: "nothing of ours"})
    client.post(f"{KIOSK}answer/", {"run": run, name: values[0]})
    client.post(f"{KIOSK}send/", {"run": run})

    assert SurveyResponse.objects.get().extra == {"way": values[0]}


def test_an_optional_question_can_be_skipped(client, world):
    steps = (Option("1", Wording("Lama", "Long")), Option("2", Wording("Cepat", "Quick")))
    wait = Question("wait", QuestionKind.SCALE, Wording("Antrean?", "Queue?"), options=steps)
    version = VersionFactory(questionnaire__government=world.government, questions=Questions((wait,)), published=True)
    SurveyFactory(unit=world.village, opened=True, extra_questions=version)
    run = tap_through(client)

    client.post(f"{KIOSK}answer/", {"run": run, "skip": "1"})
    client.post(f"{KIOSK}send/", {"run": run})

    assert SurveyResponse.objects.get().extra == {}


def test_sent_twice_counts_once(client, survey):
    run = tap_through(client)

    first, second = (client.post(f"{KIOSK}send/", {"run": run}) for _each in range(2))

    assert (first.headers["Location"], second.headers["Location"]) == (f"{KIOSK}thanks/", KIOSK)
    assert SurveyResponse.objects.count() == 1


def test_no_screen_is_kept_or_leads_away(client, survey):
    run = run_of(client.post(f"{KIOSK}start/"))
    pages = [client.get(address) for address in (KIOSK, f"{KIOSK}?run={run}", f"{KIOSK}thanks/")]

    for response in pages:
        assert response.headers["Cache-Control"] == "no-store"
        targets = re.findall(r'<a[^>]* href="([^"]+)"', response.content.decode())
        assert [each for each in targets if not each.startswith((KIOSK, "#main"))] == []
    assert 'content="8;url=/p/belawan-i/kiosk/"' in pages[2].content.decode()
    assert 'content="60;url=/p/belawan-i/kiosk/"' in pages[1].content.decode()


def test_back_shows_the_next_person_nothing(client, survey, monkeypatch):
    run = tap_through(client, "1")
    later = kiosk.time.time() + kiosk.FRESH_SECONDS + 1
    monkeypatch.setattr(kiosk.time, "time", lambda: later)

    stale = client.get(f"{KIOSK}?run={run}")

    assert (stale.status_code, stale.headers["Location"]) == (303, KIOSK)
    monkeypatch.undo()
    client.post(f"{KIOSK}send/", {"run": run})
    sent = client.get(f"{KIOSK}?run={run}")
    assert (sent.status_code, sent.headers["Location"]) == (303, KIOSK)


def test_stopping_forgets_the_answers(client, survey):
    run = tap_through(client)

    client.post(f"{KIOSK}reset/", {"run": run})

    assert client.get(f"{KIOSK}?run={run}").status_code == 303
    assert client.post(f"{KIOSK}send/", {"run": run}).headers["Location"] == KIOSK
    assert SurveyResponse.objects.count() == 0


def test_back_within_one_run_keeps_the_answers(client, survey):
    run = tap_through(client)

    client.post(f"{KIOSK}answer/", {"run": run, "back": "1", "sex": "F"})
    page = client.get(f"{KIOSK}?run={run}").content.decode()

    assert 'aria-current="true"' in page
    assert kiosk.find(run, survey.pk).data["sex"] == "F"


def test_strange_taps_change_nothing(client, survey):
    run = run_of(client.post(f"{KIOSK}start/"))

    for data in ({"cost": "3"}, {"requirements": "5"}, {"requirements": "x"}, {}):
        client.post(f"{KIOSK}answer/", {"run": run, **data})

    assert (kiosk.find(run, survey.pk).step, kiosk.find(run, survey.pk).data) == (0, {})
    assert client.post(f"{KIOSK}answer/", {"run": "x" * 500}).headers["Location"] == KIOSK


def test_a_run_belongs_to_one_survey(client, survey, world):
    SurveyFactory(unit=world.other_village, opened=True)
    run = tap_through(client)

    assert client.post("/p/bagan-deli/kiosk/send/", {"run": run}).headers["Location"] == "/p/bagan-deli/kiosk/"
    assert SurveyResponse.objects.count() == 0


def test_a_flood_holds_a_kiosk_without_code_back(client, survey, settings):
    settings.SURVEY_ATTACK_ANSWERS = 0
    run = tap_through(client)

    client.post(f"{KIOSK}send/", {"run": run})

    assert "data-proof=" in client.get(f"{KIOSK}?run={run}").content.decode()
    assert SurveyResponse.objects.count() == 0


def test_without_survey_or_redis_the_screen_waits(client, world, monkeypatch):
    waiting = client.get(KIOSK).content.decode()
    SurveyFactory(unit=world.village, opened=True)

    def away():
        raise redis.ConnectionError

    monkeypatch.setattr(kiosk, "_redis", away)
    paused = client.post(f"{KIOSK}start/")

    for page in (waiting, paused.content.decode()):
        assert 'http-equiv="refresh"' in page


def test_a_program_at_the_kiosk_is_thanked_and_stores_nothing(client, survey):
    run = tap_through(client)

    response = client.post(f"{KIOSK}send/", {"run": run, "website": "bot"})

    assert response.headers["Location"] == f"{KIOSK}thanks/"
    assert not SurveyResponse.objects.exists()


def test_nobody_answers_ten_screens_in_a_second(client, survey, settings):
    settings.SURVEY_MINIMUM_SECONDS = 6
    run = tap_through(client)

    client.post(f"{KIOSK}send/", {"run": run})

    assert not SurveyResponse.objects.exists()
    assert 'role="alert"' in client.get(f"{KIOSK}?run={run}").content.decode()
