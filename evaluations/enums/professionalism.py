"""Words of the professionalism index (IP-ASN)."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class IndexComponent(TextChoices):
    """Dimensions of PermenPANRB 38/2018 art. 4; competence stands in its parts."""

    QUALIFICATION = "qualification", pgettext_lazy("professionalism index", "Qualification")
    ROLE_TRAINING = "role_training", pgettext_lazy("professionalism index", "Leadership or functional training")
    TECHNICAL_TRAINING = "technical_training", pgettext_lazy("professionalism index", "Technical training")
    SEMINAR = "seminar", pgettext_lazy("professionalism index", "Seminar, workshop and the like")
    PERFORMANCE = "performance", pgettext_lazy("professionalism index", "Performance")
    DISCIPLINE = "discipline", pgettext_lazy("professionalism index", "Discipline")


class IndexCategory(TextChoices):
    """Best first."""

    VERY_HIGH = "very_high", pgettext_lazy("professionalism index", "Very high")
    HIGH = "high", pgettext_lazy("professionalism index", "High")
    MEDIUM = "medium", pgettext_lazy("professionalism index", "Medium")
    LOW = "low", pgettext_lazy("professionalism index", "Low")
    VERY_LOW = "very_low", pgettext_lazy("professionalism index", "Very low")

    @property
    def tone(self) -> str:
        return INDEX_CATEGORY_TONES[self]


INDEX_CATEGORY_TONES = {
    IndexCategory.VERY_HIGH: "good",
    IndexCategory.HIGH: "good",
    IndexCategory.MEDIUM: "attention",
    IndexCategory.LOW: "attention",
    IndexCategory.VERY_LOW: "bad",
}


class PositionGroup(TextChoices):
    """Whose training counts by which points."""

    MANAGERIAL = "managerial", pgettext_lazy("professionalism index", "Managerial position")
    FUNCTIONAL = "functional", pgettext_lazy("professionalism index", "Functional position")
    OPERATIONAL = "operational", pgettext_lazy("professionalism index", "Operational staff")
