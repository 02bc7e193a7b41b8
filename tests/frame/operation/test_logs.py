"""Citizens' addresses stay out of the log, and nobody chooses the address that is noted."""

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
