"""Badges of a class: name, unit and the personal code for checking in."""

from __future__ import annotations

from dataclasses import dataclass

from asn_portal.pdf import render_pdf
from employees.reports.letterhead import letterhead_of
from training.domain.presence_code import personal_code
from training.models import Registration, TrainingSession


@dataclass(frozen=True)
class Badge:
    """No NIP and no birth date: it hangs around a neck."""

    number: int
    name: str
    unit: str
    code: str


def badges(session: TrainingSession) -> list[Badge]:
    """Of everybody who holds a seat, by name."""
    rows = Registration.objects.seated().filter(session=session).with_people().order_by("employee__name", "sequence")
    return [
        Badge(row.sequence, row.employee.full_name, row.employee.unit.name, grouped(session, row.pk)) for row in rows
    ]


def grouped(session: TrainingSession, registration_id: int) -> str:
    """As people read it aloud: `K3F 9XY`."""
    code = personal_code(session.presence_secret, registration_id)
    return f"{code[:3]} {code[3:]}"


def badges_pdf(session: TrainingSession, *, address: str) -> bytes:
    """`address` is the page on which the code is typed in."""
    return render_pdf(
        "pdf/training/badges.html",
        {
            "badges": badges(session),
            "session": session,
            "address": address,
            "letterhead": letterhead_of(session.unit),
        },
    )
