"""Forms of training. They carry the SIASN `jenisDiklat` id; names from PerLAN 10/2018, attachment."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TrainingForm(TextChoices):
    """In which form competence is developed (*bentuk pengembangan kompetensi*), by SIASN `jenisDiklat` id."""

    STRUCTURAL = "1", _("Structural training")
    FUNCTIONAL = "2", _("Functional training")
    TECHNICAL = "3", _("Technical training")
    MANAGERIAL = "5", _("Managerial training")
    SOCIOCULTURAL = "6", _("Sociocultural training")
    SEMINAR = "9", _("Seminar or conference")
    WORKSHOP = "4", _("Workshop")
    COURSE = "11", _("Course")
    UPGRADING = "12", _("Upgrading course (penataran)")
    TECHNICAL_GUIDANCE = "8", _("Technical guidance (bimtek)")
    SOCIALISATION = "7", _("Dissemination (sosialisasi)")
    OTHER_CLASSROOM = "13", _("Other classroom form")
    COACHING = "14", _("Coaching")
    MENTORING = "15", _("Mentoring")
    E_LEARNING = "16", _("E-learning")
    DISTANCE = "17", _("Distance training")
    SECONDMENT = "18", _("Secondment (detasering)")
    OUTBOUND = "19", _("Outbound learning")
    BENCHMARKING = "20", _("Benchmarking")
    EXCHANGE = "21", _("Exchange with the private sector or state enterprises")
    SELF_STUDY = "22", _("Self-study")
    COMMUNITY = "23", _("Community of practice")
    WORKPLACE_GUIDANCE = "24", _("Guidance at the workplace")
    INTERNSHIP = "10", _("Internship or work placement")
    OTHER_NON_CLASSROOM = "25", _("Other non-classroom form")

    @property
    def is_classroom(self) -> bool:
        """*Klasikal*: taught face to face in class."""
        return self in CLASSROOM_FORMS


CLASSROOM_FORMS = frozenset(
    {
        TrainingForm.STRUCTURAL,
        TrainingForm.FUNCTIONAL,
        TrainingForm.TECHNICAL,
        TrainingForm.MANAGERIAL,
        TrainingForm.SOCIOCULTURAL,
        TrainingForm.SEMINAR,
        TrainingForm.WORKSHOP,
        TrainingForm.COURSE,
        TrainingForm.UPGRADING,
        TrainingForm.TECHNICAL_GUIDANCE,
        TrainingForm.SOCIALISATION,
        TrainingForm.OTHER_CLASSROOM,
    }
)
