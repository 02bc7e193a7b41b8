"""Offers of mentors: made, changed, closed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from careers.domain.mentoring import Fault
from careers.enums import OfferState
from careers.facts.mentor import mentor_rule, under_discipline, years_of_service
from careers.models import MentorOffer
from careers.services.mentoring import faults_in_words
from employees.dates import today
from employees.models import Employee

FIELDS = ("topic", "competency", "description", "times", "until", "places", "is_group")


def offer_fault(employee: Employee) -> str:
    """Why this person can't offer to be a mentor, in a sentence; "" when they can."""
    rule, day = mentor_rule(employee.government_id, today()), today()
    words = faults_in_words(rule)
    if not employee.is_active:
        return _("Only people in active service offer to be a mentor.")
    if under_discipline([employee.pk], day):
        return _("You can't offer to be a mentor at present.")
    if years_of_service(employee.nip, day) < rule.years:
        return words[Fault.TOO_SHORT_IN_SERVICE]
    return ""


@transaction.atomic
def make_offer(*, offer: MentorOffer, by: Any) -> MentorOffer:
    """Publish a new offer. Raises DomainError for somebody who can't be a mentor, and for a date that is over."""
    if fault := offer_fault(offer.mentor):
        raise DomainError(fault)
    offer.government_id = offer.mentor.government_id
    _check(offer)
    offer.save()
    record_event("careers.offer_made", by=by, obj=offer, unit_path=offer.mentor.unit.path)
    return offer


@transaction.atomic
def change_offer(*, offer: MentorOffer, by: Any) -> MentorOffer:
    """Store a changed offer. Places can't become fewer than are taken; what became a group stays one."""
    # The mentor's row is what those who ask lock.
    lock_row(Employee.objects, offer.mentor_id)
    stored = MentorOffer.objects.with_taken().get(pk=offer.pk)
    if stored.state != OfferState.OPEN:
        raise DomainError(_("This offer is closed. Make a new one."))
    if offer.places < stored.taken:
        raise DomainError(_("%(count)s places are taken already. Offer at least as many.") % {"count": stored.taken})
    if stored.taken and offer.is_group != stored.is_group:
        raise DomainError(_("Somebody has a place already, so it stays as it is: group or one by one."))
    _check(offer)
    offer.edit = stored.edit + 1
    offer.save(update_fields=[*FIELDS, "edit"])
    record_event("careers.offer_changed", by=by, obj=offer, unit_path=offer.mentor.unit.path)
    return offer


@transaction.atomic
def close_offer(*, offer: MentorOffer, by: Any) -> MentorOffer:
    """Nobody can ask any more; mentorships that came of it go on."""
    offer = lock_row(MentorOffer.objects, offer.pk, "mentor__unit")
    if offer.state != OfferState.OPEN:
        raise DomainError(_("This offer is closed already."))
    offer.state = OfferState.CLOSED
    offer.save(update_fields=["state"])
    record_event("careers.offer_closed", by=by, obj=offer, unit_path=offer.mentor.unit.path)
    return offer


def _check(offer: MentorOffer) -> None:
    if offer.until < today():
        raise DomainError(_("The offer would be over already. Choose a later day."))
    most = mentor_rule(offer.government_id, today()).mentees
    if offer.places > most:
        raise DomainError(
            ngettext(
                "A mentor guides %(count)s person at most at one time. Offer no more places.",
                "A mentor guides %(count)s people at most at one time. Offer no more places.",
                most,
            )
            % {"count": most}
        )
    try:
        offer.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
