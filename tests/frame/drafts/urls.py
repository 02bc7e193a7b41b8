"""The portal with two more forms, on which drafts, uploads and conflicts are tried."""

from django import forms
from django.shortcuts import redirect
from django.urls import path
from django.views.generic import FormView, UpdateView

from asn_portal.accounts.models import User
from asn_portal.drafts.views import DraftFormMixin, VersionedFormMixin
from asn_portal.errors import DomainError
from asn_portal.forms import PortalForm, PortalModelForm
from asn_portal.urls import urlpatterns as portal_urlpatterns

received = []


class LetterForm(PortalForm):
    subject = forms.CharField()
    day = forms.DateField(required=False)
    days = forms.MultipleChoiceField(choices=[("mon", "Mon"), ("tue", "Tue")], required=False)
    secret = forms.CharField(required=False, initial="first secret")
    scan = forms.FileField()
    photo = forms.FileField(required=False)

    def clean_scan(self):
        if self.cleaned_data["scan"].name.endswith(".exe"):
            raise forms.ValidationError("No programs.")
        return self.cleaned_data["scan"]


class LetterView(DraftFormMixin, FormView):
    form_class = LetterForm
    template_name = "layouts/form.html"
    draft_key = "letter"
    draft_exclude = ("secret",)

    def form_valid(self, form):
        if form.cleaned_data["subject"] == "forbidden":
            form.add_error(None, str(DomainError("Not today.")))
            return self.form_invalid(form)
        if form.cleaned_data["subject"] == "crash":
            raise RuntimeError
        received.append((form.cleaned_data["subject"], form.cleaned_data["scan"].read()))
        return redirect("/letter/done/")


class AccountForm(PortalModelForm):
    class Meta:
        model = User
        fields = ["name", "email", "language"]


class AccountUpdateView(DraftFormMixin, VersionedFormMixin, UpdateView):
    model = User
    form_class = AccountForm
    template_name = "layouts/form.html"
    success_url = "/"


urlpatterns = [
    path("letter/", LetterView.as_view(), name="letter"),
    path("account/<int:pk>/", AccountUpdateView.as_view(), name="account"),
    *portal_urlpatterns,
]
