"""Writing, delivering and answering a person's rating."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import today, today_in
from employees.supervision import employee_of
from evaluations.domain.rating import performance_rating, work_result_of
from evaluations.enums import (
    ASSESSMENT_TRANSITIONS,
    Acceptance,
    AssessmentState,
    CoreValue,
    EvaluationRuleKey,
    ExpectationChoice,
    PlanState,
)
from evaluations.evaluation_rules import value_of
from evaluations.models import (
    Assessment,
    AssessmentPeriod,
    BehaviourAssessment,
    OrganisationAssessment,
    ResultAssessment,
    WorkPlan,
)
from evaluations.one_by_one import sum_of_each
from evaluations.organisation_facts import rating_for
from evaluations.services import assessment_notices as notices
from evaluations.services.rating_effects import apply_final, apply_missing
from surveys.domain.deadlines import due_date
from surveys.models import Holiday

RELATED = (
    "assessment_period__government",
    "employee__unit",
    "employee__user",
    "employee__position",
    "employee__government",
    "unit",
    "assessor__unit",
    "assessor__user",
    "assessor__position",
    "plan",
)


class AssessmentError(DomainError):
    """The rating cannot be written, delivered or answered like this."""


@dataclass(frozen=True)
class ResultValues:
    achieved: str = ""
    level: str = ""
    feedback: str = ""


@dataclass(frozen=True)
class BehaviourValues:
    level: str = ""
    example: str = ""


@dataclass(frozen=True)
class AssessmentValues:
    """A rating as it was typed; `results` by the key of the planned result, `behaviours` by core value."""

    work_result: str = ""
    behaviour: str = ""
    summary: str = ""
    recommendation: str = ""
    dialogue_on: datetime.date | None = None
    dialogue_notes: str = ""
    results: Mapping[int, ResultValues] = field(default_factory=dict)
    behaviours: Mapping[str, BehaviourValues] = field(default_factory=dict)


@transaction.atomic
def write_assessment(*, assessment: Assessment, values: AssessmentValues, edit: int, by: Any) -> Assessment:
    """Store a draft. `edit` is the number of the version that was read: a newer one is never overwritten.

    The plan is the one agreed today; who has none is rated without results. Raises AssessmentError.
    """
    assessment = lock_assessment(assessment)
    _check_open(assessment)
    if assessment.edit != edit:
        raise AssessmentError(
            _(
                "This rating was changed while you had it open, by somebody else or by you on another page. Compare it "
                "with yours; send again to keep yours."
            )
        )
    if fault := dialogue_fault(assessment, values.dialogue_on):
        raise AssessmentError(fault)
    check_levels(*filter(None, (values.work_result, values.behaviour)))
    given = given_work_result(assessment)
    assessment.plan = plan_of(assessment)
    assessment.work_result = given or values.work_result
    assessment.behaviour = values.behaviour
    is_whole = assessment.work_result and assessment.behaviour
    assessment.predicate = performance_rating(assessment.work_result, assessment.behaviour).value if is_whole else ""
    for name in ("summary", "recommendation", "dialogue_on", "dialogue_notes"):
        setattr(assessment, name, getattr(values, name))
    assessment.edit += 1
    assessment.save()
    _keep_results(assessment, values.results)
    _keep_behaviours(assessment, values.behaviours)
    return assessment


@transaction.atomic
def deliver(*, assessment: Assessment, by: Any, seen: int | None = None) -> Assessment:
    """The assessor's signature. From now on the person reads it, and has the days of the rule to answer. `seen` is the
    `edit` that was read; an older one is refused."""
    assessment = lock_assessment(assessment)
    _check_open(assessment)
    check_seen(assessment, seen)
    missing = missing_for_delivery(assessment)
    if missing:
        raise AssessmentError(" ".join(missing))
    employee = employee_of(by)
    if employee is not None and employee.pk == assessment.employee_id:
        raise AssessmentError(_("Nobody rates themselves."))
    on = today_in(assessment.unit)
    days = value_of(EvaluationRuleKey.OBJECTION_DAYS, assessment.assessment_period.government_id, on)["days"]
    assessment.delivered_at, assessment.delivered_by = timezone.now(), by
    assessment.object_until = working_days_from(on, days, assessment.unit.government_path)
    _move(assessment, AssessmentState.DELIVERED)
    assessment.save()
    record_event(
        "evaluations.rating_delivered",
        by=by,
        obj=assessment,
        unit_path=assessment.unit.path,
        predicate=assessment.predicate,
    )
    notices.rating_delivered(assessment)
    return assessment


@transaction.atomic
def take_back(*, assessment: Assessment, by: Any) -> Assessment:
    """While the person has not answered and still can. What was written stays as a draft."""
    assessment = lock_assessment(assessment)
    if assessment.state != AssessmentState.DELIVERED:
        raise AssessmentError(
            _("The rating can't be taken back: it is “%(state)s”.") % {"state": assessment.get_state_display()}
        )
    if not assessment.assessment_period.is_open:
        raise AssessmentError(_("This period is closed: nothing is rated in it any more."))
    if today_in(assessment.unit) > assessment.object_until:
        raise AssessmentError(
            _("The days to answer ended on %(day)s: the rating counts as accepted and can't be taken back any more.")
            % {"day": formats.date_format(assessment.object_until)}
        )
    assessment.delivered_at = assessment.delivered_by = assessment.object_until = None
    _move(assessment, AssessmentState.DRAFT)
    assessment.save()
    record_event("evaluations.rating_taken_back", by=by, obj=assessment, unit_path=assessment.unit.path)
    notices.rating_taken_back(assessment)
    return assessment


@transaction.atomic
def accept(*, assessment: Assessment, by: Any, seen: int | None = None) -> Assessment:
    """The person's signature: final. Accepting twice changes nothing. `seen` as in `deliver`."""
    assessment = lock_assessment(assessment)
    check_own(assessment, by)
    if assessment.state == AssessmentState.FINAL and assessment.acceptance == Acceptance.SIGNED:
        return assessment
    if assessment.state != AssessmentState.DELIVERED:
        raise AssessmentError(
            _("There is nothing to sign: the rating was taken back or answered already. Open it again to see.")
        )
    check_seen(assessment, seen)
    assessment.signed_at = timezone.now()
    finish(assessment, Acceptance.SIGNED, by=by)
    record_event("evaluations.rating_accepted", by=by, obj=assessment, unit_path=assessment.unit.path)
    notices.rating_accepted(assessment)
    return assessment


def finish_unanswered() -> int:
    """Who said nothing within the days has accepted; how many ratings became final. Safe to repeat and to kill."""
    waiting = Assessment.objects.unanswered_until(today()).order_by("pk").values_list("pk", flat=True)
    return sum_of_each(_finish_silent, list(waiting))


@transaction.atomic
def _finish_silent(pk: int) -> int:
    assessment = lock_assessment(Assessment.objects.get(pk=pk))
    if assessment.state != AssessmentState.DELIVERED or assessment.object_until >= today_in(assessment.unit):
        return 0
    finish(assessment, Acceptance.SILENT, by=None)
    record_event("evaluations.rating_silent", by=None, obj=assessment, unit_path=assessment.unit.path)
    notices.rating_silent(assessment)
    return 1


def settle_missing() -> int:
    """Final ratings of a year that never reached the record reach it now; how many. Safe to repeat and to kill."""
    missing = Assessment.objects.without_record().order_by("pk").values_list("pk", flat=True)
    return sum_of_each(_settle, list(missing))


@transaction.atomic
def _settle(pk: int) -> int:
    assessment = lock_assessment(Assessment.objects.get(pk=pk))
    if not apply_missing(assessment):
        return 0
    record_event("evaluations.rating_effects_completed", by=None, obj=assessment, unit_path=assessment.unit.path)
    return 1


def finish(assessment: Assessment, acceptance: Acceptance, *, by: Any) -> None:
    """Make a locked rating final and let it have its effects; for the services of ratings and objections."""
    _move(assessment, AssessmentState.FINAL)
    assessment.acceptance, assessment.final_at = acceptance, timezone.now()
    assessment.save()
    apply_final(assessment, by=by)


def check_seen(assessment: Assessment, seen: int | None) -> None:
    """Nobody signs or answers what they have not read. Raises AssessmentError."""
    if seen is not None and seen != assessment.edit:
        raise AssessmentError(
            format_html(
                '{} <a href="{}">{}</a>',
                _("The rating was changed since you opened this page."),
                assessment.get_absolute_url(),
                _("Open it again and read it first."),
            )
        )


def check_levels(*levels: str) -> None:
    """Raises AssessmentError for what is none."""
    if not set(levels) <= set(ExpectationChoice.values):
        raise AssessmentError(_("Choose one of the levels that are offered."))


def dialogue_fault(assessment: Assessment, day: datetime.date | None) -> str:
    """Why the conversation about a rating can't have been on this day; "" if it can."""
    if day is None:
        return ""
    if day > today_in(assessment.unit):
        return _("The day of the conversation has not come yet.")
    if day < assessment.assessment_period.first_day:
        return _("The conversation can't have been before the period began. Choose a later day.")
    return ""


def missing_for_delivery(assessment: Assessment) -> list[str]:
    """What the assessor still has to do, in sentences; empty when the rating can be delivered."""
    missing = []
    organisation = rating_for(assessment)
    if organisation is None:
        missing.append(
            _("The organisation has to be rated first: %(unit)s or a unit above it.") % {"unit": assessment.unit.name}
        )
    given = given_work_result(assessment)
    if given and assessment.work_result != given:
        missing.append(_("The unit was rated since. Open the form and save it once, so that its rating is taken over."))
    if not assessment.work_result:
        missing.append(_("Rate the work results."))
    if not assessment.behaviour:
        missing.append(_("Rate the behaviour."))
    plan = plan_of(assessment)
    if plan is not None:
        rated = set(assessment.results.exclude(level="").values_list("result_id", flat=True))
        if set(plan.results.values_list("pk", flat=True)) - rated:
            missing.append(_("Say of each planned result how it compares with the expectation."))
    elif not assessment.summary.strip():
        missing.append(_("There is no agreed plan: say in the feedback in a sentence what the rating rests on."))
    if assessment.behaviours.count() < len(CoreValue):
        missing.append(_("Say of each core value how it compares with the expectation."))
    if assessment.dialogue_on is None:
        missing.append(_("Enter the day of the conversation."))
    return missing


def given_work_result(assessment: Assessment) -> str:
    """What the unit's own rating makes of its head's work results; "" for who heads no rated unit. Two queries."""
    is_head = getattr(assessment, "is_head", None)
    if is_head is None:
        is_head = Assessment.objects.filter(pk=assessment.pk).with_heading().values_list("is_head", flat=True).get()
    if not is_head:
        return ""
    rows = OrganisationAssessment.objects.filter(
        assessment_period=assessment.assessment_period_id, unit=assessment.unit_id
    )
    rating = rows.values_list("rating", flat=True).first()
    return ExpectationChoice(work_result_of(rating).value).value if rating else ""


def plan_of(assessment: Assessment) -> WorkPlan | None:
    """The agreed plan by which the person is rated: of a draft the one that holds now, in the same unit before others;
    of a delivered rating the one it was written by."""
    if assessment.state != AssessmentState.DRAFT:
        return assessment.plan
    plans = WorkPlan.objects.filter(
        employee=assessment.employee_id, state=PlanState.AGREED, period__overlap=assessment.assessment_period.period
    )
    found = list(plans.order_by("-period"))
    return next((plan for plan in found if plan.unit_id == assessment.unit_id), found[0] if found else None)


def working_days_from(day: datetime.date, days: int, government_path: str) -> datetime.date:
    return due_date(day, days, Holiday.objects.dates_for(government_path))


def lock_assessment(assessment: Assessment) -> Assessment:
    """The rating, locked together with the person's others of the period, so that two never wait for each other; and
    the period, in turn with whoever closes it or rates the organisation: what a final rating changes depends on both.
    """
    lock_row(AssessmentPeriod.objects.all(), assessment.assessment_period_id)
    rows = Assessment.objects.filter(assessment_period=assessment.assessment_period_id, employee=assessment.employee_id)
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    locked: Assessment = lock_row(Assessment.objects.all(), assessment.pk, *RELATED)
    return locked


def check_own(assessment: Assessment, by: Any) -> None:
    employee = employee_of(by)
    if employee is None or employee.pk != assessment.employee_id:
        raise AssessmentError(_("Only the rated person answers a rating."))


def _check_open(assessment: Assessment) -> None:
    if assessment.state != AssessmentState.DRAFT:
        raise AssessmentError(
            _("This rating can't be changed: it is “%(state)s”. Take it back first, if the person has not answered.")
            % {"state": assessment.get_state_display()}
        )
    if not assessment.assessment_period.is_open:
        raise AssessmentError(_("This period is closed: nothing is rated in it any more."))


def _keep_results(assessment: Assessment, values: Mapping[int, ResultValues]) -> None:
    """Of the results of the plan only; of another plan's, which was replaced meanwhile, none stays."""
    plan = assessment.plan
    allowed = set(plan.results.values_list("pk", flat=True)) if plan is not None else set()
    stored = {row.result_id: row for row in assessment.results.all()}
    for pk, row in stored.items():
        if pk not in allowed:
            row.delete()
    for pk in allowed & set(values):
        row = stored.get(pk) or ResultAssessment(assessment=assessment, result_id=pk)
        each = values[pk]
        row.achieved, row.level, row.feedback = each.achieved.strip(), each.level, each.feedback.strip()
        row.save()


def _keep_behaviours(assessment: Assessment, values: Mapping[str, BehaviourValues]) -> None:
    stored = {row.value: row for row in assessment.behaviours.all()}
    for value in CoreValue:
        each = values.get(value.value, BehaviourValues())
        row = stored.get(value.value)
        if not each.level:
            if row is not None:
                row.delete()
            continue
        if each.level != ExpectationChoice.AS and not each.example.strip():
            raise AssessmentError(
                _("%(value)s: describe what you observed. Above or below expectation needs an example.")
                % {"value": value.label}
            )
        row = row or BehaviourAssessment(assessment=assessment, value=value)
        row.level, row.example = each.level, each.example.strip()
        row.save()


def _move(assessment: Assessment, state: AssessmentState) -> None:
    if state not in ASSESSMENT_TRANSITIONS[AssessmentState(assessment.state)]:
        raise ValueError(f"A rating does not move from {assessment.state} to {state}.")
    assessment.state = state
