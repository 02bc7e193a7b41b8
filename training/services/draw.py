"""A draw from its announcement to the seats. The computation stands in training.domain.draw."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from asn_portal.audit.services import record_event
from asn_portal.errors import DomainError
from employees.domain.service_life.months import months_between
from employees.supervision import supervisor_of
from training.domain import draw as rule
from training.domain import draw_check
from training.domain.quotas import seats_given
from training.enums import SEATED_STATES, Allocation, DrawState, RegistrationPhase, RegistrationState, SessionState
from training.models import CurrentLevel, Draw, Registration, TrainingSession, UnitQuota
from training.services import notices
from training.services.registration import fill_freed_seats
from training.services.seats import held_paths, lock_session, quotas_of

# Of the list no longer.
LEFT_STATES = (
    RegistrationState.WITHDRAWN,
    RegistrationState.REFUSED,
    RegistrationState.REMOVED,
    RegistrationState.LAPSED,
)


class DrawRefused(DomainError):
    """This step of the draw is not possible now."""


@transaction.atomic
def prepare_draw(
    *, session: TrainingSession, layers: list[list[Any]], seed_source: str, seed_day: datetime.date, by: Any
) -> Draw:
    """Announce the rule, where the seed will come from and on which day, while people still register.

    May be corrected until then; afterwards only a day that has come before the list was published, to a later one.
    """
    session = lock_session(session)
    if session.allocation != Allocation.DRAW:
        raise DrawRefused(_("Seats of this session go in the order of registration. Change that first."))
    draw = _of(session) or Draw(session=session)
    if draw.state != DrawState.PREPARED:
        raise DrawRefused(_("The list is published; nothing of it changes any more."))
    if session.phase() is RegistrationPhase.OVER and not may_postpone(draw, session):
        raise DrawRefused(_("Registration is over: rule and source of the seed must be known before it closes."))
    if not seed_source.strip():
        raise DrawRefused(_("Say where the seed will come from."))
    try:
        checked = rule.check_layers(layers)
    except ValueError as error:
        raise DrawRefused(_("The layers are not possible: choose each at most once.")) from error
    if session.phase() is RegistrationPhase.OVER and checked != draw.rule["layers"]:
        raise DrawRefused(_("Registration is over: the layers stay. Only the day and the source of the seed change."))
    draw.rule, draw.seed_source, draw.seed_day = {"layers": checked}, " ".join(seed_source.split()), seed_day
    if seed_has_come(draw, session):
        raise DrawRefused(_("The day of the seed must be a later one than today: nobody may know the seed yet."))
    _check_day(draw, session)
    draw.save()
    record_event(
        "training.draw_prepared",
        by=by,
        obj=session,
        unit_path=session.unit.path,
        layers=checked,
        seed_day=str(seed_day),
    )
    return draw


def seed_has_come(draw: Draw, session: TrainingSession) -> bool:
    """Where it is true, somebody may know the seed already."""
    return draw.seed_day is not None and draw.seed_day <= _today(session)


def may_postpone(draw: Draw, session: TrainingSession) -> bool:
    """The list can't be published any more with this day of the seed, or none was asked for."""
    return draw.pk is not None and (draw.seed_day is None or seed_has_come(draw, session))


def check_seed_day(session: TrainingSession) -> None:
    """That new dates of a session leave the announced day of the seed between them."""
    draw = Draw.objects.filter(session=session).exclude(state=DrawState.DRAWN).first()
    if draw is not None and draw.seed_day is not None:
        _check_day(draw, session)


def _check_day(draw: Draw, session: TrainingSession) -> None:
    closes = session.registration_closes_at.astimezone(session.unit.tz).date()
    if not closes < draw.seed_day < session.first_day:
        raise DrawRefused(
            _(
                "The seed of the draw must be published after registration closes (%(closes)s) and before the session "
                "begins (%(begins)s); now it is %(day)s. Choose another day."
            )
            % {
                "closes": formats.date_format(closes),
                "begins": formats.date_format(session.first_day),
                "day": formats.date_format(draw.seed_day),
            }
        )


@transaction.atomic
def publish_list(*, session: TrainingSession, by: Any) -> Draw:
    """Fix the list, and with it seats and quotas, with its hash; from now on a trigger keeps it.

    Only after registration and before the day of the seed.
    """
    session = lock_session(session)
    draw = _of(session)
    if draw is None:
        raise DrawRefused(_("Announce the rule of the draw first."))
    if draw.state != DrawState.PREPARED:
        raise DrawRefused(_("The list is published already."))
    if session.phase() is not RegistrationPhase.OVER or session.state in {
        SessionState.FINISHED,
        SessionState.CANCELLED,
    }:
        raise DrawRefused(_("The list is published when registration is over."))
    if may_postpone(draw, session):
        raise DrawRefused(
            _("The list must stand before the day on which the seed is published. Announce a later day first.")
        )
    waiting = list(Registration.objects.waiting().filter(session=session).with_people())
    if not waiting:
        raise DrawRefused(_("Nobody registered; there is nothing to draw."))
    layers = layers_for(session, waiting, draw.rule["layers"])
    quotas = list(UnitQuota.objects.filter(session=session).select_related("unit").order_by("unit__path"))
    paths = [quota.unit.path for quota in quotas]
    draw.session = session
    for row in waiting:
        row.layer = layers[row.pk]
    Registration.objects.bulk_update(waiting, ["layer"])
    fix_list(
        draw,
        [rule.Entry(row.sequence, row.layer, rule.unit_code(row.employee.unit.path, paths)) for row in waiting],
        [rule.Quota(quota.unit.path, quota.seats, quota.unit.name) for quota in quotas],
    )
    draw.state, draw.published_at = DrawState.PUBLISHED, timezone.now()
    draw.save()
    record_event(
        "training.draw_published",
        by=by,
        obj=session,
        unit_path=session.unit.path,
        list_hash=draw.list_hash,
        candidates=len(waiting),
    )
    notices.draw_published(session, waiting)
    return draw


@transaction.atomic
def draw_seats(*, session: TrainingSession, seed: str, by: Any) -> Draw:
    """Compute the order from the seed and give the seats. Drawn once, for good.

    Who wins follows from the published list and the seed alone. The seat of a winner who withdrew meanwhile goes to the
    next in the order drawn, like every seat that is freed later.
    """
    session = lock_session(session)
    draw = _of(session)
    if draw is None or draw.state == DrawState.PREPARED:
        raise DrawRefused(_("Publish the list first: nobody may know the seed before."))
    if draw.state == DrawState.DRAWN:
        raise DrawRefused(_("The seats are drawn already; a draw is not repeated."))
    if not session.fills_from_waiting_list:
        raise DrawRefused(_("The session has begun or is over; its seats are no longer drawn."))
    if draw.seed_day is not None and not seed_has_come(draw, session):
        raise DrawRefused(
            _("The seed is published on %(day)s. Enter it from that day on.")
            % {"day": formats.date_format(draw.seed_day)}
        )
    if any(each.isalpha() for each in seed):
        raise DrawRefused(_("A seed has no letters: enter the number as it was published."))
    try:
        draw.seed = rule.digits_of(seed)
    except ValueError as error:
        raise DrawRefused(_("Enter the digits of the seed.")) from error
    draw.result = rule.draw(entries_of(draw), draw.seed)
    draw.state, draw.drawn_at, draw.drawn_by = DrawState.DRAWN, timezone.now(), by
    # Nothing else: a trigger keeps what was published.
    draw.save(update_fields=["seed", "result", "state", "drawn_at", "drawn_by"])
    winners, others = _apply(session, draw, by=by)
    record_event(
        "training.draw_drawn",
        by=by,
        obj=session,
        unit_path=session.unit.path,
        seed=draw.seed,
        winners=len(winners),
        not_drawn=len(others),
    )
    notices.drawn(session, winners, others)
    return draw


def layers_for(
    session: TrainingSession, registrations: Iterable[Registration], layers: list[list[Any]]
) -> dict[int, int]:
    """The layer of each registration, by its key. Three queries, whatever the number of people."""
    rows = list(registrations)
    people = [row.employee_id for row in rows]
    gaps = largest_gaps(session.programme_id, people)
    last = last_completed(people)
    first_next = not_drawn_before(session, people)
    zone, on = session.unit.tz, _today(session)
    return {
        row.pk: rule.layer_of(
            rule.Candidate(
                number=row.sequence,
                gap=gaps.get(row.employee_id, 0),
                months_without=_months(last.get(row.employee_id), on, zone),
                was_not_drawn=row.employee_id in first_next,
            ),
            layers,
        )
        for row in rows
    }


def largest_gaps(programme_id: int, people: Iterable[int]) -> dict[int, int]:
    """The largest gap of each person in what the programme raises, as a positive number. Unknown is left out."""
    rows = (
        CurrentLevel.objects.filter(
            employee__in=list(people),
            competency__programmes__programme=programme_id,
            # What the programme doesn't reach is no reason to attend it.
            competency__programmes__up_to_level__gt=F("achieved"),
            gap__lt=0,
        )
        .order_by()
        .values_list("employee")
        .annotate(least=Min("gap"))
    )
    return {employee: -least for employee, least in rows}


def last_completed(people: Iterable[int]) -> dict[int, datetime.datetime]:
    """When the newest completed session of each person ended. Who never completed one is left out; one query."""
    rows = (
        Registration.objects.filter(employee__in=list(people), state=RegistrationState.COMPLETED)
        .order_by()
        .values_list("employee")
        .annotate(last=Max("session__ends_at"))
    )
    return dict(rows)


def not_drawn_before(session: TrainingSession, people: Iterable[int]) -> set[int]:
    """Who was not drawn for an earlier session of the programme and has had no seat in it since."""
    rows = (
        Registration.objects.filter(employee__in=list(people), session__programme=session.programme_id)
        .exclude(session=session)
        .order_by("registered_at", "pk")
        .values_list("employee", "was_not_drawn", "state")
    )
    waiting: dict[int, bool] = {}
    for employee, was_not_drawn, state in rows:
        if was_not_drawn:
            waiting[employee] = True
        elif state in SEATED_STATES:
            waiting[employee] = False
    return {employee for employee, waits in waiting.items() if waits}


def layer_words(layers: Iterable[Iterable[Any]]) -> list[str]:
    """The layers in their order, and the last one of everybody else."""
    words = []
    for code, bound in layers:
        if code == rule.NOT_DRAWN:
            words.append(_("Was not drawn last time"))
        elif code == rule.GAP:
            words.append(
                ngettext(
                    "A competency of the programme lies %(bound)s level or more below what the position asks for",
                    "A competency of the programme lies %(bound)s levels or more below what the position asks for",
                    bound,
                )
                % {"bound": bound}
            )
        else:
            words.append(_("%(months)s months or longer without a training, or never") % {"months": bound})
    return [*words, _("Everybody else")]


def fix_list(draw: Draw, entries: list[rule.Entry], quotas: list[rule.Quota]) -> None:
    """Into the draw: the list, and all that decides who wins as the session has it now, with the hash of both."""
    session = draw.session
    draw.candidates = [list(entry) for entry in entries]
    draw.rule = {
        "layers": draw.rule["layers"],
        "session": session.pk,
        "title": session.title,
        "first_day": session.first_day.isoformat(),
        "seats": session.seats,
        "quotas": [list(quota) for quota in quotas],
    }
    draw.list_hash = rule.hash_of(list_file(draw))


def entries_of(draw: Draw) -> list[rule.Entry]:
    """The list as it was published; empty before that."""
    return [rule.Entry(*row) for row in draw.candidates]


def terms_of(draw: Draw) -> rule.Terms | None:
    """As published; None for a list that was published before seats and quotas stood in it."""
    fixed = draw.rule
    if "seats" not in fixed:
        return None
    return rule.Terms(
        session=fixed["session"],
        title=fixed["title"],
        first_day=datetime.date.fromisoformat(fixed["first_day"]),
        layers=fixed["layers"],
        seed_source=draw.seed_source,
        seed_day=draw.seed_day,
        seats=fixed["seats"],
        quotas=tuple(rule.Quota(*quota) for quota in fixed["quotas"]),
    )


def winners_of(draw: Draw) -> list[int] | None:
    """The numbers that won a seat, from what is published alone; None for an older list without seats."""
    terms = terms_of(draw)
    if terms is None:
        return None
    quotas = {quota.unit: quota.seats for quota in terms.quotas}
    return rule.winners(draw.result, entries_of(draw), seats=terms.seats, quotas=quotas)


def changes_since(draw: Draw) -> tuple[list[Registration], list[Registration]]:
    """Numbers of the list that left it, and those who moved up for them."""
    numbers = [entry.number for entry in entries_of(draw)]
    rows = Registration.objects.filter(session=draw.session_id, sequence__in=numbers).order_by("sequence")
    return list(rows.filter(state__in=LEFT_STATES)), list(rows.filter(moved_up_at__isnull=False))


def list_file(draw: Draw) -> str:
    """The text that was hashed, byte for byte, in the form in which this draw was published."""
    terms = terms_of(draw)
    if terms is None:
        return rule.older_list_text(entries_of(draw), layers=draw.rule["layers"], seed_source=draw.seed_source)
    return rule.list_text(entries_of(draw), terms)


def download(draw: Draw) -> bytes:
    """The ZIP with which anybody computes the draw again: list, rule, script and, once drawn, the result."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.csv", list_file(draw))
        archive.writestr("rule.txt", rule_file(draw))
        archive.writestr(
            "verify.py", Path(draw_check.__file__).read_text("utf-8").replace("draw_check.py", "verify.py")
        )
        if draw.state == DrawState.DRAWN:
            archive.writestr("result.csv", rule.result_text(draw.result, entries_of(draw), won=winners_of(draw)))
    return stream.getvalue()


def rule_file(draw: Draw) -> str:
    """The rule in words, for people who read before they compute."""
    zone = draw.session.unit.tz
    lines = [
        draw.session.title,
        "",
        _("Priority layers, the first goes before all others:"),
        *(f"{place}. {words}" for place, words in enumerate(layer_words(draw.rule["layers"]), start=1)),
        "",
        _("Inside a layer the order is that of SHA-256 of the digits of the seed, colon and number, as text in UTF-8."),
        _("In this order each number wins a seat while there is one and while every quota that it stands in has one."),
        _("Whoever withdraws afterwards stays in the list; the seat goes to the next in the order drawn."),
        _("Seats of a quota that its unit does not fill stay empty: nobody else gets them, in the draw or afterwards."),
        _("Source of the seed: %(source)s") % {"source": draw.seed_source},
        *([_("Day of the seed: %(day)s") % {"day": formats.date_format(draw.seed_day)}] if draw.seed_day else []),
        _("SHA-256 of list.csv: %(hash)s") % {"hash": draw.list_hash},
    ]
    if draw.published_at:
        moment = formats.date_format(draw.published_at.astimezone(zone), "DATETIME_FORMAT")
        lines.append(_("List published: %(moment)s") % {"moment": moment})
    if draw.drawn_at:
        lines.append(_("Seed: %(seed)s") % {"seed": draw.seed})
    command = f"python verify.py list.csv {draw.seed or 'SEED'} result.csv"
    lines += ["", _("To compute it again: %(command)s") % {"command": command}]
    return "\n".join(lines) + "\n"


def _apply(session: TrainingSession, draw: Draw, *, by: Any) -> tuple[list[Registration], list[Registration]]:
    """Seats to the winners who still wait; the others keep the order drawn, and the first of them get what is free."""
    waiting = {row.sequence: row for row in Registration.objects.waiting().filter(session=session).with_people()}
    won = winners_of(draw)
    if won is None:
        won = _winners_now(session, [waiting[number] for number in draw.result if number in waiting])
    winners, others = [], []
    for place, number in enumerate(draw.result, start=1):
        row = waiting.get(number)
        if row is None:
            continue
        row.session = session
        row.drawn_place = place
        row.was_not_drawn = number not in won
        supervisor = None
        if number in won:
            supervisor = supervisor_of(row.employee)
            named = row.nominated_by_id is not None
            is_decided = supervisor is None or (named and row.nominated_by_id == supervisor.user_id)
            row.state = RegistrationState.APPROVED if is_decided else RegistrationState.AWAITING_APPROVAL
            winners.append(row)
        else:
            others.append(row)
        row.save(update_fields=["state", "drawn_place", "was_not_drawn"])
        if row.state == RegistrationState.AWAITING_APPROVAL:
            notices.approval_asked(row, supervisor)
    risen = {row.pk for row in fill_freed_seats(session=session, by=by)}
    return winners, [row for row in others if row.pk not in risen]


def _winners_now(session: TrainingSession, line: list[Registration]) -> list[int]:
    """Of an older list, which says nothing about seats."""
    paths = [(place, row.employee.unit.path) for place, row in enumerate(line)]
    given = seats_given(seats=session.seats, quotas=quotas_of(session), held=held_paths(session), waiting=paths)
    return [line[place].sequence for place in given]


def _today(session: TrainingSession) -> datetime.date:
    return timezone.now().astimezone(session.unit.tz).date()


def _of(session: TrainingSession) -> Draw | None:
    return Draw.objects.select_for_update(of=("self",)).filter(session=session).first()  # type: ignore[no-any-return]


def _months(last: datetime.datetime | None, on: datetime.date, zone: datetime.tzinfo) -> int | None:
    return None if last is None else max(0, months_between(last.astimezone(zone).date(), on))
