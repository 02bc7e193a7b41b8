from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What events carry beside their object, in words; for keys that are no fields of the object.
DATA_LABELS = {
    "attempt": _("attempt"),
    "code": _("code"),
    "comment": _("comment"),
    "completed": _("completed"),
    "count": _("number"),
    "days": _("days"),
    "document_kind": _("kind of file"),
    "effective_date": _("effective date"),
    "employee": _("employee"),
    "end": _("end"),
    "entries": _("entries"),
    "fields": _("changed fields"),
    "filters": _("filters"),
    "format": _("file format"),
    "history": _("history"),
    "index": _("index"),
    "is_supervisory": _("supervisory"),
    "kind": _("kind"),
    "list": _("list"),
    "method": _("method"),
    "minutes": _("minutes"),
    "period": _("period"),
    "position": _("position"),
    "positions": _("positions"),
    "rank": _("rank"),
    "registrations": _("registrations"),
    "report_kind": _("kind of report"),
    "role": _("role"),
    "rows": _("rows"),
    "sequence": _("place in the order"),
    "sha256": _("fingerprint (SHA-256)"),
    "size": _("bytes"),
    "start": _("start"),
    "state": _("state"),
    "to_path": _("path of the new unit"),
    "to_unit": _("new unit"),
    "unit": _("unit"),
    "user": _("account"),
    "valid": _("valid responses"),
}

# What events are about, where the model itself has no name in both languages.
KIND_LABELS = {
    "accounts.user": _("account"),
    "documents.document": _("file"),
    "jobs.job": _("background work"),
    "listing.savedfilter": _("saved filter"),
    "notifications.mailpreference": _("mail preference"),
    "notifications.outboxmail": _("mail"),
}


class AuditConfig(AppConfig):
    name = "asn_portal.audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        from asn_portal.access.permissions import Permission
        from asn_portal.audit.registry import register_data_labels, register_kind_labels
        from asn_portal.navigation import NavItem, register_navigation

        def reads_trail(scope):
            return scope.has(Permission.AUDIT_VIEW) or scope.has(Permission.SYSTEM_OPERATE)

        def reads_looks(scope):
            return scope.has(Permission.AUDIT_VIEW)

        register_data_labels(DATA_LABELS)
        register_kind_labels(KIND_LABELS)
        group = _("Oversight")
        register_navigation(
            NavItem(_("Audit trail"), "audit:event-list", "shield", 800, reads_trail, group=group, bottom=10),
            NavItem(_("Record views"), "audit:recordview-list", "eye", 810, reads_looks, group=group),
        )
