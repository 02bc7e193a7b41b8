"""Open data, results pages with intervals and both series, posters."""

import datetime
import io
import json
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.utils import translation
from pypdf import PdfReader

from employees.dates import today
from surveys.enums import AlarmState, CommentState, IndexSeries, Series
from surveys.models import SurveyResponse
from surveys.reports.chapters import survey_report_pdf
from tests.factories.surveys import (
    FIVE_FORMS,
    AlarmFactory,
    CommentFactory,
    FollowUpFactory,
    ServiceFactory,
    SurveyFactory,
    add_shown_responses,
    form_answers,
    publish,
)

pytestmark = pytest.mark.django_db

PERIOD = (datetime.date(2026, 1, 1), datetime.date(2026, 7, 1))


@pytest.fixture
def closed(world):
    survey = SurveyFactory(unit=world.village, opened=True, period=PERIOD, expected_users=500)
    service = ServiceFactory(unit=world.village, name="KTP")
    SurveyResponse.objects.bulk_create(
        SurveyResponse(survey=survey, answered_on=PERIOD[0], service=service, sex="F", **form_answers(form))
        for form in FIVE_FORMS
    )
    return publish(survey)


def test_results_as_csv(client, closed):
    response = client.get("/p/belawan-i/results.csv")

    rows = [line.split(";") for line in response.content.decode("utf-8-sig").splitlines()]
    by_part = {tuple(row[6:8]): row[9:] for row in rows[1:]}
    assert rows[0][:3] == ["survey", "unit", "unit_name"]
    assert by_part["index", "exact"] == ["5", "", "85.56", "73.82", "97.30", "A/B/C"]
    assert by_part["variant", "0.11"] == ["5", "", "84.70", "", "", "B"]
    assert by_part["element", "requirements"] == ["5", "3.6000", "90.00", "", "", "A"]
    assert by_part["sex", "F"] == ["5", "", "85.56", "", "", ""]
    assert {len(row) for row in rows} == {15}


def test_results_as_json_agree_with_their_schema(client, closed):
    document = json.loads(client.get("/p/belawan-i/results.json").content)
    schema = json.loads((settings.BASE_DIR / "static/open_data/survey-results.schema.json").read_text())

    result = document["results"][0]
    described = schema["$defs"]["result"]
    assert set(document) - {"$schema"} == set(schema["properties"])
    assert set(result) == set(described["properties"]) == set(described["required"])
    assert (result["index"], result["grade"], result["shown_grade"], result["counted"]) == ("85.56", "B", "A/B/C", 5)
    assert result["services"] == [
        {"service": result["services"][0]["service"], "name": "KTP", "n": 5, "index": "85.56"}
    ]
    assert result["respondents"]["sex"] == {"F": {"n": 5, "index": "85.56"}}
    assert result["sha256"] == closed.result.sha256


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_open_data_is_not_sent_twice(client, closed, ending):
    first = client.get(f"/p/belawan-i/results.{ending}")
    again = client.get(f"/p/belawan-i/results.{ending}", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "public, max-age=300"


def test_open_data_of_a_government_and_of_one_survey(client, closed, world):
    other = SurveyFactory(unit=world.other_village, opened=True, period=PERIOD)
    publish(other)

    everything = json.loads(client.get("/p/kota-medan/results.json").content)["results"]
    one = json.loads(client.get(f"/p/kota-medan/results.json?survey={closed.pk}").content)["results"]

    assert {each["unit"] for each in everything} == {"belawan-i", "bagan-deli"}
    assert [each["unit"] for each in one] == ["belawan-i"]


def test_running_surveys_are_no_open_data(client, world):
    SurveyFactory(unit=world.village, opened=True)

    assert client.get("/p/belawan-i/results.json").status_code == 404
    assert client.get("/p/belawan-i/data/").status_code == 200


def test_rss_tells_of_results_and_answered_comments(client, closed):
    told = {"state": CommentState.APPROVED, "answered_on": today(), "survey": closed}
    CommentFactory(text="Kursi kurang", answer="Sudah ditambah", moderated_by_id=_anybody(), **told)
    CommentFactory(text="Tidak dijawab", survey=closed, state=CommentState.APPROVED, moderated_by_id=_anybody())
    CommentFactory(text="Belum terbit", answer="Nanti", survey=closed, answered_on=today())

    feed = client.get("/p/belawan-i/results.rss")

    items = ET.fromstring(feed.content).findall("./channel/item")  # noqa: S314
    texts = [item.findtext("description") for item in items]
    assert feed.headers["Content-Type"].startswith("application/rss+xml")
    assert len(items) == 2
    assert any("Kursi kurang" in text and "Sudah ditambah" in text for text in texts)


def test_an_unchanged_feed_is_not_sent_again(client, closed):
    first = client.get("/p/belawan-i/results.rss")

    again = client.get("/p/belawan-i/results.rss", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_results_page_with_interval_and_open_grade(client, closed):
    page = client.get("/p/belawan-i/results/?lang=en").content.decode()

    assert "95 % interval: 73.82–97.30" in page
    assert "<strong>A/B/C</strong>" in page
    assert "https://wa.me/?text=" in page


def test_results_page_shows_the_other_series_apart(client, world):
    survey = SurveyFactory(unit=world.village, opened=True, index_series=IndexSeries.VERIFIED)
    add_shown_responses(survey, *FIVE_FORMS, series=Series.TICKET)
    add_shown_responses(survey, *["111111111"] * 6, series=Series.OPEN)

    page = client.get("/p/belawan-i/results/?lang=en").content.decode()

    assert "not verified" in page
    assert "6 answers, index 25.00." in page
    assert "85.56" in page


def test_results_page_shows_promises_without_names(client, closed, world):
    action = FollowUpFactory(survey=closed, action="Kursi baru", due_on=today() - datetime.timedelta(days=1))
    AlarmFactory(survey=closed, state=AlarmState.SUSPICIOUS, reviewed_by_id=_anybody())
    AlarmFactory(survey=closed, day=today() - datetime.timedelta(days=3))

    page = client.get("/p/belawan-i/results/?lang=en").content.decode()

    assert "Kursi baru" in page
    assert action.owner_position in page
    assert action.owner.name not in page
    assert "overdue" in page
    assert page.count("Suspicious on") == 1


@pytest.mark.parametrize("size", ["a5", "a4", "a3"])
def test_result_poster(client, closed, size):
    response = client.get(f"/p/belawan-i/result-poster.pdf?survey={closed.pk}&size={size}")

    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("language", "written", "unwritten"),
    [
        ("en", ("Requirements", "Female", "85.56"), "Persyaratan"),
        ("id", ("Persyaratan", "Perempuan", "85,56"), "Female"),
    ],
)
def test_the_report_is_written_in_one_language(closed, language, written, unwritten):
    with translation.override("id"):
        reader = PdfReader(io.BytesIO(survey_report_pdf(closed, language=language)))

    text = " ".join(page.extract_text() for page in reader.pages)
    for words in written:
        assert words in text
    assert unwritten not in text


def test_result_poster_of_a_running_survey_or_unknown_size(client, closed, world):
    running = SurveyFactory(unit=world.village, opened=True)

    assert client.get(f"/p/belawan-i/result-poster.pdf?survey={running.pk}").status_code == 404
    assert client.get(f"/p/belawan-i/result-poster.pdf?survey={closed.pk}&size=a0").status_code == 404


def _anybody():
    from asn_portal.accounts.models import User

    return User.objects.order_by("pk").values_list("pk", flat=True)[0]
