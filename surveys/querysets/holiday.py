"""Days off."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from asn_portal.access.scope import scope_of


class HolidayQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Any:
        """Those of the user's government, and those that hold everywhere."""
        return self.of_government(scope_of(user).government_path)

    def of_government(self, path: str) -> Any:
        condition = Q(government__isnull=True)
        if path:
            condition |= Q(government__path=path)
        return self.filter(condition)

    def dates_for(self, government_path: str) -> list[datetime.date]:
        return list(self.of_government(government_path).order_by().values_list("date", flat=True).distinct())
