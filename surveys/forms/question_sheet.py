"""A form of questions from the questionnaire engine: reads what was sent and says what a page shows.

Knows nothing of surveys; whoever keeps a published `QuestionnaireVersion` can ask with it (the evaluation of a training
does):

    sheet = QuestionSheet(parse(version.content), language="id", data=request.POST, files=request.FILES)
    sheet.keep_files()          # stores uploads, so that they survive a form with faults
    if sheet.is_valid:
        sheet.answers           # {identifier: answer} to store as JSON beside the version
        sheet.texts, sheet.files

and in the template, inside the <form> (enctype multipart/form-data where `sheet.has_files`):

    {% include "surveys/_questions.html" with sheet=sheet %}

`js/questions.js` hides what doesn't apply; without it each question says when it is meant. `sheet.hidden` carries
everything through a page that shows the answers once more, `sheet.error_links` are lines for the summary of faults.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.files import File
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from asn_portal.documents.models import Document
from asn_portal.documents.services import ALLOWED_IMAGES, ALLOWED_PDF
from asn_portal.documents.types import accept_attribute, labels
from asn_portal.errors import DomainError
from surveys.domain.questions import Answer, AnswerError, Question, Questions, asked, read
from surveys.enums import QuestionKind
from surveys.services.response import ANSWER_FILE_KIND, keep_answer_file

PREFIX = "q-"
KEPT_SUFFIX = "-kept"
KEPT_SECONDS = 24 * 3600
_FILE_SALT = "surveys.answer_file"
# Stands for an upload until it is stored.
_UPLOADED = "uploaded"
FILE_TYPES = {"photo": ALLOWED_IMAGES, "pdf": ALLOWED_PDF}


@dataclass(frozen=True)
class SheetOption:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class SheetQuestion:
    """One question as a page shows it. `anchor` is the id of its element without "question-"."""

    name: str
    number: int
    kind: str
    text: str
    help: str
    is_required: bool
    is_multiple: bool
    options: tuple[SheetOption, ...]
    # As typed.
    value: str
    longest: int
    accept: str
    file_types: str
    earliest: str
    latest: str
    decimals: int
    # The signed upload of an earlier step, and its name.
    kept: str
    kept_name: str
    error: str
    # For people, and for js/questions.js.
    only_if: str
    depends_on: str
    depends_values: str
    # Whether it applies to what was answered so far.
    is_asked: bool

    @property
    def anchor(self) -> str:
        return self.name

    @property
    def described_by(self) -> str:
        """The ids of the sentences beside the question."""
        parts = (("only", self.only_if), ("help", self.help), ("error", self.error))
        return " ".join(f"{part}-{self.name}" for part, sentence in parts if sentence)

    @property
    def shown_answer(self) -> str:
        """For the page that shows the answers once more."""
        if self.options:
            return ", ".join(option.label for option in self.options if option.is_chosen)
        if self.kind == QuestionKind.DATE and self.value:
            return formats.date_format(_day(self.value)) if _day(self.value) else self.value
        return self.kept_name if self.kind == QuestionKind.FILE else self.value


class QuestionSheet:
    """Reads `data` (a POST, or nothing) for `questions`. `first_number` is that of the first question on the page."""

    def __init__(
        self,
        questions: Questions,
        *,
        language: str,
        data: Mapping[str, Any] | None = None,
        files: Mapping[str, Any] | None = None,
        allow_blank: bool = False,
        first_number: int = 1,
    ) -> None:
        self.questions = questions
        self.language = language
        self.data = data if data is not None else {}
        self.uploads = files or {}
        self.first_number = first_number
        self.is_bound = data is not None
        self.kept: dict[str, Document] = {}
        self.given: dict[str, Answer] = {}
        self.errors: dict[str, str] = {}
        if self.is_bound:
            if self.has_files:
                self._find_kept()
            self.given, errors = read(questions, self._raw(), language=language, allow_blank=allow_blank)
            self.errors = {name: self._sentence(name, error) for name, error in errors.items()}

    @property
    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    @cached_property
    def has_files(self) -> bool:
        return any(question.kind == QuestionKind.FILE for question in self.questions)

    @property
    def answers(self) -> dict[str, Answer]:
        """Scales, choices, numbers and dates."""
        return self._of_kinds(QuestionKind.SCALE, QuestionKind.CHOICE, QuestionKind.NUMBER, QuestionKind.DATE)

    @property
    def texts(self) -> dict[str, str]:
        return {name: str(answer) for name, answer in self._of_kinds(QuestionKind.TEXT).items()}

    @property
    def files(self) -> dict[str, Document]:
        return {name: self.kept[name] for name in self._of_kinds(QuestionKind.FILE) if name in self.kept}

    def keep_files(self) -> None:
        """Store the uploads of the questions that apply; a refused one is a fault of its question."""
        for name, answer in self._of_kinds(QuestionKind.FILE).items():
            question = self.questions.find(name)
            if answer != _UPLOADED or question is None:
                continue
            try:
                self.kept[name] = keep_answer_file(file=self.uploads[PREFIX + name], allowed=_allowed(question))
            except DomainError as error:
                self.errors[name] = str(error)

    def refuse_files(self, sentence: str) -> None:
        """Instead of `keep_files`, where too many came."""
        for name, answer in self._of_kinds(QuestionKind.FILE).items():
            if answer == _UPLOADED:
                self.errors[name] = sentence

    def rows(self) -> list[SheetQuestion]:
        applying = {question.id for question in asked(self.questions, self.given)}
        return [
            self._row(number, question, question.id in applying)
            for number, question in enumerate(self.questions, start=self.first_number)
        ]

    def error_links(self) -> list[tuple[str, str]]:
        """(anchor, sentence) for the summary on top of the form."""
        found = []
        for name, sentence in self.errors.items():
            question = self.questions.find(name)
            label = question.text.in_language(self.language) if question else ""
            found.append((PREFIX + name, f"{label}: {sentence}" if label else sentence))
        return found

    def hidden(self) -> list[tuple[str, str]]:
        """Everything that was answered, as fields of the next page."""
        found = []
        for question in self.questions:
            name = PREFIX + question.id
            if question.kind == QuestionKind.FILE:
                if question.id in self.kept:
                    found.append((name + KEPT_SUFFIX, sign_file(self.kept[question.id])))
            elif question.id in self.given or question.id in self.errors:
                found += [(name, value) for value in _list(self.data, name) if value]
        return found

    def _of_kinds(self, *kinds: QuestionKind) -> dict[str, Answer]:
        wanted = {question.id for question in self.questions if question.kind in kinds}
        return {name: answer for name, answer in self.given.items() if name in wanted}

    def _raw(self) -> dict[str, object]:
        raw: dict[str, object] = {}
        for question in self.questions:
            if question.kind != QuestionKind.FILE:
                raw[question.id] = _list(self.data, PREFIX + question.id)
            elif isinstance(self.uploads.get(PREFIX + question.id), File):
                raw[question.id] = _UPLOADED
            elif question.id in self.kept:
                raw[question.id] = str(self.kept[question.id].pk)
        return raw

    def _find_kept(self) -> None:
        """The uploads of an earlier step of this form, unless they were used or removed meanwhile. One query."""
        tokens = {}
        for question in self.questions:
            try:
                tokens[
                    signing.loads(
                        str(self.data.get(PREFIX + question.id + KEPT_SUFFIX, "")),
                        salt=_FILE_SALT,
                        max_age=KEPT_SECONDS,
                    )
                ] = question.id
            except signing.BadSignature:
                continue
        if tokens:
            found = Document.objects.filter(pk__in=tokens, kind=ANSWER_FILE_KIND, owner_id="")
            self.kept = {tokens[str(document.pk)]: document for document in found}

    def _row(self, number: int, question: Question, is_asked: bool) -> SheetQuestion:
        name = PREFIX + question.id
        chosen = set(_list(self.data, name))
        condition = question.show_if
        kept = self.kept.get(question.id)
        return SheetQuestion(
            name=name,
            number=number,
            kind=str(question.kind),
            text=question.text.in_language(self.language) or question.text.id,
            help=question.help.in_language(self.language) or question.help.id,
            is_required=question.is_required,
            is_multiple=question.is_multiple and question.kind == QuestionKind.CHOICE,
            options=tuple(
                SheetOption(
                    option.value,
                    option.label.in_language(self.language) or option.label.id,
                    option.value in chosen,
                )
                for option in question.options
            )
            if question.is_chosen
            else (),
            value=str(self.data.get(name, "")),
            longest=question.longest,
            accept=accept_attribute(_allowed(question)),
            file_types=labels(_allowed(question)),
            earliest=question.earliest.isoformat() if question.earliest else "",
            latest=question.latest.isoformat() if question.latest else "",
            decimals=question.decimals,
            kept=sign_file(kept) if kept else "",
            kept_name=kept.name if kept else "",
            error=self.errors.get(question.id, ""),
            only_if=self._only_if(question),
            depends_on=PREFIX + condition.question if condition else "",
            depends_values=" ".join(condition.values) if condition else "",
            is_asked=is_asked,
        )

    def _only_if(self, question: Question) -> str:
        parent = self.questions.find(question.show_if.question) if question.show_if else None
        if parent is None or question.show_if is None:
            return ""
        values = question.show_if.values
        chosen = [_in(option.label, self.language) for option in parent.options if option.value in values]
        return _("Only if you answered “%(question)s” with: %(answers)s.") % {
            "question": _in(parent.text, self.language),
            "answers": _(" or ").join(chosen),
        }

    def _sentence(self, name: str, error: AnswerError) -> str:
        question = self.questions.find(name)
        return answer_sentence(question, error) if question else ""


def answer_sentence(question: Question, error: AnswerError) -> str:
    """What to do about a wrong answer."""
    number, day = formats.number_format, formats.date_format
    if error == AnswerError.MISSING:
        if question.is_chosen:
            return _("Choose an answer.")
        return _("Attach a file.") if question.kind == QuestionKind.FILE else _("Write an answer.")
    if error == AnswerError.TOO_SMALL:
        return _("Write a number of at least %(limit)s.") % {"limit": number(question.minimum)}
    if error == AnswerError.TOO_LARGE:
        return _("Write a number of at most %(limit)s.") % {"limit": number(question.maximum)}
    if error == AnswerError.TOO_PRECISE:
        if not question.decimals:
            return _("Write a whole number.")
        return _("Write at most %(count)d digits behind the decimal mark.") % {"count": question.decimals}
    if error == AnswerError.TOO_LONG:
        return _("Your answer is longer than %(limit)d characters. Please shorten it.") % {"limit": question.longest}
    if error == AnswerError.TOO_EARLY:
        return _("Choose %(day)s or a later day.") % {"day": day(question.earliest)}
    if error == AnswerError.TOO_LATE:
        return _("Choose %(day)s or an earlier day.") % {"day": day(question.latest)}
    return {
        AnswerError.UNKNOWN_OPTION: _("Choose one of the answers shown."),
        AnswerError.NO_NUMBER: _("Write a number, for instance 12."),
        AnswerError.NO_DATE: _("Choose a day."),
    }[error]


def sign_file(document: Document) -> str:
    return signing.dumps(str(document.pk), salt=_FILE_SALT)


def _allowed(question: Question) -> Any:
    return frozenset().union(*(FILE_TYPES[kind] for kind in question.accepted if kind in FILE_TYPES))


def _list(data: Mapping[str, Any], name: str) -> Sequence[str]:
    if hasattr(data, "getlist"):
        return data.getlist(name)  # type: ignore[no-any-return]
    value = data.get(name)
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [str(value)]


def _in(wording: Any, language: str) -> str:
    return wording.in_language(language) or wording.id


def _day(text: str) -> Any:
    from surveys.forms.answer_sheet import read_day

    return read_day(text)
