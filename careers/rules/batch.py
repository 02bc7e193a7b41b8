"""Who may do what with batches of promotions and transfers. Objects are batches."""

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee

manages_batch = covers(Permission.CAREER_MANAGE, lambda batch: batch.unit.path)
signs_batch = covers(Permission.CAREER_SIGN, lambda batch: batch.unit.path)

rules.add_perm("careers.list_batches", has_permission(Permission.CAREER_VIEW))
rules.add_perm("careers.create_batch", has_permission(Permission.CAREER_MANAGE))
rules.add_perm("careers.manage_batch", manages_batch)
rules.add_perm("careers.sign_batch", signs_batch)
rules.add_perm("careers.return_batch", manages_batch | signs_batch)
rules.add_perm("careers.own_decrees", is_employee)
