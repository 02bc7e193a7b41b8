from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from surveys.domain.sampling import allocate, sample_size

# Krejcie & Morgan (1970), all rows.
TABLE = """
10 10 15 14 20 19 25 24 30 28 35 32 40 36 45 40 50 44 55 48 60 52 65 56 70 59 75 63 80 66 85 70 90 73 95 76 100 80
110 86 120 92 130 97 140 103 150 108 160 113 170 118 180 123 190 127 200 132 210 136 220 140 230 144 240 148 250 152
260 155 270 159 280 162 290 165 300 169 320 175 340 181 360 186 380 191 400 196 420 201 440 205 460 210 480 214 500 217
550 226 600 234 650 242 700 248 750 254 800 260 850 265 900 269 950 274 1000 278 1100 285 1200 291 1300 297 1400 302
1500 306 1600 310 1700 313 1800 317 1900 320 2000 322 2200 327 2400 331 2600 335 2800 338 3000 341 3500 346 4000 351
4500 354 5000 357 6000 361 7000 364 8000 367 9000 368 10000 370 15000 375 20000 377 30000 379 40000 380 50000 381
75000 382 1000000 384
"""
NUMBERS = [int(number) for number in TABLE.split()]
ROWS = list(zip(NUMBERS[::2], NUMBERS[1::2], strict=True))


@pytest.mark.parametrize(("population", "sample"), ROWS)
def test_sample_size_matches_the_table(population, sample):
    assert sample_size(population) == sample


@pytest.mark.parametrize(
    ("population", "sample"),
    [(200, 132), (10, 10), (1, 1), (0, 0), (9, 9), (100_000, 383), ("200", 132), (Decimal(200), 132), (10**50, 384)],
)
def test_sample_size_ex_8_7_and_beyond(population, sample):
    assert sample_size(population) == sample


@pytest.mark.parametrize(
    "population", [-1, "-1", None, True, 200.0, float("nan"), "", "many", "20.5", Decimal("NaN"), "1E+999999999", [200]]
)
def test_sample_size_refuses(population):
    with pytest.raises(ValueError):
        sample_size(population)


@given(st.integers(0, 10**9))
def test_sample_size_never_exceeds_the_population_and_never_falls(population):
    assert sample_size(population) <= min(population, 384)
    assert sample_size(population) <= sample_size(population + 1)


@pytest.mark.parametrize(
    ("sample", "strata", "parts"),
    [
        (100, [50, 30, 20], [50, 30, 20]),
        (10, [1, 1, 1], [4, 3, 3]),
        (1, [1, 1], [1, 0]),
        (2, [1, 3], [1, 1]),
        (132, [120, 50, 30], [79, 33, 20]),
        (5, [0, 7, 0], [0, 5, 0]),
        (0, [3, 4], [0, 0]),
        (0, [], []),
        (0, [0, 0], [0, 0]),
        ("10", ["7", Decimal("3")], [7, 3]),
        (384, [Decimal("0.5"), Decimal("0.25"), Decimal("0.25")], [192, 96, 96]),
        (3, (size for size in [2, 1]), [2, 1]),
    ],
)
def test_allocate(sample, strata, parts):
    assert allocate(sample, strata) == parts


@pytest.mark.parametrize(
    ("sample", "strata"),
    [
        (-1, [1]),
        (1, []),
        (1, [0, 0]),
        (1, [2, -1]),
        (1.0, [1]),
        (True, [1]),
        (1, [1.5]),
        (1, [True]),
        (1, [None]),
        (1, ["x"]),
        (1, ["NaN"]),
        (1, "123"),
        (1, {"a": 1}),
        (1, None),
        ("1.5", [1]),
    ],
)
def test_allocate_refuses(sample, strata):
    with pytest.raises(ValueError):
        allocate(sample, strata)


@given(st.integers(0, 5000), st.lists(st.integers(0, 10_000), max_size=20))
def test_allocate_sums_to_the_sample_and_stays_within_one_of_the_exact_share(sample, strata):
    assume(sum(strata) > 0)

    parts = allocate(sample, strata)

    assert sum(parts) == sample
    assert all(abs(part * sum(strata) - sample * size) < sum(strata) for part, size in zip(parts, strata, strict=True))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20), st.data())
def test_allocate_never_asks_more_people_than_a_stratum_has(strata, data):
    assume(sum(strata) > 0)
    sample = data.draw(st.integers(0, sum(strata)))

    assert all(part <= size for part, size in zip(allocate(sample, strata), strata, strict=True))
