"""Units renamed, merged, split and closed on a date; history stays true as of any date."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import Role
from asn_portal.access.scope import scope_of
from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.enums import AssignmentKind, LegalStatus, StructureChangeKind, StructureChangeState, UnitKind
from employees.models import (
    Employee,
    OrganizationalUnit,
    Position,
    PositionHistory,
    RoleGrant,
    StructureChange,
    UnitName,
)
from employees.reports.succession import succession_of
from employees.reports.timeline import timeline_of
from employees.services.history import add_definitive_position, disagreeing_employees
from employees.services.structure import apply_change, apply_due_changes, cancel_change, plan_change, preview_of
from employees.services.unit import change_unit
from employees.supervision import head_of
from employees.texts.record import unit_name_on
from tests.factories.employees import (
    LONG_AGO,
    EmployeeFactory,
    PositionFactory,
    RoleGrantFactory,
    StructureChangeFactory,
    UnitFactory,
    make_officer,
)

DAY = dt.timedelta(days=1)


@pytest.fixture
def officer(world):
    return make_officer(Role.HR_OFFICER, world.government)


@pytest.fixture
def planned(world, officer):
    """`planned(kind, days=…, unit=…, **plan)`"""

    def plan(kind, *, days=0, unit=None, by=None, **values):
        return plan_change(
            unit=unit or world.village,
            kind=StructureChangeKind(kind),
            effective_date=today() + days * DAY,
            plan=values,
            decree_number="Perda 4/2026",
            decree_date=today() - 60 * DAY,
            by=by or officer,
        )

    return plan


def merge(world, **kwargs):
    return {"into": world.other_village.pk, "head_title": "Analis Kebijakan", "roles": "end", **kwargs}


def held(employee, date):
    row = PositionHistory.objects.on(date).definitive().select_related("position__unit").get(employee=employee)
    return row.position.unit, row.position.title


# --- Rename ---------------------------------------------------------------------------------------------------------


def test_a_new_name_holds_from_its_day_and_the_old_one_before(world, planned):
    slug = world.village.slug

    planned("RENAME", days=-10, name="Kelurahan Belawan Satu")

    unit = OrganizationalUnit.objects.get(pk=world.village.pk)
    assert (unit.name, unit.slug) == ("Kelurahan Belawan Satu", slug)
    assert unit_name_on(unit, today() - 11 * DAY) == "Kelurahan Belawan I"
    assert unit_name_on(unit, today() - 10 * DAY) == "Kelurahan Belawan Satu"
    employee = world.users["employee"].employee
    [entry] = [e for e in timeline_of(employee, user=world.users["employee"]) if e.kind == "position"]
    assert entry.detail == "Kelurahan Belawan I"


def test_a_rename_to_come_changes_nothing_before_its_day(world, planned):
    change = planned("RENAME", days=3, name="Kelurahan Belawan Satu")

    assert apply_due_changes(today() + 2 * DAY) == 0
    world.village.refresh_from_db()
    assert (world.village.name, UnitName.objects.count()) == ("Kelurahan Belawan I", 0)

    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())
    assert apply_due_changes() == 1
    assert apply_due_changes() == 0
    world.village.refresh_from_db()
    assert world.village.name == "Kelurahan Belawan Satu"


def test_a_rename_before_a_later_one_leaves_the_present_name(world, planned):
    planned("RENAME", days=-10, name="Nama Ketiga")
    planned("RENAME", days=-20, name="Nama Kedua")

    unit = OrganizationalUnit.objects.get(pk=world.village.pk)
    assert unit.name == "Nama Ketiga"
    names = [unit_name_on(unit, today() - days * DAY) for days in (21, 20, 11, 10, 0)]
    assert names == ["Kelurahan Belawan I", "Nama Kedua", "Nama Kedua", "Nama Ketiga", "Nama Ketiga"]


def test_a_corrected_slip_is_no_new_name(world, planned, officer):
    planned("RENAME", days=-10, name="Kelurahan Blawan Satu")

    change_unit(unit=world.village, changes={"name": "Kelurahan Belawan Satu"}, reason="salah ketik", by=officer)

    unit = OrganizationalUnit.objects.get(pk=world.village.pk)
    assert unit_name_on(unit, today()) == "Kelurahan Belawan Satu"
    assert unit_name_on(unit, today() - 11 * DAY) == "Kelurahan Belawan I"


def test_two_renames_on_one_day_are_refused(planned):
    planned("RENAME", days=-10, name="A")

    with pytest.raises(DomainError):
        planned("RENAME", days=-10, name="B")


# --- Merge ----------------------------------------------------------------------------------------------------------


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


# --- Split ----------------------------------------------------------------------------------------------------------


def split(world, **kwargs):
    positions = list(Position.objects.filter(unit=world.village).order_by("-is_head", "pk"))
    parts = [{"name": "Belawan Utara", "kind": "URBAN_VILLAGE"}, {"name": "Belawan Selatan", "kind": "URBAN_VILLAGE"}]
    places = {str(position.pk): 0 if position.is_head else 1 for position in positions}
    return {"parts": parts, "positions": places, **kwargs}


def test_a_split_makes_units_beside_and_people_follow_their_position(world, planned):
    clerk, head = world.users["employee"].employee, world.users["supervisor"].employee

    planned("SPLIT", days=-5, **split(world))

    north, south = OrganizationalUnit.objects.filter(name__startswith="Belawan ").order_by("-name")
    assert (north.parent, north.kind, north.opened_on) == (world.district, UnitKind.URBAN_VILLAGE, today() - 5 * DAY)
    assert north.is_service_unit
    assert held(head, today())[0] == north
    assert held(clerk, today()) == (south, clerk.position.title)
    assert held(clerk, today() - 6 * DAY) == (world.village, clerk.position.title)
    assert head_of(north) == head
    assert {unit.name for link in succession_of(world.village).became for unit in link.units} == {
        north.name,
        south.name,
    }
    assert north not in OrganizationalUnit.objects.open_on(today() - 6 * DAY)
    assert disagreeing_employees() == []


def test_a_position_that_came_later_blocks_the_split_on_its_day(world, planned, officer):
    change = planned("SPLIT", days=5, **split(world))
    PositionFactory(unit=world.village, title="Jabatan Baru")
    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())

    assert apply_due_changes() == 0

    change.refresh_from_db()
    assert change.state == StructureChangeState.BLOCKED
    assert "Jabatan Baru" in change.blocked_reason
    assert Notification.objects.filter(kind="employees.structure_change", user=officer).count() == 1
    assert not OrganizationalUnit.objects.filter(name="Belawan Utara").exists()


def test_bad_splits_are_refused(world, planned):
    good = split(world)

    for bad in (
        {**good, "parts": good["parts"][:1]},
        {**good, "parts": [good["parts"][0]] * 2},
        {**good, "parts": [{"name": "A", "kind": "GOVERNMENT"}, good["parts"][1]]},
        {**good, "positions": dict.fromkeys(good["positions"], 7)},
    ):
        with pytest.raises(DomainError):
            planned("SPLIT", days=5, **bad)


# --- Close ----------------------------------------------------------------------------------------------------------


def test_a_unit_with_people_is_not_closed_and_the_sentence_names_them(world, planned):
    with pytest.raises(DomainError, match="Siti Rahmawati"):
        planned("CLOSE")

    world.village.refresh_from_db()
    assert world.village.closed_on is None


def test_an_empty_unit_is_closed(world, planned):
    empty = UnitFactory(parent=world.district)
    PositionFactory(unit=empty)

    change = planned("CLOSE", unit=empty)

    empty.refresh_from_db()
    assert (change.state, empty.closed_on) == (StructureChangeState.IN_FORCE, today())
    with pytest.raises(DomainError):
        planned("RENAME", unit=empty, days=1, name="X")


def test_a_blocked_closing_is_tried_again(world, planned, officer):
    unit = UnitFactory(parent=world.district)
    person = EmployeeFactory(unit=unit)
    change = planned("CLOSE", unit=unit, days=5)
    assert person.full_name in preview_of(change).obstacles[0]
    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())
    apply_due_changes()
    with pytest.raises(DomainError, match=person.full_name):
        apply_change(change=change, by=officer)
    elsewhere = PositionFactory(unit=world.district)
    add_definitive_position(employee=person, position=elsewhere, effective_date=today(), by=officer)

    apply_change(change=change, by=officer)

    change.refresh_from_db()
    assert (change.state, change.blocked_reason) == (StructureChangeState.IN_FORCE, "")


# --- Dates, plans -----------------------------------------------------------------------------------------------------


def test_a_past_date_with_later_histories_is_refused(world, planned):
    clerk = world.users["employee"].employee
    elsewhere = PositionFactory(unit=world.district)
    add_definitive_position(employee=clerk, position=elsewhere, effective_date=today() - 2 * DAY, by=None)

    with pytest.raises(DomainError, match=clerk.full_name):
        planned("MERGE", days=-5, **merge(world))


def test_dates_that_can_not_be(world, planned):
    world.village.opened_on = today() + 5 * DAY
    world.village.save(update_fields=["opened_on"])

    for days in (4, 5, -400):
        with pytest.raises(DomainError):
            planned("RENAME", days=days, name="X")
    assert planned("RENAME", days=6, name="X").state == StructureChangeState.PLANNED


def test_a_government_is_only_renamed(world, planned):
    for kind, plan in (("CLOSE", {}), ("MERGE", merge(world)), ("SPLIT", split(world))):
        with pytest.raises(DomainError):
            planned(kind, unit=world.government, days=5, **plan)
    assert planned("RENAME", unit=world.government, name="Kota Medan Baru").state == StructureChangeState.IN_FORCE


def test_one_plan_a_day_and_a_cancelled_one_makes_room(world, planned, officer):
    change = planned("RENAME", days=5, name="A")
    with pytest.raises(DomainError):
        planned("RENAME", days=5, name="B")

    cancel_change(change=change, by=officer)
    cancel_change(change=change, by=officer)

    assert planned("RENAME", days=5, name="B").state == StructureChangeState.PLANNED
    assert Event.objects.filter(kind="employees.structure_cancelled").count() == 1
    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())
    assert apply_due_changes() == 0


def test_what_is_in_force_is_not_cancelled(planned, officer):
    change = planned("RENAME", name="A")

    with pytest.raises(DomainError):
        cancel_change(change=change, by=officer)


def test_a_fault_in_the_middle_leaves_nothing_behind(world, planned, officer, monkeypatch):
    change = planned("MERGE", days=5, **merge(world))
    StructureChange.objects.filter(pk=change.pk).update(effective_date=today())
    calls = []

    def dies(**kwargs):
        calls.append(kwargs)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return add(**kwargs)

    from employees.services.structure import apply as module

    add = module.add_definitive_position
    monkeypatch.setattr(module, "add_definitive_position", dies)
    with pytest.raises(RuntimeError):
        apply_due_changes()
    monkeypatch.undo()

    assert PositionHistory.objects.filter(position__unit=world.other_village).count() == 1
    world.village.refresh_from_db()
    assert world.village.closed_on is None
    assert apply_due_changes() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_puts_it_in_force():
    unit = UnitFactory(parent=UnitFactory())
    into = UnitFactory(parent=unit.parent)
    people = [EmployeeFactory(unit=unit) for _each in range(3)]
    StructureChangeFactory(
        unit=unit,
        kind=StructureChangeKind.MERGE,
        effective_date=today(),
        plan={"into": into.pk, "head_title": "Analis", "roles": "end"},
        created_by=make_officer(Role.HR_OFFICER, unit.government),
    )
    gate = threading.Barrier(4)

    def work(_number):
        try:
            gate.wait(20)
            return apply_due_changes()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 1

    assert PositionHistory.objects.filter(position__unit=into).count() == len(people)
    assert Event.objects.filter(kind="employees.structure_applied").count() == 1
