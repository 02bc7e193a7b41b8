"""From “My record” to a changed telephone number, and from the pile to the record."""

from __future__ import annotations

import io
import re
import time

from PIL import Image

from employees.models import ChangeRequest, EducationHistory, Employee
from tests.journeys.browser import PHONE

MINUTE = 60


def picture() -> dict[str, object]:
    content = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(content, "JPEG")
    return {"name": "ijazah.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def test_a_new_telephone_number_takes_less_than_a_minute_on_a_phone(person_for, world):
    clerk = person_for("employee", viewport=PHONE, has_touch=True)
    clerk.go("/employees/me/")
    began = time.monotonic()
    steps = 0

    for step in ("Ask for a change", "Telephone and e-mail"):
        clerk.press(step)
        steps += 1
    clerk.fill(phone="0812 3456 7890")
    clerk.press("Send to the HR office")
    clerk.page.get_by_text("Waiting for the HR office").first.wait_for()

    # A machine is quicker than a person: what counts is that there is little to do.
    assert steps <= 2
    assert time.monotonic() - began < MINUTE
    clerk.check()
    assert ChangeRequest.objects.get().changes == {"phone": "+6281234567890"}
    clerk.go("/employees/me/requests/")
    clerk.check()


def test_a_diploma_goes_from_the_camera_to_the_record(person_for, world):
    clerk = person_for("employee", viewport=PHONE, has_touch=True)
    clerk.go("/employees/me/requests/education/")
    clerk.check()
    clerk.fill(level="45", major="Administrasi Publik", institution="USU", date="2024-07-20", decree_number="12/2024")
    clerk.press("Send to the HR office")
    # Without the photo nothing is sent, and what was typed is still there.
    clerk.page.locator(".error-summary, [role=alert]").first.wait_for()
    assert clerk.page.locator("[name=major]").input_value() == "Administrasi Publik"
    clerk.page.set_input_files("[name=evidence_1]", picture())
    clerk.press("Send to the HR office")
    clerk.page.wait_for_url(re.compile(r"/requests/\d+/$"))
    request = ChangeRequest.objects.get()

    hr = person_for("hr_officer")
    hr.go("/")
    hr.press("Decide 1 request to change a record")
    hr.check()
    hr.press(world.users["employee"].employee.full_name)
    hr.page.locator(".evidence img").wait_for()
    hr.check()
    hr.press("Put on record")
    hr.page.wait_for_url(re.compile(r"/employees/requests/$"))

    row = EducationHistory.objects.get(employee=request.employee)
    assert (row.major, row.scan.name) == ("Administrasi Publik", "ijazah.jpg")
    assert Employee.objects.get(pk=request.employee_id).education == "45"
    clerk.go(request.get_absolute_url())
    clerk.check()


def test_a_merge_is_looked_at_before_it_is_planned(person_for, world):
    hr = person_for("hr_officer")
    hr.go(f"/employees/units/{world.village.pk}/changes/merge/")
    hr.check()
    hr.fill(into=world.other_village.pk, head_title="Analis Kebijakan", effective_date="2099-01-01")
    hr.fill(decree_number="Perda 4/2098")
    hr.press("See what will happen")
    hr.page.get_by_text("Siti Rahmawati").first.wait_for()
    hr.check()
    hr.press("Plan it")
    hr.page.get_by_role("button", name="Cancel this change").wait_for()
    hr.check()
    hr.go(world.village.get_absolute_url())
    hr.check()
    hr.go("/employees/delegations/")
    hr.check()
