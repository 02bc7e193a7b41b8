"""The codes of a staff import in the reader's words: what is wrong with a cell, and the cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.tabular.faults import SheetFault
from employees.domain.staff_import.columns import Column
from employees.domain.staff_import.entry_columns import EntryColumn
from employees.domain.staff_import.problems import Code, Level
from employees.enums import Sex
from employees.texts.import_entries import ENTRY_LABELS, ENTRY_TEXTS

COLUMN_LABELS = {
    Column.NIP: gettext_lazy("NIP"),
    Column.NAME: gettext_lazy("Name"),
    Column.FRONT_TITLE: gettext_lazy("Title before the name"),
    Column.BACK_TITLE: gettext_lazy("Title after the name"),
    Column.BIRTH_PLACE: gettext_lazy("Place of birth"),
    Column.BIRTH_DATE: gettext_lazy("Date of birth"),
    Column.BIRTH_PLACE_AND_DATE: gettext_lazy("Place and date of birth in one column"),
    Column.SEX: gettext_lazy("Sex"),
    Column.NIK: gettext_lazy("NIK"),
    Column.EMPLOYMENT: gettext_lazy("Employment (PNS, CPNS, PPPK)"),
    Column.STATUS: gettext_lazy("Status (active, retired …)"),
    Column.RANK: gettext_lazy("Rank"),
    Column.RANK_SINCE: gettext_lazy("Rank since (TMT golongan)"),
    Column.UNIT: gettext_lazy("Unit"),
    Column.PARENT_UNIT: gettext_lazy("Unit above"),
    Column.POSITION: gettext_lazy("Position"),
    Column.POSITION_TYPE: gettext_lazy("Position type"),
    Column.POSITION_SINCE: gettext_lazy("Position since (TMT jabatan)"),
    Column.ECHELON: gettext_lazy("Echelon"),
    Column.EDUCATION: gettext_lazy("Highest education"),
    Column.PHONE: gettext_lazy("Mobile phone"),
    Column.EMAIL: gettext_lazy("E-mail"),
    Column.OFFICIAL_EMAIL: gettext_lazy("Official e-mail"),
    Column.ADDRESS: gettext_lazy("Home address"),
    Column.POSTAL_CODE: gettext_lazy("Postal code"),
    Column.RELIGION: gettext_lazy("Religion"),
    Column.MARITAL_STATUS: gettext_lazy("Marital status"),
    Column.NPWP: gettext_lazy("NPWP"),
    Column.BPJS: gettext_lazy("BPJS number"),
    Column.OLD_NIP: gettext_lazy("Old NIP"),
    Column.KARPEG: gettext_lazy("KARPEG number"),
    Column.TASPEN: gettext_lazy("TASPEN number"),
    Column.SIASN_ID: gettext_lazy("SIASN id of the person"),
    Column.CPNS_SINCE: gettext_lazy("CPNS since (TMT)"),
    Column.CPNS_DECREE_NUMBER: gettext_lazy("CPNS decree number"),
    Column.CPNS_DECREE_DATE: gettext_lazy("CPNS decree date"),
    Column.PNS_SINCE: gettext_lazy("PNS since (TMT)"),
    Column.PNS_DECREE_NUMBER: gettext_lazy("PNS decree number"),
    Column.PNS_DECREE_DATE: gettext_lazy("PNS decree date"),
    Column.RETIRES_ON: gettext_lazy("Retirement (TMT), compared only"),
    Column.VERSION: gettext_lazy("Version (leave as it is)"),
}

SHEET_TEXTS = {
    SheetFault.EMPTY: gettext_lazy("The file is empty. Choose the file again."),
    SheetFault.NOT_A_SHEET: gettext_lazy(
        "The file is no spreadsheet. Save the list as .xlsx or .csv and choose that file."
    ),
    SheetFault.PASSWORD: gettext_lazy(
        "The file is protected by a password. Remove the password and choose the file again."
    ),
    SheetFault.DAMAGED: gettext_lazy(
        "The file is damaged. Open it in a spreadsheet program, save it again and choose it again."
    ),
    SheetFault.TOO_LARGE: gettext_lazy("The file is too large. Split the list into several files."),
    SheetFault.NO_HEADER: gettext_lazy(
        "No row holds column titles such as “NIP” and “Nama”. Name the columns as in the template, "
        "or tell in which row they stand."
    ),
}

TYPE_AS_TEXT = gettext_lazy("Format the column as text and type the number again from the decree.")
COMPARE_DECREE = gettext_lazy("Compare it with the decree of appointment and correct it.")
COMPARE_CARD = gettext_lazy("Compare it with the identity card and correct it.")
WRITE_DATE = gettext_lazy("Write it like 31-12-1990.")
LEAVE_OR_CORRECT = gettext_lazy("The row is stored as it stands. Correct whichever is wrong.")

# code: (what is wrong, what to do). %(found)s is what was read, %(hints)s what is near it.
TEXTS: dict[str, tuple[Any, Any]] = {
    Code.FORMULA: (
        gettext_lazy("The cell holds a formula, not a value: %(found)s"),
        gettext_lazy("Type the value itself, or paste the column as values."),
    ),
    Code.TOO_LONG: (
        gettext_lazy("The text is longer than %(found)s characters."),
        gettext_lazy("Shorten it."),
    ),
    Code.NAME_MISSING: (gettext_lazy("The name is missing."), gettext_lazy("Enter the name as on the identity card.")),
    Code.NAME_WITHOUT_LETTERS: (
        gettext_lazy("“%(found)s” has no letter, so it is no name."),
        gettext_lazy("Enter the name as on the identity card. Perhaps two columns were swapped."),
    ),
    "nip_missing": (gettext_lazy("The NIP is missing."), gettext_lazy("Enter its 18 digits from the decree.")),
    "nip_not_text": (gettext_lazy("The NIP is not text."), TYPE_AS_TEXT),
    "nip_rounded": (
        gettext_lazy("The spreadsheet stored the NIP as a number and destroyed its last digits."),
        TYPE_AS_TEXT,
    ),
    "nip_not_digits": (gettext_lazy("“%(found)s” doesn't belong in a NIP, which has digits only."), COMPARE_DECREE),
    "nip_length": (gettext_lazy("A NIP has 18 digits, this one has %(found)s."), COMPARE_DECREE),
    "nip_birth_date": (
        gettext_lazy("The first eight digits must be a birth date, and there is no day %(found)s."),
        COMPARE_DECREE,
    ),
    "nip_appointment": (
        gettext_lazy("Digits 13–14 are %(found)s: neither a month (01–12, PNS) nor a contract (21–29, PPPK)."),
        COMPARE_DECREE,
    ),
    "nip_appointed_before_birth": (
        gettext_lazy("The NIP gives an appointment (%(found)s) before the birth date."),
        COMPARE_DECREE,
    ),
    "nip_sex": (gettext_lazy("Digit 15 must be 1 (male) or 2 (female), not %(found)s."), COMPARE_DECREE),
    "nip_serial": (gettext_lazy("The last three digits must be 001–999, not %(found)s."), COMPARE_DECREE),
    Code.NIP_TWICE: (
        gettext_lazy("Row %(hints)s of this file has the same NIP."),
        gettext_lazy("Keep one of the two rows, or correct the NIP of one of them."),
    ),
    Code.NIP_ELSEWHERE: (
        gettext_lazy("A person with this NIP is on record in a unit outside your area."),
        gettext_lazy("Ask the HR officer of the whole government to transfer the person first."),
    ),
    "nip_appointed_too_young": (
        gettext_lazy("By the NIP the person was appointed before the age of 18."),
        LEAVE_OR_CORRECT,
    ),
    "nip_appointed_too_old": (
        gettext_lazy("By the NIP the person was appointed after the age of 46."),
        LEAVE_OR_CORRECT,
    ),
    "nip_appointed_in_future": (gettext_lazy("By the NIP the appointment lies in the future."), LEAVE_OR_CORRECT),
    "nik_missing": (gettext_lazy("The NIK is missing."), COMPARE_CARD),
    "nik_not_text": (gettext_lazy("The NIK is not text."), TYPE_AS_TEXT),
    "nik_rounded": (
        gettext_lazy("The spreadsheet stored the NIK as a number and destroyed its last digits."),
        gettext_lazy("Format the column as text and type the number again from the identity card."),
    ),
    "nik_not_digits": (gettext_lazy("“%(found)s” doesn't belong in a NIK, which has digits only."), COMPARE_CARD),
    "nik_length": (gettext_lazy("A NIK has 16 digits, this one has %(found)s."), COMPARE_CARD),
    "nik_birth_date": (
        gettext_lazy("Digits 7–12 of the NIK must be a birth date (day + 40 for women), and %(found)s is none."),
        COMPARE_CARD,
    ),
    "nik_serial": (gettext_lazy("The last four digits of the NIK must be 0001–9999."), COMPARE_CARD),
    Code.NIK_TWICE: (
        gettext_lazy("Row %(hints)s of this file has the same NIK."),
        COMPARE_CARD,
    ),
    Code.NIK_TAKEN: (gettext_lazy("Another person on record has this NIK."), COMPARE_CARD),
    Code.NIK_DIFFERS: (
        gettext_lazy("The birth date or sex in the NIK differs from the row."),
        LEAVE_OR_CORRECT,
    ),
    Code.DATE_UNREADABLE: (gettext_lazy("“%(found)s” is no date."), WRITE_DATE),
    Code.DATE_NUMBER: (
        gettext_lazy("The cell holds the number %(found)s, not a date."),
        gettext_lazy("Format the column as a date."),
    ),
    Code.DATE_SHORT_YEAR: (
        gettext_lazy("The year of “%(found)s” has two digits."),
        gettext_lazy("Write all four digits of the year."),
    ),
    Code.DATE_IMPOSSIBLE: (
        gettext_lazy("There is no such day as “%(found)s”."),
        gettext_lazy("Correct the day or the month."),
    ),
    Code.DATE_MISSING: (gettext_lazy("The date is missing."), WRITE_DATE),
    Code.DATE_IN_FUTURE: (
        gettext_lazy("%(found)s lies in the future."),
        gettext_lazy("Correct the date. Often two digits of the year were swapped."),
    ),
    Code.DATE_BEFORE_BIRTH: (
        gettext_lazy("%(found)s lies before the birth date."),
        gettext_lazy("Correct one of the two dates."),
    ),
    Code.BORN_LONG_AGO: (
        gettext_lazy("Born on %(found)s, the person would be older than anybody at work or in retirement."),
        gettext_lazy("Correct the year."),
    ),
    Code.BORN_LATELY: (
        gettext_lazy("Born on %(found)s, the person would be too young to serve."),
        gettext_lazy("Correct the year."),
    ),
    Code.SERVES_AS_CHILD: (
        gettext_lazy("On %(found)s the person was too young to serve."),
        gettext_lazy("Correct this date or the birth date."),
    ),
    Code.BIRTH_DATE_DIFFERS: (
        gettext_lazy("The NIP says %(found)s."),
        LEAVE_OR_CORRECT,
    ),
    Code.SEX_UNKNOWN: (gettext_lazy("“%(found)s” is neither male nor female."), gettext_lazy("Write L or P.")),
    Code.SEX_DIFFERS: (gettext_lazy("The NIP says: %(found)s."), LEAVE_OR_CORRECT),
    Code.EMPLOYMENT_UNKNOWN: (
        gettext_lazy("“%(found)s” is no kind of employment."),
        gettext_lazy("Write PNS, CPNS, PPPK or PPPK paruh waktu."),
    ),
    Code.EMPLOYMENT_CONTRADICTS_NIP: (
        gettext_lazy("The status says %(found)s, but the NIP is that of a %(hints)s."),
        gettext_lazy("Correct the status, or the NIP."),
    ),
    Code.STATUS_UNKNOWN: (
        gettext_lazy("The status “%(found)s” is unknown and is left as it is."),
        gettext_lazy("Write for instance Aktif, Tugas Belajar, MPP or Pensiun."),
    ),
    Code.RANK_UNKNOWN: (
        gettext_lazy("There is no rank “%(found)s”."),
        gettext_lazy("Write it like III/d (PNS) or IX (PPPK)."),
    ),
    Code.RANK_CONTRADICTION: (
        gettext_lazy("Name and code of the rank “%(found)s” don't belong together."),
        gettext_lazy("Correct one of them."),
    ),
    Code.RANK_OTHER_REGIME: (
        gettext_lazy("%(found)s doesn't fit the employment: PNS have ranks like III/d, PPPK grades like IX."),
        gettext_lazy("Correct the rank, or the employment."),
    ),
    Code.RANK_OLDER: (
        gettext_lazy("On record is %(found)s, which is kept because the list has no later date for its rank."),
        gettext_lazy("Add the date of the promotion (TMT golongan), or correct the history on the person's page."),
    ),
    Code.RANK_SINCE_DIFFERS: (
        gettext_lazy("On record the same rank began on %(found)s, which is kept."),
        gettext_lazy("Correct the history on the person's page if the list is right."),
    ),
    Code.RANK_WITHOUT_START: (
        gettext_lazy("The rank %(found)s is not stored: the list doesn't say since when it holds."),
        gettext_lazy(
            "Choose the column with its date (TMT golongan), or add the rank on the person's page afterwards."
        ),
    ),
    Code.UNIT_MISSING: (
        gettext_lazy("The unit is missing."),
        gettext_lazy("Enter the unit, or choose one for all rows without a unit when you confirm the columns."),
    ),
    Code.UNIT_UNKNOWN: (
        gettext_lazy("There is no unit “%(found)s” in your area."),
        gettext_lazy("Correct the name%(hints_question)s, or create the unit first."),
    ),
    Code.UNIT_AMBIGUOUS: (
        gettext_lazy("Several units are named “%(found)s”: below %(hints)s."),
        gettext_lazy("Add a column with the unit above (unor induk)."),
    ),
    Code.UNIT_CLOSED: (
        gettext_lazy("The unit “%(found)s” no longer exists at that time."),
        gettext_lazy("Name the unit in which the person works."),
    ),
    Code.UNIT_SUCCEEDED: (
        gettext_lazy("The unit “%(found)s” no longer exists at that time; %(hints)s took its place."),
        gettext_lazy("Name that unit instead."),
    ),
    Code.POSITION_CLOSED: (
        gettext_lazy("The position “%(found)s” no longer exists at that time."),
        gettext_lazy("Name the position that the person holds."),
    ),
    Code.RANK_BEFORE_CPNS: (
        gettext_lazy("The rank dates from %(found)s, before the appointment as CPNS on %(hints)s."),
        LEAVE_OR_CORRECT,
    ),
    Code.POSITION_TYPE_UNKNOWN: (
        gettext_lazy("The position type “%(found)s” is unknown; it was guessed from the title."),
        gettext_lazy("Write Struktural, Fungsional or Pelaksana."),
    ),
    Code.POSITION_KEPT: (
        gettext_lazy("On record is “%(found)s”, which is kept because the list has no later date for this place."),
        gettext_lazy("Add the date of the transfer (TMT jabatan), or transfer the person on their page."),
    ),
    Code.HEAD_TAKEN: (
        gettext_lazy("%(hints)s already holds this position, which heads the unit."),
        gettext_lazy("Transfer the present holder first, or correct the position."),
    ),
    Code.EDUCATION_UNKNOWN: (
        gettext_lazy("The education “%(found)s” is unknown and is left as it is."),
        gettext_lazy("Write it like SMA, D-III or S-1."),
    ),
    Code.PHONE_UNREADABLE: (
        gettext_lazy("“%(found)s” is no telephone number and is left out."),
        gettext_lazy("Write it like 0812 3456 7890."),
    ),
    Code.EMAIL_UNREADABLE: (
        gettext_lazy("“%(found)s” is no e-mail address and is left out."),
        gettext_lazy("Write it like nama@pemko.go.id."),
    ),
    Code.OWN_RECORD: (
        gettext_lazy("This is your own record, and nobody keeps their own."),
        gettext_lazy("Leave the row to a colleague, or ask for the change from your own page."),
    ),
    Code.CHANGED_SINCE_EXPORT: (
        gettext_lazy("This was changed in the portal after the list was exported; the portal’s value is kept."),
        gettext_lazy("Compare the values under “Conflicts”. When you confirm you can take those of the file instead."),
    ),
    Code.CHANGED_MEANWHILE: (
        gettext_lazy("Somebody changed this record after the list was checked."),
        gettext_lazy("Check the list again."),
    ),
    **ENTRY_TEXTS,
}


@dataclass(frozen=True)
class ProblemText:
    """A problem as the pages and the file of bad rows show it."""

    column: str
    is_error: bool
    message: str
    cure: str

    @property
    def tone(self) -> str:
        return "bad" if self.is_error else "attention"

    def __str__(self) -> str:
        return f"{self.column}: {self.message} {self.cure}".strip()


def describe(problem: Mapping[str, Any]) -> ProblemText:
    """The stored problem in the active language. `column` is the title of the column in the file."""
    hints = list(problem.get("hints", ()))
    found = problem.get("found", "")
    if problem["code"] == Code.SEX_DIFFERS:
        found = Sex(found).label
    quoted = _(" or ").join(hints)
    words = {
        "found": found,
        "hints": quoted,
        "range": " – ".join(hints),
        "hints_question": _(" (perhaps %(names)s)") % {"names": _(" or ").join(f"“{hint}”" for hint in hints)}
        if hints
        else "",
    }
    message, cure = TEXTS[problem["code"]]
    return ProblemText(
        column=str(problem.get("label") or _label(problem["column"])),
        is_error=problem["level"] == Level.ERROR,
        message=str(message) % words,
        cure=str(cure) % words,
    )


def _label(column: str) -> Any:
    return COLUMN_LABELS[Column(column)] if column in COLUMN_LABELS else ENTRY_LABELS[EntryColumn(column)]
