"""The first run over a government's warnings floods nobody; later ones tell as always."""

import pytest

from asn_portal.audit.services import record_event
from asn_portal.notifications.models import Notification
from employees.dates import today
from employees.models import EarlyWarning, SalaryStepHistory
from employees.services import early_warning
from employees.services.early_warning import FOUND
from employees.services.warning_notice import OFFICE, PERSON, tell_people
from employees.services.warning_run import run_warnings
from tests.factories.employees import EarlyWarningFactory, EmployeeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everybody")]


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("user__username", flat=True))


def test_first_run_tells_the_office_in_one_message_and_no_person(world):
    run_warnings(government=world.government)

    announced = EarlyWarning.objects.of_government(world.government).announced(today())
    assert announced.exists()
    assert announced.filter(is_eligible=True).exists()
    assert set(announced.values_list("is_eligible", "is_silent")) <= {(True, True), (False, False)}
    assert not announced.filter(office_told_at=None).exists()
    assert tell_people() == 0
    assert (told(PERSON), told(OFFICE)) == (set(), {"hr_officer", "head_of_agency"})
    notice = Notification.objects.get(kind=OFFICE, user=world.users["hr_officer"])
    assert notice.title.split()[0] == str(announced.count())


def test_what_comes_later_is_told_on_its_day(world):
    run_warnings(government=world.government)
    coming = EarlyWarning.objects.of_government(world.government).filter(warn_from__gt=today(), is_eligible=True)
    warning = coming.exclude(employee__user=None).first() or EarlyWarningFactory(
        employee=world.users["employee"].employee, warn_from=today()
    )

    assert warning.person_told_at is None
    assert tell_people(on=max(warning.warn_from, today())) >= 1


def test_second_run_tells_people_of_what_is_new_once(world):
    run_warnings(government=world.government)
    newcomer = EmployeeFactory(unit=world.village, user=UserFactory(username="newcomer"))
    SalaryStepHistory.objects.create(employee=newcomer, period=(today().replace(day=1, year=today().year - 2), None))

    run_warnings(government=world.government)

    assert tell_people() >= 1
    assert tell_people() == 0
    assert told(PERSON) == {"newcomer"}
    assert Notification.objects.filter(kind=OFFICE, user=world.users["hr_officer"]).count() == 1


def test_first_run_is_still_the_first_after_one_that_found_nobody(world):
    record_event(FOUND, by=None, obj=world.government, unit_path=world.government.path, new=0)

    run_warnings(government=world.government)

    assert (tell_people(), told(OFFICE)) == (0, {"hr_officer", "head_of_agency"})


def test_first_run_is_still_the_first_after_an_undone_import(world):
    run_warnings(government=world.government)
    EarlyWarning.objects.all().delete()

    run_warnings(government=world.government)

    assert tell_people() == 0


def test_killed_first_run_is_quiet_when_taken_up_again(world, monkeypatch):
    monkeypatch.setattr(early_warning, "record_event", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_warnings(government=world.government)
    EarlyWarning.objects.filter(employee=world.users["employee"].employee).delete()
    monkeypatch.undo()

    run_warnings(government=world.government)

    assert (tell_people(), told(OFFICE)) == (0, {"hr_officer", "head_of_agency"})
