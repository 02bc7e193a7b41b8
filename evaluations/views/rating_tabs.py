"""The lists about ratings stand beside each other as tabs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of


class RatingTabMixin:
    """For the lists of periods, ratings, objections and credit points; `tab` is the open one."""

    tab = ""
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_see_credit = scope_of(self.request.user).has(Permission.EVALUATION_VIEW)
        return super().get_context_data(tab=self.tab, may_see_credit=may_see_credit, **kwargs)  # type: ignore[misc,no-any-return]
