"""A staff report as a file, made in the background: the page behind the address writes it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve


def report_at(address: str, user: Any) -> Any:
    """The report behind an address of our own, as `user` would see it. Raises BadRequest for any other address, and
    PermissionDenied when the user has lost the right since."""
    path, _separator, query = address.partition("?")
    try:
        match = resolve(path)
    except Resolver404:
        raise BadRequest("Not an address of a report.")
    view_class = getattr(match.func, "view_class", None)
    if not getattr(view_class, "is_staff_report", False):
        raise BadRequest("Not an address of a report.")
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET = QueryDict(query)
    request.user = user
    view = match.func.view_class(**match.func.view_initkwargs)
    view.setup(request, *match.args, **match.kwargs)
    if not user.has_perm(view.permission_required) or not view.form.is_valid():
        raise PermissionDenied
    return view
