"""What waits for somebody on the first page, and what they follow there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import ngettext

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.home.registry import ActionItem, FollowItem


def waiting_change_requests(user: Any) -> Iterable[ActionItem]:
    """Requests of staff whose records the user keeps; not the own ones."""
    from employees.enums import ChangeRequestState
    from employees.models import ChangeRequest

    scope = scope_of(user)
    if not scope.has(Permission.EMPLOYEE_EDIT):
        return
    waiting = ChangeRequest.objects.decidable_by(user).waiting().exclude(employee__user=user)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("created_at"))
    if found["count"]:
        title = ngettext(
            "Decide %(count)s request to change a record",
            "Decide %(count)s requests to change a record",
            found["count"],
        ) % {"count": found["count"]}
        url = f"{reverse('employees:change-request-list')}?state={ChangeRequestState.SUBMITTED}"
        yield ActionItem(title, url, found["oldest"], count=found["count"])


def own_change_requests(user: Any) -> Iterable[FollowItem]:
    """What I asked and nobody has decided yet."""
    from employees.change_topics import TOPICS
    from employees.models import ChangeRequest

    scope = scope_of(user)
    if scope.employee_id is None:
        return
    for request in ChangeRequest.objects.waiting().filter(employee=scope.employee_id).order_by("created_at")[:5]:
        yield FollowItem(
            TOPICS[request.topic].label, request.get_absolute_url(), request.get_state_display(), request.tone
        )


def may_see_evidence(user: Any, document: Any) -> bool:
    """Evidence of a request: whoever may see the request."""
    from employees.models import ChangeRequest

    return ChangeRequest.objects.visible_to(user).filter(pk=document.owner_id).exists()


def may_see_structure_decree(user: Any, document: Any) -> bool:
    """The decree of a change of the structure: whoever may see the change."""
    from employees.models import StructureChange

    return StructureChange.objects.visible_to(user).filter(pk=document.owner_id).exists()
