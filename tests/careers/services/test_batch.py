"""Writing a batch: filled by the rules, corrected by hand."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from careers.enums import BatchKind, BatchState
from careers.models import BatchLine, CareerBatch
from careers.services.batch import (
    add_line,
    cancel_batch,
    change_batch,
    change_line,
    check_batch,
    create_batch,
    fill_batch,
    let_pass,
    remove_blocked,
    remove_line,
)
from careers.services.batch_sign import return_batch
from employees.enums import EducationLevel, PositionType, Predicate
from employees.models import DisciplineHistory, RatingHistory, SalaryStepHistory
from employees.services.history import add_definitive_position
from tests.factories.batches import BatchFactory, BatchLineFactory, first_of, make_due, put_on
from tests.factories.employees import EmployeeFactory, PositionFactory, UnitFactory, UserFactory
from tests.factories.selections import SelectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory(name="Kota Medan"))


@pytest.fixture
def officer():
    return UserFactory()


def sanction(person, level="S"):
    period = (first_of(-2), first_of(10))
    return DisciplineHistory.objects.create(employee=person, level=level, kind="23", period=period)


def lines_of(batch):
    return {line.employee: line for line in batch.lines.standing()}


def test_a_batch_is_begun(unit, officer):
    batch = create_batch(unit=unit, kind=BatchKind.RANK_PROMOTION, effective_date=first_of(1), by=officer)

    assert (batch.state, batch.government, batch.created_by) == (BatchState.DRAFT, unit.government, officer)
    assert Event.objects.filter(kind="careers.batch_created", object_id=str(batch.pk)).exists()


def test_rank_promotions_begin_on_the_first_of_a_month(unit, officer):
    day = first_of(1) + datetime.timedelta(days=1)

    with pytest.raises(DomainError, match="first of a month"):
        create_batch(unit=unit, kind=BatchKind.RANK_PROMOTION, effective_date=day, by=officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        BatchFactory(unit=unit, effective_date=day)


def test_other_kinds_begin_on_any_day(unit, officer):
    day = first_of(1) + datetime.timedelta(days=1)

    batch = create_batch(unit=unit, kind=BatchKind.TRANSFER, effective_date=day, by=officer)

    assert batch.effective_date == day


def test_no_batch_lies_years_ahead(unit, officer):
    with pytest.raises(DomainError, match="more than a year ahead"):
        create_batch(unit=unit, kind=BatchKind.RANK_PROMOTION, effective_date=first_of(20), by=officer)


def test_filling_takes_who_is_due_and_says_what_speaks_against_them(unit, officer):
    due, sanctioned = make_due(unit), make_due(unit)
    sanction(sanctioned)
    make_due(unit, rank_since=first_of(-6))
    make_due(unit, education=EducationLevel.UPPER_SECONDARY)
    make_due(UnitFactory(parent=unit.government))
    EmployeeFactory(unit=unit, pppk=True)
    batch = BatchFactory(unit=unit)

    added = fill_batch(batch=batch, by=officer)

    lines = lines_of(batch)
    assert added == 2
    assert set(lines) == {due, sanctioned}
    assert (lines[due].from_rank, lines[due].to_rank, lines[due].is_blocked) == ("III/c", "III/d", False)
    assert [each["code"] for each in lines[sanctioned].findings if each["weight"] == "never"] == ["sanction"]
    assert lines[sanctioned].is_blocked


def test_filling_twice_adds_nobody_twice(unit, officer):
    make_due(unit)
    batch = BatchFactory(unit=unit)
    fill_batch(batch=batch, by=officer)

    assert fill_batch(batch=batch, by=officer) == 0
    assert batch.lines.count() == 1


def test_filling_leaves_out_who_stands_on_another_open_batch(unit, officer):
    person = make_due(unit)
    put_on(BatchFactory(unit=unit), person)

    assert fill_batch(batch=BatchFactory(unit=unit), by=officer) == 0


def test_filling_leaves_out_who_was_taken_off(unit, officer):
    make_due(unit)
    batch = BatchFactory(unit=unit)
    fill_batch(batch=batch, by=officer)
    remove_line(line=batch.lines.get(), reason="Berkas belum lengkap", by=officer)

    assert fill_batch(batch=batch, by=officer) == 0


def test_salary_steps_are_filled_by_the_last_step(unit, officer):
    due, later = make_due(unit), make_due(unit)
    SalaryStepHistory.objects.create(employee=due, period=(first_of(-23), None), service_years=8, service_months=0)
    SalaryStepHistory.objects.create(employee=later, period=(first_of(-12), None))
    batch = BatchFactory(unit=unit, kind=BatchKind.SALARY_STEP)

    fill_batch(batch=batch, by=officer)

    line = batch.lines.get()
    assert (line.employee, line.is_blocked) == (due, False)
    assert (line.service_years, line.service_months) == (10, 0)


def test_medals_are_filled_by_the_years_of_service(unit, officer):
    due = make_due(unit)
    make_due(unit, cpns_since=first_of(-60))
    batch = BatchFactory(unit=unit, kind=BatchKind.DECORATION)

    fill_batch(batch=batch, by=officer)

    line = batch.lines.get()
    assert (line.employee, line.award) == (due, "201")


def test_transfers_are_not_filled(unit, officer):
    with pytest.raises(DomainError, match="one by one"):
        fill_batch(batch=BatchFactory(unit=unit, kind=BatchKind.TRANSFER), by=officer)


def test_adding_somebody_keeps_the_reason(unit, officer):
    person, batch = make_due(unit), BatchFactory(unit=unit)

    line = add_line(batch=batch, employee=person, reason="Usul camat", by=officer)

    assert (line.added_reason, line.to_rank, line.is_blocked) == ("Usul camat", "III/d", False)
    assert Event.objects.get(kind="careers.batch_line_added").data == {"employee": person.pk}


@pytest.mark.parametrize("reason", ["", "  "])
def test_adding_somebody_takes_a_reason(unit, officer, reason):
    with pytest.raises(DomainError, match="reason"):
        add_line(batch=BatchFactory(unit=unit), employee=make_due(unit), reason=reason, by=officer)


def test_people_of_another_unit_are_refused(unit, officer):
    stranger = make_due(UnitFactory(parent=unit.government))

    with pytest.raises(DomainError, match="does not work in"):
        add_line(batch=BatchFactory(unit=unit), employee=stranger, reason="Usul", by=officer)


def test_nobody_stands_on_two_open_batches_of_a_kind(unit):
    person, first = make_due(unit), BatchFactory(unit=unit)
    put_on(first, person)

    with pytest.raises(DomainError, match="open batch"):
        put_on(BatchFactory(unit=unit, effective_date=first_of(2)), person)
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchLineFactory(batch=BatchFactory(unit=unit, effective_date=first_of(3)), employee=person)

    put_on(BatchFactory(unit=unit, kind=BatchKind.SALARY_STEP), person)
    assert BatchLine.objects.filter(employee=person).count() == 2


def test_who_was_taken_off_is_free_for_another_batch(unit, officer):
    person, batch = make_due(unit), BatchFactory(unit=unit)
    line = put_on(batch, person)

    remove_line(line=line, reason="Pindah periode", by=officer)

    line.refresh_from_db()
    assert (line.is_removed, line.is_open, line.removed_reason) == (True, False, "Pindah periode")
    put_on(BatchFactory(unit=unit, effective_date=first_of(2)), person)


def test_taking_off_without_a_reason_is_refused_by_the_database_too(unit):
    line = put_on(BatchFactory(unit=unit), make_due(unit))

    with pytest.raises(IntegrityError), transaction.atomic():
        BatchLine.objects.filter(pk=line.pk).update(is_removed=True, is_open=False)


def test_a_written_reason_lets_a_low_rating_pass(unit, officer):
    person = make_due(unit)
    RatingHistory.objects.filter(employee=person, year=first_of(1).year - 1).update(predicate=Predicate.POOR)
    line = put_on(BatchFactory(unit=unit), person)
    assert line.is_blocked

    line = let_pass(line=line, reason="Predikat dibatalkan oleh putusan keberatan", by=officer)

    assert not line.is_blocked
    assert line.allowed_by == officer
    assert line.allowed == [f"rating_low:rating={Predicate.POOR}:year={first_of(1).year - 1}"]
    event = Event.objects.get(kind="careers.batch_exception_made")
    assert event.reason == "Predikat dibatalkan oleh putusan keberatan"


def test_something_new_blocks_the_line_again(unit, officer):
    person = make_due(unit)
    RatingHistory.objects.filter(employee=person, year=first_of(1).year - 1).update(predicate=Predicate.POOR)
    line = let_pass(line=put_on(BatchFactory(unit=unit), person), reason="Ada putusan", by=officer)

    sanction(person)

    assert check_batch(batch=line.batch, by=officer) == 1
    line.refresh_from_db()
    assert line.is_blocked


def early_step(unit, batch=None, months=-12, **fields):
    """A line of a salary step that comes too early, and its person."""
    person = make_due(unit)
    SalaryStepHistory.objects.create(employee=person, period=(first_of(months), None))
    batch = batch or BatchFactory(unit=unit, kind=BatchKind.SALARY_STEP)
    return put_on(batch, person, **fields), person


def test_an_exception_holds_for_the_facts_it_was_given_for(unit, officer):
    line, person = early_step(unit)
    line = let_pass(line=line, reason="Pertek BKN", by=officer)
    step = SalaryStepHistory.objects.get(employee=person)
    assert not line.is_blocked

    SalaryStepHistory.objects.filter(pk=step.pk).update(period=(first_of(-2), None))

    assert check_batch(batch=line.batch, by=officer) == 1
    line.refresh_from_db()
    assert line.is_blocked


def test_an_exception_holds_for_the_day_of_the_batch(unit, officer):
    line, _person = early_step(unit)
    line = let_pass(line=line, reason="Pertek BKN", by=officer)

    change_batch(batch=line.batch, changes={"note": "Catatan"}, by=officer)
    line.refresh_from_db()
    assert not line.is_blocked
    change_batch(batch=line.batch, changes={"effective_date": first_of(0)}, by=officer)

    line.refresh_from_db()
    assert (line.is_blocked, line.allowed, line.allowed_reason, line.allowed_by) == (True, [], "", None)


def test_another_position_takes_another_reason(unit, officer):
    full, other = PositionFactory(unit=unit, needed=1), PositionFactory(unit=unit, needed=1)
    for post in (full, other):
        EmployeeFactory(unit=unit, position=post)
    line = put_on(BatchFactory(unit=unit, kind=BatchKind.TRANSFER), make_due(unit), position_to=full)
    line = let_pass(line=line, reason="Pejabat lama segera pensiun", by=officer)

    line = change_line(line=line, changes={"position_to": other}, by=officer)

    assert (line.is_blocked, line.allowed_reason) == (True, "")


def test_a_typed_salary_takes_a_written_reason(unit, officer):
    batch = BatchFactory(unit=unit, kind=BatchKind.SALARY_STEP)
    line, _person = early_step(unit, batch, months=-30, base_salary=9_999_999)
    assert [each["code"] for each in line.findings] == ["salary_typed"]
    assert line.is_blocked

    line = let_pass(line=line, reason="PP 5/2024, III/c 10 tahun", by=officer)
    assert not line.is_blocked

    line = change_line(line=line, changes={"base_salary": 9_999_998}, by=officer)
    assert line.is_blocked


def test_nobody_acts_on_their_own_line(unit):
    line, person = early_step(unit)
    person.user = UserFactory()
    person.save()
    other = BatchFactory(unit=unit)

    for act in (
        lambda: let_pass(line=line, reason="Mohon", by=person.user),
        lambda: change_line(line=line, changes={"base_salary": 9_999_999}, by=person.user),
        lambda: add_line(batch=other, employee=person, reason="Mohon", by=person.user),
    ):
        with pytest.raises(DomainError, match="about you"):
            act()

    assert not other.lines.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchLine.objects.filter(pk=line.pk).update(allowed_by=person.user)


def test_nobody_takes_the_own_line_off_nor_stops_its_batch(unit):
    line, person = early_step(unit)
    person.user = UserFactory()
    person.save()
    batch = line.batch
    later = batch.effective_date + datetime.timedelta(days=40)

    with pytest.raises(DomainError, match="about you"):
        remove_line(line=line, reason="Mohon", by=person.user)
    for act in (
        lambda: cancel_batch(batch=batch, reason="Mohon", by=person.user),
        lambda: change_batch(batch=batch, changes={"effective_date": later.replace(day=1)}, by=person.user),
        lambda: return_batch(batch=batch, reason="Mohon", by=person.user),
    ):
        with pytest.raises(DomainError, match="You stand on this batch yourself"):
            act()
    assert remove_blocked(batch=batch, reason="Mohon", by=person.user) == 0
    # Words aren't the day.
    change_batch(batch=batch, changes={"note": "Lengkap"}, by=person.user)

    line.refresh_from_db()
    assert (line.is_removed, line.is_blocked) == (False, True)
    assert remove_blocked(batch=batch, reason="Salah", by=UserFactory()) == 1


@pytest.mark.parametrize("day", [datetime.date(1, 1, 1), datetime.date(2001, 1, 1), datetime.date(9999, 12, 1)])
def test_a_day_that_nobody_decides_about_is_refused_with_a_sentence(unit, officer, day):
    with pytest.raises(DomainError, match="The effective date lies"):
        create_batch(unit=unit, kind=BatchKind.SALARY_STEP, effective_date=day, by=officer)

    assert not CareerBatch.objects.exists()
    if day.year in {1, 9999}:
        with pytest.raises(IntegrityError), transaction.atomic():
            BatchFactory(unit=unit, effective_date=day)


def test_no_reason_passes_the_education_ceiling(unit, officer):
    line = put_on(BatchFactory(unit=unit), make_due(unit, education=EducationLevel.UPPER_SECONDARY))

    with pytest.raises(DomainError, match="education ceiling"):
        let_pass(line=line, reason="Mohon dibantu", by=officer)

    line.refresh_from_db()
    assert line.is_blocked


def test_no_reason_passes_a_sanction(unit, officer):
    person = make_due(unit)
    sanction(person)
    line = put_on(BatchFactory(unit=unit), person)

    with pytest.raises(DomainError, match="sanction is in force"):
        let_pass(line=line, reason="Mohon dibantu", by=officer)


def test_who_is_eligible_needs_no_exception(unit, officer):
    line = put_on(BatchFactory(unit=unit), make_due(unit))

    with pytest.raises(DomainError, match="No exception is needed"):
        let_pass(line=line, reason="Sudah lengkap", by=officer)


def test_all_who_are_blocked_are_taken_off_together(unit, officer):
    batch, due, blocked = BatchFactory(unit=unit), make_due(unit), make_due(unit)
    sanction(blocked)
    put_on(batch, due)
    put_on(batch, blocked)

    assert remove_blocked(batch=batch, reason="Menunggu masa hukuman", by=officer) == 1
    assert set(lines_of(batch)) == {due}


def test_a_transfer_sees_who_holds_the_position(unit, officer):
    batch = BatchFactory(unit=unit, kind=BatchKind.TRANSFER)
    taken = PositionFactory(unit=unit)
    EmployeeFactory(unit=unit, position=taken)

    line = put_on(batch, make_due(unit), position_to=taken)
    assert [each["code"] for each in line.findings] == ["position_full"]

    line = change_line(line=line, changes={"position_to": PositionFactory(unit=unit)}, by=officer)
    assert (line.findings, line.is_blocked) == ([], False)


def test_two_people_for_one_post_block_each_other(unit):
    batch, post = BatchFactory(unit=unit, kind=BatchKind.TRANSFER), PositionFactory(unit=unit)
    put_on(batch, make_due(unit), position_to=post)
    put_on(batch, make_due(unit), position_to=post)

    assert all(line.is_blocked for line in batch.lines.all())


def test_a_position_of_another_unit_is_refused(unit):
    batch = BatchFactory(unit=unit, kind=BatchKind.TRANSFER)

    with pytest.raises(DomainError, match="another unit"):
        put_on(batch, make_due(unit), position_to=PositionFactory(unit=UnitFactory()))


def test_another_day_judges_the_lines_anew(unit, officer):
    person = make_due(unit, rank_since=first_of(-46))
    batch = BatchFactory(unit=unit)
    line = put_on(batch, person)
    assert line.is_blocked

    change_batch(batch=batch, changes={"effective_date": first_of(2)}, by=officer)

    line.refresh_from_db()
    assert [each["code"] for each in line.findings if each["weight"] != "note"] in ([], ["rating_missing"])
    assert "too_early" not in {each["code"] for each in line.findings}


def test_a_cancelled_batch_frees_its_people(unit, officer):
    person, batch = make_due(unit), BatchFactory(unit=unit)
    put_on(batch, person)

    cancel_batch(batch=batch, reason="Salah periode", by=officer)

    batch.refresh_from_db()
    assert (batch.state, batch.cancel_reason) == (BatchState.CANCELLED, "Salah periode")
    put_on(BatchFactory(unit=unit), person)
    with pytest.raises(DomainError):
        cancel_batch(batch=batch, reason="Lagi", by=officer)


def test_queries_of_filling_do_not_grow(unit, officer, django_assert_max_num_queries):
    for _each in range(6):
        make_due(unit)

    with django_assert_max_num_queries(60):
        fill_batch(batch=BatchFactory(unit=unit), by=officer)

    assert CareerBatch.objects.get().lines.count() == 6


def test_a_transfer_asks_what_the_position_asks(unit, officer):
    """A contract official into a supervisor's post for which a selection runs, and somebody who moved a while ago."""
    batch = BatchFactory(unit=unit, kind=BatchKind.TRANSFER)
    post = PositionFactory(unit=unit, position_type=PositionType.PENGAWAS)
    SelectionFactory(position=post, announced=True, title="Seleksi BLW-03")
    clerk, other = PositionFactory(unit=unit), PositionFactory(unit=unit)
    moved = make_due(unit)
    add_definitive_position(employee=moved, position=clerk, effective_date=first_of(-1), by=officer)
    moved.refresh_from_db()

    contract = put_on(batch, EmployeeFactory(unit=unit, pppk=True), position_to=post)
    again = put_on(batch, moved, position_to=other)

    found = {each["code"] for each in contract.findings}
    assert {"selection_runs", "not_for_contract", "education_missing"} <= found
    assert [each["code"] for each in again.findings] == ["time_in_post"]
    with pytest.raises(DomainError, match="Appoint through it"):
        let_pass(line=contract, reason="Mohon dibantu", by=officer)
    assert not let_pass(line=again, reason="Kebutuhan mendesak, nota dinas 12", by=officer).is_blocked
