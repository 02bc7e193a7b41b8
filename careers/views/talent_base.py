"""What the pages about talent share: the tabs, the unit of an address, fetching what the user may see."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.audit.services import record_view
from careers.forms.talent import UnitForm
from careers.models import TalentPlacement
from employees.models import OrganizationalUnit


def talent_tabs(current: str) -> list[tuple[str, str, bool]]:
    """(address, name, whether it is the open one) of the pages beside each other."""
    pages = (
        ("talent-map", _("Map")),
        ("talent-list", _("People")),
        ("talent-objection-list", _("Objections")),
        ("pool-list", _("Succession pool")),
        ("key-post-list", _("Key posts")),
        ("losses", _("Lost competencies")),
    )
    return [(reverse(f"careers:{name}"), label, name == current) for name, label in pages]


class TalentTabMixin:
    """For pages beside each other; `tab` is the open one."""

    tab = ""
    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs=talent_tabs(self.tab), **kwargs)  # type: ignore[misc,no-any-return]


class UnitAskedMixin:
    """For pages that show a unit named in the address, among those of which the user reads careers."""

    request: HttpRequest

    def unit_form(self) -> UnitForm:
        form = UnitForm(self.request.GET or {}, units=self.units())
        form.is_valid()
        return form

    def asked_unit(self, form: UnitForm) -> OrganizationalUnit | None:
        """None where the address names none that is shown to the user."""
        unit: OrganizationalUnit | None = getattr(form, "cleaned_data", {}).get("unit")
        return unit

    def own_unit(self) -> OrganizationalUnit | None:
        """The highest unit of which the user reads careers."""
        return self.units().order_by("depth", "path").first()

    def units(self) -> QuerySet[OrganizationalUnit]:
        """Of which the user reads careers."""
        return OrganizationalUnit.objects.on_which(self.request.user, Permission.CAREER_VIEW).order_by("path")


def visible_placement(request: HttpRequest, pk: int) -> TalentPlacement:
    """The box of a person, or 404. Others' boxes that were opened are noted."""
    rows = TalentPlacement.objects.visible_to(request.user).with_people().select_related("employee__user")
    placement: TalentPlacement = get_object_or_404(rows, pk=pk)
    if scope_of(request.user).employee_id != placement.employee_id:
        record_view(viewer=request.user, subject=placement.employee, unit_path=placement.unit.path, what="talent_box")
    return placement
