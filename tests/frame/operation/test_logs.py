"""Citizens' addresses stay out of the log."""

import pytest
import structlog
from django.test import RequestFactory
from django_structlog.signals import bind_extra_request_metadata


@pytest.mark.parametrize(("path", "is_kept"), [("/p/belawan-i/survey/", False), ("/account/login/", True)])
def test_address_of_a_citizen_is_not_logged(path, is_kept):
    with structlog.contextvars.bound_contextvars(ip="10.1.2.3"):
        bind_extra_request_metadata.send(sender=None, request=RequestFactory().get(path), logger=None, log_kwargs={})

        assert ("ip" in structlog.contextvars.get_contextvars()) is is_kept
