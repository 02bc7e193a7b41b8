"""Seats of a session with quotas of units.

The rule, in one sentence: a unit with a quota, and everything below it, has that many seats and never more; everyone
else shares the seats that the quotas leave; inside each share seats go in the order of registration, and a freed seat
to the first in line whose share has room.

A share is named by the path of its unit; "" is the rest. Whoever belongs to a unit inside a unit with a quota stands in
both shares when both have one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

REST = ""


def shares_of(unit_path: str, quotas: Iterable[str]) -> tuple[str, ...]:
    """The shares in which somebody of the unit stands."""
    return tuple(sorted(path for path in quotas if unit_path.startswith(path))) or (REST,)


def outermost_sum(quotas: Mapping[str, int]) -> int:
    """Seats that the quotas take. One inside another takes nothing more."""
    return sum(
        number
        for path, number in quotas.items()
        if not any(path != other and path.startswith(other) for other in quotas)
    )


def room_for_others(seats: int, quotas: Mapping[str, int]) -> int:
    """Seats that the quotas leave; below zero counts as none."""
    return max(0, seats - outermost_sum(quotas))


def limits_of(seats: int, quotas: Mapping[str, int]) -> dict[str, int]:
    """The most seats of each share."""
    return {**quotas, REST: room_for_others(seats, quotas)}


def seats_given(
    *, seats: int, quotas: Mapping[str, int], held: Iterable[str], waiting: Sequence[tuple[int, str]]
) -> list[int]:
    """Which of those who wait get a seat now, in order. `held` are the unit paths of who holds one; `waiting` pairs of
    sequence number and unit path."""
    limits = limits_of(seats, quotas)
    used = Counter({REST: 0})
    total = 0
    for path in held:
        used.update(shares_of(path, quotas))
        total += 1
    given = []
    for sequence, path in sorted(waiting):
        shares = shares_of(path, quotas)
        if total < seats and all(used[share] < limits[share] for share in shares):
            used.update(shares)
            total += 1
            given.append(sequence)
    return given


def place_in_share(sequence: int, waiting: Sequence[tuple[int, str]], quotas: Iterable[str]) -> int:
    """1 for the next of those who compete for the same seats: who shares a share with the person and came earlier."""
    paths = dict(waiting)
    if sequence not in paths:
        raise ValueError("This registration is not on the waiting list.")
    known = list(quotas)
    own = set(shares_of(paths[sequence], known))
    return 1 + sum(1 for other, path in waiting if other < sequence and not own.isdisjoint(shares_of(path, known)))
