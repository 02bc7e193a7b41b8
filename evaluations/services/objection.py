"""Objecting to a delivered rating, and deciding about it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.locking import lock_row
from employees.dates import today_in
from employees.models import Employee
from employees.supervision import supervisor_of
from evaluations.domain.rating import is_below, performance_rating
from evaluations.enums import Acceptance, AssessmentState, EvaluationRuleKey
from evaluations.evaluation_rules import value_of
from evaluations.models import Assessment, Objection
from evaluations.services import assessment_notices as notices
from evaluations.services.assessment import (
    AssessmentError,
    check_levels,
    check_own,
    check_seen,
    finish,
    given_work_result,
    lock_assessment,
    working_days_from,
)


@transaction.atomic
def file_objection(*, assessment: Assessment, reason: str, by: Any, seen: int | None = None) -> Objection:
    """By the person, while the days last. The superior of who rated is told. `seen` is the `edit` that was read. Raises
    AssessmentError."""
    assessment = lock_assessment(assessment)
    check_own(assessment, by)
    if assessment.state != AssessmentState.DELIVERED:
        raise AssessmentError(
            _("There is nothing to object to: the rating is “%(state)s”.") % {"state": assessment.get_state_display()}
        )
    check_seen(assessment, seen)
    on = today_in(assessment.unit)
    if on > assessment.object_until:
        raise AssessmentError(
            _("Objections were possible until %(day)s.") % {"day": formats.date_format(assessment.object_until)}
        )
    if not reason.strip():
        raise AssessmentError(_("Say why the rating is wrong: who decides reads only this."))
    # The days of an answer are those of a delivery; no rule of its own sets them.
    days = value_of(EvaluationRuleKey.DELIVERY_DAYS, assessment.assessment_period.government_id, on)["days"]
    objection = Objection.objects.create(
        assessment=assessment,
        reason=reason.strip(),
        decide_by=working_days_from(on, days, assessment.unit.government_path),
        before={
            "work_result": assessment.work_result,
            "behaviour": assessment.behaviour,
            "predicate": assessment.predicate,
        },
    )
    assessment.state = AssessmentState.OBJECTED
    assessment.save(update_fields=["state"])
    with because(objection.reason):
        record_event("evaluations.rating_objected", by=by, obj=assessment, unit_path=assessment.unit.path)
    notices.objection_filed(objection, decider_of(assessment))
    return objection


@transaction.atomic
def decide_objection(*, objection: Objection, work_result: str, behaviour: str, decision: str, by: Any) -> Objection:
    """Keep both axes as they are, or raise them; either way with words, and final. Nobody is rated lower for having
    objected. Raises AssessmentError."""
    assessment = lock_assessment(objection.assessment)
    objection = lock_row(Objection.objects.all(), objection.pk)
    if objection.decided_at is not None or assessment.state != AssessmentState.OBJECTED:
        raise AssessmentError(_("This objection was decided already."))
    if not decision.strip():
        raise AssessmentError(_("Give the reason for the decision: the person reads it."))
    given = given_work_result(assessment)
    if given and work_result != given:
        raise AssessmentError(_("The work results of a unit's head are those of the unit and can't be changed here."))
    check_levels(work_result, behaviour)
    wanted, before = (work_result, behaviour), (assessment.work_result, assessment.behaviour)
    # What the unit's rating gives is nobody's decision here.
    lowered = [is_below(new, old) for new, old in zip(wanted, before, strict=True)]
    if lowered[1] or (lowered[0] and not given):
        raise AssessmentError(
            _("An objection never lowers a rating. Keep each level as it is, or choose a higher one.")
        )
    objection.is_upheld = wanted != before
    objection.decision, objection.decided_by, objection.decided_at = decision.strip(), by, timezone.now()
    objection.save()
    assessment.work_result, assessment.behaviour = work_result, behaviour
    assessment.predicate = performance_rating(work_result, behaviour).value
    with because(objection.decision):
        finish(assessment, Acceptance.OBJECTION_UPHELD if objection.is_upheld else Acceptance.OBJECTION_REFUSED, by=by)
        record_event(
            "evaluations.objection_decided",
            by=by,
            obj=assessment,
            unit_path=assessment.unit.path,
            reason=objection.decision,
            upheld=objection.is_upheld,
        )
    objection.assessment = assessment
    notices.objection_decided(objection)
    return objection


def decider_of(assessment: Assessment) -> Employee | None:
    """The superior of who rated; None where nobody stands above, then the office decides. Needs the assessor."""
    if assessment.assessor is None:
        return None
    decider = supervisor_of(assessment.assessor)
    return decider if decider is not None and decider.pk != assessment.employee_id else None
