"""A person's performance plan (SKP), from the first draft to the agreed version that replaces the last one."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.context import reason as because
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import today
from employees.models import Employee
from employees.supervision import supervisor_of
from evaluations.enums import PLAN_TRANSITIONS, PlanState
from evaluations.models import WorkPlan
from evaluations.services import plan_notices
from evaluations.services.plan_content import (
    PlanValues,
    copy_content,
    missing_for_proposal,
    propose_expectations,
    remove_result,
    replace_content,
)

# Plans are begun for the year before (late ones), this year and the next one.
YEARS_AROUND = 1
ONE_DAY = datetime.timedelta(days=1)


class PlanChangedError(DomainError):
    """Somebody wrote the plan since it was opened."""


@transaction.atomic
def create_plan(
    *, employee: Employee, first: datetime.date, last: datetime.date, by: Any, copy_of: WorkPlan | None = None
) -> WorkPlan:
    """A draft for these days, with the content of an earlier plan or with the expectations of the core values. The
    employee needs unit and position. Raises DomainError."""
    # Two clicks at once make one plan.
    Employee.objects.select_for_update(of=("self",), no_key=True).get(pk=employee.pk)
    period = period_of(first, last)
    _refuse_overlap(employee, period)
    if copy_of is not None and copy_of.employee_id != employee.pk:
        raise DomainError(_("Only a plan of your own can be copied."))
    plan = WorkPlan(employee=employee, unit=employee.unit, position=employee.position, period=period)
    if copy_of is not None:
        plan.approach, plan.resources = copy_of.approach, copy_of.resources
        plan.consequences = copy_of.consequences
    plan.save()
    if copy_of is None:
        propose_expectations(plan)
    else:
        copy_content(copy_of, plan, is_version=False)
    _record("evaluations.plan_created", plan, by, copied=copy_of is not None)
    return plan


@transaction.atomic
def write_plan(
    *, plan: WorkPlan, values: PlanValues, by: Any, seen: int | None = None, propose: bool = False
) -> WorkPlan:
    """Store the whole plan; with `propose` send it as well. `seen` is the `edit` of the plan that the writer had open:
    another one raises PlanChangedError and nothing is stored."""
    plan = _locked(plan)
    if not plan.is_open:
        raise DomainError(_state_text(plan))
    if seen is not None and seen != plan.edit:
        raise PlanChangedError(
            _(
                "This plan was saved in another window meanwhile. What you typed stands below; "
                "send it again to replace what was saved."
            )
        )
    period = period_of(values.first, values.last)
    _refuse_overlap(plan.employee, period, besides=(plan.pk, plan.replaces_id))
    if plan.replaces_id and not values.change_reason.strip():
        raise DomainError(_("Say why the agreed plan changes."))
    plan.period, plan.approach = period, values.approach
    plan.resources, plan.consequences = values.resources.strip(), values.consequences.strip()
    plan.change_reason = values.change_reason.strip() if plan.replaces_id else ""
    plan.edit += 1
    _save(plan)
    replace_content(plan, values)
    _record("evaluations.plan_written", plan, by)
    return propose_plan(plan=plan, by=by) if propose else plan


@transaction.atomic
def propose_plan(*, plan: WorkPlan, by: Any) -> WorkPlan:
    """To the direct supervisor, whose own plan it doesn't wait for. Who has nobody above agrees with themselves."""
    plan = _locked(plan)
    if missing := missing_for_proposal(plan):
        raise DomainError(missing)
    plan.proposed_at = timezone.now()
    plan.unit, plan.position = plan.employee.unit, plan.employee.position
    supervisor = supervisor_of(plan.employee)
    if supervisor is None:
        return _agree(plan, by=by, agreed_by=None)
    _move(plan, PlanState.PROPOSED)
    _save(plan)
    _record("evaluations.plan_proposed", plan, by)
    plan_notices.plan_proposed(plan, supervisor)
    return plan


@transaction.atomic
def take_back_plan(*, plan: WorkPlan, by: Any) -> WorkPlan:
    """Before the supervisor has decided."""
    plan = _locked(plan)
    _move(plan, PlanState.DRAFT)
    plan.proposed_at = None
    _save(plan)
    _record("evaluations.plan_taken_back", plan, by)
    return plan


@transaction.atomic
def agree_plan(*, plan: WorkPlan, by: Any, seen: int | None = None) -> WorkPlan:
    """By the supervisor; `seen` as in `write_plan`: nobody agrees to what they haven't read."""
    plan = _locked(plan)
    _check_decision(plan, by, seen)
    return _agree(plan, by=by, agreed_by=by)


@transaction.atomic
def return_plan(*, plan: WorkPlan, comment: str, by: Any, seen: int | None = None) -> WorkPlan:
    """Back to the person, with what to correct."""
    plan = _locked(plan)
    _check_decision(plan, by, seen)
    if not comment.strip():
        raise DomainError(_("Say what is to be corrected: the person reads it."))
    plan.comment = comment.strip()
    with because(plan.comment):
        _move(plan, PlanState.RETURNED)
        _save(plan)
        _record("evaluations.plan_returned", plan, by, reason=plan.comment)
    plan_notices.plan_returned(plan)
    return plan


@transaction.atomic
def change_plan(*, plan: WorkPlan, reason: str, by: Any) -> WorkPlan:
    """Begin the next version of an agreed plan, which goes on holding until that one is agreed."""
    plan = _locked(plan)
    if plan.state != PlanState.AGREED:
        raise DomainError(_state_text(plan))
    if not reason.strip():
        raise DomainError(_("Say why the agreed plan changes."))
    if WorkPlan.objects.filter(replaces=plan).exists():
        raise DomainError(_("A new version of this plan is in work already. Go on with that one."))
    version = WorkPlan(
        employee=plan.employee,
        unit=plan.employee.unit,
        position=plan.employee.position,
        period=plan.period,
        approach=plan.approach,
        version=plan.version + 1,
        replaces=plan,
        change_reason=reason.strip(),
        resources=plan.resources,
        consequences=plan.consequences,
    )
    _save(version)
    copy_content(plan, version, is_version=True)
    _record("evaluations.plan_change_begun", version, by, reason=version.change_reason)
    return version


@transaction.atomic
def drop_plan(*, plan: WorkPlan, by: Any) -> None:
    """Throw away a plan that nobody agreed to. Its history stays in the trail."""
    plan = _locked(plan)
    if not plan.is_open:
        raise DomainError(_state_text(plan))
    for result in plan.results.all():
        remove_result(result)
    plan.expectations.all().delete()
    _record("evaluations.plan_dropped", plan, by)
    plan.delete()


def period_of(first: datetime.date, last: datetime.date) -> DateRange:
    """The days as they are stored. Raises DomainError for days that are no period of a plan."""
    year = today().year
    if first > last:
        raise DomainError(_("The first day of the plan must not be after its last one."))
    if first.year != last.year:
        raise DomainError(_("A plan lies within one calendar year. Make one plan for each year."))
    if abs(first.year - year) > YEARS_AROUND:
        raise DomainError(
            _("A plan is made for %(first)s to %(last)s. Correct the days.")
            % {"first": year - YEARS_AROUND, "last": year + YEARS_AROUND}
        )
    return DateRange(first, last + ONE_DAY)


def _refuse_overlap(employee: Employee, period: DateRange, besides: tuple[int | None, ...] = ()) -> None:
    """In words what the database would refuse."""
    others = WorkPlan.objects.filter(employee=employee, period__overlap=period).in_force()
    other = others.exclude(pk__in=[pk for pk in besides if pk]).order_by("state").first()
    if other is None:
        return
    words = {"period": other.period_text}
    if other.state == PlanState.AGREED:
        raise DomainError(
            _("There is an agreed plan for %(period)s. Change that one, or choose days outside of it.") % words
        )
    raise DomainError(_("There is already a plan in work for %(period)s. Go on with that one.") % words)


def _agree(plan: WorkPlan, *, by: Any, agreed_by: Any) -> WorkPlan:
    """The version before is replaced in the same moment."""
    _move(plan, PlanState.AGREED)
    if plan.replaces_id:
        earlier = lock_row(WorkPlan.objects.all(), plan.replaces_id)
        _move(earlier, PlanState.REPLACED)
        earlier.save()
    plan.agreed_at, plan.agreed_by, plan.comment = timezone.now(), agreed_by, ""
    _save(plan)
    _record("evaluations.plan_agreed", plan, by, version=plan.version, alone=agreed_by is None)
    if agreed_by is not None:
        plan_notices.plan_agreed(plan)
    return plan


def _check_decision(plan: WorkPlan, by: Any, seen: int | None) -> None:
    if plan.employee.user_id == by.pk:
        raise DomainError(_("Nobody decides on their own plan."))
    if plan.state != PlanState.PROPOSED:
        raise DomainError(_state_text(plan))
    if seen is not None and seen != plan.edit:
        raise PlanChangedError(_("The plan was changed since you opened it. Read it once more, then decide."))


def _locked(plan: WorkPlan) -> WorkPlan:
    try:
        locked: WorkPlan = lock_row(
            WorkPlan.objects.all(), plan.pk, "employee__unit", "employee__position", "employee__user", "unit"
        )
    except WorkPlan.DoesNotExist:
        raise DomainError(_("This plan was thrown away.")) from None
    return locked


def _move(plan: WorkPlan, state: PlanState) -> None:
    if state not in PLAN_TRANSITIONS[PlanState(plan.state)]:
        raise DomainError(_state_text(plan))
    plan.state = state
    plan.edit += 1


def _state_text(plan: WorkPlan) -> str:
    return _("The plan is “%(state)s”; this can't be done now. Open it anew.") % {"state": plan.get_state_display()}


def _save(plan: WorkPlan) -> None:
    """In a savepoint: what the database refuses becomes a sentence."""
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError as error:
        try:
            plan.validate_constraints()
        except ValidationError as faults:
            raise DomainError(" ".join(faults.messages)) from error
        raise


def _record(event: str, plan: WorkPlan, by: Any, *, reason: str = "", **data: Any) -> None:
    record_event(event, by=by, obj=plan, unit_path=plan.unit.path, reason=reason, year=plan.year, **data)
