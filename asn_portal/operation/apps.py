from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission


class OperationConfig(AppConfig):
    name = "asn_portal.operation"

    def ready(self) -> None:
        from asn_portal.audit.registry import register_event_labels
        from asn_portal.navigation import NavItem, register_navigation
        from asn_portal.operation import quick_migrations

        quick_migrations.install()
        register_event_labels({"operation.mails_retried": _("Failed mails sent again")})
        register_navigation(
            NavItem(
                label=_("Operation"),
                url_name="operation:overview",
                icon="settings",
                order=900,
                visible=lambda scope: scope.has(Permission.SYSTEM_OPERATE),
                group=_("System"),
            )
        )
