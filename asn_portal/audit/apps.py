from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "asn_portal.audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        from asn_portal.access.permissions import Permission
        from asn_portal.audit.registry import register_data_labels
        from asn_portal.navigation import NavItem, register_navigation

        def reads_trail(scope):
            return scope.has(Permission.AUDIT_VIEW) or scope.has(Permission.SYSTEM_OPERATE)

        def reads_looks(scope):
            return scope.has(Permission.AUDIT_VIEW)

        register_data_labels(
            {
                "attempt": _("attempt"),
                "count": _("number"),
                "employee": _("employee"),
                "fields": _("changed fields"),
                "filters": _("filters"),
                "format": _("file format"),
                "list": _("list"),
                "method": _("method"),
                "role": _("role"),
                "rows": _("rows"),
                "sha256": _("fingerprint (SHA-256)"),
                "size": _("bytes"),
                "unit": _("unit"),
                "user": _("account"),
            }
        )
        group = _("Oversight")
        register_navigation(
            NavItem(_("Audit trail"), "audit:event-list", "shield", 800, reads_trail, group=group, bottom=True),
            NavItem(_("Record views"), "audit:recordview-list", "eye", 810, reads_looks, group=group),
        )
