"""Leaves and extensions of a study."""

import datetime

import pytest
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.domain.service_life.months import add_months
from employees.enums import LegalStatus
from tests.factories.study import (
    DAY,
    ChangeFactory,
    StudyFactory,
)
from tests.training.services.study.conftest import study_of
from training.enums import AssignmentState, RequestState
from training.services import study_assignment as studies
from training.services.study_call import StudyRefused

pytestmark = pytest.mark.django_db


def test_extensions_end_after_the_second(clerk, by):
    study = StudyFactory(employee=clerk, starts_on=datetime.date(2026, 1, 1), planned_end=datetime.date(2027, 12, 31))
    studies.ensure_reports(study, since=datetime.date(2026, 1, 1))
    asked = {"kind": "extension", "from_day": today(), "reason": "Penelitian.", "by": clerk.user}

    with pytest.raises(DomainError):
        studies.ask_change(assignment=study, months=7, **asked)
    for _number in range(2):
        change = studies.ask_change(assignment=study, months=6, **asked)
        with pytest.raises(DomainError):
            studies.ask_change(assignment=study, months=6, **asked)
        studies.decide_change(change=change, is_granted=True, answer="", by=by)
    with pytest.raises(DomainError):
        studies.ask_change(assignment=study, months=1, **asked)

    study.refresh_from_db()
    assert study.planned_end == datetime.date(2028, 12, 31)
    assert [report.due_on for report in study.reports.order_by("number")][-2:] == [
        datetime.date(2028, 6, 30),
        datetime.date(2028, 12, 31),
    ]
    assert study.changes.filter(state=RequestState.GRANTED).count() == 2


def test_leave_begins_on_its_day_and_ends_after_its_months(clerk, by):
    study, first = StudyFactory(employee=clerk), today() + 10 * DAY
    asked = {"kind": "leave", "months": 2, "from_day": first, "reason": "Sakit.", "by": clerk.user}
    change = studies.ask_change(assignment=study, **asked)
    studies.decide_change(change=change, is_granted=True, answer="", by=by)
    back = add_months(first, 2)

    states = []
    for day in (first - DAY, first, first, back - DAY, back, back):
        moved = studies.move_leaves_on(day)
        study.refresh_from_db()
        states.append((moved, study.state))

    away, here = AssignmentState.ON_LEAVE, AssignmentState.STUDYING
    assert states == [(0, here), (1, away), (0, away), (0, away), (1, here), (0, here)]
    change.refresh_from_db()
    assert change.ended_on == back
    kinds = ["training.study_leave_begun", "training.study_resumed"]
    assert [Event.objects.filter(kind=kind, object_id=str(study.pk)).count() for kind in kinds] == [1, 1]
    told = Notification.objects.filter(user=clerk.user, kind="training.study")
    # Of the answer, the beginning and the end.
    assert told.count() == 3


def test_leave_that_follows_another_keeps_the_study_on_leave(clerk):
    study = StudyFactory(employee=clerk, state=AssignmentState.ON_LEAVE)
    granted = {"assignment": study, "kind": "leave", "state": RequestState.GRANTED, "months": 1}
    ChangeFactory(**granted, from_day=add_months(today(), -1), decided_at=timezone.now() - 40 * DAY)
    second = ChangeFactory(**granted, from_day=today(), decided_at=timezone.now() - 5 * DAY)

    assert studies.move_leaves_on() == 0

    study.refresh_from_db()
    assert study.state == AssignmentState.ON_LEAVE
    assert list(study.changes.filter(ended_on=None)) == [second]


def test_who_comes_back_early_stays(clerk, by):
    study = StudyFactory(employee=clerk)
    decided = {"kind": "leave", "state": RequestState.GRANTED, "months": 3, "from_day": today()}
    ChangeFactory(assignment=study, **decided, decided_at=timezone.now() - 5 * DAY)
    assert studies.move_leaves_on() == 1

    studies.resume_study(assignment=study, by=by)

    assert studies.move_leaves_on(today() + DAY) == 0
    study.refresh_from_db()
    assert study.state == AssignmentState.STUDYING
    # Came back before that day was kept: the leave had begun when it was granted.
    earlier = ChangeFactory(assignment=StudyFactory(), **decided, decided_at=timezone.now())
    assert studies.move_leaves_on() == 0
    earlier.refresh_from_db()
    assert (earlier.assignment.state, earlier.ended_on) == (AssignmentState.STUDYING, today())


def test_refused_request_needs_an_answer(clerk, by):
    study = StudyFactory(employee=clerk)
    change = studies.ask_change(
        assignment=study, kind="leave", months=3, from_day=today(), reason="Sakit.", by=clerk.user
    )

    with pytest.raises(DomainError):
        studies.decide_change(change=change, is_granted=False, answer="", by=by)
    studies.decide_change(change=change, is_granted=True, answer="", by=by)
    study.refresh_from_db()
    assert study.state == AssignmentState.ON_LEAVE
    studies.resume_study(assignment=study, by=by)

    study.refresh_from_db()
    assert study.state == AssignmentState.STUDYING


def test_released_study_cancelled_before_it_starts_leaves_the_record_as_it_was(clerk, by):
    before = list(clerk.statushistory_set.valid().values_list("status", "period"))
    study = studies.begin_study(assignment=study_of(clerk, starts_on=today() + 30 * DAY), by=by)
    assert clerk.statushistory_set.valid().filter(status=LegalStatus.STUDY).exists()

    studies.end_early(assignment=study, reason="Beasiswa batal.", by=by)

    clerk.refresh_from_db()
    assert list(clerk.statushistory_set.valid().values_list("status", "period")) == before
    assert clerk.status == LegalStatus.ACTIVE


@pytest.mark.parametrize(("days", "months"), [(-191, 1), (-188, 1), (541, 1), (10, 13)])
def test_leave_lies_inside_the_study_and_within_two_semesters(clerk, days, months):
    study = StudyFactory(employee=clerk)
    first = today() + days * DAY

    with pytest.raises(StudyRefused):
        studies.ask_change(
            assignment=study, kind="leave", months=months, from_day=first, reason="Sakit.", by=clerk.user
        )

    assert not study.changes.exists()


def test_all_leaves_together_have_at_most_two_semesters(clerk, by):
    study = StudyFactory(employee=clerk)
    ChangeFactory(assignment=study, kind="leave", state=RequestState.GRANTED, months=8)
    asked = {"kind": "leave", "from_day": today() + 300 * DAY, "reason": "Sakit.", "by": clerk.user}

    with pytest.raises(StudyRefused, match="12"):
        studies.ask_change(assignment=study, months=5, **asked)
    change = studies.ask_change(assignment=study, months=4, **asked)
    studies.decide_change(change=change, is_granted=True, answer="", by=by)

    assert change.assignment.changes.filter(state=RequestState.GRANTED).count() == 2
