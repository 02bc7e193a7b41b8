"""What positions ask for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from employees.dates import today
from employees.models import Position
from training.filters.competency import StandardFilter
from training.forms.competency import StandardForm
from training.models import PositionStandard, RequiredLevel
from training.reports.standard import group_of, standard_lines
from training.services.standard import set_standard
from training.tables.competency import StandardTable


class StandardListView(PermissionRequiredMixin, PortalListView):
    permission_required = "training.view_competencies"
    model = Position
    table_class = StandardTable
    filterset_class = StandardFilter
    list_key = "training.standards"
    template_name = "training/standard_list.html"
    page_title = gettext_lazy("Competency standards of positions")
    export_name = "competency-standards"
    fixed_columns = ("title",)
    empty_title = gettext_lazy("No position matches")
    empty_text = gettext_lazy("Positions are kept with the staff records. Without a standard the defaults hold.")
    empty_icon = "tree"

    def get_queryset(self) -> QuerySet[Any]:
        own = RequiredLevel.objects.filter(position=OuterRef("pk"))
        return (
            Position.objects.visible_to(self.request.user)
            .open_on(today())
            .annotate(has_standard=Exists(own), level_count=Count("required_levels"))
            .select_related("unit")
        )

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s position", "%(number)s positions", count) % {"number": formats.number_format(count)}


class StandardPage:
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def position(self) -> Position:
        positions = Position.objects.visible_to(self.request.user).select_related("unit")
        return get_object_or_404(positions, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    @cached_property
    def government(self) -> Any:
        return self.position.unit.government

    @cached_property
    def lines(self) -> list[Any]:
        return standard_lines(self.position, self.government)


class StandardDetailView(PermissionRequiredMixin, StandardPage, TemplateView):
    permission_required = "training.view_competencies"
    template_name = "training/standard_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Competency standard: %(position)s") % {"position": self.position.title},
            position=self.position,
            standard=PositionStandard.objects.filter(position=self.position).first(),
            lines=[line for line in self.lines if line.level is not None],
            group=group_of(self.position),
            may_edit=self.request.user.has_perm("training.edit_standard", self.position),
            **kwargs,
        )


class StandardUpdateView(StandardPage, DraftFormMixin, UpdateView):
    template_name = "training/standard_form.html"
    form_class = StandardForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "training.edit_standard", self.position)
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> PositionStandard:
        return PositionStandard.objects.filter(position=self.position).first() or PositionStandard(
            position=self.position
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "lines": self.lines}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Change the standard: %(position)s") % {"position": self.position.title},
            position=self.position,
            cancel_url=self.address(),
            **kwargs,
        )

    def address(self) -> str:
        return reverse("training:standard-detail", args=[self.position.pk])

    def form_valid(self, form: StandardForm) -> HttpResponse:
        try:
            set_standard(
                position=self.position,
                fields=form.plain_fields(),
                levels=form.levels(),
                edit=form.cleaned_data["edit"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            # Sent once more, what stands in the form counts.
            form.data = form.data.copy()
            form.data["edit"] = self.get_object().edit if self.get_object().pk else 0
            return self.form_invalid(form)
        messages.success(self.request, _("The standard holds from now on; the gaps were worked out anew."))
        return redirect(self.address())
