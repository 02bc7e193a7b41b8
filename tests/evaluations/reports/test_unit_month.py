"""The numbers of a month, by hand."""

import datetime
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from employees.enums import AssignmentKind, LegalStatus
from employees.models import PositionHistory
from employees.services.history import refresh_current
from evaluations.models import EvaluationRule
from evaluations.reports import unit_span
from evaluations.reports.unit_month import gather_unit_month
from evaluations.reports.unit_month_chart import unit_month_chart
from surveys.models import Holiday
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory
from tests.factories.evaluations import DailyReportFactory

pytestmark = pytest.mark.django_db
# 30 days, 21 weekdays; with a holiday 20 working days.
NOVEMBER = datetime.date(2026, 11, 1)


def day(number):
    return datetime.date(2026, 11, number)


@pytest.fixture
def unit():
    Holiday.objects.create(date=day(17), name="Libur")
    return UnitFactory(parent=UnitFactory(name="Kota Medan"), name="Kelurahan Belawan I")


def test_month_by_hand(unit):
    head = EmployeeFactory(unit=unit, head=True, name="Lurah")
    ani = EmployeeFactory(unit=unit, name="Ani")
    budi = EmployeeFactory(unit=unit, name="Budi")
    EmployeeFactory(unit=unit, name="Cuti", status=LegalStatus.UNPAID_LEAVE)
    moved = EmployeeFactory(name="Pindah")
    DailyReportFactory(employee=ani, date=day(2), approved=True, minutes=450)
    DailyReportFactory(employee=ani, date=day(3), approved=True, minutes=300)
    DailyReportFactory(employee=ani, date=day(4), submitted=True, minutes=450)
    DailyReportFactory(employee=ani, date=day(9), returned=True, minutes=100)
    DailyReportFactory(employee=ani, date=day(10), minutes=77)
    DailyReportFactory(employee=budi, date=day(7), approved=True, minutes=60)
    DailyReportFactory(employee=head, date=day(2), approved=True, minutes=450)
    DailyReportFactory(employee=moved, unit=unit, date=day(2), approved=True, minutes=450)
    DailyReportFactory(employee=ani, date=datetime.date(2026, 12, 1), approved=True, minutes=450)

    report = gather_unit_month(unit, NOVEMBER)

    lines = [
        (line.name, line.reported, line.approved, line.waiting, line.returned, line.missing, line.minutes, line.percent)
        for line in report.staff
    ]
    active = 2 if LegalStatus.UNPAID_LEAVE.is_active is False else 3
    expected = [
        ("Ani", 4, 2, 1, 1, 16, 750, "8.3"),
        ("Budi", 1, 1, 0, 0, 20, 60, "0.7"),
        ("Pindah", 1, 1, 0, 0, 0, 450, "5.0"),
    ]
    if active == 3:
        expected.insert(2, ("Cuti", 0, 0, 0, 0, 20, 0, "0.0"))
    assert lines == expected
    totals = report.totals
    assert (totals.staff, totals.working_days, totals.expected, totals.target_minutes) == (
        active,
        20,
        20 * active,
        9000,
    )
    assert (totals.approved, totals.waiting, totals.returned, totals.extra) == (2, 1, 1, 1)
    assert totals.missing == 20 * active - 4
    assert totals.minutes == 810
    assert [(week.monday, week.approved, week.waiting, week.returned) for week in report.weeks] == [
        ("2026-11-02", 2, 1, 0),
        ("2026-11-09", 0, 0, 1),
        ("2026-11-16", 0, 0, 0),
        ("2026-11-23", 0, 0, 0),
        ("2026-11-30", 0, 0, 0),
    ]
    assert [week.expected for week in report.weeks] == [5 * active, 5 * active, 4 * active, 5 * active, active]
    assert (report.signatory.name, report.signatory.prefix) == ("Lurah", "")


def test_minutes_are_compared_with_the_rule_of_each_day(unit):
    """15 working days of November are before the 24th, 5 from then on."""
    ani = EmployeeFactory(unit=unit, name="Ani")
    EvaluationRule.objects.create(
        government=unit.government, key="target_minutes", value={"minutes": 300}, valid_from=day(24)
    )
    DailyReportFactory(employee=ani, date=day(2), approved=True, minutes=450)
    DailyReportFactory(employee=ani, date=day(30), approved=True, minutes=300)

    report = gather_unit_month(unit, NOVEMBER)

    target = 15 * 450 + 5 * 300
    assert (report.totals.target_minutes, report.totals.expected_minutes) == (target, target)
    assert (report.staff[0].percent, report.totals.minutes_percent) == ("9.1", "9.1")
    assert report.totals.approved_percent == "10.0"
    snapshot = unit_span.gather(unit, NOVEMBER, day(30))
    assert snapshot["staff"][0]["percent"] == "9.1"
    assert unit_span.present({"data": snapshot}).tiles[1].value == Decimal("9.1")
    # Older snapshots know no minutes of the expected days: they were 450.
    del snapshot["months"][0]["totals"]["expected_minutes"]
    assert unit_span.present({"data": snapshot}).tiles[1].value == Decimal("8.3")


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (None, "sudah pindah ke unit kerja lain"),
        (LegalStatus.UNPAID_LEAVE, "tidak ada yang diharapkan: Cuti di luar tanggungan negara (CLTN)"),
        (LegalStatus.RETIRED, "tidak ada yang diharapkan: Pensiun"),
    ],
)
def test_who_is_away_is_not_said_to_have_moved(unit, status, says):
    fields = {"unit": unit, "status": status} if status else {}
    DailyReportFactory(employee=EmployeeFactory(**fields), unit=unit, date=day(2), approved=True)

    line = gather_unit_month(unit, NOVEMBER).staff[0]

    assert (line.has_left, line.away) == (True, status or "")
    assert " ".join(render_to_string("evaluations/_staff_note.html", {"line": line}).split()) == says


def test_acting_official_signs_and_is_left_out_for_the_days_as_head(unit):
    head = EmployeeFactory(unit=unit, head=True, name="Lurah")
    acting = EmployeeFactory(unit=unit, name="Sekretaris Lurah")
    EmployeeFactory(unit=unit, name="Ani")
    PositionHistory.objects.create(
        employee=acting, position=head.position, kind=AssignmentKind.ACTING, period=(day(10), None)
    )

    report = gather_unit_month(unit, NOVEMBER)

    # 2 to 9 November has six working days; the definitive head is none of the staff.
    assert [(line.name, line.expected) for line in report.staff] == [("Ani", 20), ("Sekretaris Lurah", 6)]
    assert report.signature_position == f"Plt. {head.position.title}"


def test_heads_are_left_out_for_the_days_on_which_they_headed(unit):
    old = EmployeeFactory(unit=unit, head=True, name="Lama")
    new = EmployeeFactory(unit=unit, name="Baru")
    elsewhere, title, headship = PositionFactory(), new.position.title, old.position
    for person, position in ((old, elsewhere), (new, headship)):
        PositionHistory.objects.filter(employee=person).update(period=(datetime.date(2020, 1, 1), day(16)))
        PositionHistory.objects.create(employee=person, position=position, period=(day(16), None))
        refresh_current(person, day(20))
    for date in (day(2), day(17)):
        DailyReportFactory(employee=new, unit=unit, date=date, approved=True)

    november, october = gather_unit_month(unit, NOVEMBER), gather_unit_month(unit, datetime.date(2026, 10, 1))

    assert [(line.name, line.position, line.expected, line.approved) for line in november.staff] == [
        (new.full_name, title, 10, 1)
    ]
    assert [line.name for line in october.staff] == [new.full_name]


def test_unit_without_staff_and_head(unit):
    report = gather_unit_month(unit, NOVEMBER)

    assert (report.staff, report.totals.expected, report.totals.approved_percent) == ((), 0, "0.0")
    assert report.signatory is None


def test_chart_says_the_finding_and_has_a_twin(unit):
    DailyReportFactory(employee=EmployeeFactory(unit=unit), date=day(2), approved=True, minutes=450)

    chart = unit_month_chart(gather_unit_month(unit, NOVEMBER))

    assert "1" in chart.title
    assert "20" in chart.title
    assert len(chart.table_rows) == 5
    assert chart.svg_print.startswith("<svg")


def test_queries_do_not_grow_with_people(unit, django_assert_num_queries):
    for number in range(3):
        DailyReportFactory(employee=EmployeeFactory(unit=unit), date=day(2 + number), approved=True)

    with django_assert_num_queries(11):
        gather_unit_month(unit, NOVEMBER)


def test_every_part_of_the_chart_has_its_number(unit):
    """Inside the bar, or beside it where the part is too narrow."""
    people = EmployeeFactory.create_batch(12, unit=unit)
    for number, person in enumerate(people):
        DailyReportFactory(employee=person, date=datetime.date(2026, 10, 6), approved=number > 0, submitted=number == 0)
    report = gather_unit_month(unit, datetime.date(2026, 10, 1))

    bars, _numbers, beside = unit_month_chart(report).spec["layer"]
    marks = unit_month_chart(report).spec["data"]["values"]
    words = {row["week"]: row["text"] for row in beside["data"]["values"]}

    assert bars["mark"]["type"] == "bar"
    assert all(mark["text"] or f"{mark['part']}: {mark['number']}" in words[mark["week"]] for mark in marks)
    assert any(words.values())
