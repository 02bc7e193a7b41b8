"""The days on which promotions take effect: the first of certain months.

Peraturan BKN 4/2025 (every month since 1 October 2025), Peraturan BKN 4/2023 (six times a year from 2024), before that
April and October.
"""

from datetime import date

from employees.domain.service_life.arguments import calendar_day
from employees.domain.service_life.months import add_months

# From a day on, the months in which promotions take effect; the newest rule first.
PERIOD_MONTHS = (
    (date(2025, 10, 1), tuple(range(1, 13))),
    (date(2024, 1, 1), (2, 4, 6, 8, 10, 12)),
    (date.min, (4, 10)),
)


def promotion_period(on: date) -> tuple[int, ...]:
    """The months whose first day is a promotion period, by the rule in force on the day `on`."""
    day = calendar_day(on, "The day")
    return next(months for since, months in PERIOD_MONTHS if day >= since)


def next_promotion_period(after: date) -> date:
    """The first promotion period after the day `after`, not on it, with each day judged by the rule of its own time."""
    day = add_months(calendar_day(after, "The day").replace(day=1), 1)
    while day.month not in promotion_period(day):
        day = add_months(day, 1)
    return day
