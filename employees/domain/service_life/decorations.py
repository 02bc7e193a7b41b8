"""Satyalancana Karya Satya: the medal for 10, 20 and 30 years of uninterrupted good service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from employees.domain.service_life.arguments import ServiceLifeError, calendar_day, member, whole_number
from employees.domain.service_life.service import ServiceLength, UnpaidLeave, service_completed_on, service_length
from employees.enums import SanctionLevel

MEDAL_YEARS = (10, 20, 30)
HARMFUL_LEVELS = frozenset({SanctionLevel.MODERATE, SanctionLevel.SEVERE})


@dataclass(frozen=True, slots=True)
class Satyalancana:
    """`level` (10, 20 or 30) is due now. `next_level` follows on `next_due`, which is None while the end of a leave is
    open. `years` and `months` are the service that counts for the medal."""

    level: int | None
    next_level: int | None
    next_due: date | None
    years: int
    months: int


def satyalancana(
    *,
    service_start: date,
    on: date,
    awarded: Iterable[int] = (),
    unpaid_leave: Iterable[UnpaidLeave] = (),
    sanctions: Iterable[tuple[date, str]] = (),
    is_restart_allowed: bool = True,
) -> Satyalancana:
    """Which medal is due on the day `on`, and which comes next.

    Due is the highest level whose years are complete, unless it or a higher one was awarded: who never got a medal and
    has served 20 years is proposed for 20 at once (EX-2.13), and who holds that of 10 and has served 30 for 30. A level
    below one that was awarded is never proposed.

    Service counts from `service_start` (TMT CPNS) without unpaid leave (see `service_length`). `sanctions` are pairs of
    effective date and level ("R", "S", "B"). After a moderate or severe one counting restarts on the following day;
    with `is_restart_allowed=False` it ends the claim for ever. Light ones, and those before `service_start` or after
    `on`, change nothing.

    UU 20/2009, PP 35/2010 (from memory, high confidence; the restart with medium confidence; both to be confirmed).
    Raises ServiceLifeError when service starts after `on` and on unknown levels.
    """
    leaves = tuple(unpaid_leave)
    length = service_length(service_start, on, unpaid_leave=leaves)
    held = max((_medal(years) for years in awarded), default=0)
    harmed_on = _last_harmful(sanctions, service_start, on)
    if harmed_on is not None and not is_restart_allowed:
        return Satyalancana(None, None, None, length.years, length.months)

    counted_from = service_start
    if harmed_on is not None:
        counted_from = harmed_on + timedelta(days=1)
        restarted = counted_from <= on
        length = service_length(counted_from, on, unpaid_leave=leaves) if restarted else ServiceLength()

    reached = max((years for years in MEDAL_YEARS if years <= length.years), default=0)
    next_level = next((years for years in MEDAL_YEARS if years > max(reached, held)), None)
    return Satyalancana(
        level=reached if reached > held else None,
        next_level=next_level,
        next_due=service_completed_on(counted_from, next_level, unpaid_leave=leaves) if next_level else None,
        years=length.years,
        months=length.months,
    )


def _last_harmful(sanctions: Iterable[tuple[date, str]], start: date, on: date) -> date | None:
    days = []
    for day, level in sanctions:
        calendar_day(day, "The date of a sanction")
        is_harmful = member(SanctionLevel, level, "The level of a sanction") in HARMFUL_LEVELS
        if is_harmful and start <= day <= on:
            days.append(day)
    return max(days, default=None)


def _medal(years: int) -> int:
    number = whole_number(years, "The years of a medal")
    if number not in MEDAL_YEARS:
        raise ServiceLifeError(f"There is no Satyalancana for {number} years. Give 10, 20 or 30.")
    return number
