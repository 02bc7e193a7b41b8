"""Two at once: real threads, the real Postgres."""

import threading

import pytest
from django.db import connection

from asn_portal.errors import DomainError
from careers.enums import BatchState
from careers.services.batch import add_line
from careers.services.batch_effect import apply_due_batches
from careers.services.batch_sign import prepare_batch, sign_batch, verify_batch
from employees.models import RankHistory
from tests.factories.batches import BatchFactory, first_of, make_due, make_office, make_past, make_signed, put_on
from tests.factories.employees import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


def at_once(*calls):
    """Run all at the same moment; what they returned or refused."""
    gate, results = threading.Barrier(len(calls)), []

    def run(call):
        try:
            gate.wait(timeout=30)
            results.append(call())
        except DomainError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def refusals(results):
    return [each for each in results if isinstance(each, DomainError)]


def test_four_ticks_apply_once(unit):
    batch, people = make_past(unit, people=3)
    for person in people:
        put_on(batch, person)
    batch = make_signed(batch)

    results = at_once(*[apply_due_batches] * 4)

    batch.refresh_from_db()
    assert sorted(results) == [0, 0, 0, 1]
    assert batch.state == BatchState.APPLIED
    assert RankHistory.objects.filter(employee__in=people).count() == 6


def test_two_heads_sign_at_once(unit):
    batch = BatchFactory(unit=unit)
    put_on(batch, make_due(unit))
    preparer, verifier, head = make_office(unit)
    other = make_office(unit)[2]
    batch = verify_batch(batch=prepare_batch(batch=batch, by=preparer), by=verifier)

    results = at_once(*(lambda by=by: sign_batch(batch=batch, by=by) for by in (head, other)))

    batch.refresh_from_db()
    assert len(refusals(results)) == 1
    assert (batch.state, batch.signatures.filter(step=BatchState.SIGNED).count()) == (BatchState.SIGNED, 1)


def test_two_decrees_signed_at_once_get_two_numbers(unit):
    office, batches = make_office(unit), []
    for months in (1, 2):
        batch = BatchFactory(unit=unit, effective_date=first_of(months))
        put_on(batch, make_due(unit, on=batch.effective_date))
        batches.append(verify_batch(batch=prepare_batch(batch=batch, by=office[0]), by=office[1]))

    results = at_once(*(lambda batch=batch: sign_batch(batch=batch, by=office[2]) for batch in batches))

    assert refusals(results) == []
    assert len({batch.decree_number for batch in results}) == 2


def test_one_person_put_on_two_batches_at_once(unit):
    person, by = make_due(unit), UserFactory()
    batches = [BatchFactory(unit=unit, effective_date=first_of(months)) for months in (1, 2)]

    results = at_once(
        *(lambda batch=batch: add_line(batch=batch, employee=person, reason="Usul", by=by) for batch in batches)
    )

    assert len(refusals(results)) == 1
    assert person.batch_lines.filter(is_open=True).count() == 1
