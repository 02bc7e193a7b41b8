"""Which sanction follows from absence without a valid reason."""

from enum import StrEnum

from employees.domain.service_life.arguments import whole_number
from employees.enums import SanctionKind, SanctionLevel

CONSECUTIVE_DAYS_FOR_DISMISSAL = 10


class AbsenceSanction(StrEnum):
    """The letter is the level; behind it stand the months of an allowance cut, else the place among the sanctions."""

    ORAL_WARNING = "R1"
    WRITTEN_WARNING = "R2"
    WRITTEN_DISSATISFACTION = "R3"
    ALLOWANCE_CUT_6 = "S6"
    ALLOWANCE_CUT_9 = "S9"
    ALLOWANCE_CUT_12 = "S12"
    DEMOTION = "B1"
    RELEASE = "B2"
    DISMISSAL = "B3"

    @property
    def level(self) -> SanctionLevel:
        return SanctionLevel(self.value[0])

    @property
    def kind(self) -> SanctionKind:
        return SanctionKind[self.name]


# The fewest working days that lead to a sanction, most first.
FEWEST_DAYS = (
    (28, AbsenceSanction.DISMISSAL),
    (25, AbsenceSanction.RELEASE),
    (21, AbsenceSanction.DEMOTION),
    (17, AbsenceSanction.ALLOWANCE_CUT_12),
    (14, AbsenceSanction.ALLOWANCE_CUT_9),
    (11, AbsenceSanction.ALLOWANCE_CUT_6),
    (7, AbsenceSanction.WRITTEN_DISSATISFACTION),
    (4, AbsenceSanction.WRITTEN_WARNING),
    (3, AbsenceSanction.ORAL_WARNING),
)


def absence_sanction(days: int, consecutive: bool = False) -> AbsenceSanction | None:
    """The sanction for working days missed without a valid reason within one year; None below 3 days.

    `consecutive` says that the days followed one another: then 10 lead to dismissal, and fewer count like others.
    PP 94/2021 (the days read in a second source). Raises ServiceLifeError on days that aren't whole numbers from 0.
    """
    missed = whole_number(days, "The days of absence")
    if consecutive and missed >= CONSECUTIVE_DAYS_FOR_DISMISSAL:
        return AbsenceSanction.DISMISSAL
    return next((sanction for fewest, sanction in FEWEST_DAYS if missed >= fewest), None)
