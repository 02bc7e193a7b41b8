"""Who may do what. Objects are sessions, registrations or certificates, as the name says."""

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee, is_head
from asn_portal.access.scope import scope_of
from employees.supervision import is_supervisor_of


@rules.predicate
def is_own_registration(user, registration):
    return registration is not None and scope_of(user).employee_id == registration.employee_id


@rules.predicate
def supervises_the_employee(user, registration):
    return registration is not None and is_supervisor_of(user, registration.employee)


manages_unit = covers(Permission.TRAINING_MANAGE, lambda obj: obj.unit.path)
oversees_unit = covers(Permission.TRAINING_VIEW, lambda obj: obj.unit.path)
manages_session_of = covers(Permission.TRAINING_MANAGE, lambda obj: obj.session.unit.path)

rules.add_perm("training.view_programmes", has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.view_office", has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.manage", has_permission(Permission.TRAINING_MANAGE))
rules.add_perm("training.manage_programme", manages_unit)
rules.add_perm("training.manage_session", manages_unit)
rules.add_perm("training.view_participants", oversees_unit)
rules.add_perm("training.register", is_employee)
rules.add_perm("training.view_own", is_employee)
rules.add_perm("training.view_approvals", is_head)
rules.add_perm("training.decide_registration", supervises_the_employee)
rules.add_perm("training.withdraw_registration", is_own_registration)
rules.add_perm("training.remove_registration", manages_session_of)
rules.add_perm("training.revoke_certificate", manages_session_of)
