"""What the services of a sitting share: its lock and moves, its events, its checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from careers.enums import (
    SITTING_MOVES,
    SittingState,
)
from careers.models import (
    Sitting,
)
from careers.proof_log import record_proof


def lock_sitting(sitting: Sitting, *states: str) -> Sitting:
    """Locked and fresh; refused in any other state than `states`, where some are given."""
    locked: Sitting = lock_row(Sitting.objects, sitting.pk, "unit", "blueprint__bank", "stage__selection__unit")
    ensure_state(locked, *(states or SittingState.values))
    return locked


def ensure_state(sitting: Sitting, *states: str) -> None:
    """DomainError in any other state than `states`."""
    if sitting.state not in states:
        raise DomainError(
            _("This is not possible while the sitting is “%(state)s”.") % {"state": sitting.get_state_display()}
        )


def prove(sitting: Sitting, kind: str, data: dict[str, Any], *, by: Any) -> None:
    """Into the log of the selection, where the sitting is part of one."""
    if sitting.stage is not None:
        record_proof(
            sitting.stage.selection, kind, {"stage": sitting.stage.order, "sitting": sitting.pk, **data}, by=by
        )


def move_sitting(*, sitting: Sitting, state: SittingState) -> Sitting:
    ensure_state(sitting, *(each for each, following in SITTING_MOVES.items() if state in following))
    sitting.state = state
    return sitting


def check(*, row: Any, exclude: Sequence[str]) -> None:
    """Refuse with the sentences of fields and constraints; `exclude` are fields that the caller vouches for."""
    try:
        row.clean_fields(exclude=list(exclude))
        # Without `exclude`, which would pass over constraints that name one of those fields.
        row.validate_constraints()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error


def record(event: str, sitting: Sitting, *, by: Any, reason: str = "", **data: Any) -> None:
    record_event(event, by=by, obj=sitting, unit_path=sitting.unit.path, reason=reason, **data)
