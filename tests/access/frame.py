"""Frame: what everybody with an account has, what operators and auditors have, and the doors for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.utils import timezone

from asn_portal.audit.models import Event
from asn_portal.documents.services import store_document
from asn_portal.drafts.services import sign_key
from asn_portal.jobs.models import Job
from asn_portal.jobs.registry import job
from asn_portal.listing.models import SavedFilter
from asn_portal.notifications.models import Notification
from tests.access.policy import EVERYONE, SIGNED_IN, Place, Row, page, thing
from tests.factories.employees import UserFactory

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
OPERATOR = {"operator"}
# Made by and for the clerk of the place, whom "own" knows as "employee"; one's own things are nobody else's.
ITS_OWNER = {"employee"}


@job("tests.access", label="Access")
def nothing(progress: Any) -> None:
    """A kind of work for the job of each place."""


def filled(own: Any, kwargs: Mapping[str, object], *, method: str = "get", data: Any = None) -> Row:
    """An address with fixed parts and no object behind it."""
    return Row(own=frozenset(own), kwargs=lambda _objects: kwargs, method=method, data=lambda _objects: data or {})


def of_draft(data: Mapping[str, str]) -> Row:
    """A draft is addressed by a signed key; whose it is follows from who calls, so everybody reaches only their own."""
    return Row(
        own=SIGNED_IN,
        kwargs=lambda _objects: {"token": sign_key("tests.access")},
        method="post",
        data=lambda _objects: data,
    )


ROWS: dict[str, Row] = {
    # --- Operation
    "operation:healthz": page(EVERYONE),
    "operation:readyz": page(EVERYONE),
    # Without METRICS_TOKEN only from this machine, which the test client is.
    "operation:metrics": page(EVERYONE),
    "operation:overview": page(OPERATOR),
    "operation:mail-retry": page(OPERATOR, method="post"),
    "favicon.ico": page(EVERYONE),
    "home:index": page(EVERYONE),
    # --- One's own account
    "accounts:second-factor-remove": thing("protected", OPERATOR, other_unit=OPERATOR, other_government=OPERATOR),
    "accounts:security": page(),
    "accounts:session-end": thing("session", ITS_OWNER, method="post"),
    "accounts:preferences-language": page(EVERYONE, method="post"),
    "accounts:preferences-theme": page(EVERYONE, method="post"),
    "account_login": page(EVERYONE),
    "account_logout": page(),
    "account_inactive": page(EVERYONE),
    # The page says that accounts come from the office; see tests/frame/accounts for the closed door.
    "account_signup": page(EVERYONE),
    "account_reauthenticate": page(),
    "account_email": page(),
    "account_email_verification_sent": page(EVERYONE),
    "account_change_password": page(),
    "account_set_password": page(),
    "account_reset_password": page(EVERYONE),
    "account_reset_password_done": page(EVERYONE),
    "account_reset_password_from_key_done": page(EVERYONE),
    # A wrong key is told so on a page of its own.
    "account_reset_password_from_key": filled(EVERYONE, {"uidb36": "1", "key": "wrong"}),
    "account_confirm_email": filled(EVERYONE, {"key": "wrong"}),
    # Signing in by a mailed code is not offered: without a code on its way the sign-in comes.
    "account_confirm_login_code": page(SIGNED_IN),
    "mfa_index": page(),
    # Between the password and the code nobody is signed in yet; whoever is, goes on to the first page.
    "mfa_authenticate": page(SIGNED_IN),
    "mfa_reauthenticate": page(),
    "mfa_activate_totp": page(),
    # For those who have set it up, here the clerk.
    "mfa_deactivate_totp": page(ITS_OWNER),
    "mfa_view_recovery_codes": page(ITS_OWNER),
    "mfa_generate_recovery_codes": page(),
    "mfa_download_recovery_codes": page(ITS_OWNER),
    "mfa_list_webauthn": page(),
    "mfa_add_webauthn": page(),
    "mfa_reauthenticate_webauthn": page(),
    # Another person's key; for an own one allauth answers.
    "mfa_remove_webauthn": thing("passkey", set()),
    "mfa_edit_webauthn": thing("passkey", set()),
    # Scripts ask it for a challenge; a browser that comes by itself is led to the sign-in.
    "mfa_login_webauthn": page(SIGNED_IN),
    "usersessions_list": page(),
    # --- Audit trail
    "audit:event-list": page({"auditor", "operator"}),
    "audit:event-detail": thing("event", {"auditor"}),
    "audit:recordview-list": page({"auditor"}),
    # --- Gallery of components
    **{f"gallery:{name}": page(OPERATOR) for name in ("index", "list", "form", "detail", "public", "print")},
    # --- One's own things
    "documents:document-download": thing("document", ITS_OWNER, arg="document_id"),
    "drafts:save": of_draft({"name": "x"}),
    "drafts:discard": of_draft({}),
    "notifications:inbox": page(),
    "notifications:open": thing("notification", ITS_OWNER, method="post"),
    "notifications:read": thing("notification", ITS_OWNER, method="post"),
    "notifications:read-all": page(method="post"),
    "notifications:preferences": page(),
    # An operator sees of every job that it exists.
    "jobs:job-list": page(),
    "jobs:job-detail": thing("job", ITS_OWNER | OPERATOR, arg="job_id", other_unit=OPERATOR, other_government=OPERATOR),
    "jobs:job-problems": thing("job", ITS_OWNER, arg="job_id"),
    "jobs:job-cancel": thing(
        "job", ITS_OWNER | OPERATOR, arg="job_id", other_unit=OPERATOR, other_government=OPERATOR, method="post"
    ),
    "jobs:job-rerun": thing(
        "failed_job", ITS_OWNER | OPERATOR, arg="job_id", other_unit=OPERATOR, other_government=OPERATOR, method="post"
    ),
    "listing:filter-save": Row(
        own=SIGNED_IN, method="post", data=lambda _objects: {"path": "/training/", "name": "My filter"}
    ),
    "listing:filter-delete": thing("saved_filter", ITS_OWNER, method="post"),
    "listing:filter-default": thing("saved_filter", ITS_OWNER, method="post"),
    "listing:columns-choose": Row(own=SIGNED_IN, method="post", data=lambda _objects: {"path": "/training/"}),
    "search:results": page(),
}


def build(place: Place) -> dict[str, object]:
    owner = place.clerk.user
    TOTP.activate(owner, generate_totp_secret())
    RecoveryCodes.activate(owner)
    return {
        "protected": owner,
        "session": UserSession.objects.create(user=owner, ip="10.0.0.1", session_key=f"access-{owner.pk}"),
        "passkey": Authenticator.objects.create(
            user=UserFactory(), type=Authenticator.Type.WEBAUTHN, data={"name": "Kunci", "credential": {}}
        ),
        "event": Event.objects.create(
            kind="employees.created", object_kind="employees.employee", object_id="1", unit_path=place.unit.path
        ),
        "document": store_document(file=ContentFile(PDF, name="surat.pdf"), by=owner, kind="tests.access"),
        "notification": Notification.objects.create(user=owner, kind="tests.access", title="Surat", url="/"),
        "job": Job.objects.create(kind="tests.access", title="Pekerjaan", owner=owner),
        "failed_job": Job.objects.create(
            kind="tests.access", title="Gagal", owner=owner, state="failed", finished_at=timezone.now()
        ),
        "saved_filter": SavedFilter.objects.create(user=owner, list_key="x", name="Punya saya", query=""),
    }
