"""The day comes: all records or none."""

import datetime

import pytest

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import BatchKind, BatchState
from careers.models import BatchSignature
from careers.services.batch import cancel_batch, fill_batch, let_pass
from careers.services.batch_effect import apply_due_batches
from careers.services.batch_sign import retry_batch
from employees.dates import today
from employees.models import (
    AwardHistory,
    DisciplineHistory,
    PositionHistory,
    RankHistory,
    SalaryStepHistory,
)
from employees.services.history import disagreeing_employees
from tests.factories.batches import (
    BatchFactory,
    BatchLineFactory,
    first_of,
    make_due,
    make_office,
    make_past,
    make_signed,
    put_on,
)
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory(name="Kota Medan"))


def state_of(batch):
    batch.refresh_from_db()
    return batch.state


def test_rank_promotions_are_written(unit):
    batch, people = make_past(unit, people=2)
    for person in people:
        put_on(batch, person)
    batch = make_signed(batch)

    assert apply_due_batches() == 1

    assert state_of(batch) == BatchState.APPLIED
    for person in people:
        person.refresh_from_db()
        row = RankHistory.objects.get(employee=person, rank="III/d")
        assert (person.rank, person.rank_since) == ("III/d", batch.effective_date)
        assert (row.decree_number, row.decree_date) == (batch.decree_number, today())
        assert row.promotion_kind == "101"
    assert disagreeing_employees() == []
    assert not batch.lines.filter(is_open=True).exists()
    assert Event.objects.get(kind="careers.batch_applied").data == {"people": 2}


def test_salary_steps_are_written(unit):
    batch, (person,) = make_past(unit, kind=BatchKind.SALARY_STEP)
    SalaryStepHistory.objects.create(
        employee=person, period=(first_of(-24), None), service_years=8, service_months=6, base_salary=3_000_000
    )
    line = put_on(batch, person, base_salary=3_100_000)
    let_pass(line=line, reason="PP 5/2024", by=batch.created_by)
    batch = make_signed(batch)

    apply_due_batches()

    old, new = SalaryStepHistory.objects.filter(employee=person).order_by("period")
    assert old.period.upper == batch.effective_date
    assert (new.period.lower, new.base_salary, new.service_years, new.service_months) == (
        batch.effective_date,
        3_100_000,
        10,
        6,
    )
    assert new.decree_number == batch.decree_number


def test_medals_bear_the_presidents_decree(unit):
    batch, (person,) = make_past(unit, kind=BatchKind.DECORATION)
    put_on(batch, person)
    make_signed(batch)

    apply_due_batches()

    award = AwardHistory.objects.get(employee=person)
    assert (award.kind, award.decree_number, award.date) == ("201", "12/TK/2026", batch.effective_date)


def test_transfers_are_written(unit):
    village = UnitFactory(parent=unit)
    batch, (person,) = make_past(unit, kind=BatchKind.TRANSFER)
    target = PositionFactory(unit=village)
    put_on(batch, person, position_to=target)
    batch = make_signed(batch)

    apply_due_batches()

    person.refresh_from_db()
    assert (person.position, person.unit) == (target, village)
    row = PositionHistory.objects.get(employee=person, position=target)
    assert (row.period.lower, row.decree_number) == (batch.effective_date, batch.decree_number)


def test_two_heads_change_places(unit):
    posts = [PositionFactory(unit=UnitFactory(parent=unit), head=True) for _each in range(2)]
    heads = [make_due(post.unit, position=post) for post in posts]
    batch, _people = make_past(unit, kind=BatchKind.TRANSFER, people=0)
    for person, target in zip(heads, reversed(posts), strict=True):
        put_on(batch, person, position_to=target)
    make_signed(batch)

    assert apply_due_batches() == 1

    for person, target in zip(heads, reversed(posts), strict=True):
        person.refresh_from_db()
        assert person.position == target


def test_nothing_happens_before_the_day(unit):
    batch = BatchFactory(unit=unit)
    put_on(batch, make_due(unit))
    batch = make_signed(batch)

    assert apply_due_batches() == 0
    assert state_of(batch) == BatchState.SIGNED


def test_a_second_tick_changes_nothing(unit):
    batch, (person,) = make_past(unit)
    put_on(batch, person)
    make_signed(batch)
    apply_due_batches()

    assert apply_due_batches() == 0
    assert RankHistory.objects.filter(employee=person).count() == 2


def test_one_fault_stops_the_whole_batch(unit):
    batch, people = make_past(unit, people=3)
    for person in people:
        put_on(batch, person)
    office = make_office(unit)
    batch = make_signed(batch, office)
    DisciplineHistory.objects.create(employee=people[1], level="B", kind="27", period=(first_of(-1), first_of(11)))

    assert apply_due_batches() == 0

    assert state_of(batch) == BatchState.STOPPED
    assert batch.fault_line.employee == people[1]
    assert batch.fault
    assert RankHistory.objects.filter(rank="III/d").count() == 0
    notice = Notification.objects.get(user=office[0], kind="careers.batch_stopped")
    assert people[1].full_name in notice.body
    assert not Notification.objects.filter(kind="careers.decree_applied").exists()


def test_a_refusal_of_the_record_undoes_the_lines_before(unit, monkeypatch):
    batch, people = make_past(unit, people=3)
    for person in people:
        put_on(batch, person)
    batch = make_signed(batch)
    last = batch.lines.order_by("number").last()
    from careers.services import batch_effect

    real = batch_effect.add_rank

    def refusing(**values):
        if values["employee"].pk == last.employee_id:
            raise DomainError("Golongan tidak dapat ditulis.")
        return real(**values)

    monkeypatch.setattr(batch_effect, "add_rank", refusing)
    apply_due_batches()

    assert state_of(batch) == BatchState.STOPPED
    assert (batch.fault, batch.fault_line) == ("Golongan tidak dapat ditulis.", last)
    assert RankHistory.objects.filter(rank="III/d").count() == 0
    assert batch.lines.filter(is_open=True).count() == 3


def test_an_unforeseen_error_stops_one_batch_only(unit, monkeypatch):
    broken, (person,) = make_past(unit)
    put_on(broken, person)
    fine, (other,) = make_past(unit, kind=BatchKind.DECORATION)
    put_on(fine, other)
    office = make_office(unit)
    make_signed(broken, office)
    make_signed(fine, office)
    monkeypatch.setattr("careers.services.batch_effect.add_rank", lambda **values: 1 // 0)

    assert apply_due_batches() == 1

    assert state_of(broken) == BatchState.STOPPED
    assert "ZeroDivisionError" in broken.fault
    assert state_of(fine) == BatchState.APPLIED


def test_a_killed_worker_has_changed_nothing_and_the_next_applies_once(unit, monkeypatch):
    batch, people = make_past(unit, people=2)
    for person in people:
        put_on(batch, person)
    batch = make_signed(batch)

    def killed(_batch):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("careers.services.batch_effect.batch_notices.tell_applied", killed)
        with pytest.raises(SystemExit):
            apply_due_batches()

    assert state_of(batch) == BatchState.SIGNED
    assert RankHistory.objects.filter(rank="III/d").count() == 0
    assert apply_due_batches() == 1
    assert RankHistory.objects.filter(rank="III/d").count() == 2


def test_a_mended_batch_is_tried_again(unit):
    batch, (person,) = make_past(unit)
    put_on(batch, person)
    office = make_office(unit)
    batch = make_signed(batch, office)
    fault = DisciplineHistory.objects.create(employee=person, level="B", kind="27", period=(first_of(-1), first_of(11)))
    apply_due_batches()
    fault.cancelled_on = first_of(-1)
    fault.save()

    batch.refresh_from_db()
    person.user = UserFactory()
    person.save()
    with pytest.raises(DomainError, match="You stand on this batch yourself"):
        retry_batch(batch=batch, by=person.user)
    retry_batch(batch=batch, by=office[0])

    assert apply_due_batches() == 1
    assert (state_of(batch), batch.fault, batch.fault_line) == (BatchState.APPLIED, "", None)


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda batch: batch.lines.update(to_rank="IV/a", allowed=["changed"]),
        lambda batch: batch.lines.update(allowed=["changed"]),
        lambda batch: type(batch).objects.filter(pk=batch.pk).update(basis_number="9"),
        lambda batch: BatchLineFactory(batch=batch, employee=EmployeeFactory(unit=batch.unit), kind=batch.kind),
        lambda batch: BatchSignature.objects.filter(batch=batch, step=BatchState.VERIFIED).delete(),
    ],
    ids=["rank", "exception", "basis", "person", "signature"],
)
def test_what_was_not_signed_takes_no_effect(unit, rewrite):
    batch, (person,) = make_past(unit)
    put_on(batch, person)
    batch = make_signed(batch)
    rewrite(batch)

    assert apply_due_batches() == 0

    assert state_of(batch) == BatchState.STOPPED
    assert "berbeda dari yang ditandatangani" in batch.fault
    assert not RankHistory.objects.filter(decree_number=batch.decree_number).exists()


def test_what_was_signed_before_signatures_covered_exceptions_takes_effect(unit):
    batch, (person,) = make_past(unit)
    put_on(batch, person)
    batch = make_signed(batch)
    BatchSignature.objects.filter(batch=batch).update(content_hash=batch.content_hashes()[1])

    assert apply_due_batches() == 1


def test_only_a_stopped_batch_is_tried_again(unit):
    with pytest.raises(DomainError, match="stopped"):
        retry_batch(batch=BatchFactory(unit=unit), by=UserFactory())


def test_a_cancelled_batch_never_takes_effect(unit):
    batch, (person,) = make_past(unit)
    put_on(batch, person)
    batch = make_signed(batch)
    cancel_batch(batch=batch, reason="Ditinjau ulang", by=UserFactory())

    assert apply_due_batches() == 0
    person.refresh_from_db()
    assert person.rank == "III/c"
    with pytest.raises(DomainError):
        cancel_batch(batch=batch, reason="Lagi", by=UserFactory())


def test_what_is_in_effect_is_not_cancelled(unit):
    batch, (person,) = make_past(unit)
    put_on(batch, person)
    batch = make_signed(batch)
    apply_due_batches()

    with pytest.raises(DomainError, match="can't be done now"):
        cancel_batch(batch=batch, reason="Terlambat", by=UserFactory())


def test_people_and_office_are_told(unit):
    batch, _people = make_past(unit, people=0)
    person = make_due(unit, on=batch.effective_date, user=UserFactory())
    put_on(batch, person)
    office = make_office(unit)
    make_signed(batch, office)

    apply_due_batches()

    assert Notification.objects.filter(user=person.user, kind="careers.decree_applied").count() == 1
    assert Notification.objects.filter(user=office[2], kind="careers.batch_applied").count() == 1


def test_a_batch_from_fill_to_record(unit):
    """The way that an office goes."""
    batch, (person,) = make_past(unit)
    EmployeeFactory(unit=unit, rank_since=today() - datetime.timedelta(days=100))

    assert fill_batch(batch=batch, by=UserFactory()) == 1
    make_signed(batch)
    apply_due_batches()

    person.refresh_from_db()
    assert person.rank == "III/d"
