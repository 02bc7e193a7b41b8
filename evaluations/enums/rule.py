"""What an office may set from a date."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EvaluationRuleKey(TextChoices):
    EDIT_DAYS = "edit_days", _("Working days in which a daily report is written or corrected")
    APPROVAL_DAYS = "approval_days", _("Working days in which a daily report is decided")
    TARGET_MINUTES = "target_minutes", _("Minutes of a working day")
    CYCLE = "cycle", _("How often performance is assessed")
    DELIVERY_DAYS = "delivery_days", _("Working days in which a rating is delivered")
    OBJECTION_DAYS = "objection_days", _("Working days in which somebody may object to a rating")
    DISTRIBUTION = "distribution", _("Guidance on the distribution of ratings")
    CREDIT = "credit", _("Credit points of ratings and levels")
