"""The list, the calendar, one warning, and what the office does about it."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event, RecordView
from asn_portal.home.registry import actions_for
from asn_portal.jobs.models import Job
from employees.dates import today
from employees.enums import WarningKind, WarningState
from employees.models import EarlyWarning
from employees.texts.early_warning import sentence
from tests.factories.employees import EarlyWarningFactory, EmployeeFactory, make_officer

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
BLOCKED = {
    "kind": WarningKind.RANK_PROMOTION,
    "is_eligible": False,
    "details": {
        "rank": "III/c",
        "next_rank": "III/d",
        "basis": "regular",
        "reasons": [
            {"code": "rating_missing", "year": 2024},
            {"code": "sanction", "level": "S"},
            {"code": "ceiling", "rank": "III/c", "education": "30"},
        ],
    },
}


@pytest.fixture
def siti(world):
    return world.users["employee"].employee


def url(name, *args, **query):
    return reverse(f"employees:{name}", args=args, query=query or None)


def names(response):
    return [str(warning.employee) for warning in response.context["table"].data.data]


# --- List -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_few_questions_whatever_the_rows(rows, world, client_for, django_assert_max_num_queries):
    for number in range(rows):
        EarlyWarningFactory(employee=EmployeeFactory(unit=world.village, name=f"Orang {number}"), **BLOCKED)
    client = client_for("hr_officer")
    client.get(url("warning-list", all=1))

    with django_assert_max_num_queries(12):
        page = client.get(url("warning-list", all=1)).content.decode()

    assert page.count("Orang ") >= rows


def test_list_begins_with_what_is_open_and_announced(world, siti, client_for):
    EarlyWarningFactory(employee=siti, subject="open")
    EarlyWarningFactory(employee=siti, subject="handled", state=WarningState.HANDLED)
    EarlyWarningFactory(employee=siti, subject="coming", warn_from=today() + DAY)
    client = client_for("hr_officer")

    response = client.get(url("warning-list"), follow=True)

    assert response.redirect_chain[0][0].endswith("?state=OPEN&when=current")
    assert [warning.subject for warning in response.context["table"].data.data] == ["open"]
    everything = client.get(response.context["clear_url"])
    assert len(everything.context["table"].data.data) == 3


def test_list_begins_with_the_nearest_days_and_counts_what_is_long_past(siti, client_for):
    for subject, days, is_eligible in (
        ("medal", -400, True),
        ("stuck", -1, False),
        ("past", -9, True),
        ("near", 5, True),
    ):
        EarlyWarningFactory(
            employee=siti, subject=subject, due_on=today() + days * DAY, warn_from=today(), is_eligible=is_eligible
        )

    response = client_for("hr_officer").get(url("warning-list"), follow=True)
    old = client_for("hr_officer").get(response.context["long_past_url"])

    assert [warning.subject for warning in response.context["table"].data.data] == ["near", "past", "stuck"]
    assert response.content.decode().count(">Melewati tenggat</strong>") == 2
    assert response.context["long_past"] == 1
    assert [warning.subject for warning in old.context["table"].data.data] == ["medal"]


def test_empty_month_leads_to_the_next_with_anything(siti, client_for):
    client = client_for("hr_officer")
    alone = client.get(url("warning-calendar"))
    EarlyWarningFactory(employee=siti, due_on=today() + 100 * DAY)

    response = client.get(url("warning-calendar"))

    assert alone.context["next_filled"] is None
    assert f'href="?month={today() + 100 * DAY:%Y-%m}"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "siti rahma"}, {"Siti Rahmawati"}),
        ({"kind": "retirement"}, {"Budi Siregar"}),
        ({"is_eligible": "False"}, {"Siti Rahmawati"}),
        ({"is_eligible": "True"}, {"Budi Siregar"}),
        ({"when": "soon"}, {"Siti Rahmawati"}),
        ({"when": "overdue"}, {"Budi Siregar"}),
        ({"when": "later"}, {"Siti Rahmawati"}),
        ({"month": "yesterday"}, {"Budi Siregar"}),
        ({"month": "0000-99"}, set()),
        ({"due_on": "yesterday"}, {"Budi Siregar"}),
        ({"unit": "other"}, {"Budi Siregar"}),
        ({"state": "LAPSED"}, set()),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_list_finds(query, found, world, siti, client_for):
    yesterday = today() - 40 * DAY
    EarlyWarningFactory(employee=siti, due_on=today() + 30 * DAY, warn_from=today() + DAY, is_eligible=False)
    EarlyWarningFactory(
        employee=world.users["colleague"].employee, due_on=yesterday, kind="retirement", details={"age": 58}
    )
    words = {"unit": {"other": world.other_village.pk}, "due_on": {"yesterday": f"{yesterday}"}}
    words["month"] = {"yesterday": f"{yesterday:%Y-%m}"}
    query = {name: words.get(name, {}).get(value, value) for name, value in query.items()}

    assert set(names(client_for("hr_officer").get(url("warning-list", **query)))) == found


def test_export_says_the_reasons_in_words(world, siti, client_for):
    EarlyWarningFactory(employee=siti, **BLOCKED)
    client = client_for("hr_officer")
    client.post(reverse("listing:columns-choose"), {"path": url("warning-list"), "columns": ["nip", "what", "reasons"]})

    response = client.get(url("warning-list", all=1, export="xlsx"))

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    texts = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert siti.nip in texts
    assert "III/d" in texts
    assert "2024" in texts


def test_export_has_the_nip_unless_other_columns_are_chosen(world, siti, client_for):
    EarlyWarningFactory(employee=siti)
    client = client_for("hr_officer")

    def headings():
        response = client.get(url("warning-list", all=1, export="csv"))
        return response.getvalue().decode("utf-8-sig").splitlines()[0].split(";")

    usual = headings()
    client.post(reverse("listing:columns-choose"), {"path": url("warning-list"), "columns": ["what", "unit"]})

    assert usual == ["Nama", "NIP", "Yang akan datang", "Jatuh tempo", "Syarat", "Unit kerja", "Status"]
    assert headings() == ["Nama", "Yang akan datang", "Unit kerja"]


def test_head_of_agency_reads_of_no_sanction(world, siti, client_for):
    warning = EarlyWarningFactory(employee=siti, **BLOCKED)
    told = "disciplinary", "disiplin"

    for role, may in (("hr_officer", True), ("auditor", True), ("head_of_agency", False), ("employee", True)):
        page = client_for(role).get(url("warning-detail", warning.pk)).content.decode().lower()
        assert any(word in page for word in told) is may, role


# --- Calendar ---------------------------------------------------------------------------------------------------------


def test_calendar_leads_to_the_list_of_the_same_rows(world, siti, client_for):
    first = today().replace(day=1)
    EarlyWarningFactory(employee=siti, due_on=first)
    EarlyWarningFactory(employee=EmployeeFactory(unit=world.other_village), due_on=first)
    EarlyWarningFactory(employee=EmployeeFactory(unit=world.other_government), due_on=first)
    client = client_for("hr_officer")

    page = client.get(url("warning-calendar"))

    ((count,),) = (day.counts for day in page.context["month"].days)
    assert count.count == 2
    link = f"?state=OPEN&amp;month={first:%Y-%m}&amp;due_on={first}&amp;kind=salary-step"
    assert page.content.decode().count(link) == 2  # in the table and in the list of days
    rows = client.get(f"{url('warning-list')}{link.replace('&amp;', '&')}")
    assert len(rows.context["table"].data.data) == 2


@pytest.mark.parametrize("text", ["2027-13", "abc", "9999-01", "0001-01", "2027-3", "\x00"])
def test_calendar_shows_this_month_for_any_other_text(text, client_for):
    month = client_for("hr_officer").get(url("warning-calendar"), {"month": text}).context["month"]

    assert month.first == today().replace(day=1)


def test_calendar_ends_where_the_list_ends(client_for):
    first = today().replace(day=1)
    last = datetime.date(first.year + 2, first.month, 1)

    context = client_for("hr_officer").get(url("warning-calendar"), {"month": f"{last:%Y-%m}"}).context

    assert (context["month"].first, context["following"], context["previous"] is None) == (last, None, False)


# --- One warning ------------------------------------------------------------------------------------------------------


def test_detail_says_why_and_leads_to_the_entries(world, siti, client_for):
    warning = EarlyWarningFactory(employee=siti, **BLOCKED)

    page = client_for("hr_officer").get(url("warning-detail", warning.pk)).content.decode()

    assert "III/d" in page
    for history in ("rating", "rank", "discipline"):
        assert reverse("employees:history-create", args=[siti.pk, history]) in page
    assert RecordView.objects.filter(what="warnings", subject_id=str(siti.pk)).count() == 1


def test_the_person_reads_the_own_warning_but_not_the_note(world, siti, client_for):
    warning = EarlyWarningFactory(employee=siti, state=WarningState.HANDLED, handled_note="Catatan kantor")

    own = client_for("employee").get(url("warning-detail", warning.pk)).content.decode()
    office = client_for("head_of_agency").get(url("warning-detail", warning.pk)).content.decode()

    assert "Catatan kantor" not in own
    assert "Catatan kantor" in office
    assert reverse("employees:warning-reopen", args=[warning.pk]) not in own + office


@pytest.mark.parametrize("kind", list(WarningKind))
def test_every_kind_has_a_page_in_both_languages(kind, world, siti, client_for):
    details = {
        WarningKind.RANK_PROMOTION: {"rank": "III/c", "next_rank": "III/d", "basis": "functional"},
        WarningKind.SALARY_STEP: {"last": "2024-03-01", "months": 24},
        WarningKind.RETIREMENT: {"age": 58, "is_assumed": True},
        WarningKind.DECORATION: {"level": 20, "counted_from": "2006-01-01"},
        WarningKind.CREDENTIAL_EXPIRY: {"credential": "STR", "name": "STR Perawat"},
        WarningKind.ASSIGNMENT_END: {"assignment": "PLT", "title": "Lurah Bahagia"},
    }.get(kind, {})
    warning = EarlyWarningFactory(employee=siti, kind=kind, details=details)
    client = client_for("hr_officer")

    for language in ("id", "en"):
        client.cookies["django_language"] = language
        assert client.get(url("warning-detail", warning.pk)).status_code == 200


@pytest.mark.parametrize(
    "reason",
    [
        {"code": "not_active"},
        {"code": "no_rank_promotion", "rank": "IX"},
        {"code": "highest_rank", "rank": "IV/e"},
        {"code": "ceiling", "rank": "III/c", "education": "30"},
        {"code": "ceiling", "rank": "III/c", "education": "SGPLB"},
        {"code": "highest_level", "level": "UT"},
        {"code": "too_early", "day": "2027-01-01"},
        {"code": "rating_missing", "year": 2024},
        {"code": "rating_missing", "year": 2999},
        {"code": "rating_low", "year": 2024, "rating": "KURANG"},
        {"code": "sanction", "level": "B"},
        {"code": "credit_missing", "has": "12.500", "needs": "50"},
        {"code": "next_level", "level": "MU", "needs": "100"},
        {"code": "of a later version"},
    ],
    ids=lambda reason: reason["code"],
)
def test_every_reason_is_a_sentence(reason):
    from employees.texts.early_warning import obstacles

    (found,) = obstacles(WarningKind.RANK_PROMOTION, {"reasons": [reason]}, may_see_discipline=True)

    assert found.text.endswith(".")
    assert "_" not in found.text


def test_what_is_to_be_checked_stands_apart_from_what_is_not_met(siti, client_for):
    reasons = [{"code": "next_level", "level": "MU", "needs": "100"}]
    details = {"rank": "III/b", "next_rank": "III/c", "basis": "functional"}
    kind = WarningKind.RANK_PROMOTION
    to_check = EarlyWarningFactory(employee=siti, kind=kind, details={**details, "reasons": reasons})
    client = client_for("hr_officer")

    page = client.get(url("warning-detail", to_check.pk))
    found = {
        choice: [
            row.record.pk for row in client.get(url("warning-list"), {"is_eligible": choice}).context["table"].rows
        ]
        for choice in ("True", "check", "False")
    }

    assert (page.context["obstacles"], len(page.context["to_check"])) == ([], 1)
    assert found == {"True": [], "check": [to_check.pk], "False": []}
    with translation.override("en"):
        assert "competency test" in sentence(kind, to_check.details, to_check.due_on)


# --- Handling ---------------------------------------------------------------------------------------------------------


def test_handling_with_a_note_and_undo(world, siti, client_for):
    warning = EarlyWarningFactory(employee=siti)
    client = client_for("hr_officer")

    response = client.post(url("warning-handle", warning.pk), {"note": "Surat terbit"}, follow=True)

    warning.refresh_from_db()
    assert (warning.state, warning.handled_note) == (WarningState.HANDLED, "Surat terbit")
    undo = next(message.extra_tags for message in response.context["messages"])
    client.post(undo)
    warning.refresh_from_db()
    assert warning.state == WarningState.OPEN


def test_handling_what_is_handled_says_so(world, siti, client_for):
    warning = EarlyWarningFactory(employee=siti, state=WarningState.HANDLED)

    response = client_for("hr_officer").post(url("warning-handle", warning.pk), {"note": ""})

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


@pytest.mark.parametrize(
    ("role", "status"), [("head_of_agency", 403), ("auditor", 403), ("employee", 403), ("stranger", 404)]
)
def test_who_may_not_handle(role, status, siti, client_for):
    warning = EarlyWarningFactory(employee=siti)

    for name in ("warning-handle", "warning-reopen"):
        assert client_for(role).post(url(name, warning.pk)).status_code == status
    warning.refresh_from_db()
    assert warning.state == WarningState.OPEN


def test_bulk_handling_skips_with_reasons(world, siti, client_for, client_of):
    first, second = (EarlyWarningFactory(employee=siti, subject=text) for text in ("1", "2"))
    done = EarlyWarningFactory(employee=siti, subject="3", state=WarningState.HANDLED)
    client, address = client_for("hr_officer"), f"{url('warning-bulk-handle')}?list={url('warning-list')}%3Fall%3D1"

    preview = client.post(address, {"selected": [first.pk, second.pk, done.pk]})
    assert len(preview.context["preview"].touched) == 2
    assert preview.context["preview"].skipped_count == 1
    page = preview.content.decode()
    assert 'name="note"' in page
    assert f"{siti.full_name}: {first.get_kind_display()}, {date_format(first.due_on)}" in page

    client.post(address, {"confirmed": "1", "pks": preview.context["pks"], "note": "Selesai"})

    notes = EarlyWarning.objects.filter(state=WarningState.HANDLED).values_list("handled_note", flat=True)
    assert sorted(notes) == ["", "Selesai", "Selesai"]
    assert Event.objects.filter(kind="employees.warning_handled").count() == 2


def test_bulk_handling_refuses_a_note_that_is_too_long(world, siti, client_for):
    warning = EarlyWarningFactory(employee=siti)
    address = f"{url('warning-bulk-handle')}?list={url('warning-list')}%3Fall%3D1"

    client_for("hr_officer").post(address, {"confirmed": "1", "pks": warning.pk, "note": "x" * 251})

    warning.refresh_from_db()
    assert warning.state == WarningState.OPEN


def test_working_out_now_starts_one_job(world, client_for):
    client = client_for("hr_officer")

    response = client.post(url("warning-find"))
    client.post(url("warning-find"))

    job = Job.objects.get(kind="employees.warnings_find")
    assert response.url == job.get_absolute_url()
    assert (job.params, job.owner) == ({"government_id": world.government.pk}, world.users["hr_officer"])


# --- Elsewhere --------------------------------------------------------------------------------------------------------


def test_first_page_counts_the_next_30_days(world, siti):
    EarlyWarningFactory(employee=siti, due_on=today())
    EarlyWarningFactory(employee=siti, due_on=today() + 30 * DAY)
    EarlyWarningFactory(employee=siti, due_on=today() + 31 * DAY)
    EarlyWarningFactory(employee=siti, due_on=today() + 3 * DAY, state=WarningState.HANDLED)
    EarlyWarningFactory(employee=EmployeeFactory(unit=world.other_government), due_on=today())

    def counted(name):
        return [item.count for item in actions_for(world.users[name]) if "/warnings/" in item.url]

    assert (counted("hr_officer"), counted("head_of_agency"), counted("employee")) == ([2], [], [])


def test_record_shows_what_comes_next_to_those_it_concerns(world, siti, client_for):
    address = reverse("employees:employee-detail", args=[siti.pk])

    shown = {
        role: client_for(role).get(address).context["outlook"] is not None
        for role in ("employee", "hr_officer", "head_of_agency", "auditor", "supervisor", "training_coordinator")
    }

    assert shown == {
        "employee": True,
        "hr_officer": True,
        "head_of_agency": True,
        "auditor": True,
        "supervisor": False,
        "training_coordinator": False,
    }


def test_navigation_offers_it_to_those_who_may(world, client_for):
    for role in world.users:
        page = client_for(role).get("/").content.decode()
        expected = role in {"hr_officer", "head_of_agency", "auditor", "stranger"}
        assert (f'href="{url("warning-list")}"' in page) is expected, role


def test_officer_of_a_village_sees_only_its_people(world, siti, client_of):
    officer = make_officer(Role.HR_OFFICER, world.other_village, username="narrow")
    EarlyWarningFactory(employee=siti)
    EarlyWarningFactory(employee=world.users["colleague"].employee)

    assert names(client_of(officer).get(url("warning-list", all=1))) == ["Budi Siregar"]
