"""Certificates: public verification, and revoking."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.generic import FormView

from asn_portal.access.guards import require
from asn_portal.errors import DomainError
from asn_portal.ratelimit import rate_limited
from training.domain.numbering import grouped_code, normalise_code
from training.forms import CodeForm, RevokeForm
from training.models import Certificate
from training.reports import certificate_paper, certificate_pdf
from training.services.certificate import ensure_paper, revoke_certificate


@method_decorator([login_not_required, never_cache], name="dispatch")
class CertificateVerifyFormView(FormView):
    """Anybody types the code of a certificate."""

    template_name = "training/certificate_verify_form.html"
    form_class = CodeForm
    http_method_names = ["get", "head", "options"]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if "code" in self.request.GET:
            kwargs["data"] = self.request.GET
        return kwargs

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form sends by GET, so that the address of the answer can be kept and passed on."""
        form = self.get_form()
        if form.is_bound and form.is_valid():
            return redirect("training:certificate-verify", grouped_code(form.cleaned_data["code"]))
        return self.render_to_response(self.get_context_data(form=form))


# Guessing a code takes 32¹² attempts; the limit keeps the page from being harvested.
@login_not_required
@never_cache
@rate_limited("training.verify", per_minute=30, methods=("GET", "HEAD"))
def certificate_verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate with this code says, in as few words as prove it: name, programme, dates, number."""
    plain = normalise_code(code)
    certificate = Certificate.objects.select_related("organiser").filter(code=plain).first() if plain else None
    if certificate is None:
        return render(request, "training/certificate_unknown.html", {"code": code, "form": CodeForm()}, status=404)
    context = {"certificate": certificate, "paper": certificate_paper(certificate)}
    return render(request, "training/certificate_verify.html", context)


@require_GET
def certificate_download(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper. Where it is not there yet, whoever asks first has it made from the stored facts, once for all."""
    visible = Certificate.objects.visible_to(request.user).standing().select_related("document")
    certificate = get_object_or_404(visible, pk=pk)
    if certificate.document is None:
        certificate = ensure_paper(certificate=certificate, make=certificate_pdf, asked_by=request.user)
    return redirect(certificate.document)


class CertificateRevokeView(FormView):
    template_name = "training/certificate_revoke.html"
    form_class = RevokeForm

    @cached_property
    def certificate(self) -> Certificate:
        visible = Certificate.objects.visible_to(self.request.user).select_related(
            "registration__session__unit", "registration__employee"
        )
        return get_object_or_404(visible, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "training.revoke_certificate", self.certificate)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(certificate=self.certificate, cancel_url=self._participants(), **kwargs)

    def form_valid(self, form: RevokeForm) -> HttpResponse:
        try:
            revoke_certificate(certificate=self.certificate, reason=form.cleaned_data["reason"], by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The certificate is revoked."))
        return redirect(self._participants())

    def _participants(self) -> str:
        return reverse("training:session-participants", args=[self.certificate.registration.session_id])
