"""Programmes."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.models import OrganizationalUnit
from training.domain.eligibility import check_rules
from training.models import Competency, ProgrammeCompetency, TrainingProgramme
from training.services.session_bounds import hours_fault


@transaction.atomic
def create_programme(*, unit: OrganizationalUnit, by: Any, **fields: Any) -> TrainingProgramme:
    """`fields` are those of the model. Raises DomainError with the words of a broken constraint."""
    programme = TrainingProgramme(unit=unit, **fields)
    _validate(programme)
    programme.save()
    record_event("training.programme_created", by=by, obj=programme, unit_path=unit.path)
    return programme


@transaction.atomic
def change_programme(*, programme: TrainingProgramme, changes: dict[str, Any], by: Any) -> TrainingProgramme:
    """Sessions that exist keep their own hours; certificates that were issued keep what they say."""
    programme = TrainingProgramme.objects.select_for_update(of=("self",)).select_related("unit").get(pk=programme.pk)
    changed = sorted(field for field, value in changes.items() if getattr(programme, field) != value)
    if not changed:
        return programme
    for field in changed:
        setattr(programme, field, changes[field])
    _validate(programme)
    programme.save()
    record_event("training.programme_changed", by=by, obj=programme, unit_path=programme.unit.path, fields=changed)
    return programme


@transaction.atomic
def set_eligibility(*, programme: TrainingProgramme, rules: dict[str, Any], by: Any) -> TrainingProgramme:
    """Who may register from now on. Registrations that exist stay."""
    try:
        checked = check_rules(rules)
    except ValueError as error:
        raise DomainError(_("These conditions contradict each other. Correct the highest rank.")) from error
    return change_programme(programme=programme, changes={"eligibility": checked}, by=by)


@transaction.atomic
def raise_competency(
    *, programme: TrainingProgramme, competency: Competency, up_to_level: int, by: Any
) -> ProgrammeCompetency:
    """Say that the programme raises a competency: gaps in it lead here."""
    row = ProgrammeCompetency(programme=programme, competency=competency, up_to_level=up_to_level)
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    row.save()
    _changed(programme, by=by)
    return row


@transaction.atomic
def drop_competency(*, row: ProgrammeCompetency, by: Any) -> None:
    """The programme no longer raises it; gaps in it no longer lead here."""
    programme = row.programme
    row.delete()
    _changed(programme, by=by)


def _changed(programme: TrainingProgramme, *, by: Any) -> None:
    record_event(
        "training.programme_changed", by=by, obj=programme, unit_path=programme.unit.path, fields=["competencies"]
    )


def _validate(programme: TrainingProgramme) -> None:
    """Say a broken constraint in its own words before the database does."""
    try:
        programme.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    if fault := hours_fault(programme.learning_hours):
        raise DomainError(fault)
