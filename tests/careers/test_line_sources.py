"""Mentoring meetings among the lines that the portal proposes for a daily report."""

import datetime

import pytest

from evaluations.enums import LineSource
from evaluations.line_proposals import all_proposals
from tests.factories.careers import MeetingFactory
from tests.factories.employees import EmployeeFactory

pytestmark = pytest.mark.django_db


def test_a_mentoring_meeting_is_proposed_to_both(db):
    meeting = MeetingFactory(topic="Budget")
    mentorship = meeting.mentorship
    MeetingFactory(mentorship=mentorship, held_on=meeting.held_on + datetime.timedelta(days=7))

    def proposed(person, day=meeting.held_on):
        return [(line.source, line.key, line.activity) for line in all_proposals(person, day)]

    key = f"mentoring-{meeting.pk}"
    assert proposed(mentorship.mentor) == [
        (LineSource.MENTORING, key, f"Mentoring of {mentorship.mentee.full_name}: Budget")
    ]
    assert proposed(mentorship.mentee) == [
        (LineSource.MENTORING, key, f"Mentoring with {mentorship.mentor.full_name}: Budget")
    ]
    assert proposed(EmployeeFactory(unit=mentorship.mentor.unit)) == []
    assert proposed(mentorship.mentor, meeting.held_on - datetime.timedelta(days=1)) == []
