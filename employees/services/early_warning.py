"""Working out what falls due for the staff of a government. Doing it again changes nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.audit.models import Event
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.jobs.services import start_job
from asn_portal.locking import lock_row
from employees.dates import today
from employees.domain.outlook import Prospect, outlook, reason_as_plain
from employees.enums import ACTIVE_STATUSES, WarningState
from employees.models import EarlyWarning, Employee, OrganizationalUnit
from employees.service_facts import facts_of
from employees.service_rules import rules_on

FOUND = "employees.warnings_found"
CHUNK = 1000
# Any constant number: with the government's key it names the lock of its warnings.
LOCK = 732_001
# What a run may change of a warning that stands.
RENEWED = ("warn_from", "details", "is_eligible", "state", "updated_at")

Key = tuple[int, str, datetime.date, str]


def find_warnings(
    *,
    government: OrganizationalUnit,
    on: datetime.date | None = None,
    by: Any = None,
    progress: Any = None,
    is_quiet: bool = False,
) -> Counter[str]:
    """Work out the warnings of all staff in service; returns how many are "new", "changed" and "lapsed".

    In chunks, each a transaction of its own under the government's lock: runs at the same time take turns, and what a
    killed run had not reached the next one does. Warnings that stand are kept with their state and with what was told;
    those that no longer follow from the records lapse. `is_quiet`: of what is new and announced already, people are not
    told.
    """
    date = on or today()
    rules = rules_on(government, date)
    staff = Employee.objects.filter(government=government).active()
    counts: Counter[str] = Counter()
    if progress is not None:
        progress.total(staff.count())
    last = 0
    while True:
        with transaction.atomic():
            lock_warnings(government)
            people = list(staff.filter(pk__gt=last).select_related("position").order_by("pk")[:CHUNK])
            if not people:
                counts["lapsed"] += _lapse_of_those_who_left(government)
                break
            counts += _renew(people, rules, date, progress, is_quiet)
        last = people[-1].pk
        if progress is not None:
            progress.advance(len(people))
    record_event(FOUND, by=by, obj=government, unit_path=government.path, **{**dict.fromkeys(COUNTED, 0), **counts})
    return counts


COUNTED = ("new", "changed", "lapsed")


def is_first_finding(government: OrganizationalUnit) -> bool:
    """Whether nothing was found for this government before. Runs that found nobody don't count, nor those whose staff
    an undone import took away; a first run that was killed is still the first."""
    found = Event.objects.filter(kind=FOUND, unit_path=government.path, data__new__gt=0).exists()
    return not found or not EarlyWarning.objects.of_government(government).exists()


def lock_warnings(government: OrganizationalUnit) -> None:
    """Until the transaction ends, nobody else works out or tells the warnings of this government."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, government.pk])


def start_finding(*, government: OrganizationalUnit, by: Any) -> Any:
    """Ask for a run in the background; a second click finds the first one's job."""
    return start_job(
        "employees.warnings_find",
        by=by,
        params={"government_id": government.pk},
        title=_("Early warnings of %(government)s") % {"government": government.name},
        unit_path=government.path,
        unique_key=f"employees.warnings:{government.pk}:{by.pk if by else 'night'}",
    )


def start_due_findings(*, now: datetime.datetime | None = None) -> int:
    """One run a day for every government; returns how many were asked for. The event of a finished run is what counts:
    a run that was killed is asked for again."""
    moment = timezone.localtime(now)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    done = Event.objects.filter(kind=FOUND, at__gte=midnight).values("unit_path")
    due = OrganizationalUnit.objects.governments().exclude(path__in=done)
    for government in due:
        start_finding(government=government, by=None)
    return len(due)


def _renew(people: list[Employee], rules: Any, date: datetime.date, progress: Any, is_quiet: bool) -> Counter[str]:
    facts = facts_of(people, date)
    wanted: dict[Key, EarlyWarning] = {}
    for employee in people:
        found = outlook(facts[employee.pk], rules, date)
        for prospect in found.prospects:
            if prospect.is_worth_warning(date):
                wanted[employee.pk, prospect.kind, prospect.due_on, prospect.subject] = _warning(employee, prospect)
        if found.faults and progress is not None and progress.owner is not None:
            # For the officer who asked; of the nightly run operators would read the names.
            progress.problem(
                message=_("%(name)s: a value on record fits no rule.") % {"name": employee.full_name},
                cure=_("Check position, rank, education and ratings of this person."),
                level="warning",
            )
    standing = {
        (warning.employee_id, warning.kind, warning.due_on, warning.subject): warning
        for warning in EarlyWarning.objects.filter(employee__in=facts).select_for_update(of=("self",)).order_by("pk")
    }
    new = [warning for key, warning in wanted.items() if key not in standing]
    changed = [standing[key] for key in wanted if key in standing and _take_over(standing[key], wanted[key])]
    lapsed = [
        warning.pk for key, warning in standing.items() if key not in wanted and warning.state == WarningState.OPEN
    ]
    if is_quiet:
        for warning in new:
            # What only becomes possible later is told when it does.
            warning.is_silent = warning.is_eligible and warning.warn_from <= date
    EarlyWarning.objects.bulk_create(new, batch_size=2000)
    EarlyWarning.objects.bulk_update(changed, RENEWED, batch_size=500)
    EarlyWarning.objects.filter(pk__in=lapsed).update(state=WarningState.LAPSED, updated_at=timezone.now())
    return Counter(new=len(new), changed=len(changed), lapsed=len(lapsed))


def _warning(employee: Employee, prospect: Prospect) -> EarlyWarning:
    details = dict(prospect.details)
    if prospect.reasons:
        details["reasons"] = [reason_as_plain(reason) for reason in prospect.reasons]
    if prospect.missing:
        details["missing"] = list(prospect.missing)
    if prospect.is_never:
        details["is_never"] = True
    return EarlyWarning(
        employee=employee,
        kind=prospect.kind,
        due_on=prospect.due_on,
        warn_from=prospect.warn_from,
        subject=prospect.subject,
        details=details,
        is_eligible=prospect.is_eligible,
    )


def _take_over(standing: EarlyWarning, wanted: EarlyWarning) -> bool:
    """Bring a warning up to date; what was handled stays so. True if anything changed."""
    state = WarningState.OPEN if standing.state == WarningState.LAPSED else standing.state
    values = (wanted.warn_from, wanted.details, wanted.is_eligible, state)
    if values == (standing.warn_from, standing.details, standing.is_eligible, standing.state):
        return False
    standing.warn_from, standing.details, standing.is_eligible, standing.state = values
    standing.updated_at = timezone.now()
    return True


def _lapse_of_those_who_left(government: OrganizationalUnit) -> int:
    left = EarlyWarning.objects.of_government(government).open().exclude(employee__status__in=ACTIVE_STATUSES)
    return EarlyWarning.objects.filter(pk__in=left.values("pk")).update(
        state=WarningState.LAPSED, updated_at=timezone.now()
    )


@transaction.atomic
def handle_warning(*, warning: EarlyWarning, note: str, by: Any) -> EarlyWarning:
    """The office has done what the warning asks for, or needn't."""
    locked = _lock(warning)
    if locked.state != WarningState.OPEN:
        raise DomainError(_STATES[WarningState(locked.state)]())
    locked.state, locked.handled_by, locked.handled_at, locked.handled_note = (
        WarningState.HANDLED,
        by,
        timezone.now(),
        note,
    )
    locked.save(update_fields=["state", "handled_by", "handled_at", "handled_note", "updated_at"])
    _record("employees.warning_handled", locked, by=by, reason=note)
    return locked


@transaction.atomic
def reopen_warning(*, warning: EarlyWarning, by: Any) -> EarlyWarning:
    """Back among the open ones. Nobody is told a second time. Reopening an open one changes nothing."""
    locked = _lock(warning)
    if locked.state == WarningState.OPEN:
        return locked
    if locked.state == WarningState.LAPSED:
        raise DomainError(_STATES[WarningState.LAPSED]())
    locked.state, locked.handled_by, locked.handled_at, locked.handled_note = WarningState.OPEN, None, None, ""
    locked.save(update_fields=["state", "handled_by", "handled_at", "handled_note", "updated_at"])
    _record("employees.warning_reopened", locked, by=by)
    return locked


_STATES = {
    WarningState.HANDLED: lambda: _("Somebody has handled this warning already."),
    WarningState.LAPSED: lambda: _("The record changed: this is no longer due."),
}


def _lock(warning: EarlyWarning) -> EarlyWarning:
    locked: EarlyWarning = lock_row(EarlyWarning.objects, warning.pk, "employee__unit")
    return locked


def _record(event: str, warning: EarlyWarning, *, by: Any, reason: str = "") -> None:
    record_event(
        event,
        by=by,
        obj=warning.employee,
        unit_path=warning.employee.unit.path,
        reason=reason,
        warning=warning.kind,
        due_on=warning.due_on.isoformat(),
    )
