"""What people decide about talent boxes: the final one, and objections. Nothing is decided by itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.access.scope import scope_of
from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.documents.services import store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from asn_portal.shown import refuse_changed, stamp_of
from careers.career_office import answerers_of, office_of
from careers.career_rules import value_of
from careers.enums import CareerRuleKey, RecountCause, TalentObjectionState
from careers.models import FormerPlacement, PoolMember, TalentObjection, TalentPlacement
from careers.services.talent_review import DECIDED, objection_end, place_people, plain_values
from employees.dates import today
from employees.models import Employee

EVIDENCE_KIND = "careers.talent_evidence"


@transaction.atomic
def decide_box(
    *, placement: TalentPlacement, box: int, reason: str, panel: str, by: Any, seen: str | None = None
) -> TalentPlacement:
    """Confirm the box that was worked out, or set another one; the person is told and reads the reason, and may object
    to another one from today on. An earlier decision is kept. Raises DomainError. `seen` is the `box_stamp` of what
    `by` read, None for any."""
    placement = _lock(placement)
    _check_other(placement, by)
    _refuse_unread(placement, seen)
    if not placement.review.is_open:
        raise DomainError(_("Boxes are decided while the review is open."))
    if placement.objections.open().exists():
        raise DomainError(_("An objection to this box waits. Answer it first; the answer may set another box."))
    before = placement.standing_box
    _set_final(placement, box, reason, panel, by=by)
    _after_change(placement, before)
    _tell(placement, "careers.talent_decided", _decided_title, placement.final_reason)
    return placement


@transaction.atomic
def file_objection(*, placement: TalentPlacement, reason: str, by: Any, files: Iterable[Any] = ()) -> TalentObjection:
    """By the person, while the days last. Raises DomainError."""
    placement = _lock(placement)
    if scope_of(by).employee_id != placement.employee_id:
        raise DomainError(_("Only the person objects to the own box."))
    review = placement.review
    if not placement.accepts_objections(today()):
        raise DomainError(
            _("Objections were possible until %(day)s.") % {"day": formats.date_format(placement.objections_until)}
            if placement.objections_until
            else _("The boxes of this review are not worked out yet.")
        )
    if not reason.strip():
        raise DomainError(_("Say what is wrong: who decides reads only this."))
    days = value_of(CareerRuleKey.TALENT_DAYS, review.unit.government, today())["answer"]
    objection = TalentObjection(
        placement=placement,
        reason=reason.strip(),
        decide_by=today() + datetime.timedelta(days=days),
        box_before=placement.standing_box,
    )
    try:
        objection.full_clean(exclude=["decided_by"])
        with transaction.atomic():
            objection.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(_("You already objected. Wait for the answer.")) from error
    for file in files:
        store_document(file=file, by=by, kind=EVIDENCE_KIND, owner=objection, unit_path=placement.unit.path)
    with because(objection.reason):
        record_event("careers.talent_objected", by=by, obj=placement, unit_path=placement.unit.path)
    notify(
        answerers_of(placement),
        kind="careers.talent_objection",
        title=lambda: _("%(name)s objects to the talent box") % {"name": placement.employee},
        body=lambda: _("Decide by %(day)s.") % {"day": formats.date_format(objection.decide_by)},
        url=objection.get_absolute_url(),
        dedupe_key=f"careers.talent_objection:{objection.pk}",
    )
    return objection


@transaction.atomic
def decide_objection(
    *,
    objection: TalentObjection,
    is_upheld: bool,
    decision: str,
    by: Any,
    box: int | None = None,
    seen: str | None = None,
) -> TalentObjection:
    """Upheld: the box is worked out again from the data of today, which the office has mended before, or set to `box`.
    What stood before is kept. Nobody's box falls because they objected. Raises DomainError. `seen` as for
    `decide_box`."""
    objection = lock_row(TalentObjection.objects.all(), objection.pk)
    if objection.state != TalentObjectionState.OPEN:
        raise DomainError(_("This objection was decided already."))
    placement = _lock(objection.placement)
    _check_other(placement, by)
    if placement.decided_by_id == by.pk:
        raise DomainError(_("You decided this box. Leave the objection to a colleague."))
    _refuse_unread(placement, seen)
    if not decision.strip():
        raise DomainError(_("Give the reason for the decision: the person reads it."))
    before = placement.standing_box
    if is_upheld:
        placement = _corrected(placement, box, decision, by=by)
        after = placement.standing_box
        if before is not None and (after is None or after < before):
            raise DomainError(
                _("The box would fall from %(before)s to %(after)s. An objection never lowers a box: refuse it, or set "
                  "another one.")
                % {"before": before, "after": after or _("unknown")}
            )  # fmt: skip
    _after_change(placement, before)
    objection.state = TalentObjectionState.UPHELD if is_upheld else TalentObjectionState.REFUSED
    objection.box_after = placement.standing_box
    objection.decision, objection.decided_by, objection.decided_at = decision.strip(), by, timezone.now()
    objection.save()
    with because(objection.decision):
        record_event(
            "careers.talent_objection_decided",
            by=by,
            obj=placement,
            unit_path=placement.unit.path,
            reason=objection.decision,
            upheld=is_upheld,
        )

    def title() -> str:
        return _("Your objection was upheld") if is_upheld else _("Your objection was not upheld")

    _tell(placement, "careers.talent_objection_decided", title, objection.decision)
    objection.placement = placement
    return objection


def box_stamp(placement: TalentPlacement) -> str:
    """Of the box that was worked out, what it was worked out from, and the decision about it."""
    decided = placement.decided_at and placement.decided_at.isoformat()
    return stamp_of(placement.pk, placement.box, placement.inputs_sha256, placement.final_box, decided)


def _refuse_unread(placement: TalentPlacement, seen: str | None) -> None:
    refuse_changed(
        seen,
        box_stamp(placement),
        _("The box was worked out or decided anew since you opened this page. Look at it again, then decide."),
    )


def _corrected(placement: TalentPlacement, box: int | None, decision: str, *, by: Any) -> TalentPlacement:
    person = Employee.objects.with_place().get(pk=placement.employee_id)
    changed = place_people(placement.review, [person], cause=RecountCause.OBJECTION, by=by)
    placement = _lock(placement)
    if box is not None:
        _set_final(placement, box, decision, "", by=by, cause=RecountCause.OBJECTION)
    elif placement.final_box is not None and (placement.box or 0) > placement.final_box:
        if not changed:
            FormerPlacement.objects.create(
                placement=placement, cause=RecountCause.OBJECTION, replaced_by=by, values=plain_values(placement)
            )
        # The decision rested on what was wrong: somebody decides anew. One that was no lower stands.
        placement.final_box = placement.decided_by = placement.decided_at = None
        placement.final_reason = placement.panel = ""
        placement.save(update_fields=DECIDED)
    elif not changed:
        raise DomainError(
            _("Nothing changed in the data. Mend the rating or the competency levels first, or set another box.")
        )
    return placement


def _set_final(
    placement: TalentPlacement, box: int, reason: str, panel: str, *, by: Any, cause: str = RecountCause.DECISION
) -> None:
    if not 1 <= box <= 9:
        raise DomainError(_("Choose one of the nine boxes."))
    if not reason.strip():
        raise DomainError(_("Give the reason for the decision: the person reads it."))
    if placement.final_box is not None:
        FormerPlacement.objects.create(placement=placement, cause=cause, replaced_by=by, values=plain_values(placement))
    placement.final_box, placement.final_reason, placement.panel = box, reason.strip(), panel.strip()
    placement.decided_by, placement.decided_at = by, timezone.now()
    placement.save(update_fields=DECIDED)
    record_event(
        "careers.talent_decided",
        by=by,
        obj=placement,
        unit_path=placement.unit.path,
        reason=placement.final_reason,
        box=box,
        worked_out=placement.box,
    )


def _after_change(placement: TalentPlacement, before: int | None) -> None:
    """To another box the person may object from today on. Whoever is in the pool and falls out of its boxes stays until
    somebody decides: the office is told."""
    box = placement.standing_box
    if box == before:
        return
    placement.object_until = objection_end(placement.review)
    placement.save(update_fields=["object_until"])
    member = PoolMember.objects.not_ended(today()).filter(employee=placement.employee_id).fallen().first()
    if member is None:
        return
    notify(
        office_of(placement.unit.path).exclude(employee=placement.employee_id),
        kind="careers.pool_fallen",
        title=lambda: (
            _("Succession pool: %(name)s now stands in box %(box)s") % {"name": placement.employee, "box": box}
        ),
        body=lambda: _("The pool is for boxes 7, 8 and 9. End the membership, or decide the box anew."),
        url=member.get_absolute_url(),
    )


def _check_other(placement: TalentPlacement, by: Any) -> None:
    if scope_of(by).employee_id == placement.employee_id:
        raise DomainError(_("Nobody decides about the own box. Leave it to a colleague."))


def _lock(placement: TalentPlacement) -> TalentPlacement:
    rows = TalentPlacement.objects.all()
    return lock_row(rows, placement.pk, "employee__user", "unit", "review__unit")  # type: ignore[no-any-return]


def _decided_title() -> str:
    return _("Somebody decided about your talent box")


def _tell(placement: TalentPlacement, kind: str, title: Any, body: str) -> None:
    if placement.employee.user is not None:
        notify(placement.employee.user, kind=kind, title=title, body=body, url=placement.get_absolute_url())
