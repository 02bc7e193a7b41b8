"""A unit goes over into another one on a date."""

import pytest

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import Role
from asn_portal.access.scope import scope_of
from asn_portal.accounts.models import User
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.enums import AssignmentKind, Echelon, LegalStatus, PositionType
from employees.models import (
    Employee,
    OrganizationalUnit,
    Position,
    PositionHistory,
    RoleGrant,
    StructureChange,
)
from employees.reports.headcount import headcount
from employees.reports.succession import plan_lines, succession_of
from employees.services.history import disagreeing_employees
from employees.services.structure import apply_due_changes, preview_of
from employees.supervision import head_of
from tests.employees.services.structure.changes import DAY, held, merge
from tests.factories.employees import (
    LONG_AGO,
    EmployeeFactory,
    PositionFactory,
    RoleGrantFactory,
    UnitFactory,
    UserFactory,
    make_officer,
)


def test_a_merge_moves_everybody_on_the_day(world, planned):
    clerk, head = world.users["employee"].employee, world.users["supervisor"].employee
    title = clerk.position.title
    same = PositionFactory(unit=world.other_village, title=title, needed=2)

    planned("MERGE", days=-5, **merge(world))

    before, after = today() - 6 * DAY, today() - 5 * DAY
    assert held(clerk, before) == (world.village, title)
    assert held(clerk, after) == (world.other_village, title)
    assert held(head, after) == (world.other_village, "Analis Kebijakan")
    same.refresh_from_db()
    assert same.needed == 3
    assert not Position.objects.get(unit=world.other_village, title="Analis Kebijakan").is_head
    clerk.refresh_from_db()
    assert (clerk.unit, clerk.position) == (world.other_village, same)
    row = PositionHistory.objects.on(today()).definitive().get(employee=clerk)
    assert (row.decree_number, row.decree_date) == ("Perda 4/2026", today() - 60 * DAY)
    assert disagreeing_employees() == []


def test_what_is_merged_away_is_closed_and_keeps_its_record(world, planned):
    planned("MERGE", **merge(world))

    unit = OrganizationalUnit.objects.get(pk=world.village.pk)
    assert unit.closed_on == today()
    assert set(Position.objects.filter(unit=unit).values_list("closed_on", flat=True)) == {today()}
    open_units = OrganizationalUnit.objects.open_on(today())
    assert world.village not in open_units
    assert world.village in OrganizationalUnit.objects.open_on(today() - DAY)
    [link] = succession_of(unit).became
    assert link.units == [world.other_village]
    [link] = succession_of(world.other_village).came_from
    assert link.units == [unit]


def test_moved_people_are_seen_by_the_right_officers(world, planned):
    old = make_officer(Role.HR_OFFICER, world.village)
    new = make_officer(Role.HR_OFFICER, world.other_village)
    clerk = world.users["employee"].employee
    assert clerk in Employee.objects.visible_to(old)

    planned("MERGE", **merge(world))

    def sees(user):
        return clerk in Employee.objects.visible_to(User.objects.get(pk=user.pk))

    assert (sees(old), sees(new)) == (False, True)
    assert not scope_of(User.objects.get(pk=world.users["supervisor"].pk)).is_head
    assert head_of(world.village) is None


@pytest.mark.parametrize("roles", ["end", "move"])
def test_roles_on_the_merged_unit_end_or_go_along(world, planned, roles):
    holder = make_officer(Role.SERVICE_OFFICER, world.village)

    planned("MERGE", **merge(world, roles=roles))

    scope = scope_of(User.objects.get(pk=holder.pk))
    assert not scope.covers(Permission.SURVEY_MANAGE, world.village.path)
    assert scope.covers(Permission.SURVEY_MANAGE, world.other_village.path) is (roles == "move")


def test_an_officer_may_move_the_own_role_by_a_merge(world, planned):
    officer = make_officer(Role.HR_OFFICER, world.government)
    RoleGrantFactory(user=officer, role=Role.SERVICE_OFFICER, unit=world.village)

    planned("MERGE", by=officer, **merge(world, roles="move"))

    assert RoleGrant.objects.on(today()).filter(user=officer, unit=world.other_village).exists()


def test_acting_appointments_end_with_the_post(world, planned):
    deputy = world.users["colleague"].employee
    post = Position.objects.get(unit=world.village, is_head=True)
    acting = PositionHistory.objects.create(
        employee=deputy, position=post, kind=AssignmentKind.ACTING, period=(LONG_AGO, None)
    )

    planned("MERGE", days=-5, **merge(world))

    acting.refresh_from_db()
    assert acting.period.upper == today() - 5 * DAY


def test_who_left_the_service_stays_where_they_were(world, planned):
    retired = EmployeeFactory(unit=world.village, status=LegalStatus.RETIRED)

    planned("MERGE", **merge(world))

    retired.refresh_from_db()
    assert retired.unit == world.village
    assert PositionHistory.objects.filter(employee=retired).count() == 1


def test_units_below_stand_in_the_way(world, planned):
    with pytest.raises(DomainError, match=world.village.name):
        planned("MERGE", unit=world.district, into=UnitFactory(parent=world.government).pk, head_title="X")

    assert not StructureChange.objects.exists()


def test_the_title_of_the_other_head_is_for_the_head_alone(world, planned):
    EmployeeFactory(unit=world.other_village, position=PositionFactory(unit=world.other_village, title="L", head=True))

    with pytest.raises(DomainError, match="“L”"):
        planned("MERGE", **merge(world, head_title="L"))


def test_merge_into_itself_below_itself_or_another_government_is_refused(world, planned):
    below = UnitFactory(parent=world.village)

    for into in (world.village.pk, below.pk, world.other_government.pk, 0):
        with pytest.raises(DomainError):
            planned("MERGE", days=5, **merge(world, into=into))


def test_an_empty_post_of_a_head_ends_and_is_made_nowhere_else(world, planned):
    unit = UnitFactory(parent=world.district)
    PositionFactory(unit=unit, title="Lurah Lama", head=True)
    clerk = EmployeeFactory(unit=unit, position=PositionFactory(unit=unit, title="Juru Bayar", needed=2))
    before = set(Position.objects.filter(unit=world.other_village).values_list("title", flat=True))

    planned("MERGE", unit=unit, **merge(world))

    after = set(Position.objects.filter(unit=world.other_village).values_list("title", flat=True))
    assert after - before == {"Juru Bayar"}
    assert held(clerk, today()) == (world.other_village, "Juru Bayar")


def test_people_needed_on_earlier_days_stay_as_they_were(world, planned):
    clerk = PositionFactory(unit=world.other_village, title="Pengolah Data", needed=3)
    PositionFactory(unit=world.village, title="Pengolah Data", needed=2)
    PositionFactory(unit=world.village, title="Juru Bayar", needed=4)

    def needed(date):
        return {line.unit.pk: line.figures.needed for line in headcount(world.district, date).children}

    before = needed(today() - DAY)
    planned("MERGE", **merge(world))

    clerk.refresh_from_db()
    assert clerk.needed == 5
    assert needed(today() - DAY) == before
    assert needed(today())[world.other_village.pk] == before[world.other_village.pk] + before[world.village.pk]


def test_people_and_the_head_of_the_other_unit_are_told_once(world, planned):
    head = EmployeeFactory(
        unit=world.other_village,
        position=PositionFactory(unit=world.other_village, title="Lurah Bahagia", head=True),
        user=UserFactory(),
    )
    clerk = world.users["employee"].employee
    change = planned("MERGE", days=5, **merge(world))
    told = Notification.objects.filter(kind__in=["employees.structure_moved", "employees.structure_received"])
    assert not told.exists()
    preview = preview_of(change)
    assert (preview.told, preview.heads) == (2, [head.full_name])
    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())

    def dies(*args, **kwargs):
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        # Killed after the telling, before the end.
        patch.setattr("employees.services.structure.apply.record_event", dies)
        with pytest.raises(KeyboardInterrupt):
            apply_due_changes()
    assert not told.exists()
    assert [apply_due_changes(), apply_due_changes()] == [1, 0]

    assert told.filter(user=clerk.user).count() == 1
    title = told.get(user=clerk.user).title
    assert world.village.name in title
    assert world.other_village.name in title
    assert told.filter(user=head.user, kind="employees.structure_received").count() == 1
    assert told.count() == 3


def test_the_post_of_the_former_head_is_what_the_plan_says(world, planned):
    former = Position.objects.get(unit=world.village, is_head=True)

    change = planned("MERGE", **merge(world, head_type=PositionType.FUNGSIONAL, head_echelon=Echelon.NONE))

    made = Position.objects.get(unit=world.other_village, title="Analis Kebijakan")
    assert (made.position_type, made.echelon) == (PositionType.FUNGSIONAL, Echelon.NONE)
    assert any("Fungsional" in value or "fungsional" in value for _label, value in plan_lines(change))
    assert former.position_type != made.position_type


def test_without_a_word_the_former_head_keeps_kind_and_echelon(world, planned):
    former = Position.objects.get(unit=world.village, is_head=True)

    planned("MERGE", **merge(world))

    made = Position.objects.get(unit=world.other_village, title="Analis Kebijakan")
    assert (made.position_type, made.echelon) == (former.position_type, former.echelon)
