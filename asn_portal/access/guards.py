"""The check in every view: visible but forbidden is 403, invisible is 404 (through `visible_to`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def require(user: Any, permission: str, obj: object = None) -> None:
    """Raise PermissionDenied unless the rule `permission` holds for `user` (and `obj`); an unknown name: KeyError."""
    if not rules.permissions.permissions[permission].test(user, obj):
        raise PermissionDenied


def permission_required(permission: str) -> Callable[[View], View]:
    """Decorate a view that a rule without an object guards."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            require(request.user, permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


class PermissionRequiredMixin:
    """For class-based views: `permission_required` names a rule that needs no object."""

    permission_required: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission_required)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]
