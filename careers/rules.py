"""Who may do what. Objects are mentorships or, for rules, governments."""

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee
from asn_portal.access.scope import scope_of


@rules.predicate
def is_mentor(user, mentorship):
    return mentorship is not None and scope_of(user).employee_id == mentorship.mentor_id


@rules.predicate
def is_mentee(user, mentorship):
    return mentorship is not None and scope_of(user).employee_id == mentorship.mentee_id


@rules.predicate
def may_propose(user):
    return is_employee.test(user) or scope_of(user).has(Permission.MENTORING_MANAGE)


manages = covers(Permission.MENTORING_MANAGE, lambda mentorship: mentorship.mentee.unit.path)

rules.add_perm("careers.view_mentoring", may_propose)
rules.add_perm("careers.propose_mentorship", may_propose)
rules.add_perm("careers.answer_mentorship", is_mentor)
rules.add_perm("careers.meet", is_mentor | is_mentee)
rules.add_perm("careers.end_mentorship", is_mentor | is_mentee | manages)

# Dated rules.
rules.add_perm("careers.view_rules", has_permission(Permission.CAREER_VIEW))
rules.add_perm("careers.edit_rules", covers(Permission.CAREER_MANAGE, lambda government: str(government.path)))
