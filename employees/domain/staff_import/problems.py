"""What can be wrong with a cell, as codes; `employees.texts.staff_import` has the sentences."""

from dataclasses import dataclass
from enum import StrEnum

from employees.domain.entry_rules import MainFault


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Besides these, a NIP or NIK carries the fault of `identity`, as "nip_length" or "nik_birth_date"."""

    FORMULA = "formula"
    TOO_LONG = "too_long"
    NAME_MISSING = "name_missing"
    NAME_WITHOUT_LETTERS = "name_without_letters"
    NIP_TWICE = "nip_twice"
    NIP_ELSEWHERE = "nip_elsewhere"
    NIK_TWICE = "nik_twice"
    NIK_TAKEN = "nik_taken"
    NIK_DIFFERS = "nik_differs"
    DATE_UNREADABLE = "date_unreadable"
    DATE_NUMBER = "date_number"
    DATE_SHORT_YEAR = "date_short_year"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_MISSING = "date_missing"
    DATE_IN_FUTURE = "date_in_future"
    DATE_BEFORE_BIRTH = "date_before_birth"
    BORN_LONG_AGO = "born_long_ago"
    BORN_LATELY = "born_lately"
    SERVES_AS_CHILD = "serves_as_child"
    BIRTH_DATE_DIFFERS = "birth_date_differs"
    SEX_UNKNOWN = "sex_unknown"
    SEX_DIFFERS = "sex_differs"
    EMPLOYMENT_UNKNOWN = "employment_unknown"
    EMPLOYMENT_CONTRADICTS_NIP = "employment_contradicts_nip"
    STATUS_UNKNOWN = "status_unknown"
    RANK_UNKNOWN = "rank_unknown"
    RANK_CONTRADICTION = "rank_contradiction"
    RANK_OTHER_REGIME = "rank_other_regime"
    RANK_OLDER = "rank_older"
    RANK_SINCE_DIFFERS = "rank_since_differs"
    RANK_WITHOUT_START = "rank_without_start"
    RANK_BEFORE_CPNS = "rank_before_cpns"
    UNIT_MISSING = "unit_missing"
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_AMBIGUOUS = "unit_ambiguous"
    UNIT_CLOSED = "unit_closed"
    UNIT_SUCCEEDED = "unit_succeeded"
    POSITION_CLOSED = "position_closed"
    POSITION_TYPE_UNKNOWN = "position_type_unknown"
    POSITION_KEPT = "position_kept"
    HEAD_TAKEN = "head_taken"
    EDUCATION_UNKNOWN = "education_unknown"
    PHONE_UNREADABLE = "phone_unreadable"
    EMAIL_UNREADABLE = "email_unreadable"
    CHANGED_MEANWHILE = "changed_meanwhile"
    DIGITS_EXPECTED = "digits_expected"
    CHOICE_UNKNOWN = "choice_unknown"
    YEAR_UNREADABLE = "year_unreadable"
    NUMBER_UNREADABLE = "number_unreadable"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    CPNS_AFTER_PNS = "cpns_after_pns"
    RETIRED_BEFORE_APPOINTED = "retired_before_appointed"
    VALUE_MISSING = "value_missing"
    PERSON_UNKNOWN = "person_unknown"
    PERSON_REFUSED = "person_refused"
    DATE_TOO_EARLY = "date_too_early"
    DATE_TOO_FAR = "date_too_far"
    ENDS_BEFORE_START = "ends_before_start"
    PERIOD_OVERLAPS = "period_overlaps"
    LEFT_BEFORE_SERVICE = "left_before_service"
    BEGINS_BEFORE_SERVICE = "begins_before_service"
    ENTRY_TWICE = "entry_twice"
    ENTRY_CONTRADICTS = "entry_contradicts"
    ENTRY_WITHDRAWN = "entry_withdrawn"
    OLDER_SANCTION = "older_sanction"
    POSITION_OUTSIDE = "position_outside"
    OWN_RECORD = "own_record"
    CHANGED_SINCE_EXPORT = "changed_since_export"


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is a Column, or an EntryColumn of a history. `found` is what the message quotes; `hints` are close
    matches or the row that says the same."""

    column: str
    level: Level
    code: str
    found: str = ""
    hints: tuple[str, ...] = ()


# How a list says what `entry_rules` finds in the days of the main data.
MAIN_FAULTS = {
    MainFault.IN_FUTURE: Code.DATE_IN_FUTURE,
    MainFault.BORN_LONG_AGO: Code.BORN_LONG_AGO,
    MainFault.BORN_LATELY: Code.BORN_LATELY,
    MainFault.SERVES_AS_CHILD: Code.SERVES_AS_CHILD,
}
