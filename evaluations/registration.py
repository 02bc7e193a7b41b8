"""What the evaluations app hangs into the frame: navigation, first page, documents, words for events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_data_choices, register_data_labels, register_event_labels
from asn_portal.documents.access import register_document_rule
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind
from employees.enums import Predicate
from evaluations.enums import OrganisationChoice, VoiceDirection
from evaluations.plan_registration import register_plans
from evaluations.report_registration import register_reports
from evaluations.words import EVENT_DATA_LABELS, REPORT_TITLES

GROUP = gettext_lazy("Performance")
FOLLOWED = gettext_lazy("Evaluation")

EVENT_LABELS = {
    "evaluations.daily_submitted": gettext_lazy("Daily report sent"),
    "evaluations.daily_approved": gettext_lazy("Daily report approved"),
    "evaluations.daily_returned": gettext_lazy("Daily report returned"),
    "evaluations.daily_approval_undone": gettext_lazy("Approval of a daily report undone"),
    "evaluations.daily_feedback": gettext_lazy("Feedback on a daily report"),
    "evaluations.schedule_created": gettext_lazy("Report schedule planned"),
    "evaluations.schedule_changed": gettext_lazy("Report schedule changed"),
    "evaluations.schedule_paused": gettext_lazy("Report schedule paused"),
    "evaluations.schedule_handed_over": gettext_lazy("Report schedule handed over"),
    "evaluations.schedule_resumed": gettext_lazy("Report schedule resumed"),
    "evaluations.report_asked": gettext_lazy("Evaluation report asked for"),
    "evaluations.report_made": gettext_lazy("Evaluation report made"),
    "evaluations.report_failed": gettext_lazy("Evaluation report failed"),
    "evaluations.report_downloaded": gettext_lazy("Evaluation report downloaded"),
    "view.daily_report": gettext_lazy("Daily report"),
}

NOTIFICATION_KINDS = {
    "evaluations.daily_approved": gettext_lazy("Daily reports: approved"),
    "evaluations.daily_returned": gettext_lazy("Daily reports: returned for correction"),
    "evaluations.daily_feedback": gettext_lazy("Daily reports: feedback"),
    "evaluations.report_ready": gettext_lazy("Evaluation reports of my unit"),
    "evaluations.report_failed": gettext_lazy("Evaluation reports that could not be made"),
    "evaluations.schedule_owner": gettext_lazy("Report schedules: owner, end"),
}


def register() -> None:
    """Called once, when all apps are loaded."""
    from evaluations import rules  # noqa: F401  registers the permissions
    from evaluations.dashboard_registration import register_pages as register_dashboards
    from evaluations.line_sources import register_line_sources
    from evaluations.rating_registration import register_ratings

    register_navigation(
        NavItem(
            gettext_lazy("My daily reports"),
            "evaluations:daily-list",
            "report",
            200,
            lambda scope: scope.employee_id is not None,
            group=GROUP,
            bottom=30,
        ),
        NavItem(
            gettext_lazy("My team today"),
            "evaluations:team",
            "people",
            210,
            lambda scope: scope.is_head,
            group=GROUP,
            bottom=10,
        ),
        NavItem(
            gettext_lazy("Time for daily reports"),
            "evaluations:writing-time",
            "clock",
            215,
            lambda scope: scope.is_head or scope.has(Permission.EVALUATION_VIEW),
            group=FOLLOWED,
        ),
    )
    register_line_sources()
    register_dashboards()
    register_plans()
    register_ratings()
    register_reports()
    register_event_labels(EVENT_LABELS)
    register_data_labels(EVENT_DATA_LABELS)
    register_data_choices(
        {
            "direction": VoiceDirection.choices,
            "predicate": Predicate.choices,
            "rating": OrganisationChoice.choices,
        }
    )
    for kind, label in NOTIFICATION_KINDS.items():
        register_kind(kind, label=label)
    register_actions(own_actions)
    register_actions(supervisor_actions)
    register_following(followed)
    register_document_rule("evaluations.evidence", may_see_evidence)
    register_document_rule("evaluations.report", may_download_report)


def may_see_evidence(user: Any, document: Any) -> bool:
    """Whoever may read the daily report."""
    from evaluations.models import DailyWorkReport

    return bool(DailyWorkReport.objects.visible_to(user).filter(entries=document.owner_id).exists())


def may_download_report(user: Any, document: Any) -> bool:
    """Whoever may read the report now."""
    from evaluations.models import ReportRun

    of_it = Q(document=document.pk) | Q(workbook=document.pk)
    return bool(ReportRun.objects.visible_to(user).filter(of_it).exists())


def own_actions(user: Any) -> Iterator[ActionItem]:
    """Daily reports that are returned, missing, or due today. Five queries for staff, none for others."""
    if scope_of(user).employee_id is None:
        return
    from employees.dates import today_in
    from employees.supervision import employee_of
    from evaluations.enums import DailyState
    from evaluations.models import DailyWorkReport
    from evaluations.reports.daily import holidays_of, missing_days

    employee = employee_of(user)
    if employee is None or not employee.is_active:
        return
    now = today_in(employee.unit)
    for report in DailyWorkReport.objects.of_user(user).filter(state=DailyState.RETURNED).order_by("date")[:5]:
        yield ActionItem(
            title=_("Correct the daily report of %(day)s") % {"day": formats.date_format(report.date)},
            url=report.get_absolute_url(),
            since=report.decided_at,
            state=_("returned with a comment"),
            tone="attention",
        )
    for day in missing_days(employee, now, holidays_of(employee)):
        is_today = day == now
        yield ActionItem(
            title=_("Write today's daily report")
            if is_today
            else _("Write the daily report of %(day)s") % {"day": formats.date_format(day)},
            url=reverse("evaluations:daily-write", args=[day]),
            since=day,
            tone="" if is_today else "attention",
        )


def supervisor_actions(user: Any) -> Iterator[ActionItem]:
    """Daily reports that wait for this user's approval."""
    if not scope_of(user).is_head:
        return
    from evaluations.models import DailyWorkReport

    waiting = DailyWorkReport.objects.awaiting_decision_of(user).order_by("submitted_at")
    rows = list(waiting.values_list("submitted_at", "date"))
    if rows:
        oldest = min(date for _sent, date in rows)
        yield ActionItem(
            title=ngettext("Approve %(count)s daily report", "Approve %(count)s daily reports", len(rows))
            % {"count": len(rows)},
            url=f"{reverse('evaluations:team')}?date={oldest.isoformat()}",
            since=rows[0][0],
            count=len(rows),
        )


def followed(user: Any) -> Iterator[FollowItem]:
    """The newest reports of the units that this user heads, and one's own report that waits longest."""
    from evaluations.models import DailyWorkReport, ReportRun

    scope = scope_of(user)
    if scope.is_head or scope.has(Permission.REPORT_VIEW):
        for run in ReportRun.objects.visible_to(user).defer("snapshot").select_related("unit")[:2]:
            yield FollowItem(
                title=_("%(report)s: %(unit)s, %(period)s")
                % {"report": REPORT_TITLES[run.kind], "unit": run.unit.name, "period": run.period},
                url=run.get_absolute_url(),
                detail=run.get_state_display(),
                tone=run.tone,
            )
    if scope.employee_id is not None:
        waiting = list(
            DailyWorkReport.objects.of_user(user).submitted().order_by("date").values_list("date", flat=True)
        )
        if waiting:
            yield FollowItem(
                title=ngettext(
                    "%(count)s daily report awaits approval", "%(count)s daily reports await approval", len(waiting)
                )
                % {"count": len(waiting)},
                url=reverse("evaluations:daily-list"),
                detail=_("oldest: %(day)s") % {"day": formats.date_format(waiting[0])},
                tone="info",
            )
