"""What callers hand in: dates without a time, exact numbers, codes of a list."""

import operator
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TypeVar

Choice = TypeVar("Choice", bound=str)

MAXIMUM_EXPONENT = 20  # "1E+999999999" is a short text, but an endless integer


class ServiceLifeError(ValueError):
    """A value that no rule of service life can use; the text tells what to do about it."""


def calendar_day(value: object, name: str) -> date:
    """The date itself. A datetime is refused: which day it is depends on a time zone that isn't known here."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ServiceLifeError(f"{name} must be a date, not {type(value).__name__}. Give the day without a time.")
    return value


def exact_number(value: object, name: str) -> Decimal:
    """A finite number that isn't negative, from an integer, a Decimal or its text; floats and booleans are refused."""
    if isinstance(value, bool | float):
        raise ServiceLifeError(f"{name} must be exact: give an integer, a Decimal or text, not {value!r}.")
    if not isinstance(value, str | Decimal):
        try:
            value = operator.index(value)  # type: ignore[arg-type]  # any integer type, or TypeError
        except TypeError:
            raise ServiceLifeError(f"{name} must be a number, not {type(value).__name__}. Fill it in.") from None
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ServiceLifeError(f"{name} must be a number, not “{str(value)[:40]}”. Correct it.") from None
    if not number.is_finite() or abs(number.adjusted()) > MAXIMUM_EXPONENT:
        raise ServiceLifeError(f"{name} is out of range. Correct it.")
    if number < 0:
        raise ServiceLifeError(f"{name} must not be negative. Give zero or more.")
    return number


def whole_number(value: object, name: str, *, least: int = 0, most: int | None = None) -> int:
    """A whole number from `least` to `most`, both included."""
    number = exact_number(value, name)
    if number != int(number):
        raise ServiceLifeError(f"{name} must be a whole number, not {number}. Correct it.")
    if number < least or (most is not None and number > most):
        span = f"at least {least}" if most is None else f"from {least} to {most}"
        raise ServiceLifeError(f"{name} must be {span}, not {number}. Correct it.")
    return int(number)


def member(choices: Iterable[Choice], value: object, name: str) -> Choice:
    """The choice that equals `value`."""
    known = list(choices)
    for choice in known:
        if choice == value:
            return choice
    words = ", ".join(str(choice) for choice in known)
    raise ServiceLifeError(f"{name} must be one of {words}, not {value!r}.")
