"""Retirement age (*batas usia pensiun*, BUP) and the day a pension starts (*TMT pensiun*)."""

from collections.abc import Mapping
from datetime import date

from employees.domain.service_life.arguments import ServiceLifeError, calendar_day, member, whole_number
from employees.domain.service_life.months import MONTHS_OF_A_YEAR, add_months
from employees.enums import FunctionalLevel, PositionType

LEAST_RETIREMENT_AGE = 40
MOST_RETIREMENT_AGE = 75

# Years, by position type; functional positions by level. Plain text keys: an office's own table is stored as JSON.
# UU 20/2023 art. 55; functional levels PP 11/2017 art. 239 (from memory, high confidence; to be confirmed).
DEFAULT_RETIREMENT_AGES: Mapping[str, int] = {
    "JPT_UTAMA": 60,
    "JPT_MADYA": 60,
    "JPT_PRATAMA": 60,
    "ADMINISTRATOR": 58,
    "PENGAWAS": 58,
    "PELAKSANA": 58,
    "FUNGSIONAL:PM": 58,
    "FUNGSIONAL:TR": 58,
    "FUNGSIONAL:MH": 58,
    "FUNGSIONAL:PY": 58,
    "FUNGSIONAL:PT": 58,
    "FUNGSIONAL:MU": 58,
    "FUNGSIONAL:MA": 60,
    "FUNGSIONAL:UT": 65,
}


def retirement_age(
    position_type: str, functional_level: str | None = None, *, ages: Mapping[str, int] = DEFAULT_RETIREMENT_AGES
) -> int:
    """Years of age at which the holder of a position retires.

    Only functional positions need their level (SIASN code, "PM" … "UT"); of others it is ignored. Ages that special
    laws give to single professions (teachers 60, lecturers 65, professors 70; from memory, to be confirmed) aren't in
    the table: hand them to `retirement_date` yourself. Raises ServiceLifeError on unknown codes, a functional position
    without level, and a table without the position or with an age outside 40 to 75.
    """
    kind = member(PositionType, position_type, "The position type")
    key = str(kind.value)
    if kind is PositionType.FUNGSIONAL:
        if not functional_level:
            raise ServiceLifeError("The retirement age of a functional position needs its level. Fill in the level.")
        key = f"{key}:{member(FunctionalLevel, functional_level, 'The functional level').value}"
    if key not in ages:
        raise ServiceLifeError(f"The table of retirement ages has no {key}. Add it.")
    return _age(ages[key])


def birthday_at(birth_date: date, age: int) -> date:
    """The birthday on which a person turns `age`; who was born on 29 February has it on the 28th of a common year."""
    born = calendar_day(birth_date, "The birth date")
    return add_months(born, whole_number(age, "The age") * MONTHS_OF_A_YEAR)


def retirement_date(birth_date: date, retirement_age: int) -> date:
    """*TMT pensiun*: the first day of the month after the birthday at `retirement_age` (years), also after one on the
    1st.

    UU 20/2023 art. 55 for the ages; the day itself from memory with high confidence, to be confirmed. Raises
    ServiceLifeError on an age outside 40 to 75: no table has one, so a slip such as a year for an age is likely.
    """
    return add_months(birthday_at(birth_date, _age(retirement_age)).replace(day=1), 1)


def _age(value: int) -> int:
    return whole_number(value, "The retirement age", least=LEAST_RETIREMENT_AGE, most=MOST_RETIREMENT_AGE)
