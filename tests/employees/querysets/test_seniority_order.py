"""The seniority list: SQL and the domain's rule put the same people in the same order."""

from __future__ import annotations

import datetime
import random

import pytest

from employees.domain.service_life.seniority import SeniorityEntry, seniority_order
from employees.domain.service_life.service import service_length
from employees.enums import (
    RANKS,
    Echelon,
    EducationLevel,
    EmploymentType,
    LeadershipTraining,
    PositionType,
    Regime,
)
from employees.models import (
    EducationHistory,
    Employee,
    PositionHistory,
    RankHistory,
    TrainingHistory,
    UnpaidLeaveHistory,
)
from tests.factories.employees import EmployeeFactory, PositionFactory, make_nip

PEOPLE = 60


def some_day(rng, first, last):
    return datetime.date.fromordinal(rng.randint(first.toordinal(), last.toordinal()))


def invent(world, rng, on):
    """Few values of each kind, so that every criterion decides somewhere."""
    positions = [
        PositionFactory(unit=world.village, position_type=kind, echelon=echelon)
        for kind in (PositionType.ADMINISTRATOR, PositionType.PENGAWAS, PositionType.PELAKSANA, PositionType.FUNGSIONAL)
        for echelon in (Echelon.NONE, Echelon.III_A, Echelon.IV_B)
    ]
    codes = ["III/a", "III/b", "IX", "VII"]
    starts = [datetime.date(2010, 1, 31), datetime.date(2010, 3, 1), datetime.date(2011, 2, 28)]
    days = [datetime.date(2018, 4, 1), datetime.date(2019, 10, 1), on]
    entries = []
    for number in range(PEOPLE):
        rank = RANKS[rng.choice(codes)]
        is_pns = rank.regime is Regime.PNS
        cpns_since = rng.choice([None, *starts]) if is_pns else None
        position = rng.choice(positions)
        position_since, rank_since = rng.choice(days), rng.choice(days)
        employee = EmployeeFactory(
            unit=world.village,
            histories=False,
            nip=make_nip(number, appointed="201003" if is_pns else "201021"),
            employment_type=EmploymentType.PNS if is_pns else EmploymentType.PPPK,
            birth_date=rng.choice([datetime.date(1985, 1, 15), datetime.date(1985, 1, 16), datetime.date(1980, 5, 5)]),
            cpns_since=cpns_since,
            rank=rank.code,
            rank_since=rank_since,
            position=position,
            education="",
        )
        PositionHistory.objects.create(employee=employee, position=position, period=(position_since, None))
        RankHistory.objects.create(employee=employee, rank=rank.code, period=(rank_since, None))
        leaves = []
        if rng.random() < 0.2:
            begins = some_day(rng, datetime.date(2012, 1, 1), datetime.date(2014, 12, 31))
            ends = rng.choice([None, begins + datetime.timedelta(days=rng.randint(1, 900))])
            UnpaidLeaveHistory.objects.create(employee=employee, period=(begins, ends))
            leaves.append((begins, ends))
        education, graduated = rng.choice(
            [(None, None), (EducationLevel.BACHELOR, datetime.date(2005, 12, 31)), (EducationLevel.MASTER, days[0])]
        )
        if education:
            EducationHistory.objects.create(
                employee=employee, level=EducationLevel.UPPER_SECONDARY, date=datetime.date(2000, 6, 1)
            )
            EducationHistory.objects.create(employee=employee, level=education, date=graduated)
        training = rng.choice([None, LeadershipTraining.PKP, LeadershipTraining.PKA])
        year = rng.choice([2015, 2020])
        if training:
            for level in {training, LeadershipTraining.PKP}:
                TrainingHistory.objects.create(
                    employee=employee,
                    kind="STRUCTURAL",
                    leadership=level,
                    name=level,
                    date=datetime.date(year - 1, 12, 1),
                    last_day=datetime.date(year, 2, 1),
                )
        entries.append(
            SeniorityEntry(
                key=employee.pk,
                rank=rank.code,
                birth_date=employee.birth_date,
                rank_since=rank_since,
                echelon=position.echelon,
                position_type=position.position_type,
                position_since=position_since,
                service_months=service_length(employee.serves_since, on, unpaid_leave=leaves).total_months,
                training_level=training,
                training_year=year if training else None,
                education=education,
                graduated=graduated,
            )
        )
    return entries


@pytest.mark.parametrize(
    ("seed", "on"),
    [
        (1, datetime.date(2026, 11, 22)),
        (2, datetime.date(2024, 2, 29)),
        (3, datetime.date(2023, 2, 28)),
        (4, datetime.date(2025, 3, 31)),
        (5, datetime.date(2025, 4, 30)),
    ],
)
def test_sql_orders_as_the_domain(seed, on, world):
    entries = invent(world, random.Random(seed), on)
    keys = {entry.key for entry in entries}

    staff = Employee.objects.as_of(on).filter(pk__in=keys).with_education_on(on)
    found = list(staff.in_seniority_order(on, world.government.path))

    assert [each.pk for each in found] == [entry.key for entry in seniority_order(entries)]
    months = {entry.key: entry.service_months for entry in entries}
    assert {each.pk: each.service_months_on for each in found} == months
