"""Who a person is in the service: employment, education, standing."""

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
