"""People and offices are told once: whoever asks, however often, and whatever dies in between."""

import datetime

import pytest
from django.utils import timezone, translation

from asn_portal.access.roles import Role
from asn_portal.notifications.enums import Delivery
from asn_portal.notifications.models import MailPreference, Notification, OutboxMail
from employees.dates import today
from employees.enums import WarningKind, WarningState
from employees.models import EarlyWarning, RoleGrant
from employees.services import warning_notice
from employees.services.warning_notice import OFFICE, PERSON, tell_offices, tell_people
from tests.factories.employees import EarlyWarningFactory, EmployeeFactory, UserFactory, make_officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everybody")]

D = datetime.date
ON = today()
# The next one, at the hour of the message.
MONDAY = timezone.make_aware(
    datetime.datetime.combine(ON + datetime.timedelta(days=-ON.weekday() % 7), datetime.time(6))
)
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def siti(world):
    return world.users["employee"].employee


def due(employee, **fields):
    return EarlyWarningFactory(**{"employee": employee, "due_on": D(2027, 1, 1), "warn_from": ON, **fields})


def notices(kind=PERSON):
    return Notification.objects.filter(kind=kind)


# --- The person -------------------------------------------------------------------------------------------------------


def test_the_person_is_told_once_from_the_day_on(siti):
    warning = due(siti)

    assert tell_people(on=ON - datetime.timedelta(days=1)) == 0
    assert (tell_people(on=ON), tell_people(on=ON)) == (1, 0)

    notice = notices().get()
    assert (notice.user, notice.title, notice.url) == (
        siti.user,
        "Kenaikan gaji berkala (KGB)",
        warning.get_absolute_url(),
    )
    assert "1 Januari 2027" in notice.body
    assert OutboxMail.objects.get().to == siti.user.email
    warning.refresh_from_db()
    assert (warning.person_told_at is None, warning.office_told_at) == (False, None)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_eligible": False},
        {"state": WarningState.HANDLED},
        {"state": WarningState.LAPSED},
        {"person_told_at": timezone.now()},
    ],
    ids=["blocked", "handled", "lapsed", "told"],
)
def test_what_the_person_is_not_told(siti, fields):
    due(siti, **fields)

    assert tell_people(on=ON) == 0
    assert not notices().exists()


def test_who_has_no_account_waits_for_one(siti):
    warning = due(EmployeeFactory(unit=siti.unit))
    closed = due(EmployeeFactory(unit=siti.unit, user=UserFactory(is_active=False)))

    assert tell_people(on=ON) == 0

    warning.employee.user = UserFactory()
    warning.employee.save()
    assert tell_people(on=ON) == 1
    closed.refresh_from_db()
    assert closed.person_told_at is None


def test_mail_follows_the_wish_of_the_person(siti):
    due(siti)
    MailPreference.objects.create(user=siti.user, kind=PERSON, delivery=Delivery.NEVER)

    tell_people(on=ON)

    assert (notices().count(), OutboxMail.objects.count()) == (1, 0)


def test_the_person_reads_the_own_language(siti):
    siti.user.language = "en"
    siti.user.save()
    due(siti, kind=WarningKind.RETIREMENT, details={"age": 58, "is_assumed": False})

    tell_people(on=ON)

    assert notices().get().title == "Retirement at 58"


def test_failure_between_leaves_nothing_told(siti, monkeypatch):
    due(siti)
    monkeypatch.setattr(warning_notice, "_mark", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        tell_people(on=ON)
    assert (notices().count(), OutboxMail.objects.count()) == (0, 0)

    monkeypatch.undo()
    assert tell_people(on=ON) == 1
    assert (notices().count(), OutboxMail.objects.count()) == (1, 1)


def test_many_are_told_in_turns(siti, monkeypatch):
    monkeypatch.setattr(warning_notice, "CLAIMED_AT_ONCE", 2)
    for number in range(5):
        due(siti, subject=str(number))

    assert tell_people(on=ON, at_most=4) == 4
    assert tell_people(on=ON) == 1


# --- The office -------------------------------------------------------------------------------------------------------


def test_offices_are_told_on_monday_with_counts_by_month_and_kind(world, siti):
    due(siti)
    due(siti, subject="2", kind=WarningKind.RETIREMENT, due_on=D(2027, 1, 5), details={"age": 58})
    due(siti, subject="3", due_on=D(2027, 2, 1), is_eligible=False)

    assert tell_offices(now=MONDAY) == 1

    told = {notice.user.username: notice for notice in notices(OFFICE)}
    assert set(told) == {"hr_officer", "head_of_agency"}
    notice = told["hr_officer"]
    assert notice.title.split()[0] == "3"
    assert notice.body.splitlines()[:2] == [
        "Januari 2027: Kenaikan gaji berkala (KGB) 1, Pensiun 1",
        "Februari 2027: Kenaikan gaji berkala (KGB) 1",
    ]
    assert notice.url.startswith("/employees/warnings/?")
    assert OutboxMail.objects.count() == 2
    assert not EarlyWarning.objects.filter(office_told_at=None).exists()


@pytest.mark.parametrize(
    "moment",
    [MONDAY - datetime.timedelta(minutes=1), MONDAY + datetime.timedelta(days=1)],
    ids=["before the offices open", "on Tuesday"],
)
def test_offices_are_told_on_no_other_day(siti, moment):
    due(siti)

    assert tell_offices(now=moment) == 0


def test_only_what_is_new_is_in_the_next_message(world, siti, monkeypatch):
    moment = [MONDAY]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    due(siti)
    tell_offices()
    late = due(siti, subject="late")

    # Later on the same Monday: nothing, though there is something new.
    moment[0] = MONDAY + datetime.timedelta(hours=3)
    assert tell_offices() == 0

    moment[0] = MONDAY + WEEK
    assert tell_offices() == 1
    assert [notice.title[:2] for notice in notices(OFFICE).filter(user=world.users["hr_officer"])] == ["1 ", "1 "]
    late.refresh_from_db()
    assert late.office_told_at == MONDAY + WEEK
    moment[0] = MONDAY + 2 * WEEK
    assert tell_offices() == 0


def test_each_officer_counts_the_own_staff(world, siti):
    narrow = make_officer(Role.HR_OFFICER, world.other_village, username="narrow")
    due(siti)
    due(world.users["colleague"].employee)

    tell_offices(now=MONDAY)

    assert notices(OFFICE).get(user=narrow).title.startswith("1 ")
    assert notices(OFFICE).get(user=world.users["hr_officer"]).title.startswith("2 ")
    # The other government has nothing new.
    assert not notices(OFFICE).filter(user=world.users["stranger"]).exists()


def test_without_anybody_to_tell_it_waits(world, siti):
    stranger = EmployeeFactory(unit=world.other_government)
    warning = due(stranger)
    world.users["stranger"].is_active = False
    world.users["stranger"].save()

    assert tell_offices(now=MONDAY) == 0
    warning.refresh_from_db()
    assert warning.office_told_at is None


def test_only_what_somebody_was_told_of_is_told(world, siti):
    """The only officer holds one unit; warnings of other units wait for somebody who is told."""
    here, elsewhere = due(siti), due(EmployeeFactory(unit=world.government))
    RoleGrant.objects.filter(role__in=[Role.HR_OFFICER, Role.HEAD_OF_AGENCY], unit=world.district).update(
        unit=world.village
    )

    tell_offices(now=MONDAY)

    here.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (here.office_told_at is None, elsewhere.office_told_at is None) == (False, True)


def test_handled_and_coming_ones_are_no_news(siti):
    due(siti, state=WarningState.HANDLED)
    due(siti, subject="later", warn_from=MONDAY.date() + datetime.timedelta(days=1))

    assert tell_offices(now=MONDAY) == 0


def test_failure_between_leaves_the_office_untold(siti, monkeypatch):
    due(siti)
    monkeypatch.setattr(warning_notice, "_mark", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tell_offices(now=MONDAY)
    assert notices(OFFICE).count() == OutboxMail.objects.count() == 0

    monkeypatch.undo()
    assert tell_offices(now=MONDAY) == 1
    assert OutboxMail.objects.count() == 2


def test_digest_in_english(world, siti):
    world.users["hr_officer"].language = "en"
    world.users["hr_officer"].save()
    due(siti)

    with translation.override("id"):
        tell_offices(now=MONDAY)

    notice = notices(OFFICE).get(user=world.users["hr_officer"])
    assert (notice.title, notice.body) == ("1 new early warning", "January 2027: Salary step (KGB) 1")
