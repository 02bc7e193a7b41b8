"""Topics and what they are put on."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import paths_filter, scope_of
from surveys.enums import ComplaintVisibility


class TopicQuerySet(models.QuerySet[Any]):
    def of_government(self, path: str) -> Any:
        return self.filter(government__path=path)

    def visible_to(self, user: Any) -> Any:
        """Those of the user's own government."""
        return self.of_government(scope_of(user).government_path)

    def active(self) -> Any:
        return self.filter(is_active=True)

    def with_use(self) -> Any:
        """`uses`: on how many texts it stands."""
        tag = self.model._meta.get_field("tags").related_model
        counted = tag.objects.filter(topic=OuterRef("pk")).order_by().values("topic").annotate(n=Count("*"))
        return self.annotate(uses=Coalesce(Subquery(counted.values("n")), 0))


class TopicTagQuerySet(models.QuerySet[Any]):
    def of_government(self, path: str) -> Any:
        return self.filter(topic__government__path=path)

    def visible_to(self, user: Any) -> Any:
        """Those whose text the user may read: comments of surveys, and reports as `ComplaintQuerySet` gives them."""
        scope = scope_of(user)
        read = scope.path_filter(Permission.COMPLAINT_VIEW, "complaint__unit__path")
        headed = paths_filter(scope.headed_paths, "complaint__unit__path")
        open_reports = (read | headed) & ~Q(complaint__visibility=ComplaintVisibility.SECRET)
        return self.filter(
            scope.path_filter(Permission.SURVEY_VIEW, "comment__survey__unit__path")
            | scope.path_filter(Permission.COMPLAINT_HANDLE, "complaint__unit__path")
            | open_reports
        )

    def with_text_facts(self, zone: Any) -> Any:
        """`day` and `unit` of the text that the topic stands on."""
        return self.annotate(
            day=Coalesce("comment__written_on", TruncDate("complaint__received_at", tzinfo=zone)),
            unit=Coalesce("comment__survey__unit", "complaint__unit"),
        )

    def between(self, since: datetime.date, until: datetime.date) -> Any:
        """Of texts from `since` to `until`, both included; needs `with_text_facts`."""
        return self.filter(day__gte=since, day__lte=until)
