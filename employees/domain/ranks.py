"""Ranks as offices write them: `III/d`, `III / D`, `Penata Tk. I (III/d)`, `Golongan IX`."""

import re
import unicodedata
from enum import StrEnum

from employees.enums import RANKS, RankInfo, Regime

CODE_WITH_LETTER = re.compile(r"\b([ivx]+)\s*[/\\]\s*([a-z]+)\b")
BARE_CODE = re.compile(r"([ivx]+)(?:\s*[.\-]?\s*([a-e]))?")
PREFIX = re.compile(r"^(?:(?:golongan|gol|pangkat|ruang)\b[\s.:/]*)+")
LEVEL = re.compile(r"\b(?:tk|tkt|tingkat)\b\.?\s*(?:i|1)\b")
MAXIMUM_QUOTE = 60  # a whole paragraph in the cell must not become the error message
PUNCTUATION = " ()[]-–,.;:"


class RankFault(StrEnum):
    MISSING = "missing"
    UNKNOWN = "unknown"
    CONTRADICTION = "contradiction"
    OTHER_REGIME = "other_regime"


class RankError(ValueError):
    """`code` names the fault, `found` is what was written; the text tells what to do about it."""

    sentences = {
        RankFault.MISSING: "The rank is missing. Write it like III/d (PNS) or IX (PPPK).",
        RankFault.UNKNOWN: "There is no rank “{found}”. Write it like III/d (PNS) or IX (PPPK).",
        RankFault.CONTRADICTION: "Name and code of the rank “{found}” don't belong together. Correct one of them.",
        RankFault.OTHER_REGIME: (
            "The rank {found} contradicts the employment status: PNS have ranks like III/d, PPPK grades like IX."
        ),
    }

    def __init__(self, code: RankFault, found: str = "") -> None:
        self.code = code
        self.found = found[:MAXIMUM_QUOTE]
        super().__init__(self.sentences[code].format(found=self.found))


def parse_rank(text: object, *, regime: str | None = None) -> RankInfo:
    """Find the rank that a text means, by code, by name, or by both; `regime` restricts it to "PNS" or "PPPK".

    Raises RankError.
    """
    if text is None or (isinstance(text, str) and not text.strip()):
        raise RankError(RankFault.MISSING)
    if not isinstance(text, str):
        raise RankError(RankFault.UNKNOWN, str(text))

    rank = _find(text)
    if regime is not None and rank.regime is not Regime(regime):
        raise RankError(RankFault.OTHER_REGIME, rank.code)
    return rank


def _find(text: str) -> RankInfo:
    written = " ".join(text.split())
    plain = PREFIX.sub("", " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(PUNCTUATION))

    match = CODE_WITH_LETTER.search(plain)
    if match is None:
        rank = _by_code(plain) or _by_name(plain)
        if rank is None:
            raise RankError(RankFault.UNKNOWN, written)
        return rank

    rank = RANKS_BY_CODE.get("/".join(match.groups()))
    name = PREFIX.sub("", (plain[: match.start()] + plain[match.end() :]).strip(PUNCTUATION + "/"))
    if rank is None or (name and _by_name(name) is None):
        raise RankError(RankFault.UNKNOWN, written)
    if name and _by_name(name) is not rank:
        raise RankError(RankFault.CONTRADICTION, written)
    return rank


def _by_code(plain: str) -> RankInfo | None:
    match = BARE_CODE.fullmatch(plain)
    return RANKS_BY_CODE.get("/".join(filter(None, match.groups()))) if match else None


def _by_name(plain: str) -> RankInfo | None:
    return RANKS_BY_NAME.get(LEVEL.sub("tingkat i", plain))


RANKS_BY_CODE = {rank.code.casefold(): rank for rank in RANKS.values()}
RANKS_BY_NAME = {rank.name.casefold(): rank for rank in RANKS.values() if rank.name}
