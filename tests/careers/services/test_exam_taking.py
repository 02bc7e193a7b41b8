"""Starting, saving in any order, the clock, two devices, ending."""

import datetime
import threading
import time
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import AttendanceState, SittingState
from careers.models import Answer, SittingCandidate, TimeAdjustment
from careers.services.exam_sitting import close_sitting
from careers.services.exam_taking import (
    ExamRefused,
    UnknownAnswer,
    add_time,
    close_overdue,
    end_for,
    hand_in,
    note_seen,
    put_on_paper,
    save_answer,
    start_exam,
)
from tests.factories.employees import UnitFactory, UserFactory
from tests.factories.exam import make_sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return make_sitting(UnitFactory(parent=UnitFactory()))


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def candidate(sitting):
    return start(sitting.candidates.first())


def start(candidate):
    return start_exam(candidate=candidate, code=candidate.start_code, by=candidate.employee.user)


def items(candidate):
    return list(candidate.paper.items.order_by("place"))


def save(candidate, row, value=0, sequence=1, device=None):
    return save_answer(
        candidate_id=candidate.pk,
        device=candidate.device if device is None else device,
        paper_item_id=row.pk,
        sequence=sequence,
        value=value,
    )


def expire(candidate, seconds=60):
    """As if the time had been over for so long."""
    deadline = timezone.now() - datetime.timedelta(seconds=seconds)
    SittingCandidate.objects.filter(pk=candidate.pk).update(
        started_at=deadline - datetime.timedelta(minutes=60), deadline=deadline
    )


# --- Starting --------------------------------------------------------------------------------------------------------


def test_start_sets_the_deadline_once(sitting):
    candidate = sitting.candidates.first()

    started = start(candidate)
    again = start(candidate)

    assert started.deadline - started.started_at == datetime.timedelta(minutes=60)
    assert (again.deadline, again.device) == (started.deadline, 2)
    assert list(
        Event.objects.about(sitting).filter(kind__startswith="careers.exam_").values_list("kind", flat=True)
    ) == [
        "careers.exam_device_changed",
        "careers.exam_started",
    ]


def test_start_takes_the_code_as_people_type_it(sitting):
    candidate = sitting.candidates.first()
    code = f" {candidate.start_code[:4].lower()}-{candidate.start_code[4:]} "

    assert start_exam(candidate=candidate, code=code, by=None).state == AttendanceState.RUNNING


def test_start_refuses_a_wrong_code_and_many_guesses(sitting):
    candidate, other = sitting.candidates.all()

    with pytest.raises(ExamRefused, match="not your start code"):
        start_exam(candidate=candidate, code=other.start_code, by=None)
    for _guess in range(6):
        with pytest.raises(ExamRefused):
            start_exam(candidate=candidate, code="XXXXXXXX", by=None)
    with pytest.raises(ExamRefused, match="too often"):
        start_exam(candidate=candidate, code=candidate.start_code, by=None)

    candidate.refresh_from_db()
    assert candidate.state == AttendanceState.INVITED


def test_start_says_that_the_exam_is_still_to_be_opened():
    sitting = make_sitting(UnitFactory(parent=UnitFactory()), state=SittingState.READY)

    with pytest.raises(ExamRefused, match="has not been opened yet") as refusal:
        start(sitting.candidates.first())

    assert refusal.value.code == "not_started"


@pytest.mark.parametrize(
    ("opens", "closes", "code"), [(10, 60, "not_started"), (-60, -1, "over")], ids=["early", "late"]
)
def test_start_only_between_opening_and_last_start(sitting, opens, closes, code):
    now = timezone.now()
    sitting.starts_at, sitting.closes_at = (now + datetime.timedelta(minutes=each) for each in (opens, closes))
    sitting.save()

    with pytest.raises(ExamRefused) as refusal:
        start(sitting.candidates.first())

    assert refusal.value.code == code


def test_going_on_is_possible_after_the_last_start(sitting, candidate):
    sitting.closes_at = timezone.now() - datetime.timedelta(seconds=1)
    sitting.save()

    assert start(candidate).device == 2


# --- Saving ----------------------------------------------------------------------------------------------------------


def test_save_keeps_the_answer_and_tells_the_time(candidate):
    row = items(candidate)[0]

    saved = save(candidate, row, value="2")

    assert (saved.stored, saved.sequence, saved.value) == (True, 1, 2)
    assert 3590 <= saved.seconds_left <= 3600
    assert Answer.objects.get().value == 2


def test_a_late_older_save_never_replaces_a_newer_one(candidate):
    row = items(candidate)[0]
    save(candidate, row, value=3, sequence=5)

    late = save(candidate, row, value=1, sequence=4)

    assert (late.stored, late.sequence, late.value) == (False, 5, 3)
    assert Answer.objects.get().value == 3


def test_the_same_save_twice_is_stored_once_and_acknowledged_twice(candidate):
    row = items(candidate)[0]

    first, second = save(candidate, row, value=1), save(candidate, row, value=1)

    assert (first.stored, second.stored) == (True, True)
    assert second.at == first.at
    assert Answer.objects.count() == 1


def test_two_tabs_with_the_same_sequence_keep_the_first(candidate):
    row = items(candidate)[0]
    save(candidate, row, value=1)

    second = save(candidate, row, value=2)

    assert (second.stored, second.value) == (False, 1)


def test_an_answer_can_be_taken_back(candidate):
    row = items(candidate)[0]
    save(candidate, row, value=1)

    save(candidate, row, value=None, sequence=2)

    assert Answer.objects.get().value is None


def test_saves_in_every_order_end_with_the_highest_sequence(candidate):
    row = items(candidate)[0]

    for sequence in (3, 1, 4, 2):
        save(candidate, row, value=sequence - 1, sequence=sequence)

    assert (Answer.objects.get().value, Answer.objects.get().sequence) == (3, 4)


@pytest.mark.parametrize("sequence", [0, -1, 2**60])
def test_a_sequence_out_of_range_is_refused(candidate, sequence):
    with pytest.raises(UnknownAnswer):
        save(candidate, items(candidate)[0], sequence=sequence)


def test_an_item_of_another_paper_is_refused(sitting, candidate):
    other = sitting.candidates.exclude(pk=candidate.pk).get()

    with pytest.raises(UnknownAnswer):
        save(candidate, items(other)[0])
    with pytest.raises(UnknownAnswer):
        save(candidate, items(candidate)[0], value=9)


def test_save_takes_three_statements(candidate, django_assert_num_queries):
    row = items(candidate)[0]

    # A savepoint around, because a test is a transaction.
    with django_assert_num_queries(5):
        save(candidate, row)


# --- The clock -------------------------------------------------------------------------------------------------------


def test_save_after_the_end_is_refused_with_a_sentence(candidate):
    row = items(candidate)[0]
    save(candidate, row, value=1)
    expire(candidate)

    with pytest.raises(ExamRefused, match=r"The time is over\. Everything that was saved before counts") as refusal:
        save(candidate, row, value=2, sequence=2)

    assert refusal.value.code == "over"
    assert Answer.objects.get().value == 1


def test_what_is_on_its_way_at_the_end_still_counts(candidate):
    expire(candidate, seconds=3)

    assert save(candidate, items(candidate)[0]).stored


def test_time_added_while_working_moves_the_deadline(candidate, officer):
    changed = add_time(candidate=candidate, minutes=15, reason="Listrik padam", by=officer)

    assert changed.deadline - changed.started_at == datetime.timedelta(minutes=75)
    assert note_seen(candidate_id=candidate.pk, device=candidate.device) > 74 * 60
    assert TimeAdjustment.objects.get().reason == "Listrik padam"
    assert Notification.objects.get(kind="careers.exam_time").user == candidate.employee.user


def test_time_added_before_the_start_counts_from_the_start(sitting, officer):
    candidate = sitting.candidates.first()
    add_time(candidate=candidate, minutes=30, reason="Disabilitas netra", by=officer)

    started = start(candidate)

    assert started.deadline - started.started_at == datetime.timedelta(minutes=90)


def test_after_the_end_there_is_neither_more_time_nor_paper(candidate, officer):
    expire(candidate)

    with pytest.raises(DomainError, match="was over already"):
        add_time(candidate=candidate, minutes=10, reason="Gangguan jaringan", by=officer)
    with pytest.raises(DomainError, match="was over already"):
        put_on_paper(candidate=candidate, reason="Gangguan jaringan", by=officer)

    candidate.refresh_from_db()
    assert (candidate.state, candidate.extra_minutes) == (AttendanceState.RUNNING, 0)


@pytest.mark.parametrize(("minutes", "reason"), [(0, "x"), (241, "x"), (-121, "x"), (5, " "), (-60, "x")])
def test_time_needs_minutes_and_a_reason(candidate, officer, minutes, reason):
    with pytest.raises(DomainError):
        add_time(candidate=candidate, minutes=minutes, reason=reason, by=officer)

    assert not TimeAdjustment.objects.exists()


def test_time_is_not_taken_back_into_the_past(candidate, officer):
    SittingCandidate.objects.filter(pk=candidate.pk).update(
        started_at=timezone.now() - datetime.timedelta(minutes=38),
        deadline=timezone.now() + datetime.timedelta(minutes=22),
    )

    with pytest.raises(DomainError, match="would be over at once"):
        add_time(candidate=candidate, minutes=-22, reason="Salah ketik", by=officer)

    assert not TimeAdjustment.objects.exists()
    assert add_time(candidate=candidate, minutes=-20, reason="Salah ketik", by=officer).extra_minutes == -20


# --- Two devices -----------------------------------------------------------------------------------------------------


def test_the_old_device_is_told_and_saves_nothing(candidate):
    row = items(candidate)[0]
    save(candidate, row, value=1)
    newer = start(candidate)

    with pytest.raises(ExamRefused, match="opened on another device") as refusal:
        save(newer, row, value=2, sequence=2, device=1)

    assert refusal.value.code == "device"
    assert Answer.objects.get().value == 1
    assert save(newer, row, value=3, sequence=2).stored


def test_what_waited_on_a_device_that_comes_back_replaces_nothing_saved_since(candidate):
    answered, untouched, *_rest = items(candidate)
    save(candidate, answered, value=0)
    phone = start(candidate)
    save(phone, answered, value=3, sequence=2)
    back = start(candidate)

    def wait(row):
        return save_answer(
            candidate_id=back.pk, device=back.device, paper_item_id=row.pk, sequence=6, value=1, given_on=1
        )

    late, first = wait(answered), wait(untouched)

    assert (late.stored, late.is_same, late.sequence, late.value) == (False, False, 2, 3)
    assert (first.stored, first.value) == (True, 1)
    assert Answer.objects.get(paper_item=answered).value == 3
    # Chosen on purpose it counts.
    assert save(back, answered, value=1, sequence=3).stored


# --- Ending ----------------------------------------------------------------------------------------------------------


def right(row):
    """The place of the right answer."""
    return next(place for place, option in enumerate(row.item.options) if option["weight"] == "100")


def test_hand_in_scores_at_once_and_closes_the_door(candidate):
    rows = items(candidate)
    for row in rows[:3]:
        save(candidate, row, value=right(row))

    done = hand_in(candidate=candidate, by=candidate.employee.user)

    assert (done.state, done.score) == (AttendanceState.FINISHED, Decimal("75.00"))
    with pytest.raises(ExamRefused, match="handed in"):
        save(done, rows[3])
    assert hand_in(candidate=candidate, by=None).finished_at == done.finished_at


def test_hand_in_of_a_stranger_to_the_clock_is_refused(sitting):
    with pytest.raises(ExamRefused, match="not started"):
        hand_in(candidate=sitting.candidates.first(), by=None)


def test_the_proctor_ends_with_a_reason(candidate, officer):
    save(candidate, items(candidate)[0], value=right(items(candidate)[0]))

    ended = end_for(candidate=candidate, reason="Membawa catatan", by=officer)

    assert (ended.state, ended.score) == (AttendanceState.ENDED, Decimal("25.00"))
    with pytest.raises(ExamRefused, match="Membawa catatan"):
        save(ended, items(candidate)[1])
    with pytest.raises(DomainError):
        end_for(candidate=candidate, reason="Lagi", by=officer)


def test_overdue_exams_are_scored_by_the_clock(candidate):
    row = items(candidate)[0]
    save(candidate, row, value=right(row))
    expire(candidate)

    assert (close_overdue(), close_overdue()) == (1, 0)

    candidate.refresh_from_db()
    assert (candidate.state, candidate.score) == (AttendanceState.TIME_OVER, Decimal("25.00"))
    assert candidate.finished_at == candidate.deadline


def test_closing_waits_for_who_still_has_time(sitting, candidate, officer):
    with pytest.raises(DomainError, match="1 candidate still has time"):
        close_sitting(sitting=sitting, by=officer)
    expire(candidate)

    close_sitting(sitting=sitting, by=officer)

    assert list(sitting.candidates.values_list("state", flat=True)) == [
        AttendanceState.TIME_OVER,
        AttendanceState.ABSENT,
    ]


def test_on_paper_the_device_is_closed(candidate, officer):
    paper = put_on_paper(candidate=candidate, reason="Laptop rusak", by=officer)

    with pytest.raises(ExamRefused, match="on paper"):
        save(paper, items(candidate)[0])


# --- At once ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_many_saves_of_one_answer_at_once_keep_the_newest():
    sitting = make_sitting(UnitFactory(parent=UnitFactory()))
    candidate = start(sitting.candidates.first())
    row = items(candidate)[0]
    gate = threading.Barrier(8)

    def send(sequence):
        try:
            gate.wait(timeout=30)
            save(candidate, row, value=sequence % 4, sequence=sequence)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(sequence,)) for sequence in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert (Answer.objects.get().sequence, Answer.objects.get().value) == (8, 0)


@pytest.mark.django_db(transaction=True)
def test_who_starts_while_the_exam_is_closed_is_not_absent():
    sitting = make_sitting(UnitFactory(parent=UnitFactory()))
    candidate = sitting.candidates.first()
    started, refusals = threading.Event(), []

    def begin():
        try:
            with transaction.atomic():
                start(candidate)
                started.set()
                time.sleep(1)
        finally:
            connection.close()

    def close():
        try:
            started.wait(timeout=30)
            close_sitting(sitting=sitting, by=None)
        except DomainError as error:
            refusals.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=each) for each in (begin, close)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(refusals) == 1
    assert list(sitting.candidates.order_by("number").values_list("state", flat=True)) == ["running", "invited"]
    candidate.refresh_from_db()
    assert save(candidate, items(candidate)[0]).stored


@pytest.mark.django_db(transaction=True)
def test_handing_in_and_saving_at_once_never_leave_an_unscored_answer():
    sitting = make_sitting(UnitFactory(parent=UnitFactory()))
    candidate = start(sitting.candidates.first())
    rows = items(candidate)
    places = {row.pk: right(row) for row in rows}
    gate = threading.Barrier(2)

    def send():
        try:
            gate.wait(timeout=30)
            for row in rows:
                save(candidate, row, value=places[row.pk])
        except ExamRefused:
            pass
        finally:
            connection.close()

    def end():
        try:
            gate.wait(timeout=30)
            hand_in(candidate=candidate, by=None)
        finally:
            connection.close()

    threads = [threading.Thread(target=each) for each in (send, end)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    candidate.refresh_from_db()
    assert candidate.score == 25 * Answer.objects.count()
