"""Batches of promotions and transfers, and people whom the rules let pass."""

from __future__ import annotations

import datetime

import factory
from factory.django import DjangoModelFactory

from asn_portal.access.roles import Role
from careers.enums import BatchKind
from careers.models import BatchLine, CareerBatch
from careers.services.batch import add_line
from careers.services.batch_sign import prepare_batch, sign_batch, verify_batch
from employees.dates import today
from employees.enums import EducationLevel, Predicate
from employees.models import RatingHistory
from tests.factories.employees import EmployeeFactory, UserFactory, make_officer


def first_of(months: int) -> datetime.date:
    """The first of a month so many months from now; negative ones have passed."""
    now = today()
    year, month = divmod(now.year * 12 + now.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1)


class BatchFactory(DjangoModelFactory):
    """A draft of rank promotions for the first of next month, without people."""

    class Meta:
        model = CareerBatch

    kind = BatchKind.RANK_PROMOTION
    effective_date = factory.LazyFunction(lambda: first_of(1))
    # Ranks rise only with the approval of BKN.
    basis_number = factory.LazyAttribute(lambda batch: "PT-12/2026" if batch.kind == BatchKind.RANK_PROMOTION else "")
    basis_date = factory.LazyAttribute(lambda batch: first_of(-1) if batch.basis_number else None)
    government = factory.LazyAttribute(lambda batch: batch.unit.government)
    created_by = factory.SubFactory(UserFactory)


class BatchLineFactory(DjangoModelFactory):
    """One person as the portal would put them on, not judged yet."""

    class Meta:
        model = BatchLine

    kind = factory.LazyAttribute(lambda line: line.batch.kind)
    employee = factory.SubFactory(EmployeeFactory, unit=factory.SelfAttribute("..batch.unit"))


def make_due(unit, *, on=None, **fields):
    """A bachelor in rank III/c since 2020 with good ratings: due for III/d."""
    day = on or first_of(1)
    person = EmployeeFactory(unit=unit, **{"education": EducationLevel.BACHELOR, **fields})
    for year in (day.year - 1, day.year - 2, day.year - 3):
        RatingHistory.objects.create(employee=person, year=year, predicate=Predicate.GOOD)
    return person


def make_office(unit):
    """Two HR officers and the head, all with a grant on the unit."""
    return (
        make_officer(Role.HR_OFFICER, unit),
        make_officer(Role.HR_OFFICER, unit),
        make_officer(Role.HEAD_OF_AGENCY, unit),
    )


def make_signed(batch, office=None):
    """Send a batch with people through the whole chain."""
    preparer, verifier, head = office or make_office(batch.unit)
    batch = prepare_batch(batch=batch, by=preparer)
    batch = verify_batch(batch=batch, by=verifier)
    return sign_batch(batch=batch, by=head)


def put_on(batch, person, **fields):
    return add_line(batch=batch, employee=person, reason="Usul unit", by=batch.created_by, **fields)


def make_past(unit, *, kind=BatchKind.RANK_PROMOTION, people=1, **fields):
    """A draft whose day was the first of this month, with people who were due then."""
    batch = BatchFactory(
        unit=unit,
        kind=kind,
        effective_date=first_of(0),
        late_reason="Pertek terlambat",
        basis_number="12/TK/2026",
        basis_date=first_of(-1),
        **fields,
    )
    return batch, [make_due(unit, on=batch.effective_date) for _each in range(people)]
