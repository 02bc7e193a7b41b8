"""Language, appearance, and one page that leads to everything about one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from asn_portal.access.guards import PermissionRequiredMixin
from asn_portal.access.scope import scope_of
from asn_portal.accounts.forms import SecondFactorRemoveForm
from asn_portal.accounts.middleware import set_preference_cookies
from asn_portal.accounts.models import User
from asn_portal.accounts.services import remove_second_factor
from asn_portal.errors import DomainError


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the choice was made on; never to another host."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    return redirect(target)


@require_POST
@login_not_required
def preferences_language(request: HttpRequest) -> HttpResponse:
    """Choose the interface language; stays on the same page. Kept in the browser, and on the account when signed in."""
    response = _back(request)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        set_preference_cookies(response, language=language)
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=language)
    return response


@require_POST
@login_not_required
def preferences_theme(request: HttpRequest) -> HttpResponse:
    """Choose light, dark, or as the system."""
    response = _back(request)
    theme = request.POST.get("theme", "")
    if theme in User.Theme.values:
        set_preference_cookies(response, theme=theme)
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(theme=theme)
    return response


class SecurityView(TemplateView):
    """Password, e-mail, second factor and signed-in devices of one's own account."""

    template_name = "accounts/security.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        types = set(Authenticator.objects.filter(user=self.request.user).values_list("type", flat=True))
        return super().get_context_data(
            **kwargs,
            has_totp=Authenticator.Type.TOTP in types,
            has_passkey=Authenticator.Type.WEBAUTHN in types,
            has_recovery_codes=Authenticator.Type.RECOVERY_CODES in types,
            needs_second_factor=scope_of(self.request.user).needs_second_factor,
        )


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one of one's own devices out."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("The device is signed out."))
    return redirect("usersessions_list")


@method_decorator(reauthentication_required(app="allauth.mfa"), name="get")
@method_decorator(reauthentication_required(app="allauth.mfa"), name="post")
class SecondFactorRemoveView(PermissionRequiredMixin, FormView):
    """For operators: somebody lost phone and recovery codes. The operator proves again who they are themselves."""

    permission_required = "accounts.remove_second_factor"
    form_class = SecondFactorRemoveForm
    template_name = "accounts/second_factor_remove.html"
    success_url = reverse_lazy("employees:account-list")

    @cached_property
    def account(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            account=self.account,
            submit_label=_("Remove the second step"),
            submit_tone="bad",
            cancel_url=self.success_url,
            **kwargs,
        )

    def form_valid(self, form: SecondFactorRemoveForm) -> HttpResponse:
        try:
            remove_second_factor(user=self.account, reason=form.cleaned_data["reason"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The second step of %(name)s is removed.") % {"name": self.account.name})
        return super().form_valid(form)
