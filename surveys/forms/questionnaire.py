"""The editor of a questionnaire: as many questions as there are, each with the fields of its kind.

Which questions there are, and in which order, says the form itself (`question`, once for each), so that adding, moving
and removing (`rearranged`) is a change of what was typed and stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from asn_portal.forms import PortalForm
from surveys.domain.questionnaire import Wording
from surveys.domain.questions import ID_PATTERN, MOST_DECIMALS, Condition, Option, Question, Questions, plain_text
from surveys.domain.questions.check import LONGEST_TEXT
from surveys.enums import QuestionKind, QuestionnairePurpose

# Beyond what can be published, but no more than a browser can show.
MOST_IN_FORM = 60
LIST_FIELD = "question"


class QuestionnaireForm(PortalForm):
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("For the office; citizens don't read it. Say what it asks about.")
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=QuestionnairePurpose,
        widget=forms.RadioSelect,
        initial=QuestionnairePurpose.SURVEY,
    )


class RenameForm(PortalForm):
    name = forms.CharField(label=_("Name"), max_length=120)


class OneLineField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return plain_text(super().to_python(value or ""))


@dataclass(frozen=True)
class OptionRow:
    value: str
    text_id: Any
    text_en: Any


@dataclass(frozen=True)
class ConditionRow:
    """One answer of an earlier question on which this one may depend."""

    token: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class ParentRow:
    label: str
    conditions: list[ConditionRow]


@dataclass(frozen=True)
class QuestionRow:
    id: str
    number: int
    kind: str
    kind_label: str
    texts: list[Any]
    details: list[Any]
    options: list[OptionRow]
    has_options: bool
    parents: list[ParentRow]
    has_condition: bool
    is_first: bool
    is_last: bool


class QuestionsForm(PortalForm):
    """Always bound: to what was sent, or to what is stored (`as_form_data`)."""

    is_indonesian_only = forms.BooleanField(
        label=_("Indonesian only"),
        required=False,
        help_text=_("Whoever reads English sees these questions in Indonesian. Without this, each needs both texts."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds: dict[str, QuestionKind] = {}
        for question_id in _listed(self.data, LIST_FIELD)[:MOST_IN_FORM]:
            kind = str(self.data.get(f"{question_id}-kind", ""))
            if kind in QuestionKind.values and ID_PATTERN.fullmatch(question_id):
                self.kinds[question_id] = QuestionKind(kind)
        for question_id, kind in self.kinds.items():
            for name, field in self._fields_of(question_id, kind):
                self.fields[f"{question_id}-{name}"] = field
        self.prepare_fields()

    def rows(self) -> list[QuestionRow]:
        found = []
        for number, (question_id, kind) in enumerate(self.kinds.items(), start=1):
            names = [name for name, _field in self._fields_of(question_id, kind) if not name.startswith("o-")]
            parents = list(self._parents(question_id))
            found.append(
                QuestionRow(
                    id=question_id,
                    number=number,
                    kind=str(kind),
                    kind_label=str(kind.label),
                    texts=[self[f"{question_id}-{name}"] for name in names if name in TEXT_FIELDS],
                    details=[self[f"{question_id}-{name}"] for name in names if name not in TEXT_FIELDS],
                    options=[
                        OptionRow(value, self[f"{question_id}-o-{value}-id"], self[f"{question_id}-o-{value}-en"])
                        for value in self._options_of(question_id, kind)
                    ],
                    has_options=kind in (QuestionKind.SCALE, QuestionKind.CHOICE),
                    parents=parents,
                    has_condition=any(each.is_chosen for parent in parents for each in parent.conditions),
                    is_first=number == 1,
                    is_last=number == len(self.kinds),
                )
            )
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for question_id in self.kinds:
            if len({token.partition("=")[0] for token in _listed(self.data, f"{question_id}-if")}) > 1:
                self.add_error(
                    f"{question_id}-text_id",
                    gettext("A question depends on the answers of one question only. Tick answers of one."),
                )
        return cleaned

    @property
    def questions(self) -> Questions:
        """What was typed, once it is clean."""
        # The steps of a scale are numbered anew, in their order.
        steps = {
            question_id: {
                old: str(new) if kind == QuestionKind.SCALE else old
                for new, old in enumerate(self._options_of(question_id, kind), start=1)
            }
            for question_id, kind in self.kinds.items()
        }
        return Questions(
            tuple(self._question(question_id, kind, steps) for question_id, kind in self.kinds.items()),
            bool(self.cleaned_data.get("is_indonesian_only")),
        )

    def _question(self, question_id: str, kind: QuestionKind, steps: Mapping[str, Mapping[str, str]]) -> Question:
        def given(name: str, default: Any = None) -> Any:
            value = self.cleaned_data.get(f"{question_id}-{name}")
            return default if value is None else value

        conditions = [token.partition("=") for token in _listed(self.data, f"{question_id}-if")]
        parent = conditions[0][0] if conditions else ""
        values = [steps.get(parent, {}).get(value, value) for each, _equals, value in conditions if each == parent]
        return Question(
            id=question_id,
            kind=kind,
            text=Wording(given("text_id", ""), given("text_en", "")),
            help=Wording(given("help_id", ""), given("help_en", "")),
            is_required=given("is_required", False),
            options=tuple(
                Option(new, Wording(given(f"o-{old}-id", ""), given(f"o-{old}-en", "")))
                for old, new in steps[question_id].items()
            ),
            is_multiple=given("is_multiple", False),
            minimum=given("minimum"),
            maximum=given("maximum"),
            decimals=given("decimals", 0),
            longest=given("longest", Question.longest),
            earliest=given("earliest"),
            latest=given("latest"),
            accepted=tuple(given("accepted", ("photo",) if kind != QuestionKind.FILE else ())),
            show_if=Condition(parent, tuple(values)) if parent else None,
        )

    def _options_of(self, question_id: str, kind: QuestionKind) -> list[str]:
        if kind not in (QuestionKind.SCALE, QuestionKind.CHOICE):
            return []
        values = _listed(self.data, f"{question_id}-option")[:MOST_IN_FORM]
        return [value for value in values if value.isascii() and value.isalnum() and len(value) <= 40]

    def _fields_of(self, question_id: str, kind: QuestionKind) -> Iterator[tuple[str, forms.Field]]:
        def text(label: Any, longest: int = 500) -> forms.Field:
            return OneLineField(
                label=label, required=False, max_length=longest, widget=forms.Textarea(attrs={"rows": 2})
            )

        yield "text_id", text(_("Question in Indonesian"))
        yield "text_en", text(_("Question in English"))
        yield "help_id", text(_("Help in Indonesian"))
        yield "help_en", text(_("Help in English"))
        for value in self._options_of(question_id, kind):
            yield f"o-{value}-id", OneLineField(label=_("Answer in Indonesian"), required=False, max_length=200)
            yield f"o-{value}-en", OneLineField(label=_("Answer in English"), required=False, max_length=200)
        yield "is_required", forms.BooleanField(label=_("Must be answered"), required=False)
        if kind == QuestionKind.CHOICE:
            yield "is_multiple", forms.BooleanField(label=_("Several answers possible"), required=False)
        elif kind == QuestionKind.NUMBER:
            yield "minimum", forms.DecimalField(label=_("At least"), required=False, max_digits=15)
            yield "maximum", forms.DecimalField(label=_("At most"), required=False, max_digits=15)
            yield (
                "decimals",
                forms.IntegerField(
                    label=_("Digits behind the decimal mark"), required=False, min_value=0, max_value=MOST_DECIMALS
                ),
            )
        elif kind == QuestionKind.TEXT:
            yield (
                "longest",
                forms.IntegerField(label=_("Characters at most"), required=False, min_value=1, max_value=LONGEST_TEXT),
            )
        elif kind == QuestionKind.DATE:
            yield "earliest", forms.DateField(label=_("From"), required=False, widget=forms.DateInput())
            yield "latest", forms.DateField(label=_("Until"), required=False, widget=forms.DateInput())
        elif kind == QuestionKind.FILE:
            yield (
                "accepted",
                forms.MultipleChoiceField(
                    label=_("Files that it takes"),
                    choices=[("photo", _("Photo (JPEG, PNG, WebP)")), ("pdf", "PDF")],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                ),
            )

    def _parents(self, question_id: str) -> Iterator[ParentRow]:
        """The earlier questions that are answered by choosing."""
        chosen = set(_listed(self.data, f"{question_id}-if"))
        for number, (earlier, kind) in enumerate(self.kinds.items(), start=1):
            if earlier == question_id:
                return
            options = self._options_of(earlier, kind)
            if not options:
                continue
            text = str(self.data.get(f"{earlier}-text_id", "")).strip() or str(kind.label)
            yield ParentRow(
                f"{number}. {text}",
                [
                    ConditionRow(
                        f"{earlier}={value}",
                        str(self.data.get(f"{earlier}-o-{value}-id", "")).strip()
                        or pgettext("answer", "number %(number)d") % {"number": place},
                        f"{earlier}={value}" in chosen,
                    )
                    for place, value in enumerate(options, start=1)
                ],
            )


TEXT_FIELDS = frozenset({"text_id", "text_en", "help_id", "help_en"})


def as_form_data(questions: Questions) -> QueryDict:
    """Stored questions as the editor's form would send them."""
    data = QueryDict(mutable=True)
    if questions.is_indonesian_only:
        data["is_indonesian_only"] = "on"
    for question in questions:
        name = question.id
        data.appendlist(LIST_FIELD, name)
        values = {
            "kind": str(question.kind),
            "text_id": question.text.id,
            "text_en": question.text.en,
            "help_id": question.help.id,
            "help_en": question.help.en,
            "minimum": _number(question.minimum),
            "maximum": _number(question.maximum),
            "decimals": str(question.decimals),
            "longest": str(question.longest),
            "earliest": question.earliest.isoformat() if question.earliest else "",
            "latest": question.latest.isoformat() if question.latest else "",
            "is_required": "on" if question.is_required else "",
            "is_multiple": "on" if question.is_multiple else "",
        }
        data.update({f"{name}-{key}": value for key, value in values.items() if value})
        data.setlist(f"{name}-accepted", list(question.accepted))
        for option in question.options:
            data.appendlist(f"{name}-option", option.value)
            data[f"{name}-o-{option.value}-id"] = option.label.id
            data[f"{name}-o-{option.value}-en"] = option.label.en
        if question.show_if is not None:
            tokens = [f"{question.show_if.question}={value}" for value in question.show_if.values]
            data.setlist(f"{name}-if", tokens)
    return data


def rearranged(data: QueryDict, change: str, taken: Iterable[str] = ()) -> tuple[QueryDict, str]:
    """What was typed, with one change to what there is: `add:text`, `up:q2`, `down:q2`, `remove:q2`, `add-option:q2`,
    `remove-option:q2:3`, `up-option:q2:3`; and the question that it was about. Anything else changes nothing.

    `taken` are identifiers that earlier versions used: a new question gets none of them.
    """
    data = data.copy()
    verb, _colon, rest = change.partition(":")
    name, _colon, value = rest.partition(":")
    listed = _listed(data, LIST_FIELD)
    if verb == "add" and name in QuestionKind.values and len(listed) < MOST_IN_FORM:
        new = _next_id({*listed, *taken})
        data.setlist(LIST_FIELD, [*listed, new])
        data[f"{new}-kind"] = name
        data[f"{new}-longest"] = str(Question.longest)
        data[f"{new}-accepted"] = "photo"
        if name in (QuestionKind.SCALE, QuestionKind.CHOICE):
            data.setlist(f"{new}-option", ["1", "2", "3", "4"] if name == QuestionKind.SCALE else ["1", "2"])
        return data, new
    if name not in listed:
        return data, ""
    field, subject = (f"{name}-option", value) if verb.endswith("-option") else (LIST_FIELD, name)
    entries = _listed(data, field)
    if verb == "add-option":
        numbers = [int(each) for each in entries if each.isascii() and each.isdigit() and len(each) < 9]
        entries.append(str(max(numbers, default=0) + 1))
    elif subject not in entries:
        return data, name
    elif verb in ("remove", "remove-option"):
        entries.remove(subject)
    elif verb in ("up", "up-option", "down"):
        place = entries.index(subject)
        target = max(place - 1, 0) if verb != "down" else min(place + 1, len(entries) - 1)
        entries.insert(target, entries.pop(place))
    data.setlist(field, entries)
    _forget_conditions(data)
    return data, name if verb != "remove" else ""


def _forget_conditions(data: QueryDict) -> None:
    """Conditions on what was removed go with it. Those on a question that now comes later stay, as a fault to mend."""
    listed = _listed(data, LIST_FIELD)
    known = {f"{name}={value}" for name in listed for value in _listed(data, f"{name}-option")}
    for name in listed:
        field = f"{name}-if"
        data.setlist(field, [token for token in _listed(data, field) if token in known])


def _next_id(taken: set[str]) -> str:
    number = 1
    while f"q{number}" in taken:
        number += 1
    return f"q{number}"


def _listed(data: Any, name: str) -> list[str]:
    """Without repetitions."""
    values = data.getlist(name) if hasattr(data, "getlist") else []
    return list(dict.fromkeys(str(value) for value in values))


def _number(value: Any) -> str:
    return "" if value is None else str(formats.localize_input(value))
