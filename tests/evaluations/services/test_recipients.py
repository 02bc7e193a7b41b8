"""Who gets a report, once; and one report for each unit below."""

import datetime

import pytest

from asn_portal.access.roles import Role
from asn_portal.notifications.models import Notification, OutboxMail
from evaluations import tasks
from evaluations.enums import ReportFormat, ReportKind, RunState
from evaluations.models import ReportDelivery, ReportRun
from evaluations.report_readers import READERS, roles_that_read
from evaluations.services.run import deliver_run
from evaluations.services.schedule import (
    Recipients,
    ScheduleError,
    change_schedule,
    create_schedule,
    queue_due_runs,
    retry_all,
    run_now,
)
from tests.factories.employees import UnitFactory, UserFactory, make_employee_user, make_officer
from tests.factories.evaluations import RunFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
SIX = datetime.time(6)
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=1"


@pytest.fixture
def government():
    return UnitFactory(name="Kota Medan")


@pytest.fixture
def district(government):
    return UnitFactory(parent=government)


@pytest.fixture
def village(district):
    return UnitFactory(parent=district)


def planned(unit, kind=ReportKind.UNIT_MONTH, recipients=None, **fields):
    values = {"name": "Laporan", "kind": kind, "recurrence": MONTHLY, "time_of_day": SIX, **fields}
    return create_schedule(unit=unit, by=UserFactory(), recipients=recipients, **values)


def test_head_role_holders_above_and_chosen_heads_get_it_once(government, district, village):
    head = make_employee_user(village, head=True)
    above = make_employee_user(district, head=True)
    agency = make_officer(Role.HEAD_OF_AGENCY, government)
    make_officer(Role.HEAD_OF_AGENCY, UnitFactory(parent=government))
    make_officer(Role.HEAD_OF_AGENCY, UnitFactory())
    schedule = planned(village, recipients=Recipients(roles=["head_of_agency"], heads_of=[district, village]))
    run_now(schedule=schedule, by=schedule.owner)

    tasks.make_waiting_reports()

    run = ReportRun.objects.get()
    assert run.state == RunState.DONE
    assert set(ReportDelivery.objects.values_list("user", flat=True)) == {head.pk, above.pk, agency.pk}
    mails = OutboxMail.objects.all()
    assert sorted(mail.to for mail in mails) == sorted(user.email for user in (head, above, agency))
    assert {tuple(mail.documents) for mail in mails} == {(str(run.document_id),)}
    # Everybody who was told can open it, and is told once.
    assert all(ReportRun.objects.visible_to(user).filter(pk=run.pk).exists() for user in (head, above, agency))
    assert deliver_run(run=run, summary=lambda: "") == []
    assert Notification.objects.count() == 3


def test_mail_has_three_sentences_of_the_figures(village):
    make_employee_user(village, head=True)
    run = run_now(schedule=planned(village), by=UserFactory())

    tasks.make_waiting_reports()

    body = Notification.objects.get().body
    run.refresh_from_db()
    assert body.count(". ") == 2
    assert str(run.snapshot["totals"]["missing"]) in body


@pytest.mark.parametrize(
    ("output", "has_paper", "has_workbook"),
    [(ReportFormat.PDF, True, False), (ReportFormat.XLSX, False, True), (ReportFormat.BOTH, True, True)],
)
def test_files_of_each_format(village, output, has_paper, has_workbook):
    make_employee_user(village, head=True)
    run = run_now(schedule=planned(village, output=output), by=UserFactory())

    tasks.make_waiting_reports()

    run.refresh_from_db()
    assert (run.document is not None, run.workbook is not None) == (has_paper, has_workbook)
    attached = run.document or run.workbook
    assert OutboxMail.objects.get().documents == [str(attached.pk)]


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        (ReportKind.UNIT_MONTH, ["hr_officer"]),
        (ReportKind.TRAINING, ["service_officer"]),
        (ReportKind.SATISFACTION, ["operator"]),
        (ReportKind.WARNINGS, ["training_coordinator"]),
    ],
)
def test_role_that_could_not_open_it_is_refused(village, kind, roles):
    with pytest.raises(ScheduleError):
        planned(village, kind, Recipients(roles=roles))


def test_names_of_people_go_only_up(government, village):
    neighbour = UnitFactory(parent=government)

    with pytest.raises(ScheduleError):
        planned(village, recipients=Recipients(heads_of=[neighbour]))
    figures = planned(village, ReportKind.TRAINING, Recipients(heads_of=[neighbour]))
    with pytest.raises(ScheduleError):
        planned(village, ReportKind.TRAINING, Recipients(heads_of=[UnitFactory()]), name="Lain")

    assert figures.recipients.count() == 1


def test_every_kind_has_readers():
    assert set(READERS) == set(ReportKind)
    assert all(Role.HEAD_OF_AGENCY in roles_that_read(kind) for kind in ReportKind)


def test_recipients_change_is_a_change(village, government):
    schedule = planned(village, recipients=Recipients(roles=["head_of_agency"]))

    change_schedule(schedule=schedule, changes={}, recipients=Recipients(heads_of=[government]), by=UserFactory())

    assert [str(line) for line in schedule.recipients.all()] == ["Kota Medan"]


def test_kind_of_a_schedule_with_reports_stays(village):
    schedule = planned(village)
    run_now(schedule=schedule, by=UserFactory())

    with pytest.raises(ScheduleError):
        change_schedule(schedule=schedule, changes={"kind": ReportKind.UNIT_YEAR}, by=UserFactory())


def test_each_unit_below_gets_its_own_report(district, village):
    closed = UnitFactory(parent=district, closed_on=datetime.date(2020, 1, 1))
    head = make_employee_user(village, head=True)
    schedule = ScheduleFactory(unit=district, for_each_unit=True, next_run_at=datetime.datetime.now(datetime.UTC))

    assert queue_due_runs() == 2
    assert queue_due_runs() == 0
    tasks.make_waiting_reports()

    assert set(ReportRun.objects.values_list("unit", flat=True)) == {district.pk, village.pk}
    assert closed.pk not in set(ReportRun.objects.values_list("unit", flat=True))
    assert [delivery.user for delivery in ReportDelivery.objects.all()] == [head]
    assert schedule.runs.filter(state=RunState.DONE).count() == 2


def test_catching_up_makes_one_report_for_each_period_however_often_it_was_due(village):
    start = datetime.datetime(2026, 8, 3, 6, tzinfo=village.tz)
    ScheduleFactory(unit=village, recurrence="FREQ=WEEKLY;BYDAY=MO", next_run_at=start)
    now = datetime.datetime(2026, 11, 22, 10, tzinfo=village.tz)

    assert queue_due_runs(now=now) == 4

    months = list(ReportRun.objects.order_by("period_start").values_list("period_start__month", flat=True))
    assert months == [7, 8, 9, 10]


def test_earlier_period_is_asked_for_by_hand(village):
    schedule = planned(village, ReportKind.UNIT_QUARTER)

    run = run_now(schedule=schedule, by=UserFactory(), first=datetime.date(2025, 5, 9))

    assert (run.period_start, run.period_end) == (datetime.date(2025, 4, 1), datetime.date(2025, 6, 30))
    for day in (datetime.date(2099, 1, 1), datetime.date(1999, 1, 1)):
        with pytest.raises(ScheduleError):
            run_now(schedule=schedule, by=UserFactory(), first=day)
    assert ReportRun.objects.count() == 1


def test_all_that_failed_are_tried_again(district, village):
    schedule = ScheduleFactory(unit=district, for_each_unit=True, last_error="OSError")
    for unit in (district, village):
        RunFactory(schedule=schedule, unit=unit, state=RunState.FAILED, failures=3, attempt=3, error="OSError")

    assert retry_all(schedule=schedule, by=UserFactory()) == 2

    assert set(ReportRun.objects.values_list("state", "error")) == {(RunState.PENDING, "")}
    schedule.refresh_from_db()
    assert schedule.last_error == ""
    with pytest.raises(ScheduleError):
        retry_all(schedule=schedule, by=UserFactory())


@pytest.mark.parametrize("fields", [{"unit": "village"}, {"for_each_unit": True}])
def test_overview_is_of_a_whole_government(government, village, fields):
    values = dict(fields)
    unit = village if values.pop("unit", "") else government

    with pytest.raises(ScheduleError):
        planned(unit, ReportKind.GOVERNMENT, **values)
