from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.service_life import AbsenceSanction, ServiceLifeError, absence_sanction
from employees.enums import SANCTION_LEVELS

BOUNDARIES = [
    (0, None),
    (2, None),
    (3, "R1"),
    (4, "R2"),
    (6, "R2"),
    (7, "R3"),
    (10, "R3"),
    (11, "S6"),
    (13, "S6"),
    (14, "S9"),
    (16, "S9"),
    (17, "S12"),
    (20, "S12"),
    (21, "B1"),
    (24, "B1"),
    (25, "B2"),
    (27, "B2"),
    (28, "B3"),
    (365, "B3"),
]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (2, None),
        (3, "R1"),
        (6, "R2"),
        (10, "R3"),
        (11, "S6"),
        (16, "S9"),
        (20, "S12"),
        (24, "B1"),
        (27, "B2"),
        (28, "B3"),
    ],
)
def test_absence_sanction_ex_2_15(days, code):
    assert absence_sanction(days) == code


def test_absence_sanction_ex_2_15_ten_in_a_row():
    assert absence_sanction(10, consecutive=True) == "B3"


@pytest.mark.parametrize(("days", "code"), BOUNDARIES)
def test_absence_sanction(days, code):
    assert absence_sanction(days) == code


@pytest.mark.parametrize(("days", "code"), [(2, None), (9, "R3"), (10, "B3"), (11, "B3"), (28, "B3")])
def test_absence_sanction_for_days_in_a_row(days, code):
    assert absence_sanction(days, True) == code


@pytest.mark.parametrize("days", [-1, 2.5, Decimal("2.5"), True, None, "", "ten"])
def test_absence_sanction_refuses(days):
    with pytest.raises(ServiceLifeError):
        absence_sanction(days)


@given(days=st.integers(0, 400), more=st.integers(0, 400), consecutive=st.booleans())
def test_more_absence_is_never_sanctioned_less(days, more, consecutive):
    order = [None, *AbsenceSanction]

    assert order.index(absence_sanction(days, consecutive)) <= order.index(absence_sanction(days + more, consecutive))


@pytest.mark.parametrize("sanction", AbsenceSanction)
def test_absence_sanction_has_its_level_and_kind(sanction):
    assert sanction.level == sanction.value[0]
    assert SANCTION_LEVELS[sanction.kind] == sanction.level
