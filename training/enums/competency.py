"""Competence: kinds, levels, where a rating comes from. PermenPANRB 38/2017; PerLAN 10/2018."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CompetencyKind(TextChoices):
    MANAGERIAL = "managerial", _("Managerial")
    SOCIOCULTURAL = "sociocultural", _("Sociocultural")
    TECHNICAL = "technical", _("Technical")


class CompetencyLevel(IntegerChoices):
    """Each competency describes these five."""

    AWARENESS = 1, pgettext_lazy("level", "Awareness")
    BASIC = 2, pgettext_lazy("level", "Basic")
    INTERMEDIATE = 3, pgettext_lazy("level", "Intermediate")
    ADVANCED = 4, pgettext_lazy("level", "Advanced")
    EXPERT = 5, pgettext_lazy("level", "Expert")


class PositionGroup(TextChoices):
    """Positions that share a default level of the generic competencies (domain.md §3.1)."""

    JPT_MADYA = "jpt_madya", _("Senior executive leadership (JPT Utama, Madya)")
    JPT_PRATAMA = "jpt_pratama", _("Executive leadership (JPT Pratama)")
    ADMINISTRATOR = "administrator", _("Administrator")
    PENGAWAS = "pengawas", _("Supervisory official")
    PELAKSANA = "pelaksana", _("Operational staff")
    AHLI_UTAMA = "ahli_utama", "JF Ahli Utama"
    AHLI_MADYA = "ahli_madya", "JF Ahli Madya"
    AHLI_MUDA = "ahli_muda", "JF Ahli Muda, Penyelia"
    AHLI_PERTAMA = "ahli_pertama", "JF Ahli Pertama, Mahir, Terampil"
    PEMULA = "pemula", "JF Pemula"


class RatingSource(TextChoices):
    """Who or what says how far somebody has got."""

    SELF = "self", _("The person")
    SUPERVISOR = "supervisor", _("Supervisor")
    ASSESSMENT = "assessment", _("Assessment centre")
    EXAM = "exam", _("Examination")
    CERTIFICATE = "certificate", pgettext_lazy("source", "Certificate")


class Confidence(TextChoices):
    LOW = "low", pgettext_lazy("confidence", "Doubtful")
    MEDIUM = "medium", pgettext_lazy("confidence", "Fairly sure")
    HIGH = "high", pgettext_lazy("confidence", "Sure")


CONFIDENCE_TONES = {Confidence.LOW: "attention", Confidence.MEDIUM: "info", Confidence.HIGH: "good"}


class ObjectionState(TextChoices):
    OPEN = "open", pgettext_lazy("objection", "Open")
    UPHELD = "upheld", pgettext_lazy("objection", "Upheld")
    REFUSED = "refused", pgettext_lazy("objection", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("objection", "Withdrawn")


class Importance(TextChoices):
    """How far a position depends on a competency or a training."""

    ABSOLUTE = "absolute", pgettext_lazy("importance", "Absolute")
    IMPORTANT = "important", pgettext_lazy("importance", "Important")
    USEFUL = "useful", pgettext_lazy("importance", "Useful")


class Band(TextChoices):
    """A gap as lists and maps show it; unknown is never zero."""

    UNKNOWN = "unknown", pgettext_lazy("gap", "Unknown")
    FAR_BELOW = "far_below", pgettext_lazy("gap", "Two or more below")
    BELOW = "below", pgettext_lazy("gap", "One below")
    MET = "met", pgettext_lazy("gap", "Met")
    ABOVE = "above", pgettext_lazy("gap", "Above")
