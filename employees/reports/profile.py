"""The *daftar riwayat hidup* of a person as a paper."""

from __future__ import annotations

import base64
import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone, translation

from asn_portal.pdf import Letterhead, render_pdf
from employees.dates import today
from employees.domain.service_life.months import MONTHS_OF_A_YEAR, months_between
from employees.domain.service_life.service import ServiceLength, service_length
from employees.enums import AssignmentKind, HistoryKind
from employees.histories import History, Span
from employees.models import Employee
from employees.reports.letterhead import letterhead_of
from employees.reports.timeline import describe, readable_histories, rows_of
from employees.shown_status import shown_status

# The paper is an official form: Indonesian, whatever language the reader has chosen.
LANGUAGE = "id"
# In the order of the form.
SECTIONS = (
    HistoryKind.EDUCATION,
    HistoryKind.TRAINING,
    HistoryKind.CREDENTIAL,
    HistoryKind.RANK,
    HistoryKind.POSITION,
    HistoryKind.STATUS,
    HistoryKind.CONTRACT,
    HistoryKind.SALARY_STEP,
    HistoryKind.UNPAID_LEAVE,
    HistoryKind.RATING,
    HistoryKind.CREDIT_POINT,
    HistoryKind.AWARD,
    HistoryKind.DISCIPLINE,
)
# The first part is the main data.
NUMBERS = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
# Those that stand on the form even when they are empty.
ALWAYS = {HistoryKind.EDUCATION, HistoryKind.TRAINING, HistoryKind.RANK, HistoryKind.POSITION, HistoryKind.AWARD}


@dataclass(frozen=True)
class EntryLine:
    when: str
    title: str
    detail: str
    decree: str


@dataclass(frozen=True)
class Section:
    """`number` is Roman, as on the form."""

    number: str
    title: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True)
class Profile:
    """`photo` is a data address or empty; `service` None where the person has not entered yet."""

    employee: Employee
    letterhead: Letterhead
    photo: str
    age: int
    service: ServiceLength | None
    sections: tuple[Section, ...]
    made_at: datetime.datetime
    date: datetime.date


def profile_of(employee: Employee, *, user: Any) -> Profile:
    """What `user` may read of the person. Corrected and withdrawn entries don't stand on the paper."""
    date = today()
    employee.status = shown_status(user, employee)
    with translation.override(LANGUAGE):
        histories = {history.kind: history for history in readable_histories(employee, user)}
        found = [(kind, _entries(histories[kind], employee, user)) for kind in SECTIONS if kind in histories]
        shown = [(kind, entries) for kind, entries in found if entries or kind in ALWAYS]
        sections = tuple(
            Section(number, str(kind.label), entries) for number, (kind, entries) in zip(NUMBERS, shown, strict=False)
        )
    leaves = [(leave.period.lower, leave.period.upper) for leave in employee.unpaidleavehistory_set.valid()]
    return Profile(
        employee=employee,
        letterhead=letterhead_of(employee.unit),
        photo=_photo(employee),
        age=months_between(employee.birth_date, date) // MONTHS_OF_A_YEAR,
        service=service_length(employee.serves_since, date, unpaid_leave=leaves)
        if employee.serves_since <= date
        else None,
        sections=sections,
        made_at=timezone.localtime(),
        date=date,
    )


def profile_pdf(profile: Profile) -> bytes:
    context = {"profile": profile, "employee": profile.employee, "letterhead": profile.letterhead}
    return render_pdf("pdf/employees/profile.html", context, language=LANGUAGE)


def _entries(history: History, employee: Employee, user: Any) -> tuple[EntryLine, ...]:
    rows = rows_of(history, employee, user).valid()
    return tuple(_line(history, row) for row in sorted(rows, key=lambda row: (row.effective_date, row.pk)))


def _line(history: History, row: Any) -> EntryLine:
    title, detail = describe(history.kind, row)
    if history.kind is HistoryKind.POSITION and row.kind != AssignmentKind.DEFINITIVE:
        detail = f"{detail} · {row.get_kind_display()}"
    decree = row.decree_number
    if row.decree_date:
        decree = f"{decree} ({formats.date_format(row.decree_date, 'SHORT_DATE_FORMAT')})".strip()
    return EntryLine(_when(history, row), title, detail, decree)


def _when(history: History, row: Any) -> str:
    if history.span is Span.YEAR:
        return str(row.effective_date.year)
    if getattr(row, "is_year_only", False):
        return str(row.effective_date.year)
    start = formats.date_format(row.effective_date, "SHORT_DATE_FORMAT")
    if history.span is Span.PERIOD and row.ended_on:
        return f"{start} – {formats.date_format(row.ended_on, 'SHORT_DATE_FORMAT')}"
    return start


def _photo(employee: Employee) -> str:
    """The picture inside the paper: a PDF fetches nothing."""
    photo = employee.photo
    if photo is None or not photo.is_image:
        return ""
    with photo.file.open("rb") as file:
        return f"data:{photo.content_type};base64,{base64.b64encode(file.read()).decode()}"
