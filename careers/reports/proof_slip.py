"""What the chain proves about one candidate: the public page under the pseudonym, and the candidate's own paper."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation

from asn_portal.pdf import render_pdf
from asn_portal.qr import qr_data_uri
from careers.domain.proof import Tree
from careers.models import Candidacy, ProofCheckpoint, ProofEvent, Selection, StageResult
from careers.proof_addresses import slip_url
from careers.proof_verifier import SLIP_KINDS
from careers.reports.proof_bundle import last_checkpoint
from careers.selection_ranking import final_score, range_text
from careers.words.proof import kind_words
from employees.reports.letterhead import letterhead_of


@dataclass(frozen=True)
class ProvenEntry:
    """An entry of the candidate. `path` leads from `hash` to the root; empty strings stand nowhere."""

    sequence: int
    kind: str
    at: Any
    stage: str
    hash: str
    commitment: str
    path: list[str]


@dataclass(frozen=True)
class PublicSlip:
    selection: Selection
    pseudonym: str
    checkpoint: ProofCheckpoint | None
    entries: list[ProvenEntry]
    # Entries that no checkpoint covers yet.
    waiting: int


def public_slip(selection: Selection, pseudonym: str) -> PublicSlip | None:
    """None for a pseudonym that the chain doesn't know."""
    mine = list(ProofEvent.objects.of_chain(selection).filter(kind__in=SLIP_KINDS, payload__pseudonym=pseudonym))
    if not mine:
        return None
    checkpoint = last_checkpoint(selection)
    covered = checkpoint.size if checkpoint else 0
    leaves = ProofEvent.objects.of_chain(selection, covered).values_list("hash", flat=True)
    tree = Tree(bytes.fromhex(leaf) for leaf in leaves)
    titles = dict(selection.stages.values_list("order", "title"))
    entries = [
        ProvenEntry(
            sequence=event.sequence,
            kind=str(kind_words(event.kind)),
            at=event.at,
            stage=titles.get(event.payload.get("stage"), ""),
            hash=event.hash,
            commitment=event.payload.get("commitment", ""),
            path=[step.hex() for step in tree.proof(event.sequence - 1)],
        )
        for event in mine
        if event.sequence <= covered
    ]
    return PublicSlip(selection, pseudonym, checkpoint, entries, waiting=len(mine) - len(entries))


@dataclass(frozen=True)
class SlipResult:
    """A published result of the candidate, with what opens its commitment."""

    stage: str
    score: str
    se: str
    passed: bool | None
    salt: str


def slip_results(candidacy: Candidacy) -> list[SlipResult]:
    rows = StageResult.objects.filter(candidacy=candidacy, stage__published_at__isnull=False).select_related("stage")
    return [
        SlipResult(
            stage=row.stage.title,
            score="" if row.score is None else f"{row.score:.2f}",
            se=str(row.detail.get("se") or ""),
            passed=row.passed,
            salt=row.salt,
        )
        for row in rows.order_by("stage__order")
    ]


@dataclass(frozen=True)
class SlipStanding:
    """The candidate's own line of the ranking by which names were proposed."""

    score: Decimal
    place: int
    range: str


def slip_standing(candidacy: Candidacy) -> SlipStanding | None:
    """As the chain tells it; what happened since, such as somebody who withdrew, moves nobody."""
    event = ProofEvent.objects.of_chain(candidacy.selection).filter(kind="names_proposed").last()
    ranking = event.payload.get("ranking", ()) if event else ()
    own = next((row for row in ranking if row["pseudonym"] == candidacy.pseudonym), None)
    return own and SlipStanding(final_score(candidacy), own["place"], range_text(*own["range"]))


def slip_pdf(candidacy: Candidacy) -> bytes:
    """In Indonesian, whoever asks: it is an official paper."""
    selection = candidacy.selection
    url = f"{settings.SITE_URL}{slip_url(selection, candidacy.pseudonym)}"
    with translation.override("id"):
        slip = public_slip(selection, candidacy.pseudonym)
    checkpoint = slip.checkpoint if slip else None
    return render_pdf(
        "pdf/careers/slip.html",
        {
            "letterhead": letterhead_of(selection.unit),
            "candidacy": candidacy,
            "selection": selection,
            "results": slip_results(candidacy),
            "standing": slip_standing(candidacy),
            "slip": slip,
            "qr": qr_data_uri(url),
            "url": url,
        },
        language="id",
        created=checkpoint.at if checkpoint else candidacy.submitted_at,
    )
