"""Setting up a panel, and what its members declare."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from asn_portal.shown import refuse_changed, stamp_of
from careers.domain.selection import SMALLEST_PANEL, check_panel
from careers.enums import TAKING_PART, PanelState, SelectionKind, SelectionState
from careers.models import Candidacy, ConflictDeclaration, PanelMember, Rubric, Selection, SelectionPanel
from careers.panel_board import show_complete
from careers.panel_recipients import office_of
from careers.proof_log import record_proof
from careers.words.panel import panel_fault_words
from employees.dates import today
from employees.models import Employee
from training.models import PartnerAccount

ENDED = {SelectionState.DECIDED, SelectionState.APPOINTED, SelectionState.CANCELLED}


@transaction.atomic
def add_member(
    *, selection: Selection, user: Any, institution: str, is_internal: bool, is_chair: bool, by: Any
) -> PanelMember:
    """Put somebody with an account on the panel; an appointed one then rests until a new decree.

    Staff of this government are internal, whatever `is_internal` says. DomainError for a candidate, a second chair, or
    twice the same.
    """
    # It locks the selection, as whoever applies: nobody takes a seat and applies at once.
    panel = lock_panel(selection)
    refuse_ended(panel.selection)
    if Candidacy.objects.filter(selection=selection, employee__user=user).exists():
        raise DomainError(_("%(name)s competes in this selection. Choose somebody else.") % {"name": user.name})
    _refuse_office(panel.selection, user)
    _refuse_ended_agreement(user)
    highest = PanelMember.objects.filter(selection=selection).aggregate(highest=Max("number"))["highest"] or 0
    member = PanelMember(
        selection=panel.selection,
        user=user,
        number=highest + 1,
        institution=institution,
        is_internal=is_internal or _works_here(panel.selection, user),
        is_chair=is_chair,
    )
    try:
        member.full_clean()
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    member.save()
    _record("careers.panel_member_added", panel, by, name=user.name, chair=is_chair, internal=member.is_internal)
    if panel.was_appointed:
        _proof(panel, "panel_member_added", {"member": member.code, "internal": member.is_internal}, by)
        _rest(panel)
    return member


@transaction.atomic
def remove_member(*, member: PanelMember, reason: str, by: Any) -> None:
    """Before the panel is appointed the seat is emptied; afterwards the member leaves and stays in the record, and the
    panel rests until a new decree."""
    panel = lock_panel(member.selection)
    refuse_ended(panel.selection)
    member = lock_row(PanelMember.objects, member.pk, "user")
    if not member.is_active:
        raise DomainError(_("%(name)s has left already.") % {"name": member})
    if panel.was_appointed:
        if not reason.strip():
            raise DomainError(_("Say why this member leaves."))
        _refuse_emptying(panel, member)
        member.left_at, member.left_reason = timezone.now(), reason
        member.save(update_fields=["left_at", "left_reason"])
        _follow_dropout(panel.selection)
        _rest(panel)
        _proof(panel, "panel_member_left", {"member": member.code}, by)
    else:
        member.delete()
    _record("careers.panel_member_removed", panel, by, reason=reason, name=member.user.name)


@transaction.atomic
def appoint_panel(
    *,
    selection: Selection,
    decree_number: str,
    decree_date: datetime.date,
    deviation_reason: str,
    by: Any,
    seen: str | None = None,
) -> SelectionPanel:
    """Fix the panel by its decree and tell its members; one whose members changed needs another decree. `seen` is the
    `members_stamp` of what `by` read, None for any.

    Size and internal share bind selections of JPT Pratama (PermenPANRB 15/2019); another kind may differ with a reason.
    """
    panel = lock_panel(selection)
    refuse_ended(panel.selection)
    if panel.is_appointed:
        raise DomainError(_("This panel is appointed already."))
    if panel.was_appointed and decree_number.strip() == panel.decree_number:
        raise DomainError(
            _("Decree %(number)s appointed the panel as it was. Enter the decree that appoints it as it is now.")
            % {"number": panel.decree_number}
        )
    refuse_changed(
        seen,
        members_stamp(selection),
        _("The members changed since you opened this page. See who appears in the decree, then appoint."),
    )
    members = list(PanelMember.objects.active().filter(selection=selection).select_related("user"))
    for member in members:
        _refuse_office(panel.selection, member.user)
        _refuse_ended_agreement(member.user)
        if not member.is_internal and _works_here(panel.selection, member.user):
            member.is_internal = True
            member.save(update_fields=["is_internal"])
    faults = check_panel(len(members), sum(member.is_internal for member in members))
    binds = panel.selection.kind == SelectionKind.JPT_PRATAMA
    if faults and (binds or not deviation_reason.strip()):
        advice = "" if binds else " " + _("If it must be so, say why.")
        raise DomainError(" ".join(panel_fault_words(fault) for fault in faults) + advice)
    if not any(member.is_chair for member in members):
        raise DomainError(_("Name one of the members as the chair."))
    panel.state, panel.appointed_at, panel.appointed_by = PanelState.APPOINTED, timezone.now(), by
    panel.decree_number, panel.decree_date = decree_number.strip(), decree_date
    panel.deviation_reason = deviation_reason if faults else ""
    try:
        panel.full_clean(exclude=["selection", "appointed_by"])
    except ValidationError as error:
        raise DomainError(" ".join(error.messages)) from error
    panel.save()
    _record("careers.panel_appointed", panel, by, reason=panel.deviation_reason, decree=decree_number)
    seats = [{"internal": member.is_internal, "member": member.code} for member in members]
    _proof(panel, "panel_appointed", {"members": seats}, by)
    tell_members(members, selection=panel.selection)
    return panel


def members_stamp(selection: Selection) -> str:
    """Of who would be appointed, and as what."""
    members = PanelMember.objects.active().filter(selection=selection).order_by("pk")
    return stamp_of(selection.pk, [list(row) for row in members.values_list("pk", "user", "is_chair")])


@transaction.atomic
def declare_conflicts(*, member: PanelMember, conflicts: Mapping[int, str], seen: set[int], by: Any) -> None:
    """For each candidate in `seen` (primary keys) the member has a conflict (`conflicts`, with the reason) or none.

    Binding: a declared conflict hides the candidate. Raises DomainError when candidates came or went meanwhile.
    """
    panel = lock_panel(member.selection)
    refuse_ended(panel.selection)
    member = lock_row(PanelMember.objects, member.pk, "user")
    if not panel.is_appointed or not member.is_active:
        raise DomainError(_("You are not on the panel of this selection now."))
    waiting = {candidacy.pk: candidacy for candidacy in undeclared(member)}
    if set(waiting) != seen:
        raise DomainError(_("The list of candidates has changed. Read it once more and declare again."))
    if not waiting:
        raise DomainError(_("You have declared for every candidate."))
    if any(not reason.strip() for reason in conflicts.values()) or not set(conflicts) <= seen:
        raise DomainError(_("Say in a few words what each conflict is."))
    ConflictDeclaration.objects.bulk_create(
        ConflictDeclaration(
            member=member, candidacy=candidacy, has_conflict=pk in conflicts, reason=conflicts.get(pk, "")
        )
        for pk, candidacy in waiting.items()
    )
    if conflicts:
        _follow_dropout(panel.selection)
    _record("careers.conflicts_declared", panel, by, candidates=len(waiting), conflicts=len(conflicts))
    _proof(
        panel,
        "conflicts_declared",
        # By number only: who knows of the relation would know the pseudonym.
        {"member": member.code, "conflicts": len(conflicts), "candidates": len(waiting)},
        by,
    )


@transaction.atomic
def declare_late_conflict(*, member: PanelMember, candidacy: Candidacy, reason: str, by: Any) -> None:
    """A conflict with a candidate that the member learnt of after declaring that there was none.

    From now on the candidate is hidden; a score that the member gave no longer counts where the scoring isn't finished.
    """
    panel = lock_panel(member.selection)
    refuse_ended(panel.selection)
    member = lock_row(PanelMember.objects, member.pk, "user")
    if not panel.is_appointed or not member.is_active:
        raise DomainError(_("You are not on the panel of this selection now."))
    # Locked, as by who ends the scoring: the minutes say it, or were written before.
    list(Rubric.objects.open().filter(stage__selection=panel.selection).select_for_update(no_key=True).order_by("pk"))
    declaration = declared_none(member).select_for_update(of=("self",), no_key=True).filter(candidacy=candidacy).first()
    if declaration is None:
        raise DomainError(_("You have not declared that there is no conflict with this candidate."))
    if not reason.strip():
        raise DomainError(_("Say in a few words what each conflict is."))
    declaration.has_conflict, declaration.reason, declaration.late_at = True, reason.strip(), timezone.now()
    declaration.save()
    _record("careers.conflict_declared_late", panel, by)
    _proof(panel, "conflict_declared_late", {"member": member.code}, by)
    _follow_dropout(panel.selection)


def declared_none(member: PanelMember) -> Any:
    """Declarations of the member that there is no conflict with a candidate who takes part, by name."""
    return (
        ConflictDeclaration.objects.filter(member=member, has_conflict=False, candidacy__state__in=TAKING_PART)
        .select_related("candidacy__employee__unit", "candidacy__employee__position", "candidacy__selection")
        .order_by("candidacy__employee__name", "pk")
    )


def undeclared(member: PanelMember) -> Any:
    """Candidates about whom the member has not yet declared, by name."""
    candidates = Candidacy.objects.filter(selection=member.selection_id).taking_part()
    return (
        candidates.exclude(conflict_declarations__member=member)
        .select_related("employee__unit", "employee__position", "selection")
        .order_by("employee__name", "pk")
    )


def lock_panel(selection: Selection) -> SelectionPanel:
    """The panel of the selection, made at the first question, locked.

    In one order everywhere: selection, panel, member, rubric, stage, candidacy, and last the head of the proof.
    """
    lock_row(Selection.objects, selection.pk)
    panel, _new = SelectionPanel.objects.get_or_create(selection=selection)
    locked: SelectionPanel = lock_row(SelectionPanel.objects, panel.pk, "selection__unit")
    return locked


def refuse_ended(selection: Selection) -> None:
    if selection.state in ENDED:
        raise DomainError(_("This selection is decided or cancelled; its panel no longer changes."))


def _refuse_office(selection: Selection, user: Any) -> None:
    if scope_of(user).covers(Permission.CAREER_MANAGE, selection.unit.path):
        raise DomainError(
            _("%(name)s keeps this selection and sees names beside pseudonyms. Choose somebody else.")
            % {"name": user.name}
        )


def _refuse_ended_agreement(user: Any) -> None:
    account = PartnerAccount.objects.of_user(user).select_related("partner").first()
    if account is None:
        return
    if not (account.is_active and account.partner.agreements.holding_on(today()).exists()):
        raise DomainError(
            _("The agreement with %(partner)s, from where %(name)s comes, has ended. Choose somebody else.")
            % {"partner": account.partner, "name": user.name}
        )


def _works_here(selection: Selection, user: Any) -> bool:
    """The staff records have the person at work for this government; who only came later counts at the next decree."""
    employee = Employee.objects.active().filter(user=user).first()
    return employee is not None and employee.government_id == selection.unit.government.pk


def _refuse_emptying(panel: SelectionPanel, member: PanelMember) -> None:
    """Whom the decree named leave one by one: a panel that rests is filled up before it loses another of them."""
    named = panel.appointed_at is not None and member.created_at <= panel.appointed_at
    left = PanelMember.objects.active().filter(selection=panel.selection).count()
    if named and not panel.is_appointed and left < SMALLEST_PANEL:
        raise DomainError(
            _(
                "The panel rests with %(left)s members. Add who replaces those who left, or have a decree appoint it "
                "anew; then another member may leave."
            )
            % {"left": left}
        )


def tell_members(members: list[PanelMember], *, selection: Selection) -> None:
    for member in members:
        notify(
            [member.user],
            kind="careers.panel",
            title=lambda: _("You are on the panel of “%(title)s”") % {"title": selection.title},
            body=lambda: _("Declare conflicts of interest first; then you can score."),
            url=member.get_absolute_url(),
        )


def _rest(panel: SelectionPanel) -> None:
    """The composition is no longer the one of the decree, and one change makes an odd number even: nobody judges until
    `appoint_panel` has checked it again."""
    if not panel.is_appointed:
        return
    panel.state = PanelState.RESTING
    panel.save(update_fields=["state"])
    selection = panel.selection
    members = PanelMember.objects.active().filter(selection=selection).select_related("user")
    notify(
        {user.pk: user for user in [*office_of(selection), *(member.user for member in members)]}.values(),
        kind="careers.panel",
        title=lambda: _("The panel of “%(title)s” rests") % {"title": selection.title},
        body=lambda: _("Its members changed. Scoring goes on once a new decree has appointed the panel."),
    )


def _follow_dropout(selection: Selection) -> None:
    """A member left, or judges fewer candidates than before."""
    _tell_of_small_panels(selection)
    _show_complete(selection)


def _tell_of_small_panels(selection: Selection) -> None:
    """The office and the chair hear of candidates whom too few members may judge."""
    members = list(PanelMember.objects.active().filter(selection=selection).select_related("user"))
    left = {
        candidacy: len(members)
        - sum(1 for row in candidacy.conflict_declarations.all() if row.has_conflict and row.member.is_active)
        for candidacy in Candidacy.objects.filter(selection=selection)
        .taking_part()
        .select_related("selection")
        .prefetch_related("conflict_declarations__member")
    }
    small = {candidacy: count for candidacy, count in left.items() if count < SMALLEST_PANEL}
    if not small:
        return
    chairs = [member.user for member in members if member.is_chair]
    labels = ", ".join(f"{candidacy} ({count})" for candidacy, count in small.items())
    # Without numbers for the chair: beside the board, which shows one member less under a pseudonym, they would tell
    # who is behind it.
    notify(
        chairs,
        kind="careers.panel",
        title=lambda: _("Too few panel members for some candidates"),
        url=reverse("careers:panel-board", args=[selection.pk]),
    )
    notify(
        office_of(selection),
        kind="careers.panel",
        title=lambda: _("Too few panel members for some candidates"),
        body=lambda: (
            _("Members without a conflict, where fewer than %(least)s are left: %(labels)s. Add a member.")
            % {"least": SMALLEST_PANEL, "labels": labels}
        ),
        url=selection.panel.get_absolute_url(),
    )


def _show_complete(selection: Selection) -> None:
    # Locked, as by who gives a score: it is shown before or after, never between.
    rubrics = Rubric.objects.open().filter(stage__selection=selection).select_for_update(of=("self",), no_key=True)
    for rubric in rubrics.select_related("stage").order_by("pk"):
        if show_complete(rubric):
            tell_chair(rubric)


def tell_chair(rubric: Rubric) -> None:
    """All scores are given: the stage goes on only when the chair finishes the scoring."""
    chairs = PanelMember.objects.active().filter(selection=rubric.stage.selection_id, is_chair=True)
    notify(
        [member.user for member in chairs.select_related("user")],
        kind="careers.panel",
        title=lambda: _("All scores are given, finish the scoring: %(stage)s") % {"stage": rubric.stage.title},
        url=rubric.get_absolute_url(),
    )


def _record(kind: str, panel: SelectionPanel, by: Any, *, reason: str = "", **data: Any) -> None:
    record_event(kind, by=by, obj=panel.selection, unit_path=panel.selection.unit.path, reason=reason, **data)


def _proof(panel: SelectionPanel, kind: str, data: dict[str, Any], by: Any) -> None:
    record_proof(panel.selection, kind, data, by=by)
