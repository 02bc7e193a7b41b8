"""What the views of sessions share: fetching what the user may see, times in the organiser's zone, told refusals."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from asn_portal.access.guards import require
from asn_portal.access.scope import scope_of
from asn_portal.errors import DomainError
from employees.models import OrganizationalUnit
from training.models import Registration, TrainingSession
from training.rules import manages_unit, oversees_unit


def visible_session(request: HttpRequest, pk: int) -> TrainingSession:
    """The session, or 404 for who may not see it."""
    sessions = TrainingSession.objects.visible_to(request.user).select_related(
        "programme", "unit", "coordinator", "venue", "partner", "series"
    )
    return get_object_or_404(sessions, pk=pk)  # type: ignore[no-any-return]


def visible_registration(request: HttpRequest, pk: int) -> Registration:
    registrations = Registration.objects.visible_to(request.user).with_people().with_session()
    return get_object_or_404(
        registrations.select_related("employee__user", "decided_by", "nominated_by", "moved_from__session"), pk=pk
    )  # type: ignore[no-any-return]


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Show a service's refusal as a message instead of failing."""
    try:
        yield
    except DomainError as error:
        messages.error(request, str(error))


class SessionPageMixin:
    """For pages about one session, named by `pk` in the address. `permission` is asked of the session."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = ""

    @cached_property
    def session(self) -> TrainingSession:
        return visible_session(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission:
            require(request.user, self.permission, self.session)
        return in_zone(self.session.unit.tz, super().dispatch, request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(session=self.session, **kwargs)  # type: ignore[misc,no-any-return]


class RegistrationPageMixin:
    """For pages about one registration, named by `pk` in the address."""

    request: HttpRequest
    kwargs: dict[str, Any]
    permission = ""

    @cached_property
    def registration(self) -> Registration:
        return visible_registration(self.request, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission:
            require(request.user, self.permission, self.registration)
        zone = self.registration.session.unit.tz
        return in_zone(zone, super().dispatch, request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(  # type: ignore[misc,no-any-return]
            registration=self.registration, session=self.registration.session, **kwargs
        )


def in_zone(zone: Any, view: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Call the view and render its page with times read and shown in `zone`."""
    with timezone.override(zone):
        response: HttpResponseBase = view(*args, **kwargs)
        render = getattr(response, "render", None)
        if render is not None and not getattr(response, "is_rendered", True):
            render()
        return response


class SessionTabMixin(SessionPageMixin):
    """For the office's parts of a session's page; `tab` is the open one."""

    tab = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            tab=self.tab,
            may_manage=manages_unit.test(user, self.session),
            may_see_participants=oversees_unit.test(user, self.session),
            **kwargs,
        )


def own_government(request: HttpRequest) -> OrganizationalUnit:
    """The government of the reader; 403 for who belongs to none."""
    path = scope_of(request.user).government_path
    government = OrganizationalUnit.objects.filter(path=path).first() if path else None
    if government is None:
        raise PermissionDenied
    return government  # type: ignore[no-any-return]
