"""Who looks after the surveys and reports of a unit, and what all parts draw by."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from asn_portal.access.roles import Role
from asn_portal.accounts.models import User
from asn_portal.operation.demo import DemoWorld
from employees.enums import LegalStatus
from employees.models import Employee, OrganizationalUnit, RoleGrant


class Officers:
    """Who looks after the surveys and reports of a unit. Where no account is named, somebody of the office is made
    service officer."""

    def __init__(self, world: DemoWorld) -> None:
        self.by_path: dict[str, User] = {
            world.units["medan-belawan"].path: world.users["service@belawan.demo"],
            world.units["senapelan"].path: world.users["service@senapelan.demo"],
        }
        for slug in ("medan-marelan", "disdukcapil-medan", "dinkes-medan", "disdukcapil-pekanbaru"):
            self._appoint(world, world.units[slug])

    def of(self, unit: OrganizationalUnit) -> User:
        return next(user for path, user in self.by_path.items() if unit.path.startswith(path))

    def _appoint(self, world: DemoWorld, unit: OrganizationalUnit) -> None:
        staff = Employee.objects.filter(
            unit__path__startswith=unit.path, position__is_head=False, status=LegalStatus.ACTIVE
        ).exclude(user__in=world.users.values())
        officer = staff.select_related("user").order_by("-rank_order", "pk")[0].user
        RoleGrant.objects.create(
            user=officer,
            role=Role.SERVICE_OFFICER,
            unit=unit,
            period=(world.date_before(700), None),
            reason="Demo",
            granted_by=world.users["operator@portal.demo"],
        )
        self.by_path[unit.path] = officer


def moment(day: datetime.date, hour: int, unit: OrganizationalUnit) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=unit.tz)


def random_uuid(rng: Any) -> uuid.UUID:
    return uuid.UUID(bytes=rng.randbytes(16), version=4)
