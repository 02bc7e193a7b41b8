"""Alarms: raised every hour, looked at by a person. No figure changes by itself."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.access.scope import enclosing_paths
from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.notifications.services import notify
from employees.dates import today
from employees.models import RoleGrant
from surveys.domain.alarms import findings_of
from surveys.enums import AlarmState, Series
from surveys.models import Holiday, SatisfactionSurvey, SurveyAlarm
from surveys.querysets.alarm import days_of_answers
from surveys.services import guard

# Days are judged again while answers of them may still come in, beside those of the last two months.
JUDGED_DAYS, HABIT_DAYS = 3, 60
SATURDAY = 5


def raise_alarms() -> int:
    """Look at the last days of every open survey; how many alarms are new. Safe to run twice."""
    return sum(_look_at(survey) for survey in SatisfactionSurvey.objects.open().select_related("unit").iterator(100))


@transaction.atomic
def review_alarm(*, alarm: SurveyAlarm, state: AlarmState, note: str, by: Any) -> SurveyAlarm:
    """A person decides: harmless, or suspicious and named with the public result. May be decided anew."""
    alarm = SurveyAlarm.objects.select_for_update(of=("self",)).select_related("survey__unit").get(pk=alarm.pk)
    if state not in (AlarmState.HARMLESS, AlarmState.SUSPICIOUS):
        raise DomainError(_("Decide whether it is harmless or suspicious."))
    if not note.strip():
        raise DomainError(_("Say in a sentence what you found out."))
    alarm.state, alarm.note = state, note.strip()[:500]
    alarm.reviewed_by, alarm.reviewed_at = by, timezone.now()
    alarm.save(update_fields=["state", "note", "reviewed_by", "reviewed_at"])
    record_event(
        "surveys.alarm_reviewed",
        by=by,
        obj=alarm.survey,
        unit_path=alarm.survey.unit.path,
        alarm=alarm.pk,
        verdict=str(state),
    )
    return alarm


def _look_at(survey: SatisfactionSurvey) -> int:
    here = timezone.localdate(timezone=survey.unit.tz)
    first = here - datetime.timedelta(days=JUDGED_DAYS - 1)
    if not survey.responses.filter(answered_on__gte=first).exists():
        return 0
    days_off = frozenset(Holiday.objects.dates_for(survey.unit.government_path))
    days = days_of_answers(
        survey.responses,
        since=here - datetime.timedelta(days=HABIT_DAYS),
        is_working_day=lambda day: day.weekday() < SATURDAY and day not in days_off,
        noticed=lambda series, day: _noticed(survey, series, day) if day >= first else {},
    )
    return sum(
        _raise(survey, series, day, finding)
        for (series, day), answers in days.items()
        if day >= first
        for finding in findings_of(
            answers, [other for (kind, when), other in days.items() if kind == series and when != day]
        )
    )


def _noticed(survey: SatisfactionSurvey, series: str, day: datetime.date) -> dict[str, int]:
    if series != Series.OPEN:
        return {}
    counts = guard.day_counts(survey, day)
    return {"peak": counts.peak, "longest": counts.longest}


@transaction.atomic
def _raise(survey: SatisfactionSurvey, series: str, day: datetime.date, finding: Any) -> int:
    """1 for a new alarm. An open one gets the newest counts; what somebody looked at stays as they saw it."""
    alarm, is_new = SurveyAlarm.objects.get_or_create(
        survey=survey, kind=finding.kind, series=series, day=day, defaults={"details": dict(finding.details)}
    )
    if is_new:
        _tell(alarm)
    elif alarm.state == AlarmState.OPEN and alarm.details != dict(finding.details):
        alarm.details = dict(finding.details)
        alarm.save(update_fields=["details"])
    return int(is_new)


def _tell(alarm: SurveyAlarm) -> None:
    """Those who look after the survey nearest to the unit."""
    unit = alarm.survey.unit
    grants = list(
        RoleGrant.objects.on(today())
        .filter(
            role__in=roles_with(Permission.SURVEY_MANAGE),
            unit__path__in=enclosing_paths(unit.path),
            user__is_active=True,
        )
        .values("user", "unit__path")
    )
    if not grants:
        return
    nearest = max((grant["unit__path"] for grant in grants), key=len)
    officers = User.objects.filter(pk__in=[grant["user"] for grant in grants if grant["unit__path"] == nearest])
    notify(
        officers,
        kind="surveys.alarm_raised",
        title=lambda: _("Unusual answers at %(unit)s") % {"unit": unit.name},
        body=lambda: (
            _("%(what)s on %(day)s. Have a look and say what you found out; no figure changes by itself.")
            % {"what": alarm.get_kind_display(), "day": formats.date_format(alarm.day)}
        ),
        url=reverse("surveys:alarm-detail", args=[alarm.pk]),
        dedupe_key=f"surveys.alarm:{alarm.pk}",
    )
