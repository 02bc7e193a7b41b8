"""How the items of a sitting did: facility, discrimination, reliability, standard error, and groups compared."""

from __future__ import annotations

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db import transaction

from careers.domain.item_analysis import exam_figures, item_figures
from careers.domain.item_bias import BY_AGE, BY_SEX, COMPARISONS, OLDER_FROM, BiasResult, find_bias
from careers.enums import SAT_STATES, ItemKind
from careers.models import ItemStatistic, PaperItem, Sitting
from employees.enums import Sex


@transaction.atomic
def analyse(*, sitting: Sitting) -> None:
    """Store the figures of each item and of the sitting. Essays that wait for marks are left out until they have them;
    dropped items count in nothing else, and keep the figures that led to the drop."""
    rows = list(
        PaperItem.objects.filter(paper__candidate__sitting=sitting, paper__candidate__state__in=SAT_STATES)
        .order_by("item__code", "item_id")
        .values_list(
            "paper__candidate_id",
            "item_id",
            "share",
            "counts",
            "answer__value",
            "item__kind",
        )
    )
    keys = list(dict.fromkeys(row[1] for row in rows))
    kept = {row[1] for row in rows if row[3]}
    people = list(dict.fromkeys(row[0] for row in rows))
    cells: dict[int, dict[int, float | None]] = defaultdict(dict)
    blanks: dict[int, int] = defaultdict(int)
    for person, item, share, _counts, value, _kind in rows:
        cells[person][item] = float(share) if share is not None else None
        blanks[item] += value is None
    counted = [key for key in keys if key in kept]
    matrix = [[cells[person].get(key) for key in counted] for person in people]
    figures = dict(zip(counted, item_figures(matrix), strict=False))
    bias = _bias(sitting, people, counted, cells, {row[1]: row[5] for row in rows})
    ItemStatistic.objects.filter(sitting=sitting, item__in=counted).delete()
    ItemStatistic.objects.bulk_create(
        ItemStatistic(
            sitting=sitting,
            item_id=key,
            n=figure.n,
            blank=blanks[key],
            facility=_four(figure.facility),
            discrimination=_four(figure.discrimination),
            bias=bias.get(key, {}),
        )
        for key, figure in figures.items()
    )
    sitting.analysis = _whole(sitting, people, matrix)
    sitting.save(update_fields=["analysis"])


def _whole(sitting: Sitting, people: list[int], matrix: list[list[float | None]]) -> dict[str, Any]:
    scores = dict(sitting.candidates.filter(pk__in=people).exclude(score=None).values_list("pk", "score"))
    scored = [(row, float(scores[person])) for person, row in zip(people, matrix, strict=True) if person in scores]
    whole = exam_figures([row for row, _score in scored], [score for _row, score in scored])
    return {
        "n": whole.n,
        "items": whole.items,
        "mean": _shown(whole.mean, 2),
        "deviation": _shown(whole.deviation, 2),
        "alpha": _shown(whole.alpha, 3),
        "error": _shown(whole.error, 2),
        "is_binary": all(cell in {0.0, 1.0, None} for row in matrix for cell in row),
    }


def _bias(
    sitting: Sitting,
    people: list[int],
    keys: list[int],
    cells: dict[int, dict[int, float | None]],
    kinds: dict[int, str],
) -> dict[int, dict[str, Any]]:
    """For each item and comparison what Mantel-Haenszel says; essays, which are not right or wrong, are left out."""
    groups = _groups(sitting, people)
    totals = {
        person: (sum(share for share in row.values() if share is not None), len(row)) for person, row in cells.items()
    }
    tested = [key for key in keys if kinds[key] != ItemKind.ESSAY]
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for comparison in COMPARISONS:
        items = []
        for key in tested:
            item = []
            for person in people:
                share = cells[person].get(key)
                if share is not None:
                    total, count = totals[person]
                    # Without the item itself, and as a mean, because papers differ.
                    item.append((share >= 0.5, (total - share) / max(count - 1, 1), groups[person][comparison]))
            items.append(item)
        for key, result in zip(tested, find_bias(items), strict=True):
            found[key][comparison] = _stored(result)
    return found


def _groups(sitting: Sitting, people: list[int]) -> dict[int, dict[str, bool]]:
    on: datetime.date = sitting.starts_at.date()
    facts = sitting.candidates.filter(pk__in=people).values_list("pk", "employee__sex", "employee__birth_date")
    return {
        key: {BY_SEX: sex == Sex.FEMALE, BY_AGE: _age(birth_date, on) >= OLDER_FROM} for key, sex, birth_date in facts
    }


def _age(birth_date: datetime.date, on: datetime.date) -> int:
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def _stored(result: BiasResult) -> dict[str, Any]:
    return {
        "reference": result.reference,
        "focal": result.focal,
        "enough": result.is_enough,
        "found": result.is_found,
        "class": str(result.grade) if result.grade else None,
        "delta": _shown(result.test.delta, 2),
        "p": _shown(result.test.p_value, 4),
    }


def _shown(value: float | None, places: int) -> str | None:
    return None if value is None else f"{value:.{places}f}"


def _four(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.4f}")
