"""A day's work, written on a phone and approved at a desk."""

from __future__ import annotations

from employees.dates import today
from evaluations.enums import DailyState
from evaluations.models import DailyWorkReport
from tests.factories.employees import make_employee_user
from tests.factories.evaluations import DailyReportFactory
from tests.journeys.browser import PHONE


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
    employee.page.wait_for_url("**/daily/**")
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
