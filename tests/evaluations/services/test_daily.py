"""Writing, sending and deciding daily reports."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.documents.models import Document
from asn_portal.documents.types import DocumentRejected
from asn_portal.notifications.models import Notification, OutboxMail
from employees.dates import today
from employees.models import Employee, PositionHistory
from evaluations.domain.daily import Line
from evaluations.enums import DailyState
from evaluations.models import DailyWorkEntry, DailyWorkReport
from evaluations.services.daily import (
    DailyReportError,
    LineValues,
    approve_report,
    give_feedback,
    return_report,
    submit_report,
    undo_approval,
    write_report,
)
from surveys.models import Holiday
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def head(unit):
    return make_employee_user(unit, head=True)


@pytest.fixture
def writer(unit, head):
    return make_employee_user(unit)


def line(activity="Melayani surat", minutes=120, **fields):
    times = {name: fields.pop(name) for name in ("start", "end") if name in fields}
    return LineValues(activity=activity, line=Line(minutes=minutes, **times), **fields)


def write(writer, *lines, date=None, **fields):
    return write_report(employee=writer.employee, date=date or today(), lines=lines or [line()], by=writer, **fields)


def events(kind):
    return Event.objects.filter(kind=f"evaluations.{kind}").count()


def test_draft_keeps_its_lines_in_order_and_sums_their_minutes(writer):
    report = write(
        writer,
        line("Apel pagi", 30),
        line("Rapat", None, start=datetime.time(9), end=datetime.time(10, 30), output="Notulen", quantity=1),
    )

    rows = list(report.entries.values_list("order", "activity", "output", "minutes"))
    assert rows == [(1, "Apel pagi", "", 30), (2, "Rapat", "Notulen", 90)]
    assert (report.state, report.minutes, report.submitted_at) == (DailyState.DRAFT, 120, None)
    assert events("daily_submitted") == 0


def test_writing_again_changes_adds_and_removes_lines(writer):
    report = write(writer, line("Apel pagi", 30), line("Rapat", 60))
    first = report.entries.get(activity="Apel pagi")

    write(writer, line("Apel siang", 45, entry_id=first.pk), line("Arsip", 15))

    assert DailyWorkReport.objects.count() == 1
    rows = list(DailyWorkEntry.objects.values_list("pk", "activity", "minutes"))
    assert rows[0] == (first.pk, "Apel siang", 45)
    assert [row[1:] for row in rows] == [("Apel siang", 45), ("Arsip", 15)]


def test_a_line_of_somebody_else_is_not_changed(writer, unit):
    foreign = DailyReportFactory(employee=EmployeeFactory(unit=unit)).entries.get()

    write(writer, line("Milik saya", 30, entry_id=foreign.pk))

    foreign.refresh_from_db()
    assert foreign.activity == "Melayani surat pengantar"
    assert DailyWorkEntry.objects.count() == 2


def test_lines_may_change_their_times_with_each_other(writer):
    early, late = (datetime.time(8), datetime.time(9)), (datetime.time(9), datetime.time(10))
    report = write(writer, line("A", None, start=early[0], end=early[1]), line("B", None, start=late[0], end=late[1]))
    a, b = report.entries.all()

    write(
        writer,
        line("A", None, start=late[0], end=late[1], entry_id=a.pk),
        line("B", None, start=early[0], end=early[1], entry_id=b.pk),
    )

    assert list(report.entries.values_list("activity", "start")) == [("A", late[0]), ("B", early[0])]


def test_faulty_lines_store_nothing(writer):
    faulty = [
        line("A", None, start=datetime.time(8), end=datetime.time(10, 30)),
        line("B", None, start=datetime.time(10), end=datetime.time(12)),
    ]

    with pytest.raises(DailyReportError):
        write(writer, *faulty)

    assert DailyWorkReport.objects.count() == 0


def test_evidence_belongs_to_its_line_and_goes_with_it(writer):
    report = write(writer, line(evidence=[ContentFile(PDF, name="surat.pdf")]))
    entry = report.entries.get()
    document = Document.objects.of(entry).get()
    assert (document.kind, document.created_by, document.name) == ("evaluations.evidence", writer, "surat.pdf")

    write(writer, line("Lainnya", 10))

    assert Document.objects.count() == 0


def test_evidence_of_a_forbidden_type_stores_nothing(writer):
    with pytest.raises(DocumentRejected):
        write(writer, line(evidence=[ContentFile(b"MZ\x90", name="surat.pdf")]))

    assert DailyWorkReport.objects.count() == 0


def test_sent_report_waits_for_the_supervisor(writer):
    report = write(writer, send=True)

    assert (report.state, report.decided_at) == (DailyState.SUBMITTED, None)
    assert report.submitted_at is not None
    event = Event.objects.get(kind="evaluations.daily_submitted")
    assert (event.actor, event.data) == (writer, {"minutes": 120, "state": "submitted"})
    # A notice for each would be noise; the board and the first page of the supervisor show it.
    assert Notification.objects.count() == 0


def test_report_of_a_day_before_a_transfer_stays_with_that_day_s_unit(writer, unit):
    day, before = today(), today() - datetime.timedelta(days=1)
    elsewhere = UnitFactory(parent=unit.government)
    PositionHistory.objects.filter(employee=writer.employee).delete()
    for place, period in ((unit, (datetime.date(2020, 1, 1), day)), (elsewhere, (day, None))):
        position = PositionFactory(unit=place)
        PositionHistory.objects.create(employee=writer.employee, position=position, period=period)
    Employee.objects.filter(pk=writer.employee.pk).update(unit=elsewhere, position=position)
    writer.employee = Employee.objects.get(pk=writer.employee.pk)

    written = [write(writer, date=each) for each in (before, day)]

    assert [report.unit for report in written] == [unit, elsewhere]


def test_sending_twice_changes_nothing(writer):
    report = write(writer, send=True)

    again = submit_report(report=report, by=writer)

    assert again.submitted_at == report.submitted_at
    assert events("daily_submitted") == 1


def test_who_has_nobody_above_needs_no_approval(head):
    report = write(head, send=True)

    assert (report.state, report.decided_by) == (DailyState.APPROVED, None)


def test_sent_report_is_not_written_again(writer):
    write(writer, send=True)

    with pytest.raises(DailyReportError):
        write(writer, line("Lebih banyak", 400))

    assert DailyWorkReport.objects.get().minutes == 120


def a_working_day_before(day, count):
    while count:
        day -= datetime.timedelta(days=1)
        count -= day.weekday() < 5
    return day


def test_window_is_three_working_days(writer, monkeypatch):
    wednesday = datetime.date(2026, 11, 18)
    monkeypatch.setattr("evaluations.services.daily.today_in", lambda unit: wednesday)

    # Friday, Monday, Tuesday, Wednesday: the third working day after Friday is the last.
    assert write(writer, date=datetime.date(2026, 11, 13)).state == DailyState.DRAFT
    with pytest.raises(DailyReportError):
        write(writer, date=datetime.date(2026, 11, 12))
    with pytest.raises(DailyReportError):
        write(writer, date=datetime.date(2026, 11, 19))
    assert DailyWorkReport.objects.count() == 1


def test_days_are_those_of_the_place_of_work(monkeypatch):
    """Half past eleven on Wednesday evening in Jakarta is Thursday already in Jayapura."""
    moment = datetime.datetime(2026, 11, 18, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    wednesday, thursday = datetime.date(2026, 11, 18), datetime.date(2026, 11, 19)
    west, east = (
        make_employee_user(UnitFactory(parent=UnitFactory(), time_zone=zone))
        for zone in ("Asia/Jakarta", "Asia/Jayapura")
    )

    assert write(east, date=thursday).date == thursday
    with pytest.raises(DailyReportError):
        write(west, date=thursday)
    # The third working day after Friday is Wednesday.
    assert write(west, date=datetime.date(2026, 11, 13)).date.day == 13
    with pytest.raises(DailyReportError):
        write(east, date=datetime.date(2026, 11, 13))
    assert write(east, date=wednesday).date == wednesday


def test_holidays_lengthen_the_window(writer, monkeypatch):
    monkeypatch.setattr("evaluations.services.daily.today_in", lambda unit: datetime.date(2026, 11, 18))
    Holiday.objects.create(date=datetime.date(2026, 11, 17), name="Libur")

    assert write(writer, date=datetime.date(2026, 11, 12)).date == datetime.date(2026, 11, 12)


def test_returned_report_may_be_corrected_from_its_return(writer, head, monkeypatch):
    old = a_working_day_before(today(), 8)
    report = DailyReportFactory(employee=writer.employee, date=old, submitted=True)
    return_report(report=report, comment="Sebutkan hasilnya.", by=head)

    corrected = write(writer, line("Diperbaiki", 200), date=old, send=True)

    assert (corrected.state, corrected.minutes, corrected.comment) == ("submitted", 200, "Sebutkan hasilnya.")


def test_approval_names_who_and_tells_the_writer_without_mail(writer, head):
    report = write(writer, send=True)

    approved = approve_report(report=report, by=head)

    assert (approved.state, approved.decided_by) == (DailyState.APPROVED, head)
    assert events("daily_approved") == 1
    assert [note.user for note in Notification.objects.all()] == [writer]
    assert OutboxMail.objects.count() == 0


def test_approving_twice_changes_nothing(writer, head):
    report = approve_report(report=write(writer, send=True), by=head)

    again = approve_report(report=report, by=head)

    assert again.decided_at == report.decided_at
    assert events("daily_approved") == 1


def test_draft_cannot_be_approved(writer, head):
    report = write(writer)

    with pytest.raises(DailyReportError):
        approve_report(report=report, by=head)

    report.refresh_from_db()
    assert (report.state, events("daily_approved"), Notification.objects.count()) == (DailyState.DRAFT, 0, 0)


def test_return_tells_what_to_correct(writer, head):
    report = return_report(report=write(writer, send=True), comment=" Sebutkan hasilnya. ", by=head)

    assert (report.state, report.comment, report.decided_by) == (DailyState.RETURNED, "Sebutkan hasilnya.", head)
    assert Event.objects.get(kind="evaluations.daily_returned").reason == "Sebutkan hasilnya."
    assert "Sebutkan hasilnya." in Notification.objects.get(user=writer).body
    assert OutboxMail.objects.get().to == writer.email


def test_return_needs_a_comment(writer, head):
    report = write(writer, send=True)

    with pytest.raises(DailyReportError):
        return_report(report=report, comment="  ", by=head)

    report.refresh_from_db()
    assert (report.state, Notification.objects.count()) == (DailyState.SUBMITTED, 0)


def test_approval_is_undone_by_who_gave_it_and_soon(writer, head):
    report = approve_report(report=write(writer, send=True), by=head)

    with pytest.raises(DailyReportError):
        undo_approval(report=report, by=writer)
    undone = undo_approval(report=report, by=head)

    assert (undone.state, undone.decided_by, undone.decided_at) == (DailyState.SUBMITTED, None, None)
    assert events("daily_approval_undone") == 1


def test_approval_is_not_undone_later(writer, head):
    report = approve_report(report=write(writer, send=True), by=head)
    DailyWorkReport.objects.filter(pk=report.pk).update(decided_at=timezone.now() - datetime.timedelta(minutes=3))

    with pytest.raises(DailyReportError):
        undo_approval(report=report, by=head)

    assert DailyWorkReport.objects.get().state == DailyState.APPROVED


def test_feedback_reaches_the_writer(writer, head):
    report = give_feedback(report=write(writer, send=True), feedback="Terima kasih, lengkap.", by=head)

    assert (report.feedback, report.state) == ("Terima kasih, lengkap.", DailyState.SUBMITTED)
    assert "lengkap" in Notification.objects.get(user=writer).body


def test_no_feedback_on_a_draft(writer, head):
    report = write(writer)

    with pytest.raises(DailyReportError):
        give_feedback(report=report, feedback="Bagus", by=head)

    report.refresh_from_db()
    assert report.feedback == ""


def test_a_line_named_twice_is_two_lines(writer):
    report = write(writer, line(minutes=100))
    entry = report.entries.get()

    write(writer, *(line(minutes=400, entry_id=entry.pk) for _number in range(2)))

    report.refresh_from_db()
    assert report.minutes == sum(report.entries.values_list("minutes", flat=True)) == 800
