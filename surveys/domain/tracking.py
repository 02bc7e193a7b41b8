"""Codes with which a citizen follows a report."""

from __future__ import annotations

import re

# Without 0 O 1 I L U: nobody mishears or misreads a code, and no offensive word appears.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 8
PIN_LENGTH = 6


def code_from(digest: bytes) -> str:
    """A tracking code from random bytes (16 at least)."""
    return _digits(digest, ALPHABET, CODE_LENGTH)


def pin_from(digest: bytes) -> str:
    """A PIN of digits from random bytes (16 at least)."""
    return _digits(digest, "0123456789", PIN_LENGTH)


def format_code(code: str) -> str:
    """`ABCDEFGH` as people write it: `ABCD-EFGH`."""
    return f"{code[:4]}-{code[4:]}"


def parse_code(text: str) -> str:
    """The code in what somebody typed (small letters, spaces, dashes allowed); "" when it can't be one."""
    code = re.sub(r"[\s\-\u2010-\u2015_.]", "", text[:40]).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def parse_pin(text: str) -> str:
    """The PIN in what somebody typed; "" when it can't be one."""
    pin = re.sub(r"[\s\-]", "", text[:20])
    return pin if re.fullmatch(rf"[0-9]{{{PIN_LENGTH}}}", pin) else ""


def _digits(digest: bytes, alphabet: str, length: int) -> str:
    if len(digest) < 16:
        raise ValueError("At least 16 random bytes are needed.")
    number = int.from_bytes(digest)
    letters = []
    for _each in range(length):
        number, index = divmod(number, len(alphabet))
        letters.append(alphabet[index])
    return "".join(letters)
