"""Publishing the results of a stage, by pseudonym, and what keeps a selection from going on."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from careers.enums import CandidacyState, ResultSource, SelectionState, StageKind
from careers.models import (
    ProofEvent,
    Selection,
    SelectionStage,
    Sitting,
    StageResult,
)
from careers.proof_log import record_proof
from careers.proof_verifier import published_results
from careers.selection_integrity import refuse_rewritten
from careers.selection_panel import panel_faults, scoring_faults, source_of
from careers.selection_plan import decimal_text
from careers.services import selection_notices
from careers.services.selection import lock, record
from careers.services.stage_result import commitment
from employees.dates import today


@transaction.atomic
def publish_stage(*, stage: SelectionStage, by: Any, at: datetime.datetime | None = None) -> SelectionStage:
    """Everybody in the stage has a result: make them public by pseudonym, tell each candidate, open the window for
    objections. Raises DomainError with everything that stands against it. `at`: now, where nothing else is told."""
    selection = lock(stage.selection)
    # Whoever stores a result locks the stage too: a result is either published or refused.
    stage = lock_row(SelectionStage.objects, stage.pk, "selection__unit")
    if faults := publication_faults(selection, stage):
        raise DomainError(" ".join(faults))
    refuse_rewritten(selection)
    stage.published_at = at or timezone.now()
    stage.save(update_fields=["published_at"])
    results = list(stage.results.select_related("candidacy__employee__user").exclude(candidacy__state="withdrawn"))
    _refuse_unrecorded(selection, stage, results)
    for result in results:
        result.candidacy.selection = selection
        selection_notices.published(stage, result.candidacy, result)
    record(selection, "careers.stage_published", by=by, stage=stage.title)
    record_proof(
        selection,
        "stage_published",
        {
            "stage": stage.order,
            # From here the days for objections are counted.
            "published_at": stage.published_at.isoformat(),
            "results": sorted(
                (public_result(selection, result) for result in results), key=lambda row: row["pseudonym"]
            ),
        },
        by=by,
    )
    return stage


def _refuse_unrecorded(selection: Selection, stage: SelectionStage, results: list[StageResult]) -> None:
    """DomainError when a result is no longer the one that the proof holds: it was written past the portal."""
    recorded: dict[str, str] = {}
    for payload in ProofEvent.objects.of_chain(selection).filter(kind="result").values_list("payload", flat=True):
        if payload["stage"] == stage.order:
            recorded[payload["pseudonym"]] = payload["commitment"]
    changed = sorted(
        result.candidacy.pseudonym
        for result in results
        if recorded.get(result.candidacy.pseudonym) != commitment(result)
    )
    if changed:
        raise DomainError(
            _("These results differ from those in the proof: %(names)s. Enter them again, and tell the auditor.")
            % {"names": ", ".join(changed)}
        )


def changed_since_publication(selection: Selection) -> list[str]:
    """Sentences that name results which are no longer those that were published: changed past the portal."""
    events = ProofEvent.objects.of_chain(selection).filter(kind__in=["stage_published", "objection_answered"])
    public = published_results([{"kind": each.kind, "payload": each.payload, "sequence": 0} for each in events])
    faults = []
    for stage in selection.stages.filter(order__in={order for order, _pseudonym in public}):
        told = {pseudonym: row for (order, pseudonym), (_place, row) in public.items() if order == stage.order}
        results = stage.results.select_related("candidacy")
        kept = {result.candidacy.pseudonym: result for result in results}
        # Who withdrew before the publication has a result that was never published.
        new = {name for name, result in kept.items() if result.candidacy.takes_part} - told.keys()
        changed = new | {
            name
            for name, row in told.items()
            if name not in kept or (kept[name].passed, commitment(kept[name])) != (row["passed"], row["commitment"])
        }
        if changed:
            faults.append(
                _("In “%(stage)s” these results differ from the published ones: %(names)s. Tell the auditor.")
                % {"stage": stage.title, "names": ", ".join(sorted(changed))}
            )
    return faults


def publication_faults(selection: Selection, stage: SelectionStage) -> list[str]:
    """Sentences; empty when the stage can be published now."""
    if stage.is_published:
        return [_("This stage is published already.")]
    if selection.state != SelectionState.ANNOUNCED:
        return [_("This selection takes no results now: it is not running.")]
    faults = []
    day = today()
    if day <= selection.closes_on:
        faults.append(
            _("Registration is open until %(day)s. Publish after it.")
            % {"day": formats.date_format(selection.closes_on)}
        )
    stage.selection = selection
    faults += unfinished_before(stage)
    waits = scoring_faults(stage)
    faults += waits
    ahead = Sitting.objects.ahead().filter(stage=stage, candidates__isnull=False).first()
    if ahead is not None:
        faults.append(
            _("The sitting “%(sitting)s” of this stage is not finished. Publish its results, or cancel it.")
            % {"sitting": ahead}
        )
    elif not waits and (missing := missing_results(stage).count()):
        faults.append(_missing_words(stage, missing))
    return faults


def _missing_words(stage: SelectionStage, missing: int) -> str:
    if source_of(stage) == ResultSource.EXAM:
        return ngettext(
            "%(number)s candidate has no result from the exam yet. Publish the results of the sitting first.",
            "%(number)s candidates have no result from the exam yet. Publish the results of the sitting first.",
            missing,
        ) % {"number": missing}
    return ngettext(
        "%(number)s candidate has no result yet. Enter it first.",
        "%(number)s candidates have no result yet. Enter them first.",
        missing,
    ) % {"number": missing}


def missing_results(stage: SelectionStage) -> Any:
    """Candidacies that need a result in this stage before it can be published."""
    candidacies = stage.selection.candidacies
    if stage.kind == StageKind.ADMINISTRATIVE:
        return candidacies.filter(state=CandidacyState.SUBMITTED)
    complete = stage.results.filter(score__isnull=False) if stage.weight else stage.results.filter(passed__isnull=False)
    return candidacies.still_in().exclude(pk__in=complete.values("candidacy"))


def _unfinished(stage: SelectionStage, day: datetime.date) -> list[str]:
    """Why the stages after this one must wait."""
    if not stage.is_published:
        return [_("Publish “%(stage)s” first.") % {"stage": stage.title}]
    if stage.takes_objections(day):
        return [
            _("Candidates can object to “%(stage)s” until %(day)s. Go on after it.")
            % {"stage": stage.title, "day": formats.date_format(stage.objections_until)}
        ]
    if stage.objections.open().exists():
        return [_("An objection to “%(stage)s” waits for an answer. Answer it first.") % {"stage": stage.title}]
    return []


def unfinished_before(stage: SelectionStage) -> list[str]:
    """Why the stage must wait for those before it."""
    day = today()
    faults = []
    for before in stage.selection.stages.filter(order__lt=stage.order):
        before.selection = stage.selection
        faults += _unfinished(before, day)
    return faults


def unfinished_stages(selection: Selection) -> list[str]:
    """Why nobody can be proposed yet."""
    day = today()
    faults = panel_faults(selection)
    for stage in selection.stages.all():
        stage.selection = selection
        faults += _unfinished(stage, day)
    return faults + changed_since_publication(selection)


def public_result(selection: Selection, result: StageResult) -> dict[str, Any]:
    """A result under its pseudonym, as everybody may read it."""
    row: dict[str, Any] = {
        "pseudonym": result.candidacy.pseudonym,
        "passed": result.passed,
        "commitment": commitment(result),
    }
    if selection.scores_public and result.score is not None:
        row |= {"score": decimal_text(result.score), "salt": result.salt}
        if (error := result.detail.get("se")) is not None:
            row["se"] = str(error)
    return row
