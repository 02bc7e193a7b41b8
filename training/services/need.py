"""Needs: proposed, agreed by the supervisor, verified by the training office, planned, realised; or refused with a
reason. Mandatory ones stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from training.domain.gaps import priority_of
from training.enums import (
    NEED_MOVES,
    IndividualPlanState,
    NeedSource,
    NeedState,
    Priority,
    RefusalCode,
    RegistrationState,
)
from training.models import CurrentLevel, DevelopmentNeed, IndividualPlan

# In these a person writes their own lines.
OPEN_PLANS = frozenset({IndividualPlanState.DRAFT, IndividualPlanState.RETURNED})


@transaction.atomic
def plan_of(*, employee: Any, year: int, by: Any) -> IndividualPlan:
    """The plan of a year; begun when there is none."""
    plan, is_new = IndividualPlan.objects.get_or_create(employee=employee, year=year)
    if is_new:
        record_event("training.plan_begun", by=by, obj=employee, unit_path=employee.unit.path, year=year)
    return plan


@transaction.atomic
def propose_need(*, plan: IndividualPlan, by: Any, source: str = NeedSource.OWN_WISH, **fields: Any) -> DevelopmentNeed:
    """A line of a plan. The gap, and how urgent it makes the need, is read from the levels. Raises DomainError."""
    plan = lock_row(IndividualPlan.objects.all(), plan.pk, "employee__unit", "employee__government")
    need = DevelopmentNeed(employee=plan.employee, plan=plan, year=plan.year, source=source, proposed_by=by, **fields)
    _check_choice(need)
    _read_gap(need, chosen=fields.get("priority"))
    _save(need)
    record_event("training.need_proposed", by=by, obj=plan.employee, unit_path=plan.employee.unit.path, need=need.title)
    return need


@transaction.atomic
def change_need(*, need: DevelopmentNeed, changes: Mapping[str, Any], by: Any) -> DevelopmentNeed:
    """While it is proposed. Of a mandatory one only how and when it is met."""
    need = _locked(need)
    if need.state != NeedState.PROPOSED and not need.is_mandatory:
        raise DomainError(_("This need was agreed. Ask the supervisor to return the plan first."))
    if need.state in {NeedState.PLANNED, NeedState.REALISED}:
        raise DomainError(_("This need stands in a yearly plan and can't be changed here."))
    for name, value in changes.items():
        if need.is_mandatory and name not in {"programme", "form", "quarter", "cost", "target_level"}:
            continue
        setattr(need, name, value)
    _check_choice(need)
    _read_gap(need, chosen=changes.get("priority"))
    _save(need)
    record_event("training.need_changed", by=by, obj=need.employee, unit_path=need.employee.unit.path, need=need.title)
    return need


@transaction.atomic
def drop_need(*, need: DevelopmentNeed, by: Any) -> None:
    """Take a line back that nobody has agreed to. Its history keeps it."""
    need = _locked(need)
    if need.is_mandatory:
        raise DomainError(_("This need follows from the annual rating and can't be dropped. Choose how it is met."))
    if need.state != NeedState.PROPOSED:
        raise DomainError(_("This need was agreed already. Only a refusal with a reason ends it."))
    record_event("training.need_dropped", by=by, obj=need.employee, unit_path=need.employee.unit.path, need=need.title)
    need.delete()


@transaction.atomic
def verify_need(*, need: DevelopmentNeed, by: Any, changes: Mapping[str, Any] | None = None) -> DevelopmentNeed:
    """The training office confirms it, and may name programme, form, quarter and cost."""
    need = _locked(need)
    for name, value in (changes or {}).items():
        if value not in (None, ""):
            setattr(need, name, value)
    _check_choice(need)
    _move(need, NeedState.VERIFIED, by)
    record_event("training.need_verified", by=by, obj=need.employee, unit_path=need.employee.unit.path, need=need.title)
    return need


@transaction.atomic
def refuse_need(*, need: DevelopmentNeed, code: str, reason: str, by: Any) -> DevelopmentNeed:
    """With the kind of refusal, which is counted, and a sentence for the person, who is told."""
    need = _locked(need)
    if need.is_mandatory:
        raise DomainError(_("This need follows from the annual rating and can't be refused."))
    if code not in RefusalCode.values or not reason.strip():
        raise DomainError(_("Choose the kind of refusal and say why."))
    need.refusal_code, need.refusal_reason = code, reason.strip()
    need.year_plan_item = None
    _move(need, NeedState.REFUSED, by)
    employee = need.employee
    record_event(
        "training.need_refused",
        by=by,
        obj=employee,
        unit_path=employee.unit.path,
        reason=reason,
        code=str(code),
        need=need.title,
    )
    if employee.user is not None and employee.user != by:
        notify(
            employee.user,
            kind="training.need_refused",
            title=lambda: _("A need of your development plan was refused: %(need)s") % {"need": need.title},
            body=reason.strip(),
            url=need.get_absolute_url(),
            dedupe_key=f"training.need_refused:{need.pk}:{need.decided_at:%Y%m%d%H%M%S}",
        )
    return need


@transaction.atomic
def add_mandatory_need(
    *,
    employee: Any,
    year: int,
    reason: str,
    basis: Mapping[str, Any],
    by: Any,
    subject: str = "",
    competency: Any = None,
) -> DevelopmentNeed:
    """After an annual rating below *Baik*: a need that nobody can drop or refuse, in the plan of `year`.

    Called again for the same year (a corrected rating) it takes over the new reason instead of adding a second one.
    `basis` is kept as JSON: rating, predicate, dates. Without a competency `subject` says what is to be learnt.
    """
    plan = plan_of(employee=employee, year=year, by=by)
    IndividualPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    need = DevelopmentNeed.objects.filter(employee=employee, year=year, is_mandatory=True).first()
    is_new = need is None
    if need is None:
        need = DevelopmentNeed(
            employee=employee,
            plan=plan,
            year=year,
            source=NeedSource.DIALOGUE,
            is_mandatory=True,
            state=NeedState.AGREED,
            priority=Priority.HIGH,
            proposed_by=by,
        )
    need.competency = competency or need.competency
    need.subject = subject or need.subject or ("" if need.competency else _("Improving performance"))
    need.reason, need.basis = reason, dict(basis)
    _save(need)
    record_event(
        "training.mandatory_need_added" if is_new else "training.need_changed",
        by=by,
        obj=employee,
        unit_path=employee.unit.path,
        reason=reason,
        need=need.title,
    )
    if is_new and employee.user is not None:
        notify(
            employee.user,
            kind="training.mandatory_need",
            title=lambda: _("Your development plan %(year)s has a mandatory need") % {"year": year},
            body=reason,
            url=need.get_absolute_url(),
            dedupe_key=f"training.mandatory_need:{need.pk}",
        )
    return need


@transaction.atomic
def realise_needs(registration: Any) -> int:
    """After somebody completed a programme: their needs that it meets are realised; how many. Safe to repeat.

    It meets needs that name the programme, and those for a competency that it raises at least to the level to reach.
    Needs of the year of the session and earlier ones. What only the supervisor had agreed to is verified by the fact.
    """
    if registration.state != RegistrationState.COMPLETED:
        return 0
    programme = registration.session.programme
    meets = Q(programme=programme)
    for competency_id, level in programme.competencies.values_list("competency_id", "up_to_level"):
        meets |= Q(competency=competency_id) & (Q(target_level=None) | Q(target_level__lte=level))
    open_states = (NeedState.AGREED, NeedState.VERIFIED, NeedState.PLANNED)
    needs = list(
        DevelopmentNeed.objects.select_for_update(of=("self",))
        .filter(meets, employee=registration.employee_id, state__in=open_states)
        .filter(year__lte=registration.session.last_day.year)
        .order_by("pk")
    )
    for need in needs:
        need.state, need.registration = NeedState.REALISED, registration
        need.save(update_fields=["state", "registration"])
    if needs:
        employee = registration.employee
        record_event(
            "training.needs_realised",
            by=None,
            obj=employee,
            unit_path=employee.unit.path,
            count=len(needs),
            session=registration.session.title,
        )
    return len(needs)


def _locked(need: DevelopmentNeed) -> DevelopmentNeed:
    locked: DevelopmentNeed = lock_row(
        DevelopmentNeed.objects.all(),
        need.pk,
        "employee__unit",
        "employee__user",
        "employee__government",
        "competency",
        "plan",
    )
    return locked


def _move(need: DevelopmentNeed, state: NeedState, by: Any) -> None:
    if state not in NEED_MOVES[NeedState(need.state)]:
        raise DomainError(
            _("“%(need)s” is %(state)s; this can't be done any more.")
            % {"need": need.title, "state": need.get_state_display()}
        )
    need.state, need.decided_by, need.decided_at = state, by, timezone.now()
    _save(need)


def _check_choice(need: DevelopmentNeed) -> None:
    """Competency and programme are of the person's government."""
    if need.competency is not None and need.competency.government_id not in (None, need.employee.government_id):
        raise DomainError(_("This competency belongs to another government. Choose from the list."))
    programme = need.programme
    if programme is not None and programme.unit.government_path != need.employee.unit.government_path:
        raise DomainError(_("This programme belongs to another government. Choose from the list."))


def _read_gap(need: DevelopmentNeed, *, chosen: Any) -> None:
    """The gap as it is now, what it rests on, and the priority that follows; without a gap the chosen one."""
    if need.competency_id is None:
        need.priority = Priority.HIGH if need.is_mandatory else (chosen or need.priority)
        return
    level = (
        CurrentLevel.objects.filter(employee=need.employee_id, competency=need.competency_id)
        .values("required", "achieved", "gap", "confidence", "rating_id")
        .first()
    )
    need.gap = level["gap"] if level else None
    if level and not need.is_mandatory:
        need.basis = {**need.basis, "level": level}
    if need.target_level is None and level and level["required"]:
        need.target_level = level["required"]
    if need.is_mandatory:
        need.priority = Priority.HIGH
        return
    need.priority = priority_of(need.gap, is_strategic=need.source == NeedSource.STRATEGIC) or chosen or Priority.LOW


def _save(need: DevelopmentNeed) -> None:
    try:
        need.full_clean(exclude=["registration", "basis", "proposed_by", "decided_by"])
        with transaction.atomic():
            need.save()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise DomainError(_("This competency is already a need of that year.")) from error
