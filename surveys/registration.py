"""What the citizens' app hangs into the frame: navigation, search, home, documents, words for events."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import Scope, scope_of

GROUP = _("Citizens")


def register() -> None:
    """Called once, when all apps are loaded."""
    # Registers the permissions.
    from asn_portal.audit.registry import register_data_choices, register_data_labels, register_event_labels
    from asn_portal.documents.access import register_document_rule
    from asn_portal.home.registry import register_actions, register_following
    from asn_portal.navigation import NavItem, register_navigation
    from asn_portal.notifications.registry import register_kind
    from asn_portal.search.registry import register_search
    from surveys import rules  # noqa: F401
    from surveys.enums import AlarmState, ComplaintKind, RejectReason
    from surveys.services.complaint import PHOTO_KIND
    from surveys.services.response import ANSWER_FILE_KIND

    register_navigation(
        NavItem(
            _("Surveys"), "surveys:survey-list", "survey", 300, lambda scope: scope.has(Permission.SURVEY_VIEW), GROUP
        ),
        NavItem(
            _("Reports from citizens"),
            "surveys:complaint-list",
            "message",
            310,
            lambda scope: scope.has(Permission.COMPLAINT_HANDLE),
            GROUP,
            bottom=20,
        ),
        # Whoever only reads them finds them too, but has other work at hand on a phone.
        NavItem(
            _("Reports from citizens"),
            "surveys:complaint-list",
            "message",
            310,
            lambda scope: _sees_complaints(scope) and not scope.has(Permission.COMPLAINT_HANDLE),
            GROUP,
        ),
        NavItem(
            _("Questionnaires"),
            "surveys:questionnaire-list",
            "file",
            305,
            lambda scope: scope.has(Permission.SURVEY_VIEW),
            GROUP,
        ),
        NavItem(
            _("Comments"),
            "surveys:comment-list",
            "announce",
            320,
            lambda scope: scope.has(Permission.SURVEY_MANAGE),
            GROUP,
        ),
        NavItem(_("Desk for reports"), "surveys:complaint-desk", "inbox", 311, _handles_complaints, GROUP),
        NavItem(_("Topics"), "surveys:topic-list", "bookmark", 325, _reads_texts, GROUP),
        NavItem(
            _("Unusual answers"),
            "surveys:alarm-list",
            "shield",
            325,
            lambda scope: scope.has(Permission.SURVEY_MANAGE),
            GROUP,
        ),
        NavItem(
            _("People served"), "surveys:visits", "chart", 326, lambda scope: scope.has(Permission.SURVEY_MANAGE), GROUP
        ),
        NavItem(_("Holidays"), "surveys:holiday-list", "calendar", 330, _keeps_holidays, GROUP),
    )
    register_actions(waiting_for)
    register_actions(promised_by)
    register_following(followed_by)
    register_search(
        "reports", label=_("Reports from citizens"), search=search_complaints, more=_complaint_list, order=60
    )
    register_document_rule(PHOTO_KIND, may_see_photo)
    register_document_rule(ANSWER_FILE_KIND, may_see_answer_file)
    for kind, label in NOTIFICATIONS.items():
        register_kind(kind, label=label)
    register_event_labels(EVENTS)
    register_data_labels(DATA_LABELS)
    register_data_choices(
        {"report_kind": ComplaintKind.choices, "code": RejectReason.choices, "verdict": AlarmState.choices}
    )


DATA_LABELS = {
    "action": _("action"),
    "alarm": _("alarm"),
    "batch": _("batch of slips"),
    "before": _("before"),
    "competencies": _("competencies"),
    "is_active": _("in use"),
    "numbers": _("numbers"),
    "same_as": _("same as"),
    "topics": _("topics"),
    "verdict": _("verdict"),
}

NOTIFICATIONS = {
    "surveys.alarm_raised": _("Unusual answers in a survey"),
    "surveys.tally_repaired": _("Kept sums of a survey were wrong"),
    "surveys.complaint_unheard": _("Reports that reach nobody"),
    "surveys.complaint_received": _("New report from a citizen"),
    "surveys.complaint_message": _("A reporter wrote again"),
    "surveys.complaint_reopened": _("A report was reopened"),
    "surveys.complaint_forwarded": _("A report was forwarded to your unit"),
    "surveys.complaint_assigned": _("A report was given to you"),
}

EVENTS = {
    "surveys.slips_printed": _("Slips with codes printed"),
    "surveys.slips_voided": _("Slips with codes made void"),
    "surveys.alarm_reviewed": _("Unusual answers looked at"),
    "surveys.survey_created": _("Survey prepared"),
    "surveys.survey_changed": _("Survey changed"),
    "surveys.survey_opened": _("Survey opened"),
    "surveys.survey_closed": _("Survey closed and result published"),
    "surveys.person_asked": _("Person asked for a survey"),
    "surveys.questionnaire_created": _("Questionnaire created"),
    "surveys.questionnaire_changed": _("Questionnaire changed"),
    "surveys.questionnaire_published": _("Version of a questionnaire published"),
    "surveys.questionnaire_draft_started": _("New draft of a questionnaire"),
    "surveys.questionnaire_draft_discarded": _("Draft of a questionnaire deleted"),
    "surveys.questionnaire_archived": _("Questionnaire no longer offered"),
    "surveys.questionnaire_restored": _("Questionnaire offered again"),
    "surveys.service_added": _("Service added"),
    "surveys.service_changed": _("Service changed"),
    "surveys.paper_entered": _("Paper form of a survey entered"),
    "surveys.tally_repaired": _("Kept sums of a survey corrected"),
    "surveys.visits_recorded": _("People served recorded"),
    "surveys.action_planned": _("Follow-up action planned"),
    "surveys.action_changed": _("Follow-up action changed"),
    "surveys.action_done": _("Follow-up action done"),
    "surveys.comment_answered": _("Comment answered"),
    "surveys.comment_approved": _("Comment published"),
    "surveys.comment_hidden": _("Comment not published"),
    "surveys.complaint_received": _("Report received"),
    "surveys.complaint_verified": _("Report verified"),
    "surveys.complaint_rejected": _("Report rejected"),
    "surveys.complaint_forwarded": _("Report forwarded"),
    "surveys.complaint_started": _("Work on a report started"),
    "surveys.complaint_replied": _("Reply to a report"),
    "surveys.complaint_postponed": _("Reporter asked"),
    "surveys.complaint_closed": _("Report closed"),
    "surveys.complaint_not_fixed": _("Report closed, not fixed"),
    "surveys.complaint_reminded": _("Reporter reminded"),
    "surveys.complaint_assigned": _("Report given to somebody"),
    "surveys.complaint_released": _("Report given back to everybody"),
    "surveys.complaint_linked": _("Reports about the same linked"),
    "surveys.complaint_unlinked": _("Link between reports removed"),
    "surveys.template_created": _("Reply template written"),
    "surveys.template_changed": _("Reply template changed"),
    "surveys.topic_created": _("Topic added"),
    "surveys.topic_changed": _("Topic changed"),
    "surveys.text_tagged": _("Topics put on a text"),
    "surveys.complaint_closed_silent": _("Report closed without an answer of its reporter"),
    "surveys.complaint_message": _("Reporter wrote again"),
    "surveys.complaint_confirmed": _("Reporter satisfied"),
    "surveys.complaint_reopened": _("Report reopened"),
    "surveys.complaint_note": _("Internal note on a report"),
    "surveys.contact_read": _("Reporter's contact opened"),
    "surveys.contact_erased": _("Reporter's contact erased"),
    "surveys.holiday_added": _("Holiday added"),
    "surveys.holiday_removed": _("Holiday removed"),
    "view.report": _("Report of a citizen"),
}


def waiting_for(user: Any) -> Iterable[Any]:
    """Reports that wait for us or for nobody, comments to read, surveys whose period is over. Three queries, or one."""
    from django.db.models import Count, Min, Q

    from asn_portal.home.registry import ActionItem
    from employees.dates import today
    from surveys.enums import ComplaintState
    from surveys.models import Complaint, SatisfactionSurvey, SurveyAlarm, SurveyComment

    scope = scope_of(user)
    if scope.has(Permission.COMPLAINT_HANDLE):
        waiting = Complaint.objects.handled_by(user).ongoing().exclude(state=ComplaintState.POSTPONED).with_due()
        row = waiting.order_by().aggregate(
            count=Count("*"), since=Min("received_at"), overdue=Count("pk", filter=Q(due__lt=today()))
        )
        if row["count"]:
            overdue = row["overdue"]
            yield ActionItem(
                title=ngettext("%(count)d report waits for you", "%(count)d reports wait for you", row["count"])
                % {"count": row["count"]},
                url=reverse("surveys:complaint-desk"),
                since=row["since"],
                count=row["count"],
                state=ngettext("%(count)d overdue", "%(count)d overdue", overdue) % {"count": overdue}
                if overdue
                else "",
                tone="bad" if overdue else "",
            )
    elif _sees_complaints(scope):
        late = Complaint.objects.visible_to(user).overdue(today()).order_by()
        row = late.aggregate(count=Count("*"), since=Min("due"))
        if row["count"]:
            yield ActionItem(
                title=ngettext(
                    "%(count)d report from citizens is overdue in your units",
                    "%(count)d reports from citizens are overdue in your units",
                    row["count"],
                )
                % {"count": row["count"]},
                url=reverse("surveys:complaint-list") + "?is_overdue=true&sort=due",
                since=row["since"],
                count=row["count"],
                state=gettext("not answered in time"),
                tone="bad",
            )
    if scope.has(Permission.ROLE_GRANT):
        unheard = Complaint.objects.ongoing().unheard(today()).order_by()
        for row in unheard.values("unit__name").annotate(count=Count("*"), since=Min("received_at"))[:5]:
            yield ActionItem(
                title=gettext("Reports to %(unit)s reach nobody") % {"unit": row["unit__name"]},
                url=reverse("employees:role-create"),
                since=row["since"],
                count=row["count"],
                state=gettext("no service officer is responsible"),
                tone="bad",
            )
    if scope.has(Permission.SURVEY_MANAGE):
        row = (
            SurveyComment.objects.managed_by(user)
            .waiting()
            .order_by()
            .aggregate(count=Count("*"), since=Min("written_on"))
        )
        if row["count"]:
            yield ActionItem(
                title=ngettext("Read %(count)d comment", "Read %(count)d comments", row["count"])
                % {"count": row["count"]},
                url=reverse("surveys:comment-list") + "?state=waiting",
                since=row["since"],
                count=row["count"],
            )
        unusual = SurveyAlarm.objects.managed_by(user).open().order_by()
        row = unusual.aggregate(count=Count("*"), since=Min("raised_at"))
        if row["count"]:
            yield ActionItem(
                title=ngettext("Look at %(count)d unusual finding", "Look at %(count)d unusual findings", row["count"])
                % {"count": row["count"]},
                url=reverse("surveys:alarm-list") + "?state=open",
                since=row["since"],
                count=row["count"],
                tone="attention",
            )
        ended = SatisfactionSurvey.objects.managed_by(user).open().filter(period__fully_lt=(today(), None))
        for survey in ended.select_related("unit")[:5]:
            yield ActionItem(
                title=gettext("Close the survey of %(unit)s") % {"unit": survey.unit},
                url=survey.get_absolute_url(),
                since=survey.ends_on,
                state=gettext("its period is over"),
            )


def promised_by(user: Any) -> Iterable[Any]:
    """Follow-up actions: one's own that are due, and overdue ones of the units one heads or looks after. Two
    queries."""
    from django.db.models import Q

    from asn_portal.access.scope import paths_filter
    from asn_portal.home.registry import ActionItem
    from employees.dates import today
    from surveys.models import FollowUpAction

    scope = scope_of(user)
    actions = FollowUpAction.objects.open().select_related("survey__unit").order_by("due_on")
    own = actions.filter(owner__user=user)
    watched = paths_filter(scope.headed_paths, "survey__unit__path") | scope.path_filter(
        Permission.SURVEY_MANAGE, "survey__unit__path"
    )
    overdue = actions.overdue(today()).filter(watched & ~Q(owner__user=user))
    for action in [*own[:5], *overdue[:5]]:
        is_late = action.is_overdue(today())
        yield ActionItem(
            title=gettext("Promised to citizens of %(unit)s: %(action)s")
            % {"unit": action.survey.unit, "action": action.action[:80]},
            url=action.get_absolute_url()
            if scope.covers(Permission.SURVEY_VIEW, action.survey.unit.path)
            else reverse("public:results", args=[action.survey.unit.slug]) + "#follow-up",
            since=action.due_on,
            state=gettext("overdue") if is_late else gettext("due"),
            tone="bad" if is_late else "",
        )


def followed_by(user: Any) -> Iterable[Any]:
    """The newest published index of the units that the user looks after. One query."""
    from django.utils import formats

    from asn_portal.home.registry import FollowItem
    from surveys.enums import SurveyState
    from surveys.models import SatisfactionSurvey
    from surveys.reports import GRADE_TONES

    if not scope_of(user).has(Permission.SURVEY_VIEW):
        return
    closed = SatisfactionSurvey.objects.visible_to(user).filter(state=SurveyState.CLOSED, result__isnull=False)
    newest = closed.order_by("unit", "-period").distinct("unit").select_related("unit", "result")
    for survey in newest[:5]:
        figures = survey.result.data["figures"]
        if figures["index"] is None:
            continue
        yield FollowItem(
            title=gettext("Satisfaction index of %(unit)s") % {"unit": survey.unit},
            url=survey.get_absolute_url(),
            detail=" · ".join(
                (
                    formats.number_format(figures["index"]),
                    figures.get("shown_grade") or figures["grade"],
                    survey.period_text,
                )
            ),
            tone=GRADE_TONES[figures["grade"]],
        )


def search_complaints(user: Any, text: str, limit: int) -> list[Any]:
    """By the tracking code, whole or its beginning."""
    import re

    from asn_portal.search.registry import SearchHit
    from surveys.models import Complaint

    code = re.sub(r"[\s\-]", "", text).upper()
    if len(code) < 3 or not code.isascii() or not code.isalnum():
        return []
    found = Complaint.objects.visible_to(user).filter(code__startswith=code).select_related("unit")[:limit]
    return [
        SearchHit(
            title=f"{complaint.formatted_code} – {complaint.subject}",
            subtitle=f"{complaint.unit} · {complaint.get_state_display()}",
            url=complaint.get_absolute_url(),
        )
        for complaint in found
    ]


def may_see_answer_file(user: Any, document: Any) -> bool:
    """A file follows the comment that it hangs on; before its form is sent nobody sees it."""
    from surveys.models import SurveyComment

    try:
        comment = uuid.UUID(document.owner_id)
    except ValueError:
        return False
    return bool(SurveyComment.objects.visible_to(user).filter(pk=comment).exists())


def may_see_photo(user: Any, document: Any) -> bool:
    """A photo follows its report; before the report is sent nobody sees it here."""
    from surveys.models import Complaint

    if not document.owner_id.isdigit():
        return False
    return bool(Complaint.objects.visible_to(user).filter(pk=document.owner_id).exists())


def _complaint_list(text: str) -> str:
    from urllib.parse import urlencode

    return f"{reverse('surveys:complaint-list')}?{urlencode({'q': text})}"


def _sees_complaints(scope: Scope) -> bool:
    return scope.has(Permission.COMPLAINT_HANDLE) or scope.has(Permission.COMPLAINT_VIEW) or scope.is_head


def _keeps_holidays(scope: Scope) -> bool:
    return scope.has(Permission.COMPLAINT_HANDLE) or scope.has(Permission.EMPLOYEE_EDIT)


def _handles_complaints(scope: Scope) -> bool:
    return scope.has(Permission.COMPLAINT_HANDLE)


def _reads_texts(scope: Scope) -> bool:
    return _sees_complaints(scope) or scope.has(Permission.SURVEY_VIEW)
