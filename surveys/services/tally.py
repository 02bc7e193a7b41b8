"""The kept sums of past days: made once a day is over, renewed by late paper forms, compared with the answers."""

from __future__ import annotations

import datetime
from dataclasses import replace

import structlog
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.roles import roles_with
from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event
from asn_portal.notifications.services import notify
from employees.dates import today
from employees.models import RoleGrant
from surveys.domain.composition import SMALLEST_SHOWN
from surveys.domain.figures import NO_FIGURES, from_json, to_json
from surveys.domain.visits import last_of_month
from surveys.enums import SurveyState
from surveys.models import SatisfactionSurvey, SurveyInterim, SurveyTally
from surveys.querysets.tally import Part, answers_by_part, whole_months

logger = structlog.get_logger(__name__)
# An answer that was on its way at midnight is stored by then.
SETTLED = datetime.timedelta(hours=1)
ONE_DAY = datetime.timedelta(days=1)


def keep_finished_days() -> int:
    """Make the sums of the days that are over, of all open surveys; how many were made. No actor: the calendar."""
    return sum(_keep_survey(pk) for pk in SatisfactionSurvey.objects.open().order_by("pk").values_list("pk", flat=True))


def renew_interims() -> int:
    """Show the next step of each open survey that has come to one; how many were renewed. No actor: the calendar."""
    surveys = SatisfactionSurvey.objects.open().order_by("pk").values_list("pk", flat=True)
    return sum(_renew_interim(pk) for pk in surveys)


@transaction.atomic
def _renew_interim(pk: int) -> bool:
    """The index, and what stands beside it, each take several complete forms at a time or none, also where forms of
    earlier days came in late: what is shown stays until then."""
    survey = _locked(pk)
    if survey.state != SurveyState.OPEN:
        return False
    shown = SurveyInterim.objects.filter(survey=survey).first() or SurveyInterim(survey=survey)
    step = survey.tallies.next_step(survey, since=shown.until, others_since=shown.others_until)
    before = from_json(shown.figures) if shown.figures else NO_FIGURES
    moves = step.counted - shown.counted >= SMALLEST_SHOWN
    others_move = step.others - shown.others >= SMALLEST_SHOWN
    if not moves and not others_move:
        return False
    figures = replace(step.figures if moves else before, other=step.figures.other if others_move else before.other)
    shown.figures = to_json(figures)
    if moves:
        shown.counted, shown.until = step.counted, step.until
    if others_move:
        shown.others, shown.others_until = step.others, step.others_until
    shown.save()
    return True


@transaction.atomic
def renew_day(*, survey: SatisfactionSurvey, day: datetime.date) -> None:
    """After an answer for a past day, in the same transaction: make the sums of a kept day again.

    A day that isn't kept yet is counted live, and must not become the last kept one before those in front of it.
    """
    survey = _locked(survey.pk)
    last = survey.tallies.last_day(survey)
    if last is None or day > last:
        return
    first = day.replace(day=1)
    until = min(last, last_of_month(day))
    present = _present_month(survey, last)
    survey.tallies.filter(day__range=(first, until)).delete()
    _store(survey, whole_months(answers_by_part(survey, after=first - ONE_DAY, until=until), present))


def compare_tallies() -> list[int]:
    """Compare every kept sum of the open surveys with the answers; what differs is made again and told to the
    operators. The surveys that differed. No actor: the machine itself."""
    surveys = SatisfactionSurvey.objects.open().order_by("pk").values_list("pk", flat=True)
    return [pk for pk in surveys if not _is_right(pk)]


@transaction.atomic
def _keep_survey(pk: int) -> int:
    survey = _locked(pk)
    here = timezone.localtime(timezone=survey.unit.tz)
    finished = (here - SETTLED).date() - datetime.timedelta(days=1)
    last = survey.tallies.last_day(survey)
    if last is not None and last >= finished:
        return 0
    if last is not None and last.replace(day=1) < finished.replace(day=1):
        # The month is over: its days become one row.
        last = last.replace(day=1) - ONE_DAY
        survey.tallies.filter(day__gt=last).delete()
    return _store(survey, whole_months(answers_by_part(survey, after=last, until=finished), finished))


@transaction.atomic
def _is_right(pk: int) -> bool:
    survey = _locked(pk)
    last = survey.tallies.last_day(survey)
    if last is None:
        return True
    parts = whole_months(answers_by_part(survey, until=last), _present_month(survey, last))
    kept = survey.tallies.values_list("day", "series", "service_id", "data")
    if {_key(part): part.tally.as_json() for part in parts} == {tuple(row[:3]): row[3] for row in kept}:
        return True
    survey.tallies.all().delete()
    _store(survey, parts)
    logger.error("survey_tally_differed", survey=pk)
    record_event("surveys.tally_repaired", by=None, obj=survey, unit_path=survey.unit.path)
    _tell_operators(survey)
    return False


def _present_month(survey: SatisfactionSurvey, last: datetime.date) -> datetime.date:
    """A day of the month that is kept by days: that of the last kept day, or the next one if that is kept whole.

    A month whose only rows bear its last day reads the same either way.
    """
    days = survey.tallies.filter(day__gte=last.replace(day=1), day__lt=last_of_month(last))
    return last if days.exists() else last + ONE_DAY


def _tell_operators(survey: SatisfactionSurvey) -> None:
    grants = RoleGrant.objects.on(today()).filter(role__in=roles_with(Permission.ROLE_GRANT))
    notify(
        User.objects.filter(is_active=True, role_grants__in=grants).distinct(),
        kind="surveys.tally_repaired",
        title=lambda: _("Kept sums of a survey of %(unit)s were wrong") % {"unit": survey.unit.name},
        body=lambda: _("They were made again from the answers. Find out who or what changed them."),
        url=reverse("surveys:survey-detail", args=[survey.pk]),
        dedupe_key=f"surveys.tally:{survey.pk}:{today():%Y-%m-%d}",
    )


def _store(survey: SatisfactionSurvey, parts: list[Part]) -> int:
    rows = [
        SurveyTally(
            survey=survey,
            day=part.day,
            series=part.series,
            service_id=part.service_id,
            data=part.tally.as_json(),
        )
        for part in parts
    ]
    return len(SurveyTally.objects.bulk_create(rows, batch_size=500))


def _locked(pk: int) -> SatisfactionSurvey:
    """Without the key: citizens' answers, which only refer to the survey, don't wait."""
    surveys = SatisfactionSurvey.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
    return surveys.get(pk=pk)


def _key(part: Part) -> tuple[datetime.date, str, int | None]:
    return part.day, part.series, part.service_id
