"""Partners: agreements, accounts, offers and results."""

import datetime
import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from asn_portal.accounts.models import User
from asn_portal.audit.models import Event
from asn_portal.notifications.models import Notification, OutboxMail
from asn_portal.tabular.writing import write_xlsx
from tests.factories.training import (
    DAY,
    AgreementFactory,
    NeedPublishedFactory,
    OfferFactory,
    PartnerFactory,
    RegistrationFactory,
    SessionFactory,
    make_partner_user,
)
from training.enums import OfferState, SessionState
from training.enums import RegistrationState as State
from training.models import PartnerAgreement
from training.services.partner import (
    PartnerRefused,
    add_agreement,
    end_agreement,
    invite_account,
    publish_need,
    remind_of_agreements,
    switch_account,
)
from training.services.partner_offer import accept_offer, decline_offer, make_offer, withdraw_offer
from training.services.partner_result import ResultsRefused, confirm_results, hand_in_results, read_results

pytestmark = pytest.mark.django_db

HEADERS = ["Nomor peserta", "Nama", "Unit", "Hadir (%)", "Nilai", "Lulus"]


@pytest.fixture
def partner(world):
    return PartnerFactory(government=world.government)


@pytest.fixture
def running(world, programme, partner):
    session = SessionFactory(programme=programme, over=True, partner=partner)
    for _number in range(2):
        RegistrationFactory(session=session, state=State.APPROVED)
    return session


def sheet(*rows, name="results.xlsx"):
    stream = io.BytesIO()
    write_xlsx(stream, HEADERS, rows)
    return SimpleUploadedFile(name, stream.getvalue())


def sound_rows(session):
    return [
        [row.sequence, row.employee.name, "", 100, 85, "ya" if row.sequence == 1 else "tidak"]
        for row in session.registrations.order_by("sequence")
    ]


def test_an_agreement_counts_both_days_in(partner):
    today = timezone.localdate()

    agreement = add_agreement(
        partner=partner,
        number="415.4/1/2026",
        subject="Pelatihan",
        signed_on=today,
        first_day=today,
        last_day=today,
        remind_days=90,
        by=None,
    )

    assert agreement.last_day == today
    assert PartnerAgreement.objects.holding_on(today).exists()
    assert not PartnerAgreement.objects.holding_on(today + DAY).exists()


@pytest.mark.parametrize(("first", "last"), [(0, datetime.date.max), (datetime.date.min, 0)])
def test_an_agreement_lies_within_the_calendar(partner, first, last):
    today = timezone.localdate()

    with pytest.raises(PartnerRefused):
        add_agreement(
            partner=partner,
            number="1",
            subject="Pelatihan",
            signed_on=today,
            first_day=first or today,
            last_day=last or today,
            remind_days=90,
            by=None,
        )

    assert not PartnerAgreement.objects.exists()


def test_ending_early_needs_a_reason_and_a_day_inside(partner):
    agreement = AgreementFactory(partner=partner)
    today = timezone.localdate()
    for day, reason in ((today, " "), (today + 60 * DAY, "x"), (today - 60 * DAY, "x"), (datetime.date.max, "x")):
        with pytest.raises(PartnerRefused):
            end_agreement(agreement=agreement, last_day=day, reason=reason, by=None)

    ended = end_agreement(agreement=agreement, last_day=today, reason="Lembaga bubar", by=None)

    assert (ended.last_day, ended.ended_early) == (today, "Lembaga bubar")
    assert Event.objects.get(kind="training.agreement_ended").reason == "Lembaga bubar"


def test_offices_are_reminded_once(partner, world):
    officer = world.users["training_coordinator"]
    AgreementFactory(partner=partner, remind_days=90)
    AgreementFactory(partner=partner, remind_days=5)

    assert [remind_of_agreements(), remind_of_agreements()] == [1, 0]

    assert Notification.objects.filter(user=officer, kind="training.agreement_ends").count() == 1


@pytest.mark.parametrize(("days", "due"), [(29, 1), (30, 1), (28, 0)])
def test_the_reminder_comes_so_many_days_before_the_last_day(partner, days, due):
    """The last day is 29 days from now."""
    AgreementFactory(partner=partner, remind_days=days)

    today = timezone.localdate()
    assert PartnerAgreement.objects.due_for_reminder(today).count() == due


def test_an_account_is_invited_by_a_link(partner):
    account = invite_account(partner=partner, name="Ratna Siregar", email="Ratna@kampus.ac.id", by=None)

    assert (account.user.email, account.user.has_usable_password()) == ("ratna@kampus.ac.id", False)
    mail = OutboxMail.objects.get()
    assert mail.to == "ratna@kampus.ac.id"
    assert "/password/reset/key/" in mail.text
    with pytest.raises(PartnerRefused):
        invite_account(partner=partner, name="Lain", email="RATNA@kampus.ac.id", by=None)
    assert User.objects.filter(email="ratna@kampus.ac.id").count() == 1


def test_a_closed_account_cannot_sign_in(partner):
    account = invite_account(partner=partner, name="Ratna", email="ratna@kampus.ac.id", by=None)

    closed = switch_account(account=account, is_active=False, by=None)

    assert (closed.is_active, closed.user.is_active) == (False, False)


def test_partners_with_an_agreement_are_told_of_a_need(world):
    told = make_partner_user(world.government)
    make_partner_user(world.government, has_agreement=False)
    make_partner_user(world.other_government)

    publish_need(need=NeedPublishedFactory.build(government=world.government), by=None)

    assert list(Notification.objects.values_list("user", "kind")) == [(told.pk, "training.need_published")]


def test_need_is_not_open_beyond_the_calendar(world):
    need = NeedPublishedFactory.build(government=world.government, open_until=datetime.date(2100, 1, 1))

    with pytest.raises(PartnerRefused):
        publish_need(need=need, by=None)


def test_an_accepted_offer_becomes_a_programme(partner, world):
    offer = OfferFactory(partner=partner)

    accepted = accept_offer(
        offer=offer, unit=world.district, code="LKT", organiser_code="BKPSDM", answer="Terima kasih", by=None
    )

    assert accepted.state == OfferState.ACCEPTED
    programme = accepted.programme
    assert (programme.title, programme.unit, programme.learning_hours) == (
        offer.title,
        world.district,
        offer.learning_hours,
    )
    with pytest.raises(PartnerRefused):
        decline_offer(offer=offer, answer="Tidak jadi", by=None)


def test_office_reads_the_hours_of_an_offer_in_its_language(partner, world):
    office = world.users["training_coordinator"]
    fields = {"title": "Pelatihan", "description": "Isi", "form": "6", "seats": 30, "cost_each": 0}

    make_offer(partner=partner, need=None, by=None, learning_hours=Decimal("24.50"), **fields)
    with pytest.raises(PartnerRefused, match=r"4[.,]392"):
        make_offer(partner=partner, need=None, by=None, learning_hours=Decimal(4393), **fields)

    assert "24,5 JP" in Notification.objects.get(user=office).body


def test_an_offer_is_declined_with_an_answer(partner):
    offer = OfferFactory(partner=partner)
    with pytest.raises(PartnerRefused):
        decline_offer(offer=offer, answer=" ", by=None)

    assert decline_offer(offer=offer, answer="Sudah ada", by=None).state == OfferState.DECLINED


def test_an_offer_is_withdrawn_until_it_is_answered(partner):
    offer = OfferFactory(partner=partner)

    assert withdraw_offer(offer=offer, by=None).state == OfferState.WITHDRAWN
    assert withdraw_offer(offer=offer, by=None).state == OfferState.WITHDRAWN
    with pytest.raises(PartnerRefused):
        withdraw_offer(offer=OfferFactory(partner=partner, state=OfferState.ACCEPTED), by=None)


def test_offers_answer_open_needs_of_the_own_government(partner, world):
    fields = {"title": "A", "description": "B", "form": "4", "learning_hours": 5, "seats": 10}
    today = timezone.localdate()
    for need in (
        NeedPublishedFactory(government=world.other_government),
        NeedPublishedFactory(government=world.government, is_withdrawn=True),
        NeedPublishedFactory(government=world.government, open_until=today - DAY),
    ):
        with pytest.raises(PartnerRefused):
            make_offer(partner=partner, need=need, by=None, **fields)

    offer = make_offer(partner=partner, need=NeedPublishedFactory(government=world.government), by=None, **fields)
    assert offer.state == OfferState.PROPOSED


# --- Results ----------------------------------------------------------------------------------------------------------


def test_faults_are_named_with_their_cells_and_nothing_is_stored(running):
    rows = sound_rows(running)
    rows[0][3] = "banyak"
    rows[1][5] = "mungkin"
    rows.append([99, "Orang lain", "", 100, 80, "ya"])
    file = sheet(*rows)

    results = read_results(running, file)

    assert [problem.cell for problem in results.problems] == ["D2", "F3", "A4"]
    assert all(problem.cure for problem in results.problems)
    file.seek(0)
    with pytest.raises(ResultsRefused):
        hand_in_results(session=running, file=file, by=None)


def test_another_name_under_a_number_is_a_fault(running):
    rows = sound_rows(running)
    rows[0][1] = "Orang Lain"

    (problem,) = read_results(running, sheet(*rows)).problems

    assert problem.cell == "B2"


def test_who_is_missing_is_named(running):
    (problem,) = read_results(running, sheet(sound_rows(running)[0])).problems

    assert (problem.cell, problem.found[:1]) == ("", "2")


def test_number_in_a_faulty_cell_is_no_participant(running):
    rows = [sound_rows(running)[0]]
    rows[0][4] = 99999.0
    rows[0][5] = "2"

    problems = read_results(running, sheet(*rows)).problems

    assert [(problem.cell, problem.found.split()[0]) for problem in problems] == [
        ("E2", "99999"),
        ("F2", "2"),
        ("", "2"),
    ]


def test_results_count_when_the_coordinator_confirms_them(running, world):
    officer = world.users["training_coordinator"]
    hand_in_results(session=running, file=sheet(*sound_rows(running)), by=None)
    assert set(running.registrations.values_list("state", flat=True)) == {State.APPROVED}

    confirm_results(session=running, by=officer)

    running.refresh_from_db()
    assert running.state == SessionState.FINISHED
    states = dict(running.registrations.values_list("sequence", "state"))
    assert states == {1: State.COMPLETED, 2: State.NOT_COMPLETED}
    assert set(running.registrations.values_list("result_presence", "result_score")) == {(100, 85)}


def test_nobody_passes_below_the_minimum_attendance(running):
    rows = sound_rows(running)
    rows[0][3] = 10

    (problem,) = read_results(running, sheet(*rows)).problems

    assert problem.cell == "D2"


def test_nobody_passes_without_a_word_on_attendance(running):
    rows = sound_rows(running)
    rows[0][3] = None

    (problem,) = read_results(running, sheet(*rows)).problems

    assert problem.cell == "D2"


def test_a_newer_sheet_is_not_confirmed_unseen(running, world):
    seen = hand_in_results(session=running, file=sheet(*sound_rows(running)), by=None)
    hand_in_results(session=running, file=sheet(*sound_rows(running)), by=None)

    with pytest.raises(ResultsRefused):
        confirm_results(session=running, by=world.users["training_coordinator"], seen=str(seen.pk))


def test_nothing_is_confirmed_that_was_not_handed_in(running):
    with pytest.raises(ResultsRefused):
        confirm_results(session=running, by=None)


def test_a_class_that_changed_meanwhile_needs_new_results(running):
    hand_in_results(session=running, file=sheet(*sound_rows(running)), by=None)
    RegistrationFactory(session=running, state=State.APPROVED)

    with pytest.raises(ResultsRefused):
        confirm_results(session=running, by=None)


def test_results_only_of_a_running_session(session):
    with pytest.raises(ResultsRefused):
        hand_in_results(session=session, file=sheet([1, "A", "", 1, 1, "ya"]), by=None)


def test_half_open_period(partner):
    agreement = AgreementFactory(partner=partner)
    agreement.refresh_from_db()

    assert agreement.last_day == agreement.period.upper - datetime.timedelta(days=1)
