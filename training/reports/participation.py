"""What a participant finds on the page of the registration: own attendance, code, tests, material, messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from asn_portal.documents.models import Document
from training.enums import SEATED_STATES, TestMoment
from training.material_files import files_of
from training.models import (
    Attendance,
    ClassMessage,
    EvaluationTicket,
    KnowledgeTest,
    Material,
    Meeting,
    Registration,
    TestAttempt,
)
from training.reports.badges import grouped
from training.test_window import taking_obstacle


@dataclass(frozen=True)
class MeetingLine:
    """`attendance` is None as long as nothing was recorded."""

    meeting: Meeting
    attendance: Attendance | None


@dataclass(frozen=True)
class TestLine:
    """`obstacle` says why the test can't be begun; "" when it can, or was."""

    __test__ = False

    moment: TestMoment
    attempt: TestAttempt | None
    obstacle: str


@dataclass(frozen=True)
class MaterialLine:
    """`document` is None for an address."""

    material: Material
    document: Document | None


@dataclass(frozen=True)
class Participation:
    """`is_asked`: the evaluation still waits for an answer."""

    is_seated: bool
    code: str
    meetings: tuple[MeetingLine, ...]
    tests: tuple[TestLine, ...]
    materials: tuple[MaterialLine, ...]
    messages: tuple[ClassMessage, ...]
    is_asked: bool


def participation_of(registration: Registration, user: Any, *, is_own: bool) -> Participation:
    """Own attendance for who may read the registration; code, tests, material and messages for the person alone."""
    is_seated = registration.state in SEATED_STATES
    session = registration.session
    known = {row.meeting_id: row for row in registration.attendance.all()}
    meetings = tuple(MeetingLine(meeting, known.get(meeting.pk)) for meeting in session.meetings.all())
    if not (is_own and is_seated):
        return Participation(is_seated, "", meetings if is_seated else (), (), (), (), False)
    attempts = {row.moment: row for row in registration.test_attempts.all()}
    has_test = bool(attempts) or KnowledgeTest.objects.in_use().filter(programme=session.programme).exists()
    tests = tuple(
        TestLine(moment, attempts.get(moment), "" if moment in attempts else taking_obstacle(registration, moment))
        for moment in TestMoment
    )
    materials = list(Material.objects.of_session(session).readable_by(user).distinct())
    files = files_of(materials) if materials else {}
    return Participation(
        is_seated=True,
        code=grouped(session, registration.pk),
        meetings=meetings,
        tests=tests if has_test else (),
        materials=tuple(MaterialLine(material, files.get(material.pk)) for material in materials),
        messages=tuple(session.messages.all()[:5]),
        is_asked=EvaluationTicket.objects.filter(registration=registration).exists(),
    )
