"""Units and positions."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from asn_portal.audit.services import record_event
from employees.models import OrganizationalUnit, Position


@transaction.atomic
def create_unit(*, parent: OrganizationalUnit | None, name: str, kind: str, by: Any, **fields: Any) -> OrganizationalUnit:
    """Add a unit below `parent`, or a government without one."""
    slug = fields.pop("slug", "") or free_slug(name)
    values = {"name": name, "kind": kind, "slug": slug, **fields}
    if parent is None:
        unit = OrganizationalUnit.objects.add_root(create_kwargs=values)
    else:
        # Locked: treebeard computes the next path from the youngest sibling.
        parent = OrganizationalUnit.objects.select_for_update().get(pk=parent.pk)
        unit = OrganizationalUnit.objects.add_child(parent, create_kwargs=values)
    record_event("employees.unit_created", by=by, obj=unit, unit_path=unit.path)
    return unit


def free_slug(name: str) -> str:
    """A public address that no unit has yet."""
    base = slugify(name)[:70] or "unit"
    slug, number = base, 1
    while OrganizationalUnit.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def create_position(*, unit: OrganizationalUnit, title: str, by: Any, **fields: Any) -> Position:
    position = Position.objects.create(unit=unit, title=title, **fields)
    record_event("employees.position_created", by=by, obj=position, unit_path=unit.path)
    return position
