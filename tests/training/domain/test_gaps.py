from decimal import Decimal

import pytest

from training.domain.dictionary import GENERIC
from training.domain.gaps import CellFigures, band_of, priority_of, summed
from training.domain.hours import DEFAULT_TABLE, learning_hours
from training.domain.standard import DEFAULT_LEVELS, default_level
from training.domain.suggestion import Offer, suggest
from training.domain.year_plan import content_hash, remaining_budget
from training.enums import CompetencyKind, TrainingForm


@pytest.mark.parametrize(
    ("gap", "band", "priority"),
    [
        (None, "unknown", None),
        (-3, "far_below", "high"),
        (-2, "far_below", "high"),
        (-1, "below", "medium"),
        (0, "met", None),
        (2, "above", None),
    ],
)
def test_band_and_priority_of_a_gap(gap, band, priority):
    assert band_of(gap) == band
    assert priority_of(gap) == priority


def test_strategic_need_without_gap_is_low():
    assert priority_of(0, is_strategic=True) == "low"
    assert priority_of(-2, is_strategic=True) == "high"


def test_cell_with_nobody_rated_is_unknown():
    cell = CellFigures(people=4, rated=0, below=0, missing=0)

    assert (cell.band, cell.mean_gap, cell.unknown_percent, cell.below_percent) == ("unknown", None, 100, None)


@pytest.mark.parametrize(
    ("rated", "below", "missing", "band"),
    [
        (4, 1, 1, "met"),
        (4, 2, 2, "below"),
        (4, 1, 2, "below"),
        (4, 4, 6, "far_below"),
        (4, 4, 5, "below"),
        (1, 0, 0, "met"),
    ],
)
def test_band_of_a_group(rated, below, missing, band):
    assert CellFigures(10, rated, below, missing).band == band


def test_cells_are_summed_and_unknown_keeps_its_share():
    total = summed([CellFigures(3, 2, 1, 2), CellFigures(1, 0, 0, 0)])

    assert total == CellFigures(4, 2, 1, 2)
    assert (total.unknown_percent, total.mean_gap) == (50, Decimal("1.00"))


def test_mean_gap_is_not_rounded():
    assert CellFigures(people=200, rated=200, below=189, missing=189).mean_gap == Decimal("0.945")


def test_default_levels_follow_the_group():
    assert default_level("JPT_PRATAMA") == 4
    assert default_level("FUNGSIONAL", "MU") == 3
    assert default_level("FUNGSIONAL") is None
    assert default_level("PELAKSANA", "", {**{g.value: 1 for g in DEFAULT_LEVELS}, "pelaksana": 2}) == 2


def test_dictionary_holds_nine_competencies_of_five_levels():
    assert [len(entry.levels) for entry in GENERIC] == [5] * 9
    assert [entry.kind for entry in GENERIC].count(CompetencyKind.SOCIOCULTURAL) == 1
    assert all(text and english for entry in GENERIC for text, english in entry.levels)


def test_suggestions_reach_the_level_first_then_fall_short():
    offers = [
        Offer(1, 2, Decimal(10)),
        Offer(2, 5, Decimal(10)),
        Offer(3, 3, Decimal(40), has_session=True),
        Offer(4, 3, Decimal(5)),
        Offer(5, 1, Decimal(1)),
    ]

    assert [one.offer.key for one in suggest(1, 3, offers)] == [3, 4, 2, 1]
    assert suggest(None, 3, offers) == []
    assert suggest(3, 3, offers) == []


def test_hash_of_a_plan_depends_on_its_content_alone():
    lines = [{"pk": 1, "cost_each": Decimal("10.00")}, {"pk": 2, "cost_each": Decimal(5)}]
    same = [{"pk": 2, "cost_each": Decimal("5.0")}, {"pk": 1, "cost_each": Decimal(10)}]

    first = content_hash(unit=1, year=2026, budget=Decimal("100.00"), lines=lines)

    assert first == content_hash(unit=1, year=2026, budget=Decimal(100), lines=same)
    assert first != content_hash(unit=1, year=2026, budget=Decimal(101), lines=lines)
    assert first != content_hash(unit=1, year=2026, budget=Decimal(100), lines=lines[:1])


def test_budget_left_over():
    assert remaining_budget(None, Decimal(5)) is None
    assert remaining_budget(Decimal(4), Decimal(5)) == -1


def test_hours_follow_the_table_of_an_office():
    table = {**DEFAULT_TABLE, "9": {"per": "day", "national": "3", "international": "8"}}

    assert learning_hours(TrainingForm.SEMINAR, days=2, table=table) == 6
    assert learning_hours(TrainingForm.SEMINAR, days=2, international=True, table=table) == 16
    assert learning_hours(TrainingForm.SEMINAR, days=2) == 8
    with pytest.raises(ValueError):
        learning_hours(TrainingForm.WORKSHOP, days=2, table={})


def test_every_form_has_a_row_in_the_default_table():
    assert set(DEFAULT_TABLE) == {form.value for form in TrainingForm}
