"""Learning outside sessions: reported, verified, refused, withdrawn."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.documents.services import store_document
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from employees.dates import day_fault, today
from employees.models import Employee
from training.domain.hours import DEFAULT_TABLE, MOST_PER_DAY, HourSpan, learning_hours, overfull_days
from training.enums import ActivityState, TrainingRuleKey
from training.models import LearningActivity
from training.services import outcome_notices
from training.services.session_bounds import LONGEST
from training.training_rules import value_of

EVIDENCE_KIND = "training.activity"


class ActivityRefused(DomainError):
    """The activity can't be reported or decided like this."""


def hours_by_rule(activity: LearningActivity) -> Decimal:
    """What the table that held on its last day gives; DomainError with what is missing."""
    table = value_of(TrainingRuleKey.HOURS, activity.employee.government_id, activity.ends_on)
    try:
        return learning_hours(
            activity.form,
            days=activity.days,
            # An assignment counts once, however many meetings it had.
            sessions=None if table[activity.form]["per"] == "assignment" else activity.sessions,
            hours=activity.hours,
            international=activity.is_international,
            table=table,
        )
    except ValueError as error:
        raise ActivityRefused(_count_needed(activity)) from error


@transaction.atomic
def report_activity(*, activity: LearningActivity, evidence: File[bytes] | None, by: Any) -> LearningActivity:
    """The person says what they learnt, with a paper that shows it. Raises ActivityRefused."""
    # What is reported from two pages at once is compared one after the other.
    lock_row(Employee.objects, activity.employee_id)
    if activity.ends_on > today():
        raise ActivityRefused(_("Report it when it is over: its last day lies in the future."))
    if evidence is None:
        raise ActivityRefused(_("Attach the certificate, letter or notes that show it."))
    _check_counts(activity)
    _check_not_reported(activity)
    activity.state = ActivityState.REPORTED
    activity.learning_hours = hours_by_rule(activity)
    _check_days_have_room(activity)
    try:
        activity.full_clean(exclude=["verified_by"])
    except ValidationError as error:
        raise ActivityRefused(" ".join(error.messages)) from error
    activity.save()
    document = store_document(
        file=evidence, by=by, kind=EVIDENCE_KIND, owner=activity, unit_path=activity.employee.unit.path
    )
    record_event(
        "training.activity_reported",
        by=by,
        obj=activity,
        unit_path=activity.employee.unit.path,
        employee=activity.employee_id,
        document=str(document.pk),
    )
    return activity


@transaction.atomic
def verify_activity(*, activity: LearningActivity, hours: Decimal, by: Any) -> LearningActivity:
    """The office recognises it, with the hours by the rule or fewer."""
    locked = _lock_reported(activity)
    _check_not_own(locked, by)
    most = hours_by_rule(locked)
    if not 0 <= hours <= most:
        raise ActivityRefused(
            _("At most %(hours)s JP by the rule of that day; fewer are possible.") % {"hours": _in_words(most)}
        )
    locked.state, locked.learning_hours = ActivityState.VERIFIED, hours
    return _decided(locked, "training.activity_verified", by)


@transaction.atomic
def refuse_activity(*, activity: LearningActivity, reason: str, by: Any) -> LearningActivity:
    """The office doesn't recognise it; the person is told the reason. Raises ActivityRefused, for one's own too."""
    locked = _lock_reported(activity)
    _check_not_own(locked, by)
    if not reason.strip():
        raise ActivityRefused(_("Say why it is not recognised."))
    locked.state, locked.reason = ActivityState.REFUSED, reason.strip()
    return _decided(locked, "training.activity_refused", by)


@transaction.atomic
def withdraw_activity(*, activity: LearningActivity, by: Any) -> LearningActivity:
    """The person takes it back; withdrawing twice changes nothing."""
    locked: LearningActivity = lock_row(LearningActivity.objects, activity.pk, "employee__unit")
    if locked.state == ActivityState.WITHDRAWN:
        return locked
    if locked.state != ActivityState.REPORTED:
        raise ActivityRefused(_("It was decided already and stays on record."))
    locked.state = ActivityState.WITHDRAWN
    locked.save(update_fields=["state"])
    record_event("training.activity_withdrawn", by=by, obj=locked, unit_path=locked.employee.unit.path)
    return locked


def _check_counts(activity: LearningActivity) -> None:
    """What is counted fits into the days from first to last."""
    for day in (activity.starts_on, activity.ends_on):
        if fault := day_fault(day):
            raise ActivityRefused(fault)
    calendar_days = (activity.ends_on - activity.starts_on).days + 1
    if calendar_days < 1:
        raise ActivityRefused(_("The last day lies before the first. Correct one of them."))
    if calendar_days > LONGEST.days:
        raise ActivityRefused(
            _("An activity lasts at most %(days)s days. Correct a day, or report the rest as one of its own.")
            % {"days": LONGEST.days}
        )
    if faults := count_faults(calendar_days, days=activity.days, sessions=activity.sessions):
        raise ActivityRefused(" ".join(faults.values()))
    most = MOST_PER_DAY * calendar_days
    if activity.hours is not None and activity.hours > most:
        raise ActivityRefused(
            _("In %(days)s days nobody learns %(hours)s JP. Enter at most %(most)s.")
            % {"days": calendar_days, "hours": _in_words(activity.hours), "most": most}
        )


def count_faults(calendar_days: int, *, days: int | None, sessions: int | None) -> dict[str, str]:
    """What is none at all or more than one a day, as a sentence by field."""
    texts = {
        "days": (days, _("From the first to the last day there are %(most)s days. Enter at most so many.")),
        "sessions": (sessions, _("The activity took %(most)s days. Enter one session a day at most.")),
    }
    faults = {
        name: text % {"most": calendar_days} for name, (count, text) in texts.items() if (count or 0) > calendar_days
    }
    return faults | {name: _("Enter 1 or more.") for name, (count, _text) in texts.items() if count == 0}


def _check_not_reported(activity: LearningActivity) -> None:
    if _others(activity).filter(title__iexact=activity.title.strip(), ends_on=activity.ends_on).exists():
        raise ActivityRefused(_("You reported this already, with the same title and last day. Change one of them."))


def _check_days_have_room(activity: LearningActivity) -> None:
    """All that the person reported fits into its days."""
    spans = [HourSpan(*row) for row in _others(activity).values_list("starts_on", "ends_on", "learning_hours")]
    own = HourSpan(activity.starts_on, activity.ends_on, activity.learning_hours)
    if (full := overfull_days(own, spans)) is not None:
        raise ActivityRefused(
            _(
                "You reported other activities on these days. From %(first)s to %(last)s there would be %(hours)s JP, "
                "and a day has at most %(most)s. Correct the days or the hours, or withdraw what was not so."
            )
            % {
                "first": formats.date_format(full.first),
                "last": formats.date_format(full.last),
                "hours": _in_words(full.hours),
                "most": MOST_PER_DAY,
            }
        )


def _others(activity: LearningActivity) -> Any:
    """What else the person reported that is waiting or counts."""
    return LearningActivity.objects.filter(
        employee=activity.employee, state__in=[ActivityState.REPORTED, ActivityState.VERIFIED]
    ).exclude(pk=activity.pk)


def _in_words(hours: Decimal) -> str:
    return formats.number_format(f"{hours.normalize():f}")


def _lock_reported(activity: LearningActivity) -> LearningActivity:
    locked: LearningActivity = lock_row(LearningActivity.objects, activity.pk, "employee__unit")
    if locked.state != ActivityState.REPORTED:
        raise ActivityRefused(_("This activity is no longer waiting: it was decided or withdrawn."))
    return locked


def _check_not_own(activity: LearningActivity, by: Any) -> None:
    if by is not None and activity.employee.user_id == by.pk:
        raise ActivityRefused(_("Nobody verifies their own activity; a colleague of the office does."))


def _decided(activity: LearningActivity, event: str, by: Any) -> LearningActivity:
    activity.verified_by, activity.verified_at = by, timezone.now()
    activity.save()
    record_event(
        event,
        by=by,
        obj=activity,
        unit_path=activity.employee.unit.path,
        employee=activity.employee_id,
        reason=activity.reason,
    )
    outcome_notices.activity_decided(activity)
    return activity


def _count_needed(activity: LearningActivity) -> str:
    """Which number the form of training needs."""
    per = DEFAULT_TABLE.get(str(activity.form), {}).get("per", "")
    if per in {"day", "day_most"}:
        return _("Enter the number of days: hours are counted by the day.")
    if per in {"session", "session_capped"}:
        return _("Enter the number of sessions: hours are counted by the session.")
    return _("Enter the learning hours (JP) that the certificate names.")
