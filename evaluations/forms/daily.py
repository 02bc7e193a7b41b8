"""Shapes of input."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.formats import localize_input
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asn_portal.documents.models import Document
from asn_portal.documents.services import DocumentRejected, check_upload
from asn_portal.documents.types import ALLOWED_EVIDENCE, accept_attribute
from asn_portal.forms import PortalForm, localise_number, use_native_picker
from evaluations.domain.daily import MINUTES_OF_A_DAY, DailyFault, Line, check_lines
from evaluations.enums import DailyFaultCode, LineSource, WorkPlace
from evaluations.line_proposals import LONGEST_KEY, ProposedLine
from evaluations.models import DailyWorkEntry, PlannedResult
from evaluations.services.daily import LineValues, fault_text

MOST_LINES = 30
MOST_FILES = 10
# Whatever of these was typed makes a line; without any of them it is left out.
TYPED = ("activity", "output", "quantity", "minutes", "start", "end", "evidence", "photo")
# What else a line holds; by itself it makes none.
BESIDE = ("place", "result", "source", "source_key")
FILES = ("evidence", "photo")
# What makes a line complete; minutes or both times.
NEEDED = ("activity", "minutes", "start", "end")
FAULT_FIELDS = {
    DailyFaultCode.NO_MINUTES: "minutes",
    DailyFaultCode.END_MISSING: "end",
    DailyFaultCode.END_BEFORE_START: "end",
    DailyFaultCode.OVERLAP: "start",
    DailyFaultCode.MORE_THAN_SPAN: "minutes",
}


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else [files[name]] if name in files else []


class EvidenceField(forms.FileField):
    """Any number of files up to MOST_FILES; its value is a list."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Evidence"))
        kwargs.setdefault("widget", SeveralFiles(attrs={"accept": accept_attribute(ALLOWED_EVIDENCE)}))
        super().__init__(required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = [super(EvidenceField, self).clean(each, initial) for each in data or ()]
        if len(chosen) > MOST_FILES:
            raise ValidationError(
                _("These are %(number)s files; a line takes %(most)s at once. Choose the ones that say most.")
                % {"number": len(chosen), "most": MOST_FILES}
            )
        for file in chosen:
            try:
                check_upload(file, allowed=ALLOWED_EVIDENCE)
            except DocumentRejected as error:
                # Which of several it is.
                text = f"{file.name}: {error}" if len(chosen) > 1 else str(error)
                raise ValidationError(text) from error
        return chosen


class PhotoField(EvidenceField):
    """A photo taken now: on a phone the camera opens."""

    def __init__(self, **kwargs: Any) -> None:
        widget = SeveralFiles(attrs={"accept": "image/*", "capture": "environment"})
        super().__init__(label=gettext_lazy("Take a photo"), widget=widget, **kwargs)


class DailyReportForm(PortalForm):
    """The lines of a day. Fields are named `<field>-<number>`; `rows` says how many lines the page shows.

    One flat form instead of a formset, so that drafts, kept uploads and the error summary work as everywhere. `lines`
    holds the cleaned lines; a line in which nothing was typed, or that is ticked off, is left out.
    """

    # An empty line is sound, so the browser must not insist.
    use_required_attribute = False

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_LINES, required=False)
    # Counted by static/js/daily_form.js while the page is looked at and in use.
    seconds = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        entries: Sequence[DailyWorkEntry] = (),
        suggestions: Sequence[DailyWorkEntry] = (),
        documents: Iterable[Document] = (),
        results: Iterable[PlannedResult] = (),
        proposals: Iterable[ProposedLine] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.result_choices = [("", _("None")), *((result.pk, result.title) for result in results)]
        # What a line may say that it came from.
        self.known_sources = {(line.source.value, line.key) for line in proposals}
        self.known_sources |= {(entry.source, entry.source_key) for entry in entries if entry.source}
        shown = [*entries, *suggestions]
        self.row_count = self._asked_rows() if self.is_bound else max(len(shown), 1)
        self.initial["rows"] = self.row_count
        self.documents = {document.pk: document for document in documents}
        for number in range(self.row_count):
            entry = shown[number] if number < len(shown) else None
            self._add_line(number, entry, is_stored=number < len(entries))
        self.fields["drop_evidence"] = forms.MultipleChoiceField(
            choices=[(str(pk), document.name) for pk, document in self.documents.items()],
            required=False,
            label=_("Remove files"),
        )
        # The helper is built on first use; fields that came after super().__init__ get the same widgets.
        _use_portal_widgets(self)

    @property
    def line_rows(self) -> list[dict[str, Any]]:
        """Bound fields by name, line by line, with the files that are already there."""
        rows = []
        for number in range(self.row_count):
            row: dict[str, Any] = {name: self[f"{name}-{number}"] for name in ("entry", *TYPED, *BESIDE, "drop")}
            entry_id = str(row["entry"].value() or "")
            row["documents"] = [each for each in self.documents.values() if each.owner_id == entry_id]
            row["number"] = number + 1
            row["is_new"] = number >= self.new_from
            for name in NEEDED:
                # Only for the page: a line needs these, and "optional" beside them would mislead.
                row[name].field.required = True
            rows.append(row)
        return rows

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        numbers = [number for number in range(self.row_count) if self._is_used(number, data)]
        for number in numbers:
            if not data.get(f"activity-{number}") and f"activity-{number}" not in self.errors:
                self.add_error(f"activity-{number}", _("Write what you did."))
        if self.errors:
            return data
        self.lines = self._lines(numbers, data)
        for fault in check_lines([line.line for line in self.lines]):
            name = FAULT_FIELDS.get(fault.code)
            field = f"{name}-{numbers[fault.line]}" if name and fault.line is not None else None
            self.add_error(field, self._fault_text(fault, numbers))
        return data

    @cached_property
    def dropped_documents(self) -> list[Document]:
        return [document for pk, document in self.documents.items() if str(pk) in self.cleaned_data["drop_evidence"]]

    @property
    def seconds_spent(self) -> int | None:
        """How long the form was in use; None when no script measured it."""
        text = self.cleaned_data.get("seconds") or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None

    # Lines from this one on were added by this request.
    new_from = MOST_LINES

    def _asked_rows(self) -> int:
        try:
            return min(max(int(self.data.get(self.add_prefix("rows"), 1)), 1), MOST_LINES)
        except ValueError:
            return 1

    def _add_line(self, number: int, entry: DailyWorkEntry | None, *, is_stored: bool) -> None:
        fields = {
            "entry": forms.IntegerField(required=False, widget=forms.HiddenInput),
            "activity": forms.CharField(
                label=_("What did you do?"),
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"list": "recent-activities", "autocomplete": "off"}),
            ),
            "output": forms.CharField(
                label=_("What came of it?"), max_length=300, required=False, help_text=_("For example: letters served.")
            ),
            "quantity": forms.DecimalField(
                label=_("How many?"),
                max_digits=9,
                decimal_places=2,
                min_value=Decimal("0.01"),
                required=False,
                help_text=_("Only the number, such as 12."),
                error_messages={
                    "invalid": _("Enter only the number, such as 12. What it counts belongs in “What came of it?”.")
                },
            ),
            "minutes": forms.IntegerField(
                label=_("Minutes"),
                min_value=1,
                max_value=MINUTES_OF_A_DAY,
                required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            ),
            "start": forms.TimeField(label=_("From"), required=False),
            "end": forms.TimeField(label=_("Until"), required=False),
            "place": forms.ChoiceField(
                label=_("Where?"), choices=WorkPlace.choices, required=False, initial=WorkPlace.OFFICE
            ),
            "result": forms.TypedChoiceField(
                label=_("Result of my plan"), choices=self.result_choices, coerce=int, empty_value=None, required=False
            ),
            "source": forms.CharField(required=False, max_length=9, widget=forms.HiddenInput),
            "source_key": forms.CharField(required=False, max_length=LONGEST_KEY, widget=forms.HiddenInput),
            "evidence": EvidenceField(),
            "photo": PhotoField(),
            "drop": forms.BooleanField(label=_("Remove this line"), required=False),
        }
        for name, field in fields.items():
            self.fields[f"{name}-{number}"] = field
        if entry is not None:
            for name in ("activity", "output", "minutes", "start", "end"):
                self.initial[f"{name}-{number}"] = getattr(entry, name)
            self.initial[f"quantity-{number}"] = entry.plain_quantity
            self.initial[f"place-{number}"] = entry.place
            if str(entry.result_id) in {str(pk) for pk, _title in self.result_choices}:
                self.initial[f"result-{number}"] = entry.result_id
            if is_stored:
                self.initial[f"entry-{number}"] = entry.pk
                self.initial[f"source-{number}"] = entry.source
                self.initial[f"source_key-{number}"] = entry.source_key

    def _is_used(self, number: int, data: dict[str, Any]) -> bool:
        if data.get(f"drop-{number}"):
            return False
        typed = any(data.get(f"{name}-{number}") not in (None, "", []) for name in TYPED)
        return typed or any(f"{name}-{number}" in self.errors for name in TYPED)

    def _lines(self, numbers: Sequence[int], data: dict[str, Any]) -> list[LineValues]:
        """A proposal counts as taken over once; what no proposal of ours is was written by the person."""
        lines, open_sources = [], set(self.known_sources)
        for number in numbers:
            source = (data.get(f"source-{number}") or "", data.get(f"source_key-{number}") or "")
            if source not in open_sources:
                source = (LineSource.OWN.value, "")
            open_sources.discard(source)
            lines.append(self._line(number, data, source))
        return lines

    def _line(self, number: int, data: dict[str, Any], source: tuple[str, str]) -> LineValues:
        def value(name: str) -> Any:
            return data.get(f"{name}-{number}")

        return LineValues(
            activity=value("activity"),
            output=value("output"),
            quantity=value("quantity"),
            line=Line(minutes=value("minutes"), start=value("start"), end=value("end")),
            place=value("place") or WorkPlace.OFFICE.value,
            result_id=value("result"),
            source=source[0],
            source_key=source[1],
            entry_id=value("entry"),
            evidence=[file for name in FILES for file in value(name) or ()],
        )

    def _fault_text(self, fault: DailyFault, numbers: Sequence[int]) -> str:
        """With the number of the line, which the summary on top of the page needs."""
        if fault.line is None:
            return fault_text(fault)
        if fault.code == DailyFaultCode.OVERLAP and fault.other is not None:
            return _("Line %(line)s overlaps in time with line %(other)s.") % {
                "line": numbers[fault.line] + 1,
                "other": numbers[fault.other] + 1,
            }
        return _("Line %(number)s: %(fault)s") % {"number": numbers[fault.line] + 1, "fault": fault_text(fault)}


def line_data(line: ProposedLine, number: int) -> dict[str, str]:
    """A proposal as if somebody had typed it into the line of that number."""
    values = {
        "activity": line.activity,
        "output": line.output,
        "quantity": "" if line.quantity is None else str(localize_input(line.quantity)),
        "minutes": "" if line.minutes is None else str(line.minutes),
        "start": f"{line.start:%H:%M}" if line.start else "",
        "end": f"{line.end:%H:%M}" if line.end else "",
        "place": line.place,
        "result": "" if line.result_id is None else str(line.result_id),
        "source": line.source.value,
        "source_key": line.key if line.source else "",
    }
    return {f"{name}-{number}": value for name, value in values.items()}


def _use_portal_widgets(form: PortalForm) -> None:
    for field in form.fields.values():
        use_native_picker(field)
        localise_number(field)


class ReturnForm(PortalForm):
    """`last_day` is the one on which the report can still be corrected."""

    comment = forms.CharField(
        label=gettext_lazy("What is to be corrected?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    # The stamp of what was read.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, last_day: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].help_text = _("The person reads it and can correct the report until %(day)s.") % {
            "day": formats.date_format(last_day)
        }


class FeedbackForm(PortalForm):
    feedback = forms.CharField(
        label=gettext_lazy("Feedback"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A word on the work of this day; it changes nothing about the decision."),
    )
