"""Rules that several apps share."""

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import has_permission

rules.add_perm("system.operate", has_permission(Permission.SYSTEM_OPERATE))
