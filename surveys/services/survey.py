"""Surveys: from draft to published result."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.figures import FORMULA_VERSION, fingerprint, to_json
from surveys.enums import SURVEY_MOVES, SurveyState
from surveys.models import PublicService, SatisfactionSurvey, SurveyResult

MOST_SERVICES = 30
LONGEST = datetime.timedelta(days=731)


@transaction.atomic
def create_survey(
    *,
    unit: OrganizationalUnit,
    starts_on: datetime.date,
    ends_on: datetime.date,
    expected_users: int | None,
    services: Iterable[str],
    by: Any,
) -> SatisfactionSurvey:
    """Prepare a survey of a service unit from `starts_on` to `ends_on`, both included."""
    if not unit.is_service_unit:
        raise DomainError(_("This unit doesn't serve citizens. Mark it as a service unit first."))
    survey = SatisfactionSurvey(unit=unit, expected_users=expected_users)
    _set_period(survey, starts_on, ends_on)
    _save_checked(survey)
    set_services(unit=unit, names=services)
    record_event("surveys.survey_created", by=by, obj=survey, unit_path=unit.path)
    return survey


@transaction.atomic
def change_survey(
    *,
    survey: SatisfactionSurvey,
    starts_on: datetime.date,
    ends_on: datetime.date,
    expected_users: int | None,
    services: Iterable[str],
    by: Any,
) -> SatisfactionSurvey:
    """Correct a survey that isn't closed yet."""
    survey = _locked(survey)
    if survey.state == SurveyState.CLOSED:
        raise DomainError(_("This survey is closed and its result published. It can't be changed any more."))
    survey.expected_users = expected_users
    _set_period(survey, starts_on, ends_on)
    _save_checked(survey)
    set_services(unit=survey.unit, names=services)
    record_event("surveys.survey_changed", by=by, obj=survey, unit_path=survey.unit.path)
    return survey


@transaction.atomic
def open_survey(*, survey: SatisfactionSurvey, by: Any) -> SatisfactionSurvey:
    """From now on citizens can answer."""
    survey = _locked(survey)
    _check_move(survey, SurveyState.OPEN)
    if survey.unit.is_closed(today()):
        raise DomainError(_("This unit was closed. Ask about the unit that took its work over."))
    others = SatisfactionSurvey.objects.open().filter(unit=survey.unit).exclude(pk=survey.pk)
    if others.exists():
        raise DomainError(_("The unit already has an open survey. Close it first."))
    survey.state = SurveyState.OPEN
    survey.opened_at = timezone.now()
    _save_checked(survey)
    record_event("surveys.survey_opened", by=by, obj=survey, unit_path=survey.unit.path)
    return survey


@transaction.atomic
def close_survey(*, survey: SatisfactionSurvey, by: Any) -> SatisfactionSurvey:
    """End the answering and publish the result as a snapshot that never changes."""
    survey = _locked(survey)
    _check_move(survey, SurveyState.CLOSED)
    now = timezone.now()
    survey.state = SurveyState.CLOSED
    survey.closed_at = now
    survey.save(update_fields=["state", "closed_at"])
    data = _snapshot(survey, cut_off=now)
    SurveyResult.objects.create(
        survey=survey,
        data=data,
        sha256=fingerprint(data),
        formula_version=FORMULA_VERSION,
        cut_off=now,
        published_by=by,
    )
    record_event(
        "surveys.survey_closed",
        by=by,
        obj=survey,
        unit_path=survey.unit.path,
        index=data["figures"]["index"],
        valid=data["figures"]["valid"],
        sha256=fingerprint(data),
    )
    return survey


def set_services(*, unit: OrganizationalUnit, names: Iterable[str]) -> None:
    """Make exactly these the services that the unit offers. Services that answers name are switched off, not
    deleted."""
    wanted = list(dict.fromkeys(name.strip()[:150] for name in names if name.strip()))
    if len(wanted) > MOST_SERVICES:
        raise DomainError(
            _("List at most %(number)d services, so that people find theirs.") % {"number": MOST_SERVICES}
        )
    known = {service.name: service for service in PublicService.objects.filter(unit=unit)}
    for name, service in known.items():
        if service.is_active != (name in wanted):
            service.is_active = name in wanted
            service.save(update_fields=["is_active"])
    PublicService.objects.bulk_create(PublicService(unit=unit, name=name) for name in wanted if name not in known)


def _snapshot(survey: SatisfactionSurvey, *, cut_off: datetime.datetime) -> dict[str, Any]:
    """Everything that the published page and the poster show, so that they can be made again."""
    return {
        "unit": survey.unit.name,
        "starts_on": survey.starts_on.isoformat(),
        "ends_on": survey.ends_on.isoformat(),
        "questionnaire": survey.questionnaire_version,
        "formula": FORMULA_VERSION,
        "cut_off": cut_off.isoformat(),
        "expected_users": survey.expected_users,
        "target": survey.target,
        "figures": to_json(survey.responses.figures()),
    }


def _locked(survey: SatisfactionSurvey) -> SatisfactionSurvey:
    return SatisfactionSurvey.objects.select_for_update(of=("self",)).select_related("unit").get(pk=survey.pk)


def _check_move(survey: SatisfactionSurvey, state: SurveyState) -> None:
    if state not in SURVEY_MOVES[survey.state]:
        raise DomainError(
            _("This survey is %(state)s; that step isn't possible any more. Reload the page.")
            % {"state": survey.get_state_display().lower()}
        )


def _set_period(survey: SatisfactionSurvey, starts_on: datetime.date, ends_on: datetime.date) -> None:
    if ends_on < starts_on:
        raise DomainError(_("The last day must not be before the first day."))
    if ends_on - starts_on > LONGEST:
        raise DomainError(_("A survey runs for at most two years. Choose an earlier last day."))
    survey.period = (starts_on, ends_on + datetime.timedelta(days=1))


def _save_checked(survey: SatisfactionSurvey) -> None:
    try:
        survey.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    survey.save()
    survey.refresh_from_db(fields=["period"])
