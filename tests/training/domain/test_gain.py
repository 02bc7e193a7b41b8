from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain.gain import class_gain, normalized_gain

HUNDREDTH = Decimal("0.01")


# EX-4.3 to EX-4.7
@pytest.mark.parametrize(
    ("pre", "post", "value", "band"),
    [(40, 82, "0.70", "HIGH"), (55, 70, "0.33", "MEDIUM"), (60, 66, "0.15", "LOW"), (70, 65, "-0.17", "DECLINE")],
)
def test_gain_of_a_person(pre, post, value, band):
    gain = normalized_gain(pre, post)

    assert (gain.value.quantize(HUNDREDTH), gain.band) == (Decimal(value), band)


def test_gain_is_undefined_where_nothing_was_left_to_gain():
    assert normalized_gain(100, 100) is None


@pytest.mark.parametrize(
    ("post", "band"), [("70", "HIGH"), ("69.99", "MEDIUM"), ("30", "MEDIUM"), ("29.99", "LOW"), ("0", "LOW")]
)
def test_bands_at_their_borders(post, band):
    assert normalized_gain(0, post).band == band


# EX-4.8
def test_gain_of_a_class_has_two_values():
    found = class_gain([(40, 82), (55, 70), (60, 66)])

    assert found.mean_of_gains.value.quantize(HUNDREDTH) == Decimal("0.39")
    assert found.mean_of_gains.band == "MEDIUM"
    assert found.gain_of_means.value.quantize(HUNDREDTH) == Decimal("0.43")


def test_class_gain_skips_the_undefined_and_knows_the_empty_class():
    with_undefined = class_gain([(100, 100), (40, 82)])

    assert (with_undefined.people, with_undefined.undefined) == (2, 1)
    assert with_undefined.mean_of_gains.value == Decimal("0.7")
    assert class_gain([]).mean_of_gains is None


@pytest.mark.parametrize(("pre", "post", "most"), [(-1, 5, 10), (1, 11, 10), (0, 0, 0), ("x", 1, 10), (1.5, 2, 10)])
def test_impossible_scores_are_refused(pre, post, most):
    with pytest.raises(ValueError):
        normalized_gain(pre, post, most)


@given(st.integers(0, 99), st.integers(0, 100))
def test_gain_never_passes_one_and_follows_the_direction(pre, post):
    gain = normalized_gain(pre, post)

    assert gain.value <= 1
    assert (gain.value > 0) == (post > pre)
