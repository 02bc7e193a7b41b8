"""Questions in a file: GIFT or a spreadsheet, read into one form and shown before anything is stored."""

from __future__ import annotations

import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

from django.core import signing
from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.tabular.faults import UnreadableSheet
from asn_portal.tabular.mapping import Field, suggest_mapping
from asn_portal.tabular.reading import Cell, open_sheet
from asn_portal.tabular.tables import find_table
from asn_portal.tabular.writing import write_xlsx
from careers.domain.exam_item import HUNDRED, ItemContent, Option, dump_options, faults, parse_options
from careers.domain.exam_item_text import read_answers
from careers.domain.gift import read_gift
from careers.enums import CHOICE_KINDS, ItemKind, ItemLevel
from careers.words.exam import ITEM_FAULTS, gift_sentence

SALT = "careers.exam_import"
# Questions of one file.
MOST_IMPORTED = 1000
# A preview that nobody stores is forgotten.
PREVIEW_SECONDS = 3600
OPTION_LETTERS = "ABCDEFGH"
FIELDS = (
    Field("code", ("Kode", "Code")),
    Field("subject", ("Materi", "Mata Uji", "Subject")),
    Field("level", ("Tingkat", "Kesulitan", "Difficulty")),
    Field("kind", ("Jenis", "Kind", "Type")),
    Field("text", ("Soal", "Pertanyaan", "Question")),
    *(
        Field(f"option_{letter}", (f"Pilihan {letter}", f"Opsi {letter}", f"Option {letter}"))
        for letter in OPTION_LETTERS
    ),
    Field("key", ("Kunci", "Kunci Jawaban", "Key", "Answer")),
)
HEADERS = ("Kode", "Materi", "Tingkat", "Jenis", "Soal", *(f"Pilihan {each}" for each in OPTION_LETTERS[:5]), "Kunci")
EXAMPLES = (
    ("", "Anggaran", "sedang", "pilihan ganda", "Dokumen rencana keuangan tahunan daerah adalah …",
     "APBD", "RPJMD", "Renstra", "KUA", "", "A"),
    ("", "Pelayanan publik", "sulit", "jawaban jamak", "Manakah yang termasuk komponen standar pelayanan?",
     "Persyaratan", "Biaya", "Nilai saham", "Jangka waktu", "", "A,B,D"),
    ("", "Adminduk", "mudah", "benar salah", "KTP-el berlaku seumur hidup.", "", "", "", "", "", "B"),
    ("", "Anggaran", "sedang", "angka", "Berapa persen dari 1.250.000 adalah 250.000?", "", "", "", "", "", "20:0.5"),
    ("", "Pelayanan publik", "sulit", "esai", "Jelaskan langkah menangani pengaduan.", "", "", "", "", "", ""),
)  # fmt: skip
KIND_WORDS = {
    "pilihan ganda": ItemKind.SINGLE,
    "jawaban jamak": ItemKind.MULTIPLE,
    "pilihan jamak": ItemKind.MULTIPLE,
    "benar salah": ItemKind.TRUE_FALSE,
    "benar/salah": ItemKind.TRUE_FALSE,
    "angka": ItemKind.NUMBER,
    "isian": ItemKind.SHORT_TEXT,
    "isian singkat": ItemKind.SHORT_TEXT,
    "esai": ItemKind.ESSAY,
    **{kind.value: kind for kind in ItemKind},
}
LEVEL_WORDS = {
    "mudah": ItemLevel.EASY,
    "sedang": ItemLevel.MEDIUM,
    "sulit": ItemLevel.HARD,
    "sukar": ItemLevel.HARD,
    **{level.value: level for level in ItemLevel},
}


@dataclass(frozen=True)
class ReadItem:
    """`line` of the text file or row of the sheet; empty texts where the file says nothing."""

    line: int
    code: str
    subject: str
    level: str
    content: ItemContent

    @property
    def kind_label(self) -> str:
        return str(self.content.kind.label)

    @property
    def level_label(self) -> str:
        return str(ItemLevel(self.level).label) if self.level else ""


@dataclass(frozen=True)
class Preview:
    items: tuple[ReadItem, ...]
    problems: tuple[str, ...]

    @property
    def rows(self) -> list[tuple[str, str, str, ItemContent]]:
        return [(item.code, item.subject, item.level, item.content) for item in self.items]

    def signed(self) -> str:
        """What the button "Store" sends back; nobody can change it on the way."""
        rows = [
            [item.line, item.code, item.subject, item.level, item.content.kind, item.content.text,
             dump_options(item.content.options)]
            for item in self.items
        ]  # fmt: skip
        return signing.dumps(rows, salt=SALT, compress=True)


def from_signed(text: str) -> Preview:
    """Raises signing.BadSignature for anything else than a preview of the last hour."""
    rows = signing.loads(text, salt=SALT, max_age=PREVIEW_SECONDS)
    items = (
        ReadItem(line, code, subject, level, ItemContent(ItemKind(kind), words, parse_options(options)))
        for line, code, subject, level, kind, words, options in rows
    )
    return Preview(tuple(items), ())


def read_file(file: BinaryIO) -> Preview:
    """A spreadsheet by its content, any other text as GIFT."""
    start = file.read(4)
    file.seek(0)
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return read_sheet(file)
    raw = file.read()
    try:
        text = raw.decode("utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if any(sign < " " and not sign.isspace() for sign in text):
        sentence = _(
            "This file is neither text nor a spreadsheet. Save the questions as .txt or .xlsx and choose that file."
        )
        return Preview((), (sentence,))
    return read_text(text)


def read_text(text: str) -> Preview:
    found = read_gift(text, MOST_IMPORTED)
    items = tuple(ReadItem(item.line, item.title[:40], item.category[:100], "", item.content) for item in found.items)
    problems = tuple(gift_sentence(fault) for fault in found.faults)
    return Preview(
        items[:MOST_IMPORTED],
        _too_many(len(items) + len({fault.line for fault in found.faults})) + (problems or _nothing(items)),
    )


def read_sheet(file: BinaryIO) -> Preview:
    labels = [label for field in FIELDS for label in field.labels]
    try:
        with open_sheet(file) as book:
            table = find_table(book.sheets, known_labels=labels, key_labels=["Soal", "Pertanyaan", "Question"])
            columns = suggest_mapping(table.header.labels, FIELDS)
            rows = [
                (row.number, {name: _text(row.cells[column]) for column, name in columns.items()})
                for row in islice(table.rows(), MOST_IMPORTED + 1)
            ]
    except UnreadableSheet as error:
        return Preview((), (_("The file can't be read as a sheet: %(reason)s") % {"reason": _(str(error))},))
    if "text" not in columns.values():
        return Preview((), (_("The sheet has no column “Soal”. Use the template."),))
    items, problems = [], []
    for number, cells in rows[:MOST_IMPORTED]:
        item, wrong = _item(number, cells)
        problems += [_("Row %(row)s: %(problem)s") % {"row": number, "problem": sentence} for sentence in wrong]
        if item is not None and not wrong:
            items.append(item)
    return Preview(tuple(items), _too_many(len(rows)) + (tuple(problems) or _nothing(tuple(items))))


def template() -> bytes:
    stream = io.BytesIO()
    write_xlsx(stream, HEADERS, EXAMPLES, text_columns=("Kode", "Kunci"), sheet_name="Soal")
    return stream.getvalue()


def _item(number: int, cells: dict[str, str]) -> tuple[ReadItem | None, list[str]]:
    wrong = []
    kind = KIND_WORDS.get(cells.get("kind", "").casefold() or ItemKind.SINGLE.value)
    if kind is None:
        wrong.append(
            _("The kind “%(kind)s” is unknown. Use pilihan ganda, jawaban jamak, benar salah, angka, isian or esai.")
            % {"kind": cells["kind"]}
        )
    level = LEVEL_WORDS.get(cells.get("level", "").casefold(), "")
    if cells.get("level") and not level:
        wrong.append(
            _("The difficulty “%(level)s” is unknown. Use mudah, sedang or sulit.") % {"level": cells["level"]}
        )
    if kind is None:
        return None, wrong
    options, sentence = _options(kind, cells)
    if sentence:
        return None, [*wrong, sentence]
    content = ItemContent(kind, cells.get("text", ""), options)
    wrong += [str(ITEM_FAULTS[fault]) for fault in faults(content)]
    return ReadItem(number, cells.get("code", "")[:40], cells.get("subject", "")[:100], level, content), wrong


def _options(kind: ItemKind, cells: dict[str, str]) -> tuple[tuple[Option, ...], str]:
    key = cells.get("key", "")
    if kind not in CHOICE_KINDS or kind == ItemKind.TRUE_FALSE:
        lines = "\n".join(key.split("|")) if kind == ItemKind.SHORT_TEXT else key
        return read_answers(kind, lines), ""
    given = [(letter, cells.get(f"option_{letter}", "")) for letter in OPTION_LETTERS]
    given = [(letter, text) for letter, text in given if text]
    right = {sign.strip().upper() for sign in key.replace(";", ",").split(",") if sign.strip()}
    if not right or not right <= {letter for letter, _words in given}:
        return (), _("The key “%(key)s” names no answer of this row. Write its letter, several with commas.") % {
            "key": key
        }
    share = HUNDRED / len(right) if kind == ItemKind.MULTIPLE else HUNDRED
    share = share.quantize(Decimal("0.00001"))
    wrong = -share if kind == ItemKind.MULTIPLE else Decimal(0)
    return tuple(Option(text, share if letter in right else wrong) for letter, text in given), ""


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _too_many(read: int) -> tuple[str, ...]:
    """Said first: the rest of the file was not read."""
    if read <= MOST_IMPORTED:
        return ()
    return (
        _("The file has more than %(most)s questions. Only its beginning was read; put the others into another file.")
        % {"most": formats.number_format(MOST_IMPORTED, force_grouping=True)},
    )


def _nothing(items: tuple[Any, ...]) -> tuple[str, ...]:
    return () if items else (_("No question was found in this file."),)
