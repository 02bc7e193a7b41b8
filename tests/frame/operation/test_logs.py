"""Citizens' addresses stay out of the log, and nobody chooses the address that is noted."""

from types import SimpleNamespace

import pytest
import structlog
from django.test import RequestFactory

from asn_portal.operation.logs import RequestLogMiddleware


@pytest.mark.parametrize(
    ("path", "noted"), [("/p/belawan-i/survey/", None), ("/account/login/", "127.0.0.1"), ("/", "127.0.0.1")]
)
def test_address_is_noted_for_staff_only(path, noted):
    request = RequestFactory().get(path, headers={"X-Forwarded-For": "10.1.2.3"})

    with structlog.contextvars.bound_contextvars():
        RequestLogMiddleware.bind_ip(request)
        found = structlog.contextvars.get_contextvars().get("ip")
        structlog.contextvars.unbind_contextvars("ip")

    assert found == noted


@pytest.mark.parametrize(
    ("method", "path", "noted"),
    [
        ("post", "/training/sessions/7/evaluate/", False),
        ("get", "/training/sessions/7/evaluate/", True),
        ("post", "/training/sessions/7/evaluate/x/", True),
        ("post", "/training/sessions/7/scores/enter/", True),
    ],
)
def test_who_sends_an_evaluation_is_not_noted(method, path, noted):
    request = getattr(RequestFactory(), method)(path)
    request.user = SimpleNamespace(pk=17)

    with structlog.contextvars.bound_contextvars():
        RequestLogMiddleware.bind_user_id(request)
        RequestLogMiddleware.bind_ip(request)
        found = structlog.contextvars.get_contextvars()
        structlog.contextvars.clear_contextvars()

    assert (found.get("user_id"), found.get("ip")) == ((17, "127.0.0.1") if noted else (None, None))
