"""What the citizens' app hangs into the frame: navigation, search, home, documents, words for events."""

from __future__ import annotations

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
    from asn_portal.audit.registry import register_data_choices, register_event_labels
    from asn_portal.documents.access import register_document_rule
    from asn_portal.home.registry import register_actions, register_following
    from asn_portal.navigation import NavItem, register_navigation
    from asn_portal.notifications.registry import register_kind
    from asn_portal.search.registry import register_search
    from surveys import rules  # noqa: F401
    from surveys.enums import ComplaintKind, RejectReason
    from surveys.services.complaint import PHOTO_KIND

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
            _("Comments"),
            "surveys:comment-list",
            "announce",
            320,
            lambda scope: scope.has(Permission.SURVEY_MANAGE),
            GROUP,
        ),
        NavItem(_("Holidays"), "surveys:holiday-list", "calendar", 330, _keeps_holidays, GROUP),
    )
    register_actions(waiting_for)
    register_following(followed_by)
    register_search(
        "reports", label=_("Reports from citizens"), search=search_complaints, more=_complaint_list, order=60
    )
    register_document_rule(PHOTO_KIND, may_see_photo)
    for kind, label in NOTIFICATIONS.items():
        register_kind(kind, label=label)
    register_event_labels(EVENTS)
    register_data_choices({"report_kind": ComplaintKind.choices, "code": RejectReason.choices})


NOTIFICATIONS = {
    "surveys.complaint_unheard": _("Reports that reach nobody"),
    "surveys.complaint_received": _("New report from a citizen"),
    "surveys.complaint_message": _("A reporter wrote again"),
    "surveys.complaint_reopened": _("A report was reopened"),
    "surveys.complaint_forwarded": _("A report was forwarded to your unit"),
}

EVENTS = {
    "surveys.survey_created": _("Survey prepared"),
    "surveys.survey_changed": _("Survey changed"),
    "surveys.survey_opened": _("Survey opened"),
    "surveys.survey_closed": _("Survey closed and result published"),
    "surveys.paper_entered": _("Paper form of a survey entered"),
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
    from surveys.models import Complaint, SatisfactionSurvey, SurveyComment

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
                url=reverse("surveys:complaint-list") + "?is_open=true&sort=due",
                since=row["since"],
                count=row["count"],
                state=ngettext("%(count)d overdue", "%(count)d overdue", overdue) % {"count": overdue}
                if overdue
                else "",
                tone="bad" if overdue else "",
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
        ended = SatisfactionSurvey.objects.managed_by(user).open().filter(period__fully_lt=(today(), None))
        for survey in ended.select_related("unit")[:5]:
            yield ActionItem(
                title=gettext("Close the survey of %(unit)s") % {"unit": survey.unit},
                url=survey.get_absolute_url(),
                since=survey.ends_on,
                state=gettext("its period is over"),
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
            detail=f"{formats.number_format(figures['index'])} · {figures['grade']} · {survey.period_text}",
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
