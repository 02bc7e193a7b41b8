"""Values that law or office may change, each with a date from which it holds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TrainingRuleKey(TextChoices):
    # {"<form id>": {"per": …, "national": "…", "international": "…"}}: see training.domain.hours.
    HOURS = "hours", _("Learning hours by form")
    YEARLY_DUTY = "yearly_duty", _("Yearly duty to learn (PNS) and most hours (PPPK)")
    DEFAULT_LEVELS = "default_levels", _("Default level of the generic competencies by position")
    RATING_VALIDITY = "rating_validity", _("How long a rating holds")
    RATING_ORDER = "rating_order", _("Which rating stands before which")
    LAYERS = "layers", _("Priority layers of a draw")
    STUDY = "study", _("Further education: lengths, remaining service, bond")
