from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "asn_portal.access"
