"""The downloadable proof of a selection: entries, checkpoints, plan, results under pseudonyms, and the verifier."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from careers import proof_verifier
from careers.domain.proof import Tree, canonical, moment_text
from careers.models import ProofCheckpoint, ProofEvent, Selection, StageResult
from careers.proof_addresses import proof_url

VERIFIER = Path(proof_verifier.__file__)
# The same content gives the same file.
STAMP = (2026, 1, 1, 0, 0, 0)


def last_checkpoint(selection: Selection) -> ProofCheckpoint | None:
    found: ProofCheckpoint | None = (
        ProofCheckpoint.objects.filter(selection=selection).select_related("event").order_by("-size").first()
    )
    return found


def bundle_files(selection: Selection, checkpoint: ProofCheckpoint, *, opens_scores: bool) -> dict[str, bytes]:
    """By name, as far as `checkpoint` reaches. `opens_scores`: also scores that are not public, for the panel and the
    office; everybody else finds their commitments."""
    events = list(ProofEvent.objects.of_chain(selection))
    chain = [_read(event, selection.code) for event in events]
    # The checkpoint is an entry of its own, after those that it covers.
    entries = [entry for entry in chain if entry["sequence"] <= checkpoint.size + 1]
    checkpoints = ProofCheckpoint.objects.filter(selection=selection, size__lte=checkpoint.size).order_by("size")
    plan, _place = proof_verifier.plan_of(entries)
    opened = _opened(selection) if opens_scores else {}
    latest = proof_verifier.published_results(chain)
    rows = {}
    for (stage, pseudonym), (_sequence, public) in sorted(proof_verifier.published_results(entries).items()):
        row = {"passed": public["passed"], "pseudonym": pseudonym, "stage": stage}
        row |= {key: public[key] for key in ("salt", "score", "se") if public.get(key) is not None}
        private = opened.get((stage, pseudonym))
        # Results replaced since the checkpoint no longer open what it holds. One that opens nothing in the whole chain
        # was changed past the portal: it goes in, so that the verifier names it.
        if "salt" not in row and private and public["commitment"] == latest[stage, pseudonym][1]["commitment"]:
            row |= private
        rows[stage, pseudonym] = row
    places = proof_verifier.ranking(plan, rows, proof_verifier.until_proposal(entries)) if plan else None
    return {
        proof_verifier.EVENTS: _lines(entries),
        proof_verifier.CHECKPOINTS: _lines(
            {"at": moment_text(row.at), "root": row.root, "size": row.size} for row in checkpoints
        ),
        proof_verifier.PLAN: proof_verifier.plan_text(plan),
        proof_verifier.RESULTS: _lines(rows[key] for key in sorted(rows)),
        proof_verifier.RANKING: _lines(places or []),
        proof_verifier.SLIPS: _lines(_slips(events, checkpoint)),
    }


def bundle_zip(selection: Selection, checkpoint: ProofCheckpoint, *, opens_scores: bool) -> bytes:
    """The files with the verifier and how to use it, in both languages."""
    files = bundle_files(selection, checkpoint, opens_scores=opens_scores)
    files["verify.py"] = VERIFIER.read_bytes()
    for language, name in (("id", "BACA-SAYA.md"), ("en", "README.md")):
        with translation.override(language):
            context = {
                "selection": selection,
                "checkpoint": checkpoint,
                "name": bundle_name(selection),
                "url": f"{settings.SITE_URL}{proof_url(selection)}",
            }
            files[name] = render_to_string("careers/proof_readme.txt", context).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in files.items():
            bundle.writestr(zipfile.ZipInfo(name, STAMP), content, compress_type=zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def bundle_name(selection: Selection) -> str:
    return f"bukti-{selection.code.lower()}.zip"


def _read(event: ProofEvent, code: str) -> dict[str, Any]:
    """An entry with its hash as it is stored: a row changed behind our back must show."""
    return {**event.entry(code).body(), "hash": event.hash}


def _lines(rows: Iterable[dict[str, Any]]) -> bytes:
    return b"".join(canonical(row) + b"\n" for row in rows)


def _slips(events: list[ProofEvent], checkpoint: ProofCheckpoint) -> Iterable[dict[str, Any]]:
    covered = events[: checkpoint.size]
    tree = Tree(bytes.fromhex(event.hash) for event in covered)
    for index, event in enumerate(covered):
        if event.kind in proof_verifier.SLIP_KINDS:
            yield {
                "hash": event.hash,
                "path": [step.hex() for step in tree.proof(index)],
                "pseudonym": event.payload["pseudonym"],
                "root": checkpoint.root,
                "sequence": event.sequence,
                "size": checkpoint.size,
            }


def _opened(selection: Selection) -> dict[tuple[int, str], dict[str, str]]:
    """What opens the commitments of published results, by stage and pseudonym."""
    results = StageResult.objects.filter(
        stage__selection=selection, stage__published_at__isnull=False, score__isnull=False
    ).select_related("stage", "candidacy")
    return {(result.stage.order, result.candidacy.pseudonym): opening(result) for result in results}


def opening(result: StageResult) -> dict[str, str]:
    """What the commitment of a result covers beside the verdict."""
    error = result.detail.get("se")
    return {"salt": result.salt, "score": f"{result.score:.2f}", **({} if error is None else {"se": str(error)})}
