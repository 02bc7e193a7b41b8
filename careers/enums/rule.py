"""What an office may set from a date."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CareerRuleKey(TextChoices):
    MENTOR = "mentor", _("Who may be a mentor, and of how many")
    MENTOR_HOURS = "mentor_hours", _("Learning hours of mentors")
    TALENT_LEVELS = "talent_levels", _("How a talent box is worked out")
    TALENT_DAYS = "talent_days", _("Objections to talent boxes")
    TALENT_POOL = "talent_pool", _("Succession pool")
    TALENT_LOSS = "talent_loss", _("Forecast of lost competencies")
    SELECTION_NOTICE = "selection_notice", _("How long before its end a registration is announced")
    SELECTION_APPLICANTS = "selection_applicants", _("Applicants that a selection needs")
    SELECTION_DAYS = "selection_days", _("Days for objections and answers in selections")
    SELECTION_WEIGHTS = "selection_weights", _("Weights of the components of an open selection")
