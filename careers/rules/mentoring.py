"""Who may do what with offers, pairs and their figures. Objects are offers, mentorships, checks and runs."""

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee
from asn_portal.access.scope import scope_of
from employees.supervision import is_supervisor_of


@rules.predicate
def is_mentor(user, mentorship):
    return mentorship is not None and scope_of(user).employee_id == mentorship.mentor_id


@rules.predicate
def is_mentee(user, mentorship):
    return mentorship is not None and scope_of(user).employee_id == mentorship.mentee_id


@rules.predicate
def may_propose(user):
    return is_employee.test(user) or scope_of(user).has(Permission.MENTORING_MANAGE)


@rules.predicate
def makes_the_offer(user, offer):
    return offer is not None and scope_of(user).employee_id == offer.mentor_id


@rules.predicate
def supervises_the_mentee(user, mentorship):
    return mentorship is not None and is_supervisor_of(user, mentorship.mentee)


manages = covers(Permission.MENTORING_MANAGE, lambda mentorship: mentorship.mentee.unit.path)
takes_part = is_mentor | is_mentee
manages_offer = covers(Permission.MENTORING_MANAGE, lambda offer: offer.mentor.unit.path)
manages_run = covers(Permission.MENTORING_MANAGE, lambda run: run.unit.path)

rules.add_perm("careers.view_mentoring", may_propose)
rules.add_perm("careers.propose_mentorship", may_propose)
rules.add_perm("careers.answer_mentorship", is_mentor)
rules.add_perm("careers.meet", is_mentor | is_mentee)
rules.add_perm("careers.end_mentorship", is_mentor | is_mentee | manages)
rules.add_perm("careers.view_offers", may_propose)
rules.add_perm("careers.make_offer", is_employee)
rules.add_perm("careers.change_offer", makes_the_offer)
rules.add_perm("careers.close_offer", makes_the_offer | manages_offer)
rules.add_perm("careers.ask_mentor", is_employee)
rules.add_perm("careers.change_agreement", takes_part)
rules.add_perm("careers.change_mentor", is_mentee | manages)
rules.add_perm("careers.answer_midway", takes_part)
rules.add_perm("careers.evaluate_mentorship", takes_part)
rules.add_perm("careers.rate_mentorship", supervises_the_mentee)
rules.add_perm("careers.handle_worry", manages & ~takes_part)
rules.add_perm("careers.manage_mentoring", has_permission(Permission.MENTORING_MANAGE))
rules.add_perm("careers.manage_match", manages_run)
