"""Asking for a change of the own record, and refusing one."""

from __future__ import annotations

import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import ALLOWED_IMAGES, ALLOWED_PDF, DocumentRejected, check_upload
from asn_portal.forms import PortalForm
from employees.change_topics import Topic
from employees.enums import EducationLevel
from employees.forms.employee import MainDataForm
from employees.forms.history import HistoryEntryForm
from employees.models import Employee
from employees.services.change_request import LARGEST_EVIDENCE, MOST_FILES
from employees.services.employee import SENSITIVE_FIELDS

EVIDENCE_FIELDS = tuple(f"evidence_{number}" for number in range(1, MOST_FILES + 1))


class EvidenceField(forms.FileField):
    """A photo from the phone's camera, or a PDF. One per field: a camera gives one at a time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "image/*,application/pdf"

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > LARGEST_EVIDENCE:
            raise ValidationError(
                _(
                    "This file has %(size)s; at most %(limit)s can be sent. Take the photo again with a smaller "
                    "picture size (in the camera's settings), or choose a screenshot of it."
                )
                % {"size": filesizeformat(file.size), "limit": filesizeformat(LARGEST_EVIDENCE)}
            )
        try:
            check_upload(file, allowed=ALLOWED_PDF | ALLOWED_IMAGES, max_size=LARGEST_EVIDENCE)
        except DocumentRejected as fault:
            raise ValidationError(str(fault)) from fault
        return file


class RequestFields:
    """What every request ends with: evidence and a word to the office."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def add_request_fields(self, topic: Topic) -> None:
        labels = (
            _("Photo or PDF of the evidence"),
            _("Second page"),
            _("Third page"),
        )
        for number, (name, label) in enumerate(zip(EVIDENCE_FIELDS, labels, strict=True)):
            self.fields[name] = EvidenceField(label=label, required=topic.needs_evidence and number == 0)
        self.fields["evidence_1"].help_text = topic.evidence
        self.fields["explanation"] = forms.CharField(
            label=_("Explanation"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def evidence(self) -> list[Any]:
        return [file for name in EVIDENCE_FIELDS if (file := self.cleaned_data[name])]


class MainRequestForm(RequestFields, MainDataForm):
    """Main data of one topic, as HR's own form checks them. The record itself is not touched."""

    def __init__(self, *args: Any, topic: Topic, employee: Employee, **kwargs: Any) -> None:
        self.topic = topic
        # A form of a model writes into its instance.
        super().__init__(*args, instance=copy.copy(employee), **kwargs)
        for name in set(self.fields) - set(topic.fields):
            del self.fields[name]
        for name in set(SENSITIVE_FIELDS) & set(topic.fields):
            if masked := getattr(employee, f"masked_{name}"):
                self.fields[name].help_text = _("On record: %(masked)s. Leave empty to keep it.") % {"masked": masked}
        if "name" in self.fields:
            self.fields["name"].help_text = _("Without titles.")
        for name, keyboard in {"postal_code": "numeric"}.items():
            if name in self.fields:
                self.fields[name].widget.attrs["inputmode"] = keyboard
        self.add_request_fields(topic)
        self.prepare_fields()

    def values(self) -> dict[str, Any]:
        """What the service takes; an identity number left empty stays as it is."""
        data = self.cleaned_data
        return {name: data[name] for name in self.topic.fields if name not in SENSITIVE_FIELDS or data[name]}


class EntryRequestForm(RequestFields, HistoryEntryForm):
    """An entry to add to a history."""

    def __init__(self, *args: Any, topic: Topic, employee: Employee, **kwargs: Any) -> None:
        self.topic = topic
        super().__init__(*args, history=topic.history, employee=employee, **kwargs)
        for name in ("scan", "note", "is_first"):
            self.fields.pop(name, None)
        if "level" in self.fields:
            # From the highest down: most people ask for the last diploma.
            self.fields["level"].choices = [("", _("Choose the level")), *reversed(EducationLevel.choices)]
        self.add_request_fields(topic)
        self.prepare_fields()

    def values(self) -> dict[str, Any]:
        values = super().values()
        if "is_first" in self.history.fields:
            # Whether a diploma counted at the appointment is for the office to say.
            values["is_first"] = False
        return values


REFUSAL_TEMPLATES = (
    ("unreadable", gettext_lazy("The evidence can't be read. Take the photo again in good light, the whole page.")),
    ("mismatch", gettext_lazy("The evidence says something else than what you typed. Compare both and ask again.")),
    ("wrong-paper", gettext_lazy("This is not the paper that proves it. Attach the one named in the form.")),
    ("not-yours", gettext_lazy("The evidence is not in your name.")),
    ("original", gettext_lazy("Please bring the original to the personnel office, so that we can compare it.")),
    ("elsewhere", gettext_lazy("This is changed in SIASN first. Ask there; it comes here with the next exchange.")),
)


class RefuseForm(PortalForm):
    """A reason in own words, a usual one, or both."""

    template = forms.ChoiceField(
        label=gettext_lazy("A usual answer"),
        required=False,
        choices=[("", gettext_lazy("Own words only")), *REFUSAL_TEMPLATES],
    )
    reason = forms.CharField(
        label=gettext_lazy("Own words"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The person reads it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("template") and not cleaned.get("reason") and not self.errors:
            self.add_error("reason", _("Say why: choose a usual answer or write your own."))
        return cleaned

    @property
    def text(self) -> str:
        usual = str(dict(REFUSAL_TEMPLATES).get(self.cleaned_data["template"], ""))
        return " ".join(filter(None, [usual, self.cleaned_data["reason"]]))
