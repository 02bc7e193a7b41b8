"""What the training app hangs into the frame: navigation, search, home, documents, words for events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_event_labels
from asn_portal.documents.access import register_document_rule
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind
from asn_portal.search.registry import SearchHit, register_search

EVENT_LABELS = {
    "training.programme_created": gettext_lazy("Training programme added"),
    "training.programme_changed": gettext_lazy("Training programme changed"),
    "training.session_created": gettext_lazy("Training session planned"),
    "training.session_changed": gettext_lazy("Training session changed"),
    "training.registration_opened": gettext_lazy("Training registration opened"),
    "training.registration_closed": gettext_lazy("Training registration closed"),
    "training.session_started": gettext_lazy("Training session started"),
    "training.session_finished": gettext_lazy("Training session finished"),
    "training.session_cancelled": gettext_lazy("Training session cancelled"),
    "training.registered": gettext_lazy("Registered for a training"),
    "training.moved_up": gettext_lazy("Moved up from the waiting list"),
    "training.registration_approved": gettext_lazy("Registration approved"),
    "training.registration_refused": gettext_lazy("Registration refused"),
    "training.registration_withdrawn": gettext_lazy("Registration withdrawn"),
    "training.registration_removed": gettext_lazy("Participant removed"),
    "training.attendance_recorded": gettext_lazy("Attendance recorded"),
    "training.certificate_issued": gettext_lazy("Certificate issued"),
    "training.certificate_revoked": gettext_lazy("Certificate revoked"),
    "view.training": gettext_lazy("Training registration"),
}

NOTIFICATION_KINDS = {
    "training.approval_asked": gettext_lazy("Training: someone asks for your approval"),
    "training.approved": gettext_lazy("Training: your registration was approved"),
    "training.refused": gettext_lazy("Training: your registration was refused"),
    "training.removed": gettext_lazy("Training: you were taken off a list"),
    "training.moved_up": gettext_lazy("Training: you moved up from the waiting list"),
    "training.session_changed": gettext_lazy("Training: new time or place"),
    "training.session_cancelled": gettext_lazy("Training: a session is cancelled"),
    "training.certificate": gettext_lazy("Training: your certificates"),
}


def register() -> None:
    """Called once, when all apps are loaded."""
    from training import rules  # noqa: F401  registers the permissions

    register_navigation(
        NavItem(
            gettext_lazy("Training catalogue"),
            "training:session-list",
            "training",
            300,
            lambda scope: bool(scope.government_path),
            group=gettext_lazy("Training"),
            bottom=60,
        ),
        NavItem(
            gettext_lazy("My training"),
            "training:my-training",
            "certificate",
            310,
            lambda scope: scope.employee_id is not None,
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("Training approvals"),
            "training:approval-list",
            "check-circle",
            320,
            lambda scope: scope.is_head,
            group=gettext_lazy("Training"),
        ),
        NavItem(
            gettext_lazy("Sessions"),
            "training:session-office-list",
            "calendar",
            330,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
            bottom=45,
        ),
        NavItem(
            gettext_lazy("Training programmes"),
            "training:programme-list",
            "folder",
            340,
            lambda scope: scope.has(Permission.TRAINING_VIEW),
            group=gettext_lazy("Training"),
        ),
    )
    register_event_labels(EVENT_LABELS)
    for kind, label in NOTIFICATION_KINDS.items():
        register_kind(kind, label=label)
    register_search(
        "training",
        label=gettext_lazy("Training"),
        search=find_sessions,
        more=lambda text: f"{reverse('training:session-list')}?{urlencode({'q': text})}",
    )
    register_actions(open_actions)
    register_following(followed)
    register_document_rule("training.certificate", may_download_certificate)


def may_download_certificate(user: Any, document: Any) -> bool:
    """Whoever may see the registration: the holder, the heads above them, and the office."""
    from training.models import Certificate

    return bool(Certificate.objects.visible_to(user).filter(document=document.pk).exists())


def find_sessions(user: Any, text: str, limit: int) -> list[SearchHit]:
    from training.models import TrainingSession

    sessions = TrainingSession.objects.visible_to(user).select_related("unit")
    for word in text.split():
        sessions = sessions.filter(title__icontains=word)
    return [
        SearchHit(
            title=session.title,
            subtitle=f"{formats.date_format(session.first_day)} · {session.place} · {session.standing.label}",
            url=session.get_absolute_url(),
        )
        for session in sessions.order_by("-starts_at")[:limit]
    ]


def open_actions(user: Any) -> Iterator[ActionItem]:
    """What waits for this user: approvals as a supervisor, sessions to finish as their coordinator."""
    from training.models import Registration, TrainingSession

    scope = scope_of(user)
    if scope.is_head:
        since = list(
            Registration.objects.awaiting_decision_of(user)
            .order_by("registered_at")
            .values_list("registered_at", flat=True)
        )
        if since:
            yield ActionItem(
                title=ngettext("Approve %(count)s registration", "Approve %(count)s registrations", len(since))
                % {"count": len(since)},
                url=reverse("training:approval-list"),
                since=since[0],
                count=len(since),
            )
    if scope.has(Permission.TRAINING_MANAGE):
        over = TrainingSession.objects.managed_by(user).due_to_finish(timezone.now()).order_by("ends_at")
        for session in over[:10]:
            yield ActionItem(
                title=_("Record attendance and finish “%(session)s”") % {"session": session.title},
                url=reverse("training:session-attendance", args=[session.pk]),
                since=session.ends_at,
            )


def followed(user: Any) -> Iterator[FollowItem]:
    """The trainings that this user is in or waits for."""
    from training.models import Registration

    if scope_of(user).employee_id is None:
        return
    own = Registration.objects.of_user(user).pending().with_session().with_place_in_line()
    for registration in own.order_by("session__starts_at")[:5]:
        detail = formats.date_format(registration.session.first_day)
        if registration.place_in_line:
            detail += " · " + _("place %(place)s on the waiting list") % {"place": registration.place_in_line}
        else:
            detail += f" · {registration.get_state_display()}"
        yield FollowItem(
            title=registration.session.title,
            url=registration.get_absolute_url(),
            detail=detail,
            tone=registration.tone,
        )
