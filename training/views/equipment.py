"""Venues and trainers of a government, and what a session is made of: trainers, costs, material."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, FormView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from training.filters.equipment import TrainerFilter, VenueFilter
from training.forms.equipment import CostForm, EngageForm, MaterialForm, TrainerForm, VenueForm
from training.material_files import files_of
from training.models import (
    Material,
    SessionCost,
    SessionTrainer,
    Trainer,
    TrainingProgramme,
    TrainingSession,
    Venue,
)
from training.services.equipment import (
    add_material,
    engage_trainer,
    release_trainer,
    remove_cost,
    remove_material,
    save_cost,
    save_trainer,
    save_venue,
)
from training.tables.equipment import TrainerTable, VenueTable
from training.views.base import SessionTabMixin, own_government, refusals_told, visible_session


class KeptListView(PermissionRequiredMixin, PortalListView):
    """What the training offices of a government keep together."""

    permission_required = "training.view_equipment"
    template_name = "training/kept_list.html"
    create_url: Any = ""
    create_label: Any = ""

    def get_empty(self) -> dict[str, Any]:
        empty = super().get_empty()
        if scope_of(self.request.user).has(Permission.TRAINING_MANAGE):
            empty |= {"action_url": self.create_url, "action_label": self.create_label}
        return empty

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_manage=scope_of(self.request.user).has(Permission.TRAINING_MANAGE),
            create_url=self.create_url,
            create_label=self.create_label,
            **kwargs,
        )


class KeptFormMixin(PermissionRequiredMixin, DraftFormMixin):
    permission_required = "training.manage"
    template_name = "training/kept_form.html"
    list_url: Any = ""
    list_label: Any = ""
    done: Any = gettext_lazy("Saved.")

    def save(self, row: Any) -> Any:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "government": own_government(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            cancel_url=self.list_url, list_url=self.list_url, list_label=self.list_label, **kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            row = self.save(form.save(commit=False))
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(row)


class VenueListView(KeptListView):
    model = Venue
    table_class = VenueTable
    filterset_class = VenueFilter
    page_title = gettext_lazy("Venues")
    export_name = "venues"
    fixed_columns = ("name",)
    create_url = reverse_lazy("training:venue-create")
    create_label = gettext_lazy("Add a venue")
    empty_title = gettext_lazy("No venues yet")
    empty_text = gettext_lazy("Rooms in which trainings are held, with the number of people that fit in.")
    empty_icon = "building"

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s venue", "%(number)s venues", count) % {"number": count}


class _VenueFormMixin(KeptFormMixin):
    form_class = VenueForm
    list_url = reverse_lazy("training:venue-list")
    list_label = gettext_lazy("Venues")

    def save(self, row: Venue) -> Venue:
        return save_venue(venue=row, by=self.request.user)


class VenueCreateView(_VenueFormMixin, CreateView):
    extra_context = {"page_title": gettext_lazy("Add a venue")}


class VenueUpdateView(_VenueFormMixin, VersionedFormMixin, UpdateView):
    extra_context = {"page_title": gettext_lazy("Change the venue")}

    def get_queryset(self) -> Any:
        return Venue.objects.visible_to(self.request.user)


class TrainerListView(KeptListView):
    model = Trainer
    table_class = TrainerTable
    filterset_class = TrainerFilter
    page_title = gettext_lazy("Trainers")
    export_name = "trainers"
    fixed_columns = ("name",)
    create_url = reverse_lazy("training:trainer-create")
    create_label = gettext_lazy("Add a trainer")
    empty_title = gettext_lazy("No trainers yet")
    empty_text = gettext_lazy("People who teach: of the staff, of a partner institution, or from elsewhere.")
    empty_icon = "people"

    def get_queryset(self) -> Any:
        rows = Trainer.objects.visible_to(self.request.user).with_session_count()
        return rows.select_related("employee__unit", "partner")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s trainer", "%(number)s trainers", count) % {"number": count}


class TrainerDetailView(DetailView):
    template_name = "training/trainer_detail.html"
    context_object_name = "trainer"

    def get_queryset(self) -> Any:
        return Trainer.objects.visible_to(self.request.user).select_related("employee__unit", "partner")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visible = TrainingSession.objects.visible_to(self.request.user)
        engagements = SessionTrainer.objects.filter(trainer=self.object, session__in=visible)
        return super().get_context_data(
            engagements=engagements.select_related("session__unit").order_by("-session__starts_at")[:100],
            hours=engagements.aggregate(sum=Sum("learning_hours"))["sum"] or Decimal(0),
            may_manage=scope_of(self.request.user).has(Permission.TRAINING_MANAGE),
            **kwargs,
        )


class _TrainerFormMixin(KeptFormMixin):
    form_class = TrainerForm
    list_url = reverse_lazy("training:trainer-list")
    list_label = gettext_lazy("Trainers")

    def save(self, row: Trainer) -> Trainer:
        return save_trainer(trainer=row, by=self.request.user)


class TrainerCreateView(_TrainerFormMixin, CreateView):
    extra_context = {"page_title": gettext_lazy("Add a trainer")}


class TrainerUpdateView(_TrainerFormMixin, VersionedFormMixin, UpdateView):
    extra_context = {"page_title": gettext_lazy("Change the trainer")}

    def get_queryset(self) -> Any:
        return Trainer.objects.visible_to(self.request.user).select_related("employee")


# --- Of one session ---------------------------------------------------------------------------------------------------


class SessionPlanningView(SessionTabMixin, TemplateView):
    """Trainers, costs and material of a session."""

    permission = "training.view_participants"
    template_name = "training/session_planning.html"
    tab = "planning"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        costs = list(SessionCost.objects.filter(session=self.session))
        materials = list(Material.objects.of_session(self.session).select_related("programme"))
        files = files_of(materials)
        planned = sum((cost.planned for cost in costs), Decimal(0))
        return super().get_context_data(
            trainers=SessionTrainer.objects.filter(session=self.session).select_related("trainer__partner"),
            costs=costs,
            planned=planned,
            actual=sum((cost.actual or Decimal(0) for cost in costs), Decimal(0)),
            planned_each=planned / self.session.seats,
            materials=[{"material": each, "file": files.get(each.pk)} for each in materials],
            **kwargs,
        )


class _SessionPartView(SessionTabMixin, DraftFormMixin, FormView):
    """A form about one part of a session that leads back to its planning."""

    permission = "training.manage_session"
    template_name = "training/session_part_form.html"
    tab = "planning"
    page_title: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title=self.page_title, cancel_url=self._back(), **kwargs)

    def _back(self) -> str:
        return reverse("training:session-planning", args=[self.session.pk])

    def act(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self._back())


class TrainerEngageView(_SessionPartView):
    form_class = EngageForm
    page_title = gettext_lazy("Engage a trainer")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "government_path": self.session.unit.government_path}

    def act(self, form: EngageForm) -> None:
        engage_trainer(session=self.session, by=self.request.user, **form.cleaned_data)


class CostCreateView(_SessionPartView):
    form_class = CostForm
    page_title = gettext_lazy("Add a cost")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": SessionCost(session=self.session)}

    def act(self, form: CostForm) -> None:
        save_cost(cost=form.save(commit=False), by=self.request.user)


class CostUpdateView(_SessionPartView):
    form_class = CostForm
    page_title = gettext_lazy("Change the cost")

    @cached_property
    def cost(self) -> SessionCost:
        return get_object_or_404(SessionCost, pk=self.kwargs["cost_pk"], session=self.session)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.cost}

    def act(self, form: CostForm) -> None:
        save_cost(cost=form.save(commit=False), by=self.request.user)


class MaterialCreateView(_SessionPartView):
    form_class = MaterialForm
    page_title = gettext_lazy("Add material")

    def act(self, form: MaterialForm) -> None:
        data = dict(form.cleaned_data)
        add_material(session=self.session, by=self.request.user, file=data.pop("file") or None, **data)


class ProgrammeMaterialCreateView(DraftFormMixin, FormView):
    """Material for all sessions of a programme."""

    template_name = "training/kept_form.html"
    form_class = MaterialForm

    @cached_property
    def programme(self) -> TrainingProgramme:
        visible = TrainingProgramme.objects.visible_to(self.request.user).select_related("unit")
        programme = get_object_or_404(visible, pk=self.kwargs["pk"])
        require(self.request.user, "training.manage_programme", programme)
        return programme  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = self.programme.get_absolute_url()
        return super().get_context_data(
            page_title=_("Add material"), cancel_url=url, list_url=url, list_label=self.programme.title, **kwargs
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Asked before anything else, so that a stranger's POST ends here.
        _programme = self.programme
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: MaterialForm) -> HttpResponse:
        data = dict(form.cleaned_data)
        try:
            add_material(programme=self.programme, by=self.request.user, file=data.pop("file") or None, **data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.programme)


@require_POST
def trainer_release(request: HttpRequest, pk: int, row_pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    row = get_object_or_404(
        SessionTrainer.objects.select_related("trainer", "session__unit"), pk=row_pk, session=session
    )
    with refusals_told(request):
        release_trainer(row=row, by=request.user)
        messages.success(request, _("%(name)s no longer teaches in this session.") % {"name": row.trainer.name})
    return redirect("training:session-planning", pk=session.pk)


@require_POST
def cost_remove(request: HttpRequest, pk: int, cost_pk: int) -> HttpResponse:
    session = visible_session(request, pk)
    require(request.user, "training.manage_session", session)
    cost = get_object_or_404(SessionCost.objects.select_related("session__unit"), pk=cost_pk, session=session)
    remove_cost(cost=cost, by=request.user)
    messages.success(request, _("The cost was removed."))
    return redirect("training:session-planning", pk=session.pk)


@require_POST
def material_remove(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Material.objects.readable_by(request.user).select_related("session__unit", "programme__unit")
    material = get_object_or_404(visible, pk=pk)
    owner = material.session or material.programme
    require(request.user, "training.manage_session", owner)
    with refusals_told(request):
        remove_material(material=material, by=request.user)
        messages.success(request, _("The material was removed."))
    if isinstance(owner, TrainingSession):
        return redirect("training:session-planning", pk=owner.pk)
    return redirect(owner)
