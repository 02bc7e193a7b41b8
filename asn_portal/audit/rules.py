import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import has_permission

rules.add_perm("audit.view_trail", has_permission(Permission.AUDIT_VIEW))
