"""The paper that a candidate hands in for a stage, and that the panel reads under the pseudonym."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.documents.models import Document
from asn_portal.documents.pdf_author import without_author
from asn_portal.documents.services import delete_document, store_document
from asn_portal.documents.types import ALLOWED_PDF
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from careers.enums import ScoringState, StageKind
from careers.models import Candidacy, Rubric, SelectionStage
from careers.proof_log import record_proof
from careers.services.selection import lock, record
from employees.dates import today

PAPER_KIND = "careers.stage_paper"


@transaction.atomic
def hand_in_paper(*, stage: SelectionStage, candidacy: Candidacy, file: File[bytes], by: Any) -> Document:
    """One for each paper stage; another one takes its place. The file is named by pseudonym, and its fingerprint goes
    into the proof."""
    selection = lock(stage.selection)
    stage = lock_row(SelectionStage.objects, stage.pk, "selection__unit")
    stage.selection = selection
    candidacy = lock_row(Candidacy.objects, candidacy.pk, "selection__unit", "employee")
    if fault := paper_fault(stage, candidacy):
        raise DomainError(fault)
    # A panel without names reads it without its author; what can't be written anew is refused while it can be mended.
    without_author(cast(BinaryIO, file))
    for old in papers_of(stage, candidacy):
        delete_document(document=old, by=by, reason=_("Replaced by the candidate"))
    file.name = paper_name(stage, candidacy)
    document = store_document(
        file=file, by=by, kind=PAPER_KIND, owner=candidacy, unit_path=selection.unit.path, allowed=ALLOWED_PDF
    )
    data = {"stage": stage.order, "pseudonym": candidacy.pseudonym, "sha256": document.sha256}
    record(selection, "careers.paper_handed_in", by=by, stage=stage.title, pseudonym=candidacy.pseudonym)
    record_proof(selection, "paper_handed_in", data, by=by)
    return document


def paper_fault(stage: SelectionStage, candidacy: Candidacy) -> str:
    """Why no paper is taken now; "" while one is."""
    if stage.kind != StageKind.PAPER or not stage.selection.is_announced:
        return str(_("This stage takes no paper."))
    if not Candidacy.objects.still_in().filter(pk=candidacy.pk).exists():
        return str(_("Only candidates who are still in the selection hand in a paper."))
    check = stage.selection.stages.filter(kind=StageKind.ADMINISTRATIVE).first()
    if check is not None and not check.is_published:
        return str(_("Papers are taken once the administrative check is published."))
    opened = Rubric.objects.filter(stage=stage).exclude(state=ScoringState.PREPARED).exists()
    if opened or stage.is_published or stage.ends_on < today():
        return str(_("The time to hand in a paper is over."))
    return ""


def papers_of(stage: SelectionStage, candidacy: Candidacy) -> Any:
    """At most one."""
    return all_papers(candidacy).filter(name=paper_name(stage, candidacy))


def all_papers(candidacy: Candidacy) -> Any:
    """Of every stage."""
    return Document.objects.of(candidacy).filter(kind=PAPER_KIND).order_by("name")


def rubric_of_paper(document: Document, candidacy: Candidacy) -> Rubric | None:
    """By which the panel scores it; None before one is written."""
    rubrics = Rubric.objects.filter(stage__selection=candidacy.selection_id, stage__kind=StageKind.PAPER)
    names = {paper_name(rubric.stage, candidacy): rubric for rubric in rubrics.select_related("stage")}
    return names.get(document.name)


def paper_name(stage: SelectionStage, candidacy: Candidacy) -> str:
    return f"makalah-{stage.order}-{candidacy.pseudonym}.pdf"
