"""Blueprints, and the papers that are drawn by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from careers.domain.exam_paper import (
    BlueprintPart,
    NotEnoughItems,
    PoolItem,
    Shortage,
    draw_papers,
    fingerprint,
    shortages,
)
from careers.enums import (
    ItemKind,
    ItemLevel,
    SittingState,
)
from careers.models import (
    Blueprint,
    BlueprintLine,
    Item,
    ItemBank,
    Paper,
    PaperItem,
    Sitting,
    SittingCandidate,
)
from careers.services.exam_sitting import check_impartial
from careers.services.exam_state import check, lock_sitting, prove, record

SHUFFLED = (ItemKind.SINGLE, ItemKind.MULTIPLE)


# --- Blueprints ------------------------------------------------------------------------------------------------------


def ensure_unused(blueprint: Blueprint) -> None:
    if blueprint.is_used:
        raise DomainError(_("A sitting uses this blueprint, so it stays as it is. Make another one."))


@transaction.atomic
def save_blueprint(
    *,
    bank: ItemBank,
    title: str,
    minutes: int,
    instructions: str,
    parts: Sequence[BlueprintPart],
    blueprint: Blueprint | None = None,
    by: Any,
) -> Blueprint:
    """A new one, or the change of one that no sitting uses. Too few items is told when papers are made, not here."""
    if not parts:
        raise DomainError(_("Fill in at least one part: a subject, how many items, and their points."))
    if blueprint is None:
        blueprint = Blueprint(bank=bank, created_by=by)
    else:
        blueprint = lock_row(Blueprint.objects, blueprint.pk, "bank__unit")
        ensure_unused(blueprint)
    blueprint.title, blueprint.minutes, blueprint.instructions = title.strip(), minutes, instructions
    check(row=blueprint, exclude=["bank", "created_by"])
    blueprint.save()
    blueprint.lines.all().delete()
    lines = [
        BlueprintLine(
            blueprint=blueprint,
            order=number,
            subject=part.subject,
            level=part.level,
            kind=part.kind,
            count=part.count,
            points=part.points,
        )
        for number, part in enumerate(parts, start=1)
    ]
    for line in lines:
        check(row=line, exclude=["blueprint"])
    BlueprintLine.objects.bulk_create(lines)
    record_event("careers.blueprint_saved", by=by, obj=blueprint, unit_path=blueprint.bank.unit.path)
    return blueprint


def pool_of(bank: ItemBank) -> list[PoolItem]:
    """What papers are drawn from: the items in use."""
    return [
        PoolItem(item.pk, item.subject, item.level, item.kind, len(item.options) if item.kind in SHUFFLED else 0)
        for item in Item.objects.approved().filter(bank=bank).order_by("pk")
    ]


def shortage_sentences(blueprint: Blueprint) -> list[str]:
    parts = blueprint.parts
    return [_shortage_sentence(parts, each) for each in shortages(parts, pool_of(blueprint.bank))]


def _shortage_sentence(parts: Sequence[BlueprintPart], shortage: Shortage) -> str:
    part = parts[shortage.part]
    words = {
        "subject": ", ".join(
            str(word)
            for word in (
                part.subject,
                ItemLevel(part.level).label if part.level else "",
                ItemKind(part.kind).label if part.kind else "",
            )
            if word
        ),
        "wanted": shortage.wanted,
        "available": shortage.available,
    }
    return (
        _(
            "%(subject)s: %(wanted)s items are wanted, %(available)s are approved and free. Approve more items, or "
            "lower the number."
        )
        % words
    )


# --- Papers -------------------------------------------------------------------------------------------------------


@transaction.atomic
def make_papers(*, sitting: Sitting, by: Any) -> Sitting:
    """Draw a paper for each candidate, give them seats, invite them. From then on items and candidates are fixed."""
    sitting = lock_sitting(sitting, SittingState.PLANNED)
    candidates = list(sitting.candidates.select_related("employee__user", "candidacy").order_by("number"))
    if not candidates:
        raise DomainError(_("Add the candidates first."))
    check_impartial(sitting=sitting, people={each.employee_id: each.employee for each in candidates})
    seeds = {candidate.pk: f"{sitting.seed}:{candidate.number}" for candidate in candidates}
    try:
        papers = draw_papers(sitting.blueprint.parts, pool_of(sitting.blueprint.bank), seeds)
    except NotEnoughItems as error:
        parts = sitting.blueprint.parts
        raise DomainError(" ".join(_shortage_sentence(parts, each) for each in error.shortages)) from error
    _seat(sitting, candidates)
    rows = Paper.objects.bulk_create(
        Paper(candidate_id=key, seed=seeds[key], fingerprint=fingerprint(drawn)) for key, drawn in papers.items()
    )
    PaperItem.objects.bulk_create(
        (
            PaperItem(paper=paper, place=place, item_id=each.key, points=each.points, order=list(each.order))
            for paper in rows
            for place, each in enumerate(papers[paper.candidate_id], start=1)
        ),
        batch_size=5000,
    )
    sitting.state = SittingState.READY
    sitting.save(update_fields=["state"])
    record("careers.papers_made", sitting, by=by, papers=len(rows))
    prints = {paper.candidate_id: paper.fingerprint for paper in rows}
    prove(
        sitting,
        "exam_papers",
        {"papers": {each.candidacy.pseudonym: prints[each.pk] for each in candidates if each.candidacy}},
        by=by,
    )
    _invite(sitting, candidates)
    return sitting


def _seat(sitting: Sitting, candidates: list[SittingCandidate]) -> None:
    rooms = list(sitting.rooms.order_by("name"))
    if not rooms:
        return
    seats = sum(room.seats for room in rooms)
    if seats < len(candidates):
        raise DomainError(
            ngettext(
                "The rooms have %(seats)s seat for %(people)s candidates. Add a room.",
                "The rooms have %(seats)s seats for %(people)s candidates. Add a room.",
                seats,
            )
            % {"seats": seats, "people": len(candidates)}
        )
    places = iter([room for room in rooms for _seat_number in range(room.seats)])
    for candidate in candidates:
        candidate.room = next(places)
    SittingCandidate.objects.bulk_update(candidates, ["room"], batch_size=1000)


def _invite(sitting: Sitting, candidates: Iterable[SittingCandidate]) -> None:
    day = sitting.starts_at.astimezone(sitting.unit.tz)
    for candidate in candidates:
        if candidate.employee.user is not None:
            notify(
                candidate.employee.user,
                kind="careers.exam_invited",
                title=lambda: _("You are invited to the exam “%(sitting)s”") % {"sitting": sitting},
                body=lambda room=candidate.room: " · ".join(
                    part for part in (formats.date_format(day, "DATETIME_FORMAT"), str(room or "")) if part
                ),
                url=candidate.get_absolute_url(),
                dedupe_key=f"exam-invited:{candidate.pk}",
            )
