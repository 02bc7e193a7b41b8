"""The rating of an organisation, which comes before those of its people."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.models import OrganizationalUnit
from evaluations.models import AssessmentPeriod, OrganisationAssessment


class OrganisationError(DomainError):
    """The organisation cannot be rated like this."""


class OrganisationChangedError(OrganisationError):
    """Somebody else rated it since the page was read; `edit` is the number of what stands now."""

    def __init__(self, row: OrganisationAssessment | None) -> None:
        self.edit = edit_of(row)
        if row is None:
            super().__init__(_("The page was not whole. Look at it once more and send it again."))
            return
        super().__init__(
            _("%(name)s rated it “%(rating)s” meanwhile: “%(reason)s” Compare it with yours; send again to keep yours.")
            % {"name": row.rated_by.name, "rating": row.get_rating_display(), "reason": row.reason}
        )


def edit_of(row: OrganisationAssessment | None) -> int:
    """The number by which a page knows what it showed; 0 while nobody has rated."""
    return row.edit if row is not None else 0


@transaction.atomic
def rate_organisation(
    *,
    period: AssessmentPeriod,
    unit: OrganizationalUnit,
    rating: str,
    reason: str,
    by: Any,
    seen: int | None = None,
) -> OrganisationAssessment:
    """Rate the unit, or change its rating, before the rating of its head was delivered: that one rests on it. `seen` is
    the `edit_of` what was read (None for any): a newer one is never overwritten."""
    period = lock_row(AssessmentPeriod.objects.all(), period.pk, "government")
    if not period.is_open:
        raise OrganisationError(_("This period is closed: nothing is rated in it any more."))
    if unit.government_path != period.government.path:
        raise OrganisationError(_("The unit belongs to another government."))
    if not reason.strip():
        raise OrganisationError(_("Say what the rating rests on: people read it beside their own."))
    row = period.organisations.select_for_update(of=("self",)).filter(unit=unit).first()
    if seen is not None and seen != edit_of(row):
        raise OrganisationChangedError(row)
    if (row is None or row.rating != rating) and _head_is_rated(period, unit):
        raise OrganisationError(
            _("The rating of the unit's head was delivered and rests on this one. It has to be taken back first.")
        )
    is_new = row is None
    row = row or OrganisationAssessment(assessment_period=period, unit=unit)
    row.rating, row.reason, row.rated_by = rating, reason.strip(), by
    try:
        row.full_clean()
    except ValidationError as error:
        raise OrganisationError(" ".join(error.messages)) from error
    with because(row.reason):
        row.save()
        record_event(
            "evaluations.organisation_rated" if is_new else "evaluations.organisation_rating_changed",
            by=by,
            obj=unit,
            unit_path=unit.path,
            reason=row.reason,
            rating=row.rating,
            period=str(period.first_day),
        )
    return row


def _head_is_rated(period: AssessmentPeriod, unit: OrganizationalUnit) -> bool:
    rated = period.assessments.delivered().filter(unit=unit).with_heading()
    return bool(rated.filter(is_head=True).exists())
