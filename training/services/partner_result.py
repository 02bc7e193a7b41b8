"""Results that a partner hands in as a sheet: checked cell by cell, kept as a file, confirmed by the coordinator."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from asn_portal.audit.services import record_event
from asn_portal.documents.models import Document
from asn_portal.documents.services import delete_document, store_document
from asn_portal.documents.types import ALLOWED_SHEETS
from asn_portal.errors import DomainError
from asn_portal.notifications.services import notify
from asn_portal.tabular.faults import UnreadableSheet
from asn_portal.tabular.mapping import Field, suggest_mapping
from asn_portal.tabular.reading import open_sheet
from asn_portal.tabular.tables import find_table
from asn_portal.tabular.writing import write_xlsx
from training.domain import results as rule
from training.domain.results import ResultFault
from training.enums import RegistrationState, SessionState
from training.models import Registration, TrainingSession
from training.services.partner import training_office
from training.services.registration import lock_session
from training.services.session import finish_session

DOCUMENT_KIND = "training.results"
FIELDS = (
    Field("number", ("Nomor peserta", "Participant number", "No. peserta", "Nomor")),
    Field("name", ("Nama", "Name", "Nama peserta")),
    Field("present", ("Hadir (%)", "Present (%)", "Kehadiran", "Persentase kehadiran")),
    Field("score", ("Nilai", "Score", "Nilai akhir")),
    Field("passed", ("Lulus", "Passed", "Kelulusan")),
)
LABELS = [label for each in FIELDS for label in each.labels]
HEADERS = (
    gettext_noop("Participant number"),
    gettext_noop("Name"),
    gettext_noop("Unit"),
    gettext_noop("Present (%)"),
    gettext_noop("Score"),
    gettext_noop("Passed"),
)
CURES = {
    ResultFault.NUMBER_MISSING: gettext_noop("Fill in the number of the participant from the class list."),
    ResultFault.NUMBER_UNKNOWN: gettext_noop("Nobody in this class has this number. Look it up in the class list."),
    ResultFault.NUMBER_TWICE: gettext_noop("This number stands in the sheet twice. Keep one of the lines."),
    ResultFault.NAME_DIFFERS: gettext_noop("Under this number the class list has another name. Correct one of them."),
    ResultFault.PERCENT: gettext_noop("Write a number from 0 to 100."),
    ResultFault.PASSED: gettext_noop("Write “ya” for passed or “tidak” for failed."),
    ResultFault.PRESENT_MISSING: gettext_noop("Write the attendance in per cent: nobody passes without it."),
    ResultFault.PASSED_ABSENT: gettext_noop("Nobody passes below the minimum attendance. Correct one of the two."),
    ResultFault.MISSING: gettext_noop("This participant is not in the sheet. Add a line."),
}


class ResultsRefused(DomainError):
    """The sheet can't be taken."""


@dataclass(frozen=True)
class Problem:
    """`cell` as spreadsheets name it, "" where none is to blame."""

    cell: str
    found: str
    cure: str


@dataclass(frozen=True)
class ResultRow:
    """What the sheet says of a participant. `present` and `score` lie between 0 and 100; None where blank or faulty."""

    registration_id: int
    number: int
    name: str
    unit: str
    present: Decimal | None
    score: Decimal | None
    is_passed: bool


@dataclass(frozen=True)
class Results:
    """What a dry run found: the lines, and what is wrong in which cell."""

    rows: list[ResultRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """There are lines, and nothing is wrong in any; no other sheet is taken or confirmed."""
        return bool(self.rows) and not self.problems


def participants_of(session: TrainingSession) -> list[Registration]:
    """Who attends, by number."""
    rows = Registration.objects.filter(session=session, state=RegistrationState.APPROVED)
    return list(rows.select_related("employee__unit", "session__programme").order_by("sequence"))


def results_template(session: TrainingSession) -> bytes:
    """A sheet with the class, to be filled in: name and unit, nothing else about anybody."""
    stream = io.BytesIO()
    rows = (
        [row.sequence, row.employee.full_name, row.employee.unit.name, "", "", ""] for row in participants_of(session)
    )
    write_xlsx(stream, [_(header) for header in HEADERS], rows, text_columns=set(), sheet_name=_("Results")[:31])
    return stream.getvalue()


def read_results(session: TrainingSession, source: BinaryIO) -> Results:
    """A dry run: every line with what is wrong in it; stores nothing."""
    people = {row.sequence: row for row in participants_of(session)}
    results = Results()
    try:
        with open_sheet(source) as book:
            table = find_table(book.sheets, known_labels=LABELS, key_labels=[*FIELDS[0].labels])
            places = {name: column for column, name in suggest_mapping(table.header.labels, FIELDS).items()}
            if "number" not in places or "passed" not in places:
                raise ResultsRefused(_("The columns for number and passed are missing. Use the sheet offered here."))
            for row in table.rows():
                if not row.is_blank:
                    _read(row, places, people, results)
    except UnreadableSheet as error:
        raise ResultsRefused(_(str(error))) from error
    listed = {row.number for row in results.rows}
    for number, registration in people.items():
        if number not in listed:
            results.problems.append(
                Problem("", f"{number} {registration.employee.full_name}", _(CURES[ResultFault.MISSING]))
            )
    return results


@transaction.atomic
def hand_in_results(*, session: TrainingSession, file: File[bytes], by: Any) -> Document:
    """Keep a sound sheet for the coordinator; a newer one takes the place of an older."""
    session = lock_session(session)
    _check_state(session)
    results = read_results(session, file.file if hasattr(file, "file") else file)
    if not results.is_sound:
        raise ResultsRefused(_("The sheet still has faults. Mend them and send it again."))
    for old in Document.objects.of(session).filter(kind=DOCUMENT_KIND):
        delete_document(document=old, by=by, reason=_("A newer list of results was handed in."))
    file.seek(0)
    document = store_document(
        file=file, by=by, kind=DOCUMENT_KIND, owner=session, unit_path=session.unit.path, allowed=ALLOWED_SHEETS
    )
    record_event(
        "training.results_handed_in", by=by, obj=session, unit_path=session.unit.path, people=len(results.rows)
    )
    coordinator = [session.coordinator] if session.coordinator else training_office(session.unit.government)
    notify(
        coordinator,
        kind="training.results",
        title=lambda: _("Results of “%(session)s” were handed in") % {"session": session.title},
        body=lambda: _("Look through them and confirm; only then they count."),
        url=reverse("training:session-results", args=[session.pk]),
    )
    return document


def handed_in(session: TrainingSession) -> Document | None:
    """The sheet as the partner sent it last, confirmed or not; None before that."""
    return Document.objects.of(session).filter(kind=DOCUMENT_KIND).order_by("-created_at").first()  # type: ignore[no-any-return]


@transaction.atomic
def confirm_results(*, session: TrainingSession, by: Any, seen: str | None = None) -> TrainingSession:
    """The coordinator takes the partner's results over: the session is finished by them instead of attendance lists.
    `seen` names the sheet that was looked through; a newer one is not taken over unseen."""
    session = lock_session(session)
    document = handed_in(session)
    if document is None:
        raise ResultsRefused(_("The partner has not handed in results yet."))
    if seen is not None and str(document.pk) != seen:
        raise ResultsRefused(_("The partner handed in another sheet meanwhile. Look through it, then confirm."))
    with document.file.open("rb") as stream:
        results = read_results(session, stream)
    if not results.is_sound:
        raise ResultsRefused(_("The class changed since the results were handed in. Ask the partner for a new list."))
    finished = finish_session(
        session=session, by=by, results={row.registration_id: row.is_passed for row in results.rows}
    )
    _keep_numbers(results)
    return finished


def _keep_numbers(results: Results) -> None:
    """Beside the registration: what the partner saw of each."""
    rows = {row.registration_id: row for row in results.rows}
    registrations = list(Registration.objects.filter(pk__in=rows))
    for registration in registrations:
        row = rows[registration.pk]
        registration.result_presence, registration.result_score = row.present, row.score
    Registration.objects.bulk_update(registrations, ["result_presence", "result_score"])


def _check_state(session: TrainingSession) -> None:
    if session.state != SessionState.RUNNING:
        raise ResultsRefused(
            _("Results are handed in while the session runs, or after its last day until it is finished.")
        )


def _read(row: Any, places: dict[str, int], people: dict[int, Registration], results: Results) -> None:
    def cell(name: str) -> Any:
        place = places.get(name)
        return row.cells[place] if place is not None and place < len(row.cells) else None

    def blame(name: str, fault: ResultFault) -> None:
        value = cell(name)
        if isinstance(value, float) and value.is_integer():
            # Sheets know no whole numbers.
            value = int(value)
        found = "" if value is None else str(value)[:60]
        results.problems.append(Problem(f"{_letters(places[name])}{row.number}", found, _(CURES[fault])))

    number = rule.whole_number(cell("number"))
    if number is None:
        blame("number", ResultFault.NUMBER_MISSING)
        return
    registration = people.get(number)
    if registration is None:
        blame("number", ResultFault.NUMBER_UNKNOWN)
        return
    if any(each.number == number for each in results.rows):
        blame("number", ResultFault.NUMBER_TWICE)
        return
    employee = registration.employee
    written = str(cell("name") or "")
    if written and not any(rule.same_name(written, name) for name in (employee.name, employee.full_name)):
        blame("name", ResultFault.NAME_DIFFERS)
    numbers: dict[str, Decimal | None] = {}
    for name in ("present", "score"):
        try:
            numbers[name] = rule.percentage(cell(name))
        except ValueError:
            blame(name, ResultFault.PERCENT)
    is_passed = False
    try:
        is_passed = rule.passed(cell("passed"))
    except ValueError:
        blame("passed", ResultFault.PASSED)
    present = numbers.get("present")
    least = registration.session.programme.min_attendance
    if is_passed and least and "present" not in places:
        blame("passed", ResultFault.PRESENT_MISSING)
    elif is_passed and least and present is None and cell("present") in (None, ""):
        blame("present", ResultFault.PRESENT_MISSING)
    elif is_passed and present is not None and present < least:
        blame("present", ResultFault.PASSED_ABSENT)
    results.rows.append(
        ResultRow(
            registration_id=registration.pk,
            number=number,
            name=registration.employee.full_name,
            unit=registration.employee.unit.name,
            present=present,
            score=numbers.get("score"),
            is_passed=is_passed,
        )
    )


def _letters(column: int) -> str:
    """0 → A, 26 → AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
