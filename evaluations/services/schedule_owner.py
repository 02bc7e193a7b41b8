"""Who looks after a schedule: handed over by people, missed by the tick."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.models import Event
from asn_portal.audit.services import record_event
from evaluations.models import ReportSchedule
from evaluations.schedule_keepers import keepers_of, may_keep
from evaluations.services import notices
from evaluations.services.schedule import ScheduleError, lock_schedule

HANDED_OVER = "evaluations.schedule_handed_over"


@transaction.atomic
def hand_over(*, schedule: ReportSchedule, owner: Any, by: Any, seen: int | None = None) -> ReportSchedule:
    """Another owner, who may manage the schedule. Both are told. Handing it to its owner changes nothing. `seen` is the
    key of the owner that the page showed (None for any): what somebody else decided since is never overwritten."""
    schedule = lock_schedule(schedule)
    before = schedule.owner
    if owner == before:
        return schedule
    if seen is not None and seen != before.pk:
        raise ScheduleError(
            _("The schedule belongs to %(name)s now: it was handed over meanwhile. Open this page again to hand it on.")
            % {"name": before.name}
        )
    if not may_keep(owner, schedule):
        raise ScheduleError(
            _("%(name)s may not manage the schedules of “%(unit)s”. Choose somebody else.")
            % {"name": owner.name, "unit": schedule.unit.name}
        )
    schedule.owner = owner
    schedule.save(update_fields=["owner"])
    record_event(
        HANDED_OVER,
        by=by,
        obj=schedule,
        unit_path=schedule.unit.path,
        owner=owner.name,
        owner_before=before.name,
    )
    notices.schedule_handed_over(schedule, [user for user in (before, owner) if user != by])
    return schedule


def tell_of_lost_owners() -> int:
    """Who may keep a schedule hears once that its owner no longer does; returns how many were told now."""
    told = 0
    for schedule in ReportSchedule.objects.filter(is_active=True).select_related("unit", "owner").order_by("pk"):
        if not may_keep(schedule.owner, schedule):
            loss = Event.objects.about(schedule).filter(kind=HANDED_OVER).count()
            told += notices.schedule_without_owner(schedule, keepers_of(schedule), loss=loss)
    return told
