"""The unit tree."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import CreateView, DetailView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.roles import Role
from asn_portal.access.scope import scope_of
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from employees.dates import today
from employees.enums import ACTIVE_STATUSES
from employees.forms.unit import PositionCreateForm, PositionEditForm, UnitCreateForm, UnitEditForm
from employees.models import Employee, OrganizationalUnit, Position
from employees.reports.succession import succession_of
from employees.reports.unit_tree import heading_rows, unit_tree
from employees.services.unit import change_position, change_unit, create_position, create_unit
from employees.views.structure import kinds_for

SHOWN_STAFF = 50


class UnitListView(TemplateView):
    """The tree of the user's government: headcount and head of each unit."""

    template_name = "employees/unit_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        scope = scope_of(user)
        sees_names = bool(scope.government_path) or scope.roles != {Role.OPERATOR}
        trees = unit_tree(OrganizationalUnit.objects.visible_to(user).open_on(today()), named=sees_names)
        return super().get_context_data(
            trees=trees,
            sees_names=sees_names,
            may_create=user.has_perm("employees.create_unit"),
            may_see_changes=user.has_perm("employees.list_structure_changes"),
            own_path=scope_of(user).unit_path,
            **kwargs,
        )


class UnitDetailView(DetailView):
    """A unit: head, units below, positions with their holders, and the staff as far as the user may see them."""

    model = OrganizationalUnit
    context_object_name = "unit"
    template_name = "employees/unit_detail.html"

    def get_queryset(self) -> QuerySet[OrganizationalUnit]:
        return OrganizationalUnit.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, unit = self.request.user, self.object
        require(user, "employees.view_unit", unit)
        above = [unit.path[:end] for end in range(unit.steplen, len(unit.path), unit.steplen)]
        # Of a closed unit all that it had; of an open one those that are left.
        positions = Position.objects.filter(unit=unit)
        positions = positions if unit.is_closed(today()) else positions.open_on(today())
        positions = positions.annotate(holders=Count("employees", filter=Q(employees__status__in=ACTIVE_STATUSES)))
        staff = Employee.objects.visible_to(user).active().filter(unit=unit).select_related("position")
        scope = scope_of(user)
        # Who keeps the system alive and belongs to no office sees no personal files.
        sees_names = bool(scope.government_path) or scope.roles != {Role.OPERATOR}
        sees_staff = scope.covers(Permission.EMPLOYEE_VIEW, unit.path) or (
            scope.is_head and unit.path.startswith(scope.headed_paths)
        )
        units = OrganizationalUnit.objects.within(unit.path).filter(depth__lte=unit.depth + 1)
        [tree] = unit_tree(units.filter(pk=unit.pk) | units.open_on(today()), named=sees_names)
        return super().get_context_data(
            ancestors=OrganizationalUnit.objects.filter(path__in=above).order_by("path"),
            children=tree.children,
            headed_by=heading_rows([unit]) if sees_names else [],
            sees_names=sees_names,
            positions=positions.order_by("-is_head", "title"),
            staff=list(staff.order_by("name", "pk")[: SHOWN_STAFF + 1]) if sees_staff else [],
            shown_staff=SHOWN_STAFF,
            sees_staff=sees_staff,
            headcount=Employee.objects.active().filter(unit__path__startswith=unit.path).count(),
            may_edit=user.has_perm("employees.edit_unit", unit) and not unit.is_closed(today()),
            change_kinds=kinds_for(user, unit),
            succession=succession_of(unit),
            is_closed=unit.is_closed(today()),
            **kwargs,
        )


class UnitCreateView(PermissionRequiredMixin, DraftFormMixin, CreateView):
    permission_required = "employees.create_unit"
    model = OrganizationalUnit
    form_class = UnitCreateForm
    template_name = "employees/unit_create.html"
    draft_key = "employees.unit_create"

    def get_form_kwargs(self) -> dict[str, Any]:
        units = OrganizationalUnit.objects.on_which(self.request.user, Permission.UNIT_EDIT)
        parents = units.open_on(today()).order_by("path")
        return {**super().get_form_kwargs(), "parents": parents}

    def get_initial(self) -> dict[str, Any]:
        return {"parent": self.request.GET.get("parent", "")}

    def form_valid(self, form: UnitCreateForm) -> HttpResponse:
        data = dict(form.cleaned_data)
        try:
            unit = create_unit(
                parent=data.pop("parent"), name=data.pop("name"), kind=data.pop("kind"), by=self.request.user, **data
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("%(name)s is created.") % {"name": unit.name})
        return redirect(unit)


class UnitEditView(DraftFormMixin, VersionedFormMixin, UpdateView):
    model = OrganizationalUnit
    form_class = UnitEditForm
    template_name = "employees/unit_edit.html"
    draft_key = "employees.unit_edit"

    def get_object(self, queryset: Any = None) -> OrganizationalUnit:
        unit: OrganizationalUnit = get_object_or_404(
            OrganizationalUnit.objects.visible_to(self.request.user), pk=self.kwargs["pk"]
        )
        require(self.request.user, "employees.edit_unit", unit)
        return unit

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=self.object.get_absolute_url(), **kwargs)

    def form_valid(self, form: UnitEditForm) -> HttpResponse:
        try:
            unit = change_unit(
                unit=self.object, changes=form.changes(), reason=form.cleaned_data["reason"], by=self.request.user
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(unit)


class PositionEditView(DraftFormMixin, VersionedFormMixin, UpdateView):
    """Correct a position's title; say how many people it needs from a day on."""

    model = Position
    form_class = PositionEditForm
    template_name = "employees/position_edit.html"
    draft_key = "employees.position_edit"

    def get_object(self, queryset: Any = None) -> Position:
        position: Position = get_object_or_404(
            Position.objects.visible_to(self.request.user).select_related("unit"), pk=self.kwargs["pk"]
        )
        require(self.request.user, "employees.edit_unit", position.unit)
        # The form writes what was typed into the position, also what is refused.
        self.saved_title = position.title
        return position

    def get_initial(self) -> dict[str, Any]:
        return {"since": today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unit = self.object.unit
        return super().get_context_data(
            unit=unit, saved_title=self.saved_title, cancel_url=unit.get_absolute_url(), **kwargs
        )

    def form_valid(self, form: PositionEditForm) -> HttpResponse:
        try:
            change_position(position=self.object, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.object.unit)


class PositionCreateView(DraftFormMixin, CreateView):
    """Add a position to a unit."""

    model = Position
    form_class = PositionCreateForm
    template_name = "employees/position_create.html"
    draft_key = "employees.position_create"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.unit = get_object_or_404(OrganizationalUnit.objects.visible_to(request.user), pk=kwargs["pk"])
        require(request.user, "employees.edit_unit", self.unit)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            unit=self.unit,
            submit_label=_("Add the position"),
            cancel_url=self.unit.get_absolute_url(),
            **kwargs,
        )

    def form_valid(self, form: PositionCreateForm) -> HttpResponse:
        try:
            position = create_position(unit=self.unit, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("%(title)s is added.") % {"title": position.title})
        return redirect(self.unit)
