"""The office: surveys, the desk for reports, holidays."""

import datetime

import pytest
from django.urls import reverse

from asn_portal.access.roles import Role
from asn_portal.audit.models import RecordView
from asn_portal.documents.models import Document
from employees.dates import today
from surveys.enums import ComplaintState, SurveyElement
from surveys.models import Complaint, Holiday, SatisfactionSurvey, SurveyResponse
from surveys.registration import may_see_photo, search_complaints, waiting_for
from surveys.services.complaint import PHOTO_KIND
from tests.factories.employees import make_officer
from tests.factories.surveys import (
    FIVE_FORMS,
    CommentFactory,
    ComplaintFactory,
    HolidayFactory,
    SurveyFactory,
    add_responses,
    send_report,
)

pytestmark = pytest.mark.django_db


def status(client, name, *args, method="get", data=None):
    return getattr(client, method)(reverse(f"surveys:{name}", args=args), data or {}).status_code


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("service_officer", (200, 200, 200, 200)),
        ("head_of_agency", (200, 200, 403, 403)),
        ("hr_officer", (200, 200, 403, 403)),
        ("auditor", (200, 200, 403, 403)),
        ("stranger", (200, 404, 404, 404)),
        ("employee", (403, 404, 404, 404)),
        ("operator", (403, 404, 404, 404)),
        ("anonymous", (302, 302, 302, 302)),
    ],
)
def test_who_may_see_and_close_a_survey(world, client_for, role, expected):
    survey = SurveyFactory(unit=world.village, opened=True)
    client = client_for(role)

    found = (
        status(client, "survey-list"),
        status(client, "survey-detail", survey.pk),
        status(client, "survey-close", survey.pk),
        status(client, "survey-paper", survey.pk),
    )

    assert found == expected


@pytest.mark.parametrize(
    ("role", "open_report", "secret_report", "act"),
    [
        ("service_officer", 200, 200, 302),
        ("auditor", 200, 404, 403),
        ("head_of_agency", 200, 404, 403),
        ("supervisor", 200, 404, 403),
        ("hr_officer", 404, 404, 404),
        ("stranger", 404, 404, 404),
        ("employee", 404, 404, 404),
        ("anonymous", 302, 302, 302),
    ],
)
def test_who_may_read_and_handle_a_report(world, client_for, role, open_report, secret_report, act):
    plain, secret = ComplaintFactory(unit=world.village), ComplaintFactory(unit=world.village, visibility="secret")
    client = client_for(role)

    found = (
        status(client, "complaint-detail", plain.pk),
        status(client, "complaint-detail", secret.pk),
        status(client, "complaint-verify", plain.pk, method="post"),
    )

    assert found == (open_report, secret_report, act)
    expected = ComplaintState.VERIFIED if role == "service_officer" else ComplaintState.NEW
    assert Complaint.objects.get(pk=plain.pk).state == expected


def test_a_survey_from_preparation_to_publication(world, client_for):
    client = client_for("service_officer")
    data = {
        "unit": world.village.pk,
        "starts_on": (today() - datetime.timedelta(days=1)).isoformat(),
        "ends_on": (today() + datetime.timedelta(days=30)).isoformat(),
        "expected_users": "200",
        "services": "KTP\nKK",
        "elements": [str(element) for element in SurveyElement],
        "index_series": "all",
        "blank_rule": "exclude",
        "weight_rounding": "exact",
    }

    client.post(reverse("surveys:survey-create"), data)
    survey = SatisfactionSurvey.objects.get()
    client.post(reverse("surveys:survey-update", args=[survey.pk]), {**data, "expected_users": "10"})
    client.post(reverse("surveys:survey-open", args=[survey.pk]))
    add_responses(survey, *FIVE_FORMS)
    page = client.get(survey.get_absolute_url()).content.decode()
    client.post(reverse("surveys:survey-close", args=[survey.pk]))

    survey = SatisfactionSurvey.objects.get()
    # Counted at once; figures of a running survey follow in steps.
    assert ("5 dari 10" in page, "85,56" in page) == (True, False)
    assert (survey.state, survey.target, survey.result.data["figures"]["index"]) == ("closed", 10, "85.56")


def test_a_survey_of_a_unit_outside_the_scope(world, client_for):
    data = {"unit": world.government.pk, "starts_on": "2026-01-01", "ends_on": "2026-02-01"}

    client_for("service_officer").post(reverse("surveys:survey-create"), data)

    assert not SatisfactionSurvey.objects.exists()


def test_paper_forms_one_after_the_other(world, client_for):
    survey = SurveyFactory(unit=world.village, opened=True)
    client, url = client_for("service_officer"), reverse("surveys:survey-paper", args=[survey.pk])
    data = {
        **dict.fromkeys(map(str, SurveyElement), "4"),
        "cost": "-",
        "answered_on": today().isoformat(),
        "key": "11111111-2222-4333-8444-555555555555",
    }

    first = client.post(url, data)
    client.post(url, data)
    client.post(url, {**data, "answered_on": "nonsense", "key": ""})

    response = SurveyResponse.objects.get()
    assert (first.headers["Location"], response.channel, response.cost) == (
        f"{url}?answered_on={today().isoformat()}",
        "paper",
        None,
    )


def test_poster(world, client_for):
    survey = SurveyFactory(unit=world.village, opened=True)

    response = client_for("service_officer").get(reverse("surveys:survey-poster", args=[survey.pk]))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["survey-list", "complaint-list", "comment-list", "holiday-list"])
def test_lists_cost_the_same_for_any_number_of_rows(world, client_for, django_assert_max_num_queries, name, rows):
    for number in range(rows):
        start = datetime.date(2020 + number, 1, 1)
        survey = SurveyFactory(unit=world.village, period=(start, start.replace(month=6)))
        CommentFactory(survey=survey)
        ComplaintFactory(unit=world.village)
        HolidayFactory(government=world.government, date=start)
    client = client_for("service_officer")
    client.get(reverse(f"surveys:{name}"))

    with django_assert_max_num_queries(12):
        response = client.get(reverse(f"surveys:{name}"))

    assert response.content.count(b"<tr") >= rows + 1


def test_the_desk_shows_nobodys_name(world, client_for):
    # EX-8.10
    send_report(world.village, name="Siti Aminah", visibility="name_hidden")
    send_report(world.village, name="Budi Hartono")

    page = client_for("service_officer").get(reverse("surveys:complaint-list")).content.decode()

    assert "Siti Aminah" not in page
    assert "Budi Hartono" not in page
    assert page.count("Anonim") + page.count("Anonymous") == 1


def test_a_contact_is_opened_with_a_reason(world, client_for):
    complaint = send_report(world.village, name="Budi Hartono").complaint
    client = client_for("service_officer")

    detail = client.get(complaint.get_absolute_url()).content.decode()
    empty = client.post(reverse("surveys:complaint-contact", args=[complaint.pk]), {"text": ""}).content.decode()
    opened = client.post(reverse("surveys:complaint-contact", args=[complaint.pk]), {"text": "Menelepon"})

    assert "Budi Hartono" not in detail + empty
    assert "Budi Hartono" in opened.content.decode()
    assert RecordView.objects.get().what == "report"


def test_overdue_filter(world, client_for):
    late = ComplaintFactory(unit=world.village, received_at=datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC))
    fresh = ComplaintFactory(unit=world.village)
    client = client_for("service_officer")

    page = client.get(reverse("surveys:complaint-list") + "?is_overdue=true").content.decode()

    assert late.formatted_code in page
    assert fresh.formatted_code not in page


def test_forwarding_out_of_the_own_area(world, client_for):
    make_officer(Role.SERVICE_OFFICER, world.government)
    complaint = ComplaintFactory(unit=world.village, state=ComplaintState.VERIFIED)

    response = client_for("service_officer").post(
        reverse("surveys:complaint-forward", args=[complaint.pk]), {"unit": world.government.pk, "text": "Urusan kota."}
    )

    complaint.refresh_from_db()
    assert (complaint.unit, response.headers["Location"]) == (world.government, reverse("surveys:complaint-list"))


def test_forwarding_to_where_nobody_reads(world, client_for):
    complaint = ComplaintFactory(unit=world.village, state=ComplaintState.VERIFIED)

    response = client_for("service_officer").post(
        reverse("surveys:complaint-forward", args=[complaint.pk]), {"unit": world.government.pk, "text": "Urusan kota."}
    )

    complaint.refresh_from_db()
    assert (response.status_code, complaint.unit) == (200, world.village)
    assert b"Urusan kota." in response.content


def test_faults_of_a_step_are_shown_on_the_report(world, client_for):
    complaint = ComplaintFactory(unit=world.village, state=ComplaintState.IN_PROGRESS)

    response = client_for("service_officer").post(
        reverse("surveys:complaint-close", args=[complaint.pk]), {"text": " "}
    )

    complaint.refresh_from_db()
    assert (response.status_code, complaint.state) == (200, ComplaintState.IN_PROGRESS)
    assert b"error-summary" in response.content


def test_comments_are_decided_by_the_officer_only(world, client_for):
    comment = CommentFactory(survey=SurveyFactory(unit=world.village, opened=True))

    refused = status(client_for("head_of_agency"), "comment-publish", comment.pk, method="post")
    allowed = status(client_for("service_officer"), "comment-publish", comment.pk, method="post")

    comment.refresh_from_db()
    assert (refused, allowed, comment.state) == (403, 302, "approved")


@pytest.mark.parametrize("role", [Role.HR_OFFICER, Role.SERVICE_OFFICER])
def test_holidays(world, client_of, client_for, role):
    client = client_of(make_officer(role, world.government))

    client.post(reverse("surveys:holiday-create"), {"date": "2026-12-25", "name": "Natal"})
    again = client.post(reverse("surveys:holiday-create"), {"date": "2026-12-25", "name": "Natal"})
    holiday = Holiday.objects.get()
    foreign = status(client_for("stranger"), "holiday-delete", holiday.pk, method="post")
    removed = status(client, "holiday-delete", holiday.pk, method="post")

    assert holiday.government == world.government
    assert (again.status_code, foreign, removed, Holiday.objects.count()) == (200, 404, 302, 0)


def test_officers_of_a_district_see_holidays_and_change_none(world, client_for):
    holiday = HolidayFactory(government=world.government, name="Hari jadi kota")
    client = client_for("service_officer")

    listed = client.get(reverse("surveys:holiday-list")).content.decode()
    added = client.post(reverse("surveys:holiday-create"), {"date": "2026-12-25", "name": "Natal"}).status_code
    removed = status(client, "holiday-delete", holiday.pk, method="post")

    assert "Hari jadi kota" in listed
    assert reverse("surveys:holiday-create") not in listed
    assert reverse("surveys:holiday-delete", args=[holiday.pk]) not in listed
    assert (added, removed, Holiday.objects.count()) == (403, 403, 1)


def test_national_holidays_can_not_be_removed(world, client_of):
    holiday = HolidayFactory(government=None)
    officer = make_officer(Role.SERVICE_OFFICER, world.government)

    assert status(client_of(officer), "holiday-delete", holiday.pk, method="post") == 403


@pytest.mark.usefixtures("everybody")
def test_what_waits_for_the_officer(world, django_assert_max_num_queries):
    ComplaintFactory(unit=world.village, received_at=datetime.datetime(2026, 1, 5, tzinfo=datetime.UTC))
    ComplaintFactory(unit=world.other_village)
    CommentFactory(survey=SurveyFactory(unit=world.village, opened=True))
    ended = SurveyFactory(unit=world.other_village, opened=True, period=("2026-01-01", "2026-03-01"))

    with django_assert_max_num_queries(5):
        items = list(waiting_for(world.users["service_officer"]))

    assert [item.count for item in items] == [2, 1, 1]
    assert items[2].url == ended.get_absolute_url()
    assert [list(waiting_for(world.users[name])) for name in ("employee", "stranger")] == [[], []]
    # Heads and auditors handle none of it, but read that it is late.
    for reader in ("head_of_agency", "supervisor", "auditor"):
        [item] = waiting_for(world.users[reader])
        assert (item.count, item.tone, "is_overdue=true" in item.url) == (1, "bad", True)


def test_search_by_code(world):
    complaint = ComplaintFactory(unit=world.village)

    found = {name: search_complaints(user, complaint.code[:5].lower(), 5) for name, user in world.users.items()}

    assert {name for name, hits in found.items() if hits} == {
        "service_officer",
        "auditor",
        "head_of_agency",
        "supervisor",
    }


def test_photos_follow_their_report(world):
    complaint = ComplaintFactory(unit=world.village, visibility="secret")
    document = Document(kind=PHOTO_KIND, owner_id=str(complaint.pk))

    seeing = {name for name, user in world.users.items() if may_see_photo(user, document)}

    assert seeing == {"service_officer"}
    assert not may_see_photo(world.users["service_officer"], Document(kind=PHOTO_KIND, owner_id=""))
