"""One value that an office may set: what it consists of, its default, how it is checked, completed and said."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.errors import DomainError

# Name of the only part of a value that is one plain number.
WHOLE_VALUE = ""


class Filled:
    """A text with its fillings, translated when it is shown."""

    def __init__(self, text: Any, **fillings: Any) -> None:
        self.text, self.fillings = text, fillings

    def __str__(self) -> str:
        return str(self.text) % {name: str(value) for name, value in self.fillings.items()}


@dataclass(frozen=True)
class Part:
    """One number of a value, or one of `choices`.

    `name` is the way to it, such as `9.national`. `is_whole` numbers are stored as such, others as text.
    `may_be_empty`: "" is a value. `input`: the name of its field in the form, where it is not made from `name`.
    """

    name: str
    label: Any
    least: int = 0
    most: int = 1000
    is_whole: bool = True
    may_be_empty: bool = False
    choices: Any = None
    input: str = ""

    @property
    def field(self) -> str:
        """Names of fields stand in addresses of errors; a dot would not."""
        return self.input or "part_" + self.name.replace(".", "_")

    def of(self, value: Any) -> Any:
        """Itself in a whole value."""
        for step in filter(None, self.name.split(".")):
            value = value[step]
        return value

    def checked(self, value: Any, label: Any) -> Any:
        """As it is stored. Raises DomainError with what to do about a wrong one."""
        if self.choices is not None:
            if value not in self.choices.values:
                raise DomainError(_("Choose “%(rule)s”.") % {"rule": label})
            return str(value)
        if self.may_be_empty and value in ("", None):
            return ""
        number = _whole(value) if self.is_whole else _decimal(value)
        if number is None or not self.least <= number <= self.most:
            text = (
                _("“%(rule)s” must be a whole number from %(least)s to %(most)s.")
                if self.is_whole
                else _("“%(rule)s” must be a number from %(least)s to %(most)s.")
            )
            raise DomainError(text % {"rule": label, "least": self.least, "most": self.most})
        return number if self.is_whole else format(number.normalize(), "f")

    def text(self, value: Any) -> str:
        if self.choices is not None:
            return str(self.choices(value).label)
        return "–" if value == "" else str(formats.number_format(Decimal(str(value))))


def _whole(value: Any) -> Any:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _decimal(value: Any) -> Any:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


@dataclass(frozen=True)
class Rule:
    """A dictionary of numbers and choices, or with a single part WHOLE_VALUE that number itself.

    `basis` is the source of the default, `check` looks at the whole value and raises DomainError, `words` says it in a
    line.
    """

    key: Any
    default: Any
    parts: tuple[Part, ...]
    help: Any
    basis: Any
    words: Callable[[Any], str]
    check: Callable[[Any], None] | None = None

    def fresh_default(self) -> Any:
        """A copy that the caller may change."""
        return copy.deepcopy(dict(self.default)) if isinstance(self.default, Mapping) else self.default

    def completed(self, value: Any) -> Any:
        """A stored value; what it lacks, because the rule grew since, is the default's. None: the default."""
        if value is None:
            return self.fresh_default()
        if not isinstance(value, dict):
            return value
        whole = self.fresh_default()
        for name, part in value.items():
            whole[name] = {**whole.get(name, {}), **part} if isinstance(part, dict) else part
        return whole

    def with_parts(self, numbers: dict[str, Any]) -> Any:
        """The default with these numbers put in their places, by the names of the parts."""
        if WHOLE_VALUE in numbers:
            return numbers[WHOLE_VALUE]
        value = self.fresh_default()
        for name, number in numbers.items():
            *way, last = name.split(".")
            place = value
            for step in way:
                place = place[step]
            place[last] = number
        return value

    def checked(self, value: Any) -> Any:
        """The value as it is stored. Raises DomainError with what to do about a wrong one."""
        try:
            entered = [(part, part.of(value)) for part in self.parts]
        except (KeyError, TypeError):
            entered = []
        if not entered or (isinstance(self.default, Mapping) and set(value) != set(self.default)):
            raise DomainError(_("Fill in every number of the rule."))
        checked = self.with_parts({part.name: part.checked(number, self._called(part)) for part, number in entered})
        if self.check is not None:
            self.check(checked)
        return checked

    def _called(self, part: Part) -> str:
        return str(part.label if part.name else self.key.label)

    def shown(self, value: Any) -> str:
        """A value in a line; None is the default."""
        return self.words(self.completed(value))

    def rows(self, value: Any) -> list[tuple[str, str]]:
        """Every number by its label; nothing of a rule that is one number."""
        whole = self.completed(value)
        return [(str(part.label), part.text(part.of(whole))) for part in self.parts] if len(self.parts) > 1 else []
