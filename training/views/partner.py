"""Partner institutions as the training office keeps them: agreements, accounts, needs and offers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, FormView, TemplateView, UpdateView

from asn_portal.access.guards import PermissionRequiredMixin, require
from asn_portal.access.permissions import Permission
from asn_portal.access.scope import scope_of
from asn_portal.documents.models import Document
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from employees.dates import today
from training.enums import OfferState, SessionState
from training.filters.partner import NeedFilter, OfferFilter, PartnerFilter
from training.forms.partner import (
    AccountForm,
    AgreementEndForm,
    AgreementForm,
    NeedForm,
    OfferAcceptForm,
    OfferDeclineForm,
    PartnerForm,
)
from training.models import (
    Partner,
    PartnerAccount,
    PartnerAgreement,
    PartnerOffer,
    PublishedNeed,
    TrainingSession,
)
from training.services.partner import (
    add_agreement,
    end_agreement,
    invite_account,
    publish_need,
    save_partner,
    send_invitation,
    switch_account,
    withdraw_need,
)
from training.services.partner_offer import accept_offer, decline_offer
from training.services.partner_result import confirm_results, handed_in, read_results
from training.tables.partner import NeedTable, OfferTable, PartnerTable
from training.views.base import SessionTabMixin, refusals_told
from training.views.equipment import KeptFormMixin, KeptListView


class PartnerListView(KeptListView):
    model = Partner
    table_class = PartnerTable
    filterset_class = PartnerFilter
    page_title = gettext_lazy("Partner institutions")
    export_name = "partners"
    fixed_columns = ("name",)
    create_url = reverse_lazy("training:partner-create")
    create_label = gettext_lazy("Add a partner")
    empty_title = gettext_lazy("No partner institutions yet")
    empty_text = gettext_lazy("Universities, training centres and others that hold trainings with us by an agreement.")
    empty_icon = "building"

    def get_queryset(self) -> Any:
        return Partner.objects.visible_to(self.request.user).with_agreement_on(today())

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s partner", "%(number)s partners", count) % {"number": count}


class PartnerDetailView(DetailView):
    template_name = "training/partner_detail.html"
    context_object_name = "partner"

    def get_queryset(self) -> Any:
        return Partner.objects.visible_to(self.request.user).with_agreement_on(today())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partner = self.object
        agreements = list(partner.agreements.all())
        files = {
            document.owner_id: document
            for document in Document.objects.filter(
                owner_kind=PartnerAgreement._meta.label_lower, owner_id__in=[str(each.pk) for each in agreements]
            )
        }
        sessions = TrainingSession.objects.visible_to(self.request.user).filter(partner=partner)
        return super().get_context_data(
            agreements=[
                {
                    "agreement": each,
                    "file": files.get(str(each.pk)),
                    "holds": each.period.lower <= today() < each.period.upper,
                    "is_over": each.period.upper <= today(),
                }
                for each in agreements
            ],
            accounts=partner.accounts.select_related("user"),
            sessions=sessions.with_seats().select_related("unit").order_by("-starts_at")[:50],
            offers=partner.offers.all()[:20],
            trainers=partner.trainers.all(),
            may_manage=scope_of(self.request.user).has(Permission.TRAINING_MANAGE),
            **kwargs,
        )


class _PartnerFormMixin(KeptFormMixin):
    form_class = PartnerForm
    list_url = reverse_lazy("training:partner-list")
    list_label = gettext_lazy("Partner institutions")

    def save(self, row: Partner) -> Partner:
        return save_partner(partner=row, by=self.request.user)


class PartnerCreateView(_PartnerFormMixin, CreateView):
    extra_context = {"page_title": gettext_lazy("Add a partner")}
    done = gettext_lazy("The partner was added. Add the agreement next; without one its accounts open nothing.")


class PartnerUpdateView(_PartnerFormMixin, VersionedFormMixin, UpdateView):
    extra_context = {"page_title": gettext_lazy("Change the partner")}

    def get_queryset(self) -> Any:
        return Partner.objects.visible_to(self.request.user)


class _OfPartnerView(PermissionRequiredMixin, DraftFormMixin, FormView):
    """A form about one partner that leads back to its page."""

    permission_required = "training.manage"
    template_name = "training/kept_form.html"
    page_title: Any = ""
    submit_label: Any = gettext_lazy("Save")
    done: Any = gettext_lazy("Saved.")

    @cached_property
    def partner(self) -> Partner:
        visible = Partner.objects.visible_to(self.request.user).select_related("government")
        return get_object_or_404(visible, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Asked before anything else, so that a stranger's POST ends here.
        _partner = self.partner
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = self.partner.get_absolute_url()
        return super().get_context_data(
            page_title=self.page_title,
            submit_label=self.submit_label,
            cancel_url=url,
            above_url=reverse_lazy("training:partner-list"),
            above_label=_("Partner institutions"),
            list_url=url,
            list_label=self.partner.name,
            **kwargs,
        )

    def act(self, form: Any) -> None:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.partner)


class AgreementCreateView(_OfPartnerView):
    form_class = AgreementForm
    page_title = gettext_lazy("Add an agreement")

    def act(self, form: AgreementForm) -> None:
        data = dict(form.cleaned_data)
        add_agreement(partner=self.partner, by=self.request.user, file=data.pop("file") or None, **data)


class AgreementEndView(_OfPartnerView):
    form_class = AgreementEndForm
    page_title = gettext_lazy("End the agreement early")
    submit_label = gettext_lazy("End it")
    done = gettext_lazy("The agreement ends on that day. Afterwards the partner's accounts open nothing.")

    @cached_property
    def agreement(self) -> PartnerAgreement:
        return get_object_or_404(self.partner.agreements, pk=self.kwargs["agreement_pk"])  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(agreement=self.agreement, **kwargs)

    def act(self, form: AgreementEndForm) -> None:
        end_agreement(agreement=self.agreement, by=self.request.user, **form.cleaned_data)


class AccountInviteView(_OfPartnerView):
    form_class = AccountForm
    page_title = gettext_lazy("Invite somebody of the partner")
    submit_label = gettext_lazy("Invite")
    done = gettext_lazy("Invited. The mail with the link is on its way.")

    def act(self, form: AccountForm) -> None:
        invite_account(partner=self.partner, by=self.request.user, **form.cleaned_data)


def _account(request: HttpRequest, pk: int) -> PartnerAccount:
    require(request.user, "training.manage")
    accounts = PartnerAccount.objects.filter(partner__in=Partner.objects.visible_to(request.user))
    return get_object_or_404(accounts.select_related("user", "partner__government"), pk=pk)  # type: ignore[no-any-return]


@require_POST
def account_switch(request: HttpRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    account = switch_account(account=account, is_active=not account.is_active, by=request.user)
    sentence = _("%(name)s may sign in again.") if account.is_active else _("%(name)s can no longer sign in.")
    messages.success(request, sentence % {"name": account.user.name})
    return redirect(account.partner)


@require_POST
def account_resend(request: HttpRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    if account.is_active:
        send_invitation(account)
        messages.success(request, _("The mail with a new link is on its way."))
    else:
        messages.info(request, _("This account is closed. Open it first."))
    return redirect(account.partner)


# --- Needs and offers -------------------------------------------------------------------------------------------------


class NeedListView(KeptListView):
    model = PublishedNeed
    table_class = NeedTable
    filterset_class = NeedFilter
    page_title = gettext_lazy("Needs published to partners")
    export_name = "published-needs"
    fixed_columns = ("title",)
    create_url = reverse_lazy("training:need-publish")
    create_label = gettext_lazy("Publish a need")
    empty_title = gettext_lazy("No need is published")
    empty_text = gettext_lazy("What you publish here is read by all partners with an agreement; they answer by offers.")
    empty_icon = "target"

    def get_queryset(self) -> Any:
        return PublishedNeed.objects.visible_to(self.request.user).select_related("competency")

    def get_table_kwargs(self) -> dict[str, Any]:
        may_manage = scope_of(self.request.user).has(Permission.TRAINING_MANAGE)
        return {**super().get_table_kwargs(), "exclude": () if may_manage else ("act",)}

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s need", "%(number)s needs", count) % {"number": count}


class NeedPublishView(KeptFormMixin, CreateView):
    form_class = NeedForm
    list_url = reverse_lazy("training:need-list-published")
    list_label = gettext_lazy("Needs published to partners")
    done = gettext_lazy("Published. Every partner with an agreement is told.")
    extra_context = {"page_title": gettext_lazy("Publish a need"), "submit_label": gettext_lazy("Publish")}

    def form_valid(self, form: NeedForm) -> HttpResponse:
        try:
            publish_need(need=form.save(commit=False), by=self.request.user)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("training:need-list-published")


@require_POST
def need_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, "training.manage")
    need = get_object_or_404(PublishedNeed.objects.visible_to(request.user).select_related("government"), pk=pk)
    withdraw_need(need=need, by=request.user)
    messages.success(request, _("The need no longer stands on the partners' page."))
    return redirect("training:need-list-published")


class OfferListView(KeptListView):
    model = PartnerOffer
    table_class = OfferTable
    filterset_class = OfferFilter
    template_name = "layouts/list.html"
    page_title = gettext_lazy("Offers of partners")
    export_name = "partner-offers"
    fixed_columns = ("title",)
    empty_title = gettext_lazy("No offers yet")
    empty_text = gettext_lazy("What partners offer appears here, to be accepted as a programme or declined.")
    empty_icon = "inbox"

    def get_empty(self) -> dict[str, Any]:
        return super().get_empty() | {"action_url": "", "action_label": ""}

    def get_queryset(self) -> Any:
        return PartnerOffer.objects.visible_to(self.request.user).select_related("partner", "need")

    def count_text(self, count: int) -> str:
        return ngettext("%(number)s offer", "%(number)s offers", count) % {"number": count}


class OfferDetailView(DetailView):
    template_name = "training/offer_detail.html"
    context_object_name = "offer"

    def get_queryset(self) -> Any:
        rows = PartnerOffer.objects.visible_to(self.request.user)
        return rows.select_related("partner", "need", "programme", "decided_by", "created_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_manage = scope_of(self.request.user).has(Permission.TRAINING_MANAGE)
        return super().get_context_data(may_decide=may_manage and self.object.state == OfferState.PROPOSED, **kwargs)


class _OfferAnswerView(PermissionRequiredMixin, DraftFormMixin, FormView):
    permission_required = "training.manage"
    template_name = "training/kept_form.html"
    page_title: Any = ""
    submit_label: Any = ""
    done: Any = ""

    @cached_property
    def offer(self) -> PartnerOffer:
        visible = PartnerOffer.objects.visible_to(self.request.user).select_related("partner__government")
        return get_object_or_404(visible, pk=self.kwargs["pk"])  # type: ignore[no-any-return]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Asked before anything else, so that a stranger's POST ends here.
        _offer = self.offer
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        url = self.offer.get_absolute_url()
        return super().get_context_data(
            page_title=self.page_title,
            submit_label=self.submit_label,
            cancel_url=url,
            list_url=url,
            list_label=self.offer.title,
            **kwargs,
        )

    def act(self, form: Any) -> PartnerOffer:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            offer = self.act(form)
        except DomainError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(offer.programme or offer)


class OfferAcceptView(_OfferAnswerView):
    form_class = OfferAcceptForm
    page_title = gettext_lazy("Accept the offer")
    submit_label = gettext_lazy("Accept it")
    done = gettext_lazy("Accepted: it is a programme now. Plan its first session next.")

    def get_form_kwargs(self) -> dict[str, Any]:
        path = self.offer.partner.government.path
        return {**super().get_form_kwargs(), "user": self.request.user, "government_path": path}

    def act(self, form: OfferAcceptForm) -> PartnerOffer:
        return accept_offer(offer=self.offer, by=self.request.user, **form.cleaned_data)


class OfferDeclineView(_OfferAnswerView):
    form_class = OfferDeclineForm
    page_title = gettext_lazy("Decline the offer")
    submit_label = gettext_lazy("Decline it")
    done = gettext_lazy("Declined. The partner reads your answer.")

    def act(self, form: OfferDeclineForm) -> PartnerOffer:
        return decline_offer(offer=self.offer, by=self.request.user, **form.cleaned_data)


class SessionResultsView(SessionTabMixin, TemplateView):
    """What the partner handed in, for the coordinator to confirm."""

    permission = "training.manage_session"
    template_name = "training/session_results.html"
    http_method_names = ["get", "post"]
    tab = "participants"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = handed_in(self.session)
        results = None
        if document is not None and self.session.state == SessionState.RUNNING:
            with document.file.open("rb") as stream:
                results = read_results(self.session, stream)
        return super().get_context_data(
            document=document,
            results=results,
            is_running=self.session.state == SessionState.RUNNING,
            is_over=self.session.last_day <= timezone.localdate(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with refusals_told(request):
            confirm_results(session=self.session, by=request.user, seen=request.POST.get("seen", ""))
            messages.success(request, _("Confirmed. The session is finished; the certificates are being made."))
            return redirect("training:session-participants", pk=self.session.pk)
        return redirect("training:session-results", pk=self.session.pk)
