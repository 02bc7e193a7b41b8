"""Who may see and set the dated rules of careers. Objects are governments."""

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission

rules.add_perm("careers.view_rules", has_permission(Permission.CAREER_VIEW))
rules.add_perm("careers.edit_rules", covers(Permission.CAREER_MANAGE, lambda government: str(government.path)))
