"""A little work that a browser does once and a flood of answers would have to do thousands of times.

The task: find a number so that SHA-256 of "<challenge>:<number>" begins with so many zero bits. Asked only while a
survey is under attack.
"""

from __future__ import annotations

import hashlib

# 2¹⁶ attempts on average: two or three seconds on an old phone.
BITS = 16
LONGEST_NUMBER = 12


def is_solved(challenge: str, number: str, bits: int = BITS) -> bool:
    """Whether `number` (decimal digits) solves the challenge."""
    if not (number.isascii() and number.isdigit()) or len(number) > LONGEST_NUMBER:
        return False
    digest = hashlib.sha256(f"{challenge}:{number}".encode()).digest()
    return int.from_bytes(digest) >> (256 - bits) == 0


def solve(challenge: str, bits: int = BITS) -> str:
    """What static/js/survey_proof.js does, for tests."""
    number = 0
    while not is_solved(challenge, str(number), bits):
        number += 1
    return str(number)
