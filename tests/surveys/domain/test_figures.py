"""The published figures, from tallies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.figures import Figures, GroupFigure, compute_figures, fingerprint, from_json, to_json
from surveys.domain.satisfaction import index_of_totals, satisfaction_index
from surveys.domain.tallies import Tally, merge, tally_of
from surveys.enums import SurveyElement

ELEMENTS = [element.value for element in SurveyElement]
# EX-8.2
FIVE_FORMS = ("433434433", "332433434", "443444434", "333333323", "434434444")


def forms(*texts, **profile):
    """Forms of nine digits, "-" for a blank."""
    return tally_of(
        ({name: None if digit == "-" else int(digit) for name, digit in zip(ELEMENTS, text, strict=True)}, profile)
        for text in texts
    )


def figures_of(tally, **options):
    return compute_figures({None: tally}, elements=ELEMENTS, **options)


def test_compute_figures_of_the_worked_example():
    figures = figures_of(forms(*FIVE_FORMS, sex="M") + forms("4444-4444", sex="F"))

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
    assert [each.n for each in figures.elements] == [5] * 9
    assert [each.element for each in figures.lowest] == ["completion_time", "facilities", "procedures"]
    assert figures.composition == {"sex": {"M": 5}}
    assert figures.groups == {"sex": {"M": GroupFigure(5, Decimal("85.56"))}}


def test_compute_figures_without_a_valid_response():
    figures = figures_of(forms("33333333-", "-33333333", sex="M"))

    assert (figures.index, figures.grade, figures.elements, figures.valid, figures.invalid) == (None, None, (), 0, 2)
    assert (figures.composition, figures.interval, figures.shown_grade) == ({}, None, "")


@pytest.mark.parametrize(("weight", "index"), [("exact", "85.56"), ("0.11", "84.70"), ("0.111", "85.47")])
def test_weight_rounding_chooses_the_index(weight, index):
    figures = figures_of(forms(*FIVE_FORMS), weight=weight)

    assert (figures.index, figures.weight) == (Decimal(index), weight)


def test_ex_8_3_one_respondent_all_four():
    best = forms("444444444")

    assert (figures_of(best).index, figures_of(best).grade) == (Decimal("100.00"), "A")
    assert figures_of(best, weight="0.11").index == Decimal("99.00")


def test_ex_8_5_eight_elements():
    eight = ELEMENTS[:8]
    tally = tally_of([(dict.fromkeys(eight, 3), {})])

    figures = compute_figures({None: tally}, elements=eight, weight="0.11")

    assert (figures.index, figures.grade, figures.weight) == (Decimal("75.00"), "C", "exact")
    assert [variant.weight for variant in figures.variants] == ["exact"]


def test_ex_8_6_no_respondents():
    assert compute_figures({}, elements=ELEMENTS) == Figures(None, None, (), (), 0, 0, {}, groups={})


def test_blank_rule_per_element_has_a_denominator_for_each():
    tally = forms("444444444", "2--------")

    strict, each = figures_of(tally), figures_of(tally, blank_rule="element")

    assert (strict.index, strict.valid, strict.invalid) == (Decimal("100.00"), 1, 1)
    assert (each.index, each.valid, each.invalid) == (Decimal("97.22"), 2, 0)
    assert [element.n for element in each.elements] == [2] + [1] * 8
    assert each.elements[0].mean == Decimal("3.0000")


def test_other_series_stands_apart():
    figures = figures_of(forms(*FIVE_FORMS), other=forms(*["111111111"] * 5))

    assert (figures.index, figures.other) == (Decimal("85.56"), GroupFigure(5, Decimal("25.00")))
    assert figures_of(forms(*FIVE_FORMS), other=forms("111111111")).other == GroupFigure(None, None)
    assert figures_of(forms(*FIVE_FORMS), other=Tally()).other == GroupFigure(0, None)
    assert figures_of(forms(*FIVE_FORMS)).other is None


def test_services_by_name_with_small_ones_hidden():
    figures = compute_figures(
        {1: forms(*["333333333"] * 6), 2: forms("444444444"), None: forms(*["222222222"] * 7)},
        elements=ELEMENTS,
        services={1: "KTP", 2: "KK"},
    )

    assert [(each.name, each.figure.n, each.figure.index) for each in figures.services] == [
        ("KK", None, None),
        ("KTP", None, None),
        ("", 7, Decimal("50.00")),
    ]


def test_figures_survive_their_snapshot():
    figures = compute_figures(
        {1: forms(*FIVE_FORMS, sex="M"), None: forms(*FIVE_FORMS, sex="F")},
        elements=ELEMENTS,
        services={1: "KTP"},
        other=forms(*FIVE_FORMS),
        population=200,
    )

    assert from_json(to_json(figures)) == figures


def test_results_of_the_first_formula_still_open():
    """A snapshot as it was published before intervals, groups and series existed."""
    figures = from_json(
        {
            "index": "85.56",
            "grade": "B",
            "elements": [{"element": "cost", "mean": "3.8000", "index": "95.00", "grade": "A"}],
            "variants": [{"weight": "exact", "index": "85.56", "grade": "B"}],
            "valid": 5,
            "invalid": 1,
            "composition": {"sex": {"M": None, "F": None, "": 0}},
        }
    )

    assert (figures.index, figures.shown_grade, figures.interval, figures.services) == (Decimal("85.56"), "B", None, ())
    assert (figures.elements[0].n, figures.other, figures.groups) == (None, None, {})


def test_fingerprint_does_not_depend_on_the_order_of_keys():
    assert fingerprint({"a": 1, "b": "é"}) == fingerprint({"b": "é", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


# --- Identities -------------------------------------------------------------------------------------------------------

form_texts = st.lists(st.text("1234-", min_size=9, max_size=9), max_size=25)
complete_texts = st.lists(st.text("1234", min_size=9, max_size=9), min_size=1, max_size=25)


@given(form_texts, st.randoms(use_true_random=False), st.sampled_from(["exclude", "element"]))
def test_the_order_of_forms_does_not_matter(texts, random, rule):
    shuffled = list(texts)
    random.shuffle(shuffled)

    assert figures_of(forms(*texts), blank_rule=rule) == figures_of(forms(*shuffled), blank_rule=rule)


@given(form_texts, form_texts, st.sampled_from(["exclude", "element"]))
def test_merged_tallies_give_the_index_of_all_forms(first, second, rule):
    merged = merge([forms(*first), forms(*second)])

    assert figures_of(merged, blank_rule=rule) == figures_of(forms(*first, *second), blank_rule=rule)


@given(complete_texts, st.data(), st.sampled_from(["exact", "0.11", "0.111"]))
def test_a_better_answer_never_lowers_the_index(texts, data, weight):
    number = data.draw(st.integers(0, len(texts) - 1))
    place = data.draw(st.integers(0, 8))
    form = texts[number]
    better = form[:place] + str(min(4, int(form[place]) + 1)) + form[place + 1 :]

    before = figures_of(forms(*texts), weight=weight).index
    after = figures_of(forms(*texts[:number], better, *texts[number + 1 :]), weight=weight).index

    assert after >= before


@given(complete_texts)
def test_without_blanks_the_index_is_25_times_the_mean_of_all_answers(texts):
    total = sum(int(digit) for text in texts for digit in text)

    index = figures_of(forms(*texts)).index

    assert abs(index - Decimal(25 * total) / (len(texts) * 9)) <= Decimal("0.005")


@given(form_texts)
def test_a_tally_survives_its_json(texts):
    from surveys.domain.tallies import from_json as tally_from_json

    tally = forms(*texts, sex="F", education="SD")

    assert tally_from_json(tally.as_json()) == tally


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


def test_index_of_totals_with_more_answers_than_responses():
    with pytest.raises(ValueError, match="Each element"):
        index_of_totals([8], valid=2, counts=[3])
