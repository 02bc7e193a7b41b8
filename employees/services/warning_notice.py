"""Telling people and offices of early warnings. Each is told once, whoever asks how often.

A warning is claimed (a row lock that others skip), told through the outbox and marked as told in one transaction: a
worker that is killed leaves nothing behind, and of two workers each tells what the other has not.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import ROLE_PERMISSIONS, Role
from asn_portal.accounts.models import User
from asn_portal.notifications.services import notify
from employees.dates import today
from employees.enums import WarningKind
from employees.models import EarlyWarning, OrganizationalUnit, RoleGrant
from employees.services.early_warning import lock_warnings
from employees.texts.early_warning import headline, sentence

PERSON, OFFICE = "employees.warning", "employees.warning_digest"
CLAIMED_AT_ONCE = 50
# The rest waits for the next tick: a city that begins has tens of thousands.
AT_MOST = 2000
# The weekly mail is ready before the offices open.
WEEKDAY, HOUR = 0, 6
# Auditors may read the list but have nothing to do about it.
TOLD_ROLES = tuple(
    role for role in (Role.HR_OFFICER, Role.HEAD_OF_AGENCY) if Permission.WARNING_VIEW in ROLE_PERMISSIONS[role]
)


def tell_people(*, on: datetime.date | None = None, at_most: int = AT_MOST) -> int:
    """Tell everybody with an account what comes for them; returns how many warnings were told."""
    told = 0
    while told < at_most and (some := _tell_some(on or today())):
        told += some
    return told


@transaction.atomic
def _tell_some(date: datetime.date) -> int:
    warnings = list(
        EarlyWarning.objects.untold_to_people(date)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("employee__user")
        .order_by("due_on", "pk")[:CLAIMED_AT_ONCE]
    )
    for warning in warnings:
        notify(
            warning.employee.user,
            kind=PERSON,
            title=partial(headline, warning.kind, warning.details),
            body=partial(sentence, warning.kind, warning.details, warning.due_on),
            url=warning.get_absolute_url(),
            dedupe_key=f"{PERSON}:{warning.pk}",
        )
    _mark(warnings, "person_told_at")
    return len(warnings)


def tell_offices(*, now: datetime.datetime | None = None) -> int:
    """On Mondays: one message to each HR officer and head, with what is new for their staff since the last; returns to
    how many governments. What a missed Monday leaves untold is in the next message."""
    moment = timezone.localtime(now)
    if moment.weekday() != WEEKDAY or moment.hour < HOUR:
        return 0
    return sum(_tell_office(government, moment) for government in OrganizationalUnit.objects.governments())


@transaction.atomic
def _tell_office(government: OrganizationalUnit, moment: datetime.datetime) -> bool:
    lock_warnings(government)
    date = moment.date()
    of_government = EarlyWarning.objects.of_government(government)
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if of_government.filter(office_told_at__gte=midnight).exists():
        return False
    recipients = _recipients(government, date)
    if not recipients:
        return False
    warnings = list(
        of_government.open()
        .announced(date)
        .filter(office_told_at=None)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("employee__unit")
    )
    if not warnings:
        return False
    year, week, _day = date.isocalendar()
    for user, paths in recipients.items():
        own = [warning for warning in warnings if warning.employee.unit.path.startswith(paths)]
        if own:
            notify(
                user,
                kind=OFFICE,
                title=partial(_digest_title, len(own)),
                body=partial(_digest, own),
                url=f"{reverse('employees:warning-list')}?{urlencode({'state': 'OPEN', 'when': 'announced'})}",
                dedupe_key=f"{OFFICE}:{government.pk}:{year}-{week}",
            )
    return _mark_told(warnings, recipients)


@transaction.atomic
def tell_office_of_first(*, government: OrganizationalUnit, on: datetime.date | None = None) -> bool:
    """After the first working out: one message to each HR officer and head in place of one to every person. What it
    tells is not in the message of Monday."""
    lock_warnings(government)
    date = on or today()
    warnings = list(
        EarlyWarning.objects.of_government(government)
        .open()
        .announced(date)
        .filter(office_told_at=None)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("employee__unit")
    )
    recipients = _recipients(government, date)
    if not warnings or not recipients:
        return False
    for user, paths in recipients.items():
        if count := sum(warning.employee.unit.path.startswith(paths) for warning in warnings):
            notify(
                user,
                kind=OFFICE,
                title=partial(_digest_title, count),
                body=_first_digest,
                url=f"{reverse('employees:warning-list')}?{urlencode({'state': 'OPEN', 'when': 'announced'})}",
                dedupe_key=f"{OFFICE}:{government.pk}:first:{date}",
            )
    return _mark_told(warnings, recipients)


def _mark_told(warnings: Iterable[EarlyWarning], recipients: dict[User, tuple[str, ...]]) -> bool:
    """Those that somebody was told of. The others wait until their unit has somebody to tell."""
    paths = tuple(path for each in recipients.values() for path in each)
    told = [warning for warning in warnings if warning.employee.unit.path.startswith(paths)]
    _mark(told, "office_told_at")
    return bool(told)


def _first_digest() -> str:
    return _("Found when the warnings were first worked out. The people concerned were not told; from now on they are.")


def _recipients(government: OrganizationalUnit, date: datetime.date) -> dict[User, tuple[str, ...]]:
    """Who is told, with the units on which they hold the role."""
    found: dict[User, list[str]] = defaultdict(list)
    grants = RoleGrant.objects.on(date).filter(
        role__in=TOLD_ROLES, unit__path__startswith=government.path, user__is_active=True
    )
    for grant in grants.select_related("user", "unit").order_by("pk"):
        found[grant.user].append(grant.unit.path)
    return {user: tuple(paths) for user, paths in found.items()}


def _digest_title(count: int) -> str:
    return ngettext("%(number)s new early warning", "%(number)s new early warnings", count) % {
        "number": formats.number_format(count)
    }


def _digest(warnings: Iterable[EarlyWarning]) -> str:
    """Counts by month and kind, a line for each month."""
    months: dict[datetime.date, Counter[str]] = defaultdict(Counter)
    for warning in warnings:
        months[warning.due_on.replace(day=1)][warning.kind] += 1
    lines = [
        "{month}: {counts}".format(
            month=formats.date_format(month, "YEAR_MONTH_FORMAT"),
            counts=", ".join(
                f"{kind.label} {formats.number_format(counts[kind])}" for kind in WarningKind if counts[kind]
            ),
        )
        for month, counts in sorted(months.items())
    ]
    blocked = sum(not warning.is_eligible for warning in warnings)
    if blocked:
        lines.append(_("Requirements not met: %(number)s") % {"number": formats.number_format(blocked)})
    return "\n".join(lines)


def _mark(warnings: Iterable[EarlyWarning], field: str) -> None:
    EarlyWarning.objects.filter(pk__in=[warning.pk for warning in warnings]).update(**{field: timezone.now()})
