"""Counts in Redis: of calls, wrong codes, open answers; never a person."""

import time
import uuid

import pytest
import redis

from employees.dates import today
from surveys.domain.proof import solve
from surveys.services import guard
from surveys.services.guard import Admission, admit
from tests.factories.surveys import SurveyFactory

KEY = uuid.UUID("11111111-2222-4333-8444-555555555555")


@pytest.fixture
def survey(world):
    return SurveyFactory(unit=world.village, opened=True)


def sending(survey, key=KEY, **values):
    return admit(address="10.0.0.1", survey=survey, key=key, **{"series": "open", "elements": {"cost": 3}, **values})


@pytest.mark.django_db
def test_the_same_form_counts_once(survey):
    found = [sending(survey), sending(survey), sending(survey, uuid.uuid4())]

    assert [(each.calls, each.open_answers) for each in found] == [(1, 1), (2, 1), (3, 2)]
    assert guard.day_counts(survey, today()) == guard.DayCounts(peak=2, longest=2)


@pytest.mark.django_db
def test_answers_with_a_code_and_faulty_ones_are_no_flood(survey):
    sending(survey, series="ticket")
    sending(survey, uuid.uuid4(), series="")

    assert sending(survey, uuid.uuid4()).open_answers == 1


@pytest.mark.django_db
def test_a_string_of_equal_answers_breaks_at_another(survey):
    for cost in (3, 3, 3, 2, 3, 3):
        sending(survey, uuid.uuid4(), elements={"cost": cost})

    assert guard.day_counts(survey, today()).longest == 3


@pytest.mark.django_db
def test_too_many_wrong_codes_within_an_hour(survey):
    for _each in range(guard.MOST_WRONG_CODES - 1):
        guard.note_wrong_code("10.0.0.1")
    before = sending(survey).refuses_codes
    guard.note_wrong_code("10.0.0.1")

    assert (before, sending(survey).refuses_codes) == (False, True)
    assert not admit(address="10.0.0.2", survey=survey, key=KEY).refuses_codes


@pytest.mark.django_db
def test_a_flood_needs_proof_and_each_proof_counts_once(survey, settings):
    settings.SURVEY_ATTACK_ANSWERS = 2
    keys = [uuid.uuid4() for _each in range(3)]
    needs = [sending(survey, key).needs_proof for key in keys]
    challenge = guard.new_challenge(survey.pk, keys[2])
    proof = f"{challenge}:{solve(challenge)}"

    assert needs == [False, False, True]
    assert not sending(survey, keys[2], proof=proof).needs_proof
    assert sending(survey, keys[2], proof=proof).needs_proof


@pytest.mark.django_db
def test_a_proof_belongs_to_its_survey_and_form(survey, monkeypatch):
    challenge = guard.new_challenge(survey.pk, KEY)
    proof = f"{challenge}:{solve(challenge)}"

    assert guard.solved_challenge(proof, survey.pk, KEY) == challenge
    assert guard.solved_challenge(proof, survey.pk + 1, KEY) == ""
    assert guard.solved_challenge(proof, survey.pk, uuid.uuid4()) == ""
    assert guard.solved_challenge("nonsense", survey.pk, KEY) == ""
    assert guard.solved_challenge(f"{challenge}:x", survey.pk, KEY) == ""
    now = time.time()
    monkeypatch.setattr(guard.time, "time", lambda: now + guard.CHALLENGE_SECONDS + 2)
    assert guard.solved_challenge(proof, survey.pk, KEY) == ""


def test_the_moment_of_opening_is_signed_with_the_form():
    mark = guard.opened_mark(str(KEY), time.time() - 30)

    assert 29 < guard.seconds_since(mark, str(KEY)) < 32
    assert guard.seconds_since(mark, str(uuid.uuid4())) is None
    assert guard.seconds_since("zz.zz", str(KEY)) is None
    assert guard.seconds_since("", str(KEY)) is None
    assert guard.seconds_since("\u0661.\u0661", str(KEY)) is None


@pytest.mark.django_db
def test_without_redis_everything_passes(survey, monkeypatch):
    def away(**_words):
        raise redis.ConnectionError

    monkeypatch.setattr(guard, "_script", lambda: away)

    assert sending(survey) == Admission()
    assert not Admission().needs_proof


@pytest.mark.django_db
def test_nothing_in_redis_names_a_form_or_its_answers(survey):
    sending(survey, elements={"cost": 3, "product": 1})
    guard.note_wrong_code("10.0.0.1")

    stored = {
        name.decode(): (guard._redis().hgetall(name) if b":day:" in name else guard._redis().get(name))
        for name in guard._redis().scan_iter("*survey*")
    }

    assert len(stored) >= 4
    assert str(KEY) not in str(stored)
    assert KEY.hex not in str(stored)
    assert not any("10.0.0.1" in name for name in stored if ":day:" in name or ":open:" in name or ":form:" in name)
