"""Numbers that are stored encrypted and found by a keyed hash: `<name>_encrypted` and `<name>_hash` of the model."""

from __future__ import annotations

from typing import Any

from asn_portal.crypto import decrypt, encrypt, keyed_hash

SHOWN = 4


class Sensitive:
    """Reads and writes the number in full: `employee.nik = "1271…"`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
        if instance is None:
            return self
        stored = getattr(instance, f"{self.name}_encrypted")
        return decrypt(stored) if stored else ""

    def __set__(self, instance: Any, value: str) -> None:
        setattr(instance, f"{self.name}_encrypted", encrypt(value) if value else "")
        setattr(instance, f"{self.name}_hash", keyed_hash(value) if value else "")


class Masked:
    """The number with its first and last four digits only."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
        if instance is None:
            return self
        number = getattr(instance, self.name)
        if len(number) <= 2 * SHOWN:
            return "*" * len(number)
        return number[:SHOWN] + "*" * (len(number) - 2 * SHOWN) + number[-SHOWN:]
