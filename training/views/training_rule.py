"""Training rules: what holds, since when, on what basis; coordinators of the whole government set new values."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.errors import DomainError
from employees.dates import today
from employees.models import OrganizationalUnit
from training.enums import TrainingRuleKey
from training.forms.training_rule import TrainingRuleForm
from training.models import TrainingRule
from training.reports.training_rule import rule_state, rule_states
from training.services.training_rule import set_rule, take_back_rule
from training.training_rules import RULES, Rule
from training.views.base import refusals_told


class RulePage(PermissionRequiredMixin):
    """The rules of the government whose training the user oversees."""

    permission_required = "training.view_rules"
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def government(self) -> OrganizationalUnit:
        scope = scope_of(self.request.user)
        paths = {path[: OrganizationalUnit.steplen] for path in scope.paths(Permission.TRAINING_VIEW) if path}
        own = scope.government_path
        if not paths and not own:
            raise Http404
        return get_object_or_404(OrganizationalUnit, path=own if own in paths or not paths else min(paths))

    @cached_property
    def rule(self) -> Rule:
        try:
            return RULES[TrainingRuleKey(self.kwargs["key"])]
        except (ValueError, KeyError) as error:
            raise Http404 from error

    @property
    def may_edit(self) -> bool:
        return bool(self.request.user.has_perm("training.edit_rules", self.government))


class RuleListView(RulePage, TemplateView):
    template_name = "training/trainingrule_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Training rules"),
            government=self.government,
            states=rule_states(self.government, today()),
            may_edit=self.may_edit,
            **kwargs,
        )


class RuleDetailView(RulePage, TemplateView):
    template_name = "training/trainingrule_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=self.rule.key.label,
            government=self.government,
            rule=self.rule,
            state=rule_state(self.government, self.rule, today()),
            may_edit=self.may_edit,
            **kwargs,
        )


class RuleCreateView(RulePage, FormView):
    """A new value from a day on."""

    form_class = TrainingRuleForm
    template_name = "training/trainingrule_create.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission_required)
        require(request.user, "training.edit_rules", self.government)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def state(self) -> Any:
        return rule_state(self.government, self.rule, today())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rule": self.rule, "value": self.state.value}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("New value: %(rule)s") % {"rule": self.rule.key.label},
            rule=self.rule,
            state=self.state,
            submit_label=_("Set the value"),
            cancel_url=self.address(),
            **kwargs,
        )

    def address(self) -> str:
        return reverse("training:rule-detail", args=[self.rule.key.value])

    def form_valid(self, form: TrainingRuleForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            rule = set_rule(
                government=self.government,
                key=self.rule.key,
                value=form.value(),
                valid_from=data["valid_from"],
                basis=data["basis"],
                by=self.request.user,
            )
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request, _("The value holds from %(date)s.") % {"date": formats.date_format(rule.valid_from)}
        )
        return redirect(self.address())


@require_POST
def rule_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    rules = TrainingRule.objects.visible_to(request.user).select_related("government")
    rule = get_object_or_404(rules, pk=pk)
    require(request.user, "training.edit_rules", rule.government)
    with refusals_told(request):
        take_back_rule(rule=rule, by=request.user)
        messages.success(request, _("The value was taken back."))
    return redirect("training:rule-detail", rule.key)
