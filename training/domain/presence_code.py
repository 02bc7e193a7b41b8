"""The changing code of check-in and check-out, and the personal code of a participant.

Both are keyed hashes (HMAC-SHA-256, RFC 2104) cut to a few letters, as one-time passwords are (RFC 4226, RFC 6238): of
a session's secret, the meeting, the direction and a step of 30 seconds. Nothing is stored; whoever holds the secret can
compute them again.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from training.domain.numbering import CODE_ALPHABET, LOOKALIKES

STEP_SECONDS = 30
# The code before this one still counts: whoever scanned at its end arrives a moment later.
STEPS_ACCEPTED = 2
CODE_LETTERS = 6
Direction = Literal["in", "out"]
DIRECTIONS: tuple[Direction, ...] = ("in", "out")


@dataclass(frozen=True)
class Shown:
    """What a code stands for."""

    meeting: int
    direction: Direction


def time_step(at: datetime.datetime) -> int:
    """The number of the step in which a moment lies, counted from 1970 (UTC)."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return int(at.timestamp()) // STEP_SECONDS


def seconds_left(at: datetime.datetime) -> int:
    """Until the next code, 1 to 30."""
    return STEP_SECONDS - int(at.timestamp()) % STEP_SECONDS


def presence_code(secret: str, *, meeting: int, direction: Direction, step: int) -> str:
    """The code shown in one step."""
    if direction not in DIRECTIONS:
        raise ValueError("A code is for coming in or for going out.")
    return _letters(secret, f"meeting:{meeting}:{direction}:{step}")


def personal_code(secret: str, registration: int) -> str:
    """A participant's own code in this class: for a phone without a signed-in account."""
    return _letters(secret, f"registration:{registration}")


def read_presence_code(text: str, meetings: Mapping[int, str], *, at: datetime.datetime) -> Shown | None:
    """Which meeting and direction a typed or scanned code stands for now; None for one that is over or never was.

    `meetings` maps the meetings of the day to the secrets of their sessions.
    """
    code, now = normalised(text), time_step(at)
    found = None
    for meeting, secret in meetings.items():
        for direction in DIRECTIONS:
            for step in range(now, now - STEPS_ACCEPTED, -1):
                expected = presence_code(secret, meeting=meeting, direction=direction, step=step)
                if hmac.compare_digest(expected, code):
                    found = Shown(meeting, direction)
    return found


def read_personal_code(text: str, secret: str, registrations: Iterable[int]) -> int | None:
    """Whose code it is, among the registrations of the session."""
    code, found = normalised(text), None
    for registration in registrations:
        if hmac.compare_digest(personal_code(secret, registration), code):
            found = registration
    return found


def normalised(text: str) -> str:
    """As people type it: small letters, spaces, dashes and the letter O for zero don't matter. Never raises."""
    kept = "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
    return kept.translate(LOOKALIKES)[: 4 * CODE_LETTERS]


def _letters(secret: str, message: str) -> str:
    digest = hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest, "big"), []
    for _position in range(CODE_LETTERS):
        number, rest = divmod(number, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[rest])
    return "".join(letters)
