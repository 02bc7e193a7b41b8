"""One form for the entries of every history, built from `employees.histories`."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.services import ALLOWED_IMAGES, ALLOWED_PDF, DocumentRejected, check_upload
from asn_portal.documents.types import MEGABYTE, FileType
from asn_portal.forms import PortalForm
from employees.dates import day_after, today
from employees.domain.entry_rules import MAXIMUM_SERVICE_YEARS
from employees.enums import PNS_RANKS, PPPK_RANKS, SANCTION_LEVELS, EmploymentType, Regime, SanctionKind
from employees.histories import History, Span
from employees.models import Employee
from employees.texts.record import last_day

LARGEST_SCAN = 10 * MEGABYTE
ALLOWED_SCANS = ALLOWED_PDF | ALLOWED_IMAGES
REASON = {
    "label": gettext_lazy("Reason"),
    "max_length": 250,
    "widget": forms.Textarea(attrs={"rows": 2}),
    "help_text": gettext_lazy("For instance: birth date corrected by court decision 12/2026. The person can read it."),
}


def rank_choices(employment_type: str) -> list[tuple[str, str]]:
    ranks = PNS_RANKS if EmploymentType(employment_type).regime is Regime.PNS else PPPK_RANKS
    return [("", "—"), *((rank.code, str(rank)) for rank in ranks)]


class ScanField(forms.FileField):
    """A decree as PDF or photograph; what it is is told by its content, not its name."""

    def __init__(self, *, allowed: frozenset[FileType] = ALLOWED_SCANS, **kwargs: Any) -> None:
        self.allowed = allowed
        kwargs.setdefault("label", gettext_lazy("Scanned paper"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", gettext_lazy("PDF or photograph, at most 10 MB."))
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(f".{extension}" for kind in allowed for extension in kind.extensions)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            try:
                check_upload(file, allowed=self.allowed, max_size=LARGEST_SCAN)
            except DocumentRejected as fault:
                raise ValidationError(str(fault)) from fault
        return file or None


class PaperForm(PortalForm):
    """The paper on which an entry rests."""

    decree_number = forms.CharField(label=gettext_lazy("Decree number"), required=False, max_length=100)
    decree_date = forms.DateField(label=gettext_lazy("Decree date"), required=False, widget=forms.DateInput)
    scan = ScanField()
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=250)


class HistoryEntryForm(PaperForm):
    """Add or correct an entry. `row` is the entry to correct; then a reason is asked."""

    def __init__(self, *args: Any, history: History, employee: Employee, row: Any = None, **kwargs: Any) -> None:
        self.history, self.row = history, row
        if row is not None:
            kwargs["initial"] = {**_initial(history, row), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        paper = {name: self.fields.pop(name) for name in ("decree_number", "decree_date", "scan", "note")}
        paper["decree_number"].label, paper["decree_date"].label = history.paper_number, history.paper_date
        self.fields.update(fields_for_model(history.model, history.fields))
        self.fields.update(_when(history))
        self.fields.update(paper)
        if row is not None:
            self.fields["scan"].help_text = _("Leave empty to keep the scan on record.") if row.scan_id else ""
            self.fields["reason"] = forms.CharField(**REASON)
        else:
            for name in history.later_fields:
                del self.fields[name]
        if "rank" in self.fields:
            self.fields["rank"] = forms.ChoiceField(label=_("Rank"), choices=rank_choices(employee.employment_type))
        if "level" in self.fields and history.model._meta.model_name == "disciplinehistory":
            self.fields["level"].required = False
            self.fields["level"].help_text = _("Follows from the kind; choose it only for kinds of older regulations.")
        self.prepare_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, last = cleaned.get("start"), cleaned.get("last_day")
        if start and last and last < start:
            self.add_error("last_day", _("The last day lies before the first. Correct one of them."))
        if self.history.model._meta.model_name == "disciplinehistory" and cleaned.get("kind"):
            level = SANCTION_LEVELS.get(SanctionKind(cleaned["kind"]))
            if level is not None:
                cleaned["level"] = level
            elif not cleaned.get("level"):
                self.add_error("level", _("Choose the level of this sanction."))
        if (cleaned.get("service_years") or 0) > MAXIMUM_SERVICE_YEARS:
            self.add_error(
                "service_years", _("Nobody has served more than %(years)s years.") % {"years": MAXIMUM_SERVICE_YEARS}
            )
        if cleaned.get("decree_date") and cleaned["decree_date"] > today():
            self.add_error("decree_date", _("The paper bears a date in the future. Correct it."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What the services take."""
        data = self.cleaned_data
        values = {
            name: data[name]
            for name in (*self.history.fields, "decree_number", "decree_date", "note")
            if name in self.fields
        }
        if self.history.span in {Span.UNTIL_NEXT, Span.PERIOD}:
            values["period"] = (data["start"], day_after(data.get("last_day")))
        elif self.history.span is Span.DAY:
            values |= {"date": data["date"], "is_year_only": data["is_year_only"]}
            if data["is_year_only"]:
                values["date"] = datetime.date(data["date"].year, 12, 31)
        return values

    def changes(self) -> dict[str, Any]:
        """Of the values only those that differ from the row."""
        current = _values_of(self.history, self.row)
        return {name: value for name, value in self.values().items() if value != current[name]}


def _when(history: History) -> dict[str, forms.Field]:
    """The fields that place an entry in time."""
    if history.span is Span.YEAR:
        return {}
    if history.span is Span.DAY:
        return {
            "date": forms.DateField(label=_date_label(history), widget=forms.DateInput),
            "is_year_only": forms.BooleanField(
                label=gettext_lazy("Only the year is known"),
                required=False,
                help_text=gettext_lazy("Day and month are then not shown."),
            ),
        }
    start = forms.DateField(label=gettext_lazy("From (TMT)"), widget=forms.DateInput)
    end = forms.DateField(
        label=gettext_lazy("Until and including"),
        required=history.model._meta.model_name in {"contracthistory", "creditpointhistory"},
        widget=forms.DateInput,
        help_text=gettext_lazy("Leave empty while the end is open.")
        if history.span is Span.PERIOD
        else gettext_lazy("Leave empty: it runs until the next entry."),
    )
    return {"start": start, "last_day": end}


def _date_label(history: History) -> Any:
    return {
        "educationhistory": gettext_lazy("Graduated on"),
        "traininghistory": gettext_lazy("First day"),
        "credentialhistory": gettext_lazy("Issued on"),
    }.get(history.model._meta.model_name, gettext_lazy("Date"))


def _values_of(history: History, row: Any) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in (*history.fields, "decree_number", "decree_date", "note")}
    if history.span in {Span.UNTIL_NEXT, Span.PERIOD}:
        values["period"] = (row.period.lower, row.period.upper)
    elif history.span is Span.DAY:
        values |= {"date": row.date, "is_year_only": row.is_year_only}
    return values


def _initial(history: History, row: Any) -> dict[str, Any]:
    values = _values_of(history, row)
    if "period" in values:
        values |= {"start": row.period.lower, "last_day": last_day(row.period)}
    return values


class WithdrawForm(PortalForm):
    reason = forms.CharField(**{**REASON, "help_text": gettext_lazy("The person can read it.")})
