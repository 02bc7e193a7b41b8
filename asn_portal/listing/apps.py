from django.apps import AppConfig


class ListingConfig(AppConfig):
    name = "asn_portal.listing"
