"""Requests of employees to change their own record: asked with evidence, then applied, refused or withdrawn.

What is asked lies in the request as text; it reaches the record through the same services that HR's own pages use.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_IMAGES, ALLOWED_PDF, store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from employees.change_topics import TOPICS, Topic, as_text, requested_values
from employees.enums import CHANGE_REQUEST_TRANSITIONS, ChangeRequestState
from employees.histories import History
from employees.models import ChangeRequest, Employee
from employees.services.employee import VersionConflictError, correct_employee
from employees.services.history import add_entry
from employees.services.history.current import lock_employee
from employees.services.history.entry import plausible_date

EVIDENCE_KIND = "employees.change_evidence"
LARGEST_EVIDENCE = 10 * 1024 * 1024
MOST_FILES = 3
NOTICE = "employees.change_decided"


@transaction.atomic
def submit_request(
    *,
    employee: Employee,
    topic: Topic,
    values: dict[str, Any],
    by: Any,
    evidence: Iterable[File[bytes]] = (),
    explanation: str = "",
    form_key: uuid.UUID | None = None,
) -> ChangeRequest:
    """Ask for a change. `values`: new main data, or the fields of the entry to add. Raises DomainError.

    The same `form_key` a second time is the same request.
    """
    employee = lock_employee(employee)
    if form_key is not None and (sent := ChangeRequest.objects.filter(form_key=form_key).first()) is not None:
        return sent
    files = list(evidence)
    if topic.needs_evidence and not files:
        raise DomainError(_("Attach a photo or PDF of the evidence. The office can't change this without one."))
    if len(files) > MOST_FILES:
        raise DomainError(_("At most %(count)s files can be attached.") % {"count": MOST_FILES})
    history = topic.history
    if history is None:
        values = {name: value for name, value in values.items() if getattr(employee, name) != value}
        if not values:
            raise DomainError(_("Everything stands on record as you typed it. Change what is wrong, or go back."))
        _refuse_second(employee, topic)
        before = {name: as_text(name, getattr(employee, name)) for name in values}
    else:
        check_entry(history, employee, values)
        before = {}
    request = ChangeRequest.objects.create(
        employee=employee,
        topic=topic.key,
        changes={name: as_text(name, value) for name, value in values.items()},
        before=before,
        explanation=explanation,
        form_key=form_key,
        created_by=by,
    )
    for file in files:
        store_document(
            file=file,
            by=by,
            kind=EVIDENCE_KIND,
            owner=request,
            unit_path=employee.unit.path,
            allowed=ALLOWED_PDF | ALLOWED_IMAGES,
            max_size=LARGEST_EVIDENCE,
        )
    record_event(
        "employees.change_requested",
        by=by,
        obj=employee,
        unit_path=employee.unit.path,
        request=request.pk,
        topic=topic.key,
        fields=sorted(values),
    )
    return request


@transaction.atomic
def apply_request(*, request: ChangeRequest, by: Any, version: int) -> ChangeRequest:
    """Put what is asked on record. `version` is that of the record as the officer saw it beside the request.

    Raises DomainError, and the request stays open, when the record changed meanwhile or no longer takes the values.
    """
    request = _lock_open(request, by)
    employee = request.employee
    if version != employee.version:
        raise VersionConflictError(
            _("The record changed while this page was open. Compare it once more below, then apply or refuse.")
        )
    topic = TOPICS[request.topic]
    values = requested_values(request)
    reason = _("Asked by the employee on %(date)s.") % {
        "date": formats.date_format(timezone.localtime(request.created_at))
    }
    if topic.history is None:
        correct_employee(employee=employee, changes=values, reason=reason, by=by, version=version)
    else:
        check_entry(topic.history, employee, values)
        with _first_file(request) as scan:
            add_entry(employee=employee, kind=topic.history.kind, values=values, by=by, scan=scan, reason=reason)
    return _decide(request, ChangeRequestState.APPLIED, by=by)


@transaction.atomic
def refuse_request(*, request: ChangeRequest, reason: str, by: Any) -> ChangeRequest:
    request = _lock_open(request, by)
    if not reason.strip():
        raise DomainError(_("Say why the request is refused."))
    return _decide(request, ChangeRequestState.REFUSED, by=by, reason=reason.strip())


@transaction.atomic
def withdraw_request(*, request: ChangeRequest, by: Any) -> ChangeRequest:
    """By the employee, while nobody has decided. Withdrawing twice changes nothing."""
    request = lock_row(ChangeRequest.objects, request.pk, "employee__unit", "decided_by")
    if request.state == ChangeRequestState.WITHDRAWN:
        return request
    _check_move(request, ChangeRequestState.WITHDRAWN)
    request.state, request.decided_by, request.decided_at = ChangeRequestState.WITHDRAWN, by, timezone.now()
    request.save(update_fields=["state", "decided_by", "decided_at"])
    _record("employees.change_withdrawn", request, by=by)
    return request


def evidence_of(request: ChangeRequest) -> list[Document]:
    return list(
        Document.objects.filter(
            kind=EVIDENCE_KIND, owner_kind="employees.changerequest", owner_id=str(request.pk)
        ).order_by("created_at", "pk")
    )


def check_entry(history: History, employee: Employee, values: dict[str, Any]) -> None:
    """Say before anything is stored what the history would refuse."""
    same = {name: values[name] for name in (*history.fields, "date")}
    if history.model.objects.valid().filter(employee=employee, **same).exists():
        raise DomainError(_("This entry stands on record already. Change what is wrong, or go back."))
    row = history.model(employee=employee, **values)
    plausible_date(employee, row.effective_date, history.kind, is_year_only=values.get("is_year_only", False))
    try:
        row.clean_fields(exclude=["employee", "corrects", "scan"])
        row.validate_constraints(exclude=["corrects"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def _refuse_second(employee: Employee, topic: Topic) -> None:
    """Two open requests about the same data would be decided against each other."""
    waiting = ChangeRequest.objects.waiting().filter(employee=employee, topic=topic.key).first()
    if waiting is not None:
        raise DomainError(
            _("Your request of %(date)s about the same data still waits. Withdraw it first, then ask anew.")
            % {"date": formats.date_format(timezone.localtime(waiting.created_at))}
        )


def _lock_open(request: ChangeRequest, by: Any) -> ChangeRequest:
    """The request, locked and still waiting, with the person's record locked too: only the first officer decides."""
    locked: ChangeRequest = lock_row(ChangeRequest.objects, request.pk, "employee__unit", "decided_by")
    if locked.employee.user_id == by.pk:
        raise DomainError(_("Nobody decides on a request of their own. Leave it to a colleague."))
    _check_move(locked, ChangeRequestState.APPLIED)
    locked.employee = lock_employee(locked.employee)
    return locked


def _check_move(request: ChangeRequest, target: ChangeRequestState) -> None:
    state = ChangeRequestState(request.state)
    if target in CHANGE_REQUEST_TRANSITIONS[state]:
        return
    when = formats.date_format(timezone.localtime(request.decided_at), "SHORT_DATETIME_FORMAT")
    raise DomainError(
        _("%(name)s was faster (%(when)s): %(state)s. Nothing was changed.")
        % {"name": request.decided_by.name, "when": when, "state": state.label}
    )


def _decide(request: ChangeRequest, state: ChangeRequestState, *, by: Any, reason: str = "") -> ChangeRequest:
    request.state, request.decided_by, request.decided_at = state, by, timezone.now()
    request.decision_reason = reason[:500]
    request.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
    applied = state == ChangeRequestState.APPLIED
    _record("employees.change_applied" if applied else "employees.change_refused", request, by=by, reason=reason)
    if request.employee.user is not None:
        topic = TOPICS[request.topic]
        notify(
            request.employee.user,
            kind=NOTICE,
            title=lambda: (
                (_("On record as you asked: %(what)s") if applied else _("Not changed: %(what)s"))
                % {"what": topic.label}
            ),
            body=request.decision_reason,
            url=reverse("employees:change-request-detail", args=[request.pk]),
            dedupe_key=f"change-request:{request.pk}",
        )
    return request


def _record(kind: str, request: ChangeRequest, *, by: Any, reason: str = "") -> None:
    record_event(
        kind,
        by=by,
        obj=request.employee,
        unit_path=request.employee.unit.path,
        reason=reason,
        request=request.pk,
        topic=request.topic,
    )


@contextmanager
def _first_file(request: ChangeRequest) -> Iterator[File[bytes] | None]:
    """The evidence that becomes the entry's scan; further pages stay with the request."""
    found = evidence_of(request)
    if not found:
        yield None
        return
    with found[0].file.open("rb") as content:
        yield File(content, name=found[0].name)
