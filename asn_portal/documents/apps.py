from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "asn_portal.documents"
