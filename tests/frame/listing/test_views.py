import io
import re
from urllib.parse import urlencode

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.jobs.models import Job
from asn_portal.listing import exports, pagination
from asn_portal.listing.models import ColumnChoice, SavedFilter
from tests.factories.employees import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.frame.listing.urls")]


@pytest.fixture
def reader():
    return UserFactory(username="reader", name="Zainal Reader", language="en")


@pytest.fixture
def page(client_of, reader):
    signed_in = client_of(reader)
    signed_in.cookies["django_language"] = "en"
    return signed_in


def names(response):
    return [row.record.name for row in response.context["table"].paginated_rows]


def bulk_url(path="/accounts/"):
    return f"/accounts/rename/?{urlencode({'list': path})}"


class TestRows:
    def test_rows_are_sorted_by_the_tables_order(self, page):
        UserFactory(name="Budi")
        UserFactory(name="Ani")

        response = page.get("/accounts/")

        assert names(response) == ["Ani", "Budi", "Zainal Reader"]

    def test_rows_outside_of_the_queryset_never_show(self, page):
        UserFactory(username="hidden", name="Ani")

        response = page.get("/accounts/?q=Ani")

        assert names(response) == []

    def test_sort_by_a_declared_column(self, page):
        UserFactory(name="Ani", username="zzz")

        assert names(page.get("/accounts/?sort=-username")) == ["Ani", "Zainal Reader"]

    @pytest.mark.parametrize("column", ["password", "email", "groups__name", "'; --", "-"])
    def test_sort_by_another_column_is_ignored(self, page, column):
        UserFactory(name="Ani")

        assert names(page.get("/accounts/", {"sort": column})) == ["Ani", "Zainal Reader"]

    def test_rows_of_equal_rank_keep_their_order_over_pages(self, page):
        users = [UserFactory(name="Same") for _ in range(60)]

        found = [
            row.record.pk
            for number in (1, 2, 3)
            for row in page.get(f"/accounts/?q=Same&page={number}").context["table"].paginated_rows
        ]

        assert found == [user.pk for user in users]

    def test_anonymous_visitor_is_sent_to_the_sign_in(self, client):
        response = client.get("/accounts/")

        assert response.status_code == 302
        assert "login" in response["Location"]

    def test_number_of_queries_does_not_depend_on_the_rows(self, page):
        page.get("/accounts/")
        with CaptureQueriesContext(connection) as one:
            page.get("/accounts/")
        UserFactory.create_batch(30)
        with CaptureQueriesContext(connection) as many:
            page.get("/accounts/")

        assert len(one) == len(many) <= 10


class TestPaging:
    def test_links_and_sentence(self, page):
        UserFactory.create_batch(59)

        context = page.get("/accounts/?page=2&q=").context

        assert context["result_count"] == "60 rows"
        assert context["paginator_links"]["summary"] == "26–50 of 60"
        assert context["paginator_links"]["next_url"] == "/accounts/?q=&page=3"
        assert [link["label"] for link in context["paginator_links"]["pages"]] == ["1", "2", "3"]

    @pytest.mark.parametrize(("number", "shown"), [("0", 3), ("99", 3), ("x", 1)])
    def test_impossible_page_shows_a_possible_one(self, page, number, shown):
        UserFactory.create_batch(59)

        assert page.get(f"/accounts/?page={number}").context["table"].page.number == shown

    def test_count_stops_at_the_cap(self, page, monkeypatch):
        monkeypatch.setattr(pagination, "COUNTED_ROWS", 30)
        monkeypatch.setattr(pagination.capped_count, "__defaults__", (30,))
        monkeypatch.setattr("asn_portal.listing.views.COUNTED_ROWS", 30)
        UserFactory.create_batch(59)

        with CaptureQueriesContext(connection) as queries:
            context = page.get("/accounts/?page=9").context

        assert context["result_count"] == "More than 30. Narrow the filter to see the rest."
        assert context["paginator_links"]["summary"] == "26–30 of 30+"
        counts = [query["sql"] for query in queries if "COUNT(*)" in query["sql"] and "accounts_user" in query["sql"]]
        assert len(counts) == 1
        assert "LIMIT 31" in counts[0]


class TestFilters:
    def test_filter_narrows_and_shows_a_removable_chip(self, page):
        UserFactory(name="Ani", language="id")

        context = page.get("/accounts/?language=en&q=zain&sort=name").context

        assert [row.record.name for row in context["table"].paginated_rows] == ["Zainal Reader"]
        assert context["chips"] == [
            {"label": "Search: zain", "remove_url": "/accounts/?language=en&sort=name"},
            {"label": "Language: English", "remove_url": "/accounts/?q=zain&sort=name"},
        ]
        assert context["clear_url"] == "/accounts/?sort=name"

    def test_each_word_of_the_search_may_stand_anywhere(self, page):
        UserFactory(name="Siti Rahmawati")
        UserFactory(name="Siti Aminah")

        assert names(page.get("/accounts/", {"q": "rahma siti"})) == ["Siti Rahmawati"]

    def test_range_filter_has_one_chip_that_removes_both_ends(self, page):
        context = page.get("/accounts/?created_after=2020-01-01&created_before=2020-02-01&q=x").context

        assert context["chips"][1] == {
            "label": "Created: 1 January 2020 to 1 February 2020",
            "remove_url": "/accounts/?q=x",
        }

    def test_invalid_filter_shows_no_rows_and_says_why(self, page):
        response = page.get("/accounts/?language=xx")

        assert names(response) == []
        assert "xx" in str(response.context["filter"].form.errors["language"])

    def test_text_from_the_address_is_escaped(self, page):
        response = page.get("/accounts/", {"q": "<script>alert(1)</script>"})

        assert b"<script>alert" not in response.content

    def test_empty_list_offers_the_first_step(self, page, monkeypatch):
        from tests.frame.listing.urls import AccountListView

        monkeypatch.setattr(AccountListView, "get_queryset", lambda self: User.objects.none())

        response = page.get("/accounts/")

        assert "Add an account" in response.content.decode()
        assert response.context["empty"]["title"] == "No accounts"

    def test_nothing_found_offers_to_drop_the_filters(self, page):
        response = page.get("/accounts/?q=nobody-has-this-name")

        assert response.context["empty"]["action_url"] == "/accounts/"
        assert "Nothing matches these filters" in response.content.decode()


class TestSavedFilters:
    def save(self, page, path="/accounts/?language=en&page=2&q=", **data):
        return page.post("/lists/filters/save/", {"path": path, "name": "English", **data})

    def test_save_keeps_filters_without_position(self, page, reader):
        response = self.save(page)

        saved = SavedFilter.objects.get()
        assert response["Location"] == "/accounts/?language=en&page=2&q="
        assert (saved.user, saved.list_key, saved.query, saved.shared_with) == (
            reader,
            "accounts.user",
            "language=en",
            "",
        )
        context = page.get("/accounts/?language=en").context
        assert [(item["label"], item["is_current"]) for item in context["saved_filters"]] == [("English", True)]

    def test_save_for_an_address_that_is_no_list(self, page):
        for path in ("https://evil.example/accounts/", "//evil.example/", "/inbox/", "/nowhere/", ""):
            assert self.save(page, path=path).status_code == 400

        assert SavedFilter.objects.count() == 0

    def test_shared_filter_reaches_the_units_below_and_nobody_else(self, world, client_of, monkeypatch):
        self.save(client_of(world.users["hr_officer"]), shared="1")

        assert SavedFilter.objects.get().shared_with == world.government.path
        for role, expected in {"employee": 1, "colleague": 1, "stranger": 0, "nobody": 0}.items():
            context = client_of(world.users[role]).get("/accounts/").context
            assert len(context["saved_filters"]) == expected, role

    def test_only_the_owner_deletes(self, world, client_of):
        self.save(client_of(world.users["hr_officer"]), shared="1")
        saved = SavedFilter.objects.get()

        refused = client_of(world.users["employee"]).post(f"/lists/filters/{saved.pk}/delete/")
        accepted = client_of(world.users["hr_officer"]).post(f"/lists/filters/{saved.pk}/delete/")

        assert (refused.status_code, accepted.status_code) == (404, 302)
        assert not SavedFilter.objects.exists()

    def test_default_opens_with_the_list_and_can_be_left(self, page):
        self.save(page)
        page.post(f"/lists/filters/{SavedFilter.objects.get().pk}/default/")

        opened = page.get("/accounts/")
        filtered = page.get(opened["Location"])

        assert opened["Location"] == "/accounts/?language=en"
        assert filtered.context["chips"][0]["remove_url"] == "/accounts/?all=1"
        assert page.get("/accounts/?all=1").status_code == 200

    def test_delete_does_not_lead_to_another_site(self, page):
        self.save(page)

        response = page.post(
            f"/lists/filters/{SavedFilter.objects.get().pk}/delete/", {"next": "https://evil.example/"}
        )

        assert response["Location"] == "/"


class TestColumns:
    def test_usual_columns_until_the_person_chooses(self, page, reader):
        before = [column.name for column in page.get("/accounts/").context["table"].columns]
        page.post("/lists/columns/", {"path": "/accounts/?q=a", "columns": ["created_at", "password"]})
        after = [column.name for column in page.get("/accounts/").context["table"].columns]

        assert before == ["selected", "name", "username", "email", "language"]
        assert after == ["selected", "name", "created_at"]
        assert ColumnChoice.objects.get().columns == ["created_at"]

    def test_no_column_returns_to_the_usual_ones(self, page, reader):
        ColumnChoice.objects.create(user=reader, list_key="accounts.user", columns=["created_at"])

        response = page.post("/lists/columns/", {"path": "/accounts/?q=a"})

        assert response["Location"] == "/accounts/?q=a"
        assert not ColumnChoice.objects.exists()

    def test_another_persons_choice_is_not_mine(self, page):
        ColumnChoice.objects.create(user=UserFactory(), list_key="accounts.user", columns=["created_at"])

        assert [column["name"] for column in page.get("/accounts/").context["columns"] if column["shown"]] == [
            "username",
            "email",
            "language",
        ]


class TestExport:
    def test_xlsx_holds_exactly_the_filtered_rows_and_shown_columns(self, page, reader):
        UserFactory(name="=HYPERLINK(1)", username="a", email=None, language="en")
        UserFactory(name="Ani", username="b", language="id")

        response = page.get("/accounts/?language=en&sort=-name&export=xlsx")

        rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
        assert rows == [
            ("Name", "NIP or user name", "E-mail", "Language"),
            ("Zainal Reader", "reader", "reader@example.go.id", "English"),
            ("'=HYPERLINK(1)", "a", None, "English"),
        ]
        assert re.fullmatch(r'attachment; filename="accounts-\d{4}-\d\d-\d\d\.xlsx"', response["Content-Disposition"])

    def test_csv_is_safe_from_formulas(self, page):
        UserFactory(name="=1+1", username="a")

        text = page.get("/accounts/?q=1&export=csv").content.decode("utf-8-sig")

        assert "'=1+1" in text

    def test_export_is_recorded(self, page, reader):
        page.get("/accounts/?q=reader&export=csv")

        event = Event.objects.get(kind="listing.exported")
        assert event.actor == reader
        assert event.data == {
            "list": "accounts.user",
            "filters": "q=reader&export=csv",
            "format": "csv",
            "rows": 1,
        }

    def test_pdf(self, page):
        response = page.get("/accounts/?q=reader&export=pdf")

        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-")

    def test_pdf_has_the_letterhead_of_the_government(self, client_for):
        response = client_for("hr_officer").get("/accounts/?export=pdf")

        text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
        assert text.upper().count("PEMERINTAH KOTA MEDAN") == 2

    def test_unknown_format(self, page):
        assert page.get("/accounts/?export=exe").status_code == 400

    def test_long_export_asks_and_becomes_a_job(self, page, reader, monkeypatch):
        from asn_portal.jobs.services import run_now

        monkeypatch.setattr(exports, "ROWS_AT_ONCE", 2)
        monkeypatch.setattr(exports, "BATCH", 2)
        UserFactory.create_batch(4, language="en")

        asked = page.get("/accounts/?language=en&export=csv")
        before = Job.objects.count()
        started = page.post("/accounts/?language=en&export=csv")
        job = run_now(Job.objects.get())

        assert before == 0
        assert "more than 2 rows" in asked.content.decode()
        assert started["Location"] == job.get_absolute_url()
        assert (job.owner, job.state, job.done, job.total) == (reader, "done", 5, 5)
        with job.result.file.open() as file:
            assert len(file.read().decode("utf-8-sig").splitlines()) == 6
        assert Event.objects.get(kind="listing.exported").data["rows"] == 5

    def test_post_without_export_is_refused(self, page):
        assert page.post("/accounts/").status_code == 405


class TestBulkActions:
    def test_preview_says_how_many_and_why_not(self, page):
        good, without = UserFactory(name="Ani"), UserFactory(name="Budi", email=None)

        response = page.post(bulk_url(), {"selected": [good.pk, without.pk, "junk", "999999"]})

        text = response.content.decode()
        assert "This touches 1 row." in text
        assert "1 row is skipped: has no e-mail" in text
        assert response.context["pks"] == str(good.pk)
        assert not User.objects.filter(name="Renamed").exists()

    def test_confirm_acts_on_exactly_the_previewed_rows(self, page):
        chosen = UserFactory(), UserFactory(username="stubborn"), UserFactory()
        bystander = UserFactory(name="Bystander")

        response = page.post(
            bulk_url("/accounts/?language=id"),
            {"confirmed": "1", "pks": ",".join(str(user.pk) for user in chosen)},
            follow=True,
        )

        assert response.redirect_chain == [("/accounts/?language=id", 302)]
        assert [str(message) for message in response.context["messages"]] == [
            "Done for 2 rows.",
            "1 row skipped: does not want to",
        ]
        assert User.objects.filter(name="Renamed").count() == 2
        bystander.refresh_from_db()
        assert bystander.name == "Bystander"

    def test_all_that_match_follow_the_filter(self, page):
        UserFactory.create_batch(30, language="id")

        response = page.post(bulk_url("/accounts/?language=id"), {"all_matching": "1"})

        assert len(response.context["preview"].touched) == 30

    def test_too_many(self, page):
        UserFactory.create_batch(51, language="id")

        response = page.post(bulk_url("/accounts/?language=id"), {"all_matching": "1"}, follow=True)

        assert [str(message) for message in response.context["messages"]] == [
            "This can be done for at most 50 rows at once. Narrow the filter first."
        ]

    def test_nothing_selected(self, page):
        response = page.post(bulk_url(), follow=True)

        assert [str(message) for message in response.context["messages"]] == ["Select at least one row first."]

    def test_rows_outside_of_the_queryset_cannot_be_touched(self, page):
        hidden = UserFactory(username="hidden", name="Hidden")

        page.post(bulk_url(), {"confirmed": "1", "pks": str(hidden.pk)})

        hidden.refresh_from_db()
        assert hidden.name == "Hidden"

    def test_get_is_refused(self, page):
        assert page.get(bulk_url()).status_code == 405

    @pytest.mark.parametrize("path", ["", "/inbox/", "https://evil.example/accounts/"])
    def test_address_of_another_list(self, page, path):
        assert page.post(bulk_url(path), {"selected": "1"}).status_code == 400

    def test_actions_that_the_scope_does_not_offer_are_hidden(self, page):
        assert [action["label"] for action in page.get("/accounts/").context["bulk_actions"]] == ["Rename"]
