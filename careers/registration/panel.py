"""What panels and proofs hang into the frame: navigation, first page, words for events and notices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.audit.registry import register_data_labels, register_event_labels
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following, register_guest
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind

if TYPE_CHECKING:
    from careers.panel_duties import ObjectionDuty, ScoringDuty

EVENT_LABELS = {
    "careers.panel_member_added": gettext_lazy("Panel member added"),
    "careers.panel_member_removed": gettext_lazy("Panel member removed"),
    "careers.panel_appointed": gettext_lazy("Panel appointed"),
    "careers.conflicts_declared": gettext_lazy("Conflicts of interest declared"),
    "careers.conflict_declared_late": gettext_lazy("Conflict of interest declared later"),
    "careers.rubric_set": gettext_lazy("Rubric written"),
    "careers.scoring_opened": gettext_lazy("Scoring opened"),
    "careers.panel_score": gettext_lazy("Panel score given"),
    "careers.panel_score_changed": gettext_lazy("Panel score changed"),
    "careers.discussion_opened": gettext_lazy("Discussion opened"),
    "careers.discussion_closed": gettext_lazy("Discussion closed"),
    "careers.scoring_finished": gettext_lazy("Scoring finished"),
    "careers.minutes_signed": gettext_lazy("Minutes signed"),
    "careers.checkpoint_published": gettext_lazy("Checkpoint published"),
}

DATA_LABELS = {
    "candidates": gettext_lazy("candidates"),
    "chair": gettext_lazy("chair"),
    "conflicts": gettext_lazy("conflicts of interest"),
    "decree": gettext_lazy("decree"),
    "internal": gettext_lazy("internal"),
    "pseudonym": gettext_lazy("pseudonym"),
    "root": gettext_lazy("fingerprint"),
    "stage": gettext_lazy("stage"),
}


def register_panels() -> None:
    from careers.proof_log import register_proof_writer
    from careers.rules.panel import has_a_seat
    from careers.services.proof import write_proof

    register_proof_writer(write_proof)
    register_navigation(
        NavItem(
            gettext_lazy("My selection panels"),
            "careers:panel-seats",
            "check",
            480,
            # A seat follows from the records, which the scope does not read: staff and outside guests may have one.
            lambda scope: scope.user_id is not None and (scope.employee_id is not None or not scope.roles),
            group=gettext_lazy("Careers"),
        )
    )
    register_event_labels(EVENT_LABELS)
    register_data_labels(DATA_LABELS)
    register_kind("careers.panel", label=gettext_lazy("Selection panels: something to do or to know"))
    register_kind("careers.checkpoint", label=gettext_lazy("Proof of a selection: a checkpoint was published"))
    register_actions(panel_actions)
    register_following(followed_panels)
    register_guest(has_a_seat.test)


def panel_actions(user: Any) -> Iterator[ActionItem]:
    """Conflicts to declare, candidates to score or discuss, a scoring to finish, objections to hear, minutes to sign.
    Nothing but one query for who sits on no panel."""
    from careers.enums import SelectionState
    from careers.models import PanelMember, PanelMinutes
    from careers.panel_duties import objection_duties, scoring_duties
    from careers.services.panel import undeclared

    seats = PanelMember.objects.seated(user).filter(selection__state=SelectionState.ANNOUNCED)
    seats = list(seats.select_related("selection__panel")[:10])
    duties = objection_duties(seats) if seats else {}
    for seat in seats:
        selection = seat.selection
        waiting = undeclared(seat).count()
        if waiting:
            yield ActionItem(
                title=_("Declare conflicts of interest: %(title)s") % {"title": selection.title},
                url=reverse("careers:panel-conflicts", args=[selection.pk]),
                since=selection.panel.appointed_at,
                count=waiting,
            )
            continue
        for scoring in scoring_duties(seat):
            yield from _scoring_actions(scoring)
        for duty in duties[seat.pk]:
            yield _objection_action(duty)
        unsigned = PanelMinutes.objects.filter(rubric__stage__selection=selection).exclude(signatures__member=seat)
        for minutes in unsigned.select_related("rubric__stage"):
            yield ActionItem(
                title=_("Sign the minutes: %(stage)s") % {"stage": minutes.rubric.stage.title},
                url=minutes.get_absolute_url(),
                since=minutes.created_at,
            )


def _scoring_actions(duty: ScoringDuty) -> Iterator[ActionItem]:
    rubric, stage = duty.rubric, duty.rubric.stage.title
    if duty.scores:
        yield ActionItem(
            title=ngettext("Score %(count)s candidate: %(stage)s", "Score %(count)s candidates: %(stage)s", duty.scores)
            % {"count": duty.scores, "stage": stage},
            url=rubric.get_absolute_url(),
            since=rubric.opened_at,
            count=duty.scores,
        )
    words = (
        _("Close the discussion of %(label)s: %(stage)s") if duty.closes else _("Discuss %(label)s again: %(stage)s")
    )
    for row in duty.discussed:
        yield ActionItem(
            title=words % {"label": row.label, "stage": stage},
            url=rubric.get_absolute_url(),
            since=row.discussion.opened_at if row.discussion else None,
        )
    if duty.is_over:
        yield ActionItem(
            title=_("Finish the scoring: %(stage)s") % {"stage": stage},
            url=rubric.get_absolute_url(),
            since=rubric.opened_at,
            state=_("all scores are given"),
        )


def _objection_action(duty: ObjectionDuty) -> ActionItem:
    from employees.dates import today

    objection = duty.objection
    words = (
        _("Answer the objection of %(label)s: %(stage)s")
        if duty.is_answer
        else _("Score %(label)s once more after the objection: %(stage)s")
    )
    name = "careers:objection-panel-answer" if duty.is_answer else "careers:objection-score"
    return ActionItem(
        title=words % {"label": duty.label, "stage": objection.stage.title},
        url=reverse(name, args=[duty.rubric.pk, objection.candidacy_id]),
        since=objection.created_at,
        state=_("due %(day)s") % {"day": formats.date_format(objection.due_on)},
        tone="bad" if objection.due_on < today() else "attention",
    )


def followed_panels(user: Any) -> Iterator[FollowItem]:
    from careers.enums import SelectionState
    from careers.models import PanelMember

    seats = PanelMember.objects.seated(user).filter(selection__state=SelectionState.ANNOUNCED)
    for seat in seats.select_related("selection")[:3]:
        yield FollowItem(
            title=_("Selection panel: %(title)s") % {"title": seat.selection.title},
            url=seat.get_absolute_url(),
            detail=seat.selection.get_state_display(),
            tone=seat.selection.tone,
        )
