"""Blueprints and sittings: planning, papers, opening and closing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.audit.models import RecordView, kind_of
from asn_portal.errors import DomainError
from asn_portal.locking import lock_row
from asn_portal.notifications.services import notify
from careers.enums import (
    TAKING_PART,
    AttendanceState,
    DutyKind,
    ItemState,
    SittingState,
    StageKind,
)
from careers.models import (
    Blueprint,
    Candidacy,
    Item,
    ItemBank,
    ItemReview,
    SelectionStage,
    Sitting,
    SittingCandidate,
    SittingDuty,
    SittingRoom,
)
from careers.services.exam_state import check, lock_sitting, move_sitting, record
from employees.models import Employee, OrganizationalUnit

# What the record of looks calls an item that somebody opened with its keys.
ITEM_LOOK = "exam_item"

# --- Planning --------------------------------------------------------------------------------------------------------


@transaction.atomic
def plan_sitting(
    *,
    unit: OrganizationalUnit,
    blueprint: Blueprint,
    title: str,
    starts_at: datetime.datetime,
    closes_at: datetime.datetime,
    minutes: int | None = None,
    shows_slip: bool = True,
    pass_mark: Decimal | None = None,
    essay_limit: Decimal = Decimal(20),
    stage: SelectionStage | None = None,
    by: Any,
) -> Sitting:
    """A sitting without candidates yet; `minutes` None takes those of the blueprint."""
    sitting = Sitting(unit=unit, created_by=by)
    _fill(sitting, blueprint, title, starts_at, closes_at, minutes, shows_slip, pass_mark, essay_limit, stage)
    sitting.save()
    record("careers.sitting_planned", sitting, by=by)
    return sitting


@transaction.atomic
def change_sitting(
    *,
    sitting: Sitting,
    blueprint: Blueprint,
    title: str,
    starts_at: datetime.datetime,
    closes_at: datetime.datetime,
    minutes: int | None = None,
    shows_slip: bool = True,
    pass_mark: Decimal | None = None,
    essay_limit: Decimal = Decimal(20),
    stage: SelectionStage | None = None,
    by: Any,
) -> Sitting:
    """While it is planned."""
    sitting = lock_sitting(sitting, SittingState.PLANNED)
    _fill(sitting, blueprint, title, starts_at, closes_at, minutes, shows_slip, pass_mark, essay_limit, stage)
    sitting.save()
    record("careers.sitting_changed", sitting, by=by)
    return sitting


def _fill(
    sitting: Sitting,
    blueprint: Blueprint,
    title: str,
    starts_at: datetime.datetime,
    closes_at: datetime.datetime,
    minutes: int | None,
    shows_slip: bool,
    pass_mark: Decimal | None,
    essay_limit: Decimal,
    stage: SelectionStage | None,
) -> None:
    if stage is not None and stage.kind != StageKind.EXAM:
        raise DomainError(_("This stage of the selection is no competency exam. Choose another one."))
    if stage is not None and stage.is_published:
        raise DomainError(_("The results of this stage are published already. Choose another one."))
    if sitting.pk and sitting.stage != stage and sitting.candidates.exists():
        raise DomainError(_("Candidates were added for the stage as it is. Take them off before you change it."))
    if stage is not None and pass_mark not in {None, stage.pass_mark}:
        mark = "–" if stage.pass_mark is None else formats.number_format(stage.pass_mark.normalize())
        raise DomainError(
            _(
                "The plan of the selection sets the pass mark of this stage: %(mark)s. Leave the field empty; only an "
                "amendment of the plan changes it."
            )
            % {"mark": mark}
        )
    sitting.blueprint, sitting.title, sitting.starts_at, sitting.closes_at = (
        blueprint,
        title.strip(),
        starts_at,
        closes_at,
    )
    sitting.minutes = minutes or blueprint.minutes
    sitting.shows_slip, sitting.pass_mark, sitting.essay_limit, sitting.stage = (
        shows_slip,
        pass_mark if stage is None else None,
        essay_limit,
        stage,
    )
    check(row=sitting, exclude=["unit", "blueprint", "stage", "created_by"])


@transaction.atomic
def add_room(*, sitting: Sitting, name: str, seats: int, by: Any) -> SittingRoom:
    sitting = lock_sitting(sitting, SittingState.PLANNED)
    room = SittingRoom(sitting=sitting, name=name.strip(), seats=seats)
    check(row=room, exclude=["sitting"])
    room.save()
    record("careers.sitting_room_added", sitting, by=by, room=room.name)
    return room


@transaction.atomic
def remove_room(*, room: SittingRoom, by: Any) -> None:
    sitting = lock_sitting(room.sitting, SittingState.PLANNED)
    name = room.name
    room.delete()
    record("careers.sitting_room_removed", sitting, by=by, room=name)


@transaction.atomic
def give_duty(*, sitting: Sitting, employee: Employee, kind: DutyKind, by: Any) -> SittingDuty:
    """Proctors, markers and keyers are told; a candidate of the sitting gets no duty in it."""
    sitting = lock_sitting(sitting, *SittingState.values[:4])
    if examined_with(sitting, [employee.pk]):
        raise DomainError(
            _("%(name)s is a candidate of this exam, or of one with the same questions. Choose somebody else.")
            % {"name": employee}
        )
    duty = SittingDuty(sitting=sitting, employee=employee, kind=kind)
    check(row=duty, exclude=["sitting", "employee"])
    duty.save()
    record("careers.sitting_duty_given", sitting, by=by, duty=str(kind), employee=employee.pk)
    if employee.user is not None:
        day = sitting.starts_at.astimezone(sitting.unit.tz)
        notify(
            employee.user,
            kind="careers.exam_duty",
            title=lambda: _("%(duty)s: %(sitting)s") % {"duty": duty.get_kind_display(), "sitting": sitting},
            body=lambda: formats.date_format(day, "DATETIME_FORMAT"),
            url=sitting.get_absolute_url(),
        )
    return duty


@transaction.atomic
def take_duty(*, duty: SittingDuty, by: Any) -> None:
    sitting = lock_sitting(duty.sitting, *SittingState.values[:4])
    kind, employee = duty.kind, duty.employee_id
    duty.delete()
    record("careers.sitting_duty_taken", sitting, by=by, duty=str(kind), employee=employee)


# --- Candidates ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_candidates(*, sitting: Sitting, employees: Iterable[Employee], by: Any) -> int:
    """Named people, or of a stage those who take part in its selection. Who is in already stays; returns the new ones.

    Refused for oneself, for somebody who has a duty with the bank's papers, or wrote, reviewed or read items of it,
    and for who belongs to another sitting of the stage, unless they were absent there.
    """
    sitting = lock_sitting(sitting, SittingState.PLANNED)
    people = {employee.pk: employee for employee in employees}
    if by is not None and any(person.user_id == by.pk for person in people.values()):
        raise DomainError(_("You can't add yourself. Another officer does that, and runs this exam from then on."))
    candidacies = {}
    if sitting.stage is not None:
        # Two sittings of a stage that are filled at once wait for each other here.
        lock_row(SelectionStage.objects, sitting.stage_id)
        rows = Candidacy.objects.filter(selection=sitting.stage.selection, state__in=TAKING_PART)
        candidacies = {row.employee_id: row for row in rows}
        outside = [person for key, person in people.items() if key not in candidacies]
        if outside:
            raise DomainError(
                _("%(name)s is not admitted to the selection “%(selection)s”.")
                % {"name": outside[0], "selection": sitting.stage.selection}
            )
        seated = SittingCandidate.objects.seated_elsewhere(sitting).filter(employee__in=people)
        elsewhere = seated.select_related("employee", "sitting").first()
        if elsewhere is not None:
            raise DomainError(
                _(
                    "%(name)s belongs to the sitting “%(sitting)s” of this stage. Everybody sits a stage once; only "
                    "who was absent there gets another sitting."
                )
                % {"name": elsewhere.employee, "sitting": elsewhere.sitting}
            )
    check_impartial(sitting=sitting, people=people)
    known = set(sitting.candidates.values_list("employee_id", flat=True))
    last = sitting.candidates.aggregate(last=Max("number"))["last"] or 0
    new = [person for key, person in people.items() if key not in known]
    SittingCandidate.objects.bulk_create(
        SittingCandidate(sitting=sitting, employee=person, candidacy=candidacies.get(person.pk), number=last + place)
        for place, person in enumerate(new, start=1)
    )
    if new:
        record("careers.sitting_candidates_added", sitting, by=by, rows=len(new))
    return len(new)


def stage_people(*, sitting: Sitting) -> list[Employee]:
    """Who takes part in the selection of the sitting's stage and belongs to no other sitting of it."""
    if sitting.stage is None:
        return []
    admitted = Candidacy.objects.filter(selection=sitting.stage.selection, state__in=TAKING_PART)
    seated = SittingCandidate.objects.seated_elsewhere(sitting)
    free = admitted.exclude(employee__in=seated.values("employee"))
    return list(Employee.objects.filter(candidacies__in=free).order_by("candidacies__number"))


def check_impartial(*, sitting: Sitting, people: dict[int, Employee]) -> None:
    users = {person.user_id: person for person in people.values() if person.user_id}
    bank = sitting.blueprint.bank
    knows = set(Item.objects.filter(bank=bank, created_by__in=users).values_list("created_by", flat=True))
    knows |= set(ItemReview.objects.filter(item__bank=bank, reviewer__in=users).values_list("reviewer", flat=True))
    if knows:
        raise DomainError(
            _("%(name)s wrote or reviewed items of this bank and can't be examined with it.")
            % {"name": users[min(knows)]}
        )
    if readers := readers_of(bank, users):
        raise DomainError(
            _(
                "%(name)s has read items of this bank with their keys and can't be examined with it. Plan a sitting "
                "from another bank for this person."
            )
            % {"name": users[min(readers)]}
        )
    duties = SittingDuty.objects.filter(sitting__in=Sitting.objects.ahead().filter(blueprint__bank=bank))
    busy = duties.filter(employee__in=people).select_related("employee", "sitting").first()
    if busy is not None:
        raise DomainError(
            _("%(name)s has a duty in the sitting “%(sitting)s” with these questions and can't be a candidate.")
            % {"name": busy.employee, "sitting": busy.sitting}
        )


def readers_of(bank: ItemBank, users: Iterable[int]) -> set[int]:
    """Which of these users opened an item of the bank that can still be drawn, in this or another version."""
    looks = RecordView.objects.filter(subject_kind=kind_of(Item), what=ITEM_LOOK, viewer__in=list(users))
    seen = list(looks.values_list("viewer", "subject_id").distinct())
    items = Item.objects.filter(bank=bank)
    # Versions of an item share its code.
    alive = items.exclude(state=ItemState.RETIRED).values("code")
    read = items.filter(pk__in={int(item) for _viewer, item in seen}, code__in=alive)
    drawn = {str(key) for key in read.values_list("pk", flat=True)}
    return {viewer for viewer, item in seen if item in drawn}


def examined_with(sitting: Sitting, employees: Iterable[int]) -> bool:
    """One of them is a candidate of this sitting, or of another one ahead that draws from the same bank."""
    same = Sitting.objects.ahead().filter(blueprint__bank=sitting.blueprint.bank_id)
    rows = SittingCandidate.objects.filter(employee__in=employees)
    return rows.filter(sitting__in=same).exists()


@transaction.atomic
def remove_candidate(*, candidate: SittingCandidate, by: Any) -> None:
    sitting = lock_sitting(candidate.sitting, SittingState.PLANNED)
    if candidate.adjustments.exists():
        raise DomainError(_("Extra time was noted for this person. They stay on the list; absent people get no score."))
    employee = candidate.employee_id
    candidate.delete()
    record("careers.sitting_candidate_removed", sitting, by=by, employee=employee)


# --- Opening, closing ----------------------------------------------------------------------------------------


@transaction.atomic
def open_sitting(*, sitting: Sitting, by: Any) -> Sitting:
    """Candidates with a start code may begin."""
    sitting = move_sitting(sitting=lock_sitting(sitting), state=SittingState.OPEN)
    if timezone.now() > sitting.closes_at:
        raise DomainError(_("The last start of this sitting has passed. Plan another sitting."))
    sitting.save(update_fields=["state"])
    record("careers.sitting_opened", sitting, by=by)
    return sitting


@transaction.atomic
def cancel_sitting(*, sitting: Sitting, reason: str, by: Any) -> Sitting:
    """Before it is opened."""
    sitting = move_sitting(sitting=lock_sitting(sitting), state=SittingState.CANCELLED)
    sitting.cancel_reason = reason.strip()
    check(row=sitting, exclude=["unit", "blueprint", "stage", "created_by"])
    sitting.save(update_fields=["state", "cancel_reason"])
    record("careers.sitting_cancelled", sitting, by=by, reason=reason)
    told = [each.employee.user for each in sitting.candidates.select_related("employee__user") if each.employee.user]
    notify(
        told,
        kind="careers.exam_invited",
        title=lambda: _("The exam “%(sitting)s” does not take place") % {"sitting": sitting},
        body=reason,
    )
    return sitting


@transaction.atomic
def close_sitting(*, sitting: Sitting, by: Any) -> Sitting:
    """After the last candidate has finished: who never started is absent. Refused while somebody still has time."""
    from careers.services.exam_result import score_sitting
    from careers.services.exam_taking import close_overdue

    close_overdue(sitting=sitting)
    sitting = move_sitting(sitting=lock_sitting(sitting), state=SittingState.CLOSED)
    # One statement that waits for those who are just starting and looks at them again; only then who works is counted.
    sitting.candidates.filter(state=AttendanceState.INVITED).update(state=AttendanceState.ABSENT)
    working = sitting.candidates.filter(state=AttendanceState.RUNNING).count()
    if working:
        raise DomainError(
            ngettext(
                "%(count)s candidate still has time. Wait, or end the exam for them with a reason.",
                "%(count)s candidates still have time. Wait, or end the exam for them with a reason.",
                working,
            )
            % {"count": working}
        )
    sitting.save(update_fields=["state"])
    score_sitting(sitting=sitting)
    record("careers.sitting_closed", sitting, by=by)
    return sitting
