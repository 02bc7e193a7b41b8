"""The words of histories: how SIASN and offices write kinds of training, ratings, awards, sanctions."""

import re
from collections.abc import Mapping

from employees.domain.staff_import.entry_columns import EntryColumn as C
from employees.domain.staff_import.words import STATUSES, plain
from employees.enums import (
    AssignmentKind,
    AwardKind,
    CredentialKind,
    LeadershipTraining,
    Predicate,
    PromotionKind,
    SanctionKind,
    SanctionLevel,
    TrainingKind,
)

# SIASN `jenisDiklat` (domain.md 3.4); those of which many kinds are one of ours.
TRAINING_IDS = {
    "1": TrainingKind.STRUCTURAL,
    "2": TrainingKind.FUNCTIONAL,
    "3": TrainingKind.TECHNICAL,
    "4": TrainingKind.WORKSHOP,
    "5": TrainingKind.STRUCTURAL,
    "6": TrainingKind.TECHNICAL,
    "7": TrainingKind.SEMINAR,
    "8": TrainingKind.TECHNICAL,
    "9": TrainingKind.SEMINAR,
    "11": TrainingKind.COURSE,
    "12": TrainingKind.COURSE,
    "16": TrainingKind.SELF_LEARNING,
    "17": TrainingKind.SELF_LEARNING,
    "22": TrainingKind.SELF_LEARNING,
    **dict.fromkeys(
        ("10", "13", "14", "15", "18", "19", "20", "21", "23", "24", "25"),
        TrainingKind.OTHER,
    ),
}
# SIASN `latihanStruktural`.
LEADERSHIP_IDS = {
    "2": LeadershipTraining.PKP,
    "3": LeadershipTraining.PKA,
    "4": LeadershipTraining.PKN_II,
    "5": LeadershipTraining.PKN_I,
}

WORDS: dict[C, dict[str, str]] = {
    C.PROMOTION_KIND: {
        "reguler": PromotionKind.REGULAR,
        "kenaikan pangkat reguler": PromotionKind.REGULAR,
        "pilihan": PromotionKind.STRUCTURAL,
        "pilihan jabatan struktural": PromotionKind.STRUCTURAL,
        "struktural": PromotionKind.STRUCTURAL,
        "pilihan jabatan fungsional tertentu": PromotionKind.FUNCTIONAL,
        "pilihan jabatan fungsional": PromotionKind.FUNCTIONAL,
        "fungsional": PromotionKind.FUNCTIONAL,
        "penyesuaian ijazah": PromotionKind.DIPLOMA,
        "sedang tugas belajar": PromotionKind.DURING_STUDY,
        "setelah selesai tugas belajar": PromotionKind.AFTER_STUDY,
        "setelah tugas belajar": PromotionKind.AFTER_STUDY,
        "dpk": PromotionKind.SECONDED,
        "penemuan baru": PromotionKind.INVENTION,
        "prestasi luar biasa": PromotionKind.ACHIEVEMENT,
        "pejabat negara": PromotionKind.STATE_OFFICIAL,
        "golongan dari pengadaan cpns pns": PromotionKind.RECRUITMENT,
        "gol dari pengadaan cpns pns": PromotionKind.RECRUITMENT,
        "pengadaan cpns": PromotionKind.RECRUITMENT,
        "cpns": PromotionKind.RECRUITMENT,
    },
    C.ASSIGNMENT: {
        "definitif": AssignmentKind.DEFINITIVE,
        "plt": AssignmentKind.ACTING,
        "pelaksana tugas": AssignmentKind.ACTING,
        "plh": AssignmentKind.DAILY_ACTING,
        "pelaksana harian": AssignmentKind.DAILY_ACTING,
        "pj": AssignmentKind.CARETAKER,
        "penjabat": AssignmentKind.CARETAKER,
        "tugas tambahan": AssignmentKind.ADDITIONAL_DUTY,
    },
    C.STATUS: {**STATUSES},
    C.TRAINING_KIND: {
        **TRAINING_IDS,
        "diklat struktural": TrainingKind.STRUCTURAL,
        "pelatihan manajerial": TrainingKind.STRUCTURAL,
        "struktural": TrainingKind.STRUCTURAL,
        "diklat fungsional": TrainingKind.FUNCTIONAL,
        "fungsional": TrainingKind.FUNCTIONAL,
        "diklat teknis": TrainingKind.TECHNICAL,
        "teknis": TrainingKind.TECHNICAL,
        "bimbingan teknis": TrainingKind.TECHNICAL,
        "bimtek": TrainingKind.TECHNICAL,
        "pelatihan sosial kultural": TrainingKind.TECHNICAL,
        "latsar": TrainingKind.PRE_SERVICE,
        "prajabatan": TrainingKind.PRE_SERVICE,
        "pelatihan dasar": TrainingKind.PRE_SERVICE,
        "kursus": TrainingKind.COURSE,
        "penataran": TrainingKind.COURSE,
        "workshop": TrainingKind.WORKSHOP,
        "lokakarya": TrainingKind.WORKSHOP,
        "workshop lokakarya": TrainingKind.WORKSHOP,
        "seminar": TrainingKind.SEMINAR,
        "seminar konferensi sarasehan": TrainingKind.SEMINAR,
        "sosialisasi": TrainingKind.SEMINAR,
        "e learning": TrainingKind.SELF_LEARNING,
        "pelatihan jarak jauh": TrainingKind.SELF_LEARNING,
        "belajar mandiri": TrainingKind.SELF_LEARNING,
        "lainnya": TrainingKind.OTHER,
    },
    C.CREDENTIAL_KIND: {
        "surat tanda registrasi": CredentialKind.REGISTRATION,
        "surat izin praktik": CredentialKind.PRACTICE,
        "sertifikat profesi": CredentialKind.PROFESSIONAL,
        "sertifikat kompetensi": CredentialKind.PROFESSIONAL,
        "surat izin mengemudi": CredentialKind.DRIVING,
        "surat keterangan sehat": CredentialKind.HEALTH,
    },
    C.PREDICATE: {
        # SIASN `kuadranNilai`.
        **dict(zip("12345", Predicate, strict=True)),
        "sangat baik": Predicate.VERY_GOOD,
        "baik": Predicate.GOOD,
        "butuh perbaikan": Predicate.NEEDS_IMPROVEMENT,
        "cukup": Predicate.NEEDS_IMPROVEMENT,
        "kurang": Predicate.POOR,
        "misconduct": Predicate.POOR,
        "sangat kurang": Predicate.VERY_POOR,
    },
    C.SANCTION_KIND: {
        "teguran lisan": SanctionKind.ORAL_WARNING,
        "teguran tertulis": SanctionKind.WRITTEN_WARNING,
        "pernyataan tidak puas secara tertulis": SanctionKind.WRITTEN_DISSATISFACTION,
        "penurunan jabatan setingkat lebih rendah selama 12 bulan": SanctionKind.DEMOTION,
        "pembebasan dari jabatannya menjadi jabatan pelaksana selama 12 bulan": SanctionKind.RELEASE,
        "pemberhentian dengan hormat tidak atas permintaan sendiri": SanctionKind.DISMISSAL,
        "pemberhentian tidak dengan hormat": SanctionKind.DISMISSAL_DISHONOURABLE,
        **{
            f"pemotongan {what} sebesar 25 selama {months} bulan": kind
            for what in ("tunjangan kinerja", "tukin", "tpp")
            for months, kind in (
                (6, SanctionKind.ALLOWANCE_CUT_6),
                (9, SanctionKind.ALLOWANCE_CUT_9),
                (12, SanctionKind.ALLOWANCE_CUT_12),
            )
        },
    },
    C.SANCTION_LEVEL: {
        "ringan": SanctionLevel.LIGHT,
        "sedang": SanctionLevel.MODERATE,
        "berat": SanctionLevel.SEVERE,
    },
}

LEADERSHIP_NAMES = (
    (re.compile(r"\b(pkn tingkat i|pkn i|(diklat ?)?pim(pinan)? (tingkat |tk )?i|sepati)\b"), LeadershipTraining.PKN_I),
    (
        re.compile(r"\b(pkn tingkat ii|pkn ii|(diklat ?)?pim(pinan)? (tingkat |tk )?ii|spamen|sespa)\b"),
        LeadershipTraining.PKN_II,
    ),
    (re.compile(r"\b(pka|(diklat ?)?pim(pinan)? (tingkat |tk )?iii|spama|sepadya)\b"), LeadershipTraining.PKA),
    (re.compile(r"\b(pkp|(diklat ?)?pim(pinan)? (tingkat |tk )?iv|adum|sepala)\b"), LeadershipTraining.PKP),
)
DECORATION = re.compile(r"satya ?lancana karya satya\W*(?P<years>xxx|xx|x|30|20|10)\b")
DECORATIONS = {
    "x": AwardKind.SATYALANCANA_10,
    "10": AwardKind.SATYALANCANA_10,
    "xx": AwardKind.SATYALANCANA_20,
    "20": AwardKind.SATYALANCANA_20,
    "xxx": AwardKind.SATYALANCANA_30,
    "30": AwardKind.SATYALANCANA_30,
}
YES = frozenset({"ya", "y", "yes", "true", "1", "v", "x", "✓", "benar", "t"})
NO = frozenset({"tidak", "no", "n", "false", "0", "bukan", "f", "salah"})
# SIASN: 1 above, 2 as, 3 below what was expected.
EXPECTATIONS = {
    "1": 1,
    "di atas ekspektasi": 1,
    "diatas ekspektasi": 1,
    "2": 0,
    "sesuai ekspektasi": 0,
    "3": -1,
    "di bawah ekspektasi": -1,
    "dibawah ekspektasi": -1,
}


def choice(column: C, text: str, labels: Mapping[str, str]) -> str | None:
    """The code that a cell means, by a code, by our own label in any language (`labels`), or as offices write it."""
    words, known = plain(text), WORDS.get(column, {})
    return labels.get(words) or known.get(words) or (text if text in known.values() else None)


def leadership(text: str) -> LeadershipTraining | None:
    words = plain(text)
    if words in LEADERSHIP_IDS:
        return LEADERSHIP_IDS[words]
    return next((level for pattern, level in reversed(LEADERSHIP_NAMES) if pattern.search(words)), None)


def award_kind(text: str) -> AwardKind | None:
    match = DECORATION.search(plain(text))
    return DECORATIONS[match["years"]] if match else None


def predicate_of(result: str, behaviour: str) -> Predicate | None:
    """*Kuadran kinerja* from the two ratings, PermenPANRB 6/2022."""
    work, manner = EXPECTATIONS.get(plain(result)), EXPECTATIONS.get(plain(behaviour))
    if work is None or manner is None:
        return None
    if manner == -1:
        return Predicate.POOR if work >= 0 else Predicate.VERY_POOR
    if work == -1:
        return Predicate.NEEDS_IMPROVEMENT
    return Predicate.VERY_GOOD if work == manner == 1 else Predicate.GOOD
