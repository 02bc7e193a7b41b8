from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListingConfig(AppConfig):
    name = "asn_portal.listing"

    def ready(self) -> None:
        from asn_portal.audit.registry import register_event_labels

        register_event_labels({"listing.exported": _("List exported")})
