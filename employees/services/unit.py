"""Units and positions."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import formats
from django.utils.text import slugify
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import FormerNeed, OrganizationalUnit, Position, UnitName

CHANGEABLE = ("name", "kind", "is_service_unit", "time_zone", "address", "phone", "email")


@transaction.atomic
def create_unit(
    *, parent: OrganizationalUnit | None, name: str, kind: str, by: Any, **fields: Any
) -> OrganizationalUnit:
    """Add a unit below `parent`, or a government without one."""
    slug = fields.pop("slug", "") or free_slug(name)
    values = {"name": name, "kind": kind, "slug": slug, **fields}
    if parent is None:
        unit = OrganizationalUnit.objects.add_root(create_kwargs=values)
    else:
        # Locked: treebeard computes the next path from the youngest sibling.
        parent = OrganizationalUnit.objects.select_for_update().get(pk=parent.pk)
        refuse_closed(parent)
        unit = OrganizationalUnit.objects.add_child(parent, create_kwargs=values)
    record_event("employees.unit_created", by=by, obj=unit, unit_path=unit.path)
    return unit


def refuse_closed(unit: OrganizationalUnit) -> None:
    """Nothing new begins in a unit that no longer exists. What is closed on a day to come may still grow till then."""
    if unit.is_closed(today()):
        raise DomainError(
            _("%(unit)s was closed on %(date)s. Choose a unit that exists.")
            % {"unit": unit.name, "date": formats.date_format(unit.closed_on)}
        )


def free_slug(name: str) -> str:
    """A public address that no unit has yet."""
    base = slugify(name)[:70] or "unit"
    slug, number = base, 1
    while OrganizationalUnit.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def change_unit(*, unit: OrganizationalUnit, changes: dict[str, Any], reason: str, by: Any) -> OrganizationalUnit:
    """Rename a unit or change its address; its place in the tree and its public address stay."""
    unit = OrganizationalUnit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        raise ValueError(f"not changeable: {', '.join(sorted(unknown))}")
    changed = sorted(field for field, value in changes.items() if getattr(unit, field) != value)
    if not changed:
        return unit
    for field in changed:
        setattr(unit, field, changes[field])
    with because(reason):
        unit.save(update_fields=changed)
        if "name" in changed:
            # A slip is corrected; a new name from a date is a change of the structure.
            UnitName.objects.filter(unit=unit, period__endswith__isnull=True).update(name=unit.name)
        record_event("employees.unit_changed", by=by, obj=unit, unit_path=unit.path, reason=reason, fields=changed)
    return unit


@transaction.atomic
def change_position(
    *, position: Position, title: str, needed: int, since: datetime.date, reason: str, by: Any
) -> Position:
    """Correct the title, or set how many people are needed from a day on. Figures of earlier days keep their number."""
    position = Position.objects.select_for_update(of=("self",)).select_related("unit").get(pk=position.pk)
    if position.title == title and position.needed == needed:
        return position
    if position.closed_on is not None and since >= position.closed_on:
        raise DomainError(_("This position is closed. Choose one that exists."))
    if position.needed != needed:
        _check_need_since(position, since)
    changed = [name for name, value in (("title", title), ("needed", needed)) if getattr(position, name) != value]
    with because(reason):
        change_need(position=position, needed=needed, since=since)
        position.title = title
        try:
            position.full_clean()
        except ValidationError as error:
            raise DomainError(" ".join(error.messages)) from error
        position.save(update_fields=["title"])
        record_event(
            "employees.position_changed",
            by=by,
            obj=position,
            unit_path=position.unit.path,
            reason=reason,
            fields=changed,
        )
    return position


def _check_need_since(position: Position, since: datetime.date) -> None:
    if since > today():
        raise DomainError(_("A number holds from today or an earlier day. Enter a planned one when its day has come."))
    later = FormerNeed.objects.filter(position=position, until__gt=since).order_by("-until").first()
    if later is not None:
        raise DomainError(
            _("The need changed again on %(date)s. Choose that day or a later one.")
            % {"date": formats.date_format(later.until)}
        )


def change_need(*, position: Position, needed: int, since: datetime.date) -> None:
    """From `since` on the position (locked) needs so many; until then what it needed so far."""
    if position.needed == needed:
        return
    FormerNeed.objects.get_or_create(position=position, until=since, defaults={"needed": position.needed})
    position.needed = needed
    position.save(update_fields=["needed"])


@transaction.atomic
def create_position(*, unit: OrganizationalUnit, title: str, by: Any, **fields: Any) -> Position:
    # Locked: it isn't closed meanwhile.
    refuse_closed(OrganizationalUnit.objects.select_for_update(no_key=True).get(pk=unit.pk))
    position = Position(unit=unit, title=title, **fields)
    try:
        position.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    position.save()
    record_event("employees.position_created", by=by, obj=position, unit_path=unit.path)
    return position
