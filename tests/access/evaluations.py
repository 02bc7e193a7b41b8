"""Daily reports, the team, schedules, evaluation reports."""

from __future__ import annotations

import datetime

from django.core import signing
from django.utils import timezone

from employees.dates import today
from evaluations.enums import RunState
from evaluations.reports.unit_month import gather_unit_month, to_snapshot
from evaluations.services.run import snapshot_hash
from evaluations.views.team import UNDO_SALT
from tests.access.evaluations_figures import FIGURE_ROWS, build_figures
from tests.access.evaluations_plans import PLAN_ROWS, build_plans
from tests.access.evaluations_ratings import RATING_ROWS, build_ratings
from tests.access.policy import EVERYONE, STAFF, Place, Row, page, thing
from tests.factories.evaluations import DailyReportFactory, FollowUpFactory, RunFactory, ScheduleFactory

HEAD = frozenset({"supervisor"})
# Of a monthly report: who heads the unit, and the head of agency above.
READERS = HEAD | {"head_of_agency"}
# Everybody who reads some kind of report has the list.
READERS_OF_SOME = READERS | {"hr_officer", "auditor", "training_coordinator", "service_officer"}
KEEPERS = frozenset({"supervisor", "hr_officer"})
# Read the sent daily reports of the subtree.
OVERSEERS = frozenset({"supervisor", "hr_officer", "head_of_agency", "auditor"})


def _own_day(method: str) -> Row:
    """A page of one's own, named by the day: each person writes their own report."""
    return Row(own=STAFF, kwargs=lambda objects: {"day": today()}, method=method)


def _undo() -> Row:
    token = signing.dumps([], salt=UNDO_SALT)
    return Row(own=HEAD, kwargs=lambda objects: {"token": token}, method="post")


ROWS: dict[str, Row] = {
    **FIGURE_ROWS,
    **PLAN_ROWS,
    **RATING_ROWS,
    "evaluations:daily-list": page(STAFF),
    "evaluations:daily-write": _own_day("get"),
    "evaluations:daily-submit": _own_day("post"),
    "evaluations:daily-add-line": _own_day("post"),
    "evaluations:daily-detail": thing("report", own=OVERSEERS | {"employee"}),
    "evaluations:daily-approve": thing("report", own=HEAD, method="post"),
    "evaluations:daily-return": thing("report", own=HEAD),
    "evaluations:daily-feedback": thing("report", own=HEAD),
    "evaluations:writing-time": page(OVERSEERS),
    "evaluations:team": page(HEAD),
    "evaluations:team-approve": page(HEAD, method="post"),
    "evaluations:team-undo": _undo(),
    "evaluations:run-list": page(READERS_OF_SOME),
    "evaluations:run-detail": thing("run", own=READERS),
    "evaluations:run-pdf": thing("run", own=READERS),
    "evaluations:run-workbook": thing("run", own=READERS),
    "evaluations:run-differences": thing("run", own=READERS),
    "evaluations:follow-up-create": thing("run", own=READERS),
    "evaluations:follow-up-list": page(STAFF | {"head_of_agency"}),
    "evaluations:follow-up-detail": thing("action", own=READERS | {"employee"}),
    # Whoever holds the paper.
    "report_code:show": thing("run", own=EVERYONE, by="code", other_unit=EVERYONE, other_government=EVERYONE),
    "evaluations:schedule-list": page(KEEPERS),
    "evaluations:schedule-create": page(KEEPERS),
    "evaluations:schedule-moments": page(KEEPERS),
    "evaluations:schedule-retry-all": thing("schedule", own=KEEPERS, method="post"),
    "evaluations:schedule-detail": thing("schedule", own=KEEPERS),
    "evaluations:schedule-update": thing("schedule", own=KEEPERS),
    "evaluations:schedule-owner": thing("schedule", own=KEEPERS),
    "evaluations:schedule-run": thing("schedule", own=KEEPERS, method="post"),
    "evaluations:schedule-pause": thing("schedule", own=KEEPERS, method="post"),
    "evaluations:schedule-resume": thing("schedule", own=KEEPERS, method="post"),
    "evaluations:schedule-retry": Row(
        own=KEEPERS,
        kwargs=lambda objects: {"pk": objects["schedule"].pk, "run_pk": objects["failed"].pk},
        method="post",
        has_object=True,
    ),
}


def build(place: Place) -> dict[str, object]:
    schedule = ScheduleFactory(unit=place.unit)
    month = datetime.date(2026, 9, 1)
    snapshot = to_snapshot(gather_unit_month(place.unit, month))
    run = RunFactory(
        schedule=schedule,
        period_start=month,
        state=RunState.DONE,
        attempt=1,
        snapshot=snapshot,
        snapshot_sha256=snapshot_hash(snapshot),
        data_cutoff_at=timezone.now(),
        finished_at=timezone.now(),
    )
    return {
        **build_figures(place),
        **build_plans(place),
        **build_ratings(place),
        "report": DailyReportFactory(employee=place.clerk, submitted=True),
        "schedule": schedule,
        "failed": RunFactory(schedule=schedule, state=RunState.FAILED, attempt=3, failures=3),
        "run": run,
        "action": FollowUpFactory(run=run, owner=place.clerk),
    }
