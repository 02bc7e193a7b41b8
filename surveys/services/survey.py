"""Surveys: from draft to published result."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.dates import day_fault, today
from employees.models import OrganizationalUnit
from surveys.domain.figures import FORMULA_VERSION, fingerprint, to_json
from surveys.enums import (
    SURVEY_MOVES,
    BlankRule,
    IndexSeries,
    QuestionnairePurpose,
    SurveyElement,
    SurveyState,
    WeightRounding,
)
from surveys.models import PublicService, QuestionnaireVersion, SatisfactionSurvey, SurveyResult
from surveys.querysets.tally import answers_by_part, figures_of_parts

MOST_SERVICES = 30
LONGEST = datetime.timedelta(days=731)


@dataclass(frozen=True)
class Design:
    """What is asked and how it counts; fixed once the survey is open."""

    elements: Sequence[str] = tuple(SurveyElement)
    weight_rounding: str = WeightRounding.EXACT
    blank_rule: str = BlankRule.EXCLUDE
    index_series: str = IndexSeries.VERIFIED
    extra_questions: QuestionnaireVersion | None = None


@transaction.atomic
def create_survey(
    *,
    unit: OrganizationalUnit,
    starts_on: datetime.date,
    ends_on: datetime.date,
    expected_users: int | None,
    services: Iterable[str] = (),
    design: Design | None = None,
    by: Any,
) -> SatisfactionSurvey:
    """Prepare a survey of a service unit from `starts_on` to `ends_on`, both included. Without `services` those that
    the unit offers stay."""
    if not unit.is_service_unit:
        raise DomainError(_("This unit doesn't serve citizens. Mark it as a service unit first."))
    survey = SatisfactionSurvey(unit=unit, expected_users=expected_users)
    _set_period(survey, starts_on, ends_on)
    _set_design(survey, design or Design())
    _save_checked(survey)
    if names := list(services):
        set_services(unit=unit, names=names)
    record_event("surveys.survey_created", by=by, obj=survey, unit_path=unit.path)
    return survey


@transaction.atomic
def change_survey(
    *,
    survey: SatisfactionSurvey,
    starts_on: datetime.date,
    ends_on: datetime.date,
    expected_users: int | None,
    services: Iterable[str] | None = None,
    design: Design | None = None,
    by: Any,
) -> SatisfactionSurvey:
    """Correct a survey that isn't closed yet. None leaves services and design as they are."""
    survey = _locked(survey)
    if survey.state == SurveyState.CLOSED:
        raise DomainError(_("This survey is closed and its result published. It can't be changed any more."))
    survey.expected_users = expected_users
    _set_period(survey, starts_on, ends_on)
    if design is not None:
        _set_design(survey, design)
    _save_checked(survey)
    if services is not None:
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
        "series": survey.index_series,
        # From the answers themselves, not from kept sums.
        "figures": to_json(figures_of_parts(survey, answers_by_part(survey))),
    }


def _set_design(survey: SatisfactionSurvey, design: Design) -> None:
    elements = [each.value for each in SurveyElement if each in design.elements]
    if not elements:
        raise DomainError(_("Choose at least one element to ask about."))
    extra = design.extra_questions
    wanted = (elements, design.weight_rounding, design.blank_rule, design.index_series, extra.pk if extra else None)
    present = (
        survey.elements,
        survey.weight_rounding,
        survey.blank_rule,
        survey.index_series,
        survey.extra_questions_id,
    )
    if wanted == present:
        return
    if survey.state != SurveyState.DRAFT:
        raise DomainError(
            _("What is asked and how it counts is fixed since the survey was opened. Change it in the next survey.")
        )
    if extra is not None:
        _check_extra(survey, extra)
    survey.elements, survey.extra_questions = elements, extra
    survey.weight_rounding, survey.blank_rule, survey.index_series = wanted[1:4]


def _check_extra(survey: SatisfactionSurvey, version: QuestionnaireVersion) -> None:
    questionnaire = version.questionnaire
    if version.is_draft:
        raise DomainError(_("Only a published version of a questionnaire can be asked. Publish it first."))
    if questionnaire.purpose != QuestionnairePurpose.SURVEY:
        raise DomainError(_("This questionnaire is meant for something else. Choose one for surveys."))
    if questionnaire.government.path != survey.unit.government_path:
        raise DomainError(_("This questionnaire belongs to another government."))
    if questionnaire.is_archived and survey.extra_questions_id != version.pk:
        raise DomainError(_("This questionnaire is no longer offered. Choose another one."))


def _locked(survey: SatisfactionSurvey) -> SatisfactionSurvey:
    return SatisfactionSurvey.objects.select_for_update(of=("self",)).select_related("unit").get(pk=survey.pk)


def _check_move(survey: SatisfactionSurvey, state: SurveyState) -> None:
    if state not in SURVEY_MOVES[survey.state]:
        raise DomainError(
            _("This survey is %(state)s; that step isn't possible any more. Reload the page.")
            % {"state": survey.get_state_display().lower()}
        )


def _set_period(survey: SatisfactionSurvey, starts_on: datetime.date, ends_on: datetime.date) -> None:
    if fault := day_fault(starts_on) or day_fault(ends_on):
        raise DomainError(fault)
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
