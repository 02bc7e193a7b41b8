"""Long exports."""

from __future__ import annotations

import tempfile
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from asn_portal.documents.services import ALLOWED_RESULTS, store_document
from asn_portal.jobs.registry import job
from asn_portal.listing import exports
from asn_portal.listing.pagination import capped_count
from asn_portal.listing.views import list_view_at

MAXIMUM_SIZE = 200 * 1024 * 1024


# Writing the file again after a dead worker changes nothing: it is stored once, at the end.
@job("listing.export", label=_("Export of a list"), retries=2)
def export_list(progress: Any, *, address: str, ending: str) -> None:
    """Write what the list at `address` shows to the job's owner; the file is the job's result."""
    view = list_view_at(address, progress.owner)
    if ending == "pdf":
        exports.refuse_long_pdf(capped_count(view.filtered(), exports.PDF_ROWS))
    progress.total(exports.row_count(view))
    with tempfile.NamedTemporaryFile(suffix=f".{ending}") as file:
        rows = exports.write(view, ending, file, on_batch=progress.advance)
        file.seek(0)
        with transaction.atomic():
            document = store_document(
                file=File(file, name=exports.file_name(view, ending)),
                by=progress.owner,
                owner=progress.job,
                kind="jobs.result",
                unit_path=progress.job.unit_path,
                allowed=ALLOWED_RESULTS,
                max_size=MAXIMUM_SIZE,
            )
            exports.record_export(view, ending, rows)
    progress.result(document)
