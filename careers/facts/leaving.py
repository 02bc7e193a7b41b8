"""Who leaves in the coming years, read in bulk: retirements and ends of contracts, as the early warnings count them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q

from employees.domain.outlook import ServiceFacts, ServiceRules, outlook
from employees.domain.service_life.months import MONTHS_OF_A_YEAR, add_months
from employees.enums import EmploymentType, Regime, WarningKind
from employees.models import ContractHistory, Employee
from employees.service_rules import rules_on

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Leaving:
    """`day` is the first one without the person."""

    employee: Employee
    day: datetime.date
    kind: WarningKind


def leaving_people(path: str, government: Any, on: datetime.date, years: int) -> list[Leaving]:
    """Active staff of the units below `path` whose service ends within `years` years of `on`, the first to leave
    first. Three queries, however many people."""
    horizon = add_months(on, MONTHS_OF_A_YEAR * years)
    rules = rules_on(government, on)
    contracts = _contract_ends(path, horizon)
    # Nobody retires younger than the youngest age of any table.
    tables = (rules.retirement_ages, *(ages for _since, ages in rules.coming_retirement_ages))
    youngest = min(min(ages.values()) for ages in tables)
    born_by = add_months(horizon, -MONTHS_OF_A_YEAR * youngest)
    staff = Employee.objects.active().filter(unit__path__startswith=path)
    staff = staff.filter(Q(birth_date__lte=born_by) | Q(pk__in=list(contracts))).with_place()
    found = []
    for person in staff:
        leaving = leaving_of(person, rules, contracts.get(person.pk), on)
        if leaving is not None and leaving.day < horizon:
            found.append(leaving)
    return sorted(found, key=lambda each: (each.day, each.employee.name, each.employee.pk))


def leaving_of(
    person: Employee, rules: ServiceRules, contract_end: datetime.date | None, on: datetime.date
) -> Leaving | None:
    """The first of retirement and end of the contract; `contract_end` is its last day. None where no rule tells."""
    position = person.position
    facts = ServiceFacts(
        regime=EmploymentType(person.employment_type).regime,
        birth_date=person.birth_date,
        # Only the end of the service is asked for: nothing else of the outlook needs its beginning.
        serves_since=on,
        position_type=position.position_type if position else "",
        functional_level=position.functional_level if position else "",
        contract_end=contract_end,
    )
    days = {
        each.kind: each.due_on + (ONE_DAY if each.kind is WarningKind.CONTRACT_END else datetime.timedelta())
        for each in outlook(facts, rules, on).prospects
        if each.kind in {WarningKind.RETIREMENT, WarningKind.CONTRACT_END}
    }
    if not days:
        return None
    kind = min(days, key=lambda each: days[each])
    return Leaving(person, days[kind], kind)


def _contract_ends(path: str, horizon: datetime.date) -> dict[int, datetime.date]:
    """Last day of the newest agreement, of contract staff whose agreement ends before the horizon."""
    kinds = [kind for kind in EmploymentType if kind.regime is Regime.PPPK]
    rows = ContractHistory.objects.valid().filter(
        employee__unit__path__startswith=path, employee__employment_type__in=kinds
    )
    ends = rows.order_by().values("employee").annotate(end=Max("period__endswith")).filter(end__lte=horizon)
    return {key: end - ONE_DAY for key, end in ends.values_list("employee", "end")}
