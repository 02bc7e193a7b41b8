"""The signed-in frame: the phone's bottom bar by role, pages that say no, sign-in from inside a fragment."""

import re

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from asn_portal import navigation

pytestmark = pytest.mark.django_db


def bottom_bar(content: str) -> list[str]:
    bar = content[content.index('class="bottom-nav"') : content.index('class="more')]
    return re.findall(r'<a href="([^"]+)"', bar)


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("supervisor", ["home:index", "evaluations:team", "evaluations:daily-list", "employees:employee-list"]),
        ("employee", ["home:index", "evaluations:daily-list", "employees:employee-me", "training:session-list"]),
    ],
)
def test_bottom_bar_begins_with_what_only_this_role_has(client_for, role, places):
    content = client_for(role).get("/").content.decode()

    assert bottom_bar(content) == [reverse(place) for place in places]


def test_service_officers_find_reports_from_citizens_on_the_bottom_bar(client_for):
    bar = bottom_bar(client_for("service_officer").get("/").content.decode())

    assert bar[:2] == ["/", reverse("surveys:complaint-list")]


@pytest.mark.parametrize(("place", "is_marked"), [("employees:unit-list", True), ("evaluations:daily-list", False)])
def test_more_is_marked_when_the_place_stands_under_it(client_for, place, is_marked):
    content = client_for("employee").get(reverse(place)).content.decode()

    assert ("more has-current" in content) is is_marked


class TestPagesThatSayNo:
    @pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/operation/", 403)])
    def test_signed_in_people_keep_their_frame(self, client_for, path, status):
        response = client_for("employee").get(path)

        content = response.content.decode()
        assert response.status_code == status
        assert 'class="side-nav"' in content
        assert "data-search-box" in content
        assert content.count("<h1") == 1

    def test_others_see_the_public_page(self, client):
        response = client.get("/nowhere/")

        content = response.content.decode()
        assert response.status_code == 404
        assert 'class="masthead"' in content
        assert "side-nav" not in content

    def test_words_come_even_when_the_frame_cannot_be_drawn(self, client_for, monkeypatch):
        def away(*_args):
            raise OperationalError("the database is away")

        signed_in = client_for("employee")
        monkeypatch.setattr(navigation, "_unread_count", [away])

        response = signed_in.get("/nowhere/")

        assert response.status_code == 404
        assert 'class="masthead"' in response.content.decode()


class TestFragmentOfASignedOutPerson:
    HTMX = {"HX-Request": "true"}

    def test_takes_the_whole_page_to_the_sign_in_and_back(self, client):
        response = client.get(
            "/employees/?q=siti", headers={**self.HTMX, "HX-Current-URL": "http://testserver/employees/?sort=name"}
        )

        assert (response.status_code, response.content) == (200, b"")
        assert response["HX-Redirect"] == "/account/login/?next=/employees/%3Fsort%3Dname"
        assert "Location" not in response

    @pytest.mark.parametrize("current", [{}, {"HX-Current-URL": "https://elsewhere.example/trap/"}])
    def test_leads_to_the_first_page_from_an_unknown_place(self, client, current):
        response = client.get("/employees/", headers={**self.HTMX, **current})

        assert response["HX-Redirect"] == "/account/login/?next=/"

    def test_ordinary_page_is_redirected_as_ever(self, client):
        response = client.get("/employees/?q=siti")

        assert (response.status_code, response["Location"]) == (302, "/account/login/?next=/employees/%3Fq%3Dsiti")

    def test_form_leads_back_to_its_page(self, client):
        response = client.post(
            "/training/sessions/1/attendance/send/", headers={"Referer": "http://testserver/training/?page=2"}
        )

        assert response["Location"] == "/account/login/?next=/training/%3Fpage%3D2%26unsent%3D1"

    @pytest.mark.parametrize("page", ["", "https://elsewhere.example/trap/"])
    def test_form_of_an_unknown_page_leads_to_its_own_address(self, client, page):
        response = client.post("/training/", headers={"Referer": page})

        assert response["Location"] == "/account/login/?next=/training/"

    def test_other_redirects_stay(self, client):
        response = client.get("/", headers=self.HTMX)

        assert (response.status_code, response["Location"]) == (302, "/p/")


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/training/sessions/7/scores/enter/?unsent=1", "/training/sessions/7/scores/?unsent=1"),
        ("/surveys/7/paper/check/", "/surveys/7/paper/"),
        ("/employees/7/numbers/", "/employees/7/"),
        ("/training/meetings/7/remove/", "/training/"),
    ],
)
def test_address_that_takes_only_forms_leads_to_its_page(client_for, address, page):
    client = client_for("hr_officer")

    opened = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"})

    assert (opened.status_code, opened.headers["Location"]) == (302, page)
    assert client.get(address, headers={"Accept": "application/json"}).status_code == 405


@pytest.mark.parametrize("signed_in", [False, True])
def test_form_without_a_token_is_refused_in_words(world, signed_in):
    client = Client(enforce_csrf_checks=True)
    if signed_in:
        client.force_login(world.users["employee"])

    response = client.post(reverse("account_login"), {"login": "x", "password": "y"})

    assert response.status_code == 403
    assert "muat ulang halamannya" in response.content.decode()
