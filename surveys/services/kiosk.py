"""What one person at a kiosk has answered so far.

It stands in Redis for minutes and nowhere in the browser: pages of a kiosk carry a number only, so that "back" shows
the next person nothing of the one before.
"""

from __future__ import annotations

import json
import secrets
import time
import uuid
from dataclasses import asdict, dataclass, field
from functools import cache

import redis
from django.conf import settings

from asn_portal.ratelimit import connect

KEPT_SECONDS = 10 * 60
# A screen is drawn right after the tap that led to it. Later somebody came "back" to it, perhaps somebody else.
FRESH_SECONDS = 20


@dataclass
class KioskRun:
    token: str
    survey_id: int
    key: str
    began: float
    touched: float
    step: int = 0
    data: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    challenge: str = ""

    @property
    def is_fresh(self) -> bool:
        return time.time() - self.touched < FRESH_SECONDS


class KioskUnavailable(Exception):
    """Redis is away: a kiosk would show one person the answers of another, so it pauses."""


def begin(survey_id: int) -> KioskRun:
    now = time.time()
    run = KioskRun(secrets.token_urlsafe(18), survey_id, str(uuid.uuid4()), now, now)
    save(run)
    return run


def find(token: str, survey_id: int) -> KioskRun | None:
    try:
        text = _redis().get(_name(token)) if token and len(token) < 40 else None
    except redis.RedisError as error:
        raise KioskUnavailable from error
    run = KioskRun(**json.loads(text)) if text else None
    return run if run is not None and run.survey_id == survey_id else None


def save(run: KioskRun) -> None:
    run.touched = time.time()
    try:
        _redis().set(_name(run.token), json.dumps(asdict(run)), ex=KEPT_SECONDS)
    except redis.RedisError as error:
        raise KioskUnavailable from error


def forget(token: str) -> None:
    try:
        _redis().delete(_name(token))
    except redis.RedisError as error:
        raise KioskUnavailable from error


def _name(token: str) -> str:
    return f"survey:kiosk:{token}"


@cache
def _redis() -> redis.Redis:
    return connect(settings.CACHES["default"]["LOCATION"])
