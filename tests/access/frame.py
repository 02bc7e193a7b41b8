"""Frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile

from asn_portal.documents.services import store_document
from asn_portal.drafts.services import sign_key
from asn_portal.jobs.models import Job
from asn_portal.listing.models import SavedFilter
from asn_portal.notifications.models import Notification
from tests.access.policy import EVERYONE, SIGNED_IN, Place, Row, page, thing

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def build(place: Place) -> Mapping[str, Any]:
    """What belongs to the clerk of the place alone."""
    clerk = place.clerk.user
    return {
        "saved_filter": SavedFilter.objects.create(user=clerk, list_key="audit.event", name="Mine"),
        "notification": Notification.objects.create(user=clerk, kind="test.kind", title="For the clerk"),
        "document": store_document(file=ContentFile(PDF, name="a.pdf"), by=clerk, kind="matrix.file"),
        "job": Job.objects.create(kind="listing.export", owner=clerk, title="The clerk's export"),
    }


# The token names a draft, never a person: whoever brings it reaches only their own draft.
DRAFT = Row(own=SIGNED_IN, method="post", kwargs=lambda objects: {"token": sign_key("matrix")})

# Operators keep the work of everybody going; what it says stays with its owner.
STEERED = {
    "own": {"employee", "operator"},
    "other_unit": {"operator"},
    "other_government": {"operator"},
    "arg": "job_id",
}

ROWS: dict[str, Row] = {
    "operation:healthz": page(EVERYONE),
    "operation:readyz": page(EVERYONE),
    "operation:metrics": page(EVERYONE),
    "operation:overview": page({"operator"}),
    "operation:mail-retry": page({"operator"}, method="post"),
    "documents:document-download": thing("document", {"employee"}, arg="document_id"),
    "jobs:job-list": page(),
    "jobs:job-detail": thing("job", **STEERED),
    "jobs:job-problems": thing("job", {"employee"}, arg="job_id"),
    "jobs:job-cancel": thing("job", **STEERED, method="post"),
    "jobs:job-rerun": thing("job", **STEERED, method="post"),
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
