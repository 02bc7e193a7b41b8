"""The letter that tells of a decision on an application for further education."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import translation

from asn_portal.pdf import Letterhead, render_pdf
from training.enums import ApplicationState
from training.models import StudyApplication
from training.study_facts import letter_facts


@dataclass(frozen=True)
class StudyLetter:
    """Everything that the letter says. Letterhead, person and signer are those of the decision."""

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
    """Needs the people and the call's unit. No query; three of a letter decided before the facts were kept."""
    call = application.call
    facts = application.decided_facts or letter_facts(application)
    person = facts["person"]
    return StudyLetter(
        letterhead=Letterhead(**facts["letterhead"]),
        number=application.letter_number,
        date=application.decided_at.astimezone(call.unit.tz).date(),
        is_accepted=application.state == ApplicationState.ACCEPTED,
        reason=application.reason,
        name=person["name"],
        nip=person["nip"],
        rank=person["rank"],
        position=person["position"],
        unit=person["unit"],
        call=call.title,
        degree=call.get_degree_display(),
        funding=call.funding,
        is_released=call.is_released,
        university=application.university,
        programme=application.programme,
        studies_from=call.studies_from,
        signer=facts["signer"],
    )


def study_letter_pdf(application: StudyApplication) -> bytes:
    """In Indonesian, whoever asks: it is an official letter. The same decision gives the same bytes."""
    # The names of degrees follow the language too.
    with translation.override("id"):
        letter = study_letter(application)
    return render_pdf(
        "pdf/training/study_letter.html",
        {"letter": letter, "letterhead": letter.letterhead},
        language="id",
        created=application.decided_at,
    )
