"""What batches hang into the frame: navigation, first page, words for events and notices, who may have the papers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.registry import register_data_choices, register_data_labels, register_event_labels
from asn_portal.documents.access import register_document_rule
from asn_portal.home.registry import ActionItem, FollowItem, register_actions, register_following
from asn_portal.navigation import NavItem, register_navigation
from asn_portal.notifications.registry import register_kind

GROUP = gettext_lazy("Careers")

EVENT_LABELS = {
    "careers.batch_created": gettext_lazy("Batch begun"),
    "careers.batch_changed": gettext_lazy("Details of a batch changed"),
    "careers.batch_filled": gettext_lazy("Batch filled by the eligibility rules"),
    "careers.batch_checked": gettext_lazy("Batch checked anew"),
    "careers.batch_exported": gettext_lazy("Batch exported"),
    "careers.batch_line_added": gettext_lazy("Person put on a batch"),
    "careers.batch_line_changed": gettext_lazy("Line of a batch changed"),
    "careers.batch_line_removed": gettext_lazy("Person taken off a batch"),
    "careers.batch_exception_made": gettext_lazy("Person let pass with a written reason"),
    "careers.batch_prepared": gettext_lazy("Batch prepared and signed"),
    "careers.batch_verified": gettext_lazy("Batch verified and signed"),
    "careers.batch_signed": gettext_lazy("Decree of a batch signed"),
    "careers.batch_returned": gettext_lazy("Batch returned"),
    "careers.batch_applied": gettext_lazy("Batch in effect"),
    "careers.batch_stopped": gettext_lazy("Batch stopped on its day"),
    "careers.batch_retried": gettext_lazy("Batch to be tried again"),
    "careers.batch_cancelled": gettext_lazy("Batch cancelled"),
    "careers.decree_made": gettext_lazy("Paper of a decree made"),
}

NOTIFICATION_KINDS = {
    "careers.batch_waiting": gettext_lazy("Batches: waiting for my signature"),
    "careers.batch_returned": gettext_lazy("Batches: returned for correction"),
    "careers.batch_applied": gettext_lazy("Batches: in effect"),
    "careers.batch_stopped": gettext_lazy("Batches: stopped on their day"),
    "careers.batch_cancelled": gettext_lazy("Batches: cancelled"),
    "careers.decree_signed": gettext_lazy("Decrees about me: signed"),
    "careers.decree_applied": gettext_lazy("Decrees about me: in effect"),
    "careers.decree_cancelled": gettext_lazy("Decrees about me: cancelled"),
}
SHOWN = 10


def register_batches() -> None:
    """Called once, when all apps are loaded."""
    from careers.enums import BatchKind
    from careers.words.batch import EVENT_DATA_LABELS

    register_navigation(
        NavItem(
            gettext_lazy("Promotions and transfers"),
            "careers:batch-list",
            "trend-up",
            540,
            lambda scope: scope.has(Permission.CAREER_VIEW),
            group=GROUP,
        ),
        NavItem(
            gettext_lazy("My decrees"),
            "careers:my-decrees",
            "file",
            545,
            lambda scope: scope.employee_id is not None,
            group=GROUP,
        ),
    )
    register_event_labels(EVENT_LABELS)
    register_data_labels(EVENT_DATA_LABELS)
    register_data_choices({"batch_kind": BatchKind.choices})
    for kind, label in NOTIFICATION_KINDS.items():
        register_kind(kind, label=label)
    register_actions(waiting_batches)
    register_following(new_decrees)
    register_document_rule("careers.decree", may_download_decree)
    register_document_rule("careers.excerpt", may_download_excerpt)


def may_download_decree(user: Any, document: Any) -> bool:
    """With its annex it names everybody: only whoever reads the batch."""
    from careers.models import CareerBatch

    return bool(CareerBatch.objects.visible_to(user).filter(decree=document.pk).exists())


def may_download_excerpt(user: Any, document: Any) -> bool:
    """The person, and whoever reads the batch."""
    from careers.models import BatchLine

    return bool(BatchLine.objects.visible_to(user).filter(excerpt=document.pk).exists())


def waiting_batches(user: Any) -> Iterator[ActionItem]:
    """Batches that wait for this user's signature or correction. Three queries for the office, none for others."""
    scope = scope_of(user)
    manages, signs = scope.has(Permission.CAREER_MANAGE), scope.has(Permission.CAREER_SIGN)
    if not (manages or signs):
        return
    from careers.enums import SIGNATURE_STEPS, BatchState
    from careers.models import BatchSignature, CareerBatch

    own = BatchSignature.objects.filter(by=user, step__in=SIGNATURE_STEPS).values_list("batch", "round")
    has_signed = set(own.filter(batch__state__in=[BatchState.PREPARED, BatchState.VERIFIED]))

    def batches(permission: Permission, *states: str) -> Iterator[Any]:
        rows = CareerBatch.objects.filter(scope.path_filter(permission, "unit__path"), state__in=states)
        found = rows.select_related("unit").order_by("state_since")[: 5 * SHOWN]
        yield from [each for each in found if (each.pk, each.round) not in has_signed][:SHOWN]

    if manages:
        texts = {
            BatchState.PREPARED: _("Verify: %(batch)s"),
            BatchState.RETURNED: _("Correct: %(batch)s"),
            BatchState.STOPPED: _("Look into: %(batch)s"),
        }
        for batch in batches(Permission.CAREER_MANAGE, *texts):
            is_stopped = batch.state == BatchState.STOPPED
            yield ActionItem(
                title=texts[batch.state] % {"batch": batch},
                url=batch.get_absolute_url(),
                since=batch.state_since,
                state=batch.get_state_display(),
                tone="bad" if is_stopped else "",
            )
    if signs:
        for batch in batches(Permission.CAREER_SIGN, BatchState.VERIFIED):
            yield ActionItem(
                title=_("Sign: %(batch)s") % {"batch": batch}, url=batch.get_absolute_url(), since=batch.state_since
            )


def new_decrees(user: Any) -> Iterator[FollowItem]:
    """Decrees about the person that were signed and come into effect."""
    if scope_of(user).employee_id is None:
        return
    from careers.enums import BatchState
    from careers.models import BatchLine

    coming = BatchLine.objects.own_decrees(user).filter(batch__state=BatchState.SIGNED).select_related("batch")
    for line in coming.order_by("batch__effective_date")[:2]:
        date = formats.date_format(line.batch.effective_date)
        yield FollowItem(
            title=line.batch.get_kind_display(),
            url=reverse("careers:my-decrees"),
            detail=_("from %(date)s") % {"date": date},
            tone="info",
        )
