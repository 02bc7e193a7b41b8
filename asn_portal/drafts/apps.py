from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "asn_portal.drafts"
