"""What pages about people's competencies and plans share."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_view
from asn_portal.errors import DomainError
from employees.models import Employee, OrganizationalUnit
from training.querysets.person import personal
from training.rules import is_own_matter
from training.services.need import OPEN_PLANS


def visible_person(request: HttpRequest, pk: int) -> Employee:
    """Whose levels and plans the user may see, or 404. Others' records that were opened are noted."""
    people = Employee.objects.filter(personal(request.user, "unit__path", "pk"))
    person: Employee = get_object_or_404(people.select_related("unit", "position", "government", "user"), pk=pk)
    note_look(request, person)
    return person


def note_look(request: HttpRequest, person: Any) -> None:
    if scope_of(request.user).employee_id != person.pk:
        record_view(viewer=request.user, subject=person, unit_path=person.unit.path, what="competencies")


def own_government(request: HttpRequest, permission: Permission = Permission.TRAINING_VIEW) -> OrganizationalUnit:
    """The government that the user works in, else the one of their grant; 404 for who belongs to none."""
    scope = scope_of(request.user)
    path = scope.government_path or next(
        (each[: OrganizationalUnit.steplen] for each in scope.paths(permission) if each), ""
    )
    if not path:
        raise Http404
    return get_object_or_404(OrganizationalUnit, path=path)  # type: ignore[no-any-return]


def refuse_closed(request: HttpRequest, plan: Any) -> None:
    """A plan that is with the supervisor or agreed is not changed by the person; raises DomainError. A mandatory need
    outside of a plan has none."""
    if plan is not None and plan.state not in OPEN_PLANS and is_own_matter.test(request.user, plan):
        raise DomainError(_("The plan is with the supervisor or agreed. Ask for its return first."))
