"""Linking a result to the superior's after the plan was agreed: it changes what the result serves, not what it is."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from evaluations.enums import PlanState
from evaluations.models import PlannedResult
from evaluations.services.plan_content import refuse_circle


@transaction.atomic
def link_result(*, result: PlannedResult, parent: PlannedResult | None, by: Any) -> PlannedResult:
    """`parent` None takes the link off. Of plans that are still written the form does it."""
    result = lock_row(PlannedResult.objects.all(), result.pk, "plan__employee__unit", "parent")
    if result.plan.state != PlanState.AGREED:
        raise DomainError(_("Only results of an agreed plan are linked here; write the others into the plan."))
    before = result.parent
    if parent is not None:
        if not PlannedResult.objects.linkable_for(result.plan).filter(pk=parent.pk).exists():
            raise DomainError(_("Choose a result of your superior's agreed plan, or none for now."))
        refuse_circle(parent, result.plan.employee_id)
    if result.parent_id == (parent.pk if parent else None):
        return result
    result.parent = parent
    result.save(update_fields=["parent"])
    record_event(
        "evaluations.result_linked" if parent else "evaluations.result_unlinked",
        by=by,
        obj=result.plan,
        unit_path=result.plan.employee.unit.path,
        result=result.title,
        serves=parent.title if parent else "",
        before=before.title if before else "",
    )
    return result
