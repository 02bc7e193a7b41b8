"""The papers of a batch: the decree with its annex (*lampiran*), the excerpt (*petikan*) of each person, and the code
by which either is verified."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, translation

from asn_portal.pdf import Letterhead, official_name, render_pdf, signing_place
from asn_portal.qr import qr_data_uri
from careers.decree_texts import COMING_EFFECT, LATE_EFFECT, ORDINALS, PLAIN_EFFECT, TEXTS, DecreeTexts
from careers.enums import BatchKind
from careers.models import BatchLine, CareerBatch
from employees.domain.identity import format_nip
from employees.enums import RANKS
from employees.reports.letterhead import letterhead_of


@dataclass(frozen=True)
class AnnexRow:
    number: int
    name: str
    nip: str
    # The cells after the name, in the order of the annex's columns.
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Decree:
    """Everything that stands on the decree but the annex's rows."""

    letterhead: Letterhead
    authority: str
    texts: DecreeTexts
    laws: list[str]
    notices: list[str]
    decides: list[tuple[str, str]]
    columns: list[str]
    # What the day is to the person.
    day_label: str
    signer: dict[str, str]
    place: str


COLUMNS = {
    BatchKind.RANK_PROMOTION: ["Pangkat lama", "Pangkat baru", "Masa kerja golongan", "Jabatan, unit kerja"],
    BatchKind.SALARY_STEP: ["Pangkat/golongan", "Masa kerja golongan", "Gaji pokok baru (Rp)", "Jabatan, unit kerja"],
    BatchKind.DECORATION: ["Pangkat/golongan", "Jabatan, unit kerja", "Tanda kehormatan"],
    BatchKind.TRANSFER: ["Pangkat/golongan", "Jabatan lama", "Jabatan baru"],
}
# Which of these cells say what changes for the person.
CHANGES = {
    BatchKind.RANK_PROMOTION: (1, 2),
    BatchKind.SALARY_STEP: (1, 2),
    BatchKind.DECORATION: (2,),
    BatchKind.TRANSFER: (2,),
}
DAY = "j F Y"


def decree_of(batch: CareerBatch) -> Decree:
    """Needs the government. In the language that is active: the caller chooses Indonesian."""
    kind = BatchKind(batch.kind)
    texts = TEXTS[kind]
    points = [*texts.decides[:-1], _effect(batch), texts.decides[-1]]
    decides = [text.format(date=formats.date_format(batch.effective_date, DAY)) for text in points]
    return Decree(
        letterhead=letterhead_of(batch.government),
        authority=(batch.signer.get("position") or official_name(batch.government.name)).upper(),
        texts=texts,
        laws=list(texts.laws),
        notices=_notices(batch, texts),
        decides=list(zip(ORDINALS, decides, strict=False)),
        columns=COLUMNS[kind],
        day_label="Tanggal penyematan" if kind == BatchKind.DECORATION else "Terhitung mulai tanggal",
        signer=batch.signer,
        place=signing_place(str(batch.government.name)),
    )


def _effect(batch: CareerBatch) -> str:
    if batch.kind == BatchKind.DECORATION:
        return PLAIN_EFFECT
    is_coming = batch.decree_date is None or batch.effective_date >= batch.decree_date
    return COMING_EFFECT if is_coming else LATE_EFFECT


def annex_row(line: BatchLine) -> AnnexRow:
    return AnnexRow(line.number or 0, line.paper["name"], format_nip(line.paper["nip"]), _cells(line))


def decree_pdf(batch: CareerBatch) -> bytes:
    """In Indonesian, whoever asks: it is an official paper."""
    with translation.override("id"):
        lines = batch.lines.standing().order_by("number", "pk")
        return _render("pdf/careers/decree.html", batch, batch.code, {"rows": [annex_row(line) for line in lines]})


def excerpt_pdf(line: BatchLine) -> bytes:
    """As `decree_pdf`, for one person."""
    with translation.override("id"):
        cells = _cells(line)
        places = CHANGES[BatchKind(line.kind)]
        context = {
            "line": line,
            "facts": person_facts(line),
            "changes": [(COLUMNS[BatchKind(line.kind)][place], cells[place]) for place in places],
        }
        return _render("pdf/careers/excerpt.html", line.batch, line.code, context)


def person_facts(line: BatchLine) -> list[tuple[str, str]]:
    paper = line.paper
    born = formats.date_format(datetime.date.fromisoformat(paper["birth_date"]), DAY)
    place = f"{paper['birth_place']}, " if paper["birth_place"] else ""
    return [
        ("Nama", paper["name"]),
        ("NIP", format_nip(paper["nip"])),
        ("Tempat, tanggal lahir", f"{place}{born}"),
        ("Pendidikan", paper["education"] or "–"),
        ("Pangkat/golongan ruang", _rank(paper["rank"])),
        ("Jabatan", paper["position"] or "–"),
        ("Unit kerja", paper["unit"]),
    ]


def paper_of_code(code: str) -> tuple[CareerBatch, BatchLine | None] | None:
    """The batch, and the line if the code is an excerpt's; None for a code that stands on no signed paper."""
    cleaned = "".join(sign for sign in code.upper() if sign.isalnum())
    batches = CareerBatch.objects.exclude(decree_number="").select_related("unit", "government")
    if (batch := batches.filter(code=cleaned).first()) is not None:
        return batch, None
    lines = BatchLine.objects.standing().exclude(excerpt_number="").select_related("batch__unit", "batch__government")
    line = lines.filter(code=cleaned).first()
    return None if line is None else (line.batch, line)


def _render(template: str, batch: CareerBatch, code: str, context: dict[str, Any]) -> bytes:
    shown, url = decree_of(batch), f"{settings.SITE_URL}{reverse('careers:decree-verify', args=[code])}"
    common = {
        "decree": shown,
        "batch": batch,
        "letterhead": shown.letterhead,
        "verify_url": url,
        "qr": qr_data_uri(url),
    }
    return render_pdf(template, {**common, **context}, language="id", created=batch.state_since)


def _notices(batch: CareerBatch, texts: DecreeTexts) -> list[str]:
    if not batch.basis_number:
        return []
    dated = f" tanggal {formats.date_format(batch.basis_date, DAY)}" if batch.basis_date else ""
    return [f"{texts.basis} Nomor {batch.basis_number}{dated}"]


def _cells(line: BatchLine) -> tuple[str, ...]:
    paper = line.paper
    place, target = _joined(paper["position"], paper["unit"]), _joined(paper["to_position"], paper["to_unit"])
    match BatchKind(line.kind):
        case BatchKind.RANK_PROMOTION:
            return _rank(line.from_rank), _rank(line.to_rank), _grade_service(line), place
        case BatchKind.SALARY_STEP:
            salary = formats.number_format(line.base_salary, force_grouping=True) if line.base_salary else "–"
            return _rank(paper["rank"]), _grade_service(line), salary, place
        case BatchKind.DECORATION:
            return _rank(paper["rank"]), place, line.award_name
    return _rank(paper["rank"]), place, target


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _rank(code: str) -> str:
    return str(RANKS[code]) if code in RANKS else "–"


def _grade_service(line: BatchLine) -> str:
    if line.service_years is None:
        return "–"
    return f"{line.service_years} tahun {line.service_months or 0} bulan"
