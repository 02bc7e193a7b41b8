"""Best assignment over many people: worked out, then confirmed by HR, all or some."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import start_job
from asn_portal.locking import lock_row
from careers.domain.matching import Weights, best_assignment
from careers.enums import MatchWay, PairState
from careers.facts.mentor import mentees_of, mentors_of, without_mentor
from careers.models import MatchRun, Mentorship, ProposedPair
from careers.services.mentoring import propose_mentorship
from careers.services.mentoring_agreement import MOST_GOALS, Goal
from employees.dates import today
from employees.models import Employee, OrganizationalUnit
from training.enums import CompetencyLevel
from training.models import Competency


def start_match(*, unit: OrganizationalUnit, everybody: bool, weights: Weights, by: Any) -> Job:
    """Work the pairs out in the background; a second click finds the first one's job."""
    return start_job(
        "careers.match",
        by=by,
        params={"unit_id": unit.pk, "everybody": everybody, "weights": asdict(weights)},
        title=_("Best assignment of mentors for %(unit)s") % {"unit": unit},
        unit_path=unit.path,
        unique_key=f"careers.match:{unit.pk}:{by.pk}",
    )


@transaction.atomic
def work_out_pairs(*, unit: OrganizationalUnit, everybody: bool, weights: Weights, by: Any) -> MatchRun:
    """Pair the people at or below `unit` who have gaps and no mentor with mentors of the whole government.

    Nothing is proposed to anybody yet. Raises DomainError when there is nobody to pair.
    """
    day = today()
    mentees = mentees_of(without_mentor(unit.path), day)
    if not mentees:
        raise DomainError(_("Nobody there has a known gap and no mentor. Rate competencies first."))
    lacking = {competency for mentee in mentees for competency in mentee.gaps}
    mentors, _people = mentors_of(unit.government.pk, day, everybody=everybody, competencies=lacking)
    if not mentors:
        raise DomainError(_("There is no mentor with a free place. Ask experienced people to make an offer."))
    matches = best_assignment(mentees, mentors, weights)
    run = MatchRun.objects.create(
        unit=unit,
        everybody=everybody,
        weights=asdict(weights),
        mentee_count=len(mentees),
        mentor_count=len(mentors),
        made_by=by,
    )
    ProposedPair.objects.bulk_create(
        (
            ProposedPair(
                run=run,
                mentee_id=match.mentee,
                mentor_id=match.mentor,
                score=match.score,
                fit=match.fit,
                steps=match.steps,
                open_mentees=match.open_mentees,
                covered=[[one.competency, one.achieved, one.required, one.mentor_level] for one in match.covered],
            )
            for match in matches
        ),
        batch_size=1000,
    )
    record_event("careers.match_made", by=by, obj=run, unit_path=unit.path, pairs=len(matches))
    return run


@transaction.atomic
def confirm_pairs(
    *, run: MatchRun, chosen: Collection[int], starts_on: datetime.date, ends_on: datetime.date, by: Any
) -> tuple[int, int]:
    """Propose the chosen pairs to their mentors. A pair that is no longer possible is refused with its reason; the
    others stand. Returns how many were proposed, and how many refused."""
    run = lock_row(MatchRun.objects.all(), run.pk, "unit")
    pairs = list(run.pairs.filter(pk__in=chosen, state=PairState.PROPOSED).select_related("mentee__unit", "mentor"))
    if not pairs:
        raise DomainError(_("Tick at least one pair that is still to decide."))
    if ends_on <= starts_on:
        raise DomainError(_("The mentorship must end after it begins."))
    guided = _lock_people(pairs)
    names = Competency.objects.in_bulk({row[0] for pair in pairs for row in pair.covered})
    proposed = refused = 0
    for pair in sorted(pairs, key=lambda pair: pair.mentor_id):
        try:
            if pair.mentee_id in guided:
                raise DomainError(_("%(name)s has or asks a mentor already.") % {"name": pair.mentee})
            with transaction.atomic():
                pair.mentorship = propose_mentorship(
                    mentor=pair.mentor,
                    mentee=pair.mentee,
                    goals=[goal_of(row, names) for row in pair.covered[:MOST_GOALS]],
                    starts_on=starts_on,
                    ends_on=ends_on,
                    way=MatchWay.OPTIMAL,
                    by=by,
                )
            pair.state, proposed = PairState.CONFIRMED, proposed + 1
        except DomainError as error:
            pair.mentorship, pair.state, pair.refusal, refused = None, PairState.REFUSED, str(error)[:500], refused + 1
        pair.save(update_fields=["mentorship", "state", "refusal"])
    record_event(
        "careers.match_confirmed", by=by, obj=run, unit_path=run.unit.path, confirmed=proposed, refused=refused
    )
    return proposed, refused


def _lock_people(pairs: Collection[ProposedPair]) -> set[int]:
    """Hold everybody of the pairs, in one order, until the transaction ends; returns the mentees whom somebody guides
    or is asked to guide by now. So two runs over the same people don't give one person two mentors."""
    people = {key for pair in pairs for key in (pair.mentee_id, pair.mentor_id)}
    list(Employee.objects.filter(pk__in=people).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    mentees = [pair.mentee_id for pair in pairs]
    return set(Mentorship.objects.open().filter(mentee__in=mentees).values_list("mentee_id", flat=True))


@transaction.atomic
def leave_out_pairs(*, run: MatchRun, chosen: Collection[int], by: Any) -> int:
    """Say no to pairs; nobody is told. Returns how many."""
    run = lock_row(MatchRun.objects.all(), run.pk, "unit")
    count = run.pairs.filter(pk__in=chosen, state=PairState.PROPOSED).update(state=PairState.LEFT_OUT)
    if not count:
        raise DomainError(_("Tick at least one pair that is still to decide."))
    record_event("careers.match_left_out", by=by, obj=run, unit_path=run.unit.path, pairs=count)
    return int(count)


def goal_of(gap: Sequence[int], names: Mapping[int, Competency]) -> Goal:
    """To close a gap: competency, level of the mentee, level asked for, level of the mentor."""
    competency, _achieved, required, _level = gap
    level = CompetencyLevel(required)
    text = _("%(competency)s: reach level %(level)s") % {
        "competency": names[competency],
        "level": f"{level.value} {level.label}",
    }
    return Goal(text, names[competency], required)
