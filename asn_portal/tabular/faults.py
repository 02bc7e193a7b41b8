"""Why a file can't be read as a sheet."""

from enum import StrEnum

from django.utils.translation import gettext_noop


class SheetFault(StrEnum):
    EMPTY = "empty"
    NOT_A_SHEET = "not_a_sheet"
    PASSWORD = "password"  # noqa: S105 - the fault, not a password
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    NO_HEADER = "no_header"


class UnreadableSheet(ValueError):
    """`code` names the fault, `found` a detail if there is one; the text tells what to do about it."""

    sentences = {
        SheetFault.EMPTY: "The file is empty. Choose the file again.",
        SheetFault.NOT_A_SHEET: "The file is no spreadsheet. Save the list as .xlsx or .csv and choose that file.",
        SheetFault.PASSWORD: "The file is protected by a password. Remove the password and choose the file again.",
        SheetFault.DAMAGED: "The file is damaged. Open it in a spreadsheet program, save it again and choose it again.",
        SheetFault.TOO_LARGE: "The file is too large. Split the list into several files.",
        SheetFault.NO_HEADER: gettext_noop(
            "No row has the column titles that are expected. Name the columns as in the template."
        ),
    }

    def __init__(self, code: SheetFault, found: str = "") -> None:
        super().__init__(self.sentences[code])
        self.code = code
        self.found = found
