"""The downloaded verifier: what was recorded is what was published."""

import json

import pytest

from careers import proof_verifier as verifier
from careers.domain.scoring_plan import plan_hash
from tests.careers.proof_verifier.conftest import PLAN, Chain, bundle, first_wrong, result_row, selection_chain


def chain_with_amendment(*, told, recorded=None, amended=True, again=None):
    """One stage with the score 65: recorded as passed, the pass mark raised to 70, published as `told`."""
    plans = [
        {**PLAN, "stages": [{"order": 1, "kind": "interview", "weight": "100.00", "pass_mark": mark}]}
        for mark in ("60.00", "70.00" if amended else "60.00")
    ]
    first = recorded or result_row(1, "ANGGREKA", "65.00", "2.00")
    chain = Chain()
    chain.add("announced", {"plan": plans[0], "plan_hash": plan_hash(plans[0])})
    chain.add("application_submitted", {"pseudonym": "ANGGREKA"})
    chain.add("result", {"stage": 1, "pseudonym": "ANGGREKA", "commitment": verifier.commitment(first)})
    if amended:
        chain.add("amendment_signed", {"plan": plans[1], "plan_hash": plan_hash(plans[1]), "reason": "Perwal"})
    if again:
        chain.add("result", {"stage": 1, "pseudonym": "ANGGREKA", "commitment": verifier.commitment(again)})
    public = {"pseudonym": "ANGGREKA", "passed": told["passed"], "commitment": verifier.commitment(told)}
    chain.add("stage_published", {"stage": 1, "results": [public]})
    chain.checkpoint()
    return chain, {(1, "ANGGREKA"): told}


def entry_that_is_wrong(chain, rows, *, sealed=False):
    entries = [json.loads(entry.line()) for entry in chain.entries]
    shown = {key: {name: row[name] for name in ("passed", "pseudonym", "stage")} for key, row in rows.items()}
    try:
        verifier.check_recorded(entries, shown if sealed else rows)
    except verifier.Wrong as wrong:
        return wrong.code, wrong.entry, wrong.details["detail"]
    return None


ROW = result_row(1, "ANGGREKA", "65.00", "2.00")


@pytest.mark.parametrize("sealed", [False, True])
def test_a_result_changed_between_recording_and_publishing_is_found(sealed):
    raised = {**ROW, "score": "99.00"}

    assert entry_that_is_wrong(*chain_with_amendment(told=raised, amended=False), sealed=sealed) == (
        "recorded",
        4,
        "ANGGREKA",
    )
    assert entry_that_is_wrong(*chain_with_amendment(told=ROW, amended=False), sealed=sealed) is None


def test_the_whole_bundle_is_refused():
    chain, rows = selection_chain()
    forged = Chain()
    for entry in chain.entries:
        if entry.kind == "checkpoint":
            forged.checkpoint()
        elif entry.kind == "result" and entry.payload["pseudonym"] == "BOUGENVI" and entry.payload["stage"] == 3:
            forged.add("result", {**entry.payload, "commitment": "0" * 64})
        else:
            forged.add(entry.kind, entry.payload)

    assert first_wrong(bundle(forged, rows)) == (verifier.EVENTS, 21)


def test_an_old_chain_in_which_an_amendment_changed_the_verdict_still_fits():
    failed = {**ROW, "passed": False}
    raised = {**failed, "score": "69.00"}

    assert entry_that_is_wrong(*chain_with_amendment(told=failed)) is None
    assert entry_that_is_wrong(*chain_with_amendment(told=failed), sealed=True) is None
    assert entry_that_is_wrong(*chain_with_amendment(told=raised)) == ("recorded", 5, "ANGGREKA")
    # Since then the new verdict is recorded, and nothing may differ from it.
    assert entry_that_is_wrong(*chain_with_amendment(told=failed, again=failed), sealed=True) is None
    assert entry_that_is_wrong(*chain_with_amendment(told=raised, again=failed), sealed=True) == (
        "recorded",
        6,
        "ANGGREKA",
    )


def test_what_was_never_recorded_is_found():
    chain, rows = selection_chain()
    entries = [json.loads(entry.line()) for entry in chain.entries if entry.kind != "result"]

    with pytest.raises(verifier.Wrong) as caught:
        verifier.check_recorded(entries, rows)
    assert "(catatan –)" in caught.value.text("id")
