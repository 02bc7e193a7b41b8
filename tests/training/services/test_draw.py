"""A draw from its announcement to the seats."""

import datetime
import hashlib
import io
import subprocess
import sys
import zipfile

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification
from employees.domain.service_life.months import add_months
from employees.enums import LegalStatus
from employees.models import Employee
from tests.factories.employees import EmployeeFactory
from tests.factories.training import DAY, RegistrationFactory, SessionFactory
from training.domain import draw as rule
from training.enums import Allocation, DrawState, RefusalCode
from training.enums import RegistrationState as State
from training.models import Draw, Registration, UnitQuota
from training.services.draw import (
    DrawRefused,
    changes_since,
    download,
    draw_seats,
    layers_for,
    list_file,
    not_drawn_before,
    prepare_draw,
    publish_list,
    rule_file,
    winners_of,
)
from training.services.registration import (
    RegistrationRefused,
    fill_freed_seats,
    move_registration,
    register,
    remove_registration,
    withdraw_registration,
)
from training.services.seats import QuotaRefused, place_in_line, set_quotas, standings_of
from training.services.session import SessionRefused, change_session, close_registration, open_registration

pytestmark = pytest.mark.django_db

SOURCE = "IHSG, penutupan 1 Desember 2026"
DAY_ONE = datetime.date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def drawn(programme):
    return SessionFactory(programme=programme, seats=2, allocation=Allocation.DRAW)


def crowd(session, unit, number):
    return [
        register(session=session, employee=person, by=None)
        for person in EmployeeFactory.create_batch(number, unit=unit)
    ]


def seed_day_of(session):
    return (session.registration_closes_at + 2 * DAY).astimezone(session.unit.tz).date()


def announced(session, layers=(), seed_day=None):
    seed_day = seed_day or seed_day_of(session)
    return prepare_draw(session=session, layers=list(layers), seed_source=SOURCE, seed_day=seed_day, by=None)


@pytest.fixture
def later(monkeypatch):
    """Sets the clock forward, beyond the day of the seed if nothing else is said."""
    real = timezone.now

    def set_forward(days=10):
        monkeypatch.setattr(timezone, "now", lambda: real() + days * DAY)

    return set_forward


@pytest.fixture
def published(drawn, world):
    """Four candidates for two seats."""
    announced(drawn)
    crowd(drawn, world.village, 4)
    close_registration(session=drawn, by=None)
    return drawn


@pytest.fixture
def lots(published, later):
    later()
    return draw_seats(session=published, seed="7", by=None)


def row_of(draw, place):
    return Registration.objects.get(session=draw.session_id, sequence=draw.result[place - 1])


def test_nobody_has_a_seat_before_the_draw(drawn, world):
    rows = crowd(drawn, world.village, 3)

    assert [row.state for row in rows] == [State.WAITING] * 3


def test_closing_publishes_the_list_with_its_hash_and_tells_everybody_their_number(drawn, world):
    announced(drawn)
    head = world.users["employee"].employee
    row = register(session=drawn, employee=head, by=None)

    close_registration(session=drawn, by=None)

    draw = Draw.objects.get(session=drawn)
    assert (draw.state, draw.candidates) == (DrawState.PUBLISHED, [[row.sequence, 1, ""]])
    assert draw.list_hash == hashlib.sha256(list_file(draw).encode()).hexdigest()
    assert f"# session {drawn.pk}\n" in list_file(draw)
    assert f"# seats {drawn.seats}\n" in list_file(draw)
    assert f"# seed day {seed_day_of(drawn)}\n" in list_file(draw)
    assert str(row.sequence) in Notification.objects.get(user=head.user, kind="training.draw").body


def test_the_seed_gives_the_seats_in_the_order_drawn(drawn, world, later):
    announced(drawn)
    crowd(drawn, world.village, 6)
    close_registration(session=drawn, by=None)
    later()

    draw = draw_seats(session=drawn, seed="7.123,45", by=None)

    rows = list(Registration.objects.filter(session=drawn).order_by("drawn_place"))
    assert [row.sequence for row in rows] == draw.result
    assert [row.was_not_drawn for row in rows] == [False] * 2 + [True] * 4
    assert {row.state for row in rows[:2]} <= {State.APPROVED, State.AWAITING_APPROVAL}
    assert {row.state for row in rows[2:]} == {State.WAITING}


def test_quotas_hold_in_a_draw(drawn, world, later):
    set_quotas(session=drawn, quotas={world.village: 1}, by=None)
    announced(drawn)
    crowd(drawn, world.village, 5)
    crowd(drawn, world.other_village, 1)
    close_registration(session=drawn, by=None)
    later()

    draw_seats(session=drawn, seed="1", by=None)

    seated = Registration.objects.seated().filter(session=drawn)
    assert sorted(seated.values_list("employee__unit", flat=True)) == sorted([world.village.pk, world.other_village.pk])


def test_a_freed_seat_goes_to_the_next_drawn_who_is_then_nobody_to_compare_with(lots):
    withdraw_registration(registration=row_of(lots, 1), by=None)

    third = row_of(lots, 3)
    assert third.state in {State.APPROVED, State.AWAITING_APPROVAL}
    assert third.was_not_drawn is False
    assert [row.sequence for row in changes_since(lots)[0]] == [lots.result[0]]
    assert [row.sequence for row in changes_since(lots)[1]] == [lots.result[2]]


def test_who_was_not_drawn_goes_first_next_time(lots, drawn, world, programme, later):
    losers = list(Registration.objects.filter(session=drawn, was_not_drawn=True).select_related("employee"))
    following = SessionFactory(programme=programme, seats=2, allocation=Allocation.DRAW)
    announced(following, [["not_drawn", 0]])
    crowd(following, world.village, 3)
    for row in losers:
        register(session=following, employee=row.employee, by=None)

    close_registration(session=following, by=None)
    later(days=20)
    draw_seats(session=following, seed="8", by=None)

    seated = Registration.objects.seated().filter(session=following)
    assert set(seated.values_list("employee", flat=True)) == {row.employee_id for row in losers}
    # Each had a seat now and is no longer first.
    assert not_drawn_before(SessionFactory(programme=programme), [row.employee_id for row in losers]) == set()


@pytest.mark.parametrize(("later_by", "layer"), [(0, 1), (1, 2)])
def test_two_years_without_a_training_are_24_months(drawn, world, later_by, layer):
    ended = add_months(timezone.now().astimezone(drawn.unit.tz).date(), -24) + later_by * DAY
    ends_at = datetime.datetime.combine(ended, datetime.time(12), drawn.unit.tz)
    past = SessionFactory(
        registration_opens_at=ends_at - 9 * DAY,
        registration_closes_at=ends_at - 5 * DAY,
        starts_at=ends_at - DAY / 24,
        ends_at=ends_at,
    )
    row = RegistrationFactory(session=drawn, employee__unit=world.village, state=State.WAITING)
    RegistrationFactory(session=past, employee=row.employee, state=State.COMPLETED)

    assert layers_for(drawn, [row], [["months_without", 24]]) == {row.pk: layer}


def test_seats_of_a_quota_that_its_unit_does_not_fill_stay_empty(drawn, world, later):
    set_quotas(session=drawn, quotas={world.village: 1}, by=None)
    announced(drawn)
    crowd(drawn, world.other_village, 3)
    close_registration(session=drawn, by=None)
    later()

    draw = draw_seats(session=drawn, seed="1", by=None)

    assert fill_freed_seats(session=drawn, by=None) == []
    assert Registration.objects.seated().filter(session=drawn).count() == 1
    assert "Seats of a quota that its unit does not fill stay empty" in rule_file(draw)


def test_the_download_computes_the_same_order(drawn, world, later, tmp_path):
    announced(drawn)
    crowd(drawn, world.village, 5)
    close_registration(session=drawn, by=None)
    later()
    draw = draw_seats(session=drawn, seed="7.123,45", by=None)

    with zipfile.ZipFile(io.BytesIO(download(draw))) as archive:
        archive.extractall(tmp_path)
        names = set(archive.namelist())

    assert names == {"list.csv", "rule.txt", "verify.py", "result.csv"}
    command = [sys.executable, "-I", "verify.py", "list.csv", "7123.45", "result.csv"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert draw.list_hash in done.stdout
    # No name of anybody stands in it.
    everything = "".join(path.read_text() for path in tmp_path.iterdir())
    for name in Registration.objects.filter(session=drawn).values_list("employee__name", flat=True):
        assert name not in everything


def test_nothing_is_published_twice_or_changed_afterwards(drawn, world):
    announced(drawn)
    crowd(drawn, world.village, 3)
    close_registration(session=drawn, by=None)

    with pytest.raises(DrawRefused):
        publish_list(session=drawn, by=None)
    with pytest.raises(SessionRefused):
        open_registration(session=drawn, by=None)
    for field, value in (
        ("candidates", []),
        ("rule", {}),
        ("list_hash", "0" * 64),
        ("seed_source", "dadu"),
        ("seed_day", DAY_ONE),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Draw.objects.filter(session=drawn).update(**{field: value})
    with pytest.raises(DatabaseError), transaction.atomic():
        Draw.objects.filter(session=drawn).delete()


def test_a_draw_is_not_repeated(drawn, world, later):
    announced(drawn)
    crowd(drawn, world.village, 3)
    close_registration(session=drawn, by=None)
    later()
    draw_seats(session=drawn, seed="7", by=None)

    with pytest.raises(DrawRefused):
        draw_seats(session=drawn, seed="8", by=None)
    assert Draw.objects.get(session=drawn).seed == "7"


def test_the_order_of_the_steps_holds(drawn, world, session):
    with pytest.raises(DrawRefused):
        publish_list(session=drawn, by=None)
    announced(drawn)
    crowd(drawn, world.village, 1)
    with pytest.raises(DrawRefused):
        publish_list(session=drawn, by=None)
    with pytest.raises(DrawRefused):
        draw_seats(session=drawn, seed="7", by=None)
    # Only before registration closes, and only where seats are drawn.
    drawn.registration_closes_at = timezone.now() - DAY / 24
    drawn.save()
    with pytest.raises(DrawRefused):
        announced(drawn)
    with pytest.raises(DrawRefused):
        announced(session)


@pytest.mark.parametrize("state", ["published", "lots"])
def test_what_decides_who_wins_is_fixed_once_the_list_is_published(state, request, drawn, world):
    request.getfixturevalue(state)
    before = list(Registration.objects.filter(session=drawn).order_by("pk").values_list("pk", "state"))

    for changes in (
        {"seats": 3},
        {"seats": 1},
        {"allocation": Allocation.FIRST_COME},
        {"registration_closes_at": drawn.registration_closes_at - 3 * DAY},
    ):
        with pytest.raises(SessionRefused, match="list of the draw is published"):
            change_session(session=drawn, changes=changes, by=None)
    with pytest.raises(QuotaRefused, match="list of the draw is published"):
        set_quotas(session=drawn, quotas={world.village: 1}, by=None)
    for row in Registration.objects.filter(session=drawn):
        with pytest.raises(RegistrationRefused, match="Ask the person to withdraw"):
            remove_registration(registration=row, code=RefusalCode.OTHER, reason="Salah daftar", by=None)
    assert list(Registration.objects.filter(session=drawn).order_by("pk").values_list("pk", "state")) == before
    # The room may still change.
    assert change_session(session=drawn, changes={"place": "Aula"}, by=None).place == "Aula"


def test_nobody_is_moved_out_of_or_into_a_published_list(published, programme):
    other = SessionFactory(programme=programme)
    row = Registration.objects.filter(session=published).first()

    with pytest.raises(RegistrationRefused, match="Ask the person to withdraw"):
        move_registration(registration=row, target=other, reason="Tukar", by=None)
    outsider = register(session=other, employee=EmployeeFactory(unit=programme.unit), by=None)
    with pytest.raises(RegistrationRefused, match="nobody can be added"):
        move_registration(registration=outsider, target=published, reason="Tukar", by=None)


def test_the_office_takes_off_the_list_who_left_the_service(published):
    row = Registration.objects.filter(session=published).select_related("employee").first()
    Employee.objects.filter(pk=row.employee_id).update(status=LegalStatus.RETIRED)

    remove_registration(registration=row, code=RefusalCode.OTHER, reason="Pensiun", by=None)

    row.refresh_from_db()
    assert row.state == State.REMOVED


def test_a_winner_who_withdrew_before_the_draw_leaves_the_seat_to_the_next(published, later, tmp_path):
    draw = Draw.objects.get(session=published)
    order = rule.draw([rule.Entry(*row) for row in draw.candidates], "7")
    withdraw_registration(registration=Registration.objects.get(session=published, sequence=order[0]), by=None)
    later()

    draw = draw_seats(session=published, seed="7", by=None)

    assert draw.result == order
    assert winners_of(draw) == order[:2]
    seated = Registration.objects.seated().filter(session=published)
    assert set(seated.values_list("sequence", flat=True)) == set(order[1:3])
    assert Event.objects.filter(kind="training.moved_up").count() == 1
    assert [row.sequence for row in changes_since(draw)[1]] == [order[2]]
    assert not row_of(draw, 3).was_not_drawn
    result = download_of(draw, tmp_path)["result.csv"].splitlines()
    assert result == [
        "place,number,layer,won",
        *(f"{n},{number},1,{'yes' if n < 3 else 'no'}" for n, number in enumerate(order, 1)),
    ]


def download_of(draw, folder):
    with zipfile.ZipFile(io.BytesIO(download(draw))) as archive:
        archive.extractall(folder)
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_winners_follow_from_the_published_quotas_whatever_the_tables_say_later(drawn, world, later, tmp_path):
    set_quotas(session=drawn, quotas={world.village: 1}, by=None)
    announced(drawn)
    rows = [*crowd(drawn, world.village, 3), *crowd(drawn, world.other_village, 1)]
    close_registration(session=drawn, by=None)
    UnitQuota.objects.filter(session=drawn).update(seats=2)
    later()

    draw = draw_seats(session=drawn, seed="1", by=None)

    won = set(Registration.objects.seated().filter(session=drawn).values_list("sequence", flat=True))
    assert rows[3].sequence in won
    assert won == set(winners_of(draw))
    assert f"# quota {world.village.path} 1 {world.village.name}\n" in list_file(draw)
    files = download_of(draw, tmp_path)
    assert {int(line.split(",")[1]) for line in files["result.csv"].splitlines() if line.endswith("yes")} == won
    done = subprocess.run([sys.executable, "-I", "verify.py", "list.csv", "1", "result.csv"], cwd=tmp_path, check=False)
    assert done.returncode == 0


def test_two_sessions_never_share_a_hash(programme, world):
    sessions = [
        SessionFactory(programme=programme, title="Kembar", seats=2, allocation=Allocation.DRAW) for _number in "12"
    ]
    for session in sessions:
        announced(session)
        crowd(session, world.village, 2)
        close_registration(session=session, by=None)

    assert Draw.objects.values("list_hash").distinct().count() == 2


def test_the_seed_waits_for_its_day_and_keeps_its_digits_alone(published, later):
    with pytest.raises(DrawRefused, match="Enter it from that day on"):
        draw_seats(session=published, seed="7", by=None)
    later()
    with pytest.raises(DrawRefused, match="letters"):
        draw_seats(session=published, seed="tujuh", by=None)

    assert draw_seats(session=published, seed="7.123,45", by=None).seed == "712345"


def test_the_day_of_the_seed_lies_between_registration_and_session(drawn):
    closes = drawn.registration_closes_at.astimezone(drawn.unit.tz).date()
    for day in (DAY_ONE, closes, drawn.first_day):
        with pytest.raises(DrawRefused):
            announced(drawn, seed_day=day)
    announced(drawn, seed_day=closes + DAY)

    with pytest.raises(DrawRefused, match="published after registration closes"):
        change_session(
            session=drawn, changes={"registration_closes_at": drawn.registration_closes_at + 2 * DAY}, by=None
        )


def test_a_list_that_is_late_needs_a_later_day_first(drawn, world, later):
    announced(drawn)
    crowd(drawn, world.village, 2)
    later()

    close_registration(session=drawn, by=None)

    draw = Draw.objects.get(session=drawn)
    assert draw.state == DrawState.PREPARED
    with pytest.raises(DrawRefused, match="Announce a later day"):
        publish_list(session=drawn, by=None)
    with pytest.raises(DrawRefused, match="layers stay"):
        announced(drawn, [["gap", 1]], seed_day=drawn.first_day - DAY)
    announced(drawn, seed_day=drawn.first_day - DAY)
    assert publish_list(session=drawn, by=None).state == DrawState.PUBLISHED


def test_a_draw_published_without_seats_is_still_drawn(drawn, world):
    """As it stood before the list named them."""
    rows = crowd(drawn, world.village, 3)
    entries = [rule.Entry(row.sequence, 1) for row in rows]
    Draw.objects.create(
        session=drawn,
        state=DrawState.PUBLISHED,
        rule={"layers": []},
        seed_source=SOURCE,
        candidates=[[row.sequence, 1] for row in rows],
        list_hash=rule.hash_of(rule.older_list_text(entries, layers=[], seed_source=SOURCE)),
        published_at=timezone.now(),
    )

    draw = draw_seats(session=drawn, seed="7", by=None)

    assert Registration.objects.seated().filter(session=drawn).count() == 2
    assert rule.hash_of(list_file(draw)) == draw.list_hash


def test_before_a_draw_nobody_has_a_place_in_line_but_a_day(drawn, world):
    rows = crowd(drawn, world.village, 2)
    announced(drawn)

    assert [place_in_line(row) for row in rows] == [None, None]
    assert {each.draw_on for each in standings_of(rows).values()} == {seed_day_of(drawn)}


def test_after_a_draw_the_place_is_that_of_the_order_drawn(lots):
    assert [place_in_line(row_of(lots, place)) for place in (1, 3, 4)] == [None, 1, 2]


def test_standings_need_as_many_queries_for_one_as_for_three(programme, world, django_assert_num_queries):
    def wait(session):
        RegistrationFactory(session=session, state=State.WAITING)
        return Registration.objects.select_related("session").get(session=session)

    rows = [wait(SessionFactory(programme=programme)) for _number in range(3)]

    for some in (rows[:1], rows):
        with django_assert_num_queries(3):
            assert [each.place for each in standings_of(some).values()] == [1] * len(some)
