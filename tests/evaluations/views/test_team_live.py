"""The board that renews itself: nothing is sent while nothing changed, and nobody approves what they have not seen."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone, translation

from asn_portal.access.scope import scope_of
from asn_portal.documents.services import store_document
from employees.dates import today
from employees.enums import AssignmentKind
from employees.models import PositionHistory
from employees.services.history import add_definitive_position
from evaluations.enums import DailyState, EvaluationRuleKey, WorkPlace
from evaluations.models import DailyWorkEntry, DailyWorkReport, EvaluationRule
from evaluations.reports.team import team_board
from evaluations.services.daily import EVIDENCE_KIND
from tests.evaluations.querysets.test_visibility import make_acting
from tests.evaluations.views.test_team import ticked
from tests.factories.employees import EmployeeFactory, PositionFactory, make_employee_user
from tests.factories.evaluations import MONDAY, DailyReportFactory

pytestmark = pytest.mark.django_db
TEAM = "/evaluations/team/"
APPROVE = "/evaluations/team/approve/"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
# Friday of the week that begins with MONDAY.
FRIDAY = MONDAY + datetime.timedelta(days=4)
HX = {"HX-Request": "true"}


def at(day, hour=3):
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=datetime.UTC)


def board_of(user, date=FRIDAY, now=FRIDAY):
    return team_board(user.employee, scope_of(user).headed_paths, date, now)


def week_of(user, person, **kwargs):
    """{weekday number: (short, is late)} of one person."""
    row = next(row for row in board_of(user, **kwargs).rows if row.employee.pk == person.pk)
    return {cell.date.weekday(): (cell.short, cell.is_late) for cell in row.week}


def sent_on(person, day, state=DailyState.SUBMITTED, decided=None):
    times = {"submitted_at": at(day), "decided_at": at(decided) if decided else None}
    comment = "Perbaiki" if state == DailyState.RETURNED else ""
    return DailyReportFactory(employee=person, date=day, state=state, comment=comment, **times)


def test_week_says_each_day_in_words(world):
    head, person = world.users["supervisor"], world.users["employee"].employee
    sent_on(person, MONDAY, DailyState.APPROVED, decided=MONDAY)
    sent_on(person, MONDAY + datetime.timedelta(days=1))
    sent_on(person, MONDAY + datetime.timedelta(days=2), DailyState.RETURNED, decided=FRIDAY)

    with translation.override("en"):
        week = week_of(head, person)

    assert week == {
        0: ("Approved", False),
        1: ("Waits", False),
        2: ("Returned", False),
        3: ("Missing", False),
        4: ("Not yet", False),
    }


def test_late_is_what_passes_the_days_of_the_rules(world):
    head, person = world.users["supervisor"], world.users["employee"].employee
    # Sent on Monday: three working days to decide end on Thursday.
    sent_on(person, MONDAY)
    # Returned on Monday, to be corrected until Thursday.
    other = EmployeeFactory(unit=world.village)
    sent_on(other, MONDAY, DailyState.RETURNED, decided=MONDAY)

    thursday = FRIDAY - datetime.timedelta(days=1)
    assert [week_of(head, each, now=thursday)[0][1] for each in (person, other)] == [False, False]
    assert [week_of(head, each)[0][1] for each in (person, other)] == [True, True]
    # Not written: Monday could be written until Thursday, Tuesday still can.
    third = EmployeeFactory(unit=world.village)
    assert [week_of(head, third)[day][1] for day in (0, 1)] == [True, False]


def test_an_office_sets_its_own_days(world):
    head, person = world.users["supervisor"], world.users["employee"].employee
    sent_on(person, MONDAY)
    for key in (EvaluationRuleKey.APPROVAL_DAYS, EvaluationRuleKey.EDIT_DAYS):
        EvaluationRule.objects.create(
            government=world.government, key=key, value={"days": 10}, valid_from=MONDAY, basis="Perwal 1/2026"
        )

    assert not any(late for _short, late in week_of(head, person).values())


def test_whoever_came_in_the_middle_of_the_week_was_elsewhere_before(world):
    head = world.users["supervisor"]
    wednesday = MONDAY + datetime.timedelta(days=2)
    newcomer = EmployeeFactory(unit=world.village, histories=False)
    old = PositionFactory(unit=world.other_village)
    PositionHistory.objects.create(employee=newcomer, position=old, period=(datetime.date(2020, 1, 1), wednesday))
    PositionHistory.objects.create(employee=newcomer, position=newcomer.position, period=(wednesday, None))

    row = next(row for row in board_of(head).rows if row.employee.pk == newcomer.pk)

    assert [cell.is_missing for cell in row.week] == [False, False, True, True, True]


def test_lines_show_place_result_and_evidence(client_for, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True)
    entry = DailyWorkEntry.objects.get(report=report)
    entry.place = WorkPlace.FIELD
    entry.save()
    document = store_document(
        file=ContentFile(PDF, name="bukti.pdf"),
        by=world.users["employee"],
        owner=entry,
        kind=EVIDENCE_KIND,
        unit_path=world.village.path,
    )

    page = client_for("supervisor").get(TEAM).text

    assert document.get_absolute_url() in page
    assert "bukti.pdf" in page
    assert str(WorkPlace.FIELD.label) in page


def test_nothing_is_sent_while_nothing_changed(client_for, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True)
    client = client_for("supervisor")
    first = client.get(TEAM, headers=HX)

    again = client.get(TEAM, headers={**HX, "If-None-Match": first["ETag"]})
    client.post(APPROVE, ticked(report))
    changed = client.get(TEAM, headers={**HX, "If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, bool(again["X-As-Of"])) == (204, b"", True)
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_the_whole_page_is_never_left_out(client_for, world):
    client = client_for("supervisor")
    known = client.get(TEAM)["ETag"]

    assert client.get(TEAM, headers={"If-None-Match": known}).status_code == 200


def test_fingerprint_follows_what_is_shown(world):
    head, person = world.users["supervisor"], world.users["employee"].employee
    report = sent_on(person, FRIDAY)
    before = board_of(head).fingerprint

    assert board_of(head).fingerprint == before
    DailyWorkEntry.objects.filter(report=report).update(activity="Rapat")
    after_line = board_of(head).fingerprint
    DailyReportFactory(employee=EmployeeFactory(unit=world.other_village), submitted=True)

    assert after_line != before
    assert board_of(head).fingerprint == after_line


def test_what_was_sent_anew_is_not_approved_unseen(client_for, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True)
    stamp = report.stamp
    DailyWorkReport.objects.filter(pk=report.pk).update(submitted_at=timezone.now() + datetime.timedelta(minutes=1))
    client = client_for("supervisor")

    page = client.post(APPROVE, {"report": [report.pk], f"seen-{report.pk}": stamp}, follow=True)

    report.refresh_from_db()
    assert report.state == DailyState.SUBMITTED
    assert [message.level_tag for message in page.context["messages"]] == ["attention"]
    client.post(APPROVE, {"report": [report.pk], f"seen-{report.pk}": report.stamp})
    report.refresh_from_db()
    assert report.state == DailyState.APPROVED


def test_absent_head_does_not_decide_while_somebody_acts(client_for, client_of, world):
    report = DailyReportFactory(employee=world.users["employee"].employee, submitted=True)
    acting = make_employee_user(world.district)
    make_acting(acting, world.users["supervisor"])
    absent = client_for("supervisor")

    page = absent.get(TEAM)
    absent.post(APPROVE, ticked(report))

    assert page.context["team"].rows == []
    assert [each.name for each in page.context["team"].stand_ins] == [acting.employee.full_name]
    report.refresh_from_db()
    assert report.state == DailyState.SUBMITTED
    assert absent.post(f"/evaluations/daily/reports/{report.pk}/approve/").status_code == 403

    # The deputy has gone: the head decides again, and the deputy doesn't.
    PositionHistory.objects.filter(employee=acting.employee, kind=AssignmentKind.DAILY_ACTING).update(
        period=(today() - datetime.timedelta(days=30), today())
    )
    deputy = client_of(acting)
    assert deputy.post(f"/evaluations/daily/reports/{report.pk}/approve/").status_code == 404
    client_for("supervisor").post(APPROVE, ticked(report))
    report.refresh_from_db()
    assert report.state == DailyState.APPROVED


def test_after_a_change_of_the_head_the_new_one_decides_older_days(client_for, client_of, world):
    yesterday = today() - datetime.timedelta(days=1)
    report = DailyReportFactory(employee=world.users["employee"].employee, date=yesterday, submitted=True)
    old = world.users["supervisor"]
    officer, post = world.users["hr_officer"], old.employee.position
    new = make_employee_user(world.other_village)
    elsewhere = PositionFactory(unit=world.other_village)
    add_definitive_position(employee=old.employee, position=elsewhere, effective_date=today(), by=officer)
    add_definitive_position(employee=new.employee, position=post, effective_date=today(), by=officer)

    assert client_for("supervisor").get(TEAM).status_code == 403
    page = client_of(new).get(TEAM, {"date": yesterday.isoformat()})
    client_of(new).post(APPROVE, ticked(report))

    assert report.pk in {row.report.pk for row in page.context["team"].waiting}
    report.refresh_from_db()
    assert (report.state, report.decided_by) == (DailyState.APPROVED, new)
