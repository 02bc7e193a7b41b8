import pytest

from employees.domain.ranks import RankError, RankFault, parse_rank
from employees.enums import RANKS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("III/d", "III/d"),
        ("III/D", "III/d"),
        ("iii/d", "III/d"),
        ("III / d", "III/d"),
        (" III\u00a0/\u00a0d ", "III/d"),
        ("IIId", "III/d"),
        ("III-d", "III/d"),
        ("III/d.", "III/d"),
        ("Gol. III/d", "III/d"),
        ("Golongan Ruang III/d", "III/d"),
        ("Penata Tingkat I (III/d)", "III/d"),
        ("Penata Tk. I, III/d", "III/d"),
        ("III/d - Penata Tk.I", "III/d"),
        ("Penata Tingkat I", "III/d"),
        ("PEMBINA UTAMA MUDA", "IV/c"),
        ("Juru", "I/c"),
        ("IX", "IX"),
        ("ix", "IX"),
        ("Golongan XVII", "XVII"),
        ("I", "I"),
    ],
)
def test_parse_rank(text, code):
    assert parse_rank(text) is RANKS[code]


@pytest.mark.parametrize("rank", RANKS.values(), ids=RANKS)
def test_parse_rank_reads_what_it_writes(rank):
    assert parse_rank(str(rank)) is rank
    assert parse_rank(rank.code, regime=rank.regime) is rank


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, RankFault.MISSING),
        ("", RankFault.MISSING),
        ("  ", RankFault.MISSING),
        ("III/f", RankFault.UNKNOWN),
        ("III/e", RankFault.UNKNOWN),
        ("IV/f", RankFault.UNKNOWN),
        ("V/a", RankFault.UNKNOWN),
        ("XVIII", RankFault.UNKNOWN),
        ("VIII/d", RankFault.UNKNOWN),
        ("III/", RankFault.UNKNOWN),
        ("III/dd", RankFault.UNKNOWN),
        ("III/c III/d", RankFault.UNKNOWN),
        ("Tingkat I", RankFault.UNKNOWN),
        ("Penata Satu (III/d)", RankFault.UNKNOWN),
        ("34", RankFault.UNKNOWN),
        (34, RankFault.UNKNOWN),
        ("Penata (III/d)", RankFault.CONTRADICTION),
    ],
)
def test_parse_rank_refuses(text, fault):
    with pytest.raises(RankError) as caught:
        parse_rank(text)

    assert caught.value.code == fault


@pytest.mark.parametrize(("text", "regime"), [("III/a", "PPPK"), ("IX", "PNS"), ("Penata Muda (III/a)", "PPPK")])
def test_parse_rank_refuses_a_rank_of_the_other_regime(text, regime):
    with pytest.raises(RankError) as caught:
        parse_rank(text, regime=regime)

    assert caught.value.code == RankFault.OTHER_REGIME


def test_rank_error_quotes_long_text_in_part():
    with pytest.raises(RankError) as caught:
        parse_rank("x" * 1_000_000)

    assert len(caught.value.found) == 60


def test_ranks_are_complete_and_ordered():
    pns = [rank for rank in RANKS.values() if rank.regime == "PNS"]
    pppk = [rank for rank in RANKS.values() if rank.regime == "PPPK"]

    assert [rank.order for rank in pns] == list(range(1, 18))
    assert [rank.order for rank in pppk] == list(range(1, 18))
    assert (RANKS["III/d"].siasn_id, RANKS["III/d"].name, RANKS["III/d"].order) == ("34", "Penata Tingkat I", 12)
    assert [int(rank.siasn_id) for rank in pns] == sorted(int(rank.siasn_id) for rank in pns)
