"""The official questionnaire (PermenPANRB 14/2017, annex) in Indonesian, with an English translation beside it.

Kept as data and not as interface translations: an answer belongs to a version of the wording, and results must not
change when the interface is reworded. Versions are only ever added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.enums import SurveyElement as E

LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Wording:
    id: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.id


@dataclass(frozen=True)
class Question:
    """One element with its four options; option 1 is the worst, 4 the best."""

    element: E
    name: Wording
    # For axes and narrow tables.
    short: Wording
    text: Wording
    options: tuple[Wording, Wording, Wording, Wording]


@dataclass(frozen=True)
class Questionnaire:
    version: str
    source: str
    questions: tuple[Question, ...]

    @property
    def elements(self) -> tuple[E, ...]:
        return tuple(question.element for question in self.questions)


def _question(
    element: E, name: tuple[str, str], short: tuple[str, str], text: tuple[str, str], *options: tuple[str, str]
) -> Question:
    first, second, third, fourth = (Wording(*option) for option in options)
    return Question(element, Wording(*name), Wording(*short), Wording(*text), (first, second, third, fourth))


SKM_2017 = Questionnaire(
    version="skm-2017",
    source="PermenPANRB 14/2017",
    questions=(
        _question(
            E.REQUIREMENTS,
            ("Persyaratan", "Requirements"),
            ("Persyaratan", "Requirements"),
            (
                "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis pelayanannya?",
                "What do you think of how well the service requirements suit the type of service?",
            ),
            ("Tidak sesuai", "Not suitable"),
            ("Kurang sesuai", "Less suitable"),
            ("Sesuai", "Suitable"),
            ("Sangat sesuai", "Very suitable"),
        ),
        _question(
            E.PROCEDURES,
            ("Sistem, mekanisme, dan prosedur", "System, mechanism and procedure"),
            ("Prosedur", "Procedure"),
            (
                "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
                "How easy do you understand the service procedure at this unit to be?",
            ),
            ("Tidak mudah", "Not easy"),
            ("Kurang mudah", "Less easy"),
            ("Mudah", "Easy"),
            ("Sangat mudah", "Very easy"),
        ),
        _question(
            E.COMPLETION_TIME,
            ("Waktu penyelesaian", "Completion time"),
            ("Waktu", "Time"),
            (
                "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
                "What do you think of how fast the service is given?",
            ),
            ("Tidak cepat", "Not fast"),
            ("Kurang cepat", "Less fast"),
            ("Cepat", "Fast"),
            ("Sangat cepat", "Very fast"),
        ),
        _question(
            E.COST,
            ("Biaya/tarif", "Cost/fee"),
            ("Biaya", "Cost"),
            (
                "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
                "What do you think of the fairness of the cost/fee of the service?",
            ),
            ("Sangat mahal", "Very expensive"),
            ("Cukup mahal", "Quite expensive"),
            ("Murah", "Cheap"),
            ("Gratis", "Free of charge"),
        ),
        _question(
            E.PRODUCT,
            ("Produk spesifikasi jenis pelayanan", "Service product"),
            ("Produk", "Product"),
            (
                "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang tercantum dalam standar "
                "pelayanan dengan hasil yang diberikan?",
                "What do you think of how well the result you were given agrees with the service product stated in "
                "the service standard?",
            ),
            ("Tidak sesuai", "Does not agree"),
            ("Kurang sesuai", "Agrees less"),
            ("Sesuai", "Agrees"),
            ("Sangat sesuai", "Agrees very well"),
        ),
        _question(
            E.STAFF_COMPETENCE,
            ("Kompetensi pelaksana", "Competence of staff"),
            ("Kompetensi", "Competence"),
            (
                "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
                "What do you think of the competence/ability of the staff in giving the service?",
            ),
            ("Tidak kompeten", "Not competent"),
            ("Kurang kompeten", "Less competent"),
            ("Kompeten", "Competent"),
            ("Sangat kompeten", "Very competent"),
        ),
        _question(
            E.STAFF_BEHAVIOUR,
            ("Perilaku pelaksana", "Behaviour of staff"),
            ("Perilaku", "Behaviour"),
            (
                "Bagaimana pendapat Saudara perilaku petugas dalam pelayanan terkait kesopanan dan keramahan?",
                "What do you think of the behaviour of the staff with regard to courtesy and friendliness?",
            ),
            ("Tidak sopan dan ramah", "Not courteous and friendly"),
            ("Kurang sopan dan ramah", "Less courteous and friendly"),
            ("Sopan dan ramah", "Courteous and friendly"),
            ("Sangat sopan dan ramah", "Very courteous and friendly"),
        ),
        _question(
            E.FACILITIES,
            ("Sarana dan prasarana", "Facilities and infrastructure"),
            ("Sarana", "Facilities"),
            (
                "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
                "What do you think of the quality of the facilities and infrastructure?",
            ),
            ("Buruk", "Poor"),
            ("Cukup", "Fair"),
            ("Baik", "Good"),
            ("Sangat baik", "Very good"),
        ),
        _question(
            E.COMPLAINT_HANDLING,
            ("Penanganan pengaduan, saran, dan masukan", "Handling of complaints, suggestions and feedback"),
            ("Pengaduan", "Complaints"),
            (
                "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
                "What do you think of how complaints of service users are handled?",
            ),
            ("Tidak ada", "There is none"),
            ("Ada tetapi tidak berfungsi", "It exists but does not work"),
            ("Berfungsi kurang maksimal", "It works, but not at its best"),
            ("Dikelola dengan baik", "It is managed well"),
        ),
    ),
)

QUESTIONNAIRES: Mapping[str, Questionnaire] = {SKM_2017.version: SKM_2017}
CURRENT = SKM_2017


def questionnaire(version: str) -> Questionnaire:
    """The wording of a version; raises ValueError for one that never existed."""
    try:
        return QUESTIONNAIRES[version]
    except KeyError:
        raise ValueError(f"There is no questionnaire with the version {version!r}.") from None
