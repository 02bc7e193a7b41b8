"""What further education, certificates and sharing sessions hang into the frame."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.documents.access import register_document_rule
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following
from asn_portal.navigation import NavItem, register_navigation

REPORT_NOTICE_DAYS = 30
GROUP = gettext_lazy("Training")


def register_study() -> None:
    """Called once, from training.registration."""
    from training.services.sharing import MATERIAL_KIND
    from training.services.study_assignment import REPORT_KIND
    from training.study_facts import DOCUMENT_KIND, MOST_DOCUMENTS

    register_navigation(
        NavItem(
            gettext_lazy("Further education"),
            "training:study-call-list",
            "bookmark",
            350,
            lambda scope: scope.employee_id is not None or scope.has(Permission.TRAINING_VIEW),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Study assignments"),
            "training:study-assignment-list",
            "bookmark",
            355,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Licences and certificates"),
            "training:certification-list",
            "certificate",
            360,
            lambda scope: scope.employee_id is not None or scope.has(Permission.TRAINING_VIEW),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("Sharing sessions"),
            "training:sharing-list",
            "people",
            365,
            lambda scope: scope.employee_id is not None or scope.has(Permission.TRAINING_VIEW),
            group=GROUP,
        ),
    )
    for number in range(1, MOST_DOCUMENTS + 1):
        register_document_rule(f"{DOCUMENT_KIND}.{number}", may_download_application_document)
    register_document_rule(REPORT_KIND, may_download_report)
    register_document_rule(MATERIAL_KIND, may_download_material)
    register_actions(open_study_actions)
    register_actions(open_sharing_actions)
    register_following(followed_studies)


def may_download_application_document(user: Any, document: Any) -> bool:
    """Whoever may see the application: its person, their superior, the office. Reviewers never."""
    from training.models import StudyApplication

    return bool(StudyApplication.objects.visible_to(user).filter(pk=document.owner_id or None).exists())


def may_download_report(user: Any, document: Any) -> bool:
    """The student and the office; a head of the unit reads no grades."""
    from training.models import SemesterReport

    report = SemesterReport.objects.filter(pk=document.owner_id or None).select_related("assignment__employee__unit")
    found = report.first()
    if found is None:
        return False
    scope, employee = scope_of(user), found.assignment.employee
    return scope.employee_id == employee.pk or scope.covers(Permission.TRAINING_VIEW, employee.unit.path)


def may_download_material(user: Any, document: Any) -> bool:
    from training.models import SharingSession

    return bool(SharingSession.objects.visible_to(user).filter(pk=document.owner_id or None).exists())


def open_study_actions(user: Any) -> Iterator[ActionItem]:
    """Reports to write, applications to check, to score or to say a word about, requests to answer."""
    from employees.models import Employee
    from employees.supervision import direct_reports
    from training.enums import ApplicationState, CallState, RequestState
    from training.models import SemesterReport, StudyApplication, StudyCall, StudyChange, StudyReviewer, StudyScore
    from training.study_facts import barred_employees, ranked_applications

    scope = scope_of(user)
    if scope.employee_id is not None:
        soon = timezone.localdate() + datetime.timedelta(days=REPORT_NOTICE_DAYS)
        due = SemesterReport.objects.open_until(soon).filter(assignment__employee=scope.employee_id)
        for report in due.order_by("due_on")[:3]:
            yield ActionItem(
                title=_("Write the report of semester %(number)s, due on %(day)s")
                % {"number": report.number, "day": formats.date_format(report.due_on)},
                url=reverse("training:study-report", args=[report.pk]),
                since=_at_noon(min(report.due_on, timezone.localdate())),
            )
        mine = StudyReviewer.objects.filter(employee=scope.employee_id, call__state=CallState.REVIEW)
        for reviewer in mine.select_related("call"):
            scored = StudyScore.objects.filter(reviewer=reviewer).exclude(submitted_at=None).values("application")
            rows = StudyApplication.objects.filter(call=reviewer.call, state=ApplicationState.COMPLETE)
            people = list(rows.exclude(pk__in=scored).values_list("employee", flat=True))
            waiting = len(set(people) - barred_employees(reviewer.call, people)[reviewer.pk]) if people else 0
            if waiting:
                yield ActionItem(
                    title=ngettext("Score %(count)s application", "Score %(count)s applications", waiting)
                    % {"count": waiting},
                    url=reverse("training:study-review-list"),
                    since=_at_noon(reviewer.call.closes_on),
                    count=waiting,
                )
    if scope.is_head:
        superior = Employee.objects.filter(pk=scope.employee_id).select_related("unit").first()
        rows = StudyApplication.objects.filter(
            state__in=[ApplicationState.SUBMITTED, ApplicationState.COMPLETE],
            employee__in=direct_reports(superior).values("pk"),
        )
        for application in rows.exclude(eligibility__contains=[{"condition": "recommendation"}]).select_related(
            "employee"
        )[:5]:
            yield ActionItem(
                title=_("Say a word about the application of %(name)s") % {"name": application.employee.full_name},
                url=reverse("training:study-application-recommend", args=[application.pk]),
                since=application.submitted_at,
            )
    if scope.has(Permission.TRAINING_MANAGE):
        sent = StudyApplication.objects.visible_to(user).filter(
            scope.path_filter(Permission.TRAINING_MANAGE, "call__unit__path"), state=ApplicationState.SUBMITTED
        )
        for application in sent.exclude(employee=scope.employee_id).select_related("call").order_by("submitted_at")[:5]:
            yield ActionItem(
                title=_("Check an application to “%(call)s”") % {"call": application.call.title},
                url=application.get_absolute_url(),
                since=application.submitted_at,
            )
        calls = StudyCall.objects.filter(
            scope.path_filter(Permission.TRAINING_MANAGE, "unit__path"), state=CallState.REVIEW
        )
        for call in calls.order_by("closes_on")[:5]:
            rows = ranked_applications(call)
            undecided = [each for each in rows if each.application.state == ApplicationState.COMPLETE]
            if undecided and all(each.is_complete for each in undecided):
                yield ActionItem(
                    title=_("All scores of “%(call)s” are in: decide") % {"call": call.title},
                    url=reverse("training:study-applications", args=[call.pk]),
                    since=_at_noon(call.closes_on),
                    count=len(undecided),
                )
        asked = StudyChange.objects.filter(
            scope.path_filter(Permission.TRAINING_MANAGE, "assignment__employee__unit__path"), state=RequestState.ASKED
        )
        for change in asked.select_related("assignment__employee").order_by("created_at")[:5]:
            yield ActionItem(
                title=_("%(name)s asks: %(kind)s")
                % {"name": change.assignment.employee.full_name, "kind": change.get_kind_display()},
                url=reverse("training:study-change-decide", args=[change.pk]),
                since=change.created_at,
            )


def open_sharing_actions(user: Any) -> Iterator[ActionItem]:
    """Proposals to decide, lists to settle."""
    from training.enums import SharingState
    from training.models import SharingSession

    scope = scope_of(user)
    if scope.is_head or scope.has(Permission.TRAINING_MANAGE):
        for sharing in SharingSession.objects.awaiting_decision_of(user).order_by("created_at")[:5]:
            yield ActionItem(
                title=_("Decide on the sharing session “%(title)s”") % {"title": sharing.title},
                url=sharing.get_absolute_url(),
                since=sharing.created_at,
            )
    if scope.employee_id is not None:
        over = SharingSession.objects.filter(
            proposer=scope.employee_id, state=SharingState.APPROVED, ends_at__lte=timezone.now()
        )
        for sharing in over.order_by("ends_at")[:5]:
            yield ActionItem(
                title=_("Tick who came to “%(title)s”") % {"title": sharing.title},
                url=reverse("training:sharing-attendance", args=[sharing.pk]),
                since=sharing.ends_at,
            )


def followed_studies(user: Any) -> Iterator[FollowItem]:
    """One's own applications and study."""
    from training.enums import ApplicationState, AssignmentState
    from training.models import StudyApplication, StudyAssignment

    if scope_of(user).employee_id is None:
        return
    closed = [ApplicationState.WITHDRAWN, ApplicationState.REJECTED, ApplicationState.ACCEPTED]
    own = StudyApplication.objects.of_user(user).exclude(state__in=closed).select_related("call")
    for application in own[:3]:
        yield FollowItem(
            title=application.call.title,
            url=application.get_absolute_url(),
            detail=str(application.get_state_display()),
            tone=application.tone,
        )
    ended = [AssignmentState.FULFILLED, AssignmentState.ENDED_EARLY]
    for assignment in StudyAssignment.objects.of_user(user).exclude(state__in=ended)[:2]:
        yield FollowItem(
            title=assignment.programme,
            url=assignment.get_absolute_url(),
            detail=str(assignment.get_state_display()),
            tone=assignment.tone,
        )


def _at_noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
