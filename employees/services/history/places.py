"""Where somebody may be placed: in a position that exists, and at the head of a unit one person at a time."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Least
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError
from employees.dates import today
from employees.domain.entry_rules import LEFT
from employees.enums import AssignmentKind
from employees.models import Employee, Position, PositionHistory
from employees.successors import open_successors

# (first day, first day no longer or None)
Period = tuple[datetime.date, datetime.date | None]

# Heads wait for each other; in other positions many may be placed at once, but not while one of them is being closed.
LOCK = """
    SELECT id FROM employees_position WHERE id = ANY(%s) AND is_head = %s ORDER BY id FOR {strength}
"""


def lock_positions(positions: Iterable[int]) -> None:
    """Before the people are locked: all who place somebody lock in one order."""
    keys = sorted(set(positions))
    with connection.cursor() as cursor:
        cursor.execute(LOCK.format(strength="SHARE"), [keys, False])
        cursor.execute(LOCK.format(strength="NO KEY UPDATE"), [keys, True])


def lock_places(employee: Employee, *positions: Position) -> None:
    """As lock_positions, together with what the person has headed: a change may let that end later."""
    lock_positions([*(position.pk for position in positions), *headed_by([employee.pk])])


def headed_by(people: Collection[int]) -> list[int]:
    """Positions at the head of a unit that these people hold or held."""
    rows = PositionHistory.objects.valid().filter(employee__in=people, position__is_head=True)
    return list(rows.order_by().values_list("position", flat=True).distinct())


def check_place(position: Position, employee: Employee, period: Period, kind: str) -> None:
    """Refuse a position of another government, and a second person who heads a unit definitively."""
    if position.unit.government_path != employee.unit.government_path:
        raise DomainError(_("The position belongs to another government. Choose one of this government."))
    if kind == AssignmentKind.DEFINITIVE:
        refuse_second_head(position, employee, period)


def check_exists(position: Position, employee: Employee, period: Period) -> None:
    """Refuse a position that is closed before the period ends. The caller holds the position. Where somebody who left
    served last may be closed."""
    # As it is now that it is held.
    position = Position.objects.select_related("unit").get(pk=position.pk)
    closed = min((day for day in (position.closed_on, position.unit.closed_on) if day is not None), default=None)
    if closed is None or (period[1] is not None and period[1] <= closed) or employee.status in LEFT:
        return
    words = {"position": position.title, "unit": position.unit.name, "date": formats.date_format(closed)}
    if names := ", ".join(each.name for each in open_successors(position.unit, today())):
        raise DomainError(
            _(
                "%(position)s in %(unit)s was closed on %(date)s. Its work is done in %(names)s: choose a position "
                "there."
            )
            % {**words, "names": names}
        )
    raise DomainError(
        _("%(position)s in %(unit)s was closed on %(date)s. Choose a position that exists for the whole period.")
        % words
    )


def closed_days(positions: Collection[int]) -> dict[int, datetime.date]:
    """Of those of these positions that close, or whose unit does, the first day on which they don't exist any more."""
    closing = Position.objects.filter(pk__in=positions).annotate(end=Least("closed_on", "unit__closed_on"))
    return dict(closing.filter(end__isnull=False).values_list("pk", "end"))


def refuse_second_head(position: Position, employee: Employee, period: Period) -> None:
    """Nobody else heads the unit definitively on any day of the period."""
    if not position.is_head:
        return
    holder = (
        PositionHistory.objects.valid()
        .definitive()
        .filter(position=position, period__overlap=DateRange(*period))
        .exclude(employee=employee)
        .select_related("employee")
        .order_by("period")
        .last()
    )
    if holder is None:
        return
    words = {
        "name": holder.employee.full_name,
        "position": position.title,
        "date": formats.date_format(holder.period.lower),
    }
    if holder.ended_on is None:
        raise DomainError(
            _(
                "%(name)s holds %(position)s from %(date)s on. Transfer them first, choose a period that ends before "
                "that day, or appoint an acting official."
            )
            % words
        )
    raise DomainError(
        _(
            "%(name)s holds %(position)s from %(date)s to %(last)s. Choose a period outside of these days, or correct "
            "that entry first."
        )
        % {**words, "last": formats.date_format(holder.ended_on)}
    )


def double_heads(*, among: Collection[int] | None = None) -> list[PositionHistory]:
    """Definitive entries of people who head a unit while somebody else does; only those of `among`."""
    heading = PositionHistory.objects.valid().definitive().filter(position__is_head=True)
    others = heading.filter(position=OuterRef("position"), period__overlap=OuterRef("period"))
    own = Q() if among is None else Q(employee__in=among)
    found = heading.filter(own, Exists(others.exclude(employee=OuterRef("employee"))))
    return list(found.select_related("employee", "position__unit").order_by("position", "period", "pk"))


@contextmanager
def no_second_head(people: Collection[int]) -> Iterator[None]:
    """For whoever writes many entries at once. Raises IntegrityError, as the database does, when a unit has got a
    second head; faults of old stay as they are."""
    before = {(row.position_id, row.employee_id) for row in double_heads(among=people)}
    yield
    if {(row.position_id, row.employee_id) for row in double_heads(among=people)} - before:
        raise IntegrityError("A unit would have two heads at a time.")
