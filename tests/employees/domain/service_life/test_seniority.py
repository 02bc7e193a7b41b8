from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employees.domain.education import EducationError
from employees.domain.ranks import RankError
from employees.domain.service_life import SeniorityEntry, ServiceLifeError, seniority_key, seniority_order
from employees.enums import RANKS, Echelon, EducationLevel, LeadershipTraining, PositionType

SAME = {"rank": "III/d", "rank_since": date(2022, 4, 1), "birth_date": date(1980, 1, 1)}
DATES = st.dates(date(1970, 1, 1), date(2026, 12, 31))


def entry(key, **values):
    return SeniorityEntry(key=key, **{**SAME, **values})


def keys(*entries):
    return [each.key for each in seniority_order(entries)]


def test_seniority_ex_2_11():
    a = entry("A", rank="III/d", rank_since=date(2022, 4, 1))
    b = entry("B", rank="IV/a", rank_since=date(2025, 10, 1))
    c = entry("C", rank="III/d", rank_since=date(2021, 10, 1))

    assert keys(a, b, c) == ["B", "C", "A"]


def test_seniority_ex_2_12_position():
    d = entry("D", position_type="PENGAWAS", echelon=Echelon.IV_A)
    e = entry("E", position_type="PELAKSANA", service_months=400)

    assert keys(e, d) == ["D", "E"]


def test_seniority_ex_2_12_service():
    longer = entry("longer", position_type="PENGAWAS", service_months=15 * 12 + 2)
    shorter = entry("shorter", position_type="PENGAWAS", service_months=14 * 12 + 11)

    assert keys(shorter, longer) == ["longer", "shorter"]


# Each pair differs in one criterion; the later criteria speak for the junior.
CRITERIA = [
    ("rank", {"rank": "IV/a"}, {"rank": "III/d"}),
    ("rank_since", {"rank_since": date(2022, 3, 31)}, {"rank_since": date(2022, 4, 1)}),
    ("rank_since", {"rank_since": date(2022, 4, 1)}, {"rank_since": None}),
    ("position", {"echelon": "31"}, {"echelon": "32"}),
    ("position", {"echelon": "51"}, {"echelon": "99"}),
    ("position", {"position_type": "JPT_UTAMA"}, {"echelon": "11"}),
    ("position", {"position_type": "ADMINISTRATOR"}, {"position_type": "PENGAWAS"}),
    ("position", {"position_type": "PENGAWAS", "echelon": "41"}, {"position_type": "PENGAWAS"}),
    ("position", {"position_type": "PENGAWAS", "echelon": "99"}, {"position_type": "FUNGSIONAL"}),
    ("position_since", {"position_since": date(2020, 1, 1)}, {"position_since": date(2020, 1, 2)}),
    ("position_since", {"position_since": date(2020, 1, 1)}, {}),
    (
        "position_since",
        {"position_type": "PELAKSANA", "position_since": date(2020, 1, 1)},
        {"position_type": "FUNGSIONAL", "position_since": date(2020, 1, 2)},
    ),
    ("service", {"service_months": 120}, {"service_months": 119}),
    ("training", {"training_level": "PKN_I"}, {"training_level": "PKN_II"}),
    ("training", {"training_level": "PKP"}, {"training_level": ""}),
    ("training_year", {"training_year": 2019}, {"training_year": 2020}),
    ("training_year", {"training_year": 2019}, {}),
    ("education", {"education": "S-2"}, {"education": "40"}),
    ("education", {"education": "SD"}, {}),
    ("graduated", {"graduated": 2004}, {"graduated": 2005}),
    ("graduated", {"graduated": date(2004, 7, 1)}, {"graduated": date(2004, 7, 2)}),
    ("graduated", {"graduated": date(2004, 7, 1)}, {"graduated": 2004}),
    ("graduated", {"graduated": 2004}, {}),
    ("birth_date", {"birth_date": date(1979, 12, 31)}, {"birth_date": date(1980, 1, 1)}),
]
ORDER = list(dict.fromkeys(criterion for criterion, _senior, _junior in CRITERIA))
FAVOURABLE = {
    "rank_since": {"rank_since": date(2000, 1, 1)},
    "position": {"echelon": "11"},
    "position_since": {"position_since": date(2000, 1, 1)},
    "service": {"service_months": 500},
    "training": {"training_level": "PKN_I"},
    "training_year": {"training_year": 1990},
    "education": {"education": "S-3"},
    "graduated": {"graduated": 1990},
    "birth_date": {"birth_date": date(1960, 1, 1)},
}


@pytest.mark.parametrize(("criterion", "senior", "junior"), CRITERIA)
def test_each_criterion_outweighs_all_after_it(criterion, senior, junior):
    later = {}
    for other in ORDER[ORDER.index(criterion) + 1 :]:
        later |= FAVOURABLE[other]

    assert keys(entry("a junior", **{**later, **junior}), entry("b senior", **senior)) == ["b senior", "a junior"]


def test_pppk_stand_after_all_pns_by_grade():
    entries = [entry(rank, rank=rank) for rank in ["IX", "I/a", "XVII", "IV/e", "V"]]

    assert keys(*entries) == ["IV/e", "I/a", "XVII", "IX", "V"]


def test_ties_fall_back_to_the_key():
    assert keys(entry(10), entry("9"), entry(9), entry("10")) == [9, 10, "10", "9"]


def test_nobody_gives_an_empty_list():
    assert seniority_order([]) == []


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"rank": "III/z"}, RankError),
        ({"rank": None}, RankError),
        ({"education": "universitas"}, EducationError),
        ({"birth_date": None}, ServiceLifeError),
        ({"rank_since": datetime(2022, 4, 1)}, ServiceLifeError),
        ({"echelon": "IV.a"}, ServiceLifeError),
        ({"position_type": "LURAH"}, ServiceLifeError),
        ({"training_level": "PIM"}, ServiceLifeError),
        ({"service_months": -1}, ServiceLifeError),
    ],
)
def test_seniority_key_refuses(wrong, error):
    with pytest.raises(error):
        seniority_key(entry("A", **wrong))


ENTRIES = st.builds(
    SeniorityEntry,
    key=st.integers(),
    rank=st.sampled_from(list(RANKS)),
    birth_date=DATES,
    rank_since=st.none() | DATES,
    echelon=st.sampled_from([None, "", *Echelon.values]),
    position_type=st.sampled_from([None, *PositionType.values]),
    position_since=st.none() | DATES,
    service_months=st.integers(0, 500),
    training_level=st.sampled_from([None, "", *LeadershipTraining.values]),
    training_year=st.none() | st.integers(1980, 2026),
    education=st.sampled_from([None, *EducationLevel.values]),
    graduated=st.none() | DATES | st.integers(1980, 2026),
)


@given(data=st.data(), entries=st.lists(ENTRIES, unique_by=lambda each: each.key, max_size=8))
def test_order_does_not_depend_on_the_order_given(data, entries):
    shuffled = data.draw(st.permutations(entries))

    ordered = seniority_order(entries)

    assert seniority_order(shuffled) == ordered
    assert sorted(each.key for each in ordered) == sorted(each.key for each in entries)
