import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import has_permission

rules.add_perm("accounts.remove_second_factor", has_permission(Permission.ROLE_GRANT))
