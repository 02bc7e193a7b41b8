"""From the catalogue to a certificate that a stranger can verify."""

from __future__ import annotations

import re

from tests.factories.employees import make_employee_user
from tests.factories.training import ProgrammeFactory, SessionFactory, make_completed
from training.enums import RegistrationState
from training.models import Registration


def test_seat_is_asked_for_approved_and_passed_on(person_for, visit, world):
    session = SessionFactory(programme=ProgrammeFactory(unit=world.district), unit=world.district, seats=1)
    second = make_employee_user(world.village, name="Rahmat Hidayat")
    employee, supervisor = person_for("employee"), person_for("supervisor")

    employee.go("/training/")
    employee.check()
    employee.go(f"/training/sessions/{session.pk}/")
    employee.check()
    employee.press("Register")
    employee.page.get_by_text("Your seat is held").or_(employee.page.get_by_text("supervisor")).first.wait_for()
    late = visit().sign_in(second)
    late.go(f"/training/sessions/{session.pk}/")
    late.press("Join the waiting list")
    late.page.wait_for_load_state()
    late.check()
    supervisor.go("/training/approvals/")
    supervisor.check()
    supervisor.press("Approve Siti Rahmawati")
    supervisor.page.wait_for_load_state()
    first = Registration.objects.get(employee=world.users["employee"].employee)
    in_line = Registration.objects.get(employee=second.employee)

    assert first.state == RegistrationState.APPROVED
    assert in_line.state == RegistrationState.WAITING
    employee.go("/inbox/")
    employee.page.get_by_text(session.title).first.wait_for()
    employee.check()

    employee.go(f"/training/registrations/{first.pk}/withdraw/")
    employee.page.locator("main form button[type=submit]").last.click()
    employee.page.wait_for_load_state()
    in_line.refresh_from_db()
    assert in_line.state != RegistrationState.WAITING


def test_certificate_is_verified_by_anybody(visit, world):
    session = SessionFactory(unit=world.district, finished=True)
    registration = make_completed(session, employee=world.users["employee"].employee)
    owner = visit().sign_in(world.users["employee"])
    owner.go("/training/mine/")
    owner.check()
    anybody = visit().speak("en")

    anybody.go("/training/verify/")
    anybody.check()
    certificate = getattr(registration, "certificate", None)
    if certificate is not None:
        anybody.fill(code=certificate.grouped_code)
        anybody.page.locator("main form button[type=submit]").click()
        anybody.page.wait_for_url(re.compile("/training/verify/.+"))
        anybody.page.get_by_text("Siti Rahmawati").first.wait_for()
        anybody.check()
    with anybody.expecting(404):
        anybody.go("/training/verify/AAAA-AAAA-AAAA-AAAA/")
        anybody.check()
