"""Who signs in to the demo: one account per role and government."""

from __future__ import annotations

import datetime

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from asn_portal.operation.demo import DemoWorld
from employees.enums import (
    AssignmentKind,
    EmploymentType,
    LegalStatus,
)
from employees.models import Employee, Position, PositionHistory, RoleGrant

# e-mail, role, unit on which it is granted, unit whose staff the holder belongs to
ROLE_ACCOUNTS = (
    ("hr@medan.demo", Role.HR_OFFICER, "kota-medan", "bkpsdm-medan"),
    ("hr@belawan.demo", Role.HR_OFFICER, "medan-belawan", "sekretariat-medan-belawan"),
    ("training@medan.demo", Role.TRAINING_COORDINATOR, "kota-medan", "bkpsdm-medan"),
    ("head@medan.demo", Role.HEAD_OF_AGENCY, "kota-medan", "kota-medan"),
    ("service@belawan.demo", Role.SERVICE_OFFICER, "medan-belawan", "sekretariat-medan-belawan"),
    ("auditor@medan.demo", Role.AUDITOR, "kota-medan", "setda-medan"),
    ("hr@pekanbaru.demo", Role.HR_OFFICER, "kota-pekanbaru", "bkpsdm-pekanbaru"),
    ("training@pekanbaru.demo", Role.TRAINING_COORDINATOR, "kota-pekanbaru", "bkpsdm-pekanbaru"),
    ("head@pekanbaru.demo", Role.HEAD_OF_AGENCY, "kota-pekanbaru", "kota-pekanbaru"),
    ("service@senapelan.demo", Role.SERVICE_OFFICER, "senapelan", "sekretariat-senapelan"),
    ("service@medan.demo", Role.SERVICE_OFFICER, "kota-medan", "setda-medan"),
    ("auditor@pekanbaru.demo", Role.AUDITOR, "kota-pekanbaru", "bkpsdm-pekanbaru"),
)
# e-mail, unit whose head it is
HEAD_ACCOUNTS = (
    ("camat@belawan.demo", "medan-belawan"),
    ("lurah@belawan.demo", "belawan-i"),
    ("camat@marelan.demo", "medan-marelan"),
    ("camat@senapelan.demo", "senapelan"),
    ("lurah@senapelan.demo", "kampung-bandar"),
)
# e-mail, unit in which the holder works
STAFF_ACCOUNTS = (
    ("pegawai@belawan.demo", "belawan-i"),
    ("pegawai@marelan.demo", "terjun"),
    ("pegawai@senapelan.demo", "kampung-bandar"),
)


def add_accounts(world: DemoWorld) -> None:
    """One account per role and government with an address that is easy to remember; everybody else signs in by NIP."""
    taken: set[int] = set()

    def give(email: str, unit_slug: str, *, head: bool = False) -> User:
        employee = (
            Employee.objects.filter(
                unit=world.units[unit_slug],
                position__is_head=head,
                status=LegalStatus.ACTIVE,
                employment_type=EmploymentType.PNS,
            )
            .exclude(pk__in=taken)
            .select_related("user")
            .order_by("pk")[0]
        )
        taken.add(employee.pk)
        employee.user.email = email
        employee.user.save(update_fields=["email"])
        world.users[email] = employee.user
        return employee.user

    operator = User.objects.create(
        username="operator", email="operator@portal.demo", name="Operator Portal", password=world.password_hash
    )
    world.users[operator.email] = operator
    started = world.date_before(700)
    RoleGrant.objects.create(user=operator, role=Role.OPERATOR, unit=None, period=(started, None), reason="Demo")
    for email, role, unit_slug, home_slug in ROLE_ACCOUNTS:
        until = world.today + datetime.timedelta(days=365) if role == Role.AUDITOR else None
        RoleGrant.objects.create(
            user=give(email, home_slug, head=role == Role.HEAD_OF_AGENCY),
            role=role,
            unit=world.units[unit_slug],
            period=(started, until),
            reason="Demo",
            granted_by=operator,
        )
    for email, unit_slug in HEAD_ACCOUNTS:
        give(email, unit_slug, head=True)
    for email, unit_slug in STAFF_ACCOUNTS:
        give(email, unit_slug)


def add_acting_official(world: DemoWorld) -> None:
    """The village Bahagia is headed by an acting official (Plt.) from the district's secretariat."""
    position = Position.objects.get(unit=world.units["bahagia"], is_head=True)
    deputy = (
        Employee.objects.filter(
            unit=world.units["sekretariat-medan-belawan"], position__is_head=False, rank__startswith="III"
        )
        .exclude(user__in=world.users.values())
        .order_by("-rank_order", "pk")[0]
    )
    PositionHistory.objects.create(
        employee=deputy,
        position=position,
        kind=AssignmentKind.ACTING,
        period=(world.date_before(40), world.today + datetime.timedelta(days=50)),
        decree_number="821.24/118/2026",
        decree_date=world.date_before(45),
    )
