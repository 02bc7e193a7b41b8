"""Reports: what citizens send and say. The short forms of the officer's desk stand in `complaint_step`."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_IMAGES, DocumentRejected, check_upload
from asn_portal.documents.types import accept_attribute
from asn_portal.forms import PortalForm
from surveys.enums import ComplaintKind, ComplaintVisibility
from surveys.forms.answer_sheet import plain_text
from surveys.services.complaint import PHOTO_KIND, Report

LONGEST_REPORT = 5000
LONGEST_MESSAGE = 3000
_PHOTO_SALT = "surveys.photo"


class CleanTextField(forms.CharField):
    """Text without control characters; pasted ones are dropped instead of refused."""

    def to_python(self, value: Any) -> str:
        return plain_text(super().to_python(value or ""))


class PhotoField(forms.FileField):
    widget = forms.ClearableFileInput(attrs={"accept": accept_attribute(ALLOWED_IMAGES)})

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            try:
                check_upload(file, allowed=ALLOWED_IMAGES)
            except DocumentRejected as error:
                raise ValidationError(str(error))
        return file


class ComplaintForm(PortalForm):
    """`key` tells a second sending; `kept_photo` is the signed id of a photo that came with an earlier step."""

    kind = forms.ChoiceField(
        label=_("What do you want to send?"),
        choices=ComplaintKind,
        widget=forms.RadioSelect,
        initial=ComplaintKind.COMPLAINT,
    )
    subject = CleanTextField(label=_("In a few words"), max_length=120)
    text = CleanTextField(
        label=_("What happened, or what do you ask for?"),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Say when and where. Leave out identity numbers and what is nobody's business."),
    )
    place = CleanTextField(label=_("Where"), max_length=150, required=False)
    photo = PhotoField(
        label=_("Photo"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 10 MB. The place and time that the camera hides in it are removed."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may know?"),
        choices=ComplaintVisibility,
        widget=forms.RadioSelect,
        initial=ComplaintVisibility.OPEN,
    )
    name = CleanTextField(label=_("Your name"), max_length=100, required=False)
    address = CleanTextField(
        label=_("Telephone or e-mail"),
        max_length=150,
        required=False,
        help_text=_("To an e-mail address we write whenever something happens with your report."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kept_photo = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    # A field that people don't see; programs fill it in.
    website = forms.CharField(required=False, max_length=200)

    EXPLAINED = {
        ComplaintVisibility.OPEN: _(
            "The office sees your name, if you give it. The report may be quoted without your name."
        ),
        ComplaintVisibility.NAME_HIDDEN: _(
            "Your name is hidden from the office and from the public: they see “Anonymous”."
        ),
        ComplaintVisibility.SECRET: _(
            "Only the officers who handle the report can read it; nothing of it is published."
        ),
    }

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(gettext("Leave this field empty."))
        return ""

    @property
    def submission_key(self) -> uuid.UUID:
        """The form's number; a hand-made form without one gets one."""
        return self.cleaned_data.get("key") or uuid.uuid4()

    @property
    def report(self) -> Report:
        data = self.cleaned_data
        return Report(
            kind=ComplaintKind(data["kind"]),
            visibility=ComplaintVisibility(data["visibility"]),
            subject=data["subject"],
            text=data["text"],
            place=data["place"],
            name=data["name"],
            address=data["address"],
        )

    def find_kept_photo(self) -> Document | None:
        """The photo of an earlier step of this form, unless it was used or removed meanwhile."""
        try:
            photo_id = signing.loads(self.data.get("kept_photo", ""), salt=_PHOTO_SALT, max_age=24 * 3600)
        except signing.BadSignature:
            return None
        return Document.objects.filter(pk=photo_id, kind=PHOTO_KIND, owner_id="").first()


def sign_photo(document: Document) -> str:
    return signing.dumps(str(document.pk), salt=_PHOTO_SALT)


class MessageForm(PortalForm):
    """One text: what the reporter adds, the reason of a look."""

    text = CleanTextField(label=_("Text"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4}))


class OptionalMessageForm(PortalForm):
    text = CleanTextField(
        label=_("What is still missing?"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TrackForm(PortalForm):
    """Code and PIN as people type them."""

    code = forms.CharField(label=_("Tracking code"), max_length=40)
    pin = forms.CharField(
        label=_("PIN"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
