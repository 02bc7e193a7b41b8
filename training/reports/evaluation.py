"""What participants say of a session, a programme, a trainer or a partner: from five answers on, never of fewer, and in
steps of at least five while people still answer (training.evaluation_steps)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from asn_portal.charts import Chart, bar_chart
from training.domain.evaluation_form import (
    SMALLEST_SHOWN,
    VERSIONS,
    DimensionScore,
    ScoreBand,
    dimension_score,
    form_version_of,
    is_shown,
    item_key,
)
from training.enums import Depth, Dimension
from training.evaluation_steps import ShownAnswers, ShownPart, open_evaluations, shown_part
from training.models import EvaluationResponse, EvaluationText, SessionTrainer, TrainingSession

BAND_LABELS = {
    ScoreBand.VERY_GOOD: gettext_lazy("Very good"),
    ScoreBand.GOOD: gettext_lazy("Good"),
    ScoreBand.FAIR: gettext_lazy("Fair"),
    ScoreBand.POOR: gettext_lazy("Poor"),
    ScoreBand.VERY_POOR: gettext_lazy("Very poor"),
}
BAND_TONES = {
    ScoreBand.VERY_GOOD: "good",
    ScoreBand.GOOD: "good",
    ScoreBand.FAIR: "attention",
    ScoreBand.POOR: "bad",
    ScoreBand.VERY_POOR: "bad",
}


@dataclass(frozen=True)
class Line:
    """A named mean: a dimension, an item, a trainer or a session."""

    name: str
    score: DimensionScore | None
    url: str = ""
    answers: int = 0

    @property
    def band(self) -> str:
        return str(BAND_LABELS[self.score.band]) if self.score else ""

    @property
    def tone(self) -> str:
        return BAND_TONES[self.score.band] if self.score else "neutral"


@dataclass(frozen=True)
class DepthLine:
    """`percent` of all evaluations that are shown, not rounded."""

    label: str
    count: int
    percent: Decimal


@dataclass(frozen=True)
class EvaluationFigures:
    """`answers` is the number of evaluations behind the figures, `waiting` that of those which wait for the next step;
    everything else is empty below five."""

    answers: int
    waiting: int
    overall: DimensionScore | None
    dimensions: tuple[Line, ...]
    items: tuple[Line, ...]
    trainers: tuple[Line, ...]
    sessions: tuple[Line, ...]
    depths: tuple[DepthLine, ...]
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.overall is not None

    @property
    def received(self) -> int:
        """All that came in, those which are not shown yet included."""
        return self.answers + self.waiting

    @property
    def smallest(self) -> int:
        return SMALLEST_SHOWN

    @property
    def overall_line(self) -> Line:
        return Line("", self.overall)

    @property
    def tables(self) -> list[tuple[str, tuple[Line, ...]]]:
        """(title of the first column, lines), without empty ones."""
        named = (
            (_("Dimension"), self.dimensions),
            (_("Trainer"), self.trainers),
            (_("Session"), self.sessions),
            (_("Sentence"), self.items),
        )
        return [(title, lines) for title, lines in named if lines]

    @property
    def chart(self) -> Chart | None:
        """The dimensions by their means; None without any."""
        known = [line for line in self.dimensions if line.score]
        if not known:
            return None
        best = max(known, key=lambda line: line.score.mean if line.score else 0)
        worst = min(known, key=lambda line: line.score.mean if line.score else 0)
        return bar_chart(
            [(line.name, line.score.mean if line.score else None) for line in known],
            title=_("Best: %(best)s; weakest: %(worst)s") % {"best": best.name, "worst": worst.name},
            category=_("Dimension"),
            value=_("Mean of 1 to 5"),
            domain=(0, 5),
            value_format=".2f",
            tones={line.name: line.tone for line in known if line.tone != "neutral"},
            n=self.answers,
            source=_("Evaluation by participants"),
        )


def of_session(session: TrainingSession, *, with_texts: bool = False) -> EvaluationFigures:
    """Four queries at most."""
    part = _parts([session])[session.pk]
    figures = _figures(list(part.rows), waiting=part.waiting, sessions=())
    if not with_texts or not figures.is_shown:
        return figures
    texts: dict[str, list[str]] = {}
    written = EvaluationText.objects.filter(session=session, written_on__lte=part.until)
    for question, text in written.values_list("question", "text"):
        texts.setdefault(question, []).append(text)
    named = tuple((_text_label(question), tuple(sorted(found))) for question, found in sorted(texts.items()))
    return EvaluationFigures(**{**figures.__dict__, "texts": named})


def of_sessions(sessions: Iterable[TrainingSession]) -> EvaluationFigures:
    """Of a programme, or what a partner held. Sessions with fewer than five answers are left out altogether: otherwise
    they would follow from the sum by subtraction."""
    by_pk = {session.pk: session for session in sessions}
    parts = _parts(by_pk.values())
    shown = {pk: part.rows for pk, part in parts.items() if is_shown(len(part.rows))}
    lines = tuple(
        Line(by_pk[pk].title, _score(_values(rows)), url=by_pk[pk].get_absolute_url(), answers=len(rows))
        for pk, rows in sorted(shown.items(), key=lambda item: by_pk[item[0]].starts_at, reverse=True)
    )
    waiting = sum(part.waiting for part in parts.values())
    return _figures([row for rows in shown.values() for row in rows], waiting=waiting, sessions=lines)


def of_trainer(trainer: Any) -> EvaluationFigures:
    """Only what was said of this trainer by name, in sessions in which at least five did."""
    engagements = {
        each.pk: each for each in SessionTrainer.objects.filter(trainer=trainer).select_related("session__unit")
    }
    parts = _parts({each.session_id: each.session for each in engagements.values()}.values())
    rows: dict[int, list[list[int]]] = {}
    for pk, each in engagements.items():
        for row in parts[each.session_id].rows:
            given = [value for key, value in row.answers.items() if key.startswith(f"{pk}:")]
            if given:
                rows.setdefault(pk, []).append(given)
    shown = {pk: found for pk, found in rows.items() if is_shown(len(found))}
    values = [value for found in shown.values() for answer in found for value in answer]
    lines = tuple(
        Line(
            engagements[pk].session.title,
            _score(value for answer in found for value in answer),
            url=engagements[pk].session.get_absolute_url(),
            answers=len(found),
        )
        for pk, found in sorted(shown.items(), key=lambda item: engagements[item[0]].session.starts_at, reverse=True)
    )
    return EvaluationFigures(
        answers=sum(len(found) for found in shown.values()),
        waiting=sum(part.waiting for part in parts.values()),
        overall=_score(values),
        dimensions=(),
        items=(),
        trainers=(),
        sessions=lines,
        depths=(),
    )


def _parts(sessions: Iterable[TrainingSession]) -> dict[int, ShownPart]:
    """Of each session, by key, what may be shown. Two queries."""
    by_pk = {session.pk: session for session in sessions}
    still_open = open_evaluations(by_pk)
    grouped: dict[int, list[EvaluationResponse]] = {pk: [] for pk in by_pk}
    for row in EvaluationResponse.objects.filter(session__in=by_pk):
        grouped[row.session_id].append(row)
    return {pk: shown_part(by_pk[pk], rows, is_open=pk in still_open) for pk, rows in grouped.items()}


def _figures(rows: list[ShownAnswers], *, waiting: int, sessions: tuple[Line, ...]) -> EvaluationFigures:
    if not is_shown(len(rows)):
        return EvaluationFigures(len(rows), waiting, None, (), (), (), sessions, ())
    items = {item.code: item for name in {row.form_version for row in rows} for item in form_version_of(name)[0].items}
    by_item: dict[str, list[int]] = {}
    by_trainer: dict[int, list[int]] = {}
    people: Counter[int] = Counter()
    for row in rows:
        seen = set()
        for key, value in row.answers.items():
            trainer, _separator, code = key.rpartition(":")
            by_item.setdefault(code, []).append(value)
            if trainer:
                by_trainer.setdefault(int(trainer), []).append(value)
                seen.add(int(trainer))
        people.update(seen)
    language = get_language() or "id"
    named = SessionTrainer.objects.filter(pk__in=by_trainer).select_related("trainer")
    total: dict[int, tuple[Any, list[int], int]] = {}
    for each in named:
        trainer, values, answers = total.get(each.trainer_id, (each.trainer, [], 0))
        # Per session, so that nobody is shown by the few who rated them in one.
        if is_shown(people[each.pk]):
            total[each.trainer_id] = (trainer, values + by_trainer[each.pk], answers + people[each.pk])
    return EvaluationFigures(
        answers=len(rows),
        waiting=waiting,
        overall=_score(_values(rows)),
        dimensions=tuple(
            Line(
                str(dimension.label),
                _score(
                    value
                    for code, item in items.items()
                    if item.dimension == dimension
                    for value in by_item.get(code, ())
                ),
            )
            for dimension in Dimension
        ),
        items=tuple(
            Line(
                f"{item.dimension.label}: {item.in_language(language)}",
                _score(by_item.get(code, ())) if is_shown(len(by_item.get(code, ()))) else None,
                answers=len(by_item.get(code, ())),
            )
            for code, item in items.items()
        ),
        trainers=tuple(
            Line(trainer.name, _score(values), answers=answers)
            for trainer, values, answers in sorted(total.values(), key=lambda entry: entry[0].name)
        ),
        sessions=sessions,
        depths=_depths(Counter(row.depth for row in rows), len(rows)),
    )


def _depths(counts: Mapping[str, int], answers: int) -> tuple[DepthLine, ...]:
    return tuple(
        DepthLine(str(depth.label), counts.get(depth.value, 0), Decimal(100 * counts.get(depth.value, 0)) / answers)
        for depth in Depth
    )


def _values(rows: Iterable[ShownAnswers]) -> list[int]:
    return [value for row in rows for value in row.answers.values()]


def _score(values: Iterable[int]) -> DimensionScore | None:
    return dimension_score(list(values))


def _text_label(question: str) -> str:
    for form in VERSIONS.values():
        if question in form.texts:
            return form.text_in_language(question, get_language() or "id")
    return _("Further question")


__all__ = [
    "BAND_LABELS",
    "DepthLine",
    "EvaluationFigures",
    "Line",
    "item_key",
    "of_session",
    "of_sessions",
    "of_trainer",
]
