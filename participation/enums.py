"""States of an announcement and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AnnouncementState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def tone(self) -> str:
        return STATE_TONES[self]


STATE_TONES = {
    AnnouncementState.DRAFT: "neutral",
    AnnouncementState.PUBLISHED: "good",
    AnnouncementState.WITHDRAWN: "attention",
}

MOVES = {
    AnnouncementState.DRAFT: {AnnouncementState.PUBLISHED},
    AnnouncementState.PUBLISHED: {AnnouncementState.WITHDRAWN},
}
