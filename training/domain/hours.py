"""Learning hours (*jam pelajaran*, JP; 1 JP = 45 minutes).

Conversion per form: PerLAN 10/2018, attachment, and PerLAN 15/2020. Yearly duty: PP 11/2017 art. 203(4) for PNS, at
least 20 JP; PP 49/2018 for PPPK, at most 24 JP recognised.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from training.enums import TrainingForm

Number = Decimal | int | str

INTERNATIONAL_FACTOR = Decimal("1.2")
SESSIONS_PER_MONTH = 2
PNS_MINIMUM = Decimal(20)
PPPK_MAXIMUM = Decimal(24)

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
) -> Decimal:
    """JP that one activity earns.

    `form` is a SIASN `jenisDiklat` id. `hours` are the programme's JP, or the verified ones; `days` and `sessions` are
    counts. For coaching and mentoring `sessions` are those of one calendar month, of which two count. International
    delivery has rates of its own for seminars and workshops and otherwise adds 20 % to taught forms; it changes nothing
    for coaching, assignments and self-study. Raises ValueError if the count that the form needs is missing.
    """
    kind = _form(form)
    if kind in PER_DAY:
        national, abroad = PER_DAY[kind]
        return _whole(days, "days") * (abroad if international else national)
    if kind in PER_SESSION:
        rate, is_capped = PER_SESSION[kind]
        held = _whole(sessions, "sessions")
        return rate * (min(held, Decimal(SESSIONS_PER_MONTH)) if is_capped else held)
    if kind in PER_ASSIGNMENT:
        return PER_ASSIGNMENT[kind] * (_whole(sessions, "sessions") if sessions is not None else 1)
    if kind in CAPPED_PER_DAY:
        most = _whole(days, "days") * CAPPED_PER_DAY[kind]
        return most if hours is None else min(_number(hours, "hours"), most)
    if kind in AS_VERIFIED:
        return _number(hours, "hours")
    factor = INTERNATIONAL_FACTOR if international else Decimal(1)
    per_day = AS_PROGRAMME[kind]
    if hours is None and per_day is not None:
        return _whole(days, "days") * per_day * factor
    return _number(hours, "hours") * factor


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
