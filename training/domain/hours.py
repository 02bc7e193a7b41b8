"""Learning hours (*jam pelajaran*, JP; 1 JP = 45 minutes).

Conversion per form: PerLAN 10/2018, attachment, and PerLAN 15/2020. Yearly duty: PP 11/2017 art. 203(4) for PNS, at
least 20 JP; PP 49/2018 for PPPK, at most 24 JP recognised.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from training.enums import TrainingForm

Number = Decimal | int | str

INTERNATIONAL_FACTOR = Decimal("1.2")
SESSIONS_PER_MONTH = 2
PNS_MINIMUM = Decimal(20)
PPPK_MAXIMUM = Decimal(24)

# More nobody learns in a day, whatever a programme says.
MOST_PER_DAY = 12

# JP per day: (national, international).
PER_DAY = {
    TrainingForm.SEMINAR: (Decimal(4), Decimal(6)),
    TrainingForm.WORKSHOP: (Decimal(5), Decimal(7)),
    TrainingForm.SOCIALISATION: (Decimal(4), Decimal(4) * INTERNATIONAL_FACTOR),
    TrainingForm.OUTBOUND: (Decimal(4), Decimal(4)),
}
# JP as the programme says; per day if the programme has none (None: the programme must have them).
AS_PROGRAMME: dict[TrainingForm, Decimal | None] = {
    TrainingForm.STRUCTURAL: None,
    TrainingForm.FUNCTIONAL: None,
    TrainingForm.TECHNICAL: None,
    TrainingForm.MANAGERIAL: None,
    TrainingForm.SOCIOCULTURAL: None,
    TrainingForm.COURSE: Decimal(4),
    TrainingForm.UPGRADING: Decimal(4),
    TrainingForm.TECHNICAL_GUIDANCE: Decimal(4),
    TrainingForm.E_LEARNING: Decimal(3),
    TrainingForm.DISTANCE: Decimal(4),
}
AS_VERIFIED = frozenset({TrainingForm.OTHER_CLASSROOM, TrainingForm.OTHER_NON_CLASSROOM})
# JP per session; at most SESSIONS_PER_MONTH sessions of one month count where capped.
PER_SESSION = {
    TrainingForm.COACHING: (Decimal(2), True),
    TrainingForm.MENTORING: (Decimal(2), True),
    TrainingForm.WORKPLACE_GUIDANCE: (Decimal(2), False),
}
# JP per assignment, placement or activity, however long it lasts.
PER_ASSIGNMENT = {
    TrainingForm.SECONDMENT: Decimal(20),
    TrainingForm.EXCHANGE: Decimal(20),
    TrainingForm.INTERNSHIP: Decimal(20),
    TrainingForm.BENCHMARKING: Decimal(10),
}
# JP that a day earns at most.
CAPPED_PER_DAY = {TrainingForm.SELF_STUDY: Decimal(2), TrainingForm.COMMUNITY: Decimal(2)}

# How a form earns its hours.
PER = ("day", "day_most", "session", "session_capped", "assignment", "programme", "verified")
# {SIASN id: {"per": one of PER, "national": JP, "international": JP; for "programme" the factor by which they grow
# abroad}}. "" where a form has no number of its own. Numbers are text, as they lie in a dated rule.
HoursTable = Mapping[str, Mapping[str, str]]


def default_table() -> dict[str, dict[str, str]]:
    """The documented conversion, as a table that an office may change from a day on."""
    table: dict[TrainingForm, tuple[str, str, str]] = {}
    for form, (national, abroad) in PER_DAY.items():
        table[form] = ("day", str(national), str(abroad))
    for form, (rate, is_capped) in PER_SESSION.items():
        table[form] = ("session_capped" if is_capped else "session", str(rate), str(rate))
    for form, rate in PER_ASSIGNMENT.items():
        table[form] = ("assignment", str(rate), str(rate))
    for form, rate in CAPPED_PER_DAY.items():
        table[form] = ("day_most", str(rate), str(rate))
    for form in AS_VERIFIED:
        table[form] = ("verified", "", "")
    for form, per_day in AS_PROGRAMME.items():
        table[form] = ("programme", "" if per_day is None else str(per_day), str(INTERNATIONAL_FACTOR))
    return {
        form.value: dict(zip(("per", "national", "international"), table[form], strict=True)) for form in TrainingForm
    }


DEFAULT_TABLE: HoursTable = default_table()


@dataclass(frozen=True, slots=True)
class AnnualHours:
    """A person's hours in one calendar year.

    `recognised` counts toward the duty, `required` is the yearly minimum (0 where there is none), `shortfall` is what
    is missing to it, `surplus` is what was learned beyond the recognised maximum.
    """

    recognised: Decimal
    required: Decimal
    shortfall: Decimal
    surplus: Decimal
    fulfilled: bool


def learning_hours(
    form: str | int,
    *,
    days: Number | None = None,
    sessions: Number | None = None,
    hours: Number | None = None,
    international: bool = False,
    table: HoursTable | None = None,
) -> Decimal:
    """JP that one activity earns.

    `form` is a SIASN `jenisDiklat` id. `hours` are the programme's JP, or the verified ones; `days` and `sessions` are
    counts. For coaching and mentoring `sessions` are those of one calendar month, of which two count. International
    delivery has rates of its own for seminars and workshops and otherwise adds 20 % to taught forms; it changes nothing
    for coaching, assignments and self-study. `table` is what an office set for the day (see `HoursTable`), the
    documented one without it. Raises ValueError if the count that the form needs is missing.
    """
    kind = _form(form)
    row = (DEFAULT_TABLE if table is None else table).get(kind.value)
    if row is None or row.get("per") not in PER:
        raise ValueError(f"The table of hours has no row for the form {kind.value}.")
    per, text = row["per"], row["international" if international else "national"]
    rate = _number(text, "hours") if text else Decimal(0)
    if per == "day":
        return _whole(days, "days") * rate
    if per == "session":
        return _whole(sessions, "sessions") * rate
    if per == "session_capped":
        return min(_whole(sessions, "sessions"), Decimal(SESSIONS_PER_MONTH)) * rate
    if per == "assignment":
        return rate * (_whole(sessions, "sessions") if sessions is not None else 1)
    if per == "day_most":
        most = _whole(days, "days") * rate
        return most if hours is None else min(_number(hours, "hours"), most)
    if per == "verified":
        return _number(hours, "hours")
    factor = rate if international else Decimal(1)
    if hours is None and row["national"]:
        return _whole(days, "days") * _number(row["national"], "hours") * factor
    return _number(hours, "hours") * factor


def most_hours(form: str | int, *, days: int, international: bool = False, table: HoursTable | None = None) -> Decimal:
    """JP that so many days earn at most: 12 a day, or more where the conversion itself gives more (20 JP for a
    placement, however short). The hours that a programme claims for itself count for nothing here."""
    most = Decimal(MOST_PER_DAY) * days
    try:
        return max(most, learning_hours(form, days=days, sessions=days, international=international, table=table))
    except ValueError:
        return most


def annual_hours(
    kind: str, hours: Number, *, minimum: Number = PNS_MINIMUM, maximum: Number = PPPK_MAXIMUM
) -> AnnualHours:
    """Where a person stands in a year. `kind` is an employment type; `hours` the sum of verified JP that ended in it.

    `minimum` holds for "PNS" and "CPNS", `maximum` for "PPPK" and "PPPK_PART_TIME"; offices may set both.
    """
    done = _number(hours, "hours")
    if kind in {"PNS", "CPNS"}:
        required = _number(minimum, "minimum")
        shortfall = max(Decimal(0), required - done)
        return AnnualHours(done, required, shortfall, Decimal(0), shortfall == 0)
    if kind in {"PPPK", "PPPK_PART_TIME"}:
        recognised = min(done, _number(maximum, "maximum"))
        return AnnualHours(recognised, Decimal(0), Decimal(0), done - recognised, True)
    raise ValueError(f"There is no employment type {kind!r}; use PNS, CPNS, PPPK or PPPK_PART_TIME.")


def _form(form: str | int) -> TrainingForm:
    try:
        return TrainingForm(str(form))
    except ValueError:
        raise ValueError(f"There is no form of training with the SIASN id {form!r}.") from None


def _number(value: Number | None, name: str) -> Decimal:
    if value is None:
        raise ValueError(f"This form of training needs the number of {name}.")
    if isinstance(value, bool | float):
        raise ValueError(f"Give {name} as a whole number, a Decimal or text, not as {type(value).__name__}.")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number of {name}.") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"The number of {name} cannot be negative.")
    return number


def _whole(value: Number | None, name: str) -> Decimal:
    number = _number(value, name)
    if number != number.to_integral_value():
        raise ValueError(f"The number of {name} must be whole.")
    return number


@dataclass(frozen=True, slots=True)
class HourSpan:
    """JP that were earned somewhere between two days, both included."""

    first: datetime.date
    last: datetime.date
    hours: Decimal


def overfull_days(new: HourSpan, others: Iterable[HourSpan]) -> HourSpan | None:
    """The shortest run of days around `new` that has to hold more than MOST_PER_DAY a day, with its sum; None where
    everything fits, however it is spread over the days. What fills its own days by rule alone counts as full."""
    rows = [HourSpan(row.first, row.last, min(row.hours, _room(row.first, row.last))) for row in (new, *others)]
    runs = [
        HourSpan(first, last, sum((row.hours for row in rows if first <= row.first and row.last <= last), Decimal(0)))
        for first in {row.first for row in rows if row.first <= new.first}
        for last in {row.last for row in rows if row.last >= new.last}
    ]
    full = [run for run in runs if run.hours > _room(run.first, run.last)]
    return min(full, key=lambda run: (run.last - run.first, run.first), default=None)


def _room(first: datetime.date, last: datetime.date) -> Decimal:
    return Decimal(MOST_PER_DAY) * ((last - first).days + 1)
