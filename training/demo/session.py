"""Trainings of the demo: two years of sessions, and one in each state that people meet."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils import timezone

from asn_portal.operation.demo import DemoWorld
from employees.models import Employee, OrganizationalUnit
from training.enums import RegistrationState, SessionState, TrainingForm
from training.models import Attendance, Registration, TrainingProgramme, TrainingSession
from training.services.certificate import issue_certificate
from training.services.meeting import plan_meetings

# title, form, hours, code
PROGRAMMES = (
    ("Pelayanan publik yang ramah dan cepat", TrainingForm.WORKSHOP, 15, "PPR"),
    ("Pengelolaan data kependudukan", TrainingForm.TECHNICAL, 24, "PDK"),
    ("Keuangan daerah untuk pelaksana", TrainingForm.TECHNICAL, 30, "KDP"),
    ("Komunikasi efektif di loket", TrainingForm.WORKSHOP, 10, "KEL"),
)
# organising office, coordinator, employees, heads (the highest first), place
ORGANISERS = (
    (
        "bkpsdm-medan",
        "training@medan.demo",
        ("pegawai@belawan.demo", "pegawai@marelan.demo"),
        ("head@medan.demo", "camat@belawan.demo", "lurah@belawan.demo"),
        "Balai Diklat Kota Medan",
    ),
    (
        "bkpsdm-pekanbaru",
        "training@pekanbaru.demo",
        ("pegawai@senapelan.demo",),
        ("head@pekanbaru.demo", "camat@senapelan.demo", "lurah@senapelan.demo"),
        "Balai Diklat Kota Pekanbaru",
    ),
)
# Days from today on which past sessions began: one every two months for two years.
PAST = tuple(range(700, 30, -60))
SEATS = 20


def load(world: DemoWorld) -> None:
    steps = len(ORGANISERS) * (len(PAST) + 1)
    for number, (slug, coordinator, learners, heads, place) in enumerate(ORGANISERS):
        office = _Organiser(world, world.units[slug], coordinator, learners, heads, place)
        for index, days in enumerate(PAST):
            office.past_session(days, batch=index + 1)
            world.progress(number * (len(PAST) + 1) + index + 1, steps)
        office.sessions_of_today()
        world.progress((number + 1) * (len(PAST) + 1), steps)


class _Organiser:
    """One training office with its programmes and the staff of its government."""

    def __init__(
        self,
        world: DemoWorld,
        unit: OrganizationalUnit,
        coordinator: str,
        learners: tuple[str, ...],
        heads: tuple[str, ...],
        place: str,
    ) -> None:
        self.world, self.unit, self.place = world, unit, place
        self.coordinator = world.users[coordinator]
        self.programmes = [
            TrainingProgramme.objects.create(
                unit=unit,
                title=title,
                form=form,
                learning_hours=Decimal(hours),
                code=code,
                organiser_code="BKPSDM",
                description="Peserta berlatih dengan kasus dari unit kerjanya dan menulis satu rencana penerapan.",
            )
            for title, form, hours, code in PROGRAMMES
        ]
        self.learners = [Employee.objects.get(user=world.users[email]) for email in learners]
        self.heads = [Employee.objects.get(user=world.users[email]) for email in heads]
        self.staff = list(
            Employee.objects.active()
            .filter(unit__path__startswith=unit.government_path, position__is_head=False)
            .exclude(pk__in=[person.pk for person in self.learners])
            .with_place()
            .order_by("pk")
        )

    def past_session(self, days_ago: int, *, batch: int) -> None:
        """A finished session with attendance and certificates; every fifth one was cancelled."""
        rng = self.world.rng
        programme = self.programmes[batch % len(self.programmes)]
        session = self._session(programme, batch=batch, starts_in=-days_ago, state=SessionState.FINISHED)
        if batch % 5 == 0:
            session.state = SessionState.CANCELLED
            session.cancel_reason = "Narasumber berhalangan; sesi diganti bulan berikutnya."
            session.save(update_fields=["state", "cancel_reason"])
            self._register(
                session, RegistrationState.SESSION_CANCELLED, 8, first=self.heads, reason=session.cancel_reason
            )
            return
        here = {0: self.learners, 1: self.heads}.get(batch % 3, [])
        completed = self._register(session, RegistrationState.COMPLETED, SEATS - 4 - len(here), first=here)
        absent = self._register(
            session, RegistrationState.NOT_COMPLETED, 2, first=self.heads[-1:] if batch % 8 == 0 else []
        )
        self._register(session, RegistrationState.WITHDRAWN, 1)
        self._register(session, RegistrationState.REFUSED, 1, reason="Pekerjaan di kantor sedang menumpuk.")
        self._register(session, RegistrationState.LAPSED, rng.randint(0, 4))
        meetings = list(session.meetings.all())
        Attendance.objects.bulk_create(
            Attendance(registration=row, meeting=meeting, is_present=present, recorded_by=self.coordinator)
            for rows, present in ((completed, True), (absent, False))
            for row in rows
            for meeting in meetings
        )
        # Their papers are made when somebody asks for one: WeasyPrint would take most of the demo's minute.
        moment = session.ends_at + datetime.timedelta(days=1)
        for row in completed:
            issue_certificate(registration=row, by=self.coordinator, at=moment)

    def sessions_of_today(self) -> None:
        """Open with free seats, open and full with a waiting list, closed, running, draft, and not yet open."""
        first, second, third, fourth = self.programmes
        highest, *below = self.heads
        with_seats = self._session(first, batch=20, starts_in=12, state=SessionState.OPEN)
        self._register(with_seats, RegistrationState.APPROVED, 6, first=[highest])
        # Each of these waits for the head above.
        self._register(with_seats, RegistrationState.AWAITING_APPROVAL, 4, first=[*self.learners[:1], *below])
        full = self._session(second, batch=21, starts_in=18, state=SessionState.OPEN, seats=10)
        self._register(full, RegistrationState.APPROVED, 6)
        self._register(full, RegistrationState.AWAITING_APPROVAL, 4)
        self._register(full, RegistrationState.WAITING, 5, first=[*self.learners, below[0]])
        closed = self._session(third, batch=22, starts_in=4, state=SessionState.CLOSED)
        self._register(closed, RegistrationState.APPROVED, 14, first=below[:1])
        running = self._session(fourth, batch=23, starts_in=-1, state=SessionState.RUNNING)
        self._register(running, RegistrationState.APPROVED, 15, first=below[1:])
        self._session(first, batch=24, starts_in=60, state=SessionState.DRAFT)
        self._session(second, batch=25, starts_in=45, state=SessionState.OPEN, opens_in=10)

    def _session(
        self,
        programme: TrainingProgramme,
        *,
        batch: int,
        starts_in: int,
        state: SessionState,
        seats: int = SEATS,
        opens_in: int | None = None,
    ) -> TrainingSession:
        """A three-day session; registration runs for three weeks before it unless `opens_in` says otherwise."""
        today = timezone.now().astimezone(self.unit.tz).replace(hour=8, minute=30, second=0, microsecond=0)
        begins = today + datetime.timedelta(days=starts_in)
        opens = begins - datetime.timedelta(days=24) if opens_in is None else today + datetime.timedelta(days=opens_in)
        session = TrainingSession.objects.create(
            programme=programme,
            unit=self.unit,
            title=f"{programme.title}, angkatan {batch}",
            starts_at=begins,
            ends_at=begins + datetime.timedelta(days=2, hours=7),
            place=self.place,
            seats=seats,
            registration_opens_at=opens,
            registration_closes_at=begins - datetime.timedelta(days=3 if state != SessionState.CLOSED else 6),
            learning_hours=programme.learning_hours,
            state=state,
            coordinator=self.coordinator,
        )
        plan_meetings(session)
        return session

    def _register(
        self,
        session: TrainingSession,
        state: RegistrationState,
        number: int,
        *,
        first: list[Employee] | tuple[Employee, ...] = (),
        reason: str = "",
    ) -> list[Registration]:
        """`first` and then `number` more people who are not in the session yet, in one state."""
        taken = set(session.registrations.values_list("employee_id", flat=True))
        others = [person for person in self.world.rng.sample(self.staff, number + len(taken)) if person.pk not in taken]
        people = [*first, *others[:number]]
        decided = state not in {RegistrationState.AWAITING_APPROVAL, RegistrationState.WAITING}
        return Registration.objects.bulk_create(
            Registration(
                session=session,
                employee=person,
                state=state,
                sequence=len(taken) + position + 1,
                reason=reason,
                decided_by=self.coordinator if decided else None,
                decided_at=timezone.now() if decided else None,
            )
            for position, person in enumerate(people)
        )
