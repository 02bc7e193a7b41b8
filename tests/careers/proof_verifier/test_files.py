"""The downloaded verifier against the other files of a bundle."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careers import proof_verifier as verifier
from tests.careers.proof_verifier.conftest import GENUINE, PLAN, Chain, first_wrong, selection_chain


@pytest.mark.parametrize("weight", [[40], {}, "viel", None])
def test_a_weight_that_is_no_number_is_told(weight):
    chain, rows = selection_chain()
    plan = {**PLAN, "stages": [PLAN["stages"][0], {**PLAN["stages"][1], "weight": weight}, PLAN["stages"][2]]}
    entries = [json.loads(entry.line()) for entry in chain.entries]

    with pytest.raises(verifier.Wrong) as wrong:
        verifier.check_ranking(b"", plan, rows, entries)

    assert (wrong.value.code, wrong.value.file) == ("unreadable", verifier.PLAN)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_changed_byte_in_any_other_file_is_found_in_its_line(data):
    name = data.draw(st.sampled_from([name for name in verifier.FILES if name != verifier.EVENTS]))
    content = bytearray(GENUINE[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    line = GENUINE[name][:at].count(b"\n") + 1

    assert first_wrong({**GENUINE, name: bytes(content)}) == (name, line)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_row_deleted_swapped_or_repeated_is_found(data):
    name = data.draw(st.sampled_from([verifier.RESULTS, verifier.RANKING, verifier.SLIPS, verifier.CHECKPOINTS]))
    lines = GENUINE[name].splitlines(keepends=True)
    first = data.draw(st.integers(0, len(lines) - 2))
    second = data.draw(st.integers(first + 1, len(lines) - 1))
    swapped = list(lines)
    swapped[first], swapped[second] = swapped[second], swapped[first]

    for changed, wrong in (
        (lines[:first] + lines[first + 1 :], first + 1),
        (swapped, first + 1),
        ([*lines[: first + 1], *lines[first:]], first + 2),
    ):
        assert first_wrong({**GENUINE, name: b"".join(changed)}) == (name, wrong)


def test_a_plan_that_does_not_fit_its_hash_is_found():
    chain = Chain()
    chain.add("announced", {"plan": PLAN, "plan_hash": "0" * 64})
    chain.checkpoint()

    with pytest.raises(verifier.Wrong) as caught:
        verifier.plan_of([json.loads(entry.line()) for entry in chain.entries])
    assert (caught.value.code, caught.value.entry) == ("plan_hash", 1)


@pytest.mark.parametrize("spelled", [bytes.upper, lambda step: step[:2] + b" " + step[2:]])
def test_a_path_in_another_spelling_is_found(spelled):
    head, opening, path = GENUINE[verifier.SLIPS].partition(b'"path":["')
    assert path[:64].upper() != path[:64]
    changed = head + opening + spelled(path[:64]) + path[64:]

    assert first_wrong({**GENUINE, verifier.SLIPS: changed}) == (verifier.SLIPS, 1)
