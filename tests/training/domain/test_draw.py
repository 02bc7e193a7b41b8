"""The draw: layers, hash, uniformity inside layers, and the script that anybody runs."""

import datetime
import hashlib
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.domain import draw_check
from training.domain.draw import (
    DEFAULT_LAYERS,
    Candidate,
    Entry,
    Quota,
    Terms,
    check_layers,
    digits_of,
    draw,
    hash_of,
    layer_of,
    list_text,
    lot,
    older_list_text,
    result_text,
    unit_code,
    winners,
)

ENTRIES = [Entry(1, 2, "A"), Entry(2, 1), Entry(3, 2, "A"), Entry(4, 1, "A"), Entry(5, 3, "AB"), Entry(6, 2)]
SOURCE = "IHSG, penutupan 1 Desember 2026"
SEED = "7.123,45"
TERMS = Terms(
    session=42,
    title="Pelayanan Prima",
    first_day=datetime.date(2026, 12, 10),
    layers=DEFAULT_LAYERS,
    seed_source=SOURCE,
    seed_day=datetime.date(2026, 12, 1),
    seats=3,
    quotas=(Quota("A", 2, "Kecamatan Belawan"), Quota("AB", 1, "Kelurahan Sicanang")),
)


@pytest.mark.parametrize(
    ("facts", "layer"),
    [
        ({"was_not_drawn": True}, 1),
        ({"was_not_drawn": True, "gap": 3}, 1),
        ({"gap": 2}, 2),
        ({"gap": 1}, 3),
        ({"months_without": None}, 4),
        ({"months_without": 24}, 4),
        ({"months_without": 23}, 5),
    ],
)
def test_layer_is_the_first_that_fits(facts, layer):
    facts = {"months_without": 0, **facts}

    assert layer_of(Candidate(number=1, **facts), DEFAULT_LAYERS) == layer


def test_without_layers_everybody_stands_in_one():
    assert layer_of(Candidate(number=1, was_not_drawn=True), []) == 1


@pytest.mark.parametrize(
    "layers", [None, "gap", [["gap"]], [["luck", 1]], [["gap", 0]], [["gap", True]], [["gap", 1], ["gap", 1]]]
)
def test_impossible_layers_are_refused(layers):
    with pytest.raises(ValueError):
        check_layers(layers)


def test_draw_keeps_the_layers_and_is_the_order_of_the_lots():
    order = draw(ENTRIES, SEED)

    layers = {entry.number: entry.layer for entry in ENTRIES}
    assert [layers[number] for number in order] == [1, 1, 2, 2, 2, 3]
    second = [number for number in order if layers[number] == 2]
    assert second == sorted([1, 3, 6], key=lambda number: lot("712345", number))


def test_draw_needs_a_digit_and_distinct_numbers():
    for seed in ("", "  ", "tujuh"):
        with pytest.raises(ValueError):
            draw(ENTRIES, seed)
    with pytest.raises(ValueError):
        draw([Entry(1, 1), Entry(1, 2)], "7")


@pytest.mark.parametrize("spelling", ["7.123,45", "7123,45", "7123.45", " 7 123,45\n", "712345"])
def test_every_spelling_of_the_seed_is_one_seed(spelling):
    assert digits_of(spelling) == "712345"
    assert draw(ENTRIES, spelling) == draw(ENTRIES, "712345")


def test_every_order_inside_a_layer_is_as_likely_as_any_other():
    """χ² over the 24 orders of four numbers in 4,800 seeds; 23 degrees of freedom, 49.7 is exceeded once in 1,000."""
    entries = [Entry(number, 1) for number in (11, 12, 13, 14)]
    seeds = 4800

    counts = Counter(tuple(draw(entries, f"seed {seed}")) for seed in range(seeds))

    expected = seeds / 24
    chi_square = sum((counts[order] - expected) ** 2 / expected for order in permutations((11, 12, 13, 14)))
    assert chi_square < 49.7


def test_every_number_is_as_often_first_whatever_the_size_of_the_layer():
    """χ² over thirty numbers; 29 degrees of freedom, 58.3 is exceeded once in 1,000."""
    entries = [Entry(number, 1) for number in range(1, 31)]
    seeds = 3000

    counts = Counter(draw(entries, str(seed))[0] for seed in range(seeds))

    expected = seeds / 30
    assert sum((counts[number] - expected) ** 2 / expected for number in range(1, 31)) < 58.3


def test_hash_changes_with_anything_that_decides_who_wins():
    text = list_text(ENTRIES, TERMS)

    assert hash_of(text) == hashlib.sha256(text.encode()).hexdigest()
    assert text == list_text(reversed(ENTRIES), TERMS)
    changed = [
        list_text([Entry(1, 1, "A"), *ENTRIES[1:]], TERMS),
        list_text([Entry(1, 2, ""), *ENTRIES[1:]], TERMS),
        list_text(ENTRIES[1:], TERMS),
        *(
            list_text(ENTRIES, replace(TERMS, **{field: value}))
            for field, value in {
                "session": 43,
                "title": "Pelayanan Prima II",
                "first_day": datetime.date(2026, 12, 11),
                "layers": DEFAULT_LAYERS[1:],
                "seed_source": "dadu",
                "seed_day": datetime.date(2026, 12, 2),
                "seats": 4,
                "quotas": TERMS.quotas[:1],
            }.items()
        ),
    ]
    assert len({hash_of(each) for each in [text, *changed]}) == 1 + len(changed)


def test_a_title_cannot_smuggle_a_line_into_the_list():
    text = list_text(ENTRIES, replace(TERMS, title="Prima\n# seats 99\u2028# seats 98"))

    assert draw_check.read_list(text)[0] == 3
    assert len(text.splitlines()) == len(list_text(ENTRIES, TERMS).splitlines())


def test_a_unit_is_known_by_the_innermost_quota_it_stands_in():
    assert [unit_code(path, ["A", "AB"]) for path in ("A", "AC", "ABC", "C")] == ["A", "A", "AB", ""]


def test_winners_stay_inside_seats_and_quotas():
    candidates = [Entry(1, 1, "A"), Entry(2, 2, "A"), Entry(3, 3), Entry(4, 4)]

    assert winners([1, 2, 3, 4], candidates, seats=3, quotas={"A": 1}) == [1, 3, 4]
    assert winners([1, 2, 3, 4], candidates, seats=2, quotas={"A": 1}) == [1, 3]


@pytest.fixture
def script(tmp_path):
    """Runs it over the list and the result with this text, returns what it ends with and says."""

    def run(listed, result, seed=SEED):
        (tmp_path / "list.csv").write_bytes(listed.encode())
        (tmp_path / "result.csv").write_bytes(result.encode())
        command = [sys.executable, "-I", draw_check.__file__, "list.csv", seed, "result.csv"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert not done.stderr
        return done.returncode, done.stdout

    return run


def result_of(terms=TERMS):
    order = draw(ENTRIES, SEED)
    won = winners(order, ENTRIES, seats=terms.seats, quotas={quota.unit: quota.seats for quota in terms.quotas})
    return result_text(order, ENTRIES, won=won)


def test_the_script_computes_the_same_winners(script):
    listed = list_text(ENTRIES, TERMS)

    code, said = script(listed, result_of(), seed="7123.45")

    assert code == 0
    assert said == f"SHA-256 {hash_of(listed)}\n{result_of()}The same as result.csv\n"


def test_the_script_names_the_first_line_that_differs(script):
    listed, result = list_text(ENTRIES, TERMS), result_of()
    cheated = result.replace(",no\n", ",yes\n", 1)
    line = 1 + [one == other for one, other in zip(result.split("\n"), cheated.split("\n"), strict=True)].index(False)

    code, said = script(listed, cheated)

    assert code == 1
    assert f"NOT the same as result.csv, line {line}: computed {result.splitlines()[line - 1]}, but" in said
    assert script(listed, result.rsplit("\n", 2)[0] + "\n")[0] == 1


def test_the_script_notices_seats_that_were_added(script):
    assert script(list_text(ENTRIES, TERMS), result_of(replace(TERMS, seats=4)))[0] == 1


def test_the_script_still_reads_lists_without_seats(script):
    listed = older_list_text(ENTRIES, layers=DEFAULT_LAYERS, seed_source=SOURCE)
    order = sorted(ENTRIES, key=lambda entry: (entry.layer, lot(SEED, entry.number)))

    result = result_text([entry.number for entry in order], ENTRIES, won=None)

    assert script(listed, result)[0] == 0


units = st.sampled_from(["", "A", "AA", "AB", "B", "BB"])


@given(
    st.lists(st.tuples(st.integers(1, 5), units), min_size=1, max_size=30),
    st.integers(0, 20),
    st.dictionaries(units.filter(bool), st.integers(1, 6)),
)
def test_the_script_and_the_portal_find_the_same_winners(people, seats, quotas):
    entries = [Entry(number, layer, unit_code(path, quotas)) for number, (layer, path) in enumerate(people, start=1)]
    terms = replace(TERMS, seats=seats, quotas=tuple(Quota(unit, number) for unit, number in quotas.items()))
    order = draw(entries, SEED)

    computed = draw_check.result(list_text(entries, terms), SEED)

    won = winners(order, entries, seats=seats, quotas=quotas)
    assert computed == result_text(order, entries, won=won).splitlines()


@given(
    st.lists(st.tuples(st.integers(1, 10_000), st.integers(1, 5)), unique_by=lambda entry: entry[0], max_size=60),
    st.integers(0).map(str),
)
def test_draw_is_a_permutation_in_layers_that_forgets_the_order_of_the_list(rows, seed):
    entries = [Entry(*row) for row in rows]
    order = draw(entries, seed)

    layers = dict(rows)
    assert sorted(order) == sorted(layers)
    assert [layers[number] for number in order] == sorted(layers.values())
    assert draw(list(reversed(entries)), seed) == order
