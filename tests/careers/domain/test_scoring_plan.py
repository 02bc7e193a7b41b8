"""One plan, one hash."""

import hashlib

import pytest

from careers.domain.scoring_plan import canonical, plan_hash


def test_canonical_has_sorted_keys_and_no_spaces():
    assert canonical({"b": [1, {"d": None, "c": "é"}], "a": "20.00"}) == '{"a":"20.00","b":[1,{"c":"é","d":null}]}'


def test_the_order_of_keys_does_not_change_the_hash():
    assert plan_hash({"a": 1, "b": 2}) == plan_hash({"b": 2, "a": 1})


def test_the_hash_is_sha_256_of_the_canonical_text():
    assert plan_hash({"a": "é"}) == hashlib.sha256('{"a":"é"}'.encode()).hexdigest()


def test_floats_are_refused():
    with pytest.raises(TypeError, match="floats"):
        plan_hash({"stages": [{"weight": 20.5}]})
