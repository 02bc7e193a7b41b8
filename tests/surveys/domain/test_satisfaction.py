from dataclasses import FrozenInstanceError
from decimal import ROUND_HALF_UP, Decimal, getcontext, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.satisfaction import Grade, SatisfactionIndex, grade_of, satisfaction_index

FIVE_RESPONDENTS = [
    [4, 3, 3, 4, 3, 4, 4, 3, 3],
    [3, 3, 2, 4, 3, 3, 4, 3, 4],
    [4, 4, 3, 4, 4, 4, 4, 3, 4],
    [3, 3, 3, 3, 3, 3, 3, 2, 3],
    [4, 3, 4, 4, 3, 4, 4, 4, 4],
]


def sheets(*, least=1):
    """Lists of complete responses with the same number of elements."""
    return st.integers(1, 12).flatmap(
        lambda elements: st.lists(
            st.lists(st.integers(1, 4), min_size=elements, max_size=elements), min_size=least, max_size=30
        )
    )


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        ("25", "D"),
        ("64.99", "D"),
        ("64.994", "D"),
        ("64.995", "C"),
        ("65.00", "C"),
        ("76.60", "C"),
        ("76.604", "C"),
        ("76.605", "B"),
        ("76.61", "B"),
        ("88.30", "B"),
        ("88.304", "B"),
        ("88.305", "A"),
        ("88.31", "A"),
        ("100", "A"),
        ("24.75", "D"),
        (65, "C"),
        (Decimal("88.31"), "A"),
    ],
)
def test_grade_of_ex_8_1(index, grade):
    assert grade_of(index) == grade


@pytest.mark.parametrize(
    "index", [None, True, 88.31, "", "A", "NaN", "Infinity", "-0.01", "100.01", "1E+999999", "８８"]
)
def test_grade_of_refuses(index):
    with pytest.raises(ValueError):
        grade_of(index)


def test_satisfaction_index_ex_8_2():
    assert satisfaction_index(FIVE_RESPONDENTS) == SatisfactionIndex(
        index=Decimal("85.56"),
        grade=Grade.B,
        element_means=tuple(map(Decimal, ["3.6", "3.2", "3", "3.8", "3.2", "3.6", "3.8", "3", "3.6"])),
        element_indices=tuple(map(Decimal, ["90", "80", "75", "95", "80", "90", "95", "75", "90"])),
        element_grades=tuple(map(Grade, "ABCABAACA")),
        valid=5,
        invalid=0,
    )


@pytest.mark.parametrize(
    ("weight", "index"),
    [(None, "85.56"), ("0.11", "84.70"), (Decimal("0.111"), "85.47"), (Decimal("0.1111"), "85.55")],
)
def test_satisfaction_index_ex_8_2_with_rounded_weights(weight, index):
    result = satisfaction_index(FIVE_RESPONDENTS, weight=weight)

    assert (str(result.index), result.grade) == (index, "B")


@pytest.mark.parametrize(
    ("responses", "weight", "index", "grade"),
    [
        pytest.param([[4] * 9], None, "100.00", "A", id="EX-8.3 exact"),
        pytest.param([[4] * 9], Decimal("0.11"), "99.00", "A", id="EX-8.3 weight 0.11"),
        pytest.param([[1] * 9], None, "25.00", "D", id="EX-8.4"),
        pytest.param([[1] * 9], "0.11", "24.75", "D", id="below 25 with a rounded weight"),
        pytest.param([[3] * 8], None, "75.00", "C", id="EX-8.5"),
        pytest.param([[3] * 8], Decimal("0.125"), "75.00", "C", id="EX-8.5 weight given"),
        pytest.param([[3]], 1, "75.00", "C", id="one element"),
        pytest.param([["4", Decimal(4)]], None, "100.00", "A", id="text and Decimal"),
    ],
)
def test_satisfaction_index_worked_examples(responses, weight, index, grade):
    result = satisfaction_index(responses, weight=weight)

    assert (str(result.index), result.grade) == (index, grade)


@pytest.mark.parametrize(
    ("responses", "invalid"),
    [([], 0), (iter([]), 0), ([[None] * 9], 1), ([[4, None], [None, 4]], 2)],
    ids=["EX-8.6", "empty generator", "blank form", "blanks only"],
)
def test_satisfaction_index_without_valid_responses_is_undefined(responses, invalid):
    assert satisfaction_index(responses) == SatisfactionIndex(None, None, (), (), (), 0, invalid)


def test_satisfaction_index_leaves_out_responses_with_a_blank():
    complete = satisfaction_index(FIVE_RESPONDENTS)

    result = satisfaction_index([[1, 1, 1, 1, None, 1, 1, 1, 1], *FIVE_RESPONDENTS, [None] * 9])

    assert (result.index, result.element_means) == (complete.index, complete.element_means)
    assert (result.valid, result.invalid) == (5, 2)


def test_satisfaction_index_reads_a_generator_once():
    assert satisfaction_index(tuple(row) for row in FIVE_RESPONDENTS).valid == 5


def test_satisfaction_index_rounds_a_tie_up():
    # The mean is 14,999 / 5,000 = 2.9998, and 25 times that is 74.995 exactly.
    responses = [[3]] * 4999 + [[2]]

    assert satisfaction_index(responses).index == Decimal("75.00")


def test_satisfaction_index_does_not_depend_on_the_callers_arithmetic():
    with localcontext() as context:
        context.prec = 3
        assert satisfaction_index(FIVE_RESPONDENTS).index == Decimal("85.56")
        assert getcontext().prec == 3


def test_satisfaction_index_is_frozen():
    with pytest.raises(FrozenInstanceError):
        satisfaction_index(FIVE_RESPONDENTS).index = Decimal(100)


@pytest.mark.parametrize(
    "responses",
    [
        None,
        5,
        "4444",
        ["444444444"],
        {1: [4]},
        [4, 4],
        [[]],
        [[0]],
        [[5]],
        [[-1]],
        [[True]],
        [[4.0]],
        [[float("nan")]],
        [["four"]],
        [[""]],
        [[Decimal("3.5")]],
        [[Decimal("NaN")]],
        pytest.param([[object()]], id="object"),
        [[4, 4], [4]],
        [[4, None], [4]],
        [[4, 4], []],
        [[None, 5]],
        [{1, 2, 3, 4}],
    ],
    ids=repr,
)
def test_satisfaction_index_refuses(responses):
    with pytest.raises(ValueError):
        satisfaction_index(responses)


@pytest.mark.parametrize(
    "weight", [0, -1, "-0.11", "", "x", True, 0.11, "NaN", "Infinity", Decimal("0.112"), "1E+999999"]
)
def test_satisfaction_index_refuses_a_weight(weight):
    with pytest.raises(ValueError):
        satisfaction_index(FIVE_RESPONDENTS, weight=weight)


@given(sheets())
def test_index_is_25_times_the_mean_of_all_answers(responses):
    answers = [answer for response in responses for answer in response]

    expected = (Decimal(25 * sum(answers)) / len(answers)).quantize(Decimal("0.01"), ROUND_HALF_UP)

    assert satisfaction_index(responses).index == expected


@given(sheets(), st.randoms())
def test_index_does_not_depend_on_the_order_of_responses(responses, random):
    shuffled = random.sample(responses, len(responses))

    assert satisfaction_index(shuffled) == satisfaction_index(responses)


@given(sheets(), st.data())
def test_element_means_move_with_their_elements(responses, data):
    order = data.draw(st.permutations(range(len(responses[0]))))

    moved = satisfaction_index([[response[element] for element in order] for response in responses])

    original = satisfaction_index(responses)
    assert moved.index == original.index
    assert moved.element_means == tuple(original.element_means[element] for element in order)


@given(sheets(), st.integers(2, 4))
def test_index_does_not_change_when_all_responses_are_repeated(responses, times):
    assert satisfaction_index(responses * times).index == satisfaction_index(responses).index


@given(sheets(least=2), st.data())
def test_index_of_merged_periods_lies_between_theirs(responses, data):
    cut = data.draw(st.integers(1, len(responses) - 1))
    parts = [satisfaction_index(responses[:cut]).index, satisfaction_index(responses[cut:]).index]

    assert min(parts) <= satisfaction_index(responses).index <= max(parts)


@given(sheets(), st.data())
def test_a_better_answer_never_lowers_the_index(responses, data):
    row = data.draw(st.integers(0, len(responses) - 1))
    column = data.draw(st.integers(0, len(responses[0]) - 1))
    better = [list(response) for response in responses]
    better[row][column] = min(4, better[row][column] + 1)

    assert satisfaction_index(better).index >= satisfaction_index(responses).index
