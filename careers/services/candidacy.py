"""Applying for a position: begun, sent, taken back; and the office's check."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.context import reason as because
from asn_portal.documents.models import Document
from asn_portal.documents.services import delete_document, store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.shown import refuse_changed, stamp_of
from careers.domain.eligibility import Outcome
from careers.enums import CANDIDACY_MOVES, CandidacyState, ObjectionState, SelectionState, StageKind
from careers.facts.person import check_person, readable_checks
from careers.models import Candidacy, Selection, SelectionStage, StageObjection
from careers.models.candidacy import new_salt
from careers.proof_log import record_proof
from careers.selection_integrity import application_entry, refuse_rewritten_plan
from careers.services import selection_notices
from careers.services.selection import lock, record
from careers.services.stage_result import write_result
from careers.words.requirement import checked
from employees.dates import today
from employees.models import Employee

DOCUMENT_KIND = "careers.application"
MOST_DOCUMENTS = 12


@transaction.atomic
def write_application(
    *, selection: Selection, employee: Employee, statement: str, files: list[File[bytes]], by: Any
) -> Candidacy:
    """Begin or go on with an application: nobody else sees it until it is sent. Raises DomainError."""
    selection = lock(selection)
    _check_open(selection)
    if employee.government_id != selection.unit.government.pk or not employee.is_active:
        raise DomainError(_("Only active staff of this government can apply."))
    _refuse_panel(selection, employee)
    candidacy, is_new = Candidacy.objects.get_or_create(selection=selection, employee=employee)
    if candidacy.state == CandidacyState.WITHDRAWN:
        _move(candidacy, CandidacyState.DRAFT)
    elif candidacy.state != CandidacyState.DRAFT:
        raise DomainError(_("Your application was already sent. Take it back to change it."))
    if documents_of(candidacy).count() + len(files) > MOST_DOCUMENTS:
        raise DomainError(
            _("At most %(number)s documents can be attached. Join pages into one PDF.") % {"number": MOST_DOCUMENTS}
        )
    candidacy.statement = statement.strip()
    candidacy.edit += 1
    candidacy.save()
    for file in files:
        store_document(file=file, by=by, kind=DOCUMENT_KIND, owner=candidacy, unit_path=selection.unit.path)
    record(selection, "careers.application_begun" if is_new else "careers.application_written", by=by)
    return candidacy


@transaction.atomic
def remove_application_document(*, candidacy: Candidacy, document: Document, by: Any) -> None:
    candidacy = _locked(candidacy)
    if candidacy.state != CandidacyState.DRAFT:
        raise DomainError(_("Your application was already sent. Take it back to change it."))
    delete_document(document=document, by=by, reason=_("Removed by the applicant"))


@transaction.atomic
def submit_application(*, candidacy: Candidacy, by: Any) -> Candidacy:
    """Send it. It gets a number of the selection, and keeps what the check of each requirement said."""
    # The selection is locked, so that two who send at once get two numbers.
    selection = lock(candidacy.selection)
    candidacy = _locked(candidacy)
    _check_open(selection)
    # Also the last day of registration could be moved there.
    refuse_rewritten_plan(selection)
    _refuse_panel(selection, candidacy.employee)
    checks = check_person(selection, candidacy.employee)
    missing = [check for check in map(checked, checks) if check.is_missing]
    if missing and not documents_of(candidacy).exists():
        raise DomainError(
            _("Something is missing: %(missing)s Attach it, then send.")
            % {"missing": " ".join(check.words for check in missing)}
        )
    _move(candidacy, CandidacyState.SUBMITTED)
    if candidacy.number is None:
        candidacy.number = _draw_number(selection)
    candidacy.submitted_at = timezone.now()
    candidacy.eligibility = checks
    candidacy.person_salt = new_salt()
    candidacy.save()
    record(selection, "careers.application_submitted", by=by, pseudonym=candidacy.pseudonym)
    record_proof(selection, "application_submitted", application_entry(candidacy), by=by)
    selection_notices.submitted(candidacy)
    return candidacy


@transaction.atomic
def withdraw_application(*, candidacy: Candidacy, by: Any) -> Candidacy:
    """Any time before the decision; objections that wait end with it. While registration is open it can be written and
    sent again."""
    selection = lock(candidacy.selection)
    candidacy = _locked(candidacy)
    if selection.state != SelectionState.ANNOUNCED:
        raise DomainError(_("The selection has been decided; an application can't be taken back any more."))
    _move(candidacy, CandidacyState.WITHDRAWN)
    candidacy.save()
    StageObjection.objects.open().filter(candidacy=candidacy).update(
        state=ObjectionState.DISMISSED,
        draft=None,
        first_signer=None,
        answer=_("Ended: the application was taken back."),
        answered_at=timezone.now(),
        answered_by=by,
    )
    record(selection, "careers.application_withdrawn", by=by, pseudonym=candidacy.pseudonym)
    record_proof(selection, "application_withdrawn", {"pseudonym": candidacy.pseudonym}, by=by)
    return candidacy


@transaction.atomic
def admit_candidate(
    *,
    candidacy: Candidacy,
    by: Any,
    reason: str = "",
    findings: Mapping[int, bool] | None = None,
    seen: str | None = None,
) -> Candidacy:
    """The administrative check finds that every requirement is met. Told when the stage is published.

    `findings`: whether each requirement that the records leave open (`open_checks`) is met. Where one isn't, by the
    records or by a finding, `reason` is kept, and its fingerprint goes into the proof. `seen` is the `check_stamp` of
    what `by` read, None for any.
    """
    _refuse_unread(candidacy, seen)
    findings, left_open = findings or {}, open_checks(candidacy)
    unseen = [check["text"] for place, check in left_open if place not in findings]
    if unseen:
        raise DomainError(
            _("Say of each of these whether it is met: %(requirements)s.") % {"requirements": "; ".join(unseen)}
        )
    failing = [check["text"] for check in unmet(candidacy, by)]
    failing += [check["text"] for place, check in left_open if not findings[place]]
    if failing and not reason.strip():
        raise DomainError(
            _("Not met: %(requirements)s. Say why the candidate is admitted all the same.")
            % {"requirements": "; ".join(failing)}
        )
    return _check(
        candidacy,
        CandidacyState.ADMITTED,
        by=by,
        reason=reason.strip() if failing else "",
        findings=findings,
        seen=seen,
    )


@transaction.atomic
def refuse_candidate(*, candidacy: Candidacy, code: str, text: str, by: Any, seen: str | None = None) -> Candidacy:
    """It finds that one is not met: `code` of RejectReason, `text` for the candidate; `seen` as for admitting."""
    if not code or not text.strip():
        raise DomainError(_("Choose the reason and say it in words: the candidate reads it."))
    return _check(candidacy, CandidacyState.REJECTED, by=by, code=code, text=text.strip(), seen=seen)


def check_stamp(candidacy: Candidacy) -> str:
    """Of the application as it was sent, and of the verdict that stands."""
    kept = candidacy.submitted_at, candidacy.checked_at
    return stamp_of(candidacy.pk, candidacy.state, candidacy.edit, *(moment and moment.isoformat() for moment in kept))


def _refuse_unread(candidacy: Candidacy, seen: str | None) -> None:
    refuse_changed(
        seen,
        check_stamp(Candidacy.objects.get(pk=candidacy.pk)),
        _("The application was sent anew or checked by somebody else since you opened this page. Read it again."),
    )


def documents_of(candidacy: Candidacy) -> Any:
    """What the applicant attached."""
    return Document.objects.of(candidacy).filter(kind=DOCUMENT_KIND).order_by("created_at")


def open_checks(candidacy: Candidacy) -> list[tuple[int, dict[str, Any]]]:
    """Checks at submission that the records could not answer, with their place among all: a person looks."""
    return [(place, check) for place, check in enumerate(candidacy.eligibility) if check["outcome"] == Outcome.BY_HAND]


def unmet(candidacy: Candidacy, by: Any) -> list[dict[str, Any]]:
    """Checks at submission that found a requirement not met, as far as `by` may know them."""
    sees_discipline = scope_of(by).covers(Permission.DISCIPLINE_VIEW, candidacy.employee.unit.path)
    checks = readable_checks(candidacy.eligibility, sees_discipline=sees_discipline)
    return [check for check in checks if check["outcome"] == Outcome.NOT_MET]


def _check(
    candidacy: Candidacy,
    state: CandidacyState,
    *,
    by: Any,
    code: str = "",
    text: str = "",
    reason: str = "",
    findings: Mapping[int, bool] | None = None,
    seen: str | None = None,
) -> Candidacy:
    selection = lock(candidacy.selection)
    stage = selection.stages.select_for_update(no_key=True).filter(kind=StageKind.ADMINISTRATIVE).first()
    candidacy = _locked(candidacy)
    _refuse_unread(candidacy, seen)
    if selection.state != SelectionState.ANNOUNCED or stage is None:
        raise DomainError(_("This selection takes no results now: it is not running."))
    if stage.is_published:
        raise DomainError(_("This stage is published; its results change only by an objection that is upheld."))
    if candidacy.state != state:
        _move(candidacy, state)
    candidacy.reject_code, candidacy.reject_text, candidacy.admit_reason = code, text, reason
    candidacy.checked_at, candidacy.checked_by = timezone.now(), by
    for place, check in open_checks(candidacy):
        # A refusal says in words what is missing; what an earlier look found no longer holds.
        check["met"] = (findings or {}).get(place)
    with because(reason):
        candidacy.save()
    stage.selection = selection
    write_result(
        stage=stage,
        candidacy=candidacy,
        score=None,
        passed=state == CandidacyState.ADMITTED,
        detail={"code": code} if code else {},
        by=by,
    )
    if findings:
        found = [{"requirement": place + 1, "met": findings[place]} for place, _check in open_checks(candidacy)]
        data = {"stage": stage.order, "pseudonym": candidacy.pseudonym, "findings": found}
        record_proof(selection, "requirements_looked_at", data, by=by)
    if reason:
        record_admission(stage, candidacy, by=by)
    return candidacy


def record_admission(stage: SelectionStage, candidacy: Candidacy, *, by: Any) -> None:
    """Of one for whom a requirement isn't met: that there is a reason, and its fingerprint."""
    selection, reason = stage.selection, candidacy.admit_reason
    record(selection, "careers.admitted_all_the_same", by=by, reason=reason, pseudonym=candidacy.pseudonym)
    # The reason may name what only the office may know; the chain fixes it without telling it.
    fingerprint = hashlib.sha256(f"{candidacy.pseudonym}\n{reason}".encode()).hexdigest()
    data = {"stage": stage.order, "pseudonym": candidacy.pseudonym, "reason_sha256": fingerprint}
    record_proof(selection, "admitted_all_the_same", data, by=by)


def is_shown_to_meet(candidacy: Candidacy) -> bool:
    """Every requirement is met, by the records at submission or by who looked."""
    return all(
        check["outcome"] == Outcome.MET or (check["outcome"] == Outcome.BY_HAND and check.get("met"))
        for check in candidacy.eligibility
    )


def _draw_number(selection: Selection) -> int:
    """Drawn, not counted: the published chain tells in which order pseudonyms applied, and a blind panel that knows
    numbers with names must not read one from the other."""
    taken = set(selection.candidacies.exclude(number=None).values_list("number", flat=True))
    # So wide that half of the numbers stay free, and all have as many digits.
    least = 1000
    while len(taken) * 2 > 9 * least:
        least *= 10
    while (number := least + secrets.randbelow(9 * least)) in taken:
        pass
    return number


def _check_open(selection: Selection) -> None:
    if not selection.takes_applications(today()):
        raise DomainError(_("Registration for this selection is not open."))


def _refuse_panel(selection: Selection, employee: Employee) -> None:
    """Nobody is judged by their own panel, also not by one that they have left."""
    if selection.panel_members.filter(user__employee=employee).exists():
        raise DomainError(_("You are or were on the panel of this selection, so you can't compete in it."))


def _locked(candidacy: Candidacy) -> Candidacy:
    locked: Candidacy = lock_row(Candidacy.objects, candidacy.pk, "selection__unit", "employee__user")
    return locked


def _move(candidacy: Candidacy, state: CandidacyState) -> None:
    if state not in CANDIDACY_MOVES.get(CandidacyState(candidacy.state), set()):
        raise DomainError(
            _("This application is in the state “%(state)s”; reload the page to see what can be done.")
            % {"state": candidacy.get_state_display()}
        )
    candidacy.state = state
