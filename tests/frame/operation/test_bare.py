"""The shortest way to the survey leaves out accounts, not the headers, the language or the errors of other pages."""

import pytest

from surveys.views.public_survey import survey_pages
from tests.factories.surveys import SurveyFactory

pytestmark = pytest.mark.django_db
HEADERS = (
    "Content-Security-Policy",
    "Permissions-Policy",
    "X-Frame-Options",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)


@pytest.fixture
def survey(world):
    survey_pages.clear()
    return SurveyFactory(unit=world.village, opened=True)


def test_its_headers_are_those_of_every_page(client, survey):
    bare, usual = client.get("/p/belawan-i/survey/"), client.get("/p/belawan-i/")

    def policy(response):
        return sorted(response.headers["Content-Security-Policy"].split("; "))

    assert policy(bare) == policy(usual)
    assert [bare.headers.get(name) for name in HEADERS[1:]] == [usual.headers.get(name) for name in HEADERS[1:]]


def test_it_speaks_the_chosen_language(client, survey):
    client.cookies["django_language"] = "en"

    assert client.get("/p/belawan-i/survey/").headers["Content-Language"] == "en"


def test_somebody_signed_in_is_nobody_there(client_for, survey):
    response = client_for("service_officer").get("/p/belawan-i/survey/")

    assert (response.status_code, dict(response.cookies)) == (200, {})


@pytest.mark.parametrize(
    ("path", "method", "headers", "status"),
    [
        ("/p/nowhere/survey/", "get", {}, 404),
        ("/p/belawan-i/survey/", "put", {}, 405),
        ("/p/belawan-i/survey/", "post", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("/p/belawan-i/nothing/", "get", {}, 404),
    ],
)
def test_its_refusals_are_pages_too(client, survey, path, method, headers, status):
    response = getattr(client, method)(path, headers=headers)

    assert response.status_code == status
    assert status == 405 or b"</html>" in response.content
