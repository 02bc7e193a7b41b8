"""The letter that tells of a decision on an application for further education."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from asn_portal.pdf import Letterhead, render_pdf
from employees.models import Employee
from employees.reports.letterhead import letterhead_of
from employees.supervision import heads_of_chain
from training.enums import ApplicationState
from training.models import StudyApplication


@dataclass(frozen=True)
class StudyLetter:
    """Everything that the letter says. Rank, position and unit are those on record now."""

    letterhead: Letterhead
    number: str
    date: datetime.date
    is_accepted: bool
    reason: str
    name: str
    nip: str
    rank: str
    position: str
    unit: str
    call: str
    degree: str
    funding: str
    is_released: bool
    university: str
    programme: str
    studies_from: datetime.date
    signer: dict[str, str]


def study_letter(application: StudyApplication) -> StudyLetter:
    """Needs the people and the call's unit. Four queries."""
    call, person = application.call, application.employee
    return StudyLetter(
        letterhead=letterhead_of(call.unit),
        number=application.letter_number,
        date=application.decided_at.astimezone(call.unit.tz).date(),
        is_accepted=application.state == ApplicationState.ACCEPTED,
        reason=application.reason,
        name=person.full_name,
        nip=person.nip,
        rank=str(person.rank_info or ""),
        position=person.position.title if person.position else "",
        unit=person.unit.name,
        call=call.title,
        degree=call.get_degree_display(),
        funding=call.funding,
        is_released=call.is_released,
        university=application.university,
        programme=application.programme,
        studies_from=call.studies_from,
        signer=_signer(call.unit.path),
    )


def study_letter_pdf(application: StudyApplication) -> bytes:
    """In Indonesian, whoever asks: it is an official letter. The same decision gives the same bytes."""
    return render_pdf(
        "pdf/training/study_letter.html",
        {"letter": (letter := study_letter(application)), "letterhead": letter.letterhead},
        language="id",
        created=application.decided_at,
    )


def _signer(path: str) -> dict[str, str]:
    """The head of the organising unit, else of the nearest unit above; empty while every post is vacant."""
    heads = heads_of_chain(path)
    if not heads:
        return {"name": "", "nip": "", "rank": "", "position": ""}
    head = Employee.objects.with_place().get(pk=heads[max(heads, key=len)])
    return {
        "name": head.full_name,
        "nip": head.nip,
        "rank": str(head.rank_info or ""),
        "position": head.position.title if head.position else "",
    }
