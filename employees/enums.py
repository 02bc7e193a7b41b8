"""Code lists of the civil service, as SIASN (the national staff register) writes them.

Values are what is stored and exchanged; labels are what people read. Names of ranks and echelons are
proper names and therefore not translated. Legal sources: PP 99/2000 and PP 11/2017 (ranks), Perpres 98/2020
(PPPK grades), UU 20/2023 art. 13 (position types), PP 13/2002 (ranks of an echelon), PermenPANRB 1/2023
(functional levels).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EmploymentType(TextChoices):
    PNS = "PNS", _("Civil servant (PNS)")
    CPNS = "CPNS", _("Probationary civil servant (CPNS)")
    PPPK = "PPPK", _("Contract civil servant (PPPK)")
    PPPK_PART_TIME = "PPPK_PART_TIME", _("Part-time contract civil servant (PPPK)")

    @property
    def regime(self) -> "Regime":
        """The body of rules that holds for these people, and with it their ranks and the layout of their NIP."""
        return Regime.PNS if self in {EmploymentType.PNS, EmploymentType.CPNS} else Regime.PPPK


class Regime(StrEnum):
    PNS = "PNS"
    PPPK = "PPPK"


class Sex(TextChoices):
    MALE = "M", _("Male")
    FEMALE = "F", _("Female")


class Religion(TextChoices):
    """SIASN `agama`."""

    ISLAM = "1", _("Islam")
    PROTESTANT = "2", _("Protestant")
    CATHOLIC = "3", _("Catholic")
    HINDU = "4", _("Hindu")
    BUDDHIST = "5", _("Buddhist")
    CONFUCIAN = "6", _("Confucian")
    OTHER = "7", _("Other religion")


class MaritalStatus(TextChoices):
    """SIASN `jenisKawin`."""

    MARRIED = "1", _("Married")
    DIVORCED = "2", _("Divorced")
    WIDOWED = "3", _("Widowed")
    SINGLE = "4", _("Single")


class EducationLevel(TextChoices):
    """SIASN `tkPendidikan`. The codes ascend with the level, so that they can be sorted as they are."""

    PRIMARY = "05", _("Primary school")
    LOWER_SECONDARY = "10", _("Lower secondary school")
    LOWER_VOCATIONAL = "12", _("Lower secondary vocational school")
    UPPER_SECONDARY = "15", _("Upper secondary school")
    UPPER_VOCATIONAL = "17", _("Upper secondary vocational school")
    UPPER_TEACHING = "18", _("Upper secondary teaching school")
    DIPLOMA_1 = "20", _("Diploma I")
    DIPLOMA_2 = "25", _("Diploma II")
    DIPLOMA_3 = "30", _("Diploma III")
    DIPLOMA_4 = "35", _("Diploma IV")
    BACHELOR = "40", _("Bachelor")
    MASTER = "45", _("Master")
    DOCTOR = "50", _("Doctor")


class LegalStatus(TextChoices):
    """SIASN `kedudukanHukum`: where a person stands in the service."""

    ACTIVE = "01", _("Active")
    UNPAID_LEAVE = "02", _("Unpaid state leave (CLTN)")
    STUDY = "03", _("Study assignment")
    SUSPENDED = "04", _("Suspended")
    WAITING_PAY = "05", _("On waiting pay")
    STATE_OFFICIAL = "07", _("State official")
    APPEAL = "09", _("Appeal in progress")
    MISSING = "14", _("Missing")
    SANCTIONED = "15", _("Under disciplinary sanction")
    PRE_RETIREMENT = "20", _("Pre-retirement leave (MPP)")
    INACTIVE = "52", _("Inactive")
    DISMISSED = "66", _("Dismissed")
    LEFT_WITHOUT_PENSION = "77", _("Left without pension")
    LEFT_WITH_PENSION = "88", _("Left with pension")
    REACHED_RETIREMENT_AGE = "98", _("Reached retirement age")
    RETIRED = "99", _("Retired")

    @property
    def is_active(self) -> bool:
        """In service: paid and counted in the headcount, though perhaps not at the desk."""
        return self in ACTIVE_STATUSES

    @property
    def tone(self) -> str:
        return STATUS_TONES[self]


ACTIVE_STATUSES = frozenset(
    {
        LegalStatus.ACTIVE,
        LegalStatus.STUDY,
        LegalStatus.APPEAL,
        LegalStatus.SANCTIONED,
        LegalStatus.PRE_RETIREMENT,
    }
)

STATUS_TONES = {
    LegalStatus.ACTIVE: "good",
    LegalStatus.STUDY: "info",
    LegalStatus.STATE_OFFICIAL: "info",
    LegalStatus.PRE_RETIREMENT: "info",
    LegalStatus.UNPAID_LEAVE: "attention",
    LegalStatus.SUSPENDED: "attention",
    LegalStatus.WAITING_PAY: "attention",
    LegalStatus.APPEAL: "attention",
    LegalStatus.SANCTIONED: "attention",
    LegalStatus.MISSING: "bad",
    LegalStatus.DISMISSED: "bad",
    LegalStatus.INACTIVE: "neutral",
    LegalStatus.LEFT_WITHOUT_PENSION: "neutral",
    LegalStatus.LEFT_WITH_PENSION: "neutral",
    LegalStatus.REACHED_RETIREMENT_AGE: "neutral",
    LegalStatus.RETIRED: "neutral",
}


class UnitKind(TextChoices):
    GOVERNMENT = "GOVERNMENT", _("Local government")
    AGENCY = "AGENCY", _("Agency")
    DISTRICT = "DISTRICT", _("District")
    URBAN_VILLAGE = "URBAN_VILLAGE", _("Urban village")
    SECRETARIAT = "SECRETARIAT", _("Secretariat")
    DIVISION = "DIVISION", _("Division")
    SECTION = "SECTION", _("Section")
    SERVICE_UNIT = "SERVICE_UNIT", _("Service unit")


class PositionType(TextChoices):
    """UU 20/2023 art. 13 ff.; the first five are managerial."""

    JPT_UTAMA = "JPT_UTAMA", _("Chief executive leadership")
    JPT_MADYA = "JPT_MADYA", _("Senior executive leadership")
    JPT_PRATAMA = "JPT_PRATAMA", _("Executive leadership")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")
    PENGAWAS = "PENGAWAS", _("Supervisory official")
    FUNGSIONAL = "FUNGSIONAL", _("Functional position")
    PELAKSANA = "PELAKSANA", _("Operational staff")

    @property
    def is_managerial(self) -> bool:
        return self not in {PositionType.FUNGSIONAL, PositionType.PELAKSANA}


class AssignmentKind(TextChoices):
    """SIASN `jenisPenugasan`: on what ground a person holds a position."""

    DEFINITIVE = "D", _("Definitive")
    ACTING = "PLT", _("Acting official (Plt.)")
    DAILY_ACTING = "PLH", _("Day-to-day acting official (Plh.)")
    CARETAKER = "PJ", _("Caretaker official (Pj.)")
    ADDITIONAL_DUTY = "TT", _("Additional duty")

    @property
    def is_acting(self) -> bool:
        return self in {
            AssignmentKind.ACTING,
            AssignmentKind.DAILY_ACTING,
            AssignmentKind.CARETAKER,
        }


class Echelon(TextChoices):
    """SIASN `eselon`. Echelon V survives only in older histories."""

    I_A = "11", "I.a"
    I_B = "12", "I.b"
    II_A = "21", "II.a"
    II_B = "22", "II.b"
    III_A = "31", "III.a"
    III_B = "32", "III.b"
    IV_A = "41", "IV.a"
    IV_B = "42", "IV.b"
    V = "51", "V"
    NONE = "99", _("No echelon")


# Which position type an echelon became under UU 5/2014 and UU 20/2023.
ECHELON_POSITION_TYPES = {
    Echelon.I_A: PositionType.JPT_MADYA,
    Echelon.I_B: PositionType.JPT_MADYA,
    Echelon.II_A: PositionType.JPT_PRATAMA,
    Echelon.II_B: PositionType.JPT_PRATAMA,
    Echelon.III_A: PositionType.ADMINISTRATOR,
    Echelon.III_B: PositionType.ADMINISTRATOR,
    Echelon.IV_A: PositionType.PENGAWAS,
    Echelon.IV_B: PositionType.PENGAWAS,
    Echelon.V: PositionType.PELAKSANA,
}

# Lowest and highest rank of an echelon, PP 13/2002 attachment. For reports and warnings only (PP 11/2017).
ECHELON_RANK_SPANS = {
    Echelon.I_A: ("IV/d", "IV/e"),
    Echelon.I_B: ("IV/c", "IV/e"),
    Echelon.II_A: ("IV/c", "IV/d"),
    Echelon.II_B: ("IV/b", "IV/c"),
    Echelon.III_A: ("IV/a", "IV/b"),
    Echelon.III_B: ("III/d", "IV/a"),
    Echelon.IV_A: ("III/c", "III/d"),
    Echelon.IV_B: ("III/b", "III/c"),
    Echelon.V: ("III/a", "III/b"),
}


class FunctionalCategory(TextChoices):
    SKILL = "KETERAMPILAN", _("Skill category")
    EXPERTISE = "KEAHLIAN", _("Expertise category")


class FunctionalLevel(TextChoices):
    """SIASN codes of the levels (*jenjang*) of a functional position."""

    PEMULA = "PM", "Pemula"
    TERAMPIL = "TR", "Terampil"
    MAHIR = "MH", "Mahir"
    PENYELIA = "PY", "Penyelia"
    AHLI_PERTAMA = "PT", "Ahli Pertama"
    AHLI_MUDA = "MU", "Ahli Muda"
    AHLI_MADYA = "MA", "Ahli Madya"
    AHLI_UTAMA = "UT", "Ahli Utama"

    @property
    def info(self) -> "FunctionalLevelInfo":
        return FUNCTIONAL_LEVELS[self]


@dataclass(frozen=True, slots=True)
class FunctionalLevelInfo:
    """`annual_coefficient`: credit points that a year with the rating *Baik* earns."""

    category: FunctionalCategory
    lowest_rank: str
    highest_rank: str
    annual_coefficient: Decimal


FUNCTIONAL_LEVELS = {
    FunctionalLevel.PEMULA: FunctionalLevelInfo(FunctionalCategory.SKILL, "II/a", "II/a", Decimal("3.75")),
    FunctionalLevel.TERAMPIL: FunctionalLevelInfo(FunctionalCategory.SKILL, "II/b", "II/d", Decimal(5)),
    FunctionalLevel.MAHIR: FunctionalLevelInfo(FunctionalCategory.SKILL, "III/a", "III/b", Decimal("12.5")),
    FunctionalLevel.PENYELIA: FunctionalLevelInfo(FunctionalCategory.SKILL, "III/c", "III/d", Decimal(25)),
    FunctionalLevel.AHLI_PERTAMA: FunctionalLevelInfo(FunctionalCategory.EXPERTISE, "III/a", "III/b", Decimal("12.5")),
    FunctionalLevel.AHLI_MUDA: FunctionalLevelInfo(FunctionalCategory.EXPERTISE, "III/c", "III/d", Decimal(25)),
    FunctionalLevel.AHLI_MADYA: FunctionalLevelInfo(FunctionalCategory.EXPERTISE, "IV/a", "IV/c", Decimal("37.5")),
    FunctionalLevel.AHLI_UTAMA: FunctionalLevelInfo(FunctionalCategory.EXPERTISE, "IV/d", "IV/e", Decimal(50)),
}


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


class ImportState(TextChoices):
    """How far a staff list has come on its way into the records."""

    READING = "READING", _("Being read")
    MAPPING = "MAPPING", _("Columns to be confirmed")
    CHECKING = "CHECKING", _("Being checked")
    CHECKED = "CHECKED", _("Waiting for confirmation")
    UNCHANGED = "UNCHANGED", _("No changes")
    APPLYING = "APPLYING", _("Being stored")
    APPLIED = "APPLIED", _("Stored")
    UNDOING = "UNDOING", _("Being undone")
    UNDONE = "UNDONE", _("Undone")
    DISCARDED = "DISCARDED", _("Discarded")

    @property
    def tone(self) -> str:
        return IMPORT_STATE_TONES[self]


IMPORT_STATE_TONES = {
    ImportState.READING: "info",
    ImportState.MAPPING: "attention",
    ImportState.CHECKING: "info",
    ImportState.CHECKED: "attention",
    ImportState.UNCHANGED: "neutral",
    ImportState.APPLYING: "info",
    ImportState.APPLIED: "good",
    ImportState.UNDOING: "info",
    ImportState.UNDONE: "neutral",
    ImportState.DISCARDED: "neutral",
}

# Which state may follow which. A list is checked again after its columns were changed.
IMPORT_TRANSITIONS = {
    ImportState.READING: frozenset({ImportState.MAPPING, ImportState.DISCARDED}),
    ImportState.MAPPING: frozenset({ImportState.CHECKING, ImportState.DISCARDED}),
    ImportState.CHECKING: frozenset(
        {
            ImportState.CHECKING,
            ImportState.CHECKED,
            ImportState.UNCHANGED,
            ImportState.MAPPING,
            ImportState.DISCARDED,
        }
    ),
    ImportState.CHECKED: frozenset({ImportState.CHECKING, ImportState.APPLYING, ImportState.DISCARDED}),
    # Waits for nobody; but perhaps a column was named wrongly.
    ImportState.UNCHANGED: frozenset({ImportState.CHECKING, ImportState.DISCARDED}),
    ImportState.APPLYING: frozenset({ImportState.APPLYING, ImportState.APPLIED}),
    ImportState.APPLIED: frozenset({ImportState.UNDOING}),
    ImportState.UNDOING: frozenset({ImportState.UNDOING, ImportState.UNDONE}),
    ImportState.UNDONE: frozenset(),
    ImportState.DISCARDED: frozenset(),
}


class ImportAction(TextChoices):
    """What storing a row will do."""

    INSERT = "INSERT", _("New")
    UPDATE = "UPDATE", _("Changes")
    SKIP = "SKIP", _("Nothing changes")
    REFUSE = "REFUSE", _("Refused")

    @property
    def tone(self) -> str:
        return IMPORT_ACTION_TONES[self]


IMPORT_ACTION_TONES = {
    ImportAction.INSERT: "good",
    ImportAction.UPDATE: "info",
    ImportAction.SKIP: "neutral",
    ImportAction.REFUSE: "bad",
}


class ImportOutcome(TextChoices):
    """What came of a row."""

    PENDING = "", _("Not stored")
    APPLIED = "APPLIED", _("Stored")
    REFUSED = "REFUSED", _("Not stored: the record changed meanwhile")
    UNDONE = "UNDONE", _("Undone")
    KEPT = "KEPT", _("Kept: somebody worked with the record since")
