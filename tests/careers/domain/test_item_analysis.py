"""Figures of items and exams against published examples."""

import math
import random

import pytest

from careers.domain.item_analysis import (
    correlation,
    cronbach_alpha,
    exam_figures,
    item_figures,
    kr20,
    split_alpha,
    standard_error,
)
from careers.domain.item_bias import (
    BiasClass,
    BiasTest,
    Layer,
    benjamini_hochberg,
    ets_class,
    find_bias,
    layers_of,
    mantel_haenszel,
)


def guttman(people, items):
    """Person n answers the first n items right."""
    return [[1 if column < row else 0 for column in range(items)] for row in range(people)]


def test_kr20_of_a_small_table_worked_by_hand():
    """Four items, five people with totals 4, 3, 2, 1, 0: Σpq = .16 + .24 + .24 + .16 = .80, variance 2, so
    4/3 × (1 − .80/2) = .80."""
    assert kr20(guttman(5, 4)) == pytest.approx(0.8)


def test_alpha_of_points_worked_by_hand():
    """Three items of five people; variances over n 1.04, 0.8 and 1.84, totals 14 11 5 9 11 with variance 8.8:
    3/2 × (1 − 3.68/8.8)."""
    table = [[5, 5, 4], [4, 4, 3], [2, 3, 0], [3, 3, 3], [4, 5, 2]]

    assert cronbach_alpha(table) == pytest.approx(1.5 * (1 - (1.04 + 0.8 + 1.84) / 8.8))


def test_figures_that_cannot_be_worked_out_are_missing():
    assert kr20([[1, 1]]) is None
    assert kr20([[1, 0], [0, 1]]) is None
    assert correlation([1, 1], [0, 1]) is None
    assert item_figures([]) == []
    assert exam_figures([], []).mean is None


def test_discrimination_leaves_the_item_itself_out():
    """Of the first item the rest scores are 1, 2/3, 1/3, 0, 0 for answers 1, 1, 1, 1, 0."""
    figures = item_figures(guttman(5, 4)[::-1])

    assert figures[0].facility == pytest.approx(0.8)
    assert figures[0].discrimination == pytest.approx(correlation([1, 1, 1, 1, 0], [3, 2, 1, 0, 0]))
    assert figures[0].discrimination < correlation([1, 1, 1, 1, 0], [4, 3, 2, 1, 0])


def test_an_item_that_better_candidates_miss_stands_out():
    table = [[*row, 1 - row[2]] for row in guttman(9, 8)]

    assert item_figures(table)[8].discrimination < 0


@pytest.mark.parametrize(("deviation", "reliability", "error"), [(10, 0.91, 3), (15, 0.84, 6), (5, 1, 0), (5, -0.2, 5)])
def test_standard_error(deviation, reliability, error):
    assert standard_error(deviation, reliability) == pytest.approx(error)


def test_papers_with_other_items_have_a_reliability_near_that_of_whole_papers():
    rng = random.Random(7)
    abilities = [rng.gauss(0, 1) for _person in range(600)]
    whole = [[float(rng.gauss(0, 1) < ability) for _item in range(20)] for ability in abilities]
    half = [[cell if rng.random() < 0.5 else None for cell in row] for row in whole]

    # Half as many items: Spearman-Brown.
    full = cronbach_alpha(whole)
    expected = 0.5 * full / (1 - 0.5 * full)
    assert split_alpha(whole) == full
    assert split_alpha(half) == pytest.approx(expected, abs=0.04)


def test_exam_figures():
    scores = [0, 25, 50, 75, 100] * 2
    figures = exam_figures(guttman(5, 4) * 2, scores)

    assert (figures.n, figures.items, figures.mean) == (10, 4, 50)
    assert figures.alpha == pytest.approx(0.8)
    assert figures.error == pytest.approx(figures.deviation * 0.2**0.5)


# --- Groups ----------------------------------------------------------------------------------------------------------

BERKELEY = [
    Layer(512, 313, 89, 19),
    Layer(353, 207, 17, 8),
    Layer(120, 205, 202, 391),
    Layer(138, 279, 131, 244),
    Layer(53, 138, 94, 299),
    Layer(22, 351, 24, 317),
]


def test_mantel_haenszel_of_the_berkeley_admissions():
    """P. J. Bickel, E. A. Hammel & J. W. O'Connell, Science 187 (1975); R prints for `mantelhaen.test(UCBAdmissions)`:
    X-squared = 1.4269, df = 1, p-value = 0.2323, common odds ratio 0.9046968."""
    found = mantel_haenszel(BERKELEY)

    assert found.chi_square == pytest.approx(1.4269, abs=5e-5)
    assert found.p_value == pytest.approx(0.2323, abs=5e-5)
    assert found.odds_ratio == pytest.approx(0.9046968, abs=5e-8)


@pytest.mark.parametrize(
    ("layer", "odds_ratio", "delta"),
    [(Layer(30, 0, 0, 30), math.inf, -math.inf), (Layer(0, 30, 30, 0), 0, math.inf)],
)
def test_groups_that_share_nothing_differ_largely(layer, odds_ratio, delta):
    found = mantel_haenszel([layer])

    assert (found.odds_ratio, found.delta) == (odds_ratio, delta)
    assert ets_class(found, is_significant=True) == BiasClass.LARGE


def test_benjamini_hochberg_of_the_first_example():
    """Y. Benjamini & Y. Hochberg (1995), section 3.2: fifteen comparisons, four stand at a rate of 0.05."""
    p_values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
                0.7590, 1.0000]  # fmt: skip

    assert benjamini_hochberg(p_values) == [True] * 4 + [False] * 11
    assert benjamini_hochberg(p_values[::-1]) == [False] * 11 + [True] * 4
    assert benjamini_hochberg([]) == []


@pytest.mark.parametrize(
    ("delta", "is_significant", "grade"),
    [
        (2.0, False, BiasClass.NEGLIGIBLE),
        (0.9, True, BiasClass.NEGLIGIBLE),
        (-1.2, True, BiasClass.MODERATE),
        (-1.5, True, BiasClass.LARGE),
        (None, True, None),
    ],
)
def test_ets_class(delta, is_significant, grade):
    assert ets_class(BiasTest(1.0, delta, 1.0, 0.01), is_significant=is_significant) == grade


def test_equal_totals_stay_in_one_layer():
    layers = layers_of([True] * 10, [1.0] * 10, [False, True] * 5)

    assert [layer.total for layer in layers] == [10]


def test_an_item_that_one_group_misses_is_found_among_fair_ones():
    rng = random.Random(11)
    items = []
    for number in range(10):
        rows = []
        for person in range(400):
            ability, focal = rng.random(), bool(person % 2)
            chance = ability - (0.35 if number == 3 and focal else 0)
            rows.append((rng.random() < chance, ability, focal))
        items.append(rows)

    found = find_bias(items)

    assert [number for number, result in enumerate(found) if result.is_found] == [3]
    assert found[3].grade == BiasClass.LARGE
    assert found[3].test.odds_ratio > 1


def test_too_few_of_a_group_say_nothing():
    (result,) = find_bias([[(True, 1.0, False)] * 100 + [(False, 1.0, True)] * 29])

    assert (result.is_enough, result.is_found, result.grade, result.focal) == (False, False, None, 29)
