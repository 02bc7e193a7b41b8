"""Ratings: who says how far somebody has got. Never overwritten: a correction voids the old one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.documents.services import store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from employees.dates import day_fault, today
from training.enums import Confidence, ObjectionState, RatingSource
from training.models import Competency, CompetencyRating, RatingObjection
from training.services.current_level import recount_employees

EVIDENCE_KIND = "training.rating_evidence"
OBJECTION_KIND = "training.objection_evidence"
# Sources whose judgement rests on a paper.
PAPER_SOURCES = frozenset({RatingSource.ASSESSMENT, RatingSource.EXAM, RatingSource.CERTIFICATE})


@transaction.atomic
def add_rating(
    *,
    employee: Any,
    competency: Competency,
    level: int,
    source: str,
    by: Any,
    rated_on: datetime.date | None = None,
    confidence: str = Confidence.MEDIUM,
    valid_until: datetime.date | None = None,
    evidence: str = "",
    files: Iterable[Any] = (),
) -> CompetencyRating:
    """One judgement. A second one of the same source on the same day replaces the first, which becomes void.

    The levels of the person are worked out anew in the same transaction. Raises DomainError.
    """
    files = list(files)
    rating = _add(
        employee,
        competency,
        level,
        source,
        by,
        rated_on=rated_on or today(),
        confidence=confidence,
        valid_until=valid_until,
        evidence=evidence,
        has_file=bool(files),
    )
    for file in files:
        store_document(file=file, by=by, kind=EVIDENCE_KIND, owner=rating, unit_path=employee.unit.path)
    recount_employees([employee.pk])
    _tell(rating, by)
    return rating


@transaction.atomic
def rate_many(
    *, levels: Mapping[tuple[Any, Competency], tuple[int, str]], source: str, by: Any, evidence: str = ""
) -> int:
    """A supervisor's page at once: (employee, competency) -> (level, confidence). All or nothing."""
    day = today()
    ratings = [
        _add(
            employee,
            competency,
            level,
            source,
            by,
            rated_on=day,
            confidence=confidence,
            valid_until=None,
            evidence=evidence,
            has_file=False,
        )
        for (employee, competency), (level, confidence) in levels.items()
    ]
    recount_employees({rating.employee_id for rating in ratings})
    for rating in {rating.employee_id: rating for rating in ratings}.values():
        _tell(rating, by)
    return len(ratings)


@transaction.atomic
def void_rating(*, rating: CompetencyRating, reason: str, by: Any) -> CompetencyRating:
    """It stays on record, struck out, and counts no more."""
    if not reason.strip():
        raise DomainError(_("Say why the rating is void."))
    rating = lock_row(CompetencyRating.objects.all(), rating.pk, "employee__unit", "employee__user", "competency")
    if rating.is_void:
        raise DomainError(_("This rating is void already."))
    _strike(rating, reason, by)
    recount_employees([rating.employee_id])
    _tell(rating, by, is_void=True)
    return rating


def _add(
    employee: Any,
    competency: Competency,
    level: int,
    source: str,
    by: Any,
    *,
    rated_on: datetime.date,
    confidence: str,
    valid_until: datetime.date | None,
    evidence: str,
    has_file: bool,
) -> CompetencyRating:
    if competency.government_id not in (None, employee.government_id):
        raise DomainError(_("This competency belongs to another government. Choose from the list."))
    if not competency.is_active:
        raise DomainError(_("This competency is no longer in use. Choose another one."))
    if fault := next(filter(None, map(day_fault, filter(None, (rated_on, valid_until)))), ""):
        raise DomainError(fault)
    if rated_on > today():
        raise DomainError(_("A rating can't be made in the future. Correct the date."))
    if source in PAPER_SOURCES and not has_file and not evidence.strip():
        raise DomainError(_("Attach the result, or say in which document it stands."))
    earlier = CompetencyRating.objects.select_for_update(of=("self",)).filter(
        employee=employee, competency=competency, source=source, rated_on=rated_on, is_void=False
    )
    for rating in earlier:
        _strike(rating, _("Replaced by a later rating of the same day."), by, is_quiet=True)
    rating = CompetencyRating(
        employee=employee,
        competency=competency,
        level=level,
        source=source,
        confidence=confidence,
        rated_on=rated_on,
        valid_until=valid_until,
        evidence=evidence.strip(),
        rated_by=by,
    )
    try:
        rating.full_clean(exclude=["rated_by"])
        with transaction.atomic():
            rating.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(_("Somebody rated this at the same moment. Open the page anew.")) from error
    record_event(
        "training.rated",
        by=by,
        obj=employee,
        unit_path=employee.unit.path,
        competency=competency.code,
        level=level,
        source=str(source),
    )
    return rating


def _strike(rating: CompetencyRating, reason: str, by: Any, *, is_quiet: bool = False) -> None:
    rating.is_void, rating.void_reason = True, reason.strip()[:300]
    rating.save(update_fields=["is_void", "void_reason"])
    # What is void can't be objected to any more.
    RatingObjection.objects.filter(rating=rating, state=ObjectionState.OPEN).update(state=ObjectionState.WITHDRAWN)
    if not is_quiet:
        record_event(
            "training.rating_voided",
            by=by,
            obj=rating.employee,
            unit_path=rating.employee.unit.path,
            reason=reason,
            competency=rating.competency.code,
        )


def _tell(rating: CompetencyRating, by: Any, *, is_void: bool = False) -> None:
    """The person learns of every judgement that is not their own."""
    user = rating.employee.user
    if user is None or user == by:
        return
    notify(
        user,
        kind="training.rated",
        title=lambda: _("A rating of your competencies is void") if is_void else _("Your competencies were rated"),
        body=lambda: _("If it is wrong, you can object with evidence."),
        url=reverse("training:my-competencies"),
        dedupe_key=f"training.rated:{rating.pk}:{'void' if is_void else 'new'}",
    )
