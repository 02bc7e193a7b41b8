"""What came of a session at the desks: promises, obstacles, behaviour."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from training.domain.behaviour import (
    ApplicationRate,
    Change,
    application_rate,
    behaviour_change,
    person_mean,
)
from training.enums import BehaviourPeriod, Obstacle, PromiseMoment, PromiseOutcome, Rater, RegistrationState
from training.models import ApplicationPromise, BehaviourRating, ObstacleTask, PromiseCheck, Registration
from training.models import TrainingSession as Session


@dataclass(frozen=True)
class MomentFigures:
    """After 30 or 90 days: of how many people each side spoke, and how many applied at least one promise."""

    label: str
    said_by_self: ApplicationRate
    said_by_supervisor: ApplicationRate


@dataclass(frozen=True)
class SessionOutcome:
    """`promising` are people, `promises` their sentences; `obstacles` are (kind, how often either side named it)."""

    completed: int
    promising: int
    promises: int
    moments: tuple[MomentFigures, ...]
    obstacles: tuple[tuple[str, int], ...]
    open_tasks: int
    by_self: Change
    by_supervisor: Change

    @property
    def has_any(self) -> bool:
        return bool(self.promises or self.by_self.people or self.by_supervisor.people)


def session_outcome(session: Session) -> SessionOutcome:
    """Five queries."""
    promises = ApplicationPromise.objects.of_session(session)
    checks = list(
        PromiseCheck.objects.filter(promise__registration__session=session).values_list(
            "promise__registration", "moment", "rater", "outcome", "obstacle"
        )
    )
    promising = list(promises.values_list("registration", flat=True))
    return SessionOutcome(
        completed=Registration.objects.filter(session=session, state=RegistrationState.COMPLETED).count(),
        promising=len(set(promising)),
        promises=len(promising),
        moments=tuple(
            MomentFigures(str(moment.label), _rate(checks, moment, Rater.SELF), _rate(checks, moment, Rater.SUPERVISOR))
            for moment in PromiseMoment
        ),
        obstacles=tuple(
            (str(Obstacle(code).label), count)
            for code, count in Counter(obstacle for *_rest, obstacle in checks if obstacle).most_common()
        ),
        open_tasks=ObstacleTask.objects.open().filter(check_row__promise__registration__session=session).count(),
        **_behaviour(session),
    )


def _rate(checks: list[tuple[int, int, str, str, str]], moment: PromiseMoment, rater: Rater) -> ApplicationRate:
    """Partly applied counts: it was applied, with an example."""
    said = {key for key, when, who, _outcome, _obstacle in checks if when == moment and who == rater}
    applied = {
        key
        for key, when, who, outcome, _obstacle in checks
        if when == moment and who == rater and outcome != PromiseOutcome.NOT_YET
    }
    return application_rate(len(said), len(applied))


def _behaviour(session: Session) -> dict[str, Change]:
    values: dict[tuple[str, int, str], dict[str, int]] = {}
    rows = BehaviourRating.objects.filter(registration__session=session)
    for rater, registration, period, item, value in rows.values_list(
        "rater", "registration", "period", "item", "value"
    ):
        values.setdefault((rater, registration, period), {})[item] = value
    found = {}
    for name, side in (("by_self", Rater.SELF), ("by_supervisor", Rater.SUPERVISOR)):
        people = {registration for rater, registration, _period in values if rater == side}
        found[name] = behaviour_change(
            (
                person_mean(values.get((side, person, BehaviourPeriod.BEFORE), {})),
                person_mean(values.get((side, person, BehaviourPeriod.AFTER), {})),
            )
            for person in people
        )
    return found
