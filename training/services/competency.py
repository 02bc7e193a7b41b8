"""The dictionary: technical competencies of a government, and what experienced staff say about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.models import OrganizationalUnit
from training.enums import CompetencyKind, CompetencyLevel
from training.models import Competency, LevelDescription, NeedComment
from training.services.current_level import start_recount

LONGEST_COMMENT = 2000


@transaction.atomic
def create_competency(
    *, government: OrganizationalUnit, levels: Mapping[int, str], by: Any, **fields: Any
) -> Competency:
    """A technical one. `levels` holds the behaviour of each of the five. Raises DomainError."""
    competency = Competency(government=government, kind=CompetencyKind.TECHNICAL, **fields)
    _validate(competency)
    competency.save()
    _describe(competency, levels)
    record_event("training.competency_created", by=by, obj=competency, unit_path=government.path)
    return competency


@transaction.atomic
def change_competency(
    *, competency: Competency, changes: Mapping[str, Any], levels: Mapping[int, str], by: Any
) -> Competency:
    """The nine national ones are the same for everybody and stay as they are."""
    competency = lock_row(Competency.objects.all(), competency.pk, "government")
    if competency.government is None:
        raise DomainError(_("National competencies are the same for every government and can't be changed here."))
    was_active = competency.is_active
    for name, value in changes.items():
        setattr(competency, name, value)
    _validate(competency)
    competency.save()
    _describe(competency, levels)
    record_event("training.competency_changed", by=by, obj=competency, unit_path=competency.government.path)
    if competency.is_active != was_active:
        start_recount(government_id=competency.government.pk, by=by)
    return competency


@transaction.atomic
def add_comment(
    *, author: Any, text: str, by: Any, competency: Competency | None = None, programme: Any = None
) -> NeedComment:
    """What somebody who does the work says about a need, or about what a programme teaches."""
    if not text.strip():
        raise DomainError(_("Write a sentence about what is needed."))
    if len(text) > LONGEST_COMMENT:
        raise DomainError(_("Say it in at most %(number)d letters.") % {"number": LONGEST_COMMENT})
    comment = NeedComment.objects.create(
        competency=competency, programme=programme, government=author.government, author=author, text=text.strip()
    )
    record_event("training.need_commented", by=by, obj=competency or programme, unit_path=author.unit.path)
    return comment


@transaction.atomic
def hide_comment(*, comment: NeedComment, by: Any) -> None:
    """What is out of place; it can be shown again."""
    comment = NeedComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    comment.is_hidden = not comment.is_hidden
    comment.save(update_fields=["is_hidden"])
    record_event(
        "training.comment_hidden" if comment.is_hidden else "training.comment_shown",
        by=by,
        obj=comment,
        unit_path=comment.author.unit.path,
    )


def _describe(competency: Competency, levels: Mapping[int, str]) -> None:
    kept = {each.level: each for each in competency.levels.all()}
    for level in CompetencyLevel.values:
        text = levels.get(level, "").strip()
        if not text:
            raise DomainError(_("Describe the behaviour of all five levels."))
        if level in kept and kept[level].description != text:
            kept[level].description = text
            kept[level].save()
        elif level not in kept:
            LevelDescription.objects.create(competency=competency, level=level, description=text)


def _validate(competency: Competency) -> None:
    try:
        competency.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
