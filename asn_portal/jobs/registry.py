"""The kinds of long work that the apps offer. See `job`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Work = Callable[..., None]
RESULT_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class JobKind:
    name: str
    label: Any
    run: Work
    retries: int
    cancellable: bool
    kept: timedelta = RESULT_KEPT


class UnknownJobKind(LookupError):
    """No `<app>/tasks.py` registers this kind."""


_kinds: dict[str, JobKind] = {}


def job(
    name: str, *, label: Any, retries: int = 0, cancellable: bool = True, kept: timedelta = RESULT_KEPT
) -> Callable[[Work], Work]:
    """Register `function(progress, **params)` as the work of jobs of kind `name` ("app.noun").

    `retries`: how often the work may be taken up again after its worker died (kill, power, deployment). Give it only to
    work that is safe to start twice: because it goes on from `progress.state`, or because doing a step again changes
    nothing. With 0 such a job ends as failed, with a sentence. `kept`: how long its result can be downloaded.
    """

    def register(function: Work) -> Work:
        known = _kinds.get(name)
        if known is not None and known.run.__module__ != function.__module__:
            raise ValueError(f"Two modules register the job kind {name!r}.")
        _kinds[name] = JobKind(name, label, function, retries, cancellable, kept)
        return function

    return register


def kind_of(name: str) -> JobKind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownJobKind(f"No tasks.py registers the job kind {name!r}.") from None


def kept_of(name: str) -> timedelta:
    """How long results of this kind are kept; a kind that is gone keeps the usual time."""
    return _kinds[name].kept if name in _kinds else RESULT_KEPT


def label_of(name: str) -> str:
    """The kind's label in the active language; the name itself when the kind is gone."""
    return str(_kinds[name].label) if name in _kinds else name
