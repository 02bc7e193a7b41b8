"""States of a panel and of its scoring of a stage."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.enums.selection import StageKind

# Stages that a panel scores by rubric.
SCORED_KINDS = (StageKind.PAPER, StageKind.INTERVIEW, StageKind.TRACK_RECORD, StageKind.ASSESSMENT)
# Of these a panel judges every one, where there is a panel; the others where a rubric is written.
PANEL_ALWAYS = frozenset({StageKind.PAPER, StageKind.INTERVIEW})
# Candidates stand under their pseudonym unless the office decides otherwise: nobody is interviewed unseen.
BLIND_KINDS = frozenset({StageKind.PAPER})


class ResultSource(StrEnum):
    """Who brings the results of a stage."""

    HAND = "hand"
    PANEL = "panel"
    EXAM = "exam"


class PanelState(TextChoices):
    DRAFT = "draft", _("Being set up")
    APPOINTED = "appointed", pgettext_lazy("panel", "Appointed")
    # Its members changed: it works again once a decree appoints it anew.
    RESTING = "resting", _("Waits for a new decree")

    @property
    def tone(self) -> str:
        return {"draft": "attention", "appointed": "good", "resting": "attention"}[self]


class ScoringState(TextChoices):
    PREPARED = "prepared", _("Not opened yet")
    OPEN = "open", _("Scoring")
    FINISHED = "finished", _("Finished")

    @property
    def tone(self) -> str:
        return {"prepared": "neutral", "open": "attention", "finished": "good"}[self]
