"""Pages of rules: what holds, since when, on what basis; who keeps them for the whole government sets new values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.errors import DomainError
from employees.dated_rules.book import RuleBook
from employees.dated_rules.forms import RuleValueForm
from employees.dated_rules.reports import RuleState, rule_state, rule_states
from employees.dated_rules.rule import Rule
from employees.dates import today
from employees.models import OrganizationalUnit

WAS_SET = gettext_lazy("The value holds from %(date)s.")
WAS_TAKEN_BACK = gettext_lazy("The value was taken back.")


@dataclass(frozen=True)
class RulePages:
    """What an app's pages are called, say and do.

    `permission` is what a user has on the government whose rules are shown. `<app>.view_rules` opens the pages,
    `<app>.edit_rules` on the government sets values. `consequence` and `keepers` are sentences: what happens to earlier
    results, and who sets values.
    """

    book: RuleBook
    permission: Permission
    set_rule: Callable[..., Any]
    take_back_rule: Callable[..., None]
    title: Any
    introduction: Any
    keepers: Any
    consequence: Any
    was_set: Any = WAS_SET
    was_taken_back: Any = WAS_TAKEN_BACK

    @property
    def view_permission(self) -> str:
        return f"{self.book.app}.view_rules"

    @property
    def edit_permission(self) -> str:
        return f"{self.book.app}.edit_rules"

    @property
    def names(self) -> dict[str, str]:
        """Of the addresses, by what they do."""
        pages = ("list", "detail", "create", "take-back")
        return {page.replace("-", "_"): f"{self.book.app}:rule-{page}" for page in pages}


class RulePage(PermissionRequiredMixin):
    """The rules of the government that the user oversees, else of the own one."""

    # Given by the address.
    pages: Any = None
    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def permission_required(self) -> str:  # type: ignore[override]
        return str(self.pages.view_permission)

    @cached_property
    def government(self) -> OrganizationalUnit:
        scope = scope_of(self.request.user)
        paths = {path[: OrganizationalUnit.steplen] for path in scope.paths(self.pages.permission) if path}
        own = scope.government_path
        if not paths and not own:
            raise Http404
        return get_object_or_404(OrganizationalUnit, path=own if own in paths or not paths else min(paths))

    @cached_property
    def rule(self) -> Rule:
        try:
            return self.pages.book.rules[self.kwargs["key"]]
        except KeyError as error:
            raise Http404 from error

    @cached_property
    def state(self) -> RuleState:
        return rule_state(self.pages.book, self.rule.key, self.government, today())

    @property
    def may_edit(self) -> bool:
        return bool(self.request.user.has_perm(self.pages.edit_permission, self.government))


class RuleListView(RulePage, TemplateView):
    template_name = "dated_rules/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=self.pages.title,
            pages=self.pages,
            government=self.government,
            states=rule_states(self.pages.book, self.government, today()),
            may_edit=self.may_edit,
            **kwargs,
        )


class RuleDetailView(RulePage, TemplateView):
    template_name = "dated_rules/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=self.rule.key.label,
            pages=self.pages,
            government=self.government,
            rule=self.rule,
            state=self.state,
            may_edit=self.may_edit,
            **kwargs,
        )


class RuleCreateView(RulePage, FormView):
    """A new value from a day on."""

    form_class = RuleValueForm
    template_name = "dated_rules/create.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, self.permission_required)
        require(request.user, self.pages.edit_permission, self.government)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rule": self.rule, "value": self.state.value}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("New value: %(rule)s") % {"rule": self.rule.key.label},
            pages=self.pages,
            rule=self.rule,
            state=self.state,
            submit_label=_("Set the value"),
            cancel_url=self.address(),
            **kwargs,
        )

    def address(self) -> str:
        return reverse(self.pages.names["detail"], args=[self.rule.key.value])

    def form_valid(self, form: RuleValueForm) -> HttpResponse:
        data = form.cleaned_data
        try:
            entry = self.pages.set_rule(
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
        messages.success(self.request, self.pages.was_set % {"date": formats.date_format(entry.valid_from)})
        return redirect(self.address())


@require_POST
def rule_take_back(request: HttpRequest, pages: RulePages, pk: int) -> HttpResponse:
    entries = pages.book.model._default_manager.visible_to(request.user).select_related("government")
    entry = get_object_or_404(entries, pk=pk)
    require(request.user, pages.edit_permission, entry.government)
    try:
        pages.take_back_rule(rule=entry, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, pages.was_taken_back)
    return redirect(pages.names["detail"], entry.key)
