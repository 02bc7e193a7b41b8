"""The questionnaire engine."""

import datetime
import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.questionnaire import Wording
from surveys.domain.questions import (
    AnswerError,
    Condition,
    FaultCode,
    Option,
    Question,
    Questions,
    asked,
    differences,
    dump,
    faults,
    fingerprint,
    parse,
    read,
)
from surveys.enums import QuestionKind


def wording(text="Apa?"):
    return Wording(text, f"{text} (en)")


def options(*values):
    return tuple(Option(value, wording(f"Pilihan {value}")) for value in values)


def choice(question_id="cara", *values, **fields):
    return Question(question_id, QuestionKind.CHOICE, wording(), options=options(*(values or ("a", "b"))), **fields)


def text(question_id="sebab", **fields):
    return Question(question_id, QuestionKind.TEXT, wording(), **fields)


# --- Properties -------------------------------------------------------------------------------------------------------

IDS = st.sampled_from(["q1", "q2", "q3", "q4", "q5"])
VALUES = st.sampled_from(["1", "2", "3", "a"])
TEXTS = st.text(max_size=8)
WORDINGS = st.builds(Wording, TEXTS, TEXTS)
CONDITIONS = st.builds(Condition, IDS, st.lists(VALUES, max_size=3).map(tuple))
QUESTIONS = st.builds(
    Question,
    id=IDS,
    kind=st.sampled_from(QuestionKind),
    text=WORDINGS,
    help=WORDINGS,
    is_required=st.booleans(),
    options=st.lists(st.builds(Option, VALUES, WORDINGS), max_size=4).map(tuple),
    is_multiple=st.booleans(),
    minimum=st.none() | st.decimals(-100, 100, places=2),
    maximum=st.none() | st.decimals(-100, 100, places=2),
    decimals=st.integers(0, 4),
    longest=st.integers(1, 500),
    earliest=st.none() | st.dates(),
    latest=st.none() | st.dates(),
    accepted=st.lists(st.sampled_from(["photo", "pdf"]), unique=True).map(tuple),
    show_if=st.none() | CONDITIONS,
)
SETS = st.builds(Questions, st.lists(QUESTIONS, max_size=6).map(tuple), st.booleans())
RAW = st.dictionaries(
    IDS,
    VALUES
    | st.text(max_size=30)
    | st.text(alphabet=string.digits + "., -+", max_size=25)
    | st.lists(VALUES | TEXTS | st.none(), max_size=4)
    | st.none()
    | st.integers()
    | st.binary(max_size=3),
    max_size=6,
)


@given(SETS)
def test_what_is_dumped_is_parsed(questions):
    assert parse(dump(questions)) == questions
    assert fingerprint(parse(dump(questions))) == fingerprint(questions)


@given(SETS, RAW, st.sampled_from(["id", "en"]), st.booleans())
def test_reading_never_raises_and_answers_only_what_was_asked(questions, raw, language, allow_blank):
    answers, errors = read(questions, raw, language=language, allow_blank=allow_blank)

    found = {question.id for question in asked(questions, answers)}
    assert set(answers) | set(errors) <= {question.id for question in questions}
    # An identifier used twice may stand under both; a published questionnaire has none.
    if len({question.id for question in questions}) == len(questions):
        assert set(answers) | set(errors) <= found
        assert not set(answers) & set(errors)


@given(SETS, st.dictionaries(IDS, VALUES | st.integers(1, 4) | st.lists(VALUES, max_size=3)))
def test_nothing_is_asked_after_a_hidden_question(questions, answers):
    found = {question.id for question in asked(questions, answers)}

    for question in asked(questions, answers):
        if question.show_if is not None:
            assert question.show_if.question in found


@given(SETS)
def test_a_questionnaire_has_no_differences_from_itself(questions):
    if len({question.id for question in questions}) == len(questions):
        assert differences(questions, questions) == []


@given(SETS)
def test_looking_for_faults_never_raises(questions):
    assert all(0 <= fault.number <= len(questions) for fault in faults(questions))


@pytest.mark.parametrize("content", [None, [], 5, "x", {"questions": []}, {"questions": [{}], "is_indonesian_only": 1}])
def test_what_nobody_dumped_is_refused(content):
    with pytest.raises(ValueError, match="not questions"):
        parse(content)


# --- Faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        ((), [FaultCode.NO_QUESTIONS]),
        ((choice(), text(show_if=Condition("cara", ("b",)))), []),
        ((choice(), choice()), [FaultCode.SAME_ID]),
        ((text(show_if=Condition("cara", ("b",))), choice()), [FaultCode.BRANCH_ON_LATER]),
        ((text(show_if=Condition("cara", ("b",))),), [FaultCode.BRANCH_ON_UNKNOWN]),
        ((choice(), text(show_if=Condition("cara", ("c",)))), [FaultCode.BRANCH_ON_UNKNOWN_VALUE]),
        ((choice(), text(show_if=Condition("cara", ()))), [FaultCode.BRANCH_WITHOUT_VALUE]),
        ((text("a"), text("b", show_if=Condition("a", ("1",)))), [FaultCode.BRANCH_ON_KIND]),
        ((choice("cara", "a"),), [FaultCode.FEW_OPTIONS]),
        ((choice("cara", "a", "a"),), [FaultCode.SAME_OPTION]),
        ((choice("cara", "a", "b b"),), [FaultCode.BAD_VALUE]),
        ((Question("s", QuestionKind.SCALE, wording(), options=options("2", "1")),), [FaultCode.BAD_VALUE]),
        ((Question("t", QuestionKind.TEXT, Wording("", "Why?")),), [FaultCode.NO_TEXT]),
        ((Question("t", QuestionKind.TEXT, Wording("Mengapa?", "")),), [FaultCode.NO_ENGLISH]),
        ((text("Q 1"),), [FaultCode.BAD_ID]),
        (
            (Question("n", QuestionKind.NUMBER, wording(), minimum=Decimal(2), maximum=Decimal(1)),),
            [FaultCode.REVERSED],
        ),
        ((Question("f", QuestionKind.FILE, wording(), accepted=()),), [FaultCode.NO_FILE_KIND]),
        ((text(longest=0),), [FaultCode.BAD_LONGEST]),
    ],
)
def test_faults(items, codes):
    assert [fault.code for fault in faults(Questions(items))] == codes


def test_indonesian_only_needs_no_english():
    question = Question("t", QuestionKind.TEXT, Wording("Mengapa?", ""))

    assert faults(Questions((question,), is_indonesian_only=True)) == []


# --- Reading ----------------------------------------------------------------------------------------------------------

NUMBER = Question("n", QuestionKind.NUMBER, minimum=Decimal(0), maximum=Decimal(2000), decimals=1)


@pytest.mark.parametrize(
    ("typed", "language", "answer"),
    [
        ("12,5", "id", "12.5"),
        ("12.5", "id", "12.5"),
        ("1.250,5", "id", "1250.5"),
        ("1.250", "id", "1250"),
        ("1,250.5", "en", "1250.5"),
        ("1,250", "en", "1250"),
        ("7,0", "id", "7"),
        ("007", "id", "7"),
        ("0", "id", "0"),
        ("2000", "id", "2000"),
        ("2000,1", "id", AnswerError.TOO_LARGE),
        ("-1", "id", AnswerError.TOO_SMALL),
        ("1,25", "id", AnswerError.TOO_PRECISE),
        ("1,2,3", "id", AnswerError.NO_NUMBER),
        ("satu", "id", AnswerError.NO_NUMBER),
        ("1e3", "id", AnswerError.NO_NUMBER),
        ("12,", "id", AnswerError.NO_NUMBER),
    ],
)
def test_numbers_as_people_write_them(typed, language, answer):
    answers, errors = read(Questions((NUMBER,)), {"n": typed}, language=language)

    assert {**answers, **errors} == {"n": answer}


DATE = Question("d", QuestionKind.DATE, earliest=datetime.date(2026, 1, 1), latest=datetime.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("question", "given_", "answer"),
    [
        (DATE, "2026-01-01", "2026-01-01"),
        (DATE, "2025-12-31", AnswerError.TOO_EARLY),
        (DATE, "2027-01-01", AnswerError.TOO_LATE),
        (DATE, "kemarin", AnswerError.NO_DATE),
        (choice(), "b", "b"),
        (choice(), "c", AnswerError.UNKNOWN_OPTION),
        (choice(is_multiple=True), ["b", "a"], ["a", "b"]),
        (Question("s", QuestionKind.SCALE, options=options("1", "2", "3")), "2", 2),
        (text(longest=3), "ya\r\n", "ya"),
        (text(longest=3), "\x00tidak", AnswerError.TOO_LONG),
    ],
)
def test_answers_of_each_kind(question, given_, answer):
    answers, errors = read(Questions((question,)), {question.id: given_})

    assert {**answers, **errors} == {question.id: answer}


def test_an_answer_to_a_question_that_was_not_asked_is_dropped():
    questions = Questions((choice(), text(is_required=True, show_if=Condition("cara", ("b",)))))

    assert read(questions, {"cara": "a", "sebab": "x"}) == ({"cara": "a"}, {})
    assert read(questions, {"cara": "b"}) == ({"cara": "b"}, {"sebab": AnswerError.MISSING})
    assert read(questions, {"cara": "b"}, allow_blank=True) == ({"cara": "b"}, {})


def test_differences():
    before = Questions((choice("a"), text("b"), text("c"), text("d")))
    after = Questions((text("d"), choice("a", "x", "y"), text("c"), text("e")))

    found = [
        (each.before and each.before.id, each.after and each.after.id, each.changed)
        for each in differences(before, after)
    ]

    assert found == [("d", "d", ("place",)), ("a", "a", ("options",)), (None, "e", ()), ("b", None, ())]


def test_answered_by_one_tap():
    single = choice("single")
    several = choice("several", is_multiple=True)
    typed = text("typed")
    after_single = choice("after_single", show_if=Condition("single", ("a",)))
    after_several = choice("after_several", show_if=Condition("several", ("a",)))
    after_after = choice("after_after", show_if=Condition("after_several", ("a",)))

    kept = Questions((single, several, typed, after_single, after_several, after_after)).answered_by_one_tap()

    assert [question.id for question in kept] == ["single", "after_single"]
