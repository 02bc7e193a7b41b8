"""What selections hang into the frame: navigation, first page, documents, words for events and notices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_data_labels, register_event_labels
from asn_portal.documents.access import register_document_rule, register_reader_copy
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind

GROUP = gettext_lazy("Careers")

EVENT_LABELS = {
    "careers.selection_drafted": gettext_lazy("Selection drafted"),
    "careers.selection_edited": gettext_lazy("Selection edited"),
    "careers.requirement_added": gettext_lazy("Requirement of a selection added"),
    "careers.requirement_removed": gettext_lazy("Requirement of a selection removed"),
    "careers.stage_put": gettext_lazy("Stage of a selection written"),
    "careers.stage_removed": gettext_lazy("Stage of a selection removed"),
    "careers.selection_announced": gettext_lazy("Selection announced"),
    "careers.selection_cancelled": gettext_lazy("Selection cancelled"),
    "careers.application_begun": gettext_lazy("Application begun"),
    "careers.application_written": gettext_lazy("Application written"),
    "careers.application_submitted": gettext_lazy("Application sent"),
    "careers.application_withdrawn": gettext_lazy("Application taken back"),
    "careers.admitted_all_the_same": gettext_lazy("Admitted against a rule, with a reason"),
    "careers.result_put": gettext_lazy("Result of a stage stored"),
    "careers.result_replaced": gettext_lazy("Result of a stage replaced"),
    "careers.stage_published": gettext_lazy("Stage published"),
    "careers.objection_filed": gettext_lazy("Objection to a stage filed"),
    "careers.objection_answer_signed": gettext_lazy("Answer to an objection signed once"),
    "careers.objection_scored": gettext_lazy("Candidate scored once more after an objection"),
    "careers.paper_handed_in": gettext_lazy("Paper handed in"),
    "careers.objection_answered": gettext_lazy("Objection to a stage answered"),
    "careers.amendment_proposed": gettext_lazy("Amendment of a scoring plan proposed"),
    "careers.amendment_signed": gettext_lazy("Amendment of a scoring plan signed"),
    "careers.amendment_withdrawn": gettext_lazy("Amendment of a scoring plan withdrawn"),
    "careers.names_proposed": gettext_lazy("Best names proposed"),
    "careers.selection_decided": gettext_lazy("Selection decided"),
    "careers.candidate_appointed": gettext_lazy("Chosen candidate appointed"),
    "view.candidacy": gettext_lazy("Application for a position"),
}

DATA_LABELS = {
    "names": gettext_lazy("names proposed"),
    "plan_hash": gettext_lazy("hash of the plan"),
    "pseudonym": gettext_lazy("pseudonym"),
    "requirement": gettext_lazy("requirement"),
    "stage": gettext_lazy("stage"),
}


def register_selections() -> None:
    register_navigation(
        NavItem(
            gettext_lazy("Open selections"),
            "careers:vacancy-list",
            "announce",
            510,
            lambda scope: scope.employee_id is not None,
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Selections"),
            "careers:selection-list",
            "target",
            520,
            lambda scope: scope.has(Permission.CAREER_VIEW),
            group=GROUP,
        ),
    )
    register_event_labels(EVENT_LABELS)
    register_data_labels(DATA_LABELS)
    register_kind("careers.candidacy", label=gettext_lazy("Selections: my application"))
    register_kind("careers.selection_work", label=gettext_lazy("Selections: something waits for me"))
    register_actions(office_actions)
    register_actions(head_actions)
    register_actions(own_drafts)
    register_following(followed)
    register_document_rule("careers.application", may_download_application)
    register_document_rule("careers.stage_paper", may_read_paper)
    register_reader_copy("careers.stage_paper", blind_copy)


def may_read_paper(user: Any, document: Any) -> bool:
    """Whoever may see the candidate's file; and, while the candidate takes part, the panel, once scoring of the
    paper's stage is open, except members in conflict."""
    from asn_portal.keys import read_key
    from careers.models import Candidacy, ConflictDeclaration, PanelMember
    from careers.services.stage_paper import rubric_of_paper

    pk = read_key(document.owner_id) or 0
    if may_download_application(user, document):
        return True
    seats = PanelMember.objects.seated(user).filter(selection__candidacies=pk)
    declared = ConflictDeclaration.objects.filter(candidacy=pk, member__in=seats, has_conflict=False)
    candidacy = Candidacy.objects.taking_part().filter(pk=pk).first()
    if candidacy is None or not declared.exists():
        return False
    rubric = rubric_of_paper(document, candidacy)
    return rubric is not None and rubric.state != "prepared"


def blind_copy(user: Any, document: Any) -> bytes | None:
    """For the panel while it scores without names: the paper without its author. Whoever may see the candidate's file
    gets what was handed in."""
    from asn_portal.documents.pdf_author import without_author
    from asn_portal.keys import read_key
    from careers.models import Candidacy
    from careers.services.stage_paper import rubric_of_paper

    candidacy = Candidacy.objects.get(pk=read_key(document.owner_id) or 0)
    rubric = rubric_of_paper(document, candidacy)
    if rubric is None or not rubric.is_blind or may_download_application(user, document):
        return None
    with document.file.open("rb") as file:
        return without_author(file)


def may_download_application(user: Any, document: Any) -> bool:
    """The candidate, and whoever may see the candidate's file."""
    from asn_portal.keys import read_key
    from careers.models import Candidacy

    return bool(Candidacy.objects.visible_to(user).filter(pk=read_key(document.owner_id) or 0).exists())


def office_actions(user: Any) -> Iterator[ActionItem]:
    """Objections to answer, applications to check, appointments to make. Three queries for the office."""
    from django.db.models import Count, Min

    from careers.enums import CandidacyState, SelectionState
    from careers.models import Candidacy, Selection, StageObjection
    from employees.dates import today

    if not scope_of(user).has(Permission.CAREER_MANAGE):
        return
    managed = Selection.objects.managed_by(user)
    # An answer that is signed once waits for somebody else: see `head_actions`.
    unsigned = (
        StageObjection.objects.open().of_running().impartial_for(user).heard_by_office().filter(first_signer=None)
    )
    waiting = unsigned.filter(stage__selection__in=managed).select_related("stage__selection")
    for objection in waiting[:10]:
        is_late = objection.due_on < today()
        yield ActionItem(
            title=_("Answer the objection to “%(stage)s”: %(title)s")
            % {"stage": objection.stage.title, "title": objection.stage.selection},
            url=objection.get_absolute_url(),
            since=objection.created_at,
            state=_("due %(day)s") % {"day": formats.date_format(objection.due_on)},
            tone="bad" if is_late else "attention",
        )
    unchecked = (
        Candidacy.objects.filter(selection__in=managed.filter(closes_on__lt=today()), state=CandidacyState.SUBMITTED)
        .values("selection", "selection__title")
        .annotate(number=Count("pk"), since=Min("submitted_at"))
        .order_by("since")
    )
    for row in unchecked[:5]:
        yield ActionItem(
            title=ngettext(
                "Check %(number)s application: %(title)s", "Check %(number)s applications: %(title)s", row["number"]
            )
            % {"number": row["number"], "title": row["selection__title"]},
            url=reverse("careers:selection-candidates", args=[row["selection"]]) + "?state=submitted",
            since=row["since"],
            count=row["number"],
        )
    for selection in managed.filter(state=SelectionState.DECIDED)[:5]:
        yield ActionItem(
            title=_("Appoint the chosen person: %(title)s") % {"title": selection},
            url=reverse("careers:selection-appoint", args=[selection.pk]),
            since=selection.decided_at,
        )


def head_actions(user: Any) -> Iterator[ActionItem]:
    """Names to choose from; answers to objections and amendments that wait for a second signature."""
    from careers.enums import SelectionState
    from careers.models import PlanAmendment, Selection, StageObjection
    from employees.dates import today

    scope = scope_of(user)
    may_sign = scope.has(Permission.CAREER_SIGN)
    if not may_sign and not scope.has(Permission.CAREER_MANAGE):
        return
    if may_sign:
        proposed = Selection.objects.filter(
            scope.path_filter(Permission.CAREER_SIGN, "unit__path"),
            state=SelectionState.ANNOUNCED,
            proposed_at__isnull=False,
        )
        for selection in proposed.without_candidate(user)[:5]:
            yield ActionItem(
                title=_("Choose one of the proposed names: %(title)s") % {"title": selection},
                url=reverse("careers:selection-decide", args=[selection.pk]),
                since=selection.proposed_at,
            )
    answers = StageObjection.objects.to_sign(user).of_running().impartial_for(user).exclude(first_signer=user)
    for objection in answers.select_related("stage__selection")[:5]:
        yield ActionItem(
            title=_("Sign the answer to the objection to “%(stage)s”: %(title)s")
            % {"stage": objection.stage.title, "title": objection.stage.selection},
            url=reverse("careers:objection-sign", args=[objection.pk]),
            since=objection.created_at,
            state=_("due %(day)s") % {"day": formats.date_format(objection.due_on)},
            tone="bad" if objection.due_on < today() else "attention",
        )
    reach = scope.path_filter(Permission.CAREER_SIGN, "unit__path")
    reach |= scope.path_filter(Permission.CAREER_MANAGE, "unit__path")
    signable = Selection.objects.filter(reach).without_candidate(user)
    amendments = PlanAmendment.objects.open().filter(selection__in=signable).exclude(first_signer=user)
    for amendment in amendments.select_related("selection")[:5]:
        yield ActionItem(
            title=_("Sign the amendment of the plan: %(title)s") % {"title": amendment.selection},
            url=reverse("careers:amendment-sign", args=[amendment.selection_id, amendment.pk]),
            since=amendment.first_signed_at,
        )


def own_drafts(user: Any) -> Iterator[ActionItem]:
    """An application that is begun and can still be sent."""
    from careers.enums import CandidacyState
    from careers.models import Candidacy, Selection
    from employees.dates import today

    employee_id = scope_of(user).employee_id
    if employee_id is None:
        return
    open_now = Selection.objects.open_for_registration(today())
    drafts = Candidacy.objects.filter(employee=employee_id, state=CandidacyState.DRAFT, selection__in=open_now)
    for candidacy in drafts.select_related("selection")[:5]:
        yield ActionItem(
            title=_("Send your application: %(title)s") % {"title": candidacy.selection},
            url=reverse("careers:vacancy-detail", args=[candidacy.selection_id]),
            since=candidacy.created_at,
            state=_("registration ends %(day)s") % {"day": formats.date_format(candidacy.selection.closes_on)},
            tone="attention",
        )


def followed(user: Any) -> Iterator[FollowItem]:
    from careers.enums import SelectionState
    from careers.models import Candidacy

    employee_id = scope_of(user).employee_id
    if employee_id is None:
        return
    running = [SelectionState.ANNOUNCED, SelectionState.DECIDED]
    own = Candidacy.objects.submitted().filter(employee=employee_id, selection__state__in=running)
    for candidacy in own.select_related("selection")[:3]:
        yield FollowItem(
            title=candidacy.selection.title,
            url=reverse("careers:vacancy-detail", args=[candidacy.selection_id]),
            detail=candidacy.selection.get_state_display(),
            tone=candidacy.selection.tone,
        )
