"""Writing one's own daily report in the browser."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from asn_portal.audit.models import RecordView
from asn_portal.documents.models import Document
from asn_portal.drafts.models import Draft
from employees.dates import today
from evaluations.domain.calendar import edit_until
from evaluations.enums import DailyState
from evaluations.models import DailyWorkEntry, DailyWorkReport
from tests.factories.employees import UnitFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def url(name, day=None):
    return reverse(f"evaluations:daily-{name}", args=[day or today()])


def lines(*rows, **extra):
    data = {"rows": str(len(rows))}
    for number, row in enumerate(rows):
        data |= {f"{name}-{number}": value for name, value in row.items()}
    return {**data, **extra}


APEL = {"activity": "Apel pagi", "minutes": "30"}
RAPAT = {"activity": "Rapat", "start": "09:00", "end": "10:30", "output": "Notulen", "quantity": "1,5"}


def test_first_page_offers_one_line_and_nothing_is_stored(client_for):
    page = client_for("employee").get(url("write"))

    assert page.status_code == 200
    assert page.context["form"].row_count == 1
    assert DailyWorkReport.objects.count() == 0


def test_the_month_costs_the_same_whatever_happened(client_for, world, django_assert_max_num_queries):
    employee = world.users["employee"].employee
    for back in (1, 2, 40, 400):
        DailyReportFactory(employee=employee, date=today() - datetime.timedelta(days=back), approved=True)
    client = client_for("employee")
    month = reverse("evaluations:daily-list")
    client.get(month)

    for address in (month, f"{month}?month=2025-01"):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_save_for_later_then_send(client_for):
    client = client_for("employee")

    saved = client.post(url("write"), lines(APEL, RAPAT))
    report = DailyWorkReport.objects.get()

    assert (saved.status_code, saved.url, report.state) == (302, url("write"), DailyState.DRAFT)
    assert list(report.entries.values_list("activity", "minutes", "quantity")) == [
        ("Apel pagi", 30, None),
        ("Rapat", 90, 1.5),
    ]
    page = client.get(url("write"))
    assert page.context["form"].row_count == 2
    seen = page.context["seen"]
    ids = [{"entry": str(pk)} for pk in report.entries.values_list("pk", flat=True)]

    sent = client.post(url("submit"), lines(APEL | ids[0], RAPAT | ids[1], seen=seen))

    report.refresh_from_db()
    assert (sent.url, report.state, DailyWorkEntry.objects.count()) == (
        reverse("evaluations:daily-list"),
        DailyState.SUBMITTED,
        2,
    )


def test_empty_lines_are_left_out_and_ticked_ones_removed(client_for):
    client_for("employee").post(url("submit"), lines({}, APEL, {}, RAPAT | {"drop": "on"}))

    assert list(DailyWorkEntry.objects.values_list("order", "activity")) == [(1, "Apel pagi")]


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([{"minutes": "30"}], "activity-0"),
        ([{"activity": "Apel"}], "minutes-0"),
        ([APEL, {"activity": "Rapat", "start": "10:00", "end": "09:00"}], "end-1"),
        ([APEL, {"activity": "Rapat", "start": "10:00"}], "end-1"),
        ([{"activity": "Apel", "minutes": "0"}], "minutes-0"),
        ([{"activity": "Apel", "minutes": "x"}], "minutes-0"),
        ([RAPAT, RAPAT | {"start": "10:00", "end": "12:00"}], "start-1"),
        ([APEL | {"quantity": "-1"}], "quantity-0"),
        ([{}], "__all__"),
        ([{"activity": "A", "minutes": "1440"}, APEL], "__all__"),
    ],
)
def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(client_for, rows, field):
    page = client_for("employee").post(url("submit"), lines(*rows))

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert DailyWorkReport.objects.count() == 0
    assert page.content.decode().count("data-error-summary") == 1
    for value in rows[-1].values():
        assert value in page.content.decode()
    assert Draft.objects.count() == 1


def test_one_line_more_keeps_what_was_typed_without_checking_it(client_for):
    client = client_for("employee")

    page = client.post(url("add-line"), lines({"activity": "Apel", "start": "10:00", "end": "09:00"}))

    form = page.context["form"]
    assert (page.status_code, form.row_count, form.errors) == (200, 2, {})
    assert 'value="Apel"' in page.content.decode()
    assert 'name="activity-1"' in page.content.decode()
    assert DailyWorkReport.objects.count() == 0
    # Coming back shows the draft.
    assert 'value="Apel"' in client.get(url("write")).content.decode()


def test_lines_end_at_thirty(client_for):
    page = client_for("employee").post(url("add-line"), lines(APEL, rows="30"))

    assert page.context["form"].row_count == 30


@pytest.mark.parametrize("rows", ["-1", "x", "", "100000"])
def test_hostile_number_of_lines(client_for, rows):
    page = client_for("employee").post(url("write"), lines(rows=rows))

    assert page.status_code == 200
    assert page.context["form"].row_count in {1, 30}


def test_evidence_is_stored_shown_and_removed(client_for):
    client = client_for("employee")
    client.post(url("write"), lines(APEL | {"evidence": SimpleUploadedFile("surat.pdf", PDF)}))
    entry, document = DailyWorkEntry.objects.get(), Document.objects.get()
    assert document.owner_id == str(entry.pk)
    page = client.get(url("write"))
    assert "surat.pdf" in page.content.decode()

    data = lines(APEL | {"entry": str(entry.pk)}, drop_evidence=str(document.pk), seen=page.context["seen"])
    client.post(url("write"), data)

    assert Document.objects.count() == 0
    assert DailyWorkEntry.objects.get().pk == entry.pk


def test_quantity_with_words_is_told_what_belongs_where(client_for):
    page = client_for("employee").post(url("submit"), lines(APEL | {"quantity": "12 surat"}))

    (fault,) = page.context["form"].errors["quantity-0"]
    assert "12" in fault
    assert page.context["form"].fields["quantity-0"].help_text


def test_refused_file_is_told_at_its_field(client_for):
    bad = SimpleUploadedFile("surat.pdf", b"MZ\x90\x00 not a pdf")

    page = client_for("employee").post(url("submit"), lines(APEL | {"evidence": bad}))

    assert list(page.context["form"].errors) == ["evidence-0"]
    assert DailyWorkReport.objects.count() == 0


def test_file_of_a_faulty_form_need_not_be_chosen_again(client_for):
    client = client_for("employee")
    page = client.post(url("submit"), lines({"activity": "Apel", "evidence": SimpleUploadedFile("surat.pdf", PDF)}))
    # It stands at its line.
    assert "surat.pdf" in page.text.split('class="daily-line"', 1)[1]
    assert "kept-uploads" not in page.text

    client.post(url("submit"), lines(APEL))

    assert Document.objects.get(kind="evaluations.evidence").name == "surat.pdf"


def test_begin_with_the_last_report_offers_its_lines_without_times(client_for, world):
    last = DailyReportFactory(
        employee=world.users["employee"].employee, date=today() - datetime.timedelta(days=1), approved=True
    )
    last.entries.update(start="08:00", end="10:00")

    page = client_for("employee").post(url("add-line"), {"rows": "1", "take": "last"})

    content = page.content.decode()
    assert "Melayani surat pengantar" in content
    assert 'value="08:00' not in content
    assert f'name="entry-0" value="{last.entries.get().pk}"' not in content
    assert DailyWorkReport.objects.count() == 1


def test_sent_day_opens_its_report(client_for, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True)

    assert client_for("employee").get(url("write")).url == report.get_absolute_url()


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "20261122", "2099-01-01", "0001-01-01", "9999-12-31"])
def test_days_that_are_not(client_for, day):
    assert client_for("employee").get(f"/evaluations/daily/{day}/").status_code == 404


def test_day_beyond_the_window_is_explained(client_for):
    day = today() - datetime.timedelta(days=20)
    client = client_for("employee")

    assert client.get(url("write", day)).url == reverse("evaluations:daily-list")
    page = client.post(url("submit", day), lines(APEL))
    assert len(page.context["form"].non_field_errors()) == 1
    assert DailyWorkReport.objects.count() == 0


def test_returned_report_shows_the_comment_and_is_sent_again(client_for, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, returned=True)
    client = client_for("employee")

    page = client.get(url("write"))
    assert "Sebutkan hasilnya." in page.content.decode()
    client.post(url("submit"), lines(APEL | {"output": "Berita acara"}, seen=page.context["seen"]))

    report.refresh_from_db()
    assert (report.state, report.comment) == (DailyState.SUBMITTED, "Sebutkan hasilnya.")


def test_two_clicks_send_once(client_for):
    client = client_for("employee")
    data = lines(APEL, idempotency_key="a" * 32)

    assert client.post(url("submit"), data).status_code == 302
    assert client.post(url("submit"), data).status_code == 302

    assert DailyWorkEntry.objects.count() == 1


def test_an_older_window_overwrites_nothing_until_its_writer_has_seen_the_newer_one(client_for):
    client = client_for("employee")
    older = client.get(url("write")).context["seen"]
    client.post(url("write"), lines(RAPAT | {"evidence": SimpleUploadedFile("surat.pdf", PDF)}, seen=older))

    refused = client.post(url("write"), lines(APEL, seen=older))

    assert refused.status_code == 200
    assert list(DailyWorkEntry.objects.values_list("activity", flat=True)) == ["Rapat"]
    assert Document.objects.count() == 1
    [conflict] = refused.context["conflicts"]
    assert "Rapat" in conflict["theirs"]
    assert "surat.pdf" in conflict["theirs"]
    assert "Apel pagi" in conflict["yours"]
    assert conflict["theirs"] in refused.text
    assert 'value="Apel pagi"' in refused.text
    assert len(refused.context["form"].non_field_errors()) == 1

    again = client.post(url("write"), lines(APEL, seen=refused.context["seen"]))

    assert again.status_code == 302
    assert list(DailyWorkEntry.objects.values_list("activity", flat=True)) == ["Apel pagi"]


def test_one_line_more_keeps_the_stamp_of_what_was_read(client_for):
    client = client_for("employee")
    client.post(url("write"), lines(RAPAT))

    page = client.post(url("add-line"), lines(APEL, seen=""))

    assert (page.context["seen"], page.context["conflicts"]) == ("", [])
    assert client.post(url("submit"), lines(APEL, seen="")).status_code == 200


def test_a_report_from_a_device_is_counted_once_and_shown_beside_a_newer_one(client_for):
    """What static/js/daily_waiting.js sends, twice or late, and opens when it was refused."""
    client = client_for("employee")
    queued = lines(APEL, seen="", idempotency_key="b" * 32)
    client.post(url("write"), lines(RAPAT, seen=""))

    assert client.post(url("submit"), queued).status_code == 200
    opened = client.get(url("write"))

    assert 'value="Apel pagi"' in opened.text
    assert "Rapat" in opened.context["conflicts"][0]["theirs"]
    kept = queued | {"seen": opened.context["seen"]}
    assert [client.post(url("submit"), kept).status_code for _time in range(2)] == [302, 302]
    assert list(DailyWorkEntry.objects.values_list("activity", flat=True)) == ["Apel pagi"]


def test_a_report_from_a_device_that_comes_after_the_sending_can_still_be_read(client_for):
    client = client_for("employee")
    client.post(url("submit"), lines(RAPAT, seen=""))

    assert client.post(url("submit"), lines(APEL, seen="", idempotency_key="b" * 32)).status_code == 200
    opened = client.get(url("write"), follow=True)

    assert "Apel pagi" in opened.context["unsent"]["lines"][0]
    assert "Apel pagi" in opened.text
    client.post(opened.context["unsent"]["discard_url"])
    assert client.get(url("write"), follow=True).context["unsent"] is None


def test_times_with_seconds_are_whole_minutes(client_for):
    early, late = {"start": "08:00", "end": "10:00:30"}, {"start": "10:00:10", "end": "12:00"}

    response = client_for("employee").post(url("submit"), lines(RAPAT | early, RAPAT | late, seen=""))

    assert response.status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert list(DailyWorkEntry.objects.order_by("order").values_list("start", "end")) == [
        (datetime.time(8), datetime.time(10)),
        (datetime.time(10), datetime.time(12)),
    ]


def test_month_shows_each_day_at_its_state(client_for, world):
    employee = world.users["employee"].employee
    DailyReportFactory(employee=employee, approved=True)
    old = datetime.date(2026, 3, 10)
    DailyReportFactory(employee=employee, date=old, returned=True)

    now = client_for("employee").get(reverse("evaluations:daily-list"))
    march = client_for("employee").get(reverse("evaluations:daily-list") + "?month=2026-03")

    reports = [day.report for week in march.context["month"].weeks for day in week if day.report]
    assert [report.date for report in reports] == [old]
    assert "Sebutkan hasilnya." in now.content.decode()
    assert march.context["following"] == datetime.date(2026, 4, 1)
    for month in ("x", "0001-01", "9999-12", "2026-13"):
        assert client_for("employee").get(reverse("evaluations:daily-list") + f"?month={month}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_month_costs_the_same_for_any_number_of_reports(client_for, world, rows, django_assert_max_num_queries):
    for number in range(rows):
        day = today().replace(day=1) + datetime.timedelta(days=number)
        DailyReportFactory(employee=world.users["employee"].employee, date=day, approved=True)
    client = client_for("employee")

    with django_assert_max_num_queries(15):
        client.get(reverse("evaluations:daily-list"))


def test_reading_anothers_report_is_logged_and_ones_own_is_not(client_for, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True)

    client_for("employee").get(report.get_absolute_url())
    assert RecordView.objects.count() == 0
    page = client_for("auditor").get(report.get_absolute_url())

    assert RecordView.objects.get().what == "daily_report"
    assert (page.context["may_decide"], page.context["may_write"]) == (False, False)


def test_first_page_names_what_is_to_write_and_to_correct(client_for, world):
    employee = world.users["employee"].employee
    DailyReportFactory(employee=employee, date=today() - datetime.timedelta(days=9), returned=True)

    titles = [
        str(item.title)
        for item in client_for("employee").get("/").context["actions"]
        if "laporan harian" in str(item.title)
    ]

    expected = sum(
        day.weekday() < 5 and edit_until(day) >= today()
        for day in (today() - datetime.timedelta(days=offset) for offset in range(10))
    )
    assert len(titles) == expected + 1


def test_the_day_begins_where_the_unit_is(client_of, monkeypatch):
    unit = UnitFactory(parent=UnitFactory(), time_zone="Asia/Jayapura")
    writer, head = make_employee_user(unit), make_employee_user(unit, head=True)
    moment = datetime.datetime(2026, 11, 18, 23, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    thursday = datetime.date(2026, 11, 19)

    page = client_of(writer).get(reverse("evaluations:daily-write", args=[thursday]))
    month = client_of(writer).get(reverse("evaluations:daily-list"))
    board = client_of(head).get(reverse("evaluations:team"))

    assert page.status_code == 200
    assert month.context["today"] == thursday
    assert (board.context["today"], board.context["as_of"]) == (thursday, "01.30")
