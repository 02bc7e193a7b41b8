"""Where the results of a stage come from, and what a panel still owes a selection before they count."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from careers.domain.selection import check_panel
from careers.enums import PANEL_ALWAYS, SCORED_KINDS, ResultSource, SelectionKind, StageKind
from careers.models import (
    MinutesSignature,
    PanelMember,
    PanelMinutes,
    Rubric,
    Selection,
    SelectionPanel,
    SelectionStage,
)
from careers.words.panel import panel_fault_words


def source_of(stage: SelectionStage) -> ResultSource:
    """Who alone may bring the results of a stage. A rubric, or a panel where it judges papers and interviews, shuts
    out results by hand."""
    if stage.kind == StageKind.EXAM:
        return ResultSource.EXAM
    if stage.kind not in SCORED_KINDS:
        return ResultSource.HAND
    selection = stage.selection
    has_panel = (
        selection.kind == SelectionKind.JPT_PRATAMA
        or _members(selection).exists()
        # Once appointed it stays the source, also when its members have left: it rests until a new decree.
        or SelectionPanel.objects.filter(selection=selection, appointed_at__isnull=False).exists()
    )
    if (has_panel and stage.kind in PANEL_ALWAYS) or Rubric.objects.filter(stage=stage).exists():
        return ResultSource.PANEL
    return ResultSource.HAND


def source_fault(stage: SelectionStage, source: ResultSource) -> str:
    """Why a result that comes from `source` isn't taken; "" when it is."""
    wanted = source_of(stage)
    if source == wanted:
        return ""
    if wanted == ResultSource.PANEL:
        return _(
            "The results of “%(stage)s” come from the panel: its chair finishes the scoring. "
            "Afterwards a result changes only by an objection that is upheld."
        ) % {"stage": stage.title}
    if wanted == ResultSource.EXAM:
        return _(
            "The results of “%(stage)s” come from the exam: publish the results of its sitting. "
            "Afterwards a result changes only by an objection that is upheld."
        ) % {"stage": stage.title}
    return _("The results of “%(stage)s” are entered by the office.") % {"stage": stage.title}


def panel_faults(selection: Selection) -> list[str]:
    """What the panel lacks, as sentences; empty where none is needed. High leadership posts always need one."""
    stages = [stage for stage in selection.stages.all() if stage.kind in SCORED_KINDS]
    binds = selection.kind == SelectionKind.JPT_PRATAMA
    for stage in stages:
        stage.selection = selection
    if not binds and not any(source_of(stage) == ResultSource.PANEL for stage in stages):
        return []
    panel = SelectionPanel.objects.filter(selection=selection).first()
    if panel is None or not panel.is_appointed:
        return [_("No panel is appointed yet. Appoint it before its first stage.")]
    members = list(_members(selection))
    faults = check_panel(len(members), sum(member.is_internal for member in members))
    sentences = [panel_fault_words(fault) for fault in faults] if binds or not panel.deviation_reason else []
    if not any(member.is_chair for member in members):
        sentences.append(_("Nobody chairs the panel. Add a member as the chair."))
    return sentences


def scoring_faults(stage: SelectionStage) -> list[str]:
    """Why the panel's results of a stage can't be published yet; empty where no panel scores it."""
    if stage.kind not in SCORED_KINDS:
        return []
    faults = panel_faults(stage.selection)
    if source_of(stage) != ResultSource.PANEL:
        return faults
    rubric = Rubric.objects.filter(stage=stage).first()
    if rubric is None:
        return [*faults, _("The panel has no rubric for “%(stage)s” yet. Write it first.") % {"stage": stage.title}]
    if not rubric.is_finished:
        return [*faults, _("The panel hasn't finished the scoring of “%(stage)s” yet.") % {"stage": stage.title}]
    if not _are_signed(rubric):
        faults.append(
            _("The minutes of “%(stage)s” must be signed by the chair and by more than half of those who scored.")
            % {"stage": stage.title}
        )
    return faults


def _are_signed(rubric: Rubric) -> bool:
    """By the chair and by more than half of those who scored; where the chair has left, by all others who scored."""
    minutes = PanelMinutes.objects.filter(rubric=rubric).first()
    if minutes is None:
        return False
    signed = {row.member.code for row in MinutesSignature.objects.filter(minutes=minutes).select_related("member")}
    if minutes.chair in signed:
        return len(minutes.scorers & signed) * 2 > len(minutes.scorers)
    chair_left = minutes.chair not in {member.code for member in _members(rubric.stage.selection)}
    return chair_left and minutes.scorers - {minutes.chair} <= signed


def _members(selection: Selection) -> QuerySet[PanelMember]:
    members: QuerySet[PanelMember] = PanelMember.objects.active().filter(selection=selection)
    return members
