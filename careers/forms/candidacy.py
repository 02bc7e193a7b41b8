"""Applying, checking applications, objecting and answering."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from asn_portal.documents.services import ALLOWED_EVIDENCE, DocumentRejected, check_upload
from asn_portal.documents.types import ALLOWED_PDF, accept_attribute, labels
from asn_portal.forms import PortalForm
from careers.enums import RejectReason, StageKind
from careers.models import SelectionStage


class ApplicationForm(PortalForm):
    statement = forms.CharField(
        label=gettext_lazy("Why I apply"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("A few sentences. Data that the portal holds needn't be repeated."),
    )
    document = forms.FileField(label=gettext_lazy("Attach a document"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        field.widget.attrs["accept"] = accept_attribute(ALLOWED_EVIDENCE)
        field.help_text = _("%(types)s, at most 10 MB. Save to attach another one.") % {
            "types": labels(ALLOWED_EVIDENCE)
        }

    def clean_document(self) -> Any:
        file = self.cleaned_data["document"]
        if file:
            try:
                check_upload(file)
            except DocumentRejected as fault:
                raise ValidationError(str(fault)) from fault
        return file or None


class PaperForm(PortalForm):
    file = forms.FileField(label=gettext_lazy("My paper"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.widget.attrs["accept"] = accept_attribute(ALLOWED_PDF)
        field.help_text = _(
            "PDF without a password, at most 10 MB. Leave your name out of its pages; a panel that scores without "
            "names gets it without the properties of the file."
        )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            check_upload(file, allowed=ALLOWED_PDF)
        except DocumentRejected as fault:
            raise ValidationError(str(fault)) from fault
        return file


class AdmissionForm(PortalForm):
    """A finding for each requirement that the records leave open, and a reason where one isn't met."""

    reason = forms.CharField(
        label=gettext_lazy("Why the candidate is admitted all the same"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only where a requirement is not met. For the office and its auditors."),
        required=False,
    )

    def __init__(self, *args: Any, looked_at: Sequence[tuple[int, dict[str, Any]]], fails: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [place for place, _check in looked_at]
        findings = {
            f"finding_{place}": forms.ChoiceField(
                label=check["text"],
                choices=[("yes", _("Met")), ("no", _("Not met"))],
                widget=forms.RadioSelect,
                initial={True: "yes", False: "no"}.get(check.get("met")),
            )
            for place, check in looked_at
        }
        self.fields = {**findings, **self.fields}
        self.fields["reason"].required = fails
        self.prepare_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if any(cleaned.get(f"finding_{place}") == "no" for place in self.places) and not cleaned.get("reason"):
            self.fields["reason"].required = True
            if not self.has_error("reason"):
                self.add_error("reason", _("A requirement is not met. Say why the candidate is admitted all the same."))
        return cleaned

    @property
    def verdict(self) -> dict[str, Any]:
        """Arguments of admit_candidate."""
        given = self.cleaned_data
        return {
            "reason": given["reason"],
            "findings": {place: given[f"finding_{place}"] == "yes" for place in self.places},
        }


class RefusalForm(PortalForm):
    """Nothing is chosen beforehand. `requirements` are those of the selection (place, kind, text), in the order in
    which they are offered; `code` is what was chosen before."""

    code = forms.ChoiceField(label=gettext_lazy("Which requirement is not met"))
    text = forms.CharField(
        label=gettext_lazy("Why, in words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The candidate reads it when the stage is published."),
    )

    def __init__(self, *args: Any, requirements: Sequence[tuple[int, str, str]], code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By place: two requirements may be of one kind, and what is no kind of its own is "another requirement".
        offered = {
            str(place): (kind if kind in RejectReason.values else RejectReason.OTHER.value, text)
            for place, kind, text in requirements
        }
        always = {RejectReason.DOCUMENT.value, RejectReason.OTHER.value}
        if code and code not in {kind for kind, _text in offered.values()}:
            always.add(code)
        offered |= {value: (value, label) for value, label in RejectReason.choices if value in always}
        self.codes = {value: kind for value, (kind, _text) in offered.items()}
        field = self.fields["code"]
        field.choices = [
            ("", pgettext("empty option", "Choose…")),
            *((value, text) for value, (_kind, text) in offered.items()),
        ]
        same = [value for value, kind in self.codes.items() if kind == code]
        # Of several of one kind it isn't known which was meant.
        self.initial["code"] = same[0] if len(same) == 1 else ""

    def clean_code(self) -> str:
        return self.codes[self.cleaned_data["code"]]


class ObjectionForm(PortalForm):
    text = forms.CharField(
        label=gettext_lazy("What I object to, and why"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6})
    )


class AnswerForm(PortalForm):
    """An upheld objection may bring a new score or verdict; in the administrative check it admits."""

    upheld = forms.ChoiceField(
        label=gettext_lazy("The objection is"),
        choices=[("yes", gettext_lazy("Upheld")), ("no", pgettext_lazy("objection", "Dismissed"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The candidate reads it."),
    )

    def __init__(self, *args: Any, stage: SelectionStage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if stage.kind == StageKind.ADMINISTRATIVE:
            return
        if stage.weight:
            self.fields["score"] = forms.DecimalField(
                label=_("New score"),
                required=False,
                min_value=Decimal(0),
                max_value=Decimal(100),
                max_digits=5,
                decimal_places=2,
                help_text=_("Needed when it is upheld. It holds once a second person has signed."),
            )
        else:
            self.fields["passed"] = forms.ChoiceField(
                label=_("New verdict"),
                required=False,
                choices=[("", _("unchanged")), ("yes", _("Passed")), ("no", _("Not passed"))],
            )
        self.prepare_fields()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("upheld") == "no" and (cleaned.get("score") is not None or cleaned.get("passed")):
            raise ValidationError(_("A dismissed objection changes no result. Empty the new result, or uphold it."))
        return cleaned

    @property
    def verdict(self) -> dict[str, Any]:
        """Arguments of answer_objection."""
        given = self.cleaned_data
        passed = given.get("passed")
        return {
            "upheld": given["upheld"] == "yes",
            "answer": given["answer"],
            "score": given.get("score"),
            "passed": (passed == "yes") if passed else None,
        }
