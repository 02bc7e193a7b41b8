"""The published figures, from sums as the database adds them up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.figures import Figures, compute_figures, fingerprint, from_json, to_json
from surveys.domain.satisfaction import index_of_totals, satisfaction_index
from surveys.enums import SurveyElement

# EX-8.2
SUMS = dict(zip(map(str, SurveyElement), (18, 16, 15, 19, 16, 18, 19, 15, 18), strict=True))


def test_compute_figures_of_the_worked_example():
    figures = compute_figures(sums=SUMS, answers=6, valid=5, profile={("sex", "M"): 5, ("sex", "F"): 0})

    assert (figures.index, figures.grade, figures.valid, figures.invalid) == (Decimal("85.56"), "B", 5, 1)
    assert [(each.weight, each.index, each.grade) for each in figures.variants] == [
        ("exact", Decimal("85.56"), "B"),
        ("0.11", Decimal("84.70"), "B"),
        ("0.111", Decimal("85.47"), "B"),
    ]
    assert [each.index for each in figures.elements] == [
        Decimal(text) for text in ("90.00", "80.00", "75.00", "95.00", "80.00", "90.00", "95.00", "75.00", "90.00")
    ]
    assert [each.mean for each in figures.elements][:3] == [Decimal("3.6000"), Decimal("3.2000"), Decimal("3.0000")]
    assert [each.element for each in figures.lowest] == ["completion_time", "facilities", "procedures"]
    assert figures.composition == {"sex": {"M": 5, "F": 0}}


def test_compute_figures_without_a_valid_response():
    figures = compute_figures(sums=dict.fromkeys(SUMS, 0), answers=2, valid=0, profile={("sex", "M"): 0})

    assert figures == Figures(None, None, (), (), 0, 2, {})


def test_figures_survive_their_snapshot():
    figures = compute_figures(sums=SUMS, answers=5, valid=5, profile={("sex", "M"): 3, ("sex", "F"): 2})

    assert to_json(from_json(to_json(figures))) == to_json(figures)
    assert from_json(to_json(figures)).index == Decimal("85.56")


def test_fingerprint_does_not_depend_on_the_order_of_keys():
    assert fingerprint({"a": 1, "b": "é"}) == fingerprint({"b": "é", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


responses = st.integers(1, 12).flatmap(
    lambda elements: st.lists(
        st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=elements, max_size=elements), max_size=30
    )
)


@given(responses, st.sampled_from([None, Decimal("0.05")]))
def test_sums_give_the_same_index_as_the_answers_themselves(forms, weight):
    complete = [form for form in forms if None not in form]
    totals = [sum(answers) for answers in zip(*complete, strict=True)] or [0]

    from_sums = index_of_totals(totals, valid=len(complete), invalid=len(forms) - len(complete), weight=weight)

    assert from_sums == satisfaction_index(forms, weight=weight)


@pytest.mark.parametrize(
    ("totals", "valid"), [([3], 4), ([17], 4), ([5], 0), ([1], -1)], ids=["too low", "too high", "nobody", "negative"]
)
def test_index_of_totals_that_no_answers_sum_to(totals, valid):
    with pytest.raises(ValueError):
        index_of_totals(totals, valid=valid)
