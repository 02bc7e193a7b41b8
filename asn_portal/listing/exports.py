"""A list as a file: exactly the rows that are filtered, in their order, with the columns that are shown."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.forms import group_nip
from asn_portal.listing.pagination import capped_count
from asn_portal.listing.paper import paper_for
from asn_portal.listing.tables import EMPTY_CELL

if TYPE_CHECKING:
    from asn_portal.jobs.models import Job
    from asn_portal.listing.views import PortalListView

# Up to this many rows the browser waits; more are prepared in the background.
ROWS_AT_ONCE = 2000
# Laying out a page takes far longer than writing a row.
PDF_ROWS_AT_ONCE = 200
PDF_ROWS = 5000
BATCH = 1000

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
LABELS = {"xlsx": "Excel (XLSX)", "csv": "CSV", "pdf": "PDF"}


def offers(view: PortalListView) -> list[dict[str, Any]]:
    """The entries of the export menu."""
    if not view.get_export_name():
        return []
    query = view.request.GET.copy()
    query.pop("page", None)
    found = []
    for ending, label in LABELS.items():
        query["export"] = ending
        found.append({"label": label, "url": f"{view.request.path}?{query.urlencode()}", "post": False})
    return found


def respond(view: PortalListView, ending: str) -> HttpResponseBase:
    """The file, or the question whether to prepare a long one in the background."""
    if ending not in CONTENT_TYPES:
        raise BadRequest("Unknown export format.")
    limit = PDF_ROWS_AT_ONCE if ending == "pdf" else ROWS_AT_ONCE
    count = capped_count(view.filtered(), PDF_ROWS if ending == "pdf" else limit)
    if count > limit:
        back = view.request.GET.copy()
        back.pop("export")
        context = {
            "page_title": _("Export: %(title)s") % {"title": view.get_export_title()},
            "form_action": view.request.get_full_path(),
            "cancel_url": f"{view.request.path}?{back.urlencode()}",
            "submit_label": _("Prepare the file"),
            "is_too_long": ending == "pdf" and count > PDF_ROWS,
            "limit": formats.number_format(limit),
            "pdf_rows": formats.number_format(PDF_ROWS),
        }
        return render(view.request, "listing/export_confirm.html", context)
    response = HttpResponse(content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{file_name(view, ending)}"'
    response["Cache-Control"] = "private, no-store"
    rows = write(view, ending, response)
    record_export(view, ending, rows)
    return response


def start(view: PortalListView, ending: str) -> Job:
    """Hand a long export to the background."""
    from asn_portal.jobs.services import start_job

    if ending not in CONTENT_TYPES:
        raise BadRequest("Unknown export format.")
    query = view.request.GET.copy()
    for name in ("export", "page"):
        query.pop(name, None)
    address = f"{view.request.path}?{query.urlencode()}"
    return start_job(
        "listing.export",
        by=view.request.user,
        params={"address": address, "ending": ending},
        title=_("Export: %(title)s") % {"title": view.get_export_title()},
        unit_path=scope_of(view.request.user).government_path,
        unique_key=f"listing.export:{view.request.user.pk}:{ending}:{hash_of(address)}",
    )


def row_count(view: PortalListView) -> int:
    """All rows that match; only for an export, which reads them all anyway."""
    return view.filtered().order_by().values("pk").count()


def refuse_long_pdf(count: int) -> None:
    if count > PDF_ROWS:
        raise DomainError(
            _("A PDF holds at most %(number)s rows. Narrow the filter or choose Excel.")
            % {"number": formats.number_format(PDF_ROWS)}
        )


def hash_of(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:32]


def file_name(view: PortalListView, ending: str) -> str:
    return f"{view.get_export_name()}-{timezone.localdate():%Y-%m-%d}.{ending}"


def record_export(view: PortalListView, ending: str, rows: int) -> None:
    """Personal data left the portal: auditors can see who took which rows."""
    record_event(
        "listing.exported",
        by=view.request.user,
        unit_path=scope_of(view.request.user).government_path,
        list=view.get_list_key(),
        filters=view.request.GET.urlencode(),
        format=ending,
        rows=rows,
    )


def headings_and_rows(
    view: PortalListView, on_batch: Callable[[int], None] | None = None
) -> tuple[list[str], Iterator[list[Any]], int]:
    """Column headings, the rows (read in batches), and their number.

    The order is fixed first, as keys; so the memory stays small, no cursor stays open, and rows added meanwhile don't
    shift the others.
    """
    table = view.build_table(view.filtered())
    keys = list(table.data.data.values_list("pk", flat=True))
    left_out = set(view.left_out_of_export(table))
    # From the table over the query, which knows the names of the model's fields; one over a list knows attributes only.
    headings = [
        str(column.header)
        for column in table.columns.iterall()
        if not column.column.exclude_from_export and column.name not in left_out
    ]

    def rows() -> Iterator[list[Any]]:
        for begin in range(0, len(keys), BATCH):
            batch = keys[begin : begin + BATCH]
            found = {obj.pk: obj for obj in view.filtered().filter(pk__in=batch)}
            objs = [found[key] for key in batch if key in found]
            values = view.build_table(objs).as_values(exclude_columns=left_out)
            next(values)
            yield from ([_plain(value) for value in row] for row in values)
            if on_batch is not None:
                on_batch(len(batch))

    return headings, rows(), len(keys)


def write(
    view: PortalListView, ending: str, stream: IO[bytes] | HttpResponse, on_batch: Callable[[int], None] | None = None
) -> int:
    """Write the file; returns the number of rows."""
    from asn_portal.tabular.writing import write_csv, write_xlsx

    headings, rows, count = headings_and_rows(view, on_batch)
    if ending == "csv":
        return write_csv(stream, headings, rows)
    if ending == "xlsx":
        with tempfile.TemporaryFile() as file:
            written = write_xlsx(file, headings, rows)
            file.seek(0)
            while chunk := file.read(1 << 20):
                stream.write(chunk)
        return written
    from asn_portal.pdf import Letterhead, render_pdf

    government = scope_of(view.request.user).government_name

    shown = [[_shown(value) for value in row] for row in rows]
    context = {
        "page_title": view.get_export_title(),
        "headings": headings,
        "rows": shown,
        "paper": paper_for(headings, shown),
        "count_text": view.count_text(count),
        "filters": [chip["label"] for chip in view.chips()],
        "made_at": timezone.localtime(),
        "made_by": view.request.user,
        # Operators belong to no government; their lists stand for the whole portal.
        "letterhead": Letterhead(government=government) if government else None,
        **view.get_export_context(),
    }
    stream.write(render_pdf(view.export_template, context, language=get_language() or settings.LANGUAGE_CODE))
    return count


def _plain(value: Any) -> Any:
    """A cell as a spreadsheet understands it: local time, no markup classes, words for yes and no."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None or isinstance(value, int | float | Decimal | dt.date | dt.time):
        return value
    return "" if str(value) == EMPTY_CELL else str(value)


def _shown(value: Any) -> str:
    """A cell as people read it."""
    if isinstance(value, dt.datetime):
        return str(formats.date_format(value, "SHORT_DATETIME_FORMAT"))
    if isinstance(value, dt.date):
        return str(formats.date_format(value, "SHORT_DATE_FORMAT"))
    if value is None:
        return ""
    text = str(formats.localize(value))
    # A NIP as on the page, in one line; only spreadsheets want the bare digits.
    grouped = group_nip(text)
    return text if grouped == text else grouped.replace(" ", "\N{NO-BREAK SPACE}")
