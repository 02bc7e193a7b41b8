"""Meetings, presence, tests, what came of a training, hours, equal access."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from django.core import signing
from django.utils import timezone

from tests.access.policy import EVERYONE, SIGNED_IN, STAFF, Place, Row, page, thing
from training.enums import Rater
from training.models import (
    ApplicationPromise,
    ContentReview,
    KnowledgeTest,
    LearningActivity,
    ObstacleTask,
    PromiseCheck,
    TestAttempt,
)

OVERSEERS = {"hr_officer", "training_coordinator", "head_of_agency", "auditor"}
MANAGERS = {"training_coordinator"}
ABOVE = OVERSEERS | {"supervisor"}
CONCERNED = ABOVE | {"employee"}
SIDES = {"employee", "supervisor"}


def build_after(place: Place, objects: dict[str, Any]) -> dict[str, object]:
    registration, running = objects["registration"], objects["running"]
    test = KnowledgeTest.objects.create(programme=objects["programme"])
    now, today = timezone.now(), timezone.localdate()
    promise = ApplicationPromise.objects.create(registration=registration, number=1, text="Menjelaskan syarat tertulis")
    check = PromiseCheck.objects.create(
        promise=promise, moment=30, rater=Rater.SELF, outcome="not_yet", obstacle="no_time", by=place.clerk.user
    )
    meeting = running.meetings.first()
    attendance = meeting.attendance.first()
    return {
        "meeting": meeting,
        "test": test,
        "attempt": TestAttempt.objects.create(
            test=test,
            registration=registration,
            moment="pre",
            started_at=now,
            due_at=now + datetime.timedelta(hours=1),
            maximum=10,
        ),
        "promise": promise,
        "obstacle": ObstacleTask.objects.create(check_row=check, unit=place.unit),
        "review": ContentReview.objects.create(
            programme=objects["programme"], session=objects["finished"], trigger="not_deep", answers=6, count=3
        ),
        "activity": LearningActivity.objects.create(
            employee=place.clerk, form="9", title="Seminar", starts_on=today, ends_on=today, days=1
        ),
        "person": place.clerk,
        "done": SimpleNamespace(
            token=signing.dumps([attendance.pk if attendance else 0, "in", True], salt="training.presence.done")
        ),
    }


def _code(objects: Any) -> dict[str, int]:
    return {"pk": objects["running"].pk, "meeting_pk": objects["meeting"].pk}


AFTER_ROWS: dict[str, Row] = {
    "presence:entry": page(EVERYONE),
    "presence:code": Row(own=EVERYONE, kwargs=lambda objects: {"code": "ABC123"}),
    "presence:check": page(EVERYONE, method="post"),
    "presence:done": thing("done", EVERYONE, by="token", other_unit=EVERYONE, other_government=EVERYONE),
    "training:meeting-list": thing("running", MANAGERS),
    "training:meeting-create": thing("running", MANAGERS),
    "training:meetings-complete": thing("running", MANAGERS, method="post"),
    "training:meeting-code": Row(own=frozenset(MANAGERS), kwargs=_code, has_object=True),
    "training:meeting-update": thing("meeting", MANAGERS, arg="meeting_pk"),
    "training:meeting-remove": thing("meeting", MANAGERS, arg="meeting_pk", method="post"),
    "training:session-badges-pdf": thing("open", MANAGERS),
    "training:session-offline": thing("running", MANAGERS),
    "training:session-offline-send": thing(
        "running", MANAGERS, method="post", data={"key": "6b1d3a62-0d0e-4a4c-9d8e-3f6a5f2f7d10"}
    ),
    "training:session-conflicts": thing("running", MANAGERS),
    "training:session-conflicts-settle": thing("running", MANAGERS, method="post"),
    "training:attendance-worker": page(SIGNED_IN),
    "training:session-scores": thing("running", OVERSEERS),
    "training:scores-enter": thing("running", MANAGERS, method="post"),
    "training:scores-import": thing("running", MANAGERS),
    "training:scores-confirm": thing("running", MANAGERS, method="post"),
    "training:scores-sheet": thing("running", MANAGERS),
    "training:session-messages": thing("open", MANAGERS),
    "training:evaluation-form": thing("open", {"employee"}),
    "training:session-outcome": thing("finished", OVERSEERS),
    "training:programme-evaluation": thing("programme", OVERSEERS),
    "training:trainer-evaluation": thing("trainer", OVERSEERS, other_unit=OVERSEERS),
    "training:partner-evaluation": thing("partner", OVERSEERS, other_unit=OVERSEERS),
    "training:review-list": page(OVERSEERS),
    "training:review-detail": thing("review", OVERSEERS),
    "training:test-list": thing("programme", OVERSEERS),
    "training:test-create": thing("programme", MANAGERS, method="post"),
    "training:test-update": thing("test", OVERSEERS),
    "training:test-publish": thing("test", MANAGERS, method="post"),
    "training:test-take": thing("registration", {"employee"}, moment="pre"),
    "training:test-start": thing("registration", {"employee"}, method="post", moment="pre"),
    "training:attempt-save": thing("attempt", {"employee"}, method="post"),
    "training:attempt-submit": thing("attempt", {"employee"}, method="post"),
    "training:promise-list": thing("registration", CONCERNED),
    "training:promise-form": thing("registration", {"employee"}),
    "training:behaviour-form": thing("registration", SIDES),
    "training:promise-check": thing("promise", SIDES, moment=30),
    "training:obstacle-list": page(ABOVE),
    "training:obstacle-close": thing("obstacle", {"supervisor"}),
    "training:my-hours": page(STAFF),
    "training:person-hours": thing("person", ABOVE),
    "training:shortfall-list": page(ABOVE),
    "training:without-training-list": page(ABOVE),
    "training:without-training-invite": page(MANAGERS, method="post"),
    "training:activity-list": page(OVERSEERS),
    "training:activity-create": page(STAFF),
    "training:activity-detail": thing("activity", CONCERNED),
    "training:activity-verify": thing("activity", MANAGERS),
    "training:activity-refuse": thing("activity", MANAGERS),
    "training:activity-withdraw": thing("activity", {"employee"}, method="post"),
    "training:equality": page(OVERSEERS),
    "training:equality-sheet": page(OVERSEERS),
}
