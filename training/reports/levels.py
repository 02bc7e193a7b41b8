"""Where one person stands: what counts and by which rule, what else was said, and how it went on."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from asn_portal.charts import Chart, line_chart
from asn_portal.documents.models import Document
from training.domain.combination import Standing, combine, holds_until
from training.domain.gaps import band_of
from training.domain.match import JobPersonMatch, MappingVerdict, SelectionVerdict, job_person_match
from training.enums import Band, Confidence, TrainingRuleKey
from training.level_facts import judgement_of, level_rules, required_levels
from training.models import Competency, CompetencyRating, RatingObjection
from training.reports.radar import radar_chart
from training.training_rules import RULES

BAND_TONES = {
    Band.UNKNOWN: "neutral",
    Band.FAR_BELOW: "bad",
    Band.BELOW: "attention",
    Band.MET: "good",
    Band.ABOVE: "good",
}

# Terms of Peraturan BKN 26/2019, the same in both languages.
SELECTION_WORDS = {
    SelectionVerdict.MS: "Memenuhi Syarat",
    SelectionVerdict.MMS: "Masih Memenuhi Syarat",
    SelectionVerdict.KMS: "Kurang Memenuhi Syarat",
}
MAPPING_WORDS = {
    MappingVerdict.OPTIMAL: "Optimal",
    MappingVerdict.CUKUP_OPTIMAL: "Cukup Optimal",
    MappingVerdict.KURANG_OPTIMAL: "Kurang Optimal",
}


@dataclass(frozen=True)
class RatingLine:
    """One judgement; `counts`: it is the one that decides."""

    rating: CompetencyRating
    counts: bool
    ends: datetime.date
    has_run_out: bool
    objection: Any
    files: tuple[Any, ...]


@dataclass(frozen=True)
class LevelLine:
    """One competency of a person. `required` is None where the position doesn't ask for it."""

    competency: Competency
    required: int | None
    standing: Standing
    ratings: tuple[RatingLine, ...]

    @property
    def gap(self) -> int | None:
        """Achieved − required; None while one of them is unknown."""
        if self.required is None or self.standing.level is None:
            return None
        return self.standing.level - self.required

    @property
    def band(self) -> Band:
        return band_of(self.gap)

    @property
    def tone(self) -> str:
        return BAND_TONES[self.band]

    @property
    def confidence(self) -> str:
        return str(Confidence(self.standing.confidence).label) if self.standing.confidence else ""

    @property
    def is_doubtful(self) -> bool:
        return self.standing.confidence == Confidence.LOW

    @property
    def decider(self) -> RatingLine | None:
        """The judgement that counts; None while the level is unknown."""
        return next((line for line in self.ratings if line.counts), None)

    @property
    def why(self) -> str:
        """Which rule decided, in a sentence."""
        if self.standing.reason == "unrated":
            return _("Nobody has rated it yet: unknown, not zero.")
        if self.standing.reason == "expired":
            return _("All ratings have run out: unknown until somebody rates it again.")
        line = self.decider
        if line is None:
            return ""
        valid = [one for one in self.ratings if not one.rating.is_void and not one.has_run_out]
        text = (
            _("The only valid rating.")
            if len(valid) == 1
            else _("Newest valid rating of the strongest source: %(source)s.")
            % {"source": line.rating.get_source_display()}
        )
        if line.objection is not None and line.objection.state == "open":
            text += " " + _("An objection is open; the confidence is one step lower.")
        elif self.standing.is_contradicted:
            text += " " + _("Another source differs by two levels or more; the confidence is one step lower.")
        return text


@dataclass(frozen=True)
class PersonLevels:
    """`match` over the competencies that are asked for and known; `unknown` of `asked` have no valid rating."""

    lines: tuple[LevelLine, ...]
    others: tuple[LevelLine, ...]
    match: JobPersonMatch | None
    asked: int
    unknown: int
    order_text: str
    years: int
    radar: Chart | None
    history: Chart | None

    @property
    def known(self) -> int:
        """How many of those asked for have a valid rating."""
        return self.asked - self.unknown

    @property
    def selection_words(self) -> str:
        """*MS*, *MMS*, *KMS* spelt out."""
        return SELECTION_WORDS[self.match.selection] if self.match else ""

    @property
    def mapping_words(self) -> str:
        """*Optimal*, *Cukup Optimal*, *Kurang Optimal*; "" while nothing is known."""
        return MAPPING_WORDS[self.match.mapping] if self.match else ""


def person_levels(employee: Any, on: datetime.date) -> PersonLevels:
    """Ten queries or so, whatever the number of ratings. Void ratings are listed, struck out."""
    ratings = list(
        CompetencyRating.objects.filter(employee=employee)
        .select_related("competency", "rated_by")
        .order_by("-rated_on")
    )
    objections = {
        one.rating_id: one for one in RatingObjection.objects.filter(rating__employee=employee).order_by("created_at")
    }
    files = _files(ratings)
    rules = level_rules(employee.government_id, on)
    required = {key[1]: level for key, level in required_levels([employee], on).items()}
    disputed = {pk for pk, one in objections.items() if one.state == "open"}
    competencies = {rating.competency_id: rating.competency for rating in ratings}
    competencies.update(Competency.objects.in_bulk([pk for pk in required if pk not in competencies]))
    lines = []
    for competency in sorted(competencies.values(), key=lambda one: (one.kind, one.title)):
        own = [rating for rating in ratings if rating.competency_id == competency.pk]
        valid = [judgement_of(rating, disputed) for rating in own if not rating.is_void]
        standing = combine(valid, on, order=rules.order, years=rules.years)
        decider = standing.judgement.order if standing.judgement else None
        lines.append(
            LevelLine(
                competency,
                required.get(competency.pk),
                standing,
                tuple(
                    RatingLine(
                        rating=rating,
                        counts=rating.pk == decider,
                        ends=(ends := holds_until(judgement_of(rating), rules.years)),
                        has_run_out=ends < on,
                        objection=objections.get(rating.pk),
                        files=files.get(rating.pk, ()),
                    )
                    for rating in own
                ),
            )
        )
    asked = [line for line in lines if line.required is not None]
    known = [(line.required, line.standing.level) for line in asked if line.standing.level is not None]
    words = RULES[TrainingRuleKey.RATING_ORDER].words
    return PersonLevels(
        lines=tuple(asked),
        others=tuple(line for line in lines if line.required is None),
        match=job_person_match([wanted for wanted, _got in known], [got for _wanted, got in known]) if known else None,
        asked=len(asked),
        unknown=sum(line.standing.level is None for line in asked),
        order_text=words(dict(rules.order)),
        years=rules.years,
        radar=_radar(asked, on),
        history=_history(ratings, rules, on),
    )


def _files(ratings: list[CompetencyRating]) -> dict[int, tuple[Any, ...]]:
    if not ratings:
        return {}
    rows: dict[int, tuple[Any, ...]] = {}
    kept = Document.objects.filter(
        owner_kind=CompetencyRating._meta.label_lower, owner_id__in=[str(rating.pk) for rating in ratings]
    )
    for document in kept.order_by("created_at"):
        key = int(document.owner_id)
        rows[key] = (*rows.get(key, ()), document)
    return rows


def _radar(lines: list[LevelLine], on: datetime.date) -> Chart | None:
    below = [line.competency.title for line in lines if (line.gap or 0) < 0]
    if not lines:
        return None
    title = (
        _("Below what the position asks for: %(names)s") % {"names": ", ".join(below)}
        if below
        else _("No known level is below what the position asks for")
    )
    return radar_chart(
        [(line.competency.title, line.required, line.standing.level) for line in lines],
        title=title,
        source=_("Ratings on record"),
        period=formats.date_format(on),
    )


def _history(ratings: list[CompetencyRating], rules: Any, on: datetime.date) -> Chart | None:
    """The level that counted on every day on which something was rated."""
    valid = [rating for rating in ratings if not rating.is_void]
    days = sorted({rating.rated_on for rating in valid} | {on})
    if len(days) < 2:
        return None
    names = {rating.competency_id: rating.competency.title for rating in valid}
    chosen = sorted(names, key=lambda pk: -sum(rating.competency_id == pk for rating in valid))[:5]
    rows, changed = [], 0
    for pk in chosen:
        judgements = [judgement_of(rating) for rating in valid if rating.competency_id == pk]
        levels = [combine(judgements, day, order=rules.order, years=rules.years).level for day in days]
        known = [level for level in levels if level is not None]
        changed += bool(known and known[-1] > known[0])
        rows += [
            (formats.date_format(day, "SHORT_DATE_FORMAT"), names[pk], level)
            for day, level in zip(days, levels, strict=True)
        ]
    return line_chart(
        rows,
        title=_("%(count)s of %(all)s competencies rose since the first rating")
        % {"count": changed, "all": len(chosen)},
        x=_("Rated on"),
        y=_("Level"),
        domain=(0, 5),
        source=_("Ratings on record"),
        n=len(valid),
    )
