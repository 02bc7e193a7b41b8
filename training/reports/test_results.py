"""What a class knew before and after."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy

from training.domain.gain import ClassGain, Gain, GainBand, class_gain, normalized_gain
from training.domain.knowledge_test import percent
from training.enums import TestMoment
from training.models import Registration, TestAttempt, TrainingSession

GAIN_LABELS = {
    GainBand.HIGH: gettext_lazy("high"),
    GainBand.MEDIUM: gettext_lazy("medium"),
    GainBand.LOW: gettext_lazy("low"),
    GainBand.DECLINE: gettext_lazy("decline"),
}
GAIN_TONES = {GainBand.HIGH: "good", GainBand.MEDIUM: "info", GainBand.LOW: "attention", GainBand.DECLINE: "bad"}


@dataclass(frozen=True)
class GainText:
    """A gain in words; without one it could not be computed."""

    gain: Gain | None

    @property
    def label(self) -> str:
        return str(GAIN_LABELS[self.gain.band]) if self.gain else ""

    @property
    def tone(self) -> str:
        return GAIN_TONES[self.gain.band] if self.gain else "neutral"

    @property
    def value(self) -> Decimal | None:
        return self.gain.value if self.gain else None


@dataclass(frozen=True)
class PersonResult:
    """Scores in per cent of the maximum of the test that was taken."""

    registration_id: int
    name: str
    unit: str
    pre: TestAttempt | None
    post: TestAttempt | None
    pre_percent: Decimal | None
    post_percent: Decimal | None
    gain: GainText

    @property
    def has_both(self) -> bool:
        return self.pre_percent is not None and self.post_percent is not None


@dataclass(frozen=True)
class ClassResults:
    """Both ways to sum a class up (domain.md §4.3): the mean of the gains, and the gain of the means."""

    rows: tuple[PersonResult, ...]
    whole: ClassGain
    mean_of_gains: GainText
    gain_of_means: GainText


def class_results(session: TrainingSession) -> ClassResults:
    """Two queries."""
    attempts: dict[int, dict[str, TestAttempt]] = {}
    for attempt in TestAttempt.objects.of_session(session):
        attempts.setdefault(attempt.registration_id, {})[attempt.moment] = attempt
    people = Registration.objects.seated().filter(session=session).with_people().order_by("employee__name", "sequence")
    rows = tuple(person_result(row, attempts.get(row.pk, {})) for row in people)
    pairs = [
        (row.pre_percent, row.post_percent)
        for row in rows
        if row.pre_percent is not None and row.post_percent is not None
    ]
    whole = class_gain(pairs)
    return ClassResults(rows, whole, GainText(whole.mean_of_gains), GainText(whole.gain_of_means))


def person_result(registration: Registration, attempts: dict[str, TestAttempt]) -> PersonResult:
    """From attempts by moment; the gain only where both have a score."""
    pre, post = attempts.get(TestMoment.PRE), attempts.get(TestMoment.POST)
    before, after = _percent(pre), _percent(post)
    both = before is not None and after is not None
    return PersonResult(
        registration_id=registration.pk,
        name=registration.employee.full_name,
        unit=registration.employee.unit.name,
        pre=pre,
        post=post,
        pre_percent=before,
        post_percent=after,
        gain=GainText(normalized_gain(before, after) if both else None),
    )


def _percent(attempt: TestAttempt | None) -> Decimal | None:
    if attempt is None or attempt.score is None or not attempt.maximum:
        return None
    return percent(attempt.score, attempt.maximum)
