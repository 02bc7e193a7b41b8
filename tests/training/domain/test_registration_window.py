import datetime

import pytest

from training.domain.registration_window import registration_phase, session_standing
from training.enums import RegistrationPhase, SessionStanding, SessionState

OPENS = datetime.datetime(2026, 11, 1, 8, tzinfo=datetime.UTC)
CLOSES = datetime.datetime(2026, 11, 10, 16, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (OPENS - SECOND, RegistrationPhase.UPCOMING),
        (OPENS, RegistrationPhase.OPEN),
        (CLOSES - SECOND, RegistrationPhase.OPEN),
        (CLOSES, RegistrationPhase.OVER),
    ],
)
def test_window_of_an_open_session(now, phase):
    assert registration_phase(SessionState.OPEN, opens_at=OPENS, closes_at=CLOSES, now=now) is phase


@pytest.mark.parametrize("state", [state for state in SessionState if state != SessionState.OPEN])
def test_no_other_state_is_open(state):
    expected = RegistrationPhase.NOT_PUBLISHED if state == SessionState.DRAFT else RegistrationPhase.OVER

    assert registration_phase(state, opens_at=OPENS, closes_at=CLOSES, now=OPENS) is expected


def test_window_that_closes_first_is_refused():
    with pytest.raises(ValueError, match="close after it opens"):
        registration_phase("open", opens_at=CLOSES, closes_at=OPENS, now=OPENS)


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        (OPENS - SECOND, SessionStanding.UPCOMING),
        (OPENS, SessionStanding.OPEN),
        (CLOSES, SessionStanding.CLOSED),
    ],
)
def test_standing_of_an_open_session_follows_its_window(now, standing):
    assert session_standing(SessionState.OPEN, opens_at=OPENS, closes_at=CLOSES, now=now) is standing


@pytest.mark.parametrize("state", [state for state in SessionState if state != SessionState.OPEN])
def test_standing_of_any_other_state_is_the_state(state):
    assert session_standing(state, opens_at=OPENS, closes_at=CLOSES, now=OPENS) == state
