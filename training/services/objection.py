"""The person says that a rating is wrong; somebody who had no part in it decides with an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import enclosing_paths
from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event
from asn_portal.documents.services import store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from employees.dates import today
from employees.models import RoleGrant
from training.enums import Confidence, ObjectionState
from training.models import CompetencyRating, RatingObjection
from training.services.current_level import recount_employees
from training.services.rating import OBJECTION_KIND, add_rating, void_rating


@transaction.atomic
def object_to(
    *,
    rating: CompetencyRating,
    text: str,
    by: Any,
    claimed_level: int | None = None,
    files: Iterable[Any] = (),
) -> RatingObjection:
    """While it is open the rating counts on, marked as disputed. Raises DomainError."""
    rating = lock_row(CompetencyRating.objects.all(), rating.pk, "employee__unit", "competency")
    if rating.is_void:
        raise DomainError(_("This rating is void already; it counts no more."))
    objection = RatingObjection(rating=rating, text=text.strip(), claimed_level=claimed_level)
    try:
        objection.full_clean(exclude=["decided_by"])
        with transaction.atomic():
            objection.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(_("You already objected to this rating. Wait for the answer.")) from error
    unit_path = rating.employee.unit.path
    for file in files:
        store_document(file=file, by=by, kind=OBJECTION_KIND, owner=objection, unit_path=unit_path)
    record_event(
        "training.objected", by=by, obj=rating.employee, unit_path=unit_path, competency=rating.competency.code
    )
    recount_employees([rating.employee_id])
    notify(
        deciders(objection),
        kind="training.objection",
        title=lambda: _("Somebody objects to a rating"),
        body=lambda: str(rating.competency),
        url=objection.get_absolute_url(),
        dedupe_key=f"training.objection:{objection.pk}",
    )
    return objection


@transaction.atomic
def decide_objection(
    *, objection: RatingObjection, is_upheld: bool, answer: str, by: Any, new_level: int | None = None
) -> RatingObjection:
    """Upheld: the rating becomes void; with `new_level` another one of the same source stands in its place.

    DomainError for the person and for who gave the rating.
    """
    objection = _open(objection)
    if by is not None and by.pk in _barred(objection):
        raise DomainError(_("Neither the person nor who gave the rating decides. Leave it to a colleague."))
    if not answer.strip():
        raise DomainError(_("Answer the person in a sentence."))
    objection.state = ObjectionState.UPHELD if is_upheld else ObjectionState.REFUSED
    objection.answer, objection.decided_by, objection.decided_at = answer.strip(), by, timezone.now()
    objection.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    rating = objection.rating
    record_event(
        "training.objection_upheld" if is_upheld else "training.objection_refused",
        by=by,
        obj=rating.employee,
        unit_path=rating.employee.unit.path,
        reason=answer,
        competency=rating.competency.code,
    )
    if is_upheld:
        void_rating(rating=rating, reason=_("An objection was upheld: %(answer)s") % {"answer": answer.strip()}, by=by)
        if new_level is not None:
            add_rating(
                employee=rating.employee,
                competency=rating.competency,
                level=new_level,
                source=rating.source,
                by=by,
                rated_on=today(),
                confidence=Confidence.MEDIUM,
                valid_until=None,
                evidence=_("After an objection: %(answer)s") % {"answer": answer.strip()},
            )
    recount_employees([rating.employee_id])
    if rating.employee.user is not None:
        notify(
            rating.employee.user,
            kind="training.objection_decided",
            title=lambda: _("Your objection was upheld") if is_upheld else _("Your objection was not upheld"),
            body=answer.strip(),
            url=objection.get_absolute_url(),
            dedupe_key=f"training.objection_decided:{objection.pk}",
        )
    return objection


@transaction.atomic
def withdraw_objection(*, objection: RatingObjection, by: Any) -> None:
    """The person takes it back; the rating is no longer disputed. DomainError once it is closed."""
    objection = _open(objection)
    objection.state = ObjectionState.WITHDRAWN
    objection.save(update_fields=["state"])
    employee = objection.rating.employee
    record_event("training.objection_withdrawn", by=by, obj=employee, unit_path=employee.unit.path)
    recount_employees([employee.pk])


def _open(objection: RatingObjection) -> RatingObjection:
    locked: RatingObjection = lock_row(
        RatingObjection.objects.all(),
        objection.pk,
        "rating__employee__unit",
        "rating__employee__user",
        "rating__competency",
    )
    if locked.state != ObjectionState.OPEN:
        raise DomainError(_("This objection is closed already."))
    return locked


def deciders(objection: RatingObjection) -> list[User]:
    """Who is asked to decide: the training office without the person and who gave the rating; where nobody remains of
    it, the HR officers and the heads of agency over the person's unit. Empty when there are none of them either."""
    path, barred = objection.rating.employee.unit.path, _barred(objection)
    office = _with(path, Permission.TRAINING_MANAGE).exclude(pk__in=barred)
    others = _with(path, Permission.EMPLOYEE_EDIT, Permission.TRAINING_SIGN).exclude(pk__in=barred)
    return list(office) or list(others)


def _barred(objection: RatingObjection) -> set[int]:
    accounts = {objection.rating.rated_by_id, objection.rating.employee.user_id}
    return {account for account in accounts if account is not None}


def _with(unit_path: str, *permissions: Permission) -> Any:
    """Whose roles give one of these permissions over the unit."""
    roles = {role for permission in permissions for role in roles_with(permission)}
    grants = RoleGrant.objects.on(today()).filter(role__in=roles, unit__path__in=enclosing_paths(unit_path))
    return User.objects.filter(is_active=True, role_grants__in=grants).distinct().order_by("name")
