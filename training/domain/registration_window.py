"""Whether one can register for a session at a moment."""

import datetime

from training.enums import RegistrationPhase, SessionStanding, SessionState


def registration_phase(
    state: str, *, opens_at: datetime.datetime, closes_at: datetime.datetime, now: datetime.datetime
) -> RegistrationPhase:
    """The window is half-open: [opens_at, closes_at). Outside the state OPEN nobody registers."""
    if closes_at <= opens_at:
        raise ValueError("Registration must close after it opens.")
    if state == SessionState.DRAFT:
        return RegistrationPhase.NOT_PUBLISHED
    if state != SessionState.OPEN or now >= closes_at:
        return RegistrationPhase.OVER
    return RegistrationPhase.OPEN if now >= opens_at else RegistrationPhase.UPCOMING


def session_standing(
    state: str, *, opens_at: datetime.datetime, closes_at: datetime.datetime, now: datetime.datetime
) -> SessionStanding:
    """What readers are told: an open session whose window has not begun, or is past, is not called open."""
    if state != SessionState.OPEN:
        return SessionStanding(state)
    phase = registration_phase(state, opens_at=opens_at, closes_at=closes_at, now=now)
    if phase is RegistrationPhase.UPCOMING:
        return SessionStanding.UPCOMING
    return SessionStanding.OPEN if phase is RegistrationPhase.OPEN else SessionStanding.CLOSED
