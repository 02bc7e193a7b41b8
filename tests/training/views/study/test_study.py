"""Pages of studies and licences."""

import pytest

from employees.dates import today
from tests.factories.employees import EmployeeFactory
from tests.factories.study import (
    DAY,
    ApplicationFactory,
    ChangeFactory,
    ReportFactory,
    StudyFactory,
)
from tests.training.views.study.conftest import url
from training.enums import ApplicationState, AssignmentState
from training.models import StudyAssignment

pytestmark = pytest.mark.django_db


def test_accepted_application_becomes_a_study(client_for, call, clerk):
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.ACCEPTED)
    client = client_for("training_coordinator")
    form = client.get(url("study-assignment-begin", application.pk)).context["form"]
    data = {
        name: form[name].value()
        for name in ("university", "programme", "starts_on", "planned_end")
        if form[name].value()
    }

    client.post(
        url("study-assignment-begin", application.pk),
        {**data, "decree_number": "821/5/2026", "decree_date": today().isoformat()},
    )

    study = StudyAssignment.objects.get()
    assert (study.application, study.degree, study.is_released) == (application, "S2", True)
    assert study.reports.count() == 4


def test_office_enters_a_study_begun_before_the_portal(client_for, clerk):
    client = client_for("hr_officer")
    person = client.post(url("study-assignment-person"), {"nip": clerk.nip})
    client.post(
        person.headers["Location"],
        {
            "degree": "S3",
            "university": "UGM",
            "programme": "Doktor",
            "funding": "own",
            "decree_number": "1",
            "decree_date": "2025-01-02",
            "starts_on": "2025-02-01",
            "planned_end": (today() + 300 * DAY).isoformat(),
        },
    )

    study = StudyAssignment.objects.get()
    assert (study.employee, study.is_released, study.application) == (clerk, False, None)


def test_student_reports_and_the_office_reads(client_for, clerk):
    report = ReportFactory(assignment=StudyFactory(employee=clerk))
    too_good = client_for("employee").post(url("study-report", report.pk), {"gpa": "4,5", "text": "Lancar."})
    assert "gpa" in too_good.context["form"].errors

    client_for("employee").post(url("study-report", report.pk), {"gpa": "3,75", "credits": 18, "text": "Lancar."})
    client_for("training_coordinator").post(url("study-report-read", report.pk), {"answer": "Bagus."})

    page = client_for("employee").get(report.assignment.get_absolute_url()).text
    assert "3,75" in page
    assert "Bagus." in page


def test_head_sees_the_study_and_no_grades(client_for, clerk):
    report = ReportFactory(assignment=StudyFactory(employee=clerk), gpa="3.21")

    page = client_for("supervisor").get(report.assignment.get_absolute_url()).text

    assert report.assignment.university in page
    assert "3,21" not in page


def test_request_is_asked_and_answered(client_for, clerk):
    study = StudyFactory(employee=clerk)
    wrong = client_for("employee").post(
        url("study-change-ask", study.pk),
        {"kind": "extension", "months": 9, "from_day": today().isoformat(), "reason": "Penelitian."},
    )
    assert wrong.status_code == 200
    assert "Penelitian." in wrong.text
    change = ChangeFactory(assignment=study)

    client_for("training_coordinator").post(url("study-change-decide", change.pk), {"is_granted": "1", "answer": "Ya."})

    study.refresh_from_db()
    change.refresh_from_db()
    assert (change.state, change.answer) == ("granted", "Ya.")
    assert "Ya." in client_for("employee").get(study.get_absolute_url()).text


def test_return_shows_the_countdown(client_for, clerk):
    study = StudyFactory(employee=clerk, state=AssignmentState.GRADUATED, graduated_on=today() - DAY)

    client_for("training_coordinator").post(
        url("study-return", study.pk), {"returned_on": today().isoformat(), "placement": "Analis"}
    )

    study.refresh_from_db()
    left = study.bond_days_left(today())
    assert left > 300
    assert str(left) in client_for("employee").get(study.get_absolute_url()).text


def test_overdue_reports_are_found(client_for, world):
    late = ReportFactory(assignment__employee=EmployeeFactory(unit=world.village), due_on=today() - DAY)
    fine = ReportFactory(assignment__employee=EmployeeFactory(unit=world.village))

    page = client_for("training_coordinator").get(url("study-assignment-list") + "?overdue=on").text

    assert late.assignment.employee.full_name in page
    assert fine.assignment.employee.full_name not in page


def test_licences_by_expiry(client_for, clerk, world):
    from employees.models import CredentialHistory

    def paper(name, days, issued=400):
        return CredentialHistory.objects.create(
            employee=clerk,
            kind="STR",
            name=name,
            issuer="KKI",
            date=today() - issued * DAY,
            expires_on=today() + days * DAY,
        )

    paper("STR Bidan", 30)
    paper("SIP lama", -10)
    paper("STR Gizi", -20)
    paper("STR Gizi", 400, issued=5)
    other = EmployeeFactory(unit=world.other_village)
    CredentialHistory.objects.create(employee=other, kind="STR", name="Milik orang lain", date=today())
    address = url("certification-list")

    soon = client_for("employee").get(address + "?expiry=soon").text
    expired = client_for("employee").get(address + "?expiry=expired").text

    assert "STR Bidan" in soon
    assert "SIP lama" not in soon
    assert "SIP lama" in expired
    # A newer one took its place.
    assert "STR Gizi" not in expired
    assert "Milik orang lain" not in client_for("employee").get(address).text
    assert "Milik orang lain" in client_for("training_coordinator").get(address).text
    assert "STR Bidan" in client_for("supervisor").get(address).text


@pytest.mark.parametrize("code", ["%00", "A%00B", "x" * 200])
def test_a_code_that_nobody_has_is_not_found(client_for, code):
    client = client_for("employee")

    assert client.get(f"/training/study/scoring/{code}/").status_code == 404
    assert client.post(f"/training/study/scoring/{code}/submit/").status_code == 404


@pytest.mark.parametrize("last", ["9999-12-31", "2300-01-01", "2060-01-01"])
def test_study_without_an_end_in_sight_is_refused_in_words(client_for, clerk, last):
    fields = {
        "degree": "S2",
        "university": "USU",
        "programme": "Magister",
        "funding": "regional",
        "is_released": "on",
        "decree_number": "800/1",
        "decree_date": "2026-11-01",
        "starts_on": "2026-12-01",
        "planned_end": last,
    }

    page = client_for("training_coordinator").post(url("study-assignment-create", clerk.pk), fields)

    assert (page.status_code, list(page.context["form"].errors)) == (200, ["planned_end"])
    assert not StudyAssignment.objects.exists()


def test_report_before_an_overdue_one_is_taken_and_says_so(client_for, clerk):
    study = StudyFactory(employee=clerk)
    ReportFactory(assignment=study, number=1, due_on=today() - 10 * DAY)
    later = ReportFactory(assignment=study, number=2)

    page = client_for("employee").post(url("study-report", later.pk), {"text": "Lancar."}, follow=True)

    later.refresh_from_db()
    assert later.submitted_at is not None
    assert [message.level_tag for message in page.context["messages"]] == ["good", "attention"]


def test_ended_study_has_no_next_report():
    study = StudyFactory(state=AssignmentState.ENDED_EARLY, end_reason="Sakit.")
    ReportFactory(assignment=study)
    running = ReportFactory()

    found = dict(StudyAssignment.objects.with_next_report().values_list("pk", "next_report"))

    assert found == {study.pk: None, running.assignment_id: running.due_on}
