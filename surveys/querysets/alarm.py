"""What the rules of surveys.domain.alarms look at: counts of days, never single answers."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast, Coalesce, Concat

from surveys.domain.alarms import DayOfAnswers
from surveys.enums import SurveyElement, TimeBand

PATTERN = Concat(
    *(Coalesce(Cast(element.value, CharField()), Value("-")) for element in SurveyElement), output_field=CharField()
)


def days_of_answers(
    responses: Any, *, since: datetime.date, is_working_day: Any, noticed: Any
) -> dict[tuple[str, datetime.date], DayOfAnswers]:
    """By series and day. One query, of as many rows as there were different forms.

    On a day off every answer lies outside office hours. `noticed(day)` gives what was counted while answers came in.
    """
    bands: dict[tuple[str, datetime.date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    patterns: dict[tuple[str, datetime.date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        responses.filter(answered_on__gte=since)
        .order_by()
        .annotate(pattern=PATTERN)
        .values_list("series", "answered_on", "time_band", "pattern")
        .annotate(count=Count("*"))
    )
    for series, day, band, pattern, count in rows:
        bands[series, day][band] += count
        patterns[series, day][pattern] += count
    return {
        key: DayOfAnswers(
            bands=dict(bands[key]),
            patterns=dict(patterns[key]),
            outside=bands[key].get(TimeBand.OUTSIDE, 0) if is_working_day(key[1]) else sum(bands[key].values()),
            **noticed(*key),
        )
        for key in bands
    }
