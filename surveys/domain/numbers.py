"""Numbers that callers hand in: integers, Decimals and their text are exact; floats and booleans are refused."""

import operator
from decimal import Decimal, InvalidOperation

MAXIMUM_EXPONENT = 100  # "1E+999999999" is a short text, but an endless integer


def exact_number(value: object, name: str) -> Decimal:
    """A finite Decimal; `name` stands in the message of the ValueError."""
    if isinstance(value, bool | float):
        raise ValueError(f"{name} must be exact (an integer, a Decimal or text), not {value!r}.")
    if isinstance(value, str):
        value = value.strip()
        if not value.isascii():
            raise ValueError(f"{name} must be written with the digits 0–9.")
    elif not isinstance(value, Decimal):
        try:
            value = operator.index(value)  # type: ignore[arg-type]  # any integer type, or TypeError
        except TypeError:
            raise ValueError(f"{name} must be a number, not {type(value).__name__}.") from None
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{name} must be a number, not “{str(value)[:40]}”.") from None
    if not number.is_finite():
        raise ValueError(f"{name} must be finite.")
    if abs(number.adjusted()) > MAXIMUM_EXPONENT:
        raise ValueError(f"{name} is out of range.")
    return number


def whole_number(value: object, name: str) -> int:
    """An integer that isn't negative."""
    number = exact_number(value, name)
    if number != int(number):
        raise ValueError(f"{name} must be a whole number, not {number}.")
    if number < 0:
        raise ValueError(f"{name} must not be negative.")
    return int(number)
