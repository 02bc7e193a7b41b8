"""The short forms of the officer's desk: one for each step of a report, and those for many reports at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.accounts.models import User
from asn_portal.forms import PortalForm
from employees.dates import today
from employees.models import OrganizationalUnit
from surveys.domain.tracking import parse_code
from surveys.enums import RejectReason
from surveys.forms.complaint import LONGEST_MESSAGE, CleanTextField
from surveys.models import Complaint, Topic
from surveys.services.telling import handlers_of


class StepForm(PortalForm):
    """`seen` is the version of the report that the officer looked at while writing."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        self.complaint = complaint
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = complaint.version


class TextStepForm(StepForm):
    """One text: an answer, a question, a note."""

    text = CleanTextField(label=_("Text"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 5}))


class VerifyForm(StepForm):
    is_supervisory = forms.BooleanField(
        label=_("Needs an examination"),
        required=False,
        help_text=_("Of a supervisory nature (berkadar pengawasan): 60 working days instead of 14."),
    )


class RejectForm(StepForm):
    reason = forms.ChoiceField(label=_("Reason"), choices=RejectReason)
    text = CleanTextField(
        label=_("Explanation for the reporter"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4})
    )


class UnfixedForm(StepForm):
    text = CleanTextField(
        label=_("Why it isn't fixed, in words for the reporter"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    remains = CleanTextField(
        label=_("What remains to be done, and by whom"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The report counts as “closed, not fixed”, apart from what is done, also in public."),
    )


class ForwardForm(StepForm):
    unit = forms.ModelChoiceField(label=_("To which unit"), queryset=OrganizationalUnit.objects.none())
    text = CleanTextField(
        label=_("Why, in words for the reporter"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OrganizationalUnit.objects.within(self.complaint.unit.government_path).open_on(today())
        self.fields["unit"].queryset = units.exclude(pk=self.complaint.unit_id)


class GiveForm(StepForm):
    to = forms.ModelChoiceField(
        label=_("Colleague"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody: everybody sees it as free"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = handlers_of(self.complaint.unit.path)
        self.fields["to"].label_from_instance = lambda user: user.name
        self.fields["to"].initial = self.complaint.assignee_id


class LinkForm(StepForm):
    """The code of the other report as people type it; found among those that the officer handles."""

    code = forms.CharField(
        label=_("Code of the other report"),
        max_length=40,
        help_text=_("The reporter of the later one reads that both are handled together, and nothing of the other."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> Complaint:
        code = parse_code(self.cleaned_data["code"])
        other = Complaint.objects.handled_by(self.user).select_related("unit").filter(code=code).first()
        if other is None:
            raise ValidationError(gettext("You handle no report with this code."))
        return other


class TagForm(PortalForm):
    """Any number of the government's topics; those switched off stay where they were."""

    topics = forms.ModelMultipleChoiceField(label=_("Topics"), queryset=Topic.objects.none(), required=False)

    def __init__(self, *args: Any, government_path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.of_government(government_path).active()


# --- Many at once -----------------------------------------------------------------------------------------------------


class BulkForm(PortalForm):
    """`scope` says whose units, colleagues and topics are offered."""

    def __init__(self, *args: Any, government_path: str, unit_paths: tuple[str, ...], **kwargs: Any) -> None:
        self.government_path = government_path
        self.unit_paths = unit_paths
        super().__init__(*args, **kwargs)


class BulkGiveForm(BulkForm):
    to = forms.ModelChoiceField(
        label=_("Colleague"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody: everybody sees it as free"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.none()
        for path in self.unit_paths:
            colleagues = colleagues | handlers_of(path, with_below=True)
        self.fields["to"].queryset = colleagues.distinct()
        self.fields["to"].label_from_instance = lambda user: user.name


class BulkForwardForm(BulkForm):
    unit = forms.ModelChoiceField(label=_("To which unit"), queryset=OrganizationalUnit.objects.none())
    text = CleanTextField(
        label=_("Why, in words for the reporter"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = OrganizationalUnit.objects.within(self.government_path).open_on(today())


class BulkTagForm(BulkForm):
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].queryset = Topic.objects.of_government(self.government_path).active()


class BulkDuplicateForm(BulkForm):
    text = CleanTextField(
        label=_("Explanation for the reporters"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4})
    )
