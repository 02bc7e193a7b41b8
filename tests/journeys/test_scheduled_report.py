"""The manager's report comes by itself."""

from __future__ import annotations

import datetime

from django.utils import timezone

from evaluations.models import ReportRun
from evaluations.tasks import make_waiting_reports, queue_due_reports
from tests.factories.evaluations import ScheduleFactory


def test_report_that_is_due_reaches_the_managers_inbox(person_for, world):
    ScheduleFactory(unit=world.village, next_run_at=timezone.now() - datetime.timedelta(minutes=1))
    supervisor = person_for("supervisor")

    queue_due_reports()
    make_waiting_reports()
    run = ReportRun.objects.get()
    supervisor.go("/inbox/")
    supervisor.check()
    supervisor.go(f"/evaluations/reports/{run.pk}/")
    supervisor.check()
    with supervisor.page.expect_download() as downloading:
        supervisor.press("Download the PDF")

    assert downloading.value.path().read_bytes().startswith(b"%PDF-")


def test_others_do_not_find_it(person_for, world):
    ScheduleFactory(unit=world.village, next_run_at=timezone.now() - datetime.timedelta(minutes=1))
    queue_due_reports()
    make_waiting_reports()
    run = ReportRun.objects.get()
    colleague = person_for("colleague")

    with colleague.expecting(403, 404):
        colleague.go(f"/evaluations/reports/{run.pk}/")
        colleague.check()

    assert "Belawan I" not in colleague.page.locator("main").inner_text()
