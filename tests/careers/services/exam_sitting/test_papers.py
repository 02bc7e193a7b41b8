"""Papers: items, seats, candidates."""

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import SittingState
from careers.models import Paper
from careers.services.exam_paper import make_papers
from careers.services.exam_sitting import add_room
from tests.careers.services.exam_sitting.conftest import people
from tests.factories.exam import make_sitting

pytestmark = pytest.mark.django_db


def test_papers_are_unique_seated_and_announced(unit, officer):
    sitting = make_sitting(unit, items=12, people=people(unit, 5), state=SittingState.PLANNED)
    add_room(sitting=sitting, name="A", seats=3, by=officer)
    add_room(sitting=sitting, name="B", seats=2, by=officer)

    made = make_papers(sitting=sitting, by=officer)

    assert made.state == SittingState.READY
    assert Paper.objects.values("fingerprint").distinct().count() == 5
    assert [str(each.room) for each in made.candidates.order_by("number")] == ["A", "A", "A", "B", "B"]
    assert len({each.start_code for each in made.candidates.all()}) == 5
    assert Notification.objects.filter(kind="careers.exam_invited").count() == 5
    assert Event.objects.about(made).filter(kind="careers.papers_made").count() == 1


def test_papers_need_items_seats_and_candidates(unit, officer):
    empty = make_sitting(unit, state=SittingState.PLANNED)
    empty.candidates.all().delete()
    with pytest.raises(DomainError, match="Add the candidates"):
        make_papers(sitting=empty, by=officer)

    scarce = make_sitting(unit, items=2, state=SittingState.PLANNED)
    with pytest.raises(DomainError, match="4 items are wanted, 2 are approved"):
        make_papers(sitting=scarce, by=officer)

    narrow = make_sitting(unit, state=SittingState.PLANNED)
    add_room(sitting=narrow, name="A", seats=1, by=officer)
    with pytest.raises(DomainError, match="1 seat for 2 candidates"):
        make_papers(sitting=narrow, by=officer)
    assert not Paper.objects.exists()
