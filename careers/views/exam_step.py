"""A page of a step whose time may not have come, or be over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from asn_portal.errors import DomainError


class StepMixin:
    """Instead of a form that would be refused: back to where one came from, with the reason."""

    def ensure(self) -> None:
        """DomainError while the step can't be taken."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.ensure()
        except DomainError as error:
            messages.info(request, str(error))
            return redirect(self.back())  # type: ignore[attr-defined]
        return super().get(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
