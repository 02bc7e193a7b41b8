"""The questionnaire engine: questions as values, branches, and the reading of answers. Knows nothing of who asks."""

from surveys.domain.questions.answering import Answer, AnswerError, asked, plain_text, read
from surveys.domain.questions.check import (
    MOST_DECIMALS,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Difference,
    Fault,
    FaultCode,
    differences,
    faults,
)
from surveys.domain.questions.question import (
    FILE_KINDS,
    ID_PATTERN,
    Condition,
    Option,
    Question,
    Questions,
    dump,
    fingerprint,
    parse,
)

__all__ = [
    "FILE_KINDS",
    "ID_PATTERN",
    "MOST_DECIMALS",
    "MOST_OPTIONS",
    "MOST_QUESTIONS",
    "Answer",
    "AnswerError",
    "Condition",
    "Difference",
    "Fault",
    "FaultCode",
    "Option",
    "Question",
    "Questions",
    "asked",
    "differences",
    "dump",
    "faults",
    "fingerprint",
    "parse",
    "plain_text",
    "read",
]
