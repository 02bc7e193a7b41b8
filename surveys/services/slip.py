"""Slips with single-use codes: printed in batches, made void in batches, used one by one by nobody knows whom."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import start_job
from surveys.domain.slips import Slip
from surveys.domain.tracking import ALPHABET, CODE_LENGTH, format_code
from surveys.enums import SurveyState
from surveys.models import PublicService, SatisfactionSurvey, SlipBatch, SlipCode
from surveys.services.response import code_hash

PRINT_KIND = "surveys.print_slips"
KEPT_DAYS = 3
MOST_SLIPS = 2000
# One page. With a batch of one, the office could watch a single visitor's slip.
FEWEST_SLIPS = 10


@transaction.atomic
def print_slips(*, survey: SatisfactionSurvey, service: PublicService | None, count: int, by: Any) -> Job:
    """Start the job that makes the codes and their file."""
    _check_printable(survey, service, count)
    return start_job(
        PRINT_KIND,
        by=by,
        params={"survey_id": survey.pk, "service_id": service.pk if service else None, "count": count},
        title=_("%(count)d slips: %(unit)s") % {"count": count, "unit": survey.unit.name},
        unit_path=survey.unit.path,
        unique_key=f"slips:{survey.pk}:{service.pk if service else 0}",
    )


def make_slips(count: int) -> list[Slip]:
    """New codes in the order in which they are printed. Nothing is stored yet."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        codes["".join(secrets.choice(ALPHABET) for _each in range(CODE_LENGTH))] = None
    return [Slip(code, settings.SITE_URL + reverse("slip:form", args=[format_code(code)])) for code in codes]


@transaction.atomic
def store_slips(*, survey: SatisfactionSurvey, service: PublicService | None, slips: list[Slip], by: Any) -> SlipBatch:
    """Keep the codes as hashes, in the order of the hashes: the order of printing is in the file alone."""
    survey = SatisfactionSurvey.objects.select_for_update(of=("self",)).select_related("unit").get(pk=survey.pk)
    _check_printable(survey, service, len(slips))
    batch = SlipBatch.objects.create(survey=survey, service=service, printed=len(slips), printed_by=by)
    hashes = sorted(code_hash(slip.code) for slip in slips)
    SlipCode.objects.bulk_create([SlipCode(code_hash=each, batch=batch) for each in hashes], batch_size=1000)
    record_event(
        "surveys.slips_printed", by=by, obj=survey, unit_path=survey.unit.path, batch=batch.pk, count=len(slips)
    )
    return batch


@transaction.atomic
def void_slips(*, batch: SlipBatch, reason: str, by: Any) -> SlipBatch:
    """Slips got lost: the codes that nobody used are deleted. Answers given with the others stay."""
    batch = SlipBatch.objects.select_for_update(of=("self",)).select_related("survey__unit").get(pk=batch.pk)
    if batch.voided_at is not None:
        raise DomainError(_("These slips were made void before."))
    if not reason.strip():
        raise DomainError(_("Say why the slips are made void."))
    batch.voided = SlipCode.objects.filter(batch=batch).delete()[0]
    batch.voided_at = timezone.now()
    batch.void_reason = reason.strip()[:200]
    batch.save(update_fields=["voided", "voided_at", "void_reason"])
    record_event(
        "surveys.slips_voided",
        by=by,
        obj=batch.survey,
        unit_path=batch.survey.unit.path,
        batch=batch.pk,
        count=batch.voided,
        reason=batch.void_reason,
    )
    return batch


def _check_printable(survey: SatisfactionSurvey, service: PublicService | None, count: int) -> None:
    if survey.state == SurveyState.CLOSED:
        raise DomainError(_("This survey is closed; slips for it would open nothing."))
    if not FEWEST_SLIPS <= count <= MOST_SLIPS:
        raise DomainError(
            _("Print at least %(fewest)d slips, a page, and at most %(most)d at once.")
            % {"fewest": FEWEST_SLIPS, "most": MOST_SLIPS}
        )
    if service is not None and service.unit_id != survey.unit_id:
        raise DomainError(_("This service belongs to another unit."))
