"""Length of service (*masa kerja*): completed years and months without unpaid leave (CLTN)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from employees.domain.service_life.arguments import ServiceLifeError, calendar_day, whole_number
from employees.domain.service_life.months import MONTHS_OF_A_YEAR, add_months, months_between

# From its first day to the day of return, which counts as service again; None while the return is open.
UnpaidLeave = tuple[date, date | None]


@dataclass(frozen=True, slots=True, order=True)
class ServiceLength:
    """Completed years and months (0–11); the longer is the greater. Raises ServiceLifeError on other months."""

    years: int = 0
    months: int = 0

    def __post_init__(self) -> None:
        whole_number(self.years, "The years of service")
        whole_number(self.months, "The months of service", most=MONTHS_OF_A_YEAR - 1)

    def __str__(self) -> str:
        return f"{self.years}y{self.months}m"

    @property
    def total_months(self) -> int:
        return self.years * MONTHS_OF_A_YEAR + self.months

    @classmethod
    def of_months(cls, months: int) -> "ServiceLength":
        return cls(*divmod(months, MONTHS_OF_A_YEAR))


def service_length(start: date, on: date, *, unpaid_leave: Iterable[UnpaidLeave] = ()) -> ServiceLength:
    """Years and months completed on the day `on`, counted from `start` (for PNS the TMT CPNS).

    A leave runs from its first day to the day of return (exclusive; None: not yet back). Overlapping leaves count
    once. The days of a month that a leave interrupts are carried over to the month after the return. That unpaid leave
    isn't service: PP 35/2010 (from memory, high confidence; to be confirmed).

    Raises ServiceLifeError when `start` is after `on` or a leave ends before its second day.
    """
    anchor, until = calendar_day(start, "The start of service"), calendar_day(on, "The day to count to")
    if anchor > until:
        raise ServiceLifeError(f"Service starts on {anchor}, after {until}. Correct the start or ask for a later day.")

    months = 0
    for begins, ends in _in_order(unpaid_leave, anchor):
        if begins >= until:
            break
        if ends is None or ends > until:
            until = begins  # still on leave: nothing was added since
            break
        worked = months_between(anchor, begins)
        months += worked
        anchor = ends - (begins - add_months(anchor, worked))
    return ServiceLength.of_months(months + months_between(anchor, until))


def service_completed_on(start: date, years: int, *, unpaid_leave: Iterable[UnpaidLeave] = ()) -> date | None:
    """The first day on which `service_length` reaches `years`; None when a leave without a return stands before it.

    Leaves that are only planned count too. Raises ServiceLifeError as `service_length` does.
    """
    anchor = resumed = calendar_day(start, "The start of service")
    missing = whole_number(years, "The years of service") * MONTHS_OF_A_YEAR
    for begins, ends in _in_order(unpaid_leave, anchor):
        if add_months(anchor, missing) <= begins:
            break
        if ends is None:
            return None
        worked = months_between(anchor, begins)
        missing -= worked
        anchor = ends - (begins - add_months(anchor, worked))
        resumed = ends
    return max(add_months(anchor, missing), resumed)


def _in_order(leaves: Iterable[UnpaidLeave], start: date) -> Sequence[UnpaidLeave]:
    """The parts of the leaves from `start` on, ascending, those that overlap or touch joined to one."""
    checked = sorted((_leave(*leave) for leave in leaves), key=lambda leave: leave[0])
    joined: list[UnpaidLeave] = []
    for begins, ends in checked:
        if ends is not None and ends <= start:
            continue
        if not joined:
            joined.append((max(begins, start), ends))
            continue
        first, last = joined[-1]
        if last is None or begins <= last:
            joined[-1] = first, None if last is None or ends is None else max(last, ends)
        else:
            joined.append((begins, ends))
    return joined


def _leave(begins: date, ends: date | None) -> UnpaidLeave:
    calendar_day(begins, "The first day of an unpaid leave")
    if ends is not None and calendar_day(ends, "The day of return") <= begins:
        raise ServiceLifeError(f"An unpaid leave from {begins} can't end on {ends}. Correct one of the days.")
    return begins, ends
