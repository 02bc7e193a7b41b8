from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

from django.db import models


class DocumentQuerySet(models.QuerySet[Any]):
    def of(self, owner: models.Model) -> Any:
        """The files that belong to one record."""
        return self.filter(owner_kind=owner._meta.label_lower, owner_id=str(owner.pk))

    def unused_since(self, moment: datetime) -> Any:
        """Uploads that never came to belong to a record."""
        return self.filter(owner_kind="", created_at__lt=moment)

    def delete(self) -> NoReturn:
        raise TypeError("Documents are deleted one by one by documents.services.delete_document, which keeps a log.")
