"""Lists of partners, published needs and offers."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.listing.tables import BadgeColumn, NumberColumn, PortalTable
from training.enums import OFFER_TONES
from training.models import Partner, PartnerOffer, PublishedNeed
from training.tables.columns import TITLE, HoursColumn, YearColumn


class AgreementColumn(BadgeColumn):
    """Whether an agreement holds today. Needs `with_agreement_on()`."""

    def __init__(self) -> None:
        super().__init__(
            accessor="has_agreement",
            tones={True: "good", False: "attention"},
            verbose_name=gettext_lazy("Agreement"),
            orderable=False,
        )

    def _label(self, value: object, record: object, bound_column: object) -> str:
        return _("Holds") if value else _("None today")


class PartnerTable(PortalTable):
    name = tables.Column(linkify=True, attrs=TITLE)
    agreement = AgreementColumn()

    class Meta(PortalTable.Meta):
        model = Partner
        fields = ("name", "kind", "contact_name", "agreement", "is_active")
        order_by = "name"


class NeedTable(PortalTable):
    title = tables.Column(attrs=TITLE)
    people = NumberColumn()
    year = YearColumn()
    act = tables.TemplateColumn(
        template_name="training/_need_withdraw.html",
        verbose_name=gettext_lazy("Actions"),
        orderable=False,
        exclude_from_export=True,
        attrs={"td": {"class": "cell-actions"}},
    )

    class Meta(PortalTable.Meta):
        model = PublishedNeed
        fields = ("title", "competency", "people", "year", "open_until", "is_withdrawn", "act")
        order_by = "-open_until"


class OfferTable(PortalTable):
    title = tables.Column(linkify=True, attrs=TITLE)
    partner = tables.Column(order_by="partner__name")
    learning_hours = HoursColumn()
    seats = NumberColumn()
    state = BadgeColumn(tones=OFFER_TONES)
    created_at = tables.DateTimeColumn(verbose_name=gettext_lazy("Sent"))

    class Meta(PortalTable.Meta):
        model = PartnerOffer
        fields = ("title", "partner", "need", "form", "learning_hours", "seats", "state", "created_at")
        order_by = "-created_at"
