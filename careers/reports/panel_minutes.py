"""Minutes of a scored stage as a paper (*berita acara*)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from asn_portal.pdf import render_pdf
from asn_portal.qr import qr_data_uri
from careers.enums import ObjectionState
from careers.models import PanelMember, PanelMinutes, StageObjection
from careers.proof_addresses import proof_url
from employees.reports.letterhead import letterhead_of


@dataclass(frozen=True)
class MinutesRow:
    """A candidate with the scores in the order of the members; None where the member didn't judge."""

    candidate: str
    scores: list[str | None]
    mean: str
    se: str


def score_rows(snapshot: dict[str, Any]) -> list[MinutesRow]:
    codes = [member["code"] for member in snapshot["members"]]
    return [
        MinutesRow(
            candidate=row["candidate"],
            scores=[row["scores"].get(code) for code in codes],
            mean=row["mean"] or "",
            se=row["se"] or "",
        )
        for row in snapshot["candidates"]
    ]


def said_to(minutes: PanelMinutes, seat: PanelMember | None) -> tuple[dict[str, Any], int]:
    """What the minutes say, without the candidates with whom this member declared a conflict; and how many those are.
    What was declared later holds too, though the minutes themselves stay."""
    said = minutes.snapshot
    if seat is None:
        return said, 0
    rows = seat.declarations.conflicts().select_related("candidacy__selection")
    barred = {str(row.candidacy) for row in rows} & {row["candidate"] for row in said["candidates"]}
    if not barred:
        return said, 0
    parts = {
        part: [row for row in said[part] if row["candidate"] not in barred] for part in ("candidates", "discussions")
    }
    conflicts = [row for row in said["conflicts"] if row["candidate"] not in barred or row["member"] == seat.code]
    return {**said, **parts, "conflicts": conflicts}, len(barred)


def heard_since(minutes: PanelMinutes, seat: PanelMember | None) -> list[StageObjection]:
    """Objections that changed a result after the minutes, without those of candidates with whom this member declared a
    conflict."""
    rows = StageObjection.objects.filter(stage=minutes.rubric.stage, state=ObjectionState.UPHELD)
    if seat is not None:
        rows = rows.exclude(candidacy__in=seat.declarations.conflicts().values("candidacy"))
    return list(rows.select_related("candidacy__selection").order_by("answered_at"))


def minutes_pdf(minutes: PanelMinutes, seat: PanelMember | None = None) -> bytes:
    """In Indonesian, whoever asks: it is an official paper. For a member without what `said_to` leaves out."""
    said, hidden = said_to(minutes, seat)
    selection = minutes.rubric.stage.selection
    signed = {signature.member.code: signature for signature in minutes.signatures.all()}
    url = f"{settings.SITE_URL}{proof_url(selection)}"
    latest = max((signature.signed_at for signature in signed.values()), default=minutes.created_at)
    return render_pdf(
        "pdf/careers/minutes.html",
        {
            "letterhead": letterhead_of(selection.unit),
            "minutes": minutes,
            "selection": selection,
            "said": said,
            "hidden": hidden,
            "rows": score_rows(said),
            "signatures": [(member, signed.get(member["code"])) for member in said["members"]],
            "qr": qr_data_uri(url),
            "url": url,
        },
        language="id",
        created=latest,
    )
