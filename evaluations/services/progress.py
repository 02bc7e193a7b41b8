"""What was achieved by a day, as the person says it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import today
from evaluations.enums import PlanState
from evaluations.models import ResultIndicator, ResultProgress, WorkPlan


@transaction.atomic
def tell_progress(
    *, indicator: ResultIndicator, on: datetime.date, achieved: str, by: Any, value: Decimal | None = None
) -> ResultProgress:
    """Of an agreed plan, for a day of its period that has come. The newest of an indicator counts."""
    # The plan must not be replaced meanwhile.
    plan = lock_row(WorkPlan.objects.all(), indicator.result.plan_id, "employee__unit")
    if plan.state != PlanState.AGREED:
        raise DomainError(_("Progress is told of an agreed plan. Open the plan anew."))
    first, last = plan.period.lower, min(plan.period.upper - datetime.timedelta(days=1), today())
    if not first <= on <= last:
        raise DomainError(
            _("Choose a day from %(first)s to %(last)s.")
            % {"first": formats.date_format(first), "last": formats.date_format(max(first, last))}
        )
    if not achieved.strip():
        raise DomainError(_("Say what was achieved."))
    progress = ResultProgress.objects.create(indicator=indicator, on=on, achieved=achieved.strip(), value=value, by=by)
    record_event(
        "evaluations.progress_told",
        by=by,
        obj=plan,
        unit_path=plan.employee.unit.path,
        indicator=indicator.text,
        achieved=progress.achieved,
        on=on.isoformat(),
    )
    return progress
