"""Units, positions, echelons and functional levels."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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

    @property
    def precedence(self) -> int:
        """Of several who head a unit on the same day, the highest leads: whoever stands in for another comes after."""
        return {AssignmentKind.DEFINITIVE: 0, AssignmentKind.DAILY_ACTING: 2}.get(self, 1)


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
