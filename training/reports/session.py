"""How the seats of a session stand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from training.enums import SEATED_STATES, RegistrationState
from training.models import Registration, TrainingSession


@dataclass(frozen=True)
class SessionFigures:
    """How the seats of a session stand."""

    seats: int
    held: int
    approved: int
    awaiting: int
    waiting: int
    completed: int


def session_figures(session: TrainingSession) -> SessionFigures:
    """`held` are approved, awaiting, completed and not completed. One query."""
    rows = dict(
        Registration.objects.filter(session=session).order_by().values_list("state").annotate(number=Count("pk"))
    )
    return SessionFigures(
        seats=session.seats,
        held=sum(rows.get(state, 0) for state in SEATED_STATES),
        approved=rows.get(RegistrationState.APPROVED, 0),
        awaiting=rows.get(RegistrationState.AWAITING_APPROVAL, 0),
        waiting=rows.get(RegistrationState.WAITING, 0),
        completed=rows.get(RegistrationState.COMPLETED, 0),
    )
