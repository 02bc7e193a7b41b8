"""What the audit trail of the invented governments holds: who did what in two years, and who looked at whom."""

from __future__ import annotations

import datetime
import random

from django.db import models
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from asn_portal.audit.models import Event, RecordView, kind_of
from asn_portal.operation.demo import SEED, DemoWorld
from employees.models import Employee, PositionHistory, RankHistory, RoleGrant

# For each government: who enters, and who looks. E-mail addresses of the demo's accounts.
OFFICES = (
    ("kota-medan", "hr@medan.demo", ("hr@medan.demo", "auditor@medan.demo", "head@medan.demo", "camat@belawan.demo")),
    ("kota-pekanbaru", "hr@pekanbaru.demo", ("hr@pekanbaru.demo", "auditor@pekanbaru.demo", "camat@senapelan.demo")),
)
DAYS = 730
ENTRIES = 120
LOOKS = 160
REASONS = ("Pengusulan kartu ASN elektronik", "Pemutakhiran data BPJS", "Verifikasi berkas kenaikan pangkat")


def add_trail(world: DemoWorld) -> None:
    # Its own dice: a change here must not change the people of the demo.
    rng = random.Random(f"{SEED}-trail")
    events, looks = _role_events(world, rng), []
    for slug, officer, viewers in OFFICES:
        path = world.units[slug].path
        events += _entries(world, rng, path, world.users[officer])
        looks += _looks(world, rng, path, [world.users[viewer] for viewer in viewers])
        looks += _looks_at_accounts(world, rng, path, [world.users[viewer] for viewer in viewers])
    Event.objects.bulk_create(sorted(events, key=lambda event: event.at))
    RecordView.objects.bulk_create(sorted(looks, key=lambda look: look.at))


def _moment(rng: random.Random, day: datetime.date) -> datetime.datetime:
    """Some minute of the office's day, never later than now."""
    clock = datetime.time(rng.randint(7, 15), rng.randint(0, 59), rng.randint(0, 59))
    return min(timezone.make_aware(datetime.datetime.combine(day, clock)), timezone.now())


def _about(obj: models.Model) -> dict[str, str]:
    return {"object_kind": kind_of(obj), "object_id": str(obj.pk), "object_label": str(obj)[:250]}


def _role_events(world: DemoWorld, rng: random.Random) -> list[Event]:
    return [
        Event(
            kind="employees.role_granted",
            at=_moment(rng, grant.period.lower),
            actor=grant.granted_by,
            unit_path=grant.unit.path if grant.unit else "",
            reason=grant.reason,
            data={"user": grant.user_id, "role": Role(grant.role).value},
            **_about(grant),
        )
        for grant in RoleGrant.objects.select_related("unit", "granted_by")
    ]


def _entries(world: DemoWorld, rng: random.Random, path: str, officer: User) -> list[Event]:
    """Ranks and positions of the last two years, as the personnel office entered them."""
    since = world.date_before(DAYS)
    recent = {"period__startswith__gte": since, "period__startswith__lte": world.today}
    entries: list[Event] = []
    for history, kind, field in (
        (RankHistory, "employees.rank_added", "rank"),
        (PositionHistory, "employees.position_added", "position"),
    ):
        rows = history.objects.filter(employee__unit__path__startswith=path, **recent)
        rows = rows.select_related("employee__unit").order_by("period", "pk")
        entries += [
            Event(
                kind=kind,
                at=_moment(rng, row.period.lower),
                actor=officer,
                unit_path=row.employee.unit.path,
                reason="",
                data={field: getattr(row, f"{field}_id", getattr(row, field)), "effective_date": str(row.period.lower)},
                **_about(row.employee),
            )
            for row in rows[:ENTRIES]
        ]
    return entries


def _looks(world: DemoWorld, rng: random.Random, path: str, viewers: list[User]) -> list[RecordView]:
    """Looks of the last two months; the first of the people have been looked at most."""
    people = list(Employee.objects.filter(unit__path__startswith=path).select_related("unit").order_by("pk"))
    looks = []
    for _each in range(LOOKS):
        employee, viewer = people[min(int(rng.expovariate(8 / len(people))), len(people) - 1)], rng.choice(viewers)
        if employee.user_id == viewer.pk:
            continue
        # The number is opened by the personnel office only, and for a reason.
        opens_nik = viewer == viewers[0] and rng.random() < 0.2
        looks.append(_look(world, rng, viewer, employee, opens_nik=opens_nik))
    return looks


def _looks_at_accounts(world: DemoWorld, rng: random.Random, path: str, viewers: list[User]) -> list[RecordView]:
    """Whoever tries the demo as one of its people finds who looked at them: each of the viewers, one with a reason."""
    accounts = [user.pk for user in world.users.values()]
    people = Employee.objects.filter(user__in=accounts, unit__path__startswith=path).select_related("unit")
    return [
        _look(world, rng, viewer, employee, opens_nik=viewer == viewers[0])
        for employee in people.order_by("pk")
        for viewer in viewers
        if employee.user_id != viewer.pk
    ]


def _look(world: DemoWorld, rng: random.Random, viewer: User, employee: Employee, *, opens_nik: bool) -> RecordView:
    return RecordView(
        at=_moment(rng, world.date_before(rng.randint(0, 60))),
        viewer=viewer,
        subject_kind=kind_of(employee),
        subject_id=str(employee.pk),
        subject_label=str(employee)[:250],
        unit_path=employee.unit.path,
        what="nik" if opens_nik else "profile",
        reason=rng.choice(REASONS) if opens_nik else "",
    )
