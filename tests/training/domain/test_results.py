"""Cells of a partner's results."""

from decimal import Decimal

import pytest

from training.domain.results import passed, percentage, same_name, whole_number


@pytest.mark.parametrize(
    ("cell", "value"), [("85", 85), ("85,5", "85.50"), ("85 %", 85), (100.0, 100), (0, 0), (None, None), (" ", None)]
)
def test_percentage(cell, value):
    assert percentage(cell) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("cell", ["banyak", "101", -1, True, "NaN", "1e400"])
def test_no_percentage(cell):
    with pytest.raises(ValueError):
        percentage(cell)


@pytest.mark.parametrize(
    ("cell", "value"), [("Ya", True), ("LULUS", True), (1.0, True), ("Tidak  Lulus", False), (0, False)]
)
def test_passed(cell, value):
    assert passed(cell) is value


@pytest.mark.parametrize("cell", [None, "", "mungkin", 2])
def test_neither_passed_nor_failed(cell):
    with pytest.raises(ValueError):
        passed(cell)


def test_numbers_and_names():
    assert [whole_number(cell) for cell in (7, 7.0, " 7 ", "7,5", None, True, "x")] == [7, 7, 7, None, None, None, None]
    assert same_name("SITI RAHMAWATI, S.Sos.", "Siti  Rahmawati")
    assert not same_name("Siti Rahma", "Siti Rahmawati")
