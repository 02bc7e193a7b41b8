"""Panels and proofs of selections: a panel that the employee of the place chairs, its stages in every state."""

from __future__ import annotations

from django.utils import timezone

from careers.enums import ScoringState, SelectionState, StageKind
from careers.models import PanelDiscussion
from careers.services.panel_score import finish_scoring, give_score
from careers.services.proof import append_proof, publish_checkpoint
from tests.access.policy import EVERYONE, SIGNED_IN, Place, Row, page, thing
from tests.factories.panels import PanelMemberFactory, RubricFactory, SelectionPanelFactory, declare_none
from tests.factories.selections import CandidacyFactory, SelectionFactory, SelectionStageFactory, StageObjectionFactory

OFFICE = frozenset({"hr_officer"})
READERS = frozenset({"hr_officer", "head_of_agency", "auditor"})
WATCHERS = frozenset({"hr_officer", "auditor"})
# The clerk of the place chairs the panel; the supervisor is a candidate.
CHAIR = frozenset({"employee"})
CANDIDATE = frozenset({"supervisor"})
EVERYWHERE = {"other_unit": EVERYONE, "other_government": EVERYONE}


def build_panels(place: Place) -> dict[str, object]:
    selection = SelectionFactory(closed=True, unit=place.unit)
    own = CandidacyFactory(selection=selection, employee=place.head)
    other = CandidacyFactory(selection=selection, employee__unit=place.unit)
    drafted = SelectionFactory(unit=place.unit)
    seat_in_draft = PanelMemberFactory(selection=drafted)
    SelectionPanelFactory(selection=selection)
    chair = PanelMemberFactory(selection=selection, user=place.clerk.user, is_chair=True)
    member = PanelMemberFactory(selection=selection)
    declare_none(chair)
    declare_none(member)
    stages = [SelectionStageFactory(selection=selection, kind=StageKind.INTERVIEW) for _number in range(3)]
    prepared = RubricFactory(stage=stages[0])
    # Open at once, though no stage before them is published: the matrix wants a stage in every state.
    running, finished = (
        RubricFactory(stage=stage, state=ScoringState.OPEN, opened_at=timezone.now()) for stage in stages[1:]
    )
    for candidacy in (own, other):
        for seat in (chair, member):
            give_score(rubric=finished, member=seat, candidacy=candidacy, levels={1: 4, 2: 4}, note="", by=seat.user)
    finished = finish_scoring(rubric=finished, by=place.clerk.user)
    StageObjectionFactory(stage=finished.stage, candidacy=other)
    for seat in (chair, member):
        give_score(rubric=running, member=seat, candidacy=own, levels={1: 4, 2: 4}, note="", by=seat.user)
    discussion = PanelDiscussion.objects.create(
        rubric=running, candidacy=own, reason="Beda", opened_by=place.clerk.user
    )
    append_proof(selection, "application_submitted", {"pseudonym": own.pseudonym}, by=None)
    publish_checkpoint(selection=selection)
    ended = SelectionFactory(
        closed=True, unit=place.unit, state=SelectionState.CANCELLED, cancel_reason="Anggaran dicabut"
    )
    append_proof(ended, "cancelled", {}, by=None)
    publish_checkpoint(selection=ended)
    return {
        "panel_selection": selection,
        "draft_panel": drafted,
        "draft_seat": seat_in_draft,
        "rubric_stage": stages[0],
        "prepared_rubric": prepared,
        "running_rubric": running,
        "finished_rubric": finished,
        "judged": other,
        "discussed": discussion.candidacy,
        "own_candidacy": own,
        "ended_selection": ended,
    }


def scoring(rubric: str, candidacy: str, own: frozenset[str], *, method: str = "get") -> Row:
    return Row(
        own=own,
        kwargs=lambda objects: {"pk": objects[rubric].pk, "candidacy": objects[candidacy].pk},
        method=method,
        has_object=True,
    )


PANEL_ROWS: dict[str, Row] = {
    # --- The office
    "careers:panel-detail": thing("panel_selection", READERS),
    "careers:panel-member-create": thing("panel_selection", OFFICE),
    "careers:panel-member-remove": Row(
        own=OFFICE,
        kwargs=lambda objects: {"pk": objects["draft_panel"].pk, "member": objects["draft_seat"].pk},
        has_object=True,
    ),
    "careers:panel-appoint": thing("draft_panel", OFFICE),
    "careers:rubric-edit": Row(
        own=OFFICE,
        kwargs=lambda objects: {"pk": objects["panel_selection"].pk, "stage": objects["rubric_stage"].pk},
        has_object=True,
    ),
    "careers:scoring-open": thing("prepared_rubric", OFFICE),
    # --- The members
    "careers:panel-seats": page(SIGNED_IN),
    "careers:panel-board": thing("panel_selection", CHAIR),
    "careers:panel-conflicts": thing("panel_selection", CHAIR),
    "careers:panel-conflict-late": thing("panel_selection", CHAIR),
    "careers:scoring-detail": thing("running_rubric", WATCHERS | CHAIR),
    "careers:score-give": scoring("running_rubric", "judged", CHAIR),
    "careers:discussion-open": scoring("running_rubric", "judged", CHAIR),
    "careers:discussion-close": scoring("running_rubric", "discussed", CHAIR, method="post"),
    "careers:scoring-finish": thing("running_rubric", CHAIR),
    "careers:objection-score": scoring("finished_rubric", "judged", CHAIR),
    "careers:objection-panel-answer": scoring("finished_rubric", "judged", CHAIR),
    "careers:minutes-detail": thing("finished_rubric", WATCHERS | CHAIR),
    "careers:minutes-sign": thing("finished_rubric", CHAIR, method="post"),
    "careers:minutes-pdf": thing("finished_rubric", WATCHERS | CHAIR),
    # --- Proofs, before the end
    "careers:proof-detail": thing("panel_selection", READERS | CHAIR | CANDIDATE),
    "careers:proof-bundle": thing("panel_selection", READERS | CHAIR | CANDIDATE),
    "careers:proof-subscribe": thing("panel_selection", READERS | CHAIR | CANDIDATE, method="post"),
    "careers:proof-unsubscribe": thing("panel_selection", READERS | CHAIR | CANDIDATE, method="post"),
    "careers:candidacy-slip": thing("own_candidacy", CANDIDATE),
    # --- For everybody
    "proof:how": page(EVERYONE),
    "proof:selection": thing("panel_selection", EVERYONE, by="code", **EVERYWHERE),
    "proof:bundle": thing("ended_selection", EVERYONE, by="code", **EVERYWHERE),
    "proof:slip": Row(
        own=EVERYONE,
        kwargs=lambda objects: {
            "code": objects["panel_selection"].code,
            "pseudonym": objects["own_candidacy"].pseudonym,
        },
        has_object=True,
        **EVERYWHERE,
    ),
}
