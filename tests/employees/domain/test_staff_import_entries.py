"""Reading entries of histories, matching them, and fitting them between their neighbours."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.staff_import.entries import EntryJudge, Known, Person
from employees.domain.staff_import.entry_columns import ENTRY_SHEETS
from employees.domain.staff_import.entry_columns import EntryColumn as C
from employees.domain.staff_import.entry_reader import EntryReader
from employees.domain.staff_import.periods import Chain
from employees.domain.staff_import.problems import Level
from employees.domain.staff_import.rows import Context, Unit
from employees.enums import HistoryKind, ImportAction, Regime

D = datetime.date
TODAY = D(2026, 11, 21)
NIP = "198001152005011003"
CONTEXT = Context(on=TODAY, units=(Unit(1, "Kelurahan Belawan I"),))
SITI = Person(1, D(1980, 1, 15), Regime.PNS, D(2005, 1, 1))


def read(kind, **cells):
    return EntryReader(kind, CONTEXT).read(2, {C.NIP: NIP, **{C(name): value for name, value in cells.items()}})


def codes(entry):
    return [(str(problem.column), str(problem.code)) for problem in entry.problems]


@pytest.mark.parametrize(
    ("kind", "cells", "values"),
    [
        (
            HistoryKind.RANK,
            {"rank": "Penata (III/c)", "start": "1 April 2022", "promotion_kind": "101", "service_months": "0"},
            {"rank": "III/c", "start": D(2022, 4, 1), "promotion_kind": "101", "service_months": 0},
        ),
        (
            HistoryKind.EDUCATION,
            {"major": "S-1 AKUNTANSI", "year": "2003", "is_first": "1"},
            {
                "level": "40",
                "major": "S-1 AKUNTANSI",
                "is_first": True,
                "date": D(2003, 12, 31),
                "is_year_only": True,
            },
        ),
        (
            HistoryKind.RATING,
            {"year": 2024.0, "result": "Diatas Ekspektasi", "behaviour": "1"},
            {"year": 2024, "predicate": "SANGAT_BAIK"},
        ),
        (
            HistoryKind.CREDIT_POINT,
            {
                "main_points": "12,5",
                "supporting_points": 1.25,
                "first_month": 1,
                "first_year": 2024,
                "last_month": 12,
                "last_year": 2024,
            },
            {"points": Decimal("13.750"), "start": D(2024, 1, 1), "until": D(2025, 1, 1)},
        ),
        (
            HistoryKind.SALARY_STEP,
            {"start": D(2024, 1, 1), "base_salary": "Rp 3.434.300,00"},
            {"start": D(2024, 1, 1), "base_salary": Decimal(3434300)},
        ),
        (
            HistoryKind.DISCIPLINE,
            {"sanction_kind": "Penundaan KGB", "sanction_level": "S", "start": "01-01-2014", "length_years": "1"},
            {"kind": "99", "note": "Penundaan KGB", "level": "S", "start": D(2014, 1, 1), "until": D(2015, 1, 1)},
        ),
        (
            HistoryKind.AWARD,
            {"name": "Satyalancana Karya Satya XX Tahun", "year": 2020},
            {"kind": "202", "date": D(2020, 12, 31), "is_year_only": True},
        ),
    ],
)
def test_row_says_what_siasn_and_offices_mean(kind, cells, values):
    entry = read(kind, **cells)

    assert entry.values == values
    assert not entry.has_error


@pytest.mark.parametrize(
    ("kind", "cells", "fault"),
    [
        (HistoryKind.RANK, {"rank": "III/c", "start": "31-02-2022"}, ("start", "date_impossible")),
        (HistoryKind.RANK, {"rank": "=A1", "start": D(2022, 4, 1)}, ("rank", "formula")),
        (
            HistoryKind.RANK,
            {"rank": "III/c", "start": D(2022, 4, 1), "service_months": 14},
            ("service_months", "number_out_of_range"),
        ),
        (HistoryKind.CONTRACT, {"start": D(2022, 4, 1), "until": D(2021, 4, 1)}, ("until", "ends_before_start")),
        (HistoryKind.CONTRACT, {"start": D(2022, 4, 1), "until": None}, ("until", "value_missing")),
        (HistoryKind.EDUCATION, {"education": "S-9", "year": 2003}, ("education", "choice_unknown")),
        (HistoryKind.EDUCATION, {"education": "S-1", "year": "dua ribu"}, ("year", "year_unreadable")),
        (HistoryKind.RATING, {"year": 2024, "predicate": "Lumayan"}, ("predicate", "choice_unknown")),
        (
            HistoryKind.POSITION,
            {"position": "Camat", "unit": "Kelurahan X", "start": D(2022, 1, 1)},
            ("unit", "unit_unknown"),
        ),
    ],
)
def test_fault_stands_at_its_cell(kind, cells, fault):
    assert fault in codes(read(kind, **cells))


CELLS = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["=1+1", "31-02-2020", "III/c", "S-1", "1.98501E+17", "'", "x" * 700, "9999-12-31", "Baik", "@a"]),
)


@pytest.mark.parametrize("kind", list(HistoryKind))
@given(data=st.data())
def test_no_cell_makes_a_reader_raise(kind, data):
    columns = [C(field.name) for field in ENTRY_SHEETS[kind].fields]
    cells = {column: data.draw(CELLS) for column in columns}

    entry = EntryReader(kind, CONTEXT).read(2, cells)
    verdict = EntryJudge(kind, TODAY).judge(entry, SITI, (), "2")

    assert (verdict.action is ImportAction.REFUSE) == any(each.level is Level.ERROR for each in verdict.problems)


@pytest.mark.parametrize(
    ("kind", "cells", "fault"),
    [
        (HistoryKind.RANK, {"rank": "III/c", "start": D(2062, 4, 1)}, ("start", "date_too_far")),
        (HistoryKind.RANK, {"rank": "III/c", "start": D(1981, 4, 1)}, ("start", "date_too_early")),
        (HistoryKind.EDUCATION, {"education": "S-1", "year": 2027}, ("year", "date_in_future")),
        (
            HistoryKind.RANK,
            {"rank": "III/c", "start": D(2022, 4, 1), "decree_date": D(2027, 1, 1)},
            ("decree_date", "date_in_future"),
        ),
        (
            HistoryKind.UNPAID_LEAVE,
            {"start": D(1993, 1, 1), "until": D(2004, 12, 31)},
            ("start", "begins_before_service"),
        ),
        (HistoryKind.SALARY_STEP, {"start": D(2004, 12, 31)}, ("start", "begins_before_service")),
        (
            HistoryKind.CONTRACT,
            {"start": D(2000, 1, 1), "until": D(2003, 1, 1)},
            ("start", "begins_before_service"),
        ),
        (HistoryKind.STATUS, {"status": "Aktif", "start": D(2000, 1, 1)}, ("start", "begins_before_service")),
        (HistoryKind.STATUS, {"status": "Pensiun", "start": D(2000, 1, 1)}, ("start", "left_before_service")),
    ],
)
def test_entry_keeps_to_the_rules_of_the_form(kind, cells, fault):
    verdict = EntryJudge(kind, TODAY).judge(read(kind, **cells), SITI, (), "2")

    assert verdict.action is ImportAction.REFUSE
    assert [(str(problem.column), str(problem.code)) for problem in verdict.problems] == [fault]


def test_what_stands_on_record_is_not_judged_again():
    known = (Known(7, {"rank": "IX", "start": D(2039, 4, 1)}),)

    verdict = EntryJudge(HistoryKind.RANK, TODAY).judge(
        read(HistoryKind.RANK, rank="IX", start=D(2039, 4, 1)), SITI, known, "2"
    )

    assert (verdict.action, verdict.problems) == (ImportAction.SKIP, ())


def test_judge_tells_new_from_same_from_corrected_and_from_repeated():
    judge = EntryJudge(HistoryKind.RATING, TODAY)
    known = (Known(7, {"year": 2023, "predicate": "BAIK", "assessor": "Lurah"}),)

    def verdict(place, **cells):
        result = judge.judge(read(HistoryKind.RATING, **cells), SITI, known, place)
        return result.action, result.target, result.values

    assert verdict("2", year=2023, predicate="baik") == (ImportAction.SKIP, 7, {})
    assert verdict("3", year=2024, predicate="baik") == (
        ImportAction.INSERT,
        None,
        {"year": 2024, "predicate": "BAIK"},
    )
    assert verdict("4", year=2024, predicate="baik")[0] == ImportAction.SKIP
    assert verdict("5", year=2024, predicate="kurang")[0] == ImportAction.REFUSE
    fresh = EntryJudge(HistoryKind.RATING, TODAY).judge(
        read(HistoryKind.RATING, year=2023, predicate="kurang", assessor="LURAH"), SITI, known, "2"
    )
    assert (fresh.action, fresh.target, fresh.values) == (ImportAction.UPDATE, 7, {"predicate": "KURANG"})


def test_entry_is_fitted_between_its_neighbours():
    chain = Chain.of([(1, D(2010, 1, 1), D(2015, 1, 1)), (2, D(2015, 1, 1), None)])

    between, last = chain.insert(D(2012, 1, 1)), chain.insert(D(2020, 1, 1))
    first = chain.insert(D(2005, 1, 1))

    assert (first.until, between.until, last.until) == (D(2010, 1, 1), D(2015, 1, 1), None)
    assert chain.moved() == {1: (D(2015, 1, 1), D(2012, 1, 1)), 2: (None, D(2020, 1, 1))}


def test_corrected_entry_at_another_date_leaves_no_gap():
    chain = Chain.of([(1, D(2010, 1, 1), D(2015, 1, 1)), (2, D(2015, 1, 1), None)])

    corrected = chain.replace(2, D(2016, 1, 1))

    assert (corrected.start, corrected.until) == (D(2016, 1, 1), None)
    assert chain.moved() == {1: (D(2015, 1, 1), D(2016, 1, 1))}


@given(starts=st.lists(st.dates(D(2000, 1, 1), D(2026, 1, 1)), unique=True, min_size=1), seed=st.randoms())
def test_entries_follow_one_another_whatever_their_order(starts, seed):
    chain = Chain.of([])
    shuffled = list(starts)
    seed.shuffle(shuffled)

    for start in shuffled:
        chain.insert(start)

    ordered = sorted(starts)
    assert [(link.start, link.until) for link in chain.links] == list(zip(ordered, [*ordered[1:], None], strict=True))
