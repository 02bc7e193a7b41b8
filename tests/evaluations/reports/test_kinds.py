"""Every kind of report: gathered, shown, printed; small groups hidden; compared with today."""

import datetime
import io
import json

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import load_workbook
from pypdf import PdfReader

from evaluations import tasks
from evaluations.enums import ReportFormat, ReportKind, RunState
from evaluations.models import ReportRun
from evaluations.reports.kinds import KINDS, gather_snapshot, present_run, present_snapshot
from evaluations.reports.presentation import differences
from evaluations.reports.recomputation import full_comparison, public_comparison
from evaluations.reports.run_files import run_pdf, run_workbook
from tests.factories.employees import EmployeeFactory, UnitFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory, FollowUpFactory, RunFactory, ScheduleFactory
from tests.factories.ratings import AssessmentFactory, PeriodFactory

pytestmark = pytest.mark.django_db
OCTOBER = datetime.date(2026, 10, 1)
FIRST = {
    ReportKind.UNIT_QUARTER: datetime.date(2026, 7, 1),
    ReportKind.UNIT_YEAR: datetime.date(2025, 1, 1),
    ReportKind.RATING_SHEETS: datetime.date(2025, 1, 1),
    ReportKind.TRAINING: datetime.date(2026, 7, 1),
    ReportKind.SATISFACTION: datetime.date(2026, 7, 1),
}


def staffed(parent, number, **fields):
    unit = UnitFactory(parent=parent, **fields)
    first = EmployeeFactory(unit=unit)
    EmployeeFactory.create_batch(number - 1, unit=unit, position=first.position, histories=False)
    return unit


def waiting(unit, kind, **fields):
    schedule = ScheduleFactory(unit=unit, kind=kind, output=ReportFormat.BOTH)
    return RunFactory(schedule=schedule, period_start=FIRST.get(kind, OCTOBER), **fields)


def test_every_kind_is_known():
    assert set(KINDS) == set(ReportKind)


@pytest.mark.parametrize("kind", list(ReportKind))
def test_each_kind_is_made_printed_and_the_same_again(kind):
    government = UnitFactory(name="Kota Medan")
    unit = government if kind == ReportKind.GOVERNMENT else staffed(government, 6)
    make_employee_user(unit, head=True)
    run = waiting(unit, kind)

    tasks.make_waiting_reports()
    run.refresh_from_db()

    assert (run.state, run.error) == (RunState.DONE, "")
    shown = present_run(run)
    assert len(shown.sentences) == 3
    assert shown.tiles
    assert all(sheet.source and sheet.n is not None for sheet in shown.sheets)
    with run.document.file.open("rb") as file:
        assert file.read() == run_pdf(run)
    book = load_workbook(io.BytesIO(run_workbook(run)))
    assert len(book.sheetnames) == len(shown.sheets) + 1
    assert run.snapshot_sha256 in [cell.value for row in book.worksheets[-1].iter_rows() for cell in row]
    assert full_comparison(run).differences == ()


def test_quarter_is_the_sum_of_its_months():
    unit = staffed(UnitFactory(), 5)
    person = EmployeeFactory(unit=unit)
    for month in (7, 8, 9):
        DailyReportFactory(employee=person, date=datetime.date(2026, month, 7), approved=True, minutes=450)
    run = waiting(unit, ReportKind.UNIT_QUARTER)
    data = gather_snapshot(run)["data"]

    assert [each["totals"]["approved"] for each in data["months"]] == [1, 1, 1]
    line = next(each for each in data["staff"] if each["nip"] == person.nip)
    assert (line["approved"], line["minutes"]) == (3, 1350)
    # By name, whoever wrote more.
    assert [each["name"] for each in data["staff"]] == sorted(each["name"] for each in data["staff"])


def test_overview_hides_offices_of_fewer_than_five_and_what_would_betray_them():
    government = UnitFactory()
    staffed(government, 3, name="Kecil")
    staffed(government, 6, name="Sedang")
    staffed(government, 9, name="Besar")
    run = waiting(government, ReportKind.GOVERNMENT)

    shown = present_snapshot(run, gather_snapshot(run))

    rows = {row[0]: row for row in shown.sheets[0].rows}
    assert rows["Kecil"][2:] == (None,) * 6
    # One hidden office would follow from the total.
    assert rows["Sedang"][2:] == (None,) * 6
    assert rows["Besar"][2] is not None
    assert len({row[1] for row in shown.sheets[0].rows}) == 4


def test_overview_counts_open_and_overdue_actions_of_one_day():
    government = UnitFactory()
    office = staffed(government, 6)
    owner = EmployeeFactory(unit=office)
    because = RunFactory(schedule=ScheduleFactory(unit=office))
    now = timezone.now().astimezone(government.tz).date()
    for days in (-2, 0, 3):
        FollowUpFactory(run=because, owner=owner, due_on=now + datetime.timedelta(days=days))
    run = waiting(government, ReportKind.GOVERNMENT)

    snapshot = gather_snapshot(run)
    tile = present_snapshot(run, snapshot).tiles[3]
    del snapshot["data"]["actions_as_of"]
    older = present_snapshot(run, snapshot).tiles[3]

    assert (tile.value, tile.note) == (3, f"1 terlambat pada {date_format(now)}")
    # Reports from before said what was overdue at the end of the month.
    assert (older.label, older.note) == (tile.label, "1 terlambat pada 31 Oktober 2026")


@pytest.mark.parametrize("kind", [ReportKind.UNIT_MONTH, ReportKind.UNIT_QUARTER])
def test_carried_actions_are_open_and_overdue_on_one_day(kind):
    unit = staffed(UnitFactory(), 6)
    because = RunFactory(schedule=ScheduleFactory(unit=unit))
    now = timezone.now().astimezone(unit.tz).date()
    for days in (-2, 0):
        FollowUpFactory(run=because, due_on=now + datetime.timedelta(days=days))

    carried = gather_snapshot(waiting(unit, kind))["follow_up"]

    assert [(each["state"], each["is_overdue"]) for each in carried] == [("open", True), ("open", False)]


def test_rating_sheets_stand_in_paper_and_workbook():
    unit = UnitFactory(parent=UnitFactory(), name="Kelurahan Bahagia")
    head = make_employee_user(unit, head=True).employee
    period = PeriodFactory(government=unit.government)
    rated = {
        "Anisa Rahma": ("BAIK", "Baik"),
        "Budi Santoso": ("SANGAT_BAIK", "Sangat baik"),
    }
    ratings = [
        AssessmentFactory(
            assessment_period=period,
            employee=EmployeeFactory(unit=unit, name=name),
            assessor=head,
            behaviour="AS" if value == "BAIK" else "ABOVE",
            work_result="AS" if value == "BAIK" else "ABOVE",
            predicate=value,
            summary=f"Ringkasan tentang {name}.",
            final=True,
        )
        for name, (value, _label) in rated.items()
    ]
    # Not final.
    AssessmentFactory(assessment_period=period, employee=EmployeeFactory(unit=unit, name="Citra Draf"), assessor=head)
    run = waiting(unit, ReportKind.RATING_SHEETS)

    tasks.make_waiting_reports()

    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.DONE, "")
    with run.document.file.open("rb") as file:
        reader = PdfReader(io.BytesIO(file.read()))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    with run.workbook.file.open("rb") as file:
        rows = list(load_workbook(io.BytesIO(file.read())).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert "Citra Draf" not in " ".join(pages)
    assert [(row[0], row[1], row[3]) for row in rows] == [
        (rating.employee.full_name, rating.employee.nip, rated[rating.employee.name][1]) for rating in ratings
    ]
    for rating in ratings:
        name, (_value, label) = rating.employee.name, rated[rating.employee.name]
        own = [page for page in pages if f"Ringkasan tentang {name}." in page]
        # A page of one's own, on which nobody else stands.
        assert len(own) == 1
        assert rating.employee.full_name in own[0]
        assert label in own[0]
        assert not [other for other in rated if other != name and other in own[0]]


def test_public_page_compares_figures_and_names_nobody():
    unit = staffed(UnitFactory(), 6)
    person = EmployeeFactory(unit=unit, name="Siti Rahasia")
    run = waiting(unit, ReportKind.UNIT_MONTH)
    tasks.make_waiting_reports()
    run.refresh_from_db()

    DailyReportFactory(employee=person, date=datetime.date(2026, 10, 6), approved=True, minutes=450)
    found = public_comparison(run)

    assert found.tiles
    assert found.differences
    said = json.dumps([list(each) for each in found.differences])
    assert person.name not in said
    assert person.nip not in said
    assert person.name in json.dumps([list(each) for each in full_comparison(run).differences])
    # The report itself stays.
    assert differences(present_run(run), present_run(ReportRun.objects.get(pk=run.pk)), public_only=False) == []


def test_what_a_figure_rests_on_is_compared_too():
    """0 of 132 and 0 of 154 expected reports are both 0 %; the page shows each number."""
    unit = staffed(UnitFactory(), 6)
    run = waiting(unit, ReportKind.UNIT_MONTH)
    before = gather_snapshot(run)
    EmployeeFactory(unit=unit)

    now = present_snapshot(run, gather_snapshot(run))
    found = {each.what: each for each in differences(present_snapshot(run, before), now, public_only=True)}

    assert found["Disetujui"].before.startswith("0,0 % (0 dari 132 ")
    assert found["Disetujui"].now.startswith("0,0 % (0 dari 154 ")


def test_a_note_of_the_day_of_the_count_is_no_difference():
    run = waiting(UnitFactory(), ReportKind.GOVERNMENT)
    before = gather_snapshot(run)
    now = {**before, "data": {**before["data"], "actions_as_of": "2026-12-31"}}

    assert differences(present_snapshot(run, before), present_snapshot(run, now), public_only=False) == []


@pytest.mark.parametrize("kind", [ReportKind.UNIT_MONTH, ReportKind.UNIT_QUARTER, ReportKind.UNIT_YEAR])
def test_public_page_shows_no_figure_of_fewer_than_five(kind):
    run = waiting(staffed(UnitFactory(), 4), kind)
    tasks.make_waiting_reports()
    run.refresh_from_db()

    found = public_comparison(run)

    assert (found.tiles, found.differences) == ((), ())


@pytest.mark.parametrize("kind", [ReportKind.RATING_SHEETS, ReportKind.WARNINGS])
def test_nothing_of_these_kinds_is_public(kind):
    run = waiting(staffed(UnitFactory(), 8), kind)

    shown = present_snapshot(run, gather_snapshot(run))

    assert not any(tile.is_public for tile in shown.tiles)
    assert not any(sheet.is_public for sheet in shown.sheets)


def test_two_people_of_one_name_are_compared_one_by_one():
    unit = staffed(UnitFactory(), 6)
    people = EmployeeFactory.create_batch(2, unit=unit, name="Siti Aminah")
    run = waiting(unit, ReportKind.UNIT_MONTH)
    tasks.make_waiting_reports()
    run.refresh_from_db()

    DailyReportFactory(employee=people[0], date=datetime.date(2026, 10, 6), approved=True, minutes=450)
    found = [each for each in full_comparison(run).differences if "Siti Aminah" in each.what and "Menit" in each.what]

    assert [(each.before, each.now) for each in found] == [("0", "450")]
    assert people[0].nip in found[0].what


def test_offices_of_one_name_are_told_apart_also_in_older_snapshots():
    government = UnitFactory()
    offices = [staffed(government, number, name="Bagian Umum") for number in (6, 7)]
    run = waiting(government, ReportKind.GOVERNMENT)
    before = gather_snapshot(run)
    DailyReportFactory(employee=offices[0].employees.first(), date=datetime.date(2026, 10, 6), approved=True)
    now = present_snapshot(run, gather_snapshot(run))

    def approved(snapshot):
        found = differences(present_snapshot(run, snapshot), now, public_only=True)
        return [(each.before, each.now) for each in found if each.what.endswith("Bagian Umum – Disetujui")]

    assert approved(before) == [("0", "1")]
    for branch in before["data"]["branches"]:
        del branch["key"]
    assert approved(before) == [("0", "1")]


@pytest.mark.parametrize("number", [40, 43])
def test_signature_never_stands_alone_on_a_page(number):
    """So many lines fill their page; the last of them go with the signature."""
    unit = staffed(UnitFactory(), 6)
    run = waiting(unit, ReportKind.UNIT_QUARTER, snapshot_sha256="a" * 64, data_cutoff_at=timezone.now())
    run.snapshot = gather_snapshot(run)
    line, *_others = run.snapshot["data"]["staff"]
    run.snapshot["data"]["staff"] = [{**line, "name": f"Orang {each}", "nip": str(each)} for each in range(number)]

    *_before, last = PdfReader(io.BytesIO(run_pdf(run))).pages

    assert [f"Orang {each}" in last.extract_text() for each in (number - 2, number - 1)] == [True, True]
