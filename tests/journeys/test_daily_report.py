"""A day's work, written on a phone and approved at a desk."""

from __future__ import annotations

import datetime
import time

from django.utils import timezone

from employees.dates import today
from evaluations.enums import DailyState
from evaluations.models import DailyWorkReport
from tests.factories.employees import EmployeeFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory
from tests.factories.plans import WorkPlanFactory
from tests.journeys.browser import PHONE, THEMES


def test_report_is_written_on_a_phone_and_many_are_approved(person_for, world):
    others = [make_employee_user(world.village).employee for _ in range(3)]
    for other in others:
        DailyReportFactory(employee=other, submitted=True)
    employee = person_for("employee", viewport=PHONE, has_touch=True, is_mobile=True)
    supervisor = person_for("supervisor")
    supervisor.go("/evaluations/team/")
    supervisor.check()

    employee.go("/evaluations/daily/")
    employee.check()
    employee.go(f"/evaluations/daily/{today():%Y-%m-%d}/")
    activity = employee.page.locator("main [name=activity-0]")
    activity.fill("Melayani surat pengantar KTP")
    employee.page.locator("main [name=minutes-0]").fill("120")
    employee.press("One line more")
    employee.page.locator("main [name=activity-1]").fill("Menyusun laporan")
    employee.page.locator("main [name=minutes-1]").fill("60")
    employee.check()
    employee.press("Send to my supervisor")
    employee.page.wait_for_url("**/evaluations/daily/")
    report = DailyWorkReport.objects.get(employee=world.users["employee"].employee)
    assert (report.state, report.entries.count()) == (DailyState.SUBMITTED, 2)

    # The board asks for itself.
    supervisor.page.get_by_role("checkbox", name="Approve Siti Rahmawati").wait_for(timeout=60_000)
    supervisor.press("Tick all that wait")
    supervisor.press("Approve the ticked ones")
    supervisor.page.wait_for_load_state()
    supervisor.check()

    states = set(DailyWorkReport.objects.values_list("state", flat=True))
    assert states == {DailyState.APPROVED}


ON_A_PHONE = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
# The promise to whoever writes one.
LONGEST_SECONDS = 180


def test_a_phone_without_a_signal_sends_the_proposed_day_once(person_for, world):
    yesterday = DailyReportFactory(
        employee=world.users["employee"].employee, date=today() - datetime.timedelta(days=1), approved=True
    )
    employee = person_for("employee", **ON_A_PHONE)
    began = time.monotonic()

    employee.go(f"/evaluations/daily/{today():%Y-%m-%d}/")
    employee.press("The same as in my last report")
    employee.page.locator("[name=activity-1]").wait_for()
    employee.page.locator("[name=minutes-1]").fill("240")
    employee.check()
    employee.context.set_offline(True)
    employee.press("Send to my supervisor")
    employee.page.get_by_text("kept on this device").wait_for()
    before = DailyWorkReport.objects.sent().filter(date=today()).count()
    employee.context.set_offline(False)
    employee.page.wait_for_url("**/evaluations/daily/")
    employee.page.reload()
    employee.page.wait_for_load_state("networkidle")

    report = DailyWorkReport.objects.get(employee=yesterday.employee, date=today())
    assert (before, report.state, report.minutes) == (0, DailyState.SUBMITTED, 240)
    assert 0 < report.seconds_spent <= time.monotonic() - began < LONGEST_SECONDS
    assert DailyWorkReport.objects.count() == 2


def test_nothing_of_the_board_is_cut_on_a_phone(person_for, world):
    ago = timezone.now() - datetime.timedelta(days=9)
    writer = EmployeeFactory(unit=world.village, name="Siti Rahmawati Nasution")
    for back in range(3):
        date = today() - datetime.timedelta(days=back)
        DailyReportFactory(employee=writer, date=date, submitted=True, submitted_at=ago)
    supervisor = person_for("supervisor", viewport=PHONE).speak("id")

    supervisor.go("/evaluations/team/")

    supervisor.check(themes=THEMES)
    # Whatever stands in a card lies within it, and each day of the week within its cell.
    cut = supervisor.page.evaluate(
        """() => [...document.querySelectorAll("main td > *")]
        .filter(e => !e.classList.contains("visually-hidden") && e.offsetWidth)
        .filter(e => e.getBoundingClientRect().right > e.closest("td, tr").getBoundingClientRect().right + 1
            || e.scrollWidth > e.clientWidth + 1 && e.clientWidth && !e.closest(".cell-actions, .cell-check"))
        .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert cut == []
    words = supervisor.page.locator(".team-week td a").first.evaluate("e => e.getClientRects().length")
    assert words == 1


def test_the_matrix_hints_at_further_columns(person_for, world):
    head, person = world.users["supervisor"].employee, world.users["employee"].employee
    above = WorkPlanFactory(employee=head, agreed=True)
    plan = WorkPlanFactory(employee=person, agreed=True)
    plan.results.update(parent=above.results.get())
    supervisor = person_for("supervisor")

    supervisor.go(f"/evaluations/plans/{above.pk}/matrix/")

    shadows = supervisor.page.locator(".table-scroll:has(.plan-matrix)").evaluate(
        "e => getComputedStyle(e).backgroundAttachment"
    )
    assert shadows == "local, local, scroll, scroll"
