"""The corner of a partner institution: published needs, own offers, own classes. Nothing of it without an agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from asn_portal.access.guards import require
from asn_portal.drafts.views import DraftFormMixin
from asn_portal.errors import DomainError
from training.enums import SessionState
from training.forms.equipment import MaterialForm
from training.forms.partner import OfferForm, ResultsForm
from training.material_files import files_of
from training.models import Material, Partner, PartnerAgreement, PartnerOffer, PublishedNeed, TrainingSession
from training.querysets.partner import sessions_of_partner, today_in
from training.reports.evaluation import of_sessions
from training.rules import partner_of
from training.services.equipment import add_material
from training.services.partner_offer import make_offer, withdraw_offer
from training.services.partner_result import (
    hand_in_results,
    handed_in,
    participants_of,
    read_results,
    results_template,
)
from training.views.base import in_zone, refusals_told

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CornerMixin:
    """Only somebody of a partner comes in, and only while an agreement holds."""

    request: HttpRequest
    kwargs: dict[str, Any]
    tab = ""

    @cached_property
    def partner(self) -> Partner:
        require(self.request.user, "training.partner_corner")
        partner: Partner = partner_of(self.request.user)
        return partner

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "training.partner_corner")
        zone = self.partner.government.tz
        agreements = PartnerAgreement.objects.filter(partner=self.partner)
        if not self.partner.is_active or not agreements.holding_on(today_in(self.partner.government)).exists():
            last = agreements.order_by("-period").first()
            context = {"partner": self.partner, "last": last}
            return render(request, "training/corner_closed.html", context, status=403)
        return in_zone(zone, super().dispatch, request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(partner=self.partner, tab=self.tab, **kwargs)  # type: ignore[misc,no-any-return]


class CornerSessionMixin(CornerMixin):
    tab = "classes"

    @cached_property
    def session(self) -> TrainingSession:
        own = sessions_of_partner(TrainingSession.objects, self.partner)
        return get_object_or_404(own.select_related("unit", "programme", "coordinator"), pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(session=self.session, **kwargs)

    @property
    def back(self) -> str:
        return reverse("training:partner-session", args=[self.session.pk])


class PartnerHomeView(CornerMixin, TemplateView):
    """The own classes, the next first."""

    template_name = "training/corner_home.html"
    tab = "classes"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = sessions_of_partner(TrainingSession.objects, self.partner).with_seats().select_related("unit")
        now = timezone.now()
        agreement = PartnerAgreement.objects.filter(partner=self.partner).holding_on(today_in(self.partner.government))
        return super().get_context_data(
            coming=own.filter(ends_at__gt=now).order_by("starts_at"),
            past=own.filter(ends_at__lte=now).order_by("-starts_at")[:50],
            agreement=agreement.order_by("-period__endswith").first(),
            **kwargs,
        )


class PartnerNeedsView(CornerMixin, TemplateView):
    template_name = "training/corner_needs.html"
    tab = "needs"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(needs=open_needs(self.partner).select_related("competency"), **kwargs)


def open_needs(partner: Partner) -> Any:
    needs = PublishedNeed.objects.of_government(partner.government.path)
    return needs.open_on(today_in(partner.government)).order_by("open_until", "pk")


class PartnerOffersView(CornerMixin, TemplateView):
    template_name = "training/corner_offers.html"
    tab = "offers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(offers=self.partner.offers.select_related("need"), **kwargs)


class PartnerOfferCreateView(CornerMixin, DraftFormMixin, FormView):
    template_name = "training/corner_form.html"
    form_class = OfferForm
    tab = "offers"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "needs": open_needs(self.partner)}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("need", "")
        need = open_needs(self.partner).filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 10 else None
        return {"need": need, "title": need.title, "seats": need.people} if need else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page_title=_("Make an offer"),
            submit_label=_("Send the offer"),
            cancel_url=reverse("training:partner-offers"),
            **kwargs,
        )

    def form_valid(self, form: OfferForm) -> HttpResponse:
        try:
            make_offer(partner=self.partner, by=self.request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Sent. The training office answers; you are told."))
        return redirect("training:partner-offers")


class PartnerOfferWithdrawView(CornerMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        offer = get_object_or_404(PartnerOffer, pk=pk, partner=self.partner)
        with refusals_told(request):
            withdraw_offer(offer=offer, by=request.user)
            messages.success(request, _("The offer is withdrawn."))
        return redirect("training:partner-offers")


class PartnerFeedbackView(CornerMixin, TemplateView):
    """The figures of all own classes, as the training office sees them; without ways into its pages."""

    template_name = "training/corner_feedback.html"
    tab = "feedback"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = sessions_of_partner(TrainingSession.objects, self.partner).select_related("unit")
        found = of_sessions(own)
        sessions, trainers = (
            tuple(replace(line, url="") for line in lines) for lines in (found.sessions, found.trainers)
        )
        return super().get_context_data(figures=replace(found, sessions=sessions, trainers=trainers), **kwargs)


class PartnerSessionView(CornerSessionMixin, TemplateView):
    """One class: names and units of who attends, material, results. No NIP, no rating, no birth date."""

    template_name = "training/corner_session.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        materials = list(Material.objects.of_session(self.session))
        files = files_of(materials)
        return super().get_context_data(
            people=participants_of(self.session),
            materials=[{"material": each, "file": files.get(each.pk)} for each in materials],
            results=handed_in(self.session),
            may_hand_in=self.session.state == SessionState.RUNNING,
            **kwargs,
        )


class PartnerMaterialView(CornerSessionMixin, DraftFormMixin, FormView):
    template_name = "training/corner_form.html"
    form_class = MaterialForm
    page_title = gettext_lazy("Add material")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title=self.page_title, cancel_url=self.back, **kwargs)

    def form_valid(self, form: MaterialForm) -> HttpResponse:
        data = dict(form.cleaned_data)
        try:
            add_material(session=self.session, by=self.request.user, file=data.pop("file") or None, **data)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(self.back)


class PartnerResultsView(CornerSessionMixin, DraftFormMixin, FormView):
    """A dry run first: faults with their cells. A sound sheet is handed in by the second button."""

    template_name = "training/corner_results.html"
    form_class = ResultsForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("results", None)
        return super().get_context_data(
            page_title=_("Hand in results"), submit_label=_("Check the sheet"), cancel_url=self.back, **kwargs
        )

    def form_valid(self, form: ResultsForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            results = read_results(self.session, file)
            if "store" not in self.request.POST or not results.is_sound:
                file.seek(0)
                return self.render_to_response(self.get_context_data(form=form, results=results))
            hand_in_results(session=self.session, file=file, by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request, _("Handed in. The coordinator confirms them; you may send a newer list until then.")
        )
        return redirect(self.back)


class PartnerResultsTemplateView(CornerSessionMixin, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        response = HttpResponse(results_template(self.session), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="results-{self.session.pk}.xlsx"'
        return response
