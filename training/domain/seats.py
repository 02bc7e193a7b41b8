"""Who gets a seat, and who moves up when one is freed.

The rule, in one sentence: seats go to people in the order in which they registered; a registration that still waits for
the supervisor's approval already holds its seat; whoever comes when all seats are held joins the end of the waiting
list; each seat that a refusal, withdrawal or removal frees goes at once to the first in that list.
"""

from collections.abc import Sequence

from training.enums import Placement


def free_seats(*, seats: int, held: int) -> int:
    """Seats that nobody holds; 0 when more are held than there are (seats are never taken back from people)."""
    if seats < 0 or held < 0:
        raise ValueError("Seats and held seats cannot be negative.")
    return max(0, seats - held)


def place_newcomer(*, seats: int, held: int, waiting: int) -> Placement:
    """A newcomer never passes those who already wait, even while a freed seat is on its way to the first of them."""
    if waiting < 0:
        raise ValueError("The number of people who wait cannot be negative.")
    if waiting == 0 and free_seats(seats=seats, held=held) > 0:
        return Placement.SEAT
    return Placement.WAITING_LIST


def moved_up(*, seats: int, held: int, waiting: Sequence[int]) -> list[int]:
    """Which of the waiting sequence numbers get a seat now, in order."""
    return sorted(waiting)[: free_seats(seats=seats, held=held)]
