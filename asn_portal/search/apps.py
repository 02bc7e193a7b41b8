from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "asn_portal.search"
