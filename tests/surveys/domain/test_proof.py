"""A little work for the browser."""

import hashlib

from surveys.domain.proof import is_solved, solve


def test_a_solved_challenge_has_the_zero_bits():
    number = solve("aufgabe", bits=9)

    digest = hashlib.sha256(f"aufgabe:{number}".encode()).digest()
    assert (digest[0], digest[1] >> 7) == (0, 0)
    assert is_solved("aufgabe", number, bits=9)


def test_what_solves_nothing():
    number = solve("one", bits=12)

    assert not is_solved("another", number, bits=12)
    assert not is_solved("one", f" {number}", bits=0)
    assert not is_solved("one", "", bits=0)
    assert not is_solved("one", "1" * 13, bits=0)
    assert not is_solved("one", "\u0661", bits=0)
