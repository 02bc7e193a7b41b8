"""Reports: each step with its state, event and due days; a refused step changes nothing."""

import datetime
import threading
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.utils import timezone

from asn_portal.access.roles import Role
from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification, OutboxMail
from employees.dates import today
from surveys.enums import COMPLAINT_MOVES, ComplaintState, ComplaintVisibility, EntryKind, RejectReason
from surveys.models import Complaint, ComplaintContact, ComplaintEntry
from surveys.registration import waiting_for
from surveys.services import complaint as services
from surveys.services.holiday import add_holiday, remove_holiday
from surveys.services.telling import forget_reporter_mails
from tests.factories.employees import make_officer
from tests.factories.surveys import ComplaintFactory, HolidayFactory, send_report

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
S = ComplaintState


@pytest.fixture
def officer(world):
    return world.users["service_officer"]


def kinds():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


# What each service needs beside the report, the state it leads to and the event it leaves.
STEPS = {
    "verify": (services.verify_complaint, {"is_supervisory": False}, S.VERIFIED, "surveys.complaint_verified"),
    "reject": (
        services.reject_complaint,
        {"reason": RejectReason.INCOMPLETE, "text": "Mohon sebutkan loketnya."},
        S.REJECTED,
        "surveys.complaint_rejected",
    ),
    "start": (services.start_complaint, {}, S.IN_PROGRESS, "surveys.complaint_started"),
    "postpone": (services.postpone_complaint, {"text": "Loket berapa?"}, S.POSTPONED, "surveys.complaint_postponed"),
    "close": (services.close_complaint, {"text": "Sudah diperbaiki."}, S.DONE, "surveys.complaint_closed"),
    "unfixed": (
        services.close_unfixed_complaint,
        {"why": "Anggaran habis.", "remains": "Perbaikan atap tahun depan."},
        S.NOT_FIXED,
        "surveys.complaint_not_fixed",
    ),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ComplaintState)
def test_steps_follow_the_table(world, officer, state, step):
    service, arguments, target, event = STEPS[step]
    complaint = ComplaintFactory(unit=world.village, state=state)

    if target in COMPLAINT_MOVES[state]:
        service(complaint=complaint, by=officer, **arguments)
        expected = (target, [event], 1)
    else:
        with pytest.raises(DomainError), transaction.atomic():
            service(complaint=complaint, by=officer, **arguments)
        expected = (state, [], 0)

    complaint.refresh_from_db()
    assert (complaint.state, kinds(), ComplaintEntry.objects.filter(kind=EntryKind.MOVE).count()) == expected


@pytest.mark.parametrize("state", ComplaintState)
def test_forward_follows_the_table(world, officer, state):
    complaint = ComplaintFactory(unit=world.village, state=state)

    if S.FORWARDED in COMPLAINT_MOVES[state]:
        services.forward_complaint(complaint=complaint, unit=world.other_village, text="Wilayah mereka.", by=officer)
        expected = (S.FORWARDED, world.other_village.pk, ["surveys.complaint_forwarded"])
    else:
        with pytest.raises(DomainError), transaction.atomic():
            services.forward_complaint(complaint=complaint, unit=world.other_village, text="x", by=officer)
        expected = (state, world.village.pk, [])

    complaint.refresh_from_db()
    assert (complaint.state, complaint.unit_id, kinds()) == expected


@pytest.mark.parametrize("place", ["other_government", "village"])
def test_forward_to_an_impossible_unit(world, officer, place):
    complaint = ComplaintFactory(unit=world.village, state=S.VERIFIED)

    with pytest.raises(DomainError), transaction.atomic():
        services.forward_complaint(complaint=complaint, unit=getattr(world, place), text="x", by=officer)

    complaint.refresh_from_db()
    assert (complaint.unit, complaint.state, kinds()) == (world.village, S.VERIFIED, [])


@pytest.mark.parametrize("text", ["", "   "])
@pytest.mark.parametrize("step", ["reject", "postpone", "close"])
def test_steps_that_need_words(world, officer, step, text):
    service, arguments, _target, _event = STEPS[step]
    state = S.NEW if step == "reject" else S.IN_PROGRESS
    complaint = ComplaintFactory(unit=world.village, state=state)

    with pytest.raises(DomainError), transaction.atomic():
        service(complaint=complaint, by=officer, **{**arguments, "text": text})

    complaint.refresh_from_db()
    assert (complaint.state, kinds()) == (state, [])


def test_submit_complaint(world, officer):
    receipt = send_report(world.village, name="Siti", address="0812")

    complaint = Complaint.objects.get()
    assert (receipt.is_new, complaint.state, complaint.unit) == (True, S.NEW, world.village)
    assert receipt.pin not in {complaint.pin_hash, complaint.code}
    assert services.find_complaint(code=complaint.code, pin=receipt.pin) == complaint
    assert kinds() == ["surveys.complaint_received"]
    assert Event.objects.get().actor is None
    assert [notice.user for notice in Notification.objects.all()] == [officer]
    contact = ComplaintContact.objects.get()
    assert "Siti" not in contact.name_encrypted
    assert (contact.name, contact.address) == ("Siti", "0812")


def test_submit_complaint_without_contact_keeps_none(world):
    send_report(world.village)

    assert not ComplaintContact.objects.exists()


@pytest.mark.usefixtures("everybody")
def test_submit_complaint_twice_gives_the_same_receipt(world):
    key = uuid.uuid4()

    first, second = send_report(world.village, key=key), send_report(world.village, key=key)

    assert (first.complaint, first.pin, first.is_new, second.is_new) == (second.complaint, second.pin, True, False)
    assert (Complaint.objects.count(), Notification.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_submit_complaint_at_the_same_moment(world):
    key, found, barrier = uuid.uuid4(), [], threading.Barrier(6)

    def work():
        try:
            barrier.wait()
            found.append(send_report(world.village, key=key).pin)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(found), len(set(found)), Complaint.objects.count()) == (6, 1, 1)


@pytest.mark.parametrize("wrong", [{"pin": "000000"}, {"code": "ZZZZZZZZ"}, {"code": ""}, {"pin": ""}])
def test_find_complaint_with_a_wrong_code_or_pin(world, wrong):
    receipt = send_report(world.village)
    right = {"code": receipt.complaint.code, "pin": receipt.pin}

    assert services.find_complaint(**right) == receipt.complaint
    assert services.find_complaint(**{**right, **wrong}) is None


@pytest.mark.usefixtures("everybody")
def test_a_secret_subject_stands_in_no_notification(world):
    send_report(world.village, visibility=ComplaintVisibility.SECRET, subject="Pungutan liar")

    assert "Pungutan" not in Notification.objects.get().title


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=WIB)


def test_due_days_skip_weekends_and_holidays(world):
    # EX-8.8 and EX-8.9
    plain = ComplaintFactory(unit=world.village, received_at=at("2026-11-19T10:00"))
    for day in (24, 25):
        HolidayFactory(government=world.government, date=datetime.date(2026, 12, day))
    before_christmas = ComplaintFactory(
        unit=world.village, kind="information", received_at=at("2026-12-18T10:00"), state=S.VERIFIED
    )
    elsewhere = ComplaintFactory(unit=world.other_government, kind="information", received_at=at("2026-12-18T10:00"))

    assert plain.verify_due == datetime.date(2026, 11, 24)
    assert before_christmas.complete_due == before_christmas.follow_up_due == datetime.date(2026, 12, 29)
    assert elsewhere.complete_due == datetime.date(2026, 12, 25)


def test_a_new_holiday_moves_what_is_under_way(world, officer):
    ongoing = ComplaintFactory(unit=world.village, received_at=at("2026-11-19T10:00"))
    ended = ComplaintFactory(unit=world.village, received_at=at("2026-11-19T10:00"), state=S.DONE)

    holiday = add_holiday(government=world.government, date=datetime.date(2026, 11, 23), name="Pilkada", by=officer)

    assert Complaint.objects.get(pk=ongoing.pk).verify_due == datetime.date(2026, 11, 25)
    assert Complaint.objects.get(pk=ended.pk).verify_due == datetime.date(2026, 11, 24)

    remove_holiday(holiday=holiday, by=officer)

    assert Complaint.objects.get(pk=ongoing.pk).verify_due == datetime.date(2026, 11, 24)
    assert kinds() == ["surveys.holiday_added", "surveys.holiday_removed"]


def test_a_supervisory_report_has_sixty_days(world, officer):
    complaint = ComplaintFactory(unit=world.village, received_at=at("2026-11-19T10:00"))

    services.verify_complaint(complaint=complaint, is_supervisory=True, by=officer)

    complaint.refresh_from_db()
    assert complaint.complete_due == datetime.date(2027, 2, 11)


@pytest.mark.parametrize(
    ("state", "days_ago", "overdue"),
    [
        (S.NEW, 20, True),
        (S.NEW, 0, False),
        (S.POSTPONED, 100, False),
        (S.DONE, 100, False),
        (S.NOT_FIXED, 100, False),
        (S.IN_PROGRESS, 100, True),
    ],
)
def test_overdue_agrees_in_python_and_in_the_database(world, state, days_ago, overdue):
    complaint = ComplaintFactory(
        unit=world.village, state=state, received_at=timezone.now() - datetime.timedelta(days=days_ago)
    )

    assert complaint.is_overdue(today()) is overdue
    assert Complaint.objects.overdue(today()).exists() is overdue
    assert Complaint.objects.with_due().get().due == complaint.next_due


def test_a_waiting_report_goes_on_when_the_reporter_answers(world, officer):
    complaint = ComplaintFactory(unit=world.village, state=S.IN_PROGRESS)
    services.postpone_complaint(complaint=complaint, text="Loket berapa?", by=officer)

    services.add_citizen_message(complaint=complaint, text="Loket dua.")

    complaint.refresh_from_db()
    assert (complaint.state, complaint.silent_until) == (S.IN_PROGRESS, None)
    assert [entry.text for entry in complaint.entries.filter(kind=EntryKind.CITIZEN)] == ["Loket dua."]


def test_close_silent_complaints(world):
    yesterday = today() - datetime.timedelta(days=1)
    late = ComplaintFactory(unit=world.village, state=S.POSTPONED, silent_until=yesterday, reminded_at=timezone.now())
    unreminded = ComplaintFactory(unit=world.village, state=S.POSTPONED, silent_until=yesterday)
    waiting = ComplaintFactory(unit=world.village, state=S.POSTPONED, reminded_at=timezone.now())

    assert (services.close_silent_complaints(), services.close_silent_complaints()) == (1, 0)

    states = dict(Complaint.objects.values_list("pk", "state"))
    assert states == {late.pk: S.DONE, unreminded.pk: S.POSTPONED, waiting.pk: S.POSTPONED}


def test_reopen_starts_the_clock_again(world):
    complaint = ComplaintFactory(unit=world.village, state=S.DONE, received_at=at("2026-09-01T10:00"))
    Complaint.objects.update(closed_at=timezone.now())
    before = complaint.complete_due

    services.reopen_complaint(complaint=complaint, text="Masih tutup.")

    complaint.refresh_from_db()
    assert (complaint.state, complaint.is_satisfied, complaint.closed_at) == (S.REOPENED, False, None)
    assert complaint.complete_due > before


def test_reopen_after_a_month(world):
    complaint = ComplaintFactory(unit=world.village, state=S.DONE)
    Complaint.objects.update(closed_at=timezone.now() - datetime.timedelta(days=31))

    with pytest.raises(DomainError), transaction.atomic():
        services.reopen_complaint(complaint=complaint)

    complaint.refresh_from_db()
    assert (complaint.state, kinds()) == (S.DONE, [])


def test_confirm(world):
    done, ongoing = ComplaintFactory(unit=world.village, state=S.DONE), ComplaintFactory(unit=world.village)

    services.confirm_complaint(complaint=done)
    with pytest.raises(DomainError), transaction.atomic():
        services.confirm_complaint(complaint=ongoing)

    assert set(Complaint.objects.values_list("state", "is_satisfied")) == {(S.DONE, True), (S.NEW, None)}


@pytest.mark.parametrize(
    ("visibility", "is_shown"),
    [(ComplaintVisibility.OPEN, True), (ComplaintVisibility.NAME_HIDDEN, False), (ComplaintVisibility.SECRET, False)],
)
def test_read_contact(world, officer, visibility, is_shown):
    complaint = send_report(world.village, visibility=visibility, name="Siti").complaint

    if is_shown:
        contact = services.read_contact(complaint=complaint, reason="Menelepon balik", by=officer)
        assert contact.name == "Siti"
        assert Event.objects.get(kind="surveys.contact_read").reason == "Menelepon balik"
    else:
        with pytest.raises(DomainError), transaction.atomic():
            services.read_contact(complaint=complaint, reason="Ingin tahu", by=officer)


def test_contacts_are_erased_two_years_after_closing(world, officer):
    complaint = send_report(world.village, name="Siti").complaint
    services.verify_complaint(complaint=complaint, is_supervisory=False, by=officer)
    services.start_complaint(complaint=complaint, by=officer)
    services.close_complaint(complaint=complaint, text="Selesai.", by=officer)

    contact = ComplaintContact.objects.get()
    assert contact.erase_on.year == today().year + 2
    assert services.erase_old_contacts() == 0
    ComplaintContact.objects.update(erase_on=today())
    assert services.erase_old_contacts() == 1
    assert (ComplaintContact.objects.count(), kinds()[-1]) == (0, "surveys.contact_erased")


def test_notes_stay_inside(world, officer):
    complaint = ComplaintFactory(unit=world.village, state=S.VERIFIED)

    services.add_note(complaint=complaint, text="Sudah telepon Dinas PU.", by=officer)
    services.reply_to_complaint(complaint=complaint, text="Kami periksa.", by=officer)

    assert [entry.text for entry in complaint.entries.public()] == ["Kami periksa."]
    complaint.refresh_from_db()
    assert complaint.answered_at is not None


# --- The reporter's mail ----------------------------------------------------------------------------------------------


def mails() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(to="siti@example.com").order_by("pk"))


def test_reporter_hears_of_every_step_and_answer_by_mail(world, officer):
    complaint = send_report(world.village, name="Siti", address="siti@example.com").complaint
    services.verify_complaint(complaint=complaint, is_supervisory=False, by=officer)
    services.start_complaint(complaint=complaint, by=officer)
    services.reply_to_complaint(complaint=complaint, text="Sudah kami periksa.", by=officer)
    services.add_note(complaint=complaint, text="Telepon Dinas PU.", by=officer)
    services.close_complaint(complaint=complaint, text="Loket ditambah.", by=officer)
    services.reopen_complaint(complaint=complaint, text="Belum.")

    code = complaint.formatted_code
    assert [mail.subject for mail in mails()] == [
        f"Laporan Anda {code}: Terverifikasi",
        f"Laporan Anda {code}: Sedang ditangani",
        f"Laporan Anda {code} sudah dijawab",
        f"Laporan Anda {code}: Selesai",
    ]


def test_mail_to_the_reporter_holds_code_state_and_address_only(world, officer):
    complaint = send_report(world.village, name="Siti", address="siti@example.com", language="en").complaint

    services.reject_complaint(complaint=complaint, reason=RejectReason.INCOMPLETE, text="Di mana?", by=officer)

    [mail] = mails()
    assert mail.subject == f"Your report {complaint.formatted_code}: Rejected"
    assert f"/track/{complaint.formatted_code}/?lang=en" in mail.text
    for text in (mail.text, mail.html):
        assert not [word for word in ("Siti", "siti@", complaint.subject, complaint.text, "Di mana?") if word in text]


@pytest.mark.parametrize("address", ["", "0812 3456 7890", "siti", "siti@"])
def test_reporter_without_mail_address_gets_none(world, officer, address):
    complaint = send_report(world.village, name="Siti", address=address).complaint

    services.verify_complaint(complaint=complaint, is_supervisory=False, by=officer)

    assert not OutboxMail.objects.exclude(to=officer.email).exists()


def test_refused_step_sends_nothing(world, officer):
    complaint = send_report(world.village, address="siti@example.com").complaint

    with pytest.raises(DomainError):
        services.close_complaint(complaint=complaint, text="Selesai.", by=officer)

    assert mails() == []


def test_sent_mails_and_those_of_erased_contacts_leave_the_outbox(world, officer):
    complaint = send_report(world.village, address="siti@example.com").complaint
    services.verify_complaint(complaint=complaint, is_supervisory=False, by=officer)
    services.start_complaint(complaint=complaint, by=officer)
    OutboxMail.objects.filter(pk=mails()[0].pk).update(state="sent")

    assert (forget_reporter_mails(), len(mails())) == (1, 1)

    ComplaintContact.objects.update(erase_on=today())
    services.erase_old_contacts()
    assert mails() == []


# --- Reports that would reach nobody ----------------------------------------------------------------------------------


def test_report_to_a_unit_without_officers_is_told_to_the_operators(world, officer):
    operator = world.users["operator"]
    send_report(world.government)
    send_report(world.government)
    send_report(world.village)

    [notice] = Notification.objects.filter(user=operator)

    assert notice.title == "Laporan kepada Kota Medan tidak sampai kepada siapa pun"
    assert [(item.title, item.count) for item in waiting_for(operator)] == [(notice.title, 2)]
    assert [item.count for item in waiting_for(officer)] == [1]


def test_officer_of_the_government_sees_its_reports(world):
    officer = make_officer(Role.SERVICE_OFFICER, world.government)

    send_report(world.government)

    assert [item.count for item in waiting_for(officer)] == [1]
    assert list(waiting_for(world.users["operator"])) == []


def test_who_saw_the_report_before_it_was_forwarded_changes_nothing(world, officer):
    complaint = ComplaintFactory(unit=world.village, state=ComplaintState.VERIFIED)
    seen = Complaint.objects.get(pk=complaint.pk)
    services.forward_complaint(complaint=complaint, unit=world.other_village, text="Bukan kami.", by=officer)

    with pytest.raises(DomainError):
        services.forward_complaint(complaint=seen, unit=world.district, text="Bukan kami.", by=officer)

    assert Complaint.objects.get(pk=complaint.pk).unit == world.other_village
