"""Opening a talent review, working its boxes out, closing it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from asn_portal import __version__
from asn_portal.accounts.models import User
from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from asn_portal.jobs.models import Job
from asn_portal.jobs.services import start_job
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from careers.career_rules import value_of
from careers.domain.talent import CENT, TalentRules, place, rules_of
from careers.enums import CareerRuleKey, RecountCause, ReviewState
from careers.facts.talent import GatheredInputs, gather_inputs
from careers.models import FormerPlacement, TalentObjection, TalentPlacement, TalentReview
from employees.dates import today
from employees.models import Employee, OrganizationalUnit
from evaluations.services.run import snapshot_hash

JOB = "careers.talent_review"
CHUNK = 500
# So many people are worked out while the officer waits; more take a job.
AT_ONCE = 300
EARLIEST_YEAR = 2020

# What is worked out; everything else of a placement is a decision.
COMPUTED = (
    "unit",
    "position_title",
    "performance",
    "potential",
    "box",
    "match",
    "score",
    "missing",
    "inputs",
    "inputs_sha256",
    "computed_at",
)
DECIDED = ("final_box", "final_reason", "panel", "decided_by", "decided_at")


@transaction.atomic
def open_review(*, unit: OrganizationalUnit, year: int, levels_on: datetime.date, by: Any) -> TalentReview:
    """For everybody in service in the unit and below. Raises DomainError with what to change."""
    # Locked at the root, so that two reviews over the same people are not opened at the same time.
    lock_row(OrganizationalUnit.objects.all(), unit.government.pk)
    if not EARLIEST_YEAR <= year <= today().year:
        raise DomainError(
            _("Choose a year from %(first)s to %(last)s.") % {"first": EARLIEST_YEAR, "last": today().year}
        )
    if not datetime.date(year, 1, 1) <= levels_on <= today():
        raise DomainError(_("Choose a day for the competency levels from 1 January of the year until today."))
    standing = TalentReview.objects.overlapping(unit, year).select_related("unit").first()
    if standing is not None:
        raise DomainError(
            _("Some of these people are in the review “%(review)s” already. Work with that one.") % {"review": standing}
        )
    review = TalentReview.objects.create(
        unit=unit, year=year, levels_on=levels_on, opened_by=by, rules=_rules_today(unit), code_version=__version__
    )
    record_event("careers.talent_review_opened", by=by, obj=review, unit_path=unit.path, year=year)
    return review


def start_working_out(*, review: TalentReview, by: Any) -> Job | None:
    """At once for a small unit; else by the job that is returned. Also for working it out again."""
    if staff_of(review).count() <= AT_ONCE:
        work_out(review=review, by=by)
        return None
    return start_job(
        JOB,
        by=by,
        params={"review_id": review.pk},
        title=_("Talent boxes %(review)s") % {"review": review},
        unit_path=review.unit.path,
        unique_key=f"{JOB}:{review.pk}",
    )


def work_out(*, review: TalentReview, by: Any, progress: Any = None) -> TalentReview:
    """Every box from the data of today, by the rules of today; then people are told. Doing it again changes only what
    the data changed, and keeps what stood before. In chunks: a killed run is taken up where it matters.

    Raises DomainError for a closed review.
    """
    review = _refresh_rules(review)
    staff = staff_of(review).select_related("position", "unit").order_by("pk")
    if progress is not None:
        progress.total(staff.count())
    changed, last = 0, 0
    while people := list(staff.filter(pk__gt=last)[:CHUNK]):
        with transaction.atomic():
            changed += len(place_people(review, people, cause=RecountCause.RECOUNT, by=by))
        last = people[-1].pk
        if progress is not None:
            progress.advance(len(people))
    return _finish(review, changed=changed, by=by)


def staff_of(review: TalentReview) -> Any:
    """Everybody in service in the unit and below."""
    return Employee.objects.active().filter(unit__path__startswith=review.unit.path)


def place_people(review: TalentReview, people: Iterable[Employee], *, cause: str, by: Any) -> list[TalentPlacement]:
    """Work out the boxes of these people (with unit and position at hand); returns those that are new or changed. What
    stood before is kept with the cause. Once the review was told, whose box is another one may object from today on,
    and a recount tells them. Ten queries or so, however many people."""
    everybody, rules, now = list(people), rules_of(review.rules), timezone.now()
    until = objection_end(review) if review.is_open else None
    gathered = gather_inputs(everybody, review.year, review.levels_on)
    rows = TalentPlacement.objects.select_for_update(of=("self",)).filter(
        review=review, employee__in=[person.pk for person in everybody]
    )
    standing = {row.employee_id: row for row in rows.order_by("pk")}
    new, changed, former, moved = [], [], [], []
    for person in everybody:
        values = computed_values(review, person, gathered[person.pk], rules)
        row = standing.get(person.pk)
        if row is None:
            new.append(TalentPlacement(review=review, employee=person, computed_at=now, object_until=until, **values))
        elif row.inputs_sha256 != values["inputs_sha256"]:
            former.append(FormerPlacement(placement=row, cause=cause, replaced_by=by, values=plain_values(row)))
            before = row.standing_box
            for name, value in {**values, "computed_at": now}.items():
                setattr(row, name, value)
            if until is not None and row.standing_box != before:
                row.object_until = until
                moved.append(row)
            changed.append(row)
    FormerPlacement.objects.bulk_create(former)
    TalentPlacement.objects.bulk_create(new)
    TalentPlacement.objects.bulk_update(changed, [*COMPUTED, "object_until"])
    if until is not None and cause == RecountCause.RECOUNT and (told := [*new, *moved]):
        _tell_anew(review, told, until)
    return [*new, *changed]


def plain_values(placement: TalentPlacement) -> dict[str, Any]:
    """The fields of a placement as JSON keeps them."""
    return {
        "performance": placement.performance,
        "potential": placement.potential,
        "box": placement.box,
        "match": None if placement.match is None else str(placement.match),
        "score": None if placement.score is None else str(placement.score),
        "missing": placement.missing,
        "inputs": placement.inputs,
        "inputs_sha256": placement.inputs_sha256,
        "computed_at": placement.computed_at.isoformat(),
        "final_box": placement.final_box,
        "final_reason": placement.final_reason,
        "panel": placement.panel,
        "decided_by": placement.decided_by_id,
        "decided_at": placement.decided_at.isoformat() if placement.decided_at else None,
    }


@transaction.atomic
def close_review(*, review: TalentReview, by: Any) -> TalentReview:
    """Nothing changes any more. Raises DomainError while objections wait or while people may still object."""
    locked: TalentReview = lock_row(TalentReview.objects.all(), review.pk, "unit")
    if locked.state != ReviewState.OPEN:
        raise DomainError(_("Only an open review is closed."))
    if locked.waits_for_objections(today()):
        own_days = locked.placements.aggregate(last=Max("object_until"))["last"]
        last = max(day for day in (locked.object_until, own_days) if day is not None)
        raise DomainError(
            _("People may object until %(day)s. Close the review after that day.") % {"day": formats.date_format(last)}
        )
    waiting = TalentObjection.objects.open().filter(placement__review=locked).count()
    if waiting:
        raise DomainError(_("%(number)s objections wait for a decision. Decide them first.") % {"number": waiting})
    locked.state, locked.closed_at = ReviewState.CLOSED, timezone.now()
    locked.save(update_fields=["state", "closed_at"])
    record_event("careers.talent_review_closed", by=by, obj=locked, unit_path=locked.unit.path, year=locked.year)
    return locked


def _rules_today(unit: OrganizationalUnit) -> dict[str, Any]:
    return value_of(CareerRuleKey.TALENT_LEVELS, unit.government, today())  # type: ignore[no-any-return]


@transaction.atomic
def _refresh_rules(review: TalentReview) -> TalentReview:
    locked: TalentReview = lock_row(TalentReview.objects.all(), review.pk, "unit")
    if locked.state == ReviewState.CLOSED:
        raise DomainError(_("This review is closed; its boxes stand."))
    locked.rules, locked.code_version = _rules_today(locked.unit), __version__
    locked.save(update_fields=["rules", "code_version"])
    return locked


@transaction.atomic
def _finish(review: TalentReview, *, changed: int, by: Any) -> TalentReview:
    review = lock_row(TalentReview.objects.all(), review.pk, "unit")
    is_first = review.state == ReviewState.COMPUTING
    review.computed_at = timezone.now()
    if is_first:
        review.state, review.object_until = ReviewState.OPEN, objection_end(review)
    review.save(update_fields=["state", "computed_at", "object_until"])
    record_event(
        "careers.talent_worked_out", by=by, obj=review, unit_path=review.unit.path, year=review.year, changed=changed
    )
    if is_first:
        _tell_people(review)
    return review


def objection_end(review: TalentReview) -> datetime.date:
    """The last day to object to a box that is told today."""
    days = value_of(CareerRuleKey.TALENT_DAYS, review.unit.government, today())["object"]
    return today() + datetime.timedelta(days=days)


def _tell_anew(review: TalentReview, placements: Iterable[TalentPlacement], until: datetime.date) -> None:
    """After a recount, those whose box is new or another one. In the inbox only, in the transaction of the change."""
    keys = [placement.employee_id for placement in placements]
    notify(
        User.objects.filter(is_active=True, employee__in=keys),
        kind="careers.talent_told",
        title=lambda: _("Your talent box of %(year)s was worked out again") % {"year": review.year},
        body=lambda: _("See the data behind it. You may object until %(day)s.") % {"day": formats.date_format(until)},
        url=reverse("careers:talent-mine"),
        email=False,
    )


def _tell_people(review: TalentReview) -> None:
    """In the inbox only: thousands at once."""
    accounts = User.objects.filter(is_active=True, employee__talent_placements__review=review)
    notify(
        accounts,
        kind="careers.talent_told",
        title=lambda: _("Your talent box of %(year)s is worked out") % {"year": review.year},
        body=lambda: (
            _("See the data behind it. You may object until %(day)s.")
            % {"day": formats.date_format(review.object_until)}
        ),
        url=reverse("careers:talent-mine"),
        email=False,
        dedupe_key=f"careers.talent_told:{review.pk}",
    )


def computed_values(
    review: TalentReview, person: Employee, gathered: GatheredInputs, rules: TalentRules
) -> dict[str, Any]:
    """The fields of a placement that follow from the data."""
    found = place(gathered.inputs, rules)
    inputs = {
        **gathered.as_plain(review.year, review.levels_on),
        "unit": person.unit_id,
        "position": person.position_id,
    }
    return {
        "unit": person.unit,
        "position_title": person.position.title if person.position else "",
        "performance": found.performance.value if found.performance else "",
        "potential": found.potential.value if found.potential else "",
        "box": found.box,
        "match": _cents(found.match),
        "score": found.score,
        "missing": [missing.value for missing in found.missing],
        "inputs": inputs,
        "inputs_sha256": snapshot_hash({"inputs": inputs, "rules": review.rules}),
    }


def _cents(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(CENT, ROUND_HALF_UP)
