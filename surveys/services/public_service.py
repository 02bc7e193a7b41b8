"""The services of a unit, as respondents name them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.models import OrganizationalUnit
from surveys.models import PublicService
from surveys.services.survey import MOST_SERVICES


@transaction.atomic
def add_service(*, unit: OrganizationalUnit, name: str, by: Any) -> PublicService:
    service = PublicService(unit=unit, name=name.strip())
    _save_checked(service)
    record_event("surveys.service_added", by=by, obj=service, unit_path=unit.path)
    return service


@transaction.atomic
def change_service(*, service: PublicService, name: str, is_active: bool, by: Any) -> PublicService:
    """Rename it or switch it on or off. Answers that name it go on naming it."""
    service = PublicService.objects.select_for_update(of=("self",)).select_related("unit").get(pk=service.pk)
    before = service.name
    service.name, service.is_active = name.strip(), is_active
    _save_checked(service)
    record_event(
        "surveys.service_changed", by=by, obj=service, unit_path=service.unit.path, before=before, is_active=is_active
    )
    return service


def _save_checked(service: PublicService) -> None:
    others = PublicService.objects.offered().filter(unit=service.unit).exclude(pk=service.pk)
    if service.is_active and others.count() >= MOST_SERVICES:
        raise DomainError(
            _("List at most %(number)d services, so that people find theirs.") % {"number": MOST_SERVICES}
        )
    try:
        service.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    service.save()
