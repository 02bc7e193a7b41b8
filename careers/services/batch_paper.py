"""Keeping the papers of a signed batch: one decree, and an excerpt for each person. Made once, whoever makes them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from asn_portal.audit.services import record_event
from asn_portal.documents.services import ALLOWED_PDF, store_document
from careers.enums import SIGNED_BATCH_STATES
from careers.models import BatchLine, CareerBatch

DECREE_KIND = "careers.decree"
EXCERPT_KIND = "careers.excerpt"
LARGEST = 50 * 1024 * 1024


class PaperError(Exception):
    """The excerpt of the line `key` can't be made."""

    def __init__(self, key: int) -> None:
        super().__init__(key)
        self.key = key


def batch_without_papers(leave_out: Collection[int] = ()) -> CareerBatch | None:
    """The oldest signed batch that lacks a paper, without those in `leave_out`."""
    lacking = BatchLine.objects.standing().filter(batch=OuterRef("pk"), excerpt=None)
    rows = CareerBatch.objects.filter(state__in=SIGNED_BATCH_STATES).exclude(pk__in=leave_out)
    batch: CareerBatch | None = (rows.filter(decree=None) | rows.filter(Exists(lacking))).order_by("pk").first()
    return batch


@transaction.atomic
def store_decree(*, batch: CareerBatch, render: Callable[[CareerBatch], bytes]) -> bool:
    """Render and keep the decree, unless it is there or another worker is at it."""
    rows = CareerBatch.objects.filter(decree=None, state__in=SIGNED_BATCH_STATES)
    locked = rows.select_for_update(of=("self",), skip_locked=True).filter(pk=batch.pk).first()
    if locked is None:
        return False
    locked.decree = _store(locked, render(locked), DECREE_KIND, locked.decree_number, locked)
    locked.save(update_fields=["decree"])
    record_event(
        "careers.decree_made",
        by=None,
        obj=locked,
        unit_path=locked.unit.path,
        number=locked.decree_number,
        sha256=locked.decree.sha256,
    )
    return True


@transaction.atomic
def store_next_excerpt(
    *, batch: CareerBatch, render: Callable[[BatchLine], bytes], leave_out: Collection[int] = ()
) -> bool:
    """Render and keep the excerpt of the next person who lacks one; False when there is none that nobody is at.
    PaperError when it can't be made: its line goes into `leave_out`, and the next one is made."""
    lacking = BatchLine.objects.standing().filter(batch=batch, excerpt=None).order_by("number", "pk")
    lacking = lacking.exclude(pk__in=leave_out)
    line = lacking.select_for_update(of=("self",), skip_locked=True).select_related("batch__unit").first()
    if line is None:
        return False
    try:
        content = render(line)
    except Exception as error:
        raise PaperError(line.pk) from error
    line.excerpt = _store(line, content, EXCERPT_KIND, line.excerpt_number, line.batch)
    line.save(update_fields=["excerpt"])
    return True


def _store(owner: Any, content: bytes, kind: str, number: str, batch: CareerBatch) -> Any:
    name = "petikan" if kind == EXCERPT_KIND else "keputusan"
    return store_document(
        file=ContentFile(content, name=f"{name}-{slugify(number.replace('/', '-'))}.pdf"),
        by=None,
        owner=owner,
        kind=kind,
        unit_path=batch.unit.path,
        allowed=ALLOWED_PDF,
        max_size=LARGEST,
    )
