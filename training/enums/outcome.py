"""What came of a training: evaluation, promises, behaviour, reviews of content."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Dimension(TextChoices):
    """What a training is evaluated by (level 1; LAN's practice)."""

    SPEAKERS = "speakers", _("Speakers")
    MATERIAL = "material", pgettext_lazy("evaluation", "Material")
    ORGANISATION = "organisation", _("Organisation")
    FACILITIES = "facilities", pgettext_lazy("evaluation", "Facilities")
    PRACTICAL_USE = "practical_use", _("Practical use")


class Depth(TextChoices):
    """The one question that opens a review."""

    FITS = "fits", _("Just what I need")
    NOT_DEEP = "not_deep", _("Not deep enough")
    NOT_NEEDED = "not_needed", _("Not what I need")


class PromiseMoment(IntegerChoices):
    """Days after the end of a session."""

    DAY_30 = 30, _("After 30 days")
    DAY_90 = 90, _("After 90 days")


class Rater(TextChoices):
    SELF = "self", pgettext_lazy("rater", "The participant")
    SUPERVISOR = "supervisor", pgettext_lazy("rater", "The supervisor")


class PromiseOutcome(TextChoices):
    APPLIED = "applied", pgettext_lazy("promise", "Applied")
    PARTLY = "partly", pgettext_lazy("promise", "Partly applied")
    NOT_YET = "not_yet", pgettext_lazy("promise", "Not yet applied")


PROMISE_TONES = {PromiseOutcome.APPLIED: "good", PromiseOutcome.PARTLY: "info", PromiseOutcome.NOT_YET: "attention"}


class Obstacle(TextChoices):
    NO_TIME = "no_time", _("No time for it")
    NO_TOOLS = "no_tools", _("Tools or data are missing")
    NO_AUTHORITY = "no_authority", _("Nobody authorised it")
    NO_SUPPORT = "no_support", _("Colleagues or the supervisor don't support it")
    OTHER_DUTIES = "other_duties", _("Other duties since")
    NOT_UNDERSTOOD = "not_understood", _("Not understood well enough")
    OTHER = "other", pgettext_lazy("obstacle", "Other")


class TaskState(TextChoices):
    OPEN = "open", pgettext_lazy("task", "Open")
    DONE = "done", pgettext_lazy("task", "Done")
    DROPPED = "dropped", pgettext_lazy("task", "Dropped")


class BehaviourPeriod(TextChoices):
    BEFORE = "before", _("Before the training (recalled)")
    AFTER = "after", pgettext_lazy("behaviour", "Now")


class ReviewTrigger(TextChoices):
    NOT_DEEP = Depth.NOT_DEEP.value, Depth.NOT_DEEP.label
    NOT_NEEDED = Depth.NOT_NEEDED.value, Depth.NOT_NEEDED.label
    LOW_SCORE = "low_score", _("Rated low")


class ActivityState(TextChoices):
    """A learning activity that a person reports for the hours ledger."""

    REPORTED = "reported", pgettext_lazy("activity", "Waits to be verified")
    VERIFIED = "verified", pgettext_lazy("activity", "Verified")
    REFUSED = "refused", pgettext_lazy("activity", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("activity", "Withdrawn")


ACTIVITY_TONES = {
    ActivityState.REPORTED: "attention",
    ActivityState.VERIFIED: "good",
    ActivityState.REFUSED: "bad",
    ActivityState.WITHDRAWN: "neutral",
}
