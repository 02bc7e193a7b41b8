"""Writing the trail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from asn_portal.audit.context import request_id
from asn_portal.audit.models import Event, RecordView, kind_of

# Opening the same record again within this time is the same look.
SAME_LOOK = timedelta(minutes=10)


def record_event(
    kind: str, /, *, by: Any, obj: models.Model | None = None, unit_path: str = "", reason: str = "", **data: Any
) -> Event:
    """Add a business event; call it inside the transaction that makes the change. `data` must be JSON."""
    return Event.objects.create(
        kind=kind,
        actor=by,
        object_kind=kind_of(obj) if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        object_label=str(obj)[:250] if obj is not None else "",
        unit_path=unit_path,
        reason=reason,
        request_id=request_id(),
        data=data,
    )


def record_views(
    *, viewer: Any, model: type[models.Model], subjects: Iterable[tuple[int, str, str]], what: str, reason: str = ""
) -> None:
    """Note that `viewer` took `what` of many other people's records at once; `subjects` are key, label and the path of
    the unit of each."""
    now, request = timezone.now(), request_id()
    RecordView.objects.bulk_create(
        (
            RecordView(
                at=now,
                viewer=viewer,
                subject_kind=model._meta.label_lower,
                subject_id=str(key),
                subject_label=label[:250],
                unit_path=unit_path,
                what=what,
                reason=reason,
                request_id=request,
            )
            for key, label, unit_path in subjects
        ),
        batch_size=1000,
    )


def record_view(*, viewer: Any, subject: models.Model, unit_path: str, what: str, reason: str = "") -> None:
    """Note that `viewer` opened `what` of another person's record; repeated looks within SAME_LOOK count once."""
    now = timezone.now()
    recent = RecordView.objects.of(subject).filter(viewer=viewer, what=what, reason=reason, at__gt=now - SAME_LOOK)
    if recent.exists():
        return
    RecordView.objects.create(
        at=now,
        viewer=viewer,
        subject_kind=kind_of(subject),
        subject_id=str(subject.pk),
        subject_label=str(subject)[:250],
        unit_path=unit_path,
        what=what,
        reason=reason,
        request_id=request_id(),
    )
