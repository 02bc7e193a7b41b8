"""What the tests of this folder share."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.training import (
    SessionFactory,
)
from training.domain.knowledge_test import TestQuestion
from training.domain.presence_code import presence_code, time_step
from training.models import (
    Meeting,
)

QUESTIONS = (TestQuestion("Satu?", ("a", "b"), 1), TestQuestion("Dua?", ("a", "b"), 0))


@pytest.fixture
def over(programme):
    return SessionFactory(programme=programme, over=True)


@pytest.fixture
def meeting(over):
    today = timezone.now().astimezone(over.unit.tz).date()
    over.meetings.all().delete()
    return Meeting.objects.create(session=over, day=today, starts_at=datetime.time(0), ends_at=datetime.time.max)


def code(meeting, direction="in"):
    secret = meeting.session.presence_secret
    return presence_code(secret, meeting=meeting.pk, direction=direction, step=time_step(timezone.now()))
