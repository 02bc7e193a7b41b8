"""Careers: mentoring is open to both people of the pair and to who manages mentoring of the mentee's unit."""

import datetime

from careers.enums import CareerRuleKey, MentorshipState
from careers.models import CareerRule
from employees.dates import today
from tests.access.careers_exam import EXAM_ROWS, build_exams
from tests.access.policy import STAFF, Place, Row, page, thing
from tests.factories.careers import MeetingFactory, MentorshipFactory
from tests.factories.employees import EmployeeFactory

PAIR = {"supervisor", "employee"}
READERS = frozenset({"hr_officer", "head_of_agency", "auditor"})


def build(place: Place) -> dict[str, object]:
    running = MentorshipFactory(mentor=place.head, mentee=place.clerk, state=MentorshipState.RUNNING)
    proposed = MentorshipFactory(mentor=place.head, mentee=EmployeeFactory(unit=place.unit))
    meeting = MeetingFactory(mentorship=running, held_on=datetime.date(2026, 1, 5))
    rule, _new = CareerRule.objects.get_or_create(
        government=place.unit.government,
        key=CareerRuleKey.MENTOR,
        valid_from=today() + datetime.timedelta(days=30),
        defaults={"value": {"years": 5, "mentees": 3}, "basis": "Perwal 1/2026"},
    )
    return {"running": running, "proposed": proposed, "meeting": meeting, "career_rule": rule, **build_exams(place)}


ROWS: dict[str, Row] = {
    **EXAM_ROWS,
    "careers:rule-list": page(READERS),
    "careers:rule-detail": Row(own=READERS, kwargs=lambda objects: {"key": "mentor"}),
    # A grant on a district is too small for these; tests/careers/views has those on the whole government.
    "careers:rule-create": Row(kwargs=lambda objects: {"key": "mentor"}),
    "careers:rule-take-back": thing("career_rule", set(), method="post"),
    "careers:mentorship-list": page(STAFF | {"hr_officer"}),
    "careers:mentorship-create": page(STAFF | {"hr_officer"}),
    "careers:mentorship-detail": thing("running", PAIR | {"hr_officer"}),
    "careers:mentorship-accept": thing("proposed", {"supervisor"}, method="post"),
    "careers:mentorship-decline": thing("proposed", {"supervisor"}),
    "careers:mentorship-complete": thing("running", PAIR),
    "careers:mentorship-stop": thing("running", PAIR | {"hr_officer"}),
    "careers:meeting-create": thing("running", PAIR),
    "careers:meeting-confirm": Row(
        own=frozenset(PAIR),
        kwargs=lambda objects: {"pk": objects["running"].pk, "meeting_pk": objects["meeting"].pk},
        method="post",
        has_object=True,
    ),
}
