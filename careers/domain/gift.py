r"""Reading GIFT, the plain text in which Moodle exchanges questions: the subset that exams here can use.

Read: multiple choice (`{=right ~wrong ~%50%half}`), several answers with weights (`{~%50%a ~%50%b ~%-50%c}`), true or
false (`{T}`), numbers (`{#12:0.5}`, `{#1..5}`, `{#=1:0 =%50%2:0.5}`), short answers (`{=satu =1}`) and essays (`{}`).
A title stands between `::`, a comment behind `//`, a category in `$CATEGORY:`; `\~ \= \# \{ \} \:` and `\n` are
escapes. Feedback behind `#` and `####` is passed over. Matching, missing words and HTML are faults.

Source: https://docs.moodle.org/en/GIFT_format (Moodle documentation, "GIFT format").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from careers.domain.exam_item import ItemContent, ItemFault, Option, faults, read_number
from careers.enums.exam import ItemKind

# Escaped signs travel through the parser as characters of Unicode's private area, so that no step takes them for marks.
ESCAPABLE = "~=#{}:\\"
HIDDEN = {sign: chr(0xE000 + number) for number, sign in enumerate(ESCAPABLE)}
SHOWN = {hidden: sign for sign, hidden in HIDDEN.items()}
ESCAPE = re.compile(r"\\([~=#{}:\\n])")
LINE_BREAK = "\ue010"
COMMENT = "\ue011"
WEIGHT = re.compile(r"%([+-]?\d{1,3}(?:\.\d{1,5})?)%")
FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.I)
TRUE, FALSE = {"T", "TRUE"}, {"F", "FALSE"}
RIGHT, WRONG = Decimal(100), Decimal(0)


class GiftCode(StrEnum):
    """Faults of the writing; those of the content are `ItemFault`s."""

    NOT_CLOSED = "not_closed"
    NOT_OPENED = "not_opened"
    SECOND_ANSWER = "second_answer"
    NO_ANSWER_PART = "no_answer_part"
    TITLE_NOT_CLOSED = "title_not_closed"
    MISSING_WORD = "missing_word"
    MATCHING = "matching"
    HTML = "html"
    BAD_WEIGHT = "bad_weight"
    BAD_NUMBER = "bad_number"
    BAD_RANGE = "bad_range"
    TEXT_BEFORE_ANSWER = "text_before_answer"


@dataclass(frozen=True)
class GiftFault:
    """`line` is counted from 1 in the file as given; `found` is the piece in question."""

    line: int
    code: GiftCode | ItemFault
    found: str = ""


@dataclass(frozen=True)
class GiftItem:
    line: int
    title: str
    category: str
    content: ItemContent


@dataclass(frozen=True)
class GiftFile:
    items: tuple[GiftItem, ...]
    faults: tuple[GiftFault, ...]


class _Wrong(Exception):
    def __init__(self, code: GiftCode, found: str = "", line: int = 0) -> None:
        self.code, self.found, self.line = code, _plain(found).strip()[:80], line


def read_gift(text: str, most: int | None = None) -> GiftFile:
    """Items that can be used, and a fault for each that can't; one bad question doesn't hold up the others.

    Reading ends after the first question beyond `most`.
    """
    items: list[GiftItem] = []
    found: list[GiftFault] = []
    category = ""
    read = 0
    for line, block in _blocks(text):
        if most is not None and read > most:
            break
        if block.upper().startswith("$CATEGORY:"):
            category = _plain(block[len("$CATEGORY:") :]).strip().rsplit("/", 1)[-1]
            continue
        read += 1
        try:
            title, content = _question(block)
        except _Wrong as wrong:
            found.append(GiftFault(line + wrong.line, wrong.code, wrong.found))
            continue
        wrongs = faults(content)
        if wrongs:
            found += [GiftFault(line, code, content.text.strip()[:80]) for code in wrongs]
        else:
            items.append(GiftItem(line, title, category, content))
    return GiftFile(tuple(items), tuple(found))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """(number of the first line, question): blank lines part the questions, also where a brace was forgotten."""
    lines: list[str] = []
    first = 0
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        line = _hide_escaped(raw)
        if line.lstrip().startswith("//"):
            if lines:
                # Keeps the count of lines inside a question.
                lines.append(COMMENT)
            continue
        is_category = line.lstrip().upper().startswith("$CATEGORY:")
        if lines and (is_category or not line.strip()):
            yield first, "\n".join(lines)
            lines = []
        if is_category:
            yield number, line.strip()
        elif line.strip():
            first = first if lines else number
            lines.append(line)
    if lines:
        yield first, "\n".join(lines)


def _question(block: str) -> tuple[str, ItemContent]:
    rest, title = block.strip(), ""
    if rest.startswith("::"):
        end = rest.find("::", 2)
        if end < 0:
            raise _Wrong(GiftCode.TITLE_NOT_CLOSED, rest.splitlines()[0])
        title, rest = _plain(rest[2:end]).strip(), rest[end + 2 :].strip()
    form = FORMAT.match(rest)
    if form:
        if form[1].lower() == "html":
            raise _Wrong(GiftCode.HTML, rest[:60])
        rest = rest[form.end() :].strip()
    text, answers = _parted(rest)
    text = _joined(text)
    return title, _content(text, answers)


def _parted(rest: str) -> tuple[str, str]:
    start, end = rest.find("{"), rest.find("}")
    if start < 0:
        raise _Wrong(GiftCode.NOT_OPENED if end >= 0 else GiftCode.NO_ANSWER_PART, rest)
    if end < 0:
        raise _Wrong(GiftCode.NOT_CLOSED, rest[start:], rest[:start].count("\n"))
    if end < start:
        raise _Wrong(GiftCode.NOT_OPENED, rest[: end + 1], rest[:end].count("\n"))
    inside, behind = rest[start + 1 : end], rest[end + 1 :]
    if "{" in inside:
        raise _Wrong(GiftCode.NOT_CLOSED, inside, rest[:start].count("\n"))
    if "{" in behind:
        raise _Wrong(GiftCode.SECOND_ANSWER, behind, rest[: end + 1].count("\n"))
    if "}" in behind:
        raise _Wrong(GiftCode.NOT_OPENED, behind, rest[: end + 1].count("\n"))
    if behind.strip():
        raise _Wrong(GiftCode.MISSING_WORD, behind, rest[: end + 1].count("\n"))
    return rest[:start], inside


def _content(text: str, answers: str) -> ItemContent:
    answers = answers.split("####", 1)[0]
    given = answers.strip()
    if not given:
        return ItemContent(ItemKind.ESSAY, text)
    verdict = given.split("#", 1)[0].strip().upper()
    if verdict in TRUE | FALSE:
        is_true = verdict in TRUE
        return ItemContent(
            ItemKind.TRUE_FALSE,
            text,
            (Option("Benar", RIGHT if is_true else WRONG), Option("Salah", WRONG if is_true else RIGHT)),
        )
    if given.startswith("#"):
        return ItemContent(ItemKind.NUMBER, text, _numbers(given[1:]))
    options = _marked(given)
    if any("->" in option for _mark, option in options):
        raise _Wrong(GiftCode.MATCHING, given)
    if all(mark == "=" for mark, _option in options):
        return ItemContent(ItemKind.SHORT_TEXT, text, tuple(_option(mark, each) for mark, each in options))
    choices = tuple(_option(mark, each) for mark, each in options)
    # Without "=" the right answers are those with a weight: several may be ticked.
    kind = ItemKind.SINGLE if any(mark == "=" for mark, _option in options) else ItemKind.MULTIPLE
    return ItemContent(kind, text, choices)


def _marked(given: str) -> list[tuple[str, str]]:
    """[("=" or "~", what stands behind it without feedback)]."""
    parts = re.split(r"([=~])", given)
    if parts[0].strip():
        raise _Wrong(GiftCode.TEXT_BEFORE_ANSWER, parts[0])
    return [(mark, option.split("#", 1)[0].strip()) for mark, option in zip(parts[1::2], parts[2::2], strict=True)]


def _option(mark: str, written: str) -> Option:
    weight, text = _weighted(mark, written)
    return Option(_joined(text), weight)


def _weighted(mark: str, written: str) -> tuple[Decimal, str]:
    if written.startswith("%"):
        found = WEIGHT.match(written)
        if found is None:
            raise _Wrong(GiftCode.BAD_WEIGHT, written)
        return Decimal(found[1]), written[found.end() :].strip()
    return (RIGHT if mark == "=" else WRONG), written


def _numbers(given: str) -> tuple[Option, ...]:
    given = given.strip()
    if not given.startswith(("=", "~")):
        given = f"={given}"
    answers = []
    for mark, written in _marked(given):
        weight, text = _weighted(mark, written)
        if not text:
            continue
        answers.append(_number(text, weight))
    return tuple(answers)


def _number(text: str, weight: Decimal) -> Option:
    if ".." in text:
        low, high = (read_number(part) for part in text.split("..", 1))
        if low is None or high is None or low > high:
            raise _Wrong(GiftCode.BAD_RANGE, text)
        middle = (low + high) / 2
        return Option(f"{middle.normalize():f}", weight, high - middle)
    value, _colon, tolerance = text.partition(":")
    number, allowed = read_number(value), read_number(tolerance or "0")
    if number is None or allowed is None or allowed < 0:
        raise _Wrong(GiftCode.BAD_NUMBER, text)
    return Option(f"{number.normalize():f}", weight, allowed)


def _hide_escaped(line: str) -> str:
    return ESCAPE.sub(lambda found: LINE_BREAK if found[1] == "n" else HIDDEN[found[1]], line)


def _plain(text: str) -> str:
    for hidden, sign in SHOWN.items():
        text = text.replace(hidden, sign)
    return text.replace(COMMENT, "").replace(LINE_BREAK, "\n")


def _joined(text: str) -> str:
    """Lines of the file are no lines of the question; `\\n` is."""
    return _plain(" ".join(text.replace(COMMENT, "").split())).strip()
