"""Who may do what. Objects are sessions, registrations or certificates, as the name says."""

import rules

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission, is_employee, is_head
from asn_portal.access.scope import scope_of
from employees.supervision import is_supervisor_of
from training.enums import RatingSource


@rules.predicate
def is_own_registration(user, registration):
    return registration is not None and scope_of(user).employee_id == registration.employee_id


@rules.predicate
def supervises_the_employee(user, registration):
    return registration is not None and is_supervisor_of(user, registration.employee)


manages_unit = covers(Permission.TRAINING_MANAGE, lambda obj: obj.unit.path)
oversees_unit = covers(Permission.TRAINING_VIEW, lambda obj: obj.unit.path)
manages_session_of = covers(Permission.TRAINING_MANAGE, lambda obj: obj.session.unit.path)


@rules.predicate
def heads_the_unit(user, obj):
    paths = scope_of(user).headed_paths
    return obj is not None and bool(paths) and obj.unit.path.startswith(paths)


@rules.predicate
def holds_the_session(user, sharing):
    return sharing is not None and scope_of(user).employee_id == sharing.proposer_id


# Further education: calls answer to their organiser, studies to the office of the person's unit.
manages_application = covers(Permission.TRAINING_MANAGE, lambda obj: obj.call.unit.path)
manages_study = covers(Permission.TRAINING_MANAGE, lambda obj: obj.employee.unit.path) | covers(
    Permission.EMPLOYEE_EDIT, lambda obj: obj.employee.unit.path
)
rules.add_perm("training.view_study_calls", is_employee | has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.apply_for_study", is_employee)
rules.add_perm("training.manage_study_call", manages_unit)
rules.add_perm("training.view_study_applications", oversees_unit)
rules.add_perm("training.change_application", is_own_registration)
# Nobody decides on what they asked themselves.
rules.add_perm("training.manage_application", manages_application & ~is_own_registration)
rules.add_perm("training.recommend_application", supervises_the_employee)
rules.add_perm(
    "training.record_studies", has_permission(Permission.TRAINING_MANAGE) | has_permission(Permission.EMPLOYEE_EDIT)
)
rules.add_perm("training.manage_study", manages_study & ~is_own_registration)
rules.add_perm("training.own_study", is_own_registration)
rules.add_perm("training.graduate", is_own_registration | manages_study)
# Sharing sessions.
rules.add_perm("training.view_sharing", is_employee | has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.propose_sharing", is_employee)
rules.add_perm("training.change_sharing", holds_the_session)
rules.add_perm("training.decide_sharing", (heads_the_unit | manages_unit) & ~holds_the_session)
rules.add_perm("training.run_sharing", holds_the_session | heads_the_unit | manages_unit)

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

# --- Rules, competencies, needs and plans ---
rules.add_perm("training.view_rules", has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.edit_rules", covers(Permission.TRAINING_MANAGE, lambda government: str(government.path)))

# --- Allocation, equipment, partners ---


@rules.predicate
def is_partner(user):
    """Somebody of a partner institution. What they reach depends on the agreement: `partner_of`."""
    return partner_of(user) is not None


def partner_of(user):
    """The partner institution of an account; None for everybody else. One query, kept on the user."""
    account = getattr(user, "partner_account", None) if user.is_authenticated else None
    return account.partner if account is not None and account.is_active else None


@rules.predicate
def may_nominate_for(user, session):
    """Heads name their own staff, the training office anybody: the service asks for whom."""
    scope = scope_of(user)
    is_of_government = session is not None and scope.government_path == session.unit.government_path
    return is_of_government and (scope.is_head or scope.covers(Permission.TRAINING_MANAGE, session.unit.path))


rules.add_perm("training.view_equipment", has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.nominate", may_nominate_for)
rules.add_perm("training.move_registration", manages_session_of)
rules.add_perm("training.partner_corner", is_partner)


@rules.predicate
def belongs_to_a_government(user):
    return bool(scope_of(user).government_path)


@rules.predicate
def is_the_person(user, employee):
    return employee is not None and scope_of(user).employee_id == employee.pk


@rules.predicate
def heads_the_person(user, employee):
    return employee is not None and scope_of(user).heads(employee.pk, employee.unit.path)


@rules.predicate
def supervises_the_person(user, employee):
    return employee is not None and is_supervisor_of(user, employee)


def _of_rating(predicate):
    """The same question about the person whose rating, objection, plan or need it is."""

    @rules.predicate(name=f"of:{predicate.name}")
    def asked(user, obj):
        rating = getattr(obj, "rating", None) if obj is not None and not hasattr(obj, "employee") else obj
        return rating is not None and predicate.test(user, rating.employee)

    return asked


oversees_person = covers(Permission.TRAINING_VIEW, lambda employee: employee.unit.path)
manages_person = covers(Permission.TRAINING_MANAGE, lambda employee: employee.unit.path)
is_own_matter, supervises_owner, manages_owner = (
    _of_rating(is_the_person),
    _of_rating(supervises_the_person),
    _of_rating(manages_person),
)


@rules.predicate
def entered_the_rating(user, rating):
    return rating is not None and rating.rated_by_id is not None and rating.rated_by_id == user.pk


@rules.predicate
def entered_the_disputed_rating(user, objection):
    return objection is not None and entered_the_rating.test(user, objection.rating)


@rules.predicate
def heads_the_plan(user, plan):
    paths = scope_of(user).headed_paths
    return plan is not None and bool(paths) and plan.unit.path.startswith(paths)


rules.add_perm("training.view_competencies", belongs_to_a_government)
rules.add_perm("training.edit_competencies", covers(Permission.TRAINING_MANAGE, lambda unit: str(unit.path)))
rules.add_perm("training.comment", is_employee)
rules.add_perm("training.hide_comment", covers(Permission.TRAINING_MANAGE, lambda comment: comment.author.unit.path))
rules.add_perm("training.edit_standard", covers(Permission.TRAINING_MANAGE, lambda position: position.unit.path))
rules.add_perm("training.view_levels", is_the_person | heads_the_person | oversees_person)
rules.add_perm("training.rate", is_the_person | supervises_the_person | manages_person)
rules.add_perm("training.rate_team", is_head)
rules.add_perm("training.void_rating", (manages_owner & ~is_own_matter) | (entered_the_rating & supervises_owner))
rules.add_perm("training.object", is_own_matter)
# Neither the person nor who gave the rating decides. Where the training office is one person, who may be either, the HR
# officer or the head of agency does.
answers_for_owner = _of_rating(
    covers(Permission.EMPLOYEE_EDIT, lambda employee: employee.unit.path)
    | covers(Permission.TRAINING_SIGN, lambda employee: employee.unit.path)
)
rules.add_perm(
    "training.decide_objection",
    (manages_owner | answers_for_owner) & ~is_own_matter & ~entered_the_disputed_rating,
)
rules.add_perm("training.list_objections", is_employee | has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.view_gaps", is_head | has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.view_plans", is_head | has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.write_plan", is_own_matter)
rules.add_perm("training.propose_need", is_own_matter | supervises_owner | (manages_owner & ~is_own_matter))
rules.add_perm("training.agree_plan", supervises_owner)
rules.add_perm("training.verify_need", manages_owner & ~is_own_matter)
rules.add_perm("training.view_year_plans", is_head | has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.create_year_plan", is_head | has_permission(Permission.TRAINING_MANAGE))
rules.add_perm("training.edit_year_plan", heads_the_plan | manages_unit)
rules.add_perm("training.submit_year_plan", heads_the_plan)
rules.add_perm("training.verify_year_plan", manages_unit)
rules.add_perm("training.approve_year_plan", covers(Permission.TRAINING_SIGN, lambda plan: plan.unit.path))


def rating_sources(user, employee):
    """As whom the user may rate this person: the values of `RatingSource`, none for a stranger."""
    found = []
    if is_the_person.test(user, employee):
        # Also a coordinator: of oneself one says what one thinks, the proofs are entered by others.
        return [RatingSource.SELF]
    if supervises_the_person.test(user, employee):
        found.append(RatingSource.SUPERVISOR)
    if manages_person.test(user, employee):
        found += [RatingSource.ASSESSMENT, RatingSource.EXAM, RatingSource.CERTIFICATE]
    return found


# --- Presence, tests, what came of it, hours, equal access ---


@rules.predicate
def owns_activity(user, activity):
    return activity is not None and scope_of(user).employee_id == activity.employee_id


manages_employee_unit = covers(Permission.TRAINING_MANAGE, lambda obj: obj.employee.unit.path)

rules.add_perm("training.take_part", is_own_registration)
rules.add_perm("training.confirm_promise", is_own_registration | supervises_the_employee)
rules.add_perm("training.report_activity", is_employee)
rules.add_perm("training.withdraw_activity", owns_activity)
rules.add_perm("training.verify_activity", manages_employee_unit & ~owns_activity)
rules.add_perm("training.close_obstacle", heads_the_unit)
rules.add_perm("training.view_obstacles", is_head | has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.view_shortfalls", is_head | has_permission(Permission.TRAINING_VIEW))
rules.add_perm("training.view_equality", has_permission(Permission.TRAINING_VIEW))
