"""Promises, their confirmation, obstacles, and the rating of behaviour."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.errors import DomainError
from asn_portal.listing.views import PortalListView
from training.enums import BehaviourPeriod, PromiseMoment, PromiseOutcome, Rater, TaskState
from training.filters.outcome import ObstacleFilter
from training.forms.outcome import BehaviourForm, CheckForm, CloseTaskForm, PromisesForm
from training.models import ApplicationPromise, ObstacleTask, Registration
from training.rules import is_own_registration
from training.services.behaviour import behaviour_obstacle, rate_behaviour
from training.services.promise import close_obstacle, confirm_promise, due_moments, make_promises, promise_obstacle
from training.tables.outcome import ObstacleTable
from training.views.base import RegistrationPageMixin


def side_of(user: Any, registration: Registration) -> Rater:
    return Rater.SELF if is_own_registration.test(user, registration) else Rater.SUPERVISOR


class PromiseListView(RegistrationPageMixin, TemplateView):
    """The promises of one participant and how they stand; for the person, those above and the office."""

    template_name = "training/promise_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        registration, user = self.registration, self.request.user
        promises = list(registration.promises.prefetch_related("checks__task"))
        moments = due_moments(registration)
        may_confirm = user.has_perm("training.confirm_promise", registration)
        side = side_of(user, registration)
        rows = [
            {
                "promise": promise,
                "checks": list(promise.checks.all()),
                "due": [
                    moment
                    for moment in moments
                    if may_confirm
                    and not any(check.moment == moment and check.rater == side for check in promise.checks.all())
                ],
            }
            for promise in promises
        ]
        is_own = side == Rater.SELF
        return super().get_context_data(
            rows=rows,
            is_own=is_own,
            may_promise=is_own and not promise_obstacle(registration),
            obstacle=promise_obstacle(registration) if is_own else "",
            behaviour_obstacle=behaviour_obstacle(registration, side) if may_confirm else "-",
            **kwargs,
        )


class PromiseFormView(RegistrationPageMixin, FormView):
    permission = "training.take_part"
    template_name = "training/outcome_form.html"
    form_class = PromisesForm

    def get_initial(self) -> dict[str, Any]:
        texts = [row.text for row in self.registration.promises.all()]
        return dict(zip(("first", "second", "third"), texts, strict=False))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = reverse("training:promise-list", args=[self.registration.pk])
        return super().get_context_data(
            page_title=_("What I will do"),
            crumbs=[(self.registration.session.title, self.registration.get_absolute_url()), (_("Promises"), url)],
            intro=_("After 30 and after 90 days you and your supervisor say how each promise stands."),
            cancel_url=url,
            **kwargs,
        )

    def form_valid(self, form: PromisesForm) -> HttpResponse:
        try:
            make_promises(registration=self.registration, texts=form.texts, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Your promises are kept. You are asked again after 30 days."))
        return redirect("training:promise-list", self.registration.pk)


class PromiseCheckView(FormView):
    """How one promise stands after 30 or 90 days, by the participant or the supervisor."""

    template_name = "training/outcome_form.html"
    form_class = CheckForm

    @cached_property
    def promise(self) -> ApplicationPromise:
        visible = Registration.objects.visible_to(self.request.user)
        promises = ApplicationPromise.objects.filter(registration__in=visible)
        promise = get_object_or_404(
            promises.select_related("registration__session__unit", "registration__employee__unit"), pk=self.kwargs["pk"]
        )
        require(self.request.user, "training.confirm_promise", promise.registration)
        if self.kwargs["moment"] not in PromiseMoment.values:
            raise Http404
        return promise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        registration = self.promise.registration
        url = reverse("training:promise-list", args=[registration.pk])
        return super().get_context_data(
            page_title=PromiseMoment(self.kwargs["moment"]).label,
            crumbs=[(registration.session.title, registration.get_absolute_url()), (_("Promises"), url)],
            intro=f"{registration.employee.full_name}: {self.promise.text}",
            cancel_url=url,
            **kwargs,
        )

    def form_valid(self, form: CheckForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            confirm_promise(
                promise=self.promise,
                moment=PromiseMoment(self.kwargs["moment"]),
                rater=side_of(self.request.user, self.promise.registration),
                outcome=PromiseOutcome(data["outcome"]),
                example=data["example"],
                obstacle=data["obstacle"],
                obstacle_text=data["obstacle_text"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Thank you, this is kept."))
        return redirect("training:promise-list", self.promise.registration_id)


class ObstacleListView(PermissionRequiredMixin, PortalListView):
    """What keeps people from using what they learnt."""

    permission_required = "training.view_obstacles"
    model = ObstacleTask
    table_class = ObstacleTable
    filterset_class = ObstacleFilter
    template_name = "training/after_list.html"
    list_key = "training.obstacles"
    page_title = gettext_lazy("Obstacles to clear away")
    export_name = "obstacles"
    fixed_columns = ("obstacle",)
    empty_title = gettext_lazy("No obstacle was reported")
    empty_text = gettext_lazy("Participants say after 30 and 90 days what keeps them from using what they learnt.")
    empty_icon = "check-circle"

    def get_queryset(self) -> QuerySet[Any]:
        return ObstacleTask.objects.visible_to(self.request.user).with_story()

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s obstacle", "%(number)s obstacles", count) % {"number": formats.number_format(count)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_see_office = scope_of(self.request.user).has(Permission.TRAINING_VIEW)
        return super().get_context_data(tab="obstacles", may_see_office=may_see_office, **kwargs)


class ObstacleCloseView(FormView):
    template_name = "training/outcome_form.html"
    form_class = CloseTaskForm

    @cached_property
    def task(self) -> ObstacleTask:
        visible = ObstacleTask.objects.visible_to(self.request.user).with_story()
        task = get_object_or_404(visible, pk=self.kwargs["pk"])
        require(self.request.user, "training.close_obstacle", task)
        return task

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        check = self.task.check_row
        url = reverse("training:obstacle-list")
        return super().get_context_data(
            page_title=_("Close an obstacle"),
            crumbs=[(_("Obstacles to clear away"), url)],
            intro=f"{check.get_obstacle_display()}. {check.obstacle_text}",
            cancel_url=url,
            **kwargs,
        )

    def form_valid(self, form: CloseTaskForm) -> HttpResponse:
        try:
            close_obstacle(
                task=self.task,
                state=TaskState(form.cleaned_data["state"]),
                note=form.cleaned_data["note"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The task is closed."))
        return redirect("training:obstacle-list")


class BehaviourFormView(RegistrationPageMixin, FormView):
    """Behaviour before and now, by the participant or the supervisor."""

    permission = "training.confirm_promise"
    template_name = "training/behaviour_form.html"
    form_class = BehaviourForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        side = side_of(self.request.user, self.registration)
        return super().get_context_data(
            obstacle=behaviour_obstacle(self.registration, side),
            is_own=side == Rater.SELF,
            cancel_url=reverse("training:promise-list", args=[self.registration.pk]),
            **kwargs,
        )

    def form_valid(self, form: BehaviourForm) -> HttpResponse:
        try:
            rate_behaviour(
                registration=self.registration,
                rater=side_of(self.request.user, self.registration),
                before=form.of_period(BehaviourPeriod.BEFORE),
                after=form.of_period(BehaviourPeriod.AFTER),
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Thank you, this is kept."))
        return redirect("training:promise-list", self.registration.pk)
