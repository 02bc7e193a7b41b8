"""How performance is judged (PermenPANRB 6/2022)."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Expectation(StrEnum):
    """How work results or behaviour compare with what was expected (PermenPANRB 6/2022)."""

    ABOVE = "ABOVE"
    AS = "AS"
    BELOW = "BELOW"


class PerformanceRating(StrEnum):
    """*Predikat kinerja pegawai*."""

    SANGAT_BAIK = "SANGAT_BAIK"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class OrganisationRating(StrEnum):
    """*Predikat kinerja organisasi*."""

    ISTIMEWA = "ISTIMEWA"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class ExpectationChoice(TextChoices):
    """`Expectation` with words."""

    ABOVE = Expectation.ABOVE.value, _("Above expectation")
    AS = Expectation.AS.value, _("As expected")
    BELOW = Expectation.BELOW.value, _("Below expectation")


class OrganisationChoice(TextChoices):
    """`OrganisationRating` with words."""

    ISTIMEWA = OrganisationRating.ISTIMEWA.value, pgettext_lazy("organisation", "Outstanding")
    BAIK = OrganisationRating.BAIK.value, pgettext_lazy("organisation", "Good")
    BUTUH_PERBAIKAN = OrganisationRating.BUTUH_PERBAIKAN.value, pgettext_lazy("organisation", "Needs improvement")
    KURANG = OrganisationRating.KURANG.value, pgettext_lazy("organisation", "Poor")
    SANGAT_KURANG = OrganisationRating.SANGAT_KURANG.value, pgettext_lazy("organisation", "Very poor")


class CoreValue(TextChoices):
    """BerAKHLAK (SE MenPANRB 20/2021; UU 20/2023 art. 4). The behaviours of each stand in `evaluations.core_values`."""

    SERVICE = "service", _("Service-oriented")
    ACCOUNTABLE = "accountable", _("Accountable")
    COMPETENT = "competent", _("Competent")
    HARMONIOUS = "harmonious", _("Harmonious")
    LOYAL = "loyal", _("Loyal")
    ADAPTIVE = "adaptive", _("Adaptive")
    COLLABORATIVE = "collaborative", _("Collaborative")


class AssessmentState(TextChoices):
    """Of one person's rating in one period."""

    DRAFT = "draft", pgettext_lazy("rating of a person", "Being written")
    DELIVERED = "delivered", pgettext_lazy("rating of a person", "Waiting for the person")
    OBJECTED = "objected", pgettext_lazy("rating of a person", "Objection")
    FINAL = "final", pgettext_lazy("rating of a person", "Final")

    @property
    def tone(self) -> str:
        return ASSESSMENT_TONES[self]


ASSESSMENT_TONES = {
    AssessmentState.DRAFT: "neutral",
    AssessmentState.DELIVERED: "info",
    AssessmentState.OBJECTED: "attention",
    AssessmentState.FINAL: "good",
}

# DELIVERED → FINAL: accepted, or the days to object have passed. OBJECTED → FINAL: decided, with or without a change.
ASSESSMENT_TRANSITIONS: dict[AssessmentState, frozenset[AssessmentState]] = {
    AssessmentState.DRAFT: frozenset({AssessmentState.DELIVERED}),
    AssessmentState.DELIVERED: frozenset({AssessmentState.DRAFT, AssessmentState.OBJECTED, AssessmentState.FINAL}),
    AssessmentState.OBJECTED: frozenset({AssessmentState.FINAL}),
    AssessmentState.FINAL: frozenset(),
}


class Acceptance(TextChoices):
    """How a rating became final."""

    SIGNED = "signed", pgettext_lazy("acceptance", "Accepted by the person")
    SILENT = "silent", pgettext_lazy("acceptance", "No answer within the days to object")
    OBJECTION_UPHELD = "upheld", pgettext_lazy("acceptance", "Changed after an objection")
    OBJECTION_REFUSED = "refused", pgettext_lazy("acceptance", "Kept after an objection")


class VoiceDirection(TextChoices):
    """Who gives anonymous feedback about whom."""

    UPWARD = "upward", pgettext_lazy("feedback", "Staff about their head")
    PEER = "peer", pgettext_lazy("feedback", "Colleagues")
