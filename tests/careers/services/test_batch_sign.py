"""The chain: prepared, verified by another, signed by the head; nobody twice."""

import pytest
from django.db import IntegrityError, transaction

from asn_portal.audit.models import Event
from asn_portal.errors import DomainError
from asn_portal.notifications.models import Notification
from careers.enums import BatchKind, BatchState
from careers.models import BatchSignature, CareerBatch
from careers.services.batch import add_line, cancel_batch, remove_line
from careers.services.batch_sign import prepare_batch, return_batch, sign_batch, verify_batch
from employees.dates import today
from employees.enums import EducationLevel
from employees.models import DisciplineHistory, RankHistory
from employees.services.history import correct_history
from tests.factories.batches import BatchFactory, first_of, make_due, make_office, make_signed, put_on
from tests.factories.employees import UnitFactory, UserFactory, make_employee_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory(name="Kota Medan"))


@pytest.fixture
def office(unit):
    return make_office(unit)


@pytest.fixture
def batch(unit):
    batch = BatchFactory(unit=unit)
    put_on(batch, make_due(unit, user=UserFactory()))
    return batch


def told(user):
    return list(Notification.objects.filter(user=user).values_list("kind", flat=True))


def test_the_chain_ends_in_a_numbered_decree(unit, office, batch):
    preparer, verifier, head = office

    batch = prepare_batch(batch=batch, by=preparer, note="Lengkap")
    assert (batch.state, told(verifier), told(preparer)) == (BatchState.PREPARED, ["careers.batch_waiting"], [])
    batch = verify_batch(batch=batch, by=verifier)
    assert (batch.state, told(head)) == (BatchState.VERIFIED, ["careers.batch_waiting"])
    batch = sign_batch(batch=batch, by=head)

    line = batch.lines.get()
    assert (batch.state, batch.decree_number, batch.decree_date) == (
        BatchState.SIGNED,
        f"823/001/{today().year}",
        today(),
    )
    assert (line.number, line.excerpt_number) == (1, f"823/001/{today().year}/001")
    assert line.paper["name"] == line.employee.full_name
    assert told(line.employee.user) == ["careers.decree_signed"]
    steps = list(batch.signatures.values_list("step", "by", "note"))
    assert steps == [("prepared", preparer.pk, "Lengkap"), ("verified", verifier.pk, ""), ("signed", head.pk, "")]
    assert Event.objects.filter(kind="careers.batch_signed", actor=head).exists()


def test_numbers_go_on_and_never_repeat(unit, office):
    numbers = []
    for months in (1, 2, 3):
        batch = BatchFactory(unit=unit, effective_date=first_of(months))
        put_on(batch, make_due(unit, on=batch.effective_date))
        numbers.append(make_signed(batch, office).decree_number)

    assert numbers == [f"823/00{number}/{today().year}" for number in (1, 2, 3)]


def test_nobody_verifies_what_they_prepared(office, batch):
    preparer, _verifier, _head = office
    batch = prepare_batch(batch=batch, by=preparer)

    with pytest.raises(DomainError, match="Somebody else signs"):
        verify_batch(batch=batch, by=preparer)

    batch.refresh_from_db()
    assert batch.state == BatchState.PREPARED
    assert batch.signatures.count() == 1


def test_nobody_signs_what_they_verified(office, batch):
    preparer, verifier, _head = office
    batch = verify_batch(batch=prepare_batch(batch=batch, by=preparer), by=verifier)

    with pytest.raises(DomainError, match="Somebody else signs"):
        sign_batch(batch=batch, by=verifier)


def test_the_database_knows_no_second_signature_either(office, batch):
    preparer, _verifier, _head = office
    batch = prepare_batch(batch=batch, by=preparer)

    with pytest.raises(IntegrityError), transaction.atomic():
        BatchSignature.objects.create(
            batch=batch, step=BatchState.VERIFIED, round=batch.round, by=preparer, content_hash="x"
        )


@pytest.mark.parametrize("signed", [0, 1, 2])
def test_nobody_signs_what_is_about_themselves(unit, office, batch, signed):
    steps = (prepare_batch, verify_batch, sign_batch)
    person = make_due(unit, user=office[signed])
    line = put_on(batch, person)
    for step, officer in list(zip(steps, office, strict=True))[:signed]:
        batch = step(batch=batch, by=officer)

    with pytest.raises(DomainError, match="stand on this batch yourself"):
        steps[signed](batch=batch, by=office[signed])

    with pytest.raises(IntegrityError), transaction.atomic():
        BatchSignature.objects.create(
            batch=batch, step=BatchState.PREPARED, round=9, by=office[signed], content_hash="x"
        )
    if not signed:
        remove_line(line=line, reason="Ke daftar lain", by=office[1])
        assert prepare_batch(batch=batch, by=office[0]).state == BatchState.PREPARED


def test_steps_are_not_left_out(office, batch):
    _preparer, _verifier, head = office

    with pytest.raises(DomainError, match="can't be done now"):
        sign_batch(batch=batch, by=head)


def test_an_empty_batch_is_not_signed(unit, office):
    with pytest.raises(DomainError, match="Nobody stands"):
        prepare_batch(batch=BatchFactory(unit=unit), by=office[0])


def test_a_blocked_line_keeps_the_batch_from_being_signed(unit, office, batch):
    put_on(batch, make_due(unit, education=EducationLevel.UPPER_SECONDARY))

    with pytest.raises(DomainError, match="1 person"):
        prepare_batch(batch=batch, by=office[0])

    batch.refresh_from_db()
    assert (batch.state, batch.signatures.count()) == (BatchState.DRAFT, 0)


def test_what_came_up_since_keeps_the_head_from_signing(unit, office, batch):
    preparer, verifier, head = office
    batch = verify_batch(batch=prepare_batch(batch=batch, by=preparer), by=verifier)
    person = batch.lines.get().employee
    DisciplineHistory.objects.create(employee=person, level="S", kind="23", period=(first_of(-1), first_of(8)))

    with pytest.raises(DomainError, match="speaks against"):
        sign_batch(batch=batch, by=head)

    batch.refresh_from_db()
    assert (batch.state, batch.decree_number) == (BatchState.VERIFIED, "")


def test_a_changed_record_blocks_what_was_prepared(office, batch):
    preparer, verifier, _head = office
    batch = prepare_batch(batch=batch, by=preparer)
    row = RankHistory.objects.get(employee=batch.lines.get().employee)
    correct_history(row=row, changes={"rank": "III/b"}, reason="Salah ketik", by=preparer)

    with pytest.raises(DomainError, match="speaks against"):
        verify_batch(batch=batch, by=verifier)


def test_a_late_batch_says_why(unit, office):
    batch = BatchFactory(unit=unit, effective_date=first_of(-1))
    put_on(batch, make_due(unit, on=batch.effective_date))

    with pytest.raises(DomainError, match="lies in the past"):
        prepare_batch(batch=batch, by=office[0])

    batch.late_reason = "Pertek BKN terlambat"
    batch.save()
    assert prepare_batch(batch=batch, by=office[0]).state == BatchState.PREPARED


def test_medals_rest_on_a_presidential_decree(unit, office):
    batch = BatchFactory(unit=unit, kind=BatchKind.DECORATION)
    put_on(batch, make_due(unit))

    with pytest.raises(DomainError, match="presidential decree"):
        prepare_batch(batch=batch, by=office[0])

    batch.basis_number, batch.basis_date = "89/TK/2026", first_of(-1)
    batch.save()
    assert prepare_batch(batch=batch, by=office[0]).state == BatchState.PREPARED


@pytest.mark.parametrize("missing", [{"basis_number": ""}, {"basis_date": None}])
def test_ranks_rest_on_the_approval_of_bkn(unit, office, missing):
    batch = BatchFactory(unit=unit, **missing)
    put_on(batch, make_due(unit))

    with pytest.raises(DomainError, match="technical approval of BKN"):
        prepare_batch(batch=batch, by=office[0])

    batch.basis_number, batch.basis_date = "PT-12/2026", first_of(-1)
    batch.save()
    batch = prepare_batch(batch=batch, by=office[0])
    CareerBatch.objects.filter(pk=batch.pk).update(basis_number="")
    with pytest.raises(DomainError, match="returned for it"):
        verify_batch(batch=batch, by=office[1])


def test_returning_begins_the_chain_anew(unit, office, batch):
    preparer, verifier, head = office
    batch = verify_batch(batch=prepare_batch(batch=batch, by=preparer), by=verifier)

    batch = return_batch(batch=batch, reason="Tambahkan satu orang", by=head)

    assert (batch.state, batch.round) == (BatchState.RETURNED, 2)
    assert "careers.batch_returned" in told(preparer)
    add_line(batch=batch, employee=make_due(unit), reason="Permintaan pimpinan", by=preparer)
    batch = make_signed(batch, office)
    assert (batch.state, batch.lines.count()) == (BatchState.SIGNED, 2)
    assert batch.signatures.count() == 6


def test_returning_takes_a_reason(office, batch):
    batch = prepare_batch(batch=batch, by=office[0])

    with pytest.raises(DomainError, match="Say what"):
        return_batch(batch=batch, reason=" ", by=office[1])


def test_a_signed_batch_is_not_changed(unit, office, batch):
    batch = prepare_batch(batch=batch, by=office[0])

    with pytest.raises(DomainError, match="was signed"):
        put_on(batch, make_due(unit))


def test_cancelling_a_signed_batch_tells_the_people(office, batch):
    batch = make_signed(batch, office)
    person = batch.lines.get().employee.user

    cancel_batch(batch=batch, reason="Keputusan ditinjau ulang", by=office[0])

    assert set(told(person)) == {"careers.decree_cancelled", "careers.decree_signed"}


def test_the_paper_names_the_signer(unit, batch):
    preparer, verifier, _head = make_office(unit)
    head = make_employee_user(unit, head=True)

    batch = sign_batch(
        batch=verify_batch(batch=prepare_batch(batch=batch, by=preparer), by=verifier),
        by=head,
    )

    assert batch.signer["name"] == head.employee.full_name
    assert batch.signer["position"] == head.employee.position.title
