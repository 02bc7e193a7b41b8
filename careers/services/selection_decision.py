"""The end of a selection: names to the head of agency, the choice, the appointment."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.shown import refuse_changed, stamp_of
from careers.enums import CandidacyState, SelectionState
from careers.models import Candidacy, Selection
from careers.position_need import filled_words
from careers.proof_log import record_proof
from careers.rules.selection import is_in_conflict_with_proposed
from careers.selection_integrity import refuse_rewritten, rewritten
from careers.selection_plan import decimal_text
from careers.selection_ranking import RankedCandidate, Ranking, ranking_of
from careers.services import selection_notices
from careers.services.selection import lock, move, record
from careers.services.stage_publication import unfinished_stages
from employees.models import Position
from employees.services.history import add_definitive_position


@transaction.atomic
def propose_names(*, selection: Selection, by: Any, seen: str | None = None) -> list[Candidacy]:
    """The best names go to the head of agency; who shares the last place is among them. Raises DomainError. `seen` is
    the `names_stamp` of what `by` read, None for any."""
    selection = lock(selection)
    if faults := proposal_faults(selection):
        raise DomainError(" ".join(faults))
    ranking = ranking_of(selection)
    best = best_of(selection, ranking)
    _refuse_unread(seen, best)
    if not best:
        raise DomainError(_("No candidate has passed every stage. Cancel the selection and announce it anew."))
    for row in best:
        row.candidacy.state = CandidacyState.PROPOSED
        row.candidacy.save()
    selection.proposed_at = timezone.now()
    selection.save()
    record(selection, "careers.names_proposed", by=by, names=len(best))
    record_proof(
        selection,
        "names_proposed",
        {
            "ranking": [ranking_line(selection, row) for row in ranking.rows],
            "proposed": [row.candidacy.pseudonym for row in best],
        },
        by=by,
    )
    selection_notices.names_proposed(selection)
    return [row.candidacy for row in best]


def proposal_faults(selection: Selection) -> list[str]:
    """Sentences; empty when names can be proposed now."""
    if selection.state != SelectionState.ANNOUNCED:
        return [_("This selection takes no results now: it is not running.")]
    if selection.proposed_at is not None:
        return [_("The names are with the head of agency already.")]
    faults = unfinished_stages(selection) + rewritten(selection)
    if selection.amendments.open().exists():
        faults.append(_("An amendment of the plan waits for its second signature. Sign or withdraw it first."))
    return faults


def best_of(selection: Selection, ranking: Ranking) -> list[RankedCandidate]:
    """Who has a place among the names to be proposed."""
    return [row for row in ranking.rows if row.standing.place <= selection.proposed]


def proposed_of(ranking: Ranking) -> list[RankedCandidate]:
    """Who is among the names with the head of agency; who withdrew isn't any more."""
    return [row for row in ranking.rows if row.candidacy.state == CandidacyState.PROPOSED]


def names_stamp(rows: list[RankedCandidate]) -> str:
    """Of names, scores and places."""
    return stamp_of([[row.candidacy.pk, decimal_text(row.standing.score), row.standing.place] for row in rows])


def _refuse_unread(seen: str | None, rows: list[RankedCandidate]) -> None:
    refuse_changed(
        seen,
        names_stamp(rows),
        _("The names or their scores changed since you opened this page. Read them again: the page shows them now."),
    )


@transaction.atomic
def decide_selection(
    *, selection: Selection, candidacy: Candidacy, reason: str, no_conflict: bool, by: Any, seen: str | None = None
) -> Selection:
    """The head of agency chooses one of the proposed names and says why; `no_conflict`: and that they have no conflict
    of interest with any of them. `seen` as for proposing."""
    selection = lock(selection)
    candidacy = lock_row(Candidacy.objects, candidacy.pk, "employee")
    if candidacy.selection_id != selection.pk or candidacy.state != CandidacyState.PROPOSED:
        raise DomainError(_("Choose one of the proposed names."))
    refuse_rewritten(selection)
    if seen is not None:
        _refuse_unread(seen, proposed_of(ranking_of(selection)))
    if not reason.strip():
        raise DomainError(_("Say why this person is chosen."))
    refuse_conflict(selection, by)
    if not no_conflict:
        raise DomainError(
            _("Who has a conflict of interest with one of the proposed people doesn't choose among them.")
        )
    candidacy.state = CandidacyState.CHOSEN
    move(selection, SelectionState.DECIDED)
    selection.decided_at, selection.decided_by = timezone.now(), by
    selection.decision_reason = reason.strip()
    with because(selection.decision_reason):
        candidacy.save()
        selection.save()
    record(
        selection, "careers.selection_decided", by=by, reason=selection.decision_reason, pseudonym=candidacy.pseudonym
    )
    record_proof(selection, "decided", {"pseudonym": candidacy.pseudonym, "no_conflict": True}, by=by)
    selection_notices.decided(selection)
    return selection


def refuse_conflict(selection: Selection, user: Any) -> None:
    """DomainError for who declared, on the panel, a conflict of interest with one of the proposed."""
    if is_in_conflict_with_proposed.test(user, selection):
        raise DomainError(
            _(
                "You declared a conflict of interest with one of the proposed people, so you don't choose among them. "
                "Delegate your role to somebody else for this decision."
            )
        )


@transaction.atomic
def appoint_chosen(
    *,
    selection: Selection,
    effective_date: datetime.date,
    decree_number: str,
    decree_date: datetime.date | None,
    by: Any,
) -> Selection:
    """Write the position into the person's history and end the selection; everybody is told their own result."""
    selection = lock(selection)
    move(selection, SelectionState.APPOINTED)
    refuse_rewritten(selection)
    chosen = selection.candidacies.select_related("employee__unit", "employee__user").get(state=CandidacyState.CHOSEN)
    if not decree_number.strip():
        raise DomainError(_("Enter the number of the decree."))
    # Held, so that two who appoint at once don't both find the place free.
    position = Position.objects.select_for_update(no_key=True).get(pk=selection.position_id)
    if filled := filled_words(position, effective_date, without=chosen.employee):
        raise DomainError(
            _("%(filled)s Transfer or release a holder first, or choose a day on which the place is free.")
            % {"filled": filled}
        )
    add_definitive_position(
        employee=chosen.employee,
        position=selection.position,
        effective_date=effective_date,
        by=by,
        decree_number=decree_number.strip(),
        decree_date=decree_date,
        reason=_("Selection %(code)s") % {"code": selection.code},
    )
    selection.appointed_on, selection.decree_number = effective_date, decree_number.strip()
    selection.save()
    record(
        selection,
        "careers.candidate_appointed",
        by=by,
        pseudonym=chosen.pseudonym,
        effective_date=effective_date.isoformat(),
    )
    record_proof(
        selection,
        "appointed",
        {"pseudonym": chosen.pseudonym, "effective_date": effective_date.isoformat()},
        by=by,
    )
    for candidacy in selection.candidacies.filter(state=CandidacyState.PROPOSED):
        candidacy.state = CandidacyState.UNCHOSEN
        candidacy.save(update_fields=["state"])
    selection_notices.appointed(selection, chosen)
    return selection


def ranking_line(selection: Selection, row: RankedCandidate) -> dict[str, Any]:
    """Of the ranking that the chain tells, under the pseudonym."""
    standing = row.standing
    public: dict[str, Any] = {
        "pseudonym": row.candidacy.pseudonym,
        "place": standing.place,
        "range": [standing.best, standing.worst],
    }
    if selection.scores_public:
        public["score"] = decimal_text(standing.score)
    return public
