from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "asn_portal.documents"

    def ready(self) -> None:
        from asn_portal.audit.registry import register_event_labels

        register_event_labels({"documents.downloaded": _("File downloaded"), "documents.deleted": _("File deleted")})
