"""What a position asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from training.enums import CompetencyLevel, Importance
from training.models import Competency, PositionStandard, RequiredLevel
from training.services.current_level import recount_position


@transaction.atomic
def set_standard(
    *,
    position: Any,
    fields: Mapping[str, Any],
    levels: Mapping[int, tuple[int | None, str]],
    by: Any,
    edit: int | None = None,
) -> PositionStandard:
    """Write the standard of a position whole. `levels`: competency -> (level, importance); level None: the default of
    the generic ones, and nothing of the technical ones. `edit` is the number that the editor's page showed.

    Everybody who holds the position is worked out anew in the same transaction. Raises DomainError.
    """
    position = type(position).objects.select_for_update(of=("self",), no_key=True).get(pk=position.pk)
    standard = PositionStandard.objects.filter(position=position).first() or PositionStandard(position=position, edit=0)
    if edit is not None and edit != standard.edit:
        raise DomainError(
            _(
                "This standard was changed while you had it open, by somebody else or by you on another page. Look at "
                "it first; send again to keep yours."
            )
        )
    for name, value in fields.items():
        setattr(standard, name, value)
    standard.edit += 1
    try:
        standard.full_clean(exclude=["position"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    standard.save()
    _set_levels(position, levels)
    record_event("training.standard_set", by=by, obj=position, unit_path=position.unit.path)
    recount_position(position)
    return standard


def _set_levels(position: Any, levels: Mapping[int, tuple[int | None, str]]) -> None:
    government = position.unit.government
    allowed = set(Competency.objects.of_government(government.pk).filter(pk__in=levels).values_list("pk", flat=True))
    kept = {row.competency_id: row for row in RequiredLevel.objects.filter(position=position)}
    for competency_id, (level, importance) in levels.items():
        if competency_id not in allowed:
            raise DomainError(_("A chosen competency isn't in your dictionary. Choose from the list."))
        row = kept.get(competency_id)
        if level is None:
            if row is not None:
                row.delete()
            continue
        if level not in CompetencyLevel.values or importance not in Importance.values:
            raise DomainError(_("Choose a level from 1 to 5 and how important it is."))
        if row is None:
            RequiredLevel.objects.create(
                position=position, competency_id=competency_id, level=level, importance=importance
            )
        elif (row.level, row.importance) != (level, importance):
            row.level, row.importance = level, importance
            row.save()
