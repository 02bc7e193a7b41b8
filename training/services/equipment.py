"""Venues, trainers, costs and material of sessions and programmes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.services import delete_document, store_document
from asn_portal.documents.types import ALLOWED_EVIDENCE, CSV, TEXT, ZIP
from asn_portal.errors import DomainError
from employees.models import OrganizationalUnit
from training.enums import SessionState
from training.models import (
    Material,
    SessionCost,
    SessionTrainer,
    Trainer,
    TrainingProgramme,
    TrainingSession,
    Venue,
)
from training.services.seats import lock_session

DOCUMENT_KIND = "training.material"
ALLOWED_MATERIAL = ALLOWED_EVIDENCE | {CSV, TEXT, ZIP}


class EquipmentRefused(DomainError):
    """It can't be stored like this."""


@transaction.atomic
def save_venue(*, venue: Venue, by: Any) -> Venue:
    """Store a new or changed venue."""
    return _save(venue, venue.government, "training.venue_saved", by=by)  # type: ignore[no-any-return]


@transaction.atomic
def save_trainer(*, trainer: Trainer, by: Any) -> Trainer:
    """Store a new or changed trainer; one of the staff goes by the name on record."""
    if trainer.employee is not None:
        if trainer.employee.government_id != trainer.government_id:
            raise EquipmentRefused(_("This person belongs to another government."))
        if trainer.partner_id is not None:
            raise EquipmentRefused(_("A trainer is of the staff or of a partner, not both. Leave one of them empty."))
        trainer.name = trainer.name.strip() or trainer.employee.full_name
    return _save(trainer, trainer.government, "training.trainer_saved", by=by)  # type: ignore[no-any-return]


@transaction.atomic
def engage_trainer(
    *, session: TrainingSession, trainer: Trainer, topic: str, learning_hours: Decimal, by: Any
) -> SessionTrainer:
    """A trainer of the session's government for a topic and so many hours (JP). Raises EquipmentRefused."""
    if trainer.government.path != session.unit.government_path:
        raise EquipmentRefused(_("This trainer belongs to another government."))
    row = SessionTrainer(session=session, trainer=trainer, topic=topic.strip(), learning_hours=learning_hours)
    _validate(row)
    row.save()
    record_event(
        "training.trainer_engaged", by=by, obj=session, unit_path=session.unit.path, trainer=trainer.name, topic=topic
    )
    return row


@transaction.atomic
def release_trainer(*, row: SessionTrainer, by: Any) -> None:
    """Take a trainer out of the session; the event keeps the name. Raises EquipmentRefused once the session is
    finished: what participants say of a trainer is kept under this row."""
    session = lock_session(row.session)
    if session.state == SessionState.FINISHED:
        raise EquipmentRefused(
            _("The session is finished. Its trainers stay: participants are asked about each of them.")
        )
    record_event("training.trainer_released", by=by, obj=session, unit_path=session.unit.path, trainer=row.trainer.name)
    row.delete()


@transaction.atomic
def save_cost(*, cost: SessionCost, by: Any) -> SessionCost:
    """Plan a cost, or say what it came to."""
    _validate(cost)
    cost.save()
    record_event(
        "training.cost_saved",
        by=by,
        obj=cost.session,
        unit_path=cost.session.unit.path,
        kind_of_cost=cost.kind,
        planned=str(cost.planned),
        actual="" if cost.actual is None else str(cost.actual),
    )
    return cost


@transaction.atomic
def remove_cost(*, cost: SessionCost, by: Any) -> None:
    """Delete a planned or spent cost; the event keeps kind and plan."""
    record_event(
        "training.cost_removed",
        by=by,
        obj=cost.session,
        unit_path=cost.session.unit.path,
        kind_of_cost=cost.kind,
        planned=str(cost.planned),
    )
    cost.delete()


@transaction.atomic
def add_material(
    *,
    session: TrainingSession | None = None,
    programme: TrainingProgramme | None = None,
    title: str,
    url: str = "",
    file: File[bytes] | None = None,
    for_participants: bool = True,
    by: Any,
) -> Material:
    """A file or an address, of a session or of a programme for all its sessions."""
    if bool(url) == (file is not None):
        raise EquipmentRefused(_("Give either a file or an address."))
    owner = session or programme
    if owner is None:
        raise ValueError("Material belongs to a session or a programme.")
    material = Material(
        session=session,
        programme=programme if session is None else None,
        title=title.strip(),
        url=url,
        for_participants=for_participants,
        added_by=by,
    )
    # Which of the two it belongs to was asked above.
    _validate(material, exclude=["session", "programme", "added_by"])
    material.save()
    if file is not None:
        store_document(
            file=file,
            by=by,
            kind=DOCUMENT_KIND,
            owner=material,
            unit_path=owner.unit.path,
            allowed=ALLOWED_MATERIAL,
        )
    record_event("training.material_added", by=by, obj=owner, unit_path=owner.unit.path, title=material.title)
    return material


@transaction.atomic
def remove_material(*, material: Material, by: Any) -> None:
    """Delete it with its files; the event keeps the title."""
    owner = material.session or material.programme
    assert owner is not None  # noqa: S101 - a constraint says so
    for document in Document.objects.of(material):
        delete_document(document=document, by=by, reason=_("The material was removed."))
    record_event("training.material_removed", by=by, obj=owner, unit_path=owner.unit.path, title=material.title)
    material.delete()


def _save(row: Any, government: OrganizationalUnit, event: str, *, by: Any) -> Any:
    _validate(row)
    row.save()
    record_event(event, by=by, obj=row, unit_path=government.path, name=row.name)
    return row


def _validate(row: Any, exclude: Iterable[str] = ()) -> None:
    """Say a broken constraint in its own words before the database does."""
    try:
        row.full_clean(exclude=set(exclude))
    except ValidationError as error:
        raise EquipmentRefused(" ".join(error.messages)) from error
