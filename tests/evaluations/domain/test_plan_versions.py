"""Versions of a plan: what goes on, what differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.domain.plan_versions import Difference, DifferenceKind, Part, differences, origins


def part(key, title="Layanan", **fields):
    return Part(key, title, tuple(fields.items()))


def test_the_same_version_has_no_differences():
    plan = [part("1", target="12 surat"), part("2", target="5 hari")]

    assert differences(plan, plan) == []


def test_a_changed_target_names_the_part_and_the_field():
    found = differences([part("1", target="12 surat")], [part("1", "Surat", target="20 surat")])

    assert found == [Difference(DifferenceKind.CHANGED, "Surat", "target", "12 surat", "20 surat")]


def test_parts_come_and_go():
    found = differences([part("1", "Arsip", target="12")], [part("2", "Posko", target="2", kind="")])

    assert found == [
        Difference(DifferenceKind.ADDED, "Posko", after="2"),
        Difference(DifferenceKind.REMOVED, "Arsip", before="12"),
    ]


def test_a_field_that_one_version_lacks_counts_as_empty():
    assert differences([part("1", target="12")], [part("1")]) == [
        Difference(DifferenceKind.CHANGED, "Layanan", "target", "12", "")
    ]


def test_one_key_twice_is_refused():
    with pytest.raises(ValueError, match="key"):
        differences([part("1"), part("1")], [])


PARTS = st.lists(
    st.builds(
        Part,
        st.integers(0, 5).map(str),
        st.sampled_from(["a", "b"]),
        st.lists(st.tuples(st.sampled_from(["x", "y"]), st.sampled_from(["", "1", "2"])), unique_by=lambda f: f[0]).map(
            tuple
        ),
    ),
    unique_by=lambda each: each.key,
)


@given(PARTS, PARTS)
def test_the_way_back_undoes_the_way_there(before, after):
    there, back = differences(before, after), differences(after, before)

    assert {(d.field, d.before, d.after) for d in there if d.kind is DifferenceKind.CHANGED} == {
        (d.field, d.after, d.before) for d in back if d.kind is DifferenceKind.CHANGED
    }
    assert [d.title for d in there if d.kind is DifferenceKind.REMOVED] == [
        d.title for d in back if d.kind is DifferenceKind.ADDED
    ]


@given(PARTS)
def test_the_order_of_parts_is_no_difference(parts):
    assert differences(parts, list(reversed(parts))) == []


def test_origins_follow_every_version_to_the_first():
    assert origins({1: None, 2: 1, 3: 2, 9: None}) == {1: 1, 2: 1, 3: 1, 9: 9}


def test_a_predecessor_that_is_not_at_hand_counts_as_the_first():
    assert origins({3: 2})[3] == 2


def test_a_circle_of_versions_is_refused():
    with pytest.raises(ValueError, match="own earlier version"):
        origins({1: 2, 2: 1})


def test_other_ends_of_lines_are_no_difference():
    before = [Part("value:loyal", "Loyal", (("Expectation", "One.\nTwo."),))]
    after = [Part("value:loyal", "Loyal", (("Expectation", "One.\r\nTwo."),))]

    assert differences(before, after) == []
