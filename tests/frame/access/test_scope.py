"""What a user reaches: paths, dates, acting officials. The quick answer and the query must never disagree."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asn_portal.access.permissions import Permission
from asn_portal.access.predicates import covers, has_permission
from asn_portal.access.roles import ROLE_PERMISSIONS, Role
from asn_portal.access.scope import EVERYWHERE, Scope, enclosing_paths, outermost, paths_filter, scope_of
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import Employee, OrganizationalUnit, PositionHistory, RoleGrant
from employees.supervision import head_of, heads_of
from evaluations.reports.professionalism import people_with_shown_index
from tests.factories.employees import (
    EmployeeFactory,
    PositionFactory,
    RoleGrantFactory,
    UnitFactory,
    UserFactory,
    make_employee_user,
    make_officer,
)

STEP = st.sampled_from(["0001", "0002", "0003", "000A"])
PATHS = st.lists(STEP, min_size=1, max_size=4).map("".join)
PATH_SETS = st.sets(PATHS | st.just(EVERYWHERE), max_size=6)


def below(path: str, granted: set[str]) -> bool:
    """The meaning, word for word: some unit on the way up from `path` (or the whole system) was granted."""
    return bool({EVERYWHERE, *enclosing_paths(path)} & granted)


# --- Paths ----------------------------------------------------------------------------------------------------------


@given(PATH_SETS)
def test_outermost_keeps_the_reach_and_nothing_that_lies_within(granted):
    kept = outermost(granted)

    assert set(kept) <= granted
    assert not any(a != b and b.startswith(a) for a in kept for b in kept)
    assert all(any(path.startswith(outer) for outer in kept) for path in granted)
    assert list(kept) == sorted(kept)


@given(PATH_SETS, PATHS)
def test_covers_means_granted_on_the_way_up(granted, path):
    scope = Scope.from_roles([(Role.HR_OFFICER, each) for each in granted])

    assert scope.covers(Permission.EMPLOYEE_VIEW, path) is below(path, granted)
    assert scope.covers(Permission.AUDIT_VIEW, path) is False


@given(PATH_SETS)
def test_what_belongs_to_no_unit_is_reached_by_grants_on_everything_only(granted):
    scope = Scope.from_roles([(Role.HR_OFFICER, each) for each in granted])

    assert scope.covers(Permission.EMPLOYEE_VIEW, "") is (EVERYWHERE in granted)


@pytest.fixture
def forest(db):
    """Two governments with three levels below each."""
    roots = [UnitFactory(), UnitFactory()]
    middle = [UnitFactory(parent=root) for root in roots for _each in range(2)]
    leaves = [UnitFactory(parent=unit) for unit in middle for _each in range(2)]
    return [*roots, *middle, *leaves]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_query_finds_exactly_what_the_quick_answer_covers(forest, data):
    granted = data.draw(st.sets(st.sampled_from([EVERYWHERE, *(unit.path for unit in forest)]), max_size=4))
    scope = Scope.from_roles([(Role.AUDITOR, path) for path in granted])

    found = OrganizationalUnit.objects.filter(scope.path_filter(Permission.AUDIT_VIEW, "path"))

    assert {unit.pk for unit in found} == {unit.pk for unit in forest if scope.covers(Permission.AUDIT_VIEW, unit.path)}


def test_no_path_finds_nothing_and_everywhere_finds_all(forest):
    assert not OrganizationalUnit.objects.filter(paths_filter([], "path")).exists()
    assert OrganizationalUnit.objects.filter(paths_filter([EVERYWHERE], "path")).count() == len(forest)


def test_a_path_is_no_pattern(forest):
    """% and _ in a path stand for themselves."""
    assert not OrganizationalUnit.objects.filter(paths_filter(["%", "____"], "path")).exists()


def test_nobody_signed_in_reaches_nothing():
    scope = scope_of(AnonymousUser())

    assert scope == Scope()
    assert [scope.has(permission) for permission in Permission] == [False] * len(Permission)
    assert not has_permission(Permission.EMPLOYEE_VIEW)(AnonymousUser())
    assert not covers(Permission.EMPLOYEE_VIEW, lambda obj: obj)(AnonymousUser(), "0001")


# --- Roles ----------------------------------------------------------------------------------------------------------


def test_operators_get_no_permission_on_personal_files():
    assert ROLE_PERMISSIONS[Role.OPERATOR] == {
        Permission.SYSTEM_OPERATE,
        Permission.ROLE_GRANT,
        Permission.ACCOUNT_VIEW,
    }


def test_auditors_only_read():
    assert {permission for permission in ROLE_PERMISSIONS[Role.AUDITOR] if not permission.endswith("_view")} == set()


def test_only_operators_grant_roles():
    assert {role for role, held in ROLE_PERMISSIONS.items() if Permission.ROLE_GRANT in held} == {Role.OPERATOR}


# --- Dates ----------------------------------------------------------------------------------------------------------

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (-30, None, True),
        (0, None, True),
        (1, None, False),
        (-30, 1, True),
        # The end is the first day on which it no longer holds.
        (-30, 0, False),
        (-30, -1, False),
        (0, 1, True),
    ],
)
def test_a_grant_holds_from_its_first_day_to_the_day_before_its_end(db, start, end, holds):
    user = UserFactory()
    RoleGrantFactory(
        user=user, period=(today() + start * DAY, None if end is None else today() + end * DAY), role=Role.HR_OFFICER
    )

    assert scope_of(user).has(Permission.EMPLOYEE_EDIT) is holds
    assert scope_of(user).needs_second_factor is holds


def test_the_union_of_all_grants_holds(db):
    user, government = UserFactory(), UnitFactory()
    first, second = UnitFactory(parent=government), UnitFactory(parent=government)
    RoleGrantFactory(user=user, role=Role.HR_OFFICER, unit=first)
    RoleGrantFactory(user=user, role=Role.TRAINING_COORDINATOR, unit=second)

    scope = scope_of(user)

    assert scope.paths(Permission.EMPLOYEE_VIEW) == (first.path, second.path)
    assert scope.paths(Permission.EMPLOYEE_EDIT) == (first.path,)
    assert scope.paths(Permission.TRAINING_MANAGE) == (second.path,)
    assert scope.government_path == government.path


def test_one_query_whatever_the_user_holds(db, django_assert_num_queries):
    user = make_employee_user(UnitFactory(), head=True)
    for _each in range(3):
        RoleGrantFactory(user=user, unit=UnitFactory())
    user = type(user).objects.get(pk=user.pk)

    with django_assert_num_queries(1):
        scope_of(user)
        scope_of(user)


def test_an_operator_belongs_to_no_government(db):
    scope = scope_of(make_officer(Role.OPERATOR, None))

    assert scope.government_path == ""
    assert scope.paths(Permission.ROLE_GRANT) == (EVERYWHERE,)


# --- Heads and acting heads -----------------------------------------------------------------------------------------


@pytest.fixture
def deputy(db):
    """A clerk of one unit, and the head position of another."""
    government = UnitFactory()
    home, other = UnitFactory(parent=government), UnitFactory(parent=government)
    clerk = EmployeeFactory(unit=home, user=UserFactory())
    return clerk, PositionFactory(unit=other, head=True)


@pytest.mark.parametrize("kind", [AssignmentKind.ACTING, AssignmentKind.DAILY_ACTING])
@pytest.mark.parametrize(
    ("start", "end", "heads"), [(-5, 5, True), (0, 1, True), (1, 5, False), (-5, 0, False), (-5, None, True)]
)
def test_acting_heads_are_heads_between_their_dates(deputy, kind, start, end, heads):
    clerk, position = deputy
    PositionHistory.objects.create(
        employee=clerk,
        position=position,
        kind=kind,
        period=(today() + start * DAY, None if end is None else today() + end * DAY),
    )

    scope = scope_of(clerk.user)

    assert scope.headed_paths == ((position.unit.path,) if heads else ())
    assert scope.is_head is heads
    # Leading a unit grants no role on it, and the own unit stays what it was.
    assert scope.grants == {}
    assert scope.unit_path == clerk.unit.path


def test_an_additional_duty_and_a_void_appointment_make_no_head(deputy):
    clerk, position = deputy
    period = (today() - DAY, None)
    PositionHistory.objects.create(
        employee=clerk, position=position, kind=AssignmentKind.ADDITIONAL_DUTY, period=period
    )
    PositionHistory.objects.create(
        employee=clerk, position=position, kind=AssignmentKind.ACTING, period=period, is_void=True
    )

    assert scope_of(clerk.user).headed_paths == ()


def test_a_head_who_acts_elsewhere_heads_both(db):
    government = UnitFactory()
    own, other = UnitFactory(parent=government), UnitFactory(parent=government)
    user = make_employee_user(own, head=True)
    PositionHistory.objects.create(
        employee=user.employee,
        position=PositionFactory(unit=other, head=True),
        kind=AssignmentKind.ACTING,
        period=(today(), today() + 30 * DAY),
    )

    assert scope_of(user).headed_paths == (own.path, other.path)


def test_grants_of_others_are_not_mine(db):
    make_officer(Role.HR_OFFICER, UnitFactory())

    assert scope_of(UserFactory()).grants == {}
    assert RoleGrant.objects.count() == 1


def test_who_stands_in_for_a_head_reads_the_unit_and_not_the_head(deputy, django_assert_num_queries):
    clerk, position = deputy
    away = EmployeeFactory(unit=position.unit, position=position)
    staff = EmployeeFactory(unit=position.unit)
    PositionHistory.objects.create(
        employee=clerk, position=position, kind=AssignmentKind.DAILY_ACTING, period=(today() - DAY, None)
    )

    user = clerk.user
    with django_assert_num_queries(3):
        assert scope_of(user).stands_in_for == {away.pk}
    assert set(Employee.objects.visible_to(user)) == {clerk, staff}
    assert set(Employee.objects.visible_on(user, today())) == {clerk, staff}
    assert set(people_with_shown_index(user)) == {clerk, staff}
    assert user.has_perm("employees.view_employee", staff)
    assert user.has_perm("training.view_levels", staff)
    assert not user.has_perm("employees.view_employee", away)
    assert not user.has_perm("employees.view_histories", away)
    assert not user.has_perm("training.view_levels", away)


def test_a_head_of_above_who_stands_in_below_still_reads_the_head_below(deputy):
    clerk, position = deputy
    away = EmployeeFactory(unit=position.unit, position=position)
    mayor = EmployeeFactory(unit=OrganizationalUnit.objects.get(depth=1), head=True, user=UserFactory())
    PositionHistory.objects.create(
        employee=mayor, position=position, kind=AssignmentKind.DAILY_ACTING, period=(today() - DAY, None)
    )

    assert scope_of(mayor.user).stands_in_for == frozenset()
    assert mayor.user.has_perm("employees.view_employee", away)
    assert set(Employee.objects.visible_to(mayor.user)) == {mayor, away, clerk}


def test_a_grant_opens_the_record_of_a_head_for_whom_one_stands_in(deputy):
    clerk, position = deputy
    away = EmployeeFactory(unit=position.unit, position=position)
    PositionHistory.objects.create(
        employee=clerk, position=position, kind=AssignmentKind.DAILY_ACTING, period=(today() - DAY, None)
    )
    RoleGrantFactory(user=clerk.user, role=Role.HR_OFFICER, unit=position.unit)

    assert away in Employee.objects.visible_to(clerk.user)
    assert away in Employee.objects.visible_on(clerk.user, today())
    assert clerk.user.has_perm("employees.view_employee", away)


def test_a_plh_stands_in_for_a_plt_and_not_the_other_way_round(deputy):
    clerk, position = deputy
    plt = EmployeeFactory(unit=position.unit, user=UserFactory())
    for person, kind in ((plt, AssignmentKind.ACTING), (clerk, AssignmentKind.DAILY_ACTING)):
        PositionHistory.objects.create(employee=person, position=position, kind=kind, period=(today() - DAY, None))

    assert scope_of(clerk.user).stands_in_for == {plt.pk}
    assert scope_of(plt.user).stands_in_for == frozenset()
    assert not clerk.user.has_perm("employees.view_employee", plt)
    # Who stands in from day to day leads meanwhile, whoever was appointed first.
    assert heads_of(position.unit.path) == {position.unit.path: clerk.pk}
    assert head_of(position.unit) == clerk
