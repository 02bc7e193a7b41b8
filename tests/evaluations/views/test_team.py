"""The supervisor's day in the browser."""

import datetime
import re

import pytest
from django.core import signing
from django.urls import reverse

from asn_portal.notifications.models import Notification
from employees.dates import today
from evaluations.enums import DailyState
from evaluations.models import DailyWorkReport
from evaluations.services.daily import sent_anew_text
from evaluations.views.team import UNDO_SALT
from tests.evaluations.querysets.test_visibility import make_acting
from tests.factories.employees import EmployeeFactory, make_employee_user
from tests.factories.evaluations import DailyReportFactory

pytestmark = pytest.mark.django_db
TEAM = "/evaluations/team/"
APPROVE = "/evaluations/team/approve/"


def states():
    return list(DailyWorkReport.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def staff(world):
    """Three clerks beside the employee: waiting, draft, returned."""
    people = [world.users["employee"].employee, *EmployeeFactory.create_batch(3, unit=world.village)]
    DailyReportFactory(employee=people[0], submitted=True)
    DailyReportFactory(employee=people[1], submitted=True)
    DailyReportFactory(employee=people[2])
    return people


def test_board_tells_who_has_who_has_not_and_what_waits(client_for, world, staff):
    EmployeeFactory(unit=world.other_village)

    team = client_for("supervisor").get(TEAM).context["team"]

    assert {row.employee.pk for row in team.rows} == {person.pk for person in staff}
    assert {row.employee.pk for row in team.waiting} == {staff[0].pk, staff[1].pk}
    # A draft is private: it counts as not written.
    assert {row.employee.pk for row in team.missing} == {staff[2].pk, staff[3].pk}


def test_board_alone_answers_to_htmx(client_for, staff):
    client = client_for("supervisor")

    board = client.get(TEAM, headers={"HX-Request": "true"}).content.decode()

    assert board.lstrip().startswith('<div id="team-board"')
    assert "<html" not in board
    assert 'data-board-seconds="8"' in board
    assert "<html" in client.get(TEAM).content.decode()


def test_keys_beyond_a_thousand_are_not_written_with_separators(client_for, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True, pk=1234567)

    board = client_for("supervisor").get(TEAM).content.decode()

    assert re.search(r'name="report"\s+value="1234567"', board)
    assert re.search(r'name="seen-1234567"', board)
    assert f"/{report.pk}/return/" in board


@pytest.mark.parametrize("query", ["", "?date=2026-11-02", "?date=x", "?date=2999-01-01", "?date=0001-01-01"])
def test_any_day_can_be_asked_for(client_for, staff, query):
    assert client_for("supervisor").get(TEAM + query).status_code == 200


@pytest.mark.parametrize("people", [1, 3])
def test_queries_do_not_grow_with_people(client_for, world, people, django_assert_max_num_queries):
    for _number in range(people):
        DailyReportFactory(employee=EmployeeFactory(unit=world.village), submitted=True)
    client = client_for("supervisor")
    client.get(TEAM)

    with django_assert_max_num_queries(12):
        client.get(TEAM)
    with django_assert_max_num_queries(12):
        client.get(TEAM, headers={"HX-Request": "true"})


def ticked(*reports):
    """What the board sends of these reports."""
    return {"report": [each.pk for each in reports]} | {f"seen-{each.pk}": each.stamp for each in reports}


def test_approve_many_at_once(client_for, staff):
    reports = list(DailyWorkReport.objects.order_by("pk"))
    foreign = DailyReportFactory(submitted=True)

    page = client_for("supervisor").post(
        APPROVE, ticked(*reports, foreign) | {"report": [*[each.pk for each in reports], foreign.pk, "x"]}, follow=True
    )

    assert states() == [DailyState.APPROVED, DailyState.APPROVED, DailyState.DRAFT, DailyState.SUBMITTED]
    messages = [(message.level_tag, message.extra_tags) for message in page.context["messages"]]
    assert [level for level, _undo in messages] == ["good", "attention"]
    assert messages[0][1].startswith("/evaluations/team/undo/")
    assert Notification.objects.count() == 1


def test_nothing_ticked_is_told(client_for, staff):
    page = client_for("supervisor").post(APPROVE, {}, follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["info"]


def test_approval_is_undone_at_once(client_for, staff):
    client = client_for("supervisor")
    page = client.post(APPROVE, ticked(DailyWorkReport.objects.order_by("pk")[0]), follow=True)
    undo = next(message.extra_tags for message in page.context["messages"])

    client.post(undo)

    assert states()[0] == DailyState.SUBMITTED


def test_undo_is_for_who_approved(client_for, client_of, world, staff):
    client_for("supervisor").post(APPROVE, ticked(DailyWorkReport.objects.order_by("pk")[0]))
    token = signing.dumps([DailyWorkReport.objects.order_by("pk")[0].pk], salt=UNDO_SALT)
    other = make_employee_user(world.district, head=True)

    client_of(other).post(reverse("evaluations:team-undo", args=[token]))
    client_for("supervisor").post(reverse("evaluations:team-undo", args=["forged"]))

    assert states()[0] == DailyState.APPROVED


def test_return_needs_a_comment(client_for, staff):
    report = DailyWorkReport.objects.order_by("pk")[0]
    url = reverse("evaluations:daily-return", args=[report.pk])
    client = client_for("supervisor")

    empty = client.post(url, {"comment": " "})
    assert (empty.status_code, list(empty.context["form"].errors), states()[0]) == (200, ["comment"], "submitted")
    returned = client.post(url, {"comment": "Sebutkan hasilnya.", "seen": report.stamp})

    assert (returned.status_code, states()[0]) == (302, DailyState.RETURNED)


def test_decided_report_is_refused_in_words(client_for, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, approved=True)

    page = client_for("supervisor").post(
        reverse("evaluations:daily-return", args=[report.pk]), {"comment": "Terlambat"}
    )

    assert len(page.context["form"].non_field_errors()) == 1
    assert states() == [DailyState.APPROVED]


def test_feedback(client_for, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, approved=True)

    client_for("supervisor").post(reverse("evaluations:daily-feedback", args=[report.pk]), {"feedback": "Bagus."})

    report.refresh_from_db()
    assert report.feedback == "Bagus."


@pytest.mark.parametrize("verb", ["approve", "return", "feedback"])
def test_who_is_not_the_direct_supervisor_decides_nothing(client_for, client_of, world, staff, verb):
    report = DailyWorkReport.objects.order_by("pk")[0]
    url = reverse(f"evaluations:daily-{verb}", args=[report.pk])
    data = {"comment": "Saya bukan atasannya", "feedback": "x"}
    above = make_employee_user(world.district, head=True)

    answers = {
        role: client_for(role).post(url, data).status_code
        for role in ("hr_officer", "auditor", "employee", "colleague", "stranger", "nobody")
    }

    assert answers == {
        "hr_officer": 403,
        "auditor": 403,
        "employee": 403,
        "colleague": 404,
        "stranger": 404,
        "nobody": 404,
    }
    assert client_of(above).post(url, data).status_code == 403
    assert states()[0] == DailyState.SUBMITTED


def test_acting_official_has_the_team_for_the_period(client_of, world, staff):
    acting = make_employee_user(world.district)
    make_acting(acting, world.users["supervisor"])

    client = client_of(acting)
    rows = client.get(TEAM).context["team"].rows
    client.post(APPROVE, ticked(DailyWorkReport.objects.order_by("pk")[0]))

    assert {person.pk for person in staff} <= {row.employee.pk for row in rows}
    assert states()[0] == DailyState.APPROVED


def test_first_page_of_the_supervisor_counts_what_waits(client_for, staff):
    items = client_for("supervisor").get("/").context["actions"]

    waiting = next(item for item in items if item.url.startswith(TEAM))
    assert (waiting.count, waiting.url) == (2, f"{TEAM}?date={today().isoformat()}")


def test_other_days_that_wait_are_named(client_for, world):
    day = today() - datetime.timedelta(days=4)
    DailyReportFactory(employee=world.users["employee"].employee, date=day, submitted=True)

    page = client_for("supervisor").get(TEAM)

    assert page.context["team"].other_days == [day]
    assert f"?date={day.isoformat()}" in page.content.decode()


@pytest.mark.parametrize("name", ["daily-detail", "daily-return", "daily-feedback"])
def test_pages_about_ones_staff_stand_under_the_team(client_for, world, staff, name):
    report = DailyWorkReport.objects.get(employee=staff[0])
    current = re.compile(r'<a[^>]*href="([^"]+)"[^>]*aria-current="page"')

    def places(role):
        return set(current.findall(client_for(role).get(reverse(f"evaluations:{name}", args=[report.pk])).text))

    assert TEAM in places("supervisor")
    assert "/evaluations/daily/" not in places("supervisor")
    if name == "daily-detail":
        assert "/evaluations/daily/" in places("employee")


def test_day_off_is_told_instead_of_counting(client_for, world):
    EmployeeFactory(unit=world.village)
    sunday = today() - datetime.timedelta(days=today().isoweekday())

    page = client_for("supervisor").get(TEAM, {"date": sunday.isoformat()})

    assert not page.context["team"].is_working_day
    assert 'class="notice tone-info"' in page.text
    assert 'class="stat ' not in page.text


@pytest.mark.parametrize(("language", "mark"), [("id", "."), ("en", ":")])
def test_board_tells_the_time_as_the_language_does(client_for, staff, language, mark):
    client = client_for("supervisor")
    client.cookies["django_language"] = language

    page = client.get(TEAM)

    assert re.search(rf"data-board-time>\d\d\{mark}\d\d<", page.text)


@pytest.fixture
def sent_anew(staff):
    """A report that was sent again after somebody had read it, and the stamp of what was read."""
    report = DailyWorkReport.objects.get(employee=staff[0])
    seen = report.stamp
    report.submitted_at += datetime.timedelta(minutes=5)
    report.save()
    return report, seen


def test_pages_of_a_report_carry_what_was_read(client_for, staff):
    report = DailyWorkReport.objects.get(employee=staff[0])
    client = client_for("supervisor")

    page = client.get(report.get_absolute_url()).content.decode()
    returning = client.get(reverse("evaluations:daily-return", args=[report.pk]) + "?seen=older").content.decode()

    assert f'name="seen" value="{report.stamp}"' in page
    assert f"/return/?seen={report.stamp}" in page
    assert re.search(r'name="seen"[^>]* value="older"|value="older"[^>]* name="seen"', returning)


def test_one_report_sent_anew_is_not_approved_from_its_page(client_for, sent_anew):
    report, seen = sent_anew
    url = reverse("evaluations:daily-approve", args=[report.pk])
    client = client_for("supervisor")

    page = client.post(url, {"seen": seen}, follow=True)

    assert [str(message) for message in page.context["messages"]] == [sent_anew_text()]
    assert page.redirect_chain[-1][0] == report.get_absolute_url()
    assert states()[0] == DailyState.SUBMITTED
    client.post(url, {"seen": report.stamp})
    assert states()[0] == DailyState.APPROVED


@pytest.mark.parametrize("seen", [{}, {"seen": ""}, {"seen": "\0"}, {"seen": "x" * 5000}])
def test_without_a_whole_stamp_nothing_is_decided(client_for, staff, seen):
    report = DailyWorkReport.objects.get(employee=staff[0])
    client = client_for("supervisor")

    client.post(reverse("evaluations:daily-approve", args=[report.pk]), seen)
    client.post(reverse("evaluations:daily-return", args=[report.pk]), seen | {"comment": "Sebutkan hasilnya."})
    client.post(APPROVE, {"report": [report.pk]} | {f"seen-{report.pk}": text for text in seen.values()})

    report.refresh_from_db()
    assert report.state == DailyState.SUBMITTED


def test_one_report_sent_anew_is_not_returned_and_the_comment_stays(client_for, sent_anew):
    report, seen = sent_anew
    url = reverse("evaluations:daily-return", args=[report.pk])
    client = client_for("supervisor")

    page = client.post(url, {"seen": seen, "comment": "Sebutkan hasilnya."})

    assert sent_anew_text() in page.content.decode()
    assert "Sebutkan hasilnya." in page.content.decode()
    assert states()[0] == DailyState.SUBMITTED
    client.post(url, {"seen": page.context["form"]["seen"].value(), "comment": "Sebutkan hasilnya."})
    assert states()[0] == DailyState.RETURNED
