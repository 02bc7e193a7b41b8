"""The tree against the test vectors of RFC 6962's reference implementation, and by properties."""

import datetime
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.domain.proof import (
    GENESIS,
    Entry,
    NotCanonical,
    Peaks,
    Tree,
    canonical,
    first_broken,
    leaf_hash,
    moment_text,
    node_hash,
    root_of_proof,
)

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MOMENT = datetime.datetime(2026, 11, 23, 2, 3, 4, 5, tzinfo=datetime.UTC)
hashes = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70, unique=True)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_rfc_6962(size):
    leaves = [leaf_hash(bytes.fromhex(text)) for text in INPUTS[:size]]
    peaks = Peaks()
    for leaf in leaves:
        peaks.add(leaf)

    assert (Tree(leaves).root.hex(), peaks.root.hex()) == (ROOTS[size], ROOTS[size])


def test_a_leaf_is_no_node():
    left, right = b"l" * 32, b"r" * 32

    assert leaf_hash(left + right) == hashlib.sha256(b"\x00" + left + right).digest()
    assert node_hash(left, right) == hashlib.sha256(b"\x01" + left + right).digest()


@given(hashes, st.data())
def test_every_proof_leads_to_the_root_and_only_from_its_own_leaf(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    tree = Tree(leaves)
    proof = tree.proof(index)

    assert root_of_proof(leaves[index], index, len(leaves), proof) == tree.root
    assert root_of_proof(b"x" * 32, index, len(leaves), proof) != tree.root


@given(hashes, st.data())
def test_a_proof_cut_or_prolonged_is_refused(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = Tree(leaves).proof(index)

    with pytest.raises(ValueError):
        root_of_proof(leaves[index], index, len(leaves), [*proof, b"x" * 32])
    if proof:
        with pytest.raises(ValueError):
            root_of_proof(leaves[index], index, len(leaves), proof[:-1])


@given(hashes)
def test_the_growing_tree_has_the_same_roots(leaves):
    peaks = Peaks()
    for size, leaf in enumerate(leaves, start=1):
        peaks.add(leaf)
        assert peaks.root == Tree(leaves[:size]).root


def test_a_leaf_that_is_not_there_has_no_proof():
    with pytest.raises(ValueError, match="no leaf 1"):
        Tree([b"x" * 32]).proof(1)
    with pytest.raises(ValueError, match="no leaf 0"):
        Tree([]).proof(0)
    with pytest.raises(ValueError, match="no leaf -1"):
        root_of_proof(b"x" * 32, -1, 3, [])


def test_canonical_is_one_spelling():
    assert canonical({"b": [1, True, None], "a": "é\n"}) == '{"a":"é\\n","b":[1,true,null]}'.encode()


@pytest.mark.parametrize(
    "value", [1.5, {"a": float("nan")}, [b"x"], {1: "a"}, "\ud800", {"a": datetime.date(2026, 1, 1)}]
)
def test_what_has_no_single_spelling_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical(value)


def entry(**fields):
    return Entry(
        **{
            "selection": "CAMAT-26",
            "sequence": 1,
            "kind": "announced",
            "at": MOMENT,
            "payload": {"plan": {"weight": "35.00"}},
            "previous": GENESIS,
            **fields,
        }
    )


def test_an_entry_is_hashed_with_the_one_before():
    body = (
        b'{"at":"2026-11-23T02:03:04.000005Z","kind":"announced","payload":{"plan":{"weight":"35.00"}},'
        b'"previous":"' + GENESIS.encode() + b'","selection":"CAMAT-26","sequence":1}'
    )

    assert entry().hash == hashlib.sha256(b"\x00" + body).hexdigest()
    assert entry(previous="1" * 64).hash != entry().hash


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        moment_text(datetime.datetime(2026, 1, 1))


def chain(size):
    lines, previous = [], GENESIS
    for sequence in range(1, size + 1):
        one = entry(sequence=sequence, previous=previous, payload={"n": sequence})
        lines.append(json.loads(one.line()))
        previous = one.hash
    return lines


@given(st.integers(1, 12), st.data())
def test_the_first_broken_entry_is_found(size, data):
    lines = chain(size)
    place = data.draw(st.integers(1, size))

    assert first_broken(lines) is None
    lines[place - 1]["payload"] = {"n": -1}
    assert first_broken(lines) == place
    assert first_broken(chain(size)[: place - 1] + chain(size)[place:]) == (place if place < size else None)
