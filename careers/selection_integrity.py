"""What was rewritten past the portal: the tables of a selection against its chain."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from careers.domain.proof import canonical
from careers.domain.scoring_plan import plan_hash
from careers.enums import TAKING_PART, CandidacyState, StageKind
from careers.models import (
    Candidacy,
    ObjectionScore,
    PlanAmendment,
    ProofEvent,
    Selection,
    SelectionRequirement,
    StageObjection,
)
from careers.proof_verifier import commitment, published_results
from careers.selection_plan import plan_of

PLANS = ("announced", "amendment_signed")
OF_PLAN = (*PLANS, "rubric_set")
OF_CANDIDATE = ("application_submitted", "application_withdrawn", "result", "decided")
OF_RESULTS = ("stage_published", "objection_answered")
OF_PEOPLE = (*OF_CANDIDATE, *OF_RESULTS, "names_proposed", "objection_filed")
# Keys of the plan that copy a column of the selection. What is missing here comes from the code, not from the tables.
COPIED = {
    "code": "code",
    "title": "title",
    "kind": "kind",
    "registration": "closes_on",
    "weights_reason": "weights_reason",
    "tie_scope": "ties",
    "proposed": "proposed",
    "objection_days": "objection_days",
    "answer_days": "answer_days",
    "scores_public": "scores_public",
}
NAMED = frozenset({CandidacyState.PROPOSED, CandidacyState.CHOSEN, CandidacyState.UNCHOSEN})
OUT = frozenset({CandidacyState.DRAFT, CandidacyState.WITHDRAWN})


def refuse_rewritten(selection: Selection) -> None:
    """DomainError when what the tables tell isn't what the chain tells. The caller holds the selection."""
    if faults := rewritten(selection):
        raise DomainError(" ".join(faults))


def refuse_rewritten_plan(selection: Selection) -> None:
    """As `refuse_rewritten`, of the plan only: also the last day of registration stands in it."""
    if faults := _plan_faults(selection, _events(selection, *OF_PLAN)):
        raise DomainError(" ".join(faults))


def rewritten(selection: Selection) -> list[str]:
    """Sentences; empty when plan, candidacies, publications, objections and scores after them are what the chain tells.
    But for the scores it binds from the announcement on."""
    events = _events(selection, *OF_PLAN, *OF_PEOPLE)
    if not any(kind in PLANS for kind, _payload in events):
        return _score_faults(selection)
    faults = _plan_faults(selection, events)
    if titles := _changed_publications(selection, events):
        faults.append(
            _("The publication of these stages differs from the proof: %(stages)s. Tell the auditor.")
            % {"stages": ", ".join(titles)}
        )
    if names := _changed_candidacies(selection, events):
        faults.append(
            _("These applications differ from the proof: %(names)s. Tell the auditor.") % {"names": ", ".join(names)}
        )
    if names := _without_answer(selection, events):
        faults.append(
            _("The objections of these candidates have no answer in the proof: %(names)s. Tell the auditor.")
            % {"names": ", ".join(names)}
        )
    return faults + _score_faults(selection)


def application_entry(candidacy: Candidacy) -> dict[str, str]:
    """What the chain tells of an application that is sent. Who it is stays under a commitment, which only the portal
    can open: nobody else knows the salt."""
    return {"pseudonym": candidacy.pseudonym, "person": _person_commitment(candidacy)}


def announcement_entry(selection: Selection) -> dict[str, Any]:
    """What it tells of the announcement. The title of the position may be corrected later; its key stays."""
    return {"plan": selection.plan, "plan_hash": selection.plan_hash, "position": selection.position_id}


def _person_commitment(candidacy: Candidacy) -> str:
    content = {"person": candidacy.employee_id, "pseudonym": candidacy.pseudonym, "salt": candidacy.person_salt}
    return hashlib.sha256(canonical(content)).hexdigest()


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


def _events(selection: Selection, *kinds: str) -> list[tuple[str, dict[str, Any]]]:
    return list(ProofEvent.objects.of_chain(selection).filter(kind__in=kinds).values_list("kind", "payload"))


def _payloads(selection: Selection, *kinds: str) -> list[dict[str, Any]]:
    return [payload for _kind, payload in _events(selection, *kinds)]


def _plan_faults(selection: Selection, events: list[tuple[str, dict[str, Any]]]) -> list[str]:
    if parts := _changed_plan(selection, events):
        return [
            _("The scoring plan differs from the one in the proof (%(parts)s). Tell the auditor.")
            % {"parts": ", ".join(parts)}
        ]
    return []


def _changed_plan(selection: Selection, events: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Names of what isn't as in the last plan of the chain."""
    plans = [payload for kind, payload in events if kind in PLANS]
    if not plans:
        return []
    plan, sealed = plans[-1]["plan"], plans[-1]["plan_hash"]
    changed = []
    if selection.plan_hash != sealed or plan_hash(selection.plan) != sealed:
        changed.append(_("scoring plan"))
    if not _is_position_told(selection, plans[0]):
        changed.append(str(Selection.position.field.verbose_name))
    ours = plan_of(selection)
    for key, column in COPIED.items():
        # Older plans lack what was added to plans since.
        if key in plan and ours[key] != plan[key]:
            changed.append(str(Selection._meta.get_field(column).verbose_name))
    if plan.get("requirements", ours["requirements"]) != ours["requirements"]:
        changed.append(str(SelectionRequirement._meta.verbose_name_plural))
    # Before rubrics stood in plans they were told by an entry of their own.
    written = {payload["stage"] for kind, payload in events if kind == "rubric_set"}
    told = {stage["order"]: stage for stage in plan["stages"]}
    for stage in ours["stages"]:
        planned = told.pop(stage["order"], None)
        if planned is None or not _is_stage_told(stage, planned, has_own_rubric=stage["order"] in written):
            changed.append(stage["title"])
    return changed + [stage["title"] for stage in told.values()]


def _is_position_told(selection: Selection, announced: dict[str, Any]) -> bool:
    """By its key; older announcements tell only title and unit, which the position has now or had before."""
    told = announced["plan"].get("position")
    if "position" in announced or told is None:
        return bool(announced.get("position", selection.position_id) == selection.position_id)
    position = selection.position
    if told == {"title": position.title, "unit": position.unit.name}:
        return True
    in_unit = Q(unit__name=told["unit"]) | Q(unit__events__name=told["unit"])
    return bool(position.events.filter(in_unit, title=told["title"]).exists())


def _is_stage_told(stage: dict[str, Any], planned: dict[str, Any], *, has_own_rubric: bool) -> bool:
    if "rubric" in stage and "rubric" not in planned and not has_own_rubric:
        return False
    return all(stage.get(key) == value for key, value in planned.items())


def _changed_candidacies(selection: Selection, events: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Pseudonyms whose person or state isn't the one that follows from the chain."""
    known, withdrawn, named, decided = set(), set(), frozenset[str](), None
    persons: dict[str, str | None] = {}
    for kind, payload in events:
        if kind == "names_proposed":
            named = frozenset(payload["proposed"])
        if kind not in OF_CANDIDATE:
            continue
        who = payload["pseudonym"]
        known.add(who)
        if kind == "application_withdrawn":
            withdrawn.add(who)
        elif kind == "application_submitted":
            withdrawn.discard(who)
            persons[who] = payload.get("person")
        elif kind == "decided":
            decided = who
    verdicts, is_public = _verdicts(selection, events)

    def is_told(who: str, state: str) -> bool:
        if who in withdrawn or state in OUT:
            return state in OUT and (who in withdrawn or who not in known)
        is_looked_at = is_public or state != CandidacyState.SUBMITTED
        if verdicts is not None and is_looked_at and verdicts.get(who) is not (state in TAKING_PART):
            return False
        return (who in named) == (state in NAMED) and (who == decided) == (state == CandidacyState.CHOSEN)

    rows = {row.pseudonym: row for row in selection.candidacies.all()}
    others = _other_people(selection, rows, persons)
    lost = known - rows.keys()
    return sorted(lost | others | {who for who, row in rows.items() if not is_told(who, row.state)})


def _other_people(selection: Selection, rows: dict[str, Candidacy], persons: dict[str, str | None]) -> set[str]:
    """Pseudonyms behind which somebody else stands than who applied. Older applications have no commitment; there the
    history kept by the database tells."""
    first = selection.candidacies.order_by("pk", "events__pgh_id").distinct("pk")
    began = dict(first.values_list("pseudonym", "events__employee"))

    def is_same(who: str, row: Candidacy) -> bool:
        told = persons.get(who)
        return told == _person_commitment(row) if told else began[who] in {None, row.employee_id}

    return {who for who, row in rows.items() if not is_same(who, row)}


def _verdicts(selection: Selection, events: list[tuple[str, dict[str, Any]]]) -> tuple[dict[str, bool] | None, bool]:
    """Of the administrative check, by pseudonym, and whether it is published: as published, or before that as recorded.
    None without one: then all are admitted."""
    check = selection.stages.filter(kind=StageKind.ADMINISTRATIVE).first()
    if check is None:
        return None, False
    public = published_results(
        [{"kind": kind, "payload": payload, "sequence": 0} for kind, payload in events if kind in OF_RESULTS]
    )
    told = {who: row["passed"] for (order, who), (_place, row) in public.items() if order == check.order}
    if told:
        return told, True
    recorded = {
        payload["pseudonym"]: payload["commitment"]
        for kind, payload in events
        if kind == "result" and payload["stage"] == check.order
    }
    rows = check.results.filter(score=None).values("candidacy__pseudonym", "passed", "salt", "score")
    kept = {row.pop("candidacy__pseudonym"): row for row in rows}
    return {who: row["passed"] for who, row in kept.items() if commitment(row) == recorded.get(who)}, False


def _changed_publications(selection: Selection, events: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Titles of stages that the chain doesn't tell as published, or at another moment."""
    told = {payload["stage"]: payload.get("published_at") for kind, payload in events if kind == "stage_published"}
    changed = []
    for stage in selection.stages.all():
        # Older entries tell no moment.
        moment = told.get(stage.order)
        is_other = moment is not None and stage.published_at != datetime.datetime.fromisoformat(moment)
        if is_other or stage.is_published != (stage.order in told):
            changed.append(stage.title)
    return changed


def _without_answer(selection: Selection, events: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """Pseudonyms of who waits for an answer by the chain, but not by the table. Older entries, which don't tell until
    when, were not always followed by one."""
    waiting: set[tuple[int, str]] = set()
    for kind, payload in events:
        if kind == "objection_filed" and "due" in payload:
            waiting.add((payload["stage"], payload["pseudonym"]))
        elif kind == "objection_answered":
            waiting.discard((payload["stage"], payload["pseudonym"]))
        elif kind == "application_withdrawn":
            waiting = {each for each in waiting if each[1] != payload["pseudonym"]}
    rows = StageObjection.objects.open().filter(stage__selection=selection)
    waiting -= set(rows.values_list("stage__order", "candidacy__pseudonym"))
    return sorted({who for _stage, who in waiting})
