"""Writing items and blueprints, starting an exam, marking and typing in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from careers.domain.exam_item import ItemContent, faults
from careers.domain.exam_item_text import read_answers, write_answers
from careers.domain.exam_paper import BlueprintPart
from careers.enums import ItemKind, ItemLevel, ReviewVerdict
from careers.exam_import import Preview
from careers.models import Blueprint, Item, PaperItem
from careers.words.exam import ITEM_FAULTS, answer_help

MOST_PARTS = 10
MOST_FILE = 2_000_000
# Lines that a sentence names.
MOST_LINES = 10


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
        lines = [str(item.line) for item in preview.items if not item.subject]
        if lines:
            shown = ", ".join(lines[:MOST_LINES]) + (" …" if len(lines) > MOST_LINES else "")
            lacking = gettext("These lines name no subject: %(lines)s. Type one for them.") % {"lines": shown}
            subject = self.fields["subject"]
            subject.help_text, subject.required = lacking, True
            subject.error_messages["required"] = lacking


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
