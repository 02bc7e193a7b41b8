"""What the request log leaves out."""

from __future__ import annotations

from typing import Any

import structlog
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest
from django_structlog.signals import bind_extra_request_metadata


@receiver(bind_extra_request_metadata)
def leave_out_address(request: HttpRequest, **_kwargs: Any) -> None:
    """Drop the sender's address where LOG_WITHOUT_ADDRESS says so."""
    if request.path.startswith(settings.LOG_WITHOUT_ADDRESS):
        structlog.contextvars.unbind_contextvars("ip")
