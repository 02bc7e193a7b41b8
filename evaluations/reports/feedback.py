"""What a round of anonymous feedback shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from employees.dates import today_in
from evaluations.domain.feedback import ValueVoices, summarise
from evaluations.enums import CoreValue
from evaluations.models import FeedbackRound


@dataclass(frozen=True)
class FeedbackSummary:
    """Nothing while the round is open, and nothing but "too few" below five voices. Texts in no order of arrival."""

    is_over: bool
    count: int | None
    values: list[tuple[str, ValueVoices]]
    keep: list[str]
    change: list[str]

    @property
    def is_shown(self) -> bool:
        return self.count is not None


def feedback_summary(feedback_round: FeedbackRound) -> FeedbackSummary:
    """One query. While the round is open not even the number of voices is told: two looks would tell who spoke."""
    if today_in(feedback_round.employee.unit) <= feedback_round.closes_on:
        return FeedbackSummary(False, None, [], [], [])
    voices: list[Any] = list(feedback_round.voices.order_by("pk"))
    values = summarise(CoreValue.values, [voice.answers for voice in voices])
    if values is None:
        return FeedbackSummary(True, None, [], [], [])
    return FeedbackSummary(
        is_over=True,
        count=len(voices),
        values=[(str(CoreValue(each.value).label), each) for each in values],
        # Sorted by their words, so that a person's two texts don't stand on the same place.
        keep=sorted(voice.keep for voice in voices if voice.keep),
        change=sorted(voice.change for voice in voices if voice.change),
    )
