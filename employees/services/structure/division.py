"""How a split divides the holders of one position, and the need for it.

Beside `positions` {position: index of its part} the plan may name `holders` {position: {employee: index}} for those who
go to another part, and `needs` {position: {index: people needed}}. Keys are text, as JSON has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from employees.models import Position, PositionHistory, StructureChange


def part_of(change: StructureChange, held: PositionHistory) -> int | None:
    """The index of the part to which a holder goes; None if the plan doesn't know the position."""
    position = str(held.position_id)
    own: int | None = change.plan["positions"].get(position)
    if own is None:
        return None
    chosen: int = change.plan.get("holders", {}).get(position, {}).get(str(held.employee_id), own)
    return chosen


def needs_of(change: StructureChange, position: Position, held: Iterable[PositionHistory]) -> dict[int, int]:
    """In which parts the position exists, and how many people each needs. `held` are the definitive holders.

    Where the plan says nothing, another part needs those who come, and the position's own part the rest.
    """
    key = str(position.pk)
    own = change.plan["positions"][key]
    going = Counter(part_of(change, row) for row in held if row.position_id == position.pk)
    said = {int(index): needed for index, needed in change.plan.get("needs", {}).get(key, {}).items()}
    needs: dict[int, int] = {}
    rest = position.needed
    for index in sorted({own, *said, *(index for index in going if index is not None)} - {own}):
        needs[index] = said.get(index, min(going[index], rest))
        rest = max(rest - needs[index], 0)
    return {own: said.get(own, rest), **needs}
