"""Ages in whole years as bounds of the birth date, so that a query needs no arithmetic on each row."""

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from employees.domain.service_life.months import MONTHS_OF_A_YEAR, add_months

YOUNGEST_GROUP, OLDEST_GROUP, STEP = 25, 65, 5


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """From `least` years on, up to and including `most`; None: without a bound on that side."""

    least: int | None
    most: int | None

    @property
    def key(self) -> str:
        return f"{'' if self.least is None else self.least}-{'' if self.most is None else self.most}"

    def births(self, on: date) -> tuple[date | None, date | None]:
        """The first and the last birth date of who is in the group on the day `on`."""
        first = None if self.most is None else latest_birth(on, self.most + 1) + timedelta(days=1)
        last = None if self.least is None else latest_birth(on, self.least)
        return first, last


# Under 25, 25–29 … 60–64, from 65 on.
AGE_GROUPS: Mapping[str, AgeGroup] = {
    group.key: group
    for group in (
        AgeGroup(None, YOUNGEST_GROUP - 1),
        *(AgeGroup(least, least + STEP - 1) for least in range(YOUNGEST_GROUP, OLDEST_GROUP, STEP)),
        AgeGroup(OLDEST_GROUP, None),
    )
}


def latest_birth(on: date, age: int) -> date:
    """The last birth date of who has turned `age` by the day `on` (29 February counts as the 28th in a common year)."""
    birth = add_months(on, -age * MONTHS_OF_A_YEAR)
    if (on.month, on.day) == (2, 28) and not isleap(on.year) and isleap(birth.year):
        return birth + timedelta(days=1)
    return birth


def retired_births(until: date, retirement_age: int) -> date:
    """Whoever was born before this day retires on `until` or earlier (see `service_life.retirement_date`)."""
    return add_months(until.replace(day=1), -retirement_age * MONTHS_OF_A_YEAR)
