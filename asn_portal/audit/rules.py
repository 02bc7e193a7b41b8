import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import has_permission

# Operators read the events of the system itself (see EventQuerySet.visible_to); who looked at whom is for auditors.
rules.add_perm("audit.view_trail", has_permission(Permission.AUDIT_VIEW) | has_permission(Permission.SYSTEM_OPERATE))
rules.add_perm("audit.view_looks", has_permission(Permission.AUDIT_VIEW))
