"""What stands on paper and on summary pages: gathered into frozen dataclasses, then rendered."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.audit.models import Event
from asn_portal.audit.registry import label_of_event
from asn_portal.pdf import Letterhead, render_pdf
from asn_portal.qr import qr_data_uri
from asn_portal.tabular.writing import write_xlsx
from employees.models import Employee
from employees.reports.letterhead import letterhead_of
from training.domain.attendance import attended_percent
from training.domain.hours import AnnualHours, annual_hours
from training.enums import SEATED_STATES, RegistrationState, TrainingForm
from training.models import Attendance, Certificate, Registration, TrainingSession


@dataclass(frozen=True)
class ParticipantRow:
    """One line of a class list. No NIK, birth date or rating: it lies on a table in the room."""

    registration_id: int
    number: int
    name: str
    nip: str
    position: str
    unit: str
    state: str
    state_label: str
    tone: str
    days_present: frozenset[datetime.date]
    percent: Decimal | None


@dataclass(frozen=True)
class ClassList:
    session: TrainingSession
    days: list[datetime.date]
    # Days on which an attendance list was kept.
    held: list[datetime.date]
    rows: list[ParticipantRow]


def class_list(session: TrainingSession) -> ClassList:
    """The people who hold a seat, by name, with their attendance. Two queries."""
    present: dict[int, set[datetime.date]] = {}
    held: set[datetime.date] = set()
    for registration_id, day, is_present in Attendance.objects.of_session(session).values_list(
        "registration_id", "day", "is_present"
    ):
        held.add(day)
        if is_present:
            present.setdefault(registration_id, set()).add(day)
    registrations = (
        Registration.objects.seated().filter(session=session).with_people().order_by("employee__name", "sequence")
    )
    rows = [
        ParticipantRow(
            registration_id=registration.pk,
            number=number,
            name=registration.employee.full_name,
            nip=registration.employee.nip,
            position=registration.employee.position.title if registration.employee.position else "",
            unit=registration.employee.unit.name,
            state=registration.state,
            state_label=registration.get_state_display(),
            tone=registration.tone,
            days_present=frozenset(present.get(registration.pk, ())),
            percent=attended_percent(present=len(present.get(registration.pk, ())), held=len(held)) if held else None,
        )
        for number, registration in enumerate(registrations, start=1)
    ]
    return ClassList(session=session, days=session.days, held=sorted(held), rows=rows)


def class_list_pdf(report: ClassList) -> bytes:
    return render_pdf(
        "pdf/training/class_list.html",
        {"report": report, "session": report.session, "letterhead": letterhead_of(report.session.unit)},
    )


def class_list_xlsx(report: ClassList) -> bytes:
    stream = io.BytesIO()
    headers = [_("No."), _("Name"), _("NIP"), _("Position"), _("Unit"), _("State")]
    headers += [formats.date_format(day, "SHORT_DATE_FORMAT") for day in report.held]
    rows = (
        [
            row.number,
            row.name,
            row.nip,
            row.position,
            row.unit,
            row.state_label,
            *(_("present") if day in row.days_present else _("absent") for day in report.held),
        ]
        for row in report.rows
    )
    write_xlsx(stream, headers, rows, text_columns={_("NIP")}, sheet_name=_("Class list")[:31])
    return stream.getvalue()


@dataclass(frozen=True)
class CertificatePaper:
    """The facts of a certificate in the types that templates format."""

    number: str
    code: str
    verify_url: str
    name: str
    nip: str
    birth_place: str
    birth_date: datetime.date
    rank: str
    position: str
    unit: str
    government: str
    programme: str
    session: str
    form: str
    organiser: str
    place: str
    first_day: datetime.date
    last_day: datetime.date
    learning_hours: Decimal
    signer: dict[str, str]
    issued_on: datetime.date

    @property
    def letterhead(self) -> Letterhead:
        return Letterhead(government=self.government, unit="" if self.organiser == self.government else self.organiser)


def certificate_paper(certificate: Certificate) -> CertificatePaper:
    """Needs the certificate's organiser."""
    facts = dict(certificate.facts)
    return CertificatePaper(
        number=certificate.number,
        code=certificate.grouped_code,
        verify_url=f"{settings.SITE_URL}{reverse('training:certificate-verify', args=[certificate.grouped_code])}",
        form=str(TrainingForm(facts.pop("form")).label),
        birth_date=datetime.date.fromisoformat(facts.pop("birth_date")),
        first_day=datetime.date.fromisoformat(facts.pop("first_day")),
        last_day=datetime.date.fromisoformat(facts.pop("last_day")),
        learning_hours=Decimal(facts.pop("learning_hours")),
        issued_on=certificate.issued_at.astimezone(certificate.organiser.tz).date(),
        **facts,
    )


def certificate_pdf(certificate: Certificate) -> bytes:
    """In Indonesian, whoever asks: it is an official document. The same certificate gives the same bytes."""
    paper = certificate_paper(certificate)
    return render_pdf(
        "pdf/training/certificate.html",
        {"paper": paper, "qr": qr_data_uri(paper.verify_url), "crest": "img/crest.svg"},
        language="id",
        created=certificate.issued_at,
    )


@dataclass(frozen=True)
class OwnTraining:
    """A person's own page."""

    year: int
    hours: AnnualHours
    pending: list[Registration]
    past: list[Registration]


def own_training(employee: Employee, *, year: int) -> OwnTraining:
    """Three queries."""
    registrations: Any = Registration.objects.filter(employee=employee)
    rows = list(
        registrations.with_session()
        .with_place_in_line()
        .prefetch_related("certificates__document")
        .order_by("-session__starts_at", "-sequence")
    )
    pending = [row for row in reversed(rows) if row.is_pending]
    return OwnTraining(
        year=year,
        hours=annual_hours(employee.employment_type, registrations.completed_in(year).learning_hours()),
        pending=pending,
        past=[row for row in rows if not row.is_pending],
    )


@dataclass(frozen=True)
class Step:
    """One line in the course of a registration."""

    at: datetime.datetime
    title: str
    by: str
    reason: str
    tone: str


STEP_TONES = {
    "training.moved_up": "good",
    "training.registration_approved": "good",
    "training.registration_refused": "bad",
    "training.registration_removed": "bad",
}


def course_of_events(registration: Registration) -> list[Step]:
    """What happened to a registration, newest first: its business events and, in the end, the session's outcome.

    One query. Needs the session.
    """
    steps = [
        Step(event.at, label_of_event(event.kind), event.actor.name if event.actor else "", event.reason, tone)
        for event in Event.objects.about(registration).select_related("actor")
        for tone in [STEP_TONES.get(event.kind, "neutral")]
    ]
    if not steps or steps[-1].at > registration.registered_at + datetime.timedelta(minutes=1):
        # Registrations that were taken over from elsewhere have no events of their own.
        steps.append(Step(registration.registered_at, label_of_event("training.registered"), "", "", "neutral"))
    if registration.state in {RegistrationState.COMPLETED, RegistrationState.NOT_COMPLETED}:
        outcome = Step(registration.session.ends_at, registration.get_state_display(), "", "", registration.tone)
        steps = sorted([outcome, *steps], key=lambda step: step.at, reverse=True)
    return steps


@dataclass(frozen=True)
class SessionFigures:
    """How the seats of a session stand."""

    seats: int
    held: int
    approved: int
    awaiting: int
    waiting: int
    completed: int


def session_figures(session: TrainingSession) -> SessionFigures:
    rows = dict(
        Registration.objects.filter(session=session).order_by().values_list("state").annotate(number=Count("pk"))
    )
    return SessionFigures(
        seats=session.seats,
        held=sum(rows.get(state, 0) for state in SEATED_STATES),
        approved=rows.get(RegistrationState.APPROVED, 0),
        awaiting=rows.get(RegistrationState.AWAITING_APPROVAL, 0),
        waiting=rows.get(RegistrationState.WAITING, 0),
        completed=rows.get(RegistrationState.COMPLETED, 0),
    )
