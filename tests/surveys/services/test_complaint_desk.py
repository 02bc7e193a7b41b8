"""Reports among colleagues: who has it, what is the same, who was faster, and what happens by itself."""

import datetime
import threading
import uuid

import pytest
from django.db import connection, transaction
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.enums import MailState
from asn_portal.notifications.models import Notification, OutboxMail
from employees.dates import today
from surveys.enums import ComplaintState, ComplaintVisibility, EntryKind
from surveys.models import Complaint, ComplaintContact, ComplaintSupport
from surveys.services import complaint as services
from surveys.services.complaint import clock, office
from tests.factories.employees import make_officer
from tests.factories.surveys import ComplaintFactory, HolidayFactory, send_report

pytestmark = pytest.mark.django_db
S = ComplaintState


@pytest.fixture
def officer(world):
    return world.users["service_officer"]


@pytest.fixture
def colleague(world):
    return make_officer(Role.SERVICE_OFFICER, world.village, name="Dewi")


def at_once(*works):
    """Run each in a thread with a connection of its own; returns what each gave or raised."""
    found, barrier = [None] * len(works), threading.Barrier(len(works))

    def run(number, work):
        try:
            barrier.wait()
            found[number] = work()
        except DomainError as error:
            found[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=entry) for entry in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


# --- Closed, not fixed ------------------------------------------------------------------------------------------------


def test_close_unfixed_says_why_and_what_remains(world, officer):
    complaint = send_report(world.village, address="siti@example.com", language="en").complaint
    services.verify_complaint(complaint=complaint, is_supervisory=False, by=officer)
    services.start_complaint(complaint=complaint, by=officer)

    services.close_unfixed_complaint(complaint=complaint, why="No money.", remains="The roof.", by=officer)

    complaint.refresh_from_db()
    assert (complaint.state, complaint.entries.first().text) == (S.NOT_FIXED, "No money.\n\nWhat remains: The roof.")
    assert complaint.closed_at is not None
    assert ComplaintContact.objects.get().erase_on.year == today().year + 2
    assert OutboxMail.objects.filter(to="siti@example.com").last().subject.endswith("Closed, not fixed")
    assert list(Complaint.objects.ongoing()) == []


@pytest.mark.parametrize(("why", "remains"), [("", "x"), ("x", " ")])
def test_close_unfixed_needs_both(world, officer, why, remains):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS)

    with pytest.raises(DomainError), transaction.atomic():
        services.close_unfixed_complaint(complaint=complaint, why=why, remains=remains, by=officer)

    assert Complaint.objects.get().state == S.IN_PROGRESS


def test_the_reporter_judges_what_is_not_fixed(world):
    first = ComplaintFactory(unit=world.village, state=S.NOT_FIXED)
    second = ComplaintFactory(unit=world.village, state=S.NOT_FIXED)

    services.confirm_complaint(complaint=first)
    services.reopen_complaint(complaint=second)

    assert set(Complaint.objects.values_list("state", "is_satisfied")) == {(S.NOT_FIXED, True), (S.REOPENED, False)}


# --- Waiting for the reporter -----------------------------------------------------------------------------------------


def waiting(unit, silent_until, **fields):
    return ComplaintFactory(unit=unit, state=S.POSTPONED, silent_until=silent_until, **fields)


def test_reminder_comes_three_working_days_before_and_once(world, monkeypatch):
    # Monday; Thursday is the third working day after it, Friday is later.
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 23))
    due = waiting(world.village, datetime.date(2026, 11, 26))
    later = waiting(world.village, datetime.date(2026, 11, 27))

    assert (services.remind_silent_complaints(), services.remind_silent_complaints()) == (1, 0)

    reminded = dict(Complaint.objects.values_list("pk", "reminded_at"))
    assert (reminded[due.pk] is not None, reminded[later.pk]) == (True, None)


def test_late_reminder_leaves_its_days(world, monkeypatch):
    HolidayFactory(government=world.government, date=datetime.date(2026, 11, 24))
    monkeypatch.setattr(clock, "today", lambda: datetime.date(2026, 11, 23))
    complaint = waiting(world.village, datetime.date(2026, 11, 20))

    services.remind_silent_complaints()
    closed = services.close_silent_complaints()

    complaint.refresh_from_db()
    assert (closed, complaint.state, complaint.silent_until) == (0, S.POSTPONED, datetime.date(2026, 11, 27))


@pytest.mark.django_db(transaction=True)
def test_reminders_at_the_same_moment_are_one_mail(world):
    complaint = send_report(world.village, address="siti@example.com").complaint
    Complaint.objects.update(state=S.POSTPONED, silent_until=today())
    OutboxMail.objects.all().delete()

    found = at_once(*[services.remind_silent_complaints] * 4)

    [mail] = OutboxMail.objects.filter(to="siti@example.com")
    assert (sum(found), complaint.formatted_code in mail.subject) == (1, True)
    assert Event.objects.filter(kind="surveys.complaint_reminded").count() == 1


def test_a_new_question_needs_a_new_reminder(world, officer):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS, reminded_at=timezone.now())

    services.postpone_complaint(complaint=complaint, text="Loket berapa?", by=officer)

    assert Complaint.objects.get().reminded_at is None


def test_the_clock_stands_still_while_the_reporter_has_the_word(world, officer):
    received = timezone.now() - datetime.timedelta(days=20)
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS, received_at=received)
    before = complaint.complete_due
    services.postpone_complaint(complaint=complaint, text="Loket berapa?", by=officer)
    complaint.entries.update(at=timezone.now() - datetime.timedelta(days=7))

    services.add_citizen_message(complaint=complaint, text="Loket dua.")

    complaint.refresh_from_db()
    # Any seven days hold five working days.
    assert (complaint.complete_due - before).days == 7


# --- Who has it -------------------------------------------------------------------------------------------------------


def test_take_and_give(world, officer, colleague):
    complaint = ComplaintFactory(unit=world.village, visibility=ComplaintVisibility.SECRET, subject="Pungutan")

    services.take_complaint(complaint=complaint, by=officer)
    with pytest.raises(DomainError, match=officer.name), transaction.atomic():
        services.take_complaint(complaint=complaint, by=colleague)
    services.give_complaint(complaint=complaint, to=colleague, by=officer)

    [notice] = Notification.objects.filter(kind="surveys.complaint_assigned")
    assert (Complaint.objects.get().assignee, notice.user, "Pungutan" in notice.title) == (colleague, colleague, False)
    services.give_complaint(complaint=complaint, to=None, by=officer)
    assert Complaint.objects.get().assignee is None
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == [f"surveys.complaint_{what}" for what in ("assigned", "assigned", "released")]


@pytest.mark.parametrize("who", ["supervisor", "head_of_agency", "stranger", "employee"])
def test_give_to_somebody_who_may_not_handle_it(world, officer, who):
    complaint = ComplaintFactory(unit=world.village)

    with pytest.raises(DomainError), transaction.atomic():
        services.give_complaint(complaint=complaint, to=world.users[who], by=officer)

    assert Complaint.objects.get().assignee is None


def test_forwarding_frees_a_report_that_its_handler_may_not_follow(world, officer, colleague):
    complaint = ComplaintFactory(unit=world.village, state=S.VERIFIED, assignee=colleague)
    kept = ComplaintFactory(unit=world.village, state=S.VERIFIED, assignee=officer)

    for each in (complaint, kept):
        services.forward_complaint(complaint=each, unit=world.other_village, text="Wilayah mereka.", by=officer)

    assert dict(Complaint.objects.values_list("pk", "assignee")) == {complaint.pk: None, kept.pk: officer.pk}


def test_the_handler_alone_hears_of_a_message(world, officer, colleague):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS, assignee=officer)

    services.add_citizen_message(complaint=complaint, text="Halo?")

    assert [notice.user for notice in Notification.objects.all()] == [officer]


@pytest.mark.django_db(transaction=True)
def test_two_officers_take_at_once(world, officer, colleague):
    complaint = ComplaintFactory(unit=world.village)

    found = at_once(
        lambda: services.take_complaint(complaint=complaint, by=officer),
        lambda: services.take_complaint(complaint=complaint, by=colleague),
    )

    assert sorted(isinstance(each, DomainError) for each in found) == [False, True]
    assert Event.objects.filter(kind="surveys.complaint_assigned").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_close_and_forward_at_once(world, officer, colleague):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS)
    seen = complaint.version

    found = at_once(
        lambda: services.close_complaint(complaint=complaint, text="Selesai.", by=officer, seen=seen),
        lambda: services.forward_complaint(
            complaint=complaint, unit=world.other_village, text="Bukan kami.", by=colleague, seen=seen
        ),
    )

    refused = [each for each in found if isinstance(each, DomainError)]
    assert len(refused) == 1
    assert complaint.entries.filter(kind=EntryKind.MOVE).count() == 1


def test_who_was_slower_reads_who_was_faster(world, officer, colleague):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS)
    seen = complaint.version
    services.reply_to_complaint(complaint=complaint, text="Kami periksa.", by=colleague, seen=seen)

    with pytest.raises(DomainError, match="Dewi"), transaction.atomic():
        services.close_complaint(complaint=complaint, text="Selesai.", by=officer, seen=seen)

    assert Complaint.objects.get().state == S.IN_PROGRESS


def test_a_message_of_the_reporter_is_seen_before_closing(world, officer):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS)
    seen = complaint.version
    services.add_citizen_message(complaint=complaint, text="Tunggu, masih ada.")

    with pytest.raises(DomainError), transaction.atomic():
        services.close_complaint(complaint=complaint, text="Selesai.", by=officer, seen=seen)


def test_closing_and_its_mail_stand_or_fall_together(world, officer, monkeypatch):
    complaint = send_report(world.village, address="siti@example.com").complaint
    Complaint.objects.update(state=S.IN_PROGRESS)
    mails = OutboxMail.objects.filter(to="siti@example.com")

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(office, "record_event", killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            services.close_complaint(complaint=complaint, text="Selesai.", by=officer)
    assert (Complaint.objects.get().state, mails.count()) == (S.IN_PROGRESS, 0)

    services.close_complaint(complaint=complaint, text="Selesai.", by=officer)
    # The mail lies in the outbox from the same transaction on, whoever sends it and when.
    assert (Complaint.objects.get().state, mails.count(), mails.get().state) == (S.DONE, 1, MailState.QUEUED)


# --- The same trouble -------------------------------------------------------------------------------------------------


def test_link_names_the_earlier_one_and_makes_no_chain(world, officer):
    days = [timezone.now() - datetime.timedelta(days=number) for number in (3, 2, 1)]
    first, second, third = (
        ComplaintFactory(unit=world.village, state=S.VERIFIED, received_at=day, subject=f"Banjir {day:%d}")
        for day in days
    )

    services.link_complaint(complaint=third, other=second, by=officer)
    services.link_complaint(complaint=first, other=second, by=officer)

    links = dict(Complaint.objects.values_list("pk", "same_as"))
    assert links == {first.pk: None, second.pk: first.pk, third.pk: first.pk}
    told = third.entries.get(kind=EntryKind.REPLY).text
    assert not [word for word in (first.formatted_code, second.formatted_code, first.subject) if word in told]
    with pytest.raises(DomainError), transaction.atomic():
        services.link_complaint(complaint=first, other=third, by=officer)
    services.unlink_complaint(complaint=third, by=officer)
    assert Complaint.objects.get(pk=third.pk).same_as is None


def test_link_to_itself_or_to_another_government(world, officer):
    complaint = ComplaintFactory(unit=world.village)
    elsewhere = ComplaintFactory(unit=world.other_government)

    for other in (complaint, elsewhere):
        with pytest.raises(DomainError), transaction.atomic():
            services.link_complaint(complaint=complaint, other=other, by=officer)


def test_me_too_counts_once_for_a_form(world):
    first = ComplaintFactory(unit=world.village, state=S.VERIFIED)
    second = ComplaintFactory(unit=world.village, state=S.VERIFIED)
    closed = ComplaintFactory(unit=world.village, state=S.DONE)
    key = uuid.uuid4()

    found = [services.support_complaint(complaint=each, key=key) for each in (first, first, second)]
    services.support_complaint(complaint=first, key=uuid.uuid4())
    with pytest.raises(DomainError), transaction.atomic():
        services.support_complaint(complaint=closed, key=uuid.uuid4())

    assert (found, first.supports.count(), second.supports.count()) == ([True, True, False], 2, 0)
    assert key not in ComplaintSupport.objects.values_list("pk", flat=True)
