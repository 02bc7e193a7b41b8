"""What stands in the histories of a record. Values are the codes of SIASN where it has some."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HistoryKind(TextChoices):
    """The histories of a record; the values stand in addresses."""

    RANK = "rank", _("Rank")
    POSITION = "position", _("Position")
    STATUS = "status", _("Status")
    CONTRACT = "contract", _("Contract")
    SALARY_STEP = "salary-step", _("Salary step")
    UNPAID_LEAVE = "unpaid-leave", _("Unpaid leave")
    EDUCATION = "education", _("Education")
    TRAINING = "training", _("Training and courses")
    CREDENTIAL = "credential", _("Licences and certificates")
    RATING = "rating", _("Performance rating")
    CREDIT_POINT = "credit-point", _("Credit points")
    AWARD = "award", _("Award")
    DISCIPLINE = "discipline", _("Discipline")


class PromotionKind(TextChoices):
    """SIASN `jenisKP`: on what ground a rank was given."""

    REGULAR = "101", _("Regular")
    STRUCTURAL = "201", _("By choice: structural position")
    FUNCTIONAL = "202", _("By choice: functional position")
    DIPLOMA = "203", _("Adjustment to a diploma")
    DURING_STUDY = "204", _("During a study assignment")
    AFTER_STUDY = "205", _("After a study assignment")
    SECONDED = "206", _("Seconded (DPK)")
    INVENTION = "207", _("New invention")
    ACHIEVEMENT = "208", _("Extraordinary achievement")
    STATE_OFFICIAL = "209", _("State official")
    DURING_SECONDMENT = "210", _("During a secondment (DPK/DPB)")
    RECRUITMENT = "211", _("Recruitment as CPNS or PNS")


class TrainingKind(TextChoices):
    """Training and courses held outside the portal."""

    STRUCTURAL = "STRUCTURAL", _("Structural training")
    FUNCTIONAL = "FUNCTIONAL", _("Functional training")
    TECHNICAL = "TECHNICAL", _("Technical training")
    PRE_SERVICE = "PRE_SERVICE", _("Pre-service training (Latsar)")
    COURSE = "COURSE", _("Course")
    WORKSHOP = "WORKSHOP", _("Workshop")
    SEMINAR = "SEMINAR", _("Seminar or conference")
    SELF_LEARNING = "SELF_LEARNING", _("Self-learning or e-learning")
    OTHER = "OTHER", _("Other learning")


class LeadershipTraining(TextChoices):
    """Levels of structural training, highest first; they count in the seniority list (PerLAN 5/2022)."""

    PKN_I = "PKN_I", "PKN Tingkat I"
    PKN_II = "PKN_II", "PKN Tingkat II (Diklatpim II)"
    PKA = "PKA", "PKA (Diklatpim III)"
    PKP = "PKP", "PKP (Diklatpim IV)"


class CredentialKind(TextChoices):
    """Papers that a person needs for the work and that run out."""

    REGISTRATION = "STR", _("Registration (STR)")
    PRACTICE = "SIP", _("Practice licence (SIP)")
    PROFESSIONAL = "SERTIFIKAT", _("Professional certificate")
    DRIVING = "SIM", _("Driving licence (SIM)")
    HEALTH = "KESEHATAN", _("Health certificate")
    OTHER = "LAINNYA", _("Other paper")


class AwardKind(TextChoices):
    """SIASN `penghargaan`; medals are proposed by years of service."""

    SATYALANCANA_10 = "201", "Satyalancana Karya Satya X"
    SATYALANCANA_20 = "202", "Satyalancana Karya Satya XX"
    SATYALANCANA_30 = "203", "Satyalancana Karya Satya XXX"
    OTHER = "LAINNYA", _("Other award")


SATYALANCANA_YEARS = {
    AwardKind.SATYALANCANA_10: 10,
    AwardKind.SATYALANCANA_20: 20,
    AwardKind.SATYALANCANA_30: 30,
}


class SanctionLevel(TextChoices):
    """SIASN `jenisTingkatHukuman`, PP 94/2021 art. 8."""

    LIGHT = "R", pgettext_lazy("sanction", "Light")
    MODERATE = "S", _("Moderate")
    SEVERE = "B", _("Severe")

    @property
    def tone(self) -> str:
        return SANCTION_LEVEL_TONES[self]


SANCTION_LEVEL_TONES = {
    SanctionLevel.LIGHT: "attention",
    SanctionLevel.MODERATE: "bad",
    SanctionLevel.SEVERE: "bad",
}


class SanctionKind(TextChoices):
    """SIASN `jenisHukuman` under PP 94/2021; kinds of older rules are kept as text in the note."""

    ORAL_WARNING = "1", _("Oral warning")
    WRITTEN_WARNING = "2", _("Written warning")
    WRITTEN_DISSATISFACTION = "3", _("Written statement of dissatisfaction")
    ALLOWANCE_CUT_6 = "23", _("Performance allowance cut by 25% for 6 months")
    ALLOWANCE_CUT_9 = "24", _("Performance allowance cut by 25% for 9 months")
    ALLOWANCE_CUT_12 = "25", _("Performance allowance cut by 25% for 12 months")
    DEMOTION = "27", _("Demotion by one level for 12 months")
    RELEASE = "28", _("Released from the position to operational staff for 12 months")
    DISMISSAL = "10", _("Dismissal with honour, not at own request")
    DISMISSAL_DISHONOURABLE = "11", _("Dismissal without honour")
    OLDER_RULE = "99", _("Kind of an older regulation")


SANCTION_LEVELS = {
    SanctionKind.ORAL_WARNING: SanctionLevel.LIGHT,
    SanctionKind.WRITTEN_WARNING: SanctionLevel.LIGHT,
    SanctionKind.WRITTEN_DISSATISFACTION: SanctionLevel.LIGHT,
    SanctionKind.ALLOWANCE_CUT_6: SanctionLevel.MODERATE,
    SanctionKind.ALLOWANCE_CUT_9: SanctionLevel.MODERATE,
    SanctionKind.ALLOWANCE_CUT_12: SanctionLevel.MODERATE,
    SanctionKind.DEMOTION: SanctionLevel.SEVERE,
    SanctionKind.RELEASE: SanctionLevel.SEVERE,
    SanctionKind.DISMISSAL: SanctionLevel.SEVERE,
    SanctionKind.DISMISSAL_DISHONOURABLE: SanctionLevel.SEVERE,
}


class Predicate(TextChoices):
    """*Predikat kinerja* of a year, PermenPANRB 6/2022; best first."""

    VERY_GOOD = "SANGAT_BAIK", _("Very good")
    GOOD = "BAIK", _("Good")
    NEEDS_IMPROVEMENT = "BUTUH_PERBAIKAN", _("Needs improvement")
    POOR = "KURANG", _("Poor")
    VERY_POOR = "SANGAT_KURANG", _("Very poor")

    @property
    def tone(self) -> str:
        return PREDICATE_TONES[self]


PREDICATE_TONES = {
    Predicate.VERY_GOOD: "good",
    Predicate.GOOD: "good",
    Predicate.NEEDS_IMPROVEMENT: "attention",
    Predicate.POOR: "bad",
    Predicate.VERY_POOR: "bad",
}
