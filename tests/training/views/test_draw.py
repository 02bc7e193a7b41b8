"""The pages of a draw, and what people in it read about their place."""

import datetime

import pytest
from django.utils import timezone, translation

from asn_portal.home.registry import actions_for, following_for
from tests.factories.employees import EmployeeFactory
from tests.factories.training import DAY, RegistrationFactory, SessionFactory
from training.enums import Allocation, RegistrationState
from training.models import Draw, UnitQuota
from training.services.draw import draw_seats, prepare_draw
from training.services.registration import register, withdraw_registration
from training.services.seats import set_quotas
from training.services.session import close_registration

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def drawn(programme, world):
    return SessionFactory(
        programme=programme,
        seats=1,
        allocation=Allocation.DRAW,
        coordinator=world.users["training_coordinator"],
    )


@pytest.fixture
def seed_day(drawn):
    return (drawn.registration_closes_at + 2 * DAY).astimezone(drawn.unit.tz).date()


@pytest.fixture
def own(drawn, seed_day, world):
    prepare_draw(session=drawn, layers=[], seed_source="IHSG", seed_day=seed_day, by=None)
    return register(session=drawn, employee=world.users["employee"].employee, by=None)


@pytest.fixture
def published(drawn, own, world):
    set_quotas(session=drawn, quotas={world.village: 1}, by=None)
    register(session=drawn, employee=EmployeeFactory(unit=world.village), by=None)
    close_registration(session=drawn, by=None)
    return drawn


def test_who_waits_for_a_draw_reads_that_they_are_in_it(client_for, own, drawn):
    person, office = client_for("employee"), client_for("training_coordinator")

    for page in ("/training/mine/", own.get_absolute_url(), drawn.get_absolute_url(), "/training/"):
        text = person.get(page).text
        assert "In the draw" in text, page
        assert "On the waiting list" not in text, page
    participants = office.get(f"/training/sessions/{drawn.pk}/participants/").text
    assert "In the draw" in participants
    assert "Waiting list" not in participants


def test_the_catalogue_counts_no_free_seats_before_a_draw(client_for, own, drawn):
    assert "1, drawn; 1 in the draw" in client_for("employee").get("/training/").text


def test_leaving_before_the_draw_gives_no_seat_away(client_for, own):
    client, url = client_for("employee"), f"{own.get_absolute_url()}withdraw/"

    asked = client.get(url).text
    told = client.post(url, {"reason": ""}, follow=True).text

    assert "You no longer take part in the draw." in asked
    assert "no longer take part in the draw" in told
    assert "goes to the next in line" not in told


def test_registration_does_not_open_again_after_the_list(client_for, published):
    client, url = client_for("training_coordinator"), f"/training/sessions/{published.pk}/open/"

    page = client.get(published.get_absolute_url()).text
    refused = client.post(url, follow=True).text

    assert url not in page
    assert "nobody can be added to it any more" in refused


def test_announcing_asks_for_the_day_of_the_seed(client_for, drawn, seed_day):
    client = client_for("training_coordinator")
    url = f"/training/sessions/{drawn.pk}/draw/prepare/"

    assert 'name="seed_day"' in client.get(url).text
    early = client.post(url, {"seed_source": "IHSG", "seed_day": str(timezone.localdate())})
    done = client.post(url, {"seed_source": "IHSG", "seed_day": str(seed_day)})

    assert early.status_code == 200
    assert done.status_code == 302
    assert Draw.objects.get(session=drawn).seed_day == seed_day


def test_the_page_shows_what_was_fixed_and_what_happened_since(client_for, published, own, world, monkeypatch):
    url = f"/training/sessions/{published.pk}/draw/"
    assert f"/training/sessions/{published.pk}/draw/seed/" not in client_for("training_coordinator").get(url).text
    withdraw_registration(registration=own, by=None)
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + 10 * DAY)
    assert f"/training/sessions/{published.pk}/draw/seed/" in client_for("training_coordinator").get(url).text
    order = draw_seats(session=published, seed="7", by=None).result

    text = client_for("colleague").get(url).text

    assert world.village.name in text
    assert "Seats of a quota that its unit does not fill stay empty" in text
    assert f"Number {own.sequence} left: Withdrawn." in " ".join(text.split())
    assert (f"Number {order[1]} moved up on" in " ".join(text.split())) is (order[0] == own.sequence)


def test_the_seed_is_not_entered_before_its_day(client_for, published):
    response = client_for("training_coordinator").post(
        f"/training/sessions/{published.pk}/draw/seed/", {"seed": "7.123,45"}
    )

    assert "Enter it from that day on" in response.text
    assert Draw.objects.get(session=published).seed == ""


def test_quotas_and_seats_are_refused_on_their_pages(client_for, published, world):
    client = client_for("training_coordinator")

    tab = client.get(f"/training/sessions/{published.pk}/seats/").text
    response = client.post(
        f"/training/sessions/{published.pk}/quotas/", {"unit-0": world.other_village.pk, "seats-0": "1"}
    )

    assert f"/training/sessions/{published.pk}/quotas/" not in tab
    assert "The list of the draw is published" in response.text
    assert UnitQuota.objects.get(session=published).unit == world.village


def test_who_waits_for_a_draw_reads_its_day_and_no_place(client_for, own, seed_day, world):
    text = " ".join(client_for("employee").get("/training/mine/").text.split())
    detail = next(item.detail for item in following_for(world.users["employee"]))

    for each in (text, detail):
        assert "will be drawn on" in each
        assert "place 1" not in each
        assert str(seed_day.day) in each


def test_before_the_announcement_it_says_that_it_will_be_drawn(client_for, drawn, world):
    RegistrationFactory(
        session=drawn, employee=world.users["employee"].employee, state=RegistrationState.WAITING, sequence=1
    )

    assert "will be drawn after registration closes" in client_for("employee").get("/training/mine/").text


def test_with_quotas_the_place_is_that_of_the_registration_page(client_for, programme, world):
    """Two of another unit came earlier; they wait for other seats."""
    session = SessionFactory(programme=programme, seats=2)
    person = world.users["employee"].employee
    set_quotas(session=session, quotas={person.unit: 1}, by=None)
    for unit in (world.other_village, person.unit, world.other_village, world.other_village):
        register(session=session, employee=EmployeeFactory(unit=unit), by=None)
    own = register(session=session, employee=person, by=None)
    client = client_for("employee")

    assert "Number 1 on the waiting list" in " ".join(client.get(own.get_absolute_url()).text.split())
    assert "place 1" in " ".join(client.get("/training/mine/").text.split())
    assert "place 1 on the waiting list" in next(item.detail for item in following_for(world.users["employee"]))


def test_the_office_is_asked_for_the_seed_from_its_day_on(published, world, monkeypatch):
    def asked():
        return [each.title for each in actions_for(world.users["training_coordinator"]) if "seed" in each.title]

    assert asked() == []
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + datetime.timedelta(days=10))
    assert asked() == [f"Enter the seed of the draw for “{published.title}”"]
