import pytest

from careers.domain.knowledge import rare


@pytest.mark.parametrize(("number", "is_rare"), [(0, False), (1, True), (3, True), (4, False)])
def test_what_one_to_three_people_hold_is_rare(number, is_rare):
    assert bool(rare({7: number})) is is_rare


@pytest.mark.parametrize(("holders", "most"), [({7: -1}, 3), ({7: 1}, 0)])
def test_impossible_numbers_are_refused(holders, most):
    with pytest.raises(ValueError, match="holders"):
        rare(holders, most)
