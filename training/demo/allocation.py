"""Quotas, invitations, a series, and a draw in each state."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from asn_portal.operation.demo import DemoWorld
from employees.models import Employee
from training.domain import draw as rule
from training.domain.series import Rule, days_of
from training.enums import Allocation, DrawState, RegistrationState, SessionState
from training.models import (
    Draw,
    Invitation,
    Registration,
    SessionSeries,
    TrainingProgramme,
    TrainingSession,
    UnitQuota,
    Venue,
)
from training.services.draw import entries_of, fix_list
from training.services.meeting import plan_meetings

OFFICES = (
    ("kota-medan", "bkpsdm-medan", "training@medan.demo", "medan-belawan", "pegawai@belawan.demo"),
    ("kota-pekanbaru", "bkpsdm-pekanbaru", "training@pekanbaru.demo", "senapelan", "pegawai@senapelan.demo"),
)
SEED = "7.123,45"
SOURCE = "IHSG, nilai penutupan hari bursa pertama setelah pendaftaran ditutup"
CANDIDATES = 24
SEATS = 10


def load(world: DemoWorld) -> None:
    for slug, office, coordinator, quota_unit, learner in OFFICES:
        _Office(world, world.units[slug], world.units[office], world.users[coordinator]).load(
            world.units[quota_unit], world.users[learner].employee
        )


class _Office:
    def __init__(self, world: DemoWorld, government: Any, unit: Any, coordinator: Any) -> None:
        self.world, self.government, self.unit, self.coordinator = world, government, unit, coordinator
        self.programmes = list(TrainingProgramme.objects.filter(unit=unit).order_by("pk"))
        self.staff = list(
            Employee.objects.active()
            .filter(unit__path__startswith=government.path, position__is_head=False)
            .order_by("pk")
        )

    def load(self, quota_unit: Any, learner: Employee) -> None:
        self._quotas_and_invitations(quota_unit, learner)
        self._conditions()
        self._series()
        for number, state in enumerate(DrawState, start=1):
            self._draw(state, number=number, learner=learner)

    def _quotas_and_invitations(self, quota_unit: Any, learner: Employee) -> None:
        session = TrainingSession.objects.filter(unit=self.unit, state=SessionState.OPEN).order_by("starts_at").first()
        if session is None:
            return
        taken = session.registrations.filter(employee__unit__path__startswith=quota_unit.path).count()
        UnitQuota.objects.create(session=session, unit=quota_unit, seats=taken + 2)
        registered = set(session.registrations.values_list("employee", flat=True))
        invited = [person for person in self.staff if person.pk not in registered][:5]
        # The learner of another draw is invited there too, so that the first page shows how it looks.
        if learner.pk not in registered:
            invited.append(learner)
        Invitation.objects.bulk_create(
            Invitation(
                session=session,
                employee=person,
                reason="Belum ada pelatihan yang tercatat.",
                invited_by=self.coordinator,
            )
            for person in invited
        )

    def _conditions(self) -> None:
        programme = self.programmes[2]
        programme.eligibility = {"employment": ["PNS", "CPNS"], "rank_from": 9, "not_within_years": 2}
        programme.save(update_fields=["eligibility"])

    def _series(self) -> None:
        """Every second Tuesday of the coming six months, as drafts."""
        programme = self.programmes[3]
        day_rule = Rule("MONTHLY", 6, weekday=1, nth=2)
        series = SessionSeries.objects.create(
            programme=programme, title="Klinik komunikasi bulanan", rule=str(day_rule), created_by=self.coordinator
        )
        venue = Venue.objects.of_government(self.government.path).first()
        days = days_of(day_rule, self.world.today + datetime.timedelta(days=30))
        for number, day in enumerate(days, start=1):
            begins = datetime.datetime.combine(day, datetime.time(8, 30), tzinfo=self.unit.tz)
            session = self._session(
                programme,
                f"{series.title} ({number}/{len(days)})",
                begins=begins,
                ends=begins + datetime.timedelta(hours=7),
                opens=begins - datetime.timedelta(days=28),
                closes=begins - datetime.timedelta(days=3),
                state=SessionState.DRAFT,
                seats=25,
            )
            session.series, session.venue = series, venue
            session.save(update_fields=["series", "venue"])

    def _draw(self, state: DrawState, *, number: int, learner: Employee) -> None:
        now = timezone.now().astimezone(self.unit.tz).replace(minute=0, second=0, microsecond=0)
        is_open = state == DrawState.PREPARED
        begins = (now + datetime.timedelta(days=20 + number)).replace(hour=8)
        session = self._session(
            self.programmes[number % len(self.programmes)],
            f"Pelatihan favorit, undian {number}",
            begins=begins,
            ends=begins + datetime.timedelta(hours=7),
            opens=now - datetime.timedelta(days=20),
            closes=now + datetime.timedelta(days=10) if is_open else now - datetime.timedelta(days=2),
            state=SessionState.OPEN if is_open else SessionState.CLOSED,
            seats=SEATS,
        )
        session.allocation = Allocation.DRAW
        session.save(update_fields=["allocation"])
        people = [learner, *(person for person in self.staff[number * 40 :] if person.pk != learner.pk)][:CANDIDATES]
        rows = Registration.objects.bulk_create(
            Registration(session=session, employee=person, state=RegistrationState.WAITING, sequence=place)
            for place, person in enumerate(people, start=1)
        )
        draw = Draw(
            session=session,
            rule={"layers": rule.DEFAULT_LAYERS},
            seed_source=SOURCE,
            # PUBLISHED: today, so that the seed can be entered.
            seed_day=(now + datetime.timedelta(days=11 if is_open else -1 if state == DrawState.DRAWN else 0)).date(),
        )
        if not is_open:
            self._publish(draw, rows, now)
        if state == DrawState.DRAWN:
            self._drawn(draw, rows, now)
        draw.save()

    def _publish(self, draw: Draw, rows: list[Registration], now: datetime.datetime) -> None:
        entries = [rule.Entry(row.sequence, 1 + row.sequence % (len(rule.DEFAULT_LAYERS) + 1)) for row in rows]
        for row, entry in zip(rows, entries, strict=True):
            row.layer = entry.layer
        fix_list(draw, entries, [])
        draw.state, draw.published_at = DrawState.PUBLISHED, now - datetime.timedelta(days=2)
        Registration.objects.bulk_update(rows, ["layer"])

    def _drawn(self, draw: Draw, rows: list[Registration], now: datetime.datetime) -> None:
        draw.seed, draw.state = rule.digits_of(SEED), DrawState.DRAWN
        draw.result = rule.draw(entries_of(draw), SEED)
        draw.drawn_at, draw.drawn_by = now - datetime.timedelta(days=1), self.coordinator
        places = {number: place for place, number in enumerate(draw.result, start=1)}
        for row in rows:
            row.drawn_place = places[row.sequence]
            row.was_not_drawn = row.drawn_place > SEATS
            if not row.was_not_drawn:
                row.state = RegistrationState.APPROVED
        Registration.objects.bulk_update(rows, ["drawn_place", "was_not_drawn", "state"])

    def _session(
        self,
        programme: TrainingProgramme,
        title: str,
        *,
        begins: datetime.datetime,
        ends: datetime.datetime,
        opens: datetime.datetime,
        closes: datetime.datetime,
        state: SessionState,
        seats: int,
    ) -> TrainingSession:
        session = TrainingSession.objects.create(
            programme=programme,
            unit=self.unit,
            title=title,
            starts_at=begins,
            ends_at=ends,
            place="Balai Diklat",
            seats=seats,
            registration_opens_at=opens,
            registration_closes_at=closes,
            learning_hours=programme.learning_hours or Decimal(5),
            state=state,
            coordinator=self.coordinator,
        )
        plan_meetings(session)
        return session
