"""Ranks of PNS and grades of PPPK."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from employees.enums.person import Regime


@dataclass(frozen=True, slots=True)
class RankInfo:
    """One rank. `order` ascends within its regime only: a PNS III/a and a PPPK IX are not comparable."""

    code: str
    siasn_id: str
    name: str
    order: int
    regime: Regime

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.name else self.code


PNS_RANKS = tuple(
    RankInfo(code, siasn_id, name, order, Regime.PNS)
    for order, (code, siasn_id, name) in enumerate(
        [
            ("I/a", "11", "Juru Muda"),
            ("I/b", "12", "Juru Muda Tingkat I"),
            ("I/c", "13", "Juru"),
            ("I/d", "14", "Juru Tingkat I"),
            ("II/a", "21", "Pengatur Muda"),
            ("II/b", "22", "Pengatur Muda Tingkat I"),
            ("II/c", "23", "Pengatur"),
            ("II/d", "24", "Pengatur Tingkat I"),
            ("III/a", "31", "Penata Muda"),
            ("III/b", "32", "Penata Muda Tingkat I"),
            ("III/c", "33", "Penata"),
            ("III/d", "34", "Penata Tingkat I"),
            ("IV/a", "41", "Pembina"),
            ("IV/b", "42", "Pembina Tingkat I"),
            ("IV/c", "43", "Pembina Utama Muda"),
            ("IV/d", "44", "Pembina Utama Madya"),
            ("IV/e", "45", "Pembina Utama"),
        ],
        start=1,
    )
)

# PPPK grades (*golongan*) have neither a name nor an own SIASN id in the sources: the Roman number is both.
PPPK_RANKS = tuple(
    RankInfo(code, code, "", order, Regime.PPPK)
    for order, code in enumerate(
        [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
        ],
        start=1,
    )
)

RANKS = {rank.code: rank for rank in (*PNS_RANKS, *PPPK_RANKS)}

RANK_CHOICES = [
    (_("Civil servant (PNS)"), [(rank.code, str(rank)) for rank in PNS_RANKS]),
    (
        _("Contract civil servant (PPPK)"),
        [(rank.code, str(rank)) for rank in PPPK_RANKS],
    ),
]
