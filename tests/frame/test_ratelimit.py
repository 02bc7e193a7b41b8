import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from asn_portal import ratelimit
from asn_portal.ratelimit import client_ip, rate_limited

factory = RequestFactory()


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch):
    monkeypatch.setattr(ratelimit.time, "time", lambda: 1_000_020)


@rate_limited("test", per_minute=2)
def view(request):
    return HttpResponse("ok")


def call(method="post", address="10.0.0.1", **headers):
    request = getattr(factory, method)("/", REMOTE_ADDR=address, **headers)
    return view(request)


def test_one_too_many_gets_429_with_the_time_to_wait():
    answers = [call().status_code for _ in range(2)]
    refused = call()

    assert answers == [200, 200]
    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"


def test_another_address_is_not_held_responsible():
    for _ in range(3):
        call()

    assert call(address="10.0.0.2").status_code == 200


def test_reading_is_not_counted():
    for _ in range(5):
        assert call("get").status_code == 200

    assert call().status_code == 200


def test_next_minute_starts_anew(monkeypatch):
    for _ in range(3):
        call()
    monkeypatch.setattr(ratelimit.time, "time", lambda: 1_000_080)

    assert call().status_code == 200


def test_without_redis_the_view_stays_open(monkeypatch):
    nowhere = ratelimit.connect("redis://127.0.0.1:1")
    monkeypatch.setattr(ratelimit, "_redis", lambda: nowhere)

    assert [call().status_code for _ in range(5)] == [200] * 5


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "1.1.1.1", "10.0.0.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.9.9.9", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, found):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert client_ip(factory.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)) == found
