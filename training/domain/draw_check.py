"""Compute a draw again. Needs Python 3.7 or newer and nothing else.

    python draw_check.py list.csv SEED

prints the SHA-256 of the list, which was published before the seed was known, and the result: place, number, layer and
whether the number won a seat. Only the digits of the seed count. With a third argument, the file result.csv, it
compares both, names the first line that differs, and then ends with 1.

The rule: a lower layer goes before a higher one; inside a layer the order is that of SHA-256 of seed, colon and number.
In this order each number wins a seat while there is one and while every quota that it stands in has one left. The
quotas are those of units whose code the number's unit begins with; whoever stands in none shares what they leave.
"""

from __future__ import annotations

import hashlib
import sys

REST = ""


def read_list(text: str) -> tuple[int | None, dict[str, int], list[tuple[int, int, str]]]:
    """Seats (None in an older list, which names none), {code of a unit: seats}, [(number, layer, unit)]."""
    seats: int | None = None
    quotas: dict[str, int] = {}
    candidates = []
    for line in text.split("\n"):
        words = line.split(" ")
        if words[:2] == ["#", "seats"]:
            seats = int(words[2])
        elif words[:2] == ["#", "quota"]:
            quotas[words[2]] = int(words[3])
        elif line[:1].isdigit():
            number, layer, unit = (line + ",").split(",")[:3]
            candidates.append((int(number), int(layer), unit))
    return seats, quotas, candidates


def in_order(candidates: list[tuple[int, int, str]], seed: str) -> list[tuple[int, int, str]]:
    """By layer, inside a layer by SHA-256 of seed, colon and number. The seed counts as it is given here."""

    def key(candidate: tuple[int, int, str]) -> tuple[int, str]:
        number, layer, _unit = candidate
        return layer, hashlib.sha256((seed + ":" + str(number)).encode("utf-8")).hexdigest()

    return sorted(candidates, key=key)


def winners(ordered: list[tuple[int, int, str]], seats: int, quotas: dict[str, int]) -> list[int]:
    """The numbers that win a seat. A quota inside another one takes its seats from that one."""
    outermost = [code for code in quotas if not any(code != other and code.startswith(other) for other in quotas)]
    left = dict(quotas)
    left[REST] = max(0, seats - sum(quotas[code] for code in outermost))
    won: list[int] = []
    for number, _layer, unit in ordered:
        shares = [code for code in quotas if unit.startswith(code)] or [REST]
        if len(won) < seats and all(left[share] > 0 for share in shares):
            won.append(number)
            for share in shares:
                left[share] -= 1
    return won


def result(text: str, seed: str) -> list[str]:
    """The lines of result.csv."""
    seats, quotas, candidates = read_list(text)
    if seats is None:
        # Such a list gives the order alone, and its seed counts as it was typed.
        lines = ["place,number,layer"]
        for place, (number, layer, _unit) in enumerate(in_order(candidates, seed.strip()), start=1):
            lines.append(f"{place},{number},{layer}")
        return lines
    digits = "".join(each for each in seed if each in "0123456789")
    if not digits:
        raise SystemExit("The seed has no digit.")
    ordered = in_order(candidates, digits)
    won = set(winners(ordered, seats, quotas))
    lines = ["place,number,layer,won"]
    for place, (number, layer, _unit) in enumerate(ordered, start=1):
        lines.append(f"{place},{number},{layer},{'yes' if number in won else 'no'}")
    return lines


def first_difference(computed: list[str], given: list[str]) -> str:
    """A sentence, or "" if both are the same."""
    for place in range(max(len(computed), len(given))):
        ours = computed[place] if place < len(computed) else "nothing"
        theirs = given[place] if place < len(given) else "nothing"
        if ours != theirs:
            return f"line {place + 1}: computed {ours}, but the file says {theirs}"
    return ""


def main(arguments: list[str]) -> int:
    """The command line. Returns 0, 1 where the result differs from the file, 2 for a wrong number of arguments."""
    if len(arguments) not in (2, 3):
        sys.stderr.write(__doc__ or "")
        return 2
    with open(arguments[0], "rb") as file:  # noqa: PTH123 - without any import that old Pythons lack
        content = file.read()
    lines = result(content.decode("utf-8"), arguments[1])
    sys.stdout.write("SHA-256 " + hashlib.sha256(content).hexdigest() + "\n" + "\n".join(lines) + "\n")
    if len(arguments) == 3:
        with open(arguments[2], encoding="utf-8") as file:  # noqa: PTH123
            difference = first_difference(lines, file.read().splitlines())
        if difference:
            sys.stdout.write("NOT the same as " + arguments[2] + ", " + difference + "\n")
            return 1
        sys.stdout.write("The same as " + arguments[2] + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
