"""The public satisfaction index (*Indeks Kepuasan Masyarakat*, IKM) of PermenPANRB 14/2017."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from surveys.domain.numbers import exact_number, whole_number

LOWEST_ANSWER = 1
HIGHEST_ANSWER = 4
CONVERSION = 25  # an average answer of 1–4 becomes an index of 25–100

HUNDREDTH = Decimal("0.01")
ARITHMETIC = Context(prec=28, rounding=ROUND_HALF_UP)


class Grade(StrEnum):
    """*Mutu pelayanan*: A very good (*Sangat Baik*), B good, C less good (*Kurang Baik*), D not good."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


# The lowest index of each grade, PermenPANRB 14/2017 annex; below the last one stands D.
GRADE_MINIMUMS = (
    (Decimal("88.31"), Grade.A),
    (Decimal("76.61"), Grade.B),
    (Decimal("65.00"), Grade.C),
)


@dataclass(frozen=True, slots=True)
class SatisfactionIndex:
    """Without a valid response `index` and `grade` are None and the element tuples empty: no data is not zero.

    `element_means` (*NRR*, 1–4) are unrounded; `index` and `element_indices` (25–100) have two decimals.
    """

    index: Decimal | None
    grade: Grade | None
    element_means: tuple[Decimal, ...]
    element_indices: tuple[Decimal, ...]
    element_grades: tuple[Grade, ...]
    valid: int
    invalid: int


def satisfaction_index(
    responses: Iterable[Iterable[object]], *, weight: Decimal | str | int | None = None
) -> SatisfactionIndex:
    """The index of responses that each hold one answer (1–4) per element, in the same order, or None for a blank.

    A response with a blank is counted as invalid and otherwise ignored. `weight` None is the exact 1/k of k elements;
    a rounded one, such as the printed 0.11, lowers the index. Only the results are rounded, half up.

    Raises ValueError for an answer outside 1–4, responses of different length, and a weight that isn't positive or
    sums to more than 1.
    """
    totals, valid, invalid = _add_up(responses)
    return index_of_totals(totals, valid=valid, invalid=invalid, weight=weight)


def index_of_totals(
    totals: Sequence[int],
    *,
    valid: int,
    invalid: int = 0,
    weight: Decimal | str | int | None = None,
    counts: Sequence[int] | None = None,
) -> SatisfactionIndex:
    """The same index from the sums of the answers of the `valid` responses per element, as a database adds them up.

    With `counts` each element is divided by how many responses answer it, instead of by `valid`: the rule under which
    forms with blanks count. An element that nobody answers leaves the index undefined.
    """
    if valid < 0 or invalid < 0:
        raise ValueError("The number of responses must not be negative.")
    shares = [valid] * len(totals) if counts is None else list(counts)
    if len(shares) != len(totals) or any(not 0 <= share <= valid for share in shares):
        raise ValueError("Each element is answered by some of the valid responses.")
    if any(
        not LOWEST_ANSWER * share <= total <= HIGHEST_ANSWER * share
        for total, share in zip(totals, shares, strict=True)
    ):
        raise ValueError(f"The answers of {valid} responses can't sum to {list(totals)}.")
    if weight is not None:
        weight = _checked_weight(weight, elements=len(totals))
    if not totals or not all(shares):
        return SatisfactionIndex(None, None, (), (), (), valid, invalid)

    means = [Fraction(total, share) for total, share in zip(totals, shares, strict=True)]
    # Exact up to here, so that a tie between two hundredths stays one.
    share_of_one = Fraction(1, len(means)) if weight is None else Fraction(weight)
    index = _rounded_fraction(CONVERSION * sum(means) * share_of_one)
    element_indices = tuple(_rounded_fraction(CONVERSION * mean) for mean in means)
    with localcontext(ARITHMETIC):
        return SatisfactionIndex(
            index=index,
            grade=grade_of(index),
            element_means=tuple(Decimal(mean.numerator) / mean.denominator for mean in means),
            element_indices=element_indices,
            element_grades=tuple(grade_of(element) for element in element_indices),
            valid=valid,
            invalid=invalid,
        )


def grade_of(index: Decimal | str | int) -> Grade:
    """The grade of an index or of one element's index, rounded half up to two decimals before it is classified.

    A rounded weight can push the lowest possible index below 25, which is still a D.
    """
    number = exact_number(index, "The index")
    if not 0 <= number <= HIGHEST_ANSWER * CONVERSION:
        raise ValueError(f"The index must be between 0 and 100, not {number}.")
    rounded = _rounded(number)
    return next((grade for minimum, grade in GRADE_MINIMUMS if rounded >= minimum), Grade.D)


def _add_up(responses: Iterable[Iterable[object]]) -> tuple[list[int], int, int]:
    """The sum of the answers to each element, and how many responses were valid and invalid."""
    totals: list[int] = []
    valid = invalid = 0
    for number, response in enumerate(_items(responses, "The responses"), start=1):
        answers = [_answer(answer, number) for answer in _items(response, f"Response {number}")]
        if not answers:
            raise ValueError(f"Response {number} has no answers.")
        if not totals:
            totals = [0] * len(answers)
        if len(answers) != len(totals):
            raise ValueError(f"Response {number} has {len(answers)} answers where the first has {len(totals)}.")
        complete = [answer for answer in answers if answer is not None]
        if len(complete) < len(answers):
            invalid += 1
            continue
        valid += 1
        totals = [total + answer for total, answer in zip(totals, complete, strict=True)]
    return totals, valid, invalid


def _items(values: object, name: str) -> Iterable[object]:
    # Text, mappings and sets can be iterated too, but not as answers in a fixed order.
    if isinstance(values, str | bytes | Mapping | Set) or not isinstance(values, Iterable):
        raise ValueError(f"{name} must be a sequence, not {type(values).__name__}.")
    return values


def _answer(value: object, response: int) -> int | None:
    if value is None:
        return None
    answer = value if type(value) is int else whole_number(value, f"An answer of response {response}")
    if not LOWEST_ANSWER <= answer <= HIGHEST_ANSWER:
        raise ValueError(f"An answer of response {response} is {answer}, outside 1–4.")
    return answer


def _checked_weight(weight: Decimal | str | int, *, elements: int) -> Decimal:
    number = exact_number(weight, "The weight")
    if number <= 0:
        raise ValueError("The weight must be positive.")
    if number * elements > 1:
        raise ValueError(f"{elements} elements of weight {number} sum to more than 1, and the index would pass 100.")
    return number


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(HUNDREDTH, rounding=ROUND_HALF_UP, context=ARITHMETIC)


def _rounded_fraction(number: Fraction) -> Decimal:
    with localcontext(ARITHMETIC):
        return _rounded(Decimal(number.numerator) / number.denominator)
