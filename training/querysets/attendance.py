"""Attendance."""

from __future__ import annotations

from typing import Any

from django.db import models


class AttendanceQuerySet(models.QuerySet[Any]):
    def of_session(self, session: Any) -> Any:
        return self.filter(registration__session=session)
