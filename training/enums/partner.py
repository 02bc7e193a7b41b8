"""Partner institutions and what they offer."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnerKind(TextChoices):
    UNIVERSITY = "university", _("University")
    TRAINING_CENTRE = "training_centre", _("Training centre of the state")
    PRIVATE = "private", _("Private provider")
    COMMUNITY = "community", _("Civil society organisation")
    OTHER = "other", pgettext_lazy("partner", "Other")


class OfferState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("offer", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Withdrawn")


OFFER_TONES = {
    OfferState.PROPOSED: "attention",
    OfferState.ACCEPTED: "good",
    OfferState.DECLINED: "bad",
    OfferState.WITHDRAWN: "neutral",
}


class CostKind(TextChoices):
    SPEAKER = "speaker", _("Speakers")
    VENUE = "venue", _("Venue")
    MEALS = "meals", _("Meals")
    TRAVEL = "travel", _("Travel")
    MATERIAL = "material", _("Material")
    FEE = "fee", _("Participation fee")
    OTHER = "other", pgettext_lazy("cost", "Other")
