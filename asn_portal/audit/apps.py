from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "asn_portal.audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        from asn_portal.access.permissions import Permission
        from asn_portal.navigation import NavItem, register_navigation

        def visible(scope):
            return scope.has(Permission.AUDIT_VIEW)

        group = _("Oversight")
        register_navigation(
            NavItem(_("Audit trail"), "audit:event-list", "shield", 800, visible, group=group, bottom=True),
            NavItem(_("Record views"), "audit:recordview-list", "eye", 810, visible, group=group),
        )
