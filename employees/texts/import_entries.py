"""The columns of histories and what can be wrong in them, in the reader's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from employees.domain.staff_import.entry_columns import EntryColumn as C
from employees.domain.staff_import.problems import Code
from employees.enums import HistoryKind

ENTRY_LABELS: dict[C, Any] = {
    C.NIP: gettext_lazy("NIP"),
    C.PERSON: gettext_lazy("Name"),
    C.PNS_ID: gettext_lazy("SIASN id of the person"),
    C.ENTRY: gettext_lazy("Entry number"),
    C.SIASN_ID: gettext_lazy("SIASN id of the entry"),
    C.START: gettext_lazy("From (TMT)"),
    C.UNTIL: gettext_lazy("Until and including"),
    C.DATE: gettext_lazy("Date"),
    C.YEAR: gettext_lazy("Year"),
    C.FIRST_MONTH: gettext_lazy("First month assessed"),
    C.FIRST_YEAR: gettext_lazy("Year of the first month"),
    C.LAST_MONTH: gettext_lazy("Last month assessed"),
    C.LAST_YEAR: gettext_lazy("Year of the last month"),
    C.LENGTH_YEARS: gettext_lazy("Length in years"),
    C.LENGTH_MONTHS: gettext_lazy("Length in months"),
    C.RANK: gettext_lazy("Rank"),
    C.PROMOTION_KIND: gettext_lazy("Kind of promotion"),
    C.SERVICE_YEARS: gettext_lazy("Years of service"),
    C.SERVICE_MONTHS: gettext_lazy("Months of service"),
    C.POSITION: gettext_lazy("Position"),
    C.UNIT: gettext_lazy("Unit"),
    C.PARENT_UNIT: gettext_lazy("Unit above"),
    C.POSITION_TYPE: gettext_lazy("Position type"),
    C.ECHELON: gettext_lazy("Echelon"),
    C.ASSIGNMENT: gettext_lazy("Assignment"),
    C.INSTALLED_ON: gettext_lazy("Installed on"),
    C.STATUS: pgettext_lazy("in the service", "Status"),
    C.BASE_SALARY: gettext_lazy("Base salary"),
    C.EDUCATION: gettext_lazy("Level of education"),
    C.MAJOR: gettext_lazy("Field of study"),
    C.INSTITUTION: gettext_lazy("School or university"),
    C.FRONT_TITLE: gettext_lazy("Title before the name"),
    C.BACK_TITLE: gettext_lazy("Title after the name"),
    C.IS_FIRST: gettext_lazy("First of its kind"),
    C.TRAINING_KIND: gettext_lazy("Kind of training"),
    C.LEADERSHIP: gettext_lazy("Leadership training"),
    C.NAME: gettext_lazy("Designation"),
    C.ORGANISER: gettext_lazy("Organiser"),
    C.HOURS: gettext_lazy("Learning hours (JP)"),
    C.LAST_DAY: gettext_lazy("Last day"),
    C.CREDENTIAL_KIND: gettext_lazy("Kind of paper"),
    C.ISSUER: gettext_lazy("Issued by"),
    C.EXPIRES_ON: gettext_lazy("Valid until and including"),
    C.PREDICATE: gettext_lazy("Rating"),
    C.RESULT: gettext_lazy("Work result"),
    C.BEHAVIOUR: gettext_lazy("Behaviour"),
    C.ASSESSOR: gettext_lazy("Rated by"),
    C.POINTS: gettext_lazy("Credit points"),
    C.MAIN_POINTS: gettext_lazy("Main credit points"),
    C.SUPPORTING_POINTS: gettext_lazy("Supporting credit points"),
    C.TITLE: gettext_lazy("Functional position"),
    C.IS_INTEGRATION: gettext_lazy("Integration of earlier points"),
    C.IS_CONVERSION: gettext_lazy("Conversion of a rating"),
    C.AWARD_KIND: gettext_lazy("Kind of award"),
    C.SANCTION_KIND: gettext_lazy("Kind of sanction"),
    C.SANCTION_LEVEL: gettext_lazy("Level of the sanction"),
    C.OFFENCE: gettext_lazy("Offence"),
    C.LEGAL_BASIS: gettext_lazy("Legal basis"),
    C.CANCELLED_ON: gettext_lazy("Cancelled on"),
    C.CANCEL_DECREE: gettext_lazy("Decree of the cancellation"),
    C.DECREE_NUMBER: gettext_lazy("Number of the paper"),
    C.DECREE_DATE: gettext_lazy("Date of the paper"),
    C.NOTE: gettext_lazy("Note"),
}

# Sheets of our own exports and template: at most 31 characters, none of []:*?/\.
SHEET_TITLES: dict[str, Any] = {
    "main": pgettext_lazy("name of a sheet", "Staff"),
    **{kind.value: kind.label for kind in HistoryKind},
}

COMPARE_PAPER = gettext_lazy("Compare it with the paper and correct it.")

ENTRY_TEXTS: dict[str, tuple[Any, Any]] = {
    Code.DIGITS_EXPECTED: (
        gettext_lazy("“%(found)s” doesn't have the %(hints)s digits of this number and is left out."),
        gettext_lazy("Format the column as text and type the number again."),
    ),
    Code.CHOICE_UNKNOWN: (
        gettext_lazy("“%(found)s” is none of the words that are understood here."),
        gettext_lazy("Write it as in the template%(hints_question)s."),
    ),
    Code.YEAR_UNREADABLE: (
        gettext_lazy("“%(found)s” is no year."),
        gettext_lazy("Write its four digits, such as 2009."),
    ),
    Code.NUMBER_UNREADABLE: (
        gettext_lazy("“%(found)s” is no number."),
        gettext_lazy("Write digits only, decimals after a comma."),
    ),
    Code.NUMBER_OUT_OF_RANGE: (
        gettext_lazy("%(found)s is not between %(range)s."),
        COMPARE_PAPER,
    ),
    Code.CPNS_AFTER_PNS: (
        gettext_lazy("The appointment as PNS on %(found)s lies before that as CPNS on %(hints)s."),
        gettext_lazy("Correct one of the two dates from the decrees."),
    ),
    Code.RETIRED_BEFORE_APPOINTED: (
        gettext_lazy("The retirement on %(found)s lies before the appointment on %(hints)s."),
        gettext_lazy("Correct one of the two dates from the decrees."),
    ),
    Code.VALUE_MISSING: (
        gettext_lazy("The cell is empty, and without it the entry says nothing."),
        gettext_lazy("Fill it in from the paper, or delete the row."),
    ),
    Code.PERSON_UNKNOWN: (
        gettext_lazy("Nobody with the number %(found)s is on record or new in this file."),
        gettext_lazy("Correct the number, or bring the person with the sheet of main records."),
    ),
    Code.PERSON_REFUSED: (
        gettext_lazy("This person's main record in this file was refused, so the history can't be stored either."),
        gettext_lazy("Correct the main record first, then import both again."),
    ),
    Code.DATE_TOO_EARLY: (
        gettext_lazy("On %(found)s the person was not yet five years old (born %(hints)s)."),
        gettext_lazy("Correct the year."),
    ),
    Code.DATE_TOO_FAR: (
        gettext_lazy("%(found)s lies more than ten years ahead."),
        gettext_lazy("Correct the date. Often two digits of the year were swapped."),
    ),
    Code.ENDS_BEFORE_START: (
        gettext_lazy("It would end on %(found)s, before it begins."),
        gettext_lazy("Correct one of the two dates from the paper."),
    ),
    Code.PERIOD_OVERLAPS: (
        gettext_lazy("At this time another entry runs already (%(found)s)."),
        gettext_lazy("Correct the dates of one of the two."),
    ),
    Code.LEFT_BEFORE_SERVICE: (
        gettext_lazy("The person would leave on %(found)s, before the service began on %(hints)s."),
        gettext_lazy("Correct one of the two dates from the decrees."),
    ),
    Code.BEGINS_BEFORE_SERVICE: (
        gettext_lazy("The entry would begin on %(found)s, before the service began on %(hints)s."),
        gettext_lazy("Correct one of the two dates from the decrees."),
    ),
    Code.ENTRY_TWICE: (
        gettext_lazy("Row %(hints)s of this file says the same. It is stored once."),
        gettext_lazy("You need do nothing."),
    ),
    Code.ENTRY_CONTRADICTS: (
        gettext_lazy("Row %(hints)s of this file says something else for the same person and date."),
        gettext_lazy("Keep the right one of the two rows."),
    ),
    Code.ENTRY_WITHDRAWN: (
        gettext_lazy("The entry with this number was withdrawn, or belongs to somebody else."),
        gettext_lazy("Delete the row, or empty the cell with the number to add it as a new entry."),
    ),
    Code.OLDER_SANCTION: (
        gettext_lazy("“%(found)s” is no kind of the present regulation. It is stored as one of an older regulation."),
        gettext_lazy("Correct it if a present kind was meant."),
    ),
    Code.POSITION_OUTSIDE: (
        gettext_lazy("“%(found)s” lies outside your area, and the person would work there now."),
        gettext_lazy("Ask the HR officer of the whole government to transfer the person."),
    ),
}

# Where a history has its own word for a column.
SPECIAL_LABELS: dict[tuple[HistoryKind, C], Any] = {
    (HistoryKind.EDUCATION, C.DATE): gettext_lazy("Graduated on"),
    (HistoryKind.EDUCATION, C.YEAR): gettext_lazy("Year of graduation"),
    (HistoryKind.EDUCATION, C.IS_FIRST): gettext_lazy("education at appointment"),
    (HistoryKind.TRAINING, C.DATE): gettext_lazy("First day"),
    (HistoryKind.TRAINING, C.NAME): gettext_lazy("name of the training"),
    (HistoryKind.CREDENTIAL, C.DATE): gettext_lazy("Issued on"),
    (HistoryKind.CREDENTIAL, C.NAME): gettext_lazy("name of the document"),
    (HistoryKind.AWARD, C.NAME): gettext_lazy("name of the award"),
    (HistoryKind.CREDIT_POINT, C.IS_FIRST): gettext_lazy("first credit points"),
}


def entry_label(kind: HistoryKind, column: C) -> Any:
    """The title of a column of a history."""
    return SPECIAL_LABELS.get((kind, column)) or ENTRY_LABELS[column]
