"""What participants are asked at the end of a training (level 1), and what becomes of their answers.

The items follow LAN's practice (docs/domain: Kirkpatrick level 1; scale 1 "strongly disagree" to 5 "strongly agree").
A version is never changed once it was asked: a new one takes its place, old answers keep theirs. Nothing is shown below
five answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from training.enums import Depth, Dimension

SCALE = (1, 2, 3, 4, 5)
SMALLEST_SHOWN = 5
# "Not deep enough" or "not what I need" opens a review from this share on.
REVIEW_SHARE = Decimal("0.30")
# So does a mean of all items below this ("kurang"), rounded as it is shown.
LOW_MEAN = Decimal("2.61")


@dataclass(frozen=True)
class Item:
    """A sentence to agree or disagree with. `of_trainer`: asked of each trainer by name."""

    code: str
    dimension: Dimension
    id: str
    en: str
    of_trainer: bool = False

    def in_language(self, language: str) -> str:
        """The sentence: Indonesian for "id", English for every other language."""
        return self.id if language.startswith("id") else self.en


@dataclass(frozen=True)
class FormVersion:
    """One edition of the form. Answers keep its `name`."""

    name: str
    items: tuple[Item, ...]
    # Open questions: code → (Indonesian, English).
    texts: Mapping[str, tuple[str, str]]

    @property
    def of_session(self) -> tuple[Item, ...]:
        """Asked once, of the session as a whole."""
        return tuple(item for item in self.items if not item.of_trainer)

    @property
    def of_trainers(self) -> tuple[Item, ...]:
        """Asked again for each trainer of the session."""
        return tuple(item for item in self.items if item.of_trainer)

    def text_in_language(self, code: str, language: str) -> str:
        """An open question: Indonesian for "id", else English. Raises KeyError for a code the form doesn't have."""
        indonesian, english = self.texts[code]
        return indonesian if language.startswith("id") else english


class ScoreBand(StrEnum):
    """*Sangat baik* to *sangat kurang*, in five bands of 0.8 each."""

    VERY_GOOD = "VERY_GOOD"
    GOOD = "GOOD"
    FAIR = "FAIR"
    POOR = "POOR"
    VERY_POOR = "VERY_POOR"


@dataclass(frozen=True)
class DimensionScore:
    """`mean` is not rounded; `percent` is mean ÷ 5 × 100; `answers` are those that were not left blank."""

    mean: Decimal
    percent: Decimal
    band: ScoreBand
    answers: int


def _trainer(code: str, indonesian: str, english: str) -> Item:
    return Item(code, Dimension.SPEAKERS, indonesian, english, of_trainer=True)


_ITEMS_2026 = (
    _trainer("mastery", "Menguasai materi", "Knows the subject"),
    _trainer("structure", "Menyajikan secara sistematis", "Presents in a clear order"),
    _trainer("language", "Memakai bahasa yang jelas", "Speaks clearly"),
    _trainer("purpose", "Sesuai dengan tujuan pelatihan", "Keeps to the purpose of the training"),
    _trainer("method", "Memakai metode dan media yang tepat", "Uses fitting methods and media"),
    _trainer("participation", "Mendorong peserta aktif", "Gets participants to take part"),
    _trainer("answers", "Menjawab pertanyaan dengan baik", "Answers questions well"),
    _trainer("time", "Tepat waktu", "Keeps to the time"),
    _trainer("example", "Bersikap baik dan memberi teladan", "Is a good example"),
    Item(
        "team",
        Dimension.SPEAKERS,
        "Para pengajar bekerja sama dengan baik",
        "The trainers worked together well",
    ),
    Item("clear", Dimension.MATERIAL, "Materi jelas dan mudah dibaca", "The material is clear and easy to read"),
    Item("new", Dimension.MATERIAL, "Materi menambah pengetahuan atau keterampilan", "I learnt something new"),
    Item("order", Dimension.MATERIAL, "Urutan dari dasar ke lanjutan", "It went from the basics to more"),
    Item("relevant", Dimension.MATERIAL, "Materi relevan dengan tugas saya", "It has to do with my duties"),
    Item("depth", Dimension.MATERIAL, "Kedalaman materi cukup", "It went deep enough"),
    Item("information", Dimension.ORGANISATION, "Informasi awal jelas", "I was well informed beforehand"),
    Item("schedule", Dimension.ORGANISATION, "Jadwal diatur dengan baik", "The timetable was good"),
    Item("service", Dimension.ORGANISATION, "Panitia melayani dengan baik", "The organisers were helpful"),
    Item("meals", Dimension.ORGANISATION, "Konsumsi memadai", "Meals were good"),
    Item("handouts", Dimension.ORGANISATION, "Bahan ajar tersedia tepat waktu", "Handouts came in time"),
    Item("room", Dimension.FACILITIES, "Ruangan nyaman, bersih, dan terang", "The room was comfortable and clean"),
    Item("equipment", Dimension.FACILITIES, "Alat bantu dan jaringan berfungsi", "Equipment and network worked"),
    Item("sanitation", Dimension.FACILITIES, "Toilet dan tempat ibadah layak", "Toilets and prayer room were fit"),
    Item(
        "accessible",
        Dimension.FACILITIES,
        "Tempat dapat diakses penyandang disabilitas",
        "People with a disability can get in and around",
    ),
    Item("apply", Dimension.PRACTICAL_USE, "Dapat saya terapkan di pekerjaan", "I can use it at work"),
    Item("plan", Dimension.PRACTICAL_USE, "Saya punya rencana tindak lanjut", "I know what I will do next"),
    Item("support", Dimension.PRACTICAL_USE, "Atasan akan mendukung penerapannya", "My supervisor will support it"),
)
CURRENT = "2026"
VERSIONS: dict[str, FormVersion] = {
    "2026": FormVersion(
        "2026",
        _ITEMS_2026,
        {
            "most_useful": ("Apa yang paling bermanfaat?", "What was most useful?"),
            "to_improve": ("Apa yang perlu diperbaiki?", "What should be better?"),
        },
    )
}


def form_version_of(name: str) -> tuple[FormVersion, int | None]:
    """The form and the key of the questionnaire's version that a stored name stands for, such as "2026+17"."""
    form, _separator, extra = name.partition("+")
    return VERSIONS[form], int(extra) if extra else None


def item_key(item: str, trainer: int | None = None) -> str:
    """Under which an answer is kept: "clear", or "17:mastery" for a session's trainer."""
    return item if trainer is None else f"{trainer}:{item}"


def dimension_score(answers: Iterable[int | None]) -> DimensionScore | None:
    """Mean of all answers to all items of a dimension, blanks left out; None without any answer.

    Bands: from 4.21 very good, 3.41 good, 2.61 fair, 1.81 poor, below very poor, each bound named at two decimals, so
    the mean is compared after rounding to two (4.205 counts as 4.21).
    """
    given = [answer for answer in answers if answer is not None]
    if any(isinstance(answer, bool) or answer not in SCALE for answer in given):
        raise ValueError("Answers are whole numbers from 1 to 5.")
    if not given:
        return None
    mean = Decimal(sum(given)) / len(given)
    return DimensionScore(mean=mean, percent=mean / 5 * 100, band=score_band(mean), answers=len(given))


def score_band(mean: Decimal) -> ScoreBand:
    """The band of domain.md §4.2, lower bounds inclusive, after rounding the mean to two decimals (half up)."""
    shown = _rounded(mean)
    for least, band in (
        (Decimal("4.21"), ScoreBand.VERY_GOOD),
        (Decimal("3.41"), ScoreBand.GOOD),
        (LOW_MEAN, ScoreBand.FAIR),
        (Decimal("1.81"), ScoreBand.POOR),
    ):
        if shown >= least:
            return band
    return ScoreBand.VERY_POOR


def is_shown(answers: int) -> bool:
    """Whether so many answers may be shown at all."""
    return answers >= SMALLEST_SHOWN


def review_reasons(depths: Mapping[str, int], *, answers: int, mean: Decimal | None = None) -> list[tuple[str, int]]:
    """Why the content has to be looked at, as (trigger, count): from five answers on.

    `depths` counts the answers to the depth question, `answers` all evaluations, `mean` is that of all items; for a low
    mean the count is the rounded mean × 100.
    """
    if answers < SMALLEST_SHOWN:
        return []
    found = []
    for depth in (Depth.NOT_DEEP, Depth.NOT_NEEDED):
        count = depths.get(depth, 0)
        if Decimal(count) / answers >= REVIEW_SHARE:
            found.append((depth.value, count))
    if mean is not None and _rounded(mean) < LOW_MEAN:
        found.append(("low_score", int(_rounded(mean) * 100)))
    return found


def _rounded(mean: Decimal) -> Decimal:
    """As it is shown and classified: two decimals, half up."""
    return mean.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
