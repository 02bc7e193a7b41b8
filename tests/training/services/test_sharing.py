import datetime
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from tests.factories.employees import EmployeeFactory
from tests.factories.study import DAY, SharingFactory
from training.enums import SharingState, TrainingForm
from training.models import SharingGuest, SharingSession
from training.services import sharing as services

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def clerk(world):
    return world.users["employee"].employee


def proposal(clerk, **fields):
    begins = fields.pop("starts_at", timezone.now() + 5 * DAY)
    values = {"title": "Tips arsip", "form": TrainingForm.COMMUNITY, "place": "Aula", **fields}
    return SharingSession(
        unit=clerk.unit, proposer=clerk, starts_at=begins, ends_at=begins + datetime.timedelta(hours=2), **values
    )


def test_proposal_asks_the_head_and_is_approved(world, clerk):
    head = world.users["supervisor"]
    sharing = services.propose_sharing(sharing=proposal(clerk), by=clerk.user)

    assert (sharing.state, sharing.learning_hours) == (SharingState.PROPOSED, Decimal(2))
    assert Notification.objects.filter(user=head, kind="training.sharing").count() == 1
    services.approve_sharing(sharing=sharing, by=head)

    sharing.refresh_from_db()
    assert sharing.state == SharingState.APPROVED
    assert Notification.objects.filter(user=clerk.user, kind="training.sharing").count() == 1
    with pytest.raises(DomainError):
        services.refuse_sharing(sharing=sharing, reason="Terlambat.", by=head)


def test_proposal_in_the_past_or_too_long_is_refused(clerk):
    with pytest.raises(DomainError):
        services.propose_sharing(sharing=proposal(clerk, starts_at=timezone.now() - DAY), by=clerk.user)
    endless = proposal(clerk)
    endless.ends_at = endless.starts_at + 20 * DAY
    with pytest.raises(DomainError):
        services.propose_sharing(sharing=endless, by=clerk.user)
    # Half an hour is no learning hour.
    brief = proposal(clerk)
    brief.ends_at = brief.starts_at + datetime.timedelta(minutes=30)
    with pytest.raises(DomainError, match="45"):
        services.propose_sharing(sharing=brief, by=clerk.user)
    with pytest.raises(DomainError, match=r"10[.,]000"):
        services.propose_sharing(sharing=proposal(clerk, seats=10_001), by=clerk.user)
    distant = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
    with pytest.raises(DomainError):
        services.propose_sharing(sharing=proposal(clerk, starts_at=distant), by=clerk.user)
    assert SharingSession.objects.count() == 0


def test_seats_are_kept_and_freed(world, clerk):
    sharing = SharingFactory(proposer=clerk, seats=1)
    colleague = world.users["colleague"].employee
    another = EmployeeFactory(unit=world.village)

    services.join_sharing(sharing=sharing, employee=colleague, by=colleague.user)
    services.join_sharing(sharing=sharing, employee=colleague, by=colleague.user)
    with pytest.raises(DomainError):
        services.join_sharing(sharing=sharing, employee=another, by=None)
    with pytest.raises(DomainError):
        services.join_sharing(sharing=sharing, employee=clerk, by=clerk.user)
    services.leave_sharing(sharing=sharing, employee=colleague, by=colleague.user)
    services.join_sharing(sharing=sharing, employee=another, by=None)

    assert list(sharing.guests.values_list("employee", flat=True)) == [another.pk]


def test_session_of_a_unit_is_for_its_staff(world, clerk):
    sharing = SharingFactory(proposer=clerk, is_for_all=False)

    with pytest.raises(DomainError):
        services.join_sharing(sharing=sharing, employee=world.users["colleague"].employee, by=None)


def test_session_for_all_is_for_its_government(world, clerk):
    sharing = SharingFactory(proposer=clerk)

    with pytest.raises(services.SharingRefused, match=world.government.name):
        services.join_sharing(sharing=sharing, employee=EmployeeFactory(unit=world.other_government), by=None)

    assert not sharing.guests.exists()


def test_material_has_an_end(clerk, monkeypatch):
    monkeypatch.setattr(services, "MOST_MATERIALS", 2)
    sharing = SharingFactory(proposer=clerk)

    def add():
        services.add_material(sharing=sharing, file=ContentFile(PDF, name="bahan.pdf"), by=clerk.user)

    add()
    add()
    with pytest.raises(services.SharingRefused, match="2"):
        add()

    assert services.materials_of(sharing).count() == 2


def test_hours_of_guests_and_speaker_with_the_limit_of_a_day(world, clerk):
    guest, absent = world.users["colleague"].employee, EmployeeFactory(unit=world.village)
    moment = timezone.now() - DAY / 4
    for number in range(2):
        sharing = SharingFactory(
            proposer=clerk, starts_at=moment, ends_at=moment + datetime.timedelta(hours=2 + number)
        )
        for person in (guest, absent):
            SharingGuest.objects.create(sharing=sharing, employee=person)
        here = sharing.guests.get(employee=guest).pk
        services.settle_sharing(sharing=sharing, present=[here], by=clerk.user)
    seminar = SharingFactory(
        proposer=guest,
        form=TrainingForm.SEMINAR,
        learning_hours=Decimal(4),
        starts_at=moment,
        ends_at=moment + DAY / 12,
        state=SharingState.HELD,
    )

    year = moment.year
    hours = services.credited_hours_of([guest.pk, clerk.pk, absent.pk], clerk.government_id, year)
    assert hours == {guest.pk: Decimal(6), clerk.pk: Decimal(2), absent.pk: Decimal(0)}
    assert services.credited_hours(guest, year) == Decimal(6)
    assert services.credited_hours(guest, year - 1) == Decimal(0)
    assert seminar.state == SharingState.HELD


def test_list_opens_with_the_session(clerk):
    sharing = SharingFactory(proposer=clerk)

    with pytest.raises(DomainError):
        services.settle_sharing(sharing=sharing, present=[], by=clerk.user)


def test_reminder_comes_once_a_day_before(world, clerk):
    sharing = SharingFactory(proposer=clerk, starts_at=timezone.now() + DAY / 2, ends_at=timezone.now() + DAY)
    SharingGuest.objects.create(sharing=sharing, employee=world.users["colleague"].employee)

    services.remind_of_sharing()
    services.remind_of_sharing()

    for user in (clerk.user, world.users["colleague"]):
        assert Notification.objects.filter(user=user, kind="training.sharing").count() == 1


def test_cancelled_session_tells_its_guests(world, clerk):
    sharing = SharingFactory(proposer=clerk)
    guest = world.users["colleague"].employee
    services.join_sharing(sharing=sharing, employee=guest, by=guest.user)

    services.cancel_sharing(sharing=sharing, reason="Sakit.", by=clerk.user)

    assert Notification.objects.filter(user=guest.user, kind="training.sharing").count() == 1
    assert services.credited_hours(guest, sharing.starts_at.year) == 0


@pytest.mark.django_db(transaction=True)
def test_a_crowd_gets_exactly_the_seats(world):
    sharing = SharingFactory(proposer=world.users["employee"].employee, seats=3)
    people = [EmployeeFactory(unit=world.village) for _number in range(8)]

    def join(person):
        try:
            services.join_sharing(sharing=sharing, employee=person, by=None)
            return True
        except DomainError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(join, people))

    assert sum(got) == 3
    assert sharing.guests.count() == 3
