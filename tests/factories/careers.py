"""Mentorships and meetings."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from careers.models import MentoringMeeting, Mentorship
from tests.factories.employees import EmployeeFactory


class MentorshipFactory(DjangoModelFactory):
    """A proposal; mentor and mentee work in the same unit."""

    class Meta:
        model = Mentorship

    mentor = factory.SubFactory(EmployeeFactory)
    mentee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..mentor.unit"))
    goal = "Menyusun anggaran tanpa bantuan"
    starts_on = datetime.date(2026, 1, 1)
    ends_on = datetime.date(2030, 1, 1)


class MeetingFactory(DjangoModelFactory):
    """A meeting that both confirmed."""

    class Meta:
        model = MentoringMeeting

    mentorship = factory.SubFactory(MentorshipFactory)
    held_on = factory.Sequence(lambda n: datetime.date(2026, 1, 5) + datetime.timedelta(days=n))
    topic = "Memetakan alur kerja"
    agreed_action = "Menyelesaikan satu berkas"
    mentor_confirmed_at = factory.LazyFunction(timezone.now)
    mentee_confirmed_at = factory.LazyFunction(timezone.now)
