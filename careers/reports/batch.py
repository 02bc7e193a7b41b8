"""What the page and the spreadsheet of a batch show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.tabular.writing import write_xlsx
from careers.domain.batch import Weight, blocking
from careers.enums import SIGNATURE_STEPS, BatchKind, BatchState
from careers.models import BatchLine, BatchSignature, CareerBatch
from careers.words.batch import finding_words

ON_A_PAGE = 50
REMOVED_SHOWN = 200


@dataclass(frozen=True)
class FindingLine:
    text: str
    tone: str
    # Why no written reason helps; "" where one does or none is needed.
    hint: str = ""


@dataclass(frozen=True)
class LineRow:
    line: BatchLine
    findings: list[FindingLine]
    verdict: str
    tone: str
    # A written reason would let it pass.
    may_pass: bool


@dataclass(frozen=True)
class SignatureLine:
    signature: BatchSignature
    label: str
    tone: str
    holds: bool


@dataclass(frozen=True)
class BatchSheet:
    rows: list[LineRow]
    page: Page[Any]
    total: int
    blocked: int
    excepted: int
    removed: list[BatchLine]
    signatures: list[SignatureLine]


STEP_LABELS = {
    BatchState.PREPARED: lambda: _("Prepared and signed"),
    BatchState.VERIFIED: lambda: _("Verified and signed"),
    BatchState.SIGNED: lambda: _("Decree signed"),
    BatchState.RETURNED: lambda: _("Returned for correction"),
}


def batch_sheet(batch: CareerBatch, user: Any, *, page: str = "", only_blocked: bool = False) -> BatchSheet:
    """One page of the lines, those with a fault first. Five queries, however many lines."""
    standing = batch.lines.standing()
    counts = standing.aggregate(
        total=Count("pk"),
        blocked=Count("pk", filter=Q(is_blocked=True)),
        excepted=Count("pk", filter=~Q(allowed_reason="")),
    )
    shown = standing.filter(is_blocked=True) if only_blocked else standing
    order = ("number",) if batch.is_signed else ("-is_blocked", "employee__name")
    paginator = Paginator(shown.with_people().order_by(*order, "pk"), ON_A_PAGE)
    # Counted above already.
    paginator.count = counts["blocked"] if only_blocked else counts["total"]
    current = paginator.get_page(page)
    removed = batch.lines.filter(is_removed=True).select_related("employee").order_by("-pk")
    return BatchSheet(
        rows=line_rows(batch, current.object_list, user),
        page=current,
        total=counts["total"],
        blocked=counts["blocked"],
        excepted=counts["excepted"],
        removed=list(removed[:REMOVED_SHOWN]),
        signatures=_signatures(batch),
    )


def line_rows(batch: CareerBatch, lines: Iterable[BatchLine], user: Any) -> list[LineRow]:
    may_see = scope_of(user).covers(Permission.DISCIPLINE_VIEW, batch.unit.path)
    return [_row(batch, line, may_see) for line in lines]


def batch_workbook(batch: CareerBatch, user: Any) -> bytes:
    """All lines, those taken off too."""
    lines = batch.lines.with_people().order_by("is_removed", "number", "employee__name", "pk")
    headers = [
        _("No."),
        _("Name"),
        "NIP",
        _("Unit"),
        _("What changes"),
        _("Verdict"),
        _("What speaks against it"),
        _("Written reason"),
        _("Number of the excerpt"),
    ]
    rows = (
        (
            row.line.number,
            row.line.employee.full_name,
            row.line.employee.nip,
            row.line.employee.unit.name,
            row.line.change,
            row.verdict,
            " ".join(finding.text for finding in row.findings),
            row.line.removed_reason or row.line.allowed_reason or row.line.added_reason,
            row.line.excerpt_number,
        )
        for row in line_rows(batch, lines, user)
    )
    stream = BytesIO()
    write_xlsx(stream, headers, rows, text_columns=["NIP"], sheet_name=str(batch.get_kind_display()))
    return stream.getvalue()


def _row(batch: CareerBatch, line: BatchLine, may_see_discipline: bool) -> LineRow:
    stops = blocking(line.findings, line.allowed)
    findings = []
    for each in line.findings:
        is_never, is_passed = each["weight"] == Weight.NEVER, each not in stops
        tone = "bad" if is_never else "neutral" if is_passed else "attention"
        text = finding_words(batch.kind, each, may_see_discipline=may_see_discipline)
        findings.append(FindingLine(text, tone, _("No exception is possible.") if is_never else ""))
    if line.is_removed:
        verdict, tone = _("Taken off"), "neutral"
    elif stops:
        verdict, tone = pgettext("batch line", "Blocked"), "bad"
    elif line.was_allowed:
        verdict, tone = _("With a written reason"), "attention"
    else:
        verdict, tone = pgettext("transfer", "Possible") if batch.kind == BatchKind.TRANSFER else _("Eligible"), "good"
    may_pass = bool(stops) and all(each["weight"] == Weight.REASONED for each in stops)
    return LineRow(line, findings, verdict, tone, may_pass)


def _signatures(batch: CareerBatch) -> list[SignatureLine]:
    rows = batch.signatures.select_related("by").order_by("at", "pk")
    return [
        SignatureLine(
            row,
            STEP_LABELS[BatchState(row.step)](),
            BatchState(row.step).tone if row.step == BatchState.RETURNED else "good",
            row.round == batch.round and row.step in SIGNATURE_STEPS,
        )
        for row in rows
    ]
