"""What follows when a rating is final: the person's record, and a need to develop when it is below *Baik*."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from employees.dates import today
from employees.enums import HistoryKind, Predicate
from employees.models import RatingHistory
from employees.services.history import add_entry, correct_history
from evaluations.domain.assessment import longest
from evaluations.enums import AssessmentState
from evaluations.models import Assessment
from training.services.need import add_mandatory_need

BELOW_GOOD = frozenset({Predicate.NEEDS_IMPROVEMENT, Predicate.POOR, Predicate.VERY_POOR})


def apply_final(assessment: Assessment, *, by: Any) -> None:
    """Called once for each rating, inside the transaction that makes it final, with the period locked.

    Only the year goes into the record. Of somebody who was rated in several units the rating of the longest stay counts
    (of equally long ones the one added last), as soon as all are final; what was never delivered is waited for until
    the period closes. Whatever stands on record already for that year, typed in or imported, is corrected by a new
    entry when it says something else; what is corrected later stays corrected.
    """
    chosen = _counting(assessment)
    if chosen is not None:
        _apply(chosen, by)


def apply_missing(assessment: Assessment) -> bool:
    """The effects of a final rating that never had them, however that came; whether there were any. What was put on
    record once and corrected or withdrawn since stays so. Needs the same locks as `apply_final`."""
    chosen = _counting(assessment)
    if chosen is None or not Assessment.objects.without_record().filter(pk=chosen.pk).exists():
        return False
    _apply(chosen, None)
    return True


def _counting(assessment: Assessment) -> Assessment | None:
    """The person's rating of the year that counts; None while one is waited for."""
    period = assessment.assessment_period
    if not period.is_annual:
        return None
    # Locked together: of two that become final at once the second sees the first.
    rows = list(
        Assessment.objects.select_for_update(of=("self",))
        .filter(assessment_period=period, employee=assessment.employee_id)
        .order_by("pk")
    )
    waited_for = {row.state for row in rows} - {AssessmentState.FINAL}
    if not period.is_open:
        waited_for -= {AssessmentState.DRAFT}
    if waited_for:
        return None
    chosen_pk = longest({row.pk: row.months for row in rows if row.state == AssessmentState.FINAL})
    related = ("employee__unit", "employee__government", "employee__user", "assessor", "assessment_period", "unit")
    chosen: Assessment = Assessment.objects.select_related(*related).get(pk=chosen_pk)
    return chosen


def _apply(chosen: Assessment, by: Any) -> None:
    _record(chosen, by)
    if chosen.predicate in BELOW_GOOD:
        _demand_development(chosen, by)


def _record(assessment: Assessment, by: Any) -> None:
    year = assessment.assessment_period.year
    values = {
        "predicate": assessment.predicate,
        "assessor": assessment.assessor.full_name[:200] if assessment.assessor else "",
    }
    entry = RatingHistory.objects.valid().filter(employee=assessment.employee_id, year=year).first()
    with override("id"):
        reason = _("The annual rating %(year)s became final in the portal.") % {"year": year}
    if entry is None:
        values |= {"year": year, "note": reason}
        add_entry(employee=assessment.employee, kind=HistoryKind.RATING, values=values, by=by, reason=reason)
    elif entry.predicate != assessment.predicate:
        correct_history(row=entry, changes={**values, "note": reason}, reason=reason, by=by)


def _demand_development(assessment: Assessment, by: Any) -> None:
    """In the plan of the year in which the rating became final."""
    with override("id"):
        reason = _("The annual rating %(year)s is “%(rating)s”.") % {
            "year": assessment.assessment_period.year,
            "rating": assessment.get_predicate_display(),
        }
        if assessment.recommendation:
            reason = _("%(reason)s Recommended: %(text)s") % {"reason": reason, "text": assessment.recommendation}
    add_mandatory_need(
        employee=assessment.employee,
        year=today().year,
        reason=reason[:2000],
        basis={
            "assessment": assessment.pk,
            "year": assessment.assessment_period.year,
            "predicate": assessment.predicate,
            "final_at": assessment.final_at.isoformat(),
        },
        by=by,
    )
