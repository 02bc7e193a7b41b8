"""Which column of a strange sheet holds which of our fields: suggested by the words in its header."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

# What offices shorten in headers. Applied to whole words only.
ABBREVIATIONS = {
    "tgl": "tanggal",
    "tmpt": "tempat",
    "gol": "golongan",
    "jab": "jabatan",
    "jns": "jenis",
    "pend": "pendidikan",
    "peg": "pegawai",
    "no": "nomor",
    "nomer": "nomor",
    "lhr": "lahir",
    "tk": "tingkat",
}

CAMEL_BOUNDARY = re.compile(r"(?<=[a-z])(?=[A-Z])")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
SPACED_OUT = re.compile(r"\b[a-z](?: [a-z]\b){2,}")  # "N I P"

# Two different short labels are too alike ("NIP", "NIK"), so only longer ones may be misspelled.
SHORTEST_FUZZY_LABEL = 6
SIMILAR_ENOUGH = 0.85


@dataclass(frozen=True, slots=True)
class Field:
    """One of our fields and the labels under which other systems and offices keep it."""

    name: str
    labels: tuple[str, ...]


@lru_cache(maxsize=4096)
def normalise_label(label: str) -> str:
    """Reduce a header to its words, so that `Tgl. Lahir`, `tanggal_lahir` and `tanggalLahir` are the same."""
    plain = unicodedata.normalize("NFKD", CAMEL_BOUNDARY.sub(" ", label))
    words = NOT_A_WORD.sub(" ", "".join(c for c in plain if not unicodedata.combining(c)).casefold()).strip()
    words = SPACED_OUT.sub(lambda letters: letters[0].replace(" ", ""), words).split()
    return " ".join(ABBREVIATIONS.get(word, word) for word in words)


def suggest_mapping(headers: Sequence[str], fields: Iterable[Field]) -> dict[int, str]:
    """Column index → name of the field that it seems to hold; columns that look like nothing are left out.

    No field is suggested twice: the label that fits best wins, and of two equal ones the first.
    """
    candidates = [
        (-likeness, column, field.name)
        for field in fields
        for column, header in enumerate(headers)
        if (likeness := _likeness(header, field)) >= SIMILAR_ENOUGH
    ]
    mapping: dict[int, str] = {}
    for _, column, name in sorted(candidates):
        if column not in mapping and name not in mapping.values():
            mapping[column] = name
    return dict(sorted(mapping.items()))


def _likeness(header: str, field: Field) -> float:
    written = normalise_label(header[:200])
    if not written:
        return 0
    return max((_similarity(written, normalise_label(label)) for label in (field.name, *field.labels)), default=0)


def _similarity(written: str, known: str) -> float:
    if written == known:
        return 1
    if min(len(written), len(known)) < SHORTEST_FUZZY_LABEL:
        return 0
    return SequenceMatcher(None, written, known, autojunk=False).ratio()
