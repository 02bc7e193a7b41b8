"""What was rewritten past the portal: the tables of a selection against its chain."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from careers.domain.proof import canonical
from careers.domain.scoring_plan import plan_hash
from careers.enums import TAKING_PART, CandidacyState, StageKind
from careers.models import (
    ObjectionScore,
    PlanAmendment,
    ProofEvent,
    Selection,
)
from careers.proof_verifier import published_results
from careers.selection_plan import decimal_text

PLANS = ("announced", "amendment_signed")
# Columns of the selection that copy a key of the plan.
COPIED = {"proposed": "proposed", "ties": "tie_scope"}
NAMED = frozenset({CandidacyState.PROPOSED, CandidacyState.CHOSEN, CandidacyState.UNCHOSEN})
OUT = frozenset({CandidacyState.DRAFT, CandidacyState.WITHDRAWN})


def refuse_rewritten(selection: Selection) -> None:
    """DomainError when `rewritten` finds something. The caller holds the selection."""
    if faults := rewritten(selection):
        raise DomainError(" ".join(faults))


def rewritten(selection: Selection) -> list[str]:
    """Sentences; empty when plan, candidacies and scores after objections are what the chain tells."""
    faults = []
    if parts := _changed_plan(selection):
        faults.append(
            _("The scoring plan differs from the one in the proof (%(parts)s). Tell the auditor.")
            % {"parts": ", ".join(parts)}
        )
    if names := _changed_candidacies(selection):
        faults.append(
            _("These applications differ from the proof: %(names)s. Tell the auditor.") % {"names": ", ".join(names)}
        )
    return faults + _score_faults(selection)


def refuse_rewritten_amendment(amendment: PlanAmendment) -> None:
    """DomainError when it isn't the one under which the first signature was set."""
    signed = _payloads(amendment.selection, "amendment_proposed")
    if not signed or signed[-1]["plan_hash"] != plan_hash(amendment.new_plan):
        raise DomainError(
            _("The amendment differs from the one in the proof. Withdraw it, propose it again, and tell the auditor.")
        )


def refuse_rewritten_scores(selection: Selection) -> None:
    """DomainError when scores that members gave after an objection aren't those of the chain."""
    if faults := _score_faults(selection):
        raise DomainError(" ".join(faults))


def _score_faults(selection: Selection) -> list[str]:
    members = _changed_scores(selection)
    text = _("The scores of these members differ from those in the proof: %(members)s. Tell the auditor.")
    return [text % {"members": ", ".join(members)}] if members else []


def _changed_scores(selection: Selection) -> list[str]:
    """Codes of members of whom a score after an objection doesn't open a commitment of the chain, or the last one in a
    stage is missing. The first scores are fixed by the database."""
    told: dict[tuple[int, str], list[str]] = {}
    for payload in _payloads(selection, "objection_scored"):
        told.setdefault((payload["stage"], payload["member"]), []).append(payload["commitment"])
    kept: dict[tuple[int, str], set[str]] = {key: set() for key in told}
    rows = ObjectionScore.objects.filter(objection__stage__selection=selection)
    for row in rows.select_related("member", "objection__candidacy", "objection__stage"):
        content = {
            "levels": row.levels,
            "pseudonym": row.objection.candidacy.pseudonym,
            "salt": row.salt,
            "score": f"{row.score:.2f}",
        }
        key = row.objection.stage.order, row.member.code
        kept.setdefault(key, set()).add(hashlib.sha256(canonical(content)).hexdigest())
    return sorted(
        {
            code
            for (stage, code), mine in kept.items()
            if not mine <= set(told.get((stage, code), ())) or told[stage, code][-1] not in mine
        }
    )


def _payloads(selection: Selection, *kinds: str) -> list[dict[str, Any]]:
    return list(ProofEvent.objects.of_chain(selection).filter(kind__in=kinds).values_list("payload", flat=True))


def _changed_plan(selection: Selection) -> list[str]:
    """Names of what isn't as in the last plan of the chain."""
    plans = _payloads(selection, *PLANS)
    if not plans:
        return []
    plan, sealed = plans[-1]["plan"], plans[-1]["plan_hash"]
    changed = []
    if selection.plan_hash != sealed or plan_hash(selection.plan) != sealed:
        changed.append(_("scoring plan"))
    for column, key in COPIED.items():
        if key in plan and getattr(selection, column) != plan[key]:
            changed.append(str(getattr(Selection, column).field.verbose_name))
    planned = {stage["order"]: (stage["kind"], stage["weight"], stage.get("pass_mark")) for stage in plan["stages"]}
    for stage in selection.stages.all():
        mark = None if stage.pass_mark is None else decimal_text(stage.pass_mark)
        if planned.pop(stage.order, None) != (stage.kind, decimal_text(stage.weight), mark):
            changed.append(stage.title)
    return changed + [stage["title"] for stage in plan["stages"] if stage["order"] in planned]


def _changed_candidacies(selection: Selection) -> list[str]:
    """Pseudonyms whose state isn't the one that follows from the chain."""
    known, withdrawn, named, decided = set(), set(), frozenset[str](), None
    events = ProofEvent.objects.of_chain(selection).filter(
        kind__in=["application_submitted", "application_withdrawn", "result", "names_proposed", "decided"]
    )
    for kind, payload in events.values_list("kind", "payload"):
        if kind == "names_proposed":
            named = frozenset(payload["proposed"])
            continue
        who = payload["pseudonym"]
        known.add(who)
        if kind == "application_withdrawn":
            withdrawn.add(who)
        elif kind == "application_submitted":
            withdrawn.discard(who)
        elif kind == "decided":
            decided = who
    verdicts = _verdicts(selection)

    def is_told(who: str, state: str) -> bool:
        if who in withdrawn or state in OUT:
            return state in OUT and (who in withdrawn or who not in known)
        if verdicts is not None and verdicts.get(who) is not (state in TAKING_PART):
            return False
        return (who in named) == (state in NAMED) and (who == decided) == (state == CandidacyState.CHOSEN)

    states = dict(selection.candidacies.values_list("pseudonym", "state"))
    lost = known - states.keys()
    return sorted(lost | {who for who, state in states.items() if not is_told(who, state)})


def _verdicts(selection: Selection) -> dict[str, bool] | None:
    """Of the administrative check, by pseudonym: as published, None before. Without one all are admitted."""
    check = selection.stages.filter(kind=StageKind.ADMINISTRATIVE).first()
    if check is None:
        return None
    events = ProofEvent.objects.of_chain(selection).filter(
        kind__in=["stage_published", "objection_answered"], payload__stage=check.order
    )
    public = published_results([{"kind": each.kind, "payload": each.payload, "sequence": 0} for each in events])
    return {who: row["passed"] for (_order, who), (_place, row) in public.items()} if public else None
