"""What the training app hangs into the frame: navigation, search, home, documents, words for events."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy

from asn_portal.audit.registry import register_data_labels, register_event_labels
from asn_portal.home.registry import register_actions, register_following, register_guest
from asn_portal.notifications.registry import register_kind
from asn_portal.search.registry import SearchHit, register_search
from training.document_rules import register_downloads
from training.navigation import register_pages
from training.study_registration import register_study
from training.words import DATA_LABELS, EVENT_LABELS, NOTIFICATION_KINDS


def register() -> None:
    """Called once, when all apps are loaded."""
    from training import home, rules  # noqa: F401  the rules register the permissions; the models are loaded by now

    register_pages()
    register_study()
    register_event_labels(EVENT_LABELS)
    register_data_labels(DATA_LABELS)
    for kind, label in NOTIFICATION_KINDS.items():
        register_kind(kind, label=label)
    register_search(
        "training",
        label=gettext_lazy("Training"),
        search=find_sessions,
        more=lambda text: f"{reverse('training:session-list')}?{urlencode({'q': text})}",
    )
    register_actions(home.open_actions)
    register_actions(home.open_competency_actions)
    register_actions(home.after_training)
    register_actions(home.allocation_actions)
    register_following(home.followed)
    register_guest(home.is_partner)
    register_downloads()


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
