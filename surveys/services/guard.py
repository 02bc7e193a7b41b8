"""What keeps programs and stuffed ballots out of a survey: one question to Redis per answer.

Redis keeps counts only: calls per address and minute (as every rate limit does), wrong codes per address and hour,
answers per survey. An address never stands beside an answer, and nothing of this reaches the database but the counts
of a day.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import threading
import time
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

import redis
import structlog
from django.conf import settings

from asn_portal.ratelimit import WINDOW_SECONDS, connect
from surveys.domain.proof import is_solved

logger = structlog.get_logger(__name__)
_of_thread = threading.local()

# Wrong codes from one address within an hour; then codes are refused there until the hour is over. A village may share
# one address and mistype; of 10^11 codes nobody guesses one of some thousands in so many tries.
MOST_WRONG_CODES = 100
HOUR = 60 * 60
BURST_SECONDS = 10 * 60
CHALLENGE_SECONDS = 10 * 60
# The tick reads the counts of a day within hours; a portal that was off over a long weekend still finds them.
COUNTS_KEPT = 5 * 24 * HOUR

# One round trip. KEYS: 1 calls of the address, 2 its wrong codes, 3 and 4 open answers of this and the last ten
# minutes, 5 counts of the day, 6 this form, 7 this proof. ARGV: 1 "open", "ticket" or "" (not to be stored yet),
# 2 the answers as a hash.
_ADMIT = """
local calls = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], 120)
local wrong = tonumber(redis.call('GET', KEYS[2]) or 0)
local now, fresh = 0, 0
if ARGV[1] == 'open' then
  fresh = redis.call('SET', KEYS[6], 1, 'NX', 'EX', 1200) and 1 or 0
  if fresh == 1 then
    now = redis.call('INCR', KEYS[3])
    redis.call('EXPIRE', KEYS[3], 1800)
    if now > tonumber(redis.call('HGET', KEYS[5], 'peak') or 0) then redis.call('HSET', KEYS[5], 'peak', now) end
    local run = 1
    if redis.call('HGET', KEYS[5], 'last') == ARGV[2] then run = redis.call('HINCRBY', KEYS[5], 'run', 1)
    else redis.call('HSET', KEYS[5], 'last', ARGV[2], 'run', 1) end
    if run > tonumber(redis.call('HGET', KEYS[5], 'longest') or 0) then redis.call('HSET', KEYS[5], 'longest', run) end
    redis.call('EXPIRE', KEYS[5], 432000)
  else
    now = tonumber(redis.call('GET', KEYS[3]) or 0)
  end
end
local before = tonumber(redis.call('GET', KEYS[4]) or 0)
local unused = 0
if KEYS[7] ~= '-' then unused = redis.call('SET', KEYS[7], 1, 'NX', 'EX', 1200) and 1 or 0 end
return calls .. ' ' .. wrong .. ' ' .. math.max(now, before) .. ' ' .. unused
"""


@dataclass(frozen=True)
class Admission:
    """What Redis knows about one sending."""

    calls: int = 0
    wrong_codes: int = 0
    # Open-link answers to the survey within the busier of this and the last ten minutes.
    open_answers: int = 0
    has_unused_proof: bool = False

    @property
    def refuses_codes(self) -> bool:
        return self.wrong_codes >= MOST_WRONG_CODES

    @property
    def needs_proof(self) -> bool:
        return self.open_answers > settings.SURVEY_ATTACK_ANSWERS and not self.has_unused_proof


def admit(
    *, address: str, survey: Any, key: uuid.UUID, series: str = "", elements: Any = None, proof: str = ""
) -> Admission:
    """Count one sending. `series` "open" or "ticket" for one that is about to be stored, "" for one that goes back to
    its sender anyway. The same form counts once, however often it is sent.

    Without Redis for a moment everything passes, as with every rate limit.
    """
    moment = int(time.time())
    window = moment // BURST_SECONDS
    challenge = solved_challenge(proof, survey.pk, key) if proof else ""
    keys = [
        f"rate:survey:ip-{address}:{moment // WINDOW_SECONDS}",
        _wrong_codes(address, moment),
        f"survey:open:{survey.pk}:{window}",
        f"survey:open:{survey.pk}:{window - 1}",
        _day_counts(survey, moment),
        f"survey:form:{_digest(key.bytes)}",
        f"survey:proof:{_digest(challenge.encode())}" if challenge else "-",
    ]
    pattern = _digest(repr(sorted((elements or {}).items())).encode()) if series == "open" else ""
    try:
        # One text is read faster than four numbers.
        calls, wrong, opened, unused = _script()(keys=keys, args=[series, pattern]).split()
    except redis.RedisError:
        logger.warning("survey_guard_unavailable", exc_info=True)
        return Admission()
    return Admission(int(calls), int(wrong), int(opened), unused == b"1")


def note_wrong_code(address: str) -> int:
    """Count a code that no slip has; how many it were from this address within the hour."""
    return _count(_wrong_codes(address, int(time.time())), HOUR)


def wrong_codes_of(address: str) -> int:
    try:
        return int(_redis().get(_wrong_codes(address, int(time.time()))) or 0)
    except redis.RedisError:
        return 0


def note_trapped(survey: Any) -> None:
    """A program filled in the field that people don't see."""
    name = _day_counts(survey, int(time.time()))
    try:
        _redis().pipeline().hincrby(name, "trapped", 1).expire(name, COUNTS_KEPT).execute()
    except redis.RedisError:
        logger.warning("survey_guard_unavailable", exc_info=True)


@dataclass(frozen=True)
class DayCounts:
    """What was noticed on one day while answers came in."""

    # Most open-link answers within ten minutes, and the longest string of the very same answers.
    peak: int = 0
    longest: int = 0
    trapped: int = 0


def day_counts(survey: Any, day: datetime.date) -> DayCounts:
    try:
        found = _redis().hmget(f"survey:day:{survey.pk}:{day}", "peak", "longest", "trapped")
    except redis.RedisError:
        return DayCounts()
    return DayCounts(*(int(each or 0) for each in found))


def trapped_lately(survey: Any) -> int:
    """Forms that programs filled in within the last days; none of them was stored."""
    day = datetime.datetime.now(survey.unit.tz).date()
    names = [f"survey:day:{survey.pk}:{day - datetime.timedelta(days=back)}" for back in range(5)]
    pipeline = _redis().pipeline(transaction=False)
    for name in names:
        pipeline.hget(name, "trapped")
    try:
        return sum(int(each or 0) for each in pipeline.execute())
    except redis.RedisError:
        return 0


# --- The moment at which a form was opened ----------------------------------------------------------------------------


def opened_mark(key: str, moment: float | None = None) -> str:
    """Stands in the form: when it was opened, signed together with the form's number."""
    stamp = f"{int(time.time() if moment is None else moment):x}"
    return f"{stamp}.{_signature('opened', stamp, key)}"


def seconds_since(mark: str, key: str) -> float | None:
    """How long ago the form was opened; None when the mark is missing or was made by somebody else."""
    stamp, _dot, signature = mark.partition(".")
    if not stamp or not hmac.compare_digest(signature.encode(), _signature("opened", stamp, key).encode()):
        return None
    return time.time() - int(stamp, 16)


def is_too_fast(mark: str, key: uuid.UUID) -> bool:
    """Nobody reads nine questions in that time."""
    least = settings.SURVEY_MINIMUM_SECONDS
    if not least:
        return False
    passed = seconds_since(mark, str(key))
    return passed is None or passed < least


# --- Proof of work ----------------------------------------------------------------------------------------------------


def new_challenge(survey_id: int, key: uuid.UUID) -> str:
    """Bound to the survey and the form; good for ten minutes, once."""
    until = f"{int(time.time()) + CHALLENGE_SECONDS:x}"
    nonce = uuid.uuid4().hex[:12]
    return f"{until}.{nonce}.{_signature('proof', str(survey_id), str(key), until, nonce)}"


def solved_challenge(proof: str, survey_id: int, key: uuid.UUID) -> str:
    """The challenge that `proof` ("challenge:number") solves; "" when it solves none of ours."""
    challenge, _colon, number = proof.rpartition(":")
    parts = challenge.split(".")
    if len(parts) != 3:
        return ""
    until, nonce, signature = parts
    expected = _signature("proof", str(survey_id), str(key), until, nonce)
    if not hmac.compare_digest(signature.encode(), expected.encode()) or int(until, 16) < time.time():
        return ""
    return challenge if is_solved(challenge, number) else ""


def _signature(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=12, key=_secret()).hexdigest()


@cache
def _secret() -> bytes:
    return hashlib.sha256(f"survey-guard:{settings.SECRET_KEY}".encode()).digest()


def _digest(content: bytes) -> str:
    """Neither a form's number nor anybody's answers stand in Redis."""
    return hashlib.blake2b(content, digest_size=12, key=_secret()).hexdigest()


def _wrong_codes(address: str, moment: int) -> str:
    return f"survey:codes:{address}:{moment // HOUR}"


def _day_counts(survey: Any, moment: int) -> str:
    day = datetime.datetime.fromtimestamp(moment, survey.unit.tz).date()
    return f"survey:day:{survey.pk}:{day}"


def _count(name: str, seconds: int) -> int:
    try:
        count, _expiry = _redis().pipeline().incr(name).expire(name, seconds).execute()
        return int(count)
    except redis.RedisError:
        logger.warning("survey_guard_unavailable", exc_info=True)
        return 0


@cache
def _redis() -> redis.Redis:
    return connect(settings.CACHES["default"]["LOCATION"])


def _script() -> Any:
    """Each thread has a line of its own: taking one from the common pool costs as much as the answer."""
    script = getattr(_of_thread, "script", None)
    if script is None:
        client = connect(settings.CACHES["default"]["LOCATION"], single_connection_client=True)
        script = _of_thread.script = client.register_script(_ADMIT)
    return script
