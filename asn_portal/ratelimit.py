"""A limit on how often one sender may call a view: fixed windows of a minute, counted in Redis."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from functools import cache, wraps
from typing import Any

import redis
import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = structlog.get_logger(__name__)

WINDOW_SECONDS = 60
View = Callable[..., HttpResponseBase]


def rate_limited(
    key: str, *, per_minute: int, by: str = "ip", methods: Collection[str] = ("POST",)
) -> Callable[[View], View]:
    """Answer 429 with Retry-After when one sender calls more than `per_minute` times. `by` "ip" or "user" (anonymous
    callers count by address). Only `methods` are counted. Views with the same `key` share their counts.

    A portal without Redis for a moment stays open: the limit then lets everything pass and says so in the log.
    """
    if by not in {"ip", "user"}:
        raise ValueError("by is 'ip' or 'user'.")

    def decorate(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and is_over(key, _sender(request, by), per_minute):
                return too_many(request)
            return view(request, *args, **kwargs)

        return limited

    return decorate


def is_over(key: str, sender: str, per_minute: int) -> bool:
    """Count one call and say whether it is one too many."""
    window = int(time.time()) // WINDOW_SECONDS
    name = f"rate:{key}:{sender}:{window}"
    try:
        # One round trip. Setting the expiry again is harmless: the window is part of the name.
        count, _expiry = _redis().pipeline().incr(name).expire(name, 2 * WINDOW_SECONDS).execute()
        return int(count) > per_minute
    except redis.RedisError:
        logger.warning("rate_limit_unavailable", key=key, exc_info=True)
        return False


@cache
def _redis() -> redis.Redis:
    """The cache's server, asked directly: Django's cache needs three round trips for one count."""
    return connect(settings.CACHES["default"]["LOCATION"])


def connect(url: str, **further: Any) -> redis.Redis:
    """One more try, at once: the library's own ten would keep the sender waiting for seconds."""
    return redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1, retry=Retry(NoBackoff(), 1), **further)


def too_many(request: HttpRequest) -> HttpResponseBase:
    seconds = WINDOW_SECONDS - int(time.time()) % WINDOW_SECONDS
    response = render(request, "429.html", {"retry_after": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def client_ip(request: HttpRequest) -> str:
    """The sender's address. Only as many entries of X-Forwarded-For are believed as there are proxies of our own
    (ALLAUTH_TRUSTED_PROXY_COUNT); whatever stands before them was written by the sender."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and len(chain) >= proxies:
        return chain[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _sender(request: HttpRequest, by: str) -> str:
    if by == "user" and request.user.is_authenticated:
        return f"user-{request.user.pk}"
    return f"ip-{client_ip(request)}"
