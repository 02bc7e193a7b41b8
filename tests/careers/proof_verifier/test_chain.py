"""The downloaded verifier against a chain in which something was changed."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from careers import proof_verifier as verifier
from careers.domain.proof import canonical
from tests.careers.proof_verifier.conftest import (
    COUNT,
    GENUINE,
    LINES,
    Chain,
    bundle,
    events,
    first_wrong,
    selection_chain,
)


def rewritten(line, **changes):
    """An entry changed by somebody who also made its own fingerprint fit."""
    entry = {**json.loads(line), **changes}
    entry["hash"] = verifier.own_hash(entry)
    return canonical(entry) + b"\n"


def rechained(start, change):
    """Everything from an entry on written anew, so that each follows the one before."""
    lines, previous = LINES[:start], json.loads(LINES[start])["previous"]
    for line in LINES[start:]:
        entry = json.loads(line)
        forged = rewritten(line, previous=previous, **(change if entry["sequence"] == start + 1 else {}))
        previous = json.loads(forged)["hash"]
        lines = [*lines, forged]
    return lines


def test_a_genuine_bundle_fits():
    found = verifier.check_bundle(GENUINE)

    assert len(found["entries"]) == COUNT
    assert [checkpoint["size"] for checkpoint in found["checkpoints"]] == [1, 11, 16, 21]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_changed_byte_is_found_in_its_entry(data):
    place = data.draw(st.integers(0, COUNT - 1))
    line = bytearray(LINES[place])
    at = data.draw(st.integers(0, len(line) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda byte: byte != line[at]))
    line[at] = value

    assert first_wrong(events([*LINES[:place], bytes(line), *LINES[place + 1 :]])) == (verifier.EVENTS, place + 1)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, COUNT - 1))
def test_a_deleted_entry_is_found(place):
    assert first_wrong(events(LINES[:place] + LINES[place + 1 :])) == (verifier.EVENTS, place + 1)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_swapped_entries_are_found_at_the_first(data):
    first = data.draw(st.integers(0, COUNT - 2))
    second = data.draw(st.integers(first + 1, COUNT - 1))
    lines = list(LINES)
    lines[first], lines[second] = lines[second], lines[first]

    assert first_wrong(events(lines)) == (verifier.EVENTS, first + 1)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_an_entry_repeated_elsewhere_is_found(data):
    copied = data.draw(st.integers(0, COUNT - 1))
    place = data.draw(st.integers(0, COUNT))
    lines = [*LINES[:place], LINES[copied], *LINES[place:]]
    # Beside the original nobody can say which of both is the copy: the second is named.
    wrong = place + 2 if place == copied else place + 1

    assert first_wrong(events(lines)) == (verifier.EVENTS, wrong)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, COUNT - 1))
def test_a_forged_entry_put_between_is_found(place):
    """It follows the entry before as it should; but what comes next doesn't follow it."""
    forged = rewritten(LINES[place], payload={"pseudonym": "PENYUSUP"}, kind="note")
    lines = [*LINES[:place], forged, *LINES[place:]]

    assert first_wrong(events(lines)) == (verifier.EVENTS, place + 1)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, COUNT - 2))
def test_an_entry_rewritten_with_its_fingerprint_is_found(place):
    forged = rewritten(LINES[place], at="2026-01-01T00:00:00.000000Z")

    assert first_wrong(events([*LINES[:place], forged, *LINES[place + 1 :]])) == (verifier.EVENTS, place + 1)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, COUNT - 1))
def test_a_cut_chain_is_found_at_its_end(place):
    assert first_wrong(events(LINES[:place])) == (verifier.EVENTS, place + 1)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, COUNT - 2))
def test_a_chain_written_anew_meets_its_checkpoint(start):
    lines = rechained(start, {"at": "2026-01-01T00:00:00.000000Z"})
    name, entry = first_wrong(events(lines))

    next_checkpoint = next(
        number for number in range(start + 2, COUNT + 1) if json.loads(LINES[number - 1])["kind"] == "checkpoint"
    )
    assert (name, entry) == (verifier.EVENTS, next_checkpoint)


def test_a_forger_of_everything_meets_the_checkpoint_that_was_mailed():
    chain, rows = selection_chain()
    known = (16, chain.checkpoints[2]["root"])
    forged = Chain()
    for entry in chain.entries:
        if entry.kind == "checkpoint":
            forged.checkpoint()
        else:
            payload = {"pseudonym": "PENYUSUP"} if entry.sequence == 3 else entry.payload
            forged.add(entry.kind, payload)
    files = bundle(forged, rows)

    assert verifier.check_bundle(files)["checkpoints"][-1]["size"] == 21
    assert first_wrong(files, [known]) == (verifier.EVENTS, 16)
    assert verifier.check_bundle(GENUINE, [known, known])
    # Two mails of one size must both fit.
    assert first_wrong(GENUINE, [(known[0], "0" * 64), known]) == first_wrong(GENUINE, [(known[0], "0" * 64)])


def test_a_checkpoint_beyond_the_bundle_is_told():
    assert first_wrong(GENUINE, [(99, "0" * 64)]) == (verifier.EVENTS, COUNT + 1)
