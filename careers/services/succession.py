"""The succession pool, key posts and successors. Each is a decision by a person, with a reason."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from careers.career_office import office_of
from careers.career_rules import value_of
from careers.enums import POOL_BOXES, CareerRuleKey
from careers.models import KeyPost, PoolMember, Successor, TalentPlacement
from employees.dates import today
from employees.domain.service_life.months import add_months
from employees.models import Employee, Position


def refuse_box(placement: TalentPlacement) -> None:
    """DomainError where no box, or too low a one, was decided."""
    if placement.final_box not in POOL_BOXES:
        raise DomainError(_("Only people whose box was decided as 7, 8 or 9 come into the pool. Decide the box first."))


@transaction.atomic
def add_to_pool(*, placement: TalentPlacement, until: datetime.date, reason: str, by: Any) -> PoolMember:
    """From a decided box 7, 8 or 9 of the person's newest review. The person is told. Raises DomainError."""
    employee = lock_row(Employee.objects.all(), placement.employee_id, "unit", "user")
    placement = TalentPlacement.objects.select_related("review__unit", "unit").get(pk=placement.pk)
    _check_other(employee, by)
    if not employee.is_active:
        raise DomainError(_("This person is not in active service."))
    refuse_box(placement)
    if TalentPlacement.objects.filter(employee=employee, review__year__gt=placement.review.year).exists():
        raise DomainError(_("There is a newer review of this person. Decide by that one."))
    _check_until(until, placement.review.unit.government)
    member = PoolMember(
        employee=employee, placement=placement, reason=reason.strip(), since=today(), until=until, added_by=by
    )
    _save(member, _("The person is in the succession pool already."))
    record_event(
        "careers.pool_added",
        by=by,
        obj=employee,
        unit_path=employee.unit.path,
        reason=member.reason,
        until=until.isoformat(),
    )
    _tell(
        member,
        lambda: _("You were taken into the succession pool"),
        lambda: _("Until %(day)s.") % {"day": formats.date_format(until)},
    )
    return member


@transaction.atomic
def renew_membership(*, member: PoolMember, until: datetime.date, reason: str, by: Any) -> PoolMember:
    """Until a later day. Raises DomainError."""
    member = _lock_member(member)
    _check_other(member.employee, by)
    if member.ended_at is not None:
        raise DomainError(_("This membership has ended. Take the person in again."))
    if until <= member.until:
        raise DomainError(
            _("Choose a day after %(day)s, the present end.") % {"day": formats.date_format(member.until)}
        )
    if PoolMember.objects.filter(pk=member.pk).fallen().exists():
        raise DomainError(
            _("The person stands in none of the boxes 7, 8 and 9 any more. Decide the box, or end the membership.")
        )
    _check_until(until, member.employee.unit.government)
    member.until, member.reason, member.reminded_at = until, reason.strip(), None
    _save(member, _("The person is in the succession pool already."))
    record_event(
        "careers.pool_renewed",
        by=by,
        obj=member.employee,
        unit_path=member.employee.unit.path,
        reason=member.reason,
        until=until.isoformat(),
    )
    _tell(
        member,
        lambda: _("Your membership of the succession pool was renewed"),
        lambda: _("Until %(day)s.") % {"day": formats.date_format(until)},
    )
    return member


@transaction.atomic
def end_membership(*, member: PoolMember, reason: str, by: Any) -> PoolMember:
    """Before its day; the person is told why. Raises DomainError."""
    member = _lock_member(member)
    _check_other(member.employee, by)
    if member.ended_at is not None:
        raise DomainError(_("This membership has ended already."))
    member.ended_at, member.end_reason = timezone.now(), reason.strip()
    _save(member, _("Say why the membership ends."))
    record_event(
        "careers.pool_ended",
        by=by,
        obj=member.employee,
        unit_path=member.employee.unit.path,
        reason=member.end_reason,
    )
    _tell(member, lambda: _("Your membership of the succession pool ended"), lambda: member.end_reason)
    return member


def remind_of_pool(on: datetime.date | None = None) -> int:
    """Tell the office of memberships that end soon; each once. Returns how many. Safe to run twice and at once."""
    day, reminded = on or today(), 0
    waiting = PoolMember.objects.not_ended(day).filter(reminded_at=None).order_by("pk")
    days_of: dict[int, int] = {}
    for pk, government in waiting.values_list("pk", "employee__government"):
        if government not in days_of:
            days_of[government] = value_of(CareerRuleKey.TALENT_POOL, government, day)["remind"]
        with transaction.atomic():
            rows = PoolMember.objects.select_for_update(of=("self",), skip_locked=True)
            limit = day + datetime.timedelta(days=days_of[government])
            member = rows.filter(pk=pk, reminded_at=None, until__lte=limit).select_related("employee__unit").first()
            if member is None:
                continue
            member.reminded_at = timezone.now()
            member.save(update_fields=["reminded_at"])
            _remind(member)
            reminded += 1
    return reminded


def _remind(member: PoolMember) -> None:
    notify(
        office_of(member.employee.unit.path),
        kind="careers.pool_ending",
        title=lambda: (
            _("Succession pool: the membership of %(name)s ends on %(day)s")
            % {"name": member.employee, "day": formats.date_format(member.until)}
        ),
        body=lambda: _("Renew it with a reason, or let it end."),
        url=member.get_absolute_url(),
        dedupe_key=f"careers.pool_ending:{member.pk}:{member.until}",
    )


@transaction.atomic
def mark_key_post(*, position: Position, reason: str, by: Any) -> KeyPost:
    """Raises DomainError for a position that is closed or marked already."""
    position = lock_row(Position.objects.all(), position.pk, "unit")
    if position.closed_on is not None and position.closed_on <= today():
        raise DomainError(_("This position no longer exists. Choose another one."))
    post = KeyPost(position=position, reason=reason.strip(), marked_by=by)
    _save(post, _("This position is a key post already."))
    record_event("careers.key_post_marked", by=by, obj=post, unit_path=position.unit.path, reason=post.reason)
    return post


@transaction.atomic
def end_key_post(*, post: KeyPost, reason: str, by: Any) -> KeyPost:
    post = _lock_post(post)
    post.ended_at, post.end_reason = timezone.now(), reason.strip()
    _save(post, _("Say why it is no key post any more."))
    record_event("careers.key_post_ended", by=by, obj=post, unit_path=post.position.unit.path, reason=post.end_reason)
    return post


@transaction.atomic
def name_successor(*, post: KeyPost, employee: Employee, readiness: str, reason: str, by: Any) -> Successor:
    """Somebody of the same government who doesn't hold the post. Raises DomainError."""
    post = _lock_post(post)
    employee = Employee.objects.with_place().get(pk=employee.pk)
    if scope_of(by).employee_id == employee.pk:
        raise DomainError(_("Nobody names themselves. Leave it to a colleague."))
    if not employee.is_active:
        raise DomainError(_("This person is not in active service. Choose another one."))
    if not employee.unit.path.startswith(post.position.unit.government_path):
        raise DomainError(_("This person works for another government. Choose another one."))
    if employee.position_id == post.position_id:
        raise DomainError(_("This person holds the post now. Name somebody who could follow."))
    successor = Successor(key_post=post, employee=employee, readiness=readiness, reason=reason.strip(), named_by=by)
    _save(successor, _("This person is named for the post already."))
    _record_successor("careers.successor_named", successor, successor.reason, by)
    return successor


@transaction.atomic
def change_successor(*, successor: Successor, readiness: str, reason: str, by: Any) -> Successor:
    """Another readiness, with the reason. Raises DomainError once taken off."""
    successor = _lock_successor(successor)
    _check_other(successor.employee, by)
    successor.readiness, successor.reason = readiness, reason.strip()
    _save(successor, _("This person is named for the post already."))
    _record_successor("careers.successor_changed", successor, successor.reason, by)
    return successor


@transaction.atomic
def remove_successor(*, successor: Successor, reason: str, by: Any) -> Successor:
    successor = _lock_successor(successor)
    successor.removed_at, successor.removal_reason = timezone.now(), reason.strip()
    _save(successor, _("Say why the person is taken off."))
    _record_successor("careers.successor_removed", successor, successor.removal_reason, by)
    return successor


def _record_successor(kind: str, successor: Successor, reason: str, by: Any) -> None:
    record_event(
        kind,
        by=by,
        obj=successor,
        unit_path=successor.key_post.position.unit.path,
        reason=reason,
        readiness=successor.readiness,
    )


def _check_until(until: datetime.date, government: Any) -> None:
    months = value_of(CareerRuleKey.TALENT_POOL, government, today())["months"]
    latest = add_months(today(), months)
    if not today() < until <= latest:
        raise DomainError(
            _("Choose an end after today and at the latest on %(day)s.") % {"day": formats.date_format(latest)}
        )


def _check_other(employee: Employee, by: Any) -> None:
    if scope_of(by).employee_id == employee.pk:
        raise DomainError(_("Nobody decides about themselves. Leave it to a colleague."))


def _save(row: Any, message: str) -> None:
    """`message` for who was faster by a moment."""
    try:
        row.full_clean(exclude=["added_by", "marked_by", "named_by"])
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(message) from error


def _lock_member(member: PoolMember) -> PoolMember:
    rows = PoolMember.objects.all()
    return lock_row(rows, member.pk, "employee__unit", "employee__user", "placement")  # type: ignore[no-any-return]


def _lock_post(post: KeyPost) -> KeyPost:
    locked: KeyPost = lock_row(KeyPost.objects.all(), post.pk, "position__unit")
    if locked.ended_at is not None:
        raise DomainError(_("This is no key post any more."))
    return locked


def _lock_successor(successor: Successor) -> Successor:
    locked: Successor = lock_row(Successor.objects.all(), successor.pk, "key_post__position__unit", "employee")
    if locked.removed_at is not None:
        raise DomainError(_("This person was taken off already."))
    return locked


def _tell(member: PoolMember, title: Any, body: Any) -> None:
    if member.employee.user is not None:
        notify(
            member.employee.user, kind="careers.pool", title=title, body=body, url=member.placement.get_absolute_url()
        )
