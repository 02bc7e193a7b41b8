"""Names of the entries of a proof chain."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Any] = {
    "announced": _("Selection announced"),
    "amendment_proposed": _("Amendment of the plan signed once"),
    "amendment_signed": _("Scoring plan amended"),
    "amendment_withdrawn": _("Amendment of the plan withdrawn"),
    "application_submitted": _("Application sent"),
    "application_withdrawn": _("Application taken back"),
    "requirements_looked_at": _("Requirements looked at by the office"),
    "admitted_all_the_same": _("Admitted against a rule, with a reason"),
    "paper_handed_in": _("Paper handed in"),
    "result": _("Result recorded"),
    "stage_published": _("Stage published"),
    "objection_filed": _("Objection filed"),
    "objection_answer_signed": _("Answer to an objection signed once"),
    "objection_scored": _("Candidate scored once more after an objection"),
    "objection_answered": _("Objection answered"),
    "names_proposed": pgettext_lazy("event", "Names proposed"),
    "decided": _("Selection decided"),
    "appointed": _("Appointed"),
    "cancelled": _("Selection cancelled"),
    "checkpoint": _("Checkpoint published"),
    "panel_appointed": _("Panel appointed"),
    "panel_member_added": _("Panel member added"),
    "panel_member_left": _("Panel member left"),
    "conflicts_declared": _("Conflicts of interest declared"),
    "conflict_declared_late": _("Conflict of interest declared later"),
    "rubric_set": _("Rubric written"),
    "scoring_opened": _("Scoring opened"),
    "panel_score": _("Panel score given"),
    "panel_score_changed": _("Panel score changed"),
    "discussion_opened": _("Discussion opened"),
    "discussion_closed": _("Discussion closed"),
    "scoring_finished": _("Scoring finished"),
    "minutes_signed": _("Minutes signed"),
}


def kind_words(kind: str) -> Any:
    """The name of a kind of entry; an unknown one as it stands in the chain."""
    return KINDS.get(kind, kind)
