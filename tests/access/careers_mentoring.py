"""Mentoring: pairs see all of their own, HR of the unit sees figures, the superior rates afterwards."""

from __future__ import annotations

import datetime

from careers.enums import MentorshipState
from employees.dates import today
from tests.access.policy import STAFF, Place, Row, page, thing
from tests.factories.careers import (
    AgreementFactory,
    CheckFactory,
    CompetencyFactory,
    MatchRunFactory,
    MeetingFactory,
    MentorshipFactory,
    OfferFactory,
    PairFactory,
    TaskFactory,
)
from tests.factories.employees import EmployeeFactory

PAIR = frozenset({"supervisor", "employee"})
MANAGES = frozenset({"hr_officer"})
# People of the same government.
HOME = STAFF | MANAGES


def build_mentoring(place: Place) -> dict[str, object]:
    running = MentorshipFactory(mentor=place.head, mentee=place.clerk, halfway=True)
    meeting = MeetingFactory(mentorship=running, held_on=datetime.date(2026, 1, 5))
    offer = OfferFactory(mentor=place.head)
    # The pair is run through by the clerk's own mentor, a colleague; the head rates as the superior.
    finished = MentorshipFactory(
        mentor=EmployeeFactory(unit=place.unit), mentee=place.clerk, state=MentorshipState.COMPLETED
    )
    AgreementFactory(mentorship=finished, competency=CompetencyFactory(government=place.unit.government))
    AgreementFactory(mentorship=running)
    waiting = AgreementFactory(mentorship=running, waiting=True)
    check = CheckFactory(mentorship=running, role="mentor", worry="Jarang bertemu")
    run = MatchRunFactory(unit=place.unit)
    PairFactory(run=run, mentor=EmployeeFactory(unit=place.unit))
    member = MentorshipFactory(mentor=place.head, offer=offer, state=MentorshipState.AGREED)
    MeetingFactory(mentorship=member, planned=True)
    return {
        "running": running,
        "proposed": MentorshipFactory(mentor=place.head, mentee=EmployeeFactory(unit=place.unit)),
        "meeting": meeting,
        "planned": MeetingFactory(mentorship=running, planned=True, held_on=today()),
        "offer": offer,
        "finished": finished,
        "waiting": waiting,
        "check": check,
        "task": TaskFactory(mentorship=running),
        "run": run,
    }


def _part(own: frozenset[str], arg: str, key: str, *, method: str = "get") -> Row:
    """An address of something that belongs to the running mentorship."""
    attribute = "number" if arg == "number" else "pk"
    return Row(
        own=own,
        kwargs=lambda objects: {"pk": objects["running"].pk, arg: getattr(objects[key], attribute)},
        method=method,
        has_object=True,
    )


MENTORING_ROWS: dict[str, Row] = {
    "careers:mentorship-list": page(HOME),
    "careers:mentorship-create": page(HOME),
    "careers:mentorship-detail": thing("running", PAIR | MANAGES),
    "careers:mentorship-accept": thing("proposed", {"supervisor"}, method="post"),
    "careers:mentorship-decline": thing("proposed", {"supervisor"}),
    "careers:mentorship-stop": thing("running", PAIR | MANAGES),
    "careers:mentor-change": thing("running", {"employee", "hr_officer"}),
    "careers:offer-list": page(HOME),
    "careers:offer-create": page(STAFF),
    "careers:offer-detail": thing("offer", HOME, other_unit=HOME),
    "careers:offer-change": thing("offer", {"supervisor"}),
    "careers:offer-close": thing("offer", {"supervisor", "hr_officer"}, method="post"),
    "careers:offer-ask": thing("offer", STAFF, other_unit=STAFF),
    "careers:offer-meeting": thing("offer", {"supervisor"}),
    "careers:mentor-suggestions": page(STAFF),
    "careers:mentor-ask": Row(
        own=STAFF,
        other_unit=STAFF,
        kwargs=lambda objects: {"mentor": objects["offer"].mentor_id},
        has_object=True,
    ),
    "careers:match-list": page(MANAGES),
    "careers:match-create": page(MANAGES),
    "careers:match-detail": thing("run", MANAGES),
    "careers:match-confirm": page(MANAGES, method="post"),
    "careers:match-leave-out": page(MANAGES, method="post"),
    "careers:mentoring-figures": page(MANAGES),
    "careers:retiring-list": page(MANAGES),
    "careers:agreement-list": thing("running", PAIR),
    "careers:agreement-change": thing("running", PAIR),
    "careers:agreement-accept": _part(PAIR, "number", "waiting", method="post"),
    "careers:agreement-take-back": _part(PAIR, "number", "waiting", method="post"),
    "careers:agreement-decline": _part(PAIR, "number", "waiting"),
    "careers:meeting-plan": thing("running", PAIR),
    "careers:meeting-create": thing("running", PAIR),
    "careers:meeting-detail": _part(PAIR, "meeting_pk", "meeting"),
    "careers:meeting-note": _part(PAIR, "meeting_pk", "planned"),
    "careers:meeting-confirm": _part(PAIR, "meeting_pk", "meeting", method="post"),
    "careers:meeting-cancel": _part(PAIR, "meeting_pk", "planned", method="post"),
    "careers:meeting-calendar": _part(PAIR, "meeting_pk", "planned"),
    "careers:task-create": thing("running", PAIR),
    "careers:task-finish": _part(PAIR, "task_pk", "task", method="post"),
    "careers:task-drop": _part(PAIR, "task_pk", "task", method="post"),
    "careers:mentorship-midway": thing("running", PAIR),
    "careers:worry-handled": _part(MANAGES, "check_pk", "check", method="post"),
    "careers:mentorship-evaluate": thing("running", PAIR),
    "careers:mentorship-rating": thing("finished", {"supervisor"}),
}
