"""What a change of the structure would do on its day, to whom, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from employees.dates import today
from employees.domain.entry_rules import LEFT
from employees.enums import AssignmentKind, StructureChangeKind
from employees.models import OrganizationalUnit, Position, PositionHistory, RoleGrant, StructureChange, UnitName
from employees.services.structure.division import part_of
from employees.texts.record import one_full_stop

NAMED = 5


@dataclass(frozen=True)
class Move:
    """One person and where they go. `title` and `unit` as they will be called."""

    held: PositionHistory
    title: str
    unit: str


@dataclass
class Preview:
    moves: list[Move] = field(default_factory=list)
    # Acting appointments and additional duties in what is closed; they end.
    ending: list[PositionHistory] = field(default_factory=list)
    roles: list[RoleGrant] = field(default_factory=list)
    # Who is told when it takes effect: those of `moves` with an account, and the heads of the units that take them in.
    told: int = 0
    heads: list[str] = field(default_factory=list)
    # Sentences: what stands in the way.
    obstacles: list[str] = field(default_factory=list)


def preview_of(change: StructureChange) -> Preview:
    """For a change on its date, saved or not. It holds until somebody is placed elsewhere."""
    preview = Preview()
    if change.kind == StructureChangeKind.RENAME:
        preview.obstacles += _name_obstacles(change)
        return preview
    unit, date = change.unit, change.effective_date
    held = _held_on(change)
    definitive = [row for row in held if row.kind == AssignmentKind.DEFINITIVE]
    preview.ending = [row for row in held if row.kind != AssignmentKind.DEFINITIVE]
    preview.roles = list(
        RoleGrant.objects.filter(unit=unit).on(max(date, today())).select_related("user", "unit").order_by("pk")
    )
    if unit.is_closed(date):
        preview.obstacles.append(_("%(unit)s is closed already.") % {"unit": unit.name})
    preview.obstacles += _units_below(unit, change)
    preview.obstacles += _later_entries(change, definitive)
    if change.kind == StructureChangeKind.CLOSE:
        if definitive:
            preview.obstacles.append(
                one_full_stop(
                    _("These people still hold a position there on the day: %(names)s. Transfer them first.")
                    % {"names": names_of(definitive)}
                )
            )
    elif change.kind == StructureChangeKind.MERGE:
        _preview_merge(change, definitive, preview)
    else:
        _preview_split(change, definitive, preview)
    preview.told = sum(row.held.employee.user is not None and row.held.employee.user.is_active for row in preview.moves)
    return preview


def names_of(rows: list[PositionHistory]) -> str:
    """The first names, and how many there are beside them."""
    names = list(dict.fromkeys(row.employee.full_name for row in rows))
    text = ", ".join(names[:NAMED])
    rest = len(names) - NAMED
    return text if rest <= 0 else _("%(names)s and %(count)s more") % {"names": text, "count": rest}


def target_of(change: StructureChange) -> OrganizationalUnit:
    return OrganizationalUnit.objects.get(pk=change.plan["into"])


def open_positions(change: StructureChange) -> Any:
    return Position.objects.filter(unit=change.unit).open_on(change.effective_date).order_by("-is_head", "title")


def _held_on(change: StructureChange) -> list[PositionHistory]:
    """Without those who left the service: where they served last stays on their record."""
    rows = PositionHistory.objects.on(change.effective_date).filter(position__unit=change.unit)
    rows = rows.exclude(employee__status__in=LEFT)
    return list(
        rows.select_related("employee__unit", "employee__user", "position__unit").order_by(
            "employee__name", "employee", "pk"
        )
    )


def _units_below(unit: OrganizationalUnit, change: StructureChange) -> Iterator[str]:
    below = OrganizationalUnit.objects.within(unit.path).exclude(pk=unit.pk).open_on(change.effective_date)
    if names := list(below.values_list("name", flat=True)[:NAMED]):
        yield _("Units below still exist on the day: %(names)s. Merge or close them first.") % {
            "names": ", ".join(names)
        }


def _later_entries(change: StructureChange, definitive: list[PositionHistory]) -> Iterator[str]:
    """Entries that begin on the day or after it, in the unit or with those who move: they would contradict."""
    date = change.effective_date
    later = PositionHistory.objects.valid().filter(position__unit=change.unit, period__startswith__gte=date)
    if rows := list(later.select_related("employee")):
        yield one_full_stop(
            _(
                "These people are placed there from %(date)s on or later: %(names)s. Choose a day after those entries "
                "begin, or correct them first."
            )
            % {"date": formats.date_format(date), "names": names_of(rows)}
        )
    if date < today() and change.kind != StructureChangeKind.CLOSE:
        moved = [row.employee_id for row in definitive]
        after = (
            PositionHistory.objects.valid()
            .definitive()
            .filter(employee__in=moved, period__startswith__gt=date)
            .exclude(position__unit=change.unit)
            .select_related("employee")
        )
        if rows := list(after):
            yield one_full_stop(
                _(
                    "The date lies in the past, and these people have later entries: %(names)s. Choose a later date, "
                    "or correct those entries first."
                )
                % {"names": names_of(rows)}
            )


def _name_obstacles(change: StructureChange) -> Iterator[str]:
    unit, date = change.unit, change.effective_date
    if unit.is_closed(date):
        yield _("%(unit)s is closed already.") % {"unit": unit.name}
    if UnitName.objects.filter(unit=unit, period__startswith=date).exists():
        yield _("The unit was renamed on that day already.")
    yield from name_taken(unit.parent_path, change.plan["name"], change, beside=unit)


def name_taken(
    parent_path: str, name: str, change: StructureChange, *, beside: OrganizationalUnit | None = None
) -> Iterator[str]:
    siblings = OrganizationalUnit.objects.within(parent_path).filter(depth=change.unit.depth, name__iexact=name)
    siblings = siblings.open_on(change.effective_date)
    if beside is not None:
        siblings = siblings.exclude(pk=beside.pk)
    if siblings.exists():
        yield _("Another unit there is called “%(name)s” already.") % {"name": name}


def _preview_merge(change: StructureChange, definitive: list[PositionHistory], preview: Preview) -> None:
    into = target_of(change)
    if into.is_closed(change.effective_date) or (into.opened_on and into.opened_on > change.effective_date):
        preview.obstacles.append(_("%(unit)s does not exist on that day.") % {"unit": into.name})
    head = Position.objects.filter(unit=into, is_head=True).first()
    if definitive:
        heads = PositionHistory.objects.on(max(change.effective_date, today())).heading().filter(position__unit=into)
        heads = heads.filter(employee__user__is_active=True).select_related("employee").order_by("pk")
        preview.heads += [row.employee.full_name for row in heads]
    clashes = []
    for row in definitive:
        title = new_title(change, row.position)
        preview.moves.append(Move(row, title, into.name))
        if head is not None and title == head.title:
            clashes.append(title)
    for title in dict.fromkeys(clashes):
        preview.obstacles.append(
            _("“%(title)s” heads %(unit)s. Name another position for those who come.")
            % {"title": title, "unit": into.name}
        )


def new_title(change: StructureChange, position: Position) -> str:
    """What a position of the merged unit is called in the other: the head's is named in the plan."""
    return str(change.plan["head_title"]) if position.is_head else position.title


def head_post(change: StructureChange, position: Position) -> tuple[str, str]:
    """Kind and echelon of the post that the head of the merged unit gets; those of the former post unless planned."""
    plan = change.plan
    return plan.get("head_type") or position.position_type, plan.get("head_echelon") or position.echelon


def _preview_split(change: StructureChange, definitive: list[PositionHistory], preview: Preview) -> None:
    parts, places = change.plan["parts"], change.plan["positions"]
    unplaced = [position.title for position in open_positions(change) if str(position.pk) not in places]
    if unplaced:
        preview.obstacles.append(
            _("These positions belong to no part yet: %(titles)s. Cancel and plan anew.")
            % {"titles": ", ".join(unplaced)}
        )
    for row in definitive:
        if (index := part_of(change, row)) is not None:
            preview.moves.append(Move(row, row.position.title, parts[index]["name"]))
            if row.position.is_head:
                preview.heads.append(row.employee.full_name)
    for part in parts:
        preview.obstacles += name_taken(change.unit.parent_path, part["name"], change, beside=change.unit)
