"""Of which unit and period a report is, and who signs it."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from typing import Any

from employees.enums import AssignmentKind
from employees.models import OrganizationalUnit, PositionHistory


@dataclass(frozen=True)
class Signatory:
    """Who heads the unit on the last day of the period; `prefix` is "Plt." or "Plh." for an acting official."""

    name: str
    nip: str
    rank: str
    position: str
    prefix: str


@dataclass(frozen=True)
class Heading:
    government: str
    unit: str
    address: str
    phone: str
    email: str
    period_start: str
    period_end: str
    signatory: Signatory | None

    @property
    def first(self) -> datetime.date:
        return datetime.date.fromisoformat(self.period_start)

    @property
    def last(self) -> datetime.date:
        return datetime.date.fromisoformat(self.period_end)

    @property
    def signature_position(self) -> str:
        """`Plt. Lurah Bahagia` for an acting official."""
        return f"{self.signatory.prefix} {self.signatory.position}".strip() if self.signatory else ""


def gather_heading(unit: OrganizationalUnit, first: datetime.date, last: datetime.date) -> dict[str, Any]:
    """Plain JSON. Two queries."""
    return asdict(
        Heading(
            government=unit.government.name,
            unit=unit.name,
            address=unit.address,
            phone=unit.phone,
            email=unit.email,
            period_start=first.isoformat(),
            period_end=last.isoformat(),
            signatory=signatory_of(unit, last)[0],
        )
    )


def heading_of(data: dict[str, Any]) -> Heading:
    signatory = data["signatory"]
    return Heading(**{**data, "signatory": Signatory(**signatory) if signatory else None})


def signatory_of(unit: OrganizationalUnit, on: datetime.date) -> tuple[Signatory | None, int | None]:
    """An acting official stands before the definitive holder, whose absence is why there is one."""
    rows = PositionHistory.objects.on(on).heading().filter(position__unit=unit).select_related("employee", "position")
    row = next(iter(sorted(rows, key=lambda each: each.kind == AssignmentKind.DEFINITIVE)), None)
    if row is None:
        return None, None
    prefixes = {AssignmentKind.ACTING: "Plt.", AssignmentKind.DAILY_ACTING: "Plh.", AssignmentKind.CARETAKER: "Pj."}
    signatory = Signatory(
        name=row.employee.full_name,
        nip=row.employee.nip,
        rank=str(row.employee.rank_info or ""),
        position=row.position.title,
        prefix=prefixes.get(AssignmentKind(row.kind), ""),
    )
    return signatory, row.employee_id
