"""The plan that a person and their supervisor agree on."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from employees.supervision import supervisor_of
from training.enums import INDIVIDUAL_PLAN_MOVES, IndividualPlanState, NeedState
from training.models import IndividualPlan


@transaction.atomic
def change_goals(*, plan: IndividualPlan, goals: str, by: Any) -> IndividualPlan:
    """Of a draft or a plan that came back; otherwise DomainError."""
    plan = _locked(plan)
    if plan.state not in {IndividualPlanState.DRAFT, IndividualPlanState.RETURNED}:
        raise DomainError(_("The plan is with the supervisor or agreed. Ask for its return first."))
    plan.goals = goals.strip()
    plan.edit += 1
    plan.save(update_fields=["goals", "edit"])
    _record("training.plan_changed", plan, by)
    return plan


@transaction.atomic
def submit_plan(*, plan: IndividualPlan, by: Any) -> IndividualPlan:
    """To the supervisor, who is told. A plan without lines says nothing."""
    plan = _locked(plan)
    if not plan.needs.exclude(state=NeedState.REFUSED).exists():
        raise DomainError(_("Add at least one need before you submit the plan."))
    _move(plan, IndividualPlanState.SUBMITTED)
    plan.submitted_at = timezone.now()
    plan.save()
    _record("training.plan_submitted", plan, by)
    supervisor = supervisor_of(plan.employee)
    if supervisor is not None and supervisor.user is not None:
        notify(
            supervisor.user,
            kind="training.plan_submitted",
            title=lambda: (
                _("%(name)s submitted a development plan for %(year)s")
                % {"name": plan.employee.full_name, "year": plan.year}
            ),
            url=plan.get_absolute_url(),
            dedupe_key=f"training.plan:{plan.pk}:{plan.submitted_at:%Y%m%d%H%M%S}",
        )
    return plan


@transaction.atomic
def agree_plan(*, plan: IndividualPlan, by: Any, comment: str = "") -> IndividualPlan:
    """With every line that wasn't refused; they go to the training office."""
    plan = _locked(plan)
    _move(plan, IndividualPlanState.AGREED)
    plan.agreed_by, plan.agreed_at, plan.comment = by, timezone.now(), comment.strip()
    plan.save()
    for need in plan.needs.select_for_update(of=("self",)).filter(state=NeedState.PROPOSED).order_by("pk"):
        need.state, need.decided_by, need.decided_at = NeedState.AGREED, by, plan.agreed_at
        need.save(update_fields=["state", "decided_by", "decided_at"])
    _record("training.plan_agreed", plan, by)
    _tell(plan, by, "training.plan_agreed", _agreed, plan.comment)
    return plan


@transaction.atomic
def return_plan(*, plan: IndividualPlan, by: Any, comment: str) -> IndividualPlan:
    """With a comment: before it is agreed, or because something new came up within the year. Agreed lines stay so."""
    if not comment.strip():
        raise DomainError(_("Say what should be changed."))
    plan = _locked(plan)
    _move(plan, IndividualPlanState.RETURNED)
    plan.comment = comment.strip()
    plan.save()
    _record("training.plan_returned", plan, by, reason=plan.comment)
    _tell(plan, by, "training.plan_returned", _returned, plan.comment)
    return plan


def _agreed() -> str:
    return _("Your development plan was agreed")


def _returned() -> str:
    return _("Your development plan came back for changes")


def _tell(plan: IndividualPlan, by: Any, kind: str, title: Any, body: str) -> None:
    user = plan.employee.user
    if user is not None and user != by:
        notify(
            user,
            kind=kind,
            title=title,
            body=body,
            url=plan.get_absolute_url(),
            dedupe_key=f"{kind}:{plan.pk}:{timezone.now():%Y%m%d%H%M%S}",
        )


def _locked(plan: IndividualPlan) -> IndividualPlan:
    locked: IndividualPlan = lock_row(IndividualPlan.objects.all(), plan.pk, "employee__unit", "employee__user")
    return locked


def _move(plan: IndividualPlan, state: IndividualPlanState) -> None:
    if state not in INDIVIDUAL_PLAN_MOVES[IndividualPlanState(plan.state)]:
        raise DomainError(
            _("The plan is “%(state)s”; this can't be done now. Open it anew.") % {"state": plan.get_state_display()}
        )
    plan.state = state
    plan.edit += 1


def _record(event: str, plan: IndividualPlan, by: Any, *, reason: str = "") -> None:
    record_event(event, by=by, obj=plan.employee, unit_path=plan.employee.unit.path, reason=reason, year=plan.year)
