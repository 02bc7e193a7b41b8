"""Writing items and blueprints, planning sittings, watching and typing in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from careers.domain.exam_item import ItemContent, faults
from careers.domain.exam_item_text import read_answers, write_answers
from careers.domain.exam_paper import BlueprintPart
from careers.enums import DutyKind, ItemKind, ItemLevel, ReviewVerdict
from careers.exam_import import Preview
from careers.models import Blueprint, Item, PaperItem
from careers.words.exam import ITEM_FAULTS, answer_help
from employees.models import Employee

MOST_PARTS = 10
MOST_FILE = 2_000_000
# Lines that a sentence names.
MOST_LINES = 10
# Sittings are planned so far ahead at most.
AHEAD = datetime.timedelta(days=730)


class PeopleField(forms.CharField):
    """Colleagues by NIP, one on each line; a name beside it is passed over."""

    default_error_messages = {
        "unknown": _("Nobody with these NIPs works here: %(numbers)s. Check the digits."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), **kwargs)
        self.people = Employee.objects.none()

    def clean(self, value: Any) -> list[Employee]:
        text = super().clean(value)
        numbers = ["".join(sign for sign in line if sign.isdigit())[:18] for line in text.splitlines() if line.strip()]
        found = {person.nip: person for person in self.people.filter(nip__in=numbers)}
        unknown = [number or "?" for number in numbers if number not in found]
        if unknown:
            raise ValidationError(
                self.error_messages["unknown"], code="unknown", params={"numbers": ", ".join(unknown[:5])}
            )
        return list(found.values())


class BankForm(PortalForm):
    unit = forms.ModelChoiceField(None, label=_("Unit"), help_text=_("Those who keep careers of this unit open it."))
    title = forms.CharField(label=_("Title"), max_length=150)
    description = forms.CharField(label=_("Description"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = units.first()


class ItemForm(PortalForm):
    """`content` after cleaning: the question with its answers, without faults."""

    code = forms.CharField(
        label=_("Code"), max_length=40, required=False, help_text=_("Leave it empty to get the next number.")
    )
    subject = forms.CharField(
        label=pgettext_lazy("exam", "Subject"), max_length=100, widget=forms.TextInput(attrs={"list": "subjects"})
    )
    competency = forms.ModelChoiceField(None, label=_("Competency"), required=False)
    level = forms.ChoiceField(label=_("Difficulty"), choices=ItemLevel, initial=ItemLevel.MEDIUM)
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind, initial=ItemKind.SINGLE)
    text = forms.CharField(label=_("Question"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000)
    answers = forms.CharField(
        label=_("Answers"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000, required=False, strip=False
    )
    guide = forms.CharField(
        label=_("Explanation or marking guide"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
        required=False,
        help_text=_("For reviewers and markers; candidates never see it."),
    )

    def __init__(self, *args: Any, competencies: Any, item: Item | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs["initial"] = {
                "subject": item.subject,
                "competency": item.competency_id,
                "level": item.level,
                "kind": item.kind,
                "text": item.text,
                "answers": write_answers(ItemKind(item.kind), item.parsed_options),
                "guide": item.guide,
            }
        super().__init__(*args, **kwargs)
        self.fields["competency"].queryset = competencies
        if item is not None:
            del self.fields["code"]

    @staticmethod
    def helps() -> list[tuple[str, str]]:
        return [(str(kind.label), answer_help(kind)) for kind in ItemKind]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind and "text" in cleaned:
            options = read_answers(ItemKind(kind), cleaned.pop("answers", ""))
            content = ItemContent(ItemKind(kind), cleaned.pop("text"), options)
            for fault in faults(content):
                self.add_error("answers", ITEM_FAULTS[fault])
            cleaned.pop("kind")
            cleaned["content"] = content
        return cleaned


class ReviewForm(PortalForm):
    verdict = forms.ChoiceField(label=_("Verdict"), choices=ReviewVerdict, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Comment"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
        help_text=_("Needed when you return the item: what is to be corrected?"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("verdict") == ReviewVerdict.RETURNED and not cleaned.get("comment"):
            self.add_error("comment", _("Say what is to be corrected."))
        return cleaned


class MissingForm(PortalForm):
    """What is said of questions of a file that say nothing themselves."""

    subject = forms.CharField(label=_("Subject where the file names none"), max_length=100, required=False)
    level = forms.ChoiceField(
        label=_("Difficulty where the file names none"), choices=ItemLevel, initial=ItemLevel.MEDIUM
    )

    field_order = ("file", "text", "subject", "level")


class StoreForm(MissingForm):
    """What the preview stores: `signed` is the preview itself. A subject is needed where a question names none."""

    signed = forms.CharField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})["signed"] = preview.signed()
        super().__init__(*args, auto_id="store_%s", **kwargs)
        self.lacking = ""
        lines = [str(item.line) for item in preview.items if not item.subject]
        if lines:
            shown = ", ".join(lines[:MOST_LINES]) + (" …" if len(lines) > MOST_LINES else "")
            self.lacking = gettext("These lines name no subject: %(lines)s. Type one for them.") % {"lines": shown}
            self.fields["subject"].help_text = self.lacking

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.lacking and not cleaned.get("subject") and "subject" not in self.errors:
            self.add_error("subject", self.lacking)
        return cleaned


class ImportForm(MissingForm):
    file = forms.FileField(label=_("File"), required=False, help_text=_("GIFT (.txt) or a spreadsheet (.xlsx)."))
    text = forms.CharField(
        label=_("Or the questions as GIFT text"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=500_000,
        required=False,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if not file and not (cleaned.get("text") or "").strip():
            self.add_error("file", _("Choose a file or paste the questions."))
        if file and file.size > MOST_FILE:
            self.add_error("file", _("The file is larger than 2 MB. Split it into several files."))
        return cleaned


class BlueprintForm(PortalForm):
    """Fields `subject-1`, `level-1`, … of up to MOST_PARTS parts; rows without a subject are passed over.

    `subjects`: of approved items, by the key of their bank.
    """

    bank = forms.ModelChoiceField(None, label=_("Item bank"))
    title = forms.CharField(label=_("Title"), max_length=150)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, initial=90)
    instructions = forms.CharField(
        label=_("Instructions"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Candidates read them before they start."),
    )

    def __init__(
        self,
        *args: Any,
        banks: Any,
        subjects: Mapping[int, Sequence[str]],
        blueprint: Blueprint | None = None,
        **kwargs: Any,
    ) -> None:
        lines = list(blueprint.lines.all()) if blueprint else []
        if blueprint is not None:
            initial = {
                "bank": blueprint.bank_id,
                "title": blueprint.title,
                "minutes": blueprint.minutes,
                "instructions": blueprint.instructions,
            }
            for number, line in enumerate(lines, start=1):
                for name in ("subject", "level", "kind", "count", "points"):
                    initial[f"{name}-{number}"] = getattr(line, name)
            kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.subjects = subjects
        self.fields["bank"].queryset = banks
        named = sorted({subject for found in subjects.values() for subject in found} | {line.subject for line in lines})
        subject_choices = [("", pgettext("empty option", "Choose…")), *((subject, subject) for subject in named)]
        any_choice = [("", gettext("any"))]
        for number in range(1, MOST_PARTS + 1):
            name = {"number": number}
            self.fields[f"subject-{number}"] = forms.ChoiceField(
                label=_("Subject %(number)s") % name, choices=subject_choices, required=False
            )
            self.fields[f"level-{number}"] = forms.ChoiceField(
                label=_("Difficulty %(number)s") % name, choices=[*any_choice, *ItemLevel.choices], required=False
            )
            self.fields[f"kind-{number}"] = forms.ChoiceField(
                label=_("Kind %(number)s") % name, choices=[*any_choice, *ItemKind.choices], required=False
            )
            self.fields[f"count-{number}"] = forms.IntegerField(
                label=_("Items %(number)s") % name, min_value=1, max_value=200, required=False
            )
            self.fields[f"points-{number}"] = forms.DecimalField(
                label=_("Points each %(number)s") % name,
                min_value=Decimal("0.01"),
                max_value=100,
                max_digits=5,
                decimal_places=2,
                required=False,
            )
        self.prepare_fields()

    def rows(self) -> list[list[Any]]:
        names = ("subject", "level", "kind", "count", "points")
        return [[self[f"{name}-{number}"] for name in names] for number in range(1, MOST_PARTS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        parts = []
        for number in range(1, MOST_PARTS + 1):
            subject, count = cleaned.get(f"subject-{number}"), cleaned.get(f"count-{number}")
            if bool(subject) != bool(count):
                self.add_error(f"count-{number}" if subject else f"subject-{number}", _("A part needs both."))
            elif subject and "bank" in cleaned and subject not in self.subjects.get(cleaned["bank"].pk, ()):
                self.add_error(f"subject-{number}", _("This item bank has no approved item of this subject."))
            elif subject:
                parts.append(
                    BlueprintPart(
                        subject,
                        count,
                        cleaned.get(f"points-{number}") or Decimal(1),
                        cleaned.get(f"level-{number}") or "",
                        cleaned.get(f"kind-{number}") or "",
                    )
                )
        if not parts and not self.errors:
            self.add_error("subject-1", _("Fill in at least one part: a subject, how many items, and their points."))
        kept = {name: cleaned[name] for name in ("bank", "title", "minutes", "instructions") if name in cleaned}
        return {**kept, "parts": parts}


class SittingForm(PortalForm):
    """Times are of the unit that keeps the item bank."""

    blueprint = forms.ModelChoiceField(None, label=_("Blueprint"))
    title = forms.CharField(label=_("Title"), max_length=150)
    stage = forms.ModelChoiceField(
        None,
        label=_("Stage of a selection"),
        required=False,
        help_text=_("Results go to this stage. Leave it empty for an exam outside a selection."),
    )
    starts_at = forms.DateTimeField(label=_("Opens"), widget=forms.DateTimeInput())
    closes_at = forms.DateTimeField(label=_("Last start"), widget=forms.DateTimeInput())
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=600, required=False, help_text=_("Empty: as in the blueprint.")
    )
    pass_mark = forms.DecimalField(
        label=_("Pass mark"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_("Leave it empty for a stage of a selection: its plan sets the mark."),
    )
    essay_limit = forms.DecimalField(
        label=_("Third marker above (%)"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        initial=20,
        help_text=_("Two marks of an essay that lie further apart, in percent of its points, need a third."),
    )
    shows_slip = forms.BooleanField(label=_("Result slip at once"), required=False, initial=True)

    def __init__(self, *args: Any, blueprints: Any, stages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["blueprint"].queryset = blueprints
        self.fields["stage"].queryset = stages
        self.fields["stage"].label_from_instance = lambda stage: f"{stage.selection} – {stage}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("starts_at"), cleaned.get("closes_at")
        if cleaned.get("blueprint"):
            today = timezone.now().astimezone(cleaned["blueprint"].bank.unit.tz).date()
            last = today + AHEAD
            for name, moment in (("starts_at", start), ("closes_at", end)):
                if moment and not today <= moment.date() <= last:
                    words = {"day": formats.date_format(last, "DATE_FORMAT")}
                    self.add_error(name, _("Choose a day from today to %(day)s.") % words)
        if start and end and not self.errors and end <= start:
            self.add_error("closes_at", _("The last start must be after the opening."))
        return cleaned


class RoomForm(PortalForm):
    name = forms.CharField(label=_("Room"), max_length=80)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2000)


class DutyForm(PortalForm):
    kind = forms.ChoiceField(label=_("Duty"), choices=DutyKind)
    people = PeopleField(label=_("NIP"), help_text=_("One on each line."))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].people = people


class CandidatesForm(PortalForm):
    everybody = forms.BooleanField(label=_("Everybody admitted to the selection"), required=False)
    people = PeopleField(label=_("NIP"), help_text=_("One on each line."), required=False)

    def __init__(self, *args: Any, people: Any, has_stage: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].people = people
        if not has_stage:
            del self.fields["everybody"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("everybody") and not cleaned.get("people") and not self.errors:
            self.add_error("people", _("Type the NIP of at least one person."))
        return cleaned


class TimeForm(PortalForm):
    minutes = forms.IntegerField(label=_("Minutes added"), min_value=-120, max_value=240)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if minutes == 0:
            raise ValidationError(_("Enter how many minutes are added, from −120 to 240, not 0."))
        return minutes


class ReasonForm(PortalForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class CodeForm(PortalForm):
    code = forms.CharField(
        label=_("Start code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Eight letters and digits that the proctor gives you."),
    )


class MarkForm(PortalForm):
    points = forms.DecimalField(label=_("Points"), min_value=0, max_digits=5, decimal_places=2)
    comment = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, most: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].max_value = most
        self.fields["points"].help_text = gettext("From 0 to %(most)s.") % {"most": f"{most.normalize():f}"}


class KeyingForm(PortalForm):
    """A field for each item of a paper, named by its number; letters on paper are the places as printed."""

    def __init__(self, *args: Any, items: Sequence[PaperItem], saved: Mapping[int, str], **kwargs: Any) -> None:
        """`saved`: in words what the device had saved, by place; an empty field keeps it. Essays go on from it."""
        super().__init__(*args, **kwargs)
        for row in items:
            field = self.fields[f"q{row.place}"] = self._field(row)
            if row.place in saved and row.item.kind == ItemKind.ESSAY:
                field.initial = saved[row.place]
                field.help_text = gettext("This was saved on the device. Add what stands on the paper.")
            elif row.place in saved:
                field.help_text = gettext("Saved on the device: %(answer)s. It stays if you leave this empty.") % {
                    "answer": saved[row.place]
                }
        self.items = items
        self.prepare_fields()

    @staticmethod
    def _field(row: PaperItem) -> forms.Field:
        label = f"{row.place}"
        if row.item.kind in {ItemKind.ESSAY}:
            return forms.CharField(
                label=label, required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
            )
        if row.item.kind in {ItemKind.NUMBER, ItemKind.SHORT_TEXT}:
            return forms.CharField(label=label, required=False, max_length=500)
        order = row.order or list(range(len(row.item.options)))
        choices = [(str(place), letter(number)) for number, place in enumerate(order)]
        if row.item.kind == ItemKind.MULTIPLE:
            return forms.MultipleChoiceField(
                label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple
            )
        return forms.ChoiceField(label=label, required=False, choices=[("", "–"), *choices])

    def answers(self) -> dict[str, Any]:
        return {str(row.place): self.cleaned_data.get(f"q{row.place}") or None for row in self.items}


def letter(number: int) -> str:
    """A, B, C … as options are printed."""
    return chr(ord("A") + number)
