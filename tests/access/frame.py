"""Frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asn_portal.drafts.services import sign_key
from asn_portal.listing.models import SavedFilter
from asn_portal.notifications.models import Notification
from tests.access.policy import EVERYONE, SIGNED_IN, Place, Row, page, thing


def build(place: Place) -> Mapping[str, Any]:
    """What belongs to the clerk of the place alone."""
    clerk = place.clerk.user
    return {
        "saved_filter": SavedFilter.objects.create(user=clerk, list_key="audit.event", name="Mine"),
        "notification": Notification.objects.create(user=clerk, kind="test.kind", title="For the clerk"),
    }


# The token names a draft, never a person: whoever brings it reaches only their own draft.
DRAFT = Row(own=SIGNED_IN, method="post", kwargs=lambda objects: {"token": sign_key("matrix")})

ROWS: dict[str, Row] = {
    "home:index": page(EVERYONE),
    "search:results": page(),
    "drafts:save": DRAFT,
    "drafts:discard": DRAFT,
    "listing:filter-save": page(method="post"),
    "listing:columns-choose": page(method="post"),
    "listing:filter-delete": thing("saved_filter", {"employee"}, method="post"),
    "listing:filter-default": thing("saved_filter", {"employee"}, method="post"),
    "notifications:inbox": page(),
    "notifications:preferences": page(),
    "notifications:read-all": page(method="post"),
    "notifications:open": thing("notification", {"employee"}, method="post"),
    "notifications:read": thing("notification", {"employee"}, method="post"),
}
