"""What is wrong with a NIP or NIK, in the reader's words."""

from __future__ import annotations

from employees.texts.staff_import import TEXTS


def identity_text(kind: str, code: str, found: str) -> str:
    """`kind` is "nip" or "nik"; `code` an IdentityFault."""
    message, cure = TEXTS[f"{kind}_{code}"]
    return f"{str(message) % {'found': found, 'hints': ''}} {cure}"
