import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from asn_portal.documents.models import Document
from asn_portal.drafts.models import Draft
from employees.dates import today
from employees.enums import Predicate
from employees.models import RatingHistory
from tests.factories.employees import EmployeeFactory
from tests.factories.study import (
    DAY,
    ApplicationFactory,
    CallFactory,
    ChangeFactory,
    ReportFactory,
    ReviewerFactory,
    StudyFactory,
)
from training.enums import ApplicationState, AssignmentState, CallState
from training.forms.study import StudyCallForm
from training.models import StudyApplication, StudyAssignment, StudyCall, StudyScore

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PLAN = {
    "university": "Universitas Sumatera Utara",
    "programme": "Magister Administrasi Publik",
    "accreditation": "Unggul",
    "motivation": "Karena pelayanan.",
    "after_return": "Menyusun standar.",
}


@pytest.fixture
def clerk(world):
    person = world.users["employee"].employee
    person.pns_since = datetime.date(2012, 1, 1)
    person.birth_date = datetime.date(1990, 1, 15)
    person.save()
    for year in (today().year - 1, today().year - 2):
        RatingHistory.objects.create(employee=person, year=year, predicate=Predicate.GOOD)
    return person


@pytest.fixture
def call(world):
    return CallFactory(unit=world.district, title="Beasiswa S-2 Kota", documents_asked="Ijazah terakhir\n* TOEFL")


def url(name, *args):
    return reverse(f"training:{name}", args=args)


# --- Calls -----------------------------------------------------------------------------------------------------------


def test_list_shows_announced_calls_and_ones_own_state(client_for, call, clerk, world):
    ApplicationFactory(call=call, employee=clerk)
    CallFactory(unit=world.district, state=CallState.DRAFT, title="Masih rancangan")

    page = client_for("employee").get(url("study-call-list")).text

    assert call.title in page
    assert "tone-attention" in page
    assert "Masih rancangan" not in page
    assert "Masih rancangan" in client_for("training_coordinator").get(url("study-call-list")).text
    assert call.title not in client_for("stranger").get(url("study-call-list")).text


@pytest.mark.parametrize("name", ["study-call-list", "study-assignment-list", "certification-list"])
def test_lists_ask_the_same_number_of_queries(client_for, world, name, django_assert_max_num_queries):
    from employees.models import CredentialHistory

    client = client_for("training_coordinator")
    counts = []
    for number in (1, 2):
        for _each in range(number):
            CallFactory(unit=world.district)
            person = StudyFactory(employee=EmployeeFactory(unit=world.village)).employee
            CredentialHistory.objects.create(employee=person, kind="STR", name="STR", date=today())
        client.get(url(name))
        with django_assert_max_num_queries(20) as found:
            client.get(url(name))
        counts.append([each["sql"][:90] for each in found.captured_queries])

    assert counts[0] == counts[1]


def test_call_names_the_failing_condition(client_for, call, clerk):
    assert "Anda memenuhi" in client_for("employee").get(call.get_absolute_url()).text or (
        url("study-apply", call.pk) in client_for("employee").get(call.get_absolute_url()).text
    )
    RatingHistory.objects.filter(employee=clerk, year=today().year - 1).update(predicate=Predicate.POOR)

    page = client_for("employee").get(call.get_absolute_url()).text

    assert str(today().year - 1) in page
    assert "tone-bad" in page
    assert url("study-apply", call.pk) not in page


def test_call_from_draft_to_open_through_its_pages(client_for, world):
    client = client_for("training_coordinator")
    colleague = world.users["colleague"].employee
    form = {
        "unit": world.district.pk,
        "title": "Beasiswa baru",
        "degree": "S2",
        "funding": "state",
        "is_released": "on",
        "places": 3,
        "opens_on": today().isoformat(),
        "closes_on": (today() + 20 * DAY).isoformat(),
        "studies_from": (today() + 100 * DAY).isoformat(),
        "documents_asked": "Ijazah",
    }
    wrong = client.post(url("study-call-create"), {**form, "closes_on": (today() - DAY).isoformat()})
    assert wrong.status_code == 200
    assert "Beasiswa baru" in wrong.text

    client.post(url("study-call-create"), form)
    call = StudyCall.objects.get()
    criteria = {"name_1": "Rencana", "weight_1": 70, "name_2": "Manfaat", "weight_2": 20}
    client.post(url("study-call-criteria", call.pk), criteria)
    assert "90" in client.get(call.get_absolute_url()).text
    client.post(url("study-call-criteria", call.pk), {**criteria, "weight_2": 30})
    client.post(url("study-reviewer-add", call.pk), {"nip": colleague.nip})
    client.post(url("study-call-open", call.pk), {})

    call.refresh_from_db()
    assert (call.state, call.criteria.count(), call.reviewers.count()) == (CallState.OPEN, 2, 1)


def test_profession_needs_its_months(client_for, world):
    answer = client_for("training_coordinator").post(url("study-call-create"), {"degree": "PR"})

    assert "months" in answer.context["form"].errors


# --- Applications ----------------------------------------------------------------------------------------------------


def test_person_writes_attaches_and_hands_in(client_for, call, clerk):
    client = client_for("employee")
    client.post(url("study-apply", call.pk), {**PLAN, "motivation": ""})
    application = StudyApplication.objects.get()
    assert application.state == ApplicationState.DRAFT
    assert url("study-application-submit", application.pk) not in client.get(application.get_absolute_url()).text

    upload = SimpleUploadedFile("ijazah.pdf", PDF, "application/pdf")
    client.post(url("study-apply", call.pk), {**PLAN, "document_1": upload})
    client.post(url("study-application-submit", application.pk), {})

    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    document = Document.objects.get(owner_id=str(application.pk))
    assert document.name == "ijazah.pdf"
    assert not Draft.objects.filter(user=clerk.user).exists()
    address = reverse("documents:document-download", args=[document.pk])
    for reader in (client, client_for("training_coordinator")):
        assert b"".join(reader.get(address)) == PDF
    assert client_for("colleague").get(address).status_code == 404


def test_reviewer_is_told_before_writing(client_for, call, clerk):
    ReviewerFactory(call=call, employee=clerk)

    page = client_for("employee").get(url("study-apply", call.pk), follow=True)

    assert page.redirect_chain == [(call.get_absolute_url(), 302)]
    assert "Anda penilai panggilan ini" in page.text


def test_failing_condition_stands_before_handing_in(client_for, call, clerk):
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.DRAFT)
    RatingHistory.objects.filter(employee=clerk, year=today().year - 1).update(predicate=Predicate.POOR)

    page = client_for("employee").get(application.get_absolute_url())

    assert any(str(today().year - 1) in sentence for sentence in page.context["obstacles"])
    assert url("study-application-submit", application.pk) not in page.text


@pytest.mark.parametrize("is_new", [True, False])
def test_two_pages_of_an_application_lose_no_text(client_for, call, clerk, is_new):
    if not is_new:
        ApplicationFactory(call=call, employee=clerk, state=ApplicationState.DRAFT)
    client, address = client_for("employee"), url("study-apply", call.pk)
    opened = PLAN | {"record_version": client.get(address).context["record_version"]}

    first = client.post(address, opened | {"motivation": "Yang pertama."})
    second = client.post(address, opened | {"motivation": "Yang kedua."})

    assert (first.status_code, second.status_code) == (302, 200)
    assert StudyApplication.objects.get().motivation == "Yang pertama."
    assert [(each["name"], each["theirs"], each["yours"]) for each in second.context["conflicts"]] == [
        ("motivation", "Yang pertama.", "Yang kedua.")
    ]

    again = client.post(
        address, opened | {"motivation": "Yang kedua.", "record_version": second.context["record_version"]}
    )

    assert again.status_code == 302
    assert StudyApplication.objects.get().motivation == "Yang kedua."


def test_wrong_file_is_told_and_what_was_typed_stays(client_for, call, clerk):
    upload = SimpleUploadedFile("ijazah.pdf", b"MZ not a pdf", "application/pdf")

    answer = client_for("employee").post(url("study-apply", call.pk), {**PLAN, "document_1": upload})

    assert answer.status_code == 200
    assert "document_1" in answer.context["form"].errors
    assert "Karena pelayanan." in answer.text
    assert StudyApplication.objects.count() == 0


def test_office_returns_completes_and_decides(client_for, call, clerk, world):
    client = client_for("training_coordinator")
    application = ApplicationFactory(call=call, employee=clerk)
    client.post(url("study-application-return", application.pk), {"reason": "Ijazah tidak terbaca."})
    application.refresh_from_db()
    assert "Ijazah tidak terbaca." in client_for("employee").get(application.get_absolute_url()).text
    application.state = ApplicationState.SUBMITTED
    application.save()

    client.post(url("study-application-complete", application.pk), {})
    client.post(url("study-call-close", call.pk), {})
    client.post(url("study-application-accept", application.pk), {"letter_number": "800/12/2026"})
    letter = client_for("employee").get(url("study-letter", application.pk))

    application.refresh_from_db()
    assert application.state == ApplicationState.ACCEPTED
    assert letter.content.startswith(b"%PDF")
    assert client_for("colleague").get(url("study-letter", application.pk)).status_code == 404


def test_superior_says_a_word(client_for, call, clerk):
    application = ApplicationFactory(call=call, employee=clerk)

    client_for("supervisor").post(
        url("study-application-recommend", application.pk), {"is_recommended": "1", "text": "Layak dikirim."}
    )

    assert "Layak dikirim." in client_for("employee").get(application.get_absolute_url()).text


def test_draft_is_nobody_elses_business(client_for, call, clerk):
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.DRAFT)

    for role in ("training_coordinator", "supervisor", "colleague"):
        assert client_for(role).get(application.get_absolute_url()).status_code == 404


# --- Blind scoring ---------------------------------------------------------------------------------------------------


@pytest.fixture
def blind(world, call, clerk):
    """The colleague reviews; the application tells who wrote it."""
    ReviewerFactory(call=call, employee=world.users["colleague"].employee)
    call.state = CallState.REVIEW
    call.save()
    clerk.name, clerk.front_title = "Siti Rahmawati", "Dra."
    clerk.save()
    return ApplicationFactory(
        call=call,
        employee=clerk,
        state=ApplicationState.COMPLETE,
        motivation=f"Saya Siti Rahmawati, NIP {clerk.formatted_nip}, dari {clerk.unit.name}.",
        after_return="RAHMAWATI kembali ke loket.",
    )


def test_reviewer_learns_nothing_of_the_person(client_for, blind, clerk):
    Document.objects.create(
        name="ijazah-siti-rahmawati.pdf",
        content_type="application/pdf",
        size=1,
        sha256="x",
        kind="training.study_application.1",
        owner_kind="training.studyapplication",
        owner_id=str(blind.pk),
    )
    client = client_for("colleague")
    pages = [client.get(url("study-review-list")).text, client.get(url("study-score", blind.code)).text]

    secrets = (
        "rahmawati",
        "siti ",
        clerk.nip,
        clerk.formatted_nip,
        clerk.unit.name,
        "ijazah",
        clerk.get_absolute_url(),
    )
    for page in pages:
        assert [secret for secret in secrets if secret.casefold() in page.casefold()] == []
    assert blind.code in pages[0]
    assert "▮▮▮" in pages[1]
    assert client.get(blind.get_absolute_url()).status_code == 404
    document = Document.objects.get(owner_id=str(blind.pk))
    assert client.get(reverse("documents:document-download", args=[document.pk])).status_code == 404


def test_office_that_reviews_sees_no_names_until_the_decision(client_for, call, blind, world):
    coordinator = world.users["training_coordinator"]
    person = EmployeeFactory(unit=world.district, user=coordinator)
    ReviewerFactory(call=call, employee=person)

    page = client_for("training_coordinator").get(url("study-applications", call.pk)).text
    assert "Rahmawati" not in page
    assert client_for("training_coordinator").get(blind.get_absolute_url()).status_code == 404

    call.state = CallState.DECIDED
    call.save()
    assert client_for("training_coordinator").get(blind.get_absolute_url()).status_code == 200


def test_points_are_ones_own_until_all_have_handed_in(client_for, call, blind, world):
    second = ReviewerFactory(call=call, employee=EmployeeFactory(unit=world.other_village))
    first, other = call.criteria.all()
    for criterion in (first, other):
        StudyScore.objects.create(
            application=blind,
            reviewer=second,
            criterion=criterion,
            points=33,
            note="Rahasia penilai",
            submitted_at=None,
        )
    client = client_for("colleague")

    client.post(url("study-score", blind.code), {f"points_{first.pk}": 80})
    half = client.post(url("study-score-submit", blind.code), {f"points_{first.pk}": 80})
    assert half.status_code == 200
    client.post(
        url("study-score-submit", blind.code),
        {f"points_{first.pk}": 80, f"points_{other.pk}": 70, f"note_{other.pk}": "Jelas."},
    )
    page = client.get(url("study-score", blind.code)).text
    assert "Jelas." in page
    assert "Rahasia penilai" not in page

    StudyScore.objects.filter(reviewer=second).update(submitted_at=blind.submitted_at)
    assert "Rahasia penilai" in client.get(url("study-score", blind.code)).text


def test_refused_rescoring_leaves_no_draft(client_for, call, blind):
    client, address = client_for("colleague"), url("study-score-submit", blind.code)
    points = {f"points_{criterion.pk}": 80 for criterion in call.criteria.all()}
    client.post(address, points)

    again = client.post(address, dict.fromkeys(points, 20), follow=True)

    assert (again.status_code, again.context["draft"]["is_restored"]) == (200, False)
    assert not Draft.objects.exists()
    assert set(StudyScore.objects.values_list("points", flat=True)) == {80}


def test_office_sees_no_points_beside_names_before_all_have_handed_in(client_for, call, blind, world):
    second = ReviewerFactory(call=call, employee=EmployeeFactory(unit=world.other_village))
    client = client_for("colleague")
    client.post(
        url("study-score-submit", blind.code), {f"points_{criterion.pk}": 83 for criterion in call.criteria.all()}
    )
    office = client_for("training_coordinator")

    half = office.get(url("study-applications", call.pk)).text
    for criterion in call.criteria.all():
        StudyScore.objects.create(
            application=blind, reviewer=second, criterion=criterion, points=83, submitted_at=blind.submitted_at
        )
    whole = office.get(url("study-applications", call.pk)).text

    assert "83" not in half.partition("<table")[2]
    assert "83" in whole.partition("<table")[2]


def test_nobody_scores_the_own_staff_through_the_address(client_for, call, clerk, world):
    ReviewerFactory(call=call, employee=world.users["supervisor"].employee)
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.COMPLETE)

    assert client_for("supervisor").get(url("study-score", application.code)).status_code == 404
    assert client_for("hr_officer").get(url("study-score", application.code)).status_code == 404


# --- Studies ---------------------------------------------------------------------------------------------------------


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


# --- Licences --------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(("name", "value"), [("opens_on", "0001-01-01"), ("studies_from", "9999-12-31")])
def test_call_form_takes_no_impossible_year(world, name, value):
    form = StudyCallForm({name: value}, user=world.users["training_coordinator"])

    assert form.has_error(name)


def test_pages_that_ask_show_the_lists_above(client_for, call, clerk):
    application = ApplicationFactory(call=call, employee=clerk, state=ApplicationState.DRAFT)
    study = StudyFactory(employee=clerk)
    calls, studies = url("study-call-list"), url("study-assignment-list")

    def crumbs(user, name, *args):
        return [str(address) for address, _text in client_for(user).get(url(name, *args)).context["crumbs"]]

    assert {
        "withdraw": crumbs("employee", "study-application-withdraw", application.pk),
        "cancel": crumbs("training_coordinator", "study-call-cancel", call.pk),
        "end": crumbs("training_coordinator", "study-end", study.pk),
        # Whoever studies opens no list of the office.
        "ask": crumbs("employee", "study-change-ask", study.pk),
    } == {
        "withdraw": [calls, call.get_absolute_url(), application.get_absolute_url()],
        "cancel": [calls, call.get_absolute_url()],
        "end": [studies, study.get_absolute_url()],
        "ask": [calls, study.get_absolute_url()],
    }


def test_points_name_their_criterion_on_a_phone(client_for, call, blind):
    page = client_for("training_coordinator").get(url("study-applications", call.pk)).text

    assert all(f'data-label="{criterion.name}"' in page for criterion in call.criteria.all())
