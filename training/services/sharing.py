"""Sharing sessions: proposed by anybody, approved, held, and the hours credited."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_EVIDENCE, ALLOWED_RESULTS, store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from employees.dates import day_fault
from employees.models import Employee
from employees.supervision import head_of
from training.domain.sharing_hours import session_hours
from training.enums import SHARING_MOVES, SharingState, TrainingRuleKey
from training.models import SharingGuest, SharingSession
from training.services.moves import refused_move
from training.services.session_bounds import seats_fault
from training.sharing_credit import credited_hours, credited_hours_of
from training.training_rules import value_of

# Asked here by others; the reading itself stands beside the layers, so that reports may use it too.
__all__ = ["credited_hours", "credited_hours_of"]
KIND = "training.sharing"
MATERIAL_KIND = "training.sharing_material"
MOST_MATERIALS = 10
SHORTEST, LONGEST = datetime.timedelta(minutes=45), datetime.timedelta(days=14)


class SharingRefused(DomainError):
    """The session is in a state that does not allow this."""


def lock_sharing(sharing: SharingSession) -> SharingSession:
    """The session as it is now; others who want it wait until our transaction ends."""
    return lock_row(SharingSession.objects, sharing.pk, "unit", "proposer__user", "proposer__unit")  # type: ignore[no-any-return]


@transaction.atomic
def propose_sharing(*, sharing: SharingSession, by: Any) -> SharingSession:
    """A new proposal, or a changed one that nobody has decided yet. The head of the unit is asked."""
    is_new = sharing.pk is None
    if not is_new and lock_sharing(sharing).state != SharingState.PROPOSED:
        raise SharingRefused(_("It is decided and stays as it is. Cancel it and propose a new one."))
    if faults := sharing_faults(sharing.starts_at, sharing.ends_at, sharing.seats):
        raise SharingRefused(" ".join(faults.values()))
    try:
        sharing.full_clean(exclude=["decided_by"])
    except ValidationError as error:
        raise SharingRefused(" ".join(error.messages)) from error
    sharing.learning_hours = hours_of(sharing)
    sharing.save()
    _record("training.sharing_proposed" if is_new else "training.sharing_changed", sharing, by=by)
    head = head_of(sharing.unit)
    if is_new and head is not None and head.user_id and head.pk != sharing.proposer_id:
        notify(
            [head.user],
            kind=KIND,
            title=lambda: _("A sharing session waits for your approval: “%(title)s”") % {"title": sharing.title},
            body=lambda: _when(sharing),
            url=sharing.get_absolute_url(),
        )
    return sharing


def sharing_faults(starts_at: datetime.datetime, ends_at: datetime.datetime, seats: int | None) -> dict[str, str]:
    """What no sharing session can be, as a sentence by field."""
    faults = {}
    if starts_at <= timezone.now():
        faults["starts_at"] = _("The session begins in the past. Choose a later time.")
    elif fault := day_fault(timezone.localdate(starts_at)):
        faults["starts_at"] = fault
    if ends_at - starts_at > LONGEST:
        faults["ends_at"] = _(
            "A session lasts at most %(days)s days. Choose an earlier end, or propose several sessions."
        ) % {"days": LONGEST.days}
    elif ends_at - starts_at < SHORTEST:
        faults["ends_at"] = _(
            "A session lasts at least %(minutes)s minutes, the length of one JP. Choose a later end."
        ) % {"minutes": SHORTEST // datetime.timedelta(minutes=1)}
    if fault := seats_fault(seats):
        faults["seats"] = fault
    return faults


def hours_of(sharing: SharingSession) -> Decimal:
    """JP by the rule of its first day."""
    table = value_of(TrainingRuleKey.HOURS, sharing.unit.government, sharing.first_day)
    minutes = int((sharing.ends_at - sharing.starts_at).total_seconds() // 60)
    return session_hours(sharing.form, days=sharing.days, minutes=max(1, minutes), table=table)


@transaction.atomic
def approve_sharing(*, sharing: SharingSession, by: Any) -> SharingSession:
    """Announced to the government or the unit; people sign up from now on. Approving twice changes nothing."""
    sharing = lock_sharing(sharing)
    if sharing.state == SharingState.APPROVED:
        return sharing
    if sharing.ends_at <= timezone.now():
        raise SharingRefused(_("Its time is over. Refuse it, so that a new one can be proposed."))
    sharing.learning_hours, sharing.decided_by = hours_of(sharing), by
    _move(sharing, SharingState.APPROVED, "learning_hours", "decided_by")
    _record("training.sharing_approved", sharing, by=by)
    _tell([sharing.proposer], sharing, lambda: _("Approved: “%(title)s”") % {"title": sharing.title})
    return sharing


@transaction.atomic
def refuse_sharing(*, sharing: SharingSession, reason: str, by: Any) -> SharingSession:
    """With a reason that the proposer is told. Raises SharingRefused."""
    sharing = lock_sharing(sharing)
    if not reason.strip():
        raise SharingRefused(_("Say why: the person reads it."))
    sharing.reason, sharing.decided_by = reason.strip(), by
    with because(reason):
        _move(sharing, SharingState.REFUSED, "reason", "decided_by")
        _record("training.sharing_refused", sharing, by=by, reason=reason)
    _tell(
        [sharing.proposer],
        sharing,
        lambda: _("Not approved: “%(title)s”") % {"title": sharing.title},
        lambda: sharing.reason,
    )
    return sharing


@transaction.atomic
def cancel_sharing(*, sharing: SharingSession, reason: str, by: Any) -> SharingSession:
    """By the speaker or the office; everybody who signed up is told."""
    sharing = lock_sharing(sharing)
    if not reason.strip():
        raise SharingRefused(_("Say why: everybody who signed up reads it."))
    sharing.reason = reason.strip()
    with because(reason):
        _move(sharing, SharingState.CANCELLED, "reason")
        _record("training.sharing_cancelled", sharing, by=by, reason=reason)
    _tell(
        [sharing.proposer, *_guests_of(sharing)],
        sharing,
        lambda: _("Cancelled: “%(title)s”") % {"title": sharing.title},
        lambda: sharing.reason,
    )
    return sharing


@transaction.atomic
def join_sharing(*, sharing: SharingSession, employee: Employee, by: Any) -> SharingGuest:
    """Sign up; exactly the seats, under any crowd. Signing up twice changes nothing."""
    sharing = lock_sharing(sharing)
    if sharing.state != SharingState.APPROVED or sharing.starts_at <= timezone.now():
        raise SharingRefused(_("One can sign up until the session begins."))
    if employee.pk == sharing.proposer_id:
        raise SharingRefused(_("You hold this session; your hours are credited as well."))
    audience = sharing.unit.government if sharing.is_for_all else sharing.unit
    if not employee.unit.path.startswith(audience.path):
        raise SharingRefused(_("This session is for the staff of %(unit)s.") % {"unit": audience.name})
    there = SharingGuest.objects.filter(sharing=sharing, employee=employee).first()
    if there is not None:
        return there
    if sharing.seats is not None and sharing.guests.count() >= sharing.seats:
        raise SharingRefused(_("All seats are taken."))
    guest = SharingGuest.objects.create(sharing=sharing, employee=employee)
    _record("training.sharing_joined", sharing, by=by, employee=employee.pk)
    return guest


@transaction.atomic
def leave_sharing(*, sharing: SharingSession, employee: Employee, by: Any) -> None:
    """The seat is free again. Leaving twice changes nothing."""
    sharing = lock_sharing(sharing)
    if sharing.state != SharingState.APPROVED:
        raise SharingRefused(_("The list of this session is closed."))
    if SharingGuest.objects.filter(sharing=sharing, employee=employee).delete()[0]:
        _record("training.sharing_left", sharing, by=by, employee=employee.pk)


@transaction.atomic
def settle_sharing(*, sharing: SharingSession, present: Iterable[int], by: Any) -> SharingSession:
    """Who came, by guest; the session counts as held and the hours are credited. It may be corrected later."""
    sharing = lock_sharing(sharing)
    if sharing.starts_at > timezone.now():
        raise SharingRefused(_("The session has not begun yet."))
    if sharing.state not in {SharingState.APPROVED, SharingState.HELD}:
        raise SharingRefused(_("Only a session that was announced has a list."))
    came = set(present)
    SharingGuest.objects.filter(sharing=sharing).update(is_present=False)
    SharingGuest.objects.filter(sharing=sharing, pk__in=came).update(is_present=True)
    if sharing.state == SharingState.APPROVED:
        _move(sharing, SharingState.HELD)
    _record("training.sharing_settled", sharing, by=by, present=len(came))
    return sharing


@transaction.atomic
def add_material(*, sharing: SharingSession, file: Any, by: Any) -> Any:
    """Attach a file, before the session or after it; SharingRefused where it doesn't take place or has many already."""
    sharing = lock_sharing(sharing)
    if sharing.state in {SharingState.REFUSED, SharingState.CANCELLED}:
        raise SharingRefused(_("This session does not take place."))
    if materials_of(sharing).count() >= MOST_MATERIALS:
        raise SharingRefused(_("A session has at most %(count)s files. Put some together.") % {"count": MOST_MATERIALS})
    return store_document(
        file=file,
        by=by,
        kind=MATERIAL_KIND,
        owner=sharing,
        unit_path=sharing.unit.path,
        allowed=ALLOWED_EVIDENCE | ALLOWED_RESULTS,
    )


def materials_of(sharing: SharingSession) -> Any:
    """The attached files, the oldest first."""
    owned = Document.objects.filter(owner_kind=sharing._meta.label_lower, owner_id=str(sharing.pk))
    return owned.filter(kind=MATERIAL_KIND).order_by("created_at")


def remind_of_sharing(now: datetime.datetime | None = None) -> int:
    """A day before, once. Safe to run twice."""
    moment = now or timezone.now()
    soon = SharingSession.objects.filter(
        state=SharingState.APPROVED, starts_at__gt=moment, starts_at__lte=moment + datetime.timedelta(days=1)
    )
    rows = list(soon.select_related("unit", "proposer__user"))
    for sharing in rows:
        _tell(
            [sharing.proposer, *_guests_of(sharing)],
            sharing,
            lambda title=sharing.title: _("Soon: “%(title)s”") % {"title": title},
            lambda row=sharing: f"{_when(row)}, {row.place}",
            dedupe_key=f"training.sharing:{sharing.pk}",
        )
    return len(rows)


def _guests_of(sharing: SharingSession) -> list[Employee]:
    guests = Employee.objects.filter(sharing_visits__sharing=sharing)
    return list(guests.select_related("user"))


def _tell(
    employees: Iterable[Employee], sharing: SharingSession, title: Any, body: Any = "", dedupe_key: str | None = None
) -> None:
    notify(
        [employee.user for employee in employees if employee.user_id],
        kind=KIND,
        title=title,
        body=body,
        url=reverse("training:sharing-detail", args=[sharing.pk]),
        dedupe_key=dedupe_key,
    )


def _when(sharing: SharingSession) -> str:
    start = sharing.starts_at.astimezone(sharing.unit.tz)
    return f"{formats.date_format(start, 'DATETIME_FORMAT')} {sharing.unit.get_time_zone_display()}"


def _move(sharing: SharingSession, state: SharingState, *fields: str) -> None:
    if state not in SHARING_MOVES[SharingState(sharing.state)]:
        raise SharingRefused(refused_move(sharing, state, _("A session that is “%(now)s” cannot become “%(then)s”.")))
    sharing.state = state
    sharing.save(update_fields=["state", *fields])


def _record(kind: str, sharing: SharingSession, *, by: Any, **data: Any) -> None:
    record_event(kind, by=by, obj=sharing, unit_path=sharing.unit.path, **data)
