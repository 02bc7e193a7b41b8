"""How many people to ask, and where: Krejcie & Morgan (1970), the sample table annexed to PermenPANRB 14/2017."""

from collections.abc import Iterable, Mapping, Set
from decimal import Decimal
from fractions import Fraction

from surveys.domain.numbers import exact_number, whole_number

CHI_SQUARE = Fraction("3.841")  # one degree of freedom, 95 % confidence
PROPORTION = Fraction("0.5")  # the proportion that needs the largest sample
MARGIN = Fraction("0.05")
VARIANCE = CHI_SQUARE * PROPORTION * (1 - PROPORTION)


def sample_size(population: int | Decimal | str) -> int:
    """Respondents needed when `population` users are expected in the period, rounded half up as in the table.

    (Rounding up, as some reprints claim, does not reproduce the table.) Raises ValueError on a negative number.
    """
    people = whole_number(population, "The population")
    if people == 0:
        return 0
    exact = VARIANCE * people / (MARGIN**2 * (people - 1) + VARIANCE)
    return int(exact + Fraction(1, 2))


def allocate(sample: int | Decimal | str, strata: Iterable[int | Decimal | str]) -> list[int]:
    """Divide a sample in proportion to the sizes of the strata: largest remainder, ties to the earlier stratum.

    The parts stand in the order of the strata and sum to `sample`; while the sample isn't larger than the population,
    no part is larger than its stratum. Raises ValueError on negative sizes, and if there is nobody to ask.
    """
    size = whole_number(sample, "The sample")
    if isinstance(strata, str | bytes | Mapping | Set) or not isinstance(strata, Iterable):
        raise ValueError(f"The strata must be a sequence of sizes, not {type(strata).__name__}.")
    sizes = [Fraction(exact_number(stratum, "The size of a stratum")) for stratum in strata]
    if any(stratum < 0 for stratum in sizes):
        raise ValueError("The size of a stratum must not be negative.")
    population = sum(sizes)
    if population == 0:
        if size == 0:
            return [0] * len(sizes)
        raise ValueError("All strata are empty; there is nobody to ask.")

    quotas = [size * stratum / population for stratum in sizes]
    parts = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(sizes)), key=lambda index: parts[index] - quotas[index])
    for index in by_remainder[: size - sum(parts)]:
        parts[index] += 1
    return parts
