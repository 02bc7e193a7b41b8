"""Lines of a daily report: proposals, results of the plan, places, files, the time of writing."""

import datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from asn_portal.documents.models import Document
from employees.dates import today
from evaluations import line_proposals
from evaluations.enums import LineSource
from evaluations.line_proposals import ProposedLine
from evaluations.models import DailyWorkEntry, DailyWorkReport
from tests.evaluations.views.test_daily import APEL, PDF, lines, url
from tests.factories.employees import EmployeeFactory, UnitFactory
from tests.factories.evaluations import DailyReportFactory
from tests.factories.plans import WorkPlanFactory

pytestmark = pytest.mark.django_db
WRITING_TIME_QUERIES = 6
MEETING = ProposedLine(
    LineSource.MEETING, "meeting-7", "Rapat koordinasi", start=datetime.time(9), end=datetime.time(10, 30)
)
MENTORING = ProposedLine(LineSource.MENTORING, "talk-3", "Bimbingan", minutes=45)


@pytest.fixture
def employee(world):
    return world.users["employee"].employee


@pytest.fixture
def proposed(monkeypatch):
    monkeypatch.setattr(line_proposals, "_proposers", {})
    for line in (MEETING, MENTORING):
        line_proposals.register_proposals(line.source, lambda _employee, _day, line=line: [line])


def take(client, value, *rows, **extra):
    return client.post(url("add-line"), lines(*(rows or [{}]), take=value, **extra))


def as_typed(form):
    """What the browser would send of the form."""
    data = {"rows": str(form.row_count)}
    for row in form.line_rows:
        fields = [
            each for name, each in row.items() if hasattr(each, "html_name") and name not in {"evidence", "photo"}
        ]
        data |= {each.html_name: each.value() or "" for each in fields if each.html_name[:4] != "drop"}
    return data


def test_two_taps_take_a_proposal_over_and_send_it(client_for, proposed):
    client = client_for("employee")
    assert "Rapat koordinasi" in client.get(url("write")).content.decode()

    page = take(client, "meeting:meeting-7")
    sent = client.post(url("submit"), as_typed(page.context["form"]))

    entry = DailyWorkEntry.objects.get()
    assert sent.status_code == 302
    assert (entry.activity, entry.minutes, entry.source, entry.source_key) == (
        "Rapat koordinasi",
        90,
        "meeting",
        "meeting-7",
    )


def test_what_was_taken_over_is_not_proposed_again(client_for, employee, proposed):
    report = DailyReportFactory(employee=employee)
    report.entries.update(source="meeting", source_key="meeting-7")

    page = client_for("employee").get(url("write"))

    assert page.context["offered"] == [MENTORING]
    assert take(client_for("employee"), "meeting:meeting-7").context["form"].row_count == 1


def test_what_stands_in_the_form_is_not_taken_twice(client_for, proposed):
    client = client_for("employee")
    form = take(client, "meeting:meeting-7").context["form"]

    page = client.post(url("add-line"), as_typed(form) | {"take": "all"})

    assert page.context["offered"] == []
    activities = [row["activity"].value() for row in page.context["form"].line_rows]
    assert activities == ["", "Rapat koordinasi", "Bimbingan"]


def test_only_what_the_portal_proposed_counts_as_proposed(client_for, proposed):
    forged = {"source": "training", "source_key": "meeting-99"}
    true = {"source": "mentoring", "source_key": "talk-3"}

    client_for("employee").post(url("write"), lines(APEL | forged, APEL | true, APEL | true))

    assert list(DailyWorkEntry.objects.values_list("source", "source_key")) == [
        ("", ""),
        ("mentoring", "talk-3"),
        ("", ""),
    ]


def test_habits_are_offered_with_their_usual_minutes(client_for, employee):
    for back, minutes in ((1, 60), (2, 90), (3, 120)):
        day = today() - datetime.timedelta(days=back)
        DailyReportFactory(employee=employee, date=day, approved=True, minutes=minutes)
    client = client_for("employee")

    (habit,) = client.get(url("write")).context["frequent"]
    form = take(client, habit.token).context["form"]

    assert (habit.activity, habit.minutes) == ("Melayani surat pengantar", 90)
    assert (form["activity-1"].value(), form["minutes-1"].value()) == ("Melayani surat pengantar", "90")


@pytest.mark.parametrize("value", ["", "x", "meeting:meeting-8", ":", "all", "last"])
def test_hostile_or_stale_take(client_for, value):
    assert take(client_for("employee"), value).status_code == 200


def test_a_line_names_a_result_of_the_own_agreed_plan(client_for, employee):
    agreed = WorkPlanFactory(employee=employee, agreed=True)
    WorkPlanFactory(employee=employee)
    foreign = WorkPlanFactory(agreed=True).results.get()
    client = client_for("employee")

    choices = dict(client.get(url("write")).context["form"].fields["result-0"].choices)
    refused = client.post(url("write"), lines(APEL | {"result": str(foreign.pk)}))
    client.post(url("write"), lines(APEL | {"result": str(agreed.results.get().pk), "place": "field"}))

    entry = DailyWorkEntry.objects.get()
    assert set(choices) == {"", agreed.results.get().pk}
    assert list(refused.context["form"].errors) == ["result-0"]
    assert (entry.result, entry.place) == (agreed.results.get(), "field")
    assert agreed.results.get().title in client.get(DailyWorkReport.objects.get().get_absolute_url()).content.decode()


def test_while_no_plan_is_agreed_the_one_in_work_counts(client_for, employee):
    plan = WorkPlanFactory(employee=employee)

    form = client_for("employee").get(url("write")).context["form"]

    assert set(dict(form.fields["result-0"].choices)) == {"", plan.results.get().pk}


def test_several_files_and_a_photo_belong_to_their_line(client_for):
    client = client_for("employee")
    files = [SimpleUploadedFile(f"surat-{number}.pdf", PDF) for number in (1, 2)]
    photo = SimpleUploadedFile("foto.pdf", PDF)

    client.post(url("write"), lines(APEL | {"evidence": files, "photo": photo}))

    entry = DailyWorkEntry.objects.get()
    assert sorted(Document.objects.of(entry).values_list("name", flat=True)) == [
        "foto.pdf",
        "surat-1.pdf",
        "surat-2.pdf",
    ]


def test_the_bad_one_of_several_files_is_named(client_for):
    files = [SimpleUploadedFile("surat.pdf", PDF), SimpleUploadedFile("virus.pdf", b"MZ\x90\x00")]

    page = client_for("employee").post(url("write"), lines(APEL | {"evidence": files}))

    (fault,) = page.context["form"].errors["evidence-0"]
    assert "virus.pdf" in fault
    assert DailyWorkReport.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("75", 75), ("", None), ("0", None), ("-5", None), ("1e9", None), ("99999", None), ("x", None)],
)
def test_seconds_of_writing(client_for, typed, stored):
    client_for("employee").post(url("write"), lines(APEL, seconds=typed))

    assert DailyWorkReport.objects.get().seconds_spent == stored


def test_seconds_of_several_writings_add_up_and_an_unknown_one_makes_all_unknown(client_for):
    client = client_for("employee")
    seconds = []
    for typed in ("60", "30", "", "40"):
        client.post(url("write"), lines(APEL, seconds=typed, seen=client.get(url("write")).context["seen"]))
        seconds.append(DailyWorkReport.objects.get().seconds_spent)

    assert seconds == [60, 90, None, None]


def test_page_costs_the_same_for_any_number_of_lines(client_for, employee, django_assert_max_num_queries):
    DailyReportFactory(employee=employee, date=today() - datetime.timedelta(days=1), approved=True)
    client = client_for("employee")
    client.get(url("write"))

    with django_assert_max_num_queries(24):
        client.get(url("write"))


def measured(employee, seconds, day=None):
    report = DailyReportFactory(employee=employee, date=day or today(), submitted=True)
    DailyWorkReport.objects.filter(pk=report.pk).update(seconds_spent=seconds)


def test_writing_time_is_the_median_of_the_unit_from_five_people_on(client_for, world, employee):
    people = [EmployeeFactory(unit=employee.unit) for _number in range(6)]
    for person, seconds in zip(people, (60, 120, 180, 600), strict=False):
        measured(person, seconds)
    # Many reports of one person are still those of four people.
    last_month = today().replace(day=1) - datetime.timedelta(days=1)
    for back in range(6):
        measured(people[0], 60, last_month - datetime.timedelta(days=back))
    client, address = client_for("supervisor"), reverse("evaluations:writing-time")

    few = client.get(address).context["rows"]
    measured(people[4], 240)
    measured(people[5], None)
    enough = client.get(address).context["rows"]

    assert {time.minutes for row in few for time in row.months} == {None}
    (row,) = [row for row in enough if row.unit == employee.unit]
    assert [(time.minutes, time.reports) for time in row.months[-2:]] == [(None, None), (Decimal("3.0"), 5)]


@pytest.mark.parametrize("units", [1, 3])
def test_writing_time_costs_the_same_for_any_number_of_units(client_for, world, units, django_assert_num_queries):
    for _number in range(units - 1):
        UnitFactory(parent=world.village)
    client = client_for("hr_officer")
    client.get(reverse("evaluations:writing-time"))

    with django_assert_num_queries(WRITING_TIME_QUERIES):
        client.get(reverse("evaluations:writing-time"))
