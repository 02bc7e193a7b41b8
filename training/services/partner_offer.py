"""What partners offer, and what the training office answers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.notifications.services import notify
from employees.models import OrganizationalUnit
from training.enums import OfferState
from training.models import Partner, PartnerAccount, PartnerOffer, PublishedNeed
from training.services.partner import PartnerRefused, training_office
from training.services.programme import create_programme
from training.services.session_bounds import hours_fault


@transaction.atomic
def make_offer(*, partner: Partner, need: PublishedNeed | None, by: Any, **fields: Any) -> PartnerOffer:
    """An offer to a published need, or of the partner's own accord."""
    today = timezone.now().astimezone(partner.government.tz).date()
    if need is not None:
        if need.government_id != partner.government_id:
            raise PartnerRefused(_("This need is of another government."))
        if need.is_withdrawn or need.open_until < today:
            raise PartnerRefused(_("This need no longer takes offers. Choose another, or offer of your own accord."))
    offer = PartnerOffer(partner=partner, need=need, created_by=by, **fields)
    if fault := hours_fault(offer.learning_hours):
        raise PartnerRefused(fault)
    try:
        offer.full_clean(exclude=["created_by", "decided_by"])
    except ValidationError as error:
        raise PartnerRefused(" ".join(error.messages)) from error
    offer.save()
    _record("training.offer_made", offer, by=by)
    notify(
        training_office(partner.government),
        kind="training.offer",
        title=lambda: _("%(partner)s offers “%(title)s”") % {"partner": partner.name, "title": offer.title},
        body=lambda: (
            _("%(seats)s seats, %(hours)s JP.")
            % {
                "seats": formats.number_format(offer.seats),
                "hours": formats.number_format(f"{offer.learning_hours.normalize():f}"),
            }
        ),
        url=offer.get_absolute_url(),
    )
    return offer


@transaction.atomic
def withdraw_offer(*, offer: PartnerOffer, by: Any) -> PartnerOffer:
    """The partner takes it back, as long as nobody has answered. Withdrawing twice changes nothing."""
    offer = _lock(offer)
    if offer.state == OfferState.WITHDRAWN:
        return offer
    _check_open(offer)
    offer.state = OfferState.WITHDRAWN
    offer.save(update_fields=["state"])
    _record("training.offer_withdrawn", offer, by=by)
    return offer


@transaction.atomic
def accept_offer(
    *, offer: PartnerOffer, unit: OrganizationalUnit, code: str, organiser_code: str, answer: str, by: Any
) -> PartnerOffer:
    """It becomes a programme of the unit; sessions of it are planned as of any other."""
    offer = _lock(offer)
    _check_open(offer)
    if unit.government_path != offer.partner.government.path:
        raise PartnerRefused(_("Choose a unit of the same government."))
    offer.programme = create_programme(
        unit=unit,
        by=by,
        title=offer.title,
        form=offer.form,
        description=offer.description,
        learning_hours=offer.learning_hours,
        code=code,
        organiser_code=organiser_code,
    )
    return _answer(offer, OfferState.ACCEPTED, answer, by=by)


@transaction.atomic
def decline_offer(*, offer: PartnerOffer, answer: str, by: Any) -> PartnerOffer:
    """With an answer that the partner's accounts are told. Raises PartnerRefused."""
    offer = _lock(offer)
    _check_open(offer)
    if not answer.strip():
        raise PartnerRefused(_("Say why the offer is declined."))
    return _answer(offer, OfferState.DECLINED, answer, by=by)


def _answer(offer: PartnerOffer, state: OfferState, answer: str, *, by: Any) -> PartnerOffer:
    offer.state, offer.answer = state, answer.strip()
    offer.decided_by, offer.decided_at = by, timezone.now()
    offer.save(update_fields=["state", "answer", "programme", "decided_by", "decided_at"])
    accepted = state == OfferState.ACCEPTED
    _record("training.offer_accepted" if accepted else "training.offer_declined", offer, by=by)
    accounts = PartnerAccount.objects.filter(partner=offer.partner, is_active=True).select_related("user")
    notify(
        [account.user for account in accounts],
        kind="training.offer",
        title=lambda: (
            (_("Your offer “%(title)s” was accepted") if accepted else _("Your offer “%(title)s” was declined"))
            % {"title": offer.title}
        ),
        body=offer.answer,
        url=reverse("training:partner-offers"),
    )
    return offer


def _lock(offer: PartnerOffer) -> PartnerOffer:
    rows = PartnerOffer.objects.select_for_update(of=("self",)).select_related("partner__government")
    return rows.get(pk=offer.pk)  # type: ignore[no-any-return]


def _check_open(offer: PartnerOffer) -> None:
    if offer.state != OfferState.PROPOSED:
        raise PartnerRefused(
            _("This offer is no longer open: it is “%(state)s”.") % {"state": offer.get_state_display()}
        )


def _record(event: str, offer: PartnerOffer, *, by: Any) -> None:
    record_event(
        event,
        by=by,
        obj=offer,
        unit_path=offer.partner.government.path,
        title=offer.title,
        partner=offer.partner.name,
        answer=offer.answer,
    )
