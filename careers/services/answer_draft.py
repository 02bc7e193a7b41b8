"""An answer to an objection between its two signatures: bound to the chain, and to what its reader was shown."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from asn_portal.shown import refuse_changed, stamp_of
from careers.domain.proof import canonical
from careers.models import ProofEvent, StageObjection
from careers.models.candidacy import new_salt
from careers.selection_plan import decimal_text


def draft_of(*, upheld: bool, answer: str, score: Decimal | None, passed: bool | None) -> dict[str, Any]:
    """As the objection keeps it. The salt keeps the answer from being guessed out of its commitment."""
    return {
        "upheld": upheld,
        "answer": answer.strip(),
        "score": None if score is None else decimal_text(score),
        "passed": passed,
        "salt": new_salt(),
    }


def draft_commitment(objection: StageObjection) -> str:
    """SHA-256 of the canonical JSON of the draft, with its salt, and of who signed it first."""
    content = {**(objection.draft or {}), "signer": objection.first_signer_id}
    return hashlib.sha256(canonical(content)).hexdigest()


def refuse_rewritten_draft(objection: StageObjection) -> None:
    """DomainError when the draft or its first signer isn't what was signed. Before chains knew commitments they told
    that somebody had signed, and nothing else."""
    events = ProofEvent.objects.of_chain(objection.stage.selection).filter(kind="objection_answer_signed")
    mine = events.filter(payload__stage=objection.stage.order, payload__pseudonym=objection.candidacy.pseudonym)
    signed = mine.order_by("sequence").values_list("payload", flat=True).last()
    if signed is None or signed.get("commitment", "") not in {"", draft_commitment(objection)}:
        raise DomainError(_("The answer differs from the one in the proof. Answer anew, and tell the auditor."))


def answer_stamp(objection: StageObjection) -> str:
    """Of what pages about the answer show: the draft, who signed it, the result that it changes."""
    result = objection.stage.results.filter(candidacy=objection.candidacy_id).first()
    stands = result and [result.score, result.passed]
    return stamp_of(objection.pk, objection.draft, objection.first_signer_id, stands)


def refuse_unread(objection: StageObjection, seen: str | None) -> None:
    refuse_changed(
        seen,
        answer_stamp(objection),
        _("The answer or the result changed since you opened this page. Read them again: the page shows them now."),
    )
